//! Tells a home from a day of the month, an office and a plot of land.
//! In: a chain and what stands around it. Out: where the home's address begins.

use super::chain::{Chain, Unit};
use super::institutions::{INSTITUTIONS, before_holds_institution};
use super::labels::{OFFICE_LABELS, is_after_any};
use super::letters::{Letter, ends_with_any};
use super::place::begin_of_place;

const RURAL: [&str; 16] = [
    "牧业",
    "农业",
    "嘎查",
    "新村",
    "自然村",
    "行政村",
    "村",
    "屯",
    "庄",
    "寨",
    "浩特",
    "艾里",
    "社区",
    "牧业队",
    "分场",
    "营子",
];

const ESTATES: [&str; 26] = [
    "平房",
    "棚户区",
    "小区",
    "花园",
    "家园",
    "公寓",
    "家属院",
    "家属楼",
    "宿舍",
    "苑",
    "公馆",
    "华府",
    "大院",
    "大街",
    "街",
    "路",
    "巷",
    "胡同",
    "弄",
    "里",
    "道",
    "园",
    "城",
    "府",
    "庭",
    "居",
];

/// Whether a line names a place where homes are, besides streets.
pub(super) fn names_estate(line: &str) -> bool {
    [
        "小区",
        "花园",
        "家园",
        "公寓",
        "家属院",
        "家属楼",
        "宿舍",
        "公馆",
        "华府",
        "大院",
        "社区",
        "苑",
        "新村",
    ]
    .iter()
    .any(|word| line.contains(word))
}

impl Chain {
    /// Where the address begins, if it is a home's.
    pub(super) fn is_home(&self, letters: &[Letter], home_label: bool) -> Option<usize> {
        let bracket = usize::from(self.start > 0 && "（(".contains(letters[self.start - 1].c));
        let before = &letters[..self.start - bracket];
        let after: String = letters[self.end..].iter().take(8).map(|l| l.c).collect();
        let has = |unit: Unit| self.units.contains(&unit);
        let institution = INSTITUTIONS.iter().any(|word| after.starts_with(word));
        if institution {
            return None;
        }
        let rural =
            ends_with_any(before, &RURAL).is_some_and(|length| is_place_name(before, length));
        let estate =
            ends_with_any(before, &ESTATES).is_some_and(|length| is_place_name(before, length));
        let begin = || begin_of_place(letters, self.start);
        if home_label {
            let alone = !self.bare
                && matches!(
                    self.units.as_slice(),
                    [Unit::Household | Unit::Group | Unit::Building]
                );
            let says_where = !alone || (rural || estate) && !has(Unit::Household);
            return says_where.then(begin);
        }
        let closed = self.bare
            || !has(Unit::Door)
            || self.units.last() != Some(&Unit::Door)
            || is_door_end(&after);
        if rural {
            let door = has(Unit::Door) || (self.bare && has(Unit::Group));
            let building =
                has(Unit::Building) && (has(Unit::Room) || self.units.len() > 1 || self.bare);
            let counted = self.units.last() == Some(&Unit::Household)
                && !letters[self.start..self.end].iter().any(|letter| letter.c == '第');
            let household = has(Unit::Group) && has(Unit::Household) && !counted;
            let told = has(Unit::Group) && door && !is_day(&after);
            return ((door && closed) || told || building || household || has(Unit::Room))
                .then(begin);
        }
        if estate {
            let office = is_after_any(letters, self.start, &OFFICE_LABELS)
                || before_holds_institution(before)
                || INSTITUTIONS.iter().any(|word| after.contains(word));
            let residence = has(Unit::Room) && self.units.len() > 1
                || has(Unit::Building) && (self.units.len() > 1 || self.bare);
            return (residence && !office).then(begin);
        }
        None
    }
}

/// A name stands before its kind: 甲嘎查, not 嘎查 at the beginning of a clause or after 各.
fn is_place_name(before: &[Letter], length: usize) -> bool {
    let name = &before[..before.len() - length];
    name.last().is_some_and(|letter| {
        letter.c.is_alphanumeric() && !"各全本该每某个多几的和在按由为是对".contains(letter.c)
    })
}

/// After a door's 号 the address ends, or goes on into the house; a day of the month goes on in a sentence.
fn is_door_end(after: &str) -> bool {
    after.chars().next().is_none_or(|c| {
        !c.is_alphanumeric()
            || "家的住户人院内楼栋室单门附邮电手联身姓".contains(c)
            || c.is_ascii_digit()
    })
}

/// 12号召开会议: a day of the month.
fn is_day(after: &str) -> bool {
    [
        "召开", "开", "举", "组织", "上午", "下午", "前", "起", "至", "到", "晚", "早", "中午",
        "进行", "集中", "学习", "讨论", "代表",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}
