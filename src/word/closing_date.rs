//! The date of a Word document.
//! In: its blocks. Out: the date of the last line that is one and nothing else; else of the line in brackets under the
//! title, as speeches have it.

use jiff::civil::Date;
use yanxi_text::fold::fold;
use yanxi_text::numeral::{han_number, leading_digits};
use yanxi_word::{Block, Paragraph};

use super::title::Title;

/// Lines under the title in which its date stands.
const UNDER_TITLE: usize = 3;

pub(super) fn find(blocks: &[Block], title: Option<&Title>) -> Option<Date> {
    let paragraphs = || {
        blocks.iter().enumerate().filter_map(|(place, block)| match block {
            Block::Paragraph(paragraph) => Some((place, paragraph)),
            Block::Table(_) | Block::Boxed(_) => None,
        })
    };
    let below = title.and_then(|title| title.places.last().copied());
    let closing = paragraphs().rev().find_map(|(_, paragraph)| date_line(paragraph));
    let in_brackets = || {
        paragraphs()
            .filter(|(place, _)| below.is_none_or(|below| *place > below))
            .take(UNDER_TITLE)
            .find_map(|(_, paragraph)| bracketed(paragraph))
    };
    closing.or_else(in_brackets)
}

fn date_line(paragraph: &Paragraph) -> Option<Date> {
    if paragraph.heading.is_some() {
        return None;
    }
    date(&paragraph.text())
}

fn bracketed(paragraph: &Paragraph) -> Option<Date> {
    let text = paragraph.text();
    date(text.trim().strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?)
}

/// `2026年3月5日`, `二〇二六年三月五日`, with or without white space between.
fn date(text: &str) -> Option<Date> {
    let text: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    let year = i16::try_from(number(year)?).ok()?;
    let month = i8::try_from(number(month)?).ok()?;
    let day = i8::try_from(number(day)?).ok()?;
    (1900..2200).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

fn number(text: &str) -> Option<u64> {
    match leading_digits(text) {
        Some((value, length)) => (length == text.len()).then_some(value),
        None => han_number(text),
    }
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_in_both_numerals() {
        let expected = Some(jiff::civil::date(2026, 3, 15));
        for text in [
            "2026年3月15日",
            "２０２６ 年 ３ 月 15 日",
            "二〇二六年三月十五日",
            "二○二六年三月十五日",
        ] {
            assert_eq!(date(text), expected, "{text}");
        }
        for text in ["2026年3月15日前完成", "2026年3月", "26年3月15日", "2026年13月15日", "年月日"]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
