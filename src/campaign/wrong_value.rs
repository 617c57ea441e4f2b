//! What can be wrong with one value: no date, no number, none of the choices, more than one text.
//! In: the word. Out: a diagnostic that says what to write in its place.

use jiff::ToSpan;
use jiff::civil::Date;

use super::day::NoDay;
use super::entity::{Field, Form, Word};
use super::problem::SHOWN_CHOICES;
use super::remedy::{Example, Remedy};
use yanxi_problem::{Diagnostic, Figure, List, Name, Place, Problem, Quoted};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum ValueProblem {
    #[code(E04)]
    #[zh("“{key}”的“{text}”不是真实的日期", "{remedy}")]
    #[en("“{text}” of “{key}” is no real date", "{remedy}")]
    NoDate { key: Name, text: Quoted, remedy: Remedy },
    #[code(E04)]
    #[zh("“{key}”的“{text}”不是真实的日期", "{remedy}；没有定日子的，空着")]
    #[en("“{text}” of “{key}” is no real date", "{remedy}; leave it empty where no day is set")]
    WordsForADate { key: Name, text: Quoted, remedy: Remedy },
    #[code(E04)]
    #[zh("“{key}”的“{text}”没有写年份，活动的时间里没有这一天，或不止一天", "{remedy}")]
    #[en(
        "“{text}” of “{key}” has no year, and no year or several in which it lies inside the campaign",
        "{remedy}"
    )]
    NoYear { key: Name, text: Quoted, remedy: Remedy },
    #[code(E04)]
    #[zh(
        "“{key}”的“{text}”是表格里的日期序号，就是 {day}",
        "在“{key}”列写 {day}，或把这一列的单元格格式改成日期"
    )]
    #[en(
        "“{text}” of “{key}” is a spreadsheet's number for {day}",
        "in column “{key}” write {day}, or format the column as dates"
    )]
    #[edit(text, day)]
    SerialNumberOfADay { key: Name, text: Quoted, day: Figure },
    #[code(E04)]
    #[zh("结束 {to} 早于开始 {from}", "把两个日期对调，或改正其中一个")]
    #[en("the end {to} lies before the start {from}", "exchange the two dates, or correct one")]
    EndBeforeStart { from: Figure, to: Figure },
    #[code(E03)]
    #[zh("“{key}”要写数字，不是“{text}”", "{remedy}")]
    #[en("“{key}” takes a number, not “{text}”", "{remedy}")]
    NoNumber { key: Name, text: Quoted, remedy: Remedy },
    #[code(E03)]
    #[zh("“{key}”要写 是 或 否，不是“{text}”", "{remedy}")]
    #[en("“{key}” takes yes or no, not “{text}”", "{remedy}")]
    NoYesOrNo { key: Name, text: Quoted, remedy: Remedy },
    #[code(E03)]
    #[zh("“{key}”不能写“{text}”", "{remedy}")]
    #[en("“{key}” cannot be “{text}”; the nearest is “{near}”", "{remedy}")]
    #[edit(text, near)]
    NotAChoiceNear {
        key: Name,
        text: Quoted,
        #[unsaid(zh)]
        near: Name,
        remedy: Remedy,
    },
    #[code(E03)]
    #[zh("“{key}”不能写“{text}”", "改成 {choices} 之一")]
    #[en("“{key}” cannot be “{text}”", "write one of {choices}")]
    NotAChoice { key: Name, text: Quoted, choices: List<Name> },
    #[code(E03)]
    #[zh("“{key}”只能写一段文字", "{remedy}")]
    #[en("“{key}” takes one text", "{remedy}")]
    NotOneText { key: Name, remedy: Remedy },
}

pub(super) fn no_date_because(word: &Word, why: NoDay) -> Diagnostic {
    if why == NoDay::NotReal {
        return no_date(word);
    }
    let problem = ValueProblem::NoYear {
        key: Name::from(&word.key),
        text: Quoted::from(&word.text),
        remedy: Remedy::write(word.form, &word.key, Example::Day),
    };
    Diagnostic::of(word.place.clone(), &problem)
}

