/* The panel that narrows and orders search results, and the row of what is chosen.
   In: counts of an answer, YanxiSearchState, YanxiHits. Out: window.YanxiNarrow; a change of the state is told to whoever asked. */
(function (window, document) {
  'use strict';

  var hits = window.YanxiHits;
  var states = window.YanxiSearchState;
  var panel = document.getElementById('yanxi-search-narrow');
  var groups = document.getElementById('yanxi-search-facets');
  var chosen = document.getElementById('yanxi-search-chosen');
  var from = document.getElementById('yanxi-search-from');
  var to = document.getElementById('yanxi-search-to');
  var order = document.getElementById('yanxi-search-order');
  if (!hits || !states || !panel || !groups || !chosen || !from || !to || !order) { return; }

  // Values of a kind shown before the reader asks for all of them.
  var FEW = 12;
  var state = states.empty();
  var changed = function () {};
  // Kinds of which all values are shown.
  var whole = {};

  // Wide screens have room for the panel beside the results; elsewhere it would push them out of sight, and waits to be opened.
  panel.open = !!(window.matchMedia && window.matchMedia('(min-width: 75em)').matches);

  function change(kind, value) {
    states.toggle(state, kind, value);
    changed();
  }

  function button(className, label, work) {
    var made = hits.element('button', className, label);
    made.type = 'button';
    made.addEventListener('click', work);
    return made;
  }

  function valueButton(kind, value) {
    var made = button('facet', value.value, function () { change(kind, value.value); });
    made.setAttribute('aria-pressed', value.chosen ? 'true' : 'false');
    made.setAttribute('data-kind', kind);
    made.setAttribute('data-value', value.value);
    // The blank parts the number from the word for those who hear them.
    made.appendChild(document.createTextNode(' '));
    made.appendChild(hits.element('span', 'facet-count', String(value.count)));
    made.appendChild(hits.element('span', 'visually-hidden', hits.text('facet-pages')));
    return made;
  }

  function group(counts, total) {
    var values = counts.values;
    // What all results have in common tells nothing.
    if (values.length === 1 && values[0].count === total && !values[0].chosen) { return; }
    var set = hits.element('fieldset', 'facet-group');
    set.setAttribute('data-kind', counts.kind);
    set.appendChild(hits.element('legend', '', hits.text('facet-' + counts.kind)));
    var shown = whole[counts.kind] ? values : values.filter(function (value, index) { return index < FEW || value.chosen; });
    shown.forEach(function (value) { set.appendChild(valueButton(counts.kind, value)); });
    if (shown.length < values.length) {
      set.appendChild(button('facet facet-more', hits.text('facet-more', { count: values.length - shown.length }), function () {
        whole[counts.kind] = true;
        var position = shown.length;
        var renewed = hits.element('div');
        values.forEach(function (value) { renewed.appendChild(valueButton(counts.kind, value)); });
        Array.prototype.slice.call(set.querySelectorAll('.facet')).forEach(function (old) { set.removeChild(old); });
        while (renewed.firstChild) { set.appendChild(renewed.firstChild); }
        set.querySelectorAll('.facet')[position].focus();
      }));
    }
    groups.appendChild(set);
  }

  /* Draws the counts anew; the focus stays on the same value. */
  function show(counts, total) {
    var active = document.activeElement;
    var kept = active && groups.contains(active) ? [active.getAttribute('data-kind'), active.getAttribute('data-value')] : null;
    groups.textContent = '';
    (counts || []).forEach(function (one) { group(one, total); });
    if (kept) {
      Array.prototype.some.call(groups.querySelectorAll('.facet'), function (facet) {
        var same = facet.getAttribute('data-kind') === kept[0] && facet.getAttribute('data-value') === kept[1];
        if (same) { facet.focus(); }
        return same;
      });
    }
  }

  function showChosen() {
    chosen.textContent = '';
    states.KINDS.forEach(function (kind) {
      (state.facets[kind] || []).forEach(function (value) {
        var label = hits.text('facet-' + kind) + hits.text('colon') + value;
        var remove = button('chosen', label, function () { change(kind, value); hits.form.querySelector('input').focus(); });
        remove.setAttribute('aria-label', hits.text('remove', { name: label }));
        remove.appendChild(hits.element('span', 'chosen-cross', '×'));
        remove.lastChild.setAttribute('aria-hidden', 'true');
        chosen.appendChild(remove);
      });
    });
    if (states.isNarrowed(state)) {
      chosen.appendChild(button('chosen-none', hits.text('remove-all'), clear));
    }
    chosen.hidden = !chosen.firstChild;
  }

  function clear() {
    state.facets = {};
    state.from = state.to = '';
    hits.form.querySelector('input').focus();
    changed();
  }

  /* The state as it is now, after an answer or a step in the history. */
  function reflect(now) {
    state = now;
    from.value = state.from;
    to.value = state.to;
    order.value = state.order;
    showChosen();
  }

  /* A day, month or year as people write it: 2008年11月18日, 2008.11, 2008/3/1. */
  function period(text) {
    var parts = text.trim().split(/[^0-9]+/).filter(function (part) { return part; });
    return parts.map(function (part) { return part.length === 1 ? '0' + part : part; }).join('-');
  }

  function dateChanged() {
    var periods = [from, to].map(function (input) {
      var written = period(input.value);
      var right = !input.value.trim() || states.PERIOD.test(written);
      input.setAttribute('aria-invalid', right ? 'false' : 'true');
      return right ? written : null;
    });
    if (periods.indexOf(null) >= 0) { return; }
    state.from = periods[0];
    state.to = periods[1];
    changed();
  }

  from.addEventListener('change', dateChanged);
  to.addEventListener('change', dateChanged);
  order.addEventListener('change', function () {
    state.order = order.value;
    changed();
  });

  window.YanxiNarrow = {
    show: show,
    reflect: reflect,
    clear: clear,
    isOpen: function () { return panel.open; },
    setHidden: function (hidden) { panel.hidden = hidden; },
    onOpen: function (work) { panel.addEventListener('toggle', function () { if (panel.open) { work(); } }); },
    onChange: function (work) { changed = work; }
  };
}(window, document));
