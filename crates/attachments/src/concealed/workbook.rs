//! Workbooks: .xlsx and its kin.
//! In: the parts below `xl/`. Out: hidden sheets by name, hidden rows and columns with something in them, notes counted.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use crate::concealment::{Concealed, counted};
use crate::unpacking::Entry;
use crate::workbook::sheet_names;
use crate::xml::{attribute, each_element, each_event, local};

pub(super) fn concealed(entries: &[Entry]) -> Vec<Concealed> {
    let mut found = Vec::new();
    let (mut notes, mut threads, mut changes) = (0, 0, 0);
    let (mut connections, mut scenarios) = (0, 0);
    let names = sheet_names(entries);
    for entry in entries {
        let Some(part) = entry.name.strip_prefix("xl/") else {
            continue;
        };
        if part == "workbook.xml" {
            each_element(&entry.bytes, |name, element| {
                let state = attribute(element, "state").unwrap_or_default();
                if name == "sheet" && matches!(state.as_str(), "hidden" | "veryHidden") {
                    let name = attribute(element, "name").unwrap_or_default();
                    found.push(Concealed::Sheet(name.into()));
                }
            });
        } else if let Some(file) = part.strip_prefix("worksheets/") {
            let sheet = names.get(file).map_or(file, String::as_str);
            found.extend(hidden_cells(&entry.bytes, sheet));
            if entry.bytes.windows(9).any(|nine| nine == b"<scenario") {
                each_element(&entry.bytes, |name, element| {
                    let named = attribute(element, "user").is_some_and(|user| !user.is_empty());
                    scenarios += usize::from(name == "scenario" && named);
                });
            }
        } else if part == "connections.xml" {
            each_element(&entry.bytes, |name, _| connections += usize::from(name == "connection"));
        } else if part.starts_with("comments") {
            each_element(&entry.bytes, |name, _| notes += usize::from(name == "comment"));
        } else if part.starts_with("threadedComments/") {
            each_element(&entry.bytes, |name, _| {
                threads += usize::from(name == "threadedComment");
            });
        } else if part.starts_with("revisions/revisionLog") {
            each_element(&entry.bytes, |name, _| {
                changes += usize::from(matches!(name, "rrc" | "rcc" | "rm"));
            });
        }
    }
    // The first of each thread stands among the notes too.
    found.extend(counted(Concealed::Comments, notes.max(threads)));
    found.extend(counted(Concealed::Changes, changes));
    found.extend(counted(Concealed::CachedRows, cached_rows(entries)));
    found.extend(counted(Concealed::CachedCells, cached_cells(entries)));
    found.extend(counted(Concealed::Connections, connections));
    found.extend(counted(Concealed::Scenarios, scenarios));
    found
}

/// Rows behind pivot tables whose source is no visible sheet: it was deleted or hidden, or is another workbook. Of a
/// visible one everybody sees the rows.
fn cached_rows(entries: &[Entry]) -> usize {
    let mut shown: BTreeSet<String> = BTreeSet::new();
    for entry in entries {
        let is_table = entry.name.starts_with("xl/tables/");
        if entry.name != "xl/workbook.xml" && !is_table {
            continue;
        }
        each_element(&entry.bytes, |name, element| {
            let is_hidden = attribute(element, "state").is_some_and(|state| state != "visible");
            if matches!(name, "sheet" | "definedName" | "table") && !is_hidden {
                shown.extend(attribute(element, "name"));
                shown.extend(attribute(element, "displayName"));
            }
        });
    }
    let mut sum = 0;
    for entry in entries {
        let definition = "xl/pivotCache/pivotCacheDefinition";
        let Some(number) = entry.name.strip_prefix(definition) else {
            continue;
        };
        let mut is_shown = false;
        each_element(&entry.bytes, |name, element| {
            if name == "worksheetSource" {
                let source = attribute(element, "sheet").or_else(|| attribute(element, "name"));
                is_shown = attribute(element, "id").is_none()
                    && source.is_some_and(|source| shown.contains(&source));
            }
        });
        let records = format!("xl/pivotCache/pivotCacheRecords{number}");
        let records = entries.iter().find(|entry| entry.name == records);
        if let Some(records) = records.filter(|_| !is_shown) {
            each_element(&records.bytes, |name, _| sum += usize::from(name == "r"));
        }
    }
    sum
}

/// Cells of other workbooks that formulas lead to.
fn cached_cells(entries: &[Entry]) -> usize {
    let mut sum = 0;
    for entry in entries.iter().filter(|entry| entry.name.starts_with("xl/externalLinks/external"))
    {
        each_element(&entry.bytes, |name, _| sum += usize::from(name == "v"));
    }
    sum
}

/// Hidden rows and columns count where they hold something: sheets are often narrowed to what is used.
fn hidden_cells(bytes: &[u8], sheet: &str) -> Option<Concealed> {
    let mut hidden_columns: Vec<(usize, usize)> = Vec::new();
    let (mut rows, mut columns) = (0, BTreeSet::new());
    let (mut row_is_hidden, mut row_is_filled) = (false, false);
    let mut column = 0;
    each_event(bytes, |event| match event {
        Event::Start(element) | Event::Empty(element) => match local(element.name().as_ref()) {
            "col" if is_hidden(element) => {
                let number = |key: &str| attribute(element, key)?.parse().ok();
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    hidden_columns.push((first, last));
                }
            }
            "row" => (row_is_hidden, row_is_filled) = (is_hidden(element), false),
            "c" => column = column_of(&attribute(element, "r").unwrap_or_default()),
            "v" | "is" => {
                row_is_filled = true;
                let holds = |(first, last): &(usize, usize)| (*first..=*last).contains(&column);
                if hidden_columns.iter().any(holds) {
                    columns.insert(column);
                }
            }
            _ => {}
        },
        Event::End(element) if local(element.name().as_ref()) == "row" => {
            rows += usize::from(row_is_hidden && row_is_filled);
        }
        _ => {}
    });
    let columns = columns.len();
    (rows + columns > 0).then(|| Concealed::Cells { sheet: sheet.into(), rows, columns })
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"))
}

/// `3` for `C7`.
fn column_of(cell: &str) -> usize {
    cell.bytes()
        .take_while(u8::is_ascii_uppercase)
        .take(3)
        .fold(0, |number, letter| number * 26 + usize::from(letter - b'A') + 1)
}
