//! HTML in Markdown, by the HTML, texts and messages it gives.

use crate::markdown::{Document, Input, LinkKind, Segment, read};
use yanxi_problem::{Language, print};

fn document_of(text: &str, allow_raw_html: bool) -> Document {
    read(Input {
        shown_path: "a.md",
        file_text: text,
        body_offset: 0,
        allow_raw_html,
        titles: &[],
        depth: 0,
    })
}

fn document(text: &str) -> Document {
    document_of(text, false)
}

fn html_of(document: Document) -> String {
    document
        .html
        .into_iter()
        .map(|segment| match segment {
            Segment::Html(html) => html,
            Segment::LinkAttributes(number) => format!("LINK{number}"),
            Segment::BlockStart(block) => format!("[{} {}]", block.name, block.title),
            Segment::BlockEnd => "[/]".into(),
        })
        .collect()
}

fn html(text: &str) -> String {
    html_of(document(text))
}

fn searched(text: &str) -> String {
    let sections = document(text).sections;
    let of =
        |section: &crate::markdown::SectionText| format!("{}|{}", section.heading, section.text);
    sections.iter().map(of).collect()
}

fn said(document: &Document) -> Vec<String> {
    document.diagnostics.iter().map(said_of).collect()
}

#[test]
fn elements_become_what_they_mean() {
    for (text, expected) in [
        ("<div>甲</div><div>乙</div>", "<p>甲</p><p>乙</p>"),
        ("<div>\n甲\n乙<br>丙\n</div>", "<p>甲乙<br>丙</p>"),
        ("<center><font color=red>甲</font></center>", "<p class=\"centered\">甲</p>"),
        ("<p align=\"right\">某镇</p>", "<p class=\"at-right\">某镇</p>"),
        (
            "甲<b>乙</b><i>丙</i><u>丁</u><s>戊</s>",
            "<p>甲<strong>乙</strong><em>丙</em><u>丁</u><del>戊</del></p>",
        ),
        ("H<sub>2</sub>O，m<sup>2</sup>", "<p>H<sub>2</sub>O，m<sup>2</sup></p>"),
        ("<ul><li>甲<li>乙</ul>", "<ul><li>甲</li><li>乙</li></ul>"),
        (
            "<ol type=\"A\" start=\"3\"><li value=5>甲</ol>",
            "<ol start=\"3\" type=\"A\"><li value=\"5\">甲</li></ol>",
        ),
        ("<blockquote>甲</blockquote>", "<blockquote><p>甲</p></blockquote>"),
        (
            "<details><summary>题</summary>\n\n**粗**\n\n</details>",
            "<details><summary>题</summary><p><strong>粗</strong></p></details>",
        ),
        ("<pre>甲\n  乙</pre>", "<pre>甲\n  乙</pre>"),
        ("<form><label>姓名</label><input name=x></form>", "<p>姓名</p>"),
        ("<ruby>汉<rt>hàn</rt></ruby>", "<p><ruby>汉<rt>hàn</rt></ruby></p>"),
        ("<dl><dt>甲<dd>乙</dl>", "<dl><dt>甲</dt><dd>乙</dd></dl>"),
        ("<font>甲", "<p>甲</p>"),
        ("<b>甲\n\n乙", "<p><strong>甲</strong></p><p>乙</p>"),
        ("甲 <b>乙</b> 丙", "<p>甲 <strong>乙</strong> 丙</p>"),
        ("<p>&nbsp;</p>\n\n甲", "<p>甲</p>"),
        ("<p>　　甲</p>", "<p>甲</p>"),
        ("甲<!-- 注 -->乙", "<p>甲乙</p>"),
        ("<!-- 注 --> 后文", "<p>后文</p>"),
        ("<div class=MsoNormal><span lang=EN-US>甲<o:p></o:p></span></div>", "<p>甲</p>"),
        ("<div>\n\n    <p>甲</p>\n\n</div>", "<p>甲</p>"),
    ] {
        assert_eq!(html(text).replace('\n', ""), expected.replace('\n', ""), "{text}");
    }
}

