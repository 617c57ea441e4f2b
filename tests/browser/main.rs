//! The finished site in real browsers, from a server and opened by double-click.
//! In: the sample site of this repository; Chromium, Firefox and WebKitGTK with their drivers on the search path.
//! Out: what a reader sees when searching.
//!
//! Where a browser or its driver is missing its scenarios are skipped and say so; with `CI=true` that is a failure.

/// Makes tests of scenarios: each in every browser, from a server and from a disk.
macro_rules! in_every_browser {
    ($($scenario:ident)*) => {
        in_every_browser!(@ chromium_from_a_server, Chromium, Server, $($scenario)*);
        in_every_browser!(@ chromium_from_a_disk, Chromium, Disk, $($scenario)*);
        in_every_browser!(@ firefox_from_a_server, Firefox, Server, $($scenario)*);
        in_every_browser!(@ firefox_from_a_disk, Firefox, Disk, $($scenario)*);
        in_every_browser!(@ webkit_from_a_server, WebKit, Server, $($scenario)*);
        in_every_browser!(@ webkit_from_a_disk, WebKit, Disk, $($scenario)*);
    };
    (@ $module:ident, $browser:ident, $way:ident, $($scenario:ident)*) => {
        mod $module {
            use crate::driver::Browser;
            use crate::{Reader, Way};

            $(
                #[test]
                fn $scenario() {
                    super::$scenario(Reader {
                        browser: Browser::$browser,
                        way: Way::$way,
                    });
                }
            )*
        }
    };
}

mod campaign_pages;
mod driver;
mod heard;
mod history;
#[path = "../hostile/mod.rs"]
#[expect(dead_code, reason = "the harmless site is for comparing files")]
mod hostile_site;
mod lent_window;
mod pages;
mod phone;
mod policy;
mod static_server;
mod webdriver;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use driver::Browser;
use lent_window::{IdleWindows, LentWindow};
use static_server::StaticServer;
use tempfile::TempDir;
use webdriver::Window;
use yanxi::build::{Request, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};

/// From the middle of a page of the sample site, below a heading.
const PHRASE: &str = "看看是不是项圈掉了";
/// Neither it nor any pair of its characters is anywhere.
const NONSENSE: &str = "qzxjvkwq";

in_every_browser! {
    what_a_page_complains_of_is_heard
    suggestions_appear_while_typing
    a_hit_leads_to_the_marked_place
    nothing_found_is_said_plainly
    a_broken_search_says_so
    results_are_narrowed_and_the_address_says_so
    everything_is_found_without_webassembly
    titles_are_searched_where_the_client_cannot_be_read
    a_memory_that_grows_in_the_old_way_is_read_anew
    a_site_published_meanwhile_is_searched
    a_copy_for_sticks_is_searched_from_a_server_too
}

/// Otherwise a quiet console would say nothing.
fn what_a_page_complains_of_is_heard(reader: Reader) {
    let Some(_stage) = Stage::set(reader.browser) else {
        return;
    };
    if !reader.browser.complains() {
        return;
    }
    let folder = TempDir::new().expect("a folder for a page");
    let page = "<!doctype html><meta charset=utf-8><main id=yanxi-main>样例</main><script>console.log('calm'); wrong();</script>";
    std::fs::write(folder.path().join("index.html"), page).expect("a page");
    let site = Opened::new(folder.path(), reader.way);
    let window = Window::open(reader.browser);
    window.visit(&site.page("index.html"));
    window.wait_until("the complaint", || {
        let complaints = window.complaints();
        complaints.iter().any(|complaint| complaint.contains("wrong"))
            && !complaints.iter().any(|complaint| complaint.contains("calm"))
    });
}

/// The site as an engine meets it that differs from the one at hand by a script run before the search.
fn with_engine(stage: &Stage, difference: &str) -> TempDir {
    let copy = TempDir::new().expect("a folder for the copy");
    copy_folder(&stage.site, copy.path());
    let assets = std::fs::read_dir(copy.path().join("assets"))
        .expect("the assets")
        .flatten()
        .next()
        .expect("a folder named by its contents");
    let loader = assets.path().join("search-files.js");
    let script = std::fs::read_to_string(&loader).expect("the loader");
    std::fs::write(&loader, format!("{difference};\n{script}")).expect("the loader changed");
    copy
}

