//! Words before an address that say whose it is, such as 家庭住址 and 办公地址.
//! In: characters of a line. Out: whether a label stands before a place; villages named after a home's label.

use super::letters::{Letter, ends_with, starts_with};
use super::place::{STOPS, begin_of_place};
use super::push;
use crate::finding::Finding;

const HOME_LABELS: [&str; 16] = [
    "家庭住址",
    "家庭地址",
    "现住址",
    "住址",
    "户籍地址",
    "户籍地",
    "户籍所在地",
    "户口所在地",
    "居住地",
    "居住地址",
    "住所",
    "常住地址",
    "现居住地",
    "现住",
    "家住",
    "住在",
];

pub(super) const OFFICE_LABELS: [&str; 24] = [
    "办公地址",
    "办公地点",
    "会议地点",
    "地点",
    "单位地址",
    "注册地址",
    "举报地址",
    "邮寄地址",
    "通讯地址",
    "通信地址",
    "营业地址",
    "经营地址",
    "经营场所",
    "营业场所",
    "开户",
    "位于",
    "坐落",
    "来信地址",
    "来访地址",
    "受理地点",
    "机关地址",
    "公司地址",
    "学校地址",
    "承办",
];

pub(super) fn is_after_home_label(letters: &[Letter], chain: usize) -> bool {
    is_after_any(letters, chain, &HOME_LABELS)
}

/// Whether words before an address say that somebody lives there, 住 alone among them.
pub(super) fn says_home(letters: &[Letter], start: usize) -> bool {
    is_after_home_label(letters, start) || is_after_any(letters, start, &["住"])
}

/// Whether one of the labels stands before the place in the same clause.
pub(super) fn is_after_any(letters: &[Letter], chain: usize, labels: &[&str]) -> bool {
    let mut start = chain;
    let mut colons = 0;
    while start > 0 && chain - start < 40 {
        let c = letters[start - 1].c;
        if "，,。；;、|！!？?".contains(c) {
            break;
        }
        if matches!(c, '：' | ':') {
            colons += 1;
            if colons > 1 {
                break;
            }
        }
        start -= 1;
    }
    (start..chain).any(|at| labels.iter().any(|label| starts_with(&letters[at..chain], label)))
}

/// `家庭住址：样例镇甲嘎查` says more than the township too.
pub(super) fn find_labelled_villages(letters: &[Letter], text: &str, findings: &mut Vec<Finding>) {
    const STRICT: [&str; 8] = [
        "家庭住址",
        "家庭地址",
        "现住址",
        "户籍地址",
        "住址",
        "居住地址",
        "常住地址",
        "户口所在地",
    ];
    let mut at = 0;
    while at < letters.len() {
        let Some(label) = STRICT.iter().find(|label| starts_with(&letters[at..], label)) else {
            at += 1;
            continue;
        };
        at += label.chars().count();
        if !letters.get(at).is_some_and(|letter| matches!(letter.c, '：' | ':' | '|' | '=')) {
            continue;
        }
        at += 1;
        let end = letters[at..]
            .iter()
            .position(|letter| STOPS.contains(letter.c))
            .map_or(letters.len(), |length| at + length);
        let value = &letters[at..end];
        let village = ["嘎查", "村", "社区", "小区"].iter().any(|word| ends_with(value, word));
        let begin = begin_of_place(letters, end);
        if village && value.len() > 2 && begin < end && begin >= at {
            push(letters, begin, end, text, findings);
        }
    }
}
