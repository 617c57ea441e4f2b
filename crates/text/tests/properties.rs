//! Properties that hold for every text: of folding against an independent computation from the
//! Unicode and OpenCC data, of the normal form as search relies on it, of everything that reads
//! arbitrary lines and titles.

use std::collections::BTreeMap;
use std::ops::Range;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};
use yanxi_text::fold::{fold, fold_char};
use yanxi_text::han::{is_han, is_word};
use yanxi_text::normal_form::{BLOCK_END, NormalForm};
use yanxi_text::{heading, marker, numeral, order, pinyin, width};

/// OpenCC's lines of one character, their first target, over and over.
fn simplified() -> BTreeMap<char, char> {
    let lines = include_str!("../data/TSCharacters.txt").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (from, targets) = line.split_once('\t')?;
            let target = targets.split_whitespace().next()?;
            let single = from.chars().count() == 1 && target.chars().count() == 1;
            single.then(|| from.chars().next().zip(target.chars().next())).flatten()
        })
        .collect()
}

const INVISIBLE: [Range<u32>; 10] = [
    0xAD..0xAE,
    0x61C..0x61D,
    0x180B..0x1810,
    0x200B..0x2010,
    0x202A..0x202F,
    0x2060..0x2070,
    0xFE00..0xFE10,
    0xFEFF..0xFF00,
    0xE0100..0xE01F0,
    0..0,
];

fn independent_fold(text: &str, simplified: &BTreeMap<char, char>) -> String {
    let mut folded = String::from(text);
    loop {
        let mut next = String::new();
        for c in folded.chars().flat_map(|c| std::iter::once(c).nfkc()) {
            if INVISIBLE.iter().any(|range| range.contains(&u32::from(c))) {
                continue;
            }
            let c = if c == '\u{25CB}' { '\u{3007}' } else { c };
            let c = *simplified.get(&c).unwrap_or(&c);
            next.extend(c.to_lowercase());
        }
        if next == folded {
            return folded;
        }
        folded = next;
    }
}

/// Whether the standard library and the table may know different versions of Unicode here.
fn is_too_new(c: char) -> bool {
    let unknown_to_table = c.script() == Script::Unknown;
    let unknown_to_library = !c.is_alphanumeric() && fold_char(c).any(char::is_alphabetic);
    unknown_to_table || unknown_to_library
}

#[test]
fn the_table_holds_what_the_data_say() {
    let simplified = simplified();
    let mut compared = 0;
    for c in '\0'..=char::MAX {
        let folded: String = fold_char(c).collect();
        let expected = independent_fold(c.encode_utf8(&mut [0; 4]), &simplified);
        if folded != expected {
            assert!(is_too_new(c), "U+{:04X}: {folded:?}, not {expected:?}", u32::from(c));
        }
        compared += usize::from(c.script() != Script::Unknown);
    }
    assert!(compared > 150_000, "{compared}");
}

#[test]
fn han_is_the_script_han() {
    for c in '\0'..=char::MAX {
        assert_eq!(is_han(c), c.script() == Script::Han, "U+{:04X}", u32::from(c));
    }
}

#[test]
fn words_are_letters_digits_marks_and_han() {
    for c in ('\0'..=char::MAX).filter(|c| c.script() != Script::Unknown) {
        let itself = fold_char(c).eq([c]);
        let expected = c.is_alphanumeric()
            || c.script() == Script::Han
            || unicode_normalization::char::is_combining_mark(c);
        // A letter that this toolchain's library does not know yet is no letter to it.
        if itself && is_word(c) != expected {
            assert!(is_word(c) && !c.is_ascii() && !is_han(c), "U+{:04X}", u32::from(c));
            assert!(!c.is_whitespace() && !c.is_control(), "U+{:04X}", u32::from(c));
        }
    }
}

