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

use std::sync::LazyLock;

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

/// What a character may be in a line that is looked at for the first time; it may be several.
const NUMBER: u8 = 1;
/// May stand between a number and what it counts.
const GAP: u8 = 1 << 1;
const UNIT: u8 = 1 << 2;
/// Before the number of a room.
const DASH: u8 = 1 << 3;
/// A word that asks for an address has it.
const LABEL: u8 = 1 << 4;

fn roles(c: char) -> u8 {
    let is_number = is_number(c)
        // No digit lies among the Han characters, of which nearly every text is made.
        || !matches!(c, '\u{4E00}'..='\u{9FFF}') && matches!(sign(c), Sign::Digit(_))
        || matches!(c, 'A'..='D' | '甲' | '乙' | '丙');
    let is_gap = c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '`');
    [
        (is_number, NUMBER),
        (is_gap, GAP),
        ("号號室组組栋棟幢社队隊小村牧居座单單门楼樓层排弄户戶".contains(c), UNIT),
        (matches!(c, '-' | '－' | '—' | '–'), DASH),
        (matches!(c, '址' | '籍'), LABEL),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .fold(0, |roles, (_, role)| roles | role)
}

/// Of every character of the first plane, so that one look tells them.
static ROLES: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..0x1_0000).map(|code| char::from_u32(code).map_or(0, roles)).collect());

/// A number before a unit, or a word that asks for an address.
fn may_hold_address(line: &str) -> bool {
    let known = &**ROLES;
    let mut after_number = false;
    let mut last = ' ';
    // Asked of the line once: a long one may hold very many numbers.
    let mut estate = None;
    let mut names_estate = || *estate.get_or_insert_with(|| home::names_estate(line));
    line.chars().any(|c| {
        let here = known.get(c as usize).copied().unwrap_or_else(|| roles(c));
        let asks = here & LABEL != 0 || c == '口' && matches!(last, '户' | '戶');
        let holds = asks
            || after_number && here & UNIT != 0
            || after_number && here & DASH != 0 && names_estate();
        after_number = here & NUMBER != 0 || after_number && here & GAP != 0;
        last = c;
        holds
    })
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
        let labelled = labels::says_home(letters, start);
        findings.push(Finding { kind: Kind::HomeAddress, range, mask: "***".into(), labelled });
    }
}
