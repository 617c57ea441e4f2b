//! What is found, compared with a plain search through every text. Every answer here is driven
//! file by file, so that a read that was not asked for fails the test.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use yanxi_search::{
    Answer, Extra, ExtraKind, Filters, IndexFiles, Order, PageHit, PageText, Poll, Readers,
    SearchOptions, SectionText, Session, WriteOptions, is_named_by_content, write_index,
};
use yanxi_text::counts::spellings;
use yanxi_text::normal_form::NormalForm;

mod ordered;

type Files = BTreeMap<String, Vec<u8>>;

const ALL: SearchOptions = SearchOptions {
    limit: usize::MAX,
    offset: 0,
    filters: Filters { facets: Vec::new(), from: None, to: None },
    order: Order::Relevance,
    counts: false,
    mixed: false,
};

fn files(pages: &[PageText]) -> Files {
    let written = write_index(pages.iter().cloned(), &WriteOptions::default(), &mut |_| {});
    written.unwrap().files.into_iter().collect()
}

fn open(files: &Files) -> Session {
    let fetch = |path: &str| files.get(path).cloned().ok_or_else(|| "missing".to_string());
    Session::load(fetch).unwrap().0
}

/// Asks a new session, whose waves of requests are counted.
fn ask(files: &Files, query: &str, options: SearchOptions) -> (Answer, usize) {
    let mut session = open(files);
    session.search(query, options);
    let mut waves = 0;
    loop {
        match session.poll().unwrap() {
            Poll::Ready(answer) => return (*answer, waves),
            Poll::Idle => unreachable!("a question was asked"),
            Poll::Need(requests) => {
                waves += 1;
                for request in requests {
                    assert_eq!(files[&request.path].len(), request.size);
                    session.supply(&request.path, &files[&request.path]).unwrap();
                }
            }
        }
    }
}

fn page(path: &str, title: &str, sections: &[(&str, &str)]) -> PageText {
    let sections = sections.iter().enumerate().map(|(number, (heading, text))| SectionText {
        anchor: if heading.is_empty() { String::new() } else { format!("s{number}") },
        heading: heading.to_string(),
        text: text.to_string(),
    });
    PageText {
        path: path.to_string(),
        title: title.to_string(),
        sections: sections.collect(),
        ..PageText::default()
    }
}

/// Everything of a page that can be found, a block a line.
fn whole_text(page: &PageText) -> String {
    let mut lines = vec![page.title.clone()];
    lines.extend(page.extra.iter().map(|extra| extra.text.clone()));
    for section in &page.sections {
        lines.push(section.heading.clone());
        lines.push(section.text.clone());
    }
    lines.join("\n")
}

fn holding(pages: &[PageText], words: &[&str]) -> BTreeSet<String> {
    let holds = |page: &PageText| {
        let text = NormalForm::of(&whole_text(page));
        words.iter().all(|word| {
            let ways = spellings(NormalForm::of_query(word)).into_iter();
            ways.into_iter().any(|way| !way.places_in(&text).is_empty())
        })
    };
    pages.iter().filter(|page| holds(page)).map(|page| page.path.clone()).collect()
}

fn found(hits: &[PageHit]) -> BTreeSet<String> {
    hits.iter().map(|hit| hit.url.clone()).collect()
}

fn check_hits(pages: &[PageText], hits: &[PageHit]) {
    for hit in hits {
        let page = pages.iter().find(|page| page.path == hit.url).unwrap();
        assert_eq!(hit.title, page.title);
        assert!((1..=3).contains(&hit.sections.len()));
        let text = whole_text(page);
        for section in &hit.sections {
            let bare = section.snippet.replace("<mark>", "").replace("</mark>", "");
            assert!(!bare.contains(['<', '>', '"']), "{bare}");
            assert!(bare.chars().count() < 600, "{bare}");
            assert!(section.marks.iter().all(|mark| text.contains(mark.as_str())), "{section:?}");
            let known = |known: &SectionText| known.anchor == section.anchor;
            assert!(section.anchor.is_empty() || page.sections.iter().any(known));
        }
    }
}

