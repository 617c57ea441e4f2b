//! What can be wrong in a plan, a roster or a record, in the words of an office.
//! In: the word or field that is wrong. Out: diagnostics, each with one remedy to type.

use super::entity::{Entity, Field, Form, Word};
use super::names::{Kind, Names, Thing};
use crate::nearest::nearest;
use yanxi_problem::{Code, Diagnostic, Place, Wording};

pub(super) use super::wrong_value::{
    no_date, no_number, no_yes_or_no, not_a_choice, people_not_named,
};

/// How many choices a remedy lists.
pub(super) const SHOWN_CHOICES: usize = 8;

/// A place in a few words, such as `单位.csv 第3行`.
pub(super) fn in_words(place: &Place) -> (String, String) {
    match place.line {
        Some(line) => (format!("{} 第{line}行", place.file), format!("{}:{line}", place.file)),
        None => (place.file.clone(), place.file.clone()),
    }
}

/// How a key with a value is typed.
fn typed(form: Form, key: &str, value: &str) -> String {
    match form {
        Form::Plan => format!("{key} = \"{value}\""),
        Form::Lines => format!("{key}: {value}"),
        Form::Cells => format!("“{key}”列 {value}"),
    }
}

/// The remedy that puts one word in the place of another.
pub(super) fn replace(word: &Word, right: &str) -> Wording {
    let Word { text, key, place, form, alone } = word;
    match (form, place.line) {
        (Form::Cells, _) => Wording::new(
            format!("把“{key}”列的“{text}”改成“{right}”"),
            format!("write “{right}” for “{text}” in column “{key}”"),
        ),
        (Form::Lines, Some(line)) if *alone => Wording::new(
            format!("把第{line}行改成 {key}: {right}"),
            format!("write line {line} as {key}: {right}"),
        ),
        (_, Some(line)) => Wording::new(
            format!("把第{line}行的“{text}”改成“{right}”"),
            format!("write “{right}” for “{text}” in line {line}"),
        ),
        (_, None) => Wording::new(
            format!("把“{text}”改成“{right}”"),
            format!("write “{right}” for “{text}”"),
        ),
    }
}

/// The remedy that says how the whole value is to be written.
pub(super) fn write(form: Form, key: &str, example: &str) -> Wording {
    let typed = typed(form, key, example);
    match form {
        Form::Cells => Wording::new(
            format!("在“{key}”列写成 {example} 的样子"),
            format!("in column “{key}” write such as {example}"),
        ),
        Form::Plan | Form::Lines => {
            Wording::new(format!("写成 {typed} 的样子"), format!("write it as {typed}"))
        }
    }
}

/// The remedy that gives a key it lacks.
fn add(form: Form, key: &str) -> Wording {
    match form {
        Form::Plan => {
            Wording::new(format!("加一行 {key} = \"……\""), format!("add a line {key} = \"…\""))
        }
        Form::Lines => Wording::new(
            format!("在开头两行 --- 之间加一行 {key}: ……"),
            format!("add a line {key}: … between the two --- at the top"),
        ),
        Form::Cells => Wording::new(format!("在“{key}”列填上"), format!("fill in column “{key}”")),
    }
}

/// E01: nothing has this name.
pub(super) fn unknown(word: &Word, things: &Names, kind: Kind) -> Diagnostic {
    let near = things.nearest(&word.text);
    unknown_near(word, near, &things.examples(SHOWN_CHOICES), kind)
}

pub(super) fn unknown_near(
    word: &Word,
    near: Option<&str>,
    examples: &[&str],
    kind: Kind,
) -> Diagnostic {
    let text = &word.text;
    let (chinese, english) = if kind.in_roster {
        (format!("名册里没有“{text}”"), format!("the roster has no {} “{text}”", kind.english))
    } else {
        (
            format!("方案里没有“{text}”这个{}", kind.chinese),
            format!("the plan has no {} “{text}”", kind.english),
        )
    };
    let (message, remedy) = match near {
        Some(near) => (
            Wording::new(
                format!("{chinese}，最接近的是“{near}”"),
                format!("{english}; the nearest is “{near}”"),
            ),
            replace(word, near),
        ),
        None if examples.is_empty() && kind.in_roster => (
            Wording::new(chinese, english),
            Wording::new(
                format!("先在{}名册里加上“{text}”", kind.chinese),
                format!("add “{text}” to the roster first"),
            ),
        ),
        None if examples.is_empty() => (
            Wording::new(chinese, english),
            Wording::new(
                format!("先在计划里写上这个{}", kind.chinese),
                format!("write this {} into the plan first", kind.english),
            ),
        ),
        None => (
            Wording::new(chinese, english),
            Wording::new(
                format!("改成已有的{}，如 {}", kind.chinese, examples.join("、")),
                format!("name one that is there, such as {}", examples.join(", ")),
            ),
        ),
    };
    Diagnostic::error(Code::E01, word.place.clone(), message, remedy)
}

/// E01: two things have this name.
pub(super) fn ambiguous(word: &Word, first: &Thing, second: &Thing, kind: Kind) -> Diagnostic {
    let (one, two) = (first.shown(), second.shown());
    let text = &word.text;
    let (measure, english) = if kind.in_roster && kind.chinese == "人员" {
        ("两个人", "two people")
    } else {
        ("两个", "two things")
    };
    Diagnostic::error(
        Code::E01,
        word.place.clone(),
        Wording::new(
            format!("“{text}”有{measure}：{one}、{two}"),
            format!("“{text}” may be {english}: {one}, {two}"),
        ),
        Wording::new(
            format!("把“{text}”改成编号 {} 或 {}", first.id, second.id),
            format!("write the id {} or {} for “{text}”", first.id, second.id),
        ),
    )
}

