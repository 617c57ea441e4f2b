//! Names of files that the program writes itself, or reads beside the material.
//! In: nothing, or a path. Out: names, and whether a file is one of ours.

use std::io::Read;
use std::path::Path;

use yanxi_problem::report;

/// Settings of a site, at its top.
pub const SETTINGS: &str = "yanxi.toml";

/// Lists the files of a site that are ours; lies in the output folder.
pub const MANIFEST: &str = ".yanxi-manifest.json";

/// What a site's folder remembers of its releases; neither content nor output.
pub const RELEASE_MEMORY: &str = "publish-log";

/// The page of what is new since the last release.
pub const NEWS_PAGE: &str = "whats-new.html";

/// Whether a file is a page by its name.
pub fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

/// Endings of documents that may be pages, those that are preferred first: Word documents, then workbooks.
pub const DOCUMENTS: [&str; 9] =
    [".docx", ".doc", ".wps", ".xlsx", ".xlsm", ".ods", ".xlsb", ".et", ".xls"];

/// So many of them are of Word documents.
const OF_WORD: usize = 3;

/// Whether a file may be a page as a Word document, by its name.
pub fn is_word_document(path: &str) -> bool {
    ends_with_any(path, &DOCUMENTS[..OF_WORD])
}

/// Whether a file may be a page as a workbook, by its name.
pub fn is_workbook(path: &str) -> bool {
    ends_with_any(path, &DOCUMENTS[OF_WORD..])
}

fn ends_with_any(path: &str, endings: &[&str]) -> bool {
    let path = path.to_ascii_lowercase();
    endings.iter().any(|ending| path.ends_with(ending))
}

/// Whether a file is a report of ours, by its name and its first bytes.
pub fn is_report(path: &Path) -> bool {
    let named =
        path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(report::NAME_END));
    let begins = || {
        let mut head = Vec::new();
        let file = std::fs::File::open(path).ok()?;
        file.take(400).read_to_end(&mut head).ok()?;
        Some(String::from_utf8_lossy(&head).contains(report::MARK))
    };
    named && begins().unwrap_or(false)
}
