/* Asks the search page one phrase after another and tells the server how long each took.
   In: MODE and QUESTIONS, put in by the server. Out: POST /asked with {kind, ms} for each; kinds that begin with - are no result. */
(function () {
  'use strict';
  var mode = MODE;
  var questions = QUESTIONS;
  var pause = 300;
  // Milliseconds between two keys of a quick writer, and between the last one and Enter.
  var stroke = 180;

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
    if (index >= questions.length) { tell('-end', 0, function () {}); return; }
    tell('-begin', 0, function () {
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
      tell('-begin', 0, function () {
        var started = performance.now();
        whenShown(questions[index], function () {
          tell('again', performance.now() - started, function () { setTimeout(function () { later(index + 1); }, pause); });
        });
        submit(questions[index]);
      });
    }, pause);
  }

  /* Letter by letter, then Enter, from which on it is counted. */
  function typed(index) {
    if (index >= questions.length) { tell('-end', 0, function () {}); return; }
    var input = document.getElementById('yanxi-search-input');
    var written = 0;
    function key() {
      if (written < questions[index].length) {
        written += 1;
        input.value = questions[index].slice(0, written);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        setTimeout(key, stroke);
        return;
      }
      var started = performance.now();
      whenShown(questions[index], function () {
        tell('typed', performance.now() - started, function () { setTimeout(function () { typed(index + 1); }, pause); });
      });
      submit(questions[index]);
    }
    submit('');
    tell('-begin', 0, function () { setTimeout(key, pause); });
  }

  /* Each question on a page of its own. */
  function opened() {
    var asked = new URLSearchParams(location.search).get('q');
    var index = questions.indexOf(asked);
    whenShown(asked, function () {
      // The first page of all fills the browser's cache for those after it.
      tell(mode === 'next' && index === 0 ? '-filled' : mode, performance.now(), function () {
        setTimeout(function () {
          var next = questions[index + 1];
          tell(next ? '-begin' : '-end', 0, function () { if (next) { location.search = '?q=' + encodeURIComponent(next); } });
        }, pause);
      });
    });
  }

  if (mode === 'first' || mode === 'next') {
    opened();
  } else {
    setTimeout(function () { if (mode === 'typed') { typed(0); } else { later(0); } }, 1000);
  }
}());
