//! The report page: every problem of a run as HTML tables that open by double-click, what is to be corrected apart from
//! what people have yet to do.
//! In: diagnostics in order. Out: a complete HTML text with no outside reference.

use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::group::Group;
use crate::language::Language;
use crate::severity::Severity;

/// Stands in the head of every report, so that no report is taken for material.
pub const MARK: &str = "<meta name=\"generator\" content=\"yanxi report\">";

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
         <h1>{title}</h1>\n"
    );
    for group in [Group::Mistyped, Group::State] {
        let of_group: Vec<&Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.group == group).collect();
        // What somebody has explained stands here and is no longer asked for.
        let asked = of_group.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
        let count = asked.count();
        let (id, title) = match (group, language) {
            (Group::Mistyped, Language::Chinese) => ("correct", format!("要改的（{count} 条）")),
            (Group::State, Language::Chinese) => ("press", format!("要催的（{count} 条）")),
            (Group::Mistyped, Language::English) => ("correct", format!("To correct ({count})")),
            (Group::State, Language::English) => ("press", format!("To press for ({count})")),
        };
        let _ = writeln!(html, "<h2 id=\"{id}\">{title}</h2>");
        if !of_group.is_empty() {
            table(&mut html, &of_group, heads, language);
        }
    }
    html.push_str("</body>\n</html>\n");
    html
}

fn table(html: &mut String, diagnostics: &[&Diagnostic], heads: [&str; 7], language: Language) {
    html.push_str("<table>\n<tr>");
    for head in heads {
        let _ = write!(html, "<th>{head}</th>");
    }
    html.push_str("</tr>\n");
    for diagnostic in diagnostics {
        let line = diagnostic.place.line.map(|line| line.to_string()).unwrap_or_default();
        html.push_str("<tr>");
        for cell in [
            diagnostic.severity.word(language),
            diagnostic.code.name(),
            &diagnostic.place.shown_file(),
            &line,
            &diagnostic.place.source,
            diagnostic.message.in_language(language),
            diagnostic.remedy.in_language(language),
        ] {
            let _ = write!(html, "<td>{}</td>", escape(cell));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</table>\n");
}

/// Escapes `& < > " '` for element content and quoted attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Place;
    use crate::say::Quoted;

    #[derive(yanxi_problem_derive::Problem)]
    enum Sample {
        #[code(R05, Warning)]
        #[zh("没有“{key}”", "删去")]
        #[en("no “{key}”", "delete it")]
        UnknownKey { key: Quoted },
    }

    #[test]
    fn the_page_has_a_row_for_each_problem_and_its_mark() {
        let place = Place { line: Some(2), ..Place::file("a&b.md") };
        let problem = Diagnostic::of(place, &Sample::UnknownKey { key: "<甲>".into() });
        let page = page(&[problem], Language::Chinese);
        assert!(page.contains(MARK));
        let row = "<tr><td>提醒</td><td>R05</td><td>a&amp;b.md</td><td>2</td><td></td><td>没有“&lt;甲&gt;”</td><td>删去</td></tr>";
        assert!(page.contains(row), "{page}");
    }
}
