//! Narrowing, counting and ordering what was found by facets and dates.
//! In: the columns a question needs, ranked pages. Out: pages that pass, counts over all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use yanxi_text::fold::fold;

use crate::answer::{FacetCount, FacetCounts};
use crate::answering::all;
use crate::directory::Cache;
use crate::error::SearchError;
use crate::facet::{FacetKind, Filters, Order};
use crate::facet_table::{COLUMNS, Column, DATES, column_of};
use crate::options::SearchOptions;
use crate::ranking::RankedPage;

pub(crate) struct Narrowing<'a> {
    filters: &'a Filters,
    order: Order,
    counts: bool,
    columns: BTreeMap<usize, Column>,
    /// For the kinds with a choice: which of its values were chosen.
    chosen: BTreeMap<usize, Vec<bool>>,
}

impl<'a> Narrowing<'a> {
    /// Reads the columns that the options ask for, all at once.
    pub(crate) async fn load(
        cache: &Cache,
        options: &'a SearchOptions,
        item_count: usize,
    ) -> Result<Narrowing<'a>, SearchError> {
        let filters = &options.filters;
        let dates = filters.has_dates() || options.order == Order::Date;
        let wanted = (0..COLUMNS).filter(|column| match *column {
            DATES => dates,
            column => {
                let asked = |facet: &crate::facet::Facet| column_of(facet.kind) == column;
                options.counts || filters.facets.iter().any(asked)
            }
        });
        let reads = wanted
            .map(|number| async move { (number, cache.column(number).await) })
            .collect();
        let mut columns = BTreeMap::new();
        for (number, bytes) in all(reads).await {
            let bytes = bytes.map_err(|error| SearchError::Internal(error.to_string()))?;
            let column = Column::read(&bytes, item_count)
                .ok_or_else(|| SearchError::corrupt("facets", "the contents make no sense"))?;
            columns.insert(number, column);
        }
        let mut chosen = BTreeMap::new();
        for (number, column) in &columns {
            if *number == DATES {
                if filters.has_dates() {
                    chosen.insert(*number, column.chosen(|date| filters.admits_date(date)));
                }
                continue;
            }
            let values: Vec<String> = filters
                .facets
                .iter()
                .filter(|facet| column_of(facet.kind) == *number)
                .map(|facet| fold(&facet.value))
                .collect();
            if !values.is_empty() {
                chosen.insert(
                    *number,
                    column.chosen(|value| values.contains(&fold(value))),
                );
            }
        }
        Ok(Narrowing {
            filters,
            order: options.order,
            counts: options.counts,
            columns,
            chosen,
        })
    }

    /// Whether an item passes every choice but that of one column.
    fn admits(&self, item: u32, besides: Option<usize>) -> bool {
        self.chosen
            .iter()
            .filter(|(number, _)| Some(**number) != besides)
            .all(|(number, chosen)| {
                self.columns
                    .get(number)
                    .is_some_and(|column| column.admits(item, chosen))
            })
    }

    /// How many of the pages have each value, and for a kind with a choice how many each other
    /// value would give.
    pub(crate) fn counts(&self, ranked: &[RankedPage]) -> Option<Vec<FacetCounts>> {
        if !self.counts {
            return None;
        }
        let kinds = FacetKind::ALL.into_iter().filter_map(|kind| {
            let number = column_of(kind);
            let column = self.columns.get(&number)?;
            let mut counts = vec![0usize; column.values.len()];
            for page in ranked {
                if self.admits(page.page, Some(number)) {
                    for value in column.values_of(page.page) {
                        if let Some(count) = counts.get_mut(*value as usize) {
                            *count += 1;
                        }
                    }
                }
            }
            let chosen = self.chosen.get(&number);
            let mut values: Vec<FacetCount> = (0..)
                .zip(column.values.iter().zip(counts))
                .map(|(at, (value, count))| FacetCount {
                    value: value.clone(),
                    count,
                    chosen: chosen.is_some_and(|chosen: &Vec<bool>| chosen.get(at) == Some(&true)),
                })
                .filter(|value| value.count > 0 || value.chosen)
                .collect();
            values.sort_by(|one, other| {
                (Reverse(one.count), &one.value).cmp(&(Reverse(other.count), &other.value))
            });
            (!values.is_empty()).then_some(FacetCounts { kind, values })
        });
        Some(kinds.collect())
    }

    /// Leaves the pages that pass, in the order asked for.
    pub(crate) fn apply(&self, mut ranked: Vec<RankedPage>) -> Vec<RankedPage> {
        if !self.filters.is_empty() {
            ranked.retain(|page| self.admits(page.page, None));
        }
        if let (Order::Date, Some(dates)) = (self.order, self.columns.get(&DATES)) {
            // Stable, so that pages of one day keep their rank.
            ranked.sort_by_key(|page| Reverse(dates.value_of(page.page)));
        }
        ranked
    }
}
