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
    // The run that may begin bold words, and how long it is.
    let mut open: Option<(usize, usize)> = None;
    while at < characters.len() {
        if characters[at] != '*' {
            out.push(characters[at]);
            if matches!(characters[at], '\n' | '，' | '。') {
                previous_was_redaction = false;
            }
            if ends_stretch(characters[at]) {
                open = None;
            }
            at += 1;
            continue;
        }
        let run = characters[at..].iter().take_while(|character| **character == '*').count();
        let before = at.checked_sub(1).map(|index| characters[index]);
        let after = characters.get(at + run).copied();
        let opened = open.filter(|(_, length)| *length == run).map(|(start, _)| start);
        let may_end = opened.filter(|_| before.is_some_and(is_digit));
        let redaction = is_redaction(before, run, after, previous_was_redaction)
            && !may_end.is_some_and(|start| ends_bold(&characters, start + run, at, run));
        if !redaction {
            open = match opened {
                Some(_) => None,
                None => after.filter(|after| !after.is_whitespace()).map(|_| (at, run)),
            };
        }
        previous_was_redaction |= redaction;
        for _ in 0..run {
            out.push(if redaction { STAR } else { '*' });
        }
        at += run;
    }
    out
}

/// Bold words do not reach beyond a line or a cell.
fn ends_stretch(character: char) -> bool {
    matches!(character, '\n' | '|')
}

/// Whether stars behind a digit end bold words, as in `**35**元`, that begin at `start`: if these are a figure, or if
/// nothing behind the stars can end them. What goes on as a date with stars does not, as in `**20**年**月`.
fn ends_bold(characters: &[char], start: usize, at: usize, run: usize) -> bool {
    let behind = &characters[at + run..];
    if matches!(behind, ['年' | '月', '*', ..]) {
        return false;
    }
    let is_figure = characters[start..at].iter().all(|character| {
        is_digit(*character)
            || matches!(
                character,
                '.' | ',' | '，' | '%' | '~' | '～' | '-' | '—' | '–' | ':' | '：' | '至' | '到'
            )
            || is_unit(*character)
    });
    let stretch = behind.split(|character| ends_stretch(*character)).next().unwrap_or_default();
    let mut next = 0;
    while let Some(stars) = stretch[next..].iter().position(|character| *character == '*') {
        let place = next + stars;
        let length = stretch[place..].iter().take_while(|character| **character == '*').count();
        let before = place.checked_sub(1).map(|index| stretch[index]);
        let after = stretch.get(place + length).copied();
        let can_end = before.is_some_and(|before| !before.is_whitespace())
            && !is_redaction(before, length, after, true);
        if length == run && can_end {
            return is_figure;
        }
        next = place + length;
    }
    true
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

fn is_unit(character: char) -> bool {
    matches!(
        character,
        '年' | '月' | '日' | '号' | '时' | '点' | '分' | '元' | '万' | '亿' | '人' | '名'
    )
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
    if is_digit(before) {
        return is_digit(after) || is_unit(after);
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
        assert_eq!(protected("**20**年**月**日"), "**20xx年xx月xx日");
        assert_eq!(protected("**时间：20**年3月**召开"), "**时间：20xx年3月**召开");
        assert_eq!(protected("**电话138****1234**。"), "**电话138xxxx1234**。");
    }

    #[test]
    fn stars_around_a_figure_are_bold() {
        let protected = |text: &str| protect_stars(text).replace(STAR, "x");
        for text in [
            "**35**元",
            "**3~5**日",
            "*3*元",
            "共**35**元和**40**元，从业**20**年",
            "**1.5**万人、**20%**",
            "**到会35**人",
            "| **35**元 | **40**元 |",
        ] {
            assert_eq!(protected(text), text);
        }
        assert_eq!(protected("| **35**元 | 20**年 |"), "| **35**元 | 20xx年 |");
    }
}
