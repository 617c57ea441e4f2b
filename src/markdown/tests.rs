//! The Chinese rules of Markdown, by the HTML and text they give.

use super::*;

mod habits;
mod headings;
mod pasted;

fn document(text: &str) -> Document {
    read(Input {
        shown_path: "a.md",
        file_text: text,
        body_offset: 0,
        allow_raw_html: false,
        titles: &[],
        depth: 0,
    })
}

fn html(text: &str) -> String {
    let mut out = String::new();
    for segment in document(text).html {
        match segment {
            Segment::Html(html) => out.push_str(&html),
            Segment::LinkAttributes(number) => out.push_str(&format!("LINK{number}")),
            Segment::BlockStart(block) => {
                let fold = match block.fold {
                    Some(Fold::Closed) => "-",
                    Some(Fold::Open) => "+",
                    None => "",
                };
                out.push_str(&format!("[{}{fold} {}]", block.name, block.title))
            }
            Segment::BlockEnd => out.push_str("[/]"),
        }
    }
    out
}

#[test]
fn bold_works_next_to_chinese_punctuation() {
    assert_eq!(html("**真，**她"), "<p><strong>真，</strong>她</p>\n");
    assert_eq!(html("这是**“重点”**内容"), "<p>这是<strong>“重点”</strong>内容</p>\n");
}

#[test]
fn a_line_break_between_han_is_no_space() {
    assert_eq!(
        html("第一行文字\n第二行文字\nLatin\nwords"),
        "<p>第一行文字第二行文字\nLatin\nwords</p>\n"
    );
}

#[test]
fn pasted_lines_stay_paragraphs() {
    assert_eq!(
        html("同志们：\n今天开会。\n他说“好。”\n1、讲一点\n①再讲一点\n第三条 完"),
        "<p>同志们：</p>\n<p>今天开会。</p>\n<p>他说“好。”</p>\n<p>1、讲一点</p>\n<p>①再讲一点</p>\n<p>第三条 完</p>\n"
    );
}

#[test]
fn typed_lines_break_out_of_a_list() {
    let document = document("一、甲\n1. 乙\n2. 丙\n二、丁\n正文");
    let headings: Vec<_> = document.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, ["一、甲", "二、丁"]);
}

#[test]
fn long_typed_lines_give_their_first_sentence_as_heading() {
    let long = format!("（一）提高认识。{}抓紧。\n（二）抓好落实。", "抓好落实，".repeat(12));
    let document = document(&long);
    assert_eq!(document.headings[0].text, "（一）提高认识");
    assert!(html(&long).contains("<span class=\"typed-heading\">（一）提高认识。</span>抓好落实"));
    assert!(document.sections[1].text.starts_with("（一）提高认识。抓好落实"));
}

#[test]
fn typed_headings_nest_below_marked_ones() {
    let levels: Vec<u8> = document("## 第一章\n\n一、甲\n\n（一）乙\n\n正文\n")
        .headings
        .iter()
        .map(|heading| heading.level)
        .collect();
    assert_eq!(levels, [2, 3, 4]);
}

#[test]
fn a_lone_dash_makes_no_heading_and_a_real_underline_does() {
    assert_eq!(html("文字\n-\n"), "<p>文字\n-</p>\n");
    assert_eq!(document("文字\n---\n").headings[0].text, "文字");
}

#[test]
fn redaction_stars_stay() {
    assert_eq!(html("从20*年10月到20*年2月"), "<p>从20*年10月到20*年2月</p>\n");
    assert_eq!(document("20*年到20*年").sections[0].text, "20*年到20*年\n");
}

#[test]
fn bare_addresses_end_at_chinese_punctuation() {
    let document = document("见http://example.com/a。后文");
    assert_eq!(document.links[0].target, "http://example.com/a");
    assert_eq!(
        html("见http://example.com/a。后文"),
        "<p>见<a LINK0 data-spelled-out=\"\">http://example.com/a</a>。后文</p>\n"
    );
}

