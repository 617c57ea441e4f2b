//! What offices hand in broken: ragged rows, wrong encodings, names that lead nowhere, counts that cannot be. Each is
//! told at its place, and the rest of the folder is read all the same.

use jiff::civil::date;
use yanxi_campaign::state::State;

use super::{PEOPLE, PLAN, Site, UNITS, lines};

const RATING: &str = "\n[[记录类型]]\n名称 = \"测评表\"\n用途 = \"测评\"\n\n[[测评规则]]\n编号 = \"myd\"\n名称 = \"满意度\"\n等次 = [\"满意\", \"不满意\"]\n权重 = [1, 0]\n合格线 = 70%\n";

fn rating(keys: &str) -> Site {
    Site::with_plan(&format!("{PLAN}{RATING}")).page(
        "活动/记录/测评.md",
        &format!("---\n类型: 测评表\n单位: 甲嘎查\n日期: 2008-12-01\n{keys}---\n"),
    )
}

#[test]
fn a_ballot_in_a_text_that_does_not_add_up_is_told_on_its_lines() {
    assert_eq!(
        rating("发出: 10\n收回: 12\n有效: 11\n满意: 8\n不满意: 2\n").errors(),
        [
            "错误 E11 活动/记录/测评.md 第6行 收回: 12 —— 收回 12 张，比发出的 10 张还多。改法：核对原始票数，改正写错的数",
            "错误 E11 活动/记录/测评.md 第7行 有效: 11 —— 各等次票数合计 10 张，有效票却是 11 张。改法：核对原始票数，改正写错的数",
        ]
    );
}

#[test]
fn votes_above_the_ballots_returned_are_told_without_a_count_of_valid_ones() {
    assert_eq!(
        rating("发出: 12\n收回: 10\n满意: 9\n不满意: 3\n").errors(),
        [
            "错误 E11 活动/记录/测评.md 第6行 收回: 10 —— 各等次票数合计 12 张，比收回的 10 张还多。改法：核对原始票数，改正写错的数",
        ]
    );
}

#[test]
fn votes_above_the_ballots_issued_are_told_where_nothing_else_was_counted() {
    assert_eq!(
        rating("发出: 10\n满意: 9\n不满意: 3\n").errors(),
        [
            "错误 E11 活动/记录/测评.md 第5行 发出: 10 —— 各等次票数合计 12 张，比发出的 10 张还多。改法：核对原始票数，改正写错的数",
        ]
    );
    assert_eq!(
        rating("发出: 10\n有效: 12\n满意: 9\n不满意: 3\n").errors(),
        [
            "错误 E11 活动/记录/测评.md 第6行 有效: 12 —— 有效票 12 张，比发出的 10 张还多。改法：核对原始票数，改正写错的数",
        ]
    );
}

#[test]
fn a_ballot_without_votes_or_with_words_for_votes_is_told() {
    assert_eq!(
        rating("发出: 10\n收回: 10\n").errors(),
        [
            "错误 E03 活动/记录/测评.md 第1行 —— 缺少“满意”。改法：在开头两行 --- 之间加一行 满意: ……",
        ]
    );
    assert_eq!(
        rating("发出: 10\n满意: 多数\n不满意: -1\n").errors(),
        [
            "错误 E03 活动/记录/测评.md 第6行 满意: 多数 —— “满意”要写数字，不是“多数”。改法：写成 满意: 3 的样子",
            "错误 E03 活动/记录/测评.md 第7行 不满意: -1 —— “不满意”要写数字，不是“-1”。改法：写成 不满意: 3 的样子",
        ]
    );
}

#[test]
fn ragged_rows_of_a_ledger_are_read_as_far_as_they_go() {
    let site = Site::sample().file(
        "活动/台账/心得体会.csv",
        "单位,人员,事项,日期,状态\n甲嘎查,样例甲,写体会,2008-11-01,已审核\n乙嘎查,样例乙,写体会\n甲嘎查,p3,写体会,2008-11-03,已审核,,,\n乙嘎查,p4,写体会,2008-11-04,已审核,多出来的\n甲嘎查\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/心得体会.csv 第3行 乙嘎查 —— 缺少“日期”。改法：在“日期”列填上",
            "错误 R23 活动/台账/心得体会.csv 第5行 多出来的 —— 这一行比表头长，从 F列 起多出内容。改法：某一格的文字里有“,”的，给那一格两头加上英文双引号 \"；否则删去多出的内容",
        ]
    );
    let read = site.read();
    assert_eq!(read.campaign.records.len(), 5);
}

