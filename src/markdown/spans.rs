//! `~~` between figures, as in `9:00~~10:00，14:00~~15:00`: from one to the other, and no deletion.
//! In: the tree as parsed. Out: the same with such deletions as the words and tildes that were typed.
//!
//! Two spans in a line would delete what stands between them. They are told from a deletion, such as `~~100~~50元` or
//! `3月1日~~3月2日~~3月3日`, by all four ends, which are figures or their units, and by a sign inside that parts one span
//! from the next.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::plain_text::plain_text;
use super::tree::{join_texts, new_node};

pub(super) fn undo_deletion<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    if !matches!(node.data().value, NodeValue::Strikethrough) || !stands_for_spans(node) {
        return;
    }
    let tildes = || new_node(arena, NodeValue::Text("~~".into()), node);
    node.insert_before(tildes());
    for child in node.children().collect::<Vec<_>>() {
        node.insert_before(child);
    }
    node.insert_before(tildes());
    let parent = node.parent();
    node.detach();
    parent.into_iter().for_each(join_texts);
}

fn stands_for_spans<'a>(node: &'a AstNode<'a>) -> bool {
    let before = node.previous_sibling().map(plain_text).unwrap_or_default();
    let after = node.next_sibling().map(plain_text).unwrap_or_default();
    let inside = plain_text(node);
    let ends = |text: &str| text.chars().next_back().is_some_and(|c| is_digit(c) || is_unit(c));
    let begins = |text: &str| text.chars().next().is_some_and(is_digit);
    ends(&before)
        && begins(&inside)
        && ends(&inside)
        && begins(&after)
        && inside.contains(['，', '、', '；', ',', ';', ' ', '\u{3000}', '和', '及'])
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_unit(character: char) -> bool {
    matches!(
        character,
        '年' | '月'
            | '日'
            | '号'
            | '时'
            | '点'
            | '分'
            | '元'
            | '万'
            | '亿'
            | '人'
            | '名'
            | '岁'
            | '%'
            | '％'
            | '℃'
            | '度'
    )
}
