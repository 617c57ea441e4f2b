//! Rows and columns of a workbook that its readers do not see.
//! In: a workbook's bytes. Out: for each sheet by its name the hidden lines, from 1, and columns, from 0.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::binary_formats;
use super::old_formats::records;
use super::parts::{Parts, attribute, each_element, local};
use crate::compound::Compound;
use crate::little_endian::{u16_at, u32_at};

/// What is hidden of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HiddenLines {
    lines: Vec<RangeInclusive<usize>>,
    columns: Vec<RangeInclusive<usize>>,
}

impl HiddenLines {
    pub(super) fn hides_line(&self, line: usize) -> bool {
        self.lines.iter().any(|lines| lines.contains(&line))
    }

    pub(super) fn hides_column(&self, column: usize) -> bool {
        self.columns.iter().any(|columns| columns.contains(&column))
    }

    /// Lines come in their order, often many beside each other.
    pub(super) fn hide_line(&mut self, line: usize) {
        match self.lines.last_mut() {
            Some(last) if last.end() + 1 == line => *last = *last.start()..=line,
            _ => self.lines.push(line..=line),
        }
    }

    pub(super) fn hide_columns(&mut self, columns: RangeInclusive<usize>) {
        self.columns.push(columns);
    }
}

type Sheets = BTreeMap<String, HiddenLines>;

/// Those of a .xlsx; nothing where a part cannot be read.
pub(super) fn of_new(bytes: &[u8]) -> Option<Sheets> {
    let mut parts = Parts::open(bytes)?;
    let targets = parts.relations("xl/_rels/workbook.xml.rels")?;
    let mut named: Vec<(String, String)> = Vec::new();
    each_element(&parts.text("xl/workbook.xml")?, |name, element| {
        if local(name) == "sheet" {
            // `r:id`, under whatever name the relations have here.
            let id = element.attributes().with_checks(false).flatten().find(|attribute| {
                let key: &str = attribute.key.as_ref();
                key.contains(':') && local(key) == "id"
            });
            let path = id.and_then(|id| {
                let id: &str = &id.value;
                targets.get(id).cloned()
            });
            named.extend(attribute(element, "name").zip(path));
        }
    })?;
    let mut sheets = Sheets::new();
    for (name, path) in named {
        let text = parts.text(&path)?;
        let mut hidden = HiddenLines::default();
        let mut line = 0;
        each_element(&text, |name, element| match local(name) {
            "col" if is_hidden(element, "width") => {
                let number = |key: &str| attribute(element, key)?.parse::<usize>().ok();
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    hidden.columns.push(first.saturating_sub(1)..=last.saturating_sub(1));
                }
            }
            "row" => {
                let told = attribute(element, "r").and_then(|line| line.parse().ok());
                line = told.unwrap_or(line + 1);
                if is_hidden(element, "ht") {
                    hidden.hide_line(line);
                }
            }
            _ => {}
        })?;
        sheets.insert(name, hidden);
    }
    Some(sheets)
}

/// Said to be hidden, or of no size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let is_on = |text: String| matches!(text.as_str(), "1" | "true");
    let is_nothing = |text: String| text.parse::<f64>().is_ok_and(|size| size == 0.0);
    attribute(element, "hidden").is_some_and(is_on)
        || attribute(element, size).is_some_and(is_nothing)
}

/// Those of a .xlsb.
pub(super) fn of_binary(bytes: &[u8]) -> Sheets {
    let sheets = binary_formats::of_sheets(bytes).into_iter();
    sheets.map(|(name, sheet)| (name, sheet.hidden)).collect()
}

/// Those of a .ods.
pub(super) fn of_open_document(bytes: &[u8]) -> Option<Sheets> {
    let content = Parts::open(bytes)?.text("content.xml")?;
    let mut reader = Reader::from_str(&content);
    let mut sheets = Sheets::new();
    let mut sheet = String::new();
    let (mut line, mut column) = (1usize, 0usize);
    // Of the groups of lines and columns that are open, whether each is folded.
    let mut groups: Vec<bool> = Vec::new();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Eof => return Some(sheets),
            Event::Start(element) | Event::Empty(element) => {
                let is_open = matches!(event, Event::Start(_));
                let value = |key: &str| attribute(element, key);
                let count = |key: &str| {
                    value(key).and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).max(1)
                };
                let is_off =
                    matches!(value("table:visibility").as_deref(), Some("collapse" | "filter"))
                        || groups.contains(&true);
                match element.name().as_ref() {
                    "table:table" => {
                        sheet = value("table:name").unwrap_or_default();
                        (line, column) = (1, 0);
                        groups.clear();
                        sheets.entry(sheet.clone()).or_default();
                    }
                    "table:table-row-group" | "table:table-column-group" if is_open => {
                        groups.push(value("table:display").as_deref() == Some("false"));
                    }
                    "table:table-column" => {
                        let end = column.saturating_add(count("table:number-columns-repeated"));
                        if is_off {
                            let hidden = sheets.entry(sheet.clone()).or_default();
                            hidden.columns.push(column..=end - 1);
                        }
                        column = end;
                    }
                    "table:table-row" => {
                        let end = line.saturating_add(count("table:number-rows-repeated"));
                        if is_off {
                            sheets.entry(sheet.clone()).or_default().lines.push(line..=end - 1);
                        }
                        line = end;
                    }
                    _ => {}
                }
            }
            Event::End(element) => {
                if let "table:table-row-group" | "table:table-column-group" =
                    element.name().as_ref()
                {
                    groups.pop();
                }
            }
            _ => {}
        }
    }
}

/// Those of a .xls, whose sheets stand in the order of `names`.
pub(super) fn of_old(bytes: &[u8], names: &[String]) -> Option<Sheets> {
    const SHEET: u16 = 0x0085;
    const ROW: u16 = 0x0208;
    const COLUMNS: u16 = 0x007D;
    const END: u16 = 0x000A;
    const ROW_HIDDEN: u16 = 0x0020;
    const COLUMN_HIDDEN: u16 = 0x0001;
    let compound = Compound::open(bytes)?;
    let stream = compound.stream("Workbook").or_else(|| compound.stream("Book"))?;
    let begins = records(&stream, 0)
        .take_while(|(kind, _)| *kind != END)
        .filter(|(kind, _)| *kind == SHEET)
        .filter_map(|(_, data)| usize::try_from(u32_at(data, 0)?).ok());
    let mut sheets = Sheets::new();
    for (name, begin) in names.iter().zip(begins) {
        let hidden = sheets.entry(name.clone()).or_default();
        // A chart in a sheet is a run of records within it, with an end of its own.
        for (kind, data) in records(&stream, begin).take_while(|(kind, _)| *kind != END) {
            let at = |place: usize| u16_at(data, place);
            match kind {
                ROW if at(12).is_some_and(|flags| flags & ROW_HIDDEN != 0) => {
                    hidden.hide_line(usize::from(at(0)?) + 1);
                }
                COLUMNS
                    if at(8).is_some_and(|flags| flags & COLUMN_HIDDEN != 0)
                        || at(4) == Some(0) =>
                {
                    hidden.columns.push(usize::from(at(0)?)..=usize::from(at(2)?));
                }
                _ => {}
            }
        }
    }
    Some(sheets)
}
