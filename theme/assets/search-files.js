/* Brings the files of the search index, from a server or from a folder opened by double-click.
   In: search/ beside the site's root. Out: window.YanxiSearchFiles. */
(function (window, document) {
  'use strict';

  if (window.YanxiSearchFiles) { return; }

  // The format of entry, hot file and chunks that these scripts go with.
  var FORMAT = 8;
  // Milliseconds for one try at a file.
  var PATIENCE = 12000;
  // How the browser's copy of a file is used: the names say what is in them, so that it need not ask whether it is good.
  var COPY = 'force-cache';

  var own = document.currentScript || document.querySelector('script[data-root][src*="search-files.js"]');
  var folder = ((own && own.getAttribute('data-root')) || '') + 'search/';
  // Pages opened from a disk may load scripts but fetch nothing.
  var fromDisk = window.location.protocol === 'file:';

  // Files that came with others and that nobody has asked for yet: so many are kept.
  var MOST_UNASKED = 200;

  // Whether the index has its files as they are and as scripts; not known before its entry is.
  var plain = true;
  var twins = true;
  // Paths being fetched, each with those who wait for it; scripts being loaded likewise.
  var flying = {};
  var loading = {};
  // What scripts have brought, until it is picked up; how many wait for each path; what nobody waited for, the oldest first.
  var arrived = {};
  var wanted = {};
  var unasked = [];
  var traffic = { requests: 0, bytes: 0 };

  function problem(kind, detail) { return { kind: kind, detail: String(detail) }; }

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
      // All the others wait for what is loaded so.
      element.fetchPriority = 'high';
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

  /* The script that brings a file alone. Chunks share theirs, and the client knows which. */
  function twinOf(path) { return /\.BIN$/.test(path) ? path.replace(/BIN$/, 'JS') : path + '.js'; }

  /* What a script has brought; what nobody waits for is kept for a while. */
  function take(path, base64) {
    arrived[path] = base64;
    if (wanted[path]) { return; }
    unasked.push(path);
    if (unasked.length > MOST_UNASKED) {
      var oldest = unasked.shift();
      if (!wanted[oldest]) { delete arrived[oldest]; }
    }
  }

  /* Loads a script once for all who wait for a file of it. */
  function loadTwin(script, patience, done) {
    if (loading[script]) { loading[script].push(done); return; }
    var waiting = loading[script] = [done];
    loadScript(folder + script, patience, function (error) {
      delete loading[script];
      waiting.forEach(function (waiter) { waiter(error); });
    });
  }

  function fromTwin(path, script, patience, done) {
    if (!twins) {
      done(problem('load', 'no ' + script), null);
      return;
    }
    wanted[path] = (wanted[path] || 0) + 1;
    if (arrived[path] === undefined) { loadTwin(script, patience, pickUp); } else { pickUp(null); }
    function pickUp(error) {
      var base64 = arrived[path];
      delete arrived[path];
      wanted[path] -= 1;
      if (!wanted[path]) { delete wanted[path]; }
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
    }
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

  /* Fetches a file, trying twice; by a script from a disk and where there is nothing else. Who asks for a file that is
     under way waits for the same one. */
  function load(path, patience, cache, done, script) {
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
      if (fromDisk || !plain) {
        fromTwin(path, script || twinOf(path), patience, settle);
      } else {
        fromServer(path, patience, cache, settle);
      }
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
          plain = found.plain;
          twins = found.twins;
          done(null, found);
        }
      });
    }
    once(false);
  }

  // Sites in folders of one server are told apart by where they lie.
  function remembering() {
    var link = document.createElement('a');
    link.href = folder;
    return 'yanxi-search ' + link.href;
  }

  /* The entry of an earlier page of this visit; null when there is none. */
  function remembered() {
    try {
      var found = JSON.parse(window.sessionStorage.getItem(remembering()));
      if (!found || found.format !== FORMAT || !found.hot || !found.client) { return null; }
      plain = found.plain;
      twins = found.twins;
      return found;
    } catch (none) { return null; }
  }

  function remember(found) {
    try { window.sessionStorage.setItem(remembering(), JSON.stringify(found)); } catch (full) { /* Then the next page asks first. */ }
  }

  window.YanxiSearchFiles = {
    PATIENCE: PATIENCE,
    COPY: COPY,
    folder: folder,
    fromDisk: fromDisk,
    traffic: traffic,
    problem: problem,
    load: load,
    loadScript: loadScript,
    loadEntry: loadEntry,
    remembered: remembered,
    remember: remember,
    // What entry.js and the twins bring.
    entry: function (found) { arrived.entry = found; },
    chunk: take
  };
})(window, document);
