//! Days and spans as a text words them.
//! In: some words. Out: the words of the first span in them, and its days where the words leave no doubt.

use jiff::civil::Date;
use yanxi_text::numeral::leading_digits;

/// A span: its words, and its days where year, month and day are all given, or whole months with their year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) words: String,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

/// One end of a span.
#[derive(Debug, Clone, Copy, Default)]
struct Point {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// 底, 初, 上旬 and their like: near a day, and none.
    vague: bool,
}

const BETWEEN: [&str; 19] = [
    "——",
    "--",
    "—",
    "–",
    "－",
    "-",
    "~",
    "～",
    "至",
    "到",
    "开始，到",
    "开始，至",
    "开始,至",
    "起，至",
    "起，到",
    "开始,到",
    "起至",
    "起到",
    "开始至",
];

/// The first span of some words.
pub(super) fn span(text: &str) -> Option<Span> {
    let mut at = 0;
    while at < text.len() {
        if let Some((first, length)) = point(&text[at..]) {
            let mut end = at + length;
            let mut last = first;
            let rest = &text[end..];
            let joint = BETWEEN.iter().find(|joint| rest.starts_with(**joint));
            let mut is_span = false;
            if let Some(joint) = joint {
                let behind = &rest[joint.len()..];
                let second = point(behind).or_else(|| bare_day(behind, first));
                if let Some((second, length)) = second {
                    last = second;
                    is_span = true;
                    end += joint.len() + length;
                }
            }
            let words = text[at..end].to_string();
            let (from, to) = match days(first, last, is_span) {
                (None, None) => {
                    let is_begun = joint.is_some_and(|joint| joint.starts_with(['开', '起']))
                        || ["开始", "起"].iter().any(|word| rest.starts_with(word));
                    (is_begun.then(|| whole_day(first)).flatten(), None)
                }
                days => days,
            };
            return Some(Span { words, from, to });
        }
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// A date or a part of one that opens the text: a month at least.
fn point(text: &str) -> Option<(Point, usize)> {
    let mut found = Point::default();
    let mut at = 0;
    for (word, said) in [("明年", true), ("今年", true), ("当年", true), ("次年", true)] {
        if text.starts_with(word) {
            at = word.len();
            found.vague = said;
        }
    }
    if let Some(length) = hidden_year(&text[at..]) {
        found.vague = true;
        at += length;
    } else if let Some((year, length)) = leading_digits(&text[at..])
        && let Some(rest) = text[at + length..].strip_prefix('年')
        && (1949..2200).contains(&year)
    {
        found.year = i16::try_from(year).ok();
        at = text.len() - rest.len();
    }
    match leading_digits(&text[at..]) {
        Some((month, length))
            if (1..=12).contains(&month) && text[at + length..].starts_with('月') =>
        {
            found.month = i8::try_from(month).ok();
            at += length + '月'.len_utf8();
        }
        // 2024年底 has no month, and is said all the same.
        _ if found.year.is_some() && text[at..].starts_with('底') => {
            found.vague = true;
            at += '底'.len_utf8();
            return Some((found, at + before(&text[at..])));
        }
        _ => return None,
    }
    if let Some((day, length)) = leading_digits(&text[at..])
        && (1..=31).contains(&day)
        && text[at + length..].starts_with(['日', '号'])
    {
        found.day = i8::try_from(day).ok();
        at += length + '日'.len_utf8();
    } else {
        for word in ["上旬", "中旬", "下旬", "底", "初", "中", "末"] {
            if text[at..].starts_with(word) {
                found.vague = true;
                at += word.len();
                break;
            }
        }
    }
    Some((found, at + before(&text[at..])))
}

/// 20**年, 20XX年: a year that is not told; its length.
fn hidden_year(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("20")?;
    let hidden = |sign: char| matches!(sign, '*' | '＊' | 'x' | 'X' | '×' | '_' | '＿' | '○');
    let year =
        rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).trim_start_matches(hidden);
    let length = text.len() - year.len();
    let is_hidden = text[..length].contains(hidden);
    (is_hidden && year.starts_with('年')).then(|| length + '年'.len_utf8())
}

/// 前, 以前, 之前: up to then.
fn before(text: &str) -> usize {
    ["之前", "以前", "前"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

/// The second end of 3月1日—15日.
fn bare_day(text: &str, first: Point) -> Option<(Point, usize)> {
    first.day?;
    let (day, length) = leading_digits(text)?;
    let sign = text[length..].chars().next().filter(|sign| matches!(sign, '日' | '号'))?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Some((Point { day: Some(day), ..first }, length + sign.len_utf8()))
}

/// A day of which nothing is left to guess.
fn whole_day(point: Point) -> Option<Date> {
    match point {
        Point { year: Some(year), month: Some(month), day: Some(day), vague: false } => {
            Date::new(year, month, day).ok()
        }
        _ => None,
    }
}

fn days(first: Point, last: Point, is_span: bool) -> (Option<Date>, Option<Date>) {
    let nothing = (None, None);
    if first.vague || last.vague {
        return nothing;
    }
    let (Some(year), Some(month)) = (first.year, first.month) else {
        return nothing;
    };
    let Some(last_month) = last.month else {
        return nothing;
    };
    // The year is not said twice where the months go on.
    let last_year = match last.year {
        Some(year) => year,
        None if last_month >= month => year,
        None => return nothing,
    };
    let from = Date::new(year, month, first.day.unwrap_or(1)).ok();
    let to = match last.day {
        Some(day) => Date::new(last_year, last_month, day).ok(),
        None => Date::new(last_year, last_month, 1).ok().map(|day| day.last_of_month()),
    };
    match (is_span || first.day.is_none(), from, to) {
        (true, Some(from), Some(to)) if from <= to => (Some(from), Some(to)),
        _ => nothing,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_are_read_and_nothing_is_added_to_them() {
        let read = |text: &str| span(text).map(|span| (span.words, span.from.zip(span.to)));
        let sure = Some((date(2024, 3, 1), date(2024, 3, 15)));
        for text in ["2024年3月1日至3月15日", "2024年3月1日—15日", "2024年3月1日-2024年3月15日"]
        {
            assert_eq!(read(&format!("第一阶段（{text}）")), Some((text.to_string(), sure)));
        }
        let months = Some((date(2024, 4, 1), date(2024, 7, 31)));
        assert_eq!(read("活动从2024年4月至7月"), Some(("2024年4月至7月".into(), months)));
        for vague in [
            "3月1日—15日",
            "10月底",
            "2024年10月底前",
            "3月中旬至4月",
            "12月至2月",
            "2024年底前",
            "20**年12月7日—20**年12月9日",
            "20XX年3月",
        ] {
            assert_eq!(read(vague), Some((vague.to_string(), None)), "{vague}");
        }
        assert_eq!(
            read("从10月底开始，到明年2月底基本结束"),
            Some(("10月底开始，到明年2月底".into(), None))
        );
        assert_eq!(read("全镇12个村、3.2万人"), None);
        for begun in [
            "本次学习教育从2026年10月8日开始，到2027年3月底结束",
            "活动从2026年10月8日起至2027年3月底",
            "从2026年10月8日开始",
        ] {
            let found = span(begun).map(|span| (span.from, span.to));
            assert_eq!(found, Some((Some(date(2026, 10, 8)), None)), "{begun}");
        }
        assert_eq!(span("2026年10月8日前").map(|span| span.from), Some(None));
    }
}
