//! What of a page is indexed and what is stored for display.
//! In: a page's title, sections and extras. Out: its documents in order, and stored passages to and from bytes.

use std::collections::BTreeSet;

use yanxi_text::normal_form::NormalForm;

use crate::bytes::{Input, write_number, write_text};
use crate::facet::{Facet, FacetKind};

/// What can be found as one: a page, or a part of one such as a row of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageText {
    /// Where it is in the site, such as `xuexi/jianghua.html` or `ledgers/problems-2.html#r17`.
    pub path: String,
    pub title: String,
    pub sections: Vec<SectionText>,
    /// Tags, aliases, names of attachments: found with the title.
    pub extra: Vec<String>,
    pub facets: Vec<Facet>,
    /// Such as `2008-11-18`.
    pub date: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionText {
    /// Empty: the top of the page.
    pub anchor: String,
    /// Empty: before the first heading.
    pub heading: String,
    /// Blocks joined by line breaks; the heading is not repeated.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Title,
    Heading,
    Body,
}

/// A page cut into documents. Making one needs nothing but the page, so a caller may do it on many threads.
#[derive(Debug, Clone)]
pub struct PreparedPage {
    pub(crate) documents: Vec<PreparedDocument>,
    pub(crate) facets: Vec<Facet>,
    pub(crate) date: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct PreparedDocument {
    pub(crate) kind: Kind,
    /// N(text).
    pub(crate) units: String,
    /// Every word character of it once.
    pub(crate) singles: String,
    pub(crate) stored: Vec<u8>,
}

/// Size in bytes that passages of a long section come near: one to two screens of text.
const PASSAGE_BYTES: usize = 3_000;

impl PreparedPage {
    /// The page's documents: one for the title and extras, then for each section one for its
    /// heading and one or more for its text.
    pub fn of(page: &PageText) -> PreparedPage {
        let mut documents = Vec::new();
        let stored = |section: Option<&SectionText>, text: &str| {
            let (anchor, heading) = section.map_or(("", ""), |section| {
                (section.anchor.as_str(), section.heading.as_str())
            });
            Passage::encode(page, [anchor, heading, text])
        };
        let extra = page.extra.join("\n");
        documents.push(PreparedDocument::of(
            Kind::Title,
            NormalForm::of(&format!("{}\n{extra}", page.title)),
            stored(None, &extra),
        ));
        for section in &page.sections {
            let passages = passages(&section.text);
            if !section.heading.is_empty() {
                // A heading is shown with the text under it, so its own record is only for a bare one.
                let record = if passages.is_empty() {
                    stored(Some(section), "")
                } else {
                    Vec::new()
                };
                let units = NormalForm::of(&section.heading);
                documents.push(PreparedDocument::of(Kind::Heading, units, record));
            }
            for (text, units) in passages {
                documents.push(PreparedDocument::of(
                    Kind::Body,
                    units,
                    stored(Some(section), text),
                ));
            }
        }
        PreparedPage {
            documents,
            facets: page.facets.clone(),
            date: page.date.clone(),
        }
    }
}

impl PreparedDocument {
    fn of(kind: Kind, normal: NormalForm, stored: Vec<u8>) -> PreparedDocument {
        let singles: BTreeSet<char> = normal
            .units
            .iter()
            .filter(|unit| unit.is_word())
            .map(|unit| unit.ch)
            .collect();
        PreparedDocument {
            kind,
            units: normal.text(),
            singles: singles.into_iter().collect(),
            stored,
        }
    }
}

/// Cuts a section at ends of blocks into passages of like size, leaving out any without a word.
fn passages(text: &str) -> Vec<(&str, NormalForm)> {
    let count = (text.len() + PASSAGE_BYTES / 2) / PASSAGE_BYTES;
    let target = text.len() / count.max(1);
    let mut cut = Vec::new();
    let mut start = 0;
    for (line_end, _) in text.match_indices('\n').chain([(text.len(), "")]) {
        if line_end - start >= target || line_end == text.len() {
            let passage = text.get(start..line_end).unwrap_or_default();
            let units = NormalForm::of(passage);
            if !units.is_empty() {
                cut.push((passage, units));
            }
            start = line_end + 1;
        }
    }
    cut
}

/// A stored passage: enough to show a hit without reading anything else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) facets: Vec<Facet>,
    pub(crate) date: Option<String>,
    pub(crate) anchor: String,
    pub(crate) heading: String,
    pub(crate) text: String,
}

impl Passage {
    fn encode(page: &PageText, fields: [&str; 3]) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_text(&mut bytes, &page.path);
        write_text(&mut bytes, &page.title);
        write_number(&mut bytes, page.facets.len() as u64);
        for facet in &page.facets {
            bytes.push(facet.kind as u8);
            write_text(&mut bytes, &facet.value);
        }
        write_text(&mut bytes, page.date.as_deref().unwrap_or_default());
        for field in fields {
            write_text(&mut bytes, field);
        }
        bytes
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Passage> {
        let mut input = Input::new(bytes);
        let (path, title) = (input.text()?, input.text()?);
        let mut facets = Vec::new();
        for _ in 0..input.count()? {
            let [number] = input.array()?;
            let kind = *FacetKind::ALL.get(usize::from(number))?;
            facets.push(Facet::new(kind, input.text()?));
        }
        Some(Passage {
            path,
            title,
            facets,
            date: Some(input.text()?).filter(|date| !date.is_empty()),
            anchor: input.text()?,
            heading: input.text()?,
            text: input.text()?,
        })
    }
}
