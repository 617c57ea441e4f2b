//! Finds home addresses: a village or an estate with group, building or door.
//! In: a text. Out: findings whose range begins below the township, so that the mask keeps what is above it.
//!
//! Read from the door backwards: a chain of numbers with units, then the name of the place, then the township.

use super::digits::markup;
use super::reading::{Sign, is_invisible, sign};
use super::{Finding, Kind};

/// A character that counts, with its place.
#[derive(Debug, Clone, Copy)]
struct Letter {
    c: char,
    start: usize,
    end: usize,
}

const HOME_LABELS: [&str; 16] = [
    "家庭住址",
    "家庭地址",
    "现住址",
    "住址",
    "户籍地址",
    "户籍地",
    "户籍所在地",
    "户口所在地",
    "居住地",
    "居住地址",
    "住所",
    "常住地址",
    "现居住地",
    "现住",
    "家住",
    "住在",
];
/// What is at the address when it is no home; also what 号 counts besides doors.
const INSTITUTIONS: [&str; 62] = [
    "党群",
    "服务中心",
    "服务站",
    "村委会",
    "委员会",
    "办公",
    "活动室",
    "文化室",
    "卫生",
    "会议",
    "广场",
    "学校",
    "小学",
    "中学",
    "幼儿园",
    "示范",
    "大棚",
    "温室",
    "棚",
    "草场",
    "机井",
    "合作社",
    "公司",
    "文件",
    "通知",
    "公告",
    "令",
    "决定",
    "决议",
    "线",
    "井",
    "桩",
    "标段",
    "地块",
    "宗地",
    "图斑",
    "养殖",
    "圈",
    "牧场",
    "政府",
    "大厅",
    "派出所",
    "院内",
    "展厅",
    "商铺",
    "门市",
    "超市",
    "饭店",
    "宾馆",
    "厂",
    "项目",
    "工程",
    "路灯",
    "变压器",
    "车间",
    "坝",
    "泵",
    "渠",
    "塘坝",
    "田",
    "公示栏",
    "监控",
];
const OFFICE_LABELS: [&str; 24] = [
    "办公地址",
    "办公地点",
    "会议地点",
    "地点",
    "单位地址",
    "注册地址",
    "举报地址",
    "邮寄地址",
    "通讯地址",
    "通信地址",
    "营业地址",
    "经营地址",
    "经营场所",
    "营业场所",
    "开户",
    "位于",
    "坐落",
    "来信地址",
    "来访地址",
    "受理地点",
    "机关地址",
    "公司地址",
    "学校地址",
    "承办",
];
const RURAL: [&str; 16] = [
    "牧业",
    "农业",
    "嘎查",
    "新村",
    "自然村",
    "行政村",
    "村",
    "屯",
    "庄",
    "寨",
    "浩特",
    "艾里",
    "社区",
    "牧业队",
    "分场",
    "营子",
];
const ESTATES: [&str; 26] = [
    "平房",
    "棚户区",
    "小区",
    "花园",
    "家园",
    "公寓",
    "家属院",
    "家属楼",
    "宿舍",
    "苑",
    "公馆",
    "华府",
    "大院",
    "大街",
    "街",
    "路",
    "巷",
    "胡同",
    "弄",
    "里",
    "道",
    "园",
    "城",
    "府",
    "庭",
    "居",
];

/// Home addresses; what lies in numbers already found is passed over.
pub(super) fn find(text: &str, findings: &mut Vec<Finding>) {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if may_hold_address(line) {
            find_in_line(line, offset, text, findings);
        }
        offset += line.len();
    }
}

/// A number before a unit, or a word that asks for an address.
fn may_hold_address(line: &str) -> bool {
    let mut after_number = false;
    for c in line.chars() {
        let is_unit = matches!(
            c,
            '号' | '號'
                | '室'
                | '组'
                | '組'
                | '栋'
                | '棟'
                | '幢'
                | '社'
                | '队'
                | '隊'
                | '小'
                | '村'
                | '牧'
                | '居'
                | '座'
                | '单'
                | '單'
                | '门'
                | '楼'
                | '樓'
                | '层'
                | '排'
                | '弄'
                | '户'
                | '戶'
        );
        if after_number && is_unit || matches!(c, '址' | '籍') {
            return true;
        }
        after_number = is_number(c)
            || matches!(sign(c), Sign::Digit(_))
            || matches!(c, 'A'..='D' | '甲' | '乙' | '丙')
            || after_number && (c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '`'));
    }
    line.contains("户口") || line.contains("戶口")
}

