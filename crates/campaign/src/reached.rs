//! What was reached of the plan's targets, as a whole and by part.
//! In: plan and records. Out: [`Targets`]: the records of progress of each target, and exact amounts where all that is
//! said are numbers of one unit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::closed::Closed;
use crate::field::Meaning;
use crate::plan::{Plan, Role, Target, TargetPart};
use crate::quantity::{Amount, hides_a_number};
use crate::{Fraction, Id, Record};

/// Records of progress by target, the latest last.
#[derive(Debug, Clone)]
pub struct Targets<'a> {
    of_target: BTreeMap<&'a str, Vec<&'a Record>>,
    closed: Closed<'a>,
    /// Of a part of the campaign: the targets and parts of which it knows as much as the whole.
    told: Option<Told<'a>>,
}

/// Targets, and parts with their targets.
type Told<'a> = (&'a BTreeSet<Id>, &'a BTreeSet<(Id, String)>);

/// How a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetState {
    Reached,
    /// Its day is over and it was not reached.
    Missed,
    Underway,
    /// Nothing was said of it, or nothing that compares with it.
    Unknown,
}

/// Why a number that was said of a target is no share of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoShare<'a> {
    /// It counts something else than this unit.
    OtherUnit(String),
    /// It has a unit, and the target's value, which is this, has none.
    NoUnit(&'a str),
    /// What the target's value, which is this, comes to is not clear.
    Unclear(&'a str),
}

/// Why what was said of a value is no share of it, where it is a number.
pub fn no_share<'a>(value: &'a str, unit: &str, said: &str) -> Option<NoShare<'a>> {
    let Some(asked) = Amount::parse(value, unit) else {
        let is_number = Amount::parse(said, "").is_some();
        return (is_number && hides_a_number(value)).then_some(NoShare::Unclear(value));
    };
    let said = asked.parse_like(said)?;
    if asked.is_told_by(&said) {
        None
    } else if asked.unit.is_empty() {
        Some(NoShare::NoUnit(value))
    } else {
        Some(NoShare::OtherUnit(asked.written_unit().to_string()))
    }
}

/// The parts of a target added up, in its unit as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartsSum {
    pub sum: Fraction,
    /// `None` where the target has no number.
    pub agrees: Option<bool>,
    /// All parts have the target's unit or none.
    pub one_unit: bool,
}

impl<'a> Targets<'a> {
    pub(crate) fn of(
        plan: &'a Plan,
        records: &'a [Record],
        closed: Closed<'a>,
        told: Option<Told<'a>>,
    ) -> Self {
        let mut of_target: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        for record in records.iter().filter(|record| is_progress(plan, record)) {
            for target in &plan.targets {
                if names(record, target) {
                    of_target.entry(&target.id).or_default().push(record);
                }
            }
        }
        for records in of_target.values_mut() {
            records.sort_by_key(|record| record.date);
        }
        Targets { of_target, closed, told }
    }

    /// Whether all is known that was said of a target; of a part of the campaign older records may be all there is.
    pub fn tells(&self, target: &Target) -> bool {
        self.told.is_none_or(|(targets, _)| targets.contains(&target.id))
    }

    /// The same of a part.
    pub fn tells_part(&self, target: &Target, part: &TargetPart) -> bool {
        self.told.is_none_or(|(_, parts)| parts.contains(&(target.id.clone(), part.name.clone())))
    }

    /// What was said and what it amounts to.
    pub(crate) fn said_of(&self, target: &Target) -> (Option<Fraction>, Option<&'a str>) {
        let whole = self.of_whole(target).map(|record| record.field(Meaning::Value));
        (self.reached(target), whole)
    }

    pub(crate) fn said_of_part(
        &self,
        target: &Target,
        part: &TargetPart,
    ) -> (Option<Fraction>, Option<&'a str>) {
        let said = self.of_part(target, part).map(|record| record.field(Meaning::Value));
        (self.amount_of_part(target, part), said)
    }

