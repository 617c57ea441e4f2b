//! Facets and dates of all items in columns, one for each kind, read only when they are asked for.
//! In: the items' facets in order, or a column's bytes. Out: bytes, or what each item has.

#[cfg(feature = "write")]
use std::collections::BTreeMap;

use crate::bytes::Input;
#[cfg(feature = "write")]
use crate::bytes::{write_number, write_text};
use crate::facet::FacetKind;

/// Columns: the kinds of facets, then dates.
pub(crate) const COLUMNS: usize = FacetKind::ALL.len() + 1;
pub(crate) const DATES: usize = FacetKind::ALL.len();

pub(crate) fn column_of(kind: FacetKind) -> usize {
    kind as usize
}

/// Gathers the columns while items are written.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Default)]
pub(crate) struct FacetTable {
    columns: [Vec<Vec<String>>; COLUMNS],
}

#[cfg(feature = "write")]
impl FacetTable {
    pub(crate) fn add(&mut self, facets: &[crate::facet::Facet], date: Option<&str>) {
        for (number, column) in self.columns.iter_mut().enumerate() {
            let mut values: Vec<String> = if number == DATES {
                date.map(str::to_string).into_iter().collect()
            } else {
                facets
                    .iter()
                    .filter(|facet| column_of(facet.kind) == number)
                    .map(|facet| facet.value.clone())
                    .collect()
            };
            values.sort_unstable();
            values.dedup();
            column.push(values);
        }
    }

    /// The items of what follows.
    pub(crate) fn append(&mut self, other: FacetTable) {
        for (column, further) in self.columns.iter_mut().zip(other.columns) {
            column.extend(further);
        }
    }

    pub(crate) fn write(&self) -> [Vec<u8>; COLUMNS] {
        self.columns.each_ref().map(|column| write_column(column))
    }
}

/// Values in order; the sets of values that occur; then for each run of items with the same set
/// its number and how many more follow.
#[cfg(feature = "write")]
fn write_column(items: &[Vec<String>]) -> Vec<u8> {
    if items.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut values: BTreeMap<&str, u64> =
        items.iter().flatten().map(|value| (value.as_str(), 0)).collect();
    let mut bytes = Vec::new();
    write_number(&mut bytes, values.len() as u64);
    for (number, (value, known)) in (0..).zip(&mut values) {
        *known = number;
        write_text(&mut bytes, value);
    }
    let mut sets: BTreeMap<&[String], u64> = items.iter().map(|set| (set.as_slice(), 0)).collect();
    write_number(&mut bytes, sets.len() as u64);
    for (number, (set, known)) in (0..).zip(&mut sets) {
        *known = number;
        write_number(&mut bytes, set.len() as u64);
        for value in *set {
            let number = values.get(value.as_str()).copied().unwrap_or_default();
            write_number(&mut bytes, number);
        }
    }
    for run in items.chunk_by(|one, other| one == other) {
        let set = run.first().and_then(|set| sets.get(set.as_slice())).copied().unwrap_or_default();
        let further = run.len() as u64 - 1;
        write_number(&mut bytes, set << 1 | u64::from(further > 0));
        if further > 0 {
            write_number(&mut bytes, further);
        }
    }
    bytes
}

/// One column as read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) values: Vec<String>,
    sets: Vec<Vec<u32>>,
    /// The set of each item.
    items: Vec<u32>,
}

impl Column {
    /// None for bytes that make no sense. No bytes: no item has a value.
    pub(crate) fn read(bytes: &[u8], item_count: usize) -> Option<Column> {
        let mut input = Input::new(bytes);
        if bytes.is_empty() {
            return Some(Column::default());
        }
        let mut column = Column::default();
        for _ in 0..input.count()? {
            column.values.push(input.text()?);
        }
        for _ in 0..input.count()? {
            let mut set = Vec::new();
            for _ in 0..input.count()? {
                let value = input.size()?;
                column.values.get(value)?;
                set.push(value as u32);
            }
            column.sets.push(set);
        }
        while column.items.len() < item_count {
            let head = input.size()?;
            let set = head >> 1;
            column.sets.get(set)?;
            let run = if head & 1 == 1 { input.size()?.checked_add(1)? } else { 1 };
            let end = column.items.len().checked_add(run)?;
            if end > item_count {
                return None;
            }
            column.items.resize(end, set as u32);
        }
        input.is_empty().then_some(column)
    }

    /// Numbers of an item's values.
    pub(crate) fn values_of(&self, item: u32) -> &[u32] {
        self.items
            .get(item as usize)
            .and_then(|set| self.sets.get(*set as usize))
            .map_or(&[], Vec::as_slice)
    }

    /// How late the only value of an item comes among all, which are in order; nought without one.
    pub(crate) fn rank_of(&self, item: u32) -> u64 {
        self.values_of(item).first().map_or(0, |number| u64::from(*number) + 1)
    }

    /// For every value whether it passes.
    pub(crate) fn chosen(&self, passes: impl Fn(&str) -> bool) -> Vec<bool> {
        self.values.iter().map(|value| passes(value)).collect()
    }

    /// Whether one of an item's values is among the chosen ones.
    pub(crate) fn admits(&self, item: u32, chosen: &[bool]) -> bool {
        self.values_of(item).iter().any(|value| chosen.get(*value as usize) == Some(&true))
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facet::Facet;

    #[test]
    fn columns_keep_every_value() {
        let mut table = FacetTable::default();
        let tags = |values: &[&str]| -> Vec<Facet> {
            values.iter().map(|value| Facet::new(FacetKind::Tag, *value)).collect()
        };
        let items = [tags(&["乙", "甲"]), tags(&["甲", "乙", "甲"]), tags(&[]), tags(&["丙"])];
        for (number, facets) in items.iter().enumerate() {
            table.add(facets, (number == 3).then_some("2008-11-18"));
        }
        let columns = table.write();
        let read = Column::read(&columns[column_of(FacetKind::Tag)], 4).unwrap();
        let of = |item| -> Vec<&str> {
            let values = read.values_of(item).iter();
            values.map(|value| &*read.values[*value as usize]).collect()
        };
        assert_eq!(of(0), of(1));
        assert_eq!((of(0).len(), of(2).len(), of(3)), (2, 0, vec!["丙"]));
        assert!(columns[column_of(FacetKind::Unit)].is_empty());
        let dates = Column::read(&columns[DATES], 4).unwrap();
        assert_eq!(dates.rank_of(0), 0);
        assert_eq!(dates.values[dates.rank_of(3) as usize - 1], "2008-11-18");
        assert_eq!(Column::read(&columns[DATES], 5), None);
        assert_eq!(Column::read(&columns[DATES], 3), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            Column::read(&bytes, 7);
        }
    }
}
