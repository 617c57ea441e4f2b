//! What each document of the index is, how long, and to which item and stored record it belongs: half a byte each;
//! which items are rows of a page that is an item itself, and in which order equal items are shown.
//! In: kinds and lengths in order, or bytes of a hot file. Out: bytes, or the way from documents to items and records.

use std::ops::Range;

#[cfg(feature = "write")]
use crate::bits::BitWriter;
use crate::bits::{BitReader, Rice};
use crate::bytes::Input;
#[cfg(feature = "write")]
use crate::bytes::{write_block, write_number};

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

fn kind_of(class: u8) -> Kind {
    CLASSES[usize::from(class & 15)].0
}

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

/// Numbers that no document has, so that what comes before them grows without numbering what comes after anew.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

impl Gap {
    /// What comes after a gap begins at a multiple of this.
    #[cfg(feature = "write")]
    const ROUND: u32 = 1_024;

    #[cfg(feature = "write")]
    fn behind(start: u32) -> Gap {
        let end = start.checked_next_multiple_of(Gap::ROUND).unwrap_or(start);
        Gap { start, length: end - start }
    }

    /// The number of what is so many documents from the first.
    pub(crate) fn number(self, index: u32) -> u32 {
        if index < self.start { index } else { index.saturating_add(self.length) }
    }

    /// How many documents come before the one of this number.
    pub(crate) fn index(self, number: u32) -> u32 {
        match number.checked_sub(self.start) {
            None => number,
            Some(beyond) => self.start + beyond.saturating_sub(self.length),
        }
    }
}

/// Gathers documents while they are written.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Default)]
pub(crate) struct DocumentList {
    classes: Vec<u8>,
    rows: Vec<Rows>,
    gap: Gap,
    order: Vec<u32>,
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

    pub(crate) fn item_count(&self) -> usize {
        self.titles().count()
    }

    /// The documents that are titles, one of each item.
    fn titles(&self) -> impl Iterator<Item = u32> {
        let documents = (0u32..).zip(&self.classes);
        documents.filter(|(_, class)| kind_of(**class) == Kind::Title).map(|(document, _)| document)
    }

    /// Leaves a gap before this item.
    pub(crate) fn leave_gap_before(&mut self, item: usize) {
        let start = self.titles().nth(item);
        self.gap = start.map_or_else(Gap::default, Gap::behind);
    }

    pub(crate) fn gap(&self) -> Gap {
        self.gap
    }

    /// The items in the order in which equal ones are shown. Without it they are shown as they come.
    pub(crate) fn set_order(&mut self, order: Vec<u32>) {
        let as_they_come = order.iter().zip(0u32..).all(|(item, place)| *item == place);
        self.order = if as_they_come { Vec::new() } else { order };
    }

    pub(crate) fn finish(self) -> DocumentTable {
        DocumentTable::of(self.classes, self.rows, self.gap, self.order)
    }
}

/// How many steps of the order of items are remembered.
const STEPS: u32 = 32;

/// The order of so many items, each of them once. No bytes: as they come.
fn read_order(bytes: &[u8], count: usize) -> Option<Vec<u32>> {
    if bytes.is_empty() {
        return Some(Vec::new());
    }
    // Each takes a bit at least.
    (count <= bytes.len().saturating_mul(8)).then_some(())?;
    let mut steps = Rice::new(0, STEPS);
    let mut bits = BitReader::new(bytes);
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    let mut next = 0u32;
    for _ in 0..count {
        let step = steps.read(&mut bits)?;
        let item = next.wrapping_add((step >> 1) ^ (step & 1).wrapping_neg());
        let seen = seen.get_mut(item as usize)?;
        (!std::mem::replace(seen, true)).then_some(())?;
        order.push(item);
        next = item + 1;
    }
    Some(order)
}

/// The documents of every item, in order. An item's first document is its title. A record begins
/// with a title and after a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DocumentTable {
    classes: Vec<u8>,
    gap: Gap,
    /// First document of each item, and one more than the last document's number at the end.
    starts: Vec<u32>,
    /// The stored record of each document.
    records: Vec<u32>,
    average_length: f32,
    /// The texts of each item, in units, roughly.
    item_lengths: Vec<u32>,
    average_item: f32,
    /// In order of the items.
    rows: Vec<Rows>,
    /// The items as equal ones are shown, and the place of each there; empty where they are shown as they come.
    order: Vec<u32>,
    places: Vec<u32>,
}