    /// Every record of progress of a target and its parts, the latest last.
    pub fn records(&self, target: &Target) -> &[&'a Record] {
        self.of_target.get(target.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The latest record about a part.
    pub fn of_part(&self, target: &Target, part: &TargetPart) -> Option<&'a Record> {
        self.records(target).iter().rev().find(|record| is_about(record, part)).copied()
    }

    /// The latest record about a target as a whole.
    pub fn of_whole(&self, target: &Target) -> Option<&'a Record> {
        self.records(target).iter().rev().find(|record| is_of_whole(record, target)).copied()
    }

    /// What was reached of a part, in its plain unit. A part that is only a name is one thing, done or not.
    pub fn amount_of_part(&self, target: &Target, part: &TargetPart) -> Option<Fraction> {
        let record = self.of_part(target, part).filter(|_| self.tells_part(target, part))?;
        let said = record.field(Meaning::Value);
        if said.is_empty() {
            let has_end = self.closed.has_day(&record.kind);
            return (part.value.is_empty() && has_end)
                .then(|| Fraction::whole(u64::from(self.closed.is(record))));
        }
        like(&part.value, unit_of(target, part), said)
    }

    /// Whether a part was reached, where that can be said.
    pub fn is_part_reached(&self, target: &Target, part: &TargetPart) -> Option<bool> {
        let asked = match part.value.is_empty() {
            true => Fraction::whole(1),
            false => Amount::parse(&part.value, unit_of(target, part))?.number,
        };
        Some(self.amount_of_part(target, part)? >= asked)
    }

    /// What was reached of a target, in its plain unit: as said of the whole, else its parts together where all that is
    /// said of them are numbers. A part of the campaign that knows less than the whole says nothing.
    pub fn reached(&self, target: &Target) -> Option<Fraction> {
        if !self.tells(target) {
            return None;
        }
        let whole = self.of_whole(target).map(|record| record.field(Meaning::Value));
        if let Some(said) = whole.filter(|said| !said.is_empty()) {
            return like(&target.value, &target.unit, said);
        }
        let own = Amount::parse(&target.value, &target.unit);
        let one_unit = has_one_unit(target);
        let mut sum = None;
        for part in &target.parts {
            if self.of_part(target, part).is_none() {
                continue;
            }
            let amount = self.amount_of_part(target, part)?;
            // Parts of other units are counted as they are: 8条 and 11座 are 19项.
            let amount = match (Amount::parse(&part.value, unit_of(target, part)), &own) {
                (Some(part), _) if !one_unit => part.in_written_unit(amount)?,
                (Some(part), Some(own)) => part.convert(amount, own)?,
                _ => amount,
            };
            sum = Some(sum.unwrap_or(Fraction::whole(0)).plus(amount)?);
        }
        match own {
            Some(own) if !one_unit && own.in_written_unit(own.number)? != own.number => None,
            _ => sum,
        }
    }

    /// The share that was reached; `None` where the target is no number or nothing comparable was said.
    pub fn share(&self, target: &Target) -> Option<Fraction> {
        let asked = Amount::parse(&target.value, &target.unit)?;
        self.reached(target)?.divided_by(asked.number)
    }

    pub fn state(&self, target: &Target, today: Date) -> TargetState {
        let share = self.share(target);
        if share.is_some_and(|share| share >= Fraction::whole(1)) {
            return TargetState::Reached;
        }
        let over = target.duty.due.to.is_some_and(|due| due < today);
        match share {
            // What the plan leaves open is late for nobody.
            _ if over && !target.value.is_empty() && !target.is_open() => TargetState::Missed,
            Some(_) => TargetState::Underway,
            None => TargetState::Unknown,
        }
    }

    /// Records of progress with a number of which no share of their target, or of its part, can be told.
    pub fn without_share(&self, plan: &'a Plan) -> Vec<(&'a Target, &'a Record, NoShare<'a>)> {
        let mut without = Vec::new();
        for target in &plan.targets {
            for record in self.records(target) {
                let part = target.parts.iter().find(|own| is_about(record, own));
                let (value, unit) = part.map_or((&target.value, target.unit.as_str()), |part| {
                    (&part.value, unit_of(target, part))
                });
                let why = no_share(value, unit, record.field(Meaning::Value));
                without.extend(why.map(|why| (target, *record, why)));
            }
        }
        without
    }

