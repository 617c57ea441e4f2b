/* Loads the search index and its client, from a server or from a folder opened by double-click.
   In: search/ beside the site's root. Out: window.YanxiSearch with search() and prepare(). */
(function (window, document) {
  'use strict';

  if (window.YanxiSearch) { return; }

  // The format of entry, hot file and chunks that this script goes with.
  var FORMAT = 4;
  // Milliseconds for one try at a file, and more for the client itself, which is large.
  var PATIENCE = 12000;
  var CLIENT_PATIENCE = 40000;

  var own = document.currentScript || document.querySelector('script[data-root][src*="search-client.js"]');
  var folder = ((own && own.getAttribute('data-root')) || '') + 'search/';
  // Pages opened from a disk may load scripts but fetch nothing.
  var fromDisk = window.location.protocol === 'file:';

  var newest = 0;
  var entry = null;
  var client = null;
  // Calls waiting for the opening under way; null when there is none.
  var opening = null;
  // The client's script with a running instance attached.
  var bindings = null;
  // Paths being fetched, each with those who wait for it.
  var flying = {};
  // What scripts from a disk have brought, until it is picked up.
  var arrived = {};
  var traffic = { requests: 0, bytes: 0 };

  function problem(kind, detail) { return { kind: kind, detail: String(detail) }; }

  /* The client's errors are strings that begin with their kind; anything else it throws is a fault in it. */
  function problemOf(thrown, path) {
    var told = typeof thrown === 'string' ? /^(corrupt|load|version): ([\s\S]*)$/.exec(thrown) : null;
    return told ? problem(told[1], told[2]) : problem('corrupt', (path ? path + ': ' : '') + thrown);
  }

  /* Calls done once: with what start brings, or with a failure when it takes too long. */
  function within(patience, start, done) {
    var settled = false;
    var cancel = null;
    var timer = window.setTimeout(function () {
      settle(problem('load', 'timeout'), null);
      if (cancel) { cancel(); }
    }, patience);
    function settle(error, value) {
      if (settled) { return; }
      settled = true;
      window.clearTimeout(timer);
      done(error, value);
    }
    cancel = start(settle);
  }

  function loadScript(address, patience, done) {
    within(patience, function (settle) {
      var element = document.createElement('script');
      function remove() {
        element.onload = element.onerror = null;
        if (element.parentNode) { element.parentNode.removeChild(element); }
      }
      element.onload = function () { remove(); settle(null, true); };
      element.onerror = function () { remove(); settle(problem('load', address), null); };
      element.async = true;
      element.src = address;
      document.head.appendChild(element);
      return remove;
    }, done);
  }

  function decode(base64) {
    var text = window.atob(base64);
    var length = text.length;
    var bytes = new Uint8Array(length);
    for (var index = 0; index < length; index += 1) { bytes[index] = text.charCodeAt(index); }
    return bytes;
  }

  function fromTwin(path, patience, done) {
    if (entry && !entry.twins) {
      done(problem('load', 'no ' + path + '.js'), null);
      return;
    }
    loadScript(folder + path + '.js', patience, function (error) {
      var base64 = arrived[path];
      delete arrived[path];
      if (error || base64 === undefined) {
        done(error || problem('load', path), null);
        return;
      }
      var bytes = null;
      try { bytes = decode(base64); } catch (broken) {
        done(problem('corrupt', path), null);
        return;
      }
      done(null, bytes);
    });
  }

  function fromServer(path, patience, cache, done) {
    within(patience, function (settle) {
      var abort = window.AbortController ? new window.AbortController() : null;
      var options = { cache: cache, credentials: 'same-origin' };
      if (abort) { options.signal = abort.signal; }
      window.fetch(folder + path, options).then(function (response) {
        if (!response.ok) { throw new Error(String(response.status)); }
        return response.arrayBuffer();
      }).then(function (buffer) {
        settle(null, new Uint8Array(buffer));
      }).then(null, function (reason) {
        settle(problem('load', path + ': ' + reason), null);
      });
      return function () { if (abort) { abort.abort(); } };
    }, done);
  }

  /* Fetches a file, trying twice. Who asks for a file that is under way waits for the same one. */
  function load(path, patience, cache, done) {
    var key = cache + ' ' + path;
    if (flying[key]) {
      flying[key].push(done);
      return;
    }
    var waiting = flying[key] = [done];
    function once(last) {
      function settle(error, bytes) {
        if (error && !last) {
          once(true);
          return;
        }
        if (bytes) {
          traffic.requests += 1;
          traffic.bytes += bytes.length;
        }
        delete flying[key];
        waiting.forEach(function (waiter) { waiter(error, bytes); });
      }
      if (fromDisk) { fromTwin(path, patience, settle); } else { fromServer(path, patience, cache, settle); }
    }
    once(false);
  }

  function loadEntry(done) {
    function once(last) {
      arrived.entry = null;
      // The one file whose name stays the same, so it is never taken from a cache.
      loadScript(folder + 'entry.js?t=' + Date.now(), PATIENCE, function (error) {
        var found = arrived.entry;
        if (!found && !last) {
          once(true);
        } else if (!found) {
          done(error || problem('load', 'entry.js'), null);
        } else if (found.format !== FORMAT) {
          done(problem('version', found.format + ' instead of ' + FORMAT), null);
        } else {
          done(null, found);
        }
      });
    }
    once(false);
  }

  /* A script of the client, which leaves a global of this name behind. */
  function loadCode(file, name, done) {
    function once(last) {
      if (typeof window[name] !== 'undefined') { done(null); return; }
      loadScript(folder + file.path, CLIENT_PATIENCE, function (error) {
        traffic.requests += 1;
        if (typeof window[name] !== 'undefined') {
          traffic.bytes += file.size;
          done(null);
        } else if (last) {
          done(error || problem('unreadable', file.path));
        } else {
          once(true);
        }
      });
    }
    once(false);
  }

  function loadWasm(file, cache, done) {
    load(file.path, CLIENT_PATIENCE, cache, function (error, bytes) {
      if (error || bytes.length === file.size) {
        done(error, bytes);
      } else if (cache === 'reload') {
        done(problem('corrupt', file.path), null);
      } else {
        loadWasm(file, 'reload', done);
      }
    });
  }

  /* The client as a script: the same answers, five times as much to load. A browser that cannot read it has titles only. */
  function startWithoutWasm(files, done) {
    if (typeof window.TextDecoder !== 'function' || !Math.imul) {
      done(problem('too-old', 'TextDecoder'), null);
      return;
    }
    loadCode(files.script, 'yanxiSearchClient', function (error) {
      if (error) { settle(error); return; }
      loadCode(files.without_wasm, 'yanxiClientWithoutWasm', settle);
    });

    function settle(error) {
      if (error && error.kind === 'unreadable') { done(problem('too-old', error.detail), null); return; }
      if (error) { done(error, null); return; }
      var script = window.yanxiSearchClient;
      script.attach({ exports: window.yanxiClientWithoutWasm(script.imports()) });
      done(null, script);
    }
  }

  function startWithWasm(files, done) {
    var wasm = null;
    var ready = 0;
    var failed = false;
    function fail(error) {
      if (failed) { return; }
      failed = true;
      done(error.kind === 'unreadable' ? problem('corrupt', error.detail) : error, null);
    }
    function start() {
      ready += 1;
      if (ready < 2 || failed) { return; }
      var script = window.yanxiSearchClient;
      var unpacked = null;
      try { unpacked = window.yanxiUnpack(wasm); } catch (broken) { fail(problem('corrupt', files.wasm.path)); return; }
      WebAssembly.instantiate(unpacked, script.imports()).then(function (made) {
        script.attach(made.instance);
        done(null, script);
      }, function () {
        // The file is whole by its checksum: then the browser, or the site's policy, does not want it.
        startWithoutWasm(files, done);
      });
    }
    loadWasm(files.wasm, 'default', function (error, bytes) {
      if (error) { fail(error); return; }
      wasm = bytes;
      start();
    });
    loadCode(files.script, 'yanxiSearchClient', function (error) {
      if (error) { fail(error); } else { start(); }
    });
  }

  /* Loads and starts the client's code, once for a page. */
  function loadClient(files, done) {
    if (bindings) { done(null, bindings); return; }
    var start = typeof WebAssembly === 'object' ? startWithWasm : startWithoutWasm;
    start(files, function (error, script) {
      bindings = script;
      done(error, script);
    });
  }

  /* Brings entry, client and hot file; all who ask meanwhile get the same result. */
  function open(done) {
    if (client) { done(null); return; }
    if (opening) { opening.push(done); return; }
    opening = [done];

    function settle(error) {
      var waiting = opening;
      opening = null;
      waiting.forEach(function (waiter) { waiter(error); });
    }

    loadEntry(function (error, found) {
      if (error) { settle(error); return; }
      entry = found;
      if (!found.client) { settle(problem('load', 'client')); return; }
      var code = null;
      var hot = null;
      var hotCache = 'default';
      var failed = false;
      function fail(reason) {
        if (failed) { return; }
        failed = true;
        settle(reason);
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
        settle(null);
      }
      function loadHot(cache) {
        load(found.hot.path, PATIENCE, cache, function (reason, bytes) {
          if (reason) { fail(reason); return; }
          hot = bytes;
          hotCache = cache;
          start();
        });
      }
      loadHot('default');
      loadClient(found.client, function (reason, ready) {
        if (reason) { fail(reason); return; }
        code = ready;
        start();
      });
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

  function search(query, options, done) {
    var mine = newest += 1;
    var started = Date.now();
    var before = { requests: traffic.requests, bytes: traffic.bytes };
    var renewed = false;
    var lines = optionLines(options || {});

    function current() { return mine === newest; }

    function finish(error, answer) {
      if (!current()) { return; }
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
      if (renewed || error.kind === 'too-old') { finish(error, null); return; }
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
        bring(path, 'default', function (error) {
          failure = failure || error;
          left -= 1;
          if (left > 0) { return; }
          if (failure) { giveUp(failure); } else { advance(); }
        });
      });
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

    open(function (error) {
      if (!current()) { return; }
      if (error && error.kind === 'too-old') { withoutClient(error); } else if (error) { finish(error, null); } else { ask(); }
    });
  }

  window.YanxiSearch = {
    search: search,
    prepare: function () { open(function () {}); },
    // Called by entry.js, by titles.js and by the twins.
    titles: function (list) { window.YanxiTitles.take(list); },
    entry: function (found) { arrived.entry = found; },
    chunk: function (path, base64) { arrived[path] = base64; }
  };
})(window, document);