#[test]
fn a_roster_in_no_known_encoding_is_told_and_the_rest_is_read() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .bytes(
            "活动/单位.csv",
            b"\xE7\xBC\x96\xE5\x8F\xB7,\xFF\xE5\x90\x8D\xE7\xA7\xB0\nj,\xE7\x94\xB2\n",
        )
        .file("活动/人员.csv", PEOPLE)
        .file("活动/台账/心得体会.csv", "人员,日期\np1,2008-13-01\n");
    // People are not said to be in unknown units because of it.
    assert_eq!(
        site.errors(),
        [
            "错误 R03 活动/单位.csv 第1行 编号,�名称 —— 这一行有损坏的文字（既不是 UTF-8 也不是 GBK）。改法：重新输入这一行的乱码字，另存为 UTF-8",
            "错误 E04 活动/台账/心得体会.csv 第2行 2008-13-01 —— “日期”的“2008-13-01”不是真实的日期。改法：在“日期”列写成 2008-12-25 的样子",
        ]
    );
}

#[test]
fn a_roster_in_utf_16_or_gbk_is_read_with_a_note() {
    let utf_16: Vec<u8> = "\u{FEFF}"
        .chars()
        .chain(UNITS.chars())
        .collect::<String>()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(PEOPLE);
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .bytes("活动/单位.csv", &utf_16)
        .bytes("活动/人员.csv", &gbk);
    let read = site.read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(
        lines(&read, "说明"),
        [
            "说明 R16 活动/人员.csv —— 这个文件是 GBK 编码，已按 GBK 读取。改法：不改也可以；另存为 UTF-8 更稳妥",
            "说明 R16 活动/单位.csv —— 这个文件是 UTF-16 编码，已按 UTF-16 读取。改法：不改也可以；另存为 UTF-8 更稳妥",
        ]
    );
    assert_eq!(read.campaign.roster.people.len(), 4);
    assert_eq!(read.campaign.roster.people[1].unit, "y");
}

#[test]
fn a_plan_in_no_known_encoding_is_one_error() {
    let site = Site::empty()
        .bytes("活动/计划.toml", b"\xE7\xBC\x96 = \"\xFF\xE5\x90\x8D\"\n")
        .file("活动/单位.csv", UNITS);
    assert_eq!(
        site.errors(),
        [
            "错误 R03 活动/计划.toml 第1行 编 = \"�名\" —— 这一行有损坏的文字（既不是 UTF-8 也不是 GBK）。改法：重新输入这一行的乱码字，另存为 UTF-8",
        ]
    );
    assert_eq!(site.read().campaign.roster.units.len(), 2);
}

#[test]
fn reversed_dates_are_told_wherever_they_stand() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("阶段").expect("a name");
    for (column, (head, text)) in
        (0..).zip([("名称", "乙阶段"), ("开始", "2008年12月1日"), ("结束", "2008.11.30")])
    {
        sheet.write_string(0, column, head).expect("a cell");
        sheet.write_string(1, column, text).expect("a cell");
    }
    let bytes = book.save_to_buffer().expect("a workbook");
    let plan = "[活动]\n名称 = \"样例\"\n开始 = 2008-12-31\n结束 = 2008-10-01\n[[阶段]]\n名称 = \"甲阶段\"\n开始 = 2008-11-10\n结束 = 2008-11-09\n宽限天数 = 7\n[[环节]]\n名称 = \"甲环节\"\n阶段 = \"甲阶段\"\n开始 = 2008-11-10\n结束 = 2008-11-09\n[[主题活动]]\n编号 = \"a\"\n名称 = \"主题甲\"\n阶段 = \"甲阶段\"\n开始 = 2008-11-10\n结束 = 2008-11-09\n[[事项]]\n名称 = \"写\"\n活动 = \"a\"\n开始 = 2008-11-10\n结束 = 2008-11-09\n";
    let site = Site::with_plan(plan).bytes("活动/计划.xlsx", &bytes);
    assert_eq!(
        site.errors(),
        [
            "错误 E04 活动/计划.toml 第4行 结束 = 2008-10-01 —— 结束 2008-10-01 早于开始 2008-12-31。改法：把两个日期对调，或改正其中一个",
            "错误 E04 活动/计划.toml 第8行 结束 = 2008-11-09 —— 结束 2008-11-09 早于开始 2008-11-10。改法：把两个日期对调，或改正其中一个",
            "错误 E04 活动/计划.toml 第14行 结束 = 2008-11-09 —— 结束 2008-11-09 早于开始 2008-11-10。改法：把两个日期对调，或改正其中一个",
            "错误 E04 活动/计划.toml 第20行 结束 = 2008-11-09 —— 结束 2008-11-09 早于开始 2008-11-10。改法：把两个日期对调，或改正其中一个",
            "错误 E04 活动/计划.toml 第25行 结束 = 2008-11-09 —— 结束 2008-11-09 早于开始 2008-11-10。改法：把两个日期对调，或改正其中一个",
            "错误 E04 活动/计划.xlsx〔阶段〕 第2行 2008.11.30 —— 结束 2008-11-30 早于开始 2008-12-01。改法：把两个日期对调，或改正其中一个",
        ]
    );
}

