/* The search box in the header: results under it while typing (combobox with a list of links).
   In: YanxiHits, YanxiSearch. Out: the list; Enter without a chosen row goes to search.html as it does without script. */
(function (window, document) {
  'use strict';

  var hits = window.YanxiHits;
  var input = document.getElementById('yanxi-search-input');
  // The frame with what is said about the results, and in it the list of them.
  var frame = document.getElementById('yanxi-suggestions');
  var notes = document.getElementById('yanxi-suggestion-notes');
  var list = document.getElementById('yanxi-suggestion-list');
  var status = document.getElementById('yanxi-search-status');
  if (!hits || !hits.form || !input || !frame || !notes || !list || !status) { return; }

  var LIMIT = 5;
  var active = -1;
  var shownFor = '';

  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-haspopup', 'listbox');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  function rows() { return list.querySelectorAll('.suggestion'); }

  function choose(index) {
    var all = rows();
    if (active >= 0 && all[active]) {
      all[active].classList.remove('active');
      all[active].setAttribute('aria-selected', 'false');
    }
    active = index;
    if (active < 0 || !all[active]) {
      active = -1;
      input.removeAttribute('aria-activedescendant');
      return;
    }
    all[active].classList.add('active');
    all[active].setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', all[active].id);
    // The last row stays at the list's lower edge and may cover the one looked for.
    var chosen = all[active];
    var room = frame.clientHeight - (active < all.length - 1 ? all[all.length - 1].offsetHeight : 0);
    if (chosen.offsetTop < frame.scrollTop) { frame.scrollTop = chosen.offsetTop; }
    if (chosen.offsetTop + chosen.offsetHeight > frame.scrollTop + room) { frame.scrollTop = chosen.offsetTop + chosen.offsetHeight - room; }
  }

  // Open for a screen reader is only what has something to choose.
  function open() {
    frame.hidden = false;
    list.hidden = !list.firstChild;
    input.setAttribute('aria-expanded', list.hidden ? 'false' : 'true');
  }

  function close() {
    choose(-1);
    frame.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  }

  function clear() {
    choose(-1);
    notes.textContent = '';
    list.textContent = '';
    frame.scrollTop = 0;
  }

  function row(href, className) {
    var made = hits.element('a', 'suggestion' + (className ? ' ' + className : ''));
    made.href = href;
    made.id = 'yanxi-suggestion-' + rows().length;
    made.tabIndex = -1;
    made.setAttribute('role', 'option');
    made.setAttribute('aria-selected', 'false');
    list.appendChild(made);
    return made;
  }

  function note(sentence) {
    notes.appendChild(hits.element('div', 'suggestion-note', sentence));
    status.textContent = notes.textContent;
  }

  /* What it is and where it belongs. */
  function place(page) {
    var parts = [];
    (page.facets || []).forEach(function (facet) {
      if (['kind', 'section', 'campaign'].indexOf(facet.kind) >= 0 && parts.indexOf(facet.value) < 0) { parts.push(facet.value); }
    });
    return parts.join(' · ');
  }

  function addPage(page) {
    var section = (page.sections || [])[0];
    // Of a file that is attached to a page the page is the way: nothing is opened or saved by surprise.
    var file = hits.fileOf(page, section);
    var made = row(hits.fileOf(page) ? hits.addressOfPage(page) : hits.address(page, section ? [section] : [], file || !section ? '' : section.anchor));
    made.appendChild(hits.element('span', 'suggestion-title', page.title));
    if (place(page)) { made.appendChild(hits.element('span', 'suggestion-place', place(page))); }
    if (file) {
      made.appendChild(hits.element('span', 'suggestion-section', hits.placeInFile(file, section ? section.heading : '', !!hits.fileOf(page))));
    } else if (section && section.heading) { made.appendChild(hits.element('span', 'suggestion-section', section.heading)); }
    if (section && section.snippet) {
      if (section.source) { made.appendChild(hits.element('span', 'suggestion-section', hits.text('source-' + section.source))); }
      // Snippets come escaped, with nothing in them but <mark>.
      var snippet = hits.element('span', 'suggestion-snippet');
      snippet.innerHTML = section.snippet;
      made.appendChild(snippet);
    }
  }

  function resultsAddress(query) {
    return window.YanxiSettings.link(hits.root + 'search.html?q=' + encodeURIComponent(query));
  }

  function show(query, error, answer) {
    clear();
    shownFor = query;
    if (error) {
      note(hits.failure(error));
      row(hits.elsewhere().href, 'suggestion-all').textContent = hits.text('elsewhere');
    } else if (answer.total_pages > 0) {
      if (answer.guess) { note(hits.text('none', { query: query }) + ' ' + hits.text('found', { query: answer.guess, count: answer.total_pages }) + hits.text('guess')); }
      answer.pages.forEach(addPage);
      row(resultsAddress(query), 'suggestion-all').textContent = hits.text('all', { count: answer.total_pages });
      status.textContent = hits.text('found', { query: answer.guess || query, count: answer.total_pages }) + (answer.guess ? hits.text('guess') : '');
    } else {
      note(hits.text('none', { query: query }));
      if (answer.looser && answer.looser.total_pages > 0) {
        note(hits.text('looser', { count: answer.looser.total_pages }));
        answer.looser.pages.slice(0, LIMIT).forEach(addPage);
        row(resultsAddress(query), 'suggestion-all').textContent = hits.text('all', { count: answer.looser.total_pages });
      }
    }
    open();
  }

  function ask(query) {
    if (!query) {
      hits.forget();
      shownFor = '';
      clear();
      close();
      return;
    }
    if (query === shownFor) { open(); return; }
    if (frame.hidden) {
      clear();
      note(hits.text('loading'));
      open();
    }
    hits.search(query, { limit: LIMIT, offset: 0, mixed: true }, function (error, answer) {
      // The answer may come after the reader has left the box.
      if (hits.form.contains(document.activeElement)) { show(query, error, answer); }
    });
  }

  var typing = hits.whenTyped(input, 150, ask);

  // Who comes near the box is about to search.
  ['mouseenter', 'touchstart'].forEach(function (near) { hits.form.addEventListener(near, hits.prepare); });

  input.addEventListener('focus', function () {
    hits.prepare();
    if (input.value.trim()) { ask(input.value.trim()); }
  });

  input.addEventListener('keydown', function (event) {
    if (typing.isComposing() || event.isComposing || event.keyCode === 229) { return; }
    var all = rows();
    var key = event.key;
    if (key === 'ArrowDown' || key === 'Down' || key === 'ArrowUp' || key === 'Up') {
      if (!all.length) { return; }
      event.preventDefault();
      if (frame.hidden) { open(); }
      var step = key === 'ArrowDown' || key === 'Down' ? 1 : -1;
      // One stop outside the list, where the reader's own words stand.
      var next = active + step;
      choose(next < -1 ? all.length - 1 : next >= all.length ? -1 : next);
    } else if (key === 'Enter' && active >= 0 && !frame.hidden && all[active]) {
      event.preventDefault();
      window.location.href = all[active].href;
    } else if (key === 'Escape' || key === 'Esc') {
      if (!frame.hidden) {
        event.preventDefault();
        close();
      } else {
        input.value = '';
        shownFor = '';
        hits.forget();
      }
    } else if (key === 'Tab') {
      close();
    }
  });

  hits.form.addEventListener('submit', function (event) {
    typing.cancel();
    if (!input.value.trim()) { event.preventDefault(); }
  });

  document.addEventListener('mousedown', function (event) {
    if (!hits.form.contains(event.target)) { close(); }
  });
  hits.form.addEventListener('focusout', function (event) {
    if (event.relatedTarget && !hits.form.contains(event.relatedTarget)) { close(); }
  });
}(window, document));