impl DocumentTable {
    fn of(classes: Vec<u8>, rows: Vec<Rows>, gap: Gap, order: Vec<u32>) -> DocumentTable {
        let mut table = DocumentTable {
            gap,
            places: Vec::new(),
            order,
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
        for index in 0..table.classes.len() as u32 {
            let document = gap.number(index);
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
        table.starts.push(gap.number(count as u32));
        table.places = vec![0; table.order.len()];
        for (place, item) in (0u32..).zip(&table.order) {
            if let Some(of_item) = table.places.get_mut(*item as usize) {
                *of_item = place;
            }
        }
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
        write_number(bytes, u64::from(self.gap.start));
        write_number(bytes, u64::from(self.gap.length));
        // The next one is mostly the next.
        let mut steps = Rice::new(0, STEPS);
        let mut bits = BitWriter::default();
        let mut next = 0u32;
        for item in &self.order {
            let step = item.wrapping_sub(next) as i32;
            steps.write(&mut bits, ((step << 1) ^ (step >> 31)) as u32);
            next = item + 1;
        }
        bits.align();
        write_block(bytes, bits.bytes());
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
        let gap = Gap {
            start: u32::try_from(input.size()?).ok()?,
            length: u32::try_from(input.size()?).ok()?,
        };
        // All numbers stay numbers.
        let end_of_numbers = u32::try_from(count).ok()?.checked_add(gap.length)?;
        (gap.start as usize <= count && end_of_numbers <= u32::MAX / 2).then_some(())?;
        let items = classes.iter().filter(|class| kind_of(**class) == Kind::Title);
        let order = read_order(input.block()?, items.count())?;
        let table = DocumentTable::of(classes, rows, gap, order);
        // The first document is a title, so that every document is of an item.
        let whole = count == 0 || table.starts.first() == Some(&0);
        (whole && end as usize <= table.item_count()).then_some(table)
    }

    fn class(&self, document: u32) -> (Kind, u32, u32) {
        let class = self.classes.get(self.gap.index(document) as usize).copied();
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

    /// One more than the last document's number.
    pub(crate) fn document_end(&self) -> u32 {
        self.gap.number(self.document_count())
    }

    /// Where an item stands among others that are as good.
    pub(crate) fn place(&self, item: u32) -> u32 {
        self.places.get(item as usize).copied().unwrap_or(item)
    }

    /// All items as equal ones are shown.
    pub(crate) fn items_in_order(&self) -> Vec<u32> {
        match self.order.is_empty() {
            true => (0..self.item_count() as u32).collect(),
            false => self.order.clone(),
        }
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
        let (start, end) = (at(item as usize), at(item as usize + 1));
        let before_gap = start < self.gap.start && end == self.gap.start + self.gap.length;
        start..if before_gap { self.gap.start } else { end }
    }

    pub(crate) fn record_of(&self, document: u32) -> u32 {
        self.records.get(self.gap.index(document) as usize).copied().unwrap_or(0)
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
        assert_eq!(bytes.len(), 1 + kinds.len() / 2 + 4 + 3);
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
        assert_eq!(DocumentTable::read(&mut Input::new(&[1, 15, 0, 0, 0, 0])), None);
        // Rows of what comes after them, and more rows than items.
        for rows in [[1, 1, 1], [1, 2, 0]] {
            let bytes = [&[2, 0, 1][..], &rows, &[0, 0, 0]].concat();
            assert_eq!(DocumentTable::read(&mut Input::new(&bytes)), None);
        }
        assert!(DocumentTable::read(&mut Input::new(&[2, 0, 1, 1, 1, 0, 0, 0, 0])).is_some());
        // A gap behind all documents.
        assert_eq!(DocumentTable::read(&mut Input::new(&[2, 0, 0, 3, 1, 0])), None);
        assert!(DocumentTable::read(&mut Input::new(&[2, 0, 0, 2, 1, 0])).is_some());
    }

    #[test]
    fn numbers_behind_a_gap_are_those_of_other_documents() {
        use Kind::{Body, Title};
        let of = |gap: bool| {
            let mut list = DocumentList::default();
            for (at, kind) in [Title, Body, Title, Body, Body, Title, Body].into_iter().enumerate()
            {
                list.add(kind, at * 100);
            }
            if gap {
                list.leave_gap_before(2);
            }
            list.finish()
        };
        let (whole, gapped) = (of(false), of(true));
        let mut bytes = Vec::new();
        gapped.write(&mut bytes);
        assert_eq!(DocumentTable::read(&mut Input::new(&bytes)), Some(gapped.clone()));
        assert_eq!((gapped.document_count(), gapped.document_end()), (7, 1_026));
        for (index, number) in [0, 1, 2, 3, 4, 1_024, 1_025].into_iter().enumerate() {
            let index = index as u32;
            assert_eq!(gapped.kind(number), whole.kind(index));
            assert_eq!(gapped.length(number), whole.length(index));
            assert_eq!(gapped.record_of(number), whole.record_of(index));
            assert_eq!(gapped.item_of(number), whole.item_of(index));
        }
        assert_eq!([0, 1, 2].map(|item| gapped.documents(item)), [0..2, 2..5, 1_024..1_026]);
        assert_eq!(gapped.relative_item_length(1), whole.relative_item_length(1));
    }

    #[test]
    fn items_have_places_of_their_own() {
        let mut list = DocumentList::default();
        (0..5).for_each(|_| list.add(Kind::Title, 4));
        list.set_order(vec![3, 0, 1, 4, 2]);
        let table = list.finish();
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        let read = DocumentTable::read(&mut Input::new(&bytes)).unwrap();
        assert_eq!(read, table);
        assert_eq!(read.items_in_order(), [3, 0, 1, 4, 2]);
        assert_eq!((read.place(3), read.place(2)), (0, 4));
        for order in [vec![3, 0, 1, 4, 4], vec![3, 0, 1, 4]] {
            let mut list = DocumentList::default();
            (0..5).for_each(|_| list.add(Kind::Title, 4));
            list.set_order(order);
            let mut bytes = Vec::new();
            list.finish().write(&mut bytes);
            // The last bits may be read as one that is there already.
            assert_eq!(DocumentTable::read(&mut Input::new(&bytes)), None);
        }
    }
}
