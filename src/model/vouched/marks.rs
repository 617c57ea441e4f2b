//! Marks of a page: those inside its text, which an entry may lift, and the document's own, which none lifts.
//! In: a page, an entry. Out: [`Marks`], and what keeps the entry from holding.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use crate::entries::{self, SecrecyReview};
use crate::model::Page;
use yanxi_privacy::{Finding, Form, Kind, head_end, scan};
use yanxi_problem::Name;
use yanxi_reading::content_path::stem;
use yanxi_reading::front_matter;

/// The marks of a page, each as it is shown without blanks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// How often each stands inside the text.
    inside: BTreeMap<String, usize>,
    /// Lines of the document's own; none where only the finished text shows it.
    own: BTreeSet<(String, Option<usize>)>,
    /// The line of the source on which the text proper begins.
    first_line: usize,
    /// Marks of the title or the file's name: wherever they stand, they are the document's own.
    of_title: BTreeSet<String>,
}

fn bare(mask: &str) -> String {
    mask.chars().filter(|c| !c.is_whitespace()).collect()
}

fn marks_in(text: &str, form: Form) -> Vec<Finding> {
    let is_mark = |kind| matches!(kind, Kind::SecrecyMark | Kind::InternalMark);
    scan(text, form).into_iter().filter(|finding| is_mark(finding.kind)).collect()
}

impl Marks {
    /// All marks of a page.
    pub fn of(page: &Page) -> Marks {
        let mut marks = Marks::default();
        let text = entries::blanked(&page.file.text);
        let body = front_matter::read("", &text).body_offset;
        let head = body + head_end(&text[body..], Form::Text);
        marks.first_line = text[..head].matches('\n').count() + 1;
        let (mut line, mut counted) = (1, 0);
        for finding in marks_in(&text, Form::Text) {
            let mark = bare(&finding.mask);
            if finding.range.start < head {
                line += text[counted..finding.range.start].matches('\n').count();
                counted = finding.range.start;
                marks.own.insert((mark, Some(line)));
            } else {
                *marks.inside.entry(mark).or_default() += 1;
            }
        }
        // What emphasis, links and entities break in the source.
        let html = page.html();
        let head = head_end(&html, Form::Markup);
        let mut shown: BTreeMap<String, usize> = BTreeMap::new();
        for finding in marks_in(&html, Form::Markup) {
            let mark = bare(&finding.mask);
            if finding.range.start >= head {
                *shown.entry(mark).or_default() += 1;
            } else if !marks.own.iter().any(|(own, _)| *own == mark) {
                marks.own.insert((mark, None));
            }
        }
        for (mark, count) in shown {
            let known = marks.inside.entry(mark).or_default();
            *known = count.max(*known);
        }
        let names = [page.title.as_str(), page.meta.description.as_str()];
        let titles = names.into_iter().chain(page.meta.tags.iter().map(String::as_str));
        let of_title = titles.flat_map(|text| marks_in(text, Form::Value));
        let of_name = marks_in(stem(&page.file.path), Form::Path);
        marks.of_title = of_title.chain(of_name).map(|finding| bare(&finding.mask)).collect();
        marks
    }

    /// Not the mark of the title, and nowhere the document's own but on lines that can be named.
    fn is_free(&self, mark: &str) -> bool {
        !self.of_title.contains(mark) && !self.own.contains(&(mark.to_string(), None))
    }

    /// What keeps an entry from holding.
    pub(super) fn fault(
        &self,
        page: &Page,
        said: &SecrecyReview,
        reviewers: &[String],
    ) -> Option<Fault> {
        if !said.is_complete() {
            return Some(Fault::Incomplete);
        }
        if !reviewers.contains(&said.by) {
            return Some(Fault::NotNamed { by: Name::from(&said.by) });
        }
        if page.is_record {
            return Some(Fault::InRecord);
        }
        if said.hash != entries::hash_of_text(&page.file.text) {
            return Some(Fault::Changed);
        }
        said.marks.iter().find_map(|(mark, said)| {
            let what = Name::from(mark);
            let found = self.inside.get(mark).copied().unwrap_or_default();
            match found {
                _ if !self.is_free(mark) => Some(Fault::OwnMark { what }),
                0 if self.own.iter().any(|(own, _)| own == mark) => Some(Fault::OwnMark { what }),
                0 => Some(Fault::NotThere { what }),
                found if found != *said => Some(Fault::Count { what, said: *said, found }),
                _ => None,
            }
        })
    }

    /// Only those that an entry names.
    pub(super) fn named_by(mut self, said: &SecrecyReview) -> Marks {
        self.inside.retain(|mark, _| said.marks.contains_key(mark));
        self
    }

    /// The marks that an entry may name, and how often each stands in the text.
    pub fn inside(&self) -> BTreeMap<String, usize> {
        let mut inside = self.inside.clone();
        inside.retain(|mark, _| self.is_free(mark));
        inside
    }

    /// Whether an entry may name a mark in a line, or one that only the finished text shows.
    pub fn may_be_lifted(&self, mask: &str, line: Option<usize>) -> bool {
        self.is_free(&bare(mask)) && self.lifts(mask, line)
    }

    pub(super) fn lifts(&self, mask: &str, line: Option<usize>) -> bool {
        let mark = bare(mask);
        self.inside.contains_key(&mark)
            && line.is_none_or(|line| line >= self.first_line)
            && !self.own.contains(&(mark, line))
    }
}
