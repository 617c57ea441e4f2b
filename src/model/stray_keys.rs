//! Keys at the top of a page that stand in its text, because the lines `---` around them are missing or broken.
//! In: a page and where its text begins. Out: an error where they were to keep it out of the public edition or to say
//! what a record is, and a warning where they are merely shown as text.

use super::meta::{names_of, of_draft, of_visibility};
use super::problem::{Enclosing, StrayKeyProblem};
use crate::folder::MarkdownFile;
use crate::internal_words::is_said_by_key;
use yanxi_problem::{Diagnostic, Place, Quoted};
use yanxi_reading::front_matter::is_fence;
use yanxi_reading::value::Value;

/// Lines at the top that are looked at.
const LINES_SEARCHED: usize = 30;
/// What stands before a colon is a key up to so many characters.
const LONGEST_KEY: usize = 12;
/// What keeps a page from everybody's eyes.
const HIDDEN: [&str; 5] = ["internal", "内部", "否", "不公开", "不发布"];
/// Keys that texts have at their top too, pasted from a newspaper or a notice.
const OF_TEXTS: [&str; 14] = [
    "来源",
    "日期",
    "发布日期",
    "作者",
    "摘要",
    "简介",
    "关键词",
    "地址",
    "附件",
    "source",
    "date",
    "author",
    "attachments",
    "更新",
];
/// Keys of records that other pages do not have.
const OF_RECORDS: [&str; 11] =
    ["type", "类型", "编号", "items", "事项", "unit", "单位", "people", "人员", "status", "状态"];

