//! Numbers before measure words: 四个阶段 and 4个阶段 say the same.
//! In: what a reader looks for, in normal form. Out: its other spellings, and where they stand in a text.
//!
//! A number of up to 999 before a measure word counts something. In a question it is also looked for in the other
//! numerals, where it stands in a text as a whole number: 四个 finds 4个 and neither 14个 nor 第4个. As it was typed it is
//! found like any other characters.

use std::ops::Range;

use crate::normal_form::{NormalForm, PUNCTUATION, Unit};
use crate::numeral::han_number;

/// What things are counted by. 月, 日 and 号 are not among them: dates are asked for in another way.
const MEASURES: &str = "个项条次名位户家种类件份本篇场期天年周点套座间处组批级轮张台辆亩吨元步章节课村人支门句字遍倍大方";
const LARGEST: u64 = 999;
/// Questions with more ways to write their numbers are looked for with all of them in one or the other numerals.
const MOST_SPELLINGS: usize = 12;

/// A question as its numbers may be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spelling {
    pub units: NormalForm,
    /// It begins with a number that was typed in other numerals: there it must be whole.
    pub begins_count: bool,
}

impl Spelling {
    /// The units as they were typed.
    pub fn typed(units: NormalForm) -> Spelling {
        Spelling { units, begins_count: false }
    }

    /// Where it stands in a text.
    pub fn places_in(&self, text: &NormalForm) -> Vec<Range<usize>> {
        let mut places = text.find_all(&self.units);
        if self.begins_count {
            let chars = |units: &[Unit]| units.iter().map(|unit| unit.ch).collect::<Vec<_>>();
            places.retain(|place| {
                let (before, from) = text.units.split_at(place.start);
                let before = &before[before.len().saturating_sub(2)..];
                begins_count(chars(before).into_iter().rev(), chars(from).into_iter())
            });
        }
        places
    }

    /// Whether it stands in a text that is given as the string of its normal form.
    pub fn is_in(&self, normal: &str) -> bool {
        let wanted = self.units.text();
        if !self.begins_count || wanted.is_empty() {
            return normal.contains(&wanted);
        }
        let mut start = 0;
        while let Some(at) = normal.get(start..).and_then(|rest| rest.find(&wanted)) {
            let (before, from) = normal.split_at(start + at);
            if begins_count(before.chars().rev(), from.chars()) {
                return true;
            }
            start += at + from.chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// The spellings of a question, the typed one first.
pub fn spellings(typed: NormalForm) -> Vec<Spelling> {
    let numbers = numbers_in(&typed.units);
    let ways: usize = numbers.iter().map(|number| number.forms.len()).product();
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new()];
    if ways <= MOST_SPELLINGS {
        for number in &numbers {
            let longer = chosen.iter().flat_map(|before| {
                (0..number.forms.len()).map(move |form| [before.as_slice(), &[form]].concat())
            });
            chosen = longer.collect();
        }
    } else {
        // Forms: digits, then Han.
        chosen = vec![vec![0; numbers.len()], vec![1; numbers.len()]];
    }
    let mut spelled = vec![Spelling::typed(typed.clone())];
    for forms in chosen {
        let other = respelled(&typed, &numbers, &forms);
        let text = other.units.text();
        if !numbers.is_empty() && spelled.iter().all(|known| known.units.text() != text) {
            spelled.push(other);
        }
    }
    spelled
}

/// A number before a measure word.
struct Number {
    units: Range<usize>,
    /// In digits, in Han numerals, and with 两 for 二 where that is usual.
    forms: Vec<String>,
}

fn numbers_in(units: &[Unit]) -> Vec<Number> {
    let letters: Vec<char> = units.iter().map(|unit| unit.ch).collect();
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let before = letters[..at].iter().rev().copied();
        match count(letters[at..].iter().copied()).filter(|_| !goes_on(before)) {
            Some((value, length)) => {
                numbers.push(Number { units: at..at + length, forms: forms(value) });
                at += length;
            }
            None => at += 1,
        }
    }
    numbers
}

/// The units with other numerals in the places of the numbers. Each stands for the bytes of the whole number.
fn respelled(typed: &NormalForm, numbers: &[Number], forms: &[usize]) -> Spelling {
    let mut units = Vec::new();
    let mut done = 0;
    let mut begins_count = false;
    for (number, form) in numbers.iter().zip(forms) {
        let Some(form) = number.forms.get(*form) else {
            continue;
        };
        units.extend_from_slice(&typed.units[done..number.units.start]);
        let written = &typed.units[number.units.clone()];
        done = number.units.end;
        if written.iter().map(|unit| unit.ch).eq(form.chars()) {
            units.extend_from_slice(written);
            continue;
        }
        begins_count |= number.units.start == 0;
        let (start, end) = (written[0].start, written[written.len() - 1].end);
        units.extend(form.chars().map(|ch| Unit { ch, start, end }));
    }
    units.extend_from_slice(&typed.units[done..]);
    Spelling { units: NormalForm { units }, begins_count }
}

/// Whether a whole number begins here that counts something and is no ordinal; `before` goes backwards.
pub fn begins_count(
    mut before: impl Iterator<Item = char>,
    from: impl Iterator<Item = char>,
) -> bool {
    // Few characters begin a number, and this is asked of every one of a text.
    if count(from).is_none() {
        return false;
    }
    let goes_before = match before.next() {
        Some('第') => true,
        // 1.5个, 3-5个
        Some(PUNCTUATION) => before.next().is_some_and(is_digit),
        Some(ch) => goes_on(std::iter::once(ch)),
        None => false,
    };
    !goes_before
}

/// Whether a number goes on after this.
fn goes_on(mut before: impl Iterator<Item = char>) -> bool {
    before.next().is_some_and(|ch| is_digit(ch) || is_han_numeral(ch) || matches!(ch, '万' | '亿'))
}

/// The value of the number that begins here before a measure word, and its length.
fn count(letters: impl Iterator<Item = char>) -> Option<(u64, usize)> {
    let mut number = String::new();
    let mut letters = letters.peekable();
    let of_one_kind = match letters.peek()? {
        '1'..='9' => is_digit,
        first if is_han_numeral(*first) => is_han_numeral,
        _ => return None,
    };
    // Longer than any number that counts here.
    while let Some(ch) = letters.next_if(|ch| of_one_kind(*ch) && number.len() < 30) {
        number.push(ch);
    }
    let measured = letters.next().is_some_and(|ch| MEASURES.contains(ch));
    let length = number.chars().count();
    let value = if number.is_ascii() {
        number.parse().ok()?
    } else if length == 1 || number.contains(['十', '百']) {
        han_number(&number)?
    } else {
        // 二三个 is two or three.
        return None;
    };
    (measured && (1..=LARGEST).contains(&value)).then_some((value, length))
}

fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit()
}

