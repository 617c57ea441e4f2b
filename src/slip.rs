//! The name that somebody meant and mistyped, and nothing that is a name of its own.
//! In: the word and the known names. Out: the one of which it is a slip of the hand, or none.
//!
//! Who follows a wrong proposal hands one village's records to another, so that little is proposed: characters that
//! sound or look alike, two that changed places, one typed twice, letters of Latin words. A character that tells names
//! apart (甲 and 乙, 东 and 西, 中 and 小, a number) is never a slip for another such.

use yanxi_text::confusable::{blurred, looks_alike};
use yanxi_text::fold::fold;
use yanxi_text::numeral::han_number;
use yanxi_text::pinyin::{all_readings, syllables};

/// Whether a part of a name may stand for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// `镇机关` for `样例镇机关`, where only one name has it.
    MayStandForNames,
    /// Names of people, columns and choices: `张样` is not `张样泉`, `把关` not `把关人`.
    AreOtherNames,
}

/// The one of `known` that is meant; none where two are as near.
pub fn slip_for<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
    parts: Parts,
) -> Option<&'a str> {
    let mut best: Option<(u8, &str)> = None;
    let mut is_shared = false;
    for candidate in known {
        let Some(rank) = rank(word, candidate, parts) else {
            continue;
        };
        match best {
            Some((least, first)) if rank > least || (rank == least && candidate == first) => {}
            Some((least, _)) if rank == least => is_shared = true,
            _ => (best, is_shared) = (Some((rank, candidate)), false),
        }
    }
    best.filter(|_| !is_shared).map(|(_, candidate)| candidate)
}

/// Whether one word is the other mistyped, neither being a part of the other.
pub fn is_slip_of(word: &str, known: &str) -> bool {
    rank(word, known, Parts::AreOtherNames).is_some()
}

/// The one of `known` of which the word is a slip, or of which no more than a third differs; the nearest, ties go to the
/// first. For names of files, headings, settings and codes only.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in known {
        let edits = strsim::damerau_levenshtein(&lower, &candidate.to_lowercase());
        let longer = word.chars().count().max(candidate.chars().count());
        let distance = match rank(word, candidate, Parts::AreOtherNames) {
            Some(_) => edits.min(1),
            None if edits * 3 <= longer && !differs_in_telling_only(word, candidate) => edits,
            None => continue,
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The key of a table that somebody meant by a word which is none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NearKey<'a> {
    /// It is this one, mistyped.
    Meant(&'a str),
    /// It is as like each of these, and may be something else.
    Alike(Vec<&'a str>),
}

/// The key of a table that is meant by a word, which is wrong in any case: unlike a name, it cannot be one of its own,
/// so that a single wrong, missing or additional character is a slip, and what shares half of its characters is worth
/// naming.
pub fn near_key<'a>(word: &str, known: &[&'a str]) -> Option<NearKey<'a>> {
    if let Some(meant) = slip_for(word, known.iter().copied(), Parts::AreOtherNames) {
        return Some(NearKey::Meant(meant));
    }
    let wrong = plain(word);
    let own = |key: &&&str| !differs_in_telling_only(word, key);
    let of_one_edit: Vec<&str> = known
        .iter()
        .filter(own)
        .filter(|key| is_one_character_off(&wrong, &plain(key)))
        .copied()
        .collect();
    if let [meant] = of_one_edit.as_slice() {
        return Some(NearKey::Meant(meant));
    }
    let likeness = |key: &str| likeness(&wrong, &plain(key));
    let most = known.iter().filter(own).filter_map(|key| likeness(key)).max()?;
    let alike = known.iter().filter(own).filter(|key| likeness(key) == Some(most));
    Some(NearKey::Alike(alike.copied().collect()))
}

