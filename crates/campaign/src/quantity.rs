//! Amounts as offices write them: 420套, 500万亩, 2000 万吨, 60 万千瓦, 不少于30%.
//! In: a number or words around one, and the unit where it stands apart. Out: an [`Amount`]; nothing where there is no
//! one number that more than it would do.

use crate::Fraction;

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// In the plain unit: 500万亩 is 5,000,000 of 亩.
    pub number: Fraction,
    /// The plain unit, such as 亩; empty where none is given.
    pub unit: String,
    /// The unit with its multiplier, such as 万亩, wherever the two were written.
    written: String,
    /// What that stands for in plain ones: 10,000.
    scale: Fraction,
    /// The unit of a number that says none: of 500万 in 亩 it is 亩.
    bare: String,
}

/// Words before a number that leave it what it is, or make it the least.
const BEFORE: [&str; 17] = [
    "不少于",
    "不低于",
    "不小于",
    "不得少于",
    "至少",
    "达到",
    "达",
    "超过",
    "力争",
    "大约",
    "约",
    "累计",
    "已完成",
    "完成",
    "共",
    "≥",
    ">=",
];
/// Words after it of the same kind.
const AFTER: [&str; 4] = ["及以上", "以上", "左右", "余"];
/// Words that make it the most, so that to have reached it means something else.
const AT_MOST: [&str; 6] = ["以内", "以下", "之内", "不超过", "不多于", "≤"];
/// The first unit of a kind; of each other its name and, as a fraction, what one is in the first.
type Kind = (&'static str, &'static [(&'static str, u64, u64)]);

/// Units of one kind: what one of each is in the first of its kind, where that is exact. 15亩 are 1公顷, 2斤 1公斤.
const KINDS: [Kind; 8] = [
    (
        "米",
        &[
            ("m", 1, 1),
            ("公里", 1000, 1),
            ("km", 1000, 1),
            ("里", 500, 1),
            ("华里", 500, 1),
            ("分米", 1, 10),
            ("厘米", 1, 100),
        ],
    ),
    (
        "平方米",
        &[
            ("平米", 1, 1),
            ("㎡", 1, 1),
            ("m²", 1, 1),
            ("亩", 2000, 3),
            ("公顷", 10_000, 1),
            ("平方公里", 1_000_000, 1),
            ("km²", 1_000_000, 1),
        ],
    ),
    (
        "克",
        &[
            ("公斤", 1000, 1),
            ("kg", 1000, 1),
            ("斤", 500, 1),
            ("市斤", 500, 1),
            ("两", 50, 1),
            ("吨", 1_000_000, 1),
            ("t", 1_000_000, 1),
        ],
    ),
    ("元", &[("块", 1, 1), ("块钱", 1, 1), ("角", 1, 10)]),
    ("瓦", &[("kW", 1000, 1), ("MW", 1_000_000, 1), ("兆瓦", 1_000_000, 1)]),
    ("瓦时", &[("度", 1000, 1), ("kWh", 1000, 1)]),
    ("立方米", &[("立方", 1, 1), ("方", 1, 1), ("m³", 1, 1), ("升", 1, 1000)]),
    ("%", &[("‰", 1, 10), ("成", 10, 1)]),
];
/// A unit longer than this is a sentence.
const LONGEST_UNIT: usize = 6;

impl Amount {
    /// Reads a value; `unit` is that of its own column or key. A multiplier stands in one of the two, not in both.
    pub fn parse(value: &str, unit: &str) -> Option<Self> {
        let value = plain(value);
        if AT_MOST.iter().any(|word| value.contains(word)) {
            return None;
        }
        let mut rest = value.as_str();
        while let Some(cut) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = cut;
        }
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '，')))
            .unwrap_or(rest.len());
        let (digits, after) = rest.split_at(end);
        let digits = digits.replace([',', '，'], "");
        let number = Fraction::parse(digits.strip_suffix('.').unwrap_or(&digits))?;
        let mut after = after;
        while let Some(cut) = AFTER.iter().find_map(|word| after.strip_suffix(word)) {
            after = cut;
        }
        let (own_scale, own_unit) = multiplied(after);
        let apart = plain(unit);
        let (apart_scale, apart_unit) = multiplied(&apart);
        if !is_unit(own_unit) {
            return None;
        }
        let multiplier = after.strip_suffix(own_unit).unwrap_or_default();
        let (scale, unit, written, bare) = match (own_scale, own_unit) {
            (None, "") => (apart_scale, apart_unit, apart.clone(), apart.clone()),
            (own, "") => (own, apart_unit, format!("{multiplier}{apart_unit}"), apart.clone()),
            (own, unit) => (own, unit, after.to_string(), after.to_string()),
        };
        let scale = scale.unwrap_or(Fraction::whole(1));
        let unit = unit.to_string();
        Some(Amount { number: number.times(scale)?, unit, written, scale, bare })
    }

    /// Reads a value that may leave out the unit of this amount.
    pub fn parse_like(&self, value: &str) -> Option<Self> {
        Amount::parse(value, &self.bare)
    }

    /// Whether two amounts count the same; one without a unit counts what the other does. 公里 and 米 do, for one is so
    /// many of the other.
    pub fn is_comparable(&self, other: &Amount) -> bool {
        factor(&self.unit, &other.unit).is_some()
    }

    /// Whether what was said of this amount counts the same. Said in a unit of which the amount has none it may be
    /// anything: 8200米 of 12.5.
    pub fn is_told_by(&self, said: &Amount) -> bool {
        self.is_comparable(said) && (said.unit.is_empty() || !self.unit.is_empty())
    }

    /// A number of this amount's plain units in those of another: 2,500 of 米 are 2.5 of 公里. Nothing where the two do not
    /// count the same.
    pub fn convert(&self, number: Fraction, to: &Amount) -> Option<Fraction> {
        number.times(factor(&self.unit, &to.unit)?)
    }

    /// How many of the unit as written a number of plain ones is: of 万亩, 5,000,000 is 500.
    pub fn in_written_unit(&self, number: Fraction) -> Option<Fraction> {
        number.divided_by(self.scale)
    }

    /// The unit as written.
    pub fn written_unit(&self) -> &str {
        &self.written
    }
}

