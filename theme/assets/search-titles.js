/* Search where the browser is too old for the client: titles, headings, tags and names alone.
   In: search/titles.js, a query. Out: window.YanxiTitles.search, whose answers have the form of the client's. */
(function (window, document) {
  'use strict';

  // Path, title, what is found with it and where that is from, headings with anchors; null until loaded.
  var rows = null;
  var waiting = [];

  var HAN = /[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ud840-\ud88f\udc00-\udfff]/;
  var NUMERAL = /[\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u5343]/;

  // As the client compares texts: blanks beside a Chinese character part no words, nor does 、 between two that is not
  // behind a number. Ends of blocks and of lines inside them (U+2028) do.
  function plain(text) {
    return text.toLowerCase().replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).replace(/[\s\u3001]+/g, function (gap, at, whole) {
      var before = whole.charAt(at - 1);
      var after = whole.charAt(at + gap.length);
      if (/[\n\u2028]/.test(gap)) { return '\n'; }
      if (gap.indexOf('\u3001') >= 0) { return HAN.test(before) && HAN.test(after) && !NUMERAL.test(before) ? '' : '\u3001'; }
      return HAN.test(before) || HAN.test(after) ? '' : ' ';
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

  // Neighbouring words of one Chinese character, as one: what holds them so comes first.
  function phrases(words) {
    var lone = words.map(function (word) { return /^([\ud840-\ud88f][\udc00-\udfff]|[^\ud800-\udfff])$/.test(word) && HAN.test(word) ? word : '\n'; });
    return lone.join('').split('\n').filter(function (run) { return run.length > 1 && words.indexOf(run) < 0; });
  }

  function hit(row, words) {
    var extra = row[2].filter(function (one) { return words.some(function (word) { return holds(one[1], word) && !holds(row[1], word); }); });
    var all = [row[1]].concat(row[2].concat(row[3]).map(function (one) { return one[1]; })).join('\n');
    if (!words.every(function (word) { return holds(all, word); })) { return null; }
    var first = phrases(words).filter(function (phrase) { return holds(all, phrase); }).length * 2;
    var inTitle = words.every(function (word) { return holds(row[1], word); });
    var sections = row[3].filter(function (heading) {
      return words.some(function (word) { return holds(heading[1], word); });
    }).slice(0, 3).map(function (heading) {
      return { anchor: heading[0], heading: heading[1].replace(/\u2028/g, ' '), snippet: '', marks: words };
    });
    if (extra.length) {
      var same = extra.filter(function (one) { return one[0] === extra[0][0]; }).map(function (one) { return one[1]; });
      sections.push({ anchor: '', heading: '', snippet: escaped(same.join(' ')), marks: words, source: extra[0][0] });
    }
    if (!sections.length) { sections = [{ anchor: '', heading: '', snippet: '', marks: words }]; }
    return { url: row[0], title: row[1], score: first + (inTitle ? 1 + 1 / (1 + row[1].length) : 0), facets: [], date: null, sections: sections };
  }

  function search(folder, query, options, done) {
    load(folder, function (loaded) {
      if (!loaded) { done({ kind: 'too-old', detail: 'titles.js' }, null); return; }
      var words = query.split(/[\s"\u201c\u201d\u300c\u300d]+/).map(plain).filter(function (word) { return word; });
      var found = [];
      if (words.length) { rows.forEach(function (row) { var one = hit(row, words); if (one) { found.push(one); } }); }
      // Numbers decide ties: old browsers sort without keeping the order.
      found.forEach(function (one, index) { one.index = index; });
      found.sort(function (one, other) { return other.score - one.score || one.index - other.index; });
      var offset = options.offset || 0;
      var limit = options.limit === undefined ? 10 : options.limit;
      done(null, {
        query: query, total_pages: found.length, unfiltered_pages: found.length, pages: found.slice(offset, offset + limit),
        facets: null, looser: null, by_pinyin: false, guess: null, nearest: [], only_titles: true
      });
    });
  }

  window.YanxiTitles = { search: search, take: function (list) { rows = list; } };
}(window, document));
