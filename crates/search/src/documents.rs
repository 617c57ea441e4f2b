//! What each document of the index is, how long, and to which item and stored record it belongs: half a byte each;
//! and which items are rows of a page that is an item itself.
//! In: kinds and lengths in order, or bytes of a hot file. Out: bytes, or the way from documents to items and records.

use std::ops::Range;

use crate::bytes::Input;
#[cfg(feature = "write")]
use crate::bytes::write_number;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Title,
    /// The headings within one record.
    Heading,
    /// The texts within one record.
    Body,
}

/// Kind and length together. A length is told by the bound it stays within and stands for a
/// typical one: short titles exactly, long texts roughly.
const CLASSES: [(Kind, u32, u32); 16] = [
    (Kind::Title, 2, 2),
    (Kind::Title, 4, 4),
    (Kind::Title, 6, 6),
    (Kind::Title, 9, 8),
    (Kind::Title, 13, 11),
    (Kind::Title, 18, 16),
    (Kind::Title, u32::MAX, 28),
    (Kind::Heading, 8, 6),
    (Kind::Heading, 40, 24),
    (Kind::Heading, u32::MAX, 100),
    (Kind::Body, 64, 40),
    (Kind::Body, 256, 160),
    (Kind::Body, 700, 480),
    (Kind::Body, 1250, 1000),
    (Kind::Body, 1700, 1450),
    (Kind::Body, u32::MAX, 2000),
];

#[cfg(feature = "write")]
fn class_of(kind: Kind, length: usize) -> u8 {
    let length = u32::try_from(length).unwrap_or(u32::MAX);
    let class = CLASSES.iter().position(|(of, most, _)| *of == kind && length <= *most);
    class.unwrap_or_default() as u8
}

/// Items beside each other that are rows of one page, such as those of a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rows {
    items: Range<u32>,
    /// The item that is their page.
    page: u32,
}

/// Gathers documents while they are written.
#[cfg(feature = "write")]
#[derive(Debug, Default)]
pub(crate) struct DocumentList {
    classes: Vec<u8>,
    rows: Vec<Rows>,
}

#[cfg(feature = "write")]
impl DocumentList {
    pub(crate) fn add(&mut self, kind: Kind, length: usize) {
        self.classes.push(class_of(kind, length));
    }

    /// Says anew how long a title is.
    pub(crate) fn set_title_length(&mut self, document: u32, length: usize) {
        if let Some(class) = self.classes.get_mut(document as usize) {
            *class = class_of(Kind::Title, length);
        }
    }

    pub(crate) fn count(&self) -> u32 {
        self.classes.len() as u32
    }

    /// The documents of what follows. Their rows are told afterwards.
    pub(crate) fn append(&mut self, other: DocumentList) {
        self.classes.extend(other.classes);
    }

    /// The item is a row of an earlier one. Items are told in order.
    pub(crate) fn add_row(&mut self, item: u32, page: u32) {
        match self.rows.last_mut() {
            Some(last) if last.page == page && last.items.end == item => last.items.end += 1,
            _ => self.rows.push(Rows { items: item..item + 1, page }),
        }
    }

    pub(crate) fn finish(self) -> DocumentTable {
        DocumentTable::of(self.classes, self.rows)
    }
}

/// The documents of every item, in order. An item's first document is its title. A record begins
/// with a title and after a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DocumentTable {
    classes: Vec<u8>,
    /// First document of each item, and the number of all documents at the end.
    starts: Vec<u32>,
    /// The stored record of each document.
    records: Vec<u32>,
    average_length: f32,
    /// The texts of each item, in units, roughly.
    item_lengths: Vec<u32>,
    average_item: f32,
    /// In order of the items.
    rows: Vec<Rows>,
}

impl DocumentTable {
    fn of(classes: Vec<u8>, rows: Vec<Rows>) -> DocumentTable {
        let mut table = DocumentTable {
            starts: Vec::new(),
            records: Vec::with_capacity(classes.len()),
            average_length: 1.0,
            item_lengths: Vec::new(),
            average_item: 1.0,
            classes,
            rows,
        };
        let mut last = Kind::Body;
        let mut next_record = 0u32;
        let mut total = 0.0;
        for document in 0..table.classes.len() as u32 {
            let kind = table.kind(document);
            let begins = kind == Kind::Title || last == Kind::Body;
            if kind == Kind::Title {
                table.starts.push(document);
                table.item_lengths.push(0);
            }
            next_record += u32::from(begins);
            table.records.push(next_record.saturating_sub(1));
            let length = table.length(document);
            total += length as f32;
            if let Some(item) = table.item_lengths.last_mut() {
                *item = item.saturating_add(length);
            }
            last = kind;
        }
        let count = table.classes.len();
        table.starts.push(count as u32);
        table.average_length = (total / count.max(1) as f32).max(1.0);
        table.average_item = (total / table.item_lengths.len().max(1) as f32).max(1.0);
        table
    }

