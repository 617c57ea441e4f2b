/* Search where the browser is too old for the client: titles, headings, tags and names alone.
   In: search/titles.js, a query. Out: window.YanxiTitles.search, whose answers have the form of the client's. */
(function (window, document) {
  'use strict';

  // Path, title, what is found with it, headings with anchors; null until loaded.
  var rows = null;
  var waiting = [];

  function plain(text) {
    return text.toLowerCase().replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    });
  }

  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  }

  function load(folder, done) {
    if (rows) { done(true); return; }
    waiting.push(done);
    if (waiting.length > 1) { return; }
    var element = document.createElement('script');
    element.onload = element.onerror = function () {
      var all = waiting;
      waiting = [];
      all.forEach(function (waiter) { waiter(!!rows); });
    };
    element.src = folder + 'titles.js?t=' + Date.now();
    document.head.appendChild(element);
  }

  function holds(text, word) { return plain(text).indexOf(word) >= 0; }

  function hit(row, words) {
    var all = [row[1], row[2]].concat(row[3].map(function (heading) { return heading[1]; })).join('\n');
    if (!words.every(function (word) { return holds(all, word); })) { return null; }
    var inTitle = words.every(function (word) { return holds(row[1], word); });
    var sections = row[3].filter(function (heading) {
      return words.some(function (word) { return holds(heading[1], word); });
    }).slice(0, 3).map(function (heading) {
      return { anchor: heading[0], heading: heading[1], snippet: '', marks: words };
    });
    if (!sections.length) { sections = [{ anchor: '', heading: '', snippet: escaped(row[2]), marks: words }]; }
    return { url: row[0], title: row[1], score: inTitle ? 1 + 1 / (1 + row[1].length) : 0, facets: [], date: null, sections: sections };
  }

  function search(folder, query, options, done) {
    load(folder, function (loaded) {
      if (!loaded) { done({ kind: 'too-old', detail: 'titles.js' }, null); return; }
      var words = plain(query).split(/[\s"\u201c\u201d\u300c\u300d]+/).filter(function (word) { return word; });
      var found = [];
      if (words.length) { rows.forEach(function (row) { var one = hit(row, words); if (one) { found.push(one); } }); }
      // Numbers decide ties: old browsers sort without keeping the order.
      found.forEach(function (one, index) { one.index = index; });
      found.sort(function (one, other) { return other.score - one.score || one.index - other.index; });
      var offset = options.offset || 0;
      var limit = options.limit === undefined ? 10 : options.limit;
      done(null, {
        query: query, total_pages: found.length, unfiltered_pages: found.length, pages: found.slice(offset, offset + limit),
        facets: null, looser: null, by_pinyin: false, nearest: [], only_titles: true
      });
    });
  }

  window.YanxiTitles = { search: search, take: function (list) { rows = list; } };
}(window, document));