fn find_in_line(line: &str, offset: usize, text: &str, findings: &mut Vec<Finding>) {
    let letters = letters(line, offset);
    let mut at = 0;
    while at < letters.len() {
        let chain = Chain::at(&letters, at);
        let Some(chain) = chain else {
            at += 1;
            continue;
        };
        let home = is_after_home_label(&letters, chain.start);
        if let Some(start) = chain.is_home(&letters, home) {
            push(&letters, start, chain.end, text, findings);
        }
        at = chain.end;
    }
    find_labelled_villages(&letters, text, findings);
}

fn push(letters: &[Letter], start: usize, end: usize, text: &str, findings: &mut Vec<Finding>) {
    let range = letters[start].start..letters[end - 1].end;
    let overlaps = |other: &Finding| other.range.start < range.end && range.start < other.range.end;
    if range.end <= text.len() && !findings.iter().any(overlaps) {
        findings.push(Finding {
            kind: Kind::HomeAddress,
            range,
            mask: "***".into(),
        });
    }
}

fn letters(line: &str, offset: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    let mut skip_to = 0;
    for (at, c) in line.char_indices() {
        if at < skip_to {
            continue;
        }
        if c == '<'
            && let Some(length) = markup(&line[at..])
        {
            skip_to = at + length;
            if !is_inside_words(&line[at..skip_to]) {
                letters.push(Letter {
                    c: '|',
                    start: offset + at,
                    end: offset + skip_to,
                });
            }
            continue;
        }
        if c.is_whitespace() || is_invisible(c) || matches!(c, '*' | '`') {
            continue;
        }
        let usual = match (sign(c), c) {
            (Sign::Digit(value), _) => char::from(b'0' + value),
            (_, '號') => '号',
            (_, '組') => '组',
            (_, '隊') => '队',
            (_, '棟') => '栋',
            (_, '戶') => '户',
            (_, '單') => '单',
            (_, '樓') => '楼',
            (_, '鎮') => '镇',
            (_, '鄉') => '乡',
            (_, '蘇') => '苏',
            _ => c,
        };
        letters.push(Letter {
            c: usual,
            start: offset + at,
            end: offset + at + c.len_utf8(),
        });
    }
    letters
}

/// Tags that part no words: a line break inside a cell, emphasis, a link.
fn is_inside_words(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    [
        "br", "b", "strong", "em", "i", "u", "a", "span", "font", "mark", "del", "sup", "sub",
        "small",
    ]
    .iter()
    .any(|inline| name[..end].eq_ignore_ascii_case(inline))
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Group,
    Door,
    Building,
    Room,
    Household,
}

const UNITS: [(&str, Unit); 24] = [
    ("村民小组", Unit::Group),
    ("牧民小组", Unit::Group),
    ("居民小组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("号楼", Unit::Building),
    ("号院", Unit::Building),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Building),
    ("门栋", Unit::Building),
    ("楼", Unit::Building),
    ("层", Unit::Building),
    ("排", Unit::Building),
    ("弄", Unit::Building),
    ("号室", Unit::Room),
    ("号房", Unit::Room),
    ("室", Unit::Room),
    ("户", Unit::Household),
    ("门", Unit::Door),
    ("号", Unit::Door),
];

/// Numbers with units, one after the other.
struct Chain {
    start: usize,
    end: usize,
    units: Vec<Unit>,
    /// The last number has no unit: 3组-12.
    bare: bool,
}

impl Chain {
    fn at(letters: &[Letter], start: usize) -> Option<Chain> {
        let mut chain = Chain {
            start,
            end: start,
            units: Vec::new(),
            bare: false,
        };
        // The number begins here.
        if start > 0 && is_number(letters[start - 1].c) {
            return None;
        }
        loop {
            let mut at = chain.end;
            if !chain.units.is_empty()
                && letters
                    .get(at)
                    .is_some_and(|l| matches!(l.c, '-' | '，' | ',' | '－' | '—' | '·'))
            {
                at += 1;
            }
            if letters.get(at).is_some_and(|letter| letter.c == '第') {
                at += 1;
            }
            let length = number_length(&letters[at..]);
            if length == 0 {
                break;
            }
            at += length;
            match unit(&letters[at..]) {
                Some((width, unit)) => {
                    chain.units.push(unit);
                    chain.end = at + width;
                    // 甲嘎查（3组）12号
                    let closes = letters
                        .get(chain.end)
                        .is_some_and(|l| matches!(l.c, '）' | ')'));
                    if closes && number_length(letters.get(chain.end + 1..).unwrap_or_default()) > 0
                    {
                        chain.end += 1;
                    }
                }
                None => {
                    if !chain.units.is_empty() {
                        chain.bare = true;
                        chain.end = at;
                    }
                    break;
                }
            }
        }
        (!chain.units.is_empty()).then_some(chain)
    }

