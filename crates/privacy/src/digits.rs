//! Runs of digits with gaps between them.
//! In: a text. Out: [`Run`]s: digits with their byte ranges, grouped where nothing visible parts them.

use std::ops::Range;
use std::sync::LazyLock;

use super::reading::{Gap, Sign, sign};

/// A digit and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digit {
    pub(super) value: u8,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) look_alike: bool,
}

/// What parts two groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parting {
    /// The one that weighs most where there are several.
    pub(super) gap: Gap,
    /// The first character.
    pub(super) sign: char,
    pub(super) width: usize,
}

impl Parting {
    /// The point of a decimal.
    pub(super) fn is_point(self) -> bool {
        self.width == 1 && matches!(self.sign, '.' | '．')
    }
}

/// Digits near each other, of a long run a part with what stands around it. Group n is `digits[groups[n]]`;
/// `partings[n]` stands after it.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) digits: Vec<Digit>,
    pub(super) groups: Vec<Range<usize>>,
    pub(super) partings: Vec<Parting>,
    /// The groups with which a number of this part may begin.
    pub(super) starts: Range<usize>,
}

impl Run {
    /// Forgets all groups but the last so many.
    fn keep_last(&mut self, groups: usize) {
        let gone = self.groups.len().saturating_sub(groups);
        let digits = self.groups.get(gone).map_or(self.digits.len(), |group| group.start);
        self.digits.drain(..digits);
        self.groups.drain(..gone);
        self.partings.drain(..gone);
        for group in &mut self.groups {
            *group = group.start - digits..group.end - digits;
        }
    }
}

/// A run of more groups is handed on in parts, so that megabytes of figures need no room.
const LONGEST_PART: usize = 4_096;
/// So many groups before and behind decide whether something is a number.
const AROUND: usize = 256;

/// Whether look-alikes count as digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    Plain,
    WithLookAlikes,
}

/// Digits of a number are no further apart than this, in characters; spaces may be wider.
const WIDEST_GAP: usize = 4;
const WIDEST_SPACE: usize = 12;
/// Shorter than any number looked for.
const SHORTEST: usize = 11;

/// What a character is to somebody who only counts digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// In any reading.
    Digit,
    /// May stand between the digits of a number.
    Between,
    Parts,
}

fn weigh(c: char) -> Weight {
    match sign(c) {
        Sign::Digit(_) | Sign::LookAlike(_) => Weight::Digit,
        Sign::Invisible => Weight::Between,
        Sign::Gap(gap) if gap != Gap::Comma => Weight::Between,
        Sign::Gap(_) | Sign::Other => Weight::Parts,
    }
}

/// Of every character of the first plane, so that one look tells it.
static WEIGHTS: LazyLock<Vec<Weight>> = LazyLock::new(|| {
    (0..0x1_0000).map(|code| char::from_u32(code).map_or(Weight::Parts, weigh)).collect()
});

/// Whether so many digits, in whatever reading, have nothing between them but what may stand in a number. Few texts have:
/// a text without is passed over after one look at each of its characters.
pub(super) fn may_hold(text: &str, least: usize) -> bool {
    let weights = &**WEIGHTS;
    let mut digits = 0;
    text.chars().any(|c| {
        match weights.get(c as usize).copied().unwrap_or_else(|| weigh(c)) {
            Weight::Digit => digits += 1,
            Weight::Between => {}
            Weight::Parts => digits = 0,
        }
        digits >= least
    })
}

