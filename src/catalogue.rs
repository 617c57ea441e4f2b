//! Every message of the program, in both languages.
//! In: the problems of each folder and crate. Out: [`entries`] in the order of codes, and [`page`], the list as Markdown.

use std::fmt::Write;

use yanxi_problem::{Code, Entry, Group, Language};

/// One entry for each problem; what stands in `‹›` is what a message names.
pub fn entries() -> Vec<Entry> {
    let mut entries = [
        yanxi_reading::problems(),
        crate::folder::problems(),
        crate::config::problems(),
        crate::theme::problems(),
        crate::markdown::problems(),
        crate::campaign::problems(),
        crate::model::problems(),
        crate::review::problems(),
        crate::staging::problems(),
        crate::outputs::problems(),
        crate::rules::problems(),
        crate::build::problems(),
        crate::release::problems(),
        crate::authoring::problems(),
    ]
    .concat();
    entries.sort_by(|a, b| (a.code, a.module, &a.name).cmp(&(b.code, b.module, &b.name)));
    entries
}

/// The list as a page of the documentation.
pub fn page() -> String {
    let entries = entries();
    let mut page = String::from(
        "# Every message · 每一条消息\n\n\
         Written by the program from the types of its problems. What stands in ‹› is what a message names; under each \
         message stands its remedy. 消息下面是改法，‹›里的字照实际情况写出。\n",
    );
    for code in Code::ALL {
        let of_code: Vec<&Entry> = entries.iter().filter(|entry| entry.code == *code).collect();
        if of_code.is_empty() {
            continue;
        }
        let (chinese, english) = (code.title(Language::Chinese), code.title(Language::English));
        let _ = write!(
            page,
            "\n## {code} {chinese} · {english}\n\n| | 消息 · 改法 | message · remedy |\n|---|---|---|\n"
        );
        for entry in of_code {
            let cells = [Language::Chinese, Language::English].map(|language| {
                let message = entry.message.in_language(language);
                match entry.remedy.in_language(language) {
                    "" => cell(message),
                    remedy => format!("{}<br>{}", cell(message), cell(remedy)),
                }
            });
            let _ = writeln!(
                page,
                "| `{}`{} | {} | {} |",
                entry.name,
                weight(entry),
                cells[0],
                cells[1]
            );
        }
    }
    page
}

/// What of an entry is otherwise than its code says.
fn weight(entry: &Entry) -> String {
    let mut said = String::new();
    if entry.severity != entry.code.severity() {
        let _ = write!(said, "<br>{}", entry.severity.word(Language::English));
    }
    if entry.group != entry.code.group() {
        said.push_str(match entry.group {
            Group::Mistyped => "<br>mistyped",
            Group::State => "<br>state",
        });
    }
    said
}

/// A text as a cell of a table: what Markdown or HTML would read in it stands as it is.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '~' | '#' => {
                cell.push('\\');
                cell.push(character);
            }
            '\n' => cell.push(' '),
            other => cell.push(other),
        }
    }
    cell
}
