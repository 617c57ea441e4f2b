/* Preview only: asks which folder to open, or what a new site is to be. Old browsers run it too. */
(function () {
  var words = {
    "zh-CN": {
      lead: "先说用哪个文件夹。材料留在原处，程序不改它们。",
      openTitle: "打开已有的资料文件夹",
      here: "现在的文件夹：",
      above: "↑ 上一层",
      site: "（网站）",
      open: "打开这个文件夹",
      isSite: "这是一个网站的文件夹。",
      texts: "这里有 # 篇 .md 材料，可以直接做成网站。",
      none: "这里没有 .md 材料。再往下找，或者在下面新建一个网站。",
      empty: "这是空文件夹，可以在下面新建一个网站。",
      newTitle: "新建一个网站",
      newPlace: "新网站放在：",
      folder: "文件夹名",
      siteName: "网站名称",
      campaign: "活动名称",
      from: "活动开始（如 2026-09-01）",
      to: "活动结束",
      units: "单位名单（WPS 或 Excel 表格，可以以后再加）",
      unitsNote: "表格里要有“名称”一列，可以有“类别”“第一责任人”“领导机构”。",
      make: "新建",
      show: "看网站",
      working: "正在做，请稍等……",
      lost: "程序没有回应。看看它的窗口还开着没有。",
      defaultFolder: "我的站点",
      defaultSite: "学习资料库"
    },
    en: {
      lead: "First say which folder to use. Your material stays where it is and is not changed.",
      openTitle: "Open a folder with material",
      here: "This folder: ",
      above: "↑ up",
      site: " (site)",
      open: "Open this folder",
      isSite: "This is the folder of a site.",
      texts: "# .md texts lie here; a site can be made of them.",
      none: "There are no .md texts here. Look further down, or begin a new site below.",
      empty: "This folder is empty; a new site can be begun below.",
      newTitle: "Begin a new site",
      newPlace: "The new site goes into: ",
      folder: "Name of the folder",
      siteName: "Name of the site",
      campaign: "Name of the campaign",
      from: "First day (such as 2026-09-01)",
      to: "Last day",
      units: "Units (a table of WPS or Excel; may be added later)",
      unitsNote: "The table needs a column “name” and may have class, first_responsible, leading_group.",
      make: "Begin",
      show: "See the site",
      working: "At work, please wait...",
      lost: "The program does not answer. See whether its window is still open.",
      defaultFolder: "my-site",
      defaultSite: "Study library"
    }
  }[document.documentElement.lang];
  var at = "";
  function by(id) { return document.getElementById(id); }
  function say(id, text) { by(id).textContent = text; }
  function ask(method, address, body, done) {
    var request = new XMLHttpRequest();
    request.open(method, address);
    if (method === "POST") {
      request.setRequestHeader("X-Yanxi-Asked", "1");
      request.setRequestHeader("Content-Type", "application/json");
    }
    request.onload = function () { done(request.status < 300, request.responseText); };
    request.onerror = function () { done(false, ""); };
    request.send(body ? JSON.stringify(body) : null);
  }
  function button(text, path) {
    var item = document.createElement("li");
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.onclick = function () { look(path); };
    item.appendChild(made);
    return item;
  }
  function clear(list) { while (list.firstChild) { list.removeChild(list.firstChild); } }
  function look(path) {
    ask("GET", "/__yanxi/places?at=" + encodeURIComponent(path), null, function (fine, text) {
      if (!fine) { say("open-trouble", words.lost); return; }
      var here = JSON.parse(text);
      var i;
      at = here.path;
      say("open-trouble", here.trouble);
      say("here", words.here + here.path);
      say("new-place", words.newPlace + here.path);
      clear(by("places"));
      for (i = 0; i < here.places.length; i += 1) {
        by("places").appendChild(button(here.places[i].name, here.places[i].path));
      }
      clear(by("folders"));
      if (here.above) { by("folders").appendChild(button(words.above, here.above)); }
      for (i = 0; i < here.folders.length; i += 1) {
        by("folders").appendChild(button(here.folders[i].name + (here.folders[i].is_site ? words.site : ""), here.folders[i].path));
      }
      say("about", here.is_site ? words.isSite : here.texts ? words.texts.replace("#", here.texts) :
        here.is_empty ? words.empty : words.none);
    });
  }
  function open(folder) {
    by("open").disabled = true;
    say("about", words.working);
    // The page is told when the site is there, and loads it; see reload.js.
    ask("POST", "/__yanxi/open", { folder: folder }, function (fine) {
      if (!fine) { by("open").disabled = false; say("open-trouble", words.lost); }
    });
  }
  function make(unitsName, units) {
    say("new-trouble", "");
    ask("POST", "/__yanxi/new", {
      at: at, folder: by("folder").value, title: by("site-name").value, campaign: by("campaign").value,
      from: by("from").value, to: by("to").value, units_name: unitsName, units: units
    }, function (fine, text) {
      by("make").disabled = false;
      if (!fine) { say("new-trouble", words.lost); return; }
      var made = JSON.parse(text);
      if (made.trouble.length) { say("new-trouble", made.trouble.join("\n")); return; }
      by("form").hidden = true;
      by("made").hidden = false;
      say("lines", made.lines.join("\n"));
      by("show").onclick = function () { by("show").disabled = true; open(made.folder); };
      by("show").focus();
    });
  }
  say("lead", words.lead);
  say("open-title", words.openTitle);
  say("open", words.open);
  say("new-title", words.newTitle);
  say("folder-label", words.folder);
  say("site-label", words.siteName);
  say("campaign-label", words.campaign);
  say("from-label", words.from);
  say("to-label", words.to);
  say("units-label", words.units);
  say("units-note", words.unitsNote);
  say("make", words.make);
  say("show", words.show);
  by("folder").value = words.defaultFolder;
  by("site-name").value = words.defaultSite;
  by("open").onclick = function () { open(at); };
  by("form").onsubmit = function () {
    var file = by("units").files && by("units").files[0];
    by("make").disabled = true;
    if (!file) { make("", ""); return false; }
    var reader = new FileReader();
    reader.onload = function () { make(file.name, String(reader.result).split(",")[1] || ""); };
    reader.readAsDataURL(file);
    return false;
  };
  look("");
}());
