//! A small server for measuring in browsers: it counts what it sends and hears what the browser reports.
//! In: a folder, files of one's own. Out: an address; what the browser posted, each with the traffic since the last.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use anyhow::{Context, Result};

/// Longer than anything that is measured.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Served {
    pub(crate) folder: PathBuf,
    /// Sent instead of the folder's. Those that are not in the folder only measure and do not count.
    pub(crate) own: BTreeMap<String, Vec<u8>>,
    /// Before every answer.
    pub(crate) delay: Duration,
    /// What the browser may keep, as `Cache-Control` says it.
    pub(crate) cache: &'static str,
}

/// What the browser posted, and what it was sent since it posted the last time.
pub(crate) struct Report {
    pub(crate) body: Vec<u8>,
    pub(crate) requests: usize,
    pub(crate) bytes: usize,
}

#[derive(Default)]
struct Sent {
    requests: usize,
    bytes: usize,
}

/// Everything a connection needs to answer.
struct Answering {
    served: Served,
    sent: Mutex<Sent>,
    reports: mpsc::Sender<Report>,
}

pub(crate) struct PageServer {
    address: SocketAddr,
    reports: mpsc::Receiver<Report>,
}

impl PageServer {
    pub(crate) fn start(served: Served) -> Result<PageServer> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let (sender, reports) = mpsc::channel();
        let answering = Arc::new(Answering { served, sent: Mutex::default(), reports: sender });
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let answering = Arc::clone(&answering);
                std::thread::spawn(move || answering.connection(&stream));
            }
        });
        Ok(PageServer { address, reports })
    }

    /// Of a page on it.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("http://{}/{page}", self.address)
    }

    /// Waits for what the browser posts next.
    pub(crate) fn report(&self) -> Result<Report> {
        self.reports.recv_timeout(PATIENCE).context("the browser has fallen silent")
    }
}

impl Answering {
    /// Until the browser leaves, or has lost interest in what it asked for.
    fn connection(&self, stream: &TcpStream) {
        // Else the last piece of an answer waits for the browser to confirm the one before: 40 ms for nothing.
        let _ = stream.set_nodelay(true);
        let mut reader = BufReader::new(stream);
        while self.serve(&mut reader, stream).unwrap_or(false) {}
    }

    /// One request; whether there was one.
    fn serve(&self, reader: &mut BufReader<&TcpStream>, mut out: &TcpStream) -> Result<bool> {
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
        if first.starts_with("POST") {
            let mut body = vec![0; length];
            reader.read_exact(&mut body)?;
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            let Sent { requests, bytes } = std::mem::take(&mut *sent);
            drop(sent);
            self.reports.send(Report { body, requests, bytes })?;
            out.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
            return Ok(true);
        }
        std::thread::sleep(self.served.delay);
        let path = first.split(' ').nth(1).unwrap_or("/");
        let path = path.split('?').next().unwrap_or_default();
        let path = path.trim_start_matches('/');
        let (status, body) = match self.body(path) {
            Some(body) => ("200 OK", body),
            None => ("404 Not Found", Vec::new()),
        };
        if self.counts(path) {
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            sent.requests += 1;
            sent.bytes += body.len();
        }
        let mut answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {}\r\nCache-Control: {}\r\nContent-Length: {}\r\n\r\n",
            kind(path),
            self.served.cache,
            body.len()
        )
        .into_bytes();
        answer.extend(body);
        out.write_all(&answer)?;
        Ok(true)
    }

    fn body(&self, path: &str) -> Option<Vec<u8>> {
        if let Some(body) = self.served.own.get(path) {
            return Some(body.clone());
        }
        if path.split('/').any(|part| part == "..") {
            return None;
        }
        std::fs::read(self.served.folder.join(path)).ok()
    }

    fn counts(&self, path: &str) -> bool {
        !self.served.own.contains_key(path) || self.served.folder.join(path).exists()
    }
}

fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// A page with a script of ours at its end.
pub(crate) fn with_script(page: &Path, script: &str) -> Result<Vec<u8>> {
    let html = std::fs::read_to_string(page)
        .with_context(|| format!("{} cannot be read", page.display()))?;
    let element = format!("<script src=\"/{script}\"></script></body>");
    Ok(html.replace("</body>", &element).into_bytes())
}
