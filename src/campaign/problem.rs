//! What can be wrong with the names and keys of a plan, a roster or a record, in the words of an office.
//! In: the word or field that is wrong. Out: diagnostics, each with one remedy to type.

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use super::entity::{Content, Entity, Field, Form, Word, Written};
use super::names::{Kind, Names, Thing};
use super::record_problem::{OneOf, RecordProblem, Slips};
use super::remedy::{Label, Remedy};
use super::roster::is_roster_column;
use crate::internal_words::is_said_by_key;
use crate::slip::{NearKey, Parts, near_key, slip_for};
use yanxi_problem::{Diagnostic, Language, List, Name, Place, Problem, Quoted, Say, Words};

pub(super) use super::wrong_value::{
    no_date, no_date_because, no_number, no_yes_or_no, not_a_choice, not_a_known_word, one_text,
    reversed,
};

/// How many choices a remedy lists.
pub(super) const SHOWN_CHOICES: usize = 8;

/// A name that leads nowhere or to two things, an id or a record for the second time.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum NameProblem {
    #[code(E01)]
    #[zh("名册里没有“{text}”，最接近的是“{near}”", "{remedy}")]
    #[en("the roster has no {kind} “{text}”; the nearest is “{near}”", "{remedy}")]
    #[edit(text, near)]
    NotInRosterNear {
        #[unsaid(zh)]
        kind: Kind,
        text: Quoted,
        near: Name,
        remedy: Remedy,
    },
    #[code(E01)]
    #[zh(
        "单位名册里没有“{text}”",
        "单位改过名的，在名册新名称那一行的“曾用名”列写上“{text}”；名册漏了的，加一行“{text}”"
    )]
    #[en(
        "the roster has no unit “{text}”",
        "if the unit was renamed, write “{text}” into column aliases (曾用名) of its row; if it is lacking, add a row"
    )]
    UnitNotInRoster { text: Quoted },
    #[code(E01)]
    #[zh(
        "人员名册里没有“{text}”",
        "名册漏了的，加一行“{text}”；已经调走、退休的，也加这一行，在“调出日期”列写离开的日期"
    )]
    #[en(
        "the roster has no person “{text}”",
        "add a row for “{text}”; for somebody who has left, with the day in column left (调出日期)"
    )]
    PersonNotInRoster { text: Quoted },
    #[code(E01)]
    #[zh(
        "{kind}名册是空的，认不出“{text}”",
        "在 {kind}.csv 里写上“{text}”，这个文件放在计划旁边或 content 最上层"
    )]
    #[en(
        "there is no roster with a {kind} “{text}”",
        "write “{text}” into {file}, beside the plan or at the top of content"
    )]
    RosterIsEmpty {
        kind: Kind,
        text: Quoted,
        #[unsaid(zh)]
        file: &'static str,
    },
    #[code(E01)]
    #[zh("方案里没有“{text}”这个{kind}，最接近的是“{near}”", "{remedy}")]
    #[en("the plan has no {kind} “{text}”; the nearest is “{near}”", "{remedy}")]
    #[edit(text, near)]
    NotInPlanNear { kind: Kind, text: Quoted, near: Name, remedy: Remedy },
    #[code(E01)]
    #[zh("方案里没有“{text}”这个{kind}", "照方案写其中的一个：{examples}；计划漏了的，先写进计划")]
    #[en(
        "the plan has no {kind} “{text}”",
        "write the one that is meant: {examples}; what the plan lacks is added to it first"
    )]
    NotInPlan { kind: Kind, text: Quoted, examples: List<Name> },
    #[code(E01)]
    #[zh(
        "方案里没有“{text}”这个记录类型",
        "照实际写其中的一种：{examples}；都不是的，在计划末尾加两行：[[记录类型]]、名称 = \"{text}\""
    )]
    #[en(
        "the plan has no record type “{text}”",
        "write the type that it is: {examples}; if it is none of them, add two lines at the end of the plan: [[record_type]], name = \"{text}\""
    )]
    NoSuchType { text: Quoted, examples: List<Name> },
    #[code(E01)]
    #[zh(
        "方案里没有“{text}”这个记录类型",
        "在计划末尾加三行：[[记录类型]]、名称 = \"{text}\"、用途 = \"{role}\"{more}"
    )]
    #[en(
        "the plan has no record type “{text}”",
        "add three lines at the end of the plan: [[record_type]], name = \"{text}\", role = \"{role}\"{more}"
    )]
    NoTypeOfRole { text: Quoted, role: Words, more: Option<RatingRules> },
    #[code(E01)]
    #[zh(
        "没有编号或标题是“{text}”的测评记录",
        "写这个单位上一次测评的编号；那一次没有编号的，先给它写上"
    )]
    #[en(
        "there is no rating with the id or title “{text}”",
        "write the id of this unit's rating before; give it one if it has none"
    )]
    NoSuchRating { text: Quoted },
    #[code(E01)]
    #[zh("方案里没有“{text}”这个{kind}", "先在计划里写上这个{kind}")]
    #[en("the plan has no {kind} “{text}”", "write this {kind} into the plan first")]
    PlanHasNone { kind: Kind, text: Quoted },
    #[code(E01)]
    #[zh("“{text}”有两个人：{one}、{two}", "把“{text}”改成编号 {first_id} 或 {second_id}")]
    #[en(
        "“{text}” may be two people: {one}, {two}",
        "write the id {first_id} or {second_id} for “{text}”"
    )]
    TwoPeople { text: Quoted, one: Name, two: Name, first_id: Name, second_id: Name },
    #[code(E01)]
    #[zh("“{text}”有两个：{one}、{two}", "把“{text}”改成编号 {first_id} 或 {second_id}")]
    #[en(
        "“{text}” may be two things: {one}, {two}",
        "write the id {first_id} or {second_id} for “{text}”"
    )]
    TwoThings { text: Quoted, one: Name, two: Name, first_id: Name, second_id: Name },
    #[code(E01)]
    #[zh("“{text}”没有写出是哪些人，算不到人头上", "写出每个人的姓名，用“、”隔开")]
    #[en(
        "“{text}” does not say who they are, so that nobody is counted",
        "write everybody's name, with commas between them"
    )]
    PeopleNotNamed { text: Quoted },
    #[code(E02)]
    #[zh("编号“{id}”已经用在 {first}", "给这一条另写一个编号")]
    #[en("the id “{id}” is already used at {first}", "give this one another id")]
    SameId { id: Quoted, first: Place },
    #[code(E02)]
    #[zh("名称“{name}”已经用在 {first}，两条都没有编号，分不开", "给两条各写一个编号")]
    #[en(
        "the name “{name}” is already used at {first}, and neither has an id",
        "give each of the two an id"
    )]
    SameName { name: Quoted, first: Place },
    #[code(E02)]
    #[zh("与 {first} 是同一条记录，各项都相同，只计一条", "删去其中一条")]
    #[en(
        "the same record as {first}, equal in everything: it is counted once",
        "delete one of the two"
    )]
    SameRecord { first: Place },
}

