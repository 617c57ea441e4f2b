//! What a reader wants to see of what is found.
//! In: values, or lines such as `limit=10` and `unit=…` from the browser. Out: options.

use crate::facet::{Facet, FacetKind, Filters, Order};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// Pages shown; `usize::MAX` for all.
    pub limit: usize,
    /// Pages left out before them.
    pub offset: usize,
    pub filters: Filters,
    pub order: Order,
    /// Whether the answer says how many of all items found have each facet.
    pub counts: bool,
    /// Whether rows of one page leave room for other things among those shown, as in a short list.
    pub mixed: bool,
}

impl Default for SearchOptions {
    fn default() -> SearchOptions {
        SearchOptions {
            limit: 10,
            offset: 0,
            filters: Filters::default(),
            order: Order::default(),
            counts: false,
            mixed: false,
        }
    }
}

impl SearchOptions {
    /// Reads one option a line: `limit`, `offset`, `order=date`, `counts=yes`, `mixed=yes`, `from`, `to`, and
    /// the names of facets, each as often as wanted. Anything else is passed over: what stands in
    /// an address may be of another time.
    pub fn from_lines(lines: &str) -> SearchOptions {
        let mut options = SearchOptions::default();
        for (name, value) in lines.lines().filter_map(|line| line.split_once('=')) {
            let text = || Some(value.trim().to_string()).filter(|value| !value.is_empty());
            match name {
                "limit" => options.limit = value.parse().unwrap_or(options.limit),
                "offset" => options.offset = value.parse().unwrap_or(options.offset),
                "order" if value == "date" => options.order = Order::Date,
                "counts" => options.counts = value == "yes",
                "mixed" => options.mixed = value == "yes",
                "from" => options.filters.from = text(),
                "to" => options.filters.to = text(),
                _ => {
                    if let (Some(kind), Some(value)) = (FacetKind::named(name), text()) {
                        options.filters.facets.push(Facet { kind, value });
                    }
                }
            }
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        assert_eq!(SearchOptions::from_lines(""), SearchOptions::default());
        let lines = "limit=3\noffset=x\norder=date\ncounts=yes\nmixed=yes\nunit=甲=乙\nunit=丙\ntag= \nfrom=2008\nnews=1\nbroken";
        let options = SearchOptions::from_lines(lines);
        assert_eq!((options.limit, options.offset, options.order), (3, 0, Order::Date));
        let units = ["甲=乙", "丙"].map(|value| Facet::new(FacetKind::Unit, value));
        assert_eq!(options.filters.facets, units);
        assert_eq!(options.filters.from.as_deref(), Some("2008"));
        assert!(options.counts && options.mixed && options.filters.to.is_none());
    }
}
