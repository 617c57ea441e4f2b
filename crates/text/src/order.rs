//! The order of titles in lists: by the number in front, then by pinyin.
//! In: titles and file names. Out: sort keys, and names without the number that only orders them.

use std::cmp::Ordering;

use crate::marker::opening;
use crate::numeral::{leading_digits, leading_han_number, opens_with_year};
use crate::pinyin::{Piece, PieceKind, pieces};

/// Compares titles: numbered ones first, by value; then digits by value before Latin letters before
/// Han by pinyin; what is still equal by the text itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    lead: Lead,
    tokens: Vec<Token>,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Lead {
    Numbered(u64),
    Unnumbered,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    Number(Digits),
    Latin(String),
    Syllable(String),
    Other(String),
}

/// Digits without leading zeros, of any length, by value.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Digits(String);

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The key by which a title takes its place in a list.
pub fn sort_key(title: &str) -> SortKey {
    let (lead, rest) = match leading_number(title) {
        Some((value, rest)) => (Lead::Numbered(value), rest),
        None => (Lead::Unnumbered, title),
    };
    let tokens = pieces(&with_digits(rest)).into_iter().flat_map(tokens_of).collect();
    SortKey { lead, tokens, text: String::from(title) }
}

/// The number that orders a file name, and the name without it: `01-总论` is 1 and 总论.
///
/// A number counts when `-`, `_`, `.`, 、 or white space follows it. Years (2008-总结), dates
/// (11-18 讲话), decimals (1.5万元) and quantities (10 周年) stay part of the name.
pub fn strip_number_prefix(name: &str) -> (Option<u64>, &str) {
    match number_prefix(name) {
        Some((value, rest)) => (Some(value), rest),
        None => (None, name),
    }
}

fn number_prefix(name: &str) -> Option<(u64, &str)> {
    let (value, length) = leading_digits(name)?;
    let after = name.get(length..)?;
    let rest = after.trim_start_matches(is_separator);
    let separator = after.get(..after.len() - rest.len())?;
    let digits = name.get(..length)?.chars().count();
    let year = (1900..2100).contains(&value);
    let number_follows = leading_digits(rest).is_some() && !opens_with_year(rest);
    // 10 周年 is a quantity, 10 总论 a place in a list.
    let counts = separator.chars().all(char::is_whitespace) && rest.starts_with(is_measure);
    let prefix = !separator.is_empty()
        && !rest.is_empty()
        && digits <= 4
        && !year
        && !number_follows
        && !counts;
    prefix.then_some((value, rest))
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '_' | '.' | '、' | '．' | '－' | '—')
}

fn is_measure(c: char) -> bool {
    matches!(
        c,
        '年' | '月'
            | '日'
            | '号'
            | '周'
            | '天'
            | '个'
            | '条'
            | '问'
            | '次'
            | '届'
            | '期'
            | '批'
            | '季'
            | '点'
            | '项'
            | '名'
            | '种'
            | '件'
            | '章'
            | '节'
            | '篇'
            | '讲'
            | '课'
            | '回'
            | '卷'
            | '部'
            | '组'
            | '班'
            | '万'
            | '亿'
            | '元'
    )
}

/// 01-, 1., 一、, （三）, ①, 第十二章: the value and what follows the number.
fn leading_number(title: &str) -> Option<(u64, &str)> {
    let title = title.trim_start();
    number_prefix(title)
        .or_else(|| {
            let numbered = title.strip_prefix('第')?;
            let (value, length) = number_at(numbered)?;
            Some((value, numbered.get(length..)?))
        })
        .or_else(|| opening(title).map(|opening| (opening.value, opening.rest)))
}

fn number_at(text: &str) -> Option<(u64, usize)> {
    leading_han_number(text).or_else(|| leading_digits(text))
}

/// Writes Han numerals as digits where they count something: 第二批, （十）, 二〇〇八年; and
/// （上）（中）（下） as 1, 2, 3, for their pinyin has another order.
fn with_digits(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let opened = matches!(before, Some('（' | '('));
        let han = leading_han_number(rest).filter(|(_, length)| {
            let after = rest.get(*length..).and_then(|after| after.chars().next());
            opened || matches!(before, Some('第' | '之')) || after.is_some_and(is_measure)
        });
        let part = ['上', '中', '下'].iter().position(|part| {
            opened
                && c == *part
                && rest.get(c.len_utf8()..).is_some_and(|rest| rest.starts_with(['）', ')']))
        });
        let length = match (han, part) {
            (Some((value, length)), _) => {
                written.push_str(&value.to_string());
                length
            }
            (None, Some(place)) => {
                written.push_str(&(place + 1).to_string());
                c.len_utf8()
            }
            (None, None) => {
                written.push(c);
                c.len_utf8()
            }
        };
        before = Some(c);
        rest = rest.get(length..).unwrap_or_default();
    }
    written
}

