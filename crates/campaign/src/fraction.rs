//! Exact fractions, and how they are shown.
//! In: counts and decimal numbers as written. Out: comparisons without rounding, and figures that never contradict them.
//!
//! A share of 163 in 233 is less than 70 per cent and must not be shown as 70.0: digits are added until the shown
//! figure stands on the same side of the threshold as the exact one.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// A non-negative fraction in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: u128,
    denominator: u128,
}

/// Digits after the point that figures are shown with where nothing asks for more.
const USUAL_DIGITS: u32 = 1;
/// More are never shown; a figure that still misleads is cut instead of rounded.
const MOST_DIGITS: u32 = 6;

impl Default for Fraction {
    fn default() -> Self {
        Fraction::whole(0)
    }
}

impl Fraction {
    pub fn whole(number: u64) -> Self {
        Fraction { numerator: u128::from(number), denominator: 1 }
    }

    /// `None` where the denominator is nothing.
    pub fn new(numerator: u64, denominator: u64) -> Option<Self> {
        Self::reduced(u128::from(numerator), u128::from(denominator))
    }

    fn reduced(numerator: u128, denominator: u128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Some(Fraction { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// Reads `70`, `0.75`, `69.96` and the like; at most nine digits on either side of the point.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_suffix(['%', '％']).unwrap_or(text).trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return None;
        }
        let scale = 10_u128.pow(u32::try_from(part.len()).ok()?);
        let number: u128 = format!("{whole}{part}").parse().ok()?;
        Self::reduced(number, scale)
    }

    /// `None` where the product is beyond what counts of people and ballots can reach.
    pub fn times(self, other: Fraction) -> Option<Self> {
        Self::reduced(
            self.numerator.checked_mul(other.numerator)?,
            self.denominator.checked_mul(other.denominator)?,
        )
    }

    pub fn plus(self, other: Fraction) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Self::reduced(left.checked_add(right)?, self.denominator.checked_mul(other.denominator)?)
    }

    pub fn divided_by(self, other: Fraction) -> Option<Self> {
        Self::reduced(
            self.numerator.checked_mul(other.denominator)?,
            self.denominator.checked_mul(other.numerator)?,
        )
    }

    /// The fraction as a number of hundredths: 3/4 becomes 75.
    pub fn percent(self) -> Option<Self> {
        self.times(Fraction::whole(100))
    }

