//! The browsers that the site is tried in, and the programs that drive them.
//! In: programs on the search path. Out: a driver that waits for commands, ended with the value.

use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long a driver may take to begin.
const PATIENCE: Duration = Duration::from_secs(30);
/// WebKitGTK's own browser, which Debian keeps off the search path.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    WebKit,
}

impl Browser {
    /// Whether everything that driving it needs is there; else what is missing.
    pub(crate) fn missing(self) -> Option<&'static str> {
        let needed: &[&str] = match self {
            Browser::Chromium => &["chromedriver"],
            Browser::Firefox => &["geckodriver", "firefox-esr"],
            Browser::WebKit => &["WebKitWebDriver", "Xvfb"],
        };
        needed.iter().find(|name| on_search_path(name).is_none()).copied().or_else(|| {
            (self == Browser::WebKit && !Path::new(MINI_BROWSER).is_file()).then_some("MiniBrowser")
        })
    }

    fn driver(self) -> &'static str {
        match self {
            Browser::Chromium => "chromedriver",
            Browser::Firefox => "geckodriver",
            Browser::WebKit => "WebKitWebDriver",
        }
    }

    /// What a new window is asked to be.
    pub(crate) fn capabilities(self, profile: &Path) -> Value {
        match self {
            Browser::Chromium => json!({
                "browserName": "chrome",
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                // What is asked for, not what is painted when.
                "goog:chromeOptions": {"perfLoggingPrefs": {"enablePage": false}, "args": [
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--window-size=1200,900",
                    format!("--user-data-dir={}", profile.display()),
                ]},
            }),
            Browser::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": on_search_path("firefox-esr"),
                    "args": ["-headless"],
                    // The console goes where the driver's own words go.
                    "prefs": {"devtools.console.stdout.content": true},
                },
            }),
            Browser::WebKit => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {
                    "binary": MINI_BROWSER,
                    "args": ["--automation"],
                },
            }),
        }
    }

    /// Whether a printed line is an error of a page. WebKitGTK prints none while it is driven.
    pub(crate) fn is_complaint(self, line: &str) -> bool {
        /// Its own scripts complain too: they cannot reach their maker, a part of them is not there without a screen.
        const OWN_WORDS: [&str; 2] = ["console.error: RSLoader", "console.error: [Exception... "];
        const OWN_SCRIPTS: [&str; 2] = ["resource://", "chrome://"];
        self == Browser::Firefox
            && (line.starts_with("console.error:") || line.starts_with("JavaScript error: "))
            && !OWN_WORDS.iter().any(|words| line.starts_with(words))
            && !OWN_SCRIPTS.iter().any(|script| line.contains(script))
    }

    /// Whether errors of pages can be heard at all.
    pub(crate) fn complains(self) -> bool {
        self != Browser::WebKit
    }
}

fn on_search_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders: OsString = std::env::var_os("PATH")?;
    std::env::split_paths(&folders)
        .map(|folder| folder.join(&name))
        .find(|program| program.is_file())
}

/// A running driver, ended with the value.
pub(crate) struct Driver {
    pub(crate) address: String,
    /// What it and its browser print, line by line.
    pub(crate) printed: Arc<Mutex<Vec<String>>>,
    processes: Vec<Child>,
}

impl Driver {
    pub(crate) fn start(browser: Browser) -> Driver {
        let program = on_search_path(browser.driver()).expect("the driver is on the search path");
        let port = free_port();
        let mut driver = Driver {
            address: format!("http://127.0.0.1:{port}"),
            printed: Arc::default(),
            processes: Vec::new(),
        };
        let mut command = Command::new(&program);
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if browser == Browser::WebKit {
            command.env("DISPLAY", driver.start_screen());
            // As root and without a session of its own the browser has neither sandbox nor bus.
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        }
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be run: {error}", program.display()));
        driver.listen(process.stdout.take());
        driver.listen(process.stderr.take());
        driver.processes.push(process);
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < PATIENCE, "{} does not answer", program.display());
            std::thread::sleep(Duration::from_millis(20));
        }
        driver
    }

    /// A screen that nobody sees, for a browser that needs one; its name.
    fn start_screen(&mut self) -> String {
        let mut screen = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x1000x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb can be run");
        let mut number = String::new();
        if let Some(output) = screen.stdout.take() {
            let mut output = BufReader::new(output);
            let _ = output.read_line(&mut number);
        }
        self.processes.push(screen);
        format!(":{}", number.trim())
    }

    /// Takes down what a process prints; a full pipe would stop it.
    fn listen(&self, output: Option<impl Read + Send + 'static>) {
        let Some(output) = output else { return };
        let printed = Arc::clone(&self.printed);
        std::thread::spawn(move || {
            for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&line).into_owned();
                printed.lock().unwrap_or_else(PoisonError::into_inner).push(line);
            }
        });
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        for process in self.processes.iter_mut().rev() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}
