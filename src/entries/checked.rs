//! 核对: one number or address that somebody looked at and found to be no person's.
//! In: the value above a text, or a row of 核对.csv. Out: [`CheckedNumber`], and the line that the program writes itself.

use jiff::civil::Date;
use yanxi_privacy::Kind;
use yanxi_reading::front_matter::Style;
use yanxi_reading::value::{Value, parse_date};

use super::quoted;

const KIND: [&str; 3] = ["种类", "类别", "kind"];
const MASK: [&str; 4] = ["遮盖", "号码", "mask", "number"];
const COUNT: [&str; 3] = ["处数", "几处", "count"];
const REASON: [&str; 4] = ["理由", "原因", "说明", "reason"];
const BY: [&str; 5] = ["人", "核对人", "by", "person", "姓名"];
const ON: [&str; 4] = ["日期", "核对日期", "on", "date"];
const HASH: [&str; 3] = ["校验", "校验码", "hash"];

/// What such an entry may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckedKind {
    IdNumber,
    Mobile,
    BankCard,
    HomeAddress,
}

impl CheckedKind {
    const ALL: [CheckedKind; 4] = [
        CheckedKind::IdNumber,
        CheckedKind::Mobile,
        CheckedKind::BankCard,
        CheckedKind::HomeAddress,
    ];

    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::IdNumber => Some(CheckedKind::IdNumber),
            Kind::Mobile => Some(CheckedKind::Mobile),
            Kind::BankCard => Some(CheckedKind::BankCard),
            Kind::HomeAddress => Some(CheckedKind::HomeAddress),
            Kind::SecrecyMark | Kind::InternalMark | Kind::Doubtful(_) => None,
        }
    }

    pub fn kind(self) -> Kind {
        match self {
            CheckedKind::IdNumber => Kind::IdNumber,
            CheckedKind::Mobile => Kind::Mobile,
            CheckedKind::BankCard => Kind::BankCard,
            CheckedKind::HomeAddress => Kind::HomeAddress,
        }
    }

    /// As it is written down.
    pub fn name(self) -> &'static str {
        match self {
            CheckedKind::IdNumber => "身份证号码",
            CheckedKind::Mobile => "手机号",
            CheckedKind::BankCard => "银行卡号",
            CheckedKind::HomeAddress => "住址",
        }
    }

    fn named(text: &str) -> Option<Self> {
        let known = |names: &[&str]| names.contains(&text);
        CheckedKind::ALL.into_iter().find(|kind| match kind {
            CheckedKind::IdNumber => known(&["身份证号码", "身份证号", "身份证", "id"]),
            CheckedKind::Mobile => known(&["手机号", "手机号码", "手机", "电话", "mobile"]),
            CheckedKind::BankCard => known(&["银行卡号", "银行卡", "卡号", "card"]),
            CheckedKind::HomeAddress => known(&["住址", "地址", "家庭住址", "address"]),
        })
    }
}

/// One 核对.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckedNumber {
    pub kind: Option<CheckedKind>,
    /// As messages show it: `199****1234`.
    pub mask: String,
    /// How often it stands there; one where nothing is written.
    pub count: usize,
    pub reason: String,
    pub by: String,
    pub on: Option<Date>,
    /// Of the text without its entries, or of the file.
    pub hash: String,
}

/// The parts of an entry in the order in which they are written.
pub(super) const HEADS: [&str; 7] = ["种类", "遮盖", "处数", "理由", "核对人", "日期", "校验"];

/// Every name of the columns [`HEADS`].
pub(super) const NAMES: [&[&str]; 7] = [&KIND, &MASK, &COUNT, &REASON, &BY, &ON, &HASH];

impl CheckedNumber {
    /// Reads a value: one entry or a list of them; nothing where it is no such value at all.
    pub fn of_value(value: &Value) -> Option<Vec<CheckedNumber>> {
        match value {
            Value::Empty => Some(Vec::new()),
            Value::Text(_) => None,
            Value::List(values) => {
                let entries: Option<Vec<_>> = values.iter().map(CheckedNumber::of_value).collect();
                Some(entries?.concat())
            }
            Value::Table(parts) => {
                let parts: Option<Vec<(&str, String)>> = parts
                    .iter()
                    .map(|(key, value)| Some((key.as_str(), value.as_text()?)))
                    .collect();
                Some(vec![CheckedNumber::of_parts(&parts?)])
            }
        }
    }

