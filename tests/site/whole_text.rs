//! What is written is what is read: every Han character of a body stands on its page, as often as it was written.
//! In: the Markdown of the fixtures, of the sample site, or of the folder in `YANXI_TEXT_FOLDER`. Out: the page's text, read
//! by another parser than the one that made it, compared as a heap of characters.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Node, Selector};
use yanxi::build::{Request, build};
use yanxi::exit_status::ExitStatus;
use yanxi::model::{Edition, Selection};
use yanxi_text::han::is_han;

use super::all_pages;

/// How often each Han character stands in a text.
type Heap = BTreeMap<char, i64>;

fn heap(text: &str) -> Heap {
    let mut heap = Heap::new();
    for character in text.chars().filter(|character| is_han(*character)) {
        *heap.entry(character).or_default() += 1;
    }
    heap
}

/// What one heap has more than another, and less.
fn difference(one: &Heap, other: &Heap) -> String {
    let characters: BTreeSet<char> = one.keys().chain(other.keys()).copied().collect();
    let mut out = String::new();
    for character in characters {
        let more = one.get(&character).unwrap_or(&0) - other.get(&character).unwrap_or(&0);
        if more != 0 {
            out.push_str(&format!("{character}{more:+} "));
        }
    }
    out
}

/// Title, and the words of the text with the descriptions of its pictures.
fn page_text(html: &str) -> (String, String) {
    let document = Html::parse_document(html);
    let of = |selector: &str| {
        let mut text = String::new();
        for element in document.select(&Selector::parse(selector).expect("a selector")) {
            collect(element, &mut text);
        }
        text
    };
    (of("h1.page-title, .home > h1.visually-hidden"), of("#yanxi-content"))
}

fn collect(element: ElementRef<'_>, text: &mut String) {
    const OF_THE_THEME: [&str; 5] = [
        "callout-label",
        "footnote-backref",
        "table-download",
        "missing-picture-label",
        "missing-picture-address",
    ];
    let class = element.value().attr("class").unwrap_or_default();
    let is_label = class.split_whitespace().any(|class| OF_THE_THEME.contains(&class));
    if is_label || class == "footnote-ref" {
        return;
    }
    text.push_str(element.value().attr("alt").unwrap_or_default());
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            _ => {
                if let Some(child) = ElementRef::wrap(child) {
                    collect(child, text);
                }
            }
        }
    }
}

/// The words of a body, found by rules so simple that they share no mistake with the program: no settings, remarks,
/// styles, addresses, names of boxes, labels of footnotes.
fn body_text(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = without_settings(&text);
    let text = without(text, "<!--", "-->");
    let text = without(&text, "<style", "</style>");
    let text = without_tags(&without(&text, "<script", "</script>"));
    let mut out = String::new();
    for line in text.lines() {
        let trimmed = line.trim_start_matches([' ', '>', '\t']);
        // Addresses that links below name, and their titles.
        let is_definition = trimmed.starts_with('[')
            && !trimmed.starts_with("[^")
            && trimmed.split_once("]:").is_some_and(|(label, _)| !label.contains(']'));
        let is_fence = trimmed.starts_with("```") || trimmed.starts_with("~~~");
        if is_definition || is_fence {
            continue;
        }
        let line = match trimmed.strip_prefix(":::") {
            Some(block) => block.trim().split_once(char::is_whitespace).map_or("", |(_, t)| t),
            None => line,
        };
        let line = without_one_line(line, "[^", "]");
        let line = without_one_line(&line, "[!", "]");
        let line = without_one_line(&line, "{#", "}");
        let line = without_addresses(&without_page_names(&line));
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn without_settings(text: &str) -> &str {
    for fence in ["---", "+++"] {
        let Some(rest) = text.strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n')) else {
            continue;
        };
        let end = format!("\n{fence}\n");
        if let Some(at) = format!("\n{rest}").find(&end) {
            return &rest[(at + end.len() - 1).min(rest.len())..];
        }
    }
    text
}

fn without(text: &str, start: &str, end: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(start) {
        out.push_str(before);
        rest = behind.split_once(end).map_or("", |(_, behind)| behind);
    }
    out + rest
}

/// The same, where the end may be missing.
fn without_one_line(line: &str, start: &str, end: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once(start) {
        let Some((_, behind)) = behind.split_once(end) else {
            break;
        };
        out.push_str(before);
        rest = behind;
    }
    out + rest
}

/// `[[页名|文字]]` shows what stands behind the bar.
fn without_page_names(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("[[") {
        let Some((inside, behind)) = behind.split_once("]]") else {
            break;
        };
        out.push_str(before);
        out.push_str(inside.split_once('|').map_or(inside, |(_, shown)| shown));
        rest = behind;
    }
    out + rest
}

/// Tags go, the descriptions of pictures stay.
fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let inside = &found[1..];
        let is_tag = inside
            .trim_start_matches(['/', '!'])
            .starts_with(|character: char| character.is_ascii_alphabetic());
        let end = inside.find(['>', '<']).filter(|end| inside[*end..].starts_with('>'));
        // Values may hold Han, names of attributes may not.
        let is_list =
            |tag: &str| tag.split(['"', '\'']).step_by(2).all(|outside| outside.is_ascii());
        match end.filter(|end| is_tag && is_list(&inside[..*end])) {
            Some(end) => {
                let alt = inside[..end].split("alt=\"").nth(1);
                out.push_str(alt.and_then(|alt| alt.split('"').next()).unwrap_or_default());
                rest = &inside[end + 1..];
            }
            None => {
                out.push('<');
                rest = inside;
            }
        }
    }
    out + rest
}

