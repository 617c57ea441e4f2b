//! Tables of tasks: a row each, with columns for who answers and until when.
//! In: the paragraphs of a text. Out: each row as a paragraph of its task alone, and what its other cells say of it.

use std::collections::BTreeMap;

use super::duties::{self, Answering};
use super::found::{Draft, Entry, List, Words};
use super::paragraphs::{Paragraph, Text};

/// Columns that say what is to be done, the surest first.
const TASKS: [&str; 14] = [
    "工作任务",
    "重点任务",
    "主要任务",
    "目标任务",
    "具体任务",
    "任务",
    "工作内容",
    "重点工作",
    "工作事项",
    "主要内容",
    "具体内容",
    "工作措施",
    "事项",
    "内容",
];

/// Rows of tables by the paragraphs that they became.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Each with the name of its table's column of tasks.
    of: BTreeMap<usize, (String, Answering)>,
}

/// Puts the task of each row in the place of the row. Tables without such columns stay as they are.
pub(super) fn unfold(text: &mut Text) -> Rows {
    let mut rows = Rows::default();
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut head: Option<Vec<String>> = None;
    for paragraph in std::mem::take(&mut text.paragraphs) {
        let Some(cells) = cells(&paragraph.text) else {
            head = None;
            paragraphs.push(paragraph);
            continue;
        };
        let is_rule = cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':' | ' ')));
        if is_rule {
            // Between the head and the rows of a Markdown table.
        } else if is_head(&cells) {
            head = Some(cells);
        } else if let Some(head) = &head
            && let Some((column, task)) = task(head, &cells)
        {
            let answering = duties::of_cells(head.iter().zip(&cells));
            rows.of.insert(paragraphs.len(), (column, answering));
            let (words_from, heading_to) = (0, 0);
            let text = task.to_string();
            paragraphs.push(Paragraph { text, level: None, words_from, heading_to, ..paragraph });
        } else {
            paragraphs.push(paragraph);
        }
    }
    text.paragraphs = paragraphs;
    rows
}

impl Rows {
    /// Gives what was found in a row whoever answers for it; of a row in which nothing was found, an entry of a list.
    pub(super) fn read(&self, paragraphs: &[Paragraph], draft: &mut Draft) {
        for (number, (column, answering)) in &self.of {
            let mut is_target = false;
            for target in draft.targets.iter_mut().filter(|own| own.words.paragraph == *number) {
                target.answering = answering.clone();
                is_target = true;
            }
            let Some(paragraph) = paragraphs.get(*number).filter(|_| !is_target) else {
                continue;
            };
            let entry = Entry {
                name: paragraph.text.clone(),
                answering: answering.clone(),
                words: Words { paragraph: *number, range: 0..paragraph.text.len() },
            };
            match draft.lists.iter_mut().find(|list| list.name == *column) {
                Some(list) => list.entries.push(entry),
                None => draft.lists.push(List { name: column.clone(), entries: vec![entry] }),
            }
        }
    }
}

/// The cells of a line of a Markdown table, of a row of Word's, or of one that was pasted with tabs.
fn cells(line: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> = match line.strip_prefix('|') {
        Some(rest) => rest.trim_end_matches('|').split('|').collect(),
        None if line.contains(" | ") => line.split(" | ").collect(),
        None => line.split('\t').collect(),
    };
    (parts.len() > 2).then(|| parts.iter().map(|cell| cell.trim().replace("<br>", "、")).collect())
}

fn is_head(cells: &[String]) -> bool {
    let has_task = cells.iter().any(|cell| TASKS.contains(&plain(cell).as_str()));
    has_task && cells.iter().any(|cell| duties::is_label(&plain(cell)))
}

fn plain(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// The name of the column of tasks and what stands in it.
fn task<'a>(head: &[String], cells: &'a [String]) -> Option<(String, &'a str)> {
    let column = TASKS.iter().find_map(|name| head.iter().position(|cell| plain(cell) == *name))?;
    let task = cells.get(column).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())?;
    Some((plain(&head[column]), task))
}
