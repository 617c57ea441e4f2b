//! What can be wrong with one value: no date, no number, none of the choices, no names.
//! In: the word. Out: a diagnostic that says what to write in its place.

use jiff::ToSpan;
use jiff::civil::Date;

use super::entity::{Form, Word};
use super::problem::{SHOWN_CHOICES, replace, write};
use yanxi_problem::{Code, Diagnostic, Wording};

pub(super) fn no_date(word: &Word) -> Diagnostic {
    let Word { text, key, .. } = word;
    let mut message = Wording::new(
        format!("“{key}”的“{text}”不是真实的日期"),
        format!("“{text}” of “{key}” is no real date"),
    );
    let mut remedy = write(word.form, key, "2008-12-25");
    if let Some(day) = day_of_serial_number(text).filter(|_| word.form == Form::Cells) {
        message = Wording::new(
            format!("“{key}”的“{text}”是表格里的日期序号，就是 {day}"),
            format!("“{text}” of “{key}” is a spreadsheet's number for {day}"),
        );
        remedy = Wording::new(
            format!("在“{key}”列写 {day}，或把这一列的单元格格式改成日期"),
            format!("in column “{key}” write {day}, or format the column as dates"),
        );
    } else if !text.chars().any(char::is_numeric) {
        remedy.chinese.push_str("；没有定日子的，空着");
        remedy.english.push_str("; leave it empty where no day is set");
    }
    Diagnostic::error(Code::E04, word.place.clone(), message, remedy)
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
    let example = match digits.parse::<f64>() {
        Ok(_) if digits.len() < folded.trim().len() => digits,
        _ => "3",
    };
    Diagnostic::error(
        Code::E03,
        word.place.clone(),
        Wording::new(
            format!("“{}”要写数字，不是“{}”", word.key, word.text),
            format!("“{}” takes a number, not “{}”", word.key, word.text),
        ),
        match word.form {
            Form::Plan => Wording::new(
                format!("写成 {} = {example} 的样子", word.key),
                format!("write it as {} = {example}", word.key),
            ),
            form => write(form, &word.key, example),
        },
    )
}

/// E01: words for several people that name none.
pub(super) fn people_not_named(word: &Word) -> Diagnostic {
    let text = &word.text;
    Diagnostic::error(
        Code::E01,
        word.place.clone(),
        Wording::new(
            format!("“{text}”没有写出是哪些人，算不到人头上"),
            format!("“{text}” does not say who they are, so that nobody is counted"),
        ),
        Wording::new(
            "写出每个人的姓名，用“、”隔开",
            "write everybody's name, with commas between them",
        ),
    )
}

pub(super) fn no_yes_or_no(word: &Word) -> Diagnostic {
    Diagnostic::error(
        Code::E03,
        word.place.clone(),
        Wording::new(
            format!("“{}”要写 是 或 否，不是“{}”", word.key, word.text),
            format!("“{}” takes yes or no, not “{}”", word.key, word.text),
        ),
        write(word.form, &word.key, "是"),
    )
}

pub(super) fn not_a_choice(word: &Word, near: Option<&str>, choices: &[&str]) -> Diagnostic {
    let remedy = match near {
        Some(near) => replace(word, near),
        None => {
            let shown = &choices[..choices.len().min(SHOWN_CHOICES)];
            Wording::new(
                format!("改成 {} 之一", shown.join("、")),
                format!("write one of {}", shown.join(", ")),
            )
        }
    };
    Diagnostic::error(
        Code::E03,
        word.place.clone(),
        Wording::new(
            format!("“{}”不能写“{}”", word.key, word.text),
            format!("“{}” cannot be “{}”", word.key, word.text),
        ),
        remedy,
    )
}
