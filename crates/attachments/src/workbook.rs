//! Cells of .xlsx workbooks, hidden sheets and rows included.
//! In: an unpacked workbook. Out: the text of every cell with its sheet and place, headers and footers.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml::{attribute, each_element, each_event, entity, local};
use crate::inspected::Inspected;
use crate::rows::{Rows, of_boxes};
use crate::spot::Spot;
use crate::unpacking::Entry;
use yanxi_privacy::Form;
use yanxi_reading::content_path::file_name;

pub(super) fn inspect(entries: &[Entry], inside: &[String], inspected: &mut Inspected) {
    let strings = shared_strings(part(entries, "xl/sharedStrings.xml"));
    let names = sheet_names(entries);
    for entry in entries {
        if !(entry.name.starts_with("xl/worksheets/") && entry.name.ends_with(".xml")) {
            continue;
        }
        let file = entry.name.rsplit('/').next().unwrap_or_default();
        let sheet = names.get(file).map_or(file, String::as_str);
        let mut rows = Rows::default();
        cells(&entry.bytes, &strings, |cell, text| {
            if cell.is_empty() {
                return inspected.add(inside, Spot::HeaderOrFooter, text, Form::Value);
            }
            let spot = |cell: &str| Spot::Cell { sheet: sheet.into(), cell: cell.into() };
            if let Some((boxes, number)) = rows.row_before(cell) {
                inspected.add_in(inside, spot(&boxes), number, Form::Value, of_boxes());
            }
            let context = rows.cell(cell, &text);
            inspected.add_in(inside, spot(cell), text, Form::Value, context);
        });
        if let Some((boxes, number)) = rows.end_row() {
            let spot = Spot::Cell { sheet: sheet.into(), cell: boxes.into() };
            inspected.add_in(inside, spot, number, Form::Value, of_boxes());
        }
    }
}

/// A part's bytes, none where it is not there.
fn part<'a>(entries: &'a [Entry], name: &str) -> &'a [u8] {
    entries
        .iter()
        .find(|entry| entry.name == name)
        .map(|entry| entry.bytes.as_slice())
        .unwrap_or_default()
}

/// Names of sheets by the file name of their part.
pub(super) fn sheet_names(entries: &[Entry]) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    each_element(part(entries, "xl/_rels/workbook.xml.rels"), |name, element| {
        if name == "Relationship" {
            let value = |key: &str| attribute(element, key).unwrap_or_default();
            targets.insert(value("Id"), file_name(&value("Target")).to_string());
        }
    });
    let mut names = BTreeMap::new();
    each_element(part(entries, "xl/workbook.xml"), |name, element| {
        // The relation is `r:id`; `sheetId` is another number.
        let relation = attribute(element, "id").unwrap_or_default();
        if name == "sheet"
            && let Some(file) = targets.get(&relation)
        {
            names.insert(file.clone(), attribute(element, "name").unwrap_or_default());
        }
    });
    names
}

fn shared_strings(bytes: &[u8]) -> Vec<String> {
    let mut strings = Vec::new();
    let mut current = String::new();
    let mut in_text = false;
    each_event(bytes, |event| match event {
        Event::Start(element) => match local(element.name().as_ref()) {
            "si" => current.clear(),
            "t" => in_text = true,
            _ => {}
        },
        Event::Empty(element) if local(element.name().as_ref()) == "si" => {
            strings.push(String::new());
        }
        Event::End(element) => match local(element.name().as_ref()) {
            "si" => strings.push(std::mem::take(&mut current)),
            "t" => in_text = false,
            _ => {}
        },
        Event::Text(words) if in_text => current.push_str(words),
        Event::GeneralRef(name) if in_text => current.extend(entity(name)),
        _ => {}
    });
    strings
}

/// Calls `found` with the name of each cell and its text; headers and footers have no name.
fn cells(bytes: &[u8], strings: &[String], mut found: impl FnMut(&str, String)) {
    let (mut cell, mut kind, mut text) = (String::new(), String::new(), String::new());
    let mut in_value = false;
    each_event(bytes, |event| match event {
        Event::Start(element) => match local(element.name().as_ref()) {
            "c" => {
                cell = attribute(element, "r").unwrap_or_default();
                kind = attribute(element, "t").unwrap_or_default();
                text.clear();
            }
            "v" | "t" => in_value = true,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                cell.clear();
                text.clear();
                in_value = true;
            }
            _ => {}
        },
        Event::End(element) => match local(element.name().as_ref()) {
            "c" if !text.is_empty() => {
                found(&cell, value(&kind, std::mem::take(&mut text), strings));
            }
            "v" | "t" => in_value = false,
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                in_value = false;
                found("", std::mem::take(&mut text));
            }
            _ => {}
        },
        Event::Text(words) if in_value => text.push_str(words),
        Event::GeneralRef(name) if in_value => text.extend(entity(name)),
        _ => {}
    });
}

fn value(kind: &str, text: String, strings: &[String]) -> String {
    match kind {
        "s" => text
            .trim()
            .parse::<usize>()
            .ok()
            .and_then(|number| strings.get(number).cloned())
            .unwrap_or_default(),
        "" | "n" => whole_number(&text).unwrap_or(text),
        _ => text,
    }
}

/// `1.9900001234E10` is a telephone number too.
fn whole_number(text: &str) -> Option<String> {
    if !text.contains(['E', 'e', '.']) {
        return None;
    }
    let number: f64 = text.trim().parse().ok()?;
    (number.fract() == 0.0 && number.abs() < 1e18).then(|| format!("{number:.0}"))
}