/// Asks and compares with the plain search.
fn check(pages: &[PageText], files: &Files, query: &str, words: &[&str]) {
    let (answer, waves) = ask(files, query, ALL);
    let expected = holding(pages, words);
    // Letters that stand nowhere are tried as pinyin, and the answer says so.
    if answer.by_pinyin {
        assert!(expected.is_empty(), "{query:?} is there as it stands");
        return check_hits(pages, &answer.pages);
    }
    assert_eq!(found(&answer.pages), expected, "{query:?}");
    assert_eq!(answer.total_pages, expected.len());
    assert_eq!(answer.pages.len(), expected.len());
    // What no page holds is looked for once more, in pieces, and its letters as pinyin. A long word may take a wave for
    // what tells the pages apart that hold its rarest pairs.
    let most = match words {
        _ if answer.looser.is_some() => 4,
        [word] if word.chars().count() > 8 => 3,
        _ => 2,
    };
    assert!(waves <= most, "{waves} waves for {query:?}");
    assert!(answer.looser.is_none() || expected.is_empty());
    check_hits(pages, &answer.pages);
    check_hits(pages, answer.looser.as_ref().map_or(&[], |looser| &looser.pages));
}

/// Few characters, so that they meet often: Han, traditional, full-width, letters, marks, spaces.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "学", "习", "學", "習", "法", "〇", "一", "二", "十", "个", "项", "1", "2", "、", "第",
        "𠮷", "a", "B", "Ａ", "5", "５", "㎡", "é", "，", "。", "“", "”", "-", " ", "\u{3000}",
        "\n", "\u{200B}", "\u{2028}", "<", "&",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn pages() -> impl Strategy<Value = Vec<PageText>> {
    let section = (text(), text()).prop_map(|(heading, text)| (heading.replace('\n', ""), text));
    let parts = (text(), prop::collection::vec(section, 0..4), prop::collection::vec(text(), 0..2));
    prop::collection::vec(parts, 1..8).prop_map(|pages| {
        let numbered = pages.into_iter().enumerate();
        numbered
            .map(|(number, (title, sections, extra))| {
                let sections: Vec<(&str, &str)> =
                    sections.iter().map(|(heading, text)| (&**heading, &**text)).collect();
                let extra = extra.into_iter().map(|text| Extra::new(ExtraKind::Link, text));
                PageText {
                    extra: extra.collect(),
                    ..page(&format!("p{number}.html"), &title, &sections)
                }
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60,
        failure_persistence: None, ..ProptestConfig::default() })]

    /// Substrings of the texts, whatever they are made of, and strings that may be nowhere.
    #[test]
    fn as_a_plain_search_finds(
        pages in pages(),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, 1usize..12), 12),
        strange in prop::collection::vec(text(), 4),
    ) {
        let files = files(&pages);
        let mut queries: Vec<String> = strange;
        for (chosen, start, length) in places {
            let text: Vec<char> = whole_text(chosen.get(&pages)).chars().collect();
            queries.push(text.iter().skip(start).take(length).collect());
        }
        for query in queries {
            // White space parts words; quotation marks around all of it are not of the text, and a
            // minus sign before a word means without it. To N(text) all of them are alike.
            let plain = query.replace(['"', '“', '”', '-', '－', '−'], "，");
            let words: Vec<&str> = plain.split_whitespace().filter(|word| !NormalForm::of_query(word).is_empty()).collect();
            if words.is_empty() {
                prop_assert_eq!(ask(&files, &plain, ALL), (Answer { query: plain, ..Answer::default() }, 0));
                continue;
            }
            check(&pages, &files, &plain, &words);
            check(&pages, &files, &format!("“{plain}”"), &[&plain]);
        }
    }

    /// Both sides fold alike: the query may be traditional, full-width or in capitals.
    #[test]
    fn spellings_do_not_matter(pages in pages(), start in 0usize..40) {
        let files = files(&pages);
        let plain: String = NormalForm::of(&whole_text(&pages[0])).text().chars().skip(start).take(3).collect();
        let other: String = plain.chars().map(|c| match c {
            '学' => '學', '习' => '習', 'a' => 'Ａ', 'b' => 'B', '5' => '５', _ => c,
        }).collect();
        let urls = |query: &str| found(&ask(&files, &format!("\"{query}\""), ALL).0.pages);
        prop_assert_eq!(urls(&plain), urls(&other));
    }
}

