//! What of an element's attributes goes out: those that carry meaning, and how its lines stand.
//! In: the element in its tree. Out: attributes as they are written, the paragraph that words begin.

use super::{Page, Writer};
use crate::html_text::escape;
use crate::markdown::html::sheet::Paragraph;
use crate::markdown::html::tree::{NodeId, Tree};

pub(super) fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{}\"", escape(value))
}

pub(super) fn new_paragraph(writer: &Writer<'_>, id: NodeId, is_picture: bool) -> Paragraph {
    let form = writer.form(id);
    let class = match form.contains("class=") {
        true => form,
        false => alignment(writer.tree, id, &writer.typed_attribute, is_picture) + &form,
    };
    Paragraph::new(format!("<p{class}>"), "</p>\n")
}

/// The paragraph of words that stand in none.
pub(super) fn implied(tree: &Tree, page: &Page<'_>, id: NodeId) -> Paragraph {
    let class = alignment(tree, id, &page.typed_name(), false);
    let mut paragraph = Paragraph::new(format!("<p{class}>"), "</p>\n");
    paragraph.loses_indent = true;
    paragraph
}

/// The class of a paragraph in the middle or at the right, as the author's elements around it say.
pub(super) fn alignment(tree: &Tree, id: NodeId, typed: &str, is_picture: bool) -> String {
    if is_picture {
        return " class=\"picture\"".into();
    }
    let around = std::iter::once(id).chain(tree.ancestors(id));
    let said = around
        .take_while(|id| !matches!(tree.name(*id), "td" | "th" | "blockquote"))
        .filter(|id| tree.attribute(*id, typed).is_some())
        .find_map(|id| aligned(tree, id));
    match said.as_deref() {
        Some("center") => " class=\"centered\"".into(),
        Some("right") => " class=\"at-right\"".into(),
        _ => String::new(),
    }
}

/// How an element says that its lines stand.
pub(super) fn aligned(tree: &Tree, id: NodeId) -> Option<String> {
    if tree.name(id) == "center" {
        return Some("center".into());
    }
    let style = tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
    let of_style = style.split(';').find_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        (name.trim() == "text-align").then(|| value.trim().to_string())
    });
    let said = of_style.or_else(|| tree.attribute(id, "align").map(str::to_ascii_lowercase))?;
    matches!(said.as_str(), "left" | "center" | "right").then_some(said)
}

/// Attributes that carry meaning.
pub(super) fn block_attributes(tree: &Tree, id: NodeId, name: &str) -> String {
    let of = |name: &str| tree.attribute(id, name).map(str::trim);
    let number = |name: &str| {
        of(name)
            .filter(|value| (1..=5).contains(&value.len()))
            .filter(|value| value.bytes().all(|byte| byte.is_ascii_digit()))
            .map(|value| attribute(name, value))
            .unwrap_or_default()
    };
    match name {
        "td" | "th" => {
            let align = aligned(tree, id).map(|align| attribute("align", &align));
            let scope = of("scope").filter(|scope| matches!(*scope, "row" | "col"));
            let scope = scope.map(|scope| attribute("scope", scope));
            [
                number("rowspan"),
                number("colspan"),
                align.unwrap_or_default(),
                scope.unwrap_or_default(),
            ]
            .concat()
        }
        "ol" => {
            let kind = of("type").filter(|kind| matches!(*kind, "1" | "a" | "A" | "i" | "I"));
            number("start") + &kind.map(|kind| attribute("type", kind)).unwrap_or_default()
        }
        "li" => number("value"),
        "details" => of("open").map(|_| " open=\"\"".to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The name under which a division goes out where sites keep their form.
pub(super) fn division_of_form(name: &str) -> &str {
    match name {
        "section" | "article" | "header" | "footer" | "nav" | "aside" | "center" => name,
        _ => "div",
    }
}