#[test]
fn dates_that_do_not_exist_are_told() {
    let page = |day: &str| {
        Site::sample()
            .page(
                "活动/记录/一.md",
                &format!("---\n类型: 心得体会\n事项: xie\n人员: p1\n日期: {day}\n---\n"),
            )
            .errors()
    };
    assert_eq!(
        page("2008-02-30"),
        [
            "错误 E04 活动/记录/一.md 第5行 日期: 2008-02-30 —— “日期”的“2008-02-30”不是真实的日期。改法：写成 日期: 2008-12-25 的样子",
        ]
    );
    assert_eq!(
        page("2008年11月31日"),
        [
            "错误 E04 活动/记录/一.md 第5行 日期: 2008年11月31日 —— “日期”的“2008年11月31日”不是真实的日期。改法：写成 日期: 2008-12-25 的样子",
        ]
    );
    assert_eq!(
        page("9月18日"),
        [
            "错误 E04 活动/记录/一.md 第5行 日期: 9月18日 —— “日期”的“9月18日”没有写年份，活动的时间里没有这一天，或不止一天。改法：写成 日期: 2008-12-25 的样子",
        ]
    );
    // Inside the campaign's days there is one only.
    assert_eq!(page("11月18日"), Vec::<String>::new());
}

#[test]
fn names_in_a_plan_that_lead_nowhere_are_each_told() {
    let site = Site::with_plan(
        "[活动]\n名称 = \"样例\"\n\n[[单位类别]]\n名称 = \"嘎查\"\n\n[[人员类别]]\n名称 = \"党员\"\n单位类别 = \"嘎差\"\n\n[[阶段]]\n名称 = \"甲阶段\"\n\n[[环节]]\n名称 = \"甲环节\"\n阶段 = \"乙阶段\"\n\n[[把关]]\n名称 = \"甲关\"\n把关对象 = [\"甲阶段\", \"丙环节\"]\n标准 = [{内容 = \"样例\", 适用 = \"群众\"}]\n\n[[主题活动]]\n编号 = \"a\"\n名称 = \"主题甲\"\n环节 = \"乙环节\"\n\n[[记录类型]]\n名称 = \"心得体会\"\n字段 = [{名称 = \"类别\", 取值 = \"lei\"}]\n\n[[事项]]\n名称 = \"写体会\"\n活动 = \"主题乙\"\n记录类型 = [\"心得体会\", \"学习笔记\"]\n要求 = [{人员类别 = \"党圆\", 次数 = 2}]\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E01 活动/计划.toml 第9行 单位类别 = \"嘎差\" —— 方案里没有“嘎差”这个单位类别，最接近的是“嘎查”。改法：把第9行的“嘎差”改成“嘎查”",
            "错误 E01 活动/计划.toml 第16行 阶段 = \"乙阶段\" —— 方案里没有“乙阶段”这个阶段。改法：照方案写其中的一个：甲阶段；计划漏了的，先写进计划",
            "错误 E01 活动/计划.toml 第20行 把关对象 = [\"甲阶段\", \"丙环节\"] —— 方案里没有“丙环节”这个阶段或环节。改法：照方案写其中的一个：甲阶段、甲环节；计划漏了的，先写进计划",
            "错误 E01 活动/计划.toml 第21行 标准 = [{内容 = \"样例\", 适用 = \"群众\"}] —— 方案里没有“群众”这个单位类别或人员类别。改法：照方案写其中的一个：嘎查、党员；计划漏了的，先写进计划",
            "错误 E01 活动/计划.toml 第26行 环节 = \"乙环节\" —— 方案里没有“乙环节”这个环节。改法：照方案写其中的一个：甲环节；计划漏了的，先写进计划",
            "错误 E01 活动/计划.toml 第30行 字段 = [{名称 = \"类别\", 取值 = \"lei\"}] —— 方案里没有“lei”这个取值。改法：先在计划里写上这个取值",
            "错误 E01 活动/计划.toml 第34行 活动 = \"主题乙\" —— 方案里没有“主题乙”这个主题实践活动。改法：照方案写其中的一个：主题甲；计划漏了的，先写进计划",
            "错误 E01 活动/计划.toml 第35行 记录类型 = [\"心得体会\", \"学习笔记\"] —— 方案里没有“学习笔记”这个记录类型。改法：照实际写其中的一种：心得体会；都不是的，在计划末尾加两行：[[记录类型]]、名称 = \"学习笔记\"",
            "错误 E01 活动/计划.toml 第36行 要求 = [{人员类别 = \"党圆\", 次数 = 2}] —— 方案里没有“党圆”这个人员类别，最接近的是“党员”。改法：把第36行的“党圆”改成“党员”",
        ]
    );
    assert_eq!(site.read().campaign.plan.items.len(), 1);
}