#[test]
fn the_first_heading_is_the_title_and_is_not_shown_twice() {
    let document = document("# 讲话\n\n正文\n\n## 一节 {#yi}\n");
    assert_eq!(document.first_heading.as_deref(), Some("讲话"));
    assert_eq!(document.headings[0].id, "yi");
    assert!(document.headings[0].alias.starts_with("s-"));
}

#[test]
fn pictures_and_notes_of_the_title_stay_when_it_goes_over_the_page() {
    let document = document("# ![徽](徽.png)讲话[^1]\n\n正文\n\n[^1]: 在大会上的讲话。\n");
    assert_eq!(document.first_heading.as_deref(), Some("讲话"));
    assert_eq!(document.links.len(), 1);
    let shown = html("# ![徽](徽.png)讲话[^1]\n\n正文\n\n[^1]: 在大会上的讲话。\n");
    assert!(shown.starts_with("<p><img") && shown.contains("id=\"fnref-1\""), "{shown}");
    assert!(!shown.contains(">讲话<"), "{shown}");
}

#[test]
fn a_first_heading_stays_unless_it_is_the_title_of_the_settings() {
    let titled = |title: &str, text: &str| {
        read(Input {
            shown_path: "a.md",
            file_text: text,
            body_offset: 0,
            allow_raw_html: false,
            titles: &[title],
            depth: 0,
        })
    };
    let headings = |document: &Document| -> Vec<(u8, String)> {
        document.headings.iter().map(|heading| (heading.level, heading.text.clone())).collect()
    };
    for text in [
        "# 在大会上的讲话\n\n正文\n\n## 一节\n",
        "某年某月\n\n# 在大会上的讲话\n\n正文\n\n## 一节\n",
    ] {
        let document = titled("动员讲话", text);
        assert_eq!(headings(&document), [(2, "在大会上的讲话".into()), (3, "一节".into())]);
        assert_eq!(document.first_heading.as_deref(), Some("在大会上的讲话"));
        assert_eq!(document.sections[1].heading, "在大会上的讲话");
        assert_eq!(document.sections[1].text, "正文\n");
    }
    for (title, heading) in
        [("动员讲话", "动员讲话"), ("《动员讲话》（2026）", "**动员讲话**(２０２６)"), ("…", "…")]
    {
        for before in ["", "某年某月\n\n"] {
            let document = titled(title, &format!("{before}# {heading}\n\n正文\n\n## 一节\n"));
            let left = headings(&document);
            let expected: &[(u8, String)] = &[(2, "一节".into())];
            assert_eq!(left, expected, "{title} {heading}");
        }
    }
    assert_eq!(headings(&titled("甲", "#\n\n正文\n")), []);
    assert_eq!(headings(&titled("…", "# ——\n")), [(2, "——".into())]);
    assert_eq!(headings(&titled("甲", "# 甲乙\n\n# 甲\n")), [(2, "甲乙".into()), (2, "甲".into())]);
}

#[test]
fn callouts_and_blocks_are_left_to_the_theme() {
    assert_eq!(html("> [!NOTE] 说明\n> 正文\n"), "[note 说明]\n<p>正文</p>\n[/]");
    assert_eq!(html(":::提示 标题\n正文\n:::\n"), "[提示 标题]\n<p>正文</p>\n[/]");
}

#[test]
fn raw_html_that_is_let_through_keeps_links_and_blocks() {
    let document = read(Input {
        shown_path: "a.md",
        file_text: "<u>甲</u>[乙](b.md)<img src=\"//x/y.png\">\n\n> [!TIP]\n> 丙\n",
        body_offset: 0,
        allow_raw_html: true,
        titles: &[],
        depth: 0,
    });
    assert!(document.html.contains(&Segment::LinkAttributes(0)), "{:?}", document.html);
    assert!(document.html.contains(&Segment::BlockEnd));
    assert!(
        document
            .html
            .iter()
            .all(|segment| !matches!(segment, Segment::Html(html) if html.contains("//x")))
    );
}