#[test]
fn a_table_is_one_however_it_is_cut() {
    let rows = "<table>\n<thead><tr><th>税目</th><th colspan=\"2\">税率</th></tr></thead>\n\n    <tr>\n    <td rowspan=2 style=\"text-align:center\">合同</td><td>借款</td><td>万分之零点五</td></tr>\n\n  <tr><td>承揽</td>\n<td>\n\n**万分之三**\n\n</td></tr>\n</table>\n\n后";
    assert_eq!(
        html(rows).replace('\n', ""),
        "<div class=\"table-scroll\" tabindex=\"0\"><table><thead><tr><th>税目</th><th colspan=\"2\">税率</th></tr></thead>\
         <tbody><tr><td rowspan=\"2\" align=\"center\">合同</td><td>借款</td><td>万分之零点五</td></tr>\
         <tr><td>承揽</td><td><p><strong>万分之三</strong></p></td></tr></tbody></table></div><p>后</p>"
    );
    assert_eq!(searched(rows), "|税目\n税率\n合同\n借款\n万分之零点五\n承揽\n万分之三\n后\n");
    let nested = "<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>";
    assert_eq!(searched(nested), "|外\n内\n");
    assert_eq!(html(nested).matches("table-scroll").count(), 1);
    let in_block = ":::提示 题\n<table><tr><td>甲</td></tr>\n:::\n\n后";
    assert_eq!(
        html(in_block).replace('\n', ""),
        "[提示 题]<div class=\"table-scroll\" tabindex=\"0\"><table><tbody><tr><td>甲</td></tr></tbody></table></div>[/]<p>后</p>"
    );
    let block_inside = "<table>\n\n:::提示\n甲\n:::\n\n<tr><td>乙</td></tr></table>";
    assert_eq!(searched(block_inside), "|甲\n乙\n");
}

#[test]
fn headings_come_from_the_tree() {
    let document = document(
        "<h1 align=\"center\">讲话</h1>\n\n## 甲<b>一</b>\n\n<h3 id=\"Yi\">乙</h3>\n\n正文\n\n一、丙\n\n丁\n",
    );
    assert_eq!(document.first_heading.as_deref(), Some("讲话"));
    let headings: Vec<_> =
        document.headings.iter().map(|h| (h.level, h.text.as_str(), h.id.as_str())).collect();
    assert_eq!(headings, [(2, "甲一", "甲一"), (3, "乙", "yi"), (4, "一、丙", "一丙")]);
    assert_eq!(document.sections[2].text, "正文\n");
    let html = html_of(document);
    assert!(html.contains("<h2 id=\"甲一\"><span class=\"anchor\" id=\"s-"), "{html}");
    assert!(!html.contains("讲话"), "{html}");
    let document = self::document("<div>\n\n# 甲\n\n</div>\n\n# 乙\n\n<h2>丙</h2>\n");
    let headings: Vec<_> = document.headings.iter().map(|h| (h.level, h.text.as_str())).collect();
    assert_eq!(headings, [(2, "乙"), (3, "丙")]);
}

