/* Loads the search index and its client and asks it.
   In: YanxiSearchFiles, YanxiSearchCode. Out: window.YanxiSearch with search(), foresee() and prepare(). */
(function (window, document) {
  'use strict';

  if (window.YanxiSearch) { return; }

  var files = window.YanxiSearchFiles;
  var folder = files.folder;
  var load = files.load;
  var loadEntry = files.loadEntry;
  var problem = files.problem;
  var traffic = files.traffic;
  var PATIENCE = files.PATIENCE;
  var COPY = files.COPY;

  var newest = 0;
  var entry = null;
  // Calls waiting until it is known whether the entry is still that of the site; null when it is.
  var doubting = null;
  // Hash of an entry that no longer is the site's.
  var outdated = '';
  var client = null;
  // Calls waiting for the opening under way; null when there is none.
  var opening = null;
  // The client's script with a running instance attached.
  var bindings = null;

  /* The client's errors are strings that begin with their kind; anything else it throws is a fault in it. */
  function problemOf(thrown, path) {
    var told = typeof thrown === 'string' ? /^(corrupt|load|version): ([\s\S]*)$/.exec(thrown) : null;
    return told ? problem(told[1], told[2]) : problem('corrupt', (path ? path + ': ' : '') + thrown);
  }

  /* Starts the client's code, once for a page. */
  function loadClient(described, done) {
    if (bindings) { done(null, bindings); return; }
    window.YanxiSearchCode.start(described, function (error, script) {
      bindings = script;
      done(error, script);
    });
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
        client = code.Client.open(found.hot.path, found.hot.hash, hot);
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
    var known = entry && entry.hot.hash;
    loadEntry(function (error, found) {
      if (error || found.hot.hash === known) { done(false); return; }
      files.remember(found);
      close();
      open(function (reason) { done(!reason); });
    });
  }

  /* One option a line: {limit, offset, order, counts, mixed, from, to, facets: {unit: ["…"]}}. */
  function optionLines(options) {
    var lines = [];
    function add(name, value) {
      if (value !== undefined && value !== null && value !== '') { lines.push(name + '=' + String(value).replace(/\s+/g, ' ')); }
    }
    ['limit', 'offset', 'order', 'from', 'to'].forEach(function (name) { add(name, options[name]); });
    if (options.counts) { add('counts', 'yes'); }
    if (options.mixed) { add('mixed', 'yes'); }
    Object.keys(options.facets || {}).forEach(function (kind) {
      options.facets[kind].forEach(function (value) { add(kind, value); });
    });
    return lines.join('\n');
  }

  /* A file, with the script that brings it from a disk, goes to the client even when the question that wanted it has been replaced. */
  function bring(file, cache, finished) {
    var asked = client;
    var path = file[0];
    load(path, PATIENCE, cache, supply, file[1]);
    function supply(error, bytes) {
      if (error) { finished(error); return; }
      if (client !== asked || !client) { finished(problem('load', path)); return; }
      try { client.supply(path, bytes); } catch (thrown) {
        if (cache === 'reload') { finished(problemOf(thrown, path)); } else { bring(file, 'reload', finished); }
        return;
      }
      finished(null);
    }
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
      step.need.forEach(function (file) {
        bring(file, COPY, function (error) {
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
        if (error && error.kind === 'too-old') { withoutClient(error); } else if (error) { finish(error, null); } else { ask(); }
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
    step.need.forEach(function (file) { bring(file, COPY, function () {}); });
  }

  /* Once a visit the files of a first search come into the browser's cache while nothing else is to be done, where the
     connection is known to be quick and not paid by the byte. */
  function prefetch() {
    var connection = window.navigator.connection;
    if (files.fromDisk || client || opening || !connection || connection.saveData || connection.effectiveType !== '4g' || files.remembered()) { return; }
    loadEntry(function (error, found) {
      if (error || !found.client || client || opening) { return; }
      files.remember(found);
      window.YanxiSearchCode.fetchAhead(found.client);
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