fn tokens_of(piece: Piece) -> Vec<Token> {
    match piece.kind {
        PieceKind::Syllable => vec![Token::Syllable(piece.text)],
        PieceKind::Other => vec![Token::Other(piece.text)],
        PieceKind::Latin => piece
            .text
            .as_bytes()
            .chunk_by(|left, right| left.is_ascii_digit() == right.is_ascii_digit())
            .map(|run| {
                let run = String::from_utf8_lossy(run);
                if run.starts_with(|c: char| c.is_ascii_digit()) {
                    Token::Number(Digits(String::from(run.trim_start_matches('0'))))
                } else {
                    Token::Latin(run.into_owned())
                }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{sort_key, strip_number_prefix};

    /// Titles in the order in which they must come out, given backwards.
    fn assert_order(titles: &[&str]) {
        let mut sorted: Vec<&str> = titles.iter().rev().copied().collect();
        sorted.sort_by_key(|title| sort_key(title));
        assert_eq!(sorted, titles);
    }

    #[test]
    fn numbers_come_by_value() {
        assert_order(&["第2批", "第10批"]);
        assert_order(&["第一章 总则", "第二章 职责", "第十章 附则", "第十二章", "第一百零三章"]);
        assert_order(&["01-总论", "02-方法", "10-附录", "总论"]);
        assert_order(&["一、甲", "二、乙", "三、丙", "十、丁", "十一、戊"]);
        assert_order(&["（一）", "（二）", "（三）", "（十）"]);
        assert_order(&["①", "②", "⑩"]);
        assert_order(&["1.甲", "2.乙", "10.丙"]);
        assert_order(&["样例镇第二批", "样例镇第三批", "样例镇第十批", "样例镇第十一批"]);
        assert_order(&["讲话（一）", "讲话（二）", "讲话（三）", "讲话（十）"]);
        assert_order(&["讲话（上）", "讲话（中）", "讲话（下）"]);
        assert_order(&["二〇〇七年", "二〇〇八年", "2009年", "二〇一〇年"]);
        assert_order(&["2008-11-18 讲话", "2008-12-02 讲话", "20081231"]);
        assert_order(&["附件2", "附件007", "附件10", "附件99999999999999999999999"]);
    }

    #[test]
    fn names_come_by_pinyin() {
        assert_order(&["Abc", "b", "安全", "长期", "长征", "重庆", "会议", "会计", "校长", "银行"]);
    }

    #[test]
    fn numbers_latin_han() {
        assert_order(&["01-丙", "2008年总结", "ABC", "alpha", "安全", "привет"]);
        assert_order(&["学习", "学习2", "学习a", "学习资料"]);
    }

    #[test]
    fn equal_keys_fall_to_the_text() {
        assert_order(&["是非", "適非"]);
        assert_eq!(sort_key("学习"), sort_key("学习"));
        assert_ne!(sort_key("学习"), sort_key("學習"));
    }

    #[test]
    fn prefixes_of_file_names() {
        for (name, number, rest) in [
            ("01-总论", Some(1), "总论"),
            ("1. 总论", Some(1), "总论"),
            ("003_总论", Some(3), "总论"),
            ("12、总论", Some(12), "总论"),
            ("７．总论", Some(7), "总论"),
            ("10 总论", Some(10), "总论"),
            ("0010 - 总论", Some(10), "总论"),
            ("01-2008年总结", Some(1), "2008年总结"),
            ("2008年总结", None, "2008年总结"),
            ("2008-总结", None, "2008-总结"),
            ("2008-11-18 讲话", None, "2008-11-18 讲话"),
            ("20081118-讲话", None, "20081118-讲话"),
            ("11-18 讲话", None, "11-18 讲话"),
            ("1.5万元", None, "1.5万元"),
            ("10 周年", None, "10 周年"),
            ("10周年", None, "10周年"),
            ("01-", None, "01-"),
            ("01", None, "01"),
            ("", None, ""),
        ] {
            assert_eq!(strip_number_prefix(name), (number, rest), "{name}");
        }
    }
}
