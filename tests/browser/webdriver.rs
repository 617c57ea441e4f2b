//! A small WebDriver client: a window of a browser, driven by the browser's own driver program.
//! In: what a reader does (visit, press, type, click) and waits for. Out: what the page then shows, and what the browser complains of.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::{Browser, Driver};

/// How long a page may take for anything a reader waits for.
const PATIENCE: Duration = Duration::from_secs(60);
/// The key under which WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser window, closed with the value.
pub(crate) struct Window {
    browser: Browser,
    agent: ureq::Agent,
    session: String,
    is_open: bool,
    _profile: TempDir,
    /// What browser and driver print; Chromium keeps a log of its own instead.
    printed: Arc<Mutex<Vec<String>>>,
    _driver: Driver,
}

impl Window {
    /// A new window with a profile and a driver of its own, for some drivers know only one window.
    pub(crate) fn open(browser: Browser) -> Window {
        let driver = Driver::start(browser);
        let profile = TempDir::new().expect("a folder for the browser's profile");
        let agent = ureq::Agent::new_with_config(
            ureq::Agent::config_builder()
                .http_status_as_error(false)
                .proxy(None)
                .timeout_global(Some(Duration::from_secs(120)))
                .build(),
        );
        let mut window = Window {
            browser,
            agent,
            session: format!("{}/session", driver.address),
            is_open: false,
            printed: Arc::clone(&driver.printed),
            _profile: profile,
            _driver: driver,
        };
        let wanted = browser.capabilities(window._profile.path());
        let opened = window.post("", json!({"capabilities": {"alwaysMatch": wanted}}));
        let name = opened["sessionId"].as_str().expect("a session has a name");
        window.session = format!("{}/{name}", window.session);
        window.is_open = true;
        window.resize(1200, 900);
        window
    }

    pub(crate) fn browser(&self) -> Browser {
        self.browser
    }

    /// Makes it as good as new for whoever uses it next, but for what pages other than this one keep in the browser.
    pub(crate) fn forget(&self) {
        self.ask(
            "try { localStorage.clear(); sessionStorage.clear(); } catch (refused) { return; }",
        );
        self.visit("about:blank");
        self.resize(1200, 900);
        self.complaints();
        self.requests();
    }

    pub(crate) fn visit(&self, address: &str) {
        self.post("/url", json!({"url": address}));
    }

    pub(crate) fn address(&self) -> String {
        self.ask("return window.location.href").as_str().unwrap_or_default().to_owned()
    }

    /// Makes the window as wide and high as a screen, in CSS pixels.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.post("/window/rect", json!({"width": width, "height": height}));
    }

    /// Presses the keys for `text` one by one, wherever the focus is.
    pub(crate) fn type_text(&self, text: &str) {
        let keys: Vec<Value> = text
            .chars()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|action| json!({"type": action, "value": key.to_string()}))
            })
            .collect();
        self.post(
            "/actions",
            json!({"actions": [{"type": "key", "id": "keyboard", "actions": keys}]}),
        );
    }

    pub(crate) fn click(&self, selector: &str) {
        let found = self.post("/element", json!({"using": "css selector", "value": selector}));
        let element =
            found[ELEMENT].as_str().unwrap_or_else(|| panic!("{selector} is no element: {found}"));
        self.post(&format!("/element/{element}/click"), json!({}));
    }

    /// What a function body gives back in the page.
    pub(crate) fn ask(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({"script": script, "args": []}))
    }

    /// What Chromium's developer tools answer to a command.
    pub(crate) fn developer_tools(&self, command: &str, arguments: Value) -> Value {
        self.post("/goog/cdp/execute", json!({"cmd": command, "params": arguments}))
    }

    pub(crate) fn count(&self, selector: &str) -> u64 {
        self.ask(&format!("return document.querySelectorAll({}).length", json!(selector)))
            .as_u64()
            .unwrap_or(0)
    }

    /// The text of the first such element, empty without one.
    pub(crate) fn text(&self, selector: &str) -> String {
        let script = format!(
            "var it = document.querySelector({}); return it ? it.textContent : ''",
            json!(selector)
        );
        self.ask(&script).as_str().unwrap_or_default().trim().to_owned()
    }

    /// An attribute of the first such element, empty without one.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        let script = format!(
            "var it = document.querySelector({}); return it ? it.getAttribute({}) : ''",
            json!(selector),
            json!(name)
        );
        self.ask(&script).as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn wait_for(&self, selector: &str) {
        self.wait_until(selector, || self.count(selector) > 0);
    }

    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn() -> bool) {
        let begun = Instant::now();
        while !holds() {
            if begun.elapsed() > PATIENCE {
                let shown = self
                    .ask("return document.getElementById('yanxi-main').innerText.slice(0, 800)");
                panic!(
                    "waited in vain for {what} at {}; the page shows: {shown}; console: {:?}",
                    self.address(),
                    self.complaints()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Errors in the console since the last time this was asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        if self.browser == Browser::Chromium {
            return self
                .log("browser")
                .iter()
                .filter(|entry| entry["level"] == "SEVERE")
                .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
                .collect();
        }
        let mut printed = self.printed.lock().unwrap_or_else(PoisonError::into_inner);
        printed.drain(..).filter(|line| self.browser.is_complaint(line)).collect()
    }

    /// Addresses the pages asked for since the last time this was asked; outside of Chromium, those of the page at hand.
    pub(crate) fn requests(&self) -> Vec<String> {
        if self.browser != Browser::Chromium {
            let asked = self.ask(
                "return [location.href].concat(performance.getEntriesByType('resource').map(function (entry) { return entry.name; }))",
            );
            let asked = asked.as_array().cloned().unwrap_or_default();
            return asked
                .iter()
                .filter_map(|address| address.as_str().map(str::to_owned))
                .collect();
        }
        self.log("performance")
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .map(|event| event["message"].clone())
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .map(|event| event["params"].clone())
            // A new window begins with the browser's own page.
            .filter(|request| {
                let page = request["documentURL"].as_str().unwrap_or_default();
                !page.starts_with("chrome:")
            })
            .filter_map(|request| request["request"]["url"].as_str().map(str::to_owned))
            .collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        match self.post("/se/log", json!({"type": kind})) {
            Value::Array(entries) => entries,
            other => panic!("the {kind} log is no list: {other}"),
        }
    }

    fn post(&self, command: &str, body: Value) -> Value {
        let address = format!("{}{command}", self.session);
        let mut response = self
            .agent
            .post(&address)
            .send_json(&body)
            .unwrap_or_else(|error| panic!("{command}: the driver did not answer: {error}"));
        let status = response.status();
        // Logs are larger than the client takes unasked.
        let answer: Value =
            response.body_mut().with_config().limit(256 << 20).read_json().unwrap_or_else(
                |error| panic!("{command}: the driver's answer cannot be read: {error}"),
            );
        assert!(status.is_success(), "{command}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.is_open {
            let _ = self.agent.delete(&self.session).call();
        }
    }
}
