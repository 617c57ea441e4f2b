//! The finished site in a real browser, from a server and opened by double-click.
//! In: the sample site of this repository, chromedriver on the search path. Out: what a reader sees when searching.
//!
//! Without chromedriver the scenarios are skipped and say so; with `CI=true` that is a failure.

#[path = "browser/campaign_pages.rs"]
mod campaign_pages;
#[path = "hostile/mod.rs"]
#[expect(dead_code, reason = "the harmless site is for comparing files")]
mod hostile_site;
#[path = "browser/policy.rs"]
mod policy;
#[path = "browser/static_server.rs"]
mod static_server;
#[path = "browser/webdriver.rs"]
mod webdriver;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Once, PoisonError, Weak};

use static_server::StaticServer;
use tempfile::TempDir;
use webdriver::{Chromedriver, Window};
use yanxi::build::{Ending, Request, build};
use yanxi::model::{Edition, Selection};

/// From the middle of a page of the sample site, below a heading.
const PHRASE: &str = "看看是不是项圈掉了";
/// Neither it nor any pair of its characters is anywhere.
const NONSENSE: &str = "qzxjvkwq";

#[test]
fn suggestions_appear_while_typing_from_a_server() {
    suggestions_appear_while_typing(Way::Server);
}

#[test]
fn suggestions_appear_while_typing_from_a_disk() {
    suggestions_appear_while_typing(Way::Disk);
}

#[test]
fn a_hit_leads_to_the_marked_place_from_a_server() {
    a_hit_leads_to_the_marked_place(Way::Server);
}

#[test]
fn a_hit_leads_to_the_marked_place_from_a_disk() {
    a_hit_leads_to_the_marked_place(Way::Disk);
}

#[test]
fn nothing_found_is_said_plainly_from_a_server() {
    nothing_found_is_said_plainly(Way::Server);
}

#[test]
fn nothing_found_is_said_plainly_from_a_disk() {
    nothing_found_is_said_plainly(Way::Disk);
}

#[test]
fn a_broken_search_says_so_from_a_server() {
    a_broken_search_says_so(Way::Server);
}

#[test]
fn a_broken_search_says_so_from_a_disk() {
    a_broken_search_says_so(Way::Disk);
}

#[test]
fn results_are_narrowed_and_the_address_says_so_from_a_server() {
    results_are_narrowed_and_the_address_says_so(Way::Server);
}

#[test]
fn results_are_narrowed_and_the_address_says_so_from_a_disk() {
    results_are_narrowed_and_the_address_says_so(Way::Disk);
}

#[test]
fn titles_are_searched_without_webassembly_from_a_server() {
    titles_are_searched_without_webassembly(Way::Server);
}

#[test]
fn titles_are_searched_without_webassembly_from_a_disk() {
    titles_are_searched_without_webassembly(Way::Disk);
}

fn titles_are_searched_without_webassembly(way: Way) {
    let Some(stage) = Stage::set() else { return };
    let copy = TempDir::new().expect("a folder for the copy");
    copy_folder(&stage.site, copy.path());
    let loader = copy.path().join("assets/search-client.js");
    let script = std::fs::read_to_string(&loader).expect("the loader");
    let without = script.replace("typeof WebAssembly !== 'object'", "true");
    assert_ne!(script, without);
    std::fs::write(&loader, without).expect("the loader changed");
    let site = Opened::new(copy.path(), way);
    let window = stage.driver.window();

    search(&window, &site, "动员会");
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert!(window.text("#yanxi-search-summary").contains("只查标题"));
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done]");
    assert_eq!(total(&window), 0);
    stays_at_home_and_quiet(&window, &site);
}

fn suggestions_appear_while_typing(way: Way) {
    let Some(stage) = Stage::set() else { return };
    let site = Opened::new(&stage.site, way);
    let window = stage.driver.window();

    window.visit(&site.page("index.html"));
    window.type_text("/");
    window.wait_until("the focus in the search box", || {
        window.ask("return document.activeElement.id") == "yanxi-search-input"
    });
    assert_eq!(
        window.ask("return document.activeElement.value"),
        "",
        "the key itself is not typed"
    );
    window.type_text(PHRASE);
    window.wait_for("#yanxi-suggestions:not([hidden]) a.suggestion .suggestion-snippet mark");

    assert_eq!(window.ask("return document.activeElement.value"), PHRASE);
    // While the words are typed there may be suggestions for the first of them.
    window.wait_until("a snippet with the whole phrase", || {
        window
            .text("#yanxi-suggestions .suggestion-snippet")
            .contains(PHRASE)
    });
    stays_at_home_and_quiet(&window, &site);
}