/// `宽限日数` and `宽限天数`, `宽限天` and `宽限天数`; of two characters, one is half of the word.
fn is_one_character_off(word: &str, key: &str) -> bool {
    let shorter = word.chars().count().min(key.chars().count());
    !word.is_ascii() && !key.is_ascii() && shorter > 2 && strsim::osa_distance(word, key) == 1
}

/// How many of a thousand characters two words have in common, in their order; none below half of the shorter one, where
/// they neither begin nor end alike (名称 and 别名), or where a third of a Latin word differs.
fn likeness(word: &str, key: &str) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (word.chars().collect(), key.chars().collect());
    let (shorter, both) = (a.len().min(b.len()), a.len() + b.len());
    if word.is_ascii() || key.is_ascii() {
        let edits = strsim::osa_distance(word, key);
        let is_near = word.is_ascii() && key.is_ascii() && edits * 3 <= a.len().max(b.len());
        return is_near.then(|| 1000 - (edits * 1000) / both);
    }
    let shared = in_common(&a, &b);
    let begins_or_ends_alike = a.first() == b.first() || a.last() == b.last();
    (shorter > 1 && shared * 2 >= shorter && begins_or_ends_alike).then(|| shared * 2000 / both)
}

/// The length of the longest row of characters that both have in this order.
fn in_common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut before = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y { before + 1 } else { above.max(row[at]) };
            before = above;
        }
    }
    row[b.len()]
}

/// `第三支部` and `第一支部`: not one mistyped for the other, but two things.
fn differs_in_telling_only(word: &str, known: &str) -> bool {
    let rest = |text: &str| plain(text).chars().filter(|c| !tells(*c)).collect::<String>();
    !word.is_ascii()
        && plain(word) != plain(known)
        && rest(word) != plain(word)
        && rest(word) == rest(known)
}

/// How sure it is that one word is the other mistyped, surest first.
fn rank(word: &str, known: &str, parts: Parts) -> Option<u8> {
    let (plain_word, plain_known) = (plain(word), plain(known));
    if plain_word.is_empty() || plain_known.is_empty() {
        return None;
    }
    if plain_word == plain_known {
        return Some(0);
    }
    if plain_known.is_ascii() || plain_word.is_ascii() {
        return is_latin_slip(&plain_word, &plain_known).then_some(1);
    }
    let (a, b): (Vec<char>, Vec<char>) =
        (plain_word.chars().collect(), plain_known.chars().collect());
    if a.len() == b.len() {
        return of_one_length(&a, &b);
    }
    if is_typed_twice(&a, &b) || is_typed_twice(&b, &a) {
        return Some(2);
    }
    (parts == Parts::MayStandForNames && is_part(&a, &b)).then_some(4)
}

/// Width, case, blanks, marks and traditional characters do not matter; a number may be written in either way.
fn plain(text: &str) -> String {
    let folded: String = fold(text)
        .chars()
        .filter(|character| {
            !character.is_whitespace()
                && !matches!(
                    character,
                    '《' | '》' | '“' | '”' | '"' | '（' | '）' | '(' | ')' | '、'
                )
        })
        .collect();
    folded
        .chars()
        .map(|character| match han_number(&character.to_string()) {
            Some(number @ 0..=9) => char::from_digit(number as u32, 10).unwrap_or(character),
            _ => character,
        })
        .collect()
}

fn is_latin_slip(word: &str, known: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let length = known.chars().count();
    let most = match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    word.is_ascii()
        && known.is_ascii()
        && digits(word) == digits(known)
        && strsim::osa_distance(word, known) <= most
}

