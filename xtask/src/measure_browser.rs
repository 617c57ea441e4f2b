//! What a reader waits for: from the question to the results on the screen of a real browser.
//! In: a built site; Chromium on the search path. Out: milliseconds, bytes and requests, on standard output.
//!
//! The site's own search page is asked; the server adds a script to it that types and watches.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::headless::Browser;
use crate::measure_search::{line, phrases};
use crate::page_server::{PageServer, Served, with_script};

/// Questions asked on a page of their own.
const MOST_PAGES: usize = 20;

const SCRIPT: &str = include_str!("measure_browser.js");

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A built site
    site: PathBuf,
    #[arg(long, default_value_t = 60)]
    queries: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Characters of each phrase
    #[arg(long, default_value_t = 4)]
    length: usize,
    /// Milliseconds that pass before the server answers a request
    #[arg(long, default_value_t = 0)]
    delay: u64,
}

/// Which of a reader's questions are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Each as the first one of a visit, with nothing in the browser's cache.
    First,
    /// Each on a page of its own, with the client in the browser's cache.
    Next,
    /// One after another on one page, then each again.
    Later,
    /// One after another on one page, letter by letter.
    Typed,
}

impl Mode {
    const ALL: [Mode; 4] = [Mode::First, Mode::Next, Mode::Later, Mode::Typed];

    fn name(self) -> &'static str {
        match self {
            Mode::First => "first",
            Mode::Next => "next",
            Mode::Later => "later",
            Mode::Typed => "typed",
        }
    }

    fn opens_pages(self) -> bool {
        matches!(self, Mode::First | Mode::Next)
    }
}

#[derive(serde::Deserialize)]
struct Told {
    kind: String,
    ms: f64,
}

/// What one question cost.
struct Cost {
    kind: String,
    milliseconds: f64,
    requests: usize,
    bytes: usize,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let phrases = phrases(
        &arguments.site.join("search"),
        arguments.queries,
        arguments.seed,
        arguments.length,
    )?;
    let few = &phrases[..phrases.len().min(MOST_PAGES)];
    println!("{} ms before each answer of the server", arguments.delay);
    for mode in Mode::ALL {
        let asked = if mode.opens_pages() { few } else { &phrases };
        let costs = costs(arguments, mode, asked)?;
        for kind in ["first", "next", "later", "again", "typed"] {
            let of_kind: Vec<&Cost> = costs.iter().filter(|cost| cost.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            let all = |value: fn(&Cost) -> f64| of_kind.iter().map(|cost| value(cost)).collect();
            line(&format!("{kind}: ms to the screen"), all(|cost| cost.milliseconds));
            line(&format!("{kind}: requests"), all(|cost| cost.requests as f64));
            line(&format!("{kind}: bytes"), all(|cost| cost.bytes as f64));
        }
    }
    Ok(())
}

fn costs(arguments: &Arguments, mode: Mode, questions: &[String]) -> Result<Vec<Cost>> {
    let script = SCRIPT
        .replace("MODE;", &format!("'{}';", mode.name()))
        .replace("QUESTIONS;", &format!("{};", serde_json::to_string(questions)?));
    const PAGE: &str = "search.html";
    const MEASURE: &str = "measure.js";
    let server = PageServer::start(Served {
        folder: arguments.site.clone(),
        own: BTreeMap::from([
            (PAGE.to_string(), with_script(&arguments.site.join(PAGE), MEASURE)?),
            (MEASURE.to_string(), script.into_bytes()),
        ]),
        delay: Duration::from_millis(arguments.delay),
        cache: if mode == Mode::First { "no-store" } else { "max-age=3600" },
    })?;
    let start = match questions.first() {
        Some(question) if mode.opens_pages() => format!("?q={question}"),
        _ => String::new(),
    };
    let _browser = Browser::open(&server.address(&format!("{PAGE}{start}")))?;
    let mut all = Vec::new();
    loop {
        let report = server.report()?;
        let told: Told = serde_json::from_slice(&report.body)?;
        if told.kind == "-end" {
            return Ok(all);
        }
        all.push(Cost {
            kind: told.kind,
            milliseconds: told.ms,
            requests: report.requests,
            bytes: report.bytes,
        });
    }
}
