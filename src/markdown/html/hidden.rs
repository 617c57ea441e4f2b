//! What the source of a page hides from its readers.
//! In: elements with their attributes, and the style sheets that stand in the page. Out: whether an element is shown.

use super::element::PLAIN;
use super::tree::{NodeId, Tree};

/// Style sheets of a page, as far as they hide something.
#[derive(Debug, Default)]
pub(super) struct Hiding {
    /// Each a selector, from the outermost element to the one it hides.
    selectors: Vec<Vec<Compound>>,
}

/// `p.remark#one`: what must all be true of one element.
#[derive(Debug, Default, PartialEq, Eq)]
struct Compound {
    name: String,
    id: String,
    classes: Vec<String>,
}

impl Hiding {
    /// Reads a style sheet. Rules for paper or narrow screens, and selectors beyond names, classes and ids, do not count.
    pub(super) fn add_sheet(&mut self, sheet: &str) {
        let sheet = without_remarks(sheet);
        let mut rest = sheet.as_str();
        while let Some(open) = rest.find('{') {
            let (head, inside) = (rest[..open].rsplit(['}', ';']).next(), &rest[open + 1..]);
            let head = head.unwrap_or_default().trim();
            let length = block_length(inside);
            let inside_block = &inside[..length];
            if !head.starts_with('@') && declares_hidden(inside_block) {
                self.selectors.extend(head.split(',').filter_map(selector));
            }
            rest = inside.get(length + 1..).unwrap_or_default();
        }
    }

    /// Whether an author's element is hidden, apart from those around it.
    pub(super) fn hides(&self, tree: &Tree, id: NodeId) -> bool {
        if hides_by_itself(tree.attribute(id, "hidden"), tree.attribute(id, "style")) {
            return true;
        }
        let style = without_remarks(tree.attribute(id, "style").unwrap_or_default());
        let is_shown = declared(&style, "display").is_some();
        !is_shown && self.selectors.iter().any(|selector| matches(tree, id, selector))
    }
}

/// Whether an element's own attributes hide it.
pub(super) fn hides_by_itself(hidden: Option<&str>, style: Option<&str>) -> bool {
    hidden.is_some() || declares_hidden(&without_remarks(style.unwrap_or_default()))
}

/// How long the inside of a block is, up to the bracket that closes it.
fn block_length(inside: &str) -> usize {
    let mut depth = 0usize;
    for (at, character) in inside.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => return at,
            '}' => depth -= 1,
            _ => {}
        }
    }
    inside.len()
}

fn without_remarks(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(start) = rest.find("/*") {
        out.push_str(&rest[..start]);
        rest = rest[start..].find("*/").map_or("", |end| &rest[start + end + 2..]);
    }
    out.push_str(rest);
    out.replace("<!--", "").replace("-->", "")
}

/// The last value that a list of declarations gives a property, in lower case.
fn declared(declarations: &str, property: &str) -> Option<String> {
    declarations
        .split(';')
        .filter_map(|declaration| declaration.split_once(':'))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.to_ascii_lowercase().replace("!important", "").trim().to_string())
        .next_back()
}

fn declares_hidden(declarations: &str) -> bool {
    let is = |property: &str, values: &[&str]| {
        declared(declarations, property).is_some_and(|value| values.contains(&value.as_str()))
    };
    is("display", &["none"])
        || is("visibility", &["hidden", "collapse"])
        || declared(declarations, "mso-hide").is_some_and(|value| value != "none")
}

/// Whether a tag whose attributes cannot be told apart says somewhere that it hides.
pub(in crate::markdown) fn says_hidden(tag: &str) -> bool {
    let bare: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.to_ascii_lowercase();
    let hides = ["display:none", "visibility:hidden", "visibility:collapse"];
    hides.iter().any(|hides| bare.contains(hides))
        || (bare.contains("mso-hide:") && !bare.contains("mso-hide:none"))
}

fn selector(written: &str) -> Option<Vec<Compound>> {
    let parts: Option<Vec<Compound>> =
        written.replace('>', " ").split_whitespace().map(compound).collect();
    parts.filter(|parts| !parts.is_empty())
}

fn compound(written: &str) -> Option<Compound> {
    if written.contains([':', '[', '+', '~', '*', '\\', '(']) {
        return None;
    }
    let mut compound = Compound::default();
    let mut rest = written;
    while !rest.is_empty() {
        let next = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '.' | '#'));
        let end = next.map_or(rest.len(), |(at, _)| at);
        let (part, behind) = rest.split_at_checked(end)?;
        match part.split_at_checked(1)? {
            (".", class) => compound.classes.push(class.to_string()),
            ("#", id) => compound.id = id.to_string(),
            _ => compound.name = part.to_ascii_lowercase(),
        }
        rest = behind;
    }
    Some(compound)
}

fn matches(tree: &Tree, id: NodeId, selector: &[Compound]) -> bool {
    let Some((last, around)) = selector.split_last() else {
        return false;
    };
    if !is_of(tree, id, last) {
        return false;
    }
    let mut around = around.iter().rev().peekable();
    for above in tree.ancestors(id) {
        if around.peek().is_some_and(|wanted| is_of(tree, above, wanted)) {
            around.next();
        }
    }
    around.peek().is_none()
}

fn is_of(tree: &Tree, id: NodeId, wanted: &Compound) -> bool {
    let name = tree.name(id);
    let name = name.strip_prefix(PLAIN).unwrap_or(name);
    let classes = tree.attribute(id, "class").unwrap_or_default();
    (wanted.name.is_empty() || wanted.name == name)
        && (wanted.id.is_empty() || tree.attribute(id, "id") == Some(&wanted.id))
        && wanted.classes.iter().all(|class| classes.split_whitespace().any(|own| own == class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide_by_name_class_and_id() {
        let mut hiding = Hiding::default();
        hiding.add_sheet(
            "/* .c{display:none} */ @media print { .d { display: none } } .a{color:red;DISPLAY : None !important}\
             p.b, #x .y > b{visibility:hidden} .e:hover{display:none} .f{mso-hide:all} .g{display:none;display:block}",
        );
        for (html, hidden) in [
            ("<p class='z a'>", true),
            ("<p class='b'>", true),
            ("<i class='b'>", false),
            ("<p class='c'>", false),
            ("<p class='d'>", false),
            ("<p class='e'>", false),
            ("<p class='f'>", true),
            ("<p class='g'>", false),
            ("<p class='a' style='display:block'>", false),
            ("<p hidden>", true),
            ("<p style='a:b; display:/**/none'>", true),
            ("<p style='mso-hide:all'>", true),
            ("<p style='display:block'>", false),
            ("<div id='x'><div class='y'><b>", true),
            ("<div class='y'><b>", false),
        ] {
            let tree = Tree::read(html);
            let last = tree.walk(tree.root(), |_| true).pop().expect("an element");
            assert_eq!(hiding.hides(&tree, last), hidden, "{html}");
        }
    }
}
