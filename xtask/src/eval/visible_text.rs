//! Searchable text of a built page, for the plain search that answers are compared with. Shared with tests/site.
//! In: a page's HTML. Out: its text, blocks apart, read by another parser than the one that made it.

use scraper::{ElementRef, Html, Node, Selector};
use yanxi_text::link_words::name_something;

/// The end of a line inside a block, which parts words as punctuation does.
const LINE_END: &str = "\u{2028}";

/// Whether a reader sees the lines of the source.
fn keeps_lines(element: ElementRef<'_>) -> bool {
    let above = element.ancestors().filter_map(ElementRef::wrap);
    above.chain([element]).any(|element| element.value().name() == "pre")
}

/// What of the page can be found.
pub(crate) fn visible_text(html: &str) -> String {
    let document = Html::parse_document(html);
    let mut text = String::new();
    for part in [
        "h1.page-title",
        ".home > h1.visually-hidden",
        ".kind-derived .lead",
        ".page-head .tag",
        "#yanxi-content",
        ".attachment-name",
    ] {
        for element in document.select(&Selector::parse(part).expect("a selector")) {
            text.push('\n');
            collect(element, &mut text);
        }
    }
    text
}

/// What else the page is called, each on a line: its file where its title does not say it, what it calls itself, and what a
/// campaign's plan says of it.
pub(crate) fn other_names(html: &str) -> String {
    let names = "meta[name=file-name], meta[name=also-called]";
    let selector = Selector::parse(names).expect("a selector");
    let document = Html::parse_document(html);
    let names = document.select(&selector).filter_map(|element| element.value().attr("content"));
    names.collect::<Vec<_>>().join("\n")
}

/// The addresses that the page's own text links to, with the words of the links. What the program lists is no text.
pub(crate) fn links(html: &str) -> Vec<(String, String)> {
    let document = Html::parse_document(html);
    let selector = Selector::parse("#yanxi-content a[href]").expect("a selector");
    let of_program = |element: &ElementRef<'_>| {
        let mut above = element.ancestors().filter_map(ElementRef::wrap).chain([*element]);
        let class = |class: &str| {
            matches!(class, "derived" | "footnote-ref" | "footnote-backref" | "passage-sign")
        };
        above.any(|element| element.value().classes().any(class))
    };
    document
        .select(&selector)
        .filter(|element| !of_program(element))
        .map(|element| {
            let address = element.value().attr("href").unwrap_or_default();
            (address.to_string(), element.text().collect::<String>().trim().to_string())
        })
        .filter(|(_, words)| name_something(words))
        .collect()
}

/// The path of the site that an address on the page at `path` leads to, without its anchor.
pub(crate) fn led_to(path: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    if address.is_empty() { path.to_string() } else { parts.join("/") }
}

/// The words to click on above a folded answer are the theme's, not the page's.
fn is_label_of_answer(element: ElementRef<'_>) -> bool {
    element.value().name() == "summary"
        && element
            .parent()
            .and_then(ElementRef::wrap)
            .is_some_and(|above| above.value().classes().any(|class| class == "answer"))
}

fn collect(element: ElementRef<'_>, text: &mut String) {
    const BLOCKS: [&str; 26] = [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "td",
        "th",
        "dt",
        "dd",
        "div",
        "pre",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "table",
        "tr",
        "ul",
        "ol",
        "summary",
        "details",
        "caption",
        "aside",
    ];
    let name = element.value().name();
    let class = element.value().attr("class").unwrap_or_default();
    if class.contains("footnote-ref")
        || class.contains("footnote-backref")
        || class.contains("callout-label")
        || class.contains("table-download")
        || class.starts_with("list-pages")
        || class == "state-sign"
        || class == "passage-sign"
        || class.contains("missing-picture-label")
        || class.contains("missing-picture-address")
        || is_label_of_answer(element)
        || name == "svg"
    {
        return;
    }
    // The parts of a key figure stand below each other.
    let block =
        BLOCKS.contains(&name) || class.starts_with("figure-") || class == "missing-picture-words";
    if block {
        text.push('\n');
    }
    match name {
        "img" => {
            text.push('\n');
            text.push_str(element.value().attr("alt").unwrap_or_default());
            text.push('\n');
        }
        "br" => text.push_str(LINE_END),
        _ => {}
    }
    for child in element.children() {
        match child.value() {
            Node::Text(words) => {
                let line_end = if keeps_lines(element) { LINE_END } else { " " };
                text.push_str(&words.replace('\n', line_end));
            }
            _ => {
                if let Some(child) = ElementRef::wrap(child) {
                    collect(child, text);
                }
            }
        }
    }
    if block {
        text.push('\n');
    }
}
