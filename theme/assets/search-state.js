/* What the search page is asked for, kept in the address so that it can be shared, bookmarked and stepped back to.
   In: ?q=…&unit=…&from=…&sort=date, or the same after #? where a browser refuses the other. Out: window.YanxiSearchState. */
(function (window) {
  'use strict';

  var KINDS = ['kind', 'section', 'campaign', 'stage', 'unit', 'tag'];
  var PERIOD = /^\d{4}(-\d\d(-\d\d)?)?$/;

  function decode(text) {
    try { return decodeURIComponent(text.replace(/\+/g, ' ')).trim(); } catch (malformed) { return ''; }
  }

  function empty() { return { query: '', facets: {}, from: '', to: '', order: '' }; }

  function read() {
    var state = empty();
    var location = window.location;
    var source = location.hash.slice(0, 2) === '#?' ? location.hash.slice(2) : location.search.slice(1);
    source.split('&').forEach(function (part) {
      var at = part.indexOf('=');
      var name = at < 0 ? part : part.slice(0, at);
      var value = at < 0 ? '' : decode(part.slice(at + 1));
      if (!value) { return; }
      if (name === 'q') { state.query = value; }
      if (name === 'from' && PERIOD.test(value)) { state.from = value; }
      if (name === 'to' && PERIOD.test(value)) { state.to = value; }
      if (name === 'sort' && value === 'date') { state.order = 'date'; }
      if (KINDS.indexOf(name) >= 0 && !has(state, name, value)) { toggle(state, name, value); }
    });
    return state;
  }

  function has(state, kind, value) { return (state.facets[kind] || []).indexOf(value) >= 0; }

  function toggle(state, kind, value) {
    var values = state.facets[kind] || [];
    var at = values.indexOf(value);
    state.facets[kind] = at < 0 ? values.concat([value]) : values.filter(function (other) { return other !== value; });
  }

  function isNarrowed(state) {
    return !!(state.from || state.to || KINDS.some(function (kind) { return (state.facets[kind] || []).length; }));
  }

  function text(state) {
    var parts = [];
    function add(name, value) { if (value) { parts.push(name + '=' + encodeURIComponent(value)); } }
    add('q', state.query);
    KINDS.forEach(function (kind) { (state.facets[kind] || []).forEach(function (value) { add(kind, value); }); });
    add('from', state.from);
    add('to', state.to);
    add('sort', state.order);
    return parts.join('&');
  }

  /* Puts the state into the address: as a new step of the history when the reader chose something, else in place. */
  function write(state, step) {
    var asked = text(state);
    var address = window.YanxiSettings.link(window.location.pathname + (asked ? '?' + asked : ''));
    try {
      window.history[step ? 'pushState' : 'replaceState'](null, '', address);
    } catch (refused) {
      // Some browsers refuse this for files opened by double-click; what follows # may always change.
      window.location.replace('#?' + asked);
    }
  }

  window.YanxiSearchState = { KINDS: KINDS, PERIOD: PERIOD, empty: empty, read: read, write: write, text: text, has: has, toggle: toggle, isNarrowed: isNarrowed };
}(window));