/// What a plan without any rule for ratings needs besides a type for them.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum RatingRules {
    #[zh("；再照方案写上 [[测评规则]] 的名称、等次、权重、合格线")]
    #[en("; then write name, grades, weights and pass of a [[rating]] as the plan has them")]
    AreMissing,
}

/// A key that is missing, not known or there twice.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum KeyProblem {
    #[code(E03)]
    #[zh("缺少“{key}”", "{remedy}")]
    #[en("“{key}” is missing", "{remedy}")]
    Missing { key: Label, remedy: Remedy },
    #[code(E03)]
    #[zh("{when}，就要填“{key}”", "{remedy}")]
    #[en("“{key}” is needed when {when}", "{remedy}")]
    MissingByCondition { key: Label, when: Values, remedy: Remedy },
    #[code(R05)]
    #[zh("“{key}”写了两次", "删去“{key}”这一项")]
    #[en("“{key}” stands here twice", "delete “{key}”")]
    WrittenTwice { key: Quoted },
    #[code(R05)]
    #[zh("“{first}”和“{key}”是同一项，写了两次", "删去“{key}”这一项")]
    #[en("“{first}” and “{key}” are one key, written twice", "delete “{key}”")]
    WrittenTwiceByTwoNames { first: Quoted, key: Quoted },
    #[code(R05)]
    #[zh("没有“{key}”这一项", "把“{key}”改成“{near}”")]
    #[en("there is no key “{key}”", "write “{near}” for “{key}”")]
    #[edit(key, near)]
    UnknownNear { key: Quoted, near: Name },
    #[code(R05)]
    #[zh(
        "没有“{key}”这一项；看意思是只给内部看",
        "把“{key}”这一项改成 公开: 内部（表格里列名写 公开，这一格写 内部）"
    )]
    #[en(
        "there is no key “{key}”; it seems to keep the record internal",
        "write visibility: internal for it (in a table a column visibility with internal in the cell)"
    )]
    MeansInternal { key: Quoted },
    #[code(R05)]
    #[zh("没有“{key}”这一项", "删去“{key}”这一行，或在计划里给这种记录加上这个字段")]
    #[en(
        "there is no key “{key}”",
        "delete the line “{key}”, or add the field to the type in the plan"
    )]
    UnknownLine { key: Quoted },
    #[code(R05)]
    #[zh("“{key}”是名册里的一列，记录里用不上", "删去“{key}”这一行，要写的写在名册里")]
    #[en(
        "“{key}” is a column of the roster and means nothing in a record",
        "delete the line “{key}”, and write what it says into the roster"
    )]
    OfRoster { key: Quoted },
    #[code(R05)]
    #[zh(
        "没有“{key}”这一项，最接近的是{near}",
        "把“{key}”改成{near}；另有意思的，在计划里给这种记录加上“{key}”这个字段"
    )]
    #[en(
        "there is no key “{key}”; the nearest is {near}",
        "write {near} for “{key}”; if it means something else, add a field “{key}” to the type in the plan"
    )]
    UnknownLineAlike { key: Quoted, near: OneOf },
    #[code(R05)]
    #[zh(
        "没有“{key}”这一项，最接近的是{near}",
        "把“{key}”改成{near}；不是这个意思的，改成这里可以写的另一项：{known}"
    )]
    #[en(
        "there is no key “{key}”; the nearest is {near}",
        "write {near} for “{key}”; if it means something else, write another of the keys that may stand here: {known}"
    )]
    UnknownAlike { key: Quoted, near: OneOf, known: List<Label> },
    #[code(R05)]
    #[zh("没有“{key}”这一项", "改成这里可以写的项：{known}；都不是的，删去“{key}”")]
    #[en(
        "there is no key “{key}”",
        "write one of the keys that may stand here: {known}; if it is none of them, delete “{key}”"
    )]
    Unknown { key: Quoted, known: List<Label> },
    #[code(R05)]
    #[zh(
        "计划里没有“{key}”这个名称或取值",
        "改成计划里的名称或取值，照计划里的字写；计划漏了的，先写进计划"
    )]
    #[en(
        "the plan has no name or value “{key}”",
        "write a name or value just as the plan has it; what the plan lacks is added to it first"
    )]
    NothingToCallOtherwise { key: Quoted },
}

