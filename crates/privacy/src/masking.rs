//! Texts with what was found in them masked; an address goes down to the township.
//! In: a text. Out: what may be shown of it. [`mask_for_report`] is for whatever a message quotes.

use std::borrow::Cow;
use std::ops::Range;

use crate::context::Context;
use crate::cutting;
use crate::finding::{Finding, Form, Kind};
use crate::mask::{CARD, ID, MOBILE, digits_of};
use crate::reading::{Sign, is_ex, sign};
use crate::scan::{Placed, personal};
use crate::text_run::RunKind;

/// A text with the findings that `hides` wants replaced by their masks.
pub fn masked<'a>(text: &'a str, form: Form, hides: impl Fn(Kind) -> bool) -> Cow<'a, str> {
    match masked_places(text, form, hides) {
        Some((masked, _)) => Cow::Owned(masked),
        None => Cow::Borrowed(text),
    }
}

/// The same with what was masked, in order; nothing where nothing is found. In HTML every tag is kept, though a number
/// may run over several. A mask stays inside one run: boxes of one character each are left.
pub fn masked_places(
    text: &str,
    form: Form,
    hides: impl Fn(Kind) -> bool,
) -> Option<(String, Vec<Finding>)> {
    masked_findings(text, form, |finding| hides(finding.kind))
}

/// The same where what is hidden is told by more than its kind.
pub fn masked_findings(
    text: &str,
    form: Form,
    hides: impl Fn(&Finding) -> bool,
) -> Option<(String, Vec<Finding>)> {
    let runs = cutting::runs(text, form, &Context::default());
    let found: Vec<Placed<'_>> = personal(&runs, false)
        .into_iter()
        .filter(|placed| {
            let finding = &placed.finding;
            finding.kind.is_personal() && hides(finding) && placed.run.kind != RunKind::Boxes
        })
        .collect();
    replaced(text, found)
}

fn replaced(text: &str, found: Vec<Placed<'_>>) -> Option<(String, Vec<Finding>)> {
    let mut out = String::new();
    let mut masked = Vec::new();
    let mut at = 0;
    for placed in found {
        let range = placed.range();
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        if placed.run.is_verbatim(&placed.finding.range)
            && !text[range.clone()].contains(['<', '&', '\u{1}'])
        {
            out.push_str(&placed.finding.mask);
        } else {
            masked_in_place(text, &placed, &mut out);
        }
        at = range.end;
        masked.push(Finding { range, ..placed.finding });
    }
    out.push_str(&text[at..]);
    (!masked.is_empty()).then_some((out, masked))
}

/// Digits of the middle become stars where they stand; of an address all characters go. What stands between them in the
/// source, tags for the most part, is kept.
fn masked_in_place(text: &str, placed: &Placed<'_>, out: &mut String) {
    let finding = &placed.finding;
    let kept = match finding.kind {
        Kind::Mobile => MOBILE,
        Kind::BankCard => CARD,
        _ => ID,
    };
    let whole = digits_of(&placed.run.text[finding.range.clone()]).count();
    let is_address = finding.kind == Kind::HomeAddress;
    if is_address {
        out.push_str(&finding.mask);
    }
    let mut number = 0;
    let mut at = placed.range().start;
    for (c, source) in placed.run.characters(&finding.range) {
        // Tags between two characters, and those that stand for a line end.
        out.push_str(text.get(at..source.start).unwrap_or_default());
        at = at.max(source.end);
        let written = text.get(source).unwrap_or_default();
        let is_digit = is_ex(c) || matches!(sign(c), Sign::Digit(_) | Sign::LookAlike(_));
        if is_address {
            if written.starts_with('<') || c == '\u{1}' {
                out.push_str(written);
            }
        } else if is_digit {
            let shown = number < kept.first || number >= whole.saturating_sub(kept.last);
            out.push_str(if shown { written } else { "*" });
            number += 1;
        } else {
            out.push_str(written);
        }
    }
}

/// A file's name or path with what is itself a number of a person masked, and nothing else: a timestamp stays whole, so
/// that the name can be found and typed.
pub fn mask_file_name(name: &str) -> Cow<'_, str> {
    masked(name, Form::Path, |_| true)
}

/// Lines of a text with everything found in them masked, and what might be a number if a head or a label said so; a
/// number may begin on the line before.
pub fn masked_lines(text: &str) -> Cow<'_, str> {
    let runs = cutting::runs(text, Form::Text, &Context::default());
    let mut found = personal(&runs, true);
    let names = file_names(text);
    if !names.is_empty() {
        let sure = personal(&runs, false);
        found.retain(|placed| {
            let range = placed.range();
            sure.iter().any(|other| other.range() == range)
                || !names.iter().any(|name| name.start <= range.start && range.end <= name.end)
        });
    }
    match replaced(text, found) {
        Some((masked, _)) => Cow::Owned(masked),
        None => Cow::Borrowed(text),
    }
}

/// Endings of files that people have.
const ENDINGS: [&str; 38] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "heic", "ico", "mp3", "mp4", "mov", "avi",
    "wav", "m4a", "pdf", "ofd", "doc", "docx", "wps", "rtf", "xls", "xlsx", "et", "csv", "ppt",
    "pptx", "dps", "txt", "md", "htm", "html", "zip", "rar", "7z", "toml", "json", "xml",
];

