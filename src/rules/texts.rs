//! The words people wrote, line by line, for rules that look for words.
//! In: pages and records. Out: lines with code and the addresses of links blotted out, and places on them.

use yanxi_campaign::{Campaign, Record};

use super::Subject;
use crate::model::{CampaignRead, Page};
use yanxi_problem::Place;
use yanxi_reading::content_path::is_within;

/// What a line of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// Between the two `---` at the top.
    Key,
    Quote,
    Text,
}

/// A line of a page. Blotted bytes are spaces, so that offsets are those of the file's line.
#[derive(Debug)]
pub(super) struct TextLine {
    /// From 1.
    pub(super) number: usize,
    pub(super) kind: LineKind,
    pub(super) text: String,
}

/// The lines of a page that hold words; fenced code is left out.
pub(super) fn lines_of(page: &Page) -> Vec<TextLine> {
    let mut lines = Vec::new();
    let mut fence: Option<char> = None;
    let mut keys_end: Option<&str> = None;
    for (at, line) in page.file.text.lines().enumerate() {
        let trimmed = line.trim();
        if at == 0 && matches!(trimmed, "---" | "+++") {
            keys_end = Some(trimmed);
            continue;
        }
        if let Some(end) = keys_end {
            if trimmed == end {
                keys_end = None;
            } else {
                lines.push(TextLine {
                    number: at + 1,
                    kind: LineKind::Key,
                    text: line.to_string(),
                });
            }
            continue;
        }
        let opens = ["```", "~~~"].iter().find(|mark| trimmed.starts_with(**mark));
        if let Some(mark) = opens.and_then(|mark| mark.chars().next()) {
            match fence {
                None => fence = Some(mark),
                Some(open) if open == mark => fence = None,
                Some(_) => {}
            }
            continue;
        }
        if fence.is_some() || trimmed.is_empty() {
            continue;
        }
        let kind = if trimmed.starts_with('>') { LineKind::Quote } else { LineKind::Text };
        lines.push(TextLine { number: at + 1, kind, text: blotted(line) });
    }
    lines
}

/// Blots out what is between backticks and the address of a link: `](…)`, and `[…]: …` at the start of a line.
fn blotted(line: &str) -> String {
    if !line.contains(['`', '(', ':', '<']) {
        return line.to_string();
    }
    let mut bytes = line.as_bytes().to_vec();
    let mut blot = |from: usize, to: usize| {
        if let Some(part) = bytes.get_mut(from..to) {
            part.fill(b' ');
        }
    };
    let mut from = 0;
    while let Some(open) = line[from..].find('`').map(|at| from + at) {
        let Some(close) = line[open + 1..].find('`').map(|at| open + 1 + at) else {
            break;
        };
        blot(open, close + 1);
        from = close + 1;
    }
    let mut from = 0;
    while let Some(open) = line[from..].find("](").map(|at| from + at + 1) {
        let close = line[open..].find(')').map_or(line.len(), |at| open + at + 1);
        blot(open, close);
        from = close;
    }
    if line.trim_start().starts_with('[')
        && let Some(end) = line.find("]:")
    {
        blot(end, line.len());
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The place of a byte of a page's line.
pub(super) fn place_in(page: &Page, line: &TextLine, offset: usize) -> Place {
    let mut place = Place::at_line(&page.file.shown_path, &page.file.text, line.number);
    let before = line.text.get(..offset).unwrap_or_default();
    place.column = Some(before.chars().count() + 1);
    place
}

/// What a row says, value by value.
pub(super) fn values_of(record: &Record) -> impl Iterator<Item = &str> {
    std::iter::once(record.title.as_str())
        .chain(record.fields.iter().map(|(_, value)| value.as_str()))
}

/// Records that are rows of a table.
pub(super) fn rows(campaign: &Campaign) -> impl Iterator<Item = &Record> {
    campaign.records.iter().filter(|record| record.page.is_none())
}

/// Pages that go into some edition.
pub(super) fn published<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Page> {
    let pages = subject.editions.pages().iter();
    pages.filter(|page| !page.is_unpublished && !page.meta.draft)
}

/// Pages in the folder of a campaign.
pub(super) fn pages_of<'a>(
    subject: &Subject<'a>,
    read: &'a CampaignRead,
) -> impl Iterator<Item = &'a Page> {
    published(subject).filter(|page| is_within(&page.folder, &read.folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_addresses_are_blotted_and_offsets_kept() {
        assert_eq!(
            blotted("见`某某`和[说明](http://a.cn/某某)，某某"),
            format!("见{}和[说明]{}，某某", " ".repeat(8), " ".repeat(20))
        );
        assert_eq!(blotted("[1]: http://a.cn"), format!("[1{}", " ".repeat(14)));
        assert_eq!(blotted("没有(括号)"), "没有(括号)");
    }
}
