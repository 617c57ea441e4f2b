//! The words of a node, as a reader sees them and as search compares them.
//! In: a comrak node. Out: its text; footnote marks and raw HTML are left out, with what it hides.

use comrak::nodes::{AstNode, NodeValue};
use yanxi_text::normal_form::LINE_END;

use super::html::hides_in_line;

/// Text of all inline nodes below `node`; line breaks become spaces. Picture descriptions are not part of the sentence they stand in; see
/// [`picture_descriptions`].
pub(super) fn plain_text<'a>(node: &'a AstNode<'a>) -> String {
    searchable_text(node).replace(LINE_END, " ")
}

/// The same for the index, in which the end of a line inside a block parts words. It has as many characters.
pub(super) fn searchable_text<'a>(node: &'a AstNode<'a>) -> String {
    let mut out = String::new();
    collect(node, &mut out);
    out
}

fn collect<'a>(node: &'a AstNode<'a>, out: &mut String) {
    match &node.data().value {
        NodeValue::Text(text) => out.push_str(text),
        NodeValue::Code(code) => out.push_str(&code.literal.replace('\n', " ")),
        NodeValue::SoftBreak => out.push(' '),
        NodeValue::LineBreak => out.push(LINE_END),
        NodeValue::HtmlInline(html) if is_line_break(html) => out.push(LINE_END),
        NodeValue::Image(_) | NodeValue::FootnoteReference(_) | NodeValue::HtmlInline(_) => return,
        _ => {}
    }
    collect_children(node, out);
}

fn collect_children<'a>(node: &'a AstNode<'a>, out: &mut String) {
    // The end tag of what the author's HTML hides.
    let mut hidden_to: Option<String> = None;
    for child in node.children() {
        if let NodeValue::HtmlInline(html) = &child.data().value {
            match &hidden_to {
                Some(end) if html.to_ascii_lowercase().starts_with(end.as_str()) => {
                    hidden_to = None
                }
                Some(_) => {}
                None => hidden_to = hides_in_line(html).map(|name| format!("</{name}")),
            }
        }
        if hidden_to.is_none() {
            collect(child, out);
        }
    }
}

/// Whether raw HTML is a plain line break, which is always let through.
pub(super) fn is_line_break(html: &str) -> bool {
    let inner = html.trim_start_matches('<').trim_end_matches('>');
    inner.trim_end_matches('/').trim().eq_ignore_ascii_case("br")
}

/// What an author says of a picture.
pub(super) fn description<'a>(picture: &'a AstNode<'a>) -> String {
    let mut words = String::new();
    collect_children(picture, &mut words);
    words
}

/// The descriptions of the pictures below `node`, each a block of its own for search.
pub(super) fn picture_descriptions<'a>(node: &'a AstNode<'a>) -> Vec<String> {
    let mut found = Vec::new();
    for descendant in node.descendants() {
        if let NodeValue::Image(link) = &descendant.data().value {
            found.push(description(descendant));
            found.push(link.title.clone());
        }
    }
    found.retain(|text| !text.trim().is_empty());
    found
}
