//! Numbers with units that are to be reached: 种草1000亩, 建设420套住房, 不低于30%.
//! In: the paragraphs of a text. Out: targets; numbers that tell how something is, and not what is to be, are none.

use yanxi_text::han::is_han;

use super::duties;
use super::found::{Draft, Target, Words};
use super::paragraphs::{CLAUSE, Paragraph, SENTENCE, cut};

/// Units of what can be counted, with 万 or 亿 before them or not.
const UNITS: [&str; 55] = [
    "个百分点",
    "平方公里",
    "平方米",
    "立方米",
    "千瓦",
    "公里",
    "公顷",
    "人次",
    "户次",
    "场次",
    "小时",
    "学时",
    "课时",
    "千米",
    "天",
    "亩",
    "吨",
    "斤",
    "头",
    "只",
    "株",
    "套",
    "座",
    "户",
    "人",
    "名",
    "场",
    "期",
    "处",
    "个",
    "条",
    "项",
    "所",
    "间",
    "台",
    "部",
    "辆",
    "元",
    "％",
    "%",
    "眼",
    "口",
    "栋",
    "幢",
    "篇",
    "件",
    "次",
    "批",
    "米",
    "家",
    "支",
    "盏",
    "对",
    "块",
    "片",
];
const MULTIPLIERS: [&str; 5] = ["百万", "千万", "万", "亿", "千"];

/// Words of a sentence that says what is to be.
const TO_BE: [&str; 26] = [
    "要",
    "将",
    "力争",
    "确保",
    "计划",
    "达到",
    "达不到",
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "底前",
    "年内",
    "年底",
    "目标",
    "争取",
    "提高到",
    "控制在",
    "不超过",
    "每月",
    "每季度",
    "每年",
    "每周",
    "至少",
    "到20",
    "月前",
];
/// Deeds: to be done, unless the sentence says that they are done.
const DEEDS: [&str; 29] = [
    "清理",
    "疏通",
    "发放",
    "走访",
    "拆除",
    "铺设",
    "栽植",
    "安装",
    "完成",
    "实现",
    "新建",
    "新增",
    "新开工",
    "开工",
    "建成",
    "建设",
    "改造",
    "培训",
    "引进",
    "种植",
    "硬化",
    "安置",
    "举办",
    "改良",
    "新修",
    "整治",
    "打造",
    "组织",
    "选派",
];

/// Words of a sentence that says how it is or was.
const AS_IS: [&str; 23] = [
    "现有",
    "共有",
    "抽调",
    "目前",
    "截至",
    "去年",
    "已经",
    "已完成",
    "已建成",
    "辖",
    "总面积",
    "总人口",
    "近年来",
    "几年来",
    "累计完成",
    "占全",
    "同比",
    "位于",
    "先后",
    "以来",
    "实现了",
    "完成了",
    "取得了",
];

/// Headings of what has been done.
const PAST_HEADINGS: [&str; 8] =
    ["总结", "回顾", "成绩", "成效", "运行情况", "完成情况", "工作情况", "过去"];
/// How such a part of a speech begins.
const PAST: [&str; 6] = ["过去的一年", "刚刚过去", "即将过去", "一年来", "过去一年", "回顾"];

/// What is counted to say it, and no target.
const SAID: [&str; 24] = [
    "个方面",
    "个阶段",
    "个环节",
    "个问题",
    "个原则",
    "个字",
    "个层面",
    "个意见",
    "个要求",
    "个重点",
    "个关键",
    "个目标",
    "条主线",
    "个载体",
    "句话",
    "件事",
    "项措施",
    "项制度",
    "个机制",
    "个月",
    "个小时",
    "名同志",
    "位同志",
    "个工作日",
];

pub(super) fn read(paragraphs: &[Paragraph], draft: &mut Draft) {
    // Under such a heading everything is told of the past.
    let mut is_past = false;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.level == Some(1) {
            is_past = PAST_HEADINGS.iter().any(|word| paragraph.heading().contains(word));
        }
        is_past |= PAST.iter().any(|word| paragraph.text.contains(word));
        if is_past {
            continue;
        }
        for sentence_range in cut(&paragraph.text, &SENTENCE) {
            let sentence = &paragraph.text[sentence_range.clone()];
            let is_told = AS_IS.iter().any(|word| sentence.contains(word));
            let is_to_be = TO_BE.iter().any(|word| sentence.contains(word));
            let is_deed = DEEDS.iter().any(|word| sentence.contains(word)) && !says_done(sentence);
            if is_told || !(is_to_be || is_deed) {
                continue;
            }
            for clause_range in cut(sentence, &CLAUSE) {
                for part_range in parts(&sentence[clause_range.clone()]) {
                    let from = clause_range.start + part_range.start;
                    let part = &sentence[from..clause_range.start + part_range.end];
                    let Some((name, value, unit)) = amount(part) else {
                        continue;
                    };
                    let start = sentence_range.start + from;
                    let words = Words { paragraph: number, range: start..start + part.len() };
                    let name = match name.is_empty() {
                        // 卫生室3座 names itself; 30% of a clause of nothing else is of what stands before.
                        true => before(sentence, from),
                        false => name,
                    };
                    if name.is_empty()
                        || draft.targets.iter().any(|own| own.name == name && own.value == value)
                    {
                        continue;
                    }
                    let answering = duties::of(sentence);
                    draft.targets.push(Target { name, value, unit, answering, words });
                }
            }
        }
    }
}

