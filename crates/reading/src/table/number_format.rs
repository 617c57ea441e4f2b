//! Numbers as WPS shows them: per cent, decimals, thousands, leading noughts, text around, weekdays, Chinese numerals.
//! In: a number and the format code of its cell. Out: what stands in the cell, or none where the number itself does.
//!
//! `ssfmt` knows the codes of ECMA-376; what only Chinese spreadsheets write (`aaaa`, `[DBNum2]`, `!`) is done here.

use jiff::ToSpan;
use jiff::civil::date;

/// What a cell shows. Days are no numbers and are written elsewhere.
pub(super) fn shown(value: f64, code: &str) -> Option<String> {
    if !value.is_finite() || ["", "general", "@"].contains(&code.to_ascii_lowercase().as_str()) {
        return None;
    }
    let sections = sections(code);
    let section = section_for(value, &sections)?;
    if section.trim().is_empty() {
        // `;;;` hides a number on purpose.
        return (sections.len() > 1).then(String::new);
    }
    if let Some(weekday) = weekday(value, section) {
        return Some(weekday);
    }
    if let Some(numeral) = chinese_numeral(value, section) {
        return numeral;
    }
    let code = code.replace('!', "\\");
    let value = rounded(value, section);
    let options = ssfmt::FormatOptions::default();
    ssfmt::format(value, &code, &options).ok().map(|text| text.trim().to_string())
}

/// What a cell shows of a day or a time, where its code is one of those that offices use: 2026年10月9日, 10月9日, 2026/10/9,
/// 2026.10, 14:30. Names of months and days in English and what depends on the reader's machine are none of them.
pub(super) fn shown_day(value: f64, code: &str) -> Option<String> {
    let bare = bare(sections(code).first()?);
    // The form without a name that every machine shows in its own way, here as Chinese ones do.
    let code = if bare == "mm-dd-yy" { "yyyy/m/d" } else { code };
    let of_machine =
        ["[$-f800]", "[$-f400]"].iter().any(|of| code.to_ascii_lowercase().contains(of));
    let has_names = bare.contains("mmm") || bare.contains("ddd") || bare.contains("aaa");
    let is_day = bare.contains(['y', 'd', 'h', 's', 'm']) && !bare.contains(['e', 'b', 'g']);
    if of_machine || has_names || !is_day || !value.is_finite() || value < 0.0 {
        return None;
    }
    let code = code.replace('!', "\\");
    let options = ssfmt::FormatOptions::default();
    let shown = ssfmt::format(value, &code, &options).ok()?;
    Some(shown.trim().to_string()).filter(|shown| !shown.is_empty())
}

/// The parts for positive, negative and zero; semicolons in quotes and brackets part nothing.
fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut in_quotes, mut in_brackets, mut escaped) = (0, false, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '\\' | '!' => escaped = true,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            ';' if !in_brackets => {
                sections.extend(code.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.extend(code.get(start..));
    sections
}

fn section_for<'a>(value: f64, sections: &[&'a str]) -> Option<&'a str> {
    let has_condition =
        |section: &str| ["[<", "[>", "[="].iter().any(|condition| section.contains(condition));
    let at = match sections.len() {
        _ if sections.iter().any(|section| has_condition(section)) => 0,
        0 | 1 => 0,
        2 => usize::from(value < 0.0),
        _ if value < 0.0 => 1,
        _ if value == 0.0 => 2,
        _ => 0,
    };
    sections.get(at).copied()
}

/// A code without quotes, brackets and escaped characters.
fn bare(section: &str) -> String {
    let mut bare = String::new();
    let (mut in_quotes, mut in_brackets, mut escaped) = (false, false, false);
    for character in section.chars() {
        match character {
            _ if escaped => escaped = false,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            '\\' | '!' | '_' | '*' => escaped = true,
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ if in_brackets => {}
            other => bare.push(other.to_ascii_lowercase()),
        }
    }
    bare
}

/// `aaaa` and `aaa` alone: 星期五, 五. Days of years before 1900 there are none.
fn weekday(value: f64, section: &str) -> Option<String> {
    let bare = bare(section);
    let code = bare.trim();
    if !["aaaa", "aaa"].contains(&code) || !(1.0..2_958_466.0).contains(&value) {
        return None;
    }
    let day = date(1899, 12, 30).checked_add((value.trunc() as i64).days()).ok()?;
    let names = ["一", "二", "三", "四", "五", "六", "日"];
    let name = names.get(usize::try_from(day.weekday().to_monday_zero_offset()).ok()?)?;
    let section = section.replace("AAA", "aaa").replace("aaaA", "aaaa");
    let text = section.replace("aaaa", &format!("星期{name}")).replace("aaa", name);
    let end_of_locale = text.rfind(']').map_or(0, |at| at + 1);
    Some(text.get(end_of_locale..)?.replace('"', ""))
}