fn a_hit_leads_to_the_marked_place(way: Way) {
    let Some(stage) = Stage::set() else { return };
    let site = Opened::new(&stage.site, way);
    let window = stage.driver.window();

    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(window.attribute("#search-results", "data-query"), PHRASE);
    let total: usize = window
        .attribute("#search-results", "data-total")
        .parse()
        .expect("a number of pages");
    assert!(total >= 1);
    assert_eq!(window.count(".search-hit:not([data-page])"), 0);
    let page = window.attribute(".search-hit", "data-page");
    assert!(stage.site.join(&page).is_file(), "{page}");

    window.click(".search-hit a.hit-section[href*='#']");
    window.wait_for("mark.hit");
    let address = window.address();
    assert!(
        address.starts_with(&site.page(&page)),
        "{address} is not on {page}"
    );
    let (_, anchor) = address.split_once('#').expect("the address names a place");
    assert!(!anchor.is_empty());
    let target = window
        .ask("return document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null");
    assert_eq!(target, true, "{anchor} is on the page");
    let marked = window.ask(
        "return Array.from(document.querySelectorAll('mark.hit')).map(m => m.textContent).join('')",
    );
    assert!(
        marked.as_str().unwrap_or_default().contains(PHRASE),
        "{marked}"
    );
    window.wait_until("the mark in view", || {
        window.ask(
            "var place = document.querySelector('mark.hit').getBoundingClientRect();
             return place.top >= 0 && place.bottom <= window.innerHeight;",
        ) == true
    });
    stays_at_home_and_quiet(&window, &site);
}

fn results_are_narrowed_and_the_address_says_so(way: Way) {
    let Some(stage) = Stage::set() else { return };
    let site = Opened::new(&stage.site, way);
    let window = stage.driver.window();

    search(&window, &site, "样例");
    window.wait_for("#search-results[data-state=done] .search-hit");
    let all: usize = total(&window);
    if window.ask("return document.getElementById('yanxi-search-narrow').open") != true {
        window.click("#yanxi-search-narrow summary");
    }
    let value = ".facet-group[data-kind=kind] .facet[data-value=栏目]";
    window.wait_for(value);
    let counted: usize = window
        .text(&format!("{value} .facet-count"))
        .parse()
        .expect("a count");
    assert!(counted > 0 && counted < all, "{counted} of {all}");

    window.click(value);
    window.wait_until("the narrowed list", || total(&window) == counted);
    window.wait_for(&format!("{value}[aria-pressed=true]"));
    assert!(window.count(".search-hit") > 0);
    let state = window.ask("return decodeURIComponent(location.search + location.hash)");
    let state = state.as_str().unwrap_or_default();
    assert!(
        state.contains("q=样例") && state.contains("kind=栏目"),
        "{state}"
    );

    // Who is sent the address sees the same.
    let address = window.address();
    window.visit(&site.page("index.html"));
    window.visit(&address);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), counted);
    window.wait_for("#yanxi-search-chosen .chosen");

    // By keyboard alone: down from the box to the first result.
    window.ask("document.getElementById('yanxi-search-input').focus()");
    window.type_text("\u{E015}");
    window.wait_until("the focus on the first result", || {
        window.ask("return document.activeElement.className") == "hit-title"
    });
    window.click("#yanxi-search-chosen .chosen-none");
    window.wait_until("the whole list", || total(&window) == all);
    stays_at_home_and_quiet(&window, &site);
}

fn total(window: &Window) -> usize {
    let total = window.attribute("#search-results", "data-total");
    total.parse().expect("a number of pages")
}

fn nothing_found_is_said_plainly(way: Way) {
    let Some(stage) = Stage::set() else { return };
    let site = Opened::new(&stage.site, way);
    let window = stage.driver.window();

    search(&window, &site, NONSENSE);
    window.wait_for(&format!(
        "#search-results[data-state=done][data-query={NONSENSE}]"
    ));
    assert_eq!(window.attribute("#search-results", "data-total"), "0");
    assert_eq!(window.count(".search-hit:not(.looser)"), 0);
    assert_eq!(
        window.text("#yanxi-search-summary"),
        format!("没有找到“{NONSENSE}”。")
    );
    stays_at_home_and_quiet(&window, &site);
}

fn a_broken_search_says_so(way: Way) {
    let Some(stage) = Stage::set() else { return };
    for missing in ["hot.bin", "-client.bin"] {
        let copy = TempDir::new().expect("a folder for the copy");
        copy_folder(&stage.site, copy.path());
        let removed = remove_files(
            &copy.path().join("search"),
            &[missing.to_owned(), format!("{missing}.js")],
        );
        assert_eq!(removed, 2, "{missing} and its twin");
        let site = Opened::new(copy.path(), way);
        let window = stage.driver.window();

        search(&window, &site, PHRASE);
        window.wait_for("#search-results[data-state=error]");
        let sentence = window.text("#search-results .notice");
        assert!(
            sentence.contains("暂时不能搜索"),
            "without {missing}: {sentence}"
        );
        let elsewhere = window.attribute("#search-results .notice a", "href");
        assert!(
            copy.path().join(&elsewhere).is_file(),
            "without {missing}: {elsewhere}"
        );
        assert_eq!(
            window.text("#yanxi-search-summary"),
            "",
            "it no longer claims to be searching"
        );
        // The missing file is in the console; nothing else is asked for elsewhere.
        stays_at_home(&window, &site);
    }
}