/// Whether a value that is no amount has a number in it all the same: 三百亩, 降低5%, 8条，其中沥青3条. What must not be
/// more than a number is clear, and reached otherwise.
pub fn hides_a_number(value: &str) -> bool {
    let value = plain(value);
    let mut rest = value.as_str();
    while let Some(cut) = BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = cut;
    }
    let has_number = value.contains(|c: char| c.is_ascii_digit())
        || rest.starts_with(|c| "一二三四五六七八九十百千万亿两".contains(c));
    has_number
        && Amount::parse(&value, "").is_none()
        && !AT_MOST.iter().any(|word| value.contains(word))
}

/// How many of the unit `to` one of `from` is.
fn factor(from: &str, to: &str) -> Option<Fraction> {
    if from == to || from.is_empty() || to.is_empty() {
        return Some(Fraction::whole(1));
    }
    let (one, other) = (in_first_of_kind(from)?, in_first_of_kind(to)?);
    (one.0 == other.0).then(|| one.1.divided_by(other.1))?
}

/// The first unit of a unit's kind, and what one is in it.
fn in_first_of_kind(unit: &str) -> Option<(&'static str, Fraction)> {
    KINDS.iter().find_map(|(first, others)| {
        if *first == unit {
            return Some((*first, Fraction::whole(1)));
        }
        let (_, number, of) = others.iter().find(|(name, ..)| *name == unit)?;
        Some((*first, Fraction::new(*number, *of)?))
    })
}

/// Full-width characters as the plain ones, no blanks.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match u32::from(c) {
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .collect()
}

/// What the multipliers at the beginning of a unit stand for, and what follows them. 千瓦 is a thousand 瓦 on every side,
/// so that it may be cut too.
fn multiplied(unit: &str) -> (Option<Fraction>, &str) {
    let mut scale: Option<Fraction> = None;
    let mut rest = unit;
    while let Some(first) = rest.chars().next() {
        let factor = match first {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => 10_000,
            '亿' => 100_000_000,
            _ => break,
        };
        let Some(product) = scale.unwrap_or(Fraction::whole(1)).times(Fraction::whole(factor))
        else {
            break;
        };
        scale = Some(product);
        rest = &rest[first.len_utf8()..];
    }
    (scale, rest)
}