#[test]
fn what_a_rating_names_and_is_not_there_is_told() {
    let plan = "[活动]\n名称 = \"样例\"\n[[测评规则]]\n编号 = \"myd\"\n名称 = \"满意度\"\n等次 = [\"满意\", \"不满意\"]\n权重 = [1]\n补课类型 = \"补课单\"\n[[代表比例]]\n测评规则 = \"满意率\"\n群体 = [\"群众代表\"]\n最低 = 30\n";
    assert_eq!(
        Site::empty().file("活动/计划.toml", plan).errors(),
        [
            "错误 E03 活动/计划.toml 第3行 [[测评规则]] —— 等次有 2 个，权重有 1 个。改法：按等次的顺序，给每个等次写一个权重",
            "错误 E01 活动/计划.toml 第8行 补课类型 = \"补课单\" —— 方案里没有“补课单”这个记录类型。改法：先在计划里写上这个记录类型",
            "错误 E01 活动/计划.toml 第10行 测评规则 = \"满意率\" —— 方案里没有“满意率”这个测评规则。改法：照方案写其中的一个：满意度；计划漏了的，先写进计划",
        ]
    );
}

#[test]
fn of_two_units_or_people_of_one_id_the_first_stands_and_the_second_is_told() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", &format!("{UNITS}j,丙嘎查,嘎查,样例丁,领导小组\n"))
        .file("活动/人员.csv", &format!("{PEOPLE}p1,样例丁,乙嘎查,党员\n"))
        .file(
            "活动/台账/心得体会.csv",
            "单位,人员,事项,日期,状态\nj,p1,写体会,2008-11-01,已审核\n",
        );
    assert_eq!(
        site.errors(),
        [
            "错误 E02 活动/人员.csv 第6行 p1 —— 编号“p1”已经用在 活动/人员.csv 第2行。改法：给这一条另写一个编号",
            "错误 E02 活动/单位.csv 第4行 j —— 编号“j”已经用在 活动/单位.csv 第2行。改法：给这一条另写一个编号",
        ]
    );
    let read = site.read();
    assert_eq!(read.campaign.roster.unit("j").map(|unit| unit.name.as_str()), Some("甲嘎查"));
    assert_eq!(
        read.campaign.roster.person("p1").map(|person| person.name.as_str()),
        Some("样例甲")
    );
    let done = read.progress.cell(|own| own.state == State::Done);
    assert_eq!(done.required, 1);
}

#[test]
fn tables_with_a_header_only_or_nothing_at_all_hide_nothing_else() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "编号,名称,类别\n")
        .file("活动/人员.csv", "")
        .file("活动/台账/心得体会.csv", "单位,人员,事项,日期\n甲嘎查,样例甲,写体会,2008-11-01\n");
    assert_eq!(
        site.errors(),
        [
            "错误 R21 活动/人员.csv —— 表格里没有内容。改法：填好表格，或删去这个文件",
            "错误 E01 活动/台账/心得体会.csv 第2行 甲嘎查 —— 单位名册是空的，认不出“甲嘎查”。改法：在 单位.csv 里写上“甲嘎查”，这个文件放在计划旁边或 content 最上层",
        ],
        "who stands in an empty file is not known"
    );
}

#[test]
fn a_first_responsible_whom_the_roster_does_not_know_is_told() {
    let plan =
        PLAN.replace("记录类型 = \"心得体会\"\n", "记录类型 = \"心得体会\"\n按 = \"负责人\"\n");
    let site = Site::empty()
        .file("活动/计划.toml", &plan)
        .file(
            "活动/单位.csv",
            "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎查,样例庚,领导小组\n",
        )
        .file("活动/人员.csv", PEOPLE)
        .on(date(2009, 3, 1));
    assert_eq!(
        site.warnings("W10"),
        [
            "提醒 W10 活动/单位.csv 第2行 j —— 人员名册里没有甲嘎查的第一责任人“样例庚”，负责人的事项没有算给任何人。改法：把这个人写进人员名册，或改正姓名",
        ]
    );
}
