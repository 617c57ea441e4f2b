//! In which order pages and their sections are shown.

use proptest::prelude::*;
use yanxi_search::{Extra, ExtraKind, PageText, SearchOptions};

use super::{ALL, ask, files, page};

#[test]
fn order_and_sections() {
    let pages = [
        page("body.html", "甲", &[("", "前文\n讲调查研究的段落，调查研究。"), ("乙", "无关")]),
        page("heading.html", "丙", &[("", "序"), ("调查研究的方法", "方法有三。")]),
        page("title.html", "调查研究", &[("", "开头的话。"), ("丁", "其他")]),
        page("apart.html", "戊", &[("", "调查"), ("己", "研究")]),
    ];
    let files = files(&pages);
    let (answer, _) = ask(&files, "调查研究", ALL);
    let order: Vec<&str> = answer.pages.iter().map(|page| &*page.url).collect();
    assert_eq!(order, ["title.html", "heading.html", "body.html"]);
    let first = &answer.pages[0].sections;
    assert_eq!((&*first[0].anchor, &*first[0].snippet), ("", "开头的话。"));
    assert_eq!(first[0].marks, ["调查研究"]);
    let second = &answer.pages[1].sections;
    assert_eq!((&*second[0].anchor, &*second[0].heading), ("s1", "调查研究的方法"));
    assert_eq!(second[0].snippet, "方法有三。");
    let third = &answer.pages[2].sections;
    let marked = "前文 讲<mark>调查研究</mark>的段落，<mark>调查研究</mark>。";
    assert_eq!(third[0].snippet, marked);

    let (answer, _) = ask(&files, "调查 研究", ALL);
    assert_eq!(answer.total_pages, 4);
    assert_eq!(answer.pages.last().map(|page| &*page.url), Some("apart.html"));
    // Pages may be asked for in parts.
    let parts = (0..4).flat_map(|offset| {
        let options = SearchOptions { limit: 1, offset, ..ALL };
        ask(&files, "调查 研究", options).0.pages
    });
    assert_eq!(
        parts.map(|page| page.url).collect::<Vec<_>>(),
        answer.pages.into_iter().map(|page| page.url).collect::<Vec<_>>()
    );
}

