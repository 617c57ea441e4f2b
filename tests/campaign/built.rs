//! Sites built for the tests of campaigns, and what a reader sees of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use scraper::{ElementRef, Html, Node, Selector};
use tempfile::TempDir;
use yanxi::build::{Outcome, Request, build};
use yanxi::model::{Edition, Selection};
use yanxi_problem::Language;
use yanxi_problem::print::line;

/// A built site and its pages by path.
pub(crate) struct Built {
    _folder: TempDir,
    pub(crate) output: PathBuf,
    pub(crate) outcome: Outcome,
    pub(crate) pages: BTreeMap<String, String>,
}

impl Built {
    /// Builds a folder in one edition, as of the samples' date.
    pub(crate) fn of(folder: &Path, edition: Edition) -> Built {
        Built::selected(folder, Selection { edition, ..Selection::default() })
    }

    pub(crate) fn selected(folder: &Path, selection: Selection) -> Built {
        let temporary = tempfile::tempdir().expect("a folder");
        let output = temporary.path().join("out");
        let request = Request {
            folder: folder.to_path_buf(),
            output: Some(output.clone()),
            selection,
            date: Some(jiff::civil::date(2026, 11, 23)),
            ..Request::default()
        };
        let outcome = build(&request, &|_| {});
        let pages = files(&output)
            .into_iter()
            .filter(|path| path.ends_with(".html"))
            .map(|path| {
                let html = fs::read_to_string(output.join(&path)).expect("a page");
                (path, html)
            })
            .collect();
        Built { _folder: temporary, output, outcome, pages }
    }

    pub(crate) fn messages(&self) -> Vec<String> {
        self.outcome.diagnostics.iter().map(|problem| line(problem, Language::Chinese)).collect()
    }

    /// The visible words of the page whose path ends so.
    pub(crate) fn page(&self, name: &str) -> String {
        let (_, html) = self.pages.iter().find(|(path, _)| path.ends_with(name)).expect(name);
        words(html)
    }

    /// The visible words of the pages whose path ends in one of the names, by path.
    pub(crate) fn words_of(&self, names: &[&str]) -> BTreeMap<&str, String> {
        self.pages
            .iter()
            .filter(|(path, _)| {
                names.iter().any(|name| path.ends_with(name) || path.contains(&format!("/{name}/")))
            })
            .map(|(path, html)| (path.as_str(), words(html)))
            .collect()
    }
}

/// The sample site of the repository.
pub(crate) fn sample(edition: Edition) -> &'static Built {
    static PUBLIC: OnceLock<Built> = OnceLock::new();
    static INTERNAL: OnceLock<Built> = OnceLock::new();
    let built = match edition {
        Edition::Public => &PUBLIC,
        Edition::Internal => &INTERNAL,
    };
    built.get_or_init(|| Built::of(Path::new(env!("CARGO_MANIFEST_DIR")), edition))
}

/// A folder of small files.
pub(crate) fn folder_of(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, text).expect("a file");
    }
    folder
}

/// Paths of all files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        let Ok(entries) = fs::read_dir(&current) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(below) = path.strip_prefix(folder) {
                found.push(below.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// What a reader sees of a page's own part, without white space; what only scripts or attributes hold is not seen.
pub(crate) fn words(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    let mut seen = String::new();
    for element in page.select(&main) {
        collect(element, &mut seen);
    }
    seen
}

/// Whole numbers in the visible texts of a page, each text for itself.
pub(crate) fn numbers(html: &str) -> BTreeSet<String> {
    let page = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    page.select(&main)
        .flat_map(|element| element.text())
        .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()))
        .map(str::to_string)
        .collect()
}

/// Words as they are compared.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn collect(element: ElementRef<'_>, seen: &mut String) {
    let hidden = matches!(element.value().name(), "script" | "style" | "template")
        || element
            .value()
            .classes()
            .any(|class| class == "visually-hidden" || class == "breadcrumbs");
    if hidden {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => seen.push_str(&bare(text)),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    collect(child, seen);
                }
            }
            _ => {}
        }
    }
}
