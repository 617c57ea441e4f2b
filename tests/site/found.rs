//! What search finds in built pages, as their readers see them.

use super::{Site, agrees_with_the_text};

const NAMES: &str = "# 名单

主持人：张　样。参加：李　 例\u{A0}王样例，第 5 条 规定。

| 姓　名 | 职　务 |
|---|---|
| 张　样泉 | 镇　长<br>兼　书记 |

## 会　议<br>要点

甲嘎查\\
乙嘎查  
丙嘎查
丁嘎查

- 学、写、提
- 建设富裕、文明、和谐的样例镇

```
第一行文字
第二行文字
```

一、总　则

三、农业 二是 Rust 学习 and reading
";

/// White space beside Han characters parts no words; ends of lines do, in tables and headings too.
#[test]
fn blanks_part_no_words_and_ends_of_lines_do() {
    let site = Site::of(&[
        ("README.md", "# 首页\n\n样例。"),
        ("名单.md", NAMES),
        ("总结.md", "---\n标题: 总结\n---\n# 总　结\n\n正文。"),
    ]);
    site.built();
    let is_found = |query: &str| site.search(query).iter().any(|path| path.starts_with("ming-dan"));
    for found in [
        "张样",
        "李例王样例",
        "姓名",
        "镇长",
        "张样泉",
        "第5条规定",
        "会议",
        "丙嘎查丁嘎查",
        "学写提",
        "学、写、提",
        "富裕文明和谐",
        "总则",
        "一、总则",
        "张 样",
        "“张　样”",
        "and reading",
    ] {
        assert!(is_found(found), "{found}");
    }
    for apart in
        ["镇长兼书记", "会议要点", "甲嘎查乙", "乙嘎查丙", "行文字第", "一总则", "三农业", "样参加"]
    {
        assert!(!is_found(&format!("“{apart}”")), "{apart}");
    }
    let title = site.page("总结");
    assert!(!title.contains("总　结"), "the same title twice");
    agrees_with_the_text(&site.output(), 400);
}

/// What its file and links to it call a page finds it, first, and in the editions that have the file and the link.
#[test]
fn names_of_files_and_words_of_links_find_the_page() {
    let mut site = Site::of(&[
        ("README.md", "# 首页\n\n见[镇长发言](讲话/动员讲话.md)，[这里](讲话/动员讲话.md)。"),
        ("讲话/动员讲话.md", "---\n标题: 在大会上的发言\n---\n\n正文。"),
        ("讲话/纪要.md", "# 会议纪要\n\n会上，动员讲话提出要求。动员讲话以后讨论镇长发言。"),
        ("讲话/_index.md", "---\n标题: 领导讲话\n---\n\n栏目。"),
        (
            "网页.md",
            "# 网页\n\n[看<span hidden>独秘藏词</span>图](讲话/纪要.md)，<a href=\"讲话/纪要.md\">会后印发</a>。",
        ),
        ("内部/安排.md", "---\n公开: 内部\n---\n# 安排\n\n[独秘称呼](../讲话/动员讲话.md)"),
        ("内部/独秘文件.md", "---\n公开: 内部\n标题: 内部页\n---\n正文"),
    ]);
    site.built();
    let first = |site: &Site, query: &str| site.search(query);
    let speech = |paths: &[String]| paths.iter().any(|path| path.contains("dong-yuan-jiang-hua"));
    for query in ["动员讲话", "镇长发言", "dongyuanjianghua"] {
        assert!(speech(&first(&site, query)), "{query}");
    }
    for query in ["独秘称呼", "独秘文件", "独秘藏词", "这里"] {
        assert!(!speech(&first(&site, query)) && first(&site, query).len() < 2, "{query}");
    }
    assert_eq!(first(&site, "讲话").len(), 3);
    assert_eq!((first(&site, "会后印发").len(), first(&site, "看图").len()), (2, 2));
    agrees_with_the_text(&site.output(), 300);
    site.request.selection.edition = yanxi::model::Edition::Internal;
    site.built();
    assert!(speech(&first(&site, "独秘称呼")));
    assert_eq!(first(&site, "独秘文件").len(), 1);
    agrees_with_the_text(&site.output(), 300);
}

/// Other names of a page find it, first, in the editions that have it; marks of blocks lead to their blocks.
#[test]
fn other_names_of_a_page_find_it() {
    let mut site = Site::of(&[
        ("README.md", "# 首页\n\n文。"),
        (
            "甲.md",
            "---\naliases: [历史唯物主义, 唯物史观, old/a.html]\n---\n# 唯物史观\n\n正文。 ^k1",
        ),
        ("乙.md", "# 读书\n\n读历史唯物主义，读历史唯物主义。见[[历史唯物主义#^k1|此处]]。"),
        ("内部/丙.md", "---\n公开: 内部\n别名: [独秘别名]\n---\n# 内部页\n\n正文"),
    ]);
    site.built();
    let found = site.search("历史唯物主义");
    assert!(found.len() == 2 && found[0].starts_with("jia-"), "{found:?}");
    assert!(site.search("lishiweiwuzhuyi")[0].starts_with("jia-"));
    assert_eq!(site.search("独秘别名").len(), 0);
    assert!(site.page("读书").contains("#%5Ek1") || site.page("读书").contains("#^k1"));
    agrees_with_the_text(&site.output(), 200);
    site.request.selection.edition = yanxi::model::Edition::Internal;
    site.built();
    assert_eq!(site.search("独秘别名").len(), 1);
    agrees_with_the_text(&site.output(), 200);
}
