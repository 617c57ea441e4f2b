/* How the site's own search page is asked: as a reader does, and for every page found.
   In: #search-results with data-state and data-query, window.YanxiSearch. Out: window.engine. */
(function () {
  'use strict';

  function shown(question, done) {
    var results = document.getElementById('search-results');
    var watch = null;
    function look() {
      if (results.getAttribute('data-state') !== 'done' || results.getAttribute('data-query') !== question) { return; }
      watch.disconnect();
      done();
    }
    watch = new MutationObserver(look);
    watch.observe(results, { attributes: true });
    look();
  }

  function ask(question, done) {
    var input = document.getElementById('yanxi-search-input');
    input.value = question;
    input.form.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
    // Submitting takes away what an earlier question has left.
    shown(question, done);
  }

  /* Pages that hold it, then those that do so loosely. */
  function everything(question, done) {
    window.YanxiSearch.search(question, { limit: 1000000 }, function (error, answer) {
      if (error) { done([['error: ' + error.kind + ' ' + error.detail], []]); return; }
      var looser = answer.looser ? answer.looser.pages : [];
      done([answer.pages, looser].map(function (pages) { return pages.map(function (page) { return page.url; }); }));
    });
  }

  window.engine = {
    address: function (question) { return '/search.html' + (question ? '?q=' + encodeURIComponent(question) : ''); },
    shown: shown,
    ask: ask,
    everything: everything
  };
}());
