//! The paragraphs of a pasted speech or plan, with the numbers that open them.
//! In: a file's text. Out: [`Paragraph`]s with their lines; what is cut here is never put together otherwise.

use std::ops::Range;

use yanxi_reading::front_matter;
use yanxi_text::heading::{Form, form_of, heading_words, numbered_line};

/// A line of the text that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// From 1, in the file.
    pub(super) line: usize,
    /// Without marks of Markdown and without white space around it.
    pub(super) text: String,
    /// 1 for 一、 and `##`, 2 for （一）, 3 for 1., 4 for （1）; `None` for running text.
    pub(super) level: Option<u8>,
    /// Where the words behind the number begin.
    pub(super) words_from: usize,
    /// Where the heading ends; all of the line, its first sentence, or nothing.
    pub(super) heading_to: usize,
}

impl Paragraph {
    /// The words of the heading without its number and stop; empty for running text.
    pub(super) fn heading(&self) -> &str {
        match self.level {
            Some(_) if self.heading_to > self.words_from => {
                heading_words(&self.text[self.words_from..self.heading_to])
            }
            _ => "",
        }
    }

    /// What stands behind the heading.
    pub(super) fn body(&self) -> &str {
        &self.text[self.heading_to.max(self.words_from)..]
    }
}

/// A text and its title, where the lines above it or its first line say one.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

impl Text {
    /// `known` is a title that is known otherwise; its lines may stand in the text.
    pub(super) fn of(shown_path: &str, file: &str, known: Option<&str>) -> Self {
        let above = front_matter::read(shown_path, file);
        let named =
            above.entries.iter().find(|entry| ["标题", "title"].contains(&entry.key.as_str()));
        let named = named.and_then(|entry| entry.value.as_text());
        let mut title = known.map(str::to_string).or(named).unwrap_or_default();
        let mut of_title = known.map(plain_words).unwrap_or_default();
        let first_line = file[..above.body_offset].matches('\n').count();
        let mut paragraphs = Vec::new();
        let lines = file[above.body_offset..].lines().enumerate();
        for (number, line) in lines {
            let line_number = first_line + number + 1;
            let plain = line.trim().trim_start_matches('>').trim();
            // Stars within a line stand for what is left out: 20**年.
            let bold = plain.strip_prefix("**").and_then(|rest| rest.split_once("**"));
            let plain =
                bold.map_or_else(|| plain.to_string(), |(own, rest)| format!("{own}{rest}"));
            let plain = plain.trim();
            if plain.is_empty() || plain.starts_with("<!--") {
                continue;
            }
            let marks = plain.bytes().take_while(|byte| *byte == b'#').count();
            let text = plain[marks..].trim();
            let is_first = paragraphs.is_empty() && title.is_empty();
            if (marks == 1 || (is_first && looks_like_a_title(text))) && title.is_empty() {
                title = text.to_string();
                continue;
            }
            if text.is_empty() || plain_words(text) == plain_words(&title) {
                continue;
            }
            if paragraphs.is_empty()
                && !of_title.is_empty()
                && let Some(rest) = of_title.strip_prefix(&plain_words(text))
            {
                of_title = rest.to_string();
                continue;
            }
            paragraphs.push(paragraph(line_number, text, marks));
        }
        Text { title, paragraphs }
    }
}

fn looks_like_a_title(text: &str) -> bool {
    text.chars().count() <= 50
        && numbered_line(text).is_none()
        && !text.ends_with(['。', '：', ':', '；', '，'])
}

/// The words without signs and blanks.
pub(super) fn plain_words(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

fn paragraph(line: usize, text: &str, marks: usize) -> Paragraph {
    let mut found =
        Paragraph { line, text: text.to_string(), level: None, words_from: 0, heading_to: 0 };
    if let Some(numbered) = numbered_line(text) {
        found.level = Some(numbered.level);
        found.words_from = numbered.marker_end;
        found.heading_to = match form_of(text, &numbered, false) {
            Form::Whole { .. } => text.len(),
            Form::RunIn { end } => end,
            Form::Entry | Form::Text => found.words_from,
        };
        if found.heading_to == found.words_from && marks > 0 {
            found.heading_to = text.len();
        }
    } else if let Some((level, end)) = arabic_marker(text) {
        found.level = Some(level);
        found.words_from = end;
        found.heading_to = first_sentence(text, end);
    } else if marks > 0 {
        found.level = Some(1);
        found.heading_to = text.len();
    }
    found
}

/// 1. and 1、 open the third level, （1） and ① the fourth.
fn arabic_marker(text: &str) -> Option<(u8, usize)> {
    use yanxi_text::numeral::leading_digits;
    let opened = text.strip_prefix(['（', '(']);
    let inside = opened.unwrap_or(text);
    let before = text.len() - inside.len();
    let (number, length) = leading_digits(inside)?;
    let sign = inside[length..].chars().next()?;
    let end = before + length + sign.len_utf8();
    let fits = match opened {
        Some(_) => matches!(sign, '）' | ')'),
        None => {
            matches!(sign, '.' | '．' | '、')
                && !text[end..].starts_with(|next: char| next.is_ascii_digit())
        }
    };
    let level = if opened.is_some() { 4 } else { 3 };
    let rest = &text[end..];
    let blanks = rest.len() - rest.trim_start().len();
    (fits && number < 100 && !rest.trim().is_empty()).then_some((level, end + blanks))
}

/// A short first sentence heads what follows; a short line is a heading as a whole.
fn first_sentence(text: &str, from: usize) -> usize {
    const LONGEST: usize = 40;
    let rest = &text[from..];
    let stop = rest
        .find(['。', '：', ':', '！', '；'])
        .map(|at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
    match stop {
        Some(end) if rest[..end].chars().count() <= LONGEST => from + end,
        None if rest.chars().count() <= LONGEST => text.len(),
        _ => from,
    }
}

/// The parts of a text between some signs, as ranges without the signs.
pub(super) fn cut(text: &str, signs: &[char]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = 0;
    // A sign in brackets parts what is in them, not the sentence.
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && signs.contains(&sign) {
            parts.push(from..at);
            from = at + sign.len_utf8();
        }
    }
    parts.push(from..text.len());
    parts.retain(|part| !text[part.clone()].trim().is_empty());
    parts
}

pub(super) const SENTENCE: [char; 5] = ['。', '！', '？', '；', ';'];
pub(super) const CLAUSE: [char; 9] = ['。', '！', '？', '；', ';', '，', ',', '：', ':'];
