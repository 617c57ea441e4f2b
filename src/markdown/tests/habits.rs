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