fn search(window: &Window, site: &Opened, words: &str) {
    window.visit(&format!("{}?q={words}", site.page("search.html")));
}

fn stays_at_home_and_quiet(window: &Window, site: &Opened) {
    assert_eq!(
        window.complaints(),
        Vec::<String>::new(),
        "the console has no errors"
    );
    stays_at_home(window, site);
}

fn stays_at_home(window: &Window, site: &Opened) {
    let requests = window.requests();
    assert!(
        requests
            .iter()
            .any(|address| address.starts_with(&site.base)),
        "the log has the pages' requests: {requests:?}"
    );
    let abroad: Vec<_> = requests
        .iter()
        .filter(|address| !address.starts_with(&site.base) && !address.starts_with("data:"))
        .collect();
    assert!(
        abroad.is_empty(),
        "requests outside of the site: {abroad:?}"
    );
}

/// How the reader came to the site.
#[derive(Clone, Copy)]
enum Way {
    Server,
    Disk,
}

/// A site's folder as the browser sees it.
struct Opened {
    base: String,
    _server: Option<StaticServer>,
}

impl Opened {
    fn new(folder: &Path, way: Way) -> Opened {
        match way {
            Way::Server => {
                let server = StaticServer::start(folder.to_path_buf());
                Opened {
                    base: server.origin(),
                    _server: Some(server),
                }
            }
            Way::Disk => Opened {
                base: file_address(folder),
                _server: None,
            },
        }
    }

    fn page(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// `file:///folder/`.
fn file_address(folder: &Path) -> String {
    let path = folder.to_string_lossy().replace('\\', "/");
    let mut address = String::from("file:///");
    for byte in path.trim_start_matches('/').bytes() {
        if byte.is_ascii_alphanumeric() || b"/:-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address.push('/');
    address
}

/// The built site and the driver, shared by the scenarios that run at a time.
struct Stage {
    driver: Chromedriver,
    site: PathBuf,
    /// The same folder in the internal edition.
    internal: PathBuf,
    _folder: TempDir,
}

impl Stage {
    /// None if there is no browser, after having said so.
    fn set() -> Option<Arc<Stage>> {
        // A static of its own would never be dropped, and chromedriver would stay.
        static SHARED: Mutex<Weak<Stage>> = Mutex::new(Weak::new());
        let Some(program) = Chromedriver::program() else {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "no browser found: chromedriver is not on the search path"
            );
            static SAID: Once = Once::new();
            // Past the test harness, which keeps to itself what passing tests print.
            SAID.call_once(|| {
                let _ = writeln!(
                    std::io::stderr(),
                    "skipped: no browser found; install Chromium and chromedriver to run tests/browser.rs"
                );
            });
            return None;
        };
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stage) = shared.upgrade() {
            return Some(stage);
        }
        let folder = TempDir::new().expect("a folder for the site");
        // A build may leave a lock beside its output.
        let site = folder.path().join("site");
        build_sample_site(&site, Edition::Public);
        let internal = folder.path().join("internal");
        build_sample_site(&internal, Edition::Internal);
        let stage = Arc::new(Stage {
            driver: Chromedriver::start(program),
            site,
            internal,
            _folder: folder,
        });
        *shared = Arc::downgrade(&stage);
        Some(stage)
    }
}

fn build_sample_site(output: &Path, edition: Edition) {
    let request = Request {
        folder: PathBuf::from(env!("CARGO_MANIFEST_DIR")),
        output: Some(output.to_path_buf()),
        selection: Selection {
            edition,
            ..Selection::default()
        },
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, Ending::Done, "{:?}", outcome.diagnostics);
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).min_depth(1) {
        let entry = entry.expect("the site can be read");
        let target = to.join(entry.path().strip_prefix(from).expect("below the site"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder can be made");
        } else {
            std::fs::copy(entry.path(), &target).expect("a file can be copied");
        }
    }
}

/// Removes the files whose names end so; how many there were.
fn remove_files(folder: &Path, endings: &[String]) -> usize {
    let found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            endings.iter().any(|ending| {
                entry
                    .file_name()
                    .to_string_lossy()
                    .ends_with(ending.as_str())
            })
        })
        .map(walkdir::DirEntry::into_path)
        .collect();
    for path in &found {
        std::fs::remove_file(path).expect("a file can be removed");
    }
    found.len()
}
