//! The preview: builds, serves on this machine only, rebuilds when the folder changes.
//! In: a site, or a place to choose one from. Out: a server that runs until it is stopped; the last good site stays when a
//! build fails.

mod asked_path;
mod chooser;
mod guard;
mod preview;
mod running;
mod server;
mod visitors;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use yanxi_reading::SystemFault;

use tokio::sync::watch as channel;

use crate::build::Request;
use crate::exit_status::ExitStatus;
use crate::staging::ShownSite;
use crate::terminal::Terminal;
use preview::Preview;
use server::Server;
use visitors::Visitors;

/// What open pages and the server are told.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// Grows with each build.
    pub(crate) version: u64,
    /// Of the last build.
    pub(crate) errors: String,
    /// The other edition, `internal` or `public`, when there is one to switch to.
    pub(crate) other_edition: &'static str,
    /// Nothing before the first good build.
    pub(crate) shown: Option<Arc<ShownSite>>,
    pub(crate) other_shown: Option<Arc<ShownSite>>,
    /// Where the site is built when its folder takes no files.
    pub(crate) temporary: Option<Arc<tempfile::TempDir>>,
    /// Words by which a second start knows this preview.
    pub(crate) identities: Vec<String>,
}

/// What the preview begins with.
#[derive(Debug, Clone)]
pub enum Beginning {
    Site(Box<Request>),
    /// A page in the browser asks which folder to open, beginning with this one.
    Choice(PathBuf),
}

/// How the preview runs.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    pub port: u16,
    /// Opens the browser.
    pub open: bool,
    /// It was started by double-click: it goes on whatever is wrong, shows that in the browser, and ends when nobody
    /// looks at it any more.
    pub by_double_click: bool,
}

/// How long a preview that was started by double-click goes on after its last page is gone.
const REST_AFTER_LAST_PAGE: Duration = Duration::from_secs(5 * 60);

/// Builds, serves and watches until interrupted.
pub fn run(beginning: Beginning, way: Way, terminal: Terminal) -> ExitStatus {
    let identity = match &beginning {
        Beginning::Site(request) => running::identity_of_site(request),
        Beginning::Choice(folder) => running::identity_of_place(folder),
    };
    if let Some(address) = running::find(way.port, &identity) {
        terminal.say("已经开着了，不再另开一个", "it runs already; no second one was started");
        println!("{}{address}", terminal.pick("网址：", "address: "));
        if way.open {
            open_browser(&address, terminal);
        }
        return ExitStatus::Done;
    }
    let state = State { identities: vec![identity], ..State::default() };
    let (sender, receiver) = channel::channel(state);
    let sender = Arc::new(sender);
    let begun = match &beginning {
        Beginning::Choice(_) => None,
        Beginning::Site(request) => {
            let request = Request::clone(request);
            let (preview, ending) = Preview::begin(request, Arc::clone(&sender), terminal);
            let ends = matches!(ending, ExitStatus::WrongUse | ExitStatus::CannotReadOrWrite);
            if ends && !way.by_double_click {
                return ending;
            }
            Some(preview)
        }
    };
    let server = match Server::begin(way.port) {
        Ok(server) => server,
        Err(error) => return failed(&error, way, terminal),
    };
    let address = server.address();
    println!("{}{address}", terminal.pick("网址：", "address: "));
    if let Some(page) = begun.as_ref().and_then(Preview::first_page) {
        println!("{}{}", terminal.pick("双击打开：", "double-click: "), display(&page));
    }
    if way.by_double_click {
        terminal.say(
            "请不要关掉这个窗口，关掉它网页就打不开了。用完了，在网页右下角点“结束”。",
            "keep this window open: without it the pages do not open. To end, press “End” on a page.",
        );
    }
    if way.open {
        open_browser(&address, terminal);
    }
    let visitors = Visitors::new(way.by_double_click.then_some(REST_AFTER_LAST_PAGE));
    let chooser = match beginning {
        Beginning::Site(_) => None,
        Beginning::Choice(at) => Some(chooser::Chooser::new(at, Arc::clone(&sender), terminal)),
    };
    if let Some(preview) = begun {
        std::thread::spawn(move || preview.follow());
    }
    server.run(receiver.clone(), visitors, chooser);
    preview::end(&receiver.borrow(), terminal);
    terminal.say("结束了", "ended");
    ExitStatus::Done
}

/// The system's browser; where there is none, somebody has to open one.
fn open_browser(address: &str, terminal: Terminal) {
    if open::that_detached(address).is_err() {
        terminal.say(
            &format!("浏览器没有自动打开，请打开浏览器，在地址栏输入：{address}"),
            &format!("no browser opened by itself; open one and type: {address}"),
        );
    }
}

fn failed(error: &std::io::Error, way: Way, terminal: Terminal) -> ExitStatus {
    let said = SystemFault::wording(error);
    terminal.say(
        &format!("预览没有开起来：{}。改法：加 --port 另写一个号，如 --port 2222", said.chinese),
        &format!(
            "the preview did not start: {}. Fix: name another port, such as --port 2222",
            said.english
        ),
    );
    if way.by_double_click && cfg!(windows) {
        // The window would be gone before anybody has read it.
        std::thread::sleep(REST_AFTER_LAST_PAGE);
    }
    ExitStatus::CannotReadOrWrite
}

/// A path without the prefix that Windows puts before canonical ones.
fn display(path: &Path) -> String {
    let shown = path.display().to_string();
    shown.strip_prefix(r"\\?\").map(str::to_string).unwrap_or(shown)
}
