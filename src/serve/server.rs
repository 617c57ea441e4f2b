//! The preview's web server: loopback only, files of the site only.
//! In: requests that [`guard`] lets pass. Out: files; pages get a script that reloads them and shows errors. As long as no
//! site is shown, the page that asks for one.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State as Shared};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use super::asked_path::AskedPath;
use super::chooser::{self, Chooser};
use super::running::WHICH;
use super::visitors::{Visitor, Visitors};
use super::{State, guard};
use crate::media_type::media_type;
use crate::staging;

const RELOAD_SCRIPT: &str = include_str!("reload.js");
const RELOAD_TAG: &str = "<script src=\"/__yanxi/reload.js\"></script>\n</body>";

/// How many ports after the wanted one are tried when it is taken.
pub(super) const MORE_PORTS: u16 = 20;

async fn listen(port: u16) -> io::Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(MORE_PORTS) {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// A server that has its port and answers nobody yet.
pub(super) struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    pub(super) fn begin(port: u16) -> io::Result<Server> {
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(listen(port))?;
        let address = listener.local_addr()?;
        Ok(Server { runtime, listener, address })
    }

    pub(super) fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until it is interrupted, or the visitors have it end.
    pub(super) fn run(
        self,
        states: watch::Receiver<State>,
        visitors: Visitors,
        chooser: Option<Chooser>,
    ) {
        let shown = Shown { states, visitors, chooser: chooser.map(Arc::new) };
        self.runtime.block_on(serve(self.listener, shown));
        self.runtime.shutdown_background();
    }
}

#[derive(Clone)]
pub(super) struct Shown {
    states: watch::Receiver<State>,
    visitors: Visitors,
    /// Where no site was given.
    pub(super) chooser: Option<Arc<Chooser>>,
}

impl Shown {
    /// Whether the user is still to say which site it is.
    pub(super) fn is_to_be_chosen(&self) -> bool {
        self.chooser.is_some() && self.states.borrow().version == 0
    }
}

/// Where the preview shows the other edition; sites use relative links only, so a sub-folder does.
const OTHER_EDITION: [&str; 2] = ["__yanxi", "other"];

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often an open page is written to, so that one that is gone is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

async fn serve(listener: TcpListener, shown: Shown) {
    let visitors = shown.visitors.clone();
    let router = Router::new()
        .route("/__yanxi/reload.js", get(reload_script))
        .route("/__yanxi/events", get(events))
        .route(WHICH, get(which))
        .route("/__yanxi/end", post(end))
        .merge(chooser::routes())
        .fallback(file)
        .layer(axum::middleware::from_fn(only_this_machine))
        .with_state(shown);
    let service = TowerToHyperService::new(router);
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let mut stopped = pin!(tokio::signal::ctrl_c());
    let mut gone = pin!(visitors.gone());
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // The browser left before it was its turn, or there are too many: the next one may do better.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            _ = &mut stopped => return,
            () = &mut gone => return,
        };
        let connection =
            builder.serve_connection(TokioIo::new(stream), service.clone()).into_owned();
        tokio::spawn(connection);
    }
}

/// Answers requests of this machine's own pages only, and marks every answer so that no other page may read it.
async fn only_this_machine(request: Request, next: axum::middleware::Next) -> Response {
    let mut response = match guard::refusal(&request) {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    };
    guard::mark(response.headers_mut());
    response
}

async fn reload_script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], RELOAD_SCRIPT).into_response()
}

async fn events(Shared(shown): Shared<Shown>) -> impl IntoResponse {
    let visitor = shown.visitors.comes();
    let stream = futures_stream(shown.states, visitor, shown.visitors.may_end());
    Sse::new(stream).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE))
}

/// The present state, then each new one.
fn futures_stream(
    states: watch::Receiver<State>,
    visitor: Visitor,
    may_end: bool,
) -> impl futures_util::Stream<Item = Result<Event, Infallible>> {
    let start = (states, visitor, true);
    futures_util::stream::unfold(start, move |(mut states, visitor, first)| async move {
        if !first && states.changed().await.is_err() {
            return None;
        }
        let state = states.borrow_and_update().clone();
        let data = serde_json::json!({
            "version": state.version, "errors": state.errors, "other_edition": state.other_edition,
            "may_end": may_end,
        });
        Some((Ok(Event::default().data(data.to_string())), (states, visitor, false)))
    })
}

/// The words by which a second start knows this preview, one a line.
async fn which(Shared(shown): Shared<Shown>) -> Response {
    let identities = shown.states.borrow().identities.join("\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], identities).into_response()
}

async fn end(Shared(shown): Shared<Shown>) -> Response {
    if !shown.visitors.may_end() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let visitors = shown.visitors.clone();
    tokio::spawn(async move {
        // The answer goes out first.
        tokio::time::sleep(Duration::from_millis(200)).await;
        visitors.end();
    });
    StatusCode::NO_CONTENT.into_response()
}

async fn file(Shared(shown): Shared<Shown>, request: Request) -> Response {
    let asked = AskedPath::of(request.uri().path());
    if shown.is_to_be_chosen() {
        return chooser::page(&shown);
    }
    let in_other = asked.as_ref().and_then(|path| path.below(&OTHER_EDITION));
    let (site, other_site) = {
        let state = shown.states.borrow();
        (state.shown.clone(), state.other_shown.clone())
    };
    let (site, path) = match (other_site, in_other) {
        (Some(other), Some(rest)) => (Some(other), Some(rest)),
        _ => (site, asked),
    };
    let Some(site) = site else {
        return send_waiting_page();
    };
    if let Some(name) = path.and_then(|path| name_in(&site, &path)) {
        return send(&site, &name, StatusCode::OK).await;
    }
    match site.folders_of("404.html") {
        Some(_) => send(&site, "404.html", StatusCode::NOT_FOUND).await,
        None => send_waiting_page(),
    }
}

/// The file of the site that a path names.
fn name_in(site: &staging::ShownSite, path: &AskedPath) -> Option<String> {
    let name = path.parts().join("/");
    // `a.html/` names no file.
    if !path.is_folder() && site.folders_of(&name).is_some() {
        return Some(name);
    }
    let page = if name.is_empty() { "index.html".into() } else { format!("{name}/index.html") };
    site.folders_of(&page).is_some().then_some(page)
}

/// The bytes of a file in a folder; never of one outside it.
fn read_inside(folder: &Path, name: &str) -> Option<Vec<u8>> {
    // What was looked at is what is read: a link that leads out is no way in.
    let file = folder.join(name).canonicalize().ok()?;
    let inside = file.starts_with(folder.canonicalize().ok()?);
    (inside && file.is_file()).then(|| std::fs::read(file).ok())?
}

async fn send(site: &Arc<staging::ShownSite>, name: &str, status: StatusCode) -> Response {
    let read = {
        let (site, name) = (Arc::clone(site), name.to_string());
        move || {
            let folders = site.folders_of(&name)?;
            folders.iter().find_map(|folder| read_inside(folder, &name))
        }
    };
    let Ok(Some(bytes)) = tokio::task::spawn_blocking(read).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = media_type(name);
    let bytes = if kind.starts_with("text/html") { with_reload(&bytes) } else { bytes };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

fn with_reload(page: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(page).replacen("</body>", RELOAD_TAG, 1).into_bytes()
}

/// Shown while no build has succeeded yet; the script puts the errors over it.
fn send_waiting_page() -> Response {
    let page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>研习</title></head><body></body></html>";
    (
        StatusCode::NOT_FOUND,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        with_reload(page.as_bytes()),
    )
        .into_response()
}
