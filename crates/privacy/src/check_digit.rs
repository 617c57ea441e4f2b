//! Arithmetic of numbers that check themselves.
//! In: digits. Out: whether check digit, birth date and form are those of an ID number or a bank card.

use jiff::civil::Date;

/// Born later than this is no birth date. A fixed year: a number must be found whatever day a site is built for.
const LATEST_BIRTH: i16 = 2039;
const EARLIEST_BIRTH: i16 = 1900;

/// The last of eighteen digits by ISO 7064 MOD 11-2; ten stands for X.
pub(super) fn id_check_digit(first_seventeen: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        first_seventeen.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    ((12 - sum % 11) % 11) as u8
}

/// Eighteen digits of a resident: no region begins with 0, the birth date is real, the check digit right.
pub(super) fn is_id_number(digits: &[u8]) -> bool {
    let [first, .., last] = digits else {
        return false;
    };
    digits.len() == 18
        && *first != 0
        && is_birth_date(number(&digits[6..10]), &digits[10..14])
        && id_check_digit(&digits[..17]) == *last
}

/// Fifteen digits of the form in use before 1999: a region, a birth date with two digits for the year.
pub(super) fn is_old_id_number(digits: &[u8]) -> bool {
    digits.len() == 15
        && begins_with_province(digits)
        && is_birth_date(1900 + number(&digits[6..8]), &digits[8..12])
}

/// The first two digits of a province, or those of fixtures.
pub(super) fn begins_with_province(digits: &[u8]) -> bool {
    const PROVINCES: [u32; 36] = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
        52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 99,
    ];
    digits.get(..2).is_some_and(|first| PROVINCES.contains(&number(first)))
}

fn is_birth_date(year: u32, month_and_day: &[u8]) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (
        i16::try_from(year),
        i8::try_from(number(&month_and_day[..2])),
        i8::try_from(number(&month_and_day[2..])),
    ) else {
        return false;
    };
    (EARLIEST_BIRTH..=LATEST_BIRTH).contains(&year) && Date::new(year, month, day).is_ok()
}

pub(super) fn passes_luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Who issued a card, as far as first digits and length tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Issuer {
    Domestic,
    Foreign,
}

pub(super) fn card_issuer(digits: &[u8]) -> Option<Issuer> {
    if !(15..=19).contains(&digits.len()) {
        return None;
    }
    let (two, three, four) = (number(&digits[..2]), number(&digits[..3]), number(&digits[..4]));
    match digits.len() {
        16..=19 if two == 62 || two == 81 => Some(Issuer::Domestic),
        19 if matches!(four, 9558 | 4367 | 4563 | 6013 | 9400 | 9843 | 9896) => {
            Some(Issuer::Domestic)
        }
        16 | 18 if matches!(four, 9558 | 6858 | 6907) => Some(Issuer::Domestic),
        16 | 17 if matches!(three, 602 | 603 | 621) => Some(Issuer::Domestic),
        16 if two / 10 == 4 || matches!(two, 51..=55 | 35) || (2221..=2720).contains(&four) => {
            Some(Issuer::Foreign)
        }
        16 if matches!(four, 6011 | 6013) => Some(Issuer::Domestic),
        15 if matches!(two, 34 | 37) => Some(Issuer::Foreign),
        _ => None,
    }
}

pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(*digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| if byte == b'X' { 10 } else { byte - b'0' }).collect()
    }

    #[test]
    fn an_id_number_needs_its_check_digit_and_a_real_birth_date() {
        let with_check = |first: &str| {
            let mut digits = digits(first);
            digits.push(id_check_digit(&digits));
            digits
        };
        assert!(is_id_number(&with_check("99010119900307001")));
        assert!(is_id_number(&with_check("99010120040229123")));
        for (first, why) in [
            ("99010119900230001", "30 February"),
            ("99010120030229123", "no leap year"),
            ("99010118991231001", "born before 1900"),
            ("99010120400101001", "born after 2039"),
            ("99010119901301001", "month 13"),
            ("09010119900307001", "region 09"),
        ] {
            assert!(!is_id_number(&with_check(first)), "{why}");
        }
        let mut wrong = with_check("99010119900307001");
        wrong[17] = (wrong[17] + 1) % 11;
        assert!(!is_id_number(&wrong));
    }

    #[test]
    fn cards_need_issuer_length_and_luhn() {
        assert!(passes_luhn(&digits("4111111111111111")));
        assert!(!passes_luhn(&digits("4111111111111112")));
        assert_eq!(card_issuer(&digits("6222020000000000000")), Some(Issuer::Domestic));
        assert_eq!(card_issuer(&digits("4111111111111111")), Some(Issuer::Foreign));
        assert_eq!(card_issuer(&digits("2008111800000000")), None);
        assert_eq!(card_issuer(&digits("622202000000000")), None);
    }
}