/// As Chrome 49 has none, nor any browser that a policy forbids it.
fn everything_is_found_without_webassembly(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let folder = with_engine(&stage, "window.WebAssembly = undefined");
    let site = Opened::new(folder.path(), reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), 1);
    assert!(!window.text("#yanxi-search-summary").contains("只查标题"));
    stays_at_home_and_quiet(&window, &site);
}

fn titles_are_searched_where_the_client_cannot_be_read(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let folder = with_engine(&stage, "window.WebAssembly = window.TextDecoder = undefined");
    let site = Opened::new(folder.path(), reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, "动员会");
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert!(window.text("#yanxi-search-summary").contains("只查标题"));
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done]");
    assert_eq!(total(&window), 0);
    stays_at_home_and_quiet(&window, &site);
}

/// Before Chrome 65 a buffer kept its length when the memory grew away from it; here it cannot keep its bytes.
fn a_memory_that_grows_in_the_old_way_is_read_anew(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let folder = with_engine(
        &stage,
        "(function (typed) {
            var length = Object.getOwnPropertyDescriptor(typed, 'byteLength').get;
            Object.defineProperty(typed, 'byteLength', { get: function () { return length.call(this) || 1; } });
        }(Object.getPrototypeOf(Uint8Array.prototype)))",
    );
    let site = Opened::new(folder.path(), reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), 1);
    stays_at_home_and_quiet(&window, &site);
}

/// The reader's page is older than the site that then lies there: each answer is that of the old site or of the new.
fn a_site_published_meanwhile_is_searched(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let folder = TempDir::new().expect("a folder for a site");
    let content = folder.path().join("content");
    copy_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &content);
    std::fs::write(folder.path().join("yanxi.toml"), "format = 1\n").expect("settings");
    let output = folder.path().join("public");
    copy_folder(&stage.site, &output);
    let site = Opened::new(&output, reader.way);
    let window = stage.window(reader.browser);
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), 1);

    let page = format!("# 桥\n\n修桥的人说：{PHRASE}，再看看路边的铃铛草。\n");
    std::fs::write(content.join("桥.md"), page).expect("a page");
    build_site(folder.path(), &output, Edition::Public);
    // What the open page has not read yet lies nowhere any more.
    ask_for(&window, "动员会");
    assert!(total(&window) > 1);
    for (words, old, new) in [("路边的铃铛草", 0, 1), (PHRASE, 1, 2)] {
        ask_for(&window, words);
        let found = total(&window);
        assert!(found == old || found == new, "{words}: {found}");
    }
    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(total(&window), 2);
    stays_at_home(&window, &site);
}

/// It has its index as scripts alone.
fn a_copy_for_sticks_is_searched_from_a_server_too(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let copy = TempDir::new().expect("a folder for the copy");
    copy_folder(&stage.site, copy.path());
    let index = copy.path().join("search");
    assert!(remove_files(&index, &[".BIN", "-client.bin"].map(str::to_string)) > 20);
    let entry = std::fs::read_to_string(index.join("entry.js")).expect("the entry");
    let changed = entry.replace("\"plain\":true", "\"plain\":false");
    assert_ne!(changed, entry);
    std::fs::write(index.join("entry.js"), changed).expect("the entry changed");
    let site = Opened::new(copy.path(), reader.way);
    let window = stage.window(reader.browser);
    for _visit in 0..2 {
        search(&window, &site, PHRASE);
        window.wait_for("#search-results[data-state=done] .search-hit");
        assert_eq!(total(&window), 1);
    }
    ask_for(&window, "动员会");
    assert!(total(&window) > 1);
    stays_at_home_and_quiet(&window, &site);
}

