/* Loads and starts the client: as WebAssembly, or as a script where the browser has none or may not use it.
   In: YanxiSearchFiles, the client's files as the entry describes them. Out: window.YanxiSearchCode.start(). */
(function (window) {
  'use strict';

  if (window.YanxiSearchCode) { return; }

  var files = window.YanxiSearchFiles;
  var problem = files.problem;
  // The client is large.
  var PATIENCE = 40000;

  /* A script that leaves a global of this name behind. */
  function loadCode(file, name, done) {
    function once(last) {
      if (typeof window[name] !== 'undefined') { done(null); return; }
      files.loadScript(files.folder + file.path, PATIENCE, function (error) {
        files.traffic.requests += 1;
        if (typeof window[name] !== 'undefined') {
          files.traffic.bytes += file.size;
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

  /* The WebAssembly; null when it makes no sense. The browser unpacks it where it can, which is far quicker. */
  function unpack(packed, done) {
    function byScript() {
      var unpacked = null;
      try { unpacked = window.yanxiUnpack(packed); } catch (broken) { /* Told by what is missing. */ }
      done(unpacked);
    }
    if (!window.DecompressionStream || !window.Response || !window.Blob || !window.Blob.prototype.stream) { byScript(); return; }
    // Deflate as browsers know it: with two bytes before it, and its checksum behind it with the highest byte first.
    var parts = [new Uint8Array([0x78, 0x01]), packed.subarray(8), new Uint8Array([packed[7], packed[6], packed[5], packed[4]])];
    var stream = new window.Blob(parts).stream().pipeThrough(new window.DecompressionStream('deflate'));
    new window.Response(stream).arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); }).then(done, byScript);
  }

  /* The same answers, at five times as much to load. An engine that cannot read it is too old for the client. */
  function startScript(described, done) {
    function settle(error) {
      if (error) { done(error.kind === 'unreadable' ? problem('too-old', error.detail) : error, null); return; }
      var script = window.yanxiSearchClient;
      script.attach({ exports: window.yanxiClientWithoutWasm(script.imports()) });
      done(null, script);
    }
    if (typeof window.TextDecoder !== 'function' || !Math.imul) {
      done(problem('too-old', 'TextDecoder'), null);
      return;
    }
    loadCode(described.script, 'yanxiSearchClient', function (error) {
      if (error) { settle(error); } else { loadCode(described.without_wasm, 'yanxiClientWithoutWasm', settle); }
    });
  }

  function startWasm(described, done) {
    var wasm = null;
    var copied = '';
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
      unpack(wasm, function (unpacked) {
        if (!unpacked) { again(); return; }
        WebAssembly.instantiate(unpacked, script.imports()).then(function (made) {
          script.attach(made.instance);
          done(null, script);
        }, function () {
          // The file is whole by its checksum: then the browser, or the site's policy, does not want it.
          startScript(described, done);
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
      files.load(described.wasm.path, PATIENCE, cache, function (error, bytes) {
        if (error) { fail(error); return; }
        if (bytes.length !== described.wasm.size) { again(); return; }
        wasm = bytes;
        start();
      });
    }
    loadWasm(files.COPY);
    loadCode(described.script, 'yanxiSearchClient', function (error) {
      if (error) { fail(error); } else { start(); }
    });
  }

  /* Calls done with the client's script, a running instance attached. */
  function start(described, done) {
    (typeof WebAssembly === 'object' ? startWasm : startScript)(described, done);
  }

  /* Into the browser's cache, for a start later on. */
  function fetchAhead(described) {
    if (typeof WebAssembly === 'object') { files.load(described.wasm.path, PATIENCE, files.COPY, function () {}); }
  }

  window.YanxiSearchCode = { start: start, fetchAhead: fetchAhead };
}(window));