/// Keys with the values they have: `“类别”是“重大”、“状态”是“已销号”`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Values(Vec<(Name, Name)>);

impl Say for Values {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        let (is, and) = match language {
            Language::Chinese => ("”是“", "、"),
            Language::English => ("” is “", " and "),
        };
        for (number, (key, value)) in self.0.iter().enumerate() {
            out.write_str(if number > 0 { and } else { "" })?;
            out.write_str("“")?;
            key.say(language, out)?;
            out.write_str(is)?;
            value.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Values(vec![(Name::example("key"), Name::example(name))])
    }
}

/// Nothing has this name.
pub(super) fn unknown(word: &Word, things: &Names, kind: Kind) -> Diagnostic {
    unknown_near(word, things.meant(&word.text, kind), &things.examples(usize::MAX), kind)
}

pub(super) fn unknown_near(
    word: &Word,
    near: Option<&str>,
    examples: &[&str],
    kind: Kind,
) -> Diagnostic {
    let text = Quoted::from(&word.text);
    let examples = List::cut(examples.iter().copied(), SHOWN_CHOICES);
    let problem = match (near, examples.all.is_empty(), kind.in_roster()) {
        (None, ..) if kind == Kind::RatingRecord => NameProblem::NoSuchRating { text },
        (Some(near), _, in_roster) => {
            let (remedy, near) = (Remedy::replace(word, near), Name::from(near));
            match in_roster {
                true => NameProblem::NotInRosterNear { kind, text, near, remedy },
                false => NameProblem::NotInPlanNear { kind, text, near, remedy },
            }
        }
        (None, true, true) => {
            let file = if kind == Kind::Unit { "units.csv" } else { "people.csv" };
            NameProblem::RosterIsEmpty { kind, text, file }
        }
        (None, true, false) => NameProblem::PlanHasNone { kind, text },
        (None, false, true) if kind == Kind::Unit => NameProblem::UnitNotInRoster { text },
        (None, false, true) => NameProblem::PersonNotInRoster { text },
        (None, false, false) if kind == Kind::RecordType => {
            NameProblem::NoSuchType { text, examples }
        }
        (None, false, false) => NameProblem::NotInPlan { kind, text, examples },
    };
    Diagnostic::of(word.place.clone(), &problem)
}

