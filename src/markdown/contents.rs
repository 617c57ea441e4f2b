//! What a page holds besides its HTML: headings, links, anchors and searchable text by section.
//! In: one after the other, as they come on the page. Out: the same in order, with identifiers that no two headings share.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use comrak::Anchorizer;
use yanxi_text::normal_form::LINE_END;

use super::{Heading, Link, LinkKind, SectionText, embedded};

pub(super) struct Contents {
    pub(super) headings: Vec<Heading>,
    pub(super) links: Vec<Link>,
    pub(super) anchors: BTreeSet<String>,
    pub(super) sections: Vec<SectionText>,
    anchorizer: Anchorizer,
    aliases: BTreeMap<String, usize>,
}

impl Default for Contents {
    fn default() -> Self {
        Contents {
            headings: Vec::new(),
            links: Vec::new(),
            anchors: BTreeSet::new(),
            sections: vec![SectionText::default()],
            anchorizer: Anchorizer::default(),
            aliases: BTreeMap::new(),
        }
    }
}

impl Contents {
    /// Adds a block's words to the current section.
    pub(super) fn add_block(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if let Some(section) = self.sections.last_mut() {
            section.text.push_str(&text.replace('\n', " "));
            section.text.push('\n');
        }
    }

    /// Begins a section. `searchable` is the text it opens, character for character, with the ends of its lines.
    pub(super) fn add_heading(
        &mut self,
        level: u8,
        text: String,
        explicit_id: Option<String>,
        searchable: &str,
    ) -> Heading {
        let hash = blake3::hash(text.as_bytes()).to_hex();
        let mut alias = format!("s-{}", &hash[..6]);
        let repeats = self.aliases.entry(alias.clone()).or_default();
        *repeats += 1;
        if *repeats > 1 {
            let _ = write!(alias, "-{repeats}");
        }
        let readable = self.anchorizer.anchorize(explicit_id.as_deref().unwrap_or(&text));
        let id = match readable.as_str() {
            "" => format!("h{}", self.headings.len() + 1),
            _ => readable,
        };
        let heading = Heading { level, text, id, alias };
        self.sections.push(SectionText {
            anchor: heading.alias.clone(),
            heading: with_line_ends_of(searchable, &heading.text),
            text: String::new(),
        });
        self.headings.push(heading.clone());
        heading
    }

    /// Remembers a link and returns its number.
    pub(super) fn add_link(
        &mut self,
        kind: LinkKind,
        target: String,
        words: String,
        line: usize,
    ) -> usize {
        let embedded = (kind == LinkKind::Image).then(|| embedded::read(&target)).flatten();
        let target = if embedded.is_some() { embedded::kind_of(&target) } else { target };
        self.add_read_link(Link { kind, target, words, line, embedded })
    }

    pub(super) fn add_read_link(&mut self, link: Link) -> usize {
        self.links.push(link);
        self.links.len() - 1
    }
}

/// A text in which the spaces that stand for the ends of lines are these again.
fn with_line_ends_of(searchable: &str, text: &str) -> String {
    let mut written = searchable.chars();
    text.chars()
        .map(|character| match (character, written.next()) {
            (' ', Some(LINE_END)) => LINE_END,
            _ => character,
        })
        .collect()
}
