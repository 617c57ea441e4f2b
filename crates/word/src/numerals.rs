//! Numbers of lists as Word writes them.
//! In: the name of a form and a number. Out: its signs.
//!
//! The forms are those of ST_NumberFormat (ECMA-376 part 1, 17.18.59); what is not here is written in digits.

use std::fmt::Write as _;

const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const SIMPLIFIED: Legal = Legal {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: ["", "拾", "佰", "仟"],
};
const TRADITIONAL: Legal = Legal {
    digits: ["零", "壹", "貳", "參", "肆", "伍", "陸", "柒", "捌", "玖"],
    units: ["", "拾", "佰", "仟"],
};
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

struct Legal {
    digits: [&'static str; 10],
    units: [&'static str; 4],
}

/// The number in this form; nothing of `none` and `bullet`.
pub(crate) fn write(form: &str, number: u32) -> String {
    match form {
        "none" | "bullet" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => counted(number, DIGITS, ["", "十", "百", "千"], true),
        "japaneseCounting" | "koreanCounting" => {
            counted(number, DIGITS, ["", "十", "百", "千"], false)
        }
        "chineseLegalSimplified" => legal(number, &SIMPLIFIED),
        "ideographLegalTraditional" | "japaneseLegal" => legal(number, &TRADITIONAL),
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => digitwise(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => circled(number),
        "decimalEnclosedParen" => {
            in_row(number, &[(1, 20, '⑴')]).unwrap_or_else(|| format!("({number})"))
        }
        "decimalEnclosedFullstop" => {
            in_row(number, &[(1, 20, '⒈')]).unwrap_or_else(|| format!("{number}."))
        }
        "ideographEnclosedCircle" => {
            in_row(number, &[(1, 10, '㊀')]).unwrap_or_else(|| number.to_string())
        }
        "ideographTraditional" => cycled(number, STEMS),
        "ideographZodiac" => cycled(number, BRANCHES),
        "ideographZodiacTraditional" => cycled(number, STEMS) + &cycled(number, BRANCHES),
        "decimalFullWidth" | "decimalFullWidth2" => full_width(number),
        "decimalZero" => format!("{number:02}"),
        "numberInDash" => format!("- {number} -"),
        "lowerLetter" => letter(number, b'a'),
        "upperLetter" => letter(number, b'A'),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "hex" => format!("{number:X}"),
        "chicago" => ["*", "†", "‡", "§"][((number.max(1) - 1) % 4) as usize]
            .repeat(((number.max(1) - 1) / 4 + 1).min(9) as usize),
        // A form of one's own is given by its first numbers: `001, 002, 003, …`.
        _ if form.starts_with('0') => {
            let width = form.bytes().take_while(u8::is_ascii_digit).count().min(9);
            format!("{number:0width$}")
        }
        _ => number.to_string(),
    }
}

/// In digits and units up to ten thousand; 十二 has no 一 before it, and with `full` 一百 has one.
fn counted(number: u32, digits: [&str; 10], units: [&str; 4], full: bool) -> String {
    if number == 0 {
        return digits[0].into();
    }
    if number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut skipped = false;
    for power in (0..4_u32).rev() {
        let digit = (number / 10_u32.pow(power) % 10) as usize;
        if digit == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) && full {
            out.push('零');
        }
        let stands_alone = digit == 1 && power > 0 && (!full || (power == 1 && out.is_empty()));
        if !stands_alone {
            out.push_str(digits[digit]);
        }
        out.push_str(units[power as usize]);
    }
    out
}

fn legal(number: u32, signs: &Legal) -> String {
    let written = counted(number, signs.digits, signs.units, true);
    match (10..20).contains(&number) {
        true => format!("{}{written}", signs.digits[1]),
        false => written,
    }
}

fn digitwise(number: u32) -> String {
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}

fn circled(number: u32) -> String {
    in_row(number, &[(1, 20, '①'), (21, 35, '㉑'), (36, 50, '㊱')])
        .unwrap_or_else(|| number.to_string())
}

/// The sign of a number in rows of signs, each with its first and last number.
fn in_row(number: u32, rows: &[(u32, u32, char)]) -> Option<String> {
    let (first, _, sign) =
        rows.iter().find(|(first, last, _)| (*first..=*last).contains(&number))?;
    char::from_u32(u32::from(*sign) + number - first).map(String::from)
}

fn cycled(number: u32, signs: &str) -> String {
    let count = signs.chars().count();
    signs.chars().nth((number.max(1) as usize - 1) % count).map(String::from).unwrap_or_default()
}

fn full_width(number: u32) -> String {
    let wide = |digit: u8| char::from_u32(0xFF10 + u32::from(digit - b'0'));
    number.to_string().bytes().filter_map(wide).collect()
}

/// a to z, then aa, bb and so on.
fn letter(number: u32, first: u8) -> String {
    let place = number.max(1) - 1;
    let letter = char::from(first + (place % 26) as u8);
    String::from(letter).repeat((place / 26 + 1).min(9) as usize)
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = number.min(4999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            let _ = out.write_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn numbers_in_their_forms() {
        for (form, number, text) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 1, "一"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 12, "十二"),
            ("chineseCountingThousand", 20, "二十"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1001, "一千零一"),
            ("japaneseCounting", 110, "百十"),
            ("japaneseCounting", 3, "三"),
            ("chineseLegalSimplified", 11, "壹拾壹"),
            ("chineseLegalSimplified", 2, "贰"),
            ("ideographLegalTraditional", 3, "參"),
            ("ideographDigital", 10, "一〇"),
            ("decimalEnclosedCircle", 3, "③"),
            ("decimalEnclosedCircleChinese", 21, "㉑"),
            ("decimalEnclosedCircle", 51, "51"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalEnclosedFullstop", 2, "⒉"),
            ("ideographEnclosedCircle", 2, "㊁"),
            ("ideographTraditional", 1, "甲"),
            ("ideographZodiac", 2, "丑"),
            ("ideographZodiacTraditional", 2, "乙丑"),
            ("decimalFullWidth", 12, "１２"),
            ("decimalZero", 5, "05"),
            ("001, 002, 003, ...", 7, "007"),
            ("lowerLetter", 27, "aa"),
            ("upperLetter", 2, "B"),
            ("lowerRoman", 14, "xiv"),
            ("upperRoman", 4, "IV"),
            ("bullet", 4, ""),
            ("never heard of", 4, "4"),
        ] {
            assert_eq!(write(form, number), text, "{form} {number}");
        }
    }
}