fn of_one_length(a: &[char], b: &[char]) -> Option<u8> {
    let differing: Vec<usize> = (0..a.len()).filter(|at| a.get(*at) != b.get(*at)).collect();
    let pair = |at: &usize| Some((*a.get(*at)?, *b.get(*at)?));
    let pairs: Vec<(char, char)> = differing.iter().filter_map(pair).collect();
    if pairs.iter().any(|(x, y)| tells(*x) && tells(*y)) {
        return None;
    }
    if pairs.iter().all(|(x, y)| sounds_alike(*x, *y)) {
        return (a.len() > 1).then_some(1);
    }
    let of = |characters: &[char]| syllables(&characters.iter().collect::<String>());
    if of(a) == of(b) {
        return Some(1);
    }
    match (differing.as_slice(), pairs.as_slice()) {
        ([_], [(x, y)]) if a.len() > 1 && (looks_alike(*x, *y) || nearly_sounds_alike(*x, *y)) => {
            Some(3)
        }
        ([first, second], [(x, y), (z, w)])
            if a.len() > 2 && second - first == 1 && x == w && y == z =>
        {
            Some(2)
        }
        _ => None,
    }
}

/// Whether `longer` is `shorter` with one character typed twice, or with a 的 or 了 too many.
fn is_typed_twice(longer: &[char], shorter: &[char]) -> bool {
    longer.len() == shorter.len() + 1
        && longer.len() > 2
        && (0..longer.len()).any(|at| {
            let without = longer.iter().enumerate().filter(|(other, _)| *other != at);
            let is_extra =
                matches!(longer.get(at), Some('的' | '了')) || longer.get(at) == longer.get(at + 1);
            is_extra && without.map(|(_, character)| character).eq(shorter)
        })
}

/// Whether a word of two or more characters opens or closes a name, and what it leaves out tells nothing by itself.
fn is_part(word: &[char], name: &[char]) -> bool {
    if word.len() < 2 || word.len() >= name.len() {
        return false;
    }
    let rest = name.len() - word.len();
    let missing = if name.ends_with(word) && rest > 1 {
        name.get(..rest)
    } else if name.starts_with(word) {
        name.get(word.len()..)
    } else {
        None
    };
    missing.is_some_and(|missing| !missing.iter().any(|character| tells(*character)))
}

/// Characters by which names are told apart.
fn tells(character: char) -> bool {
    const TELLING: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西南北上下左右前后里外内中大小老新旧高低正副总分男女长短春夏秋冬金木水火土红黄蓝白黑青不无非没已百千万亿";
    character.is_numeric() || TELLING.contains(character)
}

/// By the commonest reading; 立 was once read as 位.
fn sounds_alike(a: char, b: char) -> bool {
    a == b || (reading(a).is_some() && reading(a) == reading(b))
}

fn reading(character: char) -> Option<String> {
    all_readings(character).into_iter().next()
}

