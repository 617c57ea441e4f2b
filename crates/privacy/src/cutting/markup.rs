//! HTML, SVG, XML: text between tags that part words, values of attributes, comments.
//! In: a text with tags. Out: its runs; a cell knows its head and the cell to its left.

use std::ops::Range;

use super::lines::boxes_run;
use super::{BREAK, lines};
use crate::context::{Columns, Context};
use crate::tags::{Markup, Tag, Tags, attributes, entity, is_inline};
use crate::text_run::{RunKind, TextRun};

pub(super) fn runs(text: &str) -> Vec<TextRun> {
    let mut runs = Vec::new();
    add_runs(text, 0, &mut runs);
    runs
}

/// Adds the runs of a part of a source.
pub(super) fn add_runs(text: &str, offset: usize, runs: &mut Vec<TextRun>) {
    let mut reader = Reader {
        text,
        offset,
        runs: std::mem::take(runs),
        run: TextRun::new(RunKind::Paragraph, Context::default()),
        tables: Vec::new(),
        lists: 0,
        paragraph_ends: false,
    };
    reader.read();
    *runs = reader.runs;
}

struct Reader<'a> {
    text: &'a str,
    offset: usize,
    runs: Vec<TextRun>,
    run: TextRun,
    tables: Vec<Table>,
    /// How many lists are open.
    lists: usize,
    /// In a cell a paragraph has ended; the next words begin a line.
    paragraph_ends: bool,
}