    #[cfg(feature = "write")]
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        write_number(bytes, self.classes.len() as u64);
        for pair in self.classes.chunks(2) {
            let second = pair.get(1).copied().unwrap_or_default();
            bytes.push(pair[0] | second << 4);
        }
        write_number(bytes, self.rows.len() as u64);
        let mut end = 0;
        for rows in &self.rows {
            write_number(bytes, u64::from(rows.items.start - end));
            write_number(bytes, rows.items.len() as u64);
            write_number(bytes, u64::from(rows.page));
            end = rows.items.end;
        }
    }

    pub(crate) fn read(input: &mut Input) -> Option<DocumentTable> {
        let count = input.size()?;
        let packed = input.take(count.div_ceil(2))?;
        let mut classes: Vec<u8> = Vec::with_capacity(count + 1);
        for byte in packed {
            classes.extend([byte & 15, byte >> 4]);
        }
        classes.truncate(count);
        let mut rows = Vec::new();
        let mut end = 0u32;
        for _ in 0..input.count()? {
            let start = end.checked_add(u32::try_from(input.size()?).ok()?)?;
            end = start.checked_add(u32::try_from(input.size()?).ok()?)?;
            let page = u32::try_from(input.size()?).ok()?;
            (page < start).then_some(())?;
            rows.push(Rows { items: start..end, page });
        }
        let table = DocumentTable::of(classes, rows);
        // The first document is a title, so that every document is of an item.
        let whole = count == 0 || table.starts.first() == Some(&0);
        (whole && end as usize <= table.item_count()).then_some(table)
    }

    fn class(&self, document: u32) -> (Kind, u32, u32) {
        let class = self.classes.get(document as usize).copied();
        CLASSES[usize::from(class.unwrap_or_default() & 15)]
    }

    pub(crate) fn kind(&self, document: u32) -> Kind {
        self.class(document).0
    }

    /// In units, roughly.
    pub(crate) fn length(&self, document: u32) -> u32 {
        self.class(document).2
    }

    pub(crate) fn relative_length(&self, document: u32) -> f32 {
        self.length(document) as f32 / self.average_length
    }

    /// How long an item is beside the others.
    pub(crate) fn relative_item_length(&self, item: u32) -> f32 {
        let length = self.item_lengths.get(item as usize).copied();
        length.unwrap_or_default() as f32 / self.average_item
    }

    pub(crate) fn item_count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(crate) fn document_count(&self) -> u32 {
        self.classes.len() as u32
    }

    pub(crate) fn record_count(&self) -> u32 {
        self.records.last().map_or(0, |record| record + 1)
    }

    pub(crate) fn item_of(&self, document: u32) -> u32 {
        (self.starts.partition_point(|start| *start <= document)).saturating_sub(1) as u32
    }

    /// The item that is the page on which this one stands; a page stands on itself.
    pub(crate) fn page_of(&self, item: u32) -> u32 {
        let after = self.rows.partition_point(|rows| rows.items.start <= item);
        let rows = after.checked_sub(1).and_then(|at| self.rows.get(at));
        rows.filter(|rows| rows.items.contains(&item)).map_or(item, |rows| rows.page)
    }

    pub(crate) fn documents(&self, item: u32) -> Range<u32> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or(0);
        at(item as usize)..at(item as usize + 1)
    }

    pub(crate) fn record_of(&self, document: u32) -> u32 {
        self.records.get(document as usize).copied().unwrap_or(0)
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn documents_items_and_records() {
        use Kind::{Body, Heading, Title};
        let mut list = DocumentList::default();
        let kinds = [Title, Heading, Body, Heading, Body, Body, Title, Title, Body, Body];
        for (at, kind) in kinds.into_iter().enumerate() {
            list.add(kind, at * at);
        }
        list.add_row(1, 0);
        list.add_row(2, 0);
        let table = list.finish();
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(bytes.len(), 1 + kinds.len() / 2 + 4);
        assert_eq!(DocumentTable::read(&mut Input::new(&bytes)), Some(table.clone()));
        let all = 0..kinds.len() as u32;
        let records: Vec<u32> = all.clone().map(|at| table.record_of(at)).collect();
        assert_eq!(records, [0, 0, 0, 1, 1, 2, 3, 4, 4, 5]);
        let items: Vec<u32> = all.clone().map(|at| table.item_of(at)).collect();
        assert_eq!(items, [0, 0, 0, 0, 0, 0, 1, 2, 2, 2]);
        assert_eq!((table.item_count(), table.record_count()), (3, 6));
        let pages: Vec<u32> = (0..4).map(|item| table.page_of(item)).collect();
        assert_eq!(pages, [0, 0, 0, 3]);
        assert_eq!(table.documents(2), 7..10);
        assert!(all.clone().all(|at| table.kind(at) == kinds[at as usize]));
        assert_eq!((table.length(0), table.length(9)), (2, 160));
        // A text without an item.
        assert_eq!(DocumentTable::read(&mut Input::new(&[1, 15, 0])), None);
        // Rows of what comes after them, and more rows than items.
        for rows in [[1, 1, 1], [1, 2, 0]] {
            let bytes = [&[2, 0, 1][..], &rows].concat();
            assert_eq!(DocumentTable::read(&mut Input::new(&bytes)), None);
        }
        assert!(DocumentTable::read(&mut Input::new(&[2, 0, 1, 1, 1, 0])).is_some());
    }
}