/// `z` for `zh`, `in` for `ing`, `l` for `n`: what an input method offers to whoever speaks so.
fn nearly_sounds_alike(a: char, b: char) -> bool {
    let blurred = |character: char| reading(character).map(|reading| blurred(&reading));
    blurred(a).is_some() && blurred(a) == blurred(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
        slip_for(word, known.iter().copied(), Parts::MayStandForNames)
    }

    fn column<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
        slip_for(word, known.iter().copied(), Parts::AreOtherNames)
    }

    #[test]
    fn what_sounds_or_looks_alike_is_a_slip() {
        assert_eq!(name("甲嘎差", &["乙嘎查", "甲嘎查"]), Some("甲嘎查"));
        assert_eq!(name("第一支布", &["第一支部", "第二支部"]), Some("第一支部"));
        assert_eq!(name("第1支部", &["第一支部", "第二支部"]), Some("第一支部"));
        assert_eq!(name("写新得", &["写心得"]), Some("写心得"));
        assert_eq!(column("地店", &["地点"]), Some("地点"));
        assert_eq!(column("单立", &["单位"]), None);
        assert_eq!(column("titel", &["date", "title"]), Some("title"));
        assert_eq!(column("心得休会", &["心得体会"]), Some("心得体会"));
        assert_eq!(column("张样仝", &["张样同", "张样铜"]), None);
    }

    #[test]
    fn a_name_of_its_own_is_no_slip() {
        for (word, known) in [
            ("甲村", "乙村"),
            ("丙嘎查", "甲嘎查"),
            ("第三支部", "第一支部"),
            ("2027年党课", "2028年党课"),
            ("样例镇小学", "样例镇中学"),
            ("红旗嘎查", "新红旗嘎查"),
            ("东风嘎查", "西风嘎查"),
            ("红星小学", "红旗小学"),
            ("免除", "心得体会"),
            ("年度总结", "季度总结"),
            ("p101", "p102"),
            ("contact", "content"),
            ("毫不相干", "标题"),
        ] {
            assert_eq!(name(word, &[known]), None, "{word} {known}");
        }
        for (word, known) in [
            ("学习时间", "学习内容"),
            ("完成时间", "完成时限"),
            ("受益人数", "参加人数"),
            ("所在单位", "共同单位"),
            ("把关", "把关人"),
            ("联系领导", "分管领导"),
            ("征求意见", "处理意见"),
            ("审核", "已审核"),
            ("不满意", "满意"),
            ("满意度", "满意"),
            ("张样", "张样泉"),
            ("钱样五", "李样五"),
        ] {
            assert_eq!(column(word, &[known]), None, "{word} {known}");
        }
    }

    #[test]
    fn a_part_stands_for_the_only_name_that_has_it() {
        assert_eq!(name("镇机关", &["样例镇机关", "甲嘎查"]), Some("样例镇机关"));
        assert_eq!(name("甲嘎", &["甲嘎查", "乙嘎查"]), Some("甲嘎查"));
        assert_eq!(name("样例镇", &["样例镇机关", "样例镇卫生院"]), None);
        assert_eq!(name("写一篇的心得", &["写一篇心得"]), Some("写一篇心得"));
    }

    #[test]
    fn what_differs_by_a_third_is_offered_where_it_harms_nobody() {
        for (word, known, found) in [
            ("titel", &["date", "title"][..], Some("title")),
            ("甲嘎差", &["乙嘎查", "甲嘎查"], Some("甲嘎查")),
            ("方按", &["方案"], Some("方案")),
            ("报名表", &["报名表2"], Some("报名表2")),
            ("报名表格", &["报名表"], Some("报名表")),
            ("学习活动方案", &["学习活动实施方案"], Some("学习活动实施方案")),
            ("第三支部", &["第一支部", "第二支部"], None),
            ("2027年党课", &["2028年党课"], None),
            ("第一支布", &["第一支部"], Some("第一支部")),
            ("SKILL", &["social"], None),
            ("没有", &["三"], None),
            ("丁", &["丙"], None),
            ("毫不相干", &["标题", "日期"], None),
        ] {
            assert_eq!(nearest(word, known.iter().copied()), found, "{word}");
        }
        assert!(is_slip_of("标提", "标题") && is_slip_of("titel", "title"));
        assert!(!is_slip_of("标准", "标题") && !is_slip_of("乙嘎查", "甲嘎查"));
    }

    #[test]
    fn a_key_is_named_where_a_character_or_half_of_it_differs() {
        for (word, found) in [
            ("宽限日数", NearKey::Meant("宽限天数")),
            ("宽限天", NearKey::Meant("宽限天数")),
            ("开始曰期", NearKey::Meant("开始日期")),
            ("grace_dyas", NearKey::Meant("grace_days")),
            ("结朿", NearKey::Alike(vec!["结束"])),
            ("目标值", NearKey::Alike(vec!["数值"])),
            ("日期", NearKey::Alike(vec!["开始日期", "结束日期"])),
        ] {
            let known =
                ["编号", "数值", "结束", "开始日期", "结束日期", "宽限天数", "grace_days", "按"];
            assert_eq!(near_key(word, &known), Some(found), "{word}");
        }
        assert_eq!(near_key("名称", &["别名"]), None);
        assert_eq!(near_key("甲类标准", &["乙类标准"]), None);
        assert_eq!(near_key("颜色", &["编号", "值", "colour"]), None);
    }
}