    /// Reads an entry cut at its keys.
    pub fn of_parts<T: AsRef<str>>(parts: &[(&str, T)]) -> CheckedNumber {
        let mut entry = CheckedNumber { count: 1, ..CheckedNumber::default() };
        for (key, text) in parts {
            let text = text.as_ref().trim();
            let is =
                |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(key.trim()));
            if is(&KIND) {
                entry.kind = CheckedKind::named(&text.to_lowercase());
            } else if is(&MASK) {
                entry.mask = text.to_string();
            } else if is(&COUNT) {
                entry.count = text.trim_end_matches('处').trim().parse().unwrap_or(1);
            } else if is(&REASON) {
                entry.reason = text.to_string();
            } else if is(&BY) {
                entry.by = text.to_string();
            } else if is(&ON) {
                entry.on = parse_date(text);
            } else if is(&HASH) {
                entry.hash = super::table::written_hash(text);
            }
        }
        entry
    }

    /// Whether a column of this name is understood.
    pub(super) fn knows(name: &str) -> bool {
        [&KIND[..], &MASK, &COUNT, &REASON, &BY, &ON, &HASH]
            .concat()
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name.trim()))
    }

    /// What, why, who, when and of which text: all are there.
    pub fn is_complete(&self) -> bool {
        self.kind.is_some()
            && self.on.is_some()
            && [&self.mask, &self.reason, &self.by, &self.hash].iter().all(|part| !part.is_empty())
    }

    /// What is written under [`HEADS`].
    pub(super) fn cells(&self) -> [String; 7] {
        [
            self.kind.map_or("", CheckedKind::name).to_string(),
            self.mask.clone(),
            self.count.to_string(),
            self.reason.clone(),
            self.by.clone(),
            self.on.map(|day| day.to_string()).unwrap_or_default(),
            self.hash.clone(),
        ]
    }

    /// Entries as one line above a text, without its line end.
    pub fn line(entries: &[CheckedNumber], style: Style, key: &str) -> String {
        const ENGLISH: [&str; 7] = ["kind", "mask", "count", "reason", "by", "on", "hash"];
        let chinese = !key.is_ascii();
        let names = if chinese { HEADS } else { ENGLISH };
        let one = |entry: &CheckedNumber| {
            let parts: Vec<String> = names
                .iter()
                .zip(entry.cells())
                .map(|(name, value)| match style {
                    Style::Yaml => format!("{name}: {}", quoted(&value)),
                    Style::Toml if chinese => format!("{} = {}", quoted(name), quoted(&value)),
                    Style::Toml => format!("{name} = {}", quoted(&value)),
                })
                .collect();
            format!("{{{}}}", parts.join(", "))
        };
        let listed: Vec<String> = entries.iter().map(one).collect();
        let listed = listed.join(", ");
        match style {
            Style::Yaml => format!("{key}: [{listed}]"),
            Style::Toml if chinese => format!("{} = [{listed}]", quoted(key)),
            Style::Toml => format!("{key} = [{listed}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use yanxi_reading::front_matter;

    #[test]
    fn what_is_written_is_read_again() {
        let entry = |kind, mask: &str| CheckedNumber {
            kind: Some(kind),
            mask: mask.into(),
            count: 2,
            reason: "设备\"编号\"，不是电话".into(),
            by: "张样".into(),
            on: Some(date(2026, 11, 20)),
            hash: "9f3a00000000000000000000000000e5".into(),
        };
        let entries =
            [entry(CheckedKind::Mobile, "199****1234"), entry(CheckedKind::BankCard, "****4567")];
        for (style, fence) in [(Style::Yaml, "---"), (Style::Toml, "+++")] {
            for key in super::super::CHECKED_KEYS {
                let line = CheckedNumber::line(&entries, style, key);
                let text = format!("{fence}\n{line}\n{fence}\n");
                let head = front_matter::read("a.md", &text);
                assert_eq!(head.diagnostics, [], "{text}");
                let read = CheckedNumber::of_value(&head.entries[0].value);
                assert_eq!(read.as_deref(), Some(&entries[..]), "{text}");
            }
        }
    }
}
