//! Finds home addresses: a village or an estate with group, building or door.
//! In: a text. Out: findings whose range begins below the township, so that the mask keeps what is above it.
//!
//! Read from the door backwards: a chain of numbers with units, then the name of the place, then the township.

mod chain;
mod home;
mod institutions;
mod labels;
mod letters;
mod place;

use super::reading::{Sign, is_invisible, sign};
use crate::finding::{Finding, Kind};
use chain::{Chain, is_number};
use letters::Letter;

/// Home addresses; what lies in numbers already found is passed over.
pub(super) fn find(text: &str, findings: &mut Vec<Finding>) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if may_hold_address(line) {
            find_in_line(line, offset, text, findings);
        }
        offset += line.len();
    }
}

/// A number before a unit, or a word that asks for an address.
fn may_hold_address(line: &str) -> bool {
    let mut after_number = false;
    for c in line.chars() {
        let is_unit = matches!(
            c,
            '号' | '號'
                | '室'
                | '组'
                | '組'
                | '栋'
                | '棟'
                | '幢'
                | '社'
                | '队'
                | '隊'
                | '小'
                | '村'
                | '牧'
                | '居'
                | '座'
                | '单'
                | '單'
                | '门'
                | '楼'
                | '樓'
                | '层'
                | '排'
                | '弄'
                | '户'
                | '戶'
        );
        let may_be_room = after_number && matches!(c, '-' | '－' | '—' | '–');
        if after_number && is_unit
            || matches!(c, '址' | '籍')
            || may_be_room && home::names_estate(line)
        {
            return true;
        }
        after_number = is_number(c)
            // No digit lies among the Han characters, of which nearly every text is made.
            || !matches!(c, '\u{4E00}'..='\u{9FFF}') && matches!(sign(c), Sign::Digit(_))
            || matches!(c, 'A'..='D' | '甲' | '乙' | '丙')
            || after_number && (c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '`'));
    }
    line.contains("户口") || line.contains("戶口")
}

fn find_in_line(line: &str, offset: usize, text: &str, findings: &mut Vec<Finding>) {
    let letters = letters::letters(line, offset);
    let mut at = 0;
    while at < letters.len() {
        let chain = Chain::at(&letters, at);
        let Some(chain) = chain else {
            at += 1;
            continue;
        };
        let home = labels::is_after_home_label(&letters, chain.start);
        if let Some(start) = chain.is_home(&letters, home) {
            push(&letters, start, chain.end, text, findings);
        }
        at = chain.end;
    }
    labels::find_labelled_villages(&letters, text, findings);
}

fn push(letters: &[Letter], start: usize, end: usize, text: &str, findings: &mut Vec<Finding>) {
    let range = letters[start].start..letters[end - 1].end;
    let overlaps = |other: &Finding| other.range.start < range.end && range.start < other.range.end;
    if range.end <= text.len() && !findings.iter().any(overlaps) {
        findings.push(Finding { kind: Kind::HomeAddress, range, mask: "***".into() });
    }
}