    /// Records of progress that name a part which their target does not have.
    pub fn of_unknown_parts(&self, plan: &'a Plan) -> Vec<(&'a Target, &'a Record)> {
        let mut unknown = Vec::new();
        for target in &plan.targets {
            for record in self.records(target) {
                let part = record.field(Meaning::Part);
                if !part.is_empty() && !target.parts.iter().any(|own| is_about(record, own)) {
                    unknown.push((target, *record));
                }
            }
        }
        unknown
    }
}

/// The parts of a target together, in the target's unit as written; nothing where one of them is no number.
pub fn sum_of_parts(target: &Target) -> Option<PartsSum> {
    if target.parts.is_empty() {
        return None;
    }
    let whole = Amount::parse(&target.value, &target.unit);
    let one_unit = has_one_unit(target);
    let mut sum = Fraction::whole(0);
    for part in &target.parts {
        let amount = Amount::parse(&part.value, unit_of(target, part))?;
        let number = match &whole {
            Some(whole) if one_unit => {
                whole.in_written_unit(amount.convert(amount.number, whole)?)?
            }
            _ => amount.in_written_unit(amount.number)?,
        };
        sum = sum.plus(number)?;
    }
    let agrees = whole.and_then(|whole| Some(whole.in_written_unit(whole.number)? == sum));
    Some(PartsSum { sum, agrees, one_unit })
}

/// The unit of a part: its own, else the target's.
pub fn unit_of<'a>(target: &'a Target, part: &'a TargetPart) -> &'a str {
    if part.unit.is_empty() { &target.unit } else { &part.unit }
}

/// Whether all parts count the same as the target.
fn has_one_unit(target: &Target) -> bool {
    let Some(whole) = Amount::parse(&target.value, &target.unit) else {
        return target.parts.iter().all(|part| part.unit.is_empty() || part.unit == target.unit);
    };
    target.parts.iter().all(|part| match Amount::parse(&part.value, unit_of(target, part)) {
        Some(part) => part.is_comparable(&whole),
        None => part.unit.is_empty(),
    })
}

/// What somebody said of something with a number and a unit, in the plain unit; nothing where the units differ.
fn like(value: &str, unit: &str, said: &str) -> Option<Fraction> {
    match Amount::parse(value, unit) {
        Some(whole) => {
            let said = whole.parse_like(said).filter(|said| whole.is_told_by(said))?;
            said.convert(said.number, &whole)
        }
        None => Amount::parse(said, unit).map(|said| said.number),
    }
}

fn is_progress(plan: &Plan, record: &Record) -> bool {
    record.counts()
        && plan.record_type(&record.kind).is_some_and(|kind| kind.role == Role::TargetProgress)
}

/// Whether a record is about a target: by id or name, or by the name of a part.
fn names(record: &Record, target: &Target) -> bool {
    let named = |name: &str| {
        name == target.id
            || name == target.name
            || target.parts.iter().any(|part| !part.name.is_empty() && part.name == name)
    };
    record.answers.contains(&target.id) || words(record.field(Meaning::Target)).any(named)
}

/// A record names the part of a target by its name in any field.
fn is_about(record: &Record, part: &TargetPart) -> bool {
    let is_name = |(_, value): &(String, String)| *value == part.name;
    let named = |meaning| words(record.field(meaning)).any(|word| word == part.name);
    !part.name.is_empty()
        && (record.fields.iter().any(is_name) || named(Meaning::Part) || named(Meaning::Target))
}

fn is_of_whole(record: &Record, target: &Target) -> bool {
    record.field(Meaning::Part).is_empty()
        && !target.parts.iter().any(|part| is_about(record, part))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|word| !word.is_empty())
}
