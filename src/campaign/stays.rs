//! Joins the rows of people who came, left or moved: 调入日期 and 调出日期.
//! In: the rows of the people's roster. Out: one [`Person`] for each, and rows of which nobody can tell whose they are.
//!
//! Rows of one id are one person. Without ids only a move shows that two rows are: the day on which one ends is the day
//! on which the other begins. All else is asked, since two people taken for one, or one for two, make false figures.

use jiff::ToSpan;
use jiff::civil::Date;
use yanxi_campaign::{Person, Stay};

use super::names::plain;
use yanxi_problem::{Diagnostic, Figure, Name, Place, Problem, Quoted};

/// A row as read, its id given or made.
pub(super) struct PersonRow {
    pub(super) person: Person,
    pub(super) id_is_given: bool,
    pub(super) joined: Option<Date>,
    pub(super) left: Option<Date>,
}

impl PersonRow {
    fn has_days(&self) -> bool {
        self.joined.is_some() || self.left.is_some()
    }

    fn stay(&self) -> Stay {
        Stay { unit: self.person.unit.clone(), joined: self.joined, left: self.left }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum StayProblem {
    #[code(E02)]
    #[zh(
        "编号“{id}”已经用在 {first}",
        "是同一个人调动的，原单位那一行写“调出日期”，这一行写同一天作“调入日期”；不是同一个人的，另写一个编号"
    )]
    #[en(
        "the id “{id}” is already used at {first}",
        "if the person moved, write the day into column left (调出日期) of the old row and into joined (调入日期) of this one; else give this one another id"
    )]
    SameId { id: Quoted, first: Place },
    #[code(E04)]
    #[zh(
        "“{name}”在 {first} 还没有调出，这一行又有了",
        "在前一个单位那一行的“调出日期”写 {day} 或更早的一天"
    )]
    #[en(
        "“{name}” has not left the unit of {first} when this row begins",
        "write {day} or an earlier day into column left (调出日期) of the row before"
    )]
    Overlap { name: Name, first: Place, day: Figure },
    #[code(E04)]
    #[zh("调出日期 {left} 早于调入日期 {joined}", "改正其中一个日期")]
    #[en(
        "the day of leaving {left} lies before the day of joining {joined}",
        "correct one of the two days"
    )]
    LeftBeforeJoined { left: Figure, joined: Figure },
    #[code(E02)]
    #[zh(
        "“{name}”在 {first} 也有一行，有调入、调出日期，接不上，分不清是不是同一个人",
        "是同一个人的，两行写同一个编号；不是的，各写一个编号"
    )]
    #[en(
        "“{name}” has a row at {first} too, with days that do not join: it does not show whether this is one person",
        "write one id in both rows if it is; else an id for each"
    )]
    OneOrTwo { name: Name, first: Place },
}

