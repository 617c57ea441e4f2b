//! A number as it may be read: whole groups of digits, and what stands between, before and around them.
//! In: a run of groups in a text. Out: [`Candidate`]: its digits, its layout, and what it is called.

use std::ops::Range;

use super::Surroundings;
use super::columns::{line_start, named_by_first_line};
use crate::digits::{Digit, Parting, Run};
use crate::naming::{Named, named_after};
use crate::reading::{Gap, is_ex, words_before};
use crate::text_run::RunKind;

/// Characters before a number in which words may call it something.
const FARTHEST: usize = 14;

/// Capitals before a number that say how somebody is reached.
const PHONE_LETTERS: [&str; 18] = [
    "T", "M", "P", "H", "V", "TEL", "TELE", "PH", "HP", "MOB", "MP", "CELL", "CALL", "SMS", "FAX",
    "QQ", "WX", "VX",
];

/// Consecutive groups of a run, taken together.
pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    /// Of the text, if it is no longer than a head of columns.
    pub(super) first_line: Option<&'a str>,
    pub(super) run: &'a Run,
    pub(super) groups: Range<usize>,
    pub(super) around: &'a Surroundings<'a>,
}

impl Candidate<'_> {
    pub(super) fn digits(&self) -> &[Digit] {
        let first = self.run.groups[self.groups.start].start;
        let last = self.run.groups[self.groups.end - 1].end;
        &self.run.digits[first..last]
    }

    pub(super) fn values(&self) -> Vec<u8> {
        self.digits().iter().map(|digit| digit.value).collect()
    }

    pub(super) fn range(&self) -> Range<usize> {
        let digits = self.digits();
        match (digits.first(), digits.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Lengths of its groups.
    pub(super) fn layout(&self) -> Vec<usize> {
        self.run.groups[self.groups.clone()].iter().map(|group| group.len()).collect()
    }

    /// The gaps inside it.
    pub(super) fn has_gap(&self, wanted: Gap) -> bool {
        self.partings().iter().any(|parting| parting.gap == wanted)
    }

    pub(super) fn widest_gap(&self) -> usize {
        self.partings().iter().map(|parting| parting.width).max().unwrap_or_default()
    }

    pub(super) fn partings(&self) -> &[Parting] {
        &self.run.partings[self.groups.start..self.groups.end - 1]
    }

    /// What stands between it and the digits before it in the run.
    pub(super) fn parting_before(&self) -> Option<Parting> {
        self.groups.start.checked_sub(1).map(|at| self.run.partings[at])
    }

    pub(super) fn parting_after(&self) -> Option<Parting> {
        self.run.partings.get(self.groups.end - 1).copied()
    }

    pub(super) fn is_one_group(&self) -> bool {
        self.groups.len() == 1
    }

    /// Each digit on its own.
    pub(super) fn is_spread(&self) -> bool {
        self.groups.len() == self.digits().len()
    }

    /// Words close before it, without gaps.
    pub(super) fn before(&self) -> String {
        words_before(self.text, self.range().start, FARTHEST)
    }

    /// What the words before it call it.
    fn named_before(&self) -> Option<Named> {
        if self.is_behind_figures() { None } else { named_after(&self.before()) }
    }

    /// Whether so many figures stand before it, parted by single blanks, that no words are near.
    fn is_behind_figures(&self) -> bool {
        let mut figures = 0;
        let mut group = self.groups.start;
        while figures < FARTHEST {
            let Some(before) = group.checked_sub(1) else {
                return false;
            };
            let parting = self.run.partings[before];
            if parting.gap != Gap::Space || parting.width != 1 {
                return false;
            }
            figures += self.run.groups[before].len();
            group = before;
        }
        true
    }

    /// What it is called: by the words before it, the cell to its left, the head of its column.
    pub(super) fn named(&self) -> Option<Named> {
        let named =
            self.named_before().or(self.around.named).or_else(|| named_by_first_line(self))?;
        Some(if named == Named::Numbered { Named::Other } else { named })
    }

    /// Whether words, a head or a label make it a number of a person, of whichever kind.
    pub(super) fn is_said_to_be_a_persons(&self) -> bool {
        // The nearer word may say something else; that of the column stands all the same.
        self.named_before().is_some_and(Named::is_of_a_person)
            || self.around.named.is_some_and(Named::is_of_a_person)
            || named_by_first_line(self).is_some_and(Named::is_of_a_person)
    }

    /// Whether it is called so. In a report every number is taken for what it may be, so that none is shown.
    pub(super) fn is_called(&self, wanted: Named) -> bool {
        match wanted {
            Named::Identity | Named::Card | Named::Phone if self.around.in_report => true,
            Named::Other | Named::Amount if self.around.in_report => false,
            _ => self.named() == Some(wanted),
        }
    }

    /// Look-alikes are believed where the number does not hang on one letter at its edge.
    pub(super) fn is_believable(&self) -> bool {
        let digits = self.digits();
        let look_alike = digits.iter().filter(|digit| digit.look_alike).count();
        // 周一139… and 139…一名: a Chinese digit at the edge belongs to the words. A letter does not.
        let at_edge = |digit: Option<&Digit>| {
            digit.is_some_and(|digit| {
                digit.look_alike && !self.text.as_bytes()[digit.start].is_ascii()
            })
        };
        let edges = at_edge(digits.first()) || at_edge(digits.last());
        look_alike > 0
            && (!edges || look_alike >= 3)
            && !self.joins_a_word()
            && !self.has_lone_letter()
    }

    /// Whether a letter stands alone at an edge: `x/l/4294967296`.
    fn has_lone_letter(&self) -> bool {
        let groups = &self.run.groups[self.groups.clone()];
        let is_letter = |group: Option<&Range<usize>>| {
            group.is_some_and(|group| {
                group.len() == 1
                    && self.text.as_bytes()[self.run.digits[group.start].start]
                        .is_ascii_alphabetic()
            })
        };
        !self.is_spread() && (is_letter(groups.first()) || is_letter(groups.last()))
    }

    /// Whether letters that were taken for digits belong to a word: `tel138…`.
    fn joins_a_word(&self) -> bool {
        let range = self.range();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let first = self.text[range.start..].chars().next();
        let last = self.text[..range.end].chars().next_back();
        letter(first) && letter(self.text[..range.start].chars().next_back())
            || letter(last) && letter(self.text[range.end..].chars().next().filter(|c| !is_ex(*c)))
    }

    /// A part of a decimal, or one with its point: `0.5454545454545454`, `108.13912345678`, `13912345678.50`.
    /// `199.0000.1234` is none.
    pub(super) fn is_decimal(&self) -> bool {
        self.is_fraction() || self.has_fraction()
    }

    /// The same, but that `3.13912345678` at the beginning of a line is a numbered line.
    pub(super) fn is_decimal_in_line(&self) -> bool {
        self.is_fraction() && !self.is_numbered_line() || self.has_fraction()
    }

    /// Whether it stands behind a point.
    fn is_fraction(&self) -> bool {
        self.parting_before().is_some_and(Parting::is_point)
    }

    fn has_fraction(&self) -> bool {
        let points = self.partings().iter().filter(|parting| parting.is_point()).count();
        let is_dotted = points > 1 && points == self.partings().len();
        if points > 0 && !is_dotted && !self.is_spread() {
            return true;
        }
        let rest = &self.text[self.range().end..];
        let fraction = rest
            .strip_prefix(['.', '．'])
            .map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count())
            .unwrap_or_default();
        let point = rest.chars().next().map_or(0, char::len_utf8);
        fraction > 0 && rest[point..point + fraction].bytes().any(|byte| byte != b'0')
    }

    /// So many noughts behind the point of a whole number.
    pub(super) fn noughts_behind(&self) -> usize {
        let rest = &self.text[self.range().end..];
        rest.strip_prefix(['.', '．'])
            .map_or(0, |rest| rest.bytes().take_while(|byte| *byte == b'0').count())
    }

    /// `3.` at the beginning of a line of text, and no per cent behind.
    fn is_numbered_line(&self) -> bool {
        if !matches!(self.around.kind, RunKind::Paragraph | RunKind::Item)
            || self.groups.start != 1 && !self.starts_line(self.groups.start - 1)
        {
            return false;
        }
        let number = &self.run.digits[self.run.groups[self.groups.start - 1].clone()];
        let is_short =
            (1..=2).contains(&number.len()) && number.first().is_some_and(|digit| digit.value != 0);
        is_short
            && self.starts_line(self.groups.start - 1)
            && !self.text[self.range().end..].trim_start().starts_with(['%', '％', '‰'])
    }

    /// Whether a group stands at the beginning of a line.
    pub(super) fn starts_line(&self, group: usize) -> bool {
        let start = self.run.digits[self.run.groups[group].start].start;
        // Not farther than a line may be indented.
        line_start(self.text, start, 40)
            .is_some_and(|line| self.text[line..start].trim().is_empty())
    }

    /// Whether it is a part of a code in capitals: `HT-2027-13800138000`, `WX13800138000A`. Letters that say a telephone
    /// and long ones, as of a name, make none; so do small ones, which people put before a number of theirs.
    pub(super) fn is_in_code(&self) -> bool {
        const MOST: usize = 24;
        const LONGEST: usize = 4;
        if !self.is_one_group() {
            return false;
        }
        let range = self.range();
        let token = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let before: Vec<char> =
            self.text[..range.start].chars().rev().take(MOST).take_while(token).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = self.text[range.end..].chars().take(MOST).take_while(token).collect();
        let named = named_after(&words_before(self.text, range.start - before.len(), FARTHEST));
        if named.is_some_and(Named::is_of_a_person) {
            return false;
        }
        let words = |text: &str| -> Vec<String> {
            let parts = text.split(|c: char| !c.is_ascii_alphabetic());
            parts.filter(|part| !part.is_empty()).map(String::from).collect()
        };
        let (words_before, words_after) = (words(&before), words(&after));
        let is_capital = |word: &String| {
            word.len() <= LONGEST && word.bytes().all(|letter| letter.is_ascii_uppercase())
        };
        if !words_before.iter().chain(&words_after).all(is_capital) {
            return false;
        }
        let ends_in_letter = after.starts_with(|c: char| c.is_ascii_alphabetic() && !is_ex(c));
        let says_phone = words_before.iter().any(|word| PHONE_LETTERS.contains(&word.as_str()));
        ends_in_letter || (!words_before.is_empty() && !says_phone)
    }

    /// Inside a long checksum letters and digits alternate.
    pub(super) fn is_in_hexadecimal(&self) -> bool {
        const MOST: usize = 64;
        if !self.is_one_group() {
            return false;
        }
        let range = self.range();
        let token = |c: &char| c.is_ascii_hexdigit() || *c == '-';
        let before: Vec<char> =
            self.text[..range.start].chars().rev().take_while(token).take(MOST).collect();
        let after: Vec<char> =
            self.text[range.end..].chars().take_while(token).take(MOST).collect();
        let all = || before.iter().chain(&after);
        before.len() + after.len() >= 9
            && all().any(char::is_ascii_digit)
            && all().any(char::is_ascii_alphabetic)
    }
}
