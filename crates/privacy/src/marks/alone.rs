//! Marks without a star, which are marks only where nothing but signs, numbers and other marks stands beside them.
//! In: a part of a line that stands alone, and the form of the text. Out: findings.

use std::ops::Range;

use super::characters::{Mark, begins_with};
use super::internal::{internal_phrase, keeping_phrase};
use super::level::level_with_period;
use super::push;
use crate::finding::{Finding, Form, Kind};

/// A level or a phrase with nothing beside it but signs, numbers and another such.
pub(super) fn find_alone(unit: Vec<Mark>, form: Form, findings: &mut Vec<Finding>) {
    if form == Form::Path {
        return find_in_name(&unit, findings);
    }
    let Some(mut rest) = without_frame(&unit) else {
        return;
    };
    let mut named = false;
    // 密级：机密, 备注：内部资料
    for key in KEYS_OF_MARKS {
        let length = key.chars().count();
        if begins_with(rest, key)
            && rest.get(length).is_some_and(|mark| matches!(mark.c, '：' | ':' | '=' | '＝'))
        {
            named = *key != "备注" && *key != "说明";
            rest = &rest[length + 1..];
            rest = trimmed(rest);
            break;
        }
    }
    if let Some((kind, range)) = whole_mark(rest, named) {
        push(kind, range, shown(rest), findings);
    }
}

const KEYS_OF_MARKS: &[&str] = &[
    "密级",
    "保密级别",
    "保密等级",
    "秘密等级",
    "涉密等级",
    "密级期限",
    "密级和保密期限",
    "文件密级",
    "定密",
    "标识",
    "标志",
    "性质",
    "资料性质",
    "备注",
    "说明",
    "类别",
    "级别",
    "公开属性",
    "classification",
    "secrecy",
];

/// Without heading marks, quotes, emphasis, brackets; nothing for an entry of a list, which names things.
fn without_frame(unit: &[Mark]) -> Option<&[Mark]> {
    let first = unit.first()?;
    let second = unit.get(1).map(|mark| mark.c);
    let is_entry = matches!(first.c, '-' | '+' | '•' | '·' | '①'..='⑳')
        || first.c == '*'
            && second.is_some_and(|c| c != '*' && unit.last().is_some_and(|last| last.c != '*'))
        || first.c.is_ascii_digit()
            && second.is_some_and(|c| matches!(c, '.' | '、' | ')' | '）' | '．'))
        || "一二三四五六七八九十".contains(first.c) && second == Some('、');
    (!is_entry).then(|| trimmed(unit))
}

fn trimmed(unit: &[Mark]) -> &[Mark] {
    let frame = |mark: &Mark| !mark.c.is_alphanumeric() && mark.c != '★' || mark.c == '#';
    let start = unit.iter().position(|mark| !frame(mark)).unwrap_or(unit.len());
    let end = unit.iter().rposition(|mark| !frame(mark)).map_or(start, |at| at + 1);
    &unit[start..end]
}

/// The mark that a unit consists of.
fn whole_mark(rest: &[Mark], named: bool) -> Option<(Kind, Range<usize>)> {
    let (first, last) = (rest.first()?, rest.last()?);
    let range = first.start..last.end;
    let mut at = 0;
    let mut kind = None;
    let mut kept_only = true;
    while at < rest.len() {
        let here = &rest[at..];
        let internal = internal_phrase(here);
        let keeping = keeping_phrase(here);
        let level = level_with_period(here);
        if internal > 0 {
            kind = Some(kind.unwrap_or(Kind::InternalMark));
            kept_only = false;
            at += internal;
        } else if keeping > 0 {
            kind = Some(kind.unwrap_or(Kind::InternalMark));
            at += keeping;
        } else if level > 0 {
            kind = Some(Kind::SecrecyMark);
            kept_only = false;
            at += level;
        } else if named && begins_with(here, "内部") && here.len() == 2 {
            return Some((Kind::InternalMark, range));
        } else if !here[0].c.is_alphanumeric() || here[0].c == '★' {
            at += 1;
        } else if kind.is_some() && is_number_of_copy(here) {
            break;
        } else {
            return None;
        }
    }
    // 不得复制 alone is said of many things.
    let weak = kept_only && !rest.iter().any(|mark| matches!(mark.c, '存' | '密' | '焚'));
    kind.filter(|_| !weak).map(|kind| (kind, range))
}

/// The mark as it is shown: without spaces, in its usual characters.
fn shown(mark: &[Mark]) -> String {
    mark.iter().map(|mark| mark.c).collect()
}

/// 第003号, No.12, 编号：7, 份号000123: the number of the copy beside the mark.
fn is_number_of_copy(rest: &[Mark]) -> bool {
    rest.len() <= 14
        && rest.iter().any(|mark| mark.c.is_ascii_digit())
        && rest.iter().all(|mark| {
            mark.c.is_ascii_digit()
                || !mark.c.is_alphanumeric()
                || "第号份期编共页NnOo".contains(mark.c)
        })
}

/// Marks in the parts of a file name: 讲话（内部资料）.docx, 机密-方案.docx.
fn find_in_name(unit: &[Mark], findings: &mut Vec<Finding>) {
    for piece in unit
        .split(|mark| !mark.c.is_alphanumeric() && mark.c != '★' && mark.c != '*' || mark.c == '_')
    {
        let end = piece.iter().rposition(|mark| !mark.c.is_ascii_digit()).map_or(0, |at| at + 1);
        let start = piece.iter().position(|mark| !mark.c.is_ascii_digit()).unwrap_or(end);
        for piece in [piece, &piece[start.min(end)..end]] {
            if let Some((kind, range)) = whole_mark(piece, false) {
                push(kind, range, shown(piece), findings);
                break;
            }
        }
    }
}
