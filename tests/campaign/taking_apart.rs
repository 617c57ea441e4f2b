//! A site taken apart down to the last text, in every form in which a word could be hidden there.
//! In: a folder. Out: its texts with the places where they stand.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::built::files;
use super::index_contents;

/// Files that are the program's own, whatever the site: the search client holds a table of characters.
const CLIENT: [&[u8]; 2] = [
    include_bytes!("../../crates/search-wasm/dist/client.js"),
    include_bytes!("../../crates/search-wasm/dist/client.wasm.deflate"),
];

/// Behind length and checksum.
static CLIENT_WITHOUT_WASM: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let packed = include_bytes!("../../crates/search-wasm/dist/client-without-wasm.js.deflate");
    miniz_oxide::inflate::decompress_to_vec(&packed[8..]).expect("a packed file")
});

pub(crate) fn is_client(bytes: &[u8]) -> bool {
    CLIENT.contains(&bytes) || *CLIENT_WITHOUT_WASM == bytes
}

/// All texts of a folder by place: names of files, their bytes, and whatever is packed or encoded in them.
pub(crate) fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut index = BTreeMap::new();
    for path in files(folder) {
        found.push((format!("name of {path}"), path.clone()));
        let bytes = std::fs::read(folder.join(&path)).expect("a file");
        if path.starts_with("search/") {
            index.insert(path.clone(), bytes.clone());
        }
        if is_client(&bytes) {
            continue;
        }
        // The client as a script is the client once more.
        let is_client = path.starts_with("search/") && path.contains("client");
        if !is_client {
            unpack(&path, &bytes, 0, &mut found);
        }
    }
    if index.contains_key("search/entry.js") {
        found.extend(
            index_contents::contents(&index)
                .into_iter()
                .map(|(place, text)| (format!("search: {place}"), text)),
        );
    }
    found
}

fn unpack(place: &str, bytes: &[u8], depth: usize, found: &mut Vec<(String, String)>) {
    if depth > 4 {
        return;
    }
    for (name, inner) in zip_entries(bytes) {
        found.push((format!("{place}: name"), name.clone()));
        unpack(&format!("{place}: {name}"), &inner, depth + 1, found);
    }
    for inner in [
        miniz_oxide::inflate::decompress_to_vec(bytes).ok(),
        miniz_oxide::inflate::decompress_to_vec_zlib(bytes).ok(),
    ] {
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            unpack(&format!("{place}: packed"), &inner, depth + 1, found);
        }
    }
    let text = String::from_utf8_lossy(bytes).into_owned();
    if text.contains("base64") || place.starts_with("search/") {
        for run in
            text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')))
        {
            if run.len() >= 16
                && let Some(inner) = base64(run)
            {
                unpack(&format!("{place}: base64"), &inner, depth + 1, found);
            }
        }
    }
    for (how, form) in [
        ("entities", without_entities(&text)),
        ("percent", without_percent(&text)),
        ("escapes", without_escapes(&text)),
    ] {
        if form != text {
            found.push((format!("{place}: {how}"), form));
        }
    }
    found.push((place.to_string(), text));
}

/// The files of a zip by its directory; none where the bytes are no zip.
fn zip_entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let two = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let four = |at: usize| two(at) | two(at + 2) << 16;
    let Some(end) = bytes.windows(4).rposition(|window| window == b"PK\x05\x06") else {
        return Vec::new();
    };
    let mut at = four(end + 16);
    let mut found = Vec::new();
    for _ in 0..two(end + 10) {
        let name = String::from_utf8_lossy(&bytes[at + 46..at + 46 + two(at + 28)]).into_owned();
        let local = four(at + 42);
        let start = local + 30 + two(local + 26) + two(local + 28);
        let packed = &bytes[start..start + four(at + 20)];
        let inner = match two(at + 10) {
            0 => packed.to_vec(),
            _ => miniz_oxide::inflate::decompress_to_vec(packed).expect("a packed file"),
        };
        found.push((name, inner));
        at += 46 + two(at + 28) + two(at + 30) + two(at + 32);
    }
    found
}

pub(crate) fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let mut held = 0u32;
    let mut bits = 0;
    for character in text.trim_end_matches('=').bytes() {
        let value = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = held << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
        }
    }
    Some(bytes)
}

fn without_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        rest = &rest[at + 2..];
        let end = rest.find(';').filter(|end| *end < 9);
        let decoded = end.and_then(|end| {
            let number = &rest[..end];
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            Some((char::from_u32(code?)?, end))
        });
        match decoded {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => out.push_str("&#"),
        }
    }
    out + rest
}

fn without_percent(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text
            .get(at + 1..at + 3)
            .filter(|_| bytes[at] == b'%')
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        out.push_str(&rest[..at]);
        let hex = rest.get(at + 2..at + 6);
        let code = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(character) => {
                out.push(character);
                rest = &rest[at + 6..];
            }
            None => {
                out.push_str("\\u");
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}
