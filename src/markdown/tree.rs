//! Mends comrak's tree where CommonMark does not know Chinese.
//! In: the tree as parsed. Out: the same tree with paragraphs, line breaks, bare addresses, lone dashes and stars inside words put right.

use comrak::Arena;
use comrak::nodes::{Ast, AstNode, ListType, NodeValue};
use yanxi_text::heading::is_closed_by_line_end;
use yanxi_text::marker::{begins_paragraph, ends_paragraph};

use super::plain_text::plain_text;
use super::{spans, tabs, wiki};
use yanxi_reading::encoding::is_no_text;

/// Runs every mending over the tree.
pub(super) fn mend<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, text: &str) {
    let nodes: Vec<_> = root.descendants().collect();
    for node in &nodes {
        drop_control_characters(node);
    }
    for node in &nodes {
        undo_star_emphasis(arena, node);
        spans::undo_deletion(arena, node);
    }
    for node in &nodes {
        wiki::mend(arena, node);
        tabs::label_code(arena, node);
    }
    for node in &nodes {
        undo_lone_dash_heading(arena, node, text);
    }
    for node in &nodes {
        trim_bare_address(arena, node);
    }
    for node in &nodes {
        if matches!(node.data().value, NodeValue::Paragraph) {
            split_paragraph(arena, node);
        }
    }
    for node in root.descendants().collect::<Vec<_>>() {
        drop_indent(node);
        join_han_lines(node);
    }
}

/// Blanks before a paragraph or heading are its writer's indent; the page gives all paragraphs the same. In lists and
/// tables they stay.
fn drop_indent<'a>(node: &'a AstNode<'a>) {
    let is_paragraph = match &node.data().value {
        NodeValue::Heading(_) => true,
        NodeValue::Paragraph => node.parent().is_some_and(|parent| {
            !matches!(parent.data().value, NodeValue::Item(_) | NodeValue::TaskItem(_))
        }),
        _ => false,
    };
    if !is_paragraph {
        return;
    }
    if let Some(first) = node.first_child()
        && let NodeValue::Text(text) = &mut first.data_mut().value
        && text.starts_with(char::is_whitespace)
    {
        let words = text.trim_start().to_string();
        *text = words.into();
    }
}

/// Entities such as `&#1;` stand for characters that no page, feed or index may hold.
fn drop_control_characters<'a>(node: &'a AstNode<'a>) {
    let clean = |text: &mut String| {
        if text.contains(is_unwanted) {
            text.retain(|character| !is_unwanted(character));
        }
    };
    match &mut node.data_mut().value {
        NodeValue::Text(text) if text.contains(is_unwanted) => {
            let mut words = text.to_string();
            clean(&mut words);
            *text = words.into();
        }
        NodeValue::Link(link) | NodeValue::Image(link) => {
            clean(&mut link.url);
            clean(&mut link.title);
        }
        NodeValue::WikiLink(link) => clean(&mut link.url),
        NodeValue::CodeBlock(code) => clean(&mut code.info),
        NodeValue::BlockDirective(directive) => clean(&mut directive.info),
        NodeValue::FootnoteDefinition(note) => clean(&mut note.name),
        NodeValue::FootnoteReference(note) => clean(&mut note.name),
        _ => {}
    }
}

pub(super) fn is_unwanted(character: char) -> bool {
    is_no_text(character) && !matches!(character, '\n' | '\t')
}

pub(super) fn new_node<'a>(
    arena: &'a Arena<'a>,
    value: NodeValue,
    like: &'a AstNode<'a>,
) -> &'a AstNode<'a> {
    let start = like.data().sourcepos.start;
    arena.alloc(Ast::new(value, start).into())
}

/// `文字⏎-` is an empty list mark under text, not a heading.
fn undo_lone_dash_heading<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, text: &str) {
    let setext = matches!(&node.data().value, NodeValue::Heading(heading) if heading.setext);
    if !setext {
        return;
    }
    let underline_line = node.data().sourcepos.end.line;
    let underline = text.lines().nth(underline_line.saturating_sub(1)).unwrap_or_default();
    let mark = underline.trim().trim_start_matches('>').trim();
    if mark != "-" && mark != "=" {
        return;
    }
    node.data_mut().value = NodeValue::Paragraph;
    node.append(new_node(arena, NodeValue::SoftBreak, node));
    node.append(new_node(arena, NodeValue::Text(mark.to_string().into()), node));
}

/// Stars stand for words left out where a pair touches Han on both sides, as in `党的*作出…党的*精神`, for times or for
/// themselves where it touches figures and letters, as in `2*3*4` and `A*B*C`, and where what it would stress begins with a comma or full stop.
fn undo_star_emphasis<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    if !matches!(node.data().value, NodeValue::Emph) {
        return;
    }
    let ends = [
        node.previous_sibling().and_then(last_of_text),
        node.first_child().and_then(first_of_text),
        node.last_child().and_then(last_of_text),
        node.next_sibling().and_then(first_of_text),
    ];
    let all = |is: &dyn Fn(char) -> bool| ends.iter().all(|end| end.is_some_and(is));
    let inside_words = all(&yanxi_text::han::is_han) || all(&|c| c.is_ascii_alphanumeric());
    let begins_with_stop = ends[1]
        .is_some_and(|first| matches!(first, '，' | '、' | '。' | '；' | '：' | '！' | '？'));
    if !inside_words && !begins_with_stop {
        return;
    }
    let star = || new_node(arena, NodeValue::Text("*".into()), node);
    node.insert_before(star());
    for child in node.children().collect::<Vec<_>>() {
        node.insert_before(child);
    }
    node.insert_before(star());
    let parent = node.parent();
    node.detach();
    parent.into_iter().for_each(join_texts);
}

