//! A web server as plain as they come, for a finished site.
//! In: a folder. Out: its files over HTTP on a free port of this machine, until the value goes.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

pub(crate) struct StaticServer {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
}

impl StaticServer {
    pub(crate) fn start(folder: PathBuf) -> StaticServer {
        StaticServer::with_headers(folder, String::new())
    }

    /// Sends these header lines, each with its line end, with every answer.
    pub(crate) fn with_headers(folder: PathBuf, headers: String) -> StaticServer {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("a bound port");
        let ended = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&ended);
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                if told.load(Ordering::SeqCst) {
                    break;
                }
                let (folder, headers) = (folder.clone(), headers.clone());
                // Browsers open connections ahead of need and leave them silent.
                std::thread::spawn(move || drop(answer(&folder, &headers, connection)));
            }
        });
        StaticServer { address, ended }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next one.
        drop(TcpStream::connect(self.address));
    }
}

fn answer(folder: &Path, headers: &str, mut connection: TcpStream) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    // The rest of the request is read, or closing would reset the connection.
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}

    let mut words = request.split(' ');
    let (status, kind, body) = match (words.next(), words.next()) {
        (Some("GET"), Some(target)) => match file(folder, target) {
            Some((path, body)) => ("200 OK", content_type(&path), body),
            None => ("404 Not Found", "text/plain; charset=utf-8", b"no such file".to_vec()),
        },
        _ => ("405 Method Not Allowed", "text/plain; charset=utf-8", Vec::new()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    )?;
    connection.write_all(&body)
}

fn file(folder: &Path, target: &str) -> Option<(PathBuf, Vec<u8>)> {
    let path = target.split(['?', '#']).next()?;
    let mut path = decoded(path.trim_start_matches('/'))?;
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let path = folder.join(path);
    let body = std::fs::read(&path).ok()?;
    Some((path, body))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("xml") => "application/xml",
        Some("wasm") => "application/wasm",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