/// A record type that has the name of a role which no type of the plan plays.
pub(super) fn no_type_of_role(word: &Word, role: Words, rules_are_missing: bool) -> Diagnostic {
    let more = rules_are_missing.then_some(RatingRules::AreMissing);
    let problem = NameProblem::NoTypeOfRole { text: Quoted::from(&word.text), role, more };
    Diagnostic::of(word.place.clone(), &problem)
}

/// Two things have this name.
pub(super) fn ambiguous(word: &Word, first: &Thing, second: &Thing, kind: Kind) -> Diagnostic {
    let text = Quoted::from(&word.text);
    let (one, two) = (first.shown().into(), second.shown().into());
    let (first_id, second_id) = (Name::from(&first.id), Name::from(&second.id));
    let problem = match kind {
        Kind::Person => NameProblem::TwoPeople { text, one, two, first_id, second_id },
        _ => NameProblem::TwoThings { text, one, two, first_id, second_id },
    };
    Diagnostic::of(word.place.clone(), &problem)
}

/// Words for several people that name none.
pub(super) fn people_not_named(word: &Word) -> Diagnostic {
    let text = Quoted::from(&word.text);
    Diagnostic::of(word.place.clone(), &NameProblem::PeopleNotNamed { text })
}

/// An id for the second time.
pub(super) fn same_id(place: &Place, id: &str, first: &Place) -> Diagnostic {
    let problem = NameProblem::SameId { id: id.into(), first: first.clone() };
    Diagnostic::of(place.clone(), &problem)
}

/// A name for the second time where the name serves as id.
pub(super) fn same_name(place: &Place, name: &str, first: &Place) -> Diagnostic {
    let problem = NameProblem::SameName { name: name.into(), first: first.clone() };
    Diagnostic::of(place.clone(), &problem)
}

pub(super) fn same_record(place: &Place, first: &Place) -> Diagnostic {
    Diagnostic::of(place.clone(), &NameProblem::SameRecord { first: first.clone() })
}

pub(super) fn written_twice(field: &Field, first: &Field) -> Diagnostic {
    let (first, key) = (Quoted::from(&first.name), Quoted::from(&field.name));
    let problem = if first == key {
        KeyProblem::WrittenTwice { key }
    } else {
        KeyProblem::WrittenTwiceByTwoNames { first, key }
    };
    Diagnostic::of(field.value.place.clone(), &problem)
}

