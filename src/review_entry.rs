//! The review entry above a page's text: who reviewed it, when, and the hash of what was reviewed.
//! In: a value of any written form. Out: [`ReviewEntry`]; and the line that the program writes itself.

use jiff::civil::Date;

use yanxi_reading::front_matter::Style;
use yanxi_reading::value::{Value, parse_date};

/// Names of the key.
pub const KEYS: [&str; 2] = ["review", "审核"];
const BY: [&str; 5] = ["人", "审核人", "by", "person", "姓名"];
const ON: [&str; 4] = ["日期", "审核日期", "on", "date"];
const HASH: [&str; 3] = ["校验", "校验码", "hash"];
/// Words that say that nobody has reviewed it yet.
const NOT_YET: [&str; 8] = ["未", "否", "未审", "未审核", "待审", "待审核", "no", "false"];
/// Words that say that somebody has, without a name.
const WITHOUT_NAME: [&str; 7] = ["是", "已审", "已审核", "审核通过", "通过", "yes", "true"];

/// What stands after 审核.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewEntry {
    /// Name or id of who reviewed, empty where it does not say.
    pub by: String,
    pub on: Option<Date>,
    /// Empty in entries written by hand.
    pub hash: String,
    /// It says that it was reviewed, with or without a name.
    pub approves: bool,
}

/// Whether a key is that of a review entry.
pub fn is_key(key: &str) -> bool {
    KEYS.iter().any(|name| name.eq_ignore_ascii_case(key))
}

impl ReviewEntry {
    /// Reads a value; nothing where it is no review at all, such as a list.
    pub fn of_value(value: &Value) -> Option<ReviewEntry> {
        match value {
            Value::Empty => Some(ReviewEntry::default()),
            Value::Text(text) => Some(ReviewEntry::of_text(text)),
            Value::List(_) => None,
            Value::Table(parts) => parts
                .iter()
                .map(|(key, value)| Some((key.as_str(), value.as_text()?)))
                .collect::<Option<Vec<_>>>()
                .map(|parts| ReviewEntry::of_parts(&parts)),
        }
    }

    /// Reads `人: 张三, 日期: 2008-11-20, 校验: …`, cut at its keys.
    pub fn of_parts<T: AsRef<str>>(parts: &[(&str, T)]) -> ReviewEntry {
        let mut entry = ReviewEntry::default();
        for (key, text) in parts {
            let text = text.as_ref().trim();
            let is =
                |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key.trim()));
            if is(&BY) {
                entry.by = text.to_string();
            } else if is(&ON) {
                entry.on = parse_date(text);
            } else if is(&HASH) {
                entry.hash = text.to_ascii_lowercase();
            }
        }
        entry.settle()
    }

    /// Reads one text: `人：张三，日期：2008-11-20`, `张三 2008-11-20`, `张三`, `已审核`.
    pub fn of_text(text: &str) -> ReviewEntry {
        let text = text.trim().trim_matches(['{', '}', '｛', '｝']);
        let mut entry = ReviewEntry::default();
        for part in text.split([',', '，', '、', ';', '；', ' ', '　', '\n', '\t']) {
            let part = part.trim();
            match part.split_once([':', '：']) {
                Some((key, value)) => {
                    let read = ReviewEntry::of_parts(&[(key, value)]);
                    entry.take(read);
                }
                None if part.is_empty() => {}
                None if entry.on.is_none() && parse_date(part).is_some() => {
                    entry.on = parse_date(part);
                }
                None if entry.by.is_empty() => entry.by = part.to_string(),
                None => {}
            }
        }
        entry.settle()
    }

    fn take(&mut self, other: ReviewEntry) {
        if !other.by.is_empty() {
            self.by = other.by;
        }
        if !other.hash.is_empty() {
            self.hash = other.hash;
        }
        self.on = self.on.or(other.on);
    }

    fn settle(mut self) -> ReviewEntry {
        let is_one_of =
            |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(&self.by));
        if is_one_of(&NOT_YET) {
            self.by.clear();
        } else if is_one_of(&WITHOUT_NAME) {
            self.by.clear();
            self.approves = true;
        } else {
            self.approves = !self.by.is_empty();
        }
        self
    }

    /// Who, when and of what: all three are there.
    pub fn is_complete(&self) -> bool {
        !self.by.is_empty() && self.on.is_some() && !self.hash.is_empty()
    }
}

/// Whether a name can stand in an entry without looking like anything else.
pub fn is_usable_name(name: &str) -> bool {
    let name = name.trim();
    let is_word = |word: &&str| word.eq_ignore_ascii_case(name);
    !name.is_empty()
        && name.chars().count() <= 40
        && name.chars().all(|character| {
            character.is_alphanumeric()
                || matches!(character, ' ' | '·' | '•' | '-' | '_' | '.' | '（' | '）')
        })
        && name.chars().any(char::is_alphanumeric)
        && parse_date(name).is_none()
        && !NOT_YET.iter().chain(&WITHOUT_NAME).any(is_word)
}

/// The entry as one line above a text, without its line end.
pub(super) fn line(style: Style, key: &str, by: &str, on: Date, hash: &str) -> String {
    let chinese = !key.is_ascii();
    let [by_key, on_key, hash_key] =
        if chinese { ["人", "日期", "校验"] } else { ["by", "on", "hash"] };
    match style {
        Style::Yaml => {
            let (by, hash) = (yaml(by), yaml(hash));
            format!("{key}: {{{by_key}: {by}, {on_key}: {on}, {hash_key}: {hash}}}")
        }
        // Keys of TOML without quotes are ASCII.
        Style::Toml if chinese => format!(
            "\"{key}\" = {{ \"{by_key}\" = \"{by}\", \"{on_key}\" = {on}, \"{hash_key}\" = \"{hash}\" }}"
        ),
        Style::Toml => {
            format!("{key} = {{ {by_key} = \"{by}\", {on_key} = {on}, {hash_key} = \"{hash}\" }}")
        }
    }
}

