//! Derived pages for the theme: blocks as serialisable values with their runs of text already HTML.
//! In: a [`crate::pages::DerivedPage`]. Out: what `derived.html` is given.

use serde::Serialize;

use super::context::href;
use super::list_pages::ListPagesContext;
use crate::html_text::escape;
use crate::pages::block::{
    Block, Card, Cell, Choice, Column, ColumnKind, Inline, KeyFigure, NoticeKind, Question, Row,
    Table, TableStyle,
};

/// Rows from which on a table is worth boxes to find and choose with; fewer are seen at a glance.
const WORTH_FILTERING: usize = 10;

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum BlockContext<'a> {
    Heading { level: u8, text: &'a str, anchor: &'a str },
    Paragraph { html: String },
    Facts { rows: Vec<FactContext<'a>> },
    List { ordered: bool, entries: Vec<String> },
    Table(TableContext<'a>),
    Figure { svg: &'a str, caption: &'a str },
    Notice { warning: bool, html: String },
    Copy { label: &'a str, text: &'a str },
    Cards { cards: Vec<CardContext<'a>> },
    Figures { figures: Vec<FigureContext<'a>> },
    Quiz { questions: Vec<QuestionContext<'a>> },
    Chooser { units: String, roles: String, href: String },
    Pages { pages: ListPagesContext },
    NewSheet,
}

#[derive(Serialize)]
pub(super) struct FactContext<'a> {
    name: &'a str,
    html: String,
}

#[derive(Serialize)]
pub(super) struct TableContext<'a> {
    id: &'a str,
    caption: &'a str,
    style: &'static str,
    columns: Vec<ColumnContext<'a>>,
    /// Heads over several columns; empty where no column has a group.
    groups: Vec<GroupContext<'a>>,
    rows: Vec<RowContext<'a>>,
    download: String,
    when_empty: &'a str,
    can_filter: bool,
}

#[derive(Serialize)]
struct ColumnContext<'a> {
    name: &'a str,
    kind: &'static str,
    filter: bool,
    grouped: bool,
}

#[derive(Serialize)]
struct GroupContext<'a> {
    name: &'a str,
    span: usize,
    /// The first of its columns, for one without a group that reaches over both head lines.
    column: usize,
}

#[derive(Serialize)]
struct RowContext<'a> {
    anchor: &'a str,
    concerns: &'a str,
    heading: bool,
    cells: Vec<CellContext<'a>>,
}

#[derive(Serialize)]
struct CellContext<'a> {
    html: String,
    sort: &'a str,
    /// Name of the column, for the cards that rows become on a phone.
    label: &'a str,
    kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct CardContext<'a> {
    title: &'a str,
    href: String,
    html: String,
}

#[derive(Serialize)]
pub(super) struct FigureContext<'a> {
    name: &'a str,
    value: &'a str,
    detail: &'a str,
    href: String,
}

#[derive(Serialize)]
pub(super) struct QuestionContext<'a> {
    text: &'a str,
    options: &'a [String],
    answer: &'a str,
    explanation: &'a str,
}

/// The blocks of a page at `output`.
pub(super) fn blocks<'a>(blocks: &'a [Block], output: &str) -> Vec<BlockContext<'a>> {
    blocks.iter().filter_map(|block| context(block, output)).collect()
}

fn context<'a>(block: &'a Block, output: &str) -> Option<BlockContext<'a>> {
    Some(match block {
        Block::Heading { level, text, anchor } => {
            BlockContext::Heading { level: *level, text, anchor }
        }
        Block::Paragraph(content) => BlockContext::Paragraph { html: html(content, output) },
        Block::Facts(rows) => BlockContext::Facts {
            rows: rows
                .iter()
                .map(|(name, content)| FactContext { name, html: html(content, output) })
                .collect(),
        },
        Block::List { ordered, entries } => BlockContext::List {
            ordered: *ordered,
            entries: entries.iter().map(|entry| html(entry, output)).collect(),
        },
        Block::Table(table) if table.rows.is_empty() && table.when_empty.is_empty() => return None,
        Block::Table(table) => BlockContext::Table(table_context(table, output)),
        Block::Figure { svg, caption } => BlockContext::Figure { svg, caption },
        Block::Notice { kind, text } => {
            BlockContext::Notice { warning: *kind == NoticeKind::Warning, html: html(text, output) }
        }
        Block::CopyText { label, text } => BlockContext::Copy { label, text },
        Block::Cards(cards) => BlockContext::Cards {
            cards: cards.iter().map(|card| card_context(card, output)).collect(),
        },
        Block::Figures(figures) => BlockContext::Figures {
            figures: figures.iter().map(|figure| figure_context(figure, output)).collect(),
        },
        Block::Quiz(questions) => {
            BlockContext::Quiz { questions: questions.iter().map(question_context).collect() }
        }
        Block::Chooser { units, roles, page } => BlockContext::Chooser {
            units: choices(units, output),
            roles: choices(roles, output),
            href: link(output, page),
        },
        Block::Pages { paths, at } => {
            BlockContext::Pages { pages: ListPagesContext::of(paths, *at) }
        }
        Block::NewSheet => BlockContext::NewSheet,
    })
}

/// Key, name and address of each, as a script reads them.
fn choices(choices: &[Choice], output: &str) -> String {
    let rows = choices.iter().map(|choice| {
        let to = if choice.to.is_empty() { String::new() } else { link(output, &choice.to) };
        serde_json::json!([choice.key, choice.name, to])
    });
    serde_json::Value::Array(rows.collect()).to_string()
}