    /// For drawing only; never for comparing.
    pub fn approximate(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The number with at least one digit after the point, rounded half up, and with as many more as it takes not to
    /// reach or leave any of the thresholds by rounding.
    pub fn shown_against(self, thresholds: &[Fraction]) -> String {
        self.shown_with(USUAL_DIGITS, thresholds)
    }

    fn shown_with(self, least: u32, thresholds: &[Fraction]) -> String {
        for digits in least..=MOST_DIGITS {
            if let Some(rounded) = self.rounded(digits)
                && thresholds.iter().all(|threshold| rounded.cmp(threshold) == self.cmp(threshold))
            {
                return rounded.decimal(digits);
            }
        }
        self.cut(MOST_DIGITS).decimal(MOST_DIGITS)
    }

    /// The same for the quotient of ballots: with two digits at least where one would not be all of it.
    pub fn quotient_against(self, thresholds: &[Fraction]) -> String {
        let whole = self.rounded(USUAL_DIGITS).is_some_and(|rounded| rounded == self);
        self.shown_with(if whole { USUAL_DIGITS } else { USUAL_DIGITS + 1 }, thresholds)
    }

    /// A completion in per cent: one digit after the point, 100.0 only where nothing is left out and 0.0 only where
    /// nothing was done.
    pub fn completion(self) -> String {
        let Some(percent) = self.percent() else {
            return String::new();
        };
        if percent == Fraction::whole(100) {
            return "100%".into();
        }
        if percent == Fraction::whole(0) {
            return "0%".into();
        }
        let mut tenths = percent
            .rounded(1)
            .unwrap_or_else(|| percent.cut(1))
            .times(Fraction::whole(10))
            .map_or(0, |tenths| tenths.numerator);
        if percent < Fraction::whole(100) {
            tenths = tenths.min(999);
        }
        tenths = tenths.max(1);
        format!("{}.{}%", tenths / 10, tenths % 10)
    }

    fn rounded(self, digits: u32) -> Option<Self> {
        let scale = 10_u128.checked_pow(digits)?;
        let doubled =
            self.numerator.checked_mul(scale)?.checked_mul(2)?.checked_add(self.denominator)?;
        Self::reduced(doubled / self.denominator.checked_mul(2)?, scale)
    }

    fn cut(self, digits: u32) -> Self {
        let scale = 10_u128.pow(digits);
        self.numerator
            .checked_mul(scale)
            .and_then(|scaled| Self::reduced(scaled / self.denominator, scale))
            .unwrap_or(self)
    }

    fn decimal(self, digits: u32) -> String {
        let scale = 10_u128.pow(digits);
        let scaled = self.numerator * scale / self.denominator;
        let mut text = (scaled / scale).to_string();
        if digits > 0 {
            let width = digits as usize;
            let _ = write!(text, ".{:0width$}", scaled % scale);
        }
        text
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    /// Compares by continued fractions, so that no product can overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = (self.numerator, self.denominator);
        let (mut c, mut d) = (other.numerator, other.denominator);
        let mut turned = false;
        loop {
            let order = (a / b).cmp(&(c / d));
            let (rest_a, rest_c) = (a % b, c % d);
            let order = match order {
                Ordering::Equal if rest_a == 0 || rest_c == 0 => rest_a.min(1).cmp(&rest_c.min(1)),
                order => order,
            };
            if order != Ordering::Equal || rest_a == 0 || rest_c == 0 {
                return if turned { order.reverse() } else { order };
            }
            (a, b, c, d) = (b, rest_a, d, rest_c);
            turned = !turned;
        }
    }
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn percent(numerator: u64, denominator: u64) -> Fraction {
        Fraction::new(numerator, denominator).and_then(Fraction::percent).unwrap_or_default()
    }

    #[test]
    fn a_figure_never_reaches_the_threshold_by_rounding() {
        let pass = Fraction::whole(70);
        assert_eq!(percent(163, 233).shown_against(&[pass]), "69.96");
        assert_eq!(percent(7, 10).shown_against(&[pass]), "70.0");
        assert_eq!(percent(699_999_999, 1_000_000_000).shown_against(&[pass]), "69.999999");
        assert_eq!(percent(3, 10).shown_against(&[Fraction::whole(30)]), "30.0");
    }

    #[test]
    fn completion_is_whole_only_when_it_is() {
        let completion = |a, b| Fraction::new(a, b).map(Fraction::completion);
        assert_eq!(completion(9_999, 10_000), Some("99.9%".into()));
        assert_eq!(completion(10, 10), Some("100%".into()));
        assert_eq!(completion(1, 10_000), Some("0.1%".into()));
        assert_eq!(completion(0, 7), Some("0%".into()));
        assert_eq!(completion(2, 3), Some("66.7%".into()));
        assert_eq!(completion(1, 0), None);
    }

    #[test]
    fn decimals_are_read_as_written() {
        assert_eq!(Fraction::parse("69.96"), Fraction::new(6_996, 100));
        assert_eq!(Fraction::parse("70%"), Some(Fraction::whole(70)));
        for wrong in ["", ".5", "-1", "1e9", "七十", "9999999999"] {
            assert_eq!(Fraction::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_stands_on_the_same_side(a in 0_u64..100_000, b in 1_u64..100_000, pass in 1_u64..100) {
            let value = percent(a, b);
            let threshold = Fraction::whole(pass);
            let shown = Fraction::parse(&value.shown_against(&[threshold])).unwrap();
            prop_assert_eq!(shown.cmp(&threshold), value.cmp(&threshold));
        }

        #[test]
        fn order_is_that_of_the_cross_products(a in 0_u64..1_000_000, b in 1_u64..1_000_000, c in 0_u64..1_000_000, d in 1_u64..1_000_000) {
            let left = Fraction::new(a, b).unwrap();
            let right = Fraction::new(c, d).unwrap();
            prop_assert_eq!(left.cmp(&right), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn completion_is_a_hundred_only_when_all_is_done(done in 0_u64..50_000, of in 1_u64..50_000) {
            let done = done.min(of);
            let shown = Fraction::new(done, of).unwrap().completion();
            prop_assert_eq!(shown == "100%", done == of);
            prop_assert_eq!(shown == "0%", done == 0);
        }
    }
}
