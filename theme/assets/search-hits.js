/* What the search box and the search page share: addresses of hits, sentences, one search with a time limit.
   In: answers of YanxiSearch, the strings on the search form. Out: window.YanxiHits. */
(function (window, document) {
  'use strict';

  var root = document.documentElement.getAttribute('data-root') || '';
  var form = document.getElementById('yanxi-search-form');
  // Longer than the loader allows itself: this is only for the case that it never answers.
  var PATIENCE = 100000;
  var MOST_MARKS = 12;
  var LONGEST_ADDRESS = 1500;
  var newest = 0;

  function text(name, fields) {
    // The search page has further sentences, which the box in the header does not need.
    var further = document.getElementById('yanxi-search-strings');
    var sentence = (form && form.getAttribute('data-' + name)) || (further && further.getAttribute('data-' + name)) || '';
    return sentence.replace(/\{(\w+)\}/g, function (whole, field) {
      return fields && fields[field] !== undefined ? String(fields[field]) : whole;
    });
  }

  function element(tag, className, content) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (content) { made.textContent = content; }
    return made;
  }

  // `page.html?mark=…&mark=…#anchor`; the page marks the words it is given. No `:~:text=`: the browser would go to the first
  // place of the page that holds the words, after the page has gone to the one that was found.
  function address(page, sections, anchor) {
    var seen = {};
    var parts = [];
    var length = 0;
    sections.forEach(function (section) {
      (section.marks || []).forEach(function (mark) {
        var part = 'mark=' + encodeURIComponent(mark);
        if (seen['m' + mark] || !mark || parts.length >= MOST_MARKS || length + part.length > LONGEST_ADDRESS) { return; }
        seen['m' + mark] = true;
        length += part.length;
        parts.push(part);
      });
    });
    // A row of a ledger has its own place on its page.
    var at = page.url.indexOf('#');
    var path = at < 0 ? page.url : page.url.slice(0, at);
    anchor = anchor || (at < 0 ? '' : page.url.slice(at + 1));
    var plain = root + encodeURI(path) + (parts.length ? '?' + parts.join('&') : '') + (anchor ? '#' + encodeURIComponent(anchor) : '');
    return window.YanxiSettings.link(plain);
  }

  /* A file that is attached to a page: `page.html#file=a/b.pdf&page=3`, or the place in it that a section names.
     Out: its path, where in it, and whether browsers show it at a page; null for what stands on a page itself. */
  function inFile(place) {
    var told = /(?:^|#)file=(.*)$/.exec(place);
    if (!told) { return null; }
    var parts = told[1].split('&');
    var found = { path: parts[0], page: 0, slide: 0, isPaged: /\.pdf$/i.test(parts[0]) };
    parts.slice(1).forEach(function (part) {
      var pair = part.split('=');
      if (pair[0] === 'page' || pair[0] === 'slide') { found[pair[0]] = Number(pair[1]); }
    });
    return found;
  }

  function fileOf(page, section) { return inFile((section && section.anchor) || '') || inFile(page.url); }

  // A link to the file itself; what browsers do not show keeps the name that its author gave it.
  function fileLink(link, file, name) {
    link.href = root + encodeURI(file.path) + (file.isPaged && file.page ? '#page=' + file.page : '');
    if (!file.isPaged && name) { link.setAttribute('download', name); }
    return link;
  }

  /* 附件 · 第3页; `known`: that it is an attachment is said beside it. */
  function placeInFile(file, heading, known) {
    var parts = known ? [] : [text('source-attachment')];
    if (file.page) { parts.push(text('place-page', { number: file.page })); }
    if (file.slide) { parts.push(text('place-slide', { number: file.slide })); }
    if (heading) { parts.push(heading); }
    return parts.join(' · ');
  }

  // The list of files at the foot of the page, with the name marked.
  function addressOfPage(page) {
    var path = page.url.split('#')[0];
    return window.YanxiSettings.link(root + encodeURI(path) + '?mark=' + encodeURIComponent(page.title) + '#yanxi-attachments');
  }

  function failure(error) {
    var kind = error && error.kind;
    if (!text('error-' + kind)) { kind = 'load'; }
    return text('error-' + kind);
  }

  // Where to go when search cannot help: a plain page that needs no script.
  function elsewhere() {
    var link = element('a', '', text('elsewhere'));
    link.href = window.YanxiSettings.link(form.getAttribute('data-elsewhere-href'));
    return link;
  }

  function search(query, options, done) {
    var mine = ++newest;
    var settled = false;

    function settle(error, answer) {
      if (settled || mine !== newest) { return; }
      settled = true;
      window.clearTimeout(timer);
      done(error, answer);
    }

    var timer = window.setTimeout(function () { settle({ kind: 'timeout', detail: '' }, null); }, PATIENCE);
    if (!window.YanxiSearch) {
      settle({ kind: 'load', detail: 'search-client.js' }, null);
      return;
    }
    try {
      window.YanxiSearch.search(query, options, settle);
    } catch (thrown) {
      settle({ kind: 'load', detail: String(thrown) }, null);
    }
  }

  // Answers still on their way are no longer wanted.
  function forget() { newest += 1; }

  function prepare() {
    try { if (window.YanxiSearch && window.YanxiSearch.prepare) { window.YanxiSearch.prepare(); } } catch (later) { /* The search itself will say what is wrong. */ }
  }

  function foresee(query) {
    try { if (query && window.YanxiSearch && window.YanxiSearch.foresee) { window.YanxiSearch.foresee(query); } } catch (later) { /* The same. */ }
  }

  /* Calls `work` with the trimmed text shortly after typing stops, at once after a word from an input method or pasted
     text, never while an input method is composing. What the text will need is brought meanwhile. */
  function whenTyped(input, delay, work) {
    var composing = false;
    var timer = 0;
    var hurried = false;

    function cancel() {
      window.clearTimeout(timer);
      hurried = false;
    }

    function schedule(hurry) {
      // Some browsers tell of a word from an input method twice.
      if (hurried && !hurry) { return; }
      cancel();
      if (composing) { return; }
      hurried = hurry;
      foresee(input.value.trim());
      timer = window.setTimeout(function () {
        hurried = false;
        work(input.value.trim());
      }, hurry ? 0 : delay);
    }

    input.addEventListener('compositionstart', function () { composing = true; cancel(); });
    input.addEventListener('compositionend', function () { composing = false; schedule(true); });
    input.addEventListener('input', function (event) {
      if (!event.isComposing) { schedule(event.inputType === 'insertFromPaste' || event.inputType === 'insertFromDrop'); }
    });
    return {
      cancel: cancel,
      isComposing: function () { return composing; }
    };
  }

  window.YanxiHits = {
    root: root,
    form: form,
    text: text,
    element: element,
    address: address,
    addressOfPage: addressOfPage,
    fileOf: fileOf,
    fileLink: fileLink,
    placeInFile: placeInFile,
    failure: failure,
    elsewhere: elsewhere,
    search: search,
    forget: forget,
    prepare: prepare,
    whenTyped: whenTyped
  };
}(window, document));