/// `[文字](地址 "题")`: the address goes.
fn without_addresses(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("](") {
        out.push_str(before);
        out.push(']');
        let mut depth = 1;
        let end = behind.find(|character| {
            depth += match character {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        match end {
            Some(end) => rest = &behind[end + 1..],
            None => {
                out.push('(');
                rest = behind;
            }
        }
    }
    out + rest
}

/// Builds a folder and looks for a page of the same characters for each Markdown file; what differs from the nearest one.
fn compare(folder: &Path) -> (usize, Vec<String>) {
    let kept = tempfile::tempdir().expect("a folder");
    let output = kept.path().join("out");
    let request = Request {
        folder: folder.to_path_buf(),
        output: Some(output.clone()),
        selection: Selection { edition: Edition::Internal, ..Selection::default() },
        date: Some(jiff::civil::date(2026, 11, 28)),
        ..Request::default()
    };
    let outcome = build(&request, &|_| {});
    assert_eq!(outcome.ending, ExitStatus::Done, "{:#?}", super::messages(&outcome));
    // Each page with its title and without, where the title does not come from the body.
    let pages: BTreeMap<Heap, String> = all_pages(&output)
        .into_iter()
        .flat_map(|(path, html)| {
            let (title, content) = page_text(&html);
            let whole = format!("{title}{content}");
            [(heap(&content), path.clone()), (heap(&whole), path)]
        })
        .collect();
    let mut wrong = Vec::new();
    let content = folder.join("content");
    let mut sources = Vec::new();
    sources_of(if content.is_dir() { &content } else { folder }, &mut sources);
    for source in &sources {
        let bytes = fs::read(source).expect("a file");
        let body = heap(&body_text(&String::from_utf8_lossy(&bytes)));
        if !pages.contains_key(&body) {
            let nearest = pages.iter().map(|(page, path)| (difference(page, &body), path));
            let nearest = nearest.min_by_key(|(told, _)| told.len());
            wrong.extend(
                nearest.map(|(told, path)| format!("{} ≠ {path}: {told}", source.display())),
            );
        }
    }
    (sources.len(), wrong)
}

fn sources_of(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources_of(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
}

#[test]
fn no_character_of_a_body_is_lost_or_doubled() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/html");
    let folders: Vec<PathBuf> = match std::env::var_os("YANXI_TEXT_FOLDER") {
        Some(folder) => vec![folder.into()],
        None => vec![fixtures],
    };
    for folder in folders {
        let (count, wrong) = compare(&folder);
        assert!(count > 0);
        assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    }
}
