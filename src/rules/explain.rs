//! What each code is for, in words.
//! In: a code and a language. Out: the text of `yanxi explain`, and the list of all codes.

use std::fmt::Write;

use super::rule::{Example, of_code};
use crate::slip::nearest;
use yanxi_problem::{Code, Language, Stops, Words};

/// All codes, one a line: code, name, weight and what it stops.
pub fn list(language: Language) -> String {
    let mut text = String::new();
    for code in Code::ALL {
        let weight = in_brackets(&weight(*code, language), language);
        let _ = writeln!(text, "{code} {}{weight}", code.title(language));
    }
    text.push_str(match language {
        Language::Chinese => {
            "yanxi explain 代码，看一条规则的用处和例子；yanxi explain 补课，看这种记录有哪些字段\n"
        }
        Language::English => {
            "yanxi explain CODE tells what a rule is for, with examples; yanxi explain make_up, which fields such records have\n"
        }
    });
    text
}

/// One code at length; for an unknown one, what to type instead.
pub fn code(typed: &str, language: Language) -> Result<String, String> {
    let Some(code) = Code::of(typed) else {
        return Err(unknown(&typed.trim().to_uppercase(), language));
    };
    let pick = |words: Words| words.in_language(language);
    let mut text = format!(
        "{code} {}{}\n\n{}\n",
        code.title(language),
        in_brackets(&weight(code, language), language),
        code.purpose(language)
    );
    let Some(rule) = of_code(code) else {
        let _ = writeln!(
            text,
            "\n{}",
            pick(Words::new(
                "这是读不了、写错格式这一类的问题，没有例子；消息里已经写明改法。",
                "This is a problem of form and has no examples; its message says how to mend it.",
            ))
        );
        return Ok(text);
    };
    let heads = [
        (Words::new("不对的例子", "A bad example"), &rule.bad),
        (Words::new("对的例子", "A good example"), &rule.good),
    ];
    for (head, example) in heads {
        let _ = write!(text, "\n{}\n{}", pick(head), shown(example));
    }
    if let Some(closing) = closing(code) {
        let _ = write!(text, "\n{}\n", closing.in_language(language));
    }
    let severity = match code.stops() {
        Stops::PublicBuild => {
            Words::new("这条规则的级别不能改。", "The severity of this rule cannot be set.")
        }
        _ => Words::new(
            "这条规则不适合你们的，在 yanxi.toml 里写明理由改级别（off 不查、warning 提醒、error 错误）：",
            "Where the rule does not fit, set its severity (off, warning, error) with a reason in yanxi.toml:",
        ),
    };
    let _ = write!(text, "\n{}\n", pick(severity));
    if code.stops() != Stops::PublicBuild {
        let _ = write!(
            text,
            "  [check]\n  {code} = {{severity = \"off\", reason = \"{}\"}}\n",
            pick(Words::new("……", "..."))
        );
    }
    Ok(text)
}

/// How a past fact that breaks the rule is closed.
pub(super) fn closing(code: Code) -> Option<Words> {
    code.is_closable().then_some(Words::new(
        "事情已经过去、改不了的，在那条记录上写一条说明，网页上照样看得见：\n  说明: {码: 代码, 理由: ……, 人: 姓名, 日期: 2026-11-20}\n登记在表格里的，在那一行的“说明”列写 代码；理由；姓名；2026-11-20",
        "A past fact that cannot be changed is closed by an entry on its record, which the pages show:\n  closing: {code: CODE, reason: ..., by: NAME, on: 2026-11-20}\nIn a table it stands in that row's column “closing” (说明) as CODE; reason; name; 2026-11-20",
    ))
}

/// Severity and effect in a few words.
pub(super) fn weight(code: Code, language: Language) -> String {
    let severity = code.severity().word(language);
    match (code.stops(), language) {
        _ if !code.is_rule() => severity.to_string(),
        (Stops::Nothing, _) => severity.to_string(),
        (stops, Language::Chinese) => format!("{severity}，有它{}", stops.words().chinese),
        (stops, Language::English) => format!("{severity}, stops {}", stops.words().english),
    }
}

fn in_brackets(text: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("（{text}）"),
        Language::English => format!(" ({text})"),
    }
}

/// The files of an example, each with its text indented below its name.
pub(super) fn shown(example: &Example) -> String {
    let mut text = String::new();
    for (file, content) in example.files {
        let _ = writeln!(text, "  {file}");
        for line in content.trim_end().lines() {
            let line = format!("    | {line}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

fn unknown(code: &str, language: Language) -> String {
    let near = nearest(code, Code::ALL.iter().map(|code| code.name()));
    match (near, language) {
        (Some(near), Language::Chinese) => {
            format!("没有“{code}”这条规则，最接近的是 {near}；yanxi explain 列出全部")
        }
        (Some(near), Language::English) => {
            format!("there is no rule “{code}”; the nearest is {near}; yanxi explain lists all")
        }
        (None, Language::Chinese) => format!(
            "没有“{code}”这条规则，也没有这种记录；yanxi explain 列出全部规则，yanxi new 列出这里的记录类型"
        ),
        (None, Language::English) => {
            format!(
                "there is no rule “{code}”, and no such kind of record; yanxi explain lists all rules, yanxi new the types of records here"
            )
        }
    }
}

/// The table of the rules as Markdown, for the documentation.
pub fn table(language: Language) -> String {
    let pick = |words: Words| words.in_language(language);
    let head = match language {
        Language::Chinese => "| 代码 | 规则 | 级别 | 有它不能 | 能用说明 | 为什么 |",
        Language::English => {
            "| code | rule | severity | stops | closed by an entry | what it is for |"
        }
    };
    let mut text = format!("{head}\n|---|---|---|---|---|---|\n");
    for code in Code::ALL.iter().filter(|code| code.is_rule()) {
        let stops = match code.stops() {
            Stops::Nothing => Words::new("", ""),
            Stops::Publish => Words::new("发布", "publishing"),
            Stops::PublicBuild => Words::new(
                "生成公开版、发布；级别不能改",
                "the public build and publishing; severity fixed",
            ),
            Stops::EveryBuild => Words::new("生成、发布", "building and publishing"),
        };
        let closable =
            if code.is_closable() { Words::new("能", "yes") } else { Words::new("", "") };
        let severity = code.severity().word(language);
        row(
            &mut text,
            *code,
            &[code.title(language), severity, pick(stops), pick(closable), code.purpose(language)],
        );
    }
    text
}

/// The table of the codes that are no rules, likewise.
pub fn table_of_others(language: Language) -> String {
    let head = match language {
        Language::Chinese => "| 代码 | 问题 | 级别 | 说明 |",
        Language::English => "| code | problem | severity | what it means |",
    };
    let mut text = format!("{head}\n|---|---|---|---|\n");
    for code in Code::ALL.iter().filter(|code| !code.is_rule()) {
        let severity = code.severity().word(language);
        row(&mut text, *code, &[code.title(language), severity, code.purpose(language)]);
    }
    text
}

fn row(text: &mut String, code: Code, cells: &[&str]) {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    let _ = writeln!(text, "| {code} | {} |", cells.join(" | "));
}