/// E02: an id for the second time.
pub(super) fn same_id(place: &Place, id: &str, first: &Place) -> Diagnostic {
    let (chinese, english) = in_words(first);
    Diagnostic::error(
        Code::E02,
        place.clone(),
        Wording::new(
            format!("编号“{id}”已经用在 {chinese}"),
            format!("the id “{id}” is already used at {english}"),
        ),
        Wording::new("给这一条另写一个编号", "give this one another id"),
    )
}

/// E02: a name for the second time where the name serves as id.
pub(super) fn same_name(place: &Place, name: &str, first: &Place) -> Diagnostic {
    let (chinese, english) = in_words(first);
    Diagnostic::error(
        Code::E02,
        place.clone(),
        Wording::new(
            format!("名称“{name}”已经用在 {chinese}，两条都没有编号，分不开"),
            format!("the name “{name}” is already used at {english}, and neither has an id"),
        ),
        Wording::new("给两条各写一个编号", "give each of the two an id"),
    )
}

pub(super) fn same_record(place: &Place, first: &Place) -> Diagnostic {
    let (chinese, english) = in_words(first);
    Diagnostic::error(
        Code::E02,
        place.clone(),
        Wording::new(
            format!("与 {chinese} 是同一条记录：类型、事项、单位、人员、日期、标题都相同"),
            format!("the same record as {english}: type, items, unit, people, date and title"),
        ),
        Wording::new("删去其中一条", "delete one of the two"),
    )
}

pub(super) fn written_twice(field: &Field, first: &Field) -> Diagnostic {
    let (one, two) = (&first.name, &field.name);
    let message = if one == two {
        Wording::new(format!("“{two}”写了两次"), format!("“{two}” stands here twice"))
    } else {
        Wording::new(
            format!("“{one}”和“{two}”是同一项，写了两次"),
            format!("“{one}” and “{two}” are one key, written twice"),
        )
    };
    Diagnostic::error(
        Code::R05,
        field.value.place.clone(),
        message,
        Wording::new(format!("删去“{two}”这一项"), format!("delete “{two}”")),
    )
}

pub(super) fn unknown_key(field: &Field, form: Form, known: &[&str]) -> Diagnostic {
    let key = &field.name;
    let remedy = match nearest(key, known.iter().copied()) {
        Some(near) => {
            Wording::new(format!("把“{key}”改成“{near}”"), format!("write “{near}” for “{key}”"))
        }
        None if form == Form::Cells => Wording::new(
            format!("删去“{key}”这一列，或在计划里给这种记录加上这个字段"),
            format!("delete column “{key}”, or add the field to the type in the plan"),
        ),
        None if form == Form::Lines => Wording::new(
            format!("删去“{key}”这一行，或在计划里给这种记录加上这个字段"),
            format!("delete the line “{key}”, or add the field to the type in the plan"),
        ),
        None => Wording::new(format!("删去“{key}”这一项"), format!("delete the key “{key}”")),
    };
    Diagnostic::error(
        Code::R05,
        field.value.place.clone(),
        Wording::new(format!("没有“{key}”这一项"), format!("there is no key “{key}”")),
        remedy,
    )
}

pub(super) fn one_text(field: &Field, form: Form) -> Diagnostic {
    Diagnostic::error(
        Code::E03,
        field.value.place.clone(),
        Wording::new(
            format!("“{}”只能写一段文字", field.name),
            format!("“{}” takes one text", field.name),
        ),
        write(form, &field.name, "……"),
    )
}

pub(super) fn missing(entity: &Entity, key: &str) -> Diagnostic {
    Diagnostic::error(
        Code::E03,
        entity.place.clone(),
        Wording::new(format!("缺少“{key}”"), format!("“{key}” is missing")),
        add(entity.form, key),
    )
}

pub(super) fn missing_by_condition(
    entity: &Entity,
    key: &str,
    when: &[(String, String)],
) -> Diagnostic {
    let chinese: Vec<String> =
        when.iter().map(|(key, value)| format!("“{key}”是“{value}”")).collect();
    let english: Vec<String> =
        when.iter().map(|(key, value)| format!("“{key}” is “{value}”")).collect();
    Diagnostic::error(
        Code::E03,
        entity.place.clone(),
        Wording::new(
            format!("{}，就要填“{key}”", chinese.join("、")),
            format!("“{key}” is needed when {}", english.join(" and ")),
        ),
        add(entity.form, key),
    )
}

pub(super) fn reversed(place: &Place, from: &str, to: &str) -> Diagnostic {
    Diagnostic::error(
        Code::E04,
        place.clone(),
        Wording::new(
            format!("结束 {to} 早于开始 {from}"),
            format!("the end {to} lies before the start {from}"),
        ),
        Wording::new("把两个日期对调，或改正其中一个", "exchange or mend the dates"),
    )
}

/// A plain error with its texts.
pub(super) fn error(
    code: Code,
    place: Place,
    message: (String, String),
    remedy: (String, String),
) -> Diagnostic {
    Diagnostic::error(
        code,
        place,
        Wording::new(message.0, message.1),
        Wording::new(remedy.0, remedy.1),
    )
}

/// A plain warning with its texts.
pub(super) fn warning(
    code: Code,
    place: Place,
    message: (String, String),
    remedy: (String, String),
) -> Diagnostic {
    Diagnostic::warning(
        code,
        place,
        Wording::new(message.0, message.1),
        Wording::new(remedy.0, remedy.1),
    )
}
