//! A short list that is not taken up by one thing's rows.
//! In: ranked items, how many are shown. Out: the same items, rows of one page beyond some behind what else there is.

use std::collections::BTreeMap;

use crate::documents::DocumentTable;
use crate::ranking::RankedPage;

/// Rows of one page among the first of a short list.
const MOST_OF_A_PAGE: usize = 2;

/// Puts other things before further rows of the same page, as far as they are shown.
pub(crate) fn mixed(
    ranked: Vec<RankedPage>,
    documents: &DocumentTable,
    shown: usize,
) -> Vec<RankedPage> {
    let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
    let (mut first, mut others) = (Vec::with_capacity(ranked.len()), Vec::new());
    for item in ranked {
        let page = documents.page_of(item.page);
        let of_page = rows.entry(page).or_default();
        *of_page += usize::from(page != item.page);
        let is_further = page != item.page && *of_page > MOST_OF_A_PAGE;
        if first.len() < shown && !is_further {
            first.push(item);
        } else {
            others.push(item);
        }
    }
    first.extend(others);
    first
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use crate::documents::{DocumentList, Kind};

    #[test]
    fn rows_of_one_page_leave_room_for_others() {
        let mut list = DocumentList::default();
        for _ in 0..10 {
            list.add(Kind::Title, 4);
        }
        // Items 2 to 7 are rows of item 0.
        for item in 2..8 {
            list.add_row(item, 0);
        }
        let documents = list.finish();
        let ranked = |pages: &[u32]| -> Vec<RankedPage> {
            let scored = pages.iter().zip((0..).map(|at| 900 - at));
            scored
                .map(|(page, score)| RankedPage { page: *page, score, with_rows: false })
                .collect()
        };
        let order = |pages: &[u32], shown: usize| -> Vec<u32> {
            mixed(ranked(pages), &documents, shown).iter().map(|item| item.page).collect()
        };
        assert_eq!(order(&[2, 3, 4, 5, 8, 0, 6, 9], 5), [2, 3, 8, 0, 9, 4, 5, 6]);
        assert_eq!(order(&[2, 3, 4, 5], 3), [2, 3, 4, 5]);
        assert_eq!(order(&[8, 0, 9, 1], 2), [8, 0, 9, 1]);
        assert_eq!(order(&[], 5), [0; 0]);
    }
}
