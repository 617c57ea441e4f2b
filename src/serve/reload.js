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
  function offerEnd() {
    var english = document.documentElement.lang.indexOf("en") === 0;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "preview-end";
    button.textContent = english ? "End" : "结束";
    button.style.cssText = "position:fixed;right:12px;bottom:12px;z-index:9998;padding:4px 12px;font:16px/1.6 sans-serif;" +
      "background:#fff;color:#222;border:1px solid #888;border-radius:4px;cursor:pointer";
    button.onclick = function () {
      var request = new XMLHttpRequest();
      request.open("POST", "/__yanxi/end");
      request.setRequestHeader("X-Yanxi-Asked", "1");
      request.onload = function () {
        source.close();
        document.title = english ? "Ended" : "已结束";
        show(english ? "Ended. This page can be closed." : "已经结束，可以关掉这个网页了。");
      };
      request.send();
    };
    document.body.appendChild(button);
  }
  source.onmessage = function (event) {
    var state = JSON.parse(event.data);
    if (state.may_end && !document.querySelector(".preview-end")) { offerEnd(); }
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