/// What is said of the first such key, if there is any.
pub(super) fn find(
    file: &MarkdownFile,
    body_offset: usize,
    has_front_matter: bool,
    is_record: bool,
) -> Option<Diagnostic> {
    let body = file.text.get(body_offset..)?;
    let before = file.text[..body_offset].matches('\n').count();
    let mut keys: Vec<(usize, &str, &str)> = Vec::new();
    let (mut rule_above, mut rule_below) = (false, false);
    // As Hugo writes them: `key = "value"` between two lines `+++`.
    let mut is_toml = false;
    for (number, line) in body.lines().take(LINES_SEARCHED).enumerate() {
        let line = line.trim();
        if is_rule(line) {
            rule_above |= keys.is_empty();
            is_toml |= keys.is_empty() && is_fence(line) && line.starts_with(['+', '＋']);
            rule_below |= !keys.is_empty();
            continue;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match key_and_value(line, is_toml, is_record) {
            Some((key, value)) => keys.push((before + number + 1, key, value)),
            None => break,
        }
    }
    let hidden_away = || wrapped(body, before);
    let at = |line, problem: &StrayKeyProblem| {
        Diagnostic::of(Place::at_line(&file.shown_path, &file.text, line), problem)
    };
    if let Some((line, key, value)) = keys.iter().find(|(_, key, value)| hides(key, value)) {
        let remedy = match (has_front_matter, is_toml) {
            (true, _) => Enclosing::MoveLine,
            (false, true) => Enclosing::WriteAtTop,
            (false, false) => Enclosing::AddLines,
        };
        let (key, value) = (Quoted::from(*key), Quoted::from(*value));
        return Some(at(*line, &StrayKeyProblem::HidesNothing { key, value, remedy }));
    }
    if let Some((line, key, value)) = hidden_away() {
        let remedy = if has_front_matter { Enclosing::MoveLine } else { Enclosing::WriteAtTop };
        let (key, value) = (Quoted::from(key), Quoted::from(value));
        return Some(at(line, &StrayKeyProblem::HidesNothing { key, value, remedy }));
    }
    let (first, ..) = *keys.first()?;
    if has_front_matter {
        None
    } else if is_record && keys.len() > 1 {
        Some(at(first, &StrayKeyProblem::TextOfRecord))
    } else if (rule_above && rule_below)
        || (keys.len() > 1 && keys.iter().any(|(_, key, _)| !is_of_texts(key)))
    {
        let problem = if is_toml { StrayKeyProblem::TextOfToml } else { StrayKeyProblem::Text };
        Some(at(first, &problem))
    } else {
        None
    }
}

/// A key that was to keep the page in and stands in a comment, a box of code, a quotation or a list at the top.
fn wrapped(body: &str, before: usize) -> Option<(usize, &str, &str)> {
    for (number, line) in body.lines().take(LINES_SEARCHED).enumerate() {
        let line = line.trim();
        let is_fence = line.starts_with("```") || line.starts_with("~~~");
        let bare = line.trim_start_matches("<!--").trim_end_matches("-->");
        let bare = bare.trim_matches(|c: char| c.is_whitespace() || "#>*_`-+|".contains(c));
        let bare = bare
            .strip_prefix(['（', '(', '【', '[', '{'])
            .map_or(bare, |inside| inside.trim_end_matches(['）', ')', '】', ']', '}']));
        if bare.is_empty() || is_fence || line.starts_with('#') {
            continue;
        }
        let (key, value) = bare.split_once(['：', ':', '=', '＝'])?;
        let (key, value) = (key.trim(), value.trim().trim_matches('"'));
        if hides(key, value) {
            return Some((before + number + 1, key, value));
        }
        if key.chars().count() > LONGEST_KEY {
            return None;
        }
    }
    None
}

fn is_of_texts(key: &str) -> bool {
    OF_TEXTS.contains(&key.to_lowercase().as_str())
}

fn hides(key: &str, value: &str) -> bool {
    is_said_by_key(key, value)
        || (of_visibility(key) && HIDDEN.contains(&value.to_lowercase().as_str()))
        || (of_draft(key)
            && !value.is_empty()
            && Value::Text(value.to_string()).as_yes_or_no() == Some(true))
}

/// A line of dashes, dots and the like: what was to be `---`, or a rule.
fn is_rule(line: &str) -> bool {
    let signs = || line.chars().filter(|character| !character.is_whitespace());
    signs().count() > 1 && signs().all(|sign| !sign.is_alphanumeric() && sign != '#')
}

/// `键：值` or `键: 值`, in TOML `键 = "值"`, with a key that pages have; records have more of them.
fn key_and_value(line: &str, is_toml: bool, is_record: bool) -> Option<(&str, &str)> {
    let signs: &[char] = if is_toml { &['=', '＝'] } else { &['：', ':'] };
    let (key, value) = line.split_once(signs)?;
    let key = key.trim();
    let known = !names_of(key).is_empty()
        || (is_record && OF_RECORDS.contains(&key.to_lowercase().as_str()));
    let value = value.trim();
    known.then(|| (key, if is_toml { value.trim_matches(['"', '\'']) } else { value }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::Language;
    use yanxi_problem::print::line;
    use yanxi_reading::front_matter;

    fn said(text: &str, is_record: bool) -> Option<String> {
        let file = MarkdownFile {
            path: "分工.md".into(),
            shown_path: "分工.md".into(),
            text: text.into(),
        };
        let above = front_matter::read("分工.md", text);
        find(&file, above.body_offset, above.style.is_some(), is_record)
            .map(|problem| line(&problem, Language::Chinese))
    }

    #[test]
    fn a_page_meant_to_be_internal_is_an_error_however_its_fence_is_broken() {
        for (text, line) in [
            ("公开：内部\n标题：领导分工\n\n正文\n", 1),
            ("标题：领导分工\n\n公开: 内部\n正文\n", 3),
            ("\n\n---\n公开: 内部\n标题：领导分工\n---\n\n正文\n", 4),
            ("—--\n公开: 内部\n—--\n\n正文\n", 2),
            ("# 领导分工\n---\n公开: 内部\n---\n\n正文\n", 3),
            ("***\n标题: 领导分工\n公开: 内部\n***\n正文\n", 3),
            ("· · ·\n公开: 内部\n~~~\n正文\n", 2),
            ("……\n标题: 领导分工\n公开: 内部\n★★★\n正文\n", 3),
        ] {
            assert_eq!(
                said(text, false),
                Some(format!(
                    "错误 R04 分工.md 第{line}行 {} —— “公开：内部”不在开头两行 --- 之间，没有起作用，这一页照样会公开。改法：在这几项的上面和下面各写一行 ---（三个半角减号），上面那一行写在文件的最开头",
                    text.lines().nth(line - 1).unwrap_or_default()
                )),
                "{text}"
            );
        }
        let drafted = said("草稿：是\n正文\n", false).unwrap_or_default();
        assert!(drafted.starts_with("错误 R04 分工.md 第1行 草稿：是 ——"), "{drafted}");
        let moved = said("---\n审核: {人: 张样, 日期: 2026-11-20}\n---\n公开：内部\n正文\n", false);
        assert!(moved.is_some_and(|line| line.ends_with("改法：把这一行移到开头的两行 --- 之间")),);
    }

    #[test]
    fn keys_taken_for_text_are_a_warning_and_of_records_an_error() {
        let said_of = |text: &str, is_record| said(text, is_record).unwrap_or_default();
        assert!(said_of("标题：讲话\n日期：2026-11-01\n\n正文\n", false).starts_with(
            "提醒 R04 分工.md 第1行 标题：讲话 —— 开头的这几项不在两行 --- 之间，没有起作用，当作正文了"
        ));
        assert!(
            said_of("类型：心得\n单位：甲嘎查\n人员：张样\n\n正文\n", true)
                .starts_with("错误 R04 分工.md 第1行 类型：心得 ——")
        );
    }

    #[test]
    fn settings_below_a_blank_line_or_between_dashes_are_told() {
        for text in [
            "\n\n---\n标题: 甲\n---\n\n正文\n",
            "—--\n标题: 甲\n—--\n\n正文\n",
            "标题: 甲\n标签: 乙\n\n正文\n",
            "日期: 2026-11-01\n标签: 乙\n正文\n",
        ] {
            assert!(said(text, false).is_some_and(|line| line.starts_with("提醒 R04")), "{text}");
        }
        let toml = said("\n+++\n标题 = \"甲\"\n+++\n\n正文\n", false).unwrap_or_default();
        assert!(
            toml.starts_with(
                "提醒 R04 分工.md 第3行 标题 = \"甲\" —— 开头的这几项不在文件的最开头"
            ) && toml.ends_with("使文件的第一行就是 +++"),
            "{toml}"
        );
        let hidden = said("\n+++\n公开 = \"内部\"\n+++\n\n正文\n", false).unwrap_or_default();
        assert!(
            hidden.starts_with("错误 R04 分工.md 第3行") && hidden.contains("最开头写三行"),
            "{hidden}"
        );
        assert_eq!(said("+++\n正文甲 = 乙\n标题 = 一个式子里的名字\n", false), None);
    }

    #[test]
    fn prose_and_pages_in_order_are_let_alone() {
        for text in [
            "来源：样例日报\n作者：张样\n\n正文\n",
            "来源：样例日报\n作者：张样\n日期：2026年11月1日\n\n正文\n",
            "日期：11月1日\n地址：三楼\n\n正文\n",
            "标题：讲话\n\n正文\n",
            "正文在前。\n\n公开：内部\n",
            "---\n公开: 内部\n---\n\n正文\n",
            "---\n标题: 通知\n---\n\n日期：2026-11-01\n地址：三楼\n来源：样例\n",
            "公开：\n正文\n",
            "公开：公开\n正文\n",
        ] {
            assert_eq!(said(text, false), None, "{text}");
        }
    }
}