#[test]
fn what_the_source_hides_stays_out() {
    for hidden in [
        "<p hidden>密语</p>",
        "<p style=\"display : none\">密语</p>",
        "<div style=\"display:none\">\n\n密语 **密语**\n\n[密语](密语.md)\n\n## 密语\n\n</div>",
        "甲<span style='mso-hide:all'>密语</span>乙",
        "甲<span style='visibility:hidden'>密语</span>乙",
        "<style>.x{display:none}</style>\n\n<p class=\"x\">密语</p>",
        "## 甲<span hidden>密语</span>乙",
        "> [!NOTE] 甲<span hidden>密语</span>\n> 乙",
        "<table><tr hidden><td>密语</td></tr><tr><td>甲</td></tr></table>",
        "<template>密语</template>",
        "<p hidden>甲[^1]</p>\n\n[^1]: 密语\n",
        "<p hidden>甲</p>\n\n![乙<span hidden>密语</span>](x.png)",
    ] {
        for raw in [false, true] {
            let document = document_of(hidden, raw);
            assert_eq!(document.links.iter().filter(|link| link.kind == LinkKind::Link).count(), 0);
            let said = said(&document);
            assert_eq!(
                said.iter().filter(|line| line.contains("隐藏")).count(),
                1,
                "{hidden} {said:?}"
            );
            let all = format!("{document:?}");
            let kept = all.split("diagnostics").next().unwrap_or_default();
            assert!(!kept.contains("密语"), "{hidden} {raw}: {kept}");
        }
    }
    assert_eq!(
        said(&document("甲\n\n<p hidden>三个字</p>\n\n乙<i hidden>二字</i>")),
        [
            "提醒 R11 a.md 第3行 <p hidden>三个字</p> —— 网页代码（HTML）里有 5 个字是隐藏的，没有放进网站，本页有 2 处，第一处在这一行。改法：不要的字从文件里删去；要给人看，就删去 hidden、display:none、mso-hide 这样的写法"
        ]
    );
}

#[test]
fn blanks_to_fill_in_stay_and_other_unknown_tags_go() {
    assert_eq!(html("请填写<name>和<日期>。"), "<p>请填写&lt;name&gt;和&lt;日期&gt;。</p>\n");
    assert_eq!(html("<name>\n**甲**"), "<p>&lt;name&gt;\n<strong>甲</strong></p>\n");
    assert_eq!(searched("请填写<name>和<日期>。"), "|请填写<name>和<日期>。\n");
    assert_eq!(
        html("<table><tr><td><name></td><td><日期></td></tr></table>").matches("&lt;").count(),
        2
    );
    let document =
        document("# 题\n\n<Badge type=\"tip\">新</Badge> <ClientOnly/>后\n\n<button>提交</button>");
    assert_eq!(
        said(&document),
        [
            "提醒 R11 a.md 第3行 <Badge type=\"tip\">新</Badge> <ClientOnly/>后 —— 网页代码 <badge>、<button>、<clientonly> 在网站里不起作用，去掉了；夹在里面的正文都留下了。改法：核对网页上这一处，再从文件里删去这些代码"
        ]
    );
    assert_eq!(html_of(document), "<p>新 后</p>\n<p>提交</p>\n");
}

#[test]
fn styles_and_programs_go_and_are_named() {
    let document = document(
        "<style>.t{}</style>\n\n甲<script>var a = \"乙\"</script>丙\n\n<script>\n丁\n\n戊</script>\n",
    );
    assert_eq!(said(&document).len(), 1, "{:?}", said(&document));
    assert!(said(&document)[0].contains("网页代码 <script>、<style> 在"), "{:?}", said(&document));
    assert_eq!(html_of(document), "<p>甲丙</p>\n");
}

#[test]
fn what_has_no_end_and_swallows_words_is_an_error() {
    for (text, line, characters, missing) in
        [("甲<br>\n\n<style>\n.a{}\n乙丙丁", 3, 7, "</style>"), ("<script>甲乙", 1, 2, "</script>")]
    {
        let document = document(text);
        let said = said(&document);
        let error = said.iter().find(|line| line.starts_with("错误 R11")).expect(text);
        assert!(error.contains(&format!("第{line}行")), "{error}");
        assert!(error.contains(&format!("后面 {characters} 个字")), "{error}");
        assert!(error.ends_with(&format!("补上 {missing}")), "{error}");
    }
    assert_eq!(said(&document("甲<!-- 注 -->\n\n<!-- 注\n\n注 -->\n")), Vec::<String>::new());
    assert_eq!(searched("甲 <div class=\"x 乙\n\n丙"), "|甲 <div class=\"x 乙\n丙\n");
}

