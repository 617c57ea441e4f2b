//! 保密审查: marks in a page's text that somebody answerable looked at and found to be none.
//! In: the value above the text. Out: [`SecrecyReview`], and the line that the program writes itself.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_reading::front_matter::Style;
use yanxi_reading::value::{Value, parse_date};

use super::quoted;

const BY: [&str; 5] = ["人", "审查人", "by", "person", "姓名"];
const ON: [&str; 4] = ["日期", "审查日期", "on", "date"];
const MARKS: [&str; 2] = ["标志", "marks"];
const HASH: [&str; 3] = ["校验", "校验码", "hash"];

/// What stands after 保密审查.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecrecyReview {
    pub by: String,
    pub on: Option<Date>,
    /// Each mark as it is shown, without blanks, and how often it stands in the text.
    pub marks: BTreeMap<String, usize>,
    /// Of the text without its entries.
    pub hash: String,
}

impl SecrecyReview {
    /// Reads a value; nothing where it is no such entry at all.
    pub fn of_value(value: &Value) -> Option<SecrecyReview> {
        let Value::Table(parts) = value else {
            return matches!(value, Value::Empty).then(SecrecyReview::default);
        };
        let mut entry = SecrecyReview::default();
        for (key, value) in parts {
            let is =
                |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key.trim()));
            if is(&MARKS) {
                let texts = match value {
                    Value::List(values) => values.iter().filter_map(Value::as_text).collect(),
                    other => vec![other.as_text()?],
                };
                for (mark, count) in texts.iter().flat_map(|text| counted(text)) {
                    *entry.marks.entry(mark).or_default() += count;
                }
                continue;
            }
            let text = value.as_text()?;
            let text = text.trim();
            if is(&BY) {
                entry.by = text.to_string();
            } else if is(&ON) {
                entry.on = parse_date(text);
            } else if is(&HASH) {
                entry.hash = text.to_ascii_lowercase();
            }
        }
        Some(entry)
    }

    /// Who, when, what and of which text: all are there.
    pub fn is_complete(&self) -> bool {
        !self.by.is_empty() && self.on.is_some() && !self.marks.is_empty() && !self.hash.is_empty()
    }

    /// `秘密★1年 2处`, each mark.
    pub fn marks_in_words(&self) -> Vec<String> {
        self.marks.iter().map(|(mark, count)| format!("{mark} {count}处")).collect()
    }

    /// The entry as one line above a text, without its line end.
    pub fn line(&self, style: Style, key: &str) -> String {
        let [by, on, marks, hash] = match (style, key.is_ascii()) {
            (Style::Yaml, false) => ["人", "日期", "标志", "校验"],
            (Style::Toml, false) => ["\"人\"", "\"日期\"", "\"标志\"", "\"校验\""],
            (_, true) => ["by", "on", "marks", "hash"],
        };
        let day = self.on.map(|day| day.to_string()).unwrap_or_default();
        let listed: Vec<String> = self.marks_in_words().iter().map(|mark| quoted(mark)).collect();
        let listed = listed.join(", ");
        let (by_value, hash_value) = (quoted(&self.by), quoted(&self.hash));
        match style {
            Style::Yaml => format!(
                "{key}: {{{by}: {by_value}, {on}: {day}, {marks}: [{listed}], {hash}: {hash_value}}}"
            ),
            Style::Toml => {
                let key = if key.is_ascii() { key.to_string() } else { quoted(key) };
                format!(
                    "{key} = {{ {by} = {by_value}, {on} = {day}, {marks} = [{listed}], {hash} = {hash_value} }}"
                )
            }
        }
    }
}

/// `秘密★1年 2处、机密★`: each mark with its number, one where none stands.
fn counted(text: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('处') {
        let digits = before.trim_end().chars().rev().take_while(char::is_ascii_digit).count();
        let (mark, number) = before.trim_end().split_at(before.trim_end().len() - digits);
        found.push((bare(mark), number.parse().unwrap_or(1)));
        rest = after;
    }
    found.push((bare(rest), 1));
    found.retain(|(mark, _)| !mark.is_empty());
    found
}

/// Without blanks, and without what parts one mark from the next.
fn bare(mark: &str) -> String {
    let mark: String = mark.chars().filter(|c| !c.is_whitespace()).collect();
    mark.trim_matches(['、', '，', ',', ';', '；', '"', '“', '”']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use yanxi_reading::front_matter;

    fn read(line: &str, fence: &str) -> SecrecyReview {
        let text = format!("{fence}\n{line}\n{fence}\n");
        let head = front_matter::read("a.md", &text);
        assert_eq!(head.diagnostics, [], "{text}");
        SecrecyReview::of_value(&head.entries[0].value).expect("an entry")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let entry = SecrecyReview {
            by: "张样".into(),
            on: Some(date(2026, 11, 20)),
            marks: [("秘密★1年".to_string(), 2), ("内部资料，注意保存".to_string(), 1)].into(),
            hash: "9f3a00000000000000000000000000e5".into(),
        };
        for (style, fence) in [(Style::Yaml, "---"), (Style::Toml, "+++")] {
            for key in super::super::SECRECY_KEYS {
                assert_eq!(read(&entry.line(style, key), fence), entry);
            }
        }
    }

    #[test]
    fn an_entry_by_hand_may_be_shorter() {
        let entry = read("保密审查：｛人：张样，标志：秘密★1年 2处｝", "---");
        assert_eq!(entry.marks, [("秘密★1年".to_string(), 2)].into());
        assert!(!entry.is_complete());
        let entry = read("保密审查: {人: 张样, 标志: 机密★5年}", "---");
        assert_eq!(entry.marks, [("机密★5年".to_string(), 1)].into());
    }
}
