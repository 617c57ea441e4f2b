//! Questions put to the index by the same session as in a browser, without one.
//! In: a built site, a question. Out: the pages found, and what a reader would have read for the first ones.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use yanxi_search::{PageHit, Poll, SearchOptions, Session};

use super::classes::Question;
use super::outcome::{Cost, Listed};
use super::report::Run;

/// As many as the search page asks for at first.
const FIRST: usize = 4;

pub(crate) fn run(site: &Path, questions: &[Question]) -> Result<(Run, Vec<Listed>)> {
    let mut run = Run::new("yanxi, natively", "first four shown");
    let mut answers = Vec::with_capacity(questions.len());
    for (number, question) in questions.iter().enumerate() {
        answers.push(everything(site, &question.text)?);
        run.later.push((number, first(site, &question.text)?));
    }
    Ok((run, answers))
}

fn read(site: &Path) -> impl Fn(&str) -> Result<Vec<u8>, String> {
    let folder = site.join("search");
    move |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string())
}

/// Every page found.
fn everything(site: &Path, question: &str) -> Result<Listed> {
    let (mut session, _) = Session::load(read(site))?;
    let urls = |pages: Vec<PageHit>| pages.into_iter().map(|page| page.url);
    let mut listed = Listed::default();
    // What fits only in part comes in small lots.
    loop {
        let offset = listed.loosely.len();
        let options = SearchOptions { limit: usize::MAX, offset, ..SearchOptions::default() };
        let (answer, _) = session.run(question, options, read(site))?;
        let looser = answer.looser.unwrap_or_default();
        let shown = looser.pages.len();
        listed.loosely.extend(urls(looser.pages));
        if shown == 0 || listed.loosely.len() >= looser.total_pages {
            listed.found.extend(urls(answer.pages));
            return Ok(listed);
        }
    }
}

/// What the first results cost in a session that knows nothing but the hot file.
fn first(site: &Path, question: &str) -> Result<Cost> {
    let read = read(site);
    let (mut session, _) = Session::load(&read)?;
    let options = SearchOptions { limit: FIRST, ..SearchOptions::default() };
    let mut cost = Cost::default();
    let started = Instant::now();
    session.search(question, options);
    loop {
        match session.poll()? {
            Poll::Ready(_) | Poll::Idle => break,
            Poll::Need(requests) => {
                cost.waves += 1.0;
                for request in requests {
                    let bytes = read(&request.path).map_err(anyhow::Error::msg)?;
                    cost.requests += 1.0;
                    cost.bytes += bytes.len() as f64;
                    session.supply(&request.path, &bytes)?;
                }
            }
        }
    }
    cost.milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    Ok(cost)
}
