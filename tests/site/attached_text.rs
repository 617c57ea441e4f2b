//! What the attachments of a built site say, for the plain search that answers are compared with.
//! In: the site's folder and its pages. Out: the texts of the files that a page is the first to lead to. Texts of Word's
//! are read by another parser than the program's; what of other kinds is seen is held by tests with words of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use scraper::{ElementRef, Html, Selector};
use yanxi_attachments::ShownAt;
use zip::ZipArchive;

use super::visible_text::led_to;

/// Where pages lead to attachments; the tables that they offer to take away are made by the program.
const LINKS: &str = ".attachments a[href], #yanxi-content a.attachment-link[href], #yanxi-main td a[href], #yanxi-main dd a[href]";

/// The texts by the path of the page, each block on a line.
pub(crate) fn attached_texts(
    output: &Path,
    pages: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let link = Selector::parse(LINKS).expect("a selector");
    let original = Selector::parse(".attachment-original").expect("a selector");
    let mut known = BTreeSet::new();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for html in pages.values() {
        // The document that a page was made of.
        let document = Html::parse_document(html);
        for link in document.select(&link).filter(|link| link.select(&original).next().is_some()) {
            known.insert(
                link.value()
                    .attr("href")
                    .unwrap_or_default()
                    .rsplit('/')
                    .next()
                    .map(str::to_string)
                    .unwrap_or_default(),
            );
        }
    }
    let originals = known.clone();
    for (path, html) in pages {
        let document = Html::parse_document(html);
        for link in document.select(&link) {
            let is_made =
                link.ancestors().filter_map(ElementRef::wrap).chain([link]).any(|element| {
                    element.value().classes().any(|class| class == "table-download")
                });
            let address = link.value().attr("href").unwrap_or_default();
            let file = led_to(path, address);
            let name = file.rsplit('/').next().unwrap_or_default();
            let is_page = !name.contains('.') || name.ends_with(".html");
            if is_made || is_page || originals.contains(name) || !known.insert(file.clone()) {
                continue;
            }
            if let Ok(bytes) = fs::read(output.join(&file)) {
                let texts = found.entry(path.clone()).or_default();
                texts.push('\n');
                texts.push_str(&text(&file, &bytes));
            }
        }
    }
    found
}

fn text(path: &str, bytes: &[u8]) -> String {
    if path.ends_with(".docx") {
        return text_of_word(bytes);
    }
    let shown = yanxi_attachments::shown(path, bytes);
    let pieces = shown.pieces.into_iter().map(|piece| match piece.at {
        ShownAt::Sheet(name) => format!("{name}\n{}", piece.text),
        _ => piece.text,
    });
    pieces.collect::<Vec<_>>().join("\n")
}

/// Paragraphs, without what is hidden or deleted.
fn text_of_word(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut part = String::new();
    archive.by_name("word/document.xml").expect("a text").read_to_string(&mut part).expect("UTF-8");
    // Parts made for tests name no namespaces.
    let bare = part.replace("w:", "").replace("r:", "");
    let tree = roxmltree::Document::parse(&bare).expect("XML");
    let mut out = String::new();
    for paragraph in tree.descendants().filter(|node| node.has_tag_name("p")) {
        for node in paragraph.descendants().filter(|node| node.has_tag_name("t")) {
            let is_hidden = node.ancestors().any(|above| {
                above.has_tag_name("del")
                    || above.children().any(|child| {
                        child.has_tag_name("rPr")
                            && child.children().any(|look| look.has_tag_name("vanish"))
                    })
            });
            if !is_hidden {
                out.push_str(node.text().unwrap_or_default());
            }
        }
        out.push('\n');
    }
    out
}
