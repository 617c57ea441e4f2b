//! Indented HTML behind a blank line, as in the rows of a table.
//! In: the tree as parsed. Out: the same with such lines as HTML where Markdown has them as code.

use comrak::nodes::{AstNode, NodeHtmlBlock, NodeValue};

use super::element::{Meaning, is_empty, meaning};
use super::pieces::{Piece, cut};

/// `sentinel` is a word that no text can hold.
pub(in crate::markdown) fn free_indented_html<'a>(root: &'a AstNode<'a>, sentinel: &str) {
    for parent in root.descendants() {
        let has_code = parent.children().any(|child| is_indented_code(child).is_some());
        if !has_code {
            continue;
        }
        let mut open: Vec<String> = Vec::new();
        for child in parent.children() {
            let html = match &child.data().value {
                NodeValue::HtmlBlock(html) => Some(html.literal.clone()),
                _ => None,
            };
            let code = is_indented_code(child)
                .filter(|code| !open.is_empty() && begins_with_tag(&cut(code, sentinel)));
            if let Some(code) = &code {
                let html = NodeHtmlBlock { block_type: 6, literal: code.clone() };
                child.data_mut().value = NodeValue::HtmlBlock(html);
            }
            if let Some(html) = html.or(code) {
                follow(&mut open, &cut(&html, sentinel));
            }
        }
    }
}

fn is_indented_code<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::CodeBlock(code) if !code.fenced => Some(code.literal.clone()),
        _ => None,
    }
}

fn begins_with_tag(pieces: &[Piece]) -> bool {
    let first = pieces.iter().find(|piece| match piece {
        Piece::Words(words) => !words.trim().is_empty(),
        _ => true,
    });
    match first {
        Some(Piece::Start(tag)) => meaning(&tag.name) != Meaning::Unknown,
        Some(Piece::End(name)) => meaning(name) != Meaning::Unknown,
        _ => false,
    }
}

/// Which blocks of HTML stand open after some more of it.
fn follow(open: &mut Vec<String>, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Start(tag) if !is_empty(&tag.name) && !tag.closes_itself => {
                if matches!(meaning(&tag.name), Meaning::Block | Meaning::Division) {
                    open.push(tag.name.clone());
                }
            }
            Piece::End(name) => {
                if let Some(at) = open.iter().rposition(|open| open == name) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
}
