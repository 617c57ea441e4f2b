//! Words of links as names of what they lead to.
//! In: the words. Out: whether they name it, or only point there.

use crate::normal_form::NormalForm;

/// Longer words are a sentence about it.
const LONGEST_NAME: usize = 60;

/// Words that say where to click and not what is there.
const POINTING: [&str; 36] = [
    "这里",
    "此处",
    "这儿",
    "点这里",
    "点此",
    "点击",
    "点击这里",
    "点击此处",
    "点击查看",
    "点击下载",
    "见",
    "详见",
    "参见",
    "查看",
    "查看详情",
    "查看全文",
    "查看更多",
    "详情",
    "更多",
    "下载",
    "链接",
    "原文",
    "全文",
    "返回",
    "上一页",
    "下一页",
    "上一篇",
    "下一篇",
    "here",
    "click here",
    "link",
    "more",
    "read more",
    "back",
    "next",
    "previous",
];

/// Whether a page may be called so by those who link to it.
pub fn name_something(words: &str) -> bool {
    let normal = NormalForm::of_query(words).text();
    !normal.is_empty()
        && words.chars().count() <= LONGEST_NAME
        && !words.contains("://")
        && !POINTING.contains(&normal.as_str())
}

#[cfg(test)]
mod tests {
    use super::name_something;

    #[test]
    fn names_and_pointers() {
        for name in ["动员讲话", "首页", "点击量", "目录", "a", "会议更多内容"] {
            assert!(name_something(name), "{name}");
        }
        let long = "长".repeat(61);
        for none in
            ["", "→", "这里", "点击 这里", "（详见）", "Click here!", "https://例.test/甲", &long]
        {
            assert!(!name_something(none), "{none}");
        }
    }
}
