/* Asks the search page one phrase after another and tells the server how long each took.
   In: MODE and QUESTIONS, put in by the server. Out: POST /asked with {kind, ms} for each. */
(function () {
  'use strict';
  var mode = MODE;
  var questions = QUESTIONS;
  var pause = 300;

  function tell(kind, ms, then) {
    fetch('/asked', { method: 'POST', body: JSON.stringify({ kind: kind, ms: ms }) }).then(then);
  }

  /* After the frame that shows it has been painted. */
  function painted(then) {
    requestAnimationFrame(function () { setTimeout(then, 0); });
  }

  function whenShown(question, then) {
    var results = document.getElementById('search-results');
    var watch = null;
    function look() {
      if (results.getAttribute('data-state') !== 'done' || results.getAttribute('data-query') !== question) { return; }
      if (!results.querySelector('.search-hit')) { return; }
      watch.disconnect();
      painted(then);
    }
    watch = new MutationObserver(look);
    watch.observe(results, { attributes: true, childList: true, subtree: true });
    look();
  }

  function submit(question) {
    var input = document.getElementById('yanxi-search-input');
    input.value = question;
    input.form.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
  }

  function later(index) {
    if (index >= questions.length) { tell('end', 0, function () {}); return; }
    tell('begin', 0, function () {
      var started = performance.now();
      whenShown(questions[index], function () {
        var taken = performance.now() - started;
        tell('later', taken, function () { setTimeout(function () { again(index); }, pause); });
      });
      submit(questions[index]);
    });
  }

  /* The same once more, when everything it reads is in the browser. */
  function again(index) {
    submit('');
    setTimeout(function () {
      tell('begin', 0, function () {
        var started = performance.now();
        whenShown(questions[index], function () {
          tell('again', performance.now() - started, function () { setTimeout(function () { later(index + 1); }, pause); });
        });
        submit(questions[index]);
      });
    }, pause);
  }

  if (mode === 'first') {
    var asked = new URLSearchParams(location.search).get('q');
    var next = questions[questions.indexOf(asked) + 1];
    whenShown(asked, function () {
      tell('first', performance.now(), function () {
        setTimeout(function () {
          tell(next ? 'begin' : 'end', 0, function () { if (next) { location.search = '?q=' + encodeURIComponent(next); } });
        }, pause);
      });
    });
  } else {
    setTimeout(function () { later(0); }, 1000);
  }
}());
