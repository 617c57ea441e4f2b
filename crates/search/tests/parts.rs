//! An index is the same whatever parts it was made of and however many threads made it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;
use yanxi_search::{
    Extra, ExtraKind, Facet, FacetKind, IndexPart, ItemOrder, PageText, PreparedPage, Readers,
    SearchOptions, SectionText, Session, WriteOptions, write_index, write_parts,
};

/// Pages that share some words, with rows of ledgers after them.
fn pages() -> Vec<PageText> {
    let text = |number: u32, length: u32| -> String {
        (0..length)
            .map(|at| char::from_u32(0x4e00 + (at * at * 7 + number * 13) % 1_100).unwrap())
            .collect()
    };
    let page = |number: u32| PageText {
        path: format!("p{number:02}.html"),
        title: format!("样例{}", text(number, 3)),
        extra: vec![Extra::new(ExtraKind::Tag, text(number % 5, 2))],
        facets: vec![Facet::new(FacetKind::Tag, text(number % 5, 2))],
        date: number.is_multiple_of(3).then(|| format!("2008-11-{:02}", number % 28 + 1)),
        sections: vec![SectionText {
            anchor: "a".to_string(),
            heading: format!("第{number}节"),
            text: text(number, 900 + number * 40),
        }],
    };
    let row = |number: u32| PageText {
        path: format!("p{:02}.html#r{number}", number % 4),
        title: text(number, 4),
        ..PageText::default()
    };
    (0..40).map(page).chain((0..20).map(row)).collect()
}

type Files = BTreeMap<String, Vec<u8>>;

fn written(pages: &[PageText], ranges: Vec<Range<usize>>, threads: usize) -> Files {
    written_as(pages, ranges, threads, None)
}

fn written_as(
    pages: &[PageText],
    ranges: Vec<Range<usize>>,
    threads: usize,
    order: Option<ItemOrder<'_>>,
) -> Files {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let parts: Vec<IndexPart> = ranges
            .into_par_iter()
            .map(|range| IndexPart::of(pages[range].iter().map(PreparedPage::of)).unwrap())
            .collect();
        let files = Mutex::new(Files::new());
        let options = WriteOptions { readers: Readers::Both, order, ..WriteOptions::default() };
        write_parts(parts, &options, &|path, bytes| {
            let before = files.lock().unwrap().insert(path.to_string(), bytes.to_vec());
            assert_eq!(before, None, "{path} twice");
            Ok(())
        })
        .unwrap();
        files.into_inner().unwrap()
    })
}

#[test]
fn parts_and_threads_leave_no_trace() {
    let pages = pages();
    let options = WriteOptions { readers: Readers::Both, ..WriteOptions::default() };
    let whole = write_index(pages.iter().cloned(), &options, &mut |_| {}).unwrap();
    let whole: Files = whole.files.into_iter().collect();
    assert!(whole.len() > 40);
    let one = 0..pages.len();
    for ranges in [
        vec![one.clone()],
        vec![0..1, 1..41, 41..60],
        vec![0..0, 0..23, 23..23, 23..59, 59..60, 60..60],
        (0..pages.len()).map(|at| at..at + 1).collect(),
    ] {
        for threads in [1, 2, 5] {
            let files = written(&pages, ranges.clone(), threads);
            assert!(files == whole, "{ranges:?} on {threads} threads");
        }
    }
}

