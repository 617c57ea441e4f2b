//! Marks of Obsidian by which links find a block: ` ^ac1e88` at its end, or alone on the line under a list or a table.
//! In: the tree as parsed. Out: the same with a place of that name before the block, and the names. The mark is not shown.

use std::collections::BTreeSet;

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::tree::{join_texts, new_node};
use crate::html_text::escape;

/// The longest name. Obsidian's own have six characters.
const LONGEST: usize = 40;

/// Names are as in links, with the sign: `^ac1e88`.
pub(super) fn take<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for node in root.descendants().collect::<Vec<_>>() {
        if !matches!(node.data().value, NodeValue::Paragraph | NodeValue::Heading(_)) {
            continue;
        }
        join_texts(node);
        let Some((name, is_alone)) = mark_of(node) else {
            continue;
        };
        let marked = match is_alone {
            true => node.previous_sibling().filter(|block| can_be_marked(block)),
            false => Some(node),
        };
        let Some(marked) = marked else {
            continue;
        };
        cut_mark(node, &name);
        // The first of a name counts.
        let is_new = names.insert(format!("^{name}"));
        let place = format!("<span class=\"anchor\" id=\"^{}\"></span>", escape(&name));
        let place = new_node(arena, NodeValue::Raw(place), marked);
        if is_alone {
            node.detach();
            if is_new {
                marked.insert_before(place);
            }
        } else if is_new {
            marked.prepend(place);
        }
    }
    names
}

fn can_be_marked<'a>(block: &'a AstNode<'a>) -> bool {
    !matches!(block.data().value, NodeValue::Raw(_) | NodeValue::FootnoteDefinition(_))
}

/// The name that ends a block, and whether nothing else stands in it.
fn mark_of<'a>(node: &'a AstNode<'a>) -> Option<(String, bool)> {
    let last = node.last_child()?;
    let data = last.data();
    let text = data.value.text()?.trim_end();
    let (before, name) = text.rsplit_once('^')?;
    let is_name = !name.is_empty()
        && name.len() <= LONGEST
        && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
    if !is_name {
        return None;
    }
    let opens_line = before.trim().is_empty();
    let above = last.previous_sibling();
    if opens_line {
        // On a line of its own, below the rest of the block or alone.
        let below = above.is_none_or(|above| {
            matches!(above.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
        });
        // Behind bold words, code or a link a blank parts it.
        let behind = above.is_some() && !before.is_empty();
        return (below || behind).then(|| (name.to_string(), above.is_none()));
    }
    let words = before.trim_end();
    let is_parted = words.len() < before.len();
    // 10 ^2 and x ^n are powers.
    let is_power = (name.len() < 2 || name.chars().all(|sign| sign.is_ascii_digit()))
        && words.ends_with(|sign: char| sign.is_ascii_alphanumeric() || matches!(sign, ')' | '）'));
    (is_parted && !is_power).then(|| (name.to_string(), false))
}

fn cut_mark<'a>(node: &'a AstNode<'a>, name: &str) {
    let Some(last) = node.last_child() else {
        return;
    };
    let kept = {
        let mut data = last.data_mut();
        let Some(text) = data.value.text_mut() else {
            return;
        };
        let end = text.trim_end().len() - name.len() - 1;
        let kept = text[..end].trim_end().to_string();
        *text = kept.clone().into();
        kept
    };
    if kept.is_empty() {
        let above = last.previous_sibling();
        last.detach();
        above
            .filter(|above| {
                matches!(above.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
            })
            .into_iter()
            .for_each(|line_end| line_end.detach());
    }
}
