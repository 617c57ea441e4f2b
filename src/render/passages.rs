//! Sets off the passages of a page that a campaign's plan quotes, and says behind each how far it is.
//! In: a page with its marks, and one segment of its HTML. Out: the HTML with them.

use std::borrow::Cow;

use super::derived;
use crate::model::page::Page;

/// What is put into HTML at one place, in the order in which it stands there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Put {
    End,
    Sign(String),
    Anchor(String),
    Begin,
}

/// The HTML of the segment with the given number.
pub(super) fn marked<'a>(page: &Page, segment: usize, html: &'a str) -> Cow<'a, str> {
    let marks = &page.marks;
    let mut puts: Vec<(usize, Put)> = Vec::new();
    for piece in marks.pieces.iter().filter(|piece| piece.segment == segment) {
        puts.push((piece.range.start, Put::Begin));
        puts.push((piece.range.end, Put::End));
    }
    for (_, offset, id) in marks.anchors.iter().filter(|(of, ..)| *of == segment) {
        puts.push((*offset, Put::Anchor(id.clone())));
    }
    for (_, offset, content) in marks.signs.iter().filter(|(of, ..)| *of == segment) {
        puts.push((*offset, Put::Sign(derived::html(content, &page.output))));
    }
    if puts.is_empty() {
        return Cow::Borrowed(html);
    }
    puts.sort();
    let mut out = String::with_capacity(html.len() + puts.len() * 64);
    let mut from = 0;
    for (offset, put) in &puts {
        out.push_str(&html[from..*offset]);
        from = *offset;
        match put {
            Put::Begin => out.push_str("<span class=\"passage\">"),
            Put::End => out.push_str("</span>"),
            Put::Anchor(id) => out.push_str(&format!("<span class=\"anchor\" id=\"{id}\"></span>")),
            Put::Sign(html) => out.push_str(&format!(
                "<span class=\"passage-sign\"><span class=\"visually-hidden\">（计划：</span>{html}<span class=\"visually-hidden\">）</span></span>"
            )),
        }
    }
    out.push_str(&html[from..]);
    Cow::Owned(out)
}
