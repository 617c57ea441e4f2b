//! Gaps that a text copied from elsewhere leaves open: XX, 某某, ×月×日, 20*年.
//! In: a text. Out: [`gaps`] with their offsets; names hidden on purpose, such as 张××, are none.

use yanxi_text::han::is_han;

/// The hundred commonest family names: before a hidden given name they are no gap.
const FAMILY_NAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤包乌白那宝";
/// What follows a place or body without its name.
const BODIES: [&str; 22] = [
    "省", "市", "县", "旗", "区", "镇", "乡", "村", "州", "盟", "嘎查", "苏木", "社区", "街道",
    "局", "办", "站", "所", "校", "公司", "单位", "小组",
];

/// Gaps in a text, each with its offset.
pub(super) fn gaps(text: &str) -> Vec<(usize, String)> {
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
        let rest = characters.get(end).map_or("", |(offset, _)| &text[*offset..]);
        let length = end - index;
        let range = match first {
            'X' | 'Ｘ' | '×' | '╳' | '✕' | '*' | '＊' | '○' if is_year(&characters, index, end) =>
            {
                let digits =
                    (0..index).rev().take_while(|at| characters[*at].1.is_ascii_digit()).count();
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
    let at = |index: Option<usize>| index.and_then(|index| characters.get(index)).map(|(_, c)| *c);
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
    let alone =
        [before, after].iter().all(|side| side.is_none_or(|c| c.is_whitespace() || c == '|'));
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
