//! Words that say that an address is an office's, a business's or a piece of land's.
//! In: what stands before an address. Out: whether such a word is in it.

use super::letters::Letter;

/// What is at the address when it is no home; also what 号 counts besides doors.
pub(super) const INSTITUTIONS: [&str; 62] = [
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

pub(super) fn before_holds_institution(before: &[Letter]) -> bool {
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
