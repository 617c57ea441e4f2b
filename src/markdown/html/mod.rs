//! HTML inside Markdown: known elements become what they mean, no word is lost, and what the source hides stays out.
//! In: the page's whole HTML, ours and the author's, since the Markdown parser cuts what an author wrote at blank lines and
//! knows of no element where it ends. Out: the page's HTML, headings, links and texts, read from one tree.
//!
//! 1. [`typed`] takes each run of an author's HTML while the page is written; [`pieces`] cuts it into tags and words.
//! 2. [`tree`] reads the whole as browsers do.
//! 3. [`writer`] goes through the tree: [`element`] says what an element means, [`hidden`] whether it is shown.

mod element;
mod hidden;
mod indented;
mod pieces;
mod sheet;
mod tree;
mod typed;
mod words;
mod writer;

use comrak::nodes::{AstNode, NodeValue};

pub(super) use element::means_something_alone;
pub(super) use hidden::says_hidden;
pub(super) use indented::free_indented_html;
pub(super) use typed::{Stands, Typed};
pub(super) use writer::{Notes, Page, TITLE, read};

use super::plain_text::is_line_break;

/// Follows the hole in the name of the attribute that marks a heading of Markdown.
pub(super) const HEADING: &str = "h";
/// Follows the hole in the name of the attribute that marks a callout or a `:::` block.
pub(super) const BLOCK: &str = "b";
/// The element that stands for such a block: browsers end it by its own end tag alone, and no author's is left one.
pub(super) const BLOCK_ELEMENT: &str = "hgroup";

/// Whether an element means something here, by its name in lower case.
pub(super) fn is_known(name: &str) -> bool {
    element::meaning(name) != element::Meaning::Unknown
}

/// Whether a page holds HTML besides line breaks and comments.
pub(super) fn stands_in<'a>(root: &'a AstNode<'a>) -> bool {
    root.descendants().any(|node| match &node.data().value {
        NodeValue::HtmlBlock(html) => !is_comment(&html.literal),
        NodeValue::HtmlInline(html) => !is_line_break(html) && !is_comment(html),
        _ => false,
    })
}

/// The name of the element that a start tag inside a line opens, where it hides what is in it.
pub(super) fn hides_in_line(tag: &str) -> Option<String> {
    // No text can hold it.
    const SENTINEL: &str = "\u{FDD0}";
    match pieces::cut(tag, SENTINEL).into_iter().next() {
        Some(pieces::Piece::Start(tag)) => {
            let of = |wanted: &str| {
                tag.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| &**value)
            };
            hidden::hides_by_itself(of("hidden"), of("style")).then_some(tag.name)
        }
        _ => None,
    }
}

/// Whether HTML is comments and nothing else.
fn is_comment(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(inside) = rest.strip_prefix("<!--") {
        match inside.split_once("-->") {
            Some((_, behind)) => rest = behind.trim_start(),
            None => return false,
        }
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests;
