/* search.html: the whole list of results for the words in the address, renewed while typing.
   In: ?q=…, YanxiHits, YanxiSearch. Out: #search-results with data-state, data-query, data-total. */
(function (window, document) {
  'use strict';

  var hits = window.YanxiHits;
  var input = document.getElementById('yanxi-search-input');
  var results = document.getElementById('search-results');
  var summary = document.getElementById('yanxi-search-summary');
  var more = document.getElementById('yanxi-search-more');
  if (!hits || !hits.form || !input || !results || !summary || !more) { return; }

  var LIMIT = 10;
  var title = document.title;
  // What is on the page now: the query, its list, how many pages stand in it and how many there are.
  var shown = { query: '', list: null, count: 0, total: 0, looser: false };

  function queryInAddress() {
    var found = /[?&]q=([^&#]*)/.exec(window.location.search);
    if (!found) { return ''; }
    try { return decodeURIComponent(found[1].replace(/\+/g, ' ')).trim(); } catch (malformed) { return ''; }
  }

  function putInAddress(query) {
    var address = window.YanxiSettings.link(window.location.pathname + (query ? '?q=' + encodeURIComponent(query) : ''));
    // Some browsers refuse this for files opened by double-click; the list is right all the same.
    try { window.history.replaceState(null, '', address); } catch (refused) { return; }
  }

  function state(name, query, total) {
    results.setAttribute('data-query', query);
    results.setAttribute('data-total', String(total));
    results.setAttribute('data-state', name);
    results.setAttribute('aria-busy', name === 'loading' ? 'true' : 'false');
  }

  function makeHit(page, looser) {
    var item = hits.element('li', 'search-hit' + (looser ? ' looser' : ''));
    var sections = page.sections || [];
    item.setAttribute('data-page', page.url);
    var title = hits.element('a', 'hit-title', page.title);
    title.href = hits.address(page, sections, '');
    item.appendChild(title);
    sections.forEach(function (section) {
      var link = hits.element('a', 'hit-section');
      link.href = hits.address(page, [section], section.anchor);
      if (section.heading) { link.appendChild(hits.element('span', 'hit-heading', section.heading)); }
      // Snippets come escaped, with nothing in them but <mark>.
      var snippet = hits.element('span', 'hit-snippet');
      snippet.innerHTML = section.snippet || '';
      if (!section.heading && !section.snippet) { snippet.textContent = hits.text('untitled'); }
      link.appendChild(snippet);
      item.appendChild(link);
    });
    return item;
  }

  function append(pages) {
    var first = null;
    pages.forEach(function (page) {
      var item = makeHit(page, shown.looser);
      first = first || item;
      shown.list.appendChild(item);
    });
    shown.count += pages.length;
    more.hidden = !pages.length || shown.count >= shown.total;
    more.disabled = false;
    return first;
  }

  function begin(query, part, looser) {
    shown = { query: query, list: hits.element('ol', 'hits'), count: 0, total: part.total_pages, looser: looser };
    results.appendChild(shown.list);
    append(part.pages);
  }

  function showError(query, error) {
    var notice = hits.element('div', 'notice');
    var actions = hits.element('div', 'notice-actions');
    var retry = hits.element('button', 'button', hits.text('retry'));
    retry.type = 'button';
    retry.addEventListener('click', function () { ask(query); });
    notice.appendChild(hits.element('p', '', hits.failure(error)));
    actions.appendChild(hits.elsewhere());
    if (error.kind !== 'no-wasm') { actions.appendChild(retry); }
    notice.appendChild(actions);
    results.textContent = '';
    results.appendChild(notice);
    notice.setAttribute('role', 'alert');
    summary.textContent = '';
    more.hidden = true;
    state('error', query, 0);
  }

  function show(query, answer) {
    results.textContent = '';
    more.hidden = true;
    if (answer.total_pages > 0) {
      summary.textContent = hits.text('found', { query: query, count: answer.total_pages });
      begin(query, answer, false);
    } else {
      var looser = answer.looser;
      summary.textContent = hits.text('none', { query: query });
      var advice = hits.element('p', 'empty', hits.text('try') + ' ');
      advice.appendChild(hits.elsewhere());
      results.appendChild(advice);
      if (looser && looser.total_pages > 0) {
        results.appendChild(hits.element('h2', 'search-looser-title', hits.text('looser', { count: looser.total_pages })));
        begin(query, looser, true);
      }
    }
    state('done', query, answer.total_pages);
  }

  function ask(query) {
    document.title = query ? query + ' - ' + title : title;
    if (!query) {
      hits.forget();
      results.textContent = '';
      summary.textContent = '';
      more.hidden = true;
      shown.query = '';
      state('done', '', 0);
      return;
    }
    results.setAttribute('data-state', 'loading');
    results.setAttribute('aria-busy', 'true');
    summary.textContent = hits.text('loading');
    hits.search(query, { limit: LIMIT, offset: 0 }, function (error, answer) {
      if (error) { showError(query, error); } else { show(query, answer); }
    });
  }

  more.addEventListener('click', function () {
    var query = shown.query;
    more.disabled = true;
    hits.search(query, { limit: LIMIT, offset: shown.count }, function (error, answer) {
      if (error) {
        more.disabled = false;
        summary.textContent = hits.failure(error);
        return;
      }
      var part = shown.looser ? answer.looser : answer;
      var first = append(part ? part.pages : []);
      if (first) { first.querySelector('a').focus(); }
    });
  });

  var typing = hits.whenTyped(input, 200, function (query) {
    putInAddress(query);
    ask(query);
  });

  hits.form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (typing.isComposing()) { return; }
    typing.cancel();
    var query = input.value.trim();
    putInAddress(query);
    ask(query);
  });

  window.addEventListener('popstate', function () {
    input.value = queryInAddress();
    ask(input.value);
  });

  var first = queryInAddress();
  input.value = first;
  if (first) {
    ask(first);
  } else {
    hits.prepare();
    input.focus();
  }
}(window, document));
