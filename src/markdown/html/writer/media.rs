//! Links, pictures, films and frames of a page's HTML.
//! In: an element that leads or shows. Out: its hole, its words, and the place for the link it is.

use super::attributes::{alignment, attribute, implied};
use super::{Step, Writer};
use crate::html_text::{decode_percent, escape};
use crate::markdown::LinkKind;
use crate::markdown::html::element::PLAIN;
use crate::markdown::html::sheet::Paragraph;
use crate::markdown::html::tree::NodeId;
use crate::markdown::html::words::on_one_line;

impl Writer<'_> {
    pub(super) fn begin_link(&mut self, id: NodeId, line: usize, steps: &mut Vec<Step>) {
        let href = self.tree.attribute(id, "href").map(str::trim).unwrap_or_default();
        if href.is_empty() || href == "#" {
            return;
        }
        let hole = self.add_link(LinkKind::Link, href, self.words_of(id), line);
        let title = self.tree.attribute(id, "title").map(|title| attribute("title", title));
        let start = format!("<a {hole}{}>", title.unwrap_or_default());
        self.sheet.begin_inline(start, "</a>".into(), true);
        steps.push(Step::EndInline);
    }

    pub(super) fn add_link(
        &mut self,
        kind: LinkKind,
        target: &str,
        words: String,
        line: usize,
    ) -> String {
        let number = self.sheet.contents.add_link(kind, decode_percent(target), words, line);
        format!("{}=\"{number}\"", self.page.hole)
    }

    pub(super) fn put_picture(&mut self, id: NodeId, line: usize) {
        let tree = self.tree;
        let of = |name: &str| tree.attribute(id, name).map(str::trim).unwrap_or_default();
        let (alt, title) = (on_one_line(of("alt")), on_one_line(of("title")));
        if of("src").is_empty() {
            let page = &self.page;
            self.sheet.text(&alt, &mut || implied(tree, page, id));
            return;
        }
        let mut html = format!(
            "<img {} alt=\"{}\"",
            self.add_link(LinkKind::Image, of("src"), String::new(), line),
            escape(&alt)
        );
        if !title.is_empty() {
            html.push_str(&attribute("title", &title));
        }
        for name in ["width", "height"] {
            let size = of(name).trim_end_matches("px");
            let digits = size.strip_suffix('%').unwrap_or(size);
            if (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                html.push_str(&attribute(name, size));
            }
        }
        if self.page.keeps_form {
            html.push_str(&self.form(id));
        }
        html.push('>');
        let (page, is_picture) = (&self.page, self.line_is_of_pictures(id));
        let class = alignment(tree, id, &page.typed_name(), is_picture);
        self.sheet.put(&html, &[&alt, &title], &mut || {
            let mut paragraph = Paragraph::new(format!("<p{class}>"), "</p>\n");
            paragraph.loses_indent = true;
            paragraph
        });
    }

    /// A film or another page: a link to it, by its name.
    pub(super) fn put_medium(&mut self, id: NodeId, name: &str, line: usize) {
        let tree = self.tree;
        let of = |name: &str| tree.attribute(id, name).map(str::trim).unwrap_or_default();
        self.notes.elements.entry(name.to_string()).or_insert(line);
        let address = if name == "object" { of("data") } else { of("src") };
        let in_picture = tree.ancestors(id).any(|above| tree.name(above) == "x-picture");
        if address.is_empty() || address.starts_with("data:") || in_picture {
            return;
        }
        let decoded = decode_percent(address);
        let named = match of("title") {
            "" if decoded.contains("//") => decoded.clone(),
            "" => decoded.rsplit('/').next().unwrap_or_default().to_string(),
            title => title.to_string(),
        };
        let start = format!("<a {}>", self.add_link(LinkKind::Link, address, named.clone(), line));
        self.sheet.begin_inline(start, "</a>".into(), true);
        let page = &self.page;
        self.sheet.text(&named, &mut || implied(tree, page, id));
        self.sheet.end_inline();
    }

    /// Whether pictures stand in an element and no words.
    pub(super) fn is_of_pictures(&self, id: NodeId) -> bool {
        let below = self.tree.walk(id, |id| !self.goes(id));
        below.iter().any(|id| self.tree.name(*id) == "img") && self.words_of(id).is_empty()
    }

    /// Whether only pictures follow one up to the next block.
    pub(super) fn line_is_of_pictures(&self, id: NodeId) -> bool {
        let mut at = id;
        loop {
            let Some(parent) = self.tree.node(at).parent else {
                return true;
            };
            let behind =
                self.tree.children(parent).iter().skip_while(|child| **child != at).skip(1);
            for next in behind {
                let name = self.tree.name(*next);
                let is_inline = name.is_empty() || name.starts_with(PLAIN) || name == "img";
                if !is_inline && name != "br" {
                    return true;
                }
                if !self.words_of(*next).is_empty() {
                    return false;
                }
            }
            if !self.tree.name(parent).starts_with(PLAIN) {
                return true;
            }
            at = parent;
        }
    }
}
