//! Chinese and Arabic numbers at the beginning of a text.
//! In: text. Out: the value and how many bytes it takes.

/// The value of a number in Han numerals that fills the whole text: 十二, 一百零五, 二〇〇八, 两万.
pub fn han_number(text: &str) -> Option<u64> {
    let mut units = text.chars().filter(|c| unit_value(*c).is_some());
    if text.is_empty() {
        None
    } else if units.next().is_some() {
        counted(text)
    } else {
        digit_by_digit(text)
    }
}

/// The run of Han numerals that opens the text, when it is a number: its value and byte length.
pub fn leading_han_number(text: &str) -> Option<(u64, usize)> {
    let length = length_while(text, |c| digit_value(c).is_some() || unit_value(c).is_some());
    Some((han_number(text.get(..length)?)?, length))
}

/// The run of digits, ASCII or full width, that opens the text: its value and byte length.
pub fn leading_digits(text: &str) -> Option<(u64, usize)> {
    let length = length_while(text, |c| arabic_value(c).is_some());
    let digits = text.get(..length).filter(|digits| !digits.is_empty())?;
    let value = digits.chars().filter_map(arabic_value).try_fold(0_u64, append)?;
    Some((value, length))
}

/// Whether the text opens with a year of four digits: 2008年.
pub(crate) fn opens_with_year(text: &str) -> bool {
    leading_digits(text).is_some_and(|(value, length)| {
        (1900..2100).contains(&value)
            && text.get(length..).is_some_and(|rest| rest.starts_with('年'))
    })
}

/// The value of a digit, ASCII or full width.
fn arabic_value(c: char) -> Option<u64> {
    match c {
        '0'..='9' => Some(u64::from(u32::from(c) - u32::from('0'))),
        '０'..='９' => Some(u64::from(u32::from(c) - u32::from('０'))),
        _ => None,
    }
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn digit_value(c: char) -> Option<u64> {
    let value = match c {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' | '两' | '兩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    };
    Some(value)
}

fn unit_value(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' | '萬' => Some(10_000),
        '亿' | '億' => Some(100_000_000),
        _ => None,
    }
}

fn append(number: u64, digit: u64) -> Option<u64> {
    number.checked_mul(10)?.checked_add(digit)
}

/// 二〇〇八: one digit after the other.
fn digit_by_digit(text: &str) -> Option<u64> {
    text.chars().try_fold(0, |number, c| append(number, digit_value(c)?))
}

/// 一千零二十: digits counted in units, which grow smaller within every 万 and 亿.
fn counted(text: &str) -> Option<u64> {
    let mut total = 0_u64;
    let mut section = 0_u64;
    let mut digit = None;
    let mut after_zero = false;
    // The unit before, which a last digit without a unit takes a tenth of: 一百二 is 120.
    let mut unit_before = None;
    for c in text.chars() {
        if let Some(value) = digit_value(c) {
            if digit.is_some() {
                return None;
            }
            after_zero |= value == 0;
            digit = (value != 0).then_some(value);
            continue;
        }
        let unit = unit_value(c)?;
        if unit < 10_000 {
            let smaller = unit_before.is_none_or(|before| unit < before || before >= 10_000);
            // 十二 and 百一 may do without 一; 零十 may not.
            if !smaller || (digit.is_none() && after_zero) {
                return None;
            }
            section = section.checked_add(digit.take().unwrap_or(1) * unit)?;
        } else {
            section = section.checked_add(digit.take().unwrap_or(0))?;
            let counted = if unit == 10_000 { section } else { total.checked_add(section)? };
            if counted == 0 {
                return None;
            }
            total = match unit {
                10_000 => total.checked_add(counted.checked_mul(unit)?)?,
                _ => counted.checked_mul(unit)?,
            };
            section = 0;
        }
        after_zero = false;
        unit_before = Some(unit);
    }
    let last = match (digit, unit_before) {
        (Some(digit), Some(unit)) if unit >= 100 && !after_zero => digit * (unit / 10),
        (digit, _) => digit.unwrap_or(0),
    };
    total.checked_add(section)?.checked_add(last)
}

#[cfg(test)]
mod tests {
    use super::{han_number, leading_digits, leading_han_number};

    #[test]
    fn han_numbers() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百二十三", 123),
            ("一百零五", 105),
            ("一百二", 120),
            ("一千零二十", 1020),
            ("一千二百六十", 1260),
            ("两万五千", 25_000),
            ("一万五", 15_000),
            ("三亿零六万", 300_060_000),
            ("十四亿", 1_400_000_000),
            ("〇", 0),
            ("二○○八", 2008),
            ("一二三", 123),
        ] {
            assert_eq!(han_number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "十十",
            "一二十",
            "十百",
            "万",
            "甲",
            "零十",
            "一一一一一一一一一一一一一一一一一一一一一",
        ] {
            assert_eq!(han_number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_that_open_a_text() {
        assert_eq!(leading_han_number("十二、总则"), Some((12, 6)));
        assert_eq!(leading_han_number("总则"), None);
        assert_eq!(leading_digits("１2月"), Some((12, 4)));
        assert_eq!(leading_digits("月1"), None);
        assert_eq!(leading_digits(&"9".repeat(40)), None);
    }
}