/// Items numbered otherwise than they are shown, with a gap between two kinds of them, are found as without.
#[test]
fn numbers_of_items_are_seen_by_nobody() {
    let pages = pages();
    let all = std::iter::once(0..pages.len()).collect();
    let plain = written(&pages, all, 2);
    // The pages backwards, then the rows.
    let mut numbered: Vec<PageText> = pages[..40].iter().rev().cloned().collect();
    numbered.extend_from_slice(&pages[40..]);
    let shown: Vec<u32> = (0..40).rev().chain(40..60).collect();
    let order = ItemOrder { shown: &shown, apart: 40 };
    let whole = written_as(&numbered, vec![0..60, 60..60], 1, Some(order));
    for ranges in [vec![0..7, 7..40, 40..60], vec![0..50, 50..60]] {
        assert!(written_as(&numbered, ranges, 3, Some(order)) == whole);
    }
    let all = SearchOptions { limit: usize::MAX, counts: true, ..SearchOptions::default() };
    for query in ["样例", "样 例", "", "第3节", "\u{4e0d}", "\u{4e00}\u{4e07}"] {
        let answer = |files: &Files| {
            let fetch = |path: &str| Ok(files[path].clone());
            let (mut session, _) = Session::load(fetch).unwrap();
            let mut options = all.clone();
            if query.is_empty() {
                options.filters.from = Some("2008".to_string());
            }
            session.run(query, options, fetch).unwrap().0
        };
        let (one, other) = (answer(&plain), answer(&whole));
        assert_eq!(one, other, "{query}");
        assert!(one.total_pages > 0, "{query}");
    }
    let short = ItemOrder { shown: &shown[..59], apart: 40 };
    let part = IndexPart::of(numbered.iter().map(PreparedPage::of)).unwrap();
    let options = WriteOptions { order: Some(short), ..WriteOptions::default() };
    assert!(write_parts(vec![part], &options, &|_, _| Ok(())).is_err());
}

/// A page that comes last leaves most of what is there as it was.
#[test]
fn a_page_more_before_a_gap_renews_little() {
    let of = |count: u32| {
        // Some letters are far more frequent than others, as in any text.
        let text = |number: u32, length: u32| -> String {
            let mut state = u64::from(number) + 1;
            let letter = |_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let draw = (state >> 40) as u32 / 4_096;
                char::from_u32(0x4e00 + draw * draw / 4_096 * draw / 4_096 / 3)
            };
            (0..length).filter_map(letter).collect()
        };
        let page = |number: u32| PageText {
            path: format!("p{number:03}.html"),
            title: text(number, 6),
            sections: vec![SectionText {
                // The last one has few words that stand elsewhere.
                text: text(number, if number < 200 { 700 } else { 30 }),
                ..SectionText::default()
            }],
            ..PageText::default()
        };
        let row = |number: u32| PageText {
            path: format!("p000.html#r{number}"),
            title: text(number + 7, 6),
            sections: vec![SectionText { text: text(number + 9, 90), ..SectionText::default() }],
            ..PageText::default()
        };
        let pages: Vec<PageText> = (0..count).map(page).chain((0..200).map(row)).collect();
        let shown: Vec<u32> = (0..pages.len() as u32).collect();
        let order = ItemOrder { shown: &shown, apart: count as usize };
        let all = std::iter::once(0..pages.len()).collect();
        written_as(&pages, all, 2, Some(order))
    };
    let (before, after) = (of(200), of(201));
    let new = after.keys().filter(|path| path.ends_with(".BIN") && !before.contains_key(*path));
    let (new, all) = (new.count(), after.keys().filter(|path| path.ends_with(".BIN")).count());
    // Its own words stand in so many of them.
    assert!(new * 3 < all * 2, "{new} of {all}");
}

#[test]
fn no_pages_make_an_index_all_the_same() {
    assert_eq!(written(&[], Vec::new(), 2), written(&[], vec![0..0, 0..0], 1));
}

#[test]
fn a_file_that_cannot_be_taken_is_named() {
    let options = WriteOptions { readers: Readers::Both, ..WriteOptions::default() };
    let full = |path: &str, _: &[u8]| match path.starts_with("hot/") {
        true => Err(std::io::Error::other("full")),
        false => Ok(()),
    };
    let part = IndexPart::of(pages().iter().map(PreparedPage::of)).unwrap();
    let error = write_parts(vec![part], &options, &full).unwrap_err().to_string();
    assert!(error.starts_with("hot/") && error.ends_with(".JS: full"), "{error}");
}