/// Text as writers mix it: Han of both forms, Latin, digits, both widths, separators, oddities.
fn mixed_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select("学习材料第五条一二十会议长行".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("學習資料萬與會豈㎡①⑴ＡＢ１２％ⅣｱÉ〇○々𠮷".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("abAB09".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("，。、：“”（）().-—…·".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(vec![' ', '　', '\t', '\n', '\u{A0}', '\r']),
        1 => prop::sample::select(vec!['\u{200B}', '\u{FE0F}', '\u{AD}', '\u{301}', '😀', '\u{1}', '\0']),
        1 => any::<char>(),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|chars| chars.into_iter().collect())
}

/// Two places in the text, the earlier first, on borders of characters.
fn cut(text: &str, first: prop::sample::Index, second: prop::sample::Index) -> Range<usize> {
    let mut places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
    places.push(text.len());
    let (first, second) = (places[first.index(places.len())], places[second.index(places.len())]);
    first.min(second)..first.max(second)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn folding_knows_no_neighbours(first in mixed_text(), second in mixed_text()) {
        let whole = fold(&format!("{first}{second}"));
        prop_assert_eq!(&whole, &(fold(&first) + &fold(&second)));
        prop_assert_eq!(fold(&whole), whole);
    }

    #[test]
    fn units_lie_in_the_text_one_after_the_other(text in mixed_text()) {
        let normal = NormalForm::of(&text);
        let mut start = 0;
        for (place, unit) in normal.units.iter().enumerate() {
            prop_assert!(start <= unit.start && unit.start < unit.end);
            start = unit.start;
            let written = &text[normal.byte_range(place..place + 1)];
            if unit.is_word() {
                prop_assert!(fold(written).contains(unit.ch));
            } else {
                prop_assert!(unit.ch != BLOCK_END || written.contains('\n'));
            }
        }
        prop_assert!(normal.units.first().is_none_or(|unit| unit.is_word()));
        prop_assert!(normal.units.last().is_none_or(|unit| unit.is_word()));
        let neighbours = normal.units.windows(2);
        prop_assert!(neighbours.into_iter().all(|pair| pair[0].is_word() || pair[1].is_word()));
    }

    #[test]
    fn every_run_of_units_is_found_by_what_is_written_there(
        text in mixed_text(), first: prop::sample::Index, second: prop::sample::Index,
    ) {
        let normal = NormalForm::of(&text);
        prop_assume!(!normal.is_empty());
        let (first, second) = (first.index(normal.units.len()), second.index(normal.units.len()));
        let units = first.min(second)..first.max(second) + 1;
        let run = &normal.units[units.clone()];
        prop_assume!(run[0].is_word() && run[run.len() - 1].is_word());
        prop_assume!(run.iter().all(|unit| unit.ch != BLOCK_END));

        let needle: String = run.iter().map(|unit| unit.ch).collect();
        prop_assert!(normal.find_all(&NormalForm::of_query(&needle)).contains(&units));
        // A character of several units, as ㎡, is written whole.
        let written = NormalForm::of_query(&text[normal.byte_range(units.clone())]);
        let places = normal.find_all(&written);
        prop_assert!(places.iter().any(|place| place.start <= units.start && units.end <= place.end));
    }

    #[test]
    fn a_part_of_a_block_is_found_in_the_whole(
        text in mixed_text(), first: prop::sample::Index, second: prop::sample::Index,
    ) {
        let part = &text[cut(&text, first, second)];
        prop_assume!(!part.contains('\n'));
        let (whole, query) = (NormalForm::of(&text), NormalForm::of_query(part));
        prop_assert!(whole.text().contains(&query.text()));
        prop_assert_eq!(whole.find_all(&query).is_empty(), query.is_empty());
        // The folded form, upper case, full width and additional separators find the same.
        for variant in [fold(part), part.to_ascii_uppercase(), full_width(part), format!("“{part}\n")] {
            prop_assert_eq!(NormalForm::of_query(&variant).text(), query.text());
        }
    }

    #[test]
    fn finding_is_what_containing_says(text in "[ab一，\n ]{0,40}", query in "[ab一， ]{0,5}") {
        let (normal, query) = (NormalForm::of(&text), NormalForm::of_query(&query));
        let (chars, wanted): (Vec<char>, Vec<char>) =
            (normal.text().chars().collect(), query.text().chars().collect());
        let expected: Vec<Range<usize>> = (0..chars.len())
            .filter(|place| !wanted.is_empty() && chars[*place..].starts_with(&wanted))
            .map(|place| place..place + wanted.len())
            .collect();
        prop_assert_eq!(normal.find_all(&query), expected);
    }

    #[test]
    fn no_query_reaches_over_the_end_of_a_block(first in mixed_text(), second in mixed_text()) {
        let query = NormalForm::of_query(&format!("{first}\n{second}"));
        let normal = NormalForm::of(&format!("{first}\n{second}"));
        for place in normal.find_all(&query) {
            prop_assert!(normal.units[place].iter().all(|unit| unit.ch != BLOCK_END));
        }
        prop_assert!(query.units.iter().all(|unit| unit.ch != BLOCK_END));
    }

    #[test]
    fn nothing_panics(text: String, start: usize, end: usize) {
        let normal = NormalForm::of(&text);
        let bytes = normal.byte_range(start..end);
        prop_assert!(text.get(bytes).is_some());
        marker::ends_paragraph(&text);
        order::sort_key(&text);
        numeral::leading_digits(&text);
        prop_assert!(width::han_count(&text) <= width::display_width(&text));
    }

    #[test]
    fn markers_open_their_lines(text in mixed_text(), marked in "[ 　]?[（(第]?[一二十百0-9①]{1,4}[条章）).．、：]?") {
        let line = format!("{marked}{text}");
        if let Some((_, length)) = marker::opening_marker(&line) {
            prop_assert!(line.get(..length).is_some_and(|marker| !marker.trim().is_empty()));
        }
        if let Some(numbered) = heading::numbered_line(&line) {
            for provisions in [false, true] {
                if let heading::Form::RunIn { end } = heading::form_of(&line, &numbered, provisions) {
                    prop_assert!(line.get(..end).is_some_and(|sentence| sentence.len() > numbered.marker_end));
                    prop_assert!(heading::next_clause(&line, end).is_none_or(|next| line.get(end..next).is_some()));
                }
            }
        }
    }

    #[test]
    fn slugs_are_names_for_paths(text in mixed_text()) {
        let slug = pinyin::slug(&text);
        prop_assert!(slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        prop_assert_eq!(pinyin::slug(&fold(&text)), slug);
    }

    #[test]
    fn stripped_names_are_ends_of_names(name in "[0-9０-９]{0,5}[-_.、 年]{0,2}[总论0-9月]{0,3}") {
        let (number, rest) = order::strip_number_prefix(&name);
        prop_assert!(name.ends_with(rest));
        prop_assert_eq!(number.is_none(), rest == name);
        prop_assert!(number.is_none() || !rest.is_empty());
    }

    #[test]
    fn han_numbers_are_read_as_they_are_written(number in 1_u64..100_000) {
        prop_assert_eq!(numeral::han_number(&in_han(number)), Some(number));
    }
}

fn full_width(text: &str) -> String {
    let widen = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(widen).collect()
}

/// Writes a number the usual way: 一万零二十, 十二.
fn in_han(number: u64) -> String {
    let mut written = String::new();
    let mut gap = false;
    for (unit, name) in [(10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            written.push('零');
        }
        if digit != 1 || unit != 10 || !written.is_empty() {
            written.extend("一二三四五六七八九".chars().nth(digit as usize - 1));
        }
        written.push_str(name);
    }
    written
}