#[test]
fn search_text_holds_every_block_once() {
    let document = document(
        "正文[^1]。\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n![画](a.png \"说明\")\n\n```\n代码\n二行\n```\n\n[^1]: 脚注\n",
    );
    let text = &document.sections[0].text;
    for block in ["正文。", "甲", "乙", "丙", "丁", "画", "说明", "代码\u{2028}二行", "脚注"]
    {
        assert_eq!(text.lines().filter(|line| *line == block).count(), 1, "{block} in {text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[-#>*_`~:|\\[\\]!（）一二、。甲a1 \n]{0,120}") {
        let _ = document(&text);
    }
}

/// What a reader sees of a page.
fn visible(text: &str) -> String {
    scraper::Html::parse_fragment(&html(text)).root_element().text().collect()
}

#[test]
fn a_tilde_is_a_character_and_two_delete() {
    for (text, expected) in [
        ("3月1日~3月5日动员，3月6日~3月20日学习。", "3月1日~3月5日动员，3月6日~3月20日学习。"),
        ("8:30~9:00，9:30~10:00", "8:30~9:00，9:30~10:00"),
        ("~甲~", "~甲~"),
        ("H~2~O", "H~2~O"),
        ("*a~b* c~d", "<em>a~b</em> c~d"),
        ("**3~5日**、**6~7日**", "<strong>3~5日</strong>、<strong>6~7日</strong>"),
        ("~~3~5元~~", "<del>3~5元</del>"),
        ("~~删~除~~", "<del>删~除</del>"),
        ("9:00~~10:00，14:00~~15:00", "9:00~~10:00，14:00~~15:00"),
        ("3月1日~~3月5日、3月6日~~3月20日学习", "3月1日~~3月5日、3月6日~~3月20日学习"),
        ("原价~~100~~50元", "原价<del>100</del>50元"),
        ("~~1，2~~3", "<del>1，2</del>3"),
        ("定于3月1日~~3月2日~~3月3日召开", "定于3月1日<del>3月2日</del>3月3日召开"),
        ("甲\\~乙\\~丙", "甲~乙~丙"),
        ("`a~b~c` 和 `\\~`", "<code>a~b~c</code> 和 <code>\\~</code>"),
        ("见[甲](/~a/b~c)。", "见<a LINK0>甲</a>。"),
        (
            "见https://x.cn/~zhang/a 和b~c",
            "见<a LINK0 data-spelled-out=\"\">https://x.cn/~zhang/a</a> 和b~c",
        ),
    ] {
        assert_eq!(html(text), format!("<p>{expected}</p>\n"), "{text}");
    }
    assert_eq!(document("见[甲](/~a/b~c)。").links[0].target, "/~a/b~c");
    assert_eq!(document("见https://x.cn/~zhang/a。后").links[0].target, "https://x.cn/~zhang/a");
    assert_eq!(document("写信到<a~b@x.cn>。").links[0].target, "mailto:a~b@x.cn");
    assert_eq!(document("[[甲~乙#丙~丁]]").links[0].target, "甲~乙#丙~丁");
    assert_eq!(
        html("~~~ a~b\nc~d~\n~~~\n"),
        "<pre><code class=\"language-a~b\">c~d~\n</code></pre>\n"
    );
    assert_eq!(visible("甲\n\n~ 乙\n"), "甲\n~ 乙\n");
    let document = document(
        "# 3~5月，6~7月\n\n## 1~2日，3~4日\n\n| 8~9时，9~10时 |\n|---|\n| `a~b` 1~2 3~4 |\n\n```\na~b~c\n```\n",
    );
    assert_eq!(document.first_heading.as_deref(), Some("3~5月，6~7月"));
    assert_eq!(document.headings[0].text, "1~2日，3~4日");
    assert_eq!(document.sections[1].text, "8~9时，9~10时\na~b 1~2 3~4\na~b~c\n");
}

#[test]
fn tags_of_word_in_a_line_leave_no_trace() {
    let text = "甲<o:p></o:p>，<st1:place w:st=\"on\">乙</st1:place>，<st1:place>丙</st1:place>";
    assert_eq!(html(text), "<p>甲，乙，丙</p>\n");
    assert_eq!(document(text).links, []);
}

#[test]
fn stars_inside_a_sentence_stay() {
    for (text, expected) in [
        ("党的*作出的部署，贯彻党的*精神", "党的*作出的部署，贯彻党的*精神"),
        ("党的*作出**重大**部署，党的*精神", "党的*作出<strong>重大</strong>部署，党的*精神"),
        ("党的*甲，党的*乙，党的*丙", "党的*甲，党的*乙，党的*丙"),
        ("党的*、国家的*和", "党的*、国家的*和"),
        ("规格2*3*4米、2*3*4*5*6、A*B*C", "规格2*3*4米、2*3*4*5*6、A*B*C"),
        ("用*Word*写", "用<em>Word</em>写"),
        ("学习*重点*。", "学习<em>重点</em>。"),
        ("*重点*是学习", "<em>重点</em>是学习"),
        ("这是**重点**内容", "这是<strong>重点</strong>内容"),
        ("这是*学习*内容", "这是*学习*内容"),
        ("**35**元、**3~5**日", "<strong>35</strong>元、<strong>3~5</strong>日"),
        ("见https://x.cn/20*年。后", "见<a LINK0 data-spelled-out=\"\">https://x.cn/20*年</a>。后"),
    ] {
        assert_eq!(html(text), format!("<p>{expected}</p>\n"), "{text}");
    }
    assert_eq!(document("## 党的*作出，党的*精神").headings[0].text, "党的*作出，党的*精神");
    assert_eq!(
        document("一、党的*作出，党的*精神\n正文\n").headings[0].text,
        "一、党的*作出，党的*精神"
    );
}

/// Without stars, code marks and runs of exactly two tildes: what no markup may change.
fn beside_markup(text: &str) -> String {
    let text = text.replace(['*', '`'], "").replace("~~~", "\u{1}").replace("~~", "");
    text.replace('\u{1}', "~~~").split_whitespace().collect()
}

proptest::proptest! {
    #[test]
    fn no_tilde_is_lost(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "甲", "乙丙", "3", "15", "~", "~", "~", "*丁*", "**戊**", "*a~b*", "，", "~~己~3庚~~", " ",
                "~~", "（辛）", "`c~d`", "x",
            ]),
            0..24,
        )
    ) {
        let line = format!("天{}地", pieces.concat());
        for page in [
            format!("{line}\n"),
            format!("## {line}\n"),
            format!("- {line}\n"),
            format!("| 表 |\n|---|\n| {line} |\n"),
            format!("> {line}\n"),
        ] {
            let html = html(&page);
            let seen = visible(&page);
            let start = seen.find('天').unwrap_or_default();
            proptest::prop_assert_eq!(beside_markup(&seen[start..]), beside_markup(&line), "{}", html);
            let deletions = html.matches("<del>").count();
            proptest::prop_assert_eq!(
                seen.matches('~').count(), line.matches('~').count() - 4 * deletions, "{}", html
            );
            let document = document(&page);
            let found: String = document
                .sections
                .iter()
                .flat_map(|section| [section.heading.as_str(), section.text.as_str()])
                .collect();
            let start = found.find('天').unwrap_or_default();
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            proptest::prop_assert_eq!(squeeze(&found[start..]), squeeze(&seen[seen.find('天').unwrap_or_default()..]));
        }
    }
}

