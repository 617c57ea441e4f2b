//! Query forms, pinyin, and words put right when nothing answers.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_search::{
    Answer, Extra, ExtraKind, Facet, FacetKind, PageText, SearchOptions, SectionText, Session,
    WriteOptions, write_index,
};

fn page(path: &str, title: &str, sections: &[(&str, &str)]) -> PageText {
    let section = |(heading, text): &(&str, &str)| SectionText {
        anchor: heading.to_string(),
        heading: heading.to_string(),
        text: text.to_string(),
    };
    PageText {
        path: path.to_string(),
        title: title.to_string(),
        sections: sections.iter().map(section).collect(),
        ..PageText::default()
    }
}

fn pages() -> Vec<PageText> {
    let mut dated = page("record.html", "重庆路灯记录", &[("", "单位：不详。路灯已修。")]);
    dated.facets =
        vec![Facet::new(FacetKind::Unit, "甲嘎查委员会"), Facet::new(FacetKind::Tag, "照明")];
    dated.extra = vec![Extra::new(ExtraKind::Tag, "照明")];
    dated.date = Some("2008-11-18".to_string());
    let mut later = page("later.html", "回头看", &[("路灯复查", "已复查，kexue 一词在此。")]);
    later.facets = vec![Facet::new(FacetKind::Unit, "乙嘎查委员会")];
    later.date = Some("2009-02-01".to_string());
    vec![
        page(
            "plan.html",
            "学习科学发展",
            &[("", "开头。"), ("第三条 方法步骤", "学习的方法有三：路灯。")],
        ),
        page("meeting.html", "会议", &[("", "学习会议，方法不谈。")]),
        dated,
        later,
    ]
}

fn ask(query: &str) -> Answer {
    let written = write_index(pages().into_iter(), &WriteOptions::default(), &mut |_| {});
    let files: BTreeMap<String, Vec<u8>> = written.unwrap().files.into_iter().collect();
    let fetch = |path: &str| Ok(files[path].clone());
    let mut session = Session::load(fetch).unwrap().0;
    session.run(query, SearchOptions::default(), fetch).unwrap().0
}

fn found(query: &str) -> BTreeSet<String> {
    ask(query).pages.into_iter().map(|page| page.url).collect()
}

fn set(urls: &[&str]) -> BTreeSet<String> {
    urls.iter().map(|url| url.to_string()).collect()
}

#[test]
fn forms() {
    for (query, urls) in [
        ("学习 -会议", &["plan.html"][..]),
        ("学习 -绝无此语", &["plan.html", "meeting.html"]),
        ("路灯 -“路灯已修”", &["plan.html", "later.html"]),
        ("标题:路灯", &["record.html", "later.html"]),
        ("title:学习", &["plan.html"]),
        ("路灯 单位:甲嘎查", &["record.html"]),
        ("單位：甲嘎查", &["record.html"]),
        ("路灯 tag:照明", &["record.html"]),
        ("路灯 日期:2008", &["record.html"]),
        ("路灯 日期:2008-11..2009年3月", &["record.html", "later.html"]),
        ("日期:2009", &["later.html"]),
        // No unit is called so: the words stand in a text.
        ("单位：不详", &["record.html"]),
        ("“单位：不详”", &["record.html"]),
    ] {
        assert_eq!(found(query), set(urls), "{query}");
    }
}

#[test]
fn pinyin_of_titles_headings_and_tags() {
    for (query, urls) in [
        ("kexuefazhan", &["plan.html"][..]),
        ("kxfz", &["plan.html"]),
        ("KeXueFaZ", &["plan.html"]),
        ("xue'xi", &["plan.html"]),
        ("fangfa", &["plan.html"]),
        ("zhaoming", &["record.html"]),
        // Every reading of 重.
        ("chongqing", &["record.html"]),
        ("zhongqing", &["record.html"]),
        ("cqld", &["record.html"]),
        ("huitou", &["later.html"]),
        ("ludeng 学习", &[]),
    ] {
        let answer = ask(query);
        assert_eq!(found(query), set(urls), "{query}");
        assert_eq!(answer.by_pinyin, !urls.is_empty(), "{query}");
    }
    let marks = &ask("kxfz").pages[0].sections[0].marks;
    assert_eq!(marks, &["科学发展"]);
    assert!(ask("fangfa").pages[0].sections.iter().any(|section| section.marks == ["方法"]));
    // What stands in a text as letters is found as letters.
    let literal = ask("kexue");
    assert_eq!((literal.total_pages, literal.by_pinyin), (1, false));
    assert_eq!(literal.pages[0].url, "later.html");
}

/// Another character that is read or looks alike: the pages of what was probably meant, marked as a guess.
#[test]
fn what_sounds_or_looks_alike_is_a_guess() {
    for (query, meant) in [
        ("科学发站", "科学发展"),
        ("棵学发展", "科学发展"),
        ("科学法展", "科学发展"),
        ("路登", "路灯"),
        ("陆灯", "路灯"),
        ("學西 方法", "学习 方法"),
        ("路灯 单为", "路灯 单位"),
    ] {
        let answer = ask(query);
        let right = ask(meant);
        assert_eq!(answer.guess.as_deref(), Some(meant), "{query}");
        assert!(right.total_pages > 0, "{meant}");
        assert_eq!((answer.total_pages, &answer.pages), (right.total_pages, &right.pages));
        assert_eq!(answer.looser, None);
    }
    // Narrowed to nothing it is still the guess that was narrowed.
    let narrowed = ask("陆灯 单位:甲嘎查");
    assert_eq!((narrowed.guess.as_deref(), narrowed.total_pages), (Some("路灯"), 1));
}

#[test]
fn slips_are_put_right() {
    for (query, nearest) in [("科发学展", "科学发展"), ("路灯灯记录", "路灯记录")]
    {
        let answer = ask(query);
        assert_eq!(answer.total_pages, 0, "{query}");
        let offered = answer.nearest;
        assert!(offered.contains(&nearest.to_string()), "{query} {offered:?}");
    }
    assert!(ask("学习").nearest.is_empty());
    assert_eq!(ask("学习").guess, None);
    assert!(ask("qzxj").nearest.is_empty());
}