/// Names of files in a text: what stands without a blank before a known ending.
fn file_names(text: &str) -> Vec<Range<usize>> {
    let ends_name = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '[' | ']' | '(' | ')' | '<' | '>' | '|' | '"' | '\'' | '“' | '”' | '‘' | '’'
            )
            || matches!(
                c,
                '，' | '。'
                    | '；'
                    | '：'
                    | '、'
                    | '！'
                    | '？'
                    | '（'
                    | '）'
                    | '《'
                    | '》'
                    | '「'
                    | '」'
                    | ','
                    | ';'
            )
    };
    text.match_indices('.')
        .filter_map(|(dot, _)| {
            let behind = &text[dot + 1..];
            let length = behind.bytes().take_while(u8::is_ascii_alphanumeric).count();
            let ending = behind[..length].to_ascii_lowercase();
            let start = without_number_of_copy(&text[..dot])
                .rfind(ends_name)
                .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
            ENDINGS.contains(&ending.as_str()).then_some(start..dot + 1 + length)
        })
        .collect()
}

/// `报表(1)` without the number that copying puts behind a name.
fn without_number_of_copy(name: &str) -> &str {
    let bracketed = |open, close| name.strip_suffix(close)?.rsplit_once(open);
    let is_number = |inside: &str| {
        (1..=3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit())
    };
    let copy = bracketed('(', ')').or_else(|| bracketed('（', '）'));
    copy.filter(|(_, inside)| is_number(inside)).map_or(name, |(name, _)| name.trim_end())
}

/// What a message quotes, with every number and address masked, doubtful ones too. Where a quotation was cut, what is
/// left of a number is hidden but for two digits.
pub fn mask_for_report(text: &str) -> Cow<'_, str> {
    const LEAST: usize = 5;
    // What was cut first: half an ID number may look like a number of another kind, whose end may be shown.
    let mut out = match cut_number(text, LEAST) {
        Some(cut) => Cow::Owned(masked_lines(&cut).into_owned()),
        None => masked_lines(text),
    };
    if let Some(long) = long_numbers(&out) {
        out = Cow::Owned(long);
    }
    out
}

/// Hides the digits that touch an ellipsis on either side.
fn cut_number(text: &str, least: usize) -> Option<String> {
    if !text.contains('…') {
        return None;
    }
    let characters: Vec<char> = text.chars().collect();
    let mut hidden = vec![false; characters.len()];
    for at in (0..characters.len()).filter(|at| characters[*at] == '…') {
        let before: Vec<usize> = touching((0..at).rev(), &characters);
        if before.len() >= least {
            // Read backwards: the first two digits of the number come last.
            for index in &before[..before.len() - 2] {
                hidden[*index] = true;
            }
        }
        let after: Vec<usize> = touching(at + 1..characters.len(), &characters);
        if after.len() >= least {
            for index in &after[..after.len() - 2] {
                hidden[*index] = true;
            }
        }
    }
    hidden.contains(&true).then(|| {
        characters.iter().zip(hidden).map(|(c, hidden)| if hidden { '*' } else { *c }).collect()
    })
}

/// Places of digits from an edge on, over gaps of up to three characters.
fn touching(indexes: impl Iterator<Item = usize>, characters: &[char]) -> Vec<usize> {
    const MOST: usize = 19;
    let mut digits = Vec::new();
    let mut gap = 0;
    for index in indexes {
        match sign(characters[index]) {
            Sign::Digit(_) | Sign::LookAlike(_) => {
                digits.push(index);
                gap = 0;
            }
            _ if is_ex(characters[index]) => digits.push(index),
            Sign::Invisible => {}
            Sign::Gap(_) if gap < 3 => gap += 1,
            _ => break,
        }
        if digits.len() == MOST {
            break;
        }
    }
    digits
}

/// Twelve digits and more in one piece are shown in no message, whatever they are, but in the name of a file.
fn long_numbers(text: &str) -> Option<String> {
    const LONG: usize = 12;
    let characters: Vec<char> = text.chars().collect();
    let names = file_names(text);
    let is_in_name = |at: usize| {
        let start: usize = characters[..at].iter().map(|c| c.len_utf8()).sum();
        names.iter().any(|name| name.contains(&start))
    };
    let mut out = String::new();
    let mut changed = false;
    let mut at = 0;
    while at < characters.len() {
        let digits =
            characters[at..].iter().take_while(|c| matches!(sign(**c), Sign::Digit(_))).count();
        if digits >= LONG && !is_in_name(at) {
            changed = true;
            out.extend(&characters[at..at + 2]);
            out.extend(std::iter::repeat_n('*', digits - 5));
            out.extend(&characters[at + digits - 3..at + digits]);
        } else {
            out.extend(&characters[at..at + digits]);
        }
        at += digits;
        if digits == 0 {
            out.push(characters[at]);
            at += 1;
        }
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is itself a number of a person is masked in the name of a file too; a time stays, so that the file is found.
    #[test]
    fn names_of_files_in_messages_keep_times_and_lose_numbers_of_persons() {
        for name in [
            "微信图片_20250320161418123.png",
            "Pasted image 20250320161418.png",
            "mmexport1742458458123.jpg",
            "报表20250320161418(1).xlsx",
        ] {
            assert_eq!(mask_for_report(name), name);
        }
        for (name, number) in [
            ("签到-19900001234.jpg", "19900001234"),
            ("附件/990101199003070015.jpg", "990101199003070015"),
            ("张样990101199003070014.jpg", "990101199003070014"),
            ("张样990101900307001.pdf", "990101900307001"),
            ("6222020000001234566.jpg", "6222020000001234566"),
            ("没有“签到-19900001234.jpg”和 20250320161418.png", "19900001234"),
        ] {
            let shown = mask_for_report(name);
            assert!(!shown.contains(number) && shown.contains('*'), "{shown}");
        }
        assert!(mask_for_report("编号 20250320161418123 的表").contains('*'));
    }
}