/// All that a page's HTML is made of, with every hole filled as the renderer would fill it.
fn filled(text: &str, allow_raw_html: bool) -> String {
    let document = read(Input {
        shown_path: "a.md",
        file_text: text,
        body_offset: 0,
        allow_raw_html,
        titles: &[],
        depth: 0,
    });
    document
        .html
        .into_iter()
        .map(|segment| match segment {
            Segment::Html(html) => html,
            Segment::LinkAttributes(_) => "href=\"x.html\"".into(),
            Segment::BlockStart(_) => "<div class=\"callout\">".into(),
            Segment::BlockEnd => "</div>".into(),
        })
        .collect()
}

#[test]
fn no_text_can_pass_for_a_hole() {
    let hole = "&#1;=&quot;0&quot; onerror=&quot;window.__pwned=1&quot; x=&#1;B0&#1;&#x1;E&#01;";
    for text in [
        format!("![{hole}](a.png \"{hole}\")"),
        format!("[{hole}](a.md \"{hole}\")"),
        format!("# {hole}\n\n## {hole}\n\n{hole}\n\n1. {hole}"),
        format!("| {hole} |\n|---|\n| `{hole}` |"),
        format!("``` {hole}\n{hole}\n```"),
        format!("> [!note] {hole}\n> {hole}"),
        format!("::: note {hole}\n{hole}\n:::"),
        format!("甲[^1]\n\n[^1]: {hole}"),
        format!("[[a|{hole}]] <b title=\"{hole}\">{hole}</b>"),
    ] {
        for allow_raw_html in [false, true] {
            let html = filled(&text, allow_raw_html);
            assert!(!html.contains('\u{1}'), "{html:?}");
            let page = scraper::Html::parse_fragment(&html);
            for element in page.root_element().descendent_elements() {
                for (name, _) in element.value().attrs() {
                    assert!(!name.starts_with("on") && name != "x", "{name} in {html:?}");
                }
            }
            assert_eq!(html.matches("x.html").count(), html.matches("href=\"x.html\"").count());
        }
    }
}

