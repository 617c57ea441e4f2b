//! Words that say what a number is: 电话, 卡号, 身份证号, 订单号, 产值（元）.
//! In: the words before a number, the head of its column, the cell to its left. Out: [`Named`].

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What words make of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Identity,
    Card,
    Phone,
    /// Some other number, of an order, a contract, a document.
    Other,
    /// A number of whatever stands in the row.
    Numbered,
    /// So much of something.
    Amount,
    /// Where somebody lives.
    Home,
}

impl Named {
    /// It is something of a person's.
    pub(crate) fn is_of_a_person(self) -> bool {
        matches!(self, Named::Identity | Named::Card | Named::Phone | Named::Home)
    }
}

const IDENTITY: [&str; 12] = [
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "公民身份证号码",
    "证件号",
    "证件号码",
    "身份号码",
    "身份证号为",
    "身份证件号码",
    "身份证编号",
    "身份证件号",
];

const CARDS: [&str; 28] = [
    "visa",
    "万事达",
    "卡号",
    "银行卡",
    "银行卡号",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "收款账户",
    "收款账号",
    "开户行",
    "开户银行",
    "银行",
    "信用社",
    "农商行",
    "农行",
    "工行",
    "建行",
    "中行",
    "交行",
    "邮储",
    "一卡通",
    "一卡通号",
    "储蓄卡",
    "工资卡",
    "社保卡",
    "信用卡",
];

const PHONES: [&str; 40] = [
    "电话",
    "电话号",
    "手机",
    "手机号",
    "手机号码",
    "联系电话",
    "联系方式",
    "联系号码",
    "电话号码",
    "号码",
    "tel",
    "mobile",
    "phone",
    "telephone",
    "微信",
    "微信号",
    "微信同号",
    "联系人",
    "联系人及电话",
    "致电",
    "拨打",
    "热线",
    "咨询",
    "短信",
    "☎",
    "📱",
    "📞",
    "移动电话",
    "来电",
    "本人电话",
    "办公电话",
    "监督电话",
    "小灵通",
    "支付宝",
    "通讯方式",
    "通讯号码",
    "联络方式",
    "联系",
    "电话/微信",
    "手机/微信",
];

const OTHERS: [&str; 71] = [
    "发票号码",
    "发票号",
    "发票代码",
    "合同编号",
    "合同号",
    "合同号码",
    "订单号",
    "订单号码",
    "订单编号",
    "订单",
    "运单号",
    "运单号码",
    "快递单号",
    "快递号码",
    "单号",
    "单据号码",
    "流水号",
    "流水号码",
    "流水",
    "条形码",
    "条码",
    "批号",
    "批次号",
    "证书编号",
    "证书号码",
    "设备编号",
    "设备号码",
    "资产编号",
    "项目编号",
    "项目编码",
    "项目代码",
    "案号",
    "文号",
    "编码",
    "产品编号",
    "产品号码",
    "标准号",
    "isbn",
    "序列号",
    "序列号码",
    "交易号",
    "凭证号",
    "凭证号码",
    "凭证",
    "受理编号",
    "受理号",
    "许可证编号",
    "许可证号",
    "登记号",
    "备案号",
    "档案号",
    "学号",
    "工号",
    "代码",
    "信用代码",
    "税号",
    "图斑号",
    "宗地号",
    "不动产单元号",
    "耳标号",
    "耳标",
    "票号",
    "证书号",
    "批准文号",
    "回执号",
    "工单",
    "工单号",
    "工单编号",
    "型号",
    "设备型号",
    "规格型号",
];

/// In a sentence too these make an amount of what follows.
const AMOUNTS: [&str; 44] = [
    "产值",
    "金额",
    "总额",
    "余额",
    "收入",
    "总收入",
    "支出",
    "投资",
    "总投资",
    "资金",
    "预算",
    "决算",
    "产量",
    "总产量",
    "面积",
    "总面积",
    "销售额",
    "营业额",
    "成交额",
    "交易额",
    "利润",
    "成本",
    "税收",
    "负债",
    "资产",
    "总资产",
    "净资产",
    "存款",
    "贷款",
    "储量",
    "发电量",
    "用电量",
    "用水量",
    "流量",
    "点击量",
    "访问量",
    "播放量",
    "阅读量",
    "生产总值",
    "总值",
    "gdp",
    "蓄水量",
    "库容",
    "补贴",
];

/// At the end of a head, or in brackets there: 收入（元）, 面积/亩.
const UNITS_IN_HEADS: [&str; 40] = [
    "元",
    "万元",
    "亿元",
    "千元",
    "美元",
    "欧元",
    "港元",
    "吨",
    "万吨",
    "公斤",
    "千克",
    "克",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "立方米",
    "米",
    "公里",
    "千米",
    "升",
    "千瓦时",
    "度",
    "头",
    "只",
    "匹",
    "株",
    "棵",
    "粒",
    "件",
    "次",
    "股",
    "台",
    "人",
    "户",
    "字节",
    "毫秒",
    "秒",
    "%",
    "％",
];
/// Further words of heads that count something.
const COUNTS_IN_HEADS: [&str; 22] = [
    "数量",
    "人数",
    "户数",
    "头数",
    "只数",
    "总数",
    "合计",
    "总计",
    "小计",
    "数值",
    "数据量",
    "单价",
    "总价",
    "价格",
    "价值",
    "人口",
    "规模",
    "容量",
    "大小",
    "时间戳",
    "存栏",
    "出栏",
];

