//! What people write when they mean that something is not for everybody.
//! In: a key with its value, a name, a line. Out: whether it says so.
//!
//! Words of secrecy (秘密, 内部资料 …) are not taken for such a wish: rule E05 finds them and stops, and a person has to
//! decide.

use yanxi_reading::value::Value;
use yanxi_text::fold::fold;

/// Values behind a key.
const VALUES: [&str; 39] = [
    "内部",
    "内部版",
    "内部公开",
    "内部可见",
    "内部使用",
    "内部传阅",
    "内部掌握",
    "内部参阅",
    "内部学习",
    "仅内部",
    "仅限内部",
    "限内部",
    "限于内部",
    "仅供内部",
    "内部人员",
    "仅内部可见",
    "仅内部使用",
    "仅限内部使用",
    "仅供内部使用",
    "仅限内部人员",
    "单位内部",
    "机关内部",
    "不公开",
    "不予公开",
    "不宜公开",
    "非公开",
    "未公开",
    "不对外",
    "不对外公开",
    "不外传",
    "不发布",
    "不上网",
    "internal",
    "internal only",
    "internal use only",
    "private",
    "confidential",
    "restricted",
    "not public",
];

/// Keys of which a yes, or nothing, keeps a page in.
const KEEPING: [&str; 17] = [
    "内部",
    "内部版",
    "内部使用",
    "仅内部",
    "仅限内部",
    "限内部",
    "不公开",
    "不对外",
    "不对外公开",
    "不发布",
    "不上网",
    "保密",
    "internal",
    "private",
    "confidential",
    "restricted",
    "hidden",
];

/// Keys of which a no keeps a page in.
const LETTING_OUT: [&str; 18] = [
    "公开",
    "是否公开",
    "能否公开",
    "可公开",
    "对外公开",
    "可见",
    "是否可见",
    "对外",
    "发布",
    "是否发布",
    "上网",
    "是否上网",
    "public",
    "published",
    "publish",
    "visible",
    "visibility",
    "open",
];

/// What makes a key likely to be about who may see a page.
const OF_WHO_MAY_SEE: [&str; 10] = [
    "公开",
    "内部",
    "可见",
    "保密",
    "范围",
    "internal",
    "private",
    "public",
    "visib",
    "confidential",
];

/// What stands in brackets in a name, or behind a stroke at its end.
const IN_NAMES: [&str; 15] = [
    "内部",
    "内部版",
    "内部用",
    "内部使用",
    "仅内部",
    "仅限内部",
    "限内部",
    "仅供内部",
    "不公开",
    "不对外",
    "不对外公开",
    "不上网",
    "internal",
    "internal only",
    "private",
];

const BRACKETS: [(char, char); 5] =
    [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('「', '」')];

/// Between the words of a name.
const STROKES: [char; 8] = ['-', '_', '—', '–', '·', '.', '、', ' '];

/// A text without the marks around it, in the form in which it is compared.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    bare.replace(['-', '_'], " ")
}

fn is_yes(text: &str) -> bool {
    let yes = |text: &str| Value::Text(text.to_string()).as_yes_or_no() == Some(true);
    matches!(plain(text).as_str(), "对" | "y" | "") || yes(&plain(text)) || text.trim() == "√"
}

fn is_no(text: &str) -> bool {
    let no = |text: &str| Value::Text(text.to_string()).as_yes_or_no() == Some(false);
    let text = plain(text);
    !text.is_empty() && (matches!(text.as_str(), "n" | "不可" | "不能" | "不是") || no(&text))
}

/// Whether a value says that something is internal.
pub(crate) fn is_said_by_value(value: &str) -> bool {
    VALUES.contains(&plain(value).as_str())
}

/// Whether a key and its value say so, whatever the key: `内部: 是`, `可见: 内部`, `是否公开: 否`.
pub(crate) fn is_said_by_key(key: &str, value: &str) -> bool {
    let key = plain(key);
    is_said_by_value(value)
        || (KEEPING.contains(&key.as_str()) && is_yes(value))
        || (LETTING_OUT.contains(&key.as_str()) && is_no(value))
}

/// Whether a key may be meant to say who may see a page, whatever stands behind it.
pub(crate) fn may_be_said_by_key(key: &str) -> bool {
    let key = plain(key);
    OF_WHO_MAY_SEE.iter().any(|word| key.contains(word))
}

