//! Levels of secrecy with what stands beside them: stars, other signs, a period.
//! In: characters of a line. Out: findings of levels with a star, and the length of a level where a mark begins.

use super::characters::{Mark, begins_with};
use super::push;
use super::quotation::is_quoted_as_example;
use crate::finding::{Finding, Form, Kind};

const LEVELS: [&str; 5] = ["绝密", "机密", "秘密", "商密", "内部"];

/// A level with a star, or with another sign and a period.
pub(super) fn find_stars(characters: &[Mark], text: &str, form: Form, findings: &mut Vec<Finding>) {
    for at in 0..characters.len() {
        let rest = &characters[at..];
        let Some(level) = LEVELS.iter().find(|level| begins_with(rest, level)) else {
            continue;
        };
        let mut after = level.chars().count();
        after += usize::from(rest.get(after).is_some_and(|mark| mark.c == '级'));
        // Brackets and quotes around the level: 【机密】★1年.
        after += rest[after..]
            .iter()
            .take_while(|mark| "】]）)”\"》」』".contains(mark.c))
            .count()
            .min(2);
        let stars = rest[after..].iter().take_while(|mark| mark.c == '★').count();
        let signs = rest[after..].iter().take_while(|mark| is_sign(mark.c)).count();
        let period = period(&rest[after + signs..]);
        let is_mark = match (stars, signs, period) {
            // Stars alone rate something: 难度：保守秘密★★★☆☆.
            (1, 1, 0) => {
                (is_edge_before(characters, at) || is_behind_blank(text, &rest[0]))
                    && (form == Form::Path || is_edge_after(&rest[after + 1..]))
            }
            (_, 1..=3, 1..) => *level != "内部" || stars > 0,
            _ => false,
        };
        let end = after + signs + period;
        if is_mark && !is_quoted_as_example(characters, at, at + end) {
            let range = rest[0].start..rest[end - 1].end;
            // Stars of emphasis are none of the mark's.
            let has_star = rest[after..after + signs].iter().any(|mark| mark.c == '★');
            let mask = match has_star {
                true => text[range.clone()].replace(['*', '_', '`', '~'], ""),
                false => text[range.clone()].to_string(),
            };
            push(Kind::SecrecyMark, range, mask, findings);
        }
    }
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '★' | '*'
            | '·'
            | '•'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◆'
            | '◇'
            | '▲'
            | '△'
            | '☀'
            | '✱'
            | '✻'
            | '❋'
            | '✽'
            | '✭'
            | '#'
            | '＃'
            | '^'
    )
}

/// Length of a period at the beginning: 1年, 六个月, 30天, 长期, 启用前, 2027年1月1日前.
fn period(characters: &[Mark]) -> usize {
    for word in [
        "长期",
        "永久",
        "启用前",
        "解密",
        "开考前",
        "考前",
        "公开前",
        "公布前",
        "发布前",
        "保密期限",
        "解密时间",
        "解密条件",
    ] {
        if begins_with(characters, word) {
            return word.chars().count();
        }
    }
    let mut at = 0;
    loop {
        let digits = characters[at..]
            .iter()
            .take_while(|mark| {
                mark.c.is_ascii_digit() || "一二三四五六七八九十百廿卅两半零〇".contains(mark.c)
            })
            .count();
        let rest = &characters[at + digits..];
        let unit =
            ["年", "个月", "月", "日", "天", "周"].iter().find(|unit| begins_with(rest, unit));
        match unit {
            Some(unit) if digits > 0 && digits <= 4 => at += digits + unit.chars().count(),
            _ => return at,
        }
    }
}

/// 绝密, 机密级, 秘密1年 at the beginning.
pub(super) fn level_with_period(characters: &[Mark]) -> usize {
    let mut stars = characters.iter().take_while(|mark| mark.c == '★').count();
    let rest = &characters[stars..];
    let Some(level) = ["绝密", "机密", "秘密", "核心商密", "普通商密", "商密"]
        .iter()
        .find(|level| begins_with(rest, level))
    else {
        return 0;
    };
    stars += level.chars().count();
    let mut rest = &characters[stars..];
    for word in ["级文件", "级资料", "文件", "级"] {
        if begins_with(rest, word) {
            stars += word.chars().count();
            rest = &characters[stars..];
            break;
        }
    }
    let signs = rest.iter().take_while(|mark| is_sign(mark.c) || "（(".contains(mark.c)).count();
    let period = period(&rest[signs..]);
    if period > 0 { stars + signs + period } else { stars }
}

fn is_edge(c: char) -> bool {
    !c.is_alphanumeric() || c == '级'
}

fn is_edge_before(characters: &[Mark], at: usize) -> bool {
    at == 0
        || is_edge(characters[at - 1].c)
        || characters[..at].iter().rev().take(3).any(|m| m.c == '级' || m.c == '为')
}

/// 第1号 秘密★, whose period stands on the next line.
fn is_behind_blank(text: &str, mark: &Mark) -> bool {
    text[..mark.start].ends_with(char::is_whitespace)
}

fn is_edge_after(rest: &[Mark]) -> bool {
    rest.first().is_none_or(|mark| is_edge(mark.c) && mark.c != '★')
}
