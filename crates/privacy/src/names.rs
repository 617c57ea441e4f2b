//! Finds names of persons of a roster in running text.
//! In: the names, those that may be shown, a text. Out: places of names that stand as names: not as parts of longer
//! names, not as ordinary words. Blanks beside Han characters part no names: 张　样 is 张样.

use std::borrow::Cow;
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
                .map(|name| Unblanked::of(name.trim()).text.into_owned())
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
        let find_in = |text: &str| -> Vec<(usize, Range<usize>)> {
            let all = automaton.find_iter(text);
            all.map(|found| (found.pattern().as_usize(), found.range())).collect()
        };
        let mut places = find_in(text);
        let unblanked = Unblanked::of(text);
        if !unblanked.cuts.is_empty() {
            let known: Vec<Range<usize>> = places.iter().map(|(_, range)| range.clone()).collect();
            let further = find_in(&unblanked.text).into_iter();
            // What stands without a blank is no part of what stands with one.
            places.extend(further.map(|(name, range)| (name, unblanked.written(&range))).filter(
                |(_, range)| {
                    let at = known.partition_point(|other| other.end <= range.start);
                    known.get(at).is_none_or(|other| range.end <= other.start)
                },
            ));
            places.sort_by_key(|(_, range)| range.start);
        }
        places
            .into_iter()
            .filter(|(name, _)| *name >= self.shown)
            .map(|(name, range)| NameFinding { name: &self.names[name], range })
            .filter(|found| stands_as_name(text, found))
            .collect()
    }
}

/// A text without the blanks that stand beside Han characters; ends of lines stay.
struct Unblanked<'a> {
    text: Cow<'a, str>,
    /// Where bytes were left out of the text, and how many up to there.
    cuts: Vec<(usize, usize)>,
}

impl<'a> Unblanked<'a> {
    fn of(text: &'a str) -> Self {
        let mut kept = String::new();
        let mut cuts: Vec<(usize, usize)> = Vec::new();
        let mut rest = text;
        while let Some(start) = rest.find(is_blank) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|c| !is_blank(c)).unwrap_or(from.len());
            kept.push_str(before);
            rest = &from[end..];
            let beside_han = before.chars().next_back().or(kept.chars().next_back());
            let beside_han = [beside_han, rest.chars().next()].into_iter().flatten().any(is_han);
            if beside_han {
                let earlier = cuts.last().map_or(0, |(_, left_out)| *left_out);
                cuts.push((kept.len(), earlier + end));
            } else {
                kept.push_str(&from[..end]);
            }
        }
        if cuts.is_empty() {
            return Unblanked { text: Cow::Borrowed(text), cuts };
        }
        kept.push_str(rest);
        Unblanked { text: Cow::Owned(kept), cuts }
    }

    /// Where a range stands in the text as it is written.
    fn written(&self, range: &Range<usize>) -> Range<usize> {
        let left_out = |cuts: usize| cuts.checked_sub(1).map_or(0, |last| self.cuts[last].1);
        let before_start = self.cuts.partition_point(|(at, _)| *at <= range.start);
        let before_end = self.cuts.partition_point(|(at, _)| *at < range.end);
        range.start + left_out(before_start)..range.end + left_out(before_end)
    }
}

/// White space within a line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

fn stands_as_name(text: &str, found: &NameFinding<'_>) -> bool {
    let before = text[..found.range.start].chars().next_back();
    let rest = &text[found.range.end..];
    let after = rest.chars().next();
    let titled =
        ["同志", "书记", "主任", "镇长", "委员", "干事", "站长", "所长", "嘎查长", "老师", "主席"]
            .iter()
            .any(|title| rest.trim_start_matches(is_blank).starts_with(title));
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