/// `[DBNum1]` and `[DBNum2]` of whole numbers: 一千二百, 壹仟贰佰. Of any other number nothing is said, and it stands
/// itself.
fn chinese_numeral(value: f64, section: &str) -> Option<Option<String>> {
    let lower = section.to_ascii_lowercase();
    let (digits, units) = if lower.contains("[dbnum1]") {
        (["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"], ["", "十", "百", "千"])
    } else if lower.contains("[dbnum2]") {
        (["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"], ["", "拾", "佰", "仟"])
    } else {
        return None;
    };
    let bare = bare(section);
    let is_whole = value.fract() == 0.0 && (0.0..1e8).contains(&value);
    if !is_whole || !["general", "0", "g/通用格式"].contains(&bare.trim()) {
        return Some(None);
    }
    let number = value as u64;
    let below = |number: u64| {
        let mut text = String::new();
        let mut nought = false;
        for power in (0..4).rev() {
            let digit = (number / 10_u64.pow(power) % 10) as usize;
            match digit {
                0 => nought |= !text.is_empty(),
                digit => {
                    if std::mem::take(&mut nought) {
                        text.push_str(digits[0]);
                    }
                    text.push_str(digits[digit]);
                    text.push_str(units[power as usize]);
                }
            }
        }
        text
    };
    let (high, low) = (number / 10_000, number % 10_000);
    Some(Some(match (high, low) {
        (0, 0) => digits[0].to_string(),
        (0, low) => below(low),
        (high, 0) => format!("{}万", below(high)),
        (high, low) if low < 1000 => format!("{}万{}{}", below(high), digits[0], below(low)),
        (high, low) => format!("{}万{}", below(high), below(low)),
    }))
}

/// Where the point is a text, as in `0!.0,"万元"`, nothing is left to round to but whole thousands.
fn rounded(value: f64, section: &str) -> f64 {
    if !(section.contains("\\.") || section.contains("!.")) || bare(section).contains('.') {
        return value;
    }
    let bare = bare(section);
    let thousands = bare.trim_end().chars().rev().take_while(|character| *character == ',').count();
    let unit = 1000_f64.powi(i32::try_from(thousands).unwrap_or(0));
    (value / unit).round() * unit
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_day};

    #[test]
    fn days_are_shown_as_wps_shows_them() {
        let day = 46_304.604_166_666_7;
        for (code, wanted) in [
            ("yyyy\"年\"m\"月\"d\"日\";@", Some("2026年10月9日")),
            ("[$-804]yyyy\"年\"m\"月\";@", Some("2026年10月")),
            ("m\"月\"d\"日\"", Some("10月9日")),
            ("yyyy/m/d;@", Some("2026/10/9")),
            ("mm-dd-yy", Some("2026/10/9")),
            ("yyyy\\.mm\\.dd", Some("2026.10.09")),
            ("yyyy!.mm!.dd", Some("2026.10.09")),
            ("h:mm", Some("14:30")),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", None),
            ("d-mmm-yy", None),
            ("[$-804]aaaa;@", None),
        ] {
            assert_eq!(shown_day(day, code).as_deref(), wanted, "{code}");
        }
    }

    #[test]
    fn numbers_are_shown_as_wps_shows_them() {
        let friday = 46304.0;
        for (value, code, wanted) in [
            (0.85, "0%", "85%"),
            (0.6996, "0.00%", "69.96%"),
            (0.9722, "0.00%", "97.22%"),
            (-0.125, "0.0%", "-12.5%"),
            (3.146, "0.00", "3.15"),
            (3.7, "0", "4"),
            (12345.6, "#,##0.00", "12,345.60"),
            (12345.6, "\"¥\"#,##0.00", "¥12,345.60"),
            (7.0, "0000", "0007"),
            (1.0, "000", "001"),
            (12.0, "\"第\"0\"号\"", "第12号"),
            (0.5, "# ?/?", "1/2"),
            (1.0, "\"√\";;", "√"),
            (0.0, "\"√\";;", ""),
            (5.0, ";;;", ""),
            (friday, "aaaa", "星期五"),
            (friday, "[$-804]aaaa;@", "星期五"),
            (friday, "\"周\"aaa", "周五"),
            (1234.0, "[DBNum2][$-804]General", "壹仟贰佰叁拾肆"),
            (1005.0, "[DBNum1][$-804]General", "一千〇五"),
            (120_034.0, "[DBNum2]0", "壹拾贰万零叁拾肆"),
            (123_456.0, "0!.0,\"万元\"", "12.3万元"),
            (12_345_678.0, "0\\.0,\"万元\"", "1234.6万元"),
            (-5.0, "0;[Red]-0", "-5"),
            (-5.0, "#,##0_);(#,##0)", "(5)"),
            (0.0, "#,##0;-#,##0;\"—\"", "—"),
            (1_234_567.0, "0.00E+00", "1.23E+06"),
            (12.0, "0\"人\"", "12人"),
            (75.0, "[>=60]\"合格\";\"不合格\"", "合格"),
        ] {
            assert_eq!(shown(value, code).as_deref(), Some(wanted), "{code} {value}");
        }
        for code in ["General", "@", "", "[DBNum2]0.00"] {
            assert_eq!(shown(3.25, code), None, "{code}");
        }
    }
}