#[test]
fn links_pictures_and_anchors_are_those_of_markdown() {
    let text = "<p id=\"shang\">甲</p>\n\n[一](a.md)\n<a href=\"b%20b.md\" onclick=\"x()\">二</a> <a name=\"x\"></a>三\n\n<a href=\"#\">四</a><img src=\"图.png\" width=\"300\" alt=\"丙\" onerror=\"x()\">\n\n<video src=\"影.mp4\"></video>\n";
    for raw in [false, true] {
        let document = document_of(text, raw);
        let links: Vec<_> =
            document.links.iter().map(|l| (l.kind, l.target.as_str(), l.line)).collect();
        assert_eq!(
            links,
            [
                (LinkKind::Link, "a.md", 3),
                (LinkKind::Link, "b b.md", 4),
                (LinkKind::Image, "图.png", 6),
                (LinkKind::Link, "影.mp4", 8)
            ]
        );
        let anchors: Vec<_> = document.anchors.iter().map(String::as_str).collect();
        assert_eq!(anchors, ["shang", "x"]);
        let html = html_of(document);
        for expected in [
            "<p><span class=\"anchor\" id=\"shang\"></span>甲</p>",
            "<a LINK1>二</a>",
            "<span class=\"anchor\" id=\"x\"></span>三",
            "<img LINK2 alt=\"丙\" width=\"300\">",
            "<a LINK3>影.mp4</a>",
        ] {
            assert!(html.contains(expected), "{expected} in {html}");
        }
        assert!(!html.contains("x()"), "{html}");
    }
    assert_eq!(searched(text), "|甲\n一二 三\n四\n丙\n影.mp4\n");
    assert_eq!(
        html("<p align=\"center\">\n<img src=\"a.png\">\n</p>\n\n<img src=\"b.png\"> 乙"),
        "<p class=\"picture\"><img LINK0 alt=\"\"></p>\n<p><img LINK1 alt=\"\"> 乙</p>\n"
    );
    assert_eq!(
        html("<a href=\"a.md\">甲<a href=\"b.md\">乙</a></a>"),
        "<p><a LINK0>甲</a><a LINK1>乙</a></p>\n"
    );
}

#[test]
fn the_setting_keeps_divisions_and_classes() {
    let text = "<div class=\"card\" style=\"color:red\">甲<span class=\"x\">乙</span></div>";
    let page = html_of(document_of(text, true));
    assert_eq!(page, "<div class=\"card\">甲<span class=\"x\">乙</span></div>\n");
    assert_eq!(html(text), "<p>甲乙</p>\n");
}

