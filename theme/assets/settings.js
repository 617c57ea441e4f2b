/* Runs in the head before anything is painted: puts the reader's care mode and theme on <html>.
   In: the address (?care=1&theme=dark&my-unit=abc&my-role=def), what the browser has stored. Out: classes on <html>, window.YanxiSettings. */
(function (window, document) {
  'use strict';

  var root = document.documentElement;
  var names = ['care', 'theme', 'my-unit', 'my-role'];
  // Which unit and role are the reader's: keys of choices that assets/mine.js offers, - for none.
  var allowed = { care: /^[01]$/, theme: /^(light|dark)$/, 'my-unit': /^(-|[a-z0-9]{1,12})$/, 'my-role': /^(-|[a-z0-9]{1,12})$/ };
  var values = { care: '', theme: '', 'my-unit': '', 'my-role': '' };
  // Opened by double-click, some browsers give every file a store of its own: there the links carry the settings as well.
  var carry = window.location.protocol === 'file:';

  function read(name) {
    try { return window.localStorage.getItem('yanxi-' + name) || ''; } catch (refused) { carry = true; return ''; }
  }

  function write(name, value) {
    try { window.localStorage.setItem('yanxi-' + name, value); } catch (refused) { carry = true; }
  }

  function fromAddress(name) {
    var found = new RegExp('[?&]' + name + '=([^&#]*)').exec(window.location.search);
    return found ? found[1] : '';
  }

  function systemIsDark() {
    return !!(window.matchMedia && window.matchMedia('(prefers-color-scheme: dark)').matches);
  }

  function toggleClass(name, on) {
    if (on) { root.classList.add(name); } else { root.classList.remove(name); }
  }

  function apply() {
    toggleClass('care', values.care === '1');
    toggleClass('theme-dark', values.theme === 'dark');
    toggleClass('theme-light', values.theme === 'light');
  }

  function set(name, value) {
    values[name] = value;
    write(name, value);
    apply();
  }

  // The settings an address has to carry, as "care=1&theme=dark", or "".
  function query() {
    var parts = [];
    if (carry) {
      names.forEach(function (name) { if (values[name]) { parts.push(name + '=' + values[name]); } });
    }
    return parts.join('&');
  }

  // The same address with the settings to carry; older ones in it are taken out first.
  function link(address) {
    var hashAt = address.indexOf('#');
    var hash = hashAt < 0 ? '' : address.slice(hashAt);
    var path = hashAt < 0 ? address : address.slice(0, hashAt);
    var queryAt = path.indexOf('?');
    var kept = queryAt < 0 ? [] : path.slice(queryAt + 1).split('&').filter(function (part) {
      return part && !/^(care|theme|my-unit|my-role)=/.test(part);
    });
    var settings = query();
    if (settings) { kept.push(settings); }
    return (queryAt < 0 ? path : path.slice(0, queryAt)) + (kept.length ? '?' + kept.join('&') : '') + hash;
  }

  names.forEach(function (name) {
    var stored = read(name);
    var given = fromAddress(name);
    if (allowed[name].test(given)) {
      values[name] = given;
      if (given !== stored) { write(name, given); }
    } else if (allowed[name].test(stored)) {
      values[name] = stored;
    }
  });
  root.classList.add('js');
  apply();

  window.YanxiSettings = {
    isCare: function () { return values.care === '1'; },
    isDark: function () { return values.theme ? values.theme === 'dark' : systemIsDark(); },
    setCare: function (on) { set('care', on ? '1' : '0'); },
    setDark: function (on) { set('theme', on ? 'dark' : 'light'); },
    carries: function () { return query() !== ''; },
    set: set,
    values: values,
    names: names,
    link: link
  };
}(window, document));
