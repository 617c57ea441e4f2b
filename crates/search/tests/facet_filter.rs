//! Items with facets: counts over everything found, narrowing, order by date, addresses of rows.

use std::collections::BTreeMap;

use yanxi_search::{
    Answer, Facet, FacetKind, Filters, Order, PageText, Poll, SearchOptions, SectionText, Session,
    WriteOptions, write_index,
};

const UNITS: [&str; 3] = ["甲嘎查", "乙嘎查", "丙嘎查"];

/// Records of three units, every second one with two tags, every fifth without a date, and rows
/// of one ledger.
fn items() -> Vec<PageText> {
    let record = |number: usize| PageText {
        path: format!("records/r{number}.html"),
        title: format!("样例记录{number}"),
        sections: vec![SectionText {
            text: format!("第{number}份，讲的是路灯。"),
            ..SectionText::default()
        }],
        extra: Vec::new(),
        facets: [
            vec![
                Facet::new(FacetKind::Kind, "记录"),
                Facet::new(FacetKind::Unit, UNITS[number % 3]),
            ],
            if number.is_multiple_of(2) {
                vec![Facet::new(FacetKind::Tag, "照明"), Facet::new(FacetKind::Tag, "急")]
            } else {
                Vec::new()
            },
        ]
        .concat(),
        date: (!number.is_multiple_of(5))
            .then(|| format!("20{:02}-03-{:02}", 8 + number % 3, 1 + number % 28)),
    };
    let row = |number: usize| PageText {
        path: format!("ledgers/problems-2.html#r{number}"),
        title: format!("问题{number}"),
        sections: vec![SectionText { text: "路灯不亮".to_string(), ..SectionText::default() }],
        facets: vec![Facet::new(FacetKind::Kind, "问题")],
        ..PageText::default()
    };
    (0..300).map(record).chain((0..40).map(row)).collect()
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let written = write_index(items().into_iter(), &WriteOptions::default(), &mut |_| {});
    written.unwrap().files.into_iter().collect()
}

fn ask(files: &BTreeMap<String, Vec<u8>>, query: &str, options: SearchOptions) -> (Answer, usize) {
    let fetch = |path: &str| Ok(files[path].clone());
    let mut session = Session::load(fetch).unwrap().0;
    session.search(query, options);
    let mut waves = 0;
    loop {
        match session.poll().unwrap() {
            Poll::Ready(answer) => return (*answer, waves),
            Poll::Idle => unreachable!("a question was asked"),
            Poll::Need(requests) => {
                waves += 1;
                for request in requests {
                    session.supply(&request.path, &files[&request.path]).unwrap();
                }
            }
        }
    }
}

fn narrowed(facets: &[(FacetKind, &str)]) -> SearchOptions {
    let facets = facets.iter().map(|(kind, value)| Facet::new(*kind, *value));
    SearchOptions {
        filters: Filters { facets: facets.collect(), ..Filters::default() },
        counts: true,
        ..SearchOptions::default()
    }
}

fn count(answer: &Answer, kind: FacetKind, value: &str) -> Option<usize> {
    let counts = answer.facets.as_ref()?.iter().find(|counts| counts.kind == kind)?;
    counts.values.iter().find(|known| known.value == value).map(|known| known.count)
}

#[test]
fn counts_are_over_everything_found() {
    let files = files();
    let (answer, waves) = ask(&files, "路灯", narrowed(&[]));
    assert_eq!((answer.total_pages, answer.unfiltered_pages, waves), (340, 340, 2));
    assert_eq!(answer.pages.len(), 10);
    assert_eq!(count(&answer, FacetKind::Kind, "记录"), Some(300));
    assert_eq!(count(&answer, FacetKind::Kind, "问题"), Some(40));
    assert_eq!(count(&answer, FacetKind::Unit, "甲嘎查"), Some(100));
    assert_eq!(count(&answer, FacetKind::Tag, "急"), Some(150));
    assert_eq!(count(&answer, FacetKind::Stage, "急"), None);
    let (plain, _) = ask(&files, "路灯", SearchOptions::default());
    assert_eq!(plain.facets, None);
    assert_eq!(plain.pages, answer.pages);
}

