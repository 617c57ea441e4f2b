//! The days of records as offices write them.
//! In: a text and the days of the campaign. Out: the day, or why there is none.
//!
//! `10月9日` is of the year in which it lies inside the campaign; spans and months count from their first day.

use jiff::civil::Date;
use yanxi_campaign::plan::Plan;

use yanxi_reading::value::{parse_date, without_time};
use yanxi_text::fold::fold;
use yanxi_text::numeral::han_number;

/// First and last day of a campaign, preparation included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Days {
    from: Option<Date>,
    to: Option<Date>,
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoDay {
    /// No date of the calendar.
    NotReal,
    /// A month and a day, and no year, or more than one, in which they lie inside the campaign.
    NoYear,
}

impl Days {
    /// Of the campaign itself, else of its stages together.
    pub(super) fn of(plan: &Plan) -> Self {
        let stages = || plan.stages.iter().map(|stage| &stage.dates);
        let from = plan.dates.from.or_else(|| stages().filter_map(|dates| dates.from).min());
        let to = plan.dates.to.or_else(|| stages().filter_map(|dates| dates.to).max());
        Days { from: plan.preparation.from.into_iter().chain(from).min(), to }
    }

    /// The year in which a day of the year lies inside, if there is one only.
    fn year_of(self, month: i8, day: i8) -> Option<Date> {
        let (from, to) = (self.from?, self.to?);
        let mut inside = (from.year()..=to.year())
            .filter_map(|year| Date::new(year, month, day).ok())
            .filter(|day| (from..=to).contains(day));
        match (inside.next(), inside.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// The day on which something took place; the first of several.
pub(super) fn first_day(text: &str, days: Days) -> Result<Date, NoDay> {
    let folded = fold(text.trim());
    let first = beginning(&folded);
    match one_day(first, days) {
        Err(NoDay::NotReal) => month(first).ok_or(NoDay::NotReal),
        found => found,
    }
}

/// A day that a field holds, such as a due day; a month alone is none.
pub(super) fn one_day(text: &str, days: Days) -> Result<Date, NoDay> {
    if let Some(day) = parse_date(text) {
        return Ok(day);
    }
    let folded = fold(text.trim());
    let bare = without_time(&folded);
    if let Some(day) = parse_date(bare) {
        return Ok(day);
    }
    let Some((month, day)) = month_and_day(bare) else {
        return Err(NoDay::NotReal);
    };
    // 2008 has every day of every year.
    if Date::new(2008, month, day).is_err() {
        return Err(NoDay::NotReal);
    }
    days.year_of(month, day).ok_or(NoDay::NoYear)
}

/// What stands before `至` and the like; a dash parts only behind a whole day.
fn beginning(text: &str) -> &str {
    let end = text.find(['至', '到', '—', '~', '、', ',', ';', '\n']).unwrap_or(text.len());
    let text = text.get(..end).unwrap_or(text);
    let dash = ["日-", "号-"]
        .iter()
        .filter_map(|mark| text.find(mark).map(|at| at + mark.len() - 1))
        .min();
    text.get(..dash.unwrap_or(text.len())).unwrap_or(text).trim()
}

fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('月')?;
    let day = day.strip_suffix(['日', '号']).unwrap_or(day);
    Some((small_number(month)?, small_number(day)?))
}

/// `2026年10月`, `2026年10月份`, `2026-10`: its first day.
fn month(text: &str) -> Option<Date> {
    let text = text.strip_suffix('份').unwrap_or(text);
    let (year, month) = match text.strip_suffix('月') {
        Some(rest) => rest.split_once('年')?,
        None => text.split_once(['-', '/'])?,
    };
    let year = match year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()) {
        true => year.parse().ok()?,
        false if year.chars().count() == 4 => i16::try_from(han_number(year)?).ok()?,
        false => return None,
    };
    Date::new(year, small_number(month)?, 1).ok()
}

fn small_number(text: &str) -> Option<i8> {
    let text = text.trim();
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    match text.bytes().all(|digit| digit.is_ascii_digit()) {
        true => text.parse().ok(),
        false => i8::try_from(han_number(text)?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn days(from: Date, to: Date) -> Days {
        Days { from: Some(from), to: Some(to) }
    }

    #[test]
    fn days_are_read_as_offices_write_them() {
        let autumn = days(date(2026, 9, 1), date(2027, 1, 31));
        for text in [
            "10月9日",
            "10月9号",
            "１０月９日",
            "十月九日",
            "10月9日（星期五）",
            "10月9日 14:30",
            "10月9日上午",
            "10月9日至11日",
            "10月9日-11日",
            "10月9日—11日",
            "2026年10月9日至11日",
            "2026年10月9日至2026年10月11日",
            "2026-10-09至2026-10-11",
            "2026.10.9-11",
            "2026.10.9~10.11",
            "二〇二六年十月九日",
            "二○二六年十月九日",
            "2026年10月9日下午3时",
        ] {
            assert_eq!(first_day(text, autumn), Ok(date(2026, 10, 9)), "{text}");
        }
        assert_eq!(first_day("1月9日", autumn), Ok(date(2027, 1, 9)));
        assert_eq!(first_day("十二月三十一日", autumn), Ok(date(2026, 12, 31)));
        for text in ["2026年10月", "2026年10月份", "2026-10", "二〇二六年十月"] {
            assert_eq!(first_day(text, autumn), Ok(date(2026, 10, 1)), "{text}");
            assert_eq!(one_day(text, autumn), Err(NoDay::NotReal), "{text}");
        }
    }

    #[test]
    fn a_year_is_taken_only_where_there_is_one() {
        let autumn = days(date(2026, 9, 1), date(2027, 1, 31));
        let two_years = days(date(2026, 9, 1), date(2027, 12, 31));
        assert_eq!(first_day("8月9日", autumn), Err(NoDay::NoYear));
        assert_eq!(first_day("10月9日", two_years), Err(NoDay::NoYear));
        assert_eq!(first_day("3月9日", two_years), Ok(date(2027, 3, 9)));
        assert_eq!(first_day("10月9日", Days::default()), Err(NoDay::NoYear));
        for text in
            ["2月30日", "13月1日", "10.9", "26.10.9", "近期", "", "2008-02-30", "9日", "2026"]
        {
            assert_eq!(first_day(text, autumn), Err(NoDay::NotReal), "{text}");
        }
    }
}