#[test]
fn notes_lists_and_code_beside_html_stay() {
    let text = "<b>甲</b>[^1]\n\n- [x] 办完\n\n```rust\na\nb\n```\n\n`x<y` ~~删~~\n\n![画](a.png \"说明\")\n\n[^1]: 注\n";
    let page = html(text);
    for expected in [
        "<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\"",
        "<li class=\"task-list-item\" id=\"yanxi-task-1\"><input",
        "<pre><code class=\"language-rust\">a\nb\n</code></pre>",
        "<code>x&lt;y</code> <del>删</del>",
        "<figure><img LINK0 alt=\"画\" title=\"说明\"><figcaption>说明</figcaption>",
        "<section class=\"footnotes\"",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert_eq!(searched(text), "|甲\n办完\na\u{2028}b\nx<y 删\n画\n说明\n注\n");
}

#[test]
fn deep_and_many_tags_do_no_harm() {
    for text in [
        "<div>".repeat(20_000) + "甲",
        "<b>".repeat(20_000) + "甲",
        "<table><tr><td>".repeat(3_000) + "甲",
        "<b><p>".repeat(5_000) + "甲",
        "<table>".to_string() + &"<b>甲".repeat(3_000),
        "<a href=x>".repeat(3_000) + "甲",
    ] {
        let found = searched(&text);
        assert!(found.contains('甲'), "{}", &text[..20]);
    }
}

proptest::proptest! {
    #[test]
    fn no_word_is_lost_and_none_is_doubled(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "甲", "乙丙", "<b>丁</b>", "<div>", "</div>", "<table>", "<tr>", "<td>戊", "</td>", "</tr>",
                "</table>", "\n\n", "\n", "<br>", "<p>己", "</p>", "<ul>", "<li>庚", "</ul>", "<span class=\"a\">",
                "</span>", "<h2>辛</h2>", "    ", "壬\n\n", "<a href=\"x.md\">癸</a>", "**子**", ":::tip 丑\n", "\n:::\n",
                "<details>", "<summary>寅</summary>", "</details>", "- 卯\n", "> 辰\n", "| 巳 |\n|---|\n| 午 |\n",
                "<未>", "<pre>", "</pre>", "`申`", "<img src=\"x.png\" alt=\"酉\">", "\n# 戌\n", "<blockquote>",
                "<!-- x -->", "<select><option>亥</option></select>", "<font color=\"red\">", "<b", "<", "&lt;",
            ]),
            0..24,
        )
    ) {
        let text = pieces.concat();
        let wanted = han(&text);
        let document = document(&text);
        // Cells beyond a table's head are told.
        proptest::prop_assume!(document.diagnostics.iter().all(|problem| !said_of(problem).contains("表头")));
        let found: String = document
            .first_heading
            .iter()
            .map(String::as_str)
            .chain(document.sections.iter().flat_map(|s| [s.heading.as_str(), s.text.as_str()]))
            .collect();
        proptest::prop_assert_eq!(han(&found), wanted, "{}\n{:?}", text, document);
    }
}

fn said_of(problem: &yanxi_problem::Diagnostic) -> String {
    print::line(problem, Language::Chinese)
}

/// The Han characters of a text, sorted.
fn han(text: &str) -> Vec<char> {
    let mut found: Vec<char> = text.chars().filter(|c| yanxi_text::han::is_han(*c)).collect();
    found.sort_unstable();
    found
}

/// 一、 and （一） are judged alike wherever they stand.
#[test]
fn lines_typed_as_headings_are_headings_in_html_too() {
    let page = document(
        "<div><div>一、<b>总体要求</b></div><div>坚持以学促干。</div></div>\n\n二、主要任务\n\n抓好学习。\n\n\
         <p>（一）加强<b>领导。各单</b>位主要<a href=\"https://x.cn\">负责人</a>亲自抓。</p><p id=\"x\">（二）注重实效。不搞形式，不走过场，解决问题。</p>\n",
    );
    let headings: Vec<_> =
        page.headings.iter().map(|heading| (heading.level, heading.text.as_str())).collect();
    assert_eq!(
        headings,
        [(2, "一、总体要求"), (2, "二、主要任务"), (3, "（一）加强领导"), (3, "（二）注重实效")]
    );
    let html = html_of(page.clone());
    assert!(
        html.contains(
            "<span class=\"typed-heading\">（一）加强<strong>领导。</strong></span><strong>各单</strong>位主要<a LINK0>负责人</a>亲自抓。</p>"
        ),
        "{html}"
    );
    assert!(page.anchors.contains("x"));
    assert_eq!(page.sections[4].text, "（二）注重实效。不搞形式，不走过场，解决问题。\n");
    for list in [
        "<p>议程如下：</p><p>一、主持人讲话；</p><p>二、学习文件；</p><p>三、讨论。</p>",
        "<table><tr><td>一、总体要求</td></tr><tr><td>文</td></tr></table>",
        "<ul><li>一、总体要求</li><li>文</li></ul>",
        "<p hidden>一、总体要求</p><p>文</p>",
    ] {
        assert_eq!(document(list).headings, [], "{list}");
    }
}
