//! Filters by facets and dates: which pages pass, how many have each value, which come first.
//! In: the columns a question needs, ranked pages. Out: pages that pass, counts over all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use yanxi_text::normal_form::spelled;

use crate::answer::{FacetCount, FacetCounts};
use crate::directory::Cache;
use crate::error::SearchError;
use crate::facet::{FacetKind, Order, within};
use crate::facet_table::{COLUMNS, Column, DATES, column_of};
use crate::options::SearchOptions;
use crate::ordering::put_in_order;
use crate::query::Query;
use crate::ranking::RankedPage;
use crate::waiting::all;

pub(crate) struct FacetFilter {
    order: Order,
    counts: bool,
    columns: BTreeMap<usize, Column>,
    /// For the kinds with a choice: which of its values were chosen.
    chosen: BTreeMap<usize, Vec<bool>>,
}

impl FacetFilter {
    /// Reads the columns that the options ask for, all at once.
    pub(crate) async fn load(
        cache: &Cache,
        options: &SearchOptions,
        query: &Query,
        item_count: usize,
    ) -> Result<FacetFilter, SearchError> {
        let filters = &options.filters;
        let asked_dates = filters.has_dates() || query.period.is_some();
        let dates = asked_dates || options.order == Order::Date;
        let wanted = (0..COLUMNS).filter(|column| match *column {
            DATES => dates,
            column => {
                let chosen = filters.facets.iter().map(|facet| facet.kind);
                let written = query.facets.iter().map(|form| form.kind);
                options.counts || chosen.chain(written).any(|kind| column_of(kind) == column)
            }
        });
        let reads =
            wanted.map(|number| async move { (number, cache.column(number).await) }).collect();
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
                if asked_dates {
                    let admitted = column.chosen(|date| {
                        filters.admits_date(date)
                            && query
                                .period
                                .as_ref()
                                .is_none_or(|(from, to)| within(date, Some(from), Some(to)))
                    });
                    chosen.insert(*number, admitted);
                }
                continue;
            }
            let values: Vec<String> = filters
                .facets
                .iter()
                .filter(|facet| column_of(facet.kind) == *number)
                .map(|facet| spelled(&facet.value))
                .collect();
            // What is typed need not be the whole name.
            let forms: Vec<&str> = query
                .facets
                .iter()
                .filter(|form| column_of(form.kind) == *number)
                .map(|form| form.value.as_str())
                .filter(|typed| column.values.iter().any(|value| spelled(value).contains(typed)))
                .collect();
            if !values.is_empty() || !forms.is_empty() {
                let passes = |value: &str| {
                    let value = spelled(value);
                    values.contains(&value) || forms.iter().any(|form| value.contains(form))
                };
                chosen.insert(*number, column.chosen(passes));
            }
        }
        Ok(FacetFilter { order: options.order, counts: options.counts, columns, chosen })
    }

    /// Makes words of the forms that fit no value: they were text with a colon in it.
    pub(crate) fn take_words(&self, query: &mut Query) {
        let forms = std::mem::take(&mut query.facets);
        for form in forms {
            let column = self.columns.get(&column_of(form.kind));
            let fits = |value: &String| spelled(value).contains(&form.value);
            if column.is_some_and(|column| column.values.iter().any(fits)) {
                query.facets.push(form);
            } else {
                query.words.push(form.word);
            }
        }
    }

    /// Whether an item passes every choice but that of one column.
    fn admits(&self, item: u32, besides: Option<usize>) -> bool {
        self.chosen.iter().filter(|(number, _)| Some(**number) != besides).all(
            |(number, chosen)| {
                self.columns.get(number).is_some_and(|column| column.admits(item, chosen))
            },
        )
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
        if !self.chosen.is_empty() {
            ranked.retain(|page| self.admits(page.page, None));
        }
        if let (Order::Date, Some(dates)) = (self.order, self.columns.get(&DATES)) {
            // Stable, so that pages of one day keep their rank.
            put_in_order(&mut ranked, |page| !dates.rank_of(page.page));
        }
        ranked
    }
}
