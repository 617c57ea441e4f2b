//! Headings that stand on a page with HTML without a mark, as 一、 or （一） opens them: lines of Markdown, `<p>`, `<div>`.
//! In: the tree. Out: which of its elements are headings or open with one, by the rule of [`crate::markdown::enumeration`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Step, Writer};
use crate::html_text::escape;
use crate::markdown::enumeration::{Block, Kind, judge};
use crate::markdown::html::element::Meaning;
use crate::markdown::html::sheet::Paragraph;
use crate::markdown::html::tree::{Content, NodeId};
use crate::markdown::html::{BLOCK, HEADING};

/// An element that is a heading or opens with one.
#[derive(Debug, Clone)]
pub(super) struct TypedHeading {
    /// 1 for 一、 and 2 for （一）.
    level: u8,
    text: String,
    /// How many characters its first sentence has, white space apart; nothing for a whole line.
    sentence: Option<usize>,
}

/// What an element is among the blocks of the page.
enum Place {
    /// Its children are blocks of the page.
    Around,
    Block(Kind),
}

impl Writer<'_> {
    pub(super) fn find_typed_headings(&self) -> BTreeMap<NodeId, TypedHeading> {
        let holds_blocks = self.around_blocks();
        let mut found = Vec::new();
        let mut blocks = Vec::new();
        let mut waiting = vec![self.tree.root()];
        while let Some(id) = waiting.pop() {
            match self.place_of(id, &holds_blocks) {
                Place::Around => waiting.extend(self.tree.children(id).iter().rev()),
                Place::Block(Kind::Nothing) => {}
                Place::Block(kind) => {
                    let words = match kind {
                        Kind::Other => String::new(),
                        _ => self.words_of(id),
                    };
                    found.push((id, words.trim().to_string()));
                    blocks.push(Block::new(kind, &words));
                }
            }
        }
        let headings = judge(&blocks).into_iter().map(|verdict| {
            let (id, words) = &found[verdict.block];
            let sentence = verdict.sentence.map(|end| {
                words[..end].chars().filter(|character| !character.is_whitespace()).count()
            });
            (*id, TypedHeading { level: verdict.level, text: verdict.text, sentence })
        });
        headings.collect()
    }

    /// The elements that hold blocks of their own.
    fn around_blocks(&self) -> BTreeSet<NodeId> {
        let tree = self.tree;
        let mut around = BTreeSet::new();
        for id in tree.walk(tree.root(), |_| true) {
            if !self.is_block(id) {
                continue;
            }
            for above in tree.ancestors(id) {
                if !around.insert(above) {
                    break;
                }
            }
        }
        around
    }

    fn is_block(&self, id: NodeId) -> bool {
        match self.tree.name(id) {
            "" => false,
            _ if self.typed_at(id).is_some() => matches!(
                self.meaning_of(id),
                Meaning::Block | Meaning::Division | Meaning::Heading(_) | Meaning::Paragraph
            ),
            name => {
                matches!(self.meaning_of(id), Meaning::Block | Meaning::Heading(_))
                    || matches!(name, "p" | "div" | "section")
                    || self.of_hole(id, BLOCK).is_some()
            }
        }
    }

    fn place_of(&self, id: NodeId, holds_blocks: &BTreeSet<NodeId>) -> Place {
        let tree = self.tree;
        match &tree.node(id).content {
            Content::Text(words) if words.trim().is_empty() => return Place::Block(Kind::Nothing),
            Content::Text(_) => return Place::Block(Kind::Other),
            Content::Other if id != tree.root() => return Place::Block(Kind::Nothing),
            _ => {}
        }
        if id == tree.root() {
            return Place::Around;
        }
        if self.title == Some(id) || self.goes(id) {
            return Place::Block(Kind::Nothing);
        }
        let name = tree.name(id);
        let heading = self.of_hole(id, HEADING).and_then(|number| self.page.headings.get(number));
        if let Some(heading) = heading {
            return Place::Block(Kind::Marked(heading.level));
        }
        let is_typed = self.typed_at(id).is_some();
        if !is_typed {
            let class = tree.attribute(id, "class").unwrap_or_default();
            return Place::Block(match name {
                "p" => self.kind_of_line(id),
                "hr" | "br" => Kind::Nothing,
                "section" if class == "footnotes" => Kind::Nothing,
                _ if self.is_block(id) => Kind::Other,
                _ => self.kind_of_rest(id),
            });
        }
        match self.meaning_of(id) {
            Meaning::Heading(level) if !self.words_of(id).is_empty() => {
                Place::Block(Kind::Marked(level))
            }
            Meaning::Paragraph | Meaning::Heading(_) => Place::Block(self.kind_of_line(id)),
            Meaning::Block if name == "hr" => Place::Block(Kind::Nothing),
            Meaning::Block | Meaning::Picture | Meaning::Medium => Place::Block(Kind::Other),
            Meaning::LineBreak => Place::Block(Kind::Nothing),
            _ if holds_blocks.contains(&id) => Place::Around,
            Meaning::Division => Place::Block(self.kind_of_line(id)),
            _ => Place::Block(self.kind_of_rest(id)),
        }
    }

    /// A paragraph; one without words counts by its pictures.
    fn kind_of_line(&self, id: NodeId) -> Kind {
        match self.kind_of_rest(id) {
            Kind::Other if !self.words_of(id).is_empty() => Kind::Paragraph,
            kind => kind,
        }
    }

    /// Words that stand in no paragraph, or pictures.
    fn kind_of_rest(&self, id: NodeId) -> Kind {
        let shown = self.tree.walk(id, |id| !self.goes(id));
        let has_picture = shown.iter().any(|id| self.tree.name(*id) == "img" && !self.goes(*id));
        match has_picture || !self.words_of(id).is_empty() {
            true => Kind::Other,
            false => Kind::Nothing,
        }
    }

    /// Begins an element that is a heading or opens with one.
    pub(super) fn typed_heading(
        &mut self,
        id: NodeId,
        heading: TypedHeading,
        steps: &mut Vec<Step>,
    ) {
        let level = (self.marked_level + heading.level).clamp(2, 6);
        let Some(characters) = heading.sentence else {
            let class = " class=\"typed-heading\"";
            self.begin_heading(id, level, heading.text, None, class, steps);
            return;
        };
        let lines = self.lines_of(id);
        let heading = self.sheet.contents.add_heading(level, heading.text, None, &lines);
        let start = format!(
            "<p class=\"typed-heading-run\" id=\"{}\"><span class=\"anchor\" id=\"{}\"></span>",
            escape(&heading.id),
            heading.alias
        );
        let mut paragraph = Paragraph::new(start, "</p>\n");
        paragraph.loses_indent = true;
        self.sheet.begin_paragraph(paragraph);
        self.sheet.set_bold("<span class=\"typed-heading\">", "</span>", characters);
        steps.push(Step::EndParagraph);
    }
}
