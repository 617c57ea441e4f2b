//! A server that sends a strict Content-Security-Policy, and a site full of hostile words: nothing of a page breaks the
//! policy, and no word of anybody's runs. In Chromium, which tells of every breach.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use yanxi::build::{Request, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};

use super::driver::Browser;
use super::hostile_site::{HOSTILE, write_site};
use super::pages::pages_of_every_kind;
use super::static_server::StaticServer;
use super::webdriver::Window;
use super::{NONSENSE, Opened, PHRASE, Stage, Way, copy_folder, search, stays_at_home, total};

#[test]
fn no_hostile_word_runs_from_a_server() {
    no_hostile_word_runs(Way::Server);
}

#[test]
fn no_hostile_word_runs_from_a_disk() {
    no_hostile_word_runs(Way::Disk);
}

/// The header that docs/server.md gives, on one line.
fn policy() -> String {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/server.md");
    let text = fs::read_to_string(docs).expect("the page about servers");
    let line = text.lines().find_map(|line| line.trim().strip_prefix("Content-Security-Policy: "));
    line.expect("the header in docs/server.md").to_string()
}

fn opened(folder: &Path, policy: &str) -> Opened {
    let headers =
        format!("Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\n");
    let server = StaticServer::with_headers(folder.to_path_buf(), headers);
    Opened { base: server.origin(), _server: Some(server) }
}

#[test]
fn a_strict_policy_is_kept_by_every_kind_of_page_and_by_search() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let window = Window::open(Browser::Chromium);
    for folder in [&stage.site, &stage.internal] {
        let site = opened(folder, &policy());
        for page in pages_of_every_kind(folder) {
            window.visit(&site.page(&page));
            assert_eq!(complaints(&window), Vec::<String>::new(), "{page}");
        }
        search(&window, &site, PHRASE);
        window.wait_for("#search-results[data-state=done] .search-hit mark");
        assert!(total(&window) > 0);
        search(&window, &site, NONSENSE);
        window.wait_for("#search-results[data-state=done]");
        window.visit(&site.page("index.html"));
        window.click("#yanxi-search-input");
        window.type_text("样例");
        window.wait_for("#yanxi-suggestions:not([hidden]) a.suggestion");
        assert_eq!(complaints(&window), Vec::<String>::new());
        stays_at_home(&window, &site);
    }
}

#[test]
fn without_any_eval_everything_is_found_all_the_same() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let without = policy().replace(" 'wasm-unsafe-eval'", "");
    assert!(without != policy() && !without.contains("eval"));
    let site = opened(&stage.site, &without);
    let window = Window::open(Browser::Chromium);
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), 1);
    // The one thing the policy refuses is what it is told to refuse.
    let complaints = complaints(&window);
    assert!(complaints.iter().all(|complaint| complaint.contains("WebAssembly")), "{complaints:?}");
}

#[test]
fn the_policy_is_in_force_where_these_tests_look() {
    let Some(stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let copy = TempDir::new().expect("a folder for the copy");
    copy_folder(&stage.site, copy.path());
    fs::write(
        copy.path().join("breach.html"),
        "<!DOCTYPE html><body><p style=\"color:red\">甲</p><script>window.__pwned = 1</script></body>",
    )
    .expect("a page");
    let site = opened(copy.path(), &policy());
    let window = Window::open(Browser::Chromium);
    window.visit(&site.page("breach.html"));
    let refused = |complaint: &String| complaint.contains("Content Security Policy");
    assert_eq!(complaints(&window).iter().filter(|it| refused(it)).count(), 2);
    assert!(window.ask("return window.__pwned === undefined") == true);
}

fn no_hostile_word_runs(way: Way) {
    let Some(_stage) = Stage::set(Browser::Chromium) else {
        return;
    };
    let folder = TempDir::new().expect("a folder");
    write_site(&folder.path().join("in"), HOSTILE);
    let window = Window::open(Browser::Chromium);
    for edition in [Edition::Public, Edition::Internal] {
        let output = built(folder.path(), edition);
        // Without a policy, so that nothing but the pages themselves keeps the words from running.
        let site = Opened::new(&output, way);
        // What a page says is the same in both ways, what search reads is not.
        let visited = match (edition, way) {
            (Edition::Public, Way::Disk) | (Edition::Internal, Way::Server) => {
                pages_of_every_kind(&output)
            }
            _ => Vec::new(),
        };
        for page in visited {
            // Its addresses begin where the settings say the site lies.
            if page == "404.html" {
                continue;
            }
            window.visit(&site.page(&page));
            nothing_ran(&window, &page);
        }
        window.visit(&site.page("old/a.html"));
        nothing_ran(&window, "the page at an old address");
        for words in [
            "\"><img src=x onerror=window.__pwned=5>",
            "'><svg onload=window.__pwned=6>",
            "甲文",
            "onerror",
            "样例",
        ] {
            let query: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
            search(&window, &site, &query);
            window.wait_for("#search-results[data-state=done]");
            if window.count("#yanxi-search-narrow") > 0
                && window.ask("return document.getElementById('yanxi-search-narrow').open") != true
            {
                window.ask("document.getElementById('yanxi-search-narrow').open = true");
            }
            nothing_ran(&window, words);
            window.visit(&site.page("index.html"));
            window.ask("document.getElementById('yanxi-search-input').focus()");
            window.type_text(words);
            window.wait_until("suggestions or none", || {
                window.count("#yanxi-suggestions a.suggestion") > 0
                    || window.count(
                        "#yanxi-suggestions .suggestion-none, #yanxi-suggestions:not([hidden])",
                    ) > 0
            });
            nothing_ran(&window, words);
        }
        search(&window, &site, "%E7%94%B2%E6%96%87");
        window.wait_for("#search-results[data-state=done] .search-hit");
        assert!(
            window.text(".search-hit").contains("onerror=window.__pwned"),
            "the words are shown"
        );
    }
}

/// A page at an old address names no icon, so the browser looks for one by itself, sooner or later.
fn complaints(window: &Window) -> Vec<String> {
    let mut complaints = window.complaints();
    complaints.retain(|complaint| !complaint.contains("/favicon.ico"));
    complaints
}

fn nothing_ran(window: &Window, place: &str) {
    // A page that leads on to another is no page for a moment.
    window.wait_until(place, || window.ask("return document.readyState") == "complete");
    assert_ne!(window.ask("return window.__pwned !== undefined"), true, "{place}");
    assert_eq!(complaints(window), Vec::<String>::new(), "{place}");
    let foreign = "return document.querySelectorAll('img[src=\"x\"], [onerror], [onload], svg[onload], iframe').length";
    assert_eq!(window.ask(foreign), 0, "{place}");
}

fn built(folder: &Path, edition: Edition) -> PathBuf {
    let output = folder.join(match edition {
        Edition::Public => "public",
        Edition::Internal => "internal",
    });
    let request = Request {
        folder: folder.join("in"),
        output: Some(output.clone()),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, ExitStatus::Done, "{:?}", outcome.diagnostics);
    output
}
