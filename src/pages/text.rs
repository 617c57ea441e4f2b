//! What search reads of a derived page.
//! In: blocks. Out: sections of text; rows that are things of their own are left to themselves.

use yanxi_search::SectionText;
use yanxi_text::normal_form::LINE_END;

use super::DerivedPage;
use super::block::{Block, Found, Inline, Row};

/// Rows that can be found on their own, with what search knows of them.
pub fn own_rows(page: &DerivedPage) -> impl Iterator<Item = (&Row, &Found)> {
    page.blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(&table.rows),
            _ => None,
        })
        .flatten()
        .filter(|row| !row.anchor.is_empty())
        .filter_map(|row| Some((row, row.found.as_ref()?)))
}

/// The text of a row, a block for each cell.
pub fn of_row(row: &Row) -> String {
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell| words(&cell.content))
        .filter(|words| !words.trim().is_empty())
        .collect();
    cells.join("\n")
}

/// The text of a page: its lead and its blocks.
pub fn of_page(page: &DerivedPage) -> Vec<SectionText> {
    let mut sections = sections(&page.blocks);
    if !page.lead.is_empty() {
        sections.insert(0, SectionText { text: page.lead.clone(), ..SectionText::default() });
    }
    sections
}

/// The paths of the site that some blocks lead to.
pub fn links(blocks: &[Block]) -> Vec<&str> {
    let contents = blocks.iter().flat_map(|block| -> Vec<&[Inline]> {
        match block {
            Block::Paragraph(content) | Block::Notice { text: content, .. } => vec![content],
            Block::Facts(facts) => facts.iter().map(|(_, value)| value.as_slice()).collect(),
            Block::List { entries, .. } => entries.iter().map(Vec::as_slice).collect(),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.map(|cell| cell.content.as_slice()).collect()
            }
            Block::Cards(cards) => cards.iter().map(|card| card.text.as_slice()).collect(),
            _ => Vec::new(),
        }
    });
    contents
        .flatten()
        .filter_map(|run| match run {
            Inline::Link { to, .. } => Some(to.as_str()),
            _ => None,
        })
        .collect()
}

/// Text under each heading.
pub fn sections(blocks: &[Block]) -> Vec<SectionText> {
    let mut sections = vec![SectionText::default()];
    for block in blocks {
        if let Block::Heading { text, anchor, .. } = block {
            sections.push(SectionText {
                anchor: anchor.clone(),
                heading: text.clone(),
                text: String::new(),
            });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        let mut add = |text: &str| {
            if !text.trim().is_empty() {
                if !section.text.is_empty() {
                    section.text.push('\n');
                }
                section.text.push_str(text);
            }
        };
        match block {
            Block::Heading { .. }
            | Block::Chooser { .. }
            | Block::Pages { .. }
            | Block::NewSheet => {}
            Block::Paragraph(content) | Block::Notice { text: content, .. } => add(&words(content)),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    add(name);
                    add(&words(value));
                }
            }
            Block::List { entries, .. } => entries.iter().for_each(|entry| add(&words(entry))),
            // Not shown either.
            Block::Table(table) if table.rows.is_empty() && table.when_empty.is_empty() => {}
            Block::Table(table) => {
                add(&table.caption);
                if table.rows.is_empty() {
                    add(&table.when_empty);
                    continue;
                }
                let mut group = "";
                for column in &table.columns {
                    if column.group != group {
                        group = &column.group;
                        add(group);
                    }
                    add(&column.name);
                }
                for row in table.rows.iter().filter(|row| row.found.is_none()) {
                    add(&of_row(row));
                }
            }
            Block::Figure { caption, .. } => add(caption),
            Block::CopyText { label, text } => {
                add(label);
                add(&with_line_ends(text));
            }
            Block::Cards(cards) => {
                for card in cards {
                    add(&card.title);
                    add(&words(&card.text));
                }
            }
            Block::Figures(figures) => {
                for figure in figures {
                    add(&figure.name);
                    add(&figure.value);
                    add(&figure.detail);
                }
            }
            Block::Quiz(questions) => {
                for question in questions {
                    add(&question.text);
                    question.options.iter().for_each(|option| add(option));
                    add(&question.answer);
                    add(&question.explanation);
                }
            }
        }
    }
    sections.retain(|section| !section.text.is_empty() || !section.heading.is_empty());
    sections
}

/// The words of several runs, with the ends of lines where a page shows them.
fn words(content: &[Inline]) -> String {
    content
        .iter()
        .map(|run| match run {
            Inline::Text(_) | Inline::Strong(_) | Inline::LineBreak => with_line_ends(run.words()),
            _ => run.words().replace('\n', " "),
        })
        .collect()
}

fn with_line_ends(text: &str) -> String {
    text.replace('\n', LINE_END.encode_utf8(&mut [0; 4]))
}
