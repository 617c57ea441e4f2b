/* search.html: the whole list of results for what the address asks, renewed while typing.
   In: YanxiSearchState, YanxiHits, YanxiNarrow, YanxiSearch. Out: #search-results with data-state, data-query, data-total. */
(function (window, document) {
  'use strict';

  var hits = window.YanxiHits;
  var states = window.YanxiSearchState;
  var narrow = window.YanxiNarrow;
  var input = document.getElementById('yanxi-search-input');
  var results = document.getElementById('search-results');
  var summary = document.getElementById('yanxi-search-summary');
  var more = document.getElementById('yanxi-search-more');
  if (!hits || !hits.form || !states || !narrow || !input || !results || !summary || !more) { return; }

  // The first ones appear as soon as their texts are here; the rest of the first lot follows them.
  var FIRST = 4;
  var LIMIT = 10;
  var title = document.title;
  var state = states.read();
  // Whether the address holds words that the reader stayed with, a step to come back to; the next letter typed begins another.
  var settled = !!state.query || states.isNarrowed(state);
  // Whether an answer to what the state asks is on the page.
  var answered = false;
  // Where the reader left the list, if this page is opened by going back to it.
  var PLACE = 'yanxi-search-place';
  var left = placeLeft();
  // What is on the page now: its list, its items by their page, how many hits stand in it and how many there are.
  var shown = { list: null, items: {}, count: 0, total: 0, looser: false, counted: false };

  /* Whether the browser came here by its own back or forward and loads the page anew, as all do from a disk. */
  function cameBack() {
    var performance = window.performance || {};
    var entry = performance.getEntriesByType ? performance.getEntriesByType('navigation')[0] : null;
    return entry ? entry.type === 'back_forward' : !!performance.navigation && performance.navigation.type === 2;
  }

  function placeLeft() {
    try {
      var kept = JSON.parse(window.sessionStorage.getItem(PLACE));
      return kept && kept.address === window.location.href && cameBack() ? kept : null;
    } catch (refused) { return null; }
  }

  function keepPlace() {
    var place = { address: window.location.href, count: shown.count, top: window.pageYOffset };
    try { window.sessionStorage.setItem(PLACE, JSON.stringify(place)); } catch (refused) { return; }
  }

  /* Once as many hits are on the page as there were. */
  function returnToPlace() {
    if (left) { window.scrollTo(0, left.top); }
    left = null;
  }

  function mark(name, total) {
    answered = name === 'done' && !!(state.query || states.isNarrowed(state));
    results.setAttribute('data-query', state.query);
    results.setAttribute('data-total', String(total));
    results.setAttribute('data-state', name);
    results.setAttribute('aria-busy', name === 'loading' ? 'true' : 'false');
  }

  function options(limit, offset, counts) {
    return { limit: limit, offset: offset, counts: counts, order: state.order, from: state.from, to: state.to, facets: state.facets };
  }

  function addSection(item, page, section) {
    var link = hits.element('a', 'hit-section');
    var file = hits.fileOf(page, section);
    if (file) {
      var isOwn = !!hits.fileOf(page);
      hits.fileLink(link, file, isOwn ? page.title : '');
      link.appendChild(hits.element('span', 'hit-source', hits.placeInFile(file, section.heading, isOwn)));
    } else {
      link.href = hits.address(page, [section], section.anchor);
    }
    if (section.heading && !file) { link.appendChild(hits.element('span', 'hit-heading', section.heading)); }
    // Words that are no text of the page say where they are from.
    if (section.source) { link.appendChild(hits.element('span', 'hit-source', hits.text('source-' + section.source))); }
    // Snippets come escaped, with nothing in them but <mark>.
    var snippet = hits.element('span', 'hit-snippet');
    snippet.innerHTML = section.snippet || '';
    if (!section.heading && !section.snippet) { snippet.textContent = hits.text('untitled'); }
    link.appendChild(snippet);
    item.appendChild(link);
  }

  function about(page) {
    var parts = page.date ? [page.date] : [];
    (page.facets || []).forEach(function (facet) { if (parts.indexOf(facet.value) < 0) { parts.push(facet.value); } });
    return parts.join(' · ');
  }

  /* The two ways from an attachment: to the file at the place found, and to the page that has it. */
  function addWays(item, page) {
    var file = hits.fileOf(page, (page.sections || [])[0]);
    var ways = hits.element('p', 'hit-ways');
    var open = hits.fileLink(hits.element('a', 'hit-open', hits.text('open-file')), file, page.title);
    var above = hits.element('a', 'hit-page', hits.text('page-of-file'));
    above.href = hits.addressOfPage(page);
    // For those who hear links without what stands around them.
    open.setAttribute('aria-label', hits.text('open-file') + ' ' + page.title);
    above.setAttribute('aria-label', hits.text('page-of-file') + ' ' + page.title);
    ways.appendChild(open);
    ways.appendChild(document.createTextNode(' '));
    ways.appendChild(above);
    item.appendChild(ways);
  }

  function makeHit(page, looser) {
    var item = hits.element('li', 'search-hit' + (looser ? ' looser' : ''));
    var sections = page.sections || [];
    item.setAttribute('data-page', page.url);
    // Screen readers go from heading to heading; those found by a part stand under a heading of their own.
    var head = hits.element(looser ? 'h3' : 'h2', 'hit-head');
    var link = hits.element('a', 'hit-title', page.title);
    var file = hits.fileOf(page, sections[0]);
    if (hits.fileOf(page)) { hits.fileLink(link, file, page.title); } else { link.href = hits.address(page, sections, ''); }
    head.appendChild(link);
    item.appendChild(head);
    if (about(page)) { item.appendChild(hits.element('p', 'hit-about', about(page))); }
    sections.forEach(function (section) { addSection(item, page, section); });
    if (hits.fileOf(page)) { addWays(item, page); }
    return item;
  }

  /* A row of a ledger whose page, or another row of it, stands in the list already. */
  function addRow(item, page) {
    var section = (page.sections || [])[0] || {};
    if (hits.fileOf(page)) { return addFile(item, page, section); }
    addSection(item, page, { anchor: '', heading: page.title, snippet: section.snippet, marks: section.marks, source: section.source });
    item.lastChild.classList.add('hit-row');
    item.lastChild.setAttribute('data-page', page.url);
    return item.lastChild;
  }

  /* The same for a file attached to such a page. */
  function addFile(item, page, section) {
    var link = hits.fileLink(hits.element('a', 'hit-section hit-row hit-file'), hits.fileOf(page, section), page.title);
    link.appendChild(hits.element('span', 'hit-heading', page.title));
    link.appendChild(hits.element('span', 'hit-source', hits.placeInFile(hits.fileOf(page, section), section.heading)));
    var snippet = hits.element('span', 'hit-snippet');
    snippet.innerHTML = section.snippet || '';
    link.appendChild(snippet);
    link.setAttribute('data-page', page.url);
    item.appendChild(link);
    addWays(item, page);
    return link;
  }

  /* Rows of one page stand together, where the best of them stands. */
  function append(pages) {
    var first = null;
    pages.forEach(function (page) {
      var path = page.url.split('#')[0];
      var known = path === page.url ? null : shown.items['of ' + path];
      // Files stand below their page, not below each other.
      if (known && hits.fileOf(page) && known.getAttribute('data-page') !== path) { known = null; }
      var item = known ? addRow(known, page) : makeHit(page, shown.looser);
      first = first || item;
      if (known) { return; }
      shown.items['of ' + path] = item;
      shown.list.appendChild(item);
    });
    shown.count += pages.length;
    more.hidden = !pages.length || shown.count >= shown.total;
    more.disabled = false;
    return first;
  }

  function begin(part, looser) {
    shown = { list: hits.element('ol', 'hits'), items: {}, count: 0, total: part.total_pages, looser: looser, counted: false };
    results.appendChild(shown.list);
    append(part.pages);
  }

  function showError(error) {
    var notice = hits.element('div', 'notice');
    var actions = hits.element('div', 'notice-actions');
    var retry = hits.element('button', 'button', hits.text('retry'));
    retry.type = 'button';
    retry.addEventListener('click', ask);
    notice.appendChild(hits.element('p', '', hits.failure(error)));
    actions.appendChild(hits.elsewhere());
    if (error.kind !== 'too-old') { actions.appendChild(retry); }
    notice.appendChild(actions);
    results.textContent = '';
    results.appendChild(notice);
    notice.setAttribute('role', 'alert');
    summary.textContent = '';
    more.hidden = true;
    mark('error', 0);
  }

  function foundSentence(answer) {
    // What was probably meant is told beside what was asked.
    var asked = answer.guess ? hits.text('none', { query: state.query }) + ' ' : '';
    var fields = { query: answer.guess || state.query, count: answer.total_pages, all: answer.unfiltered_pages };
    return asked + countSentence(answer, fields) + (answer.guess ? hits.text('guess') : '');
  }

  function countSentence(answer, fields) {
    if (!state.query) { return hits.text('listed', fields); }
    return hits.text(answer.total_pages < answer.unfiltered_pages ? 'narrowed' : 'found', fields);
  }

  /* Words of the index that are spelled nearly as those of the question. */
  function suggestNearest(words) {
    var line = hits.element('p', 'search-nearest', hits.text('nearest') + ' ');
    words.forEach(function (word) {
      var other = states.empty();
      other.query = word;
      var link = hits.element('a', '', word);
      link.href = window.YanxiSettings.link(window.location.pathname + '?' + states.text(other));
      line.appendChild(link);
      line.appendChild(document.createTextNode(' '));
    });
    results.appendChild(line);
  }

  function showNothing(answer) {
    if (answer.unfiltered_pages > 0) {
      summary.textContent = hits.text('none-here', { query: answer.guess || state.query, all: answer.unfiltered_pages });
      return;
    }
    summary.textContent = hits.text('none', { query: state.query }) + (answer.only_titles ? hits.text('only-titles') : '');
    if (answer.nearest && answer.nearest.length) { suggestNearest(answer.nearest); }
    var advice = hits.element('p', 'empty', hits.text('try') + ' ');
    advice.appendChild(hits.elsewhere());
    results.appendChild(advice);
    var looser = answer.looser;
    if (looser && looser.total_pages > 0) {
      results.appendChild(hits.element('h2', 'search-looser-title', hits.text('looser', { count: looser.total_pages })));
      begin(looser, true);
    }
  }

  function show(answer) {
    results.textContent = '';
    more.hidden = true;
    shown = { list: null, items: {}, count: 0, total: 0, looser: false, counted: false };
    if (answer.total_pages > 0) {
      summary.textContent = foundSentence(answer) + (answer.by_pinyin ? hits.text('by-pinyin') : '') + (answer.only_titles ? hits.text('only-titles') : '');
      if (answer.nearest && answer.nearest.length) { suggestNearest(answer.nearest); }
      begin(answer, false);
    } else {
      showNothing(answer);
    }
    mark('done', answer.total_pages);
    narrow.setHidden(!(shown.total || states.isNarrowed(state)));
  }

  function part(answer) { return shown.looser ? answer.looser : answer; }

  /* What is left of the first lot, and the counts if the panel is open. */
  function complete() {
    var counts = narrow.isOpen() && !shown.counted;
    // What fits only in part is brought when it is asked for.
    var wanted = left ? left.count : (shown.looser ? 0 : LIMIT);
    var missing = shown.count < shown.total ? Math.max(wanted - shown.count, 0) : 0;
    if (!counts && !missing) {
      returnToPlace();
      return;
    }
    hits.search(state.query, options(missing, shown.count, counts), function (error, answer) {
      // The list stands as it is; "more" tries again.
      if (error) { return; }
      if (missing && part(answer)) { append(part(answer).pages); }
      returnToPlace();
      if (counts) {
        shown.counted = true;
        narrow.show(answer.facets, answer.unfiltered_pages || shown.total);
      }
    });
  }

  function ask() {
    document.title = state.query ? state.query + ' - ' + title : title;
    narrow.reflect(state);
    if (!state.query && !states.isNarrowed(state)) {
      hits.forget();
      results.textContent = '';
      summary.textContent = '';
      more.hidden = true;
      narrow.setHidden(true);
      mark('done', 0);
      return;
    }
    answered = false;
    results.setAttribute('data-state', 'loading');
    results.setAttribute('aria-busy', 'true');
    summary.textContent = hits.text('loading');
    hits.search(state.query, options(FIRST, 0, false), function (error, answer) {
      if (error) { showError(error); return; }
      show(answer);
      complete();
    });
  }

  more.addEventListener('click', function () {
    more.disabled = true;
    hits.search(state.query, options(LIMIT, shown.count, false), function (error, answer) {
      if (error) {
        more.disabled = false;
        summary.textContent = hits.failure(error);
        return;
      }
      var first = append(part(answer) ? part(answer).pages : []);
      if (first) { (first.querySelector('a') || first).focus(); }
    });
  });

  // A search under way asks for the counts itself when it is done.
  narrow.onOpen(function () { if (answered) { complete(); } });
  narrow.onChange(function () {
    states.write(state, true);
    settled = true;
    ask();
  });

  function take(query) {
    if (query === state.query) { return; }
    left = null;
    state.query = query;
    states.write(state, settled);
    settled = false;
  }

  var typing = hits.whenTyped(input, 200, function (query) {
    take(query);
    ask();
  });

  hits.form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (typing.isComposing()) { return; }
    typing.cancel();
    take(input.value.trim());
    settled = true;
    ask();
  });

  /* From the box down into the results and back up with the arrow keys. */
  document.addEventListener('keydown', function (event) {
    var down = event.key === 'ArrowDown' || event.key === 'Down';
    var up = event.key === 'ArrowUp' || event.key === 'Up';
    if ((!down && !up) || event.altKey || event.ctrlKey || event.metaKey || typing.isComposing() || event.keyCode === 229) { return; }
    var stops = [input].concat(Array.prototype.slice.call(results.querySelectorAll('.hit-title, .hit-row')));
    var at = stops.indexOf(document.activeElement);
    var next = at < 0 ? null : stops[at + (down ? 1 : -1)];
    if (!next) { return; }
    event.preventDefault();
    next.focus();
  });

  window.addEventListener('pagehide', keepPlace);
  window.addEventListener('popstate', function () {
    left = null;
    state = states.read();
    settled = true;
    input.value = state.query;
    ask();
  });

  input.value = state.query;
  ask();
  if (!state.query && !states.isNarrowed(state)) {
    hits.prepare();
    input.focus();
  }
}(window, document));
