//! A preview of the same folder that runs already.
//! In: the ports it may be on, and what it would be. Out: its address, so that no second one is begun: two would write
//! the same site.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use super::server::MORE_PORTS;
use crate::build::Request;

/// Where a preview says which one it is.
pub(super) const WHICH: &str = "/__yanxi/which";

/// How long another program may take to say that it is something else.
const PATIENCE: Duration = Duration::from_millis(500);

/// A word for a folder and the way it is shown, the same in every run; says nothing of the folder itself.
pub(super) fn identity_of_site(request: &Request) -> String {
    let folder = request.folder.canonicalize().unwrap_or_else(|_| request.folder.clone());
    let way = format!(
        "{}\n{:?}\n{:?}\n{:?}\n{:?}",
        folder.display(),
        request.output,
        request.selection,
        request.base_url,
        request.date
    );
    blake3::hash(way.as_bytes()).to_hex()[..32].to_string()
}

/// The same for a place where the user is asked what to open.
pub(super) fn identity_of_place(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    blake3::hash(format!("place\n{}", folder.display()).as_bytes()).to_hex()[..32].to_string()
}

/// The address of the preview with this identity, on this port or one of the next.
pub(super) fn find(port: u16, identity: &str) -> Option<String> {
    (port..=port.saturating_add(MORE_PORTS))
        // A port that can be had is nobody's; asking it would take seconds on Windows.
        .filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err())
        .find(|port| ask(*port).is_some_and(|said| said.lines().any(|line| line == identity)))
        .map(|port| format!("http://127.0.0.1:{port}/"))
}

fn ask(port: u16) -> Option<String> {
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
    let mut stream = TcpStream::connect_timeout(&address.into(), PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    let request = format!("GET {WHICH} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    // Whatever else runs there may talk without end.
    let _ = stream.take(4096).read_to_end(&mut answer);
    Some(String::from_utf8_lossy(&answer).into_owned())
}
