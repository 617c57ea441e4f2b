//! How well a corpus is searched: known-item questions of several classes, compared with a plain search.
//! In: a folder of Markdown, a seed. Out: recall, precision, rank, bytes, requests and milliseconds by class, on standard output.
//!
//! Truth is read from the built HTML by stripping tags, not from what the index was made of:
//! a page holds a word if its N(text) holds the word's.

mod browser;
mod classes;
mod ideal;
mod native;
mod outcome;
mod page_texts;
pub(crate) mod pagefind;
mod report;
mod visible_text;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use browser::Asking;
use classes::{Question, questions};
use outcome::{Listed, judged};
use page_texts::page_texts;
use report::{Comparison, Run, Table};

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
    /// Ask in Chromium as well, and compare its answers
    #[arg(long)]
    browser: bool,
    /// Also ask Pagefind from npm on the same pages, in Chromium: the folder with its node_modules
    #[arg(long)]
    pagefind: Option<PathBuf>,
    /// Visits of five questions for each class in which a browser's time and traffic are measured
    #[arg(long, default_value_t = 6)]
    visits: usize,
    /// Also tell what the best of all rankings would reach; takes minutes on a large corpus
    #[arg(long)]
    ideal: bool,
    /// Print every question that was not answered perfectly
    #[arg(long)]
    each: bool,
    /// Also write every figure and every question to this file
    #[arg(long)]
    json: Option<PathBuf>,
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
    let sources = match arguments.ideal {
        true => ideal::sources(&pages, &questions),
        false => vec![ideal::Sources::default(); questions.len()],
    };
    let mut tables = Vec::new();
    let mut finish = |run: &mut Run, answers: &[Listed]| {
        let judge = |((question, sources), listed)| judged(&pages, question, sources, listed);
        run.outcomes = questions.iter().zip(&sources).zip(answers).map(judge).collect();
        let table = Table::of(run, &questions);
        table.print();
        tables.push(table);
    };
    let (mut ours, native) = native::run(&site, &questions)?;
    finish(&mut ours, &native);
    if arguments.each {
        print_imperfect(&questions, &ours);
    }
    let asking = Asking { questions: &questions, visits: arguments.visits.max(1) };
    if arguments.browser {
        let (mut run, answers) = browser::run(&site, &asking)?;
        finish(&mut run, &answers);
        compare_answers(&questions, &native, &answers)?;
    }
    let mut comparisons = Vec::new();
    if let Some(tools) = &arguments.pagefind {
        let (mut theirs, answers) = pagefind::run(tools, &site, &work, &pages, &asking)?;
        finish(&mut theirs, &answers);
        comparisons = Comparison::of(&ours, &theirs, &questions);
        Comparison::print(&comparisons, "yanxi", "Pagefind");
    }
    if let Some(file) = &arguments.json {
        let asked: Vec<_> = questions
            .iter()
            .zip(&ours.outcomes)
            .map(|(question, outcome)| {
                serde_json::json!({
                    "class": question.class.name(),
                    "text": question.text,
                    "page": pages[question.target].path,
                    "pages_that_hold_it": question.truth.len(),
                    "one_over_its_place": outcome.reciprocal,
                })
            })
            .collect();
        let all = serde_json::json!({
            "pages": pages.len(),
            "questions_a_class": arguments.queries,
            "seed": arguments.seed,
            "engines": tables,
            "mrr_compared": comparisons,
            "questions": asked,
        });
        std::fs::write(file, serde_json::to_string_pretty(&all)?)?;
    }
    Ok(())
}

pub(crate) fn workspace() -> Result<&'static Path> {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace is above xtask")
}

/// Builds the site with the program as it is now, in its fast form.
fn build(corpus: &Path, site: &Path) -> Result<()> {
    let started = Instant::now();
    let status = std::process::Command::new("cargo")
        .current_dir(workspace()?)
        .args(["run", "--release", "--quiet", "--", "build"])
        .arg(std::path::absolute(corpus)?)
        .arg("--output-dir")
        .arg(std::path::absolute(site)?)
        .arg("--quiet")
        .status()?;
    ensure!(status.success(), "the site was not built");
    println!("built in {:.1} s, the program's own build included", started.elapsed().as_secs_f64());
    Ok(())
}

fn print_imperfect(questions: &[Question], run: &Run) {
    for (question, outcome) in questions.iter().zip(&run.outcomes) {
        if outcome.recall < 1.0 || outcome.precision < 1.0 || outcome.reciprocal < 0.2 {
            println!(
                "  {:?} “{}” recall {:.2} precision {:.2} place {:.0}",
                question.class,
                question.text,
                outcome.recall,
                outcome.precision,
                1.0 / outcome.reciprocal
            );
        }
    }
}

/// The same pages in the same order, or an error that names the questions.
fn compare_answers(questions: &[Question], native: &[Listed], browser: &[Listed]) -> Result<()> {
    let differing: Vec<&str> = questions
        .iter()
        .zip(native.iter().zip(browser))
        .filter(|(_, (one, other))| one != other)
        .map(|(question, _)| question.text.as_str())
        .collect();
    ensure!(
        differing.is_empty(),
        "{} of {} answers differ between the browser and the native session: {}",
        differing.len(),
        questions.len(),
        differing.join(", ")
    );
    println!(
        "\nall {} answers are the same natively and in the browser: the same pages in the same order",
        questions.len()
    );
    Ok(())
}