pub(super) fn no_date(word: &Word) -> Diagnostic {
    let (key, text) = (Name::from(&word.key), Quoted::from(&word.text));
    let remedy = Remedy::write(word.form, &word.key, Example::Day);
    let serial = day_of_serial_number(&word.text).filter(|_| word.form == Form::Cells);
    let problem = match serial {
        Some(day) => ValueProblem::SerialNumberOfADay { key, text, day: Figure::of(day) },
        None if word.text.chars().any(char::is_numeric) => {
            ValueProblem::NoDate { key, text, remedy }
        }
        None => ValueProblem::WordsForADate { key, text, remedy },
    };
    Diagnostic::of(word.place.clone(), &problem)
}

/// The day that a cell formatted as a number shows in its stead: 46478 is the first of April 2027. Years 2000 to 2099.
fn day_of_serial_number(text: &str) -> Option<Date> {
    let number: i64 = text.trim().parse().ok()?;
    (36_526..=73_050)
        .contains(&number)
        .then(|| jiff::civil::date(1899, 12, 30).saturating_add(number.days()))
}

pub(super) fn no_number(word: &Word) -> Diagnostic {
    let folded = yanxi_text::fold::fold(&word.text);
    let digits =
        folded.trim_end_matches(|character: char| !character.is_ascii_digit()).trim_start();
    // `12户` and `60%` are numbers with something behind them.
    let number = match digits.parse::<f64>() {
        Ok(_) if digits.len() < folded.trim().len() => Quoted::from(digits),
        _ => Quoted::from("3"),
    };
    let problem = ValueProblem::NoNumber {
        key: Name::from(&word.key),
        text: Quoted::from(&word.text),
        remedy: Remedy::write(word.form, &word.key, Example::Number { number }),
    };
    Diagnostic::of(word.place.clone(), &problem)
}

pub(super) fn no_yes_or_no(word: &Word) -> Diagnostic {
    let problem = ValueProblem::NoYesOrNo {
        key: Name::from(&word.key),
        text: Quoted::from(&word.text),
        remedy: Remedy::write(word.form, &word.key, Example::Yes),
    };
    Diagnostic::of(word.place.clone(), &problem)
}

/// None of the values that a plan lists, of which there may be hundreds.
pub(super) fn not_a_choice(word: &Word, near: Option<&str>, choices: &[&str]) -> Diagnostic {
    none_of(word, near, List::cut(choices.iter().copied(), SHOWN_CHOICES))
}

/// None of the words that the program knows here: all are named, since they stand nowhere else in the user's files.
pub(super) fn not_a_known_word(word: &Word, near: Option<&str>, choices: &[&str]) -> Diagnostic {
    none_of(word, near, List::whole(choices.iter().copied()))
}

fn none_of(word: &Word, near: Option<&str>, choices: List<Name>) -> Diagnostic {
    let (key, text) = (Name::from(&word.key), Quoted::from(&word.text));
    let problem = match near {
        Some(near) => {
            let remedy = Remedy::replace(word, near);
            ValueProblem::NotAChoiceNear { key, text, near: near.into(), remedy }
        }
        None => ValueProblem::NotAChoice { key, text, choices },
    };
    Diagnostic::of(word.place.clone(), &problem)
}

pub(super) fn one_text(field: &Field, form: Form) -> Diagnostic {
    let problem = ValueProblem::NotOneText {
        key: Name::from(&field.name),
        remedy: Remedy::write(form, &field.name, Example::Text),
    };
    Diagnostic::of(field.value.place.clone(), &problem)
}

/// A span whose end lies before its start.
pub(super) fn reversed(place: &Place, from: Date, to: Date) -> Diagnostic {
    let problem = ValueProblem::EndBeforeStart { from: Figure::of(from), to: Figure::of(to) };
    Diagnostic::of(place.clone(), &problem)
}
