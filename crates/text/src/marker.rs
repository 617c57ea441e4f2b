//! Paragraphs as Chinese writers type them: 一、 （一） 1. ① 第一条 at the start of a line, 。！？：； at its end.
//! In: one line. Out: its opening marker, whether it begins or ends a paragraph.

use crate::fold::fold_char;
use crate::han::{is_han, is_word};
use crate::numeral::{leading_digits, leading_han_number, opens_with_year};

/// Numbers above these are years and quantities, not places in a list or in a law.
const LIST_LIMIT: u64 = 999;
const ARTICLE_LIMIT: u64 = 9999;

/// What kind of marker opens a line, from the outer level to the inner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Marker {
    /// 第三章 第十二条 第2节
    Article,
    /// 一、 十二．
    HanNumber,
    /// （一） (十二) ㈠
    HanParenthesis,
    /// 1. 12、 1．⒈
    Digit,
    /// （1） (12) 1） ⑴
    DigitParenthesis,
    /// ① ❶ ➀
    Circled,
}

/// The marker that opens a line, and its length in bytes with the white space before it.
pub fn opening_marker(line: &str) -> Option<(Marker, usize)> {
    let opening = opening(line)?;
    Some((opening.marker, line.len() - opening.rest.len()))
}

/// A marker, the number it carries, and the text after it.
pub(crate) struct Opening<'line> {
    pub(crate) marker: Marker,
    pub(crate) value: u64,
    pub(crate) rest: &'line str,
}

pub(crate) fn opening(line: &str) -> Option<Opening<'_>> {
    let text = line.trim_start();
    sign(text).or_else(|| parenthesis(text)).or_else(|| article(text)).or_else(|| number(text))
}

/// Whether a line begins a paragraph of its own.
pub fn begins_paragraph(line: &str) -> bool {
    opening_marker(line).is_some()
}

/// Whether a paragraph ends with this line: after 。！？：；… or closing quotes and brackets after
/// one of these. The ASCII signs count after a Han character only.
pub fn ends_paragraph(line: &str) -> bool {
    let text = line.trim_end().trim_end_matches(is_closing);
    let mut ending = text.chars().rev();
    match ending.next() {
        Some('。' | '！' | '？' | '：' | '；' | '…' | '．' | '｡') => true,
        Some('.' | '!' | '?' | ':' | ';') => ending.find(|c| !is_closing(*c)).is_some_and(is_han),
        _ => false,
    }
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '”' | '’'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '〕'
            | '］'
            | '"'
            | '\''
            | ')'
            | ']'
    )
}

/// Numbers in one character: ① ㈠ ⑴ ⒈.
fn sign(text: &str) -> Option<Opening<'_>> {
    let mut rest = text.chars();
    let sign = rest.next()?;
    let marker = match sign {
        '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '❶'..='❿' | '➀'..='➓' | '⓫'..='⓴' => {
            Marker::Circled
        }
        '㈠'..='㈩' => Marker::HanParenthesis,
        '⑴'..='⒇' => Marker::DigitParenthesis,
        '⒈'..='⒛' => Marker::Digit,
        _ => return None,
    };
    Some(Opening { marker, value: sign_value(sign), rest: rest.as_str() })
}

fn sign_value(sign: char) -> u64 {
    // ❶ and its like have no compatibility form; each of their rows begins with 1 or 11.
    let in_row = |first: char, value: u64| value + u64::from(u32::from(sign) - u32::from(first));
    match sign {
        '❶'..='❿' => in_row('❶', 1),
        '➀'..='➉' => in_row('➀', 1),
        '➊'..='➓' => in_row('➊', 1),
        '⓫'..='⓴' => in_row('⓫', 11),
        _ => {
            let folded: String = fold_char(sign).filter(|c| is_word(*c)).collect();
            let number = leading_digits(&folded).or_else(|| leading_han_number(&folded));
            number.map_or(0, |(value, _)| value)
        }
    }
}

/// （一） (1), with brackets of either width.
fn parenthesis(text: &str) -> Option<Opening<'_>> {
    let inside = text.strip_prefix(['（', '('])?;
    let (marker, value, length) = match leading_han_number(inside) {
        Some((value, length)) => (Marker::HanParenthesis, value, length),
        None => {
            let (value, length) = leading_digits(inside)?;
            (Marker::DigitParenthesis, value, length)
        }
    };
    let rest = inside.get(length..)?.strip_prefix(['）', ')'])?;
    (1..=LIST_LIMIT).contains(&value).then_some(Opening { marker, value, rest })
}

/// 第三章, 第十二条, 第一百二十条之一: only before white space, 、 or ： or at the end of the line,
/// for 第三条规定的… goes on in prose.
fn article(text: &str) -> Option<Opening<'_>> {
    let number = text.strip_prefix('第')?;
    // Typists space it out: 第 三 章.
    let number = number.trim_start();
    let (value, length) = leading_han_number(number).or_else(|| leading_digits(number))?;
    let kind = number.get(length..)?.trim_start();
    let mut rest = ["分编", "部分", "单元", "条", "章", "节", "编", "篇", "款", "项", "讲", "课"]
        .iter()
        .find_map(|name| kind.strip_prefix(name))?;
    if let Some(inserted) = rest.strip_prefix('之')
        && let Some((_, length)) = leading_han_number(inserted)
    {
        rest = inserted.get(length..)?;
    }
    let follows = rest.chars().next();
    let stands_alone = follows.is_none_or(|c| c.is_whitespace() || matches!(c, '、' | '：' | ':'));
    let opening = Opening { marker: Marker::Article, value, rest };
    (stands_alone && (1..=ARTICLE_LIMIT).contains(&value)).then_some(opening)
}

