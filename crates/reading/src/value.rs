//! A value of a front matter key, and its reading as text, list, number, date or yes/no.
//! In: what the reader of front matter found. Out: typed values, or what was expected instead.

use jiff::civil::Date;

/// What stands after a key.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Empty,
    Text(String),
    List(Vec<Value>),
    Table(Vec<(String, Value)>),
}

impl Value {
    /// A single text; an empty value is the empty text.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Value::Empty => Some(String::new()),
            Value::Text(text) => Some(text.clone()),
            Value::List(_) | Value::Table(_) => None,
        }
    }

    /// A list of texts; a single text is split at 、，,；; because that is how lists are typed in a hurry.
    pub fn as_texts(&self) -> Option<Vec<String>> {
        match self {
            Value::Empty => Some(Vec::new()),
            Value::Text(text) => Some(
                text.split(['、', '，', ',', '；', ';'])
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .map(String::from)
                    .collect(),
            ),
            Value::List(values) => values.iter().map(Value::as_text).collect(),
            Value::Table(_) => None,
        }
    }

    /// Yes or no in either language.
    pub fn as_yes_or_no(&self) -> Option<bool> {
        match self.as_text()?.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" | "是" | "真" => Some(true),
            "" | "false" | "no" | "off" | "0" | "否" | "不" | "假" => Some(false),
            _ => None,
        }
    }

    /// A whole number, full-width digits included.
    pub fn as_number(&self) -> Option<i64> {
        yanxi_text::fold::fold(self.as_text()?.trim()).parse().ok()
    }

    /// A calendar date; see [`parse_date`].
    pub fn as_date(&self) -> Option<Date> {
        parse_date(&self.as_text()?)
    }
}

/// Reads 2008-11-18, 2008/11/18, 2008.11.18, 2008年11月18日, 20081118, 二〇〇八年十一月十八日, with a time of day or a day of
/// the week after it if need be.
pub fn parse_date(text: &str) -> Option<Date> {
    let folded = yanxi_text::fold::fold(text.trim());
    // A cell such as 2008-11-01上午 is no date alone.
    let is_with_day = folded.contains(['日', '号']);
    let folded = in_digits(if is_with_day { without_time(&folded) } else { &folded });
    let mut numbers: Vec<String> = Vec::new();
    let mut in_number = false;
    for character in folded.chars() {
        if character.is_ascii_digit() {
            if !in_number {
                numbers.push(String::new());
            }
            if let Some(number) = numbers.last_mut() {
                number.push(character);
            }
            in_number = true;
        } else if matches!(
            character,
            '-' | '/' | '.' | '年' | '月' | '日' | '号' | ' ' | 't' | ':' | '+' | 'z'
        ) {
            in_number = false;
        } else {
            return None;
        }
    }
    if let [whole] = numbers.as_slice()
        && whole.len() == 8
    {
        return Date::new(
            whole[..4].parse().ok()?,
            whole[4..6].parse().ok()?,
            whole[6..].parse().ok()?,
        )
        .ok();
    }
    let [year, month, day, ..] = numbers.as_slice() else {
        return None;
    };
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The date without the time of day or the day of the week behind it: `10月9日上午9时`, `10月9日（周五）`, `10-9 9:00`.
pub fn without_time(text: &str) -> &str {
    let is_of_time = |c: char| {
        c.is_ascii_digit()
            || "上中下午早晚凌晨時时點点分秒半整钟星期周礼拜一二三四五六日天()（）: ".contains(c)
    };
    let behind_day = text.find(['日', '号', '號']).map(|at| at + '日'.len_utf8());
    let begins_time = |c: char| matches!(c, ' ' | '(' | '上' | '中' | '下' | '早' | '晚' | '周');
    let end = behind_day.or_else(|| text.find(begins_time)).unwrap_or(text.len());
    let (day, time) = text.split_at(end);
    let is_time = time.chars().all(is_of_time)
        && (behind_day.is_some() || time.contains(|c: char| !c.is_ascii_digit() && c != ' '));
    if is_time { day } else { text }
}

/// Numbers in Han before 年, 月 and 日 as digits.
fn in_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        match yanxi_text::numeral::leading_han_number(rest) {
            Some((value, length)) if rest[length..].starts_with(['年', '月', '日', '号']) => {
                out.push_str(&value.to_string());
                rest = &rest[length..];
            }
            _ => {
                out.push(character);
                rest = &rest[character.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_in_the_forms_offices_type() {
        for text in [
            "2008-11-18",
            "2008/11/18",
            "2008.11.18",
            "2008年11月18日",
            "２００８年１１月１８日",
            "20081118",
            "2008-11-18T08:30:00+08:00",
            "二〇〇八年十一月十八日",
            "二○○八年十一月十八日",
            "二零零八年十一月十八日",
            "2008年11月18日上午9时30分",
            "2008年11月18日（星期二）",
            "2008年11月18号 9:00",
        ] {
            assert_eq!(parse_date(text), Some(date(2008, 11, 18)), "{text}");
        }
        for text in [
            "2008-02-30",
            "11月18日",
            "昨天",
            "",
            "2008",
            "二〇〇八年二月三十日",
            "十一月十八日",
            "2008年11月18日至20日",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_names_is_a_list() {
        assert_eq!(
            Value::Text("学习、民生，生态".into()).as_texts(),
            Some(vec!["学习".into(), "民生".into(), "生态".into()])
        );
    }
}