#[test]
fn kinds_narrow_and_values_widen() {
    let files = files();
    let chosen = [(FacetKind::Unit, "甲嘎查"), (FacetKind::Unit, "乙嘎查"), (FacetKind::Tag, "急")];
    let (answer, waves) = ask(&files, "路灯", narrowed(&chosen));
    assert_eq!((answer.total_pages, answer.unfiltered_pages, waves), (100, 340, 2));
    for page in &answer.pages {
        assert!(page.facets.contains(&Facet::new(FacetKind::Tag, "急")));
        assert!(!page.facets.contains(&Facet::new(FacetKind::Unit, "丙嘎查")));
    }
    // What another choice of the same kind would give.
    assert_eq!(count(&answer, FacetKind::Unit, "丙嘎查"), Some(50));
    assert_eq!(count(&answer, FacetKind::Tag, "照明"), Some(100));
    let (none, _) = ask(&files, "路灯", narrowed(&[(FacetKind::Unit, "丁嘎查")]));
    assert_eq!((none.total_pages, none.unfiltered_pages), (0, 340));
    assert_eq!((none.pages.len(), none.looser), (0, None));
}

#[test]
fn blanks_beside_han_say_nothing_in_what_narrows() {
    let items =
        [("spaced", "调\u{3000}研"), ("plain", "走访"), ("latin", "Case  Study"), ("sign", "C++")];
    let items = items.map(|(path, tag)| PageText {
        path: path.to_string(),
        title: "路灯".to_string(),
        facets: vec![Facet::new(FacetKind::Tag, tag)],
        ..PageText::default()
    });
    let written = write_index(items.into_iter(), &WriteOptions::default(), &mut |_| {});
    let files: BTreeMap<String, Vec<u8>> = written.unwrap().files.into_iter().collect();
    let urls = |answer: &Answer| -> Vec<String> {
        answer.pages.iter().map(|page| page.url.clone()).collect()
    };
    for (typed, url) in [
        ("标签:调研", "spaced"),
        ("标签:“调 研”", "spaced"),
        ("标签:“走\u{3000}访”", "plain"),
        ("标签:“case study”", "latin"),
        ("标签:c++", "sign"),
    ] {
        assert_eq!(urls(&ask(&files, typed, SearchOptions::default()).0), [url], "{typed}");
    }
    for (chosen, urls_wanted) in [
        ("调研", &["spaced"][..]),
        ("走 访", &["plain"]),
        ("case study", &["latin"]),
        ("casestudy", &[]),
        ("C", &[]),
    ] {
        let (answer, _) = ask(&files, "路灯", narrowed(&[(FacetKind::Tag, chosen)]));
        assert_eq!(urls(&answer), urls_wanted, "{chosen}");
    }
}

#[test]
fn dates_narrow_and_order() {
    let files = files();
    let between = |from: Option<&str>, to: Option<&str>| SearchOptions {
        filters: Filters {
            from: from.map(str::to_string),
            to: to.map(str::to_string),
            ..Filters::default()
        },
        order: Order::Date,
        limit: usize::MAX,
        ..SearchOptions::default()
    };
    let expected = |from: &str, to: &str| {
        let dates = items().into_iter().filter_map(|item| item.date);
        dates.filter(|date| &**date >= from && &**date <= to).count()
    };
    for (from, to, first, last) in [
        (None, None, "0000", "9999"),
        (Some("2009"), None, "2009-00", "9999"),
        (None, Some("2009"), "0000", "2009-99"),
        (Some("2009-03"), Some("2009-03-05"), "2009-03", "2009-03-05"),
    ] {
        let (answer, _) = ask(&files, "路灯", between(from, to));
        let dates: Vec<Option<&str>> =
            answer.pages.iter().map(|page| page.date.as_deref()).collect();
        let undated = if from.or(to).is_none() { 340 - expected("0", "9") } else { 0 };
        assert_eq!(dates.len(), expected(first, last) + undated);
        assert!(dates.is_sorted_by(|one, other| one >= other), "newest first, undated last");
    }
}

#[test]
fn without_words_everything_that_passes_is_listed() {
    let files = files();
    let (answer, _) = ask(&files, " ", narrowed(&[(FacetKind::Kind, "问题")]));
    assert_eq!(answer.total_pages, 40);
    assert_eq!(answer.pages[1].url, "ledgers/problems-2.html#r1");
    assert_eq!(answer.pages[1].title, "问题1");
    assert_eq!(ask(&files, "", SearchOptions::default()).0.total_pages, 0);
}

#[test]
fn facets_of_any_number_lie_outside_of_the_hot_file() {
    let hot_size = |items: &mut dyn Iterator<Item = PageText>| {
        let written = write_index(items, &WriteOptions::default(), &mut |_| {}).unwrap();
        let hot = written.files.iter().find(|(path, _)| path.starts_with("hot/"));
        hot.unwrap().1.len()
    };
    let bare = items().into_iter().map(|item| PageText { facets: Vec::new(), date: None, ..item });
    let with = hot_size(&mut items().into_iter());
    let without = hot_size(&mut { bare });
    assert!(with < without + 200, "{with} {without}");
}
