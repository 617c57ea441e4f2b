/* Asks questions in visits of a few each and tells the server how long each took; then asks all there are for every page
   found.
   In: VISITS and QUESTIONS, put in by the server; window.engine of the page. Out: POST /told with {kind, ms, urls}. */
(function () {
  'use strict';
  var visits = VISITS;
  var all = QUESTIONS;
  // Nothing has come for so long: the question is done with.
  var QUIET = 120;
  var number = Number(window.sessionStorage.getItem('visit') || 0);
  var engine = window.engine;

  function tell(report, then) {
    fetch('/told', { method: 'POST', body: JSON.stringify(report) }).then(then);
  }

  /* After the frame that shows it has been painted. */
  function painted(then) {
    requestAnimationFrame(function () { setTimeout(then, 0); });
  }

  /* When what the page reads after the first results has come too. */
  function whenQuiet(then) {
    var last = -1;
    (function look() {
      var now = performance.getEntriesByType('resource').length;
      if (now === last) { then(); return; }
      last = now;
      setTimeout(look, QUIET);
    }());
  }

  function measured(kind, ms, then) {
    whenQuiet(function () { tell({ kind: kind, ms: ms }, then); });
  }

  function nextVisit() {
    window.sessionStorage.setItem('visit', String(number + 1));
    var next = visits[number + 1];
    window.location.href = engine.address(next ? next[0] : '');
  }

  function later(questions, at) {
    if (at === questions.length) { nextVisit(); return; }
    tell({ kind: 'begin' }, function () {
      var started = performance.now();
      engine.ask(questions[at], function () {
        painted(function () {
          measured('later', performance.now() - started, function () { later(questions, at + 1); });
        });
      });
    });
  }

  function everything(at) {
    if (at === all.length) { tell({ kind: 'end' }, function () {}); return; }
    engine.everything(all[at], function (urls) {
      tell({ kind: 'answer', urls: urls }, function () { everything(at + 1); });
    });
  }

  performance.setResourceTimingBufferSize(1000000);
  if (number < visits.length) {
    engine.shown(visits[number][0], function () {
      painted(function () {
        measured('cold', performance.now(), function () { later(visits[number], 1); });
      });
    });
  } else {
    // The page's own scripts come after this one.
    window.addEventListener('load', function () { everything(0); });
  }
}());