#[test]
fn the_spelling_that_was_typed_comes_first() {
    let text = |written: &str| format!("讨论{written}的会议。\n{}", filler(3));
    let pages = [
        page("a.html", "纪要", &[("", &text("规划"))]),
        page("b.html", "纪要", &[("", &text("規划"))]),
        page("c.html", "纪要", &[("", &text("規劃"))]),
        page("title.html", "规划", &[("", &filler(3))]),
    ];
    let files = files(&pages);
    let order = |query: &str| -> Vec<String> {
        let (answer, waves) = ask(&files, query, ALL);
        assert!(waves <= 2, "{waves} waves for {query}");
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    assert_eq!(order("规划"), ["title.html", "a.html", "b.html", "c.html"]);
    assert_eq!(order("規劃"), ["title.html", "c.html", "b.html", "a.html"]);
    assert_eq!(order("規划"), ["title.html", "b.html", "c.html", "a.html"]);
    assert_eq!(order("規劃 会议"), ["c.html", "b.html", "a.html"]);
}

/// A name that is written with a blank, and typed with one.
#[test]
fn words_of_one_character_come_first_where_they_stand_together() {
    let pages = [
        page("apart.html", "样子", &[("", "张三的样子。张三的样子。张三的样子。")]),
        page("name.html", "名单", &[("", &format!("主持人：张\u{3000}样。\n{}", filler(30)))]),
        page("line.html", "名单二", &[("", "主持人：张\u{2028}样。")]),
        page("three.html", "名单三", &[("", "张\u{A0}样 泉到会。")]),
    ];
    let files = files(&pages);
    let order = |query: &str| -> Vec<String> {
        let (answer, waves) = ask(&files, query, ALL);
        assert!(waves <= 2, "{waves} waves for {query}");
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    assert_eq!(order("张样"), ["three.html", "name.html"]);
    for query in ["张 样", "張\u{3000}样"] {
        let found = order(query);
        assert_eq!(found.len(), 4, "{query}");
        assert_eq!(found[..2], ["three.html", "name.html"], "{query}");
    }
    assert_eq!(order("“张 样”"), ["three.html", "name.html"]);
    assert_eq!(order("张 样 泉"), ["three.html"]);
    let (answer, _) = ask(&files, "张 样", ALL);
    let name = answer.pages.iter().find(|hit| hit.url == "name.html").unwrap();
    assert_eq!(name.sections[0].marks, ["张", "张\u{3000}样", "样"]);
    assert!(name.sections[0].snippet.starts_with("主持人：<mark>张 样</mark>。"), "{name:?}");
}

/// Lines of forty characters that hold none of the words asked for.
fn filler(lines: u32) -> String {
    let line = |number: u32| -> String {
        let letter = |at: u32| char::from_u32(0x5000 + (number * 7 + at * 13) % 700).unwrap();
        (0..40).map(letter).collect()
    };
    (0..lines).map(|number| line(number) + "\n").collect()
}

#[test]
fn pages_about_a_word_come_before_pages_that_mention_it() {
    let many =
        |lines: u32, word: &str, times: usize| filler(lines) + &format!("{word}。").repeat(times);
    let pages = [
        page("once.html", "通知一", &[("", &many(8, "防汛", 1))]),
        page("long.html", "通知二", &[("", &many(120, "防汛", 12))]),
        page("about.html", "通知三", &[("", &many(8, "防汛", 5))]),
        page("title.html", "关于做好防汛值班的通知", &[("", &many(8, "值班", 1))]),
        page("heading.html", "通知四", &[("防汛值班", &many(8, "值班", 1))]),
    ];
    let files = files(&pages);
    let order = |query: &str| -> Vec<String> {
        let (answer, _) = ask(&files, query, ALL);
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    assert_eq!(
        order("防汛"),
        ["title.html", "heading.html", "about.html", "long.html", "once.html"]
    );
}

#[test]
fn pages_about_two_words_together_come_before_pages_about_each() {
    let apart = format!("{}{}{}", "补贴。".repeat(8), filler(6), "草场。".repeat(8));
    let together = format!("草场每年的补贴。{}\n", filler(2)).repeat(4);
    let beside = format!("草场补贴。{}", filler(14));
    let pages = [
        page("apart.html", "通知一", &[("", &apart)]),
        page("together.html", "通知二", &[("", &together)]),
        page("beside.html", "通知三", &[("", &beside)]),
        page("title.html", "关于草场补贴的通知", &[("", &filler(14))]),
        page("one.html", "关于草场的通知", &[("", &format!("补贴。{}", filler(14)))]),
    ];
    let files = files(&pages);
    for query in ["草场 补贴", "补贴 草场"] {
        let (answer, _) = ask(&files, query, ALL);
        let order: Vec<&str> = answer.pages.iter().map(|hit| &*hit.url).collect();
        let at = |url: &str| order.iter().position(|known| *known == url);
        assert_eq!(order[0], "title.html", "{query}: {order:?}");
        assert!(at("together.html") < at("apart.html"), "{query}: {order:?}");
        assert!(at("together.html") < at("beside.html"), "{query}: {order:?}");
    }
}

#[test]
fn a_word_of_letters_comes_before_longer_words_that_hold_it() {
    let text = filler(4);
    let pages = [
        page("download.html", "Download 下载", &[("", &"Download the board.".repeat(6))]),
        page("oa.html", "OA系统使用说明", &[("", &text)]),
        page("text.html", "办公", &[("", &format!("在 OA 里办。{text}"))]),
        page("msgcat.html", "msgcat", &[("", &"msgcat 1. category ".repeat(9))]),
        page("cat.html", "cat(1)", &[("", &"concatenate. ".repeat(3))]),
        page("c.html", "C 语言", &[("", &text)]),
    ];
    let files = files(&pages);
    let order = |query: &str| -> Vec<String> {
        let (answer, waves) = ask(&files, query, ALL);
        assert!(waves <= 2, "{waves} waves for {query}");
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    for query in ["OA", "ｏａ"] {
        assert_eq!(order(query), ["oa.html", "text.html", "download.html"], "{query}");
    }
    assert_eq!(order("cat"), ["cat.html", "msgcat.html"]);
    assert_eq!(order("C")[0], "c.html");
    assert_eq!(order("C 语言")[0], "c.html");
    // What is still being typed is a word nowhere.
    assert_eq!(order("downl"), ["download.html"]);
}

#[test]
fn letters_beside_a_character_are_one_word_with_it() {
    let text = filler(4);
    let pages = [
        page("bus.html", "Bus outbound 盘点", &[("", &"Use our 盘点. ".repeat(5))]),
        page(
            "rule.html",
            "移动存储管理规定",
            &[("", &format!("U盘要登记，不用时 U 盘要锁好。{text}"))],
        ),
        page("fifth.html", "第5条", &[("", &text)]),
        page("five.html", "一条有5个", &[("", &format!("第二条有5个。{text}"))]),
    ];
    let files = files(&pages);
    for (query, first) in [("U 盘", "rule.html"), ("u 盘", "rule.html"), ("第 5 条", "fifth.html")]
    {
        assert_eq!(ask(&files, query, ALL).0.pages[0].url, first, "{query}");
    }
}

#[test]
fn words_of_letters_are_not_taken_apart() {
    let pages = [
        page("password.html", "改口令", &[("", "用 password 改口令，见 kernel 的说明。")]),
        page("asset.html", "资产", &[("", "assets, boards, drafts")]),
    ];
    let files = files(&pages);
    for (query, near) in [("passwrd", "password"), ("kernal", "kernel"), ("kernul", "kernel")] {
        let (answer, _) = ask(&files, query, ALL);
        assert_eq!(answer.nearest, [near], "{query}");
        assert!(answer.looser.is_none() && answer.pages.is_empty(), "{query}");
    }
    // The words beside it still find what they stand in.
    let (answer, _) = ask(&files, "口令 passwrd", ALL);
    assert_eq!(answer.nearest, ["口令 password"]);
    assert_eq!(answer.looser.map(|looser| looser.total_pages), Some(1));
}

#[test]
fn what_is_left_out_is_left_out_in_part_too() {
    let pages = [
        page("a.html", "纪要", &[("", "公厕改造由张样负责。")]),
        page("b.html", "通知", &[("", "公厕改好了。")]),
    ];
    let (answer, _) = ask(&files(&pages), "公厕改建 -张样", ALL);
    let looser = answer.looser.expect("something in part");
    let urls: Vec<&str> = looser.pages.iter().map(|hit| &*hit.url).collect();
    assert_eq!((answer.total_pages, urls), (0, vec!["b.html"]));
}

#[test]
fn a_single_character_counts_in_every_passage() {
    let text = filler(90);
    let pages = [
        page("one.html", "通知一", &[("", &format!("汛\n{text}"))]),
        page("two.html", "通知二", &[("", &format!("汛\n{text}汛"))]),
        page("short.html", "通知三", &[("", "汛期。")]),
    ];
    let files = files(&pages);
    let (answer, _) = ask(&files, "汛", ALL);
    let order: Vec<&str> = answer.pages.iter().map(|hit| &*hit.url).collect();
    assert_eq!(order, ["short.html", "two.html", "one.html"]);
}

#[test]
fn what_ends_a_title_comes_before_what_stands_inside_one() {
    let text = |times: usize| filler(20) + &"样例土地法规定。".repeat(times);
    let pages = [
        page("order.html", "甲省实施《样例共和国样例土地法》办法", &[("", &text(2))]),
        page("rules.html", "样例土地法实施细则", &[("", &text(4))]),
        page("law.html", "样例共和国样例土地法（2019年修正）", &[("", &filler(60))]),
        page("report.html", "关于样例土地法执行情况", &[("", &text(3))]),
    ];
    let files = files(&pages);
    let first = |query: &str| ask(&files, query, ALL).0.pages.swap_remove(0).url;
    // By its name, by what it is about, and by two of its characters.
    for query in ["样例土地法", "样例土地", "土地法", "地法"] {
        assert_eq!(first(query), "law.html", "{query}");
    }
    assert_eq!(first("实施细则"), "rules.html");
    assert_eq!(first("样例土地法 执行情况"), "report.html");
}

#[test]
fn drafts_come_after_what_is_in_force() {
    let text = "实施方案的内容。".repeat(5);
    let named = |path: &str, title: &str, name: &str| PageText {
        extra: vec![Extra::new(ExtraKind::FileName, name)],
        ..page(path, title, &[("", &text)])
    };
    let pages = [
        named("second.html", "实施方案（第二稿）", "第二稿"),
        named("old.html", "活动实施方案", "方案-旧稿"),
        named("plan.html", "样例镇深入开展样例活动实施方案", "方案"),
    ];
    let (answer, _) = ask(&files(&pages), "实施方案", ALL);
    assert_eq!(answer.total_pages, 3);
    assert_eq!(answer.pages[0].url, "plan.html");
}

#[test]
fn rows_come_after_pages_for_a_general_word_and_leave_room_in_a_short_list() {
    let mut pages = vec![
        page("ledger.html", "台账", &[("", "一年的学习。")]),
        page("about.html", "怎样安排学习", &[("", &filler(20))]),
    ];
    pages.extend((0..6).map(|row| page(&format!("ledger.html#r{row}"), "学习会", &[("", "学习")])));
    pages.push(page("mentions.html", "通知", &[("", &format!("{}学习", filler(20)))]));
    let files = files(&pages);
    let order = |options: SearchOptions| -> Vec<String> {
        let (answer, _) = ask(&files, "学习", options);
        answer.pages.into_iter().map(|hit| hit.url).collect()
    };
    assert_eq!(order(ALL)[0], "about.html");
    let short = order(SearchOptions { limit: 5, mixed: true, ..ALL });
    let rows = short.iter().filter(|url| url.contains('#')).count();
    assert_eq!((short.len(), rows), (5, 2), "{short:?}");
    assert_eq!(order(SearchOptions { mixed: true, ..ALL }).len(), 9);
}

#[test]
fn questions_are_answered_without_the_words_that_ask() {
    let pages = [
        page("when.html", "通知", &[("", "动员大会在十一月三日召开，地点是样例会堂。")]),
        page("other.html", "问答", &[("", "什么时候都要守时，什么时候都要认真。")]),
        page("phone.html", "值班", &[("", "党政办的座机是样例号码。")]),
        page("phones.html", "说明", &[("", "联系电话写在名册里，联系电话要准。")]),
    ];
    let files = files(&pages);
    for (question, first) in [
        ("动员大会什么时候召开", "when.html"),
        ("请问动员大会在几点几号开", "when.html"),
        ("党政办的座机联系电话是多少", "phone.html"),
    ] {
        let (answer, _) = ask(&files, question, ALL);
        let looser = answer.looser.expect("a looser answer");
        assert_eq!(looser.pages[0].url, first, "{question}");
    }
}

/// A row, or a file attached to a page, stands behind the page where both hold the words in as good a place.
#[test]
fn a_page_comes_before_what_stands_below_it() {
    let named = |page: PageText, name: &str| PageText {
        extra: vec![Extra::new(ExtraKind::Attachment, name)],
        ..page
    };
    let pages = [
        named(
            page("a.html", "防汛工作", &[("", &format!("见打井方案。{}", filler(20)))]),
            "打井方案.docx",
        ),
        page("b.html", "别的", &[("", "打井方案也提到一次。")]),
        page("a.html#file=a.docx", "打井方案.docx", &[("", &"打井方案的正文。".repeat(20))]),
        page("b.html#file=b.docx", "附表.docx", &[("", &"打井方案的附表。".repeat(20))]),
    ];
    let files = files(&pages);
    for query in ["打井方案", "打井 方案"] {
        let (answer, _) = ask(&files, query, ALL);
        let found: Vec<String> = answer.pages.into_iter().map(|hit| hit.url).collect();
        let at = |url: &str| found.iter().position(|found| found == url);
        assert_eq!(found.len(), 4, "{query}");
        // Both in titles; both in texts.
        assert!(at("a.html") < at("a.html#file=a.docx"), "{query}: {found:?}");
        assert!(at("b.html") < at("b.html#file=b.docx"), "{query}: {found:?}");
    }
}

/// Words that share no characters.
const WORDS: [&str; 6] = ["草场", "打井", "羊圈", "道路", "补贴", "防火"];

/// Words of a title, a heading and a text.
fn places() -> impl Strategy<Value = [Vec<usize>; 3]> {
    let words = |most| prop::collection::vec(0..WORDS.len(), 0..most);
    [words(3), words(3), words(30)]
}

fn with_words(path: &str, [title, heading, text]: &[Vec<usize>; 3]) -> PageText {
    let said =
        |words: &[usize]| words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join("与");
    let heading = format!("节{}", said(heading));
    page(path, &format!("题{}", said(title)), &[("", "序"), (&heading, &said(text))])
}

/// Where each of the words stands at best, the worst of these; none where one stands nowhere.
fn best_place(places: &[Vec<usize>; 3], words: &[usize]) -> Option<usize> {
    let of_each = words.iter().map(|word| places.iter().position(|place| place.contains(word)));
    of_each.collect::<Option<Vec<usize>>>()?.into_iter().max()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_attachment_comes_before_its_page_that_holds_the_words_as_well(
        pages in prop::collection::vec((places(), prop::collection::vec(places(), 0..4)), 1..8),
        words in prop::collection::vec(0..WORDS.len(), 1..3),
    ) {
        let mut all = Vec::new();
        let mut below = Vec::new();
        for (number, (page, files)) in pages.iter().enumerate() {
            all.push(with_words(&format!("{number}.html"), page));
            for (file, of_file) in files.iter().enumerate() {
                below.push(with_words(&format!("{number}.html#file={file}.docx"), of_file));
            }
        }
        all.extend(below);
        let query: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
        let (answer, _) = ask(&files(&all), &query.join(" "), ALL);
        let at = |url: String| answer.pages.iter().position(|hit| hit.url == url);
        for (number, (page, files)) in pages.iter().enumerate() {
            for (file, of_file) in files.iter().enumerate() {
                let (Some(of_page), Some(of_file)) =
                    (best_place(page, &words), best_place(of_file, &words))
                else {
                    continue;
                };
                if of_page <= of_file {
                    let page = at(format!("{number}.html"));
                    let file = at(format!("{number}.html#file={file}.docx"));
                    prop_assert!(page.is_some() && page < file, "{page:?} {file:?} {:?}", answer.pages);
                }
            }
        }
    }
}
