//! An index is the same whatever parts it was made of and however many threads made it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use rayon::prelude::*;
use yanxi_search::{
    Extra, ExtraKind, Facet, FacetKind, IndexPart, PageText, PreparedPage, SectionText,
    WriteOptions, write_index, write_parts,
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
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let parts: Vec<IndexPart> = ranges
            .into_par_iter()
            .map(|range| IndexPart::of(pages[range].iter().map(PreparedPage::of)).unwrap())
            .collect();
        let files = Mutex::new(Files::new());
        let options = WriteOptions { twins: true, client: None };
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
    let options = WriteOptions { twins: true, client: None };
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

#[test]
fn no_pages_make_an_index_all_the_same() {
    assert_eq!(written(&[], Vec::new(), 2), written(&[], vec![0..0, 0..0], 1));
}

#[test]
fn a_file_that_cannot_be_taken_is_named() {
    let options = WriteOptions { twins: true, client: None };
    let full = |path: &str, _: &[u8]| match path.ends_with("hot.bin.js") {
        true => Err(std::io::Error::other("full")),
        false => Ok(()),
    };
    let part = IndexPart::of(pages().iter().map(PreparedPage::of)).unwrap();
    let error = write_parts(vec![part], &options, &full).unwrap_err().to_string();
    assert!(error.ends_with("hot.bin.js: full"), "{error}");
}
