//! The preview over real sockets: who gets an answer, what lies within reach, what browsers are told.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Preview, folder_with, text};

const SECRET: &str = "不在网站里";

fn folder() -> tempfile::TempDir {
    folder_with(&[
        ("yanxi.toml", "# 不在网站里\n"),
        ("content/_index.md", "# 首页\n\n![图](t.svg)"),
        ("content/a.md", "# 甲\n\n公开正文"),
        ("content/t.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/b.md", "---\n公开: 内部\n---\n\n# 乙\n\n内部正文"),
    ])
}

/// Sends these bytes and reads the answer until it ends or stands still.
fn send(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("the preview answers");
    stream.set_read_timeout(Some(Duration::from_millis(800))).expect("a time-out");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    text(&answer)
}

fn ask(address: &str, line: &str, headers: &[&str]) -> String {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    send(address, &format!("{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"))
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn only_this_machines_own_pages_get_an_answer() {
    let folder = folder();
    let preview = Preview::start(folder.path(), "18211");
    let address = preview.address.as_str();
    let port = address.rsplit(':').next().expect("a port");
    let own = format!("Host: {address}");

    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "evil.example:127.0.0.1",
        "127.0.0.1@evil.example",
        "localhost:1111:evil.example",
        "localhost:evil",
        "0.0.0.0",
        "127.0.0.2",
        "192.168.1.1",
        "[::2]",
        "[::1",
        "",
    ] {
        let host = format!("Host: {host}");
        for path in ["/a.html", "/__yanxi/other/b.html", "/__yanxi/events", "/__yanxi/reload.js"] {
            let answer = ask(address, &format!("GET {path}"), &[&host]);
            assert!(matches!(status(&answer), "403" | "400"), "{host} {path}: {answer}");
            assert!(!answer.contains("正文"), "{host} {path}: {answer}");
        }
    }
    for host in [
        address.to_string(),
        format!("localhost:{port}"),
        "LOCALHOST".into(),
        format!("[::1]:{port}"),
    ] {
        let answer = ask(address, "GET /a.html", &[&format!("Host: {host}")]);
        assert_eq!(status(&answer), "200", "{host}: {answer}");
    }
    assert!(matches!(status(&ask(address, "GET /a.html", &[])), "400" | "403"));
    let twice = ask(address, "GET /a.html", &[&own, "Host: evil.example"]);
    assert!(matches!(status(&twice), "400" | "403"), "{twice}");

    // Whole addresses in the first line.
    for (line, expected) in [
        (format!("GET http://{address}/a.html"), "200"),
        ("GET http://evil.example/a.html".into(), "403"),
        (format!("GET https://{address}/a.html"), "403"),
        (format!("GET http://user@{address}/a.html"), "403"),
        (format!("POST http://{address}/a.html"), "405"),
        ("POST /a.html".into(), "405"),
        ("DELETE /a.html".into(), "405"),
        ("OPTIONS /a.html".into(), "405"),
        ("HEAD /a.html".into(), "200"),
    ] {
        assert_eq!(status(&ask(address, &line, &[&own])), expected, "{line}");
    }
    // A name for a tunnel: the connection is not handed on.
    assert_ne!(status(&ask(address, "CONNECT evil.example:443", &[&own])), "200");
}

#[test]
fn no_page_of_another_origin_gets_an_answer() {
    let folder = folder();
    let preview = Preview::start(folder.path(), "18231");
    let address = preview.address.as_str();
    let host = format!("Host: {address}");
    let own_origin = format!("Origin: http://{address}");
    let own_page = format!("Referer: http://{address}/a.html");
    let like_own = format!("Referer: http://{address}.evil.example/a.html");

    let (page, script) = ("/a.html", "/search/titles.js");
    let cases: Vec<(&str, Vec<&str>, &str)> = vec![
        (page, vec![], "200"),
        (page, vec!["Sec-Fetch-Site: none"], "200"),
        (page, vec!["Sec-Fetch-Site: same-origin", &own_origin], "200"),
        (
            page,
            vec![
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: document",
            ],
            "200",
        ),
        (
            page,
            vec![
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Mode: navigate",
                "Sec-Fetch-Dest: iframe",
            ],
            "403",
        ),
        (
            page,
            vec!["Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"],
            "403",
        ),
        (
            page,
            vec!["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"],
            "403",
        ),
        (page, vec!["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"], "403"),
        (page, vec!["Sec-Fetch-Site: "], "403"),
        (page, vec!["Origin: http://evil.example"], "403"),
        (page, vec!["Origin: null"], "403"),
        (page, vec!["Origin: http://localhost:3000"], "403"),
        (page, vec!["Origin: http://evil.example", "Sec-Fetch-Site: same-origin"], "403"),
        (page, vec!["Referer: http://evil.example/"], "200"),
        (script, vec![&own_page], "200"),
        (script, vec!["Sec-Fetch-Site: same-origin"], "200"),
        (script, vec![], "403"),
        (script, vec!["Referer: http://evil.example/"], "403"),
        (script, vec![&like_own], "403"),
        ("/__yanxi/reload.js", vec!["Referer: http://evil.example/"], "403"),
        ("/__yanxi/events", vec!["Origin: http://evil.example"], "403"),
        (
            "/__yanxi/events",
            vec!["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"],
            "403",
        ),
        ("/__yanxi/events", vec!["Referer: http://evil.example/"], "403"),
        ("/__yanxi/events", vec!["Sec-Fetch-Site: same-origin"], "200"),
        ("/__yanxi/other/b.html", vec!["Origin: http://evil.example"], "403"),
        (
            "/__yanxi/other/b.html",
            vec!["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"],
            "403",
        ),
        ("/__yanxi/other/search/titles.js", vec![], "403"),
        ("/__yanxi/other/search/titles.j%73", vec![], "403"),
        ("/__yanxi/other/search/titles.%6as", vec![], "403"),
        ("/__yanxi/other/search/titles.JS", vec![], "403"),
        ("/__yanxi/other/search/titles.js/", vec![], "403"),
        ("/__yanxi/other/search/titles.js/", vec!["Referer: http://evil.example/"], "404"),
        ("/__yanxi/other//search/titles.js", vec![], "404"),
        ("/a.html/", vec![], "404"),
        ("/__yanxi/other/b.html", vec!["Sec-Fetch-Site: same-origin"], "200"),
    ];
    for (path, headers, expected) in &cases {
        let mut sent: Vec<&str> = vec![&host];
        sent.extend(headers);
        let answer = ask(address, &format!("GET {path}"), &sent);
        assert_eq!(status(&answer), *expected, "{path} {headers:?}: {answer}");
        if *expected != "200" {
            assert!(!answer.contains("YanxiSearch.titles"), "{path} {headers:?}: {answer}");
        }
        if *expected == "403" {
            assert!(answer.ends_with("\r\n\r\n"), "{path} {headers:?}: {answer}");
        }
        // Whatever the answer, browsers are told to keep it from others.
        let told = answer.to_lowercase();
        for header in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "x-frame-options: sameorigin",
            "content-security-policy: frame-ancestors 'self'",
            "cross-origin-resource-policy: same-origin",
            "cross-origin-opener-policy: same-origin",
            "referrer-policy: same-origin",
        ] {
            assert!(told.contains(header), "{path} {headers:?} lacks {header}: {answer}");
        }
        assert!(!told.contains("access-control-allow"), "{path} {headers:?}: {answer}");
    }
    let drawing = ask(address, "GET /t.svg", &[&host, &own_page]);
    assert!(
        drawing.contains("content-security-policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"),
        "{drawing}"
    );
    let missing = ask(address, "GET /none.html", &[&host]);
    assert!(status(&missing) == "404" && missing.contains("nosniff"), "{missing}");
}

