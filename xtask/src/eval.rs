//! How well a corpus is searched: known-item questions of several classes, compared with a plain search.
//! In: a folder of Markdown, a seed. Out: recall, precision, rank, bytes, requests and milliseconds by class, on standard output.
//!
//! Truth is read from the built HTML by stripping tags, not from what the index was made of:
//! a page holds a word if its N(text) holds the word's.

mod classes;
mod page_texts;
mod pagefind;
mod visible_text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use yanxi_search::{Poll, SearchOptions, Session};

use classes::{Class, Question, questions};
use page_texts::{PageTruth, page_texts};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The corpus, a folder of Markdown
    #[arg(long)]
    corpus: PathBuf,
    /// Questions of each class
    #[arg(long, default_value_t = 60)]
    queries: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder for the built site; a new one in the system's place for such if not given
    #[arg(long)]
    work: Option<PathBuf>,
    /// Also ask Pagefind from npm on the same pages: the folder with its node_modules
    #[arg(long)]
    pagefind: Option<PathBuf>,
    /// Print every question that was not answered perfectly
    #[arg(long)]
    each: bool,
}

/// What came of one question.
#[derive(Default, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) recall: f64,
    pub(crate) precision: f64,
    /// One over the place of the page the question was drawn from; nought if it is not shown. A sentence
    /// that many pages hold is answered by any of them.
    pub(crate) reciprocal: f64,
    pub(crate) bytes: f64,
    pub(crate) requests: f64,
    pub(crate) waves: f64,
    pub(crate) milliseconds: f64,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let work = match &arguments.work {
        Some(work) => work.clone(),
        None => std::env::temp_dir().join("yanxi-eval"),
    };
    let site = work.join("site");
    build(&arguments.corpus, &site)?;
    let pages = page_texts(&site)?;
    println!(
        "{} pages, {} questions a class, seed {}",
        pages.len(),
        arguments.queries,
        arguments.seed
    );
    let questions = questions(&pages, arguments.queries, arguments.seed);
    heading("yanxi");
    for class in Class::ALL {
        let of_class: Vec<&Question> = questions.iter().filter(|one| one.class == class).collect();
        let mut outcomes = Vec::new();
        for question in of_class {
            outcomes.push(ask(&site, &pages, question, arguments.each)?);
        }
        row(class, &outcomes);
    }
    if let Some(tools) = &arguments.pagefind {
        pagefind::run(tools, &site, &work, &pages, &questions)?;
    }
    Ok(())
}

fn build(corpus: &Path, site: &Path) -> Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("the workspace is above xtask")?;
    let started = Instant::now();
    let status = std::process::Command::new("cargo")
        .current_dir(workspace)
        .args(["run", "--release", "--quiet", "--", "build"])
        .arg(std::path::absolute(corpus)?)
        .arg("--output-dir")
        .arg(std::path::absolute(site)?)
        .arg("--quiet")
        .status()?;
    ensure!(status.success(), "the site was not built");
    println!(
        "built in {:.1} s, the program's own build included",
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Asks everything, for recall and precision over every page; then anew with four shown, for what
/// a reader waits for.
fn ask(site: &Path, pages: &[PageTruth], question: &Question, each: bool) -> Result<Outcome> {
    let read = |path: &str| {
        std::fs::read(site.join("search").join(path)).map_err(|error| error.to_string())
    };
    let (mut session, _) = Session::load(read)?;
    let all = SearchOptions {
        limit: usize::MAX,
        ..SearchOptions::default()
    };
    let (answer, _) = session.run(&question.text, all, read)?;
    let loosely = answer.looser.map(|looser| looser.pages).unwrap_or_default();
    let shown: Vec<String> = answer
        .pages
        .iter()
        .chain(&loosely)
        .map(|page| page_of(&page.url).to_string())
        .collect();
    let found: BTreeSet<&str> = answer.pages.iter().map(|page| page_of(&page.url)).collect();
    let mut outcome = judged(pages, question, &found, &shown);
    let (mut session, _) = Session::load(read)?;
    let first = SearchOptions {
        limit: 4,
        ..SearchOptions::default()
    };
    let started = Instant::now();
    session.search(&question.text, first);
    loop {
        match session.poll()? {
            Poll::Ready(_) | Poll::Idle => break,
            Poll::Need(requests) => {
                outcome.waves += 1.0;
                for request in requests {
                    let bytes = read(&request.path).map_err(anyhow::Error::msg)?;
                    outcome.requests += 1.0;
                    outcome.bytes += bytes.len() as f64;
                    session.supply(&request.path, &bytes)?;
                }
            }
        }
    }
    outcome.milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    if each && (outcome.recall < 1.0 || outcome.precision < 1.0 || outcome.reciprocal < 0.2) {
        println!(
            "  {:?} “{}” recall {:.2} precision {:.2} place {:.0}",
            question.class,
            question.text,
            outcome.recall,
            outcome.precision,
            1.0 / outcome.reciprocal
        );
    }
    Ok(outcome)
}

/// The page that a row of a ledger stands on.
fn page_of(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

pub(crate) fn judged(
    pages: &[PageTruth],
    question: &Question,
    found: &BTreeSet<&str>,
    shown: &[String],
) -> Outcome {
    let truth: BTreeSet<&str> = question
        .truth
        .iter()
        .map(|page| pages[*page].path.as_str())
        .collect();
    let right = truth.intersection(found).count() as f64;
    let target = pages[question.target].path.as_str();
    let right_page = |path: &String| match question.class {
        Class::Question => truth.contains(path.as_str()),
        _ => path == target,
    };
    let place = shown.iter().position(right_page);
    Outcome {
        recall: if truth.is_empty() {
            1.0
        } else {
            right / truth.len() as f64
        },
        precision: if found.is_empty() {
            1.0
        } else {
            right / found.len() as f64
        },
        reciprocal: place.map_or(0.0, |place| 1.0 / (place + 1) as f64),
        ..Outcome::default()
    }
}

pub(crate) fn heading(name: &str) {
    println!(
        "\n| {name} | n | recall | precision | MRR | first | in 5 | in 10 | KB | requests | waves, most | ms |\n|---|---|---|---|---|---|---|---|---|---|---|---|"
    );
}

pub(crate) fn row(class: Class, outcomes: &[Outcome]) {
    let count = outcomes.len().max(1) as f64;
    let mean = |value: fn(&Outcome) -> f64| outcomes.iter().map(value).sum::<f64>() / count;
    let median = |value: fn(&Outcome) -> f64| {
        let mut values: Vec<f64> = outcomes.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    // Literal classes have a truth that is all or nothing; for the others only the place counts.
    let literal = |value: f64| {
        if class.is_literal() {
            format!("{value:.3}")
        } else {
            "–".to_string()
        }
    };
    println!(
        "| {} | {} | {} | {} | {:.3} | {:.2} | {:.2} | {:.2} | {:.0} | {:.0} | {:.0}, {:.0} | {:.1} |",
        class.name(),
        outcomes.len(),
        literal(mean(|one| one.recall)),
        literal(mean(|one| one.precision)),
        mean(|one| one.reciprocal),
        mean(|one| f64::from(one.reciprocal >= 1.0)),
        mean(|one| f64::from(one.reciprocal >= 0.2)),
        mean(|one| f64::from(one.reciprocal >= 0.1)),
        median(|one| one.bytes) / 1000.0,
        median(|one| one.requests),
        median(|one| one.waves),
        outcomes
            .iter()
            .fold(0.0, |most: f64, one| most.max(one.waves)),
        median(|one| one.milliseconds),
    );
}
