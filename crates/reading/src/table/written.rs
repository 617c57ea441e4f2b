//! How a cell that is not text is written out.
//! In: numbers, date cells and typed dates. Out: `40`, `3.5`, `2008-12-25`, `2008-12-25 08:30`.

use calamine::{Data, ExcelDateTime};

use super::grid::Content;
use super::workbook::Days;
use crate::value::parse_date;

/// What a workbook's cell shows.
pub(super) fn content(value: &Data) -> Content {
    match value {
        Data::Empty => Content::Blank,
        Data::String(text) => Content::text(&plain(text)),
        Data::Int(number) => Content::Text(number.to_string()),
        Data::Float(number) => number_text(*number),
        Data::Bool(yes) => Content::Text(if *yes { "TRUE" } else { "FALSE" }.into()),
        Data::DateTime(date) => Content::Text(date_text(date)),
        Data::DateTimeIso(text) => Content::text(&whole_date(text).unwrap_or(text.clone())),
        Data::DurationIso(text) => Content::text(text),
        Data::Error(error) => Content::ErrorValue(error.to_string()),
    }
}

/// What a workbook's cell shows by its number format.
pub(super) fn formatted(value: &Data, code: Option<&str>, days: Days) -> Content {
    if let (Data::DateTime(day), Days::Shown) = (value, days)
        && let Some(shown) =
            code.and_then(|code| super::number_format::shown_day(day.as_f64(), code))
    {
        return Content::text(&shown);
    }
    let number = match value {
        Data::Int(number) => *number as f64,
        Data::Float(number) => *number,
        _ => return content(value),
    };
    match (code.and_then(|code| super::number_format::shown(number, code)), content(value)) {
        (Some(shown), Content::Text(_)) if shown.is_empty() => Content::Blank,
        (Some(shown), Content::Text(number)) if shown != number => {
            Content::Number { shown, number }
        }
        (_, plain) => plain,
    }
}

/// A stored day, `2026-10-09` or `2026-10-09T14:30:00`, as days of cells are written.
pub(super) fn stored_day(text: &str) -> String {
    match text.split_once('T') {
        Some((day, "00:00:00")) => day.to_string(),
        Some((day, time)) => format!("{day} {}", time.strip_suffix(":00").unwrap_or(time)),
        None => text.to_string(),
    }
}

pub(super) fn is_weekday(shown: &str) -> bool {
    ["星期", "周"].iter().any(|word| shown.starts_with(word))
}

/// The day of a cell that shows its weekday only.
pub(super) fn day_of_weekday(shown: &str, number: &str) -> Option<String> {
    if !is_weekday(shown) {
        return None;
    }
    if let Some(day) = whole_date(number) {
        return Some(day);
    }
    let days: i64 = number.parse().ok()?;
    let day = jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?);
    Some(day.ok()?.to_string())
}

/// One kind of line end; `_x000D_` is how workbooks write a carriage return.
fn plain(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n")
}

/// Fifteen digits, as spreadsheets show: 0.1 + 0.2 is 0.3.
fn number_text(number: f64) -> Content {
    if !number.is_finite() {
        return Content::ErrorValue("#NUM!".into());
    }
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Adding zero turns -0 into 0.
    Content::Text((rounded + 0.0).to_string())
}

fn date_text(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        let minutes = (date.as_f64() * 24.0 * 60.0).round() as i64;
        return format!("{}:{:02}", minutes / 60, (minutes % 60).abs());
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = if second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    };
    if (0.0..1.0).contains(&date.as_f64()) {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day} {time}") }
}

/// Whether a column of this name holds dates.
pub(super) fn is_date_column(name: &str) -> bool {
    ["日期", "时间", "时限", "期限", "年月日"].iter().any(|word| name.contains(word))
        || name.to_ascii_lowercase().contains("date")
}

/// `2008年12月25日`, `2008.12.25`, `20081225` … as `2008-12-25`; nothing for other texts or when a time of day follows.
pub(super) fn whole_date(text: &str) -> Option<String> {
    let numbers = yanxi_text::fold::fold(text)
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .count();
    let date = parse_date(text).filter(|_| numbers == 1 || numbers == 3)?;
    Some(date.to_string())
}