/// Heads of columns only: 编号 before a number in a sentence may be said of an ID number too.
const NUMBERED: [&str; 2] = ["编号", "代号"];

/// Heads of columns only: before an address its own labels are looked for.
const HOMES: [&str; 4] = ["住址", "家庭地址", "户籍地址", "居住地址"];

/// Words that hold a word of these lists and say nothing of a number.
const NOTHING: [&str; 8] =
    ["联系地址", "联系单位", "联系领导", "联系村", "联系点", "卡号数", "电话数", "订单数"];

static WORDS: LazyLock<Option<(AhoCorasick, Vec<Option<Named>>)>> = LazyLock::new(|| {
    let lists: [(&[&str], Option<Named>); 9] = [
        (&IDENTITY, Some(Named::Identity)),
        (&CARDS, Some(Named::Card)),
        (&PHONES, Some(Named::Phone)),
        (&OTHERS, Some(Named::Other)),
        (&AMOUNTS, Some(Named::Amount)),
        (&COUNTS_IN_HEADS, Some(Named::Amount)),
        (&NUMBERED, Some(Named::Numbered)),
        (&HOMES, Some(Named::Home)),
        (&NOTHING, None),
    ];
    let words: Vec<(&str, Option<Named>)> = lists
        .iter()
        .flat_map(|(words, named)| words.iter().map(move |word| (*word, *named)))
        .collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words.iter().map(|(word, _)| word))
        .ok()?;
    Some((automaton, words.into_iter().map(|(_, named)| named).collect()))
});

/// What the words directly before a number make of it.
pub(crate) fn named_after(words: &str) -> Option<Named> {
    let words = words
        .trim_end_matches(|c: char| {
            (!c.is_alphanumeric() || c.is_ascii_digit()) && !matches!(c, '☎' | '📱' | '📞')
        })
        .trim_end_matches(['为', '是', '有'])
        .to_lowercase();
    // `id` alone; `paid` is no such word.
    if words.ends_with("id")
        && !words[..words.len() - 2].ends_with(|c: char| c.is_ascii_alphabetic())
    {
        return Some(Named::Identity);
    }
    let lists: [(&[&str], Named); 5] = [
        (&IDENTITY, Named::Identity),
        (&CARDS, Named::Card),
        (&PHONES, Named::Phone),
        (&OTHERS, Named::Other),
        (&AMOUNTS, Named::Amount),
    ];
    let mut longest: Option<(usize, Named)> = None;
    for (list, named) in lists {
        for word in list {
            if words.ends_with(word) && longest.is_none_or(|(length, _)| word.len() > length) {
                longest = Some((word.len(), named));
            }
        }
    }
    longest.map(|(_, named)| named)
}

/// What a head or a cell to the left makes of the numbers that it stands for; the last word counts.
pub(crate) fn named_in_cell(cell: &str) -> Option<Named> {
    const LONGEST: usize = 30;
    const MOST_DIGITS: usize = 6;
    let tight: String = cell.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1).collect();
    let count = tight.chars().count();
    if count == 0
        || count > LONGEST
        || tight.chars().filter(char::is_ascii_digit).count() > MOST_DIGITS
    {
        return None;
    }
    let bare = tight.trim_end_matches(['）', ')', ']', '】', '：', ':', '*', '＊']);
    if let Some(unit) = UNITS_IN_HEADS.iter().find(|unit| bare.ends_with(**unit)) {
        let before = &bare[..bare.len() - unit.len()];
        let is_unit = before.is_empty()
            || before
                .ends_with(['（', '(', '/', '／', '[', '【', '：', ':', '万', '亿', '千', '百']);
        if is_unit {
            return Some(Named::Amount);
        }
    }
    let (automaton, names) = WORDS.as_ref()?;
    let found = automaton.find_iter(&tight).map(|found| names[found.pattern().as_usize()]);
    // 电话及住址: the address says nothing of a number.
    let mut last = None;
    for named in found {
        if last.is_none() || named != Some(Named::Home) {
            last = Some(named);
        }
    }
    last?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_head_counts() {
        for (head, named) in [
            ("联系电话", Some(Named::Phone)),
            ("手 机", Some(Named::Phone)),
            ("产值（元）", Some(Named::Amount)),
            ("电话费（元）", Some(Named::Amount)),
            ("订单金额", Some(Named::Amount)),
            ("订单编号", Some(Named::Other)),
            ("发票号码", Some(Named::Other)),
            ("公民身份证号码", Some(Named::Identity)),
            ("银行卡号", Some(Named::Card)),
            ("开户行及账号", Some(Named::Card)),
            ("单元", None),
            ("姓名", None),
            ("19900001234", None),
        ] {
            assert_eq!(named_in_cell(head), named, "{head}");
        }
        assert_eq!(named_after("我的身份证号码为："), Some(Named::Identity));
        assert_eq!(named_after("paid "), None);
        assert_eq!(named_after("合同编号："), Some(Named::Other));
    }
}