#[test]
fn nothing_outside_the_site_lies_within_reach() {
    let folder = folder();
    let preview = Preview::start(folder.path(), "18251");
    let address = preview.address.as_str();
    let host = format!("Host: {address}");
    fs::write(folder.path().join("secret.txt"), SECRET).expect("a file");
    fs::create_dir(folder.path().join("beside")).expect("a folder");
    fs::write(folder.path().join("beside/index.html"), SECRET).expect("a file");
    fs::write(folder.path().join("public/.hidden"), SECRET).expect("a file");
    #[cfg(unix)]
    {
        let link = |to: &str, name: &str| {
            std::os::unix::fs::symlink(
                folder.path().join(to),
                folder.path().join("public").join(name),
            )
            .expect("a link");
        };
        link("secret.txt", "link.txt");
        link("beside", "linked");
        link("yanxi.toml", "toml.html");
        link("public-internal/b.html", "inside.html");
        assert_eq!(
            fs::read_to_string(folder.path().join("public/link.txt")).expect("text"),
            SECRET
        );
    }
    for path in [
        "/../yanxi.toml",
        "/%2e%2e/yanxi.toml",
        "/%2E%2E%2Fyanxi.toml",
        "/..%2fyanxi.toml",
        "/..%5cyanxi.toml",
        "/..\\yanxi.toml",
        "/%252e%252e/yanxi.toml",
        "/.%2e/yanxi.toml",
        "/%c0%ae%c0%ae/yanxi.toml",
        "/a.html/../../yanxi.toml",
        "/assets/../../yanxi.toml",
        "//../yanxi.toml",
        "/./../yanxi.toml",
        "/a.html%00.txt",
        "/a.html::$DATA",
        "/C:/yanxi.toml",
        "/.yanxi-manifest.json",
        "/.hidden",
        "/%2ehidden",
        "/link.txt",
        "/linked/",
        "/linked/index.html",
        "/toml.html",
        "/inside.html",
        "/__yanxi/other/../../yanxi.toml",
        "/__yanxi/other/%2e%2e/%2e%2e/yanxi.toml",
        "/__yanxi/other/..%2f..%2fsecret.txt",
        "/__yanxi/other/.yanxi-manifest.json",
        "/__yanxi/other//../secret.txt",
        "/__yanxi/",
        "/__yanxi/nothing",
        "/b.html",
    ] {
        let answer = ask(address, &format!("GET {path}"), &[&host, "Sec-Fetch-Site: same-origin"]);
        assert!(matches!(status(&answer), "404" | "400"), "{path}: {answer}");
        for word in [SECRET, "内部正文", "\"files\""] {
            assert!(!answer.contains(word), "{path}: {answer}");
        }
    }
    let other = ask(address, "GET /__yanxi/other/b.html", &[&host]);
    assert!(other.contains("内部正文"), "{other}");
}

#[test]
fn whoever_does_not_finish_asking_is_not_waited_for() {
    let folder = folder();
    let preview = Preview::start(folder.path(), "18271");
    let mut stream = TcpStream::connect(&preview.address).expect("the preview answers");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
    let begun = format!("GET /a.html HTTP/1.1\r\nHost: {}\r\n", preview.address);
    stream.write_all(begun.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // It ends, where it used to stand open for ever.
    stream.read_to_end(&mut answer).expect("the end of the connection");
    assert!(!text(&answer).contains("公开正文"));
    let host = format!("Host: {}", preview.address);
    assert_eq!(status(&ask(&preview.address, "GET /a.html", &[&host])), "200");
}
