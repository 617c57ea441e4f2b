//! Prints problems: one line each for people, one JSON object each for programs.
//! In: diagnostics in order, a language. Out: text; at most [`SHOWN_PER_CODE`] of one code for people. Nothing is masked
//! here: what a diagnostic shows is masked already.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::group::Group;
use crate::language::Language;
use crate::mask;
use crate::severity::Severity;

/// Beyond this many of one code the terminal names only how many more there are.
pub const SHOWN_PER_CODE: usize = 20;

/// One problem as a line, such as
/// `错误 E13 学习/讲话.md 第12行 [方案](fangan.md) —— 没有……。改法：……`.
pub fn line(diagnostic: &Diagnostic, language: Language) -> String {
    let place = &diagnostic.place;
    let mut out = String::new();
    let (file, source) = (place.shown_file(), &place.source);
    let message = diagnostic.message.in_language(language);
    let remedy = diagnostic.remedy.in_language(language);
    out.push_str(diagnostic.severity.word(language));
    match language {
        Language::Chinese => {
            let _ = write!(out, " {} {file}", diagnostic.code);
            if let Some(line) = place.line {
                let unit = if place.counts_paragraphs() { "段" } else { "行" };
                let _ = write!(out, " 第{line}{unit}");
            }
            if !place.source.is_empty() {
                let _ = write!(out, " {source}");
            }
            let _ = write!(out, " —— {message}。");
            if !remedy.is_empty() {
                let _ = write!(out, "改法：{remedy}");
            }
        }
        Language::English => {
            let _ = write!(out, " {} {file}", diagnostic.code);
            if let Some(line) = place.line {
                let unit = if place.counts_paragraphs() { " paragraph " } else { ":" };
                let _ = write!(out, "{unit}{line}");
            }
            if let Some(column) = place.column.filter(|_| !place.counts_paragraphs()) {
                let _ = write!(out, ":{column}");
            }
            if !place.source.is_empty() {
                let _ = write!(out, " {source}");
            }
            let _ = write!(out, " -- {message}.");
            if !remedy.is_empty() {
                let _ = write!(out, " Fix: {remedy}");
            }
        }
    }
    one_line(out)
}

/// One problem as editors read it: `file:line:column: CODE message`.
pub fn short(diagnostic: &Diagnostic, language: Language) -> String {
    let place = &diagnostic.place;
    let (line, column) = (place.line.unwrap_or(1), place.column.unwrap_or(1));
    let message = diagnostic.message.in_language(language);
    one_line(format!("{}:{line}:{column}: {} {message}", place.shown_file(), diagnostic.code))
}

/// What is quoted may hold line breaks, as a cell of a table does.
fn one_line(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    mask::one_line(&text)
}

/// What the terminal shows, and how many problems it did not show one by one.
#[derive(Default)]
pub struct Shown {
    pub text: String,
    pub left_out: usize,
}

/// How much people are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent<'a> {
    /// Every problem, one by one.
    pub all: bool,
    /// The page where what people owe is listed, where there is one to open.
    pub owed: Option<&'a str>,
}

/// All problems for a terminal: what is to be corrected, and every error, grouped by file by their order and cut per
/// code; then in one line what people have yet to do.
pub fn for_terminal(diagnostics: &[Diagnostic], language: Language, extent: Extent<'_>) -> Shown {
    let (owed, corrected): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        diagnostics.iter().partition(|diagnostic| is_folded(diagnostic, extent));
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::new();
    let wrong = corrected.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).count();
    if !owed.is_empty() && wrong > 0 {
        let _ = match language {
            Language::Chinese => writeln!(text, "要改的 {wrong} 条："),
            Language::English => writeln!(text, "To correct, {wrong}:"),
        };
    }
    for diagnostic in corrected {
        let seen = seen.entry(diagnostic.code.name()).or_default();
        *seen += 1;
        if extent.all || *seen <= SHOWN_PER_CODE {
            text.push_str(&line(diagnostic, language));
            text.push('\n');
        }
    }
    let mut left_out = owed.len();
    for (code, count) in seen {
        if !extent.all && count > SHOWN_PER_CODE {
            let more = count - SHOWN_PER_CODE;
            left_out += more;
            let _ = match language {
                Language::Chinese => writeln!(text, "…… {code} 另有 {more} 条，加 --all 全部列出"),
                Language::English => writeln!(text, "... {more} more of {code}; --all lists them"),
            };
        }
    }
    text.push_str(&owed_line(&owed, language, extent.owed));
    Shown { text, left_out }
}