/// The parts between 、 where each has a number of its own; else the whole.
fn parts(clause: &str) -> Vec<std::ops::Range<usize>> {
    let parts = cut(clause, &['、']);
    let all_counted =
        parts.iter().all(|part| clause[part.clone()].contains(|c: char| c.is_ascii_digit()));
    match all_counted {
        true => parts,
        false => std::iter::once(0..clause.len()).collect(),
    }
}

/// Name, number and unit of the first number that counts something.
fn amount(part: &str) -> Option<(String, String, String)> {
    let mut at = 0;
    while let Some(found) = part[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let end = part[start..]
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .map_or(part.len(), |end| start + end);
        at = end;
        let number = part[start..end].trim_end_matches('.');
        let behind = part[end..].trim_start();
        let before = &part[..start];
        if SAID.iter().any(|said| behind.starts_with(said))
            || before.ends_with(['第', '〔', '“', '“'])
        {
            continue;
        }
        let Some(unit) = unit(behind) else {
            continue;
        };
        let rest = &behind[unit.len()..];
        // 3个村 and 2人 of prose: the noun has to follow, or stand before.
        let after: String = rest
            .chars()
            .skip_while(|c| "以上以下左右及的（(".contains(*c))
            .take_while(|c| is_han(*c))
            .take(12)
            .collect();
        let name = named(before, &after);
        if name.is_empty() && before.chars().any(is_han) {
            continue;
        }
        return Some((name, number.to_string(), unit.replace('％', "%")));
    }
    None
}

/// The unit that opens some words.
fn unit(words: &str) -> Option<&str> {
    let multiplier =
        MULTIPLIERS.iter().find(|word| words.starts_with(**word)).map_or(0, |word| word.len());
    let behind = &words[multiplier..];
    let unit =
        UNITS.iter().filter(|unit| behind.starts_with(**unit)).max_by_key(|unit| unit.len())?;
    Some(&words[..multiplier + unit.len()])
}

/// Whether a sentence tells what was done: 建立了, 先后组织.
fn says_done(sentence: &str) -> bool {
    let plain = sentence.replace("为了", "").replace("了解", "").replace("除了", "");
    plain.contains('了') || plain.contains('过')
}

/// The words around a number without those that only say that it is to be.
fn named(before: &str, after: &str) -> String {
    const FIRST: [&str; 22] = [
        "要",
        "将",
        "力争",
        "确保",
        "计划",
        "争取",
        "今年",
        "全年",
        "全镇",
        "年内",
        "共",
        "再",
        "并",
        "还要",
        "到",
        "每年",
        "新",
        "在",
        "其中",
        "通过",
        "今年冬天要",
        "参加",
    ];
    const LAST: [&str; 22] = [
        "达到",
        "不低于",
        "不得低于",
        "不少于",
        "不得少于",
        "达不到",
        "未达到",
        "低于",
        "超过",
        "不超过",
        "至少",
        "提高到",
        "控制在",
        "为",
        "达",
        "到",
        "在",
        "约",
        "力争",
        "完成",
        "以上",
        "于",
    ];
    let before = without_brackets(before);
    let mut words = before.trim();
    // Until when is no part of what.
    for word in ["底前", "月前", "年底", "年内", "日前"] {
        if let Some(at) = words.find(word) {
            words = &words[at + word.len()..];
        }
    }
    let mut trimmed = true;
    while trimmed {
        trimmed = false;
        for word in FIRST {
            // 新 alone says that something is new only before a verb of building.
            if word != "新"
                && words.chars().count() > word.chars().count() + 1
                && let Some(rest) = words.strip_prefix(word)
            {
                words = rest;
                trimmed = true;
            }
        }
        for word in LAST {
            if let Some(rest) = words.strip_suffix(word) {
                words = rest;
                trimmed = true;
            }
        }
    }
    let words: String = words.chars().filter(|c| is_han(*c) || c.is_ascii_alphanumeric()).collect();
    let name = match after.is_empty() {
        true => words,
        false => format!("{words}{after}"),
    };
    if (2..=24).contains(&name.chars().count()) { name } else { String::new() }
}

fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for character in words.chars() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            character if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// The clause before a bare number: 满意度，不低于70%.
fn before(sentence: &str, at: usize) -> String {
    let clauses = cut(&sentence[..at], &CLAUSE);
    let last = clauses.last().map_or("", |part| &sentence[part.clone()]);
    let words: String = last.chars().filter(|c| is_han(*c)).collect();
    if (2..=16).contains(&words.chars().count()) { words } else { String::new() }
}
