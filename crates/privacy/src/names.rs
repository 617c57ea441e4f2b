//! Finds names of persons of a roster in running text.
//! In: the names, those that may be shown, a text. Out: places of names that stand as names: not as parts of longer
//! names, not as ordinary words.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use yanxi_text::han::is_han;

/// A set of names to look for.
#[derive(Debug)]
pub struct Names {
    automaton: Option<AhoCorasick>,
    names: Vec<String>,
    /// Names that may be shown; found first, so that what they cover is not reported.
    shown: usize,
}

/// A name and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameFinding<'a> {
    pub name: &'a str,
    pub range: Range<usize>,
}

/// Words that are names too; as words they are all over a text.
const ORDINARY: [&str; 72] = [
    "高兴", "安全", "和平", "建设", "建国", "国庆", "平安", "白云", "黄河", "长江", "青山", "方向",
    "成功", "于是", "马上", "高原", "温暖", "文化", "文明", "向阳", "幸福", "白雪", "江山", "高峰",
    "黎明", "光明", "胜利", "解放", "团结", "前进", "金山", "银山", "宝山", "草原", "牧仁", "阳光",
    "春天", "国家", "建军", "华山", "泰山", "黄金", "白银", "成长", "成果", "常委", "富强", "富裕",
    "康健", "健康", "丰收", "任务", "包容", "明白", "明显", "时间", "时代", "安定", "安排", "安心",
    "平静", "方便", "方法", "东方", "南方", "经常", "经理", "双方", "易行", "应当", "计划", "党员",
];
/// What stands before a name: titles, links, prepositions.
const BEFORE: &str =
    "的和与及由请让向对给为是跟同被把将叫名记任长员事师生民户党者兄友妻夫父母子女儿找派到";
/// What stands behind one.
const AFTER: &str =
    "同等和与及的在是说表示任作为家书主副委镇村嘎党老女男先队组站所长向对从到主持带介讲参负介、";

impl Names {
    /// Names shorter than two characters are no names.
    pub fn new<'a>(
        names: impl IntoIterator<Item = &'a str>,
        shown: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let collect = |all: &mut dyn Iterator<Item = &'a str>| {
            let mut list: Vec<String> = all
                .map(|name| name.trim().to_string())
                .filter(|name| name.chars().count() >= 2)
                .collect();
            list.sort();
            list.dedup();
            list
        };
        let mut list = collect(&mut shown.into_iter());
        let shown = list.len();
        for name in collect(&mut names.into_iter()) {
            if list[..shown].binary_search(&name).is_err() {
                list.push(name);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&list)
            .ok()
            .filter(|_| list.len() > shown);
        Names { automaton, names: list, shown }
    }

    /// The names that stand in a text, in order.
    pub fn find<'a>(&'a self, text: &str) -> Vec<NameFinding<'a>> {
        let Some(automaton) = &self.automaton else {
            return Vec::new();
        };
        automaton
            .find_iter(text)
            .filter(|found| found.pattern().as_usize() >= self.shown)
            .map(|found| NameFinding {
                name: &self.names[found.pattern().as_usize()],
                range: found.range(),
            })
            .filter(|found| stands_as_name(text, found))
            .collect()
    }
}

fn stands_as_name(text: &str, found: &NameFinding<'_>) -> bool {
    let before = text[..found.range.start].chars().next_back();
    let rest = &text[found.range.end..];
    let after = rest.chars().next();
    let titled =
        ["同志", "书记", "主任", "镇长", "委员", "干事", "站长", "所长", "嘎查长", "老师", "主席"]
            .iter()
            .any(|title| rest.starts_with(title));
    if ORDINARY.contains(&found.name) {
        return titled;
    }
    if !found.name.chars().all(is_han) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        return !latin(before) && !latin(after);
    }
    let open_before = before.is_none_or(|c| !is_han(c) || BEFORE.contains(c));
    let open_after = after.is_none_or(|c| !is_han(c) || AFTER.contains(c));
    match found.name.chars().count() {
        2 => open_before && (titled || open_after),
        // 巴特尔 in 阿拉坦巴特尔: the syllables of Mongolian names go on.
        _ => {
            titled
                || !before.is_some_and(is_syllable)
                    && !after.is_some_and(|c| is_syllable(c) && !AFTER.contains(c))
        }
    }
}

fn is_syllable(c: char) -> bool {
    "阿巴布达格嘎哈呼吉其仁苏斯图特乌勒尔木日那拉额敖宝朝道丹钢坦娜琪茹雅萨孟毕力嘎德".contains(c)
}
