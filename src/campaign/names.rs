//! Names and what they stand for, found at once in lists of thousands.
//! In: things with ids and names. Out: the thing a word means, two candidates, or none and the nearest name.

use std::collections::BTreeMap;

use crate::slip::{Parts, slip_for};
use yanxi_problem::Say;

/// A thing that can be named.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Thing {
    pub(super) id: String,
    pub(super) names: Vec<String>,
    /// What tells it from another of its name, such as `p01（甲嘎查）`.
    pub(super) label: String,
}

/// What kind of thing is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Say)]
pub(super) enum Kind {
    #[zh("阶段")]
    #[en("stage")]
    Stage,
    #[zh("环节")]
    #[en("step")]
    Step,
    #[zh("阶段或环节")]
    #[en("stage or step")]
    StageOrStep,
    #[zh("主题实践活动")]
    #[en("activity")]
    Activity,
    #[zh("事项")]
    #[en("item")]
    Item,
    #[zh("记录类型")]
    #[en("record type")]
    RecordType,
    #[zh("取值")]
    #[en("list of values")]
    Enumeration,
    #[zh("单位类别")]
    #[en("unit class")]
    UnitClass,
    #[zh("人员类别")]
    #[en("audience")]
    Audience,
    #[zh("单位类别或人员类别")]
    #[en("unit class or audience")]
    ClassOrAudience,
    #[zh("测评规则")]
    #[en("rating rule")]
    Rating,
    #[zh("测评记录")]
    #[en("rating record")]
    RatingRecord,
    #[zh("目标、课题或清单条目")]
    #[en("target, topic or list entry")]
    Answer,
    #[zh("字段")]
    #[en("field")]
    Field,
    #[zh("清单")]
    #[en("list")]
    List,
    #[zh("单位")]
    #[en("unit")]
    Unit,
    #[zh("人员")]
    #[en("person")]
    Person,
}

impl Kind {
    /// It stands in the roster, not in the plan.
    pub(super) fn in_roster(self) -> bool {
        matches!(self, Kind::Unit | Kind::Person)
    }

    /// Whether a part of a name is taken for it.
    fn parts(self) -> Parts {
        match self {
            Kind::Person | Kind::RatingRecord | Kind::Field => Parts::AreOtherNames,
            _ => Parts::MayStandForNames,
        }
    }
}

/// Things by id and by name.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) things: Vec<Thing>,
    by_id: BTreeMap<String, usize>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Some of them stand in a file that was not read: a name that is not found may be right.
    pub(super) are_cut: bool,
}

/// What a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<'a> {
    One(&'a Thing),
    Two(&'a Thing, &'a Thing),
    None,
}

/// Offices set two-character names apart with blanks; Chinese names are compared without.
pub(super) fn plain(word: &str) -> String {
    if word.is_ascii() { word.trim().to_string() } else { word.split_whitespace().collect() }
}

/// Longer than this no cell names several things.
const LONGEST_LIST: usize = 200;

/// What people write between names where a list is parted by 、.
fn is_between_names(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '/' | '／' | '\\' | '|' | '｜' | '+' | '＋' | '&' | '和' | '与' | '及' | '跟'
        )
}

impl Names {
    pub(super) fn of(things: impl IntoIterator<Item = Thing>) -> Self {
        let mut names = Names::default();
        for thing in things {
            names.add(thing);
        }
        names
    }

    /// The same, of which some may stand in a file that was not read.
    pub(super) fn cut(self, are_cut: bool) -> Self {
        Names { are_cut, ..self }
    }

    /// Things with one id and one name each.
    pub(super) fn of_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self::of(pairs.into_iter().map(|(id, name)| Thing {
            id: id.to_string(),
            names: vec![name.to_string()],
            label: String::new(),
        }))
    }

    pub(super) fn add(&mut self, thing: Thing) {
        let number = self.things.len();
        self.by_id.entry(plain(&thing.id)).or_insert(number);
        for name in &thing.names {
            let of_name = self.by_name.entry(plain(name)).or_default();
            if !name.is_empty() && of_name.last() != Some(&number) {
                of_name.push(number);
            }
        }
        self.things.push(thing);
    }

    pub(super) fn find(&self, word: &str) -> Found<'_> {
        let word = plain(word);
        if let Some(thing) = self.by_id.get(&word).and_then(|at| self.things.get(*at)) {
            return Found::One(thing);
        }
        let mut named =
            self.by_name.get(&word).into_iter().flatten().filter_map(|at| self.things.get(*at));
        match (named.next(), named.next()) {
            (Some(thing), None) => Found::One(thing),
            (Some(first), Some(second)) => Found::Two(first, second),
            (None, _) => self.by_number(&word).map_or(Found::None, Found::One),
        }
    }

    /// `1` and `001` are one number, where only one id is.
    fn by_number(&self, word: &str) -> Option<&Thing> {
        let number = |text: &str| -> Option<u64> {
            text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok())?
        };
        let wanted = number(word)?;
        let mut found = self.things.iter().filter(|thing| number(&thing.id) == Some(wanted));
        found.next().filter(|_| found.next().is_none())
    }

    /// The known name or id that a word is a slip for.
    pub(super) fn meant(&self, word: &str, kind: Kind) -> Option<&str> {
        let names = self
            .things
            .iter()
            .flat_map(|thing| thing.names.iter())
            .map(String::as_str)
            .filter(|name| !name.is_empty());
        let ids = self.things.iter().map(|thing| thing.id.as_str());
        let meant = slip_for(word, names, kind.parts());
        meant.or_else(|| slip_for(word, ids, Parts::AreOtherNames))
    }

    /// `甲村/乙村`, `甲村和乙村` as `甲村、乙村`, if all of them are known. `bare` takes from a part what is no name.
    pub(super) fn several(&self, text: &str, bare: impl Fn(&str) -> &str + Copy) -> Option<String> {
        let known = |part: &str| {
            let mut spellings = [part, bare(part)].into_iter();
            let is_known = |name: &&str| !name.is_empty() && self.find(name) != Found::None;
            spellings.find(is_known).map(String::from)
        };
        let text = text.trim();
        if text.chars().count() > LONGEST_LIST {
            return None;
        }
        let mut between = text.char_indices().filter(|(_, own)| is_between_names(*own));
        between.find_map(|(at, own)| {
            let first = known(text.get(..at)?)?;
            let rest = text.get(at + own.len_utf8()..)?.trim();
            let rest = known(rest).or_else(|| self.several(rest, bare))?;
            Some(format!("{first}、{rest}"))
        })
    }

    /// Some names, as examples.
    pub(super) fn examples(&self, most: usize) -> Vec<&str> {
        self.things
            .iter()
            .filter_map(|thing| {
                thing.names.iter().find(|name| !name.is_empty()).or(Some(&thing.id))
            })
            .take(most)
            .map(String::as_str)
            .collect()
    }
}

impl Thing {
    pub(super) fn shown(&self) -> &str {
        if self.label.is_empty() { &self.id } else { &self.label }
    }
}