/// A word of YAML, in quotes where a reader might take it for a number or for anything but a text.
fn yaml(word: &str) -> String {
    const SPECIAL: [&str; 9] = ["null", "y", "n", "on", "off", "yes", "no", "true", "false"];
    let plain = word.chars().all(char::is_alphanumeric)
        && word.starts_with(|first: char| first.is_alphabetic() || first.is_ascii_digit())
        && !reads_as_number(word)
        && !SPECIAL.iter().any(|special| special.eq_ignore_ascii_case(word));
    if plain { word.to_string() } else { format!("\"{word}\"") }
}

/// `123`, `12e5`, `0x1f`, `0o17`: what YAML takes for a number.
fn reads_as_number(word: &str) -> bool {
    let mut parts = word.split(['e', 'E']);
    let digits =
        |part: Option<&str>| part.is_some_and(|part| part.chars().all(|digit| digit.is_numeric()));
    let power = digits(parts.next()) && parts.next().is_none_or(|part| digits(Some(part)));
    (power && parts.next().is_none())
        || word.starts_with("0x")
        || word.starts_with("0o")
        || word.starts_with("0b")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use yanxi_reading::front_matter;

    fn read(text: &str) -> ReviewEntry {
        let front_matter = front_matter::read("a.md", text);
        assert_eq!(front_matter.diagnostics, [], "{text}");
        let entry = front_matter.entries.iter().find(|entry| is_key(&entry.key)).expect("an entry");
        ReviewEntry::of_value(&entry.value).expect("a review")
    }

    const HASH_OF_IT: &str = "9f3a00000000000000000000000000e5";

    #[test]
    fn every_written_form_says_the_same() {
        for text in [
            "---\n审核: {人: 张三, 日期: 2026-11-20, 校验: 9f3a00000000000000000000000000e5}\n---\n",
            "---\n审核：｛人：张三，日期：2026年11月20日，校验：9f3a00000000000000000000000000e5｝\n---\n",
            "---\n审核:\n  人: 张三\n  日期: 2026-11-20\n  校验: 9f3a00000000000000000000000000e5\n---\n",
            "---\n审核：\n  人：张三\n  日期：2026-11-20\n  校验：9F3A00000000000000000000000000E5\n---\n",
            "---\n审核: {\n  人: 张三,\n  日期: 2026-11-20,\n  校验: 9f3a00000000000000000000000000e5\n}\n---\n",
            "---\n审核：｛人：张三，\n  日期：2026-11-20，\n  校验：9f3a00000000000000000000000000e5\n｝\n---\n",
            "---\nreview: {by: 张三, on: 2026/11/20, hash: 9f3a00000000000000000000000000e5}\n---\n",
            "---\n审核: 人：张三，日期：20261120，校验：9f3a00000000000000000000000000e5\n---\n",
            "+++\nreview = { by = \"张三\", on = 2026-11-20, hash = \"9f3a00000000000000000000000000e5\" }\n+++\n",
            "+++\ntitle = \"甲\"\n[\"审核\"]\n\"人\" = \"张三\"\n\"日期\" = \"2026-11-20\"\n\"校验\" = \"9f3a00000000000000000000000000e5\"\n+++\n",
        ] {
            let entry = read(text);
            assert_eq!(
                (entry.by.as_str(), entry.on, entry.hash.as_str(), entry.approves),
                ("张三", Some(date(2026, 11, 20)), HASH_OF_IT, true),
                "{text}"
            );
        }
    }

    #[test]
    fn older_forms_are_understood_and_incomplete() {
        for (text, by, approves) in [
            ("审核: {人: p0003, 日期: 2008-11-20}", "p0003", true),
            ("审核: 张三 2008-11-20", "张三", true),
            ("审核: 张三", "张三", true),
            ("审核: 已审核", "", true),
            ("审核: 未审核", "", false),
            ("审核: {人: }", "", false),
            ("审核:", "", false),
        ] {
            let entry = read(&format!("---\n{text}\n---\n"));
            assert_eq!((entry.by.as_str(), entry.approves), (by, approves), "{text}");
            assert!(!entry.is_complete(), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again_whatever_the_name_and_the_hash() {
        for by in ["张三", "p0003", "0007", "12e5", "0x1f", "no", "null", "样例 甲", "阿·样例"]
        {
            assert!(is_usable_name(by) != (by == "no"), "{by}");
            for hash in
                [HASH_OF_IT, "12345678901234567890123456789012", "123456789012345678901234567890e1"]
            {
                for (fence, style) in [("---", Style::Yaml), ("+++", Style::Toml)] {
                    for key in KEYS {
                        let line = line(style, key, by, date(2026, 1, 2), hash);
                        let entry = read(&format!("{fence}\n{line}\n{fence}\n"));
                        let by = if by == "no" { "" } else { by };
                        assert_eq!((entry.by.as_str(), entry.hash.as_str()), (by, hash), "{line}");
                        assert_eq!(entry.on, Some(date(2026, 1, 2)), "{line}");
                    }
                }
            }
        }
        for by in [
            "",
            " ",
            "张三, 日期: 2000-01-01",
            "a\"b",
            "{x}",
            "张三\n公开: 公开",
            "2008-11-20",
            "是",
            "a#b",
        ] {
            assert!(!is_usable_name(by), "{by}");
        }
    }
}
