//! Cells of .xlsx workbooks, hidden sheets and rows included.
//! In: an unpacked workbook. Out: the text of every cell with its sheet and place, headers and footers, and what stands
//! behind the cells.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::xml::{attribute, each_element, each_event, entity, hidden_words, local};
use crate::concealment::Concealed;
use crate::embedded::below;
use crate::inspected::{Inspected, Why};
use crate::rows::Cells;
use crate::spot::Spot;
use crate::unpacking::Entry;
use yanxi_privacy::Form;
use yanxi_reading::content_path::file_name;
use yanxi_reading::table::{self, OldCell, OldWorkbook};

pub(super) fn inspect(entries: &[Entry], inside: &[String], inspected: &mut Inspected) {
    let mut strings = SharedStrings::of(part(entries, "xl/sharedStrings.xml"));
    let names = sheet_names(entries);
    for entry in entries {
        if !(entry.name.starts_with("xl/worksheets/") && entry.name.ends_with(".xml")) {
            continue;
        }
        let file = entry.name.rsplit('/').next().unwrap_or_default();
        let sheet = names.get(file).map_or(file, String::as_str);
        let mut rows = Cells::default();
        let is_whole = cells(&entry.bytes, &mut strings, |cell, text| {
            if inspected.is_full() {
                return inspected.see_not(inside, Why::TooLarge);
            }
            if cell.is_empty() {
                for section in header_sections(&text) {
                    inspected.add(inside, Spot::HeaderOrFooter, section, Form::Value);
                }
                return;
            }
            rows.add(inspected, inside, OldCell { sheet: sheet.into(), name: cell.into(), text });
        });
        rows.end(inspected, inside);
        if !is_whole {
            inspected.see_not(&below(inside, &entry.name), Why::Damaged);
        }
        inspected.add(inside, Spot::HiddenData, behind(&entry.bytes), Form::Document);
    }
    // Texts of cells that were deleted.
    inspected.add(inside, Spot::HiddenData, strings.untaken(), Form::Document);
}

/// Cells of a workbook whose parts are binary; whether they could be read.
pub(super) fn inspect_binary(bytes: &[u8], inside: &[String], inspected: &mut Inspected) -> bool {
    let mut cells = Cells::default();
    let outcome = table::binary_workbook(bytes, |cell| {
        let goes_on = cells.add(inspected, inside, cell);
        if !goes_on {
            inspected.see_not(inside, Why::TooLarge);
        }
        goes_on
    });
    match outcome {
        OldWorkbook::Read { hidden_sheets } => {
            cells.end(inspected, inside);
            let hidden = hidden_sheets.into_iter().map(|name| Concealed::Sheet(name.into()));
            inspected.conceals(inside, hidden);
            true
        }
        _ => false,
    }
}

/// Parts of such a workbook that are read as cells, or hold nothing that anybody wrote.
pub(super) fn is_part_of_binary(name: &str) -> bool {
    let parts = ["xl/workbook.bin", "xl/sharedStrings.bin", "xl/styles.bin", "xl/metadata.bin"];
    parts.contains(&name) || (name.starts_with("xl/worksheets/sheet") && name.ends_with(".bin"))
}

/// What a head or foot of a page says, left, middle and right each for itself, without the codes for looks: `&C` begins
/// the middle, `&14` is a size, `&"Arial,Bold"` a font.
fn header_sections(text: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut rest = text;
    while let Some((before, code)) = rest.split_once('&') {
        let section = sections.len() - 1;
        sections[section].push_str(before);
        let mut characters = code.chars();
        rest = match characters.next() {
            Some('&') => {
                sections[section].push('&');
                characters.as_str()
            }
            Some('L' | 'C' | 'R' | 'l' | 'c' | 'r') => {
                sections.push(String::new());
                characters.as_str()
            }
            Some('"') => characters.as_str().split_once('"').map_or("", |(_, after)| after),
            // A colour of six digits, or of a theme: `01+000`.
            Some('K' | 'k') => characters.as_str().get(6..).unwrap_or_default(),
            Some(digit) if digit.is_ascii_digit() => {
                code.trim_start_matches(|c: char| c.is_ascii_digit())
            }
            Some(letter) if letter.is_ascii_alphabetic() => characters.as_str(),
            _ => code,
        };
    }
    let last = sections.len() - 1;
    sections[last].push_str(rest);
    sections
}

/// What a sheet holds behind its cells: words in formulas, choices and prompts, filters, what a pointer shows.
fn behind(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut formula: Option<String> = None;
    each_event(bytes, |event| match event {
        Event::Start(element) | Event::Empty(element) => {
            let name = element.name();
            let name = local(name.as_ref());
            let is_formula = matches!(name, "f" | "formula" | "formula1" | "formula2");
            if is_formula && matches!(event, Event::Start(_)) {
                formula = Some(String::new());
            }
            hidden_words(element, name, &mut out);
        }
        Event::Text(words) => {
            if let Some(formula) = &mut formula {
                formula.push_str(words);
            }
        }
        Event::GeneralRef(name) => {
            if let Some(formula) = &mut formula {
                formula.extend(entity(name));
            }
        }
        Event::End(_) => {
            if let Some(formula) = formula.take() {
                // Every second stretch between quotation marks is text.
                for words in formula.split('"').skip(1).step_by(2) {
                    out.push_str(words);
                    out.push('\n');
                }
            }
        }
        _ => {}
    });
    out
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

/// Texts that cells share, by their number, and whether a cell had it.
struct SharedStrings(Vec<(String, bool)>);

/// A longer text is handed over with the first cell that has it, since a file of a few kilobytes can have it in every
/// cell; of a shorter one the cell's neighbours decide what it is.
const LONG_TEXT: usize = 200;

impl SharedStrings {
    fn of(bytes: &[u8]) -> Self {
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
        SharedStrings(strings.into_iter().map(|text| (text, false)).collect())
    }

    /// The text that a cell has.
    fn take(&mut self, number: &str) -> String {
        let number = number.trim().parse().ok();
        let Some((text, taken)) = number.and_then(|number: usize| self.0.get_mut(number)) else {
            return String::new();
        };
        *taken = true;
        if text.len() > LONG_TEXT { std::mem::take(text) } else { text.clone() }
    }

    /// The texts that no cell has.
    fn untaken(self) -> String {
        let untaken = self.0.into_iter().filter(|(_, taken)| !taken);
        untaken.map(|(text, _)| text + "\n").collect()
    }
}

/// Calls `found` with the name of each cell and its text; headers and footers have no name.
/// Whether the sheet could be read to its end.
fn cells(bytes: &[u8], strings: &mut SharedStrings, mut found: impl FnMut(&str, String)) -> bool {
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
    })
}

fn value(kind: &str, text: String, strings: &mut SharedStrings) -> String {
    match kind {
        "s" => strings.take(&text),
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
