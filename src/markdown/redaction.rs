//! Stars that stand for something left out, as in `20*年*月` or `138****1234`.
//! In: Markdown. Out: the same with those stars replaced by their stand-in.

use super::stand_in::STAR;

/// Replaces redaction stars. A run of stars is one when it stands between digits, or after a digit, 年 or 月 and before
/// a unit of time or number.
pub(super) fn protect_stars(text: &str) -> String {
    if !text.contains('*') {
        return text.to_string();
    }
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut previous_was_redaction = false;
    while at < characters.len() {
        if characters[at] != '*' {
            out.push(characters[at]);
            if matches!(characters[at], '\n' | '，' | '。') {
                previous_was_redaction = false;
            }
            at += 1;
            continue;
        }
        let run = characters[at..].iter().take_while(|character| **character == '*').count();
        let before = at.checked_sub(1).map(|index| characters[index]);
        let after = characters.get(at + run).copied();
        let redaction = is_redaction(before, run, after, previous_was_redaction);
        previous_was_redaction |= redaction;
        for _ in 0..run {
            out.push(if redaction { STAR } else { '*' });
        }
        at += run;
    }
    out
}

fn is_redaction(
    before: Option<char>,
    run: usize,
    after: Option<char>,
    continues_date: bool,
) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let digit = |character: char| character.is_ascii_digit() || ('０'..='９').contains(&character);
    if digit(before) {
        return digit(after)
            || matches!(
                after,
                '年' | '月' | '日' | '号' | '时' | '点' | '分' | '元' | '万' | '亿' | '人' | '名'
            );
    }
    let date_part = matches!((before, after), ('年', '月') | ('月', '日'));
    date_part && (run == 1 || continues_date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redaction_stars_are_protected_and_emphasis_is_not() {
        let protected = |text: &str| protect_stars(text).replace(STAR, "x");
        assert_eq!(protected("从20*年10月到20*年2月"), "从20x年10月到20x年2月");
        assert_eq!(protected("20**年**月**日"), "20xx年xx月xx日");
        assert_eq!(protected("138****1234、139****5678"), "138xxxx1234、139xxxx5678");
        assert_eq!(protected("**重点**是*学习*"), "**重点**是*学习*");
        assert_eq!(protected("2008年**月底**前"), "2008年**月底**前");
    }
}