    /// Where the address begins, if it is a home's.
    fn is_home(&self, letters: &[Letter], home_label: bool) -> Option<usize> {
        let bracket = usize::from(self.start > 0 && "（(".contains(letters[self.start - 1].c));
        let before = &letters[..self.start - bracket];
        let after: String = letters[self.end..].iter().take(8).map(|l| l.c).collect();
        let has = |unit: Unit| self.units.contains(&unit);
        let institution = INSTITUTIONS.iter().any(|word| after.starts_with(word));
        if institution {
            return None;
        }
        let rural =
            ends_with_any(before, &RURAL).is_some_and(|length| is_place_name(before, length));
        let estate =
            ends_with_any(before, &ESTATES).is_some_and(|length| is_place_name(before, length));
        let begin = || begin_of_place(letters, self.start);
        if home_label {
            let alone = !self.bare
                && matches!(
                    self.units.as_slice(),
                    [Unit::Household | Unit::Group | Unit::Building]
                );
            let says_where = !alone || (rural || estate) && !has(Unit::Household);
            return says_where.then(begin);
        }
        let closed = self.bare
            || !has(Unit::Door)
            || self.units.last() != Some(&Unit::Door)
            || is_door_end(&after);
        if rural {
            let door = has(Unit::Door) || (self.bare && has(Unit::Group));
            let building =
                has(Unit::Building) && (has(Unit::Room) || self.units.len() > 1 || self.bare);
            let counted = self.units.last() == Some(&Unit::Household)
                && !letters[self.start..self.end]
                    .iter()
                    .any(|letter| letter.c == '第');
            let household = has(Unit::Group) && has(Unit::Household) && !counted;
            let told = has(Unit::Group) && door && !is_day(&after);
            return ((door && closed) || told || building || household || has(Unit::Room))
                .then(begin);
        }
        if estate {
            let office = is_after_any(letters, self.start, &OFFICE_LABELS)
                || before_holds_institution(before)
                || INSTITUTIONS.iter().any(|word| after.contains(word));
            let residence = has(Unit::Room) && self.units.len() > 1
                || has(Unit::Building) && (self.units.len() > 1 || self.bare);
            return (residence && !office).then(begin);
        }
        None
    }
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十百〇零两".contains(c)
}

/// Length of a door's number: 12, 12-3, 十二, A3, 3甲.
fn number_length(letters: &[Letter]) -> usize {
    let mut length = 0;
    let latin = letters.first().is_some_and(|l| l.c.is_ascii_uppercase());
    if latin {
        length = 1;
    }
    let digits = letters[length..]
        .iter()
        .take_while(|letter| is_number(letter.c))
        .count();
    if digits > 5 || digits == 0 && !(latin && unit(&letters[1..]).is_some()) {
        return 0;
    }
    length += digits;
    while letters
        .get(length)
        .is_some_and(|l| matches!(l.c, '-' | '－' | '—' | '–' | '之'))
    {
        let more = letters[length + 1..]
            .iter()
            .take_while(|letter| is_number(letter.c))
            .count();
        if more == 0 || more > 4 {
            break;
        }
        length += 1 + more;
    }
    if letters
        .get(length)
        .is_some_and(|l| matches!(l.c, '甲' | '乙' | '丙' | 'A'..='D'))
    {
        length += 1;
    }
    length
}

fn unit(letters: &[Letter]) -> Option<(usize, Unit)> {
    let (length, unit) = UNITS.iter().find_map(|(word, unit)| {
        starts_with(letters, word).then_some((word.chars().count(), *unit))
    })?;
    // 统一社会信用代码, 三组织, 一队员
    let next = letters.get(length).map(|letter| letter.c);
    let goes_on =
        unit == Unit::Group && next.is_some_and(|c| "会区员保织长成建伍合交团论".contains(c));
    (!goes_on).then_some((length, unit))
}

fn starts_with(letters: &[Letter], word: &str) -> bool {
    let mut at = 0;
    word.chars().all(|c| {
        let same = letters.get(at).is_some_and(|letter| letter.c == c);
        at += 1;
        same
    })
}

fn ends_with(letters: &[Letter], word: &str) -> bool {
    let length = word.chars().count();
    letters
        .len()
        .checked_sub(length)
        .is_some_and(|at| starts_with(&letters[at..], word))
}

fn ends_with_any(letters: &[Letter], words: &[&str]) -> Option<usize> {
    words
        .iter()
        .find(|word| ends_with(letters, word))
        .map(|word| word.chars().count())
}

/// A name stands before its kind: 甲嘎查, not 嘎查 at the beginning of a clause or after 各.
fn is_place_name(before: &[Letter], length: usize) -> bool {
    let name = &before[..before.len() - length];
    name.last().is_some_and(|letter| {
        letter.c.is_alphanumeric() && !"各全本该每某个多几的和在按由为是对".contains(letter.c)
    })
}

