//! What of a title names the thing: a Chinese title does so at its end, before what is added in brackets.
//! In: a title or the name of a file. Out: the part that names; whether it is of a draft.

/// Endings of what something newer has taken the place of, or will; 讲话稿 and its like are none.
const DRAFTS: [&str; 19] = [
    "初稿",
    "草稿",
    "旧稿",
    "征求意见稿",
    "征求意见版",
    "讨论稿",
    "送审稿",
    "报审稿",
    "报批稿",
    "审议稿",
    "修改稿",
    "草案",
    "旧版",
    "作废",
    "废止",
    "失效",
    "停止执行",
    "副本",
    "备份",
];

const OPENING: [char; 4] = ['（', '(', '〔', '['];
const CLOSING: [char; 4] = ['）', ')', '〕', ']'];

/// Whether a title ends in what says that something else is in force: `实施方案（第二稿）`, `办法（已废止）`.
pub fn is_draft(title: &str) -> bool {
    let end = title.trim_end_matches(|c: char| {
        c.is_whitespace() || CLOSING.contains(&c) || matches!(c, '》' | '】')
    });
    let is_numbered = end.strip_suffix('稿').is_some_and(|before| {
        before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    });
    is_numbered || DRAFTS.iter().any(|draft| end.ends_with(draft))
}

/// A title up to the end of what it names: of `选举规程（试行）` 选举规程. The whole of it if it names nothing else.
pub fn naming(title: &str) -> &str {
    let mut named = title.trim_end();
    while let Some(inside) = named.strip_suffix(CLOSING)
        && let Some(start) = inside.rfind(OPENING)
        && !named[..start].trim().is_empty()
    {
        named = named[..start].trim_end();
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_in_brackets_names_nothing() {
        assert_eq!(naming("样例选举规程（试行）(2019年修正) "), "样例选举规程");
        assert_eq!(naming("样例选举规程"), "样例选举规程");
        assert_eq!(naming("（试行）"), "（试行）");
        assert_eq!(naming("样例）"), "样例）");
        assert_eq!(naming("（样例）规程"), "（样例）规程");
    }

    #[test]
    fn drafts() {
        for title in [
            "实施方案（第二稿）",
            "实施方案第3稿",
            "方案-旧稿",
            "办法（已废止）",
            "办法(草案)",
            "方案 - 副本",
        ] {
            assert!(is_draft(title), "{title}");
        }
        for title in ["讲话稿", "关于废止部分文件的决定", "投稿须知", "实施方案", "稿"]
        {
            assert!(!is_draft(title), "{title}");
        }
    }
}