#[derive(Default)]
struct Table {
    columns: Columns,
    /// Of the cell at hand, and of the next.
    column: usize,
    next: usize,
    in_cell: bool,
    /// Cells of the row.
    cells: Vec<(usize, usize)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let text = self.text;
        let mut tags = Tags::of(text);
        let mut at = 0;
        while let Some(next) = text[at..].find(['<', '&']).map(|length| at + length) {
            self.words(at..next);
            at = next;
            if text.as_bytes()[at] == b'&' {
                at = match entity(&text[at..]) {
                    Some((characters, length)) => {
                        self.begin_line();
                        let source = self.offset + at..self.offset + at + length;
                        self.run.push_for(&characters, source);
                        at + length
                    }
                    None => {
                        self.words(at..at + 1);
                        at + 1
                    }
                };
                continue;
            }
            at = match tags.at(at) {
                Some(Markup::Tag(tag)) => {
                    let end = tag.end;
                    let name = text[tag.name.clone()].to_ascii_lowercase();
                    self.tag(&name, &tag, at);
                    if !tag.closes && matches!(name.as_str(), "script" | "style") {
                        self.raw(&name, end)
                    } else {
                        end
                    }
                }
                Some(Markup::Comment { inner, end }) => {
                    self.aside(inner);
                    end
                }
                Some(Markup::Declaration { end }) => end,
                None => {
                    self.words(at..at + 1);
                    at + 1
                }
            };
        }
        self.words(at..text.len());
        self.end_run();
        while !self.tables.is_empty() {
            self.end_row();
            self.tables.pop();
        }
    }

    fn words(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        if words.is_empty() {
            return;
        }
        if !words.trim().is_empty() {
            self.begin_line();
        }
        self.run.push(words, self.offset + range.start);
    }

    fn begin_line(&mut self) {
        if std::mem::take(&mut self.paragraph_ends) && !self.run.is_blank() {
            let at = self.offset;
            self.run.push_for(BREAK.encode_utf8(&mut [0; 4]), at..at);
        }
    }

    /// What stands in a comment, or in a script.
    fn aside(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        if words.trim().is_empty() {
            return;
        }
        for mut run in lines::runs(words) {
            run.move_by(self.offset + range.start);
            run.kind = RunKind::Address;
            self.runs.push(run);
        }
    }

    /// A script or a style, up to its end tag.
    fn raw(&mut self, name: &str, start: usize) -> usize {
        let bytes = &self.text.as_bytes()[start..];
        let close = format!("</{name}");
        let length = bytes
            .windows(close.len())
            .position(|window| window.eq_ignore_ascii_case(close.as_bytes()))
            .unwrap_or(bytes.len());
        if name == "script" {
            self.aside(start..start + length);
        }
        start + length
    }

    fn tag(&mut self, name: &str, tag: &Tag, start: usize) {
        if !tag.closes {
            self.values_of(name, tag);
        }
        match name {
            "br" => {
                let source = self.offset + start..self.offset + tag.end;
                self.run.push_for(BREAK.encode_utf8(&mut [0; 4]), source);
            }
            // What is quoted as it is typed.
            "code" | "q" => {
                let source = self.offset + start..self.offset + tag.end;
                self.begin_line();
                self.run.push_for("`", source);
            }
            _ if is_inline(name) => {}
            "p" | "div" | "section" if self.tables.last().is_some_and(|table| table.in_cell) => {
                self.paragraph_ends = true;
            }
            _ => {
                self.end_run();
                self.border(name, tag);
            }
        }
    }

    /// A tag that parts words.
    fn border(&mut self, name: &str, tag: &Tag) {
        match (name, tag.closes) {
            ("table", false) => self.tables.push(Table::default()),
            ("table", true) => {
                self.end_row();
                self.tables.pop();
            }
            ("tr", _) => self.end_row(),
            ("td" | "th", closes) => {
                let spanned = self.span(tag);
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = !closes;
                    if !closes {
                        table.cells.push((self.offset + tag.end, self.offset + tag.end));
                        table.column = table.next;
                        table.next += spanned;
                    }
                }
            }
            ("ul" | "ol" | "menu", closes) => {
                self.lists = if closes { self.lists.saturating_sub(1) } else { self.lists + 1 };
            }
            _ => {}
        }
        let in_cell = self.tables.last().is_some_and(|table| table.in_cell);
        self.run.kind = match () {
            () if in_cell => RunKind::Cell,
            () if self.lists > 0 => RunKind::Item,
            () => RunKind::Paragraph,
        };
    }

    /// How many columns a cell takes up.
    fn span(&self, tag: &Tag) -> usize {
        attributes(self.text, tag.attributes.clone())
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("colspan"))
            .and_then(|(_, value)| self.text[value].trim().parse().ok())
            .filter(|span| (1..=1_000).contains(span))
            .unwrap_or(1)
    }

    fn end_run(&mut self) {
        self.paragraph_ends = false;
        let kind = self.run.kind;
        let mut run = std::mem::replace(&mut self.run, TextRun::new(kind, Context::default()));
        let in_cell = kind == RunKind::Cell;
        if run.is_blank() && !in_cell {
            return;
        }
        if in_cell && let Some(table) = self.tables.last_mut() {
            run.context = table.columns.cell(table.column, &run.text);
            run.column = Some(table.column);
        }
        if !run.is_blank() {
            self.runs.push(run);
        }
    }

    fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let number = table.columns.end_row();
            let cells = std::mem::take(&mut table.cells);
            table.next = 0;
            table.in_cell = false;
            self.runs.extend(number.and_then(|number| boxes_run(&number, &cells)));
        }
    }

    /// Values of attributes are runs of their own; what only places and paints is passed over.
    fn values_of(&mut self, element: &str, tag: &Tag) {
        for (name, value) in attributes(self.text, tag.attributes.clone()) {
            let text = self.text[value.clone()].trim();
            let name = name.to_ascii_lowercase();
            if text.len() < 4 || is_layout(&name) || text.starts_with("data:") {
                continue;
            }
            let is_read = matches!(name.as_str(), "alt" | "title" | "content" | "value")
                && !matches!(element, "li" | "option");
            let is_address =
                matches!(name.as_str(), "href" | "src" | "xlink:href" | "action" | "poster");
            if is_address && !text.contains(['?']) && !text.contains(':') {
                continue;
            }
            let kind = if is_read { RunKind::Value } else { RunKind::Address };
            let mut run = TextRun::new(kind, Context::default());
            super::push_words(&mut run, &self.text[value.clone()], self.offset + value.start);
            self.runs.push(run);
        }
    }
}

/// Attributes that place and paint: their figures are no numbers of persons.
fn is_layout(name: &str) -> bool {
    const LAYOUT: [&str; 34] = [
        "class",
        "cx",
        "cy",
        "d",
        "dx",
        "dy",
        "fill",
        "fx",
        "fy",
        "gradienttransform",
        "height",
        "integrity",
        "offset",
        "points",
        "r",
        "rotate",
        "rx",
        "ry",
        "sizes",
        "srcset",
        "stroke",
        "stroke-dasharray",
        "style",
        "textlength",
        "transform",
        "values",
        "viewbox",
        "width",
        "x",
        "x1",
        "x2",
        "y",
        "y1",
        "y2",
    ];
    LAYOUT.binary_search(&name).is_ok() || name.starts_with("xmlns")
}
