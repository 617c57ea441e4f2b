/* Tables of campaigns: sort by any column, find rows, choose by a column's values; and the button that copies a text.
   In: `.table-block` as built, the words on this script's own element, the address. Out: rows in another order or hidden, the state in the address
   as `#t.<table>=s3d&f2=value&q=words`, so that it can be sent on. Without this file every row is there in the plan's order. */
(function (window, document) {
  'use strict';

  var script = document.getElementById('yanxi-tables');
  var announcement = document.getElementById('yanxi-announcement');
  // Below this many rows there is nothing to look for, or to put in order.
  var FEWEST_TO_FIND = 8;
  var FEWEST_TO_SORT = 3;
  var STATES = ['exempt', 'done', 'late', 'not-due', 'pending', 'returned', 'faulty', 'unknown', 'missing'];
  var tables = [];
  var lastWritten = null;

  function each(list, work) { Array.prototype.forEach.call(list, work); }
  function word(name) { return (script && script.getAttribute('data-' + name)) || ''; }
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  /* Text of cells. */

  // What a reader sees: signs that only repeat a word are left out, a line break separates.
  function seen(node) {
    if (node.nodeType === 3) { return node.data; }
    if (node.nodeType !== 1) { return ''; }
    if (node.tagName === 'BR') { return '、'; }
    if (node.getAttribute('aria-hidden') === 'true') { return ''; }
    var text = '';
    for (var child = node.firstChild; child; child = child.nextSibling) { text += seen(child); }
    return text;
  }

  function trimmed(text) { return text.replace(/\s+/g, ' ').replace(/^ | $/g, ''); }

  // Full-width letters, case and blanks make no difference.
  function folded(text) {
    var plain = text.normalize ? text.normalize('NFKC') : text;
    return plain.toLowerCase().replace(/[\s\u200b\ufeff]+/g, '');
  }

  // What can be chosen of a cell: each of several joined by 、; of a state its word without the count behind it (未交0/2).
  function values(cell, kind) {
    return seen(cell).split('、').map(function (value) {
      return trimmed(kind === 'state' ? value.replace(/\s*\d+\/\d+\s*$/, '') : value);
    }).filter(function (value) { return value !== ''; });
  }

  /* Order. */

  var collator = null;
  try { collator = new window.Intl.Collator('zh-CN', { numeric: true }); } catch (unknown) { collator = null; }

  function compareText(left, right) {
    if (collator) { return collator.compare(left, right); }
    try { return left.localeCompare(right, 'zh'); } catch (unknown) { return left < right ? -1 : (left > right ? 1 : 0); }
  }

  function number(text) {
    var found = /[-−]?\d[\d,，]*(\.\d+)?/.exec(text);
    return found ? parseFloat(found[0].replace(/[,，]/g, '').replace('−', '-')) : null;
  }

  function isNumber(text) { return /^-?\d+(\.\d+)?$/.test(text); }

  // A cell's place in its column: a number, a string, or null for nothing, which comes last in either order.
  function key(cell, kind) {
    if (!cell) { return null; }
    var given = cell.getAttribute('data-value');
    if (given !== null) { return isNumber(given) ? parseFloat(given) : given; }
    var text = trimmed(seen(cell));
    if (text === '' || /^[—–-]+$/.test(text)) { return null; }
    if (kind === 'number') { return number(text); }
    if (kind === 'date') {
      var date = /\d{4}-\d\d-\d\d/.exec(text) || /\d{4}-\d\d/.exec(text);
      return date ? date[0] : text;
    }
    if (kind === 'state') {
      var state = cell.querySelector('.state');
      var rank = -1;
      STATES.forEach(function (name, index) { if (state && state.classList.contains('state-' + name)) { rank = index; } });
      return rank < 0 ? text : rank;
    }
    return text;
  }

  function compareKeys(left, right) {
    if (typeof left === 'number' && typeof right === 'number') { return left - right; }
    if (typeof left === 'number') { return -1; }
    if (typeof right === 'number') { return 1; }
    return compareText(left, right);
  }

  /* The address: one stretch of parameters for each table that is not as it was. */

  function decode(text) {
    try { return decodeURIComponent(text.replace(/\+/g, ' ')); } catch (malformed) { return text; }
  }

  function isState(hash) { return hash.slice(0, 3) === '#t.'; }

  // By table id: { column, down, chosen: { column: value }, query }.
  function readAddress() {
    var states = {};
    var current = null;
    if (!isState(window.location.hash)) { return states; }
    window.location.hash.slice(1).split('&').forEach(function (part) {
      var at = part.indexOf('=');
      var name = decode(at < 0 ? part : part.slice(0, at));
      var value = decode(at < 0 ? '' : part.slice(at + 1));
      if (name.slice(0, 2) === 't.') {
        var sort = /^s(\d+)([ad])$/.exec(value);
        current = { column: sort ? Number(sort[1]) - 1 : -1, down: !!sort && sort[2] === 'd', chosen: {}, query: '' };
        states['$' + name.slice(2)] = current;
      } else if (current && name === 'q') {
        current.query = value;
      } else if (current && /^f\d+$/.test(name)) {
        current.chosen[Number(name.slice(1)) - 1] = value;
      }
    });
    return states;
  }

  function writeAddress() {
    var parts = [];
    tables.forEach(function (table) {
      var part = table.written();
      if (part) { parts.push(part); }
    });
    var hash = parts.length ? '#' + parts.join('&') : '';
    if (!hash && !isState(window.location.hash)) { return; }
    lastWritten = hash;
    try {
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search + hash);
    } catch (refused) {
      // A bare # would throw the reader to the top; a name that nothing has does not.
      window.location.replace(hash || '#t.');
    }
  }

  /* One table. */

  function readRows(body) {
    var groups = [{ heading: null, rows: [] }];
    each(body.rows, function (row) {
      if (row.classList.contains('row-heading')) {
        groups.push({ heading: row, rows: [], text: folded(seen(row)) });
        return;
      }
      groups[groups.length - 1].rows.push({ element: row, text: null, place: 0, key: null });
    });
    return groups;
  }

  function SortableTable(block) {
    var table = block.querySelector('table');
    var heads = table.querySelectorAll('.heads > th');
    var groups = readRows(table.tBodies[0]);
    var all = 0;
    var self = this;

    this.block = block;
    this.id = block.id;
    this.column = -1;
    this.down = false;
    this.chosen = {};
    this.query = '';

    groups.forEach(function (group) {
      group.rows.forEach(function (row) { row.place = all; all += 1; row.isTotal = trimmed(seen(row.element.cells[0])) === word('total'); });
    });

    var canFind = block.getAttribute('data-filter') === '1' && all >= FEWEST_TO_FIND;
    var canSort = all >= FEWEST_TO_SORT;
    var selects = {};
    var find = null;
    var order = null;
    var count = null;

    function textOf(row, group) {
      if (row.text === null) {
        row.text = [];
        each(row.element.cells, function (cell) { row.text.push(folded(seen(cell))); });
        row.text = row.text.join('\n') + (group.heading ? '\n' + group.text : '');
      }
      return row.text;
    }

    function kindOf(column) { return heads[column].getAttribute('data-kind'); }

    function isChosen(row) {
      return Object.keys(self.chosen).every(function (column) {
        var cell = row.element.cells[column];
        return !!cell && values(cell, kindOf(column)).indexOf(self.chosen[column]) >= 0;
      });
    }

    function sortRows() {
      var body = table.tBodies[0];
      var kind = self.column < 0 ? '' : kindOf(self.column);
      var sign = self.down ? -1 : 1;
      var pieces = document.createDocumentFragment();
      groups.forEach(function (group) {
        var rows = group.rows.slice();
        if (self.column >= 0) {
          rows.forEach(function (row) { row.key = key(row.element.cells[self.column], kind); });
        }
        rows.sort(function (left, right) {
          // A line of sums stays below what it sums up.
          var result = (left.isTotal ? 1 : 0) - (right.isTotal ? 1 : 0);
          if (self.column >= 0 && result === 0) {
            if (left.key === null || right.key === null) {
              result = (left.key === null ? 1 : 0) - (right.key === null ? 1 : 0);
            } else {
              result = sign * compareKeys(left.key, right.key);
            }
          }
          // Old browsers' sort does not keep the order of equals.
          return result || left.place - right.place;
        });
        if (group.heading) { pieces.appendChild(group.heading); }
        rows.forEach(function (row) { pieces.appendChild(row.element); });
      });
      body.appendChild(pieces);
    }

    function showRows() {
      var words = self.query.split(/\s+/).map(folded).filter(Boolean);
      var shown = 0;
      groups.forEach(function (group) {
        var inGroup = 0;
        group.rows.forEach(function (row) {
          var text = words.length ? textOf(row, group) : '';
          var fits = words.every(function (one) { return text.indexOf(one) >= 0; }) && isChosen(row) && !row.element.classList.contains('not-mine');
          row.element.hidden = !fits;
          if (fits) { inGroup += 1; }
        });
        if (group.heading) { group.heading.hidden = inGroup === 0 && group.rows.length > 0; }
        shown += inGroup;
      });
      return shown;
    }

    function showControls(shown) {
      each(heads, function (head, index) {
        if (index === self.column) {
          head.setAttribute('aria-sort', self.down ? 'descending' : 'ascending');
        } else {
          head.removeAttribute('aria-sort');
        }
      });
      if (order) { order.value = self.column < 0 ? '' : self.column + (self.down ? 'd' : 'a'); }
      if (find) {
        if (find.value !== self.query) { find.value = self.query; }
        find.parentNode.classList.toggle('chosen', self.query !== '');
      }
      Object.keys(selects).forEach(function (column) {
        var value = self.chosen[column];
        selects[column].value = value === undefined ? '' : value;
        selects[column].parentNode.classList.toggle('chosen', value !== undefined);
      });
      if (count) {
        var text = word('rows').replace('{shown}', String(shown)).replace('{all}', String(all));
        if (count.textContent !== text) { count.textContent = text; }
      }
      block.classList.toggle('is-filtered', shown < all);
    }

    this.isAsBuilt = function () { return self.column < 0 && self.query === '' && Object.keys(self.chosen).length === 0; };

    this.written = function () {
      if (self.isAsBuilt()) { return ''; }
      var parts = ['t.' + encodeURIComponent(self.id) + '=' + (self.column < 0 ? '' : 's' + (self.column + 1) + (self.down ? 'd' : 'a'))];
      Object.keys(self.chosen).forEach(function (column) {
        parts.push('f' + (Number(column) + 1) + '=' + encodeURIComponent(self.chosen[column]));
      });
      if (self.query !== '') { parts.push('q=' + encodeURIComponent(self.query)); }
      return parts.join('&');
    };

    function update(sorted) {
      if (sorted) { sortRows(); }
      showControls(showRows());
    }

    function changed(sorted) {
      update(sorted);
      writeAddress();
    }

    // Takes over what an address says; what no longer exists in the table is passed over.
    this.take = function (state) {
      var wasAsBuilt = self.isAsBuilt();
      self.column = canSort && state && heads[state.column] ? state.column : -1;
      self.down = self.column >= 0 && state.down;
      self.query = find && state ? state.query : '';
      self.chosen = {};
      Object.keys(selects).forEach(function (column) {
        var value = state ? state.chosen[column] : undefined;
        var known = value !== undefined && value !== '' && Array.prototype.some.call(selects[column].options, function (option) { return option.value === value; });
        if (known) { self.chosen[column] = value; }
      });
      // The usual case when a page opens: nothing to move.
      if (wasAsBuilt && self.isAsBuilt() && !block.querySelector('.not-mine')) { showControls(all); } else { update(true); }
    };

    // Rows that do not concern the reader came or went.
    this.again = function () { showControls(showRows()); };

    this.showAllRows = function () {
      self.query = '';
      self.chosen = {};
      update(false);
    };

    function sortBy(column, down) {
      self.column = column;
      self.down = down;
      changed(true);
    }

    function makeHeads() {
      each(heads, function (head, index) {
        var button = make('button', 'sort-button');
        var label = make('span');
        button.type = 'button';
        button.title = word('sort');
        while (head.firstChild) { label.appendChild(head.firstChild); }
        button.appendChild(label);
        head.appendChild(button);
        head.classList.add('sortable');
        button.addEventListener('click', function () {
          if (self.column !== index) { sortBy(index, false); } else if (!self.down) { sortBy(index, true); } else { sortBy(-1, false); }
        });
      });
    }

    function labelled(name, control, className) {
      var label = make('label', 'table-choice' + (className ? ' ' + className : ''));
      label.appendChild(make('span', '', name));
      label.appendChild(control);
      return label;
    }

    function addOption(select, value, text) {
      var option = make('option', '', text);
      option.value = value;
      select.appendChild(option);
    }

    function makeSelect(column, head) {
      var found = [];
      groups.forEach(function (group) {
        group.rows.forEach(function (row) {
          var cell = row.element.cells[column];
          if (!cell) { return; }
          values(cell, kindOf(column)).forEach(function (value) { if (found.indexOf(value) < 0) { found.push(value); } });
        });
      });
      // One value for all rows is no choice.
      if (found.length < 2) { return null; }
      found.sort(compareText);
      var select = make('select');
      select.autocomplete = 'off';
      addOption(select, '', word('all'));
      found.forEach(function (value) { addOption(select, value, value); });
      select.setAttribute('data-column', String(column + 1));
      select.addEventListener('change', function () {
        if (select.value === '') { delete self.chosen[column]; } else { self.chosen[column] = select.value; }
        changed(false);
      });
      selects[column] = select;
      return labelled(trimmed(seen(head)), select, '');
    }

    function makeOrder() {
      order = make('select');
      order.autocomplete = 'off';
      addOption(order, '', word('original'));
      each(heads, function (head, index) {
        var name = trimmed(seen(head));
        addOption(order, index + 'a', name + ' ' + word('up'));
        addOption(order, index + 'd', name + ' ' + word('down'));
      });
      order.addEventListener('change', function () {
        var value = order.value;
        if (value === '') { sortBy(-1, false); } else { sortBy(parseInt(value, 10), value.charAt(value.length - 1) === 'd'); }
      });
      // On a phone the heads are not shown, and this takes their place.
      return labelled(word('order'), order, 'table-order');
    }

    function makeFind() {
      var waiting = 0;
      find = make('input');
      find.type = 'search';
      find.autocomplete = 'off';
      find.setAttribute('enterkeyhint', 'search');
      find.addEventListener('input', function (event) {
        if (event.isComposing) { return; }
        window.clearTimeout(waiting);
        waiting = window.setTimeout(function () {
          self.query = find.value;
          changed(false);
        }, 150);
      });
      find.addEventListener('compositionend', function () {
        self.query = find.value;
        changed(false);
      });
      return labelled(word('find'), find, 'table-find');
    }

    function makeTools() {
      var tools = make('div', 'table-tools' + (canFind ? '' : ' only-order'));
      if (canFind) {
        tools.appendChild(makeFind());
        each(heads, function (head, index) {
          if (head.getAttribute('data-choose') !== '1') { return; }
          var choice = makeSelect(index, head);
          if (choice) { tools.appendChild(choice); }
        });
      }
      if (canSort) { tools.appendChild(makeOrder()); }
      if (canFind) {
        var reset = make('button', 'button table-reset', word('reset'));
        reset.type = 'button';
        reset.addEventListener('click', function () {
          self.take(null);
          writeAddress();
        });
        tools.appendChild(reset);
        count = make('p', 'table-count');
        count.setAttribute('role', 'status');
        count.setAttribute('aria-live', 'polite');
        tools.appendChild(count);
      }
      block.insertBefore(tools, block.firstChild);
    }

    if (canFind || canSort) { makeTools(); }
    if (canSort) { makeHeads(); }
  }

  /* Two lines of heads: the lower stops below the upper. */

  function setUpHeads() {
    var blocks = [];
    each(document.querySelectorAll('.table-block .groups'), function (groups) {
      var block = groups;
      while (!block.classList.contains('table-block')) { block = block.parentNode; }
      blocks.push({ block: block, groups: groups });
    });
    if (!blocks.length) { return; }
    function measure() {
      blocks.forEach(function (one) {
        var height = one.groups.getBoundingClientRect().height;
        // A fraction less, so that nothing shows through between the two.
        each(one.block.querySelectorAll('.heads > th'), function (head) { head.style.top = Math.max(0, Math.floor(height) - 1) + 'px'; });
        one.block.classList.add('measured');
      });
    }
    var timer = 0;
    window.addEventListener('resize', function () {
      window.clearTimeout(timer);
      timer = window.setTimeout(measure, 250);
    });
    measure();
    window.addEventListener('load', measure);
  }

  /* A link to a row brings it into view, whatever is being filtered. */

  function target() {
    var id = window.location.hash.slice(1);
    if (!id || isState(window.location.hash)) { return null; }
    return document.getElementById(id) || document.getElementById(decode(id));
  }

  function tableOf(element) {
    var found = null;
    tables.forEach(function (table) { if (table.block !== element && table.block.contains(element)) { found = table; } });
    return found;
  }

  // The address is left alone: a link to a row is worth more there than what was filtered.
  function unhide(element) {
    var table = tableOf(element);
    for (var parent = element; table && parent !== table.block; parent = parent.parentNode) {
      if (parent.hidden) {
        table.showAllRows();
        return true;
      }
    }
    return false;
  }

  function goToTarget() {
    var row = target();
    if (!row || !tableOf(row)) { return; }
    unhide(row);
    row.scrollIntoView({ block: 'center', inline: 'nearest' });
  }

  function takeAddress() {
    var states = readAddress();
    tables.forEach(function (table) { table.take(states['$' + table.id]); });
  }

  function setUpTables() {
    each(document.querySelectorAll('.table-block'), function (block) {
      var table = block.querySelector('table');
      if (block.id && table && table.tBodies.length && table.tBodies[0].rows.length) { tables.push(new SortableTable(block)); }
    });
    if (!tables.length) { return; }
    takeAddress();
    window.addEventListener('hashchange', function () {
      if (window.location.hash === lastWritten) { return; }
      if (isState(window.location.hash)) { takeAddress(); } else { goToTarget(); }
    });
    // Sent by mark.js for a word it goes to.
    document.addEventListener('yanxi-reveal', function (event) { if (unhide(event.target)) { writeAddress(); } });

    // A row reached by its address moves when tables above it change; a search's marks have their own way (mark.js).
    if (!/[?&]mark=/.test(window.location.search)) {
      goToTarget();
      window.addEventListener('load', function () { window.setTimeout(goToTarget, 0); });
    }
  }

  /* Copying. */

  function select(element) {
    var range = document.createRange();
    var selection = window.getSelection();
    range.selectNodeContents(element);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copyBySelection(element) {
    select(element);
    try { return document.execCommand('copy'); } catch (refused) { return false; }
  }

  function setUpCopying(box) {
    var body = box.querySelector('.copy-body');
    var label = box.querySelector('.copy-label');
    var button = make('button', 'button', box.getAttribute('data-copy'));
    var head = make('div', 'copy-head');
    var timer = 0;
    button.type = 'button';
    box.insertBefore(head, label);
    head.appendChild(label);
    head.appendChild(button);

    function done(copied) {
      // Not copied: the text stays selected, for the reader's own Ctrl+C.
      if (!copied) { return; }
      if (announcement) { announcement.textContent = box.getAttribute('data-copied'); }
      button.textContent = box.getAttribute('data-copied');
      window.clearTimeout(timer);
      timer = window.setTimeout(function () { button.textContent = box.getAttribute('data-copy'); }, 2500);
    }

    button.addEventListener('click', function () {
      if (announcement) { announcement.textContent = ''; }
      if (window.navigator.clipboard && window.isSecureContext) {
        window.navigator.clipboard.writeText(body.textContent).then(function () { done(true); }, function () { done(copyBySelection(body)); });
      } else {
        done(copyBySelection(body));
      }
    });
  }

  setUpTables();
  setUpHeads();
  document.addEventListener('yanxi-mine', function () { tables.forEach(function (table) { table.again(); }); });
  each(document.querySelectorAll('.copy-text'), setUpCopying);
}(window, document));
