/* A search page for Pagefind that shows as much as ours: the first results with their snippets, then the rest of ten.
   Quotation marks are not used: that is how readers ask.
   In: /pagefind/pagefind.js, the question in the address. Out: window.engine. */
(function () {
  'use strict';
  var FIRST = 4;
  var LIMIT = 10;
  var addresses = {};

  function data(result) { return result.data(); }

  function show(list) {
    return function (found) {
      found.forEach(function (page) {
        var item = document.createElement('li');
        var link = document.createElement('a');
        var snippet = document.createElement('p');
        link.href = page.url;
        link.textContent = page.meta.title;
        snippet.innerHTML = page.excerpt;
        item.appendChild(link);
        item.appendChild(snippet);
        list.appendChild(item);
      });
    };
  }

  function ask(question, done) {
    var list = document.getElementById('list');
    import('/pagefind/pagefind.js').then(function (pagefind) {
      return pagefind.search(question);
    }).then(function (answer) {
      list.textContent = '';
      return Promise.all(answer.results.slice(0, FIRST).map(data)).then(show(list)).then(function () {
        done();
        return Promise.all(answer.results.slice(FIRST, LIMIT).map(data)).then(show(list));
      });
    });
  }

  function path(url) { return url.replace(/^\//, ''); }

  function everything(question, done) {
    import('/pagefind/pagefind.js').then(function (pagefind) {
      return pagefind.search(question);
    }).then(function (answer) {
      return Promise.all(answer.results.map(function (result) {
        if (addresses[result.id]) { return addresses[result.id]; }
        return result.data().then(function (page) {
          addresses[result.id] = path(page.raw_url || page.url);
          return addresses[result.id];
        });
      }));
    }).then(function (urls) { done([urls, []]); });
  }

  window.engine = {
    address: function (question) { return '/eval.html' + (question ? '?q=' + encodeURIComponent(question) : ''); },
    shown: ask,
    ask: ask,
    everything: everything
  };
}());