/// What two words are found on: rows are things of their own, and a page holds what its rows hold.
fn holding_with_rows(pages: &[PageText], words: &[&str]) -> BTreeSet<String> {
    let above = |path: &str| path.split('#').next().unwrap_or_default().to_string();
    let mut found = holding(pages, words);
    let pages_found: BTreeSet<String> = found.iter().map(|path| above(path)).collect();
    for page in pages.iter().filter(|page| !page.path.contains('#')) {
        let rows: Vec<PageText> =
            pages.iter().filter(|row| above(&row.path) == page.path).cloned().collect();
        let all = words.iter().all(|word| !holding(&rows, &[word]).is_empty());
        if all && !pages_found.contains(&page.path) {
            found.insert(page.path.clone());
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60,
        failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_page_and_its_rows_hold_words_together(
        pages in pages(),
        rows_from in 1usize..4,
        places in prop::collection::vec((any::<prop::sample::Index>(), 0usize..60, 1usize..4), 2..12),
    ) {
        let mut pages = pages;
        for (number, page) in pages.iter_mut().enumerate().skip(rows_from) {
            page.path = format!("p{}.html#r{number}", number % rows_from);
        }
        let files = files(&pages);
        let words: Vec<String> = places
            .into_iter()
            .map(|(chosen, start, length)| {
                let text = NormalForm::of(&whole_text(chosen.get(&pages))).text();
                let words = text.chars().filter(|c| yanxi_text::han::is_word(*c));
                words.skip(start).take(length).collect()
            })
            .collect();
        for pair in words.windows(2).filter(|pair| pair.iter().all(|word| !word.is_empty())) {
            let words: Vec<&str> = pair.iter().map(String::as_str).collect();
            let (answer, waves) = ask(&files, &words.join(" "), ALL);
            if answer.by_pinyin {
                continue;
            }
            prop_assert_eq!(found(&answer.pages), holding_with_rows(&pages, &words));
            prop_assert_eq!(answer.total_pages, answer.pages.len());
            prop_assert!(waves <= 3 || answer.total_pages == 0);
        }
    }
}

#[test]
fn words_apart_on_a_page_and_its_rows() {
    let pages = [
        page("ledger.html", "台账", &[("", "本表由甲嘎查填写。")]),
        page("other.html", "其他", &[("", "路灯和水管。")]),
        page("ledger.html#r1", "问题一", &[("", "路灯不亮。")]),
        page("ledger.html#r2", "问题二", &[("", "甲嘎查水管漏水。")]),
        page("other.html#r1", "问题三", &[("", "甲嘎查。")]),
    ];
    let files = files(&pages);
    let urls = |query: &str| -> Vec<String> {
        let (answer, waves) = ask(&files, query, ALL);
        assert!(waves <= 3 || answer.total_pages == 0);
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    // One word in the page's text, the other in a row; a row that holds both; two rows.
    assert_eq!(urls("路灯 填写"), ["ledger.html"]);
    assert_eq!(urls("漏水 甲嘎查"), ["ledger.html#r2"]);
    assert_eq!(urls("不亮 漏水"), ["ledger.html"]);
    assert_eq!(urls("路灯 甲嘎查").len(), 2);
    assert_eq!(urls("路灯 甲嘎查 -漏水"), ["other.html"]);
    let (answer, _) = ask(&files, "填写 不亮 漏水", ALL);
    let sections = &answer.pages[0].sections;
    let shown: Vec<(&str, &str, &str)> = sections
        .iter()
        .map(|section| (&*section.anchor, &*section.heading, &*section.snippet))
        .collect();
    assert_eq!(
        shown,
        [
            ("", "", "本表由甲嘎查<mark>填写</mark>。"),
            ("r1", "问题一", "路灯<mark>不亮</mark>。"),
            ("r2", "问题二", "甲嘎查水管<mark>漏水</mark>。"),
        ]
    );
    assert_eq!(sections[1].marks, ["不亮"]);
}

/// Made-up text with many different pairs, so that the dictionary has large blocks.
fn large_site() -> Vec<PageText> {
    let mut state = 7u64;
    let mut next = move |below: u32| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((state >> 33) as u32) % below
    };
    (0..30)
        .map(|number| {
            let mut sections = Vec::new();
            for section in 0..3 {
                let mut text = String::new();
                for line in 0..40 {
                    if line > 0 {
                        text.push('\n');
                    }
                    let han = (0..40).map(|_| char::from_u32(0x4e00 + next(1500)).unwrap());
                    text.extend(han);
                    text.push('。');
                }
                sections.push((format!("第{section}节"), text));
            }
            let sections: Vec<(&str, &str)> =
                sections.iter().map(|(heading, text)| (&**heading, &**text)).collect();
            page(&format!("p{number}.html"), &format!("样例{number}"), &sections)
        })
        .collect()
}

#[test]
fn every_kind_of_question_on_many_chunks() {
    let pages = large_site();
    let files = files(&pages);
    assert!(files.len() > 50, "{} files", files.len());
    let cut = |page: usize, line: usize, length: usize| -> String {
        let text = &pages[page].sections[page % 3].text;
        let from = page % (41 - length.min(40));
        text.lines().nth(line % 40).unwrap().chars().skip(from).take(length).collect()
    };
    for number in 0..30 {
        for length in [1, 2, 3, 4, 5, 8, 9, 20, 40] {
            let query = cut(number, 7 * number, length);
            check(&pages, &files, &query, &[&query]);
        }
        let (one, other) = (cut(number, 0, 2), cut(number, 30, 3));
        check(&pages, &files, &format!("{one} {other}"), &[&one, &other]);
        check(&pages, &files, &format!("{one} “{other}” 样例"), &[&one, &other, "样例"]);
    }
    check(&pages, &files, "第1节", &["第1节"]);
    check(&pages, &files, "样例7", &["样例7"]);
}

#[test]
fn long_passages_are_compared_letter_by_letter() {
    let line: String = (0..300u32).map(|at| char::from_u32(0x4e00 + at * 7).unwrap()).collect();
    let mut changed: Vec<char> = line.chars().collect();
    // Not among the pairs that are looked up.
    changed[5] = '改';
    let changed: String = changed.into_iter().collect();
    let pages = [
        page("one.html", "一", &[("", &line)]),
        page("two.html", &changed, &[(&line, "文"), (&line, "")]),
        page("three.html", "三", &[("节", &changed)]),
    ];
    let files = files(&pages);
    for query in [&line, &changed] {
        assert_eq!(found(&ask(&files, query, ALL).0.pages), holding(&pages, &[query]));
    }
    let (answer, _) = ask(&files, &line.replace('一', "无"), ALL);
    assert_eq!(answer.total_pages, 0);
    assert_eq!(answer.looser.map(|looser| looser.total_pages), Some(3));
}

#[test]
fn a_question_no_page_holds_is_answered_loosely() {
    let pages = [
        page("one.html", "甲", &[("", "调查研究是谋事之基。")]),
        page("two.html", "乙", &[("", "全不相干的文字。")]),
    ];
    let files = files(&pages);
    let (answer, waves) = ask(&files, "怎样做好调查研究工作呢", ALL);
    // Terms with their lists, the table of confusable characters, records.
    assert_eq!((answer.total_pages, waves), (0, 3));
    let looser = answer.looser.unwrap();
    assert_eq!(found(&looser.pages), BTreeSet::from(["one.html".to_string()]));
    assert_eq!(looser.pages[0].sections[0].marks, ["调查研究"]);
    assert_eq!(ask(&files, "绝无此语", ALL).0.looser, None);
}

#[test]
fn extras_are_found_and_shown() {
    let mut tagged = page("one.html", "甲", &[("乙", "文字")]);
    tagged.extra = vec![
        Extra::new(ExtraKind::Tag, "党课"),
        Extra::new(ExtraKind::Attachment, "附件 名单.xlsx"),
        Extra::new(ExtraKind::FileName, "动员讲话"),
    ];
    let pages = [tagged, page("two.html", "丙", &[])];
    let files = files(&pages);
    check(&pages, &files, "党课", &["党课"]);
    let (answer, _) = ask(&files, "名单.xlsx", ALL);
    let section = &answer.pages[0].sections[0];
    assert_eq!(section.snippet, "附件 <mark>名单.xlsx</mark>");
    assert_eq!(section.source, Some(ExtraKind::Attachment));
    // Where a word comes from is told beside what else was found, and not where the page says it itself.
    let (answer, _) = ask(&files, "讲话 文字", ALL);
    let shown: Vec<(&str, Option<ExtraKind>)> = answer.pages[0]
        .sections
        .iter()
        .map(|section| (&*section.snippet, section.source))
        .collect();
    let expected =
        [("<mark>文字</mark>", None), ("动员<mark>讲话</mark>", Some(ExtraKind::FileName))];
    assert_eq!(shown, expected);
    assert_eq!(ask(&files, "文字", ALL).0.pages[0].sections.len(), 1);
}

/// Small numbers before measure words are found in either numerals, where they are whole.
#[test]
fn numbers_are_found_in_either_numerals() {
    let pages = [
        page("digits.html", "方案", &[("", "分4个阶段16 个步骤推进。")]),
        page("han.html", "讲话", &[("", "分四个阶段、十六个步骤推进。")]),
        page("more.html", "其他", &[("", "14个阶段，第4个阶段，十四个阶段，2016个步骤。")]),
        page("two.html", "两个重点", &[("", "抓住2个重点。")]),
    ];
    let files = files(&pages);
    let urls = |query: &str| -> Vec<String> {
        let (answer, waves) = ask(&files, query, ALL);
        assert!(waves <= 2, "{waves} waves for {query}");
        assert_eq!(found(&answer.pages), holding(&pages, &query.split(' ').collect::<Vec<_>>()));
        let mut urls: Vec<String> = answer.pages.into_iter().map(|hit| hit.url).collect();
        urls.sort();
        urls
    };
    // As typed 四个阶段 stands in 十四个阶段, and 4个阶段 in 14个阶段; in the other numerals neither does.
    assert_eq!(urls("四个阶段"), ["digits.html", "han.html", "more.html"]);
    assert_eq!(urls("分四个阶段"), ["digits.html", "han.html"]);
    assert_eq!(urls("十六个步骤"), ["digits.html", "han.html"]);
    assert_eq!(urls("4个阶段 十六个步骤"), ["digits.html", "han.html"]);
    assert_eq!(urls("二个重点"), ["two.html"]);
    assert_eq!(urls("十四个阶段"), ["more.html"]);
    let (answer, _) = ask(&files, "十六个步骤", ALL);
    let digits = answer.pages.iter().find(|hit| hit.url == "digits.html").unwrap();
    assert_eq!(digits.sections[0].marks, ["16 个步骤"]);
}

/// What the page is called elsewhere may stand in a record that is not shown, and does not make its title weigh less.
#[test]
fn names_of_files_and_words_of_links_find_a_page_first() {
    let long = "样例镇的材料。".repeat(800);
    let mut speech = page("speech.html", "在大会上的发言", &[("", &long), ("末节", "四项要求")]);
    speech.extra =
        vec![Extra::new(ExtraKind::FileName, "动员讲话"), Extra::new(ExtraKind::Link, "镇长发言")];
    let pages = [page("other.html", "会议", &[("", "动员讲话以后讨论，动员讲话。")]), speech];
    let files = files(&pages);
    for query in ["动员讲话", "镇长发言", "动员讲话 四项"] {
        check(&pages, &files, query, &query.split(' ').collect::<Vec<_>>());
    }
    let (answer, waves) = ask(&files, "动员讲话", ALL);
    assert_eq!((&*answer.pages[0].url, waves), ("speech.html", 2));
    assert_eq!(answer.pages[0].sections[0].snippet, "<mark>动员讲话</mark>");
    assert_eq!(answer.pages[0].sections[0].source, Some(ExtraKind::FileName));
    let (answer, waves) = ask(&files, "镇长发言 四项", ALL);
    let sources: Vec<_> = answer.pages[0].sections.iter().map(|section| section.source).collect();
    assert_eq!((sources.last(), waves), (Some(&Some(ExtraKind::Link)), 2));
}

#[test]
fn strange_sites() {
    check(&[], &files(&[]), "学习", &["学习"]);
    let bare = [PageText { path: "bare.html".to_string(), ..PageText::default() }];
    check(&bare, &files(&bare), "学习", &["学习"]);
    // One paragraph of a megabyte, which is never cut.
    let long = "学而时习之不亦说乎".repeat(40_000) + "终";
    let pages = [page("long.html", "长", &[("", &long)])];
    let files = files(&pages);
    check(&pages, &files, "乎终", &["乎终"]);
    check(&pages, &files, "亦说乎学而时", &["亦说乎学而时"]);
    let many = (0..200).map(|number| format!("词{number}")).collect::<Vec<_>>().join(" ");
    assert_eq!(ask(&files, &many, ALL).0.total_pages, 0);
}

#[test]
fn nothing_to_look_for_needs_no_file() {
    let files = files(&large_site());
    for query in ["", "  ", "，。！？", "“”", "\u{200B}"] {
        let (answer, waves) = ask(&files, query, ALL);
        assert_eq!(answer, Answer { query: query.to_string(), ..Answer::default() });
        assert_eq!(waves, 0);
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let pages = large_site();
    let options = WriteOptions { readers: Readers::Both, ..WriteOptions::default() };
    let mut heard = Vec::new();
    let one = write_index(pages.iter().cloned(), &options, &mut |count| heard.push(count)).unwrap();
    assert_eq!(heard, (1..=30).collect::<Vec<_>>());
    assert!(one.files.is_sorted());
    let paths: BTreeSet<&str> = one.files.iter().map(|(path, _)| &**path).collect();
    for path in &paths {
        assert!(*path == "entry.js" || is_named_by_content(path), "{path}");
    }
    // Every file that a server's pages fetch stands in one script.
    let scripts = one.files.iter().filter(|(path, _)| path.ends_with(".JS"));
    let scripts: Vec<&str> =
        scripts.map(|(_, bytes)| std::str::from_utf8(bytes).unwrap()).collect();
    let plain: Vec<&&str> = paths.iter().filter(|path| path.ends_with(".BIN")).collect();
    for path in &plain {
        let line = format!("YanxiSearch.chunk(\"{path}\",\"");
        assert_eq!(scripts.iter().map(|script| script.matches(&line).count()).sum::<usize>(), 1);
    }
    assert_eq!(scripts.iter().map(|script| script.lines().count()).sum::<usize>(), plain.len());
    assert!(scripts.len() * 4 < plain.len(), "{} for {}", scripts.len(), plain.len());
    let shorter = write_index(pages.into_iter().take(29), &options, &mut |_| {}).unwrap();
    let hot = |index: &IndexFiles| {
        let found = index.files.iter().find(|(path, _)| path.starts_with("hot/"));
        found.map(|(path, _)| path.clone())
    };
    assert_ne!(hot(&one), hot(&shorter));
}

/// A folder for sticks has no file that only a server's pages fetch, one for servers no script; both give the same answers.
#[test]
fn each_reader_has_files_of_its_own() {
    let pages = large_site();
    let written = |readers: Readers| -> Files {
        let options = WriteOptions { readers, ..WriteOptions::default() };
        let written = write_index(pages.iter().cloned(), &options, &mut |_| {});
        written.unwrap().files.into_iter().collect()
    };
    let [disk, server, both] = [Readers::Disk, Readers::Server, Readers::Both].map(written);
    assert_eq!(disk.len() + server.len(), both.len() + 1, "the entry is in both");
    assert!(disk.keys().all(|path| path == "entry.js" || path.ends_with(".JS")));
    assert!(server.keys().all(|path| path == "entry.js" || path.ends_with(".BIN")));
    let query = |number: usize| -> String {
        pages[number].sections[0].text.chars().skip(number).take(3).collect()
    };
    for query in [query(3), query(17)] {
        let answers = [&disk, &server, &both].map(|files| {
            let fetch = |path: &str| files.get(path).cloned().ok_or_else(|| path.to_string());
            let (mut session, _) = Session::load(fetch).unwrap();
            session.run(&query, SearchOptions::default(), fetch).unwrap().0
        });
        assert!(answers[0].total_pages > 0);
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[0], answers[2]);
    }
    // A script that was exchanged or cut brings nothing.
    let broken = |path: &str| match path.starts_with("hot/") || path == "entry.js" {
        true => Ok(disk[path].clone()),
        false => Ok(disk[path][..disk[path].len() / 2].to_vec()),
    };
    let (mut session, _) = Session::load(broken).unwrap();
    let error = session.run(&query(3), SearchOptions::default(), broken).unwrap_err();
    assert_eq!(error.kind(), "corrupt");
}

#[test]
fn nothing_is_fetched_twice_and_answers_do_not_depend_on_what_came_before() {
    let pages = large_site();
    let files = files(&pages);
    let mut session = open(&files);
    let mut fetched = BTreeSet::new();
    let queries: Vec<String> = (0..40)
        .map(|number| pages[number % 30].sections[0].text.chars().skip(number).take(3).collect())
        .collect();
    for query in queries.iter().chain(&queries) {
        let fetch = |path: &str| {
            assert!(fetched.insert(path.to_string()), "{path} twice");
            Ok(files[path].clone())
        };
        let (answer, _) = session.run(query, SearchOptions::default(), fetch).unwrap();
        assert_eq!(answer, ask(&files, query, SearchOptions::default()).0);
    }
}
