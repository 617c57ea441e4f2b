//! Every message of the program and every part of one, in both languages.
//! In: the problems and sayings of each folder and crate. Out: [`entries`] in the order of codes, [`sayings`] by module,
//! and [`page`], the list as Markdown.

use std::fmt::Write;

use yanxi_problem::{Code, Entry, Group, Language, Saying};

/// One entry for each problem; what stands in `‹›` is what a message names.
pub fn entries() -> Vec<Entry> {
    let mut entries = [
        yanxi_reading::problems(),
        crate::folder::problems(),
        crate::config::problems(),
        crate::theme::problems(),
        crate::markdown::problems(),
        crate::word::problems(),
        crate::workbook::problems(),
        crate::campaign::problems(),
        crate::model::problems(),
        crate::attached_text::problems(),
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

/// Every part of a message that is worded by what it depends on; its variants stand as they are written.
pub fn sayings() -> Vec<Saying> {
    let mut sayings = [
        yanxi_problem::sayings::<yanxi_reading::SystemFault>(),
        yanxi_problem::sayings::<yanxi_reading::SystemRemedy>(),
        crate::folder::sayings(),
        crate::config::sayings(),
        crate::campaign::sayings(),
        crate::model::sayings(),
        crate::staging::sayings(),
        crate::rules::sayings(),
        crate::release::sayings(),
    ]
    .concat();
    sayings.sort_by_key(|saying| (saying.module, saying.name));
    sayings
}

/// The list as a page of the documentation.
pub fn page() -> String {
    let entries = entries();
    let mut page = String::from(
        "# Every message · 每一条消息\n\n\
         Written by the program from the types of its problems. What stands in ‹› is what a message names; under each \
         message stands its remedy. Of a part with several wordings the first stands here; the others are listed \
         [at the end](#parts-of-messages--消息里的部分). 消息下面是改法，‹›里的字照实际情况写出；有几种说法的部分，这里写\
         第一种，其余列在最后。\n",
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
    page.push_str(&parts());
    page
}

/// The last section, a table for each enum.
fn parts() -> String {
    let mut section = String::from(
        "\n## Parts of messages · 消息里的部分\n\n\
         Each in all its wordings. Where something stands in an attachment and what an attachment conceals is worded \
         in `crates/attachments`. 每一部分的全部说法；附件里的位置和藏着的内容，说法在 `crates/attachments`。\n",
    );
    for of_one in sayings().chunk_by(|a, b| (a.module, a.name) == (b.module, b.name)) {
        let Some(Saying { module, name, .. }) = of_one.first() else { continue };
        let _ =
            write!(section, "\n### `{module}::{name}`\n\n| | 中文 | English |\n|---|---|---|\n");
        for Saying { variant, words, .. } in of_one {
            let (chinese, english) = (cell(&words.chinese), cell(&words.english));
            let _ = writeln!(section, "| `{variant}` | {chinese} | {english} |");
        }
    }
    section
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
