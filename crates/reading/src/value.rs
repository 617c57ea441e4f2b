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

/// Reads 2008-11-18, 2008/11/18, 2008.11.18, 2008年11月18日, 20081118, with a time of day after it if need be; and
/// 二〇〇八年十一月十八日, as papers are dated.
pub fn parse_date(text: &str) -> Option<Date> {
    let folded = yanxi_text::fold::fold(text.trim());
    if let Some(date) = date_in_han(&folded) {
        return Some(date);
    }
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

fn date_in_han(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    if year.chars().count() != 4 {
        return None;
    }
    let number = |text: &str| yanxi_text::numeral::han_number(text.trim());
    Date::new(
        i16::try_from(number(year)?).ok()?,
        i8::try_from(number(month)?).ok()?,
        i8::try_from(number(day.trim_end().strip_suffix(['日', '号'])?)?).ok()?,
    )
    .ok()
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
            "二〇〇八年十一月十八日",
            "二○○八年十一月十八日",
            "2008-11-18T08:30:00+08:00",
        ] {
            assert_eq!(parse_date(text), Some(date(2008, 11, 18)), "{text}");
        }
        for text in ["2008-02-30", "11月18日", "昨天", "", "2008"] {
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