/// Types into the search box of the page at hand and waits for the answer.
fn ask_for(window: &Window, words: &str) {
    window.ask(
        "var box = document.getElementById('yanxi-search-input'); box.value = ''; box.focus()",
    );
    window.type_text(words);
    window.type_text("\u{E007}");
    window.wait_for(&format!("#search-results[data-state=done][data-query='{words}']"));
}

fn suggestions_appear_while_typing(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);

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
        window.text("#yanxi-suggestions .suggestion-snippet").contains(PHRASE)
    });
    stays_at_home_and_quiet(&window, &site);
}

fn a_hit_leads_to_the_marked_place(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);

    search(&window, &site, PHRASE);
    window.wait_for("#search-results[data-state=done] .search-hit");
    assert_eq!(window.attribute("#search-results", "data-query"), PHRASE);
    let total: usize =
        window.attribute("#search-results", "data-total").parse().expect("a number of pages");
    assert!(total >= 1);
    assert_eq!(window.count(".search-hit:not([data-page])"), 0);
    let page = window.attribute(".search-hit", "data-page");
    assert!(stage.site.join(&page).is_file(), "{page}");

    window.click(".search-hit a.hit-section[href*='#']");
    window.wait_for("mark.hit");
    let address = window.address();
    assert!(address.starts_with(&site.page(&page)), "{address} is not on {page}");
    let (_, anchor) = address.split_once('#').expect("the address names a place");
    assert!(!anchor.is_empty());
    let target = window
        .ask("return document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null");
    assert_eq!(target, true, "{anchor} is on the page");
    let marked = window.ask(
        "return Array.from(document.querySelectorAll('mark.hit')).map(m => m.textContent).join('')",
    );
    assert!(marked.as_str().unwrap_or_default().contains(PHRASE), "{marked}");
    window.wait_until("the mark in view", || {
        window.ask(
            "var place = document.querySelector('mark.hit').getBoundingClientRect();
             return place.top >= 0 && place.bottom <= window.innerHeight;",
        ) == true
    });
    stays_at_home_and_quiet(&window, &site);
}

fn results_are_narrowed_and_the_address_says_so(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);

    search(&window, &site, "样例");
    window.wait_for("#search-results[data-state=done] .search-hit");
    let all: usize = total(&window);
    if window.ask("return document.getElementById('yanxi-search-narrow').open") != true {
        window.click("#yanxi-search-narrow summary");
    }
    let value = ".facet-group[data-kind=kind] .facet[data-value=栏目]";
    window.wait_for(value);
    let counted: usize = window.text(&format!("{value} .facet-count")).parse().expect("a count");
    assert!(counted > 0 && counted < all, "{counted} of {all}");

    window.click(value);
    window.wait_until("the narrowed list", || total(&window) == counted);
    window.wait_for(&format!("{value}[aria-pressed=true]"));
    assert!(window.count(".search-hit") > 0);
    let state = window.ask("return decodeURIComponent(location.search + location.hash)");
    let state = state.as_str().unwrap_or_default();
    assert!(state.contains("q=样例") && state.contains("kind=栏目"), "{state}");

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

fn nothing_found_is_said_plainly(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let site = Opened::new(&stage.site, reader.way);
    let window = stage.window(reader.browser);

    search(&window, &site, NONSENSE);
    window.wait_for(&format!("#search-results[data-state=done][data-query={NONSENSE}]"));
    assert_eq!(window.attribute("#search-results", "data-total"), "0");
    assert_eq!(window.count(".search-hit:not(.looser)"), 0);
    assert_eq!(window.text("#yanxi-search-summary"), format!("没有找到“{NONSENSE}”。"));
    stays_at_home_and_quiet(&window, &site);
}

