//! What became of a suggestion or an opinion.
//! In: the word an office wrote and what the plan says of words. Out: an [`Adoption`]; a word that nobody has declared is
//! open, and said to be unknown.

use crate::field::Meaning;
use crate::plan::RecordType;
use crate::record::Record;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adoption {
    /// 已采纳, in part too.
    Yes,
    /// 未采纳
    No,
    /// 未定
    Open,
}

/// Words that say yes.
const YES: [&str; 16] = [
    "采纳",
    "已采纳",
    "予以采纳",
    "同意采纳",
    "全部采纳",
    "已全部采纳",
    "部分采纳",
    "已部分采纳",
    "基本采纳",
    "采用",
    "已采用",
    "部分采用",
    "是",
    "yes",
    "true",
    "√",
];
/// Words that say no.
const NO: [&str; 14] = [
    "未采纳",
    "不采纳",
    "不予采纳",
    "没有采纳",
    "没采纳",
    "暂不采纳",
    "暂未采纳",
    "未采用",
    "不采用",
    "不予采用",
    "否",
    "no",
    "false",
    "×",
];
/// Words that leave it open.
const OPEN: [&str; 16] = [
    "未定",
    "待定",
    "待采纳",
    "待研究",
    "待答复",
    "待办",
    "待议",
    "研究中",
    "正在研究",
    "办理中",
    "审议中",
    "待审议",
    "待论证",
    "论证中",
    "待处理",
    "无",
];

impl Adoption {
    /// What a record says; `None` where the word is in no list.
    pub fn of(record: &Record, kind: Option<&RecordType>) -> Option<Adoption> {
        let word = word_of(record);
        let own = |words: fn(&RecordType) -> &[String]| {
            kind.is_some_and(|kind| words(kind).iter().any(|own| own == word))
        };
        let usual = |words: &[&str]| words.iter().any(|usual| usual.eq_ignore_ascii_case(word));
        if word.is_empty() {
            Some(Adoption::Open)
        } else if own(|kind| &kind.adopted) {
            Some(Adoption::Yes)
        } else if own(|kind| &kind.not_adopted) {
            Some(Adoption::No)
        } else if usual(&YES) {
            Some(Adoption::Yes)
        } else if usual(&NO) {
            Some(Adoption::No)
        } else {
            usual(&OPEN).then_some(Adoption::Open)
        }
    }
}

/// The word that says it: what stands before a comma or a bracket, such as 已采纳 of 已采纳（第三条）.
pub fn word_of(record: &Record) -> &str {
    let said = record.field(Meaning::Adopted).trim();
    let end = said.find(['（', '(', '，', ',', '；', ';', '。', '：', ':', '、', '\n', ' ']);
    end.map_or(said, |end| &said[..end]).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str) -> Option<Adoption> {
        let record =
            Record { fields: vec![("采纳情况".into(), said.into())], ..Record::default() };
        let kind = RecordType {
            adopted: vec!["写入方案".into()],
            not_adopted: vec!["留作参考".into()],
            ..RecordType::default()
        };
        Adoption::of(&record, Some(&kind))
    }

    #[test]
    fn only_known_words_say_yes_or_no() {
        for yes in ["已采纳", "部分采纳", "是", "已采纳（第三条）", "写入方案"]
        {
            assert_eq!(of(yes), Some(Adoption::Yes), "{yes}");
        }
        for no in ["未采纳", "否", "暂不采纳，条件不够", "留作参考"] {
            assert_eq!(of(no), Some(Adoption::No), "{no}");
        }
        for open in ["", "待研究", "研究中"] {
            assert_eq!(of(open), Some(Adoption::Open), "{open}");
        }
        for unknown in ["条件不成熟", "转旗水务局办理", "采纳与否待定"] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
