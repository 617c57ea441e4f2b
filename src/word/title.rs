//! The title of a Word document.
//! In: its blocks. Out: [`Title`]: by style; else the largest centred lines before the text, joined; else its only heading
//! of the first level, where that stands first.
//!
//! Official papers open with the name of who issues them, larger than the title, over a number in 〔〕: what stands
//! above such a number is no title.

use yanxi_text::han::is_han;
use yanxi_word::{Align, Block, Paragraph};

/// Blocks before the text in which a title stands.
const SOUGHT: usize = 14;
/// Characters of one of its lines, and of all together.
const LONGEST_LINE: usize = 60;
const LONGEST: usize = 120;

/// A title, and the blocks that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) text: String,
    pub(crate) places: Vec<usize>,
}

pub(super) fn find(blocks: &[Block]) -> Option<Title> {
    let first: Vec<(usize, &Paragraph)> = blocks
        .iter()
        .enumerate()
        .filter_map(|(place, block)| match block {
            Block::Paragraph(paragraph) => Some((place, paragraph)),
            Block::Table(_) | Block::Boxed(_) => None,
        })
        .take(SOUGHT)
        .filter(|(_, paragraph)| !words(paragraph).is_empty())
        .collect();
    by_style(&first).or_else(|| by_looks(&first)).or_else(|| by_heading(&first, blocks))
}

fn words(paragraph: &Paragraph) -> String {
    paragraph.text().trim().to_string()
}

fn by_style(first: &[(usize, &Paragraph)]) -> Option<Title> {
    let start = first.iter().position(|(_, paragraph)| paragraph.is_title)?;
    joined(first[start..].iter().take_while(|(_, paragraph)| paragraph.is_title))
}

fn by_looks(first: &[(usize, &Paragraph)]) -> Option<Title> {
    let behind_number = first
        .iter()
        .rposition(|(_, paragraph)| is_number_of_paper(&words(paragraph)))
        .map_or(0, |place| place + 1);
    let rest = &first[behind_number..];
    let may_be = |paragraph: &Paragraph| {
        let words = words(paragraph);
        let is_bracketed = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
        paragraph.align == Align::Center
            && paragraph.number.is_none()
            && words.chars().nth(LONGEST_LINE).is_none()
            && !words.ends_with(['。', '；', '：', '，'])
            && !is_bracketed
    };
    // Behind the first long paragraph it is the text.
    let before_text = rest
        .iter()
        .position(|(_, paragraph)| words(paragraph).chars().nth(LONGEST_LINE).is_some())
        .unwrap_or(rest.len());
    let rest = &rest[..before_text];
    let centred = rest.iter().filter(|(_, paragraph)| may_be(paragraph));
    let largest = centred.map(|(_, paragraph)| paragraph.size).max()?;
    let is_of_title = |paragraph: &Paragraph| may_be(paragraph) && paragraph.size == largest;
    let start = rest.iter().position(|(_, paragraph)| is_of_title(paragraph))?;
    joined(rest[start..].iter().take_while(|(_, paragraph)| is_of_title(paragraph)))
}

fn by_heading(first: &[(usize, &Paragraph)], blocks: &[Block]) -> Option<Title> {
    let (place, paragraph) = first.first()?;
    let of_first_level = |block: &&Block| match block {
        Block::Paragraph(paragraph) => paragraph.heading == Some(1),
        _ => false,
    };
    let is_only = paragraph.heading == Some(1) && blocks.iter().filter(of_first_level).count() == 1;
    (is_only && paragraph.number.is_none())
        .then(|| Title { text: words(paragraph), places: vec![*place] })
}

/// `样政发〔2026〕3号`
fn is_number_of_paper(words: &str) -> bool {
    let Some((before, rest)) = words.split_once(['〔', '［', '[', '【']) else {
        return false;
    };
    let Some((year, number)) = rest.split_once(['〕', '］', ']', '】']) else {
        return false;
    };
    let year = year.trim();
    !before.is_empty()
        && year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && number.trim().ends_with('号')
        && words.chars().count() < LONGEST_LINE
}

/// Lines of one title; no gap stands where Chinese meets Chinese.
fn joined<'a>(lines: impl Iterator<Item = &'a (usize, &'a Paragraph)>) -> Option<Title> {
    let mut text = String::new();
    let mut places = Vec::new();
    for (place, paragraph) in lines {
        let words = words(paragraph);
        if text.chars().count() + words.chars().count() > LONGEST {
            break;
        }
        let meets = |c: Option<char>| c.is_some_and(|c| !c.is_ascii_alphanumeric());
        let needs_gap =
            !(text.is_empty() || meets(text.chars().next_back()) || meets(words.chars().next()));
        if needs_gap {
            text.push(' ');
        }
        text.push_str(&words);
        places.push(*place);
    }
    // Titles are spaced out: `通　知`.
    let text = without_gaps(&text);
    (!text.is_empty()).then_some(Title { text, places })
}

/// White space between Han characters is a matter of looks.
fn without_gaps(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut place = 0;
    while place < signs.len() {
        let end =
            (place..signs.len()).find(|at| !signs[*at].is_whitespace()).unwrap_or(signs.len());
        if end > place {
            let before = out.chars().next_back().is_some_and(is_han);
            if !(before && signs.get(end).copied().is_some_and(is_han)) && end < signs.len() {
                out.push(' ');
            }
            place = end;
            continue;
        }
        out.push(signs[place]);
        place += 1;
    }
    out
}