fn card_context<'a>(card: &'a Card, output: &str) -> CardContext<'a> {
    CardContext { title: &card.title, href: link(output, &card.to), html: html(&card.text, output) }
}

fn figure_context<'a>(figure: &'a KeyFigure, output: &str) -> FigureContext<'a> {
    FigureContext {
        name: &figure.name,
        value: &figure.value,
        detail: &figure.detail,
        href: if figure.to.is_empty() { String::new() } else { link(output, &figure.to) },
    }
}

fn question_context(question: &Question) -> QuestionContext<'_> {
    QuestionContext {
        text: &question.text,
        options: &question.options,
        answer: &question.answer,
        explanation: &question.explanation,
    }
}

fn table_context<'a>(table: &'a Table, output: &str) -> TableContext<'a> {
    TableContext {
        id: &table.id,
        caption: &table.caption,
        style: match table.style {
            TableStyle::Plain => "plain",
            TableStyle::Ledger => "ledger",
            TableStyle::Matrix => "matrix",
        },
        columns: table
            .columns
            .iter()
            .map(|column| ColumnContext {
                name: &column.name,
                kind: kind(column),
                filter: column.filter,
                grouped: !column.group.is_empty(),
            })
            .collect(),
        groups: groups(&table.columns),
        rows: table.rows.iter().map(|row| row_context(row, &table.columns, output)).collect(),
        download: table.download.as_deref().map(|path| link(output, path)).unwrap_or_default(),
        when_empty: &table.when_empty,
        can_filter: table.rows.len() >= WORTH_FILTERING
            && (table.style == TableStyle::Ledger
                || table.columns.iter().any(|column| column.filter)),
    }
}

fn kind(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Number => "number",
        ColumnKind::Date => "date",
        ColumnKind::State => "state",
    }
}

fn groups(columns: &[Column]) -> Vec<GroupContext<'_>> {
    if columns.iter().all(|column| column.group.is_empty()) {
        return Vec::new();
    }
    let mut groups: Vec<GroupContext<'_>> = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if !column.group.is_empty() && last.name == column.group => last.span += 1,
            _ => groups.push(GroupContext { name: &column.group, span: 1, column: number }),
        }
    }
    groups
}

fn row_context<'a>(row: &'a Row, columns: &'a [Column], output: &str) -> RowContext<'a> {
    RowContext {
        anchor: &row.anchor,
        concerns: &row.concerns,
        heading: row.heading,
        cells: row
            .cells
            .iter()
            .enumerate()
            .map(|(number, cell)| cell_context(cell, columns.get(number), output))
            .collect(),
    }
}

fn cell_context<'a>(cell: &'a Cell, column: Option<&'a Column>, output: &str) -> CellContext<'a> {
    CellContext {
        html: html(&cell.content, output),
        sort: &cell.sort,
        label: column.map_or("", |column| column.name.as_str()),
        kind: column.map_or("text", kind),
    }
}

/// A path of the site, with its anchor, as a link from the page at `output`.
fn link(output: &str, to: &str) -> String {
    let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
    href(output, path, anchor)
}

pub(super) fn html(content: &[Inline], output: &str) -> String {
    let mut out = String::new();
    for run in content {
        match run {
            Inline::Text(text) => out.push_str(&lines(text)),
            Inline::Strong(text) => {
                out.push_str(&format!("<strong>{}</strong>", lines(text)));
            }
            Inline::Link { text, to } => out.push_str(&format!(
                "<a href=\"{}\">{}</a>",
                escape(&link(output, to)),
                escape(text)
            )),
            Inline::Outside { text, address } if is_web_address(address) => {
                out.push_str(&format!(
                    "<a href=\"{}\" class=\"outside\" rel=\"noopener noreferrer\">{}</a>",
                    escape(address),
                    escape(text)
                ));
            }
            Inline::Outside { text, .. } => out.push_str(&escape(text)),
            Inline::State { state, text } => out.push_str(&format!(
                "<span class=\"state state-{}\"><span class=\"state-sign\" aria-hidden=\"true\">{}</span>{}</span>",
                state.english(),
                state.sign(),
                escape(text)
            )),
            Inline::Badge { text, warning } => out.push_str(&format!(
                "<span class=\"badge{}\">{}</span>",
                if *warning { " badge-warning" } else { "" },
                escape(text)
            )),
            Inline::LineBreak => out.push_str("<br>"),
        }
    }
    out
}

/// Escaped, line breaks kept.
fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// Addresses come from the plan; only those of the web may become links.
fn is_web_address(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    lower.starts_with("http://") || lower.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_and_addresses_stay_words() {
        let hostile = "<script>alert(1)</script>\"'&";
        let content = [
            Inline::text(hostile),
            Inline::link(hostile, "a.html#x"),
            Inline::Outside { text: hostile.into(), address: "javascript:alert(1)".into() },
            Inline::badge(hostile),
        ];
        let html = html(&content, "b/c.html");
        assert!(!html.contains("<script"), "{html}");
        assert!(!html.contains("javascript:"), "{html}");
        assert!(html.contains("href=\"../a.html#x\""), "{html}");
    }

    #[test]
    fn neighbouring_columns_of_one_group_share_a_head() {
        let columns = [
            Column::text("单位"),
            Column::state("甲").under("第一组"),
            Column::state("乙").under("第一组"),
            Column::state("丙").under("第二组"),
        ];
        let groups: Vec<(&str, usize, usize)> =
            groups(&columns).iter().map(|group| (group.name, group.span, group.column)).collect();
        assert_eq!(groups, [("", 1, 0), ("第一组", 2, 1), ("第二组", 1, 3)]);
    }
}