fn a_broken_search_says_so(reader: Reader) {
    let Some(stage) = Stage::set(reader.browser) else {
        return;
    };
    let window = Window::open(reader.browser);
    for missing in ["hot", "client"] {
        let copy = TempDir::new().expect("a folder for the copy");
        copy_folder(&stage.site, copy.path());
        let endings = [".BIN", ".JS", "-client.bin", "-client.bin.js"].map(str::to_string);
        let removed = remove_files(&copy.path().join("search").join(missing), &endings);
        assert_eq!(removed, 2, "{missing} and its twin");
        let site = Opened::new(copy.path(), reader.way);

        search(&window, &site, PHRASE);
        window.wait_for("#search-results[data-state=error]");
        let sentence = window.text("#search-results .notice");
        assert!(sentence.contains("暂时不能搜索"), "without {missing}: {sentence}");
        let elsewhere = window.attribute("#search-results .notice a", "href");
        assert!(copy.path().join(&elsewhere).is_file(), "without {missing}: {elsewhere}");
        assert_eq!(window.text("#yanxi-search-summary"), "", "it no longer claims to be searching");
        // The missing file is in the console; nothing else is asked for elsewhere.
        stays_at_home(&window, &site);
    }
}

fn search(window: &Window, site: &Opened, words: &str) {
    window.visit(&format!("{}?q={words}", site.page("search.html")));
}

fn stays_at_home_and_quiet(window: &Window, site: &Opened) {
    assert_eq!(window.complaints(), Vec::<String>::new(), "the console has no errors");
    stays_at_home(window, site);
}

fn stays_at_home(window: &Window, site: &Opened) {
    let requests = window.requests();
    assert!(
        requests.iter().any(|address| address.starts_with(&site.base)),
        "the log has the pages' requests: {requests:?}"
    );
    let abroad: Vec<_> = requests
        .iter()
        .filter(|address| !address.starts_with(&site.base) && !address.starts_with("data:"))
        .collect();
    assert!(abroad.is_empty(), "requests outside of the site: {abroad:?}");
}

/// Who reads the site: with which browser, and how it was opened.
#[derive(Clone, Copy)]
struct Reader {
    browser: Browser,
    way: Way,
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
                Opened { base: server.origin(), _server: Some(server) }
            }
            Way::Disk => Opened { base: file_address(folder), _server: None },
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

/// The built site, shared by the scenarios that run at a time.
struct Stage {
    site: PathBuf,
    /// The same folder in the internal edition.
    internal: PathBuf,
    windows: Arc<IdleWindows>,
    _folder: TempDir,
}

impl Stage {
    /// For scenarios that leave neither choices nor complaints behind.
    fn window(&self, browser: Browser) -> LentWindow {
        self.windows.lend(browser)
    }

    /// None if the browser is not there, after having said so.
    fn set(browser: Browser) -> Option<Arc<Stage>> {
        // A static of its own would never be dropped, and the folder would stay.
        static SHARED: Mutex<Weak<Stage>> = Mutex::new(Weak::new());
        if let Some(missing) = browser.missing() {
            assert!(
                std::env::var("CI").as_deref() != Ok("true"),
                "no {browser:?}: {missing} is not there"
            );
            static SAID: Mutex<BTreeSet<Browser>> = Mutex::new(BTreeSet::new());
            let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
            if said.insert(browser) {
                // Past the test harness, which keeps to itself what passing tests print.
                let _ = writeln!(
                    std::io::stderr(),
                    "skipped: no browser found for the scenarios in {browser:?}; {missing} is not there"
                );
            }
            return None;
        }
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
        let stage = Arc::new(Stage { site, internal, windows: Arc::default(), _folder: folder });
        *shared = Arc::downgrade(&stage);
        Some(stage)
    }
}

fn build_sample_site(output: &Path, edition: Edition) {
    build_site(Path::new(env!("CARGO_MANIFEST_DIR")), output, edition);
}

fn build_site(folder: &Path, output: &Path, edition: Edition) {
    let request = Request {
        folder: folder.to_path_buf(),
        output: Some(output.to_path_buf()),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, ExitStatus::Done, "{:?}", outcome.diagnostics);
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
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
            endings
                .iter()
                .any(|ending| entry.file_name().to_string_lossy().ends_with(ending.as_str()))
        })
        .map(walkdir::DirEntry::into_path)
        .collect();
    for path in &found {
        std::fs::remove_file(path).expect("a file can be removed");
    }
    found.len()
}
