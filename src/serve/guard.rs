//! Who may ask the preview, and what browsers are told of its answers.
//! In: a request. Out: a refusal, or headers that keep pages of other origins from reading the answer.
//!
//! The preview shows the internal edition too, so that nothing but its own pages, and somebody who opens one, gets an
//! answer. The name asked for must be this machine's (another one may lead here by a trick of the name service), the
//! asking page must be of the same origin, and no other page may frame what it gets or hold on to its window.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::asked_path::AskedPath;

/// Scripts of other origins may send such a header only where the server lets them, and this one answers no question
/// whether they may.
pub(super) const ASKED: HeaderName = HeaderName::from_static("x-yanxi-asked");

const NAMES: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// The answer to a request that is not let pass.
pub(super) fn refusal(request: &Request) -> Option<StatusCode> {
    let headers = request.headers();
    // What does something is asked for with a word that no page of another origin may send.
    let asks_to_do = *request.method() == Method::POST && headers.get(ASKED).is_some();
    if !matches!(*request.method(), Method::GET | Method::HEAD) && !asks_to_do {
        return Some(StatusCode::METHOD_NOT_ALLOWED);
    }
    let mut hosts = headers.get_all(header::HOST).iter();
    let host = match (hosts.next().map(HeaderValue::to_str), hosts.next()) {
        (Some(Ok(host)), None) if is_this_machine(host) => host,
        _ => return Some(StatusCode::FORBIDDEN),
    };
    // A whole address in the first line stands above the host's header.
    let asked = request.uri().authority();
    let plain = request.uri().scheme_str().is_none_or(|scheme| scheme == "http");
    if !plain || asked.is_some_and(|asked| asked.as_str() != host) {
        return Some(StatusCode::FORBIDDEN);
    }
    // What is judged here is what is opened later.
    let Some(path) = AskedPath::of(request.uri().path()) else {
        return Some(StatusCode::NOT_FOUND);
    };
    let passes = is_of_own_page(headers, host, &path) && (!asks_to_do || is_own(headers, host));
    (!passes).then_some(StatusCode::FORBIDDEN)
}

fn is_this_machine(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // The last part of an address in brackets is no port.
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    NAMES.iter().any(|own| own.eq_ignore_ascii_case(name)) && port.is_none_or(is_port)
}

/// Whether the browser says that one of the preview's own pages asks, or that somebody opens a page. Old browsers do not
/// say it; there the page that is left is known by its address.
fn is_of_own_page(headers: &HeaderMap, host: &str, path: &AskedPath) -> bool {
    let said =
        |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("not text"));
    let own = format!("http://{host}");
    if said(&header::ORIGIN).is_some_and(|origin| origin != own) {
        return false;
    }
    let fetch = |what: &'static str| said(&HeaderName::from_static(what));
    let opened =
        fetch("sec-fetch-mode") == Some("navigate") && fetch("sec-fetch-dest") == Some("document");
    match fetch("sec-fetch-site") {
        Some("same-origin" | "none") => true,
        Some(_) => opened,
        None => match said(&header::REFERER) {
            Some(page) => {
                path.is_page() || page.strip_prefix(&own).is_some_and(|rest| rest.starts_with('/'))
            }
            // Any page can run another's script, and a script tells what it holds.
            None => !path.is_script(),
        },
    }
}

/// Whether a script of the preview's own pages asks, as far as the browser says it.
fn is_own(headers: &HeaderMap, host: &str) -> bool {
    let own = format!("http://{host}");
    let is = |name: HeaderName, value: &str| headers.get(name).is_none_or(|said| said == value);
    is(header::ORIGIN, &own) && is(HeaderName::from_static("sec-fetch-site"), "same-origin")
}

/// What every answer says.
pub(super) fn mark(headers: &mut HeaderMap) {
    let is_drawing = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "image/svg+xml");
    let policy = if is_drawing {
        // A drawing opened by itself is a page that may hold scripts.
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
    } else {
        "frame-ancestors 'self'"
    };
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
        ("content-security-policy", policy),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("referrer-policy", "same-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.remove(header::ACCESS_CONTROL_ALLOW_ORIGIN);
}
