/* Loads the search index and its client and asks it.
   In: YanxiSearchFiles. Out: window.YanxiSearch with search(), foresee() and prepare(). */
(function (window, document) {
  'use strict';

  if (window.YanxiSearch) { return; }

  var files = window.YanxiSearchFiles;
  var folder = files.folder;
  var load = files.load;
  var loadScript = files.loadScript;
  var loadEntry = files.loadEntry;
  var problem = files.problem;
  var traffic = files.traffic;
  var PATIENCE = files.PATIENCE;
  // More for the client itself, which is large.
  var CLIENT_PATIENCE = 40000;
  // How the browser's copy of a file is used: the names say what is in them, so that it need not ask whether it is good.
  var COPY = 'force-cache';

  var newest = 0;
  var entry = null;
  // Calls waiting until it is known whether the entry is still that of the site; null when it is.
  var doubting = null;
  // Hash of an entry that no longer is the site's.
  var outdated = '';
  var client = null;
  // Calls waiting for the opening under way; null when there is none.
  var opening = null;
  // The instance of the client's script, which the browser must not run twice.
  var bindings = null;

  /* The client's errors are strings that begin with their kind; anything else it throws is a fault in it. */
  function problemOf(thrown, path) {
    var told = typeof thrown === 'string' ? /^(corrupt|load|version): ([\s\S]*)$/.exec(thrown) : null;
    return told ? problem(told[1], told[2]) : problem('corrupt', (path ? path + ': ' : '') + thrown);
  }

  /* The client as it is run; null when it makes no sense. The browser unpacks it where it can, which is far quicker. */
  function unpack(packed, done) {
    /* global yanxiUnpack */
    function byScript() {
      var unpacked = null;
      try { unpacked = yanxiUnpack(packed); } catch (broken) { /* Told by what is missing. */ }
      done(unpacked);
    }
    if (!window.DecompressionStream || !window.Response || !window.Blob || !window.Blob.prototype.stream) { byScript(); return; }
    // Deflate as browsers know it: with two bytes before it, and its checksum behind it with the highest byte first.
    var parts = [new Uint8Array([0x78, 0x01]), packed.subarray(8), new Uint8Array([packed[7], packed[6], packed[5], packed[4]])];
    var stream = new window.Blob(parts).stream().pipeThrough(new window.DecompressionStream('deflate'));
    new window.Response(stream).arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); }).then(done, byScript);
  }

  /* Loads and starts the client's code, once for a page. */
  function loadClient(described, done) {
    if (bindings) {
      done(null, bindings);
      return;
    }
    if (typeof WebAssembly !== 'object') {
      done(problem('no-wasm', 'WebAssembly'), null);
      return;
    }
    var wasm = null;
    var copied = COPY;
    var ready = 0;
    var failed = false;
    function fail(error) {
      if (failed) { return; }
      failed = true;
      done(error, null);
    }
    function start() {
      ready += 1;
      if (ready < 2 || failed) { return; }
      /* global yanxiSearchClient */
      var script = yanxiSearchClient;
      unpack(wasm, function (unpacked) {
        if (!unpacked) { again(); return; }
        script({ module_or_path: unpacked }).then(function () {
          bindings = script;
          done(null, bindings);
        }, function (reason) {
          // The file is whole by its size: then the browser, or the site's policy, does not want it.
          fail(problem('no-wasm', reason));
        });
      });
    }
    /* What makes no sense may be the browser's copy. */
    function again() {
      if (copied === 'reload') { fail(problem('corrupt', described.wasm.path)); return; }
      ready -= wasm ? 1 : 0;
      loadWasm('reload');
    }
    function loadWasm(cache) {
      copied = cache;
      wasm = null;
      load(described.wasm.path, CLIENT_PATIENCE, cache, function (error, bytes) {
        if (error) { fail(error); return; }
        if (bytes.length !== described.wasm.size) { again(); return; }
        wasm = bytes;
        start();
      });
    }
    function loadBindings(last) {
      if (typeof yanxiSearchClient !== 'undefined') { start(); return; }
      loadScript(folder + described.script.path, CLIENT_PATIENCE, function (error) {
        traffic.requests += 1;
        if (typeof yanxiSearchClient !== 'undefined') {
          traffic.bytes += described.script.size;
          start();
        } else if (last) {
          fail(error || problem('corrupt', described.script.path));
        } else {
          loadBindings(true);
        }
      });
    }
    loadWasm(COPY);
    loadBindings(false);
  }

  /* Opens the index that an entry describes. */
  function openIndex(found, done) {
    entry = found;
    if (!found.client) { done(problem('load', 'client')); return; }
    var code = null;
    var hot = null;
    var hotCache = COPY;
    var failed = false;
    function fail(reason) {
      if (failed) { return; }
      failed = true;
      done(reason);
    }
    function start() {
      if (!code || !hot || failed) { return; }
      try {
        client = code.Client.open(found.generation, found.hot.hash, hot);
      } catch (thrown) {
        if (hotCache !== 'reload') { hot = null; loadHot('reload'); return; }
        fail(problemOf(thrown, found.hot.path));
        return;
      }
      done(null);
    }
    function loadHot(cache) {
      load(found.hot.path, PATIENCE, cache, function (reason, bytes) {
        if (reason) { fail(reason); return; }
        hot = bytes;
        hotCache = cache;
        start();
      });
    }
    loadHot(COPY);
    loadClient(found.client, function (reason, ready) {
      if (reason) { fail(reason); return; }
      code = ready;
      start();
    });
  }

  /* Brings entry, client and hot file; all who ask meanwhile get the same result. The entry of an earlier page of this
     visit is tried at once, while it is asked whether it still is the site's: no answer is given before that is known. */
  function open(done) {
    if (client) { done(null); return; }
    if (opening) { opening.push(done); return; }
    opening = [done];

    function settle(error) {
      var waiting = opening;
      opening = null;
      waiting.forEach(function (waiter) { waiter(error); });
    }

    function openNewest() {
      loadEntry(function (error, found) {
        if (error) { settle(error); return; }
        files.remember(found);
        openIndex(found, settle);
      });
    }

    var known = doubting ? null : files.remembered();
    if (!known || known.hot.hash === outdated) { openNewest(); return; }
    doubt(known);
    openIndex(known, function (error) {
      if (!error && known.hot.hash !== outdated) { settle(null); return; }
      close();
      openNewest();
    });
  }

  /* Asks the site for its entry. Those who wait hear whether it is the known one. */
  function doubt(known) {
    doubting = [];
    loadEntry(function (error, found) {
      var waiting = doubting;
      doubting = null;
      var same = !error && found.hot.hash === known.hot.hash;
      if (!same) {
        outdated = known.hot.hash;
        if (entry === known) { close(); }
      }
      waiting.forEach(function (waiter) { waiter(error, same); });
    });
  }

  function close() {
    var old = client;
    client = null;
    // A client that broke may refuse even this.
    try { if (old) { old.free(); } } catch (broken) { bindings = null; }
  }

  /* After a failure: has the site been published anew meanwhile? Then the new index is opened. */
  function reopened(done) {
    var generation = entry && entry.generation;
    loadEntry(function (error, found) {
      if (error || found.generation === generation) { done(false); return; }
      files.remember(found);
      close();
      open(function (reason) { done(!reason); });
    });
  }

  /* One option a line: {limit, offset, order, counts, from, to, facets: {unit: ["…"]}}. */
  function optionLines(options) {
    var lines = [];
    function add(name, value) {
      if (value !== undefined && value !== null && value !== '') { lines.push(name + '=' + String(value).replace(/\s+/g, ' ')); }
    }
    ['limit', 'offset', 'order', 'from', 'to'].forEach(function (name) { add(name, options[name]); });
    if (options.counts) { add('counts', 'yes'); }
    Object.keys(options.facets || {}).forEach(function (kind) {
      options.facets[kind].forEach(function (value) { add(kind, value); });
    });
    return lines.join('\n');
  }

  /* A file goes to the client even when the question that wanted it has been replaced. */
  function bring(path, cache, finished) {
    var asked = client;
    load(path, PATIENCE, cache, function (error, bytes) {
      if (error) { finished(error); return; }
      if (client !== asked || !client) { finished(problem('load', path)); return; }
      try { client.supply(path, bytes); } catch (thrown) {
        if (cache === 'reload') { finished(problemOf(thrown, path)); } else { bring(path, 'reload', finished); }
        return;
      }
      finished(null);
    });
  }

  function search(query, options, done) {
    var mine = newest += 1;
    var started = Date.now();
    var before = { requests: traffic.requests, bytes: traffic.bytes };
    var renewed = false;
    var lines = optionLines(options || {});

    function current() { return mine === newest; }

    function finish(error, answer) {
      if (!current()) { return; }
      if (doubting) {
        doubting.push(function (unknown, same) {
          if (!current()) { return; }
          if (unknown) { finish(unknown, null); } else if (same) { finish(error, answer); } else { begin(); }
        });
        return;
      }
      if (answer) {
        answer.requests = traffic.requests - before.requests;
        answer.bytes = traffic.bytes - before.bytes;
        answer.ms = Date.now() - started;
      }
      done(error, answer);
    }

    /* Where the client cannot run, titles and headings are searched by script. */
    function withoutClient(error) {
      if (!window.YanxiTitles) { finish(error, null); return; }
      window.YanxiTitles.search(folder, String(query), options || {}, finish);
    }

    function giveUp(error) {
      if (!current()) { return; }
      if (renewed || error.kind === 'no-wasm') { finish(error, null); return; }
      renewed = true;
      reopened(function (isNew) {
        if (!current()) { return; }
        if (isNew) { ask(); } else { finish(error, null); }
      });
    }

    function ask() {
      try { client.search(String(query), lines); } catch (thrown) { giveUp(problemOf(thrown)); return; }
      advance();
    }

    function advance() {
      if (!current()) { return; }
      var step = null;
      try { step = JSON.parse(client.poll()); } catch (thrown) { giveUp(problemOf(thrown)); return; }
      if (step.answer) { finish(null, step.answer); return; }
      if (!step.need || !step.need.length) { giveUp(problem('corrupt', 'no answer')); return; }
      var left = step.need.length;
      var failure = null;
      step.need.forEach(function (path) {
        bring(path, COPY, function (error) {
          failure = failure || error;
          left -= 1;
          if (left > 0) { return; }
          if (failure) { giveUp(failure); } else { advance(); }
        });
      });
    }

    function begin() {
      open(function (error) {
        if (!current()) { return; }
        if (error && error.kind === 'no-wasm') { withoutClient(error); } else if (error) { finish(error, null); } else { ask(); }
      });
    }

    begin();
  }

  /* Brings what a question that is still being typed will need first. */
  function foresee(query) {
    if (!client) { open(function () {}); return; }
    var step = null;
    // What goes wrong here is told when the question is asked.
    try { step = JSON.parse(client.foresee(String(query))); } catch (later) { return; }
    step.need.forEach(function (path) { bring(path, COPY, function () {}); });
  }

  /* Once a visit the files of a first search come into the browser's cache while nothing else is to be done, where the
     connection is known to be quick and not paid by the byte. */
  function prefetch() {
    var connection = window.navigator.connection;
    if (files.fromDisk || client || opening || !connection || connection.saveData || connection.effectiveType !== '4g' || files.remembered()) { return; }
    loadEntry(function (error, found) {
      if (error || !found.client || client || opening) { return; }
      files.remember(found);
      load(found.client.wasm.path, CLIENT_PATIENCE, COPY, function () {});
      load(found.hot.path, PATIENCE, COPY, function () {});
    });
  }

  window.addEventListener('load', function () {
    if (window.requestIdleCallback) { window.requestIdleCallback(prefetch); } else { window.setTimeout(prefetch, 2000); }
  });

  window.YanxiSearch = {
    search: search,
    foresee: foresee,
    prepare: function () { open(function () {}); },
    // Called by entry.js, by titles.js and by the twins.
    titles: function (list) { window.YanxiTitles.take(list); },
    entry: files.entry,
    chunk: files.chunk
  };

  // The search page will need it all, whatever its other scripts are still on their way for.
  if (document.getElementById('search-results')) { open(function () {}); }
})(window, document);