fn first_of_text<'a>(node: &'a AstNode<'a>) -> Option<char> {
    node.data().value.text().and_then(|text| text.chars().next())
}

fn last_of_text<'a>(node: &'a AstNode<'a>) -> Option<char> {
    node.data().value.text().and_then(|text| text.chars().next_back())
}

/// Makes one text of texts side by side, as the parser leaves them.
pub(super) fn join_texts<'a>(parent: &'a AstNode<'a>) {
    let mut joined: Option<&AstNode<'_>> = None;
    for child in parent.children().collect::<Vec<_>>() {
        let more = child.data().value.text().map(|text| text.to_string());
        match (joined, more) {
            (Some(text), Some(more)) => {
                if let Some(words) = text.data_mut().value.text_mut() {
                    words.to_mut().push_str(&more);
                }
                child.detach();
            }
            (None, Some(_)) => joined = Some(child),
            (_, None) => joined = None,
        }
    }
}

/// A bare address ends at its first punctuation mark beyond ASCII.
fn trim_bare_address<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    if !matches!(node.data().value, NodeValue::Link(_)) {
        return;
    }
    let words = plain_text(node);
    let cut = {
        let mut data = node.data_mut();
        let NodeValue::Link(link) = &mut data.value else {
            return;
        };
        let bare = link.url == words
            || link
                .url
                .strip_suffix(words.as_str())
                .is_some_and(|scheme| scheme.ends_with([':', '/']));
        let Some(at) = words
            .find(|character: char| !character.is_ascii() && !character.is_alphanumeric())
            .filter(|_| bare)
        else {
            return;
        };
        let rest = words.len() - at;
        let kept = link.url.len() - rest;
        link.url.truncate(kept);
        at
    };
    let children: Vec<_> = node.children().collect();
    for child in children {
        child.detach();
    }
    node.append(new_node(arena, NodeValue::Text(words[..cut].to_string().into()), node));
    node.insert_after(new_node(arena, NodeValue::Text(words[cut..].to_string().into()), node));
}

/// Splits a paragraph at the line breaks where pasted text means a new one. In a tight list the break stays a line
/// break, because its items hold no paragraphs.
fn split_paragraph<'a>(arena: &'a Arena<'a>, paragraph: &'a AstNode<'a>) {
    let in_tight_item = paragraph.parent().is_some_and(|item| {
        item.parent().is_some_and(|list| {
            matches!(&list.data().value, NodeValue::List(list) if list.tight
                && matches!(list.list_type, ListType::Bullet | ListType::Ordered))
        })
    });
    let breaks: Vec<_> = paragraph
        .children()
        .filter(|child| matches!(child.data().value, NodeValue::SoftBreak))
        .filter(|line_break| {
            let before = line_before(line_break);
            ends_paragraph(&before)
                || is_closed_by_line_end(&before)
                || begins_paragraph(&line_after(line_break))
        })
        .collect();
    let mut current = paragraph;
    for line_break in breaks {
        if in_tight_item {
            line_break.data_mut().value = NodeValue::LineBreak;
            continue;
        }
        let rest: Vec<_> = line_break.following_siblings().skip(1).collect();
        line_break.detach();
        let next = new_node(arena, NodeValue::Paragraph, line_break);
        for node in rest {
            next.append(node);
        }
        current.insert_after(next);
        current = next;
    }
}

fn line_before<'a>(line_break: &'a AstNode<'a>) -> String {
    let mut parts: Vec<String> = line_break
        .preceding_siblings()
        .skip(1)
        .take_while(|sibling| !is_break(sibling))
        .map(plain_text)
        .collect();
    parts.reverse();
    parts.concat()
}

fn line_after<'a>(line_break: &'a AstNode<'a>) -> String {
    line_break
        .following_siblings()
        .skip(1)
        .take_while(|sibling| !is_break(sibling))
        .map(plain_text)
        .collect()
}

fn is_break<'a>(node: &'a AstNode<'a>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
}

/// A line break between wide characters is no space (CSS Text 3, "segment break transformation"; not for Hangul).
fn join_han_lines<'a>(node: &'a AstNode<'a>) {
    if !matches!(node.data().value, NodeValue::SoftBreak) {
        return;
    }
    let before = node.previous_sibling().map(plain_text).unwrap_or_default();
    let after = node.next_sibling().map(plain_text).unwrap_or_default();
    let (Some(before), Some(after)) =
        (before.trim_end().chars().next_back(), after.trim_start().chars().next())
    else {
        return;
    };
    if is_wide(before) && is_wide(after) {
        node.detach();
    }
}

pub(super) fn is_wide(character: char) -> bool {
    yanxi_text::han::is_han(character)
        || matches!(character, '\u{3000}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{FF01}'..='\u{FF60}')
        || matches!(character, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}
