//! What each rule is for, in words.
//! In: a code and a language. Out: the text of `yanxi explain`, and the list of all rules.

use std::fmt::Write;

use super::rule::{Example, Rule, Stops, of_code};
use super::rules::RULES;
use crate::diagnostic::Severity;
use crate::language::{Language, Words};
use crate::nearest::nearest;

/// All rules, one a line: code, weight, what it stops, name.
pub fn list(language: Language) -> String {
    let mut text = String::new();
    for rule in RULES {
        let _ = writeln!(
            text,
            "{} {}{}",
            rule.code,
            rule.name.in_language(language),
            in_brackets(&weight(rule, language), language)
        );
    }
    text.push_str(match language {
        Language::Chinese => "yanxi explain 代码，看一条规则的用处和例子\n",
        Language::English => "yanxi explain CODE tells what a rule is for, with examples\n",
    });
    text
}

/// One rule at length; for an unknown code, what to type instead.
pub fn rule(code: &str, language: Language) -> Result<String, String> {
    let wanted = code.trim().to_uppercase();
    let Some(rule) = of_code(&wanted) else {
        return Err(unknown(&wanted, language));
    };
    let pick = |words: Words| words.in_language(language);
    let mut text = format!(
        "{} {}{}\n\n{}\n",
        rule.code,
        pick(rule.name),
        in_brackets(&weight(rule, language), language),
        pick(rule.purpose)
    );
    let heads = [
        (Words::new("不对的例子", "A bad example"), &rule.bad),
        (Words::new("对的例子", "A good example"), &rule.good),
    ];
    for (head, example) in heads {
        let _ = write!(text, "\n{}\n{}", pick(head), shown(example));
    }
    if let Some(closing) = closing(rule) {
        let _ = write!(text, "\n{}\n", closing.in_language(language));
    }
    let severity = match rule.stops {
        Stops::PublicBuild => {
            Words::new("这条规则的级别不能改。", "The severity of this rule cannot be set.")
        }
        _ => Words::new(
            "这条规则不适合你们的，在 yanxi.toml 里写明理由改级别（off 不查、warning 提醒、error 错误）：",
            "Where the rule does not fit, set its severity (off, warning, error) with a reason in yanxi.toml:",
        ),
    };
    let _ = write!(text, "\n{}\n", pick(severity));
    if rule.stops != Stops::PublicBuild {
        let _ = write!(
            text,
            "  [check]\n  {} = {{severity = \"off\", reason = \"{}\"}}\n",
            rule.code,
            pick(Words::new("……", "..."))
        );
    }
    Ok(text)
}

/// How a past fact that breaks the rule is closed.
pub(super) fn closing(rule: &Rule) -> Option<Words> {
    rule.closable.then_some(Words::new(
        "事情已经过去、改不了的，在那条记录上写一条说明，网页上照样看得见：\n  说明: {码: 代码, 理由: ……, 人: 姓名, 日期: 2026-11-20}",
        "A past fact that cannot be changed is closed by an entry on its record, which the pages show:\n  closing: {code: CODE, reason: ..., by: NAME, on: 2026-11-20}",
    ))
}

/// Severity and effect in a few words.
pub(super) fn weight(rule: &Rule, language: Language) -> String {
    let severity = match rule.severity {
        Severity::Error => Words::new("错误", "error"),
        Severity::Warning => Words::new("提醒", "warning"),
        Severity::Note => Words::new("说明", "note"),
    };
    let severity = severity.in_language(language);
    match (rule.stops, language) {
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
    if code.starts_with('R') && code.len() == 3 {
        return match language {
            Language::Chinese => {
                format!("{code} 是读不了、写错格式这一类的问题，不在规则表里；消息里已经写明改法")
            }
            Language::English => format!(
                "{code} is a problem of form, not a rule of the table; its message says how to mend it"
            ),
        };
    }
    let near = nearest(code, RULES.iter().map(|rule| rule.code));
    match (near, language) {
        (Some(near), Language::Chinese) => {
            format!("没有“{code}”这条规则，最接近的是 {near}；yanxi explain 列出全部")
        }
        (Some(near), Language::English) => {
            format!("there is no rule “{code}”; the nearest is {near}; yanxi explain lists all")
        }
        (None, Language::Chinese) => format!("没有“{code}”这条规则；yanxi explain 列出全部"),
        (None, Language::English) => {
            format!("there is no rule “{code}”; yanxi explain lists all")
        }
    }
}

/// The table of all rules as Markdown, for the documentation.
pub fn table(language: Language) -> String {
    let pick = |words: Words| words.in_language(language);
    let head = match language {
        Language::Chinese => "| 代码 | 规则 | 级别 | 有它不能 | 能用说明 | 为什么 |",
        Language::English => {
            "| code | rule | severity | stops | closed by an entry | what it is for |"
        }
    };
    let mut text = format!("{head}\n|---|---|---|---|---|---|\n");
    for rule in RULES {
        let severity = match rule.severity {
            Severity::Error => Words::new("错误", "error"),
            Severity::Warning => Words::new("提醒", "warning"),
            Severity::Note => Words::new("说明", "note"),
        };
        let stops = match rule.stops {
            Stops::Nothing => Words::new("", ""),
            Stops::Publish => Words::new("发布", "publishing"),
            Stops::PublicBuild => Words::new(
                "生成公开版、发布；级别不能改",
                "the public build and publishing; severity fixed",
            ),
            Stops::EveryBuild => Words::new("生成、发布", "building and publishing"),
        };
        let closable = if rule.closable { Words::new("能", "yes") } else { Words::new("", "") };
        let cells = [rule.name, severity, stops, closable, rule.purpose];
        let cells: Vec<String> =
            cells.iter().map(|words| pick(*words).replace('|', "\\|")).collect();
        let _ = writeln!(text, "| {} | {} |", rule.code, cells.join(" | "));
    }
    text
}
