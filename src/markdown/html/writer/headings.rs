//! Headings of a page with HTML: which of them is its title, and how the others are written.
//! In: the tree. Out: the title, and headings in the sheet with their entries in the contents.

use yanxi_text::heading::numbered_line;

use super::{Step, Writer};
use crate::html_text::escape;
use crate::markdown::html::tree::NodeId;
use crate::markdown::html::{BLOCK_ELEMENT, HEADING};

impl Writer<'_> {
    /// The first heading of level 1, which is taken out of the page where it says what its title says.
    pub(super) fn find_title(&mut self) -> Option<String> {
        let tree = self.tree;
        let is_inner = |id: NodeId| {
            matches!(tree.name(id), "blockquote" | "li" | "td" | "th" | BLOCK_ELEMENT | "section")
                && !(tree.name(id) == "section" && self.typed_at(id).is_some())
        };
        let tops: Vec<NodeId> = tree
            .walk(tree.root(), |id| !self.goes(id) && !is_inner(id))
            .into_iter()
            .filter(|id| self.is_top_heading(*id) && !self.goes(*id))
            .filter(|id| self.typed_at(*id).is_none() || !self.words_of(*id).is_empty())
            .collect();
        let first = tops.first().copied();
        let text = first.map(|id| self.words_of(id));
        if let (Some(id), Some(text)) = (first, &text)
            && (text.is_empty() || (self.page.is_title)(text))
        {
            self.title = Some(id);
        }
        self.level_shift = u8::from(tops.iter().any(|id| Some(*id) != self.title));
        text
    }

    fn is_top_heading(&self, id: NodeId) -> bool {
        match self.of_hole(id, HEADING).and_then(|number| self.page.headings.get(number)) {
            Some(heading) => heading.level == 1,
            None => self.tree.name(id) == "h1" && self.typed_at(id).is_some(),
        }
    }

    pub(super) fn heading_of_markdown(
        &mut self,
        id: NodeId,
        number: usize,
        steps: &mut Vec<Step>,
    ) -> bool {
        let Some(heading) = self.page.headings.get(number).cloned() else {
            return true;
        };
        let text = self.words_of(id);
        let level = self.level(heading.level, &text);
        self.begin_heading(id, level, text, heading.id, "", steps);
        true
    }

    /// The level that a marked heading has here.
    pub(super) fn level(&mut self, level: u8, text: &str) -> u8 {
        let level = (level + self.level_shift).clamp(2, 6);
        // One that carries 一、 has typed ones beside it, else they stand below it.
        let own_level = numbered_line(text).map_or(0, |numbered| numbered.level);
        self.marked_level = level.saturating_sub(own_level).max(1);
        level
    }

    pub(super) fn begin_heading(
        &mut self,
        id: NodeId,
        level: u8,
        text: String,
        explicit_id: Option<String>,
        class: &str,
        steps: &mut Vec<Step>,
    ) {
        self.sheet.end_paragraph();
        let lines = self.lines_of(id);
        let heading = self.sheet.contents.add_heading(level, text, explicit_id, &lines);
        let start = format!(
            "<h{level} id=\"{}\"{class}><span class=\"anchor\" id=\"{}\"></span>",
            escape(&heading.id),
            heading.alias
        );
        self.sheet.begin_heading(&start);
        steps.push(Step::EndHeading(format!("</h{level}>\n")));
    }
}