/// What people have yet to do, and that stops nothing, is told in one line.
fn is_folded(diagnostic: &Diagnostic, extent: Extent<'_>) -> bool {
    !extent.all && diagnostic.group == Group::State && diagnostic.severity != Severity::Error
}

/// How many of each code people have yet to see to, as one line; nothing where there is none. What somebody has explained
/// is not counted: nobody has to do anything about it.
pub fn owed_in_one_line(
    diagnostics: &[Diagnostic],
    language: Language,
    extent: Extent<'_>,
) -> String {
    let owed: Vec<&Diagnostic> =
        diagnostics.iter().filter(|diagnostic| is_folded(diagnostic, extent)).collect();
    owed_line(&owed, language, extent.owed)
}

fn owed_line(folded: &[&Diagnostic], language: Language, page: Option<&str>) -> String {
    let owed: Vec<&&Diagnostic> =
        folded.iter().filter(|diagnostic| diagnostic.severity != Severity::Note).collect();
    if owed.is_empty() {
        return String::new();
    }
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in &owed {
        *counts.entry(diagnostic.code).or_default() += 1;
    }
    let counted = counts.iter().map(|(code, count)| {
        let title = code.title(language);
        match language {
            Language::Chinese => format!("{title} {count} 条（{code}）"),
            Language::English => format!("{title}: {count} ({code})"),
        }
    });
    let joint = if language == Language::Chinese { "，" } else { ", " };
    let counted = counted.collect::<Vec<_>>().join(joint);
    match (language, page) {
        (Language::Chinese, Some(page)) => {
            format!("要催的 {} 条：{counted}。见 {page}，加 --all 全部列出\n", owed.len())
        }
        (Language::Chinese, None) => {
            format!("要催的 {} 条：{counted}。加 --all 全部列出\n", owed.len())
        }
        (Language::English, Some(page)) => {
            format!("To press for, {}: {counted}. See {page}; --all lists them\n", owed.len())
        }
        (Language::English, None) => {
            format!("To press for, {}: {counted}. --all lists them\n", owed.len())
        }
    }
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    /// `correct` or `press`: what is written wrongly, or what people have yet to do.
    group: &'a str,
    file: Cow<'a, str>,
    line: Option<usize>,
    column: Option<usize>,
    source: &'a str,
    message: &'a str,
    remedy: &'a str,
}

