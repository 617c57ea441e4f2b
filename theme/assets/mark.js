/* Marks on arrival the words a search found: `?mark=…` once or more (or lines in one), across inline markup.
   In: the address, the page's text. Out: <mark class="hit"> in the text and a small bar to step through and clear them. */
(function (window, document) {
  'use strict';

  var MOST = 500;
  var BLOCKS = /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BODY|CAPTION|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|TD|TFOOT|TH|THEAD|TR|UL)$/;
  // No part of the text as it reads: footnote numbers, link signs, controls.
  var PASSED_OVER = /(^|\s)(footnote-ref|footnote-backref|heading-link|icon|toggle|contents|breadcrumbs|pager)(\s|$)/;
  var BLANK = /[\s\u200b-\u200d\u2060\ufeff]/;
  var BLANKS = /[\s\u200b-\u200d\u2060\ufeff]+/g;

  function wanted() {
    var found = [];
    window.location.search.slice(1).split('&').forEach(function (part) {
      if (part.slice(0, 5) !== 'mark=') { return; }
      var value;
      try { value = decodeURIComponent(part.slice(5).replace(/\+/g, ' ')); } catch (malformed) { return; }
      value.split('\n').forEach(function (line) {
        var plain = lower(line.replace(BLANKS, ''));
        if (plain && found.indexOf(plain) < 0) { found.push(plain); }
      });
    });
    return found.slice(0, 50);
  }

  // Lower case without a change of length, so that places in it are places in the text.
  function lower(text) {
    var whole = text.toLowerCase();
    if (whole.length === text.length) { return whole; }
    return text.replace(/[\s\S]/g, function (letter) {
      var small = letter.toLowerCase();
      return small.length === 1 ? small : letter;
    });
  }

  function className(element) { return typeof element.className === 'string' ? element.className : (element.getAttribute('class') || ''); }

  function skipped(element) {
    return /^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT|BUTTON|svg)$/.test(element.tagName) || PASSED_OVER.test(className(element)) || element.hidden;
  }

  // The text of `place` as runs: the text nodes of one block, in order. Stops when `work` returns false.
  function eachRun(place, work) {
    var run = [];
    var going = true;

    function flush() {
      if (run.length && going) { going = work(run) !== false; }
      run = [];
    }

    var node = place.firstChild;
    while (node && going) {
      var next = null;
      if (node.nodeType === 3) {
        if (node.data) { run.push(node); }
      } else if (node.nodeType === 1) {
        if (BLOCKS.test(node.tagName)) { flush(); }
        if (!skipped(node)) { next = node.firstChild; }
      }
      while (node && !next) {
        next = node.nextSibling;
        if (!next) {
          node = node.parentNode;
          if (!node || node === place) { node = null; break; }
          if (BLOCKS.test(node.tagName)) { flush(); }
        }
      }
      // `node` is null at the end of `place`.
      node = node ? next : null;
    }
    flush();
  }

  // Places of the strings in a run's text without blanks, joined where they touch, in order.
  function find(text, strings) {
    var found = [];
    strings.forEach(function (string) {
      var at = text.indexOf(string);
      while (at >= 0 && found.length < MOST) {
        found.push([at, at + string.length]);
        at = text.indexOf(string, at + string.length);
      }
    });
    found.sort(function (left, right) { return left[0] - right[0] || left[1] - right[1]; });
    var joined = [];
    found.forEach(function (range) {
      var last = joined[joined.length - 1];
      if (last && range[0] < last[1]) { last[1] = Math.max(last[1], range[1]); } else { joined.push(range); }
    });
    return joined;
  }

  function wrap(node, start, end) {
    var middle = start > 0 ? node.splitText(start) : node;
    if (end - start < middle.data.length) { middle.splitText(end - start); }
    var mark = document.createElement('mark');
    mark.className = 'hit';
    middle.parentNode.insertBefore(mark, middle);
    mark.appendChild(middle);
    return mark;
  }

  // Marks one place, which may lie over several text nodes; gives the first of its <mark>s.
  function markRange(run, owners, offsets, range) {
    var first = null;
    var last = range[1] - 1;
    // From the end, so that the offsets before stay true.
    while (last >= range[0]) {
      var owner = owners[last];
      var begin = last;
      while (begin > range[0] && owners[begin - 1] === owner) { begin -= 1; }
      first = wrap(run[owner], offsets[begin], offsets[last] + 1);
      last = begin - 1;
    }
    return first;
  }

  function markRun(run, strings, marks) {
    var raw = run.map(function (node) { return node.data; }).join('');
    var places = find(lower(raw.replace(BLANKS, '')), strings);
    if (!places.length) { return; }
    var owners = [];
    var offsets = [];
    run.forEach(function (node, owner) {
      for (var at = 0; at < node.data.length; at += 1) {
        if (!BLANK.test(node.data.charAt(at))) {
          owners.push(owner);
          offsets.push(at);
        }
      }
    });
    var made = places.slice(0, MOST - marks.length);
    var firsts = [];
    for (var index = made.length - 1; index >= 0; index -= 1) { firsts.unshift(markRange(run, owners, offsets, made[index])); }
    firsts.forEach(function (first) { marks.push(first); });
  }

  function targetOfHash() {
    var id = window.location.hash.slice(1);
    if (!id) { return null; }
    try { return document.getElementById(decodeURIComponent(id)) || document.getElementById(id); } catch (malformed) { return document.getElementById(id); }
  }

  // The first mark in the section that starts at `target`, or -1: there the heading itself is the place to be.
  function firstInSection(target, place, marks) {
    var following = 4;
    var headings = place.querySelectorAll('h1, h2, h3, h4, h5, h6, .typed-heading-run');
    var end = null;
    for (var at = 0; at < headings.length && !end; at += 1) {
      var isAfter = target.compareDocumentPosition(headings[at]) & following;
      if (isAfter && !target.contains(headings[at]) && !(target.textContent === '' && target.parentNode === headings[at].parentNode && target.nextElementSibling === headings[at])) { end = headings[at]; }
    }
    for (var index = 0; index < marks.length; index += 1) {
      var inside = target.contains(marks[index]) || (target.parentNode && /^H[1-6]$/.test(target.parentNode.tagName) && target.parentNode.contains(marks[index]));
      if (inside || target.compareDocumentPosition(marks[index]) & following) {
        var beforeEnd = !end || (marks[index].compareDocumentPosition(end) & following);
        return inside || beforeEnd ? index : -1;
      }
    }
    return -1;
  }

  function reveal(element) {
    for (var parent = element.parentNode; parent; parent = parent.parentNode) {
      if (parent.tagName === 'DETAILS') { parent.setAttribute('open', ''); }
    }
    // A row that a table's filter hides is shown by tables.js.
    var event = document.createEvent('Event');
    event.initEvent('yanxi-reveal', true, false);
    element.dispatchEvent(event);
  }

  function setUpBar(marks, goTo) {
    var bar = document.getElementById('yanxi-mark-bar');
    if (!bar) { return; }
    var count = bar.querySelector('.mark-count');
    function say(sentence, at) {
      count.textContent = bar.getAttribute(sentence).replace('{count}', String(marks.length)).replace('{at}', String(at));
    }
    say(marks.length >= MOST ? 'data-found-many' : 'data-found', 0);
    bar.hidden = false;
    bar.addEventListener('click', function (event) {
      var action = event.target.getAttribute('data-action');
      if (action === 'clear') {
        clear();
        bar.hidden = true;
        // The button is gone; the keyboard goes on in the text.
        document.getElementById('yanxi-main').focus({ preventScroll: true });
      } else if (action) {
        say('data-at', goTo(action === 'next' ? 1 : -1));
      }
    });
  }

  function clear() {
    var all = document.querySelectorAll('mark.hit');
    Array.prototype.forEach.call(all, function (mark) {
      var parent = mark.parentNode;
      while (mark.firstChild) { parent.insertBefore(mark.firstChild, mark); }
      parent.removeChild(mark);
      parent.normalize();
    });
    var kept = window.location.search.slice(1).split('&').filter(function (part) { return part && part.slice(0, 5) !== 'mark='; });
    try {
      window.history.replaceState(null, '', window.location.pathname + (kept.length ? '?' + kept.join('&') : '') + window.location.hash);
    } catch (refused) { return; }
  }

  function start() {
    var strings = wanted();
    var place = document.getElementById('yanxi-main');
    if (!strings.length || !place) { return; }
    var marks = [];
    eachRun(place, function (run) {
      markRun(run, strings, marks);
      return marks.length < MOST;
    });
    if (!marks.length) { return; }

    var current = -1;

    function show(index) {
      if (marks[current]) { marks[current].classList.remove('current'); }
      current = index;
      marks[current].classList.add('current');
      reveal(marks[current]);
      marks[current].scrollIntoView({ block: 'center' });
    }

    setUpBar(marks, function (step) {
      show(current < 0 ? (step > 0 ? 0 : marks.length - 1) : (current + step + marks.length) % marks.length);
      return current + 1;
    });

    var target = targetOfHash();
    var first = target ? firstInSection(target, place, marks) : 0;

    function arrive() {
      if (first < 0) {
        reveal(target);
        target.scrollIntoView();
      } else {
        show(first);
      }
    }

    var moved = false;
    ['wheel', 'touchstart', 'keydown', 'mousedown'].forEach(function (name) {
      window.addEventListener(name, function () { moved = true; }, { passive: true });
    });
    arrive();
    // When all is loaded the browser goes to the address's own place once more; a reader who has begun to move is left alone.
    window.addEventListener('load', function () {
      window.setTimeout(function () { if (!moved) { arrive(); } }, 0);
    });
  }

  start();
}(window, document));
