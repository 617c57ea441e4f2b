//! Pages on the smallest phone, under a finger.
//! In: every kind of page of the sample site, and pages whose words and tables have no place to break. Out: their width,
//! and the height of what is pressed. In Chromium, whose screen can be made narrower than a window.

use std::fs;
use std::path::Path;

use serde_json::json;
use tempfile::TempDir;
use yanxi::model::Edition;

use super::driver::Browser;
use super::pages::{all_pages, pages_with_text};
use super::webdriver::Window;
use super::{NONSENSE, Opened, Stage, Way, build_site, search, stays_at_home_and_quiet};

/// As wide as the Web's rules ask for: 1280 pixels at four times the size.
const NARROWEST: u32 = 320;

#[test]
fn no_page_is_wider_than_the_phone() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let folder = TempDir::new().expect("a folder for a site");
    write_unbreakable(folder.path());
    let unbreakable = folder.path().join("public");
    build_site(folder.path(), &unbreakable, Edition::Public);

    let window = phone();
    let sites = [
        (&stage.internal, pages_with_text(&stage.internal)),
        (&unbreakable, all_pages(&unbreakable)),
    ];
    for (folder, pages) in sites {
        let site = Opened::new(folder, Way::Server);
        for page in pages {
            window.visit(&site.page(&page));
            // In one mode, in the other, and left as it was.
            for _mode in 0..2 {
                let beyond = window.ask(
                    "var page = document.documentElement, care = document.getElementById('yanxi-care'); \
                     var beyond = page.scrollWidth - page.clientWidth; \
                     if (care) { care.click(); } else { page.classList.toggle('care'); } \
                     return beyond",
                );
                assert_eq!(beyond, 0, "{page}");
            }
        }
        stays_at_home_and_quiet(&window, &site);
    }
}

#[test]
fn what_a_finger_presses_is_large_enough() {
    /// The page's own controls, and the lists that lead from page to page.
    const PRESSED: &str = "button, select, summary, input:not([type=checkbox]), label.control, .nav-list a, .contents-list a, \
         .entry-title, .tag, .letters a, .pager a, .footer-links a, .shelf-entries a, .recent a";
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let site = Opened::new(&stage.internal, Way::Server);
    let window = phone();
    let mut pages = pages_with_text(&stage.internal);
    pages.push("search.html?q=样例".into());
    pages.push(format!("search.html?q={NONSENSE}"));
    for page in pages {
        window.visit(&site.page(&page));
        if page.contains("?q=") {
            window.wait_for("#search-results[data-state=done]");
        }
        if page.ends_with("样例") {
            window.click("#yanxi-search-narrow summary");
            window.wait_for(".facet");
        }
        let small = window.ask(&format!(
            "var small = []; \
             document.querySelectorAll('.nav-button, .contents-button').forEach(function (fold) {{ fold.click(); }}); \
             document.querySelectorAll({}).forEach(function (control) {{ \
               var box = control.getBoundingClientRect(); \
               if (box.height > 2 && box.height < 43.5) {{ small.push(control.className + ' ' + control.textContent.slice(0, 12) + ' ' + box.height); }} \
             }}); return small.slice(0, 5)",
            json!(PRESSED)
        ));
        assert_eq!(small, json!([]), "{page}");
    }
    search(&window, &site, "样例");
    stays_at_home_and_quiet(&window, &site);
}

/// In older browsers what is folded has no width that could be measured.
#[test]
fn a_table_fits_or_scrolls_once_its_fold_is_opened() {
    const FOLDED: &str =
        "<style>details:not([open]) > :not(summary) { display: none; }</style></head>";
    let Some(_stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let folder = TempDir::new().expect("a folder for a site");
    let table = |columns: usize| {
        let line = |cell: &str| format!("> | {} |\n", vec![cell; columns].join(" | "));
        let lines = [line("负责人"), line("---"), line("修缮道路")].concat();
        format!("> [!NOTE]-\n> 表\n>\n{lines}\n")
    };
    let page = format!("# 表\n\n{}{}", table(1), table(40));
    fs::write(folder.path().join("表.md"), page).expect("a page");
    let output = folder.path().join("public");
    build_site(folder.path(), &output, Edition::Public);
    let page = all_pages(&output).into_iter().find(|page| page.contains("biao"));
    let page = page.expect("the page");
    let html = fs::read_to_string(output.join(&page)).expect("the page");
    fs::write(output.join(&page), html.replace("</head>", FOLDED)).expect("the page");

    let site = Opened::new(&output, Way::Server);
    let window = phone();
    window.visit(&site.page(&page));
    for fold in ["details.fold", "details.fold ~ details.fold"] {
        window.ask(&format!("document.querySelector('{fold}').open = true"));
    }
    window.wait_for("details.fold .table-scroll.fits");
    window.wait_for("details.fold ~ details.fold .table-scroll.scrolls[role=region]");
    let beyond = "var page = document.documentElement; return page.scrollWidth - page.clientWidth";
    assert_eq!(window.ask(beyond), 0);
    stays_at_home_and_quiet(&window, &site);
}

fn phone() -> Window {
    let window = Window::open(Browser::Chromium);
    window.developer_tools(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": NARROWEST, "height": 640, "deviceScaleFactor": 1, "mobile": false}),
    );
    window.developer_tools("Emulation.setTouchEmulationEnabled", json!({"enabled": true}));
    window
}

/// Titles, tags, names and tables that a narrow column cannot hold.
fn write_unbreakable(folder: &Path) {
    let long = "without_any_blank_".repeat(8);
    let columns = 14;
    let line = |cell: &str| format!("| {} |\n", vec![cell; columns].join(" | "));
    let table = line("负责人姓名") + &line("---") + &line("修缮道路与饮水工程");
    let texts = format!(
        "正文 https://example.com/{long} 和 `{long}`。\n\n## {long}\n\n![图](a.png)\n\n文字 ![图](a.png)\n\n{table}\n\
         ```\n{long} {long}\n```\n\n1. 一\n   1. 二\n      1. 三\n         1. 四\n            1. 五\n               - 六\n"
    );
    let content = folder.join("content");
    for section in ["甲", "乙"] {
        let below = content.join(format!("{section}{long}"));
        fs::create_dir_all(&below).expect("a folder");
        for number in 1..=3 {
            let page = format!("---\n标题: {number}{long}\n标签: [{long}, 甲]\n---\n\n{texts}");
            fs::write(below.join(format!("{number}.md")), page).expect("a page");
        }
        let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("theme/assets/icon.png");
        fs::copy(picture, below.join("a.png")).expect("a picture");
    }
    fs::write(folder.join("yanxi.toml"), format!("format = 1\ntitle = \"{long}\"\n"))
        .expect("settings");
}
