//! Texts with what was found in them masked; an address goes down to the township.
//! In: a text. Out: what may be shown of it. [`mask_for_report`] is for whatever a message quotes.

use std::borrow::Cow;

use crate::finding::{Finding, Kind};
use crate::mask::{CARD, ID, MOBILE, digits_of};
use crate::reading::{Sign, is_ex, sign};
use crate::scan::scan_personal;

/// A text with the findings that `hides` wants replaced by their masks.
pub fn masked<'a>(text: &'a str, hides: impl Fn(Kind) -> bool) -> Cow<'a, str> {
    replaced(text, &scan_personal(text), hides)
}

/// HTML with findings masked and every tag kept, though a number may run over several; nothing where nothing is found.
pub fn masked_markup(html: &str, hides: impl Fn(Kind) -> bool) -> Option<String> {
    let findings: Vec<Finding> =
        scan_personal(html).into_iter().filter(|finding| hides(finding.kind)).collect();
    let mut out = String::new();
    let mut at = 0;
    for finding in &findings {
        if finding.range.start < at {
            continue;
        }
        out.push_str(&html[at..finding.range.start]);
        let found = &html[finding.range.clone()];
        if found.contains(['<', '&', '\u{1}']) {
            out.push_str(&masked_in_place(found, finding.kind));
        } else {
            out.push_str(&finding.mask);
        }
        at = finding.range.end;
    }
    out.push_str(&html[at..]);
    (at > 0).then_some(out)
}

/// Digits of the middle become stars where they stand; of an address all characters go but tags.
fn masked_in_place(found: &str, kind: Kind) -> String {
    let kept = match kind {
        Kind::Mobile => MOBILE,
        Kind::BankCard => CARD,
        _ => ID,
    };
    let whole = digits_of(found).count();
    let mut out = String::new();
    let mut tag = false;
    let mut number = 0;
    if kind == Kind::HomeAddress {
        out.push_str("***");
    }
    for c in found.chars() {
        tag |= c == '<';
        let digit = !tag && (is_ex(c) || matches!(sign(c), Sign::Digit(_) | Sign::LookAlike(_)));
        if kind == Kind::HomeAddress {
            if tag || c == '\u{1}' {
                out.push(c);
            }
        } else if digit {
            let shown = number < kept.first || number >= whole.saturating_sub(kept.last);
            out.push(if shown { c } else { '*' });
            number += 1;
        } else {
            out.push(c);
        }
        if c == '>' {
            tag = false;
        }
    }
    out
}

fn replaced<'a>(text: &'a str, findings: &[Finding], hides: impl Fn(Kind) -> bool) -> Cow<'a, str> {
    let mut out = String::new();
    let mut at = 0;
    for finding in findings.iter().filter(|finding| hides(finding.kind)) {
        if finding.range.start < at {
            continue;
        }
        out.push_str(&text[at..finding.range.start]);
        out.push_str(&finding.mask);
        at = finding.range.end;
    }
    if at == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Lines of a text with everything found in them masked; a number may begin on the line before.
pub fn masked_lines(text: &str) -> Cow<'_, str> {
    replaced(text, &scan_personal(text), |_| true)
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

/// Twelve digits and more in one piece are shown in no message, whatever they are.
fn long_numbers(text: &str) -> Option<String> {
    const LONG: usize = 12;
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut changed = false;
    let mut at = 0;
    while at < characters.len() {
        let digits =
            characters[at..].iter().take_while(|c| matches!(sign(**c), Sign::Digit(_))).count();
        if digits >= LONG {
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
