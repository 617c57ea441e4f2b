//! What authors bring along from Obsidian, MkDocs, VuePress and VitePress, and slips that Markdown does not tell.

use super::*;

fn said(text: &str) -> Vec<String> {
    document(text)
        .diagnostics
        .iter()
        .map(|problem| {
            let line = yanxi_problem::print::line(problem, yanxi_problem::Language::Chinese);
            line.split_once(" —— ").map_or(line.clone(), |(_, words)| words.to_string())
        })
        .collect()
}

#[test]
fn embedded_pictures_are_pictures() {
    for (text, expected) in [
        ("![[图.png]]\n", "<p class=\"picture\"><img LINK0 alt=\"\"></p>\n"),
        ("![[图.png|300]]\n", "<p class=\"picture\"><img LINK0 alt=\"\" width=\"300\"></p>\n"),
        (
            "![[图.png|300x200]]\n",
            "<p class=\"picture\"><img LINK0 alt=\"\" width=\"300\" height=\"200\"></p>\n",
        ),
        (
            "![[a/图.png|羊群|300]]\n",
            "<figure><img LINK0 alt=\"羊群\" width=\"300\" title=\"羊群\"><figcaption>羊群</figcaption></figure>\n",
        ),
        ("见![[图.png|30]]。\n", "<p>见<img LINK0 alt=\"\" width=\"30\">。</p>\n"),
        (
            "![羊群|300](图.png)\n",
            "<p class=\"picture\"><img LINK0 alt=\"羊群\" width=\"300\"></p>\n",
        ),
        ("![甲|乙](图.png)\n", "<p class=\"picture\"><img LINK0 alt=\"甲|乙\"></p>\n"),
        ("![[讲话]]\n", "<p><a LINK0>讲话</a></p>\n"),
        (
            "[[#甲]]、[[乙/丙|]]、[[丁|戊]]\n",
            "<p><a LINK0>甲</a>、<a LINK1>丙</a>、<a LINK2>戊</a></p>\n",
        ),
        ("[[toc]]\n", "<p>[[toc]]</p>\n"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let page = document("![[图.png|羊群|300]]\n");
    assert_eq!(page.links[0].kind, LinkKind::Embed);
    assert_eq!(page.links[0].target, "图.png");
    assert_eq!(page.sections[0].text, "羊群\n羊群\n");
}

#[test]
fn comments_of_html_never_go_out_wherever_they_begin_and_whatever_is_in_them() {
    for (text, shown) in [
        ("前<!-- 先别发\n\n等批 -->后。\n", "前\n后。\n"),
        ("前<!-- 先别发\n- 甲\n- 乙 -->后。\n", "前\n后。\n"),
        ("前<!-- 先别发\n```\n等批 -->后。\n", "前\n后。\n"),
        ("<div>前<!-- 先别发\n\n等批 -->后。</div>\n\n尾。\n", "前\n后。\n尾。\n"),
        ("<div>\n<!--\n先别发\n\n等批\n-->\n后。</div>\n", "后。\n"),
        ("| 甲 |\n|---|\n| 乙 |\n\n丙<!--\n\n先别发\n-->\n", "甲\n乙\n丙\n"),
    ] {
        let document = document(text);
        let words: String = document.sections.iter().map(|section| section.text.as_str()).collect();
        assert_eq!(words, shown, "{text}");
        assert!(document.diagnostics.is_empty(), "{text}: {:?}", document.diagnostics);
    }
    for text in ["`前<!--`\n\n后`-->`\n", "```\n前<!--\n\n后-->\n```\n"] {
        assert!(html(text).contains('后') && html(text).contains("&lt;!--"), "{text}");
    }
}

#[test]
fn a_comment_of_html_without_an_end_is_an_error_and_goes_out_nowhere() {
    let not_closed = |characters: usize| {
        format!(
            "“<!--”只有一半，后面 {characters} 个字都当作不发表的批注了。改法：在批注的末尾补上 -->；不是批注的写成 &lt;!--"
        )
    };
    for (text, shown, characters) in [
        ("前<!-- 先别发\n\n等批。\n", "前\n", 6),
        ("前。\n\n<!-- 先别发\n\n等批。\n", "前。\n", 6),
        ("| 甲 |\n|---|\n| 乙<!-- 先别发 |\n\n等批。\n", "甲\n乙\n", 7),
        ("- 前<!-- 先别发\n- 等批\n", "前\n", 6),
        ("<div>前<!-- 先别发</div>\n\n等批。\n", "前\n", 12),
        // The end of another one further down is not its own.
        ("前<!-- 先别发\n\n等批。\n\n<!-- 注 -->\n\n后。\n", "前\n后。\n", 6),
        ("<!-- 先别发\n等批。\n<!-- 注 -->\n\n后。\n", "后。\n", 6),
        ("前<!-- 先别发\n\n```\n等批 --> 后\n```\n", "前\n后\n", 8),
    ] {
        let page = document(text);
        let words: String = page.sections.iter().map(|section| section.text.as_str()).collect();
        assert!(!words.contains("先别发") && !words.contains("等批"), "{text}: {words}");
        assert!(words.starts_with(shown.split('\n').next().unwrap_or_default()), "{text}: {words}");
        assert_eq!(said(text).first(), Some(&not_closed(characters)), "{text}");
        assert_eq!(page.diagnostics[0].severity, yanxi_problem::Severity::Error);
    }
    // As the message has it.
    assert_eq!(said("前&lt;!-- 后\n"), Vec::<String>::new());
    assert!(html("前&lt;!-- 后\n").contains("前&lt;!-- 后"));
    for text in ["前<!— 先别发 —>后\n", "前<！-- 先别发 -->后\n"] {
        assert!(said(text)[0].starts_with("这里像是批注的开头，但是打错了"), "{text}");
    }
}

#[test]
fn a_comment_that_shares_its_line_is_torn_by_nothing() {
    for (text, shown) in [
        ("| 甲 | 乙 |\n|---|---|\n| 丙<!-- 先|别发 --> | 丁 |\n", "甲\n乙\n丙\n丁\n"),
        ("<!-- 先别发 --># 题\n\n后。\n", "后。\n"),
        ("前<!-- %%先别发 -->后%%等批%%\n", "前后\n"),
        ("<!-- 先别发 %% -->\n\n后。\n", "后。\n"),
        ("用<style>一种。%%先别发%%\n", "用\n"),
    ] {
        let page = document(text);
        let words: String = page.sections.iter().map(|section| section.text.as_str()).collect();
        assert_eq!(words, shown, "{text}");
    }
    // In a style sheet it hides nothing, and what the sheet hides stays hidden.
    let text = "<style>\n<!--\n.甲 {color:red}\n\n.x {display:none}\n-->\n</style>\n\n<p class=\"x\">先别发</p>\n\n后。\n";
    assert!(!html(text).contains("先别发") && html(text).contains("后。"), "{}", html(text));
}

#[test]
fn tags_of_word_are_no_text() {
    for (text, shown) in [
        ("前<![if !supportLists]>1.<![endif]>后\n", "前1.后\n"),
        ("<?xml:namespace prefix = o ns = \"urn:x\" />\n\n前。\n\n- 后\n", "前。\n后\n"),
        ("前<st1:chsdate\nYear=\"2026\"\nw:st=\"on\">10月9日</st1:chsdate>后\n", "前10月9日后\n"),
        ("<span style=\"font-family:\"宋体\";font-size:14pt\">前</span>后\n", "前后\n"),
        ("<p style=\"font-family:\"宋体\"\">前</p>\n\n后\n", "前\n后\n"),
        ("<span lang=\"EN-US\"style=\"x:y\">前</span>后\n", "前后\n"),
        ("前<u1:p></u1:p>后\n", "前后\n"),
        ("前<span\nlang=EN-US>A</span>后\n", "前A后\n"),
        ("`<o:p>`和<font color=red size=2 后\n", "<o:p>和<font color=red size=2 后\n"),
    ] {
        let page = document(text);
        let words: String = page.sections.iter().map(|section| section.text.as_str()).collect();
        assert_eq!(words, shown, "{text}");
    }
}

#[test]
fn comments_never_go_out() {
    for (text, left) in [
        ("前 %%先别发%% 后。\n", "前  后。\n"),
        ("前。\n\n%%\n先别发\n\n等批\n%%\n\n后。\n", "前。\n后。\n"),
        ("前%%先别发\n等批%%后。\n", "前后。\n"),
        ("- 甲 %%先别发%%\n    %%等批%%\n", "甲\n"),
        ("| 甲 |\n|---|\n| 乙 %%先别发%% |\n", "甲\n乙\n"),
        ("    前%%先别发%%后\n", "前后\n"),
        ("> 甲 %%先别发%%\n", "甲\n"),
    ] {
        let page = document(text);
        assert_eq!(page.sections[0].text, left, "{text}");
        assert!(!html(text).contains("先别发") && !html(text).contains("等批"), "{text}");
        assert_eq!(page.diagnostics, [], "{text}");
    }
    for text in [
        "`%%甲%%`\n",
        "```\n%%甲%%\n```\n",
        "    x = 1 %%甲%%\n",
        "\\%%甲\\%%\n",
        "``a ` %%甲%%``\n",
        "`a\n%%甲%%`\n",
    ] {
        assert!(html(text).contains("%%甲"), "{text}: {}", html(text));
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_comment_without_an_end_is_an_error() {
    for text in ["前 %%先别发\n\n后。\n", "前。\n\n%%\n先别发\n"] {
        let page = document(text);
        assert!(!html(text).contains("先别发"));
        assert_eq!(page.diagnostics.len(), 1);
        assert_eq!(page.diagnostics[0].severity, yanxi_problem::Severity::Error);
    }
    assert_eq!(
        said("占20%%，又占30%%。\n"),
        [
            "数字后面的“%%”分不清是百分号还是不发表的批注。改法：百分号只写一个 %；是批注就在 %% 前面空一格"
        ]
    );
}

#[test]
fn boxes_of_other_programs_are_boxes() {
    for (text, expected) in [
        (
            "!!! warning \"注意\"\n\n    甲。\n\n乙。\n",
            "[warning 注意]\n<p>甲。</p>\n[/]\n<p>乙。</p>\n",
        ),
        ("!!! note\n    甲。\n", "[note ]\n<p>甲。</p>\n[/]"),
        ("??? question \"时间: 9:00\"\n    甲。\n", "[question- 时间: 9:00]\n<p>甲。</p>\n[/]"),
        ("???+ note\n\t甲。\n", "[note+ ]\n<p>甲。</p>\n[/]"),
        (
            "!!! note \"外\"\n    甲\n\n    !!! tip \"内\"\n        乙\n\n丙\n",
            "[note 外]\n<p>甲</p>\n[tip 内]\n<p>乙</p>\n[/][/]\n<p>丙</p>\n",
        ),
        (
            "!!! note \"题\"\n    ```\n    !!! tip\n        码\n    ```\n",
            "[note 题]\n<pre><code>!!! tip\n    码\n</code></pre>\n[/]",
        ),
        (":::caution注意\n甲\n:::\n", "[caution 注意]\n<p>甲</p>\n[/]"),
        (":::AI学习\n甲\n:::\n", "[ai学习 ]\n<p>甲</p>\n[/]"),
        (":::info[题]\n甲\n:::\n", "[info 题]\n<p>甲</p>\n[/]"),
        ("::: details 题 {open}\n甲\n:::\n", "[details+ 题]\n<p>甲</p>\n[/]"),
        (":::note{title=\"题\"}\n甲\n:::\n", "[note 题]\n<p>甲</p>\n[/]"),
        ("::: 提示 时间: 9:00\n甲\n:::\n", "[提示 时间: 9:00]\n<p>甲</p>\n[/]"),
        ("> [!faq]- 问\n> 答\n", "[faq- 问]\n<p>答</p>\n[/]"),
        (
            "- 甲\n\n    !!! tip \"题\"\n        乙\n",
            "<ul>\n<li>\n<p>甲</p>\n[tip 题]\n<p>乙</p>\n[/]</li>\n</ul>\n",
        ),
        ("```\n!!! note\n    甲\n```\n", "<pre><code>!!! note\n    甲\n</code></pre>\n"),
        ("!!! 重要的事说三遍 !!!\n", "<p>!!! 重要的事说三遍 !!!</p>\n"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn other_habits_get_one_warning_a_page() {
    assert_eq!(
        said("设 $a_1$。\n\n[TOC]\n\n```mermaid\nx\n```\n\n又 $b^2$。\n"),
        [
            "本页有别的软件的写法，网页上照原样显示：数学公式 $…$ 2 处、代码画的图（mermaid 等） 1 处、目录标记 [TOC] 1 处。改法：换成普通文字、表格或图片；网页自带目录，[TOC] 那一行可以删去"
        ]
    );
}

#[test]
fn slips_are_told_with_a_remedy() {
    for (text, expected) in [
        (
            "甲[^1]。\n\n[^1]：注\n",
            vec!["脚注“[^1]：”的冒号是全角的，已按脚注处理。改法：写成 [^1]:"],
        ),
        (
            "正文[^1]\n\n[^1]: 一\n[^1]: 二\n",
            vec![
                "脚注“1”写了两条，这一条没有显示出来。改法：给这一条换一个名字，如 [^1-2]，正文里引用它的地方一起改",
            ],
        ),
        (
            "甲。\n\n[^1]: 注\n",
            vec!["脚注“1”没有人引用，没有显示出来。改法：在正文里写上 [^1]，或删去这条脚注"],
        ),
        (
            "甲[^9]。\n",
            vec![
                "没有脚注“9”，[^9] 照原样显示出来了。改法：在页尾补上一行 [^9]: 脚注的内容，或删去 [^9]",
            ],
        ),
        ("甲[^1]，`[^2]`。\n\n[^1]: 注\n", vec![]),
        (
            "#没有空格\n\n##第二级\n\n文。\n",
            vec![
                "“#没有空格”的井号后面没有空格，不成标题，本页有 2 处。改法：是标题就写成 # 没有空格",
            ],
        ),
        (
            "＃ 全角\n\n文。\n",
            vec!["“＃ 全角”的井号后面没有空格，不成标题，本页有 1 处。改法：是标题就写成 # 全角"],
        ),
        ("#学习 #调研\n", vec![]),
        ("if re.search(r'[^\\x00-\\xff]', a):\n", vec![]),
        ("#1 号楼\n\n#FF0000\n\n```\n#注释\n```\n\n    #注释\n", vec![]),
        (
            "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n注：以上为样例。\n",
            vec!["这一行紧贴在表格下面，当作表格的一行了。改法：在这一行前面空一行"],
        ),
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n注：以上为样例。\n", vec![]),
        ("甲 | 乙\n---|---\n1 | 2\n单\n", vec![]),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

/// Every tab stays, in order and under its label.
#[test]
fn tabs_stand_below_each_other_under_their_labels() {
    for (text, expected) in [
        (
            "=== \"甲\"\n\n    文一。\n\n=== \"乙 {1}\"\n    文二。\n\n完。\n",
            "[tab 甲]\n<p>文一。</p>\n[/][tab 乙 {1}]\n<p>文二。</p>\n[/]\n<p>完。</p>\n",
        ),
        (
            "===! '甲'\n    文一。\n===+ \"乙\"\n    - 文二\n",
            "[tab 甲]\n<p>文一。</p>\n[/][tab 乙]\n<ul>\n<li>文二</li>\n</ul>\n[/]",
        ),
        (
            "::: tabs\n@tab 甲\n文一。\n\n@tab:active 乙#b\n文二。\n\n::: tip\n注\n:::\n:::\n",
            "[tabs ][tab 甲]\n<p>文一。</p>\n[/][tab 乙]\n<p>文二。</p>\n[tip ]\n<p>注</p>\n[/][/][/]",
        ),
        (
            ":::tabs\n== 甲\n文一。\n== 乙\n文二。\n:::\n",
            "[tabs ][tab 甲]\n<p>文一。</p>\n[/][tab 乙]\n<p>文二。</p>\n[/][/]",
        ),
        (
            "::: code-group\n```js [甲.js]\n1\n```\n```sh {1} [乙]\n2\n```\n:::\n",
            "[code-group ][tab 甲.js]\n<pre><code class=\"language-js\">1\n</code></pre>\n[/][tab 乙]\n<pre><code class=\"language-sh\">2\n</code></pre>\n[/][/]",
        ),
        (
            "```md title=\"样例\"\n甲\n```\n",
            "[tab 样例]\n<pre><code class=\"language-md\">甲\n</code></pre>\n[/]",
        ),
        ("::: center\n甲\n:::\n", "[center ]\n<p>甲</p>\n[/]"),
        ("=== 甲 ===\n", "<p>=== 甲 ===</p>\n"),
        ("@tab 甲\n", "<p>@tab 甲</p>\n"),
        (
            "```\n=== \"甲\"\n    乙\n```\n",
            "<pre><code>=== &quot;甲&quot;\n    乙\n</code></pre>\n",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let page = document("=== \"独有标签\"\n    文。\n");
    assert_eq!(page.sections[0].text, "独有标签\n文。\n");
    // Docusaurus.
    assert_eq!(
        html(
            "<Tabs>\n<TabItem value=\"a\" label=\"甲\">\n\n文一。\n\n</TabItem>\n<TabItem value=\"乙\">\n\n**文二。**\n\n</TabItem>\n</Tabs>\n"
        ),
        "<p class=\"tab-label\">甲</p>\n<p>文一。</p>\n<p class=\"tab-label\">乙</p>\n<p><strong>文二。</strong></p>\n"
    );
    assert_eq!(
        said("<Tabs>\n<TabItem value=\"a\">\n文\n</TabItem>\n</Tabs>\n"),
        Vec::<String>::new()
    );
}

#[test]
fn marks_of_blocks_are_places_and_are_not_shown() {
    let anchor = |name: &str| format!("<span class=\"anchor\" id=\"^{name}\"></span>");
    for (text, expected) in [
        ("一段文字。 ^ac1e88\n", format!("<p>{}一段文字。</p>\n", anchor("ac1e88"))),
        ("- 甲 ^a1\n- 乙\n", format!("<ul>\n<li>{}甲</li>\n<li>乙</li>\n</ul>\n", anchor("a1"))),
        (
            "> 引文\n> ^yin-wen\n",
            format!("<blockquote>\n<p>{}引文</p>\n</blockquote>\n", anchor("yin-wen")),
        ),
        ("**粗** ^b2\n", format!("<p>{}<strong>粗</strong></p>\n", anchor("b2"))),
        ("- 甲\n\n^b3\n", format!("{}\n<ul>\n<li>甲</li>\n</ul>\n", anchor("b3"))),
        ("面积 10 ^2\n", "<p>面积 10 ^2</p>\n".to_string()),
        ("f(x) ^n\n", "<p>f(x) ^n</p>\n".to_string()),
        ("10^22\n", "<p>10^22</p>\n".to_string()),
        ("甲 ^乙\n", "<p>甲 ^乙</p>\n".to_string()),
        ("`甲 ^a1`\n", "<p><code>甲 ^a1</code></p>\n".to_string()),
        ("^a1\n", "<p>^a1</p>\n".to_string()),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
    let page = document("甲。 ^a1\n\n乙。 ^a1\n\n<b>丙</b> ^c3\n\n一、总体 ^d4\n\n文。\n");
    assert_eq!(page.anchors.iter().map(String::as_str).collect::<Vec<_>>(), ["^a1", "^c3", "^d4"]);
    assert_eq!(page.headings[0].text, "一、总体");
    assert_eq!(page.sections[0].text, "甲。\n乙。\n丙\n");
    assert_eq!(html("[[甲#^a1]]、[[#^a1|上文]]\n"), "<p><a LINK0>甲</a>、<a LINK1>上文</a></p>\n");
}

/// What is shown as typed is shown as typed.
#[test]
fn formulas_stay_as_typed() {
    for (text, expected) in [
        (
            "设 $R[[x]]_1 * y*z \\{a\\}$ 和 $a_1$、$b_1$。\n",
            "<p>设 $R[[x]]_1 * y*z \\{a\\}$ 和 $a_1$、$b_1$。</p>\n",
        ),
        (
            "$$\nx\n= y_1\n- 甲\n$$\n",
            "<pre><code class=\"language-math\" data-math-style=\"display\">$$\nx\n= y_1\n- 甲\n$$\n</code></pre>\n",
        ),
        (
            "> $$\n> # a_1\n> $$\n",
            "<blockquote>\n<pre><code class=\"language-math\" data-math-style=\"display\">$$\n# a_1\n$$\n</code></pre>\n</blockquote>\n",
        ),
        ("每人 $5*2$，共 *$10* 元。\n", "<p>每人 $5*2$，共 <em>$10</em> 元。</p>\n"),
        (
            "::: note 集合 $\\mathrm{A}$ 的 {甲}\n文\n:::\n",
            "[note 集合 $\\mathrm{A}$ 的 {甲}]\n<p>文</p>\n[/]",
        ),
        (
            "??? note \"使用 $M_3(\\mathcal{B})$ 计算\"\n    文\n",
            "[note- 使用 $M_3(\\mathcal{B})$ 计算]\n<p>文</p>\n[/]",
        ),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn bars_in_code_part_no_cells() {
    assert_eq!(
        document("| 符号 | 名称 |\n|---|---|\n| `|` | 逐位或 |\n| `||` | 逻辑或 |\n| 甲 | 乙 |\n")
            .sections[0]
            .text,
        "符号\n名称\n|\n逐位或\n||\n逻辑或\n甲\n乙\n"
    );
    assert_eq!(
        said("| `a|b` | 丙 | 丁 |\n|---|---|---|\n| `c\\|d` | 戊 | 己 |\n"),
        Vec::<String>::new()
    );
}

/// No cell of a row is lost.
#[test]
fn tables_are_as_wide_as_their_widest_row() {
    let page = document("甲 | 乙\n---|---\n1 | 2 | 三 |  | 五\n6 | 7 | |\n");
    assert_eq!(page.sections[0].text, "甲\n乙\n1\n2\n三\n五\n6\n7\n");
    assert_eq!(html("> | 甲 |\n> |:-:|\n> | 1 | 二 |\n").matches("<th").count(), 2 + 1);
    // A line directly under a table is a row, and so are those behind it.
    let page = document("| 甲 |\n|---|\n| 乙 |\n紧贴\n<丙> | 丁 |\n<span>戊| 己 |\n");
    assert_eq!(page.sections[0].text, "甲\n乙\n紧贴\n<丙>\n丁\n戊\n己\n");
    assert_eq!(
        said("| 甲 |\n|---|\n| 1 | 二 |\n"),
        [
            "这一行的格子比表头多，“二”上面没有列名。改法：在表头加上这一列（|---| 那一行也要加），或删去多出的格子；文字里的竖线写成 \\|"
        ]
    );
    assert_eq!(html("```\n|a|\n|-|\n|1|2|\n```\n"), "<pre><code>|a|\n|-|\n|1|2|\n</code></pre>\n");
}

#[test]
fn words_of_a_link_may_stand_in_brackets() {
    let page = document("[[文件]](https://x.cn/a.pdf)、[[甲]](备注)、`[[乙]](a.md)`\n");
    let links: Vec<_> = page.links.iter().map(|link| (link.kind, link.target.as_str())).collect();
    assert_eq!(links, [(LinkKind::Link, "https://x.cn/a.pdf"), (LinkKind::Wiki, "甲")]);
    assert_eq!(page.sections[0].text, "[文件]、甲(备注)、[[乙]](a.md)\n");
}

#[test]
fn an_address_that_is_written_out_is_told_from_words_that_lead_to_one() {
    let link = |text: &str| html(text).contains("data-spelled-out=\"\"");
    for text in ["<https://x.cn/a>", "https://x.cn/a/", "www.x.cn", "[https://x.cn](https://x.cn/)"]
    {
        assert!(link(text), "{text}");
    }
    for text in ["[甲](https://x.cn/a)", "[n](https://x.cn)", "[x.cn](https://x.cn/a)"] {
        assert!(!link(text), "{text}");
    }
}
