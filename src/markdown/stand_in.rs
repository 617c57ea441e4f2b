//! Characters that Markdown would take for markup, kept through the parsing.
//! In: Markdown. Out: the same with noncharacters in their place, which no text may hold; [`restore`] puts the characters
//! back into the parsed tree, so that nothing behind it knows of them.

use comrak::nodes::{AstNode, NodeValue};

use super::formulas::protect_formulas;
use super::{blank, redaction, tilde};

/// Stands for `*`.
pub(super) const STAR: char = '\u{FDD0}';
/// Stands for `~`.
pub(super) const TILDE: char = '\u{FDD1}';
/// Stands for `<`.
pub(super) const LESS: char = '\u{FDD2}';
/// Stands for `:` in the title of a `:::` block, which the parser would not take for one.
const COLON: char = '\u{FDD3}';
/// Stands for the second `|` of `![[图.png|说明|300]]`.
const BAR: char = '\u{FDD4}';
/// Stand for signs in formulas.
pub(super) const UNDERSCORE: char = '\u{FDD5}';
pub(super) const BACKSLASH: char = '\u{FDD6}';
pub(super) const AMPERSAND: char = '\u{FDD7}';
pub(super) const EQUALS: char = '\u{FDD8}';
/// Stand for brackets that open no reference, in formulas and in `[[甲]](乙.md)`.
pub(super) const OPENING: char = '\u{FDD9}';
pub(super) const CLOSING: char = '\u{FDDA}';

const ALL: [(char, char); 11] = [
    (STAR, '*'),
    (TILDE, '~'),
    (LESS, '<'),
    (COLON, ':'),
    (BAR, '|'),
    (UNDERSCORE, '_'),
    (BACKSLASH, '\\'),
    (AMPERSAND, '&'),
    (EQUALS, '='),
    (OPENING, '['),
    (CLOSING, ']'),
];

/// The text as comrak is to see it.
pub(super) fn protect(text: &str) -> String {
    let text: String = text.chars().filter(|character| !is_stand_in(*character)).collect();
    let text = protect_colons(&protect_bars(protect_brackets(protect_formulas(&text))));
    blank::protect_blanks(&tilde::protect_tildes(&redaction::protect_stars(&text)))
}

fn protect_colons(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let fence = line.len() - line.trim_start().trim_start_matches(':').len();
        let (fence, title) = line.split_at(fence);
        out.push_str(fence);
        if fence.trim_start().len() >= 3 && title.contains(':') {
            out.extend(title.chars().map(|sign| if sign == ':' { COLON } else { sign }));
        } else {
            out.push_str(title);
        }
    }
    out
}

/// `[[甲]](乙.md)` is a link whose words stand in brackets; in `[[甲]](乙)` a remark follows a reference.
fn protect_brackets(text: String) -> String {
    if !text.contains("]](") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(end) = rest.find("]](") {
        let address = rest[end + 3..].split([')', '\n']).next().unwrap_or_default();
        let is_address = !address.contains(' ') && address.contains(['/', '.', '#']);
        let words = rest[..end].rfind("[[").filter(|_| is_address).filter(|start| {
            let inside = &rest[start + 2..end];
            !inside.is_empty()
                && !inside.contains(['[', ']', '\n'])
                && !rest[..*start].ends_with('!')
        });
        match words {
            Some(start) => {
                out.push_str(&rest[..=start]);
                out.push(OPENING);
                out.push_str(&rest[start + 2..end]);
                out.push(CLOSING);
                out.push(']');
            }
            None => out.push_str(&rest[..end + 2]),
        }
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    out
}

fn protect_bars(text: String) -> String {
    if !text.contains("![[") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("![[") {
        let inside = &rest[at..];
        let end = inside.find("]]").filter(|end| !inside[..*end].contains('\n'));
        let (embed, behind) = inside.split_at(end.unwrap_or("![[".len()));
        out.push_str(&rest[..at]);
        let mut bars = 0;
        for sign in embed.chars() {
            bars += usize::from(sign == '|');
            out.push(if sign == '|' && bars > 1 { BAR } else { sign });
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Puts the characters back, wherever a node holds words of the author's.
pub(super) fn restore<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        match &mut data.value {
            NodeValue::Text(text) if text.contains(is_stand_in) => put_back(text.to_mut()),
            NodeValue::Code(code) => put_back(&mut code.literal),
            NodeValue::CodeBlock(code) => {
                put_back(&mut code.info);
                put_back(&mut code.literal);
            }
            NodeValue::HtmlBlock(html) => put_back_in_html(&mut html.literal),
            NodeValue::HtmlInline(html) => put_back_in_html(html),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                put_back(&mut link.url);
                put_back(&mut link.title);
            }
            NodeValue::WikiLink(link) => put_back(&mut link.url),
            NodeValue::FootnoteDefinition(note) => put_back(&mut note.name),
            NodeValue::FootnoteReference(note) => put_back(&mut note.name),
            NodeValue::Callout(callout) => put_back(&mut callout.callout_type),
            NodeValue::BlockDirective(directive) => put_back(&mut directive.info),
            NodeValue::TaskItem(item) => item.symbol = item.symbol.map(original),
            _ => {}
        }
        if let Some(attributes) = &mut data.attrs {
            attributes.id.iter_mut().for_each(put_back);
            attributes.classes.iter_mut().for_each(put_back);
            for (name, value) in &mut attributes.pairs {
                put_back(name);
                put_back(value);
            }
        }
    }
}

fn is_stand_in(character: char) -> bool {
    (STAR..=CLOSING).contains(&character)
}

fn original(character: char) -> char {
    ALL.iter().find(|(stand_in, _)| *stand_in == character).map_or(character, |(_, sign)| *sign)
}

fn put_back(text: &mut String) {
    if text.contains(is_stand_in) {
        *text = text.chars().map(original).collect();
    }
}

/// Here `<` begins no tag.
fn put_back_in_html(html: &mut String) {
    if html.contains(LESS) {
        *html = html.replace(LESS, "&lt;");
    }
    put_back(html);
}
