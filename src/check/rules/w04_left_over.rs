//! W04: what a copied text brought along: names of other places, and gaps nobody filled in.
//! In: pages and rows; lists of foreign places among the wordlists. Out: a warning at the first place of each.

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::*;
use yanxi_text::han::is_han;

use crate::check::Subject;
use crate::check::rule::{Example, Found, Rule, Stops};
use crate::check::texts::{
    Hit, first_of_each, is_in_folder, lines_of, pages_of, place_in, place_of, published, rows,
    times, values_of,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Wording, Words};
use crate::model::{CampaignRead, Page};

pub(super) const RULE: Rule = Rule {
    code: "W04",
    severity: Severity::Warning,
    stops: Stops::Nothing,
    closable: false,
    name: Words::new(
        "外地地名，或没有填完的 XX、某某、20*年",
        "a name of another place, or a gap such as XX or 20*年 left open",
    ),
    purpose: Words::new(
        "照着别处的材料改，最容易漏改地名，留下 XX、×月×日、某某镇、20*年。外地地名写在 词表/外地地名.txt 里，一行一个。张某、张××这样隐去名字的不算。",
        "A text adapted from elsewhere easily keeps a foreign name or an unfilled gap. Foreign places are listed in 词表/外地地名.txt, one a line. Names hidden on purpose, such as 张××, are spared.",
    ),
    bad: Example {
        files: &[
            ("词表/外地地名.txt", "例外镇 # 上次抄材料留下的\n"),
            (
                "记录/会议记录/动员会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 动员会\n\n例外镇XX嘎查20*年的打算，某某同志讲了话。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            ("词表/外地地名.txt", "例外镇 # 上次抄材料留下的\n"),
            (
                "记录/会议记录/动员会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 动员会\n\n样例镇甲嘎查2026年的打算，张××讲了话。\n",
            ),
        ],
    },
    found: Found::By(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let folders: Vec<&CampaignRead> = subject.campaigns().iter().collect();
    let pages: Vec<&Page> = published(subject).collect();
    let mut hits: Vec<Hit> = pages
        .par_iter()
        .flat_map_iter(|page| {
            // Speeches and articles by others hide years on purpose: only an office's own texts have them to fill in.
            let own = folders.iter().any(|read| is_in_folder(page, read));
            on_page(page, |text| {
                let mut gaps = gaps(text);
                gaps.retain(|(_, found)| own || !found.contains(['*', '＊']));
                gaps
            })
        })
        .collect();
    for read in subject.campaigns() {
        for record in rows(&read.campaign) {
            for value in values_of(record) {
                hits.extend(gaps(value).into_iter().map(|(_, found)| Hit {
                    place: place_of(&record.origin),
                    found,
                }));
            }
        }
    }
    let mut problems: Vec<Diagnostic> = first_of_each(hits)
        .into_iter()
        .map(|(hit, count)| unfilled(hit, count))
        .collect();
    for read in subject.campaigns() {
        problems.extend(foreign_places(subject, read));
    }
    problems
}

/// Hits of a finder on the lines of a page.
fn on_page(page: &Page, find: impl Fn(&str) -> Vec<(usize, String)>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in lines_of(page) {
        for (offset, found) in find(&line.text) {
            hits.push(Hit {
                place: place_in(page, &line, offset),
                found,
            });
        }
    }
    hits
}

fn unfilled(hit: Hit, count: usize) -> Diagnostic {
    let (chinese, english) = times(count);
    let found = hit.found;
    Diagnostic::warning(
        "W04",
        hit.place,
        Wording::new(
            format!("“{found}”像是没有填完{chinese}"),
            format!("“{found}” looks like a gap left open{english}"),
        ),
        Wording::new(
            "填上实际内容；有意隐去的写明，如 张某、某镇（隐去名称）",
            "fill it in; what is hidden on purpose says so, such as 张某",
        ),
    )
}

fn foreign_places(subject: &Subject<'_>, read: &CampaignRead) -> Vec<Diagnostic> {
    let campaign = &read.campaign;
    if campaign.foreign_places.is_empty() {
        return Vec::new();
    }
    // Names of one's own that hold a foreign one win over it.
    let units = campaign.roster.units.iter().map(|unit| unit.name.as_str());
    let peers = campaign.plan.peers.iter().map(|peer| peer.name.as_str());
    let own: Vec<&str> = units
        .chain(peers)
        .chain([campaign.plan.name.as_str(), subject.config.title.as_str()])
        .filter(|name| !name.is_empty())
        .collect();
    let foreign = &campaign.foreign_places;
    let patterns = foreign
        .iter()
        .map(String::as_str)
        .filter(|place| !own.contains(place))
        .collect::<Vec<_>>();
    let built = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns.iter().chain(&own));
    let Ok(words) = built else {
        return Vec::new();
    };
    let find = |text: &str| -> Vec<(usize, String)> {
        words
            .find_iter(text)
            .filter(|found| found.pattern().as_usize() < patterns.len())
            .map(|found| (found.start(), text[found.range()].to_string()))
            .collect()
    };
    let pages: Vec<&Page> = pages_of(subject, read).collect();
    let mut hits: Vec<Hit> = pages
        .par_iter()
        .flat_map_iter(|page| on_page(page, find))
        .collect();
    for record in rows(campaign) {
        for value in values_of(record) {
            hits.extend(find(value).into_iter().map(|(_, found)| Hit {
                place: place_of(&record.origin),
                found,
            }));
        }
    }
    first_of_each(hits)
        .into_iter()
        .map(|(hit, count)| {
            let (chinese, english) = times(count);
            let found = hit.found;
            Diagnostic::warning(
                "W04",
                hit.place,
                Wording::new(
                    format!("“{found}”是外地的地名{chinese}"),
                    format!("“{found}” is a place elsewhere{english}"),
                ),
                Wording::new(
                    "改成本地的；确实在说外地的，从词表的外地地名里删去",
                    "write the place of your own, or take it off the list of foreign places",
                ),
            )
        })
        .collect()
}

/// The hundred commonest family names: before a hidden given name they are no gap.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤包乌白那宝";
/// What follows a place or body without its name.
const BODIES: [&str; 22] = [
    "省", "市", "县", "旗", "区", "镇", "乡", "村", "州", "盟", "嘎查", "苏木", "社区", "街道",
    "局", "办", "站", "所", "校", "公司", "单位", "小组",
];

/// Gaps in a text, each with its offset.
fn gaps(text: &str) -> Vec<(usize, String)> {
    if !text.contains(['X', 'x', 'Ｘ', '×', '╳', '✕', '某', '*', '＊', '○']) {
        return Vec::new();
    }
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let at = |index: usize| characters.get(index).map(|(_, c)| *c);
    let mut found = Vec::new();
    let mut index = 0;
    while let Some((_, first)) = characters.get(index).copied() {
        let end = (index..)
            .find(|next| at(*next).is_none_or(|c| !is_alike(first, c)))
            .unwrap_or(index + 1)
            .max(index + 1);
        let before = index.checked_sub(1).and_then(at);
        let after = at(end);
        let rest = characters
            .get(end)
            .map_or("", |(offset, _)| &text[*offset..]);
        let length = end - index;
        let range = match first {
            'X' | 'Ｘ' | '×' | '╳' | '✕' | '*' | '＊' | '○' if is_year(&characters, index, end) =>
            {
                let digits = (0..index)
                    .rev()
                    .take_while(|at| characters[*at].1.is_ascii_digit())
                    .count();
                Some((index - digits, end + 1))
            }
            'X' | 'x' | 'Ｘ' | '×' | '╳' | '✕' if is_gap(first, length, before, after, rest) => {
                Some((index, end))
            }
            '某' if length >= 2 && !is_hidden_name(before, rest) => Some((index, end)),
            _ => None,
        };
        if let Some((from, to)) = range {
            let from_byte = characters[from].0;
            let to_byte = characters.get(to).map_or(text.len(), |(offset, _)| *offset);
            found.push((from_byte, text[from_byte..to_byte].to_string()));
        }
        index = end;
    }
    found
}

fn is_alike(first: char, other: char) -> bool {
    const CROSSES: [char; 5] = ['X', 'Ｘ', '×', '╳', '✕'];
    first == other || (CROSSES.contains(&first) && CROSSES.contains(&other))
}

/// `20*年`, `20XX年`, `20××年`.
fn is_year(characters: &[(usize, char)], from: usize, to: usize) -> bool {
    let at = |index: Option<usize>| {
        index
            .and_then(|index| characters.get(index))
            .map(|(_, c)| *c)
    };
    to - from <= 2
        && at(Some(to)) == Some('年')
        && at(from.checked_sub(1)).is_some_and(|c| c.is_ascii_digit())
        && at(from.checked_sub(2)).is_some_and(|c| c.is_ascii_digit())
}

fn is_gap(
    first: char,
    length: usize,
    before: Option<char>,
    after: Option<char>,
    rest: &str,
) -> bool {
    let is_open = |side: Option<char>| {
        side.is_none_or(|c| is_han(c) || c.is_whitespace() || is_chinese_mark(c) || c == '|')
    };
    if !is_open(before) || !is_open(after) || is_hidden_name(before, rest) {
        return false;
    }
    let touches_han = before.is_some_and(is_han) || after.is_some_and(is_han);
    let alone = [before, after]
        .iter()
        .all(|side| side.is_none_or(|c| c.is_whitespace() || c == '|'));
    match length {
        1 => {
            first != 'x'
                && (after.is_some_and(|c| "年月日".contains(c)) || before == Some('第'))
                && !rest.starts_with("年级")
        }
        _ if first == 'x' => before.is_some_and(is_han) && after.is_some_and(is_han),
        _ => touches_han || alone,
    }
}

fn is_chinese_mark(c: char) -> bool {
    "，。、；：！？“”‘’（）《》〈〉【】〔〕「」…—".contains(c)
}

/// A family name before, and no body after: `张××`, `李某某`.
fn is_hidden_name(before: Option<char>, rest: &str) -> bool {
    before.is_some_and(|c| FAMILY_NAMES.contains(c))
        && !BODIES.iter().any(|body| rest.starts_with(body))
}

#[cfg(test)]
mod tests {
    use super::gaps;

    fn found(text: &str) -> Vec<String> {
        gaps(text).into_iter().map(|(_, found)| found).collect()
    }

    #[test]
    fn gaps_are_found() {
        for (text, expected) in [
            ("XX镇党委", "XX"),
            ("××嘎查", "××"),
            ("在XXX同志带领下", "XXX"),
            ("20*年工作要点", "20*年"),
            ("20XX年", "20XX年"),
            ("２０26年，20××年", "20××年"),
            ("某某镇的做法", "某某"),
            ("请某某同志讲话", "某某"),
            ("×月15日", "×"),
            ("第X期", "X"),
            ("| XX | 甲 |", "XX"),
            ("ＸＸ单位", "ＸＸ"),
            ("张××镇", "××"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_is_no_gap_is_left_alone() {
        for text in [
            "张××说",
            "由李某某负责",
            "某镇某村",
            "3×4米",
            "138****1234",
            "型号XX-100",
            "XXL 号",
            "X光",
            "**加粗**年",
            "第 XVI 届",
            "1X年级",
            "https://xx.cn",
            "axx",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
