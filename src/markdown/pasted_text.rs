//! Text pasted from Word or the web: one paragraph a line, no blank lines between.
//! In: Markdown. Out: the same with a blank line wherever a paragraph ends or begins, and the origin of each line.

use yanxi_text::marker::{begins_paragraph, ends_paragraph, heading_of};

/// The text with paragraphs kept apart.
pub(super) struct Separated {
    pub(super) text: String,
    /// For each line of `text` the line of the input (from 1) it stems from.
    pub(super) line_numbers: Vec<usize>,
}

/// Puts blank lines between the paragraphs of pasted text. Lines in code, tables, quotes, HTML and block fences,
/// and indented lines, stay as they are.
pub(super) fn separate_paragraphs(text: &str) -> Separated {
    let mut separated = Separated {
        text: String::with_capacity(text.len() + text.len() / 32),
        line_numbers: Vec::new(),
    };
    let mut fence: Option<(char, usize)> = None;
    let mut in_html = false;
    let mut previous = "";
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let plain = if let Some((character, length)) = fence {
            let run = fence_run(line);
            if run.is_some_and(|(found, count)| found == character && count >= length)
                && line.trim().chars().all(|found| found == character)
            {
                fence = None;
            }
            false
        } else if let Some(run) = fence_run(line) {
            fence = Some(run);
            false
        } else {
            in_html = (in_html || line.trim_start().starts_with('<')) && !line.trim().is_empty();
            !in_html && is_plain(line)
        };
        if plain && is_plain(previous) && paragraph_break(previous, line) {
            separated.push("", number);
        }
        separated.push(line, number);
        previous = if plain { line } else { "" };
    }
    separated
}

impl Separated {
    fn push(&mut self, line: &str, number: usize) {
        self.text.push_str(line);
        self.text.push('\n');
        self.line_numbers.push(number);
    }
}

/// The character and length of a code fence that opens the line.
fn fence_run(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let character = line.chars().next().filter(|character| matches!(character, '`' | '~'))?;
    let count = line.chars().take_while(|found| *found == character).count();
    (count >= 3).then_some((character, count))
}

/// A line of prose or of a list at the left margin.
fn is_plain(line: &str) -> bool {
    let trimmed = line.trim_end();
    !trimmed.is_empty()
        && !trimmed.starts_with([' ', '\t', '>', '|', ':', '：', '#', '<'])
        && !trimmed.chars().all(|character| matches!(character, '-' | '=' | '*' | '_' | ' '))
        && !trimmed.contains('|')
}

fn paragraph_break(previous: &str, line: &str) -> bool {
    if is_list_item(line) {
        return !is_list_item(previous) && (begins_paragraph(line) || ends_paragraph(previous));
    }
    ends_paragraph(previous) || begins_paragraph(line) || is_typed_heading(previous)
}

/// A whole line that counts as a heading, however it ends.
fn is_typed_heading(line: &str) -> bool {
    heading_of(line).is_some_and(|heading| heading.end >= line.trim_end().len())
}

/// A list item as CommonMark has it.
fn is_list_item(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']);
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    (1..=9).contains(&digits) && {
        let rest = &line[digits..];
        rest.starts_with(". ") || rest.starts_with(") ") || rest.starts_with(".\t")
    }
}
