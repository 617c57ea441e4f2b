//! The end of an address: numbers that count groups, buildings, rooms and doors, one after the other.
//! In: characters of a line. Out: the [`Chain`] that begins at a place.

use super::letters::{Letter, starts_with};

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Group,
    Door,
    Building,
    Room,
    Household,
}

const UNITS: [(&str, Unit); 24] = [
    ("村民小组", Unit::Group),
    ("牧民小组", Unit::Group),
    ("居民小组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("号楼", Unit::Building),
    ("号院", Unit::Building),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Building),
    ("门栋", Unit::Building),
    ("楼", Unit::Building),
    ("层", Unit::Building),
    ("排", Unit::Building),
    ("弄", Unit::Building),
    ("号室", Unit::Room),
    ("号房", Unit::Room),
    ("室", Unit::Room),
    ("户", Unit::Household),
    ("门", Unit::Door),
    ("号", Unit::Door),
];

/// Numbers with units, one after the other.
pub(super) struct Chain {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) units: Vec<Unit>,
    /// The last number has no unit: 3组-12.
    pub(super) bare: bool,
}

impl Chain {
    pub(super) fn at(letters: &[Letter], start: usize) -> Option<Chain> {
        let mut chain = Chain { start, end: start, units: Vec::new(), bare: false };
        // The number begins here.
        if start > 0 && is_number(letters[start - 1].c) {
            return None;
        }
        loop {
            let mut at = chain.end;
            if !chain.units.is_empty()
                && letters
                    .get(at)
                    .is_some_and(|l| matches!(l.c, '-' | '，' | ',' | '－' | '—' | '·'))
            {
                at += 1;
            }
            if letters.get(at).is_some_and(|letter| letter.c == '第') {
                at += 1;
            }
            let length = number_length(&letters[at..]);
            if length == 0 {
                break;
            }
            if chain.units.is_empty() && is_building_and_room(&letters[at..at + length]) {
                chain.units = vec![Unit::Building, Unit::Room];
                chain.end = at + length;
                chain.bare = true;
                break;
            }
            at += length;
            match unit(&letters[at..]) {
                Some((width, unit)) => {
                    chain.units.push(unit);
                    chain.end = at + width;
                    // 甲嘎查（3组）12号
                    let closes = letters.get(chain.end).is_some_and(|l| matches!(l.c, '）' | ')'));
                    if closes && number_length(letters.get(chain.end + 1..).unwrap_or_default()) > 0
                    {
                        chain.end += 1;
                    }
                }
                None => {
                    if !chain.units.is_empty() {
                        chain.bare = true;
                        chain.end = at;
                    }
                    break;
                }
            }
        }
        (!chain.units.is_empty()).then_some(chain)
    }
}

pub(super) fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '一' | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '〇'
                | '零'
                | '两'
        )
}

/// Length of a door's number: 12, 12-3, 十二, A3, 3甲.
fn number_length(letters: &[Letter]) -> usize {
    let mut length = 0;
    let latin = letters.first().is_some_and(|l| l.c.is_ascii_uppercase());
    if latin {
        length = 1;
    }
    let digits = letters[length..].iter().take_while(|letter| is_number(letter.c)).count();
    if digits > 5 || digits == 0 && !(latin && unit(&letters[1..]).is_some()) {
        return 0;
    }
    length += digits;
    while letters.get(length).is_some_and(|l| matches!(l.c, '-' | '－' | '—' | '–' | '之')) {
        let more = letters[length + 1..].iter().take_while(|letter| is_number(letter.c)).count();
        if more == 0 || more > 4 {
            break;
        }
        length += 1 + more;
    }
    if letters.get(length).is_some_and(|l| matches!(l.c, '甲' | '乙' | '丙' | 'A'..='D')) {
        length += 1;
    }
    length
}

/// 3-2-501: building, unit and room as people write them; 12-10-2026 is a date.
fn is_building_and_room(number: &[Letter]) -> bool {
    let parts: Vec<&[Letter]> = number.split(|l| matches!(l.c, '-' | '－' | '—' | '–')).collect();
    let [building, unit, room] = parts.as_slice() else {
        return false;
    };
    let digits = |part: &[Letter]| part.iter().all(|letter| letter.c.is_ascii_digit());
    let is_year = room.len() == 4
        && room[0].c == if room[1].c == '9' { '1' } else { '2' }
        && matches!(room[1].c, '0' | '9');
    parts.iter().all(|part| digits(part))
        && (1..=2).contains(&building.len())
        && unit.len() == 1
        && (3..=4).contains(&room.len())
        && !is_year
}

fn unit(letters: &[Letter]) -> Option<(usize, Unit)> {
    let (length, unit) = UNITS.iter().find_map(|(word, unit)| {
        starts_with(letters, word).then_some((word.chars().count(), *unit))
    })?;
    // 统一社会信用代码, 三组织, 一队员
    let next = letters.get(length).map(|letter| letter.c);
    let goes_on =
        unit == Unit::Group && next.is_some_and(|c| "会区员保织长成建伍合交团论".contains(c));
    (!goes_on).then_some((length, unit))
}