/// One problem as one line of JSON.
pub fn json(diagnostic: &Diagnostic, language: Language) -> String {
    let value = JsonDiagnostic {
        code: diagnostic.code.name(),
        severity: diagnostic.severity.word(Language::English),
        group: match diagnostic.group {
            Group::Mistyped => "correct",
            Group::State => "press",
        },
        file: diagnostic.place.shown_file(),
        line: diagnostic.place.line,
        column: diagnostic.place.column,
        source: &diagnostic.place.source,
        message: diagnostic.message.in_language(language),
        remedy: diagnostic.remedy.in_language(language),
    };
    serde_json::to_string(&value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use crate::say::Quoted;

    #[derive(yanxi_problem_derive::Problem)]
    enum Sample {
        #[code(E13)]
        #[zh("没有“{target}”", "改成“{near}”")]
        #[en("there is no “{target}”", "write “{near}”")]
        DeadLink { target: Quoted, near: Quoted },
    }

    fn dead(place: Place, target: &str, near: &str) -> Diagnostic {
        Diagnostic::of(place, &Sample::DeadLink { target: target.into(), near: near.into() })
    }

    fn dead_link(line: usize) -> Diagnostic {
        let place = Place {
            file: "学习/讲话.md".into(),
            line: Some(line),
            column: Some(3),
            source: "见[方案](fangan.md)".into(),
        };
        dead(place, "fangan.md", "方案.md")
    }

    #[test]
    fn a_line_names_code_file_line_source_message_and_remedy() {
        assert_eq!(
            line(&dead_link(12), Language::Chinese),
            "错误 E13 学习/讲话.md 第12行 见[方案](fangan.md) —— 没有“fangan.md”。改法：改成“方案.md”"
        );
        assert_eq!(
            line(&dead_link(12), Language::English),
            "error E13 学习/讲话.md:12:3 见[方案](fangan.md) -- there is no “fangan.md”. Fix: write “方案.md”"
        );
    }

    #[test]
    fn lines_of_word_documents_are_paragraphs() {
        let problem = |file: &str| {
            let place = Place { line: Some(3), column: Some(2), ..Place::file(file) };
            Diagnostic { place, ..dead_link(1) }
        };
        let document = problem("学习/讲话.DOCX");
        assert!(
            line(&document, Language::Chinese).starts_with("错误 E13 学习/讲话.DOCX 第3段 —— ")
        );
        assert!(line(&document, Language::English).contains("讲话.DOCX paragraph 3 -- "));
        assert!(line(&problem("名单.xlsx"), Language::Chinese).contains("名单.xlsx 第3行"));
    }

    #[test]
    fn a_problem_is_one_line_whatever_it_quotes() {
        let place = Place { source: "甲\r\n乙".into(), ..Place::file("记录/一.md") };
        let quoting = dead(place, "甲\n乙", "甲\t乙");
        assert_eq!(
            line(&quoting, Language::Chinese),
            "错误 E13 记录/一.md 甲 乙 —— 没有“甲 乙”。改法：改成“甲 乙”"
        );
        assert!(!line(&quoting, Language::English).contains(char::is_control));
    }

    #[test]
    fn a_short_line_is_what_editors_jump_by() {
        assert_eq!(
            short(&dead_link(12), Language::Chinese),
            "学习/讲话.md:12:3: E13 没有“fangan.md”"
        );
        let of_file = Diagnostic { place: Place::file("单位.csv"), ..dead_link(1) };
        assert_eq!(short(&of_file, Language::English), "单位.csv:1:1: E13 there is no “fangan.md”");
    }

    #[test]
    fn the_terminal_shows_twenty_of_a_code_and_counts_the_rest() {
        let many: Vec<_> = (1..=23).map(dead_link).collect();
        let shown = for_terminal(&many, Language::Chinese, Extent::default());
        assert_eq!(shown.text.lines().count(), 21);
        assert!(shown.text.ends_with("…… E13 另有 3 条，加 --all 全部列出\n"));
        assert_eq!(shown.left_out, 3);
        let all = Extent { all: true, owed: None };
        let shown = for_terminal(&many, Language::Chinese, all);
        assert_eq!((shown.text.lines().count(), shown.left_out), (23, 0));
    }

    #[derive(yanxi_problem_derive::Problem)]
    enum Owed {
        #[code(W02)]
        #[zh("没有交", "补交")]
        #[en("missing", "hand it in")]
        Missing,
        #[code(E12)]
        #[zh("没有审核", "审核")]
        #[en("no review", "review it")]
        Unreviewed,
    }

    #[test]
    fn what_is_owed_is_one_line_and_errors_are_always_shown() {
        let owed = |line| {
            Diagnostic::of(Place { line: Some(line), ..Place::file("单位.csv") }, &Owed::Missing)
        };
        let mut problems: Vec<_> = (1..=30).map(owed).collect();
        problems.push(Diagnostic::of(Place::file("content"), &Owed::Unreviewed));
        problems.push(dead_link(1));
        problems.push(owed(31).explained("已补学", "样例甲", "2026-10-12"));
        let page = Extent { all: false, owed: Some("out/weijiao.html") };
        let shown = for_terminal(&problems, Language::Chinese, page);
        assert_eq!(
            shown.text,
            "要改的 2 条：\n错误 E12 content —— 没有审核。改法：审核\n错误 E13 学习/讲话.md 第1行 见[方案](fangan.md) —— 没有“fangan.md”。改法：改成“方案.md”\n要催的 30 条：规定的事项没有交 30 条（W02）。见 out/weijiao.html，加 --all 全部列出\n"
        );
        assert_eq!(shown.left_out, 31);
        let all = Extent { all: true, owed: None };
        assert_eq!(for_terminal(&problems, Language::Chinese, all).text.lines().count(), 33);
    }

    #[test]
    fn a_program_reads_one_object_a_line() {
        assert_eq!(
            json(&dead_link(12), Language::Chinese),
            r#"{"code":"E13","severity":"error","group":"correct","file":"学习/讲话.md","line":12,"column":3,"source":"见[方案](fangan.md)","message":"没有“fangan.md”","remedy":"改成“方案.md”"}"#
        );
    }

    #[test]
    fn no_form_shows_a_number_of_a_person() {
        let place = Place { source: "见19900001234".into(), ..Place::file("19900001234.md") };
        let link = dead(place, "19900001234.md", "19900001234");
        for form in [line, short, json] {
            assert!(!form(&link, Language::Chinese).contains("19900001234"));
        }
        assert!(!crate::report::page(&[link], Language::English).contains("19900001234"));
    }
}
