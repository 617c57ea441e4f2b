//! The same questions put to Pagefind, in the browser it is made for.
//! In: the built site, a folder with npm's `pagefind`, Chromium on the search path. Out: its rows of the table.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::classes::{Class, Question};
use super::page_texts::PageTruth;
use super::{Outcome, heading, judged, row};

/// Asks every question and writes what came into the page. Quotation marks are not used: that is
/// how readers ask.
const ASKING: &str = r#"<!DOCTYPE html><meta charset="utf-8"><title>eval</title><pre id="out">running</pre><script type="module">
const questions = QUESTIONS;
const pagefind = await import('/pagefind/pagefind.js');
await pagefind.init();
const addresses = {};
const lines = [];
for (const question of questions) {
  const started = performance.now();
  const found = await pagefind.search(question);
  const taken = performance.now() - started;
  const urls = [];
  for (const result of found.results) {
    if (!addresses[result.id]) { addresses[result.id] = (await result.data()).raw_url || (await result.data()).url; }
    urls.push(addresses[result.id]);
  }
  lines.push({ ms: taken, urls: urls });
}
await fetch('/done', { method: 'POST', body: JSON.stringify(lines) });
</script>"#;

#[derive(serde::Deserialize)]
struct Line {
    ms: f64,
    urls: Vec<String>,
}

pub(crate) fn run(
    tools: &Path,
    site: &Path,
    work: &Path,
    pages: &[PageTruth],
    questions: &[Question],
) -> Result<()> {
    let copy = work.join("pagefind-site");
    copy_pages(site, &copy, pages)?;
    let program = tools.join("node_modules/.bin/pagefind");
    let started = Instant::now();
    let output = Command::new(&program)
        .args([
            "--root-selector",
            "main",
            "--force-language",
            "zh",
            "--site",
        ])
        .arg(&copy)
        .output()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    ensure!(
        output.status.success(),
        "pagefind failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    println!(
        "\npagefind indexed in {:.1} s",
        started.elapsed().as_secs_f64()
    );
    let texts: Vec<&str> = questions
        .iter()
        .map(|question| question.text.as_str())
        .collect();
    // No question holds a bracket that could end the script.
    let asking = ASKING.replace("QUESTIONS", &serde_json::to_string(&texts)?);
    std::fs::write(copy.join("eval.html"), asking)?;
    let lines = in_browser(&copy, work)?;
    ensure!(
        lines.len() == questions.len(),
        "the browser gave {} answers",
        lines.len()
    );
    heading("Pagefind");
    let mut outcomes: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    for (question, line) in questions.iter().zip(&lines) {
        let shown: Vec<String> = line
            .urls
            .iter()
            .map(|url| url.trim_start_matches('/').to_string())
            .collect();
        let found: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
        let mut outcome = judged(pages, question, &found, &shown);
        outcome.milliseconds = line.ms;
        let class = Class::ALL.iter().position(|class| *class == question.class);
        outcomes
            .entry(class.unwrap_or_default())
            .or_default()
            .push(outcome);
    }
    for (class, outcomes) in outcomes {
        row(Class::ALL[class], &outcomes);
    }
    Ok(())
}

/// Only what can be found, so that both search the same.
fn copy_pages(site: &Path, copy: &Path, pages: &[PageTruth]) -> Result<()> {
    if copy.exists() {
        std::fs::remove_dir_all(copy)?;
    }
    for page in pages {
        let target = copy.join(&page.path);
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(site.join(&page.path), target)?;
    }
    Ok(())
}

/// Serves the folder to a browser until it reports what it found.
fn in_browser(folder: &Path, work: &Path) -> Result<Vec<Line>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}/eval.html", listener.local_addr()?);
    let profile = work.join("browser-profile");
    let mut browser = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .args(["--remote-debugging-port=0", &address])
        .stderr(std::process::Stdio::null())
        .spawn()
        .context("chromium cannot be run")?;
    let mut answer = None;
    for stream in listener.incoming() {
        if let Some(body) = serve(&stream?, folder)? {
            answer = Some(body);
            break;
        }
    }
    browser.kill()?;
    browser.wait()?;
    Ok(serde_json::from_slice(&answer.context("no answer came")?)?)
}

/// One request; the body of a POST.
fn serve(stream: &TcpStream, folder: &Path) -> Result<Option<Vec<u8>>> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut out = stream;
    if first.starts_with("POST") {
        let mut body = vec![0; length];
        std::io::Read::read_exact(&mut reader, &mut body)?;
        out.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")?;
        return Ok(Some(body));
    }
    let path = first.split(' ').nth(1).unwrap_or("/");
    let path = path
        .split('?')
        .next()
        .unwrap_or_default()
        .trim_start_matches('/');
    let file: PathBuf = folder.join(path);
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    match std::fs::read(&file) {
        Ok(bytes) if !path.contains("..") => {
            let size = bytes.len();
            write!(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
            )?;
            // The browser may have lost interest.
            let _ = out.write_all(&bytes);
        }
        _ => out.write_all(
            b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        )?,
    }
    Ok(None)
}
