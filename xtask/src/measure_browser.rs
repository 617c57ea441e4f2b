//! What a reader waits for: from the question to the results on the screen of a real browser.
//! In: a built site; Chromium on the search path. Out: milliseconds, bytes and requests, on standard output.
//!
//! The site's own search page is asked; the server adds a script to it that types and watches.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::measure_search::{line, phrases};

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
            line(
                &format!("{kind}: ms to the screen"),
                all(|cost| cost.milliseconds),
            );
            line(
                &format!("{kind}: requests"),
                all(|cost| cost.requests as f64),
            );
            line(&format!("{kind}: bytes"), all(|cost| cost.bytes as f64));
        }
    }
    Ok(())
}

/// What the server has sent since the browser last told something.
#[derive(Default)]
struct Sent {
    requests: usize,
    bytes: usize,
}

/// Everything a connection needs to answer.
struct Site {
    folder: PathBuf,
    script: String,
    delay: Duration,
    cache: &'static str,
    sent: Mutex<Sent>,
    told: mpsc::Sender<Cost>,
}

fn costs(arguments: &Arguments, mode: Mode, questions: &[String]) -> Result<Vec<Cost>> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (told, costs) = mpsc::channel();
    let site = Arc::new(Site {
        folder: arguments.site.clone(),
        script: SCRIPT
            .replace("MODE;", &format!("'{}';", mode.name()))
            .replace(
                "QUESTIONS;",
                &format!("{};", serde_json::to_string(questions)?),
            ),
        delay: Duration::from_millis(arguments.delay),
        cache: if mode == Mode::First {
            "no-store"
        } else {
            "max-age=3600"
        },
        sent: Mutex::default(),
        told,
    });
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let site = Arc::clone(&site);
            let _ = stream.set_nodelay(true);
            std::thread::spawn(move || while serve(&stream, &site).unwrap_or(false) {});
        }
    });
    let start = match questions.first() {
        Some(question) if mode.opens_pages() => format!("?q={question}"),
        _ => String::new(),
    };
    let profile = std::env::temp_dir().join(format!("yanxi-measure-{}", address.port()));
    let mut browser = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--remote-debugging-port=0",
        ])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("http://{address}/search.html{start}"))
        .stderr(Stdio::null())
        .spawn()
        .context("chromium cannot be run")?;
    let mut all = Vec::new();
    while let Ok(cost) = costs.recv_timeout(Duration::from_secs(60)) {
        if cost.kind == "-end" {
            break;
        }
        all.push(cost);
    }
    browser.kill()?;
    browser.wait()?;
    let _ = std::fs::remove_dir_all(&profile);
    Ok(all)
}

/// One request; whether the connection may bring another.
fn serve(stream: &TcpStream, site: &Site) -> Result<bool> {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(false);
    }
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some(value) = header.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut out = stream;
    if first.starts_with("POST") {
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let told: Told = serde_json::from_slice(&body)?;
        let mut sent = site.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let Sent { requests, bytes } = std::mem::take(&mut *sent);
        site.told.send(Cost {
            kind: told.kind,
            milliseconds: told.ms,
            requests,
            bytes,
        })?;
        out.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
        return Ok(true);
    }
    std::thread::sleep(site.delay);
    let path = first.split(' ').nth(1).unwrap_or("/");
    let path = path.split('?').next().unwrap_or_default();
    let (status, body) = match answer(path.trim_start_matches('/'), site) {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    if path != "/measure.js" {
        let mut sent = site.sent.lock().unwrap_or_else(PoisonError::into_inner);
        sent.requests += 1;
        sent.bytes += body.len();
    }
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nCache-Control: {}\r\nContent-Length: {}\r\n\r\n",
        kind(path),
        site.cache,
        body.len()
    );
    // In one go: what comes in pieces waits for the other side's word that the first has arrived.
    out.write_all(&[head.as_bytes(), &body].concat())?;
    Ok(true)
}

fn answer(path: &str, site: &Site) -> Option<Vec<u8>> {
    if path == "measure.js" {
        return Some(site.script.clone().into_bytes());
    }
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let body = std::fs::read(site.folder.join(path)).ok()?;
    if path != "search.html" {
        return Some(body);
    }
    let page = String::from_utf8(body).ok()?;
    let page = page.replace("</body>", "<script src=\"/measure.js\"></script></body>");
    Some(page.into_bytes())
}

fn kind(path: &str) -> &'static str {
    match Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str())
    {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
