//! The report page: every problem of a run as one HTML table that opens by double-click.
//! In: diagnostics in order. Out: a complete HTML text with no outside reference.

use std::fmt::Write;
use std::io::Read;
use std::path::Path;

use super::{Diagnostic, Severity};
use crate::html_text::escape;
use crate::language::Language;
use crate::sensitive::mask_for_report;

/// Stands in the head of every report, so that no report is taken for material.
const MARK: &str = "<meta name=\"generator\" content=\"yanxi report\">";

/// Whether a file is a report of ours, by its name and its first bytes.
pub fn is_report(path: &Path) -> bool {
    let named = path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(NAME_END));
    let begins = || {
        let mut head = Vec::new();
        let file = std::fs::File::open(path).ok()?;
        file.take(400).read_to_end(&mut head).ok()?;
        Some(String::from_utf8_lossy(&head).contains(MARK))
    };
    named && begins().unwrap_or(false)
}

/// What the report's name adds to that of the output folder it lies beside.
pub const NAME_END: &str = "-report.html";

/// The whole report as an HTML page.
pub fn page(diagnostics: &[Diagnostic], language: Language) -> String {
    let (lang, title, heads) = match language {
        Language::Chinese => {
            ("zh-CN", "检查报告", ["类别", "代码", "文件", "行", "原文", "问题", "改法"])
        }
        Language::English => {
            ("en", "Report", ["Kind", "Code", "File", "Line", "Source", "Problem", "Fix"])
        }
    };
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{MARK}\n<title>{title}</title>\n\
         <style>body{{font:16px/1.7 sans-serif;margin:2em}}table{{border-collapse:collapse}}\
         td,th{{border:1px solid #888;padding:.3em .6em;text-align:left;vertical-align:top}}</style>\n</head>\n<body>\n\
         <h1>{title}</h1>\n<table>\n<tr>"
    );
    for head in heads {
        let _ = write!(html, "<th>{head}</th>");
    }
    html.push_str("</tr>\n");
    for diagnostic in diagnostics {
        let kind = match (diagnostic.severity, language) {
            (Severity::Error, Language::Chinese) => "错误",
            (Severity::Warning, Language::Chinese) => "提醒",
            (Severity::Note, Language::Chinese) => "说明",
            (Severity::Error, Language::English) => "error",
            (Severity::Warning, Language::English) => "warning",
            (Severity::Note, Language::English) => "note",
        };
        let line = diagnostic.place.line.map(|line| line.to_string()).unwrap_or_default();
        html.push_str("<tr>");
        for cell in [
            kind,
            diagnostic.code,
            &diagnostic.place.file,
            &line,
            &diagnostic.place.source,
            diagnostic.message.in_language(language),
            diagnostic.remedy.in_language(language),
        ] {
            let _ = write!(html, "<td>{}</td>", escape(&mask_for_report(cell)));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n</body>\n</html>\n");
    html
}
