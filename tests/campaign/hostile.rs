//! Hostile words in every field of a plan, a roster, a record and a page stay words in every file of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use scraper::Html;
use yanxi::model::Edition;

use super::built::Built;
use super::hostile_site::{Addition, HARMLESS, HOSTILE, files, write_site};

fn built(addition: Addition, edition: Edition) -> Built {
    let folder = tempfile::tempdir().expect("a folder");
    write_site(folder.path(), addition);
    let built = Built::of(folder.path(), edition);
    assert!(built.outcome.published, "{:#?}", built.messages());
    let errors: Vec<String> =
        built.messages().into_iter().filter(|line| line.starts_with("错误")).collect();
    assert_eq!(errors, Vec::<String>::new());
    built
}

fn hostile(edition: Edition) -> &'static Built {
    static PUBLIC: OnceLock<Built> = OnceLock::new();
    static INTERNAL: OnceLock<Built> = OnceLock::new();
    match edition {
        Edition::Public => PUBLIC.get_or_init(|| built(HOSTILE, Edition::Public)),
        Edition::Internal => INTERNAL.get_or_init(|| built(HOSTILE, Edition::Internal)),
    }
}

/// The kinds of elements of a page, each with the names of its attributes, and how many there are of each.
fn elements(html: &str) -> BTreeMap<(String, Vec<String>), usize> {
    let mut found = BTreeMap::new();
    for element in Html::parse_document(html).root_element().descendent_elements() {
        let attributes: BTreeSet<String> = element
            .value()
            .attrs()
            .map(|(name, value)| match name {
                // What an address leads to is part of what it is.
                "href" | "src" | "content" | "action" => {
                    format!("{name} {}", kind_of_address(value))
                }
                _ => name.to_string(),
            })
            .collect();
        let kind = (element.value().name().to_string(), attributes.into_iter().collect());
        *found.entry(kind).or_default() += 1;
    }
    found
}

/// Elements that run, load, send or govern something.
const RUNS_OR_LOADS: [&str; 20] = [
    "script", "img", "svg", "math", "iframe", "object", "embed", "form", "input", "button",
    "select", "textarea", "style", "link", "meta", "base", "video", "audio", "template",
    "noscript",
];

fn kind_of_address(address: &str) -> &str {
    match address.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric()) => scheme,
        _ => "",
    }
}

#[test]
fn no_page_has_an_element_that_harmless_words_do_not_give_it() {
    for edition in [Edition::Public, Edition::Internal] {
        let harmless = built(HARMLESS, edition);
        let hostile = hostile(edition);
        assert_eq!(harmless.pages.len(), hostile.pages.len());
        let mut all = BTreeMap::new();
        for html in harmless.pages.values() {
            for (kind, count) in elements(html) {
                *all.entry(kind).or_insert(0) += count;
            }
        }
        let mut compared = 0;
        for (path, html) in &hostile.pages {
            let mut known = &all;
            let same;
            if let Some(harmless) = harmless.pages.get(path) {
                same = elements(harmless);
                known = &same;
                compared += 1;
            }
            for (kind, count) in elements(html) {
                let allowed = known.get(&kind).copied().unwrap_or(0);
                // Lists may be cut in other places, so plain ones may be more; what runs or loads may not.
                let is_plain = !RUNS_OR_LOADS.contains(&kind.0.as_str());
                assert!(
                    count <= allowed || is_plain && allowed > 0,
                    "{path}: {count} of {kind:?}, {allowed} in the harmless site"
                );
            }
        }
        assert!(compared > 40, "{compared} pages have the same address in both");
    }
}

#[test]
fn no_page_styles_runs_or_handles_anything_itself() {
    for edition in [Edition::Public, Edition::Internal] {
        for (path, html) in &hostile(edition).pages {
            for element in Html::parse_document(html).root_element().descendent_elements() {
                let name = element.value().name();
                assert!(
                    name != "style" && name != "base" && name != "iframe" && name != "object",
                    "{path}"
                );
                assert!(name != "script" || element.text().all(str::is_empty), "{path}");
                for (attribute, value) in element.value().attrs() {
                    assert!(
                        !attribute.starts_with("on") && attribute != "style",
                        "{path}: {attribute}"
                    );
                    assert!(
                        attribute != "href" || !value.contains("javascript:"),
                        "{path}: {value}"
                    );
                }
            }
        }
    }
}

fn texts(built: &Built, ending: &str) -> Vec<(PathBuf, String)> {
    let found: Vec<(PathBuf, String)> = files(&built.output)
        .into_iter()
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .map(|path| {
            let text = fs::read_to_string(built.output.join(&path)).expect("a text");
            (path, text)
        })
        .collect();
    assert!(!found.is_empty(), "no {ending}");
    found
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    for (path, text) in texts(hostile(Edition::Internal), ".csv") {
        let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut cells = 0;
        for row in reader.records() {
            // The reader refuses rows of unequal length, which words that break out would make.
            for cell in &row.unwrap_or_else(|error| panic!("{path:?}: {error}")) {
                let runs =
                    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                assert!(!runs || cell.parse::<f64>().is_ok(), "{path:?}: {cell}");
                cells += usize::from(cell.contains("__pwned"));
            }
        }
        let _ = cells;
    }
    let all: String =
        texts(hostile(Edition::Internal), ".csv").into_iter().map(|(_, text)| text).collect();
    assert!(all.contains("'=") && all.contains("__pwned"));
}

#[test]
fn feed_and_map_are_well_formed_and_hold_the_words() {
    let built = hostile(Edition::Public);
    for (path, text) in texts(built, ".xml") {
        let document =
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        let names: BTreeSet<&str> = document
            .descendants()
            .filter(roxmltree::Node::is_element)
            .map(|node| node.tag_name().name())
            .collect();
        let known = [
            "feed", "title", "id", "link", "updated", "author", "name", "entry", "summary",
            "urlset", "url", "loc", "lastmod",
        ];
        assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
        for node in document.descendants() {
            for address in node
                .attribute("href")
                .into_iter()
                .chain(node.has_tag_name("loc").then(|| node.text()).flatten())
            {
                assert!(address.starts_with("https://example.com/xx/"), "{address}");
            }
        }
    }
    assert!(texts(built, "feed.xml")[0].1.contains("__pwned"));
}

#[test]
fn scripts_with_words_in_them_are_ascii_safe() {
    for edition in [Edition::Public, Edition::Internal] {
        for (path, text) in texts(hostile(edition), ".js") {
            if !path.starts_with("search") || path.starts_with("search/client") {
                continue;
            }
            for bad in ["\u{2028}", "\u{2029}", "</script", "<!--"] {
                assert!(!text.contains(bad), "{path:?} holds {bad:?}");
            }
        }
        for (path, text) in texts(hostile(edition), ".json") {
            serde_json::from_str::<serde_json::Value>(&text)
                .unwrap_or_else(|error| panic!("{path:?}: {error}"));
        }
    }
}

#[test]
fn every_file_name_is_one_that_any_system_takes() {
    for edition in [Edition::Public, Edition::Internal] {
        for path in files(&hostile(edition).output) {
            for name in path.iter().map(|name| name.to_str().expect("Unicode")) {
                plain_name(name, &path);
            }
        }
    }
}

fn plain_name(name: &str, path: &Path) {
    let usable = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    assert!(usable && !name.ends_with('.') && name.len() <= 120, "{path:?}");
    let base = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    assert!(!["con", "prn", "aux", "nul"].contains(&base.as_str()), "{path:?}");
}