/// A key of a record that is neither a field of its type nor one that all records have.
pub(super) fn unknown_key(field: &Field, form: Form, known: &[&str]) -> Diagnostic {
    let key = Quoted::from(&field.name);
    let says_internal = match &field.value.content {
        Content::Text(text) => is_said_by_key(&field.name, text),
        Content::List(_) | Content::Table(_) => false,
    };
    let problem = match (slip_for(&field.name, known.iter().copied(), Parts::AreOtherNames), form) {
        _ if says_internal && form != Form::Plan => KeyProblem::MeansInternal { key },
        (Some(near), _) => KeyProblem::UnknownNear { key, near: near.into() },
        (None, Form::Lines) if is_roster_column(&field.name) => KeyProblem::OfRoster { key },
        // The key may be right and the field missing in the plan: half a likeness says nothing.
        (None, _) => match near_key(&field.name, known) {
            Some(NearKey::Meant(near)) => {
                KeyProblem::UnknownLineAlike { key, near: OneOf(vec![near.into()]) }
            }
            Some(NearKey::Alike(_)) | None => KeyProblem::UnknownLine { key },
        },
    };
    Diagnostic::of(field.value.place.clone(), &problem)
}

/// A key of a table that takes these keys, each under several names, and no others.
pub(super) fn no_key_of_table(
    field: &Field,
    form: Form,
    taken: &[&'static [&'static str]],
) -> Diagnostic {
    let key = Quoted::from(&field.name);
    let names: Vec<&str> = taken.iter().copied().flatten().copied().collect();
    let says_internal = matches!(&field.value.content, Content::Text(text)
        if form != Form::Plan && is_said_by_key(&field.name, text));
    let known = || {
        let mut firsts = BTreeSet::new();
        let once = taken.iter().filter(|names| firsts.insert(names.first().copied()));
        let chinese = !field.name.is_ascii();
        List::whole(once.map(|names| Label::of(names).in_chinese(chinese)))
    };
    let problem = match near_key(&field.name, &names) {
        _ if says_internal => KeyProblem::MeansInternal { key },
        Some(NearKey::Meant(near)) => KeyProblem::UnknownNear { key, near: near.into() },
        Some(NearKey::Alike(near)) => {
            let near = OneOf(near.into_iter().map(Name::from).collect());
            KeyProblem::UnknownAlike { key, near, known: known() }
        }
        None => KeyProblem::Unknown { key, known: known() },
    };
    Diagnostic::of(field.value.place.clone(), &problem)
}

/// Other words for something that the plan does not have.
pub(super) fn nothing_to_call_otherwise(field: &Field, known: &[&str]) -> Diagnostic {
    let key = Quoted::from(&field.name);
    let problem = match slip_for(&field.name, known.iter().copied(), Parts::AreOtherNames) {
        Some(near) => KeyProblem::UnknownNear { key, near: near.into() },
        None => KeyProblem::NothingToCallOtherwise { key },
    };
    Diagnostic::of(field.value.place.clone(), &problem)
}

/// Columns of a head that are misspelt, each with the one that is meant: all of a table told at once.
pub(super) fn slips_in_head(shown: &str, slips: &[(&str, &str)]) -> Option<Diagnostic> {
    let place = Place::file(shown);
    match slips {
        [] => None,
        [(name, near)] => {
            let place = Place { source: name.to_string(), ..place };
            let field =
                Field { name: name.to_string(), value: Written::text(String::new(), place) };
            Some(unknown_key(&field, Form::Cells, &[near]))
        }
        several => {
            let slips = several.iter().map(|(name, near)| ((*name).into(), (*near).into()));
            let problem = RecordProblem::SlipsInHead { slips: Slips(slips.collect()) };
            Some(Diagnostic::of(place, &problem))
        }
    }
}

pub(super) fn missing(entity: &Entity, key: impl Into<Label>) -> Diagnostic {
    let key = key.into().beside(&entity.fields);
    let remedy = Remedy::add(entity.form, key.clone());
    Diagnostic::of(entity.place.clone(), &KeyProblem::Missing { key, remedy })
}

pub(super) fn missing_by_condition(
    entity: &Entity,
    key: &str,
    when: &[(String, String)],
) -> Diagnostic {
    let key = Label::from(key);
    let remedy = Remedy::add(entity.form, key.clone());
    let when = Values(when.iter().map(|(key, value)| (key.into(), value.into())).collect());
    let problem = KeyProblem::MissingByCondition { key, when, remedy };
    Diagnostic::of(entity.place.clone(), &problem)
}