/// 一、 1. 1、 1）: no decimals (1.5万元), no dates (12.31), no numbers told off in a row (一、二、三产业).
fn number(text: &str) -> Option<Opening<'_>> {
    let (in_han, value, length) = match leading_han_number(text) {
        Some((value, length)) => (true, value, length),
        None => {
            let (value, length) = leading_digits(text)?;
            (false, value, length)
        }
    };
    if !(1..=LIST_LIMIT).contains(&value) {
        return None;
    }
    let mut after = text.get(length..)?.chars();
    let sign = after.next()?;
    let rest = after.as_str();
    let marker = match (sign, in_han) {
        ('、', true) => Marker::HanNumber,
        ('、', false) => Marker::Digit,
        ('.' | '．', true) => Marker::HanNumber,
        ('.' | '．', false) if leading_digits(rest).is_none() || opens_with_year(rest) => {
            Marker::Digit
        }
        ('）' | ')', false) => Marker::DigitParenthesis,
        _ => return None,
    };
    (sign != '、' || !goes_on_counting(rest, value)).then_some(Opening { marker, value, rest })
}

/// Whether the next number and another 、 follow, as in 一、二、三产业.
fn goes_on_counting(rest: &str, value: u64) -> bool {
    let next = leading_han_number(rest).or_else(|| leading_digits(rest));
    next.is_some_and(|(next, length)| {
        next == value + 1 && rest.get(length..).is_some_and(|rest| rest.starts_with('、'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Marker, begins_paragraph, ends_paragraph, opening, opening_marker};

    fn marker_text(line: &str) -> Option<(Marker, &str)> {
        opening_marker(line).map(|(marker, length)| (marker, &line[..length]))
    }

    #[test]
    fn markers() {
        for (line, marker, text) in [
            ("一、提高认识", Marker::HanNumber, "一、"),
            ("十二、二〇〇八年工作", Marker::HanNumber, "十二、"),
            ("二、三个代表", Marker::HanNumber, "二、"),
            ("　　一、提高认识", Marker::HanNumber, "　　一、"),
            ("三．总则", Marker::HanNumber, "三．"),
            ("（一）总则", Marker::HanParenthesis, "（一）"),
            ("(十一)总则", Marker::HanParenthesis, "(十一)"),
            ("㈡总则", Marker::HanParenthesis, "㈡"),
            ("1. 总则", Marker::Digit, "1."),
            ("1.总则", Marker::Digit, "1."),
            ("12、总则", Marker::Digit, "12、"),
            ("１．总则", Marker::Digit, "１．"),
            ("⒈总则", Marker::Digit, "⒈"),
            ("1、2008年工作", Marker::Digit, "1、"),
            ("1.2008年工作", Marker::Digit, "1."),
            ("（1）总则", Marker::DigitParenthesis, "（1）"),
            ("1）总则", Marker::DigitParenthesis, "1）"),
            ("⑴总则", Marker::DigitParenthesis, "⑴"),
            ("①总则", Marker::Circled, "①"),
            ("第一条 为了", Marker::Article, "第一条"),
            ("第一条　为了", Marker::Article, "第一条"),
            ("第十二章", Marker::Article, "第十二章"),
            ("第一百二十条之一 资助", Marker::Article, "第一百二十条之一"),
            ("第2节：方法", Marker::Article, "第2节"),
            ("第一部分 导读", Marker::Article, "第一部分"),
        ] {
            assert_eq!(marker_text(line), Some((marker, text)), "{line}");
            assert!(begins_paragraph(line));
        }
    }

    #[test]
    fn signs_have_values() {
        for (sign, value) in [
            ("①", 1),
            ("⑳", 20),
            ("㉑", 21),
            ("㊿", 50),
            ("❿", 10),
            ("➓", 10),
            ("⓴", 20),
            ("㈩", 10),
            ("⒇", 20),
            ("⒛", 20),
        ] {
            assert_eq!(opening(sign).map(|opening| opening.value), Some(value), "{sign}");
        }
    }

    #[test]
    fn no_markers() {
        for line in [
            "1.5万元",
            "１．５万元",
            "2008.12.31",
            "12.31前完成",
            "3.14",
            "2008、2009年",
            "2008年",
            "一、二、三产业协调发展",
            "1、2、3号楼",
            "一是提高认识",
            "一",
            "（一",
            "（二〇〇八）",
            "(2008)12号",
            "（见附件）",
            "第三条规定的情形",
            "第三条第二款",
            "第一次会议",
            "第条 总则",
            "〇、总则",
            "",
            "、一",
        ] {
            assert_eq!(opening_marker(line), None, "{line}");
        }
    }

    #[test]
    fn paragraph_ends() {
        for line in [
            "完。",
            "好！ ",
            "吗？",
            "如下：",
            "其一；",
            "他说：“好。”",
            "他问：「好吗？」　",
            "（完。）",
            "等等……",
            "结束.",
            "好吗?",
            "如下:",
            "《完。》】",
        ] {
            assert!(ends_paragraph(line), "{line}");
        }
        for line in ["未完", "“未完”", "（见附件）", "逗号，", "etc.", "see:", "", "”", "1."]
        {
            assert!(!ends_paragraph(line), "{line}");
        }
    }
}