fn is_han_numeral(ch: char) -> bool {
    matches!(
        ch,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
    )
}

fn forms(value: u64) -> Vec<String> {
    let han = in_han(value);
    let mut forms = vec![value.to_string(), han.clone()];
    if (value == 2 || value >= 200)
        && let Some(rest) = han.strip_prefix('二')
    {
        forms.push(["两", rest].concat());
    }
    forms
}

/// Up to 999 as it is usually written: 十二, 一百零五, 一百一十.
fn in_han(value: u64) -> String {
    let digit = |value: u64| "零一二三四五六七八九".chars().nth(value as usize).unwrap_or('零');
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let mut han = String::new();
    if hundreds > 0 {
        han.extend([digit(hundreds), '百']);
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => han.push('零'),
        0 => {}
        1 if hundreds == 0 => han.push('十'),
        _ => han.extend([digit(tens), '十']),
    }
    if ones > 0 {
        han.push(digit(ones));
    }
    han
}

#[cfg(test)]
mod tests {
    use super::{forms, spellings};
    use crate::normal_form::NormalForm;
    use crate::numeral::han_number;

    fn spelled(text: &str) -> Vec<String> {
        let spelled = spellings(NormalForm::of_query(text)).into_iter();
        spelled.map(|spelling| spelling.units.text()).collect()
    }

    /// Whether a question stands in a text, both ways of asking.
    fn holds(text: &str, question: &str) -> bool {
        let text = NormalForm::of(text);
        let found = spellings(NormalForm::of_query(question)).into_iter().map(|spelling| {
            let places = spelling.places_in(&text);
            assert_eq!(!places.is_empty(), spelling.is_in(&text.text()), "{question}");
            !places.is_empty()
        });
        found.fold(false, |one, other| one | other)
    }

    #[test]
    fn ways_to_write_a_number() {
        assert_eq!(spelled("四个阶段"), ["四个阶段", "4个阶段"]);
        assert_eq!(spelled("16 个步骤"), ["16个步骤", "十六个步骤"]);
        assert_eq!(spelled("两项"), ["两项", "2项", "二项"]);
        assert_eq!(spelled("一百二十户"), ["一百二十户", "120户"]);
        assert_eq!(spelled("第3条两项").len(), 6);
        for plain in ["四", "二三个", "2008年", "1000户", "一万个", "三月", "007个", "阶段", "〇个"]
        {
            assert_eq!(spelled(plain), [plain], "{plain}");
        }
        let many = "一个二个三个四个五个";
        assert_eq!(spelled(many), [many, "1个2个3个4个5个"]);
    }

    #[test]
    fn numbers_are_whole_where_they_are_written_otherwise() {
        for (text, question) in [
            ("分4个阶段", "四个阶段"),
            ("分 4 个阶段", "四个阶段"),
            ("分四个阶段16个步骤", "4个阶段十六个步骤"),
            ("五、4个阶段", "四个阶段"),
            ("十四个阶段", "四个阶段"),
            ("14个阶段", "4个阶段"),
            ("第4个阶段", "第四个阶段"),
            ("205户", "二百零五户"),
            ("两个重点", "2个重点"),
        ] {
            assert!(holds(text, question), "{question} in {text}");
        }
        for (text, question) in [
            ("14个阶段", "四个阶段"),
            ("十四个阶段", "4个阶段"),
            ("第4个阶段", "四个阶段"),
            ("1.5个百分点", "五个百分点"),
            ("2015年", "五年"),
            ("4阶段", "四个阶段"),
            ("一百零五户", "5户"),
        ] {
            assert!(!holds(text, question), "{question} in {text}");
        }
    }

    #[test]
    fn han_forms_say_the_number() {
        for value in 1..=999 {
            for form in forms(value).into_iter().skip(1) {
                assert_eq!(han_number(&form), Some(value), "{form}");
            }
        }
    }
}
