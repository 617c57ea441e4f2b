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
