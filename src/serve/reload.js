/* Preview only: reloads the page after a build, shows the errors of a failed one over it. */
(function () {
  if (!window.EventSource) { return; }
  var version = null;
  var overlay = null;
  var source = new EventSource("/__yanxi/events");
  function show(errors) {
    if (!overlay) {
      overlay = document.createElement("pre");
      overlay.style.cssText = "position:fixed;left:0;right:0;bottom:0;max-height:60%;overflow:auto;margin:0;padding:16px;" +
        "background:#40100c;color:#fff;font:16px/1.6 sans-serif;white-space:pre-wrap;z-index:9999";
      document.body.appendChild(overlay);
    }
    overlay.textContent = errors;
  }
  function offer(edition) {
    var inOther = location.pathname.indexOf("/__yanxi/other/") === 0;
    var shown = inOther === (edition === "internal") ? "内部版" : "公开版";
    var link = document.createElement("a");
    link.className = "edition-switch";
    link.href = inOther ? "/" : "/__yanxi/other/";
    link.textContent = "现在看的是" + shown + "，点这里换另一版";
    document.body.appendChild(link);
  }
  source.onmessage = function (event) {
    var state = JSON.parse(event.data);
    if (state.other_edition && !document.querySelector(".edition-switch")) { offer(state.other_edition); }
    if (state.errors) {
      version = state.version;
      show(state.errors);
    } else if (version !== null && state.version !== version) {
      location.reload();
    } else {
      version = state.version;
    }
  };
}());