fn is_unit(text: &str) -> bool {
    text.chars().count() <= LONGEST_UNIT
        && !text.chars().any(|c| c.is_ascii_digit() || matches!(c, '，' | ',' | '。' | '；' | ';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: &str, unit: &str) -> Option<(u64, String)> {
        let amount = Amount::parse(value, unit)?;
        let whole = (0..20_u32)
            .map(|power| 10_u64.pow(power.min(18)))
            .flat_map(|power| (1..1000).map(move |n| n * power))
            .find(|n| Fraction::whole(*n) == amount.number);
        Some((whole?, amount.unit))
    }

    #[test]
    fn numbers_are_read_with_multipliers_and_units_wherever_they_stand() {
        let million = |n: u64, unit: &str| Some((n * 1_000_000, unit.to_string()));
        assert_eq!(number("500万", "亩"), million(5, "亩"));
        assert_eq!(number("500", "万亩"), million(5, "亩"));
        assert_eq!(number("500 万亩", ""), million(5, "亩"));
        assert_eq!(number("５００万", "万亩"), million(5, "亩"));
        assert_eq!(number("2000 万吨", ""), million(20, "吨"));
        assert_eq!(number("60 万千瓦", ""), million(600, "瓦"));
        assert_eq!(number("600,000", "千瓦"), million(600, "瓦"));
        assert_eq!(number("不少于420套", ""), Some((420, "套".into())));
        assert_eq!(number("约30%以上", ""), Some((30, "%".into())));
        for words in ["好转", "", "8条，其中沥青3条", "3个以内", "不超过5个", "万亩"]
        {
            assert_eq!(number(words, ""), None, "{words}");
        }
    }

    #[test]
    fn a_value_without_a_unit_has_that_of_the_whole() {
        let whole = Amount::parse("2000 万吨", "").unwrap();
        let reached = whole.parse_like("820").unwrap();
        assert!(whole.is_comparable(&reached));
        assert_eq!(reached.number, Fraction::whole(8_200_000));
        assert_eq!(whole.in_written_unit(reached.number), Some(Fraction::whole(820)));
        let whole = Amount::parse("500万", "亩").unwrap();
        assert_eq!(
            (whole.written_unit(), whole.parse_like("210").unwrap().number),
            ("万亩", Fraction::whole(210))
        );
        let acres = Amount::parse("500万", "亩").unwrap();
        assert_eq!(acres.parse_like("210万").unwrap().number, Fraction::whole(2_100_000));
        assert!(!acres.is_comparable(&acres.parse_like("3座").unwrap()));
    }

    #[test]
    fn a_number_without_a_unit_is_told_by_none_that_has_one() {
        let told = |whole: &str, said: &str| {
            let whole = Amount::parse(whole, "").unwrap();
            whole.is_told_by(&whole.parse_like(said).unwrap())
        };
        assert!(told("12.5", "8.2") && told("500万", "210万") && told("12.5公里", "8.2"));
        assert!(!told("12.5", "8200米") && !told("500万", "210万亩") && !told("30", "25%"));
    }

    #[test]
    fn a_number_that_is_not_read_is_seen_to_be_there() {
        for value in ["三百亩", "降低5%", "力争三百亩", "8条，其中沥青3条"] {
            assert!(hides_a_number(value), "{value}");
        }
        for value in ["", "好转", "统一", "300亩", "不超过5个", "3个以内", "待补充"]
        {
            assert!(!hides_a_number(value), "{value}");
        }
    }

    #[test]
    fn units_of_one_kind_are_converted_where_that_is_exact() {
        let share = |whole: &str, unit: &str, said: &str| {
            let whole = Amount::parse(whole, unit)?;
            let said = whole.parse_like(said)?;
            said.convert(said.number, &whole)?.divided_by(whole.number).map(Fraction::completion)
        };
        for (whole, unit, said, expected) in [
            ("5000", "米", "2.5公里", Some("50.0%")),
            ("10", "公里", "2500米", Some("25.0%")),
            ("10公里", "", "5千米", Some("50.0%")),
            ("2万亩", "", "400公顷", Some("30.0%")),
            ("400", "公顷", "1500亩", Some("25.0%")),
            ("3平方公里", "", "150公顷", Some("50.0%")),
            ("1200", "万元", "3000000元", Some("25.0%")),
            ("1亿元", "", "2500万元", Some("25.0%")),
            ("2000", "万吨", "500万吨", Some("25.0%")),
            ("2000吨", "", "500000公斤", Some("25.0%")),
            ("2000吨", "", "1000000斤", Some("25.0%")),
            ("60万千瓦", "", "300兆瓦", Some("50.0%")),
            ("80%", "", "4成", Some("50.0%")),
            ("5公里", "", "3座", None),
            ("5公里", "", "3亩", None),
            ("100人", "", "50人次", None),
        ] {
            assert_eq!(share(whole, unit, said).as_deref(), expected, "{whole}{unit} {said}");
        }
    }
}