#[test]
fn what_is_dropped_or_makes_no_link_is_named() {
    let said = |text: &str| -> Vec<String> {
        document(text)
            .diagnostics
            .iter()
            .map(|problem| yanxi_problem::print::line(problem, yanxi_problem::Language::Chinese))
            .collect()
    };
    assert_eq!(
        said(
            "# 表\n\n| 单位 | 人数 |\n|---|---|\n| 甲嘎查 | 3 | 多出 |\n| 乙 |\n| a\\|b | `x` |\n| 丙 | 4 | |\n"
        ),
        [
            "提醒 R11 a.md 第5行 | 甲嘎查 | 3 | 多出 | —— 这一行的格子比表头多，“多出”上面没有列名。改法：在表头加上这一列（|---| 那一行也要加），或删去多出的格子；文字里的竖线写成 \\|"
        ]
    );
    assert_eq!(
        said("见[名单](附件\\名 单.docx)和![图](图片/签到 表.png)。\n"),
        [
            "提醒 R11 a.md 第1行 见[名单](附件\\名 单.docx)和![图](图片/签到 表.png)。 —— “附件\\名 单.docx”里有空格，不成链接，照原样显示出来了。改法：写成 (<附件/名 单.docx>)，两头加尖括号"
        ]
    );
    for text in [
        "[名单](<附件/名 单.docx>)、[甲](附件/名%20单.docx \"说 明\")。\n",
        "`[名单](附件/名 单.docx)`\n",
        "```\n[名单](附件/名 单.docx)\n```\n",
        "[1](见 第3页)\n",
    ] {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_box_to_tick_is_called_by_its_entry() {
    let page = html("- [x] 办完的\n- [ ] 没办完的\n  - [ ] 下一层\n");
    for expected in [
        "<li class=\"task-list-item\" id=\"yanxi-task-1\"><input type=\"checkbox\" class=\"task-list-item-checkbox\" aria-labelledby=\"yanxi-task-1\" checked=\"\" disabled=\"\"> 办完的</li>",
        "aria-labelledby=\"yanxi-task-2\" disabled=\"\"> 没办完的",
        "id=\"yanxi-task-3\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
}

#[test]
fn a_picture_alone_is_no_line_of_text() {
    let page = html("![羊群](a.png)\n\n文字夹 ![羊群](b.png) 图\n\n![羊群](c.png \"秋天\")\n");
    assert_eq!(page.matches("<p class=\"picture\">").count(), 1, "{page}");
    assert!(page.contains("<figcaption>秋天</figcaption></figure>"), "{page}");
    assert!(page.contains("<p>文字夹"), "{page}");
}
