/* What every page does with script: care and dark switches, print, "/" to search, heading links, contents that follow the text.
   In: the page as built, YanxiSettings. Out: nothing the page needs; without this file it reads the same. */
(function (window, document) {
  'use strict';

  var settings = window.YanxiSettings;
  var announcement = document.getElementById('yanxi-announcement');

  function each(list, work) { Array.prototype.forEach.call(list, work); }

  /* Links carry the settings where the browser keeps nothing. */

  function isInternalPage(anchor) {
    var written = anchor.getAttribute('href') || '';
    return written.charAt(0) !== '#' && !anchor.hasAttribute('download') &&
      anchor.protocol === window.location.protocol && anchor.host === window.location.host && /(\.html|\/)$/.test(anchor.pathname);
  }

  function carryInLinks() {
    each(document.querySelectorAll('a[href]'), function (anchor) {
      if (isInternalPage(anchor)) { anchor.setAttribute('href', settings.link(anchor.getAttribute('href'))); }
    });
    var form = document.getElementById('yanxi-search-form');
    if (!form) { return; }
    settings.names.forEach(function (name) {
      var field = form.querySelector('input[name="' + name + '"]');
      if (!settings.values[name]) { return; }
      if (!field) {
        field = document.createElement('input');
        field.type = 'hidden';
        field.name = name;
        form.appendChild(field);
      }
      field.value = settings.values[name];
    });
  }

  /* Switches. */

  function pressed(button, on) { if (button) { button.setAttribute('aria-pressed', on ? 'true' : 'false'); } }

  function setUpSwitches(afterChange) {
    var care = document.getElementById('yanxi-care');
    var dark = document.getElementById('yanxi-dark');
    var print = document.getElementById('yanxi-print');

    function show() {
      pressed(care, settings.isCare());
      pressed(dark, settings.isDark());
      if (settings.carries()) { carryInLinks(); }
    }

    // A reader chose what is his, which links carry too.
    document.addEventListener('yanxi-mine', show);
    if (care) { care.addEventListener('click', function () { settings.setCare(!settings.isCare()); show(); afterChange(); }); }
    if (dark) { dark.addEventListener('click', function () { settings.setDark(!settings.isDark()); show(); }); }
    if (print) {
      if (window.print) { print.addEventListener('click', function () { window.print(); }); } else { print.hidden = true; }
    }
    show();
  }

  /* Folded blocks are opened for paper and closed again; answers to questions stay folded, so that the sheet can be filled in. */

  function setUpPrint() {
    var opened = [];
    window.addEventListener('beforeprint', function () {
      each(document.querySelectorAll('details:not([open]):not(.answer)'), function (fold) {
        fold.setAttribute('open', '');
        opened.push(fold);
      });
    });
    window.addEventListener('afterprint', function () {
      opened.forEach(function (fold) { fold.removeAttribute('open'); });
      opened = [];
    });
  }

  /* A table that fits its place needs no scrolling box around it, and its head can stay at the top of the window.
     What has to be scrolled, a listing of code too, can be reached by keyboard and tells its name. */

  // A table is called by its caption, else by the heading above it; no two alike.
  function nameOf(box, taken) {
    var name = '';
    var caption = box.querySelector('caption');
    if (caption) { name = caption.textContent; }
    for (var place = box; !name && place && place.id !== 'yanxi-main'; place = place.parentNode) {
      for (var before = place.previousElementSibling; !name && before; before = before.previousElementSibling) {
        var heading = /^H[1-6]$/.test(before.tagName) ? before : before.querySelector('h1, h2, h3, h4, h5, h6');
        if (heading) { name = heading.textContent; }
      }
    }
    name = name.trim() || document.title;
    taken[name] = (taken[name] || 0) + 1;
    return taken[name] > 1 ? name + ' ' + taken[name] : name;
  }

  var DATE = /^\d{4}([-\/.]\d{1,2}){1,2}$|^(\d{4}年)?\d{1,2}月(\d{1,2}[日号])?$/;

  function setUpTables() {
    var boxes = document.querySelectorAll('.table-scroll');
    var listings = document.querySelectorAll('.prose pre');
    var taken = {};
    var names = [];

    // A date is not broken at its hyphens, which would make every row of a long table two lines high.
    each(document.querySelectorAll('.prose td'), function (cell) {
      if (DATE.test(cell.textContent.trim())) { cell.className += ' cell-date'; }
    });

    function measure() {
      var fitting = [];
      each(boxes, function (box) { box.classList.remove('fits', 'scrolls'); });
      each(boxes, function (box) { fitting.push(box.scrollWidth <= box.clientWidth + 1); });
      each(boxes, function (box, index) {
        box.classList.add(fitting[index] ? 'fits' : 'scrolls');
        if (fitting[index]) {
          ['tabindex', 'role', 'aria-label'].forEach(function (name) { box.removeAttribute(name); });
        } else {
          box.setAttribute('tabindex', '0');
          box.setAttribute('role', 'region');
          names[index] = names[index] || nameOf(box, taken);
          box.setAttribute('aria-label', names[index]);
        }
      });
      each(listings, function (listing) {
        if (listing.scrollWidth > listing.clientWidth + 1) { listing.setAttribute('tabindex', '0'); }
      });
    }

    var timer = 0;
    if (boxes.length || listings.length) {
      window.addEventListener('resize', function () {
        window.clearTimeout(timer);
        timer = window.setTimeout(measure, 200);
      });
      // What was folded may have had no width until now. The event does not bubble.
      document.addEventListener('toggle', measure, true);
      measure();
    }
    return measure;
  }

  /* The two folding parts. Without script a check box with a label folds them; with it they have a button that says whether they are open. */

  function setUpFolding(name) {
    var toggle = document.getElementById('yanxi-' + name + '-toggle');
    var label = document.querySelector('label[for="yanxi-' + name + '-toggle"]');
    if (!toggle || !label) { return null; }
    var button = document.createElement('button');
    button.type = 'button';
    button.className = label.className;
    while (label.firstChild) { button.appendChild(label.firstChild); }
    button.setAttribute('aria-controls', 'yanxi-' + name);
    label.parentNode.replaceChild(button, label);
    toggle.tabIndex = -1;
    toggle.setAttribute('aria-hidden', 'true');

    function fold(open) {
      toggle.checked = open;
      button.setAttribute('aria-expanded', open ? 'true' : 'false');
    }

    button.addEventListener('click', function () { fold(!toggle.checked); });
    fold(toggle.checked);
    return { button: button, part: document.getElementById('yanxi-' + name), isOpen: function () { return toggle.checked; }, fold: fold };
  }

  /* The page at hand is in sight in a navigation longer than the window. */

  function showCurrent(part) {
    var current = part && part.querySelector('[aria-current]');
    if (!current || part.scrollHeight <= part.clientHeight) { return; }
    var box = part.getBoundingClientRect();
    var line = current.getBoundingClientRect();
    if (line.bottom > box.bottom) { part.scrollTop += line.top - box.top - box.height / 2; }
  }

  /* Keys. */

  function isTyping(target) {
    return !!target && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) && target.type !== 'checkbox';
  }

  function setUpKeys() {
    var input = document.getElementById('yanxi-search-input');
    var navigation = setUpFolding('nav');
    var contents = setUpFolding('contents');
    showCurrent(document.getElementById('yanxi-nav'));
    document.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229) { return; }
      // A Chinese keyboard may give the full-width or the enumeration sign for the same key.
      if ((event.key === '/' || event.key === '／' || event.key === '、') && input && !isTyping(event.target)) {
        event.preventDefault();
        input.focus();
        input.select();
      } else if (event.key === 'Escape' || event.key === 'Esc') {
        each([navigation, contents], function (folding) {
          if (!folding || !folding.isOpen() || event.defaultPrevented) { return; }
          var isInside = folding.part.contains(document.activeElement);
          folding.fold(false);
          if (isInside) { folding.button.focus(); }
        });
      }
    });
    each(document.querySelectorAll('.contents-body'), function (body) {
      body.addEventListener('click', function (event) {
        if (contents && event.target.tagName === 'A') { contents.fold(false); }
      });
    });
  }

  /* Links beside headings, made when the pointer or the keyboard comes near, so that a page of thousands of headings stays quick. */

  function copy(text) {
    if (window.navigator.clipboard && window.isSecureContext) {
      window.navigator.clipboard.writeText(text).then(null, function () {});
      return true;
    }
    var field = document.createElement('textarea');
    var done = false;
    field.value = text;
    field.setAttribute('readonly', '');
    field.className = 'visually-hidden';
    document.body.appendChild(field);
    field.select();
    try { done = document.execCommand('copy'); } catch (refused) { done = false; }
    document.body.removeChild(field);
    return done;
  }

  function makeHeadingLink(heading) {
    var link = document.createElement('a');
    link.className = 'heading-link';
    link.href = '#' + encodeURIComponent(heading.id);
    link.setAttribute('aria-label', announcement.getAttribute('data-copy-link'));
    link.title = announcement.getAttribute('data-copy-link');
    link.innerHTML = '<svg class="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d="M8.2 11.8a3.2 3.2 0 0 0 4.6 0l3-3a3.2 3.2 0 0 0-4.6-4.6l-1 1M11.8 8.2a3.2 3.2 0 0 0-4.6 0l-3 3a3.2 3.2 0 0 0 4.6 4.6l1-1"/></svg>';
    heading.appendChild(link);
  }

  function setUpHeadingLinks() {
    var content = document.getElementById('yanxi-content');
    if (!content || !announcement) { return; }
    var headings = content.querySelectorAll('h1[id], h2[id], h3[id], h4[id], h5[id], h6[id]');
    if (headings.length <= 300) {
      each(headings, makeHeadingLink);
    } else {
      content.addEventListener('mouseover', function (event) {
        var target = event.target;
        if (/^H[1-6]$/.test(target.tagName) && target.id && !target.querySelector('.heading-link')) { makeHeadingLink(target); }
      });
    }
    content.addEventListener('click', function (event) {
      var link = event.target;
      while (link && link !== content && !(link.classList && link.classList.contains('heading-link'))) { link = link.parentNode; }
      if (!link || link === content) { return; }
      var address = window.location.href.replace(/[?#].*$/, '') + link.getAttribute('href');
      if (copy(address)) { announcement.textContent = announcement.getAttribute('data-copied'); }
    });
  }

  /* The contents show where the reader is. Headings stand in order, so the one at the top is found by halving. */

  function setUpContents() {
    var contents = document.getElementById('yanxi-contents');
    if (!contents || !window.requestAnimationFrame) { return; }
    var places = [];
    each(contents.querySelectorAll('a[href^="#"]'), function (link) {
      var id = link.getAttribute('href').slice(1);
      var target = document.getElementById(id);
      if (!target) { try { target = document.getElementById(decodeURIComponent(id)); } catch (malformed) { target = null; } }
      if (target) { places.push({ link: link, target: target }); }
    });
    var current = null;
    var waiting = false;

    function update() {
      waiting = false;
      var low = 0;
      var high = places.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (places[middle].target.getBoundingClientRect().top <= 120) { low = middle + 1; } else { high = middle; }
      }
      var next = low ? places[low - 1].link : null;
      if (next === current) { return; }
      if (current) { current.classList.remove('current'); current.removeAttribute('aria-current'); }
      current = next;
      if (!current) { return; }
      current.classList.add('current');
      current.setAttribute('aria-current', 'true');
      if (contents.scrollHeight > contents.clientHeight) {
        var box = contents.getBoundingClientRect();
        var line = current.getBoundingClientRect();
        if (line.top < box.top + 40 || line.bottom > box.bottom - 40) { contents.scrollTop += line.top - box.top - box.height / 3; }
      }
    }

    function schedule() {
      if (!waiting) { waiting = true; window.requestAnimationFrame(update); }
    }

    if (places.length) {
      window.addEventListener('scroll', schedule, { passive: true });
      window.addEventListener('resize', schedule);
      schedule();
    }
  }

  setUpSwitches(setUpTables());
  setUpPrint();
  setUpKeys();
  setUpHeadingLinks();
  setUpContents();
}(window, document));
