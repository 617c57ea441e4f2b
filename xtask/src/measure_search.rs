//! What searches in a built site cost a reader.
//! In: a site's folder. Out: bytes, requests and milliseconds of random four-character phrases, on standard output.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use yanxi_search::{Poll, SearchOptions, Session, Traffic};
use yanxi_text::han::is_han;

use crate::files_below::files_below;
use crate::random::Random;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A built site, or its search folder
    site: PathBuf,
    #[arg(long, default_value_t = 200)]
    queries: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Characters of each phrase
    #[arg(long, default_value_t = 4)]
    length: usize,
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Print every query with its figures
    #[arg(long)]
    each: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let inner = arguments.site.join("search");
    let folder = if inner.is_dir() { inner } else { arguments.site.clone() };
    let read = |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string());

    let started = Instant::now();
    let (session, opening) = Session::load(read)?;
    let open_time = started.elapsed();
    println!(
        "pages {}, entry and hot file {} bytes, opened in {:.1} ms",
        session.page_count(),
        opening.bytes,
        open_time.as_secs_f64() * 1000.0
    );
    for (kind, (count, bytes)) in index_sizes(&folder)? {
        println!("{kind}: {count} files, {bytes} bytes");
    }

    let phrases = phrases(&folder, arguments.queries, arguments.seed, arguments.length)?;
    let mut costs = Vec::with_capacity(phrases.len());
    let mut waves = Vec::new();
    for phrase in &phrases {
        // A new session each time: nothing but the hot file is known.
        let (mut session, _) = Session::load(read)?;
        let started = Instant::now();
        let options = SearchOptions { limit: arguments.limit, ..SearchOptions::default() };
        session.search(phrase, options);
        let mut cost = Traffic::default();
        let mut waits = 0usize;
        let answer = loop {
            match session.poll()? {
                Poll::Ready(answer) => break answer,
                Poll::Idle => anyhow::bail!("the session forgot its question"),
                Poll::Need(requests) => {
                    waits += 1;
                    for request in requests {
                        let bytes = read(&request.path).map_err(anyhow::Error::msg)?;
                        cost.requests += 1;
                        cost.bytes += bytes.len();
                        session.supply(&request.path, &bytes)?;
                    }
                }
            }
        };
        let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
        ensure!(answer.total_pages > 0, "{phrase} was taken from the texts and is not found");
        if arguments.each {
            println!(
                "{phrase} {} pages, {} requests, {} bytes",
                answer.total_pages, cost.requests, cost.bytes
            );
        }
        waves.push(waits);
        costs.push((cost, milliseconds));
    }
    let (first, _) = costs.first().context("no queries")?;
    println!(
        "cold first query: {} requests, {} bytes (entry and hot file included, client not)",
        opening.requests + first.requests,
        opening.bytes + first.bytes
    );
    line("later query, bytes", costs.iter().map(|(cost, _)| cost.bytes as f64).collect());
    line("later query, requests", costs.iter().map(|(cost, _)| cost.requests as f64).collect());
    line("later query, ms", costs.iter().map(|(_, time)| *time).collect());
    line("waves", waves.into_iter().map(|waits| waits as f64).collect());
    Ok(())
}

pub(crate) fn line(name: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        values.get(((values.len() - 1) as f64 * share).round() as usize).copied().unwrap_or(0.0)
    };
    println!("{name}: median {:.1}, p95 {:.1}, most {:.1}", at(0.5), at(0.95), at(1.0));
}

/// Numbers and bytes of the index's files by what they are.
pub(crate) fn index_sizes(folder: &Path) -> Result<BTreeMap<&'static str, (usize, u64)>> {
    let mut kinds: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for path in files_below(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let of_hot = path.parent().is_some_and(|folder| folder.ends_with("hot"));
        let kind = match path.extension().unwrap_or_default().to_str() {
            Some("BIN") if of_hot => "hot file",
            Some("BIN") => "chunks",
            Some("JS") => "twins",
            _ if name.ends_with(".bin.js") => "twins",
            _ => "entry and client",
        };
        let (count, bytes) = kinds.entry(kind).or_default();
        *count += 1;
        *bytes += path.metadata()?.len();
    }
    Ok(kinds)
}

/// Phrases from random places of random answers' texts: what is asked stands in the texts.
pub(crate) fn phrases(
    folder: &Path,
    count: usize,
    seed: u64,
    length: usize,
) -> Result<Vec<String>> {
    let read = |path: &str| std::fs::read(folder.join(path)).map_err(|error| error.to_string());
    let (mut session, _) = Session::load(read)?;
    let mut random = Random::new(seed);
    let mut texts: Vec<Vec<char>> = Vec::new();
    for text in session.records(|below| random.below(below), count * 4, read)? {
        texts.push(text.chars().collect());
    }
    let mut phrases = Vec::new();
    for text in texts {
        let Some(room) = text.len().checked_sub(length) else {
            continue;
        };
        for _ in 0..50 {
            let start = random.below(room as u32 + 1) as usize;
            let phrase = &text[start..start + length];
            if phrase.iter().all(|character| is_han(*character)) {
                phrases.push(phrase.iter().collect());
                break;
            }
        }
        if phrases.len() == count {
            break;
        }
    }
    ensure!(!phrases.is_empty(), "the site holds no phrase of {} characters", length);
    Ok(phrases)
}
