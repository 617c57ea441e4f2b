//! Marks without a level: 内部资料, 注意保存 and their kin.
//! In: characters of a line. Out: findings of two such phrases together, and the length of one where it begins.

use super::characters::{Mark, begins_with};
use super::push;
use super::quotation::is_quoted_as_example;
use crate::finding::{Finding, Kind};

/// 内部资料 and 注意保存 together are a mark in a sentence too.
pub(super) fn find_pairs(characters: &[Mark], text: &str, findings: &mut Vec<Finding>) {
    for at in 0..characters.len() {
        let rest = &characters[at..];
        let first = internal_phrase(rest);
        if first == 0 {
            continue;
        }
        let gap = rest[first..].iter().take_while(|mark| !mark.c.is_alphanumeric()).count();
        let second = keeping_phrase(&rest[first + gap..]);
        let end = first + gap + second;
        if second > 0
            && gap <= 3
            && is_closed(&rest[end..])
            && !is_quoted_as_example(characters, at, at + end)
        {
            let range = rest[0].start..rest[end - 1].end;
            let mask = text[range.clone()].to_string();
            push(Kind::InternalMark, range, mask, findings);
        }
    }
}

/// Nothing or a pause follows: 内部资料，注意保存 and not 内部资料，注意保存好.
fn is_closed(rest: &[Mark]) -> bool {
    rest.first().is_none_or(|mark| !mark.c.is_alphabetic())
}

/// Length of 内部资料 and its kin at the beginning.
pub(super) fn internal_phrase(characters: &[Mark]) -> usize {
    let mut at = 0;
    for word in ["仅供", "仅限", "只供", "限", "供"] {
        if begins_with(characters, word) {
            at = word.chars().count();
            break;
        }
    }
    let lead = at;
    if !begins_with(&characters[at..], "内部") {
        return 0;
    }
    at += 2;
    for word in ["学习", "工作", "会议", "参考", "人员", "交流"] {
        if begins_with(&characters[at..], word) {
            let with = at + 2;
            for last in ["资料", "材料", "文件", "文稿", "使用", "参考", "刊物", "传阅", "阅读"]
            {
                if begins_with(&characters[with..], last) {
                    return with + 2;
                }
            }
        }
    }
    for last in [
        "资料", "材料", "文件", "文稿", "使用", "参考", "刊物", "传阅", "交流", "掌握", "阅读",
        "发行", "图书", "事项", "信息", "参阅", "学习",
    ] {
        if begins_with(&characters[at..], last) {
            // 内部学习, 内部发行 say it only after 仅供.
            let weak = matches!(last, "交流" | "学习" | "掌握" | "信息" | "事项");
            return if weak && lead == 0 { 0 } else { at + 2 };
        }
    }
    0
}

/// Length of 注意保存 and its kin at the beginning.
pub(super) fn keeping_phrase(characters: &[Mark]) -> usize {
    let mut at = 0;
    for word in ["敬请", "务请", "请勿", "请", "严禁", "不得", "禁止", "不准", "切勿", "勿"]
    {
        if begins_with(characters, word) {
            at = word.chars().count();
            break;
        }
    }
    let polite = ["敬请", "务请"].iter().any(|word| begins_with(characters, word))
        || at == 1 && begins_with(characters, "请");
    let negative = at > 0 && !polite;
    let words: &[&str] = if negative {
        &[
            "外传", "外泄", "复制", "转载", "扩散", "翻印", "转发", "外借", "传播", "公开", "上网",
            "摘抄",
        ]
    } else {
        &[
            "注意保存",
            "注意保密",
            "妥善保存",
            "妥善保管",
            "注意保管",
            "阅后收回",
            "用后收回",
            "会后收回",
            "阅后即焚",
            "阅后退回",
            "会后退回",
            "免费交流",
            "免费赠阅",
            "仅供参考",
            "仅供学习",
            "仅供交流",
            "学习交流",
        ]
    };
    for word in words {
        if begins_with(&characters[at..], word) {
            return at + word.chars().count();
        }
    }
    0
}
