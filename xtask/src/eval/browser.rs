//! Questions put to a search page in Chromium, as a reader puts them: some as the first of a visit, others later.
//! In: a served folder, a script that knows its search page. Out: what each question cost and every page it found.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::classes::{Class, Question};
use super::outcome::{Cost, Listed};
use super::report::Run;
use crate::headless::Browser;
use crate::page_server::{PageServer, Served, with_script};

const ASKING: &str = include_str!("asking.js");
const OURS: &str = include_str!("asking_yanxi.js");

/// Questions of a visit: the first one brings everything, the others what is still missing.
const OF_A_VISIT: usize = 5;

/// How a search page is asked.
pub(crate) struct Asking<'a> {
    pub(crate) questions: &'a [Question],
    /// Visits of each class in which time and traffic are measured.
    pub(crate) visits: usize,
}

/// Of the page that asks, in the server's folder.
pub(crate) const SCRIPT: &str = "measure.js";

#[derive(serde::Deserialize)]
struct Told {
    kind: String,
    #[serde(default)]
    ms: f64,
    #[serde(default)]
    urls: Option<Listed>,
}

/// The site's own search page and client.
pub(crate) fn run(site: &Path, asking: &Asking) -> Result<(Run, Vec<Listed>)> {
    let page = with_script(&site.join("search.html"), SCRIPT)?;
    ask("yanxi, Chromium", site, ("search.html", page), OURS, asking)
}

/// Asks in the page, which is told how by a script of its own.
pub(crate) fn ask(
    name: &str,
    folder: &Path,
    (page, html): (&str, Vec<u8>),
    engine: &str,
    asking: &Asking,
) -> Result<(Run, Vec<Listed>)> {
    let questions = asking.questions;
    let visits = visits(questions, asking.visits);
    let text = |number: &usize| questions[*number].text.as_str();
    let of_visits: Vec<Vec<&str>> =
        visits.iter().map(|visit| visit.iter().map(text).collect()).collect();
    let all: Vec<&str> = questions.iter().map(|one| one.text.as_str()).collect();
    let first = of_visits.first().and_then(|visit| visit.first());
    let first = first.context("no questions")?;
    let script = ASKING
        .replace("VISITS;", &format!("{};", serde_json::to_string(&of_visits)?))
        .replace("QUESTIONS;", &format!("{};", serde_json::to_string(&all)?));
    let server = PageServer::start(Served {
        folder: folder.to_path_buf(),
        own: BTreeMap::from([
            (page.to_string(), html),
            (SCRIPT.to_string(), [engine, &script].concat().into_bytes()),
        ]),
        delay: Duration::ZERO,
        // Nothing is left of the visits before.
        cache: "no-store",
    })?;
    let _browser = Browser::open(&server.address(&format!("{page}?q={}", encoded(first))))?;
    let mut run = Run::new(name, "ms to the first four, KB and requests with ten shown");
    let mut order = visits.iter().flatten();
    let mut answers = Vec::with_capacity(questions.len());
    loop {
        let report = server.report()?;
        let told: Told = serde_json::from_slice(&report.body)?;
        let cost = Cost {
            milliseconds: told.ms,
            requests: report.requests as f64,
            bytes: report.bytes as f64,
            waves: 0.0,
        };
        match told.kind.as_str() {
            "begin" => {}
            "cold" => run.cold.push((*order.next().context("too many")?, cost)),
            "later" => run.later.push((*order.next().context("too many")?, cost)),
            "answer" => answers.push(told.urls.context("no answer")?),
            "end" => break,
            other => bail!("the browser says {other}"),
        }
    }
    ensure!(
        order.next().is_none() && answers.len() == questions.len(),
        "the browser gave {} answers",
        answers.len()
    );
    Ok((run, answers))
}

/// Numbers of questions, a few of one class together, in their order; so many visits of each class.
fn visits(questions: &[Question], most: usize) -> Vec<Vec<usize>> {
    let mut visits = Vec::new();
    for class in Class::ALL {
        let of_class: Vec<usize> =
            (0..questions.len()).filter(|number| questions[*number].class == class).collect();
        let of_class = of_class.chunks(OF_A_VISIT).map(<[usize]>::to_vec);
        visits.extend(of_class.take(most));
    }
    visits
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
