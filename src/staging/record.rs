//! What a release consists of: its files with a hash of each, and what its pages say.
//! In: a built site, or the bytes of a record. Out: a [`Record`], whose bytes are the same for the same release.

use crate::own_files::NEWS_PAGE;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::news::News;
use crate::model::Edition;

/// Lies at the target beside the site's files and is the last thing a release writes: what it lists is what is shown.
pub const RECORD: &str = "yanxi-release.json";

/// Lies at the target while a release is being written: whose work it is, and every file that may be ours.
pub const MARKER: &str = "yanxi-publishing.json";

/// Lists the files of the release before that stay for readers with an open page.
pub const KEPT: &str = "yanxi-kept.json";

/// What is written beside a file before it takes the file's place.
pub const NEW: &str = ".yanxi-new";

const FORMAT: u32 = 1;

/// A release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub format: u32,
    /// Counts the releases of a target.
    pub number: u64,
    pub edition: Edition,
    pub date: String,
    /// Of the site.
    pub title: String,
    pub files: BTreeMap<String, RecordFile>,
    /// By path in the site.
    pub pages: BTreeMap<String, Listed>,
    /// What its page of news shows; none at the first release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<News>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFile {
    pub hash: String,
    pub size: u64,
}

/// A page as far as news needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub title: String,
    /// Hash of the page's own text, without the frame that all pages share.
    pub text: String,
    /// Hash of the path of its source; empty for a page made by the program.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A release of a program later than this one.
#[derive(Debug)]
pub struct NewerRelease;

impl std::fmt::Display for NewerRelease {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("a later program published it")
    }
}

impl std::error::Error for NewerRelease {}

impl Record {
    pub fn new(edition: Edition, date: String) -> Record {
        Record { format: FORMAT, edition, date, ..Record::default() }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings and numbers under string keys cannot fail to become JSON.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Reads a record; none when the bytes are no record that this program knows.
    pub fn parse(bytes: &[u8]) -> Option<Record> {
        let record: Record = serde_json::from_slice(bytes).ok()?;
        let safe = record.files.keys().all(|path| is_safe(path));
        (record.format == FORMAT && safe).then_some(record)
    }

    /// Whether bytes are a record that a later program wrote, of which this one knows no more than that.
    pub fn is_newer(bytes: &[u8]) -> bool {
        #[derive(Deserialize)]
        struct Numbered {
            format: u32,
        }
        serde_json::from_slice::<Numbered>(bytes).is_ok_and(|record| record.format > FORMAT)
    }

    /// Reads the record of a place; none where the bytes are damaged. One that a later program wrote is not written over.
    pub fn at_place(bytes: &[u8]) -> std::io::Result<Option<Record>> {
        if Record::is_newer(bytes) {
            return Err(std::io::Error::other(NewerRelease));
        }
        Ok(Record::parse(bytes))
    }

    /// The same content, whatever the number and date.
    pub fn same_content(&self, other: &Record) -> bool {
        self.edition == other.edition && self.files == other.files && self.pages == other.pages
    }
}

/// Whether a path read from a target stays inside it.
pub fn is_safe(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', '\0', ':'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The hash by which files of releases are known.
pub fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_string()
}

/// The order in which readers may come to see a release: what nothing leads to yet, then pages, then the files that
/// lead into the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    Underlay,
    Page,
    Entry,
    Home,
}

impl Turn {
    pub fn of(path: &str) -> Turn {
        match path {
            "index.html" => Turn::Home,
            "search/entry.js" | "search/titles.js" | "search.html" | "404.html" | "feed.xml"
            | "sitemap.xml" | NEWS_PAGE => Turn::Entry,
            _ if path.ends_with(".html") => Turn::Page,
            _ => Turn::Underlay,
        }
    }
}

/// Whether a file's name says its content, so that it never changes under that name.
pub fn is_named_by_content(path: &str) -> bool {
    let in_folder = |above: &str, length: usize| {
        path.strip_prefix(above).and_then(|rest| rest.split_once('/')).is_some_and(|(folder, _)| {
            folder.len() == length && folder.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    // Of the third an index of a program before 0.4.
    in_folder(crate::theme::ASSETS, 16)
        || path.strip_prefix("search/").is_some_and(yanxi_search::is_named_by_content)
        || in_folder("search/", 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_files_come_last_and_what_nothing_leads_to_first() {
        let mut paths = [
            "index.html",
            "search/entry.js",
            "xue-xi/index.html",
            "a.html",
            "search/0/0123ABCD.BIN",
            "assets/0123456789abcdef/yanxi.css",
            "fu-jian.pdf",
        ];
        paths.sort_by_key(|path| (Turn::of(path), path.to_string()));
        assert_eq!(
            paths,
            [
                "assets/0123456789abcdef/yanxi.css",
                "fu-jian.pdf",
                "search/0/0123ABCD.BIN",
                "a.html",
                "xue-xi/index.html",
                "search/entry.js",
                "index.html",
            ]
        );
    }

    #[test]
    fn only_names_made_from_contents_never_change() {
        for path in [
            "search/0123456789abcdef/hot.bin",
            "search/hot/0123ABCD.BIN",
            "search/0/0123ABCD.BIN",
            "search/0/0123ABCD.JS",
            "search/client/0123456789abcdef.js",
            "assets/0123456789abcdef/yanxi.css",
        ] {
            assert!(is_named_by_content(path), "{path}");
        }
        for path in [
            "search/entry.js",
            "search/0/a.BIN",
            "assets/logo.png",
            "assets/own/logo.png",
            "a.html",
        ] {
            assert!(!is_named_by_content(path), "{path}");
        }
    }

    #[test]
    fn a_record_that_leads_out_of_the_target_is_none() {
        let mut record = Record::new(Edition::Public, "2026-11-23".into());
        let file = RecordFile { hash: hash(b""), size: 0 };
        record.files.insert("a/b.html".into(), file.clone());
        assert_eq!(Record::parse(&record.to_bytes()), Some(record.clone()));
        for path in ["../a", "/a", "a//b", "c:/a", "a\\..\\b", "."] {
            let mut bad = record.clone();
            bad.files.insert(path.into(), file.clone());
            assert_eq!(Record::parse(&bad.to_bytes()), None, "{path}");
        }
    }
}