/// One person for the rows of each, in the order of their first rows.
pub(super) fn joined(rows: Vec<PersonRow>) -> (Vec<Person>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut groups: Vec<Vec<PersonRow>> = Vec::new();
    for row in rows {
        let own = groups
            .iter()
            .position(|group| group.first().is_some_and(|first| first.person.id == row.person.id));
        match own.and_then(|own| groups.get_mut(own)) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    let mut people = Vec::new();
    for group in groups {
        people.extend(told_apart(group, &mut problems));
    }
    let groups = moved(people, &mut problems);
    let people = groups.into_iter().filter_map(|group| person(group, &mut problems)).collect();
    (people, problems)
}

/// Rows of one 编号 that name several people: the first has it, the others go by unit and name, so that what names them
/// is found.
fn told_apart(rows: Vec<PersonRow>, problems: &mut Vec<Diagnostic>) -> Vec<Vec<PersonRow>> {
    let mut people: Vec<Vec<PersonRow>> = Vec::new();
    for mut row in rows {
        let name = plain(&row.person.name);
        let own = people.iter().position(|person| {
            person.first().is_some_and(|first| plain(&first.person.name) == name)
        });
        if let Some(first) = people.first().and_then(|first| first.first())
            && own != Some(0)
        {
            let (id, first) = (&row.person.id, &first.person.origin);
            problems.push(super::problem::same_id(&row.person.origin, id, first));
            row.person.id = format!("{id}-{}-{name}", row.person.unit);
        }
        match own.and_then(|own| people.get_mut(own)) {
            Some(person) => person.push(row),
            None => people.push(vec![row]),
        }
    }
    people
}

/// Joins rows without ids in which one name leaves a unit and comes into another.
fn moved(groups: Vec<Vec<PersonRow>>, problems: &mut Vec<Diagnostic>) -> Vec<Vec<PersonRow>> {
    let mut joined: Vec<Vec<PersonRow>> = Vec::new();
    for group in groups {
        let may_be = |other: &Vec<PersonRow>| {
            let all = || other.iter().chain(&group);
            all().all(|row| !row.id_is_given)
                && all().any(PersonRow::has_days)
                && other.first().map(|row| &row.person.name)
                    == group.first().map(|row| &row.person.name)
        };
        let candidates: Vec<usize> =
            (0..joined.len()).filter(|at| joined.get(*at).is_some_and(may_be)).collect();
        let joins = |other: &&usize| {
            joined.get(**other).is_some_and(|other| {
                other.iter().any(|a| group.iter().any(|b| follows(a, b) || follows(b, a)))
            })
        };
        let own = candidates.iter().find(joins).copied();
        if let (None, Some(other), Some(row)) = (own, candidates.first(), group.first()) {
            let first = joined.get(*other).and_then(|other| other.first());
            let problem = StayProblem::OneOrTwo {
                name: Name::from(&row.person.name),
                first: first.map(|first| first.person.origin.clone()).unwrap_or_default(),
            };
            problems.push(Diagnostic::of(row.person.origin.clone(), &problem));
        }
        match own.and_then(|own| joined.get_mut(own)) {
            Some(own) => own.extend(group),
            None => joined.push(group),
        }
    }
    joined
}

/// Whether one row ends where the other begins, on the same day or the next.
fn follows(before: &PersonRow, after: &PersonRow) -> bool {
    let (Some(left), Some(joined)) = (before.left, after.joined) else {
        return false;
    };
    left == joined || left.saturating_add(1.day()) == joined
}

fn person(mut rows: Vec<PersonRow>, problems: &mut Vec<Diagnostic>) -> Option<Person> {
    if rows.len() > 1 && !rows.iter().any(PersonRow::has_days) {
        let first = rows.first()?.person.origin.clone();
        for row in rows.drain(1..) {
            let problem = match row.id_is_given {
                true => Diagnostic::of(
                    row.person.origin.clone(),
                    &StayProblem::SameId { id: row.person.id.into(), first: first.clone() },
                ),
                false => super::problem::same_name(&row.person.origin, &row.person.name, &first),
            };
            problems.push(problem);
        }
    }
    let id = rows.first()?.person.id.clone();
    rows.sort_by_key(|row| (row.joined, row.left.is_none(), row.left));
    for (before, after) in rows.iter().zip(rows.iter().skip(1)) {
        let ends = match (before.left, after.joined) {
            (Some(left), Some(joined)) => left <= joined,
            _ => false,
        };
        if !ends {
            let day = after.joined.or(before.left).or(before.joined);
            let problem = StayProblem::Overlap {
                name: Name::from(&after.person.name),
                first: before.person.origin.clone(),
                day: Figure::of(day.map(|day| day.to_string()).unwrap_or_default()),
            };
            problems.push(Diagnostic::of(after.person.origin.clone(), &problem));
        }
    }
    let stays: Vec<Stay> = match rows.iter().any(PersonRow::has_days) {
        true => rows.iter().map(PersonRow::stay).collect(),
        false => Vec::new(),
    };
    let mut last = rows.pop()?.person;
    last.id = id;
    last.stays = stays;
    Some(last)
}