/// Calls `found` with every run of at least eleven digits, or its parts one after the other.
pub(super) fn runs(text: &str, reading: Reading, mut found: impl FnMut(&Run)) {
    let weights = &**WEIGHTS;
    let bytes = text.as_bytes();
    let mut run = Run::default();
    let mut pending: Option<Parting> = None;
    let mut at = 0;
    while at < bytes.len() {
        if run.digits.is_empty() {
            // Nearly all text is characters of three bytes that are no digits.
            if let Some(code) = of_three_bytes(&bytes[at..])
                && weights.get(code) != Some(&Weight::Digit)
            {
                at += 3;
                continue;
            }
            if is_dull(bytes[at], reading) {
                at += 1;
                continue;
            }
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let end = at + c.len_utf8();
        let sign = sign(c);
        let digit = match sign {
            Sign::Digit(value) => Some((value, false)),
            Sign::LookAlike(value) if reading == Reading::WithLookAlikes => Some((value, true)),
            _ => None,
        };
        match (digit, sign) {
            (Some((value, look_alike)), _) => {
                let new_group = match pending.take() {
                    Some(parting) => {
                        if run.groups.len() >= LONGEST_PART {
                            run.starts.end = run.groups.len() - AROUND;
                            found(&run);
                            run.keep_last(2 * AROUND);
                            run.starts.start = AROUND;
                        }
                        run.partings.push(parting);
                        true
                    }
                    None => run.groups.is_empty(),
                };
                let number = run.digits.len();
                run.digits.push(Digit { value, start: at, end, look_alike });
                match run.groups.last_mut() {
                    Some(group) if !new_group => group.end = number + 1,
                    _ => run.groups.push(number..number + 1),
                }
            }
            (None, Sign::Invisible) => {}
            // A comma parts numbers.
            (None, Sign::Gap(gap)) if gap != Gap::Comma && !run.digits.is_empty() => {
                let parting = widened(pending, gap, c);
                if reaches(parting) {
                    pending = Some(parting);
                } else {
                    finish(&mut run, &mut pending, &mut found);
                }
            }
            _ => finish(&mut run, &mut pending, &mut found),
        }
        at = end;
    }
    finish(&mut run, &mut pending, &mut found);
}

/// The character of three bytes that begins a text.
fn of_three_bytes(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [one @ 0xE0..=0xEF, two, three, ..] => {
            let bits = |byte: u8, mask: u8| usize::from(byte & mask);
            Some(bits(*one, 0x0F) << 12 | bits(*two, 0x3F) << 6 | bits(*three, 0x3F))
        }
        _ => None,
    }
}

/// Bytes that begin no digit, so that prose is passed over quickly.
fn is_dull(byte: u8, reading: Reading) -> bool {
    match byte {
        b'0'..=b'9' => false,
        b'O' | b'o' | b'l' | b'I' => reading == Reading::Plain,
        0..=0xBF => true,
        // Symbols and Han: only look-alikes begin so.
        0xE2..=0xEE => reading == Reading::Plain,
        _ => false,
    }
}

fn finish(run: &mut Run, pending: &mut Option<Parting>, found: &mut impl FnMut(&Run)) {
    if run.digits.len() >= SHORTEST {
        run.starts.end = run.groups.len();
        found(run);
    }
    run.starts = 0..0;
    run.digits.clear();
    run.groups.clear();
    run.partings.clear();
    *pending = None;
}

fn weight(gap: Gap) -> u8 {
    match gap {
        Gap::Break => 0,
        Gap::Star => 1,
        Gap::Bracket => 2,
        Gap::Hyphen => 3,
        Gap::Space => 4,
        Gap::Dot => 5,
        Gap::Comma => 6,
        Gap::NewLine => 7,
    }
}

fn widened(before: Option<Parting>, gap: Gap, sign: char) -> Parting {
    match before {
        None => Parting { gap, sign, width: 1 },
        Some(before) => Parting {
            gap: if weight(gap) > weight(before.gap) { gap } else { before.gap },
            width: before.width + 1,
            ..before
        },
    }
}

fn reaches(parting: Parting) -> bool {
    match parting.gap {
        Gap::Star => parting.width <= 2,
        Gap::Space | Gap::NewLine => parting.width <= WIDEST_SPACE,
        _ => parting.width <= WIDEST_GAP,
    }
}