/// Whether a name says so: of a folder, of a file without its extension, of a page. `资料（内部）`, `【内部】分工`,
/// `分工-内部`, and 内部 alone.
pub(crate) fn is_said_by_name(name: &str) -> bool {
    let folded = fold(name);
    let has = |word: &str| IN_NAMES.contains(&plain(word).as_str());
    let is_han = |word: &str| !word.is_ascii();
    let bare = folded.trim();
    if is_han(bare) && has(bare) {
        return true;
    }
    let behind_stroke = bare.rsplit(STROKES).next().unwrap_or_default();
    if behind_stroke != bare && is_han(behind_stroke) && has(behind_stroke) {
        return true;
    }
    in_brackets(bare).any(|word| has(word) || is_warning(word))
}

/// Whether a line of text says so by itself: `【内部】`, `（内部，请勿外传）`, `【内部】领导分工`, 内部 alone.
pub(crate) fn is_said_by_line(line: &str) -> bool {
    let folded = fold(line);
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || "#>*_~`-+=|".contains(c));
    let Some(first) = bare.chars().next() else {
        return false;
    };
    if IN_NAMES.contains(&bare) && !bare.is_ascii() {
        return true;
    }
    let is_link = bare.contains("](");
    !is_link
        && BRACKETS.iter().any(|(open, _)| *open == first)
        && in_brackets(bare)
            .next()
            .is_some_and(|word| IN_NAMES.contains(&plain(word).as_str()) || is_warning(word))
}

/// 内部 with a word that forbids: `内部，请勿外传`.
fn is_warning(text: &str) -> bool {
    let word = plain(text);
    word.starts_with("内部")
        && word.chars().count() <= 16
        && ["勿", "不得", "禁止", "不要", "不公开", "不对外"]
            .iter()
            .any(|forbids| word.contains(forbids))
}

/// What stands between brackets, in order.
fn in_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, open)| {
        let (_, close) = BRACKETS.iter().find(|(bracket, _)| *bracket == open)?;
        let inside = &text[at + open.len_utf8()..];
        Some(&inside[..inside.find(*close)?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values_that_mean_internal() {
        for (key, value) in [
            ("内部", "是"),
            ("内部", ""),
            ("內部", "true"),
            ("可见", "内部"),
            ("范围", "【内部】"),
            ("公开范围", "仅限内部"),
            ("是否公开", "否"),
            ("发布", "否"),
            ("internal", "yes"),
            ("status", "private"),
            ("保密", "是"),
        ] {
            assert!(is_said_by_key(key, value), "{key}: {value}");
        }
        for (key, value) in [
            ("内部", "否"),
            ("公开方式", "主动公开"),
            ("主题", "内部审计"),
            ("公开", ""),
            ("范围", "全镇"),
            ("类别", "秘密"),
            ("公开日期", "2026-11-01"),
        ] {
            assert!(!is_said_by_key(key, value), "{key}: {value}");
        }
    }

    #[test]
    fn names_that_mean_internal() {
        for name in [
            "资料（内部）",
            "资料(内部)",
            "【内部】分工",
            "分工-内部",
            "分工_不公开",
            "内部",
            "不公开",
            "资料（内部，勿外传）",
            "notes (internal)",
            "分工〔内部版〕",
        ] {
            assert!(is_said_by_name(name), "{name}");
        }
        for name in [
            "内部审计制度",
            "企业内部控制",
            "（内部控制）讲义",
            "内部-外部关系",
            "internal",
            "docs-internal",
            "内部资料",
            "关于内部刊物的通知",
        ] {
            assert!(!is_said_by_name(name), "{name}");
        }
    }

    #[test]
    fn lines_that_mean_internal() {
        for line in
            ["【内部】", "# 【内部】", "（内部，请勿外传）", "**内部**", "> 【内部】领导分工"]
        {
            assert!(is_said_by_line(line), "{line}");
        }
        for line in [
            "内部审计",
            "（内部审计）",
            "见【内部】",
            "讲内部控制",
            "[内部](a.md)说明",
            "《内部》",
            "",
        ] {
            assert!(!is_said_by_line(line), "{line}");
        }
    }
}