/// After a door's 号 the address ends, or goes on into the house; a day of the month goes on in a sentence.
fn is_door_end(after: &str) -> bool {
    after.chars().next().is_none_or(|c| {
        !c.is_alphanumeric()
            || "家的住户人院内楼栋室单门附邮电手联身姓".contains(c)
            || c.is_ascii_digit()
    })
}

/// 12号召开会议: a day of the month.
fn is_day(after: &str) -> bool {
    [
        "召开", "开", "举", "组织", "上午", "下午", "前", "起", "至", "到", "晚", "早", "中午",
        "进行", "集中", "学习", "讨论", "代表",
    ]
    .iter()
    .any(|word| after.starts_with(word))
}

const STOPS: &str = "：:，,。；;、（）()|【】[]“”\"！!？?=》《…";

/// Where the part below the township begins.
fn begin_of_place(letters: &[Letter], chain: usize) -> usize {
    let mut start = chain;
    while start > 0 && chain - start < 30 {
        let c = letters[start - 1].c;
        if STOPS.contains(c) || "住址在于".contains(c) {
            break;
        }
        start -= 1;
    }
    // The last township on the way.
    let mut begin = start;
    for at in start..chain {
        let here = &letters[at..chain];
        let first = letters[at].c;
        let next = letters.get(at + 1).map(|letter| letter.c);
        // 镇 in 镇东村, 乡 in 乡村, 街道 in a street's name.
        let is_township = at > start
            && (first == '镇' && next != Some('街')
                || first == '乡' && next != Some('村')
                || starts_with(here, "苏木")
                || starts_with(here, "街道") && next.is_some());
        if is_township {
            let width = if matches!(first, '镇' | '乡') { 1 } else { 2 };
            if at + width <= chain {
                begin = at + width;
            }
        } else if at > start && begin == start && matches!(first, '旗' | '县') {
            // Nothing below the township may stay where no township is named.
            begin = start;
        }
    }
    begin.min(chain)
}

fn is_after_home_label(letters: &[Letter], chain: usize) -> bool {
    is_after_any(letters, chain, &HOME_LABELS)
}

/// Whether one of the labels stands before the place in the same clause.
fn is_after_any(letters: &[Letter], chain: usize, labels: &[&str]) -> bool {
    let mut start = chain;
    let mut colons = 0;
    while start > 0 && chain - start < 40 {
        let c = letters[start - 1].c;
        if "，,。；;、|！!？?".contains(c) {
            break;
        }
        if matches!(c, '：' | ':') {
            colons += 1;
            if colons > 1 {
                break;
            }
        }
        start -= 1;
    }
    (start..chain).any(|at| {
        labels
            .iter()
            .any(|label| starts_with(&letters[at..chain], label))
    })
}

fn before_holds_institution(before: &[Letter]) -> bool {
    let clause: String = before
        .iter()
        .rev()
        .take_while(|letter| !"，,。；;|".contains(letter.c))
        .take(24)
        .map(|letter| letter.c)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    [
        "政府",
        "办公室",
        "服务中心",
        "委员会",
        "公司",
        "派出所",
        "法院",
        "学校",
        "中学",
        "小学",
        "医院",
        "卫生院",
        "银行",
        "书店",
        "邮编",
    ]
    .iter()
    .any(|word| clause.contains(word))
}

/// `家庭住址：样例镇甲嘎查` says more than the township too.
fn find_labelled_villages(letters: &[Letter], text: &str, findings: &mut Vec<Finding>) {
    const STRICT: [&str; 8] = [
        "家庭住址",
        "家庭地址",
        "现住址",
        "户籍地址",
        "住址",
        "居住地址",
        "常住地址",
        "户口所在地",
    ];
    let mut at = 0;
    while at < letters.len() {
        let Some(label) = STRICT
            .iter()
            .find(|label| starts_with(&letters[at..], label))
        else {
            at += 1;
            continue;
        };
        at += label.chars().count();
        if !letters
            .get(at)
            .is_some_and(|letter| matches!(letter.c, '：' | ':' | '|' | '='))
        {
            continue;
        }
        at += 1;
        let end = letters[at..]
            .iter()
            .position(|letter| STOPS.contains(letter.c))
            .map_or(letters.len(), |length| at + length);
        let value = &letters[at..end];
        let village = ["嘎查", "村", "社区", "小区"]
            .iter()
            .any(|word| ends_with(value, word));
        let begin = begin_of_place(letters, end);
        if village && value.len() > 2 && begin < end && begin >= at {
            push(letters, begin, end, text, findings);
        }
    }
}
