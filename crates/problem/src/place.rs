//! Where a problem stands.
//! In: a file, its text, an offset or a line. Out: file, line, column, and what stands there as it may be shown.

use std::borrow::Cow;

use crate::mask::{mask_file_name, masked, masked_lines};

/// Where a problem stands. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Path below the site folder with `/`, or a path as the user gave it.
    pub file: String,
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// What stands there, cut to a readable length.
    pub source: String,
}

impl Place {
    /// Whether lines are paragraphs: those of a Word document, whose own lines nobody counts.
    pub(crate) fn counts_paragraphs(&self) -> bool {
        let file = self.file.to_ascii_lowercase();
        [".docx", ".doc", ".wps"].iter().any(|ending| file.ends_with(ending))
    }

    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), ..Place::default() }
    }

    /// The place of byte `offset` in `text`, the whole text of `file`.
    pub fn at_offset(file: &str, text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: file.to_string(),
            line: Some(before.matches('\n').count() + 1),
            column: Some(text[line_start..offset].chars().count() + 1),
            source: quoted(text, line_start),
        }
    }

    /// The place of a line (from 1) of `text`.
    pub fn at_line(file: &str, text: &str, line: usize) -> Self {
        let start = match line.saturating_sub(1) {
            0 => Some(0),
            before => text.match_indices('\n').nth(before - 1).map(|(at, _)| at + 1),
        };
        Place {
            file: file.to_string(),
            line: Some(line),
            column: Some(1),
            source: start.map_or_else(String::new, |start| quoted(text, start)),
        }
    }

    /// The file as it may be shown: a file's name may be a person's number.
    pub fn shown_file(&self) -> Cow<'_, str> {
        mask_file_name(&self.file)
    }

    /// The place with what stands there as it may be shown. A quotation of [`Place::at_offset`] and [`Place::at_line`] is
    /// so already but for its cut end.
    pub(crate) fn masked(mut self) -> Self {
        if let Cow::Owned(source) = masked(&self.source) {
            self.source = source;
        }
        self
    }
}

/// The line that begins at an offset, as messages quote it. Numbers of persons are masked before it is cut, and with the
/// lines around it, because a number may run over their end: no part of one is left at an edge.
fn quoted(text: &str, line_start: usize) -> String {
    // Far more than is shown, and no more than has to be looked through again and again.
    const WINDOW: usize = 600;
    let floor = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let earliest = floor(line_start.saturating_sub(WINDOW));
    let before = line_start.saturating_sub(1).max(earliest).min(line_start);
    let previous = text[earliest..before].rfind('\n').map_or(earliest, |at| earliest + at + 1);
    let end_of = |at: usize| {
        let latest = floor((at + WINDOW).min(text.len()));
        text[at..latest].find('\n').map_or(latest, |end| at + end)
    };
    let line_end = end_of(line_start);
    let goes_on = text[line_end..].starts_with('\n');
    let next_end = if goes_on { end_of(line_end + 1) } else { line_end };
    let window = masked_lines(&text[previous..next_end]);
    let number = text[previous..line_start].matches('\n').count();
    let line = window.split('\n').nth(number).unwrap_or_default();
    shorten(line.trim())
}

/// Places in one text, one after the other, without counting its lines from the beginning each time.
#[derive(Debug)]
pub struct Places<'a> {
    file: &'a str,
    text: &'a str,
    /// Up to here lines and characters are counted.
    at: usize,
    line: usize,
    line_start: usize,
    column: usize,
}

impl<'a> Places<'a> {
    pub fn of(file: &'a str, text: &'a str) -> Self {
        Places { file, text, at: 0, line: 1, line_start: 0, column: 1 }
    }

    /// The place of a line (from 1); fastest where lines ascend.
    pub fn at_line(&mut self, line: usize) -> Place {
        if line < self.line {
            *self = Places::of(self.file, self.text);
        }
        while self.line < line {
            let Some(end) = self.text[self.line_start..].find('\n') else {
                // A line that the text does not have shows nothing.
                return Place::at_line(self.file, self.text, line);
            };
            self.line += 1;
            self.line_start += end + 1;
            self.at = self.line_start;
            self.column = 1;
        }
        Place {
            file: self.file.to_string(),
            line: Some(line),
            column: Some(1),
            source: quoted(self.text, self.line_start),
        }
    }

    /// The place of byte `offset`; fastest where offsets ascend.
    pub fn at_offset(&mut self, offset: usize) -> Place {
        if offset < self.at {
            *self = Places::of(self.file, self.text);
        }
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let between = &self.text[self.at..offset];
        match between.rfind('\n') {
            Some(last) => {
                self.line += between.matches('\n').count();
                self.line_start = self.at + last + 1;
                self.column = self.text[self.line_start..offset].chars().count() + 1;
            }
            None => self.column += between.chars().count(),
        }
        self.at = offset;
        Place {
            file: self.file.to_string(),
            line: Some(self.line),
            column: Some(self.column),
            source: quoted(self.text, self.line_start),
        }
    }
}

fn shorten(line: &str) -> String {
    const LONGEST: usize = 60;
    if line.chars().count() <= LONGEST {
        return line.to_string();
    }
    let mut short: String = line.chars().take(LONGEST).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "标题: 甲\n日期：乙\n";
        let place = Place::at_offset("a.md", text, text.find('乙').unwrap_or(0));
        assert_eq!((place.line, place.column), (Some(2), Some(4)));
        assert_eq!(place.source, "日期：乙");
    }

    #[test]
    fn a_quoted_line_shows_no_part_of_a_number() {
        let id = "990101199003070015";
        // Cut by the shortening of the line at every place of the number.
        for before in 40..62 {
            let text = format!("{}{id}，以下略", "字".repeat(before));
            let place = Place::at_line("a.md", &text, 1);
            assert!(!place.source.contains("9901"), "{}", place.source);
        }
        // Begun on one line, ended on the next.
        for cut in 1..id.len() {
            let text = format!("前文\n身份证{}\n{}，以下略\n后文\n", &id[..cut], &id[cut..]);
            for line in 1..=4 {
                let place = Place::at_line("a.md", &text, line);
                let digits = place.source.chars().filter(char::is_ascii_digit).count();
                assert!(digits <= 5, "cut {cut}, line {line}: {}", place.source);
            }
        }
    }

    #[test]
    fn places_one_after_the_other_are_those_of_each_alone() {
        let text = "甲\n乙乙乙\n\n丙x丙";
        let mut places = Places::of("a.md", text);
        for offset in [0, 4, 7, 10, 12, 15, 4, 99] {
            assert_eq!(
                places.at_offset(offset),
                Place::at_offset("a.md", text, offset),
                "{offset}"
            );
        }
        for line in [1, 2, 2, 4, 3, 1, 9, 4] {
            assert_eq!(places.at_line(line), Place::at_line("a.md", text, line), "{line}");
        }
        assert_eq!(places.at_offset(4), Place::at_offset("a.md", text, 4));
    }

    #[test]
    fn an_offset_past_the_end_is_the_last_place() {
        assert_eq!(Place::at_offset("a.md", "甲", 99).line, Some(1));
    }
}
