//! Units and people: rosters, and records that name them.

use yanxi_campaign::progress::Owner;

use yanxi_campaign::state::State;

use super::{PEOPLE, PLAN, ReadCampaign, Site, UNITS, lines};

fn note(keys: &str) -> String {
    format!("---\n类型: 心得体会\n事项: xie\n{keys}日期: 2008-11-18\n---\n\n正文。\n")
}

#[test]
fn an_unknown_unit_is_named_with_the_nearest() {
    let text = "---\n类型: 心得体会\n事项: 写体会\n单位: 甲嘎差\n人员: p1\n日期: 2008-11-18\n---\n";
    assert_eq!(
        Site::sample().page("活动/记录/张三.md", text).errors(),
        [
            "错误 E01 活动/记录/张三.md 第4行 单位: 甲嘎差 —— 名册里没有“甲嘎差”，最接近的是“甲嘎查”。改法：把第4行改成 单位: 甲嘎查"
        ]
    );
}

#[test]
fn a_name_is_sought_in_the_unit_first() {
    let site = Site::sample().page("活动/记录/一.md", &note("单位: 甲嘎查\n人员: 样例丙\n"));
    assert_eq!(site.errors(), Vec::<String>::new());
    assert_eq!(site.read().campaign.records[0].people, ["p3"]);
}

#[test]
fn a_name_that_two_people_bear_is_an_error_with_both() {
    assert_eq!(
        Site::sample().page("活动/记录/一.md", &note("人员: 样例丙\n")).errors(),
        [
            "错误 E01 活动/记录/一.md 第4行 人员: 样例丙 —— “样例丙”有两个人：p3（甲嘎查）、p4（乙嘎查）。改法：把“样例丙”改成编号 p3 或 p4"
        ]
    );
}

#[test]
fn who_names_only_people_means_their_unit() {
    let read = Site::sample().page("活动/记录/一.md", &note("人员: 样例乙\n")).read();
    assert_eq!(read.campaign.records[0].units, ["y"]);
}

#[test]
fn blanks_in_a_name_say_nothing() {
    let read = Site::sample().page("活动/记录/一.md", &note("人员: [样 例　乙]\n")).read();
    assert_eq!(read.campaign.records[0].people, ["p2"]);
}

#[test]
fn a_roster_in_gbk_at_the_top_serves_all_campaigns() {
    let (units, _, _) = encoding_rs::GBK.encode(UNITS);
    let (people, _, _) = encoding_rs::GBK.encode(PEOPLE);
    let read = Site::empty()
        .file("活动/计划.toml", PLAN)
        .bytes("单位.csv", &units)
        .bytes("人员.csv", &people)
        .read();
    assert_eq!(read.campaign.roster.units[1].name, "乙嘎查");
    assert_eq!(read.campaign.roster.people[2].roles, ["党员", "群众"]);
    assert_eq!(read.campaign.roster.people[2].unit, "j");
    assert!(read.used_files.contains("单位.csv"));
}

#[test]
fn a_roster_needs_no_ids_and_keeps_other_columns() {
    let read = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "名称,类别,电话\n甲嘎查,嘎查,0001\n")
        .file("活动/人员.csv", "姓名,单位\n样例甲,甲嘎查\n")
        .read();
    let roster = read.campaign.roster;
    assert_eq!(roster.units[0].id, "甲嘎查");
    assert_eq!(roster.units[0].other, [("电话".to_string(), "0001".to_string())]);
    assert_eq!(roster.people[0].id, "甲嘎查-样例甲");
}

#[test]
fn mistakes_of_a_roster_are_all_told() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file(
            "活动/单位.csv",
            "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎差,样例甲、样例乙,领导小组\nj,乙嘎查,嘎查,样例乙,\n",
        )
        .file("活动/人员.csv", "姓名,单位\n样例甲,丙嘎查\n样例乙,甲嘎查\n样例乙,甲嘎查\n");
    assert_eq!(
        site.errors(),
        [
            "错误 E01 活动/人员.csv 第2行 丙嘎查 —— 单位名册里没有“丙嘎查”。改法：单位改过名的，在名册新名称那一行的“曾用名”列写上“丙嘎查”；名册漏了的，加一行“丙嘎查”",
            "错误 E02 活动/人员.csv 第4行 样例乙 —— 名称“样例乙”已经用在 活动/人员.csv 第3行，两条都没有编号，分不开。改法：给两条各写一个编号",
            "错误 E01 活动/单位.csv 第2行 嘎差 —— 方案里没有“嘎差”这个单位类别，最接近的是“嘎查”。改法：把“类别”列的“嘎差”改成“嘎查”",
            "错误 E02 活动/单位.csv 第3行 j —— 编号“j”已经用在 活动/单位.csv 第2行。改法：给这一条另写一个编号",
        ]
    );
    assert_eq!(
        site.warnings("W10"),
        [
            "提醒 W10 活动/单位.csv 第2行 j —— 甲嘎查有 2 个第一责任人，只能有一个。改法：在“第一责任人”列写一个人的姓名",
            "提醒 W10 活动/单位.csv 第3行 j —— 乙嘎查没有领导机构。改法：在“领导机构”列写上机构名称",
        ]
    );
}

#[test]
fn records_under_a_units_former_name_are_its_own() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/人员.csv", PEOPLE)
        .file(
            "活动/单位.csv",
            "编号,名称,曾用名,类别,第一责任人,领导机构\nj,甲嘎查,老甲村、甲队,嘎查,样例甲,小组\ny,乙嘎查,,嘎查,样例乙,小组\n",
        )
        .page(
            "活动/记录/一.md",
            "---\n类型: 心得体会\n标题: 体会\n单位: 老甲村\n人员: 样例甲\n日期: 2008-11-01\n---\n",
        );
    let read = site.read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    assert_eq!(read.campaign.records[0].units, ["j"]);
    assert_eq!(
        read.campaign.roster.units[0].other,
        [("曾用名".to_string(), "老甲村、甲队".to_string())]
    );
}

/// Two items, one over on 31 October and one on 31 December, that everybody owes once.
const TWO_ITEMS: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2008-10-01
结束 = 2008-12-31

[[记录类型]]
名称 = "心得体会"

[[事项]]
名称 = "十月心得"
记录类型 = "心得体会"
结束 = 2008-10-31

[[事项]]
名称 = "年底心得"
记录类型 = "心得体会"
"#;

fn moving(people: &str, records: &str) -> Site {
    Site::empty()
        .file("活动/计划.toml", TWO_ITEMS)
        .file("活动/单位.csv", "名称,第一责任人,领导机构\n甲村,样例甲,小组\n乙村,样例甲,小组\n")
        .file("活动/人员.csv", people)
        .file("活动/台账/心得体会.csv", records)
}

/// Person, unit, item and state of everything owed.
fn owed(read: &ReadCampaign) -> Vec<(String, String, String, State)> {
    let name = |owner: &Owner| match owner {
        Owner::Person(id) => read.campaign.roster.person(id).map(|person| person.name.clone()),
        Owner::Unit(_) | Owner::Campaign => None,
    };
    read.progress
        .obligations
        .iter()
        .map(|own| {
            let unit = own.unit.clone().unwrap_or_default();
            (name(&own.owner).unwrap_or_default(), unit, own.item.clone(), own.state)
        })
        .collect()
}

fn told(owed: &[(&str, &str, &str, State)]) -> Vec<(String, String, String, State)> {
    owed.iter()
        .map(|(name, unit, item, state)| {
            (name.to_string(), unit.to_string(), item.to_string(), *state)
        })
        .collect()
}

#[test]
fn who_moves_owes_each_item_where_he_is_on_its_last_day_and_his_records_count_wherever_they_were_made()
 {
    let records = "人员,单位,事项,日期,状态\n样例乙,甲村,年底心得,2008-10-20,已审核\n";
    for people in [
        "编号,姓名,单位,调入日期,调出日期\np2,样例乙,甲村,,2008-11-10\np2,样例乙,乙村,2008-11-10,\n",
        "姓名,单位,调入日期,调出日期\n样例乙,甲村,,2008-11-10\n样例乙,乙村,2008-11-10,\n",
        "姓名,单位,调入日期,调出日期\n样例乙,乙村,2008-11-10,\n样例乙,甲村,,2008-11-09\n",
    ] {
        let read = moving(people, records).read();
        assert_eq!(lines(&read, "错误"), Vec::<String>::new());
        assert_eq!(
            owed(&read),
            told(&[
                ("样例乙", "甲村", "十月心得", State::Missing),
                ("样例乙", "乙村", "年底心得", State::Done),
            ])
        );
    }
}

#[test]
fn who_left_owes_what_was_over_before_and_who_came_what_is_not() {
    let people = "姓名,单位,调入日期,调出日期\n样例乙,甲村,,2008-10-31\n样例丙,甲村,,2008-11-01\n样例丁,甲村,2008-10-31,\n样例戊,甲村,2008-11-01,\n";
    assert_eq!(
        owed(&moving(people, "人员,日期\n").read()),
        told(&[
            // The day of leaving is the first on which he is gone, that of joining the first on which he is there.
            ("样例丙", "甲村", "十月心得", State::Missing),
            ("样例丁", "甲村", "十月心得", State::Missing),
            ("样例丁", "甲村", "年底心得", State::NotDue),
            ("样例戊", "甲村", "年底心得", State::NotDue),
        ])
    );
}

#[test]
fn who_names_only_a_person_means_the_unit_of_that_day() {
    let people = "姓名,单位,调入日期,调出日期\n样例乙,甲村,,2008-11-10\n样例乙,乙村,2008-11-10,\n";
    let records = "人员,日期,状态\n样例乙,2008-11-09,已审核\n样例乙,2008-11-10,已审核\n";
    let read = moving(people, records).read();
    let units: Vec<&[String]> =
        read.campaign.records.iter().map(|record| record.units.as_slice()).collect();
    assert_eq!(units, [["甲村"], ["乙村"]]);
}

#[test]
fn rows_of_which_nobody_can_tell_whose_they_are_are_asked() {
    let errors = |people: &str| moving(people, "人员,日期\n").errors();
    assert_eq!(
        errors("姓名,单位,调入日期,调出日期\n样例乙,甲村,,2008-11-10\n样例乙,乙村,2008-12-01,\n"),
        [
            "错误 E02 活动/人员.csv 第3行 样例乙 —— “样例乙”在 活动/人员.csv 第2行 也有一行，有调入、调出日期，接不上，分不清是不是同一个人。改法：是同一个人的，两行写同一个编号；不是的，各写一个编号"
        ]
    );
    assert_eq!(
        errors("编号,姓名,单位,调入日期,调出日期\np2,样例乙,甲村,,\np2,样例乙,乙村,2008-11-10,\n"),
        [
            "错误 E04 活动/人员.csv 第3行 p2 —— “样例乙”在 活动/人员.csv 第2行 还没有调出，这一行又有了。改法：在前一个单位那一行的“调出日期”写 2008-11-10 或更早的一天"
        ]
    );
    assert_eq!(
        errors("编号,姓名,单位\np2,样例乙,甲村\np2,样例乙,乙村\n"),
        [
            "错误 E02 活动/人员.csv 第3行 p2 —— 编号“p2”已经用在 活动/人员.csv 第2行。改法：是同一个人调动的，原单位那一行写“调出日期”，这一行写同一天作“调入日期”；不是同一个人的，另写一个编号"
        ]
    );
    assert_eq!(
        errors("姓名,单位,调入日期,调出日期\n样例乙,甲村,2008-11-10,2008-11-09\n"),
        [
            "错误 E04 活动/人员.csv 第2行 样例乙 —— 调出日期 2008-11-09 早于调入日期 2008-11-10。改法：改正其中一个日期"
        ]
    );
}

#[test]
fn a_role_that_the_plan_lacks_brings_the_lines_to_add() {
    let row = |kind: &str| {
        Site::sample()
            .file(
                "活动/台账/登记.csv",
                &format!("类型,人员,单位,事项,日期,原因,状态\n{kind},样例甲,甲嘎查,写体会,2008-11-01,年老,已审核\n"),
            )
            .errors()
    };
    let lines = |name: &str, role: &str, more: &str| {
        [format!(
            "错误 E01 活动/台账/登记.csv 第2行 {name} —— 方案里没有“{name}”这个记录类型。改法：在计划末尾加三行：[[记录类型]]、名称 = \"{name}\"、用途 = \"{role}\"{more}"
        )]
    };
    assert_eq!(row("免除"), lines("免除", "免除", ""));
    assert_eq!(row("免除登记"), lines("免除登记", "免除", ""));
    assert_eq!(row("补课"), lines("补课", "补课", ""));
    assert_eq!(
        row("测评"),
        lines("测评", "测评", "；再照方案写上 [[测评规则]] 的名称、等次、权重、合格线")
    );
    // The lines work as they stand.
    let plan = format!("{PLAN}\n[[记录类型]]\n名称 = \"免除\"\n用途 = \"免除\"\n");
    let site = Site::with_plan(&plan)
        .file("活动/台账/登记.csv", "类型,人员,事项,原因,状态\n免除,样例甲,写体会,年老,已审核\n");
    assert_eq!(site.errors(), Vec::<String>::new());
    let read = site.read();
    let exempt = read.progress.obligations.iter().filter(|own| own.state == State::Exempt).count();
    assert_eq!(exempt, 1);
}

/// So many unknown names are compared with all people. Which ones they are is told by the table, not by the core that
/// came first.
#[test]
fn rows_read_side_by_side_are_judged_in_their_order() {
    let people = format!("{PEOPLE}p5,Alatansudebilige,乙嘎查,党员\n");
    let mut table = "单位,人员,事项,日期\n".to_string();
    for (one, other) in ('k'..='z').flat_map(|one| ('h'..='y').map(move |other| (one, other))) {
        table.push_str(&format!("甲嘎查,Alatansudebili{one}{other},写体会,2008-11-18\n"));
    }
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", UNITS)
        .file("活动/人员.csv", &people)
        .file("活动/记录/心得体会.csv", &table);
    let errors = site.errors();
    let unknown: Vec<&String> = errors.iter().filter(|error| error.contains("没有“A")).collect();
    assert_eq!(unknown.len(), 288);
    for (number, error) in unknown.iter().enumerate() {
        let is_compared = error.contains("最接近的是“Alatansudebilige”");
        assert_eq!(is_compared, number < 200, "{number}: {error}");
    }
}

#[test]
fn names_joined_by_other_marks_or_with_a_title_are_told_as_the_names_they_are() {
    let row = |unit: &str, people: &str, item: &str| {
        let site = Site::with_plan(&format!(
            "{PLAN}\n[[事项]]\n名称 = \"讲一课\"\n记录类型 = \"心得体会\"\n"
        ));
        site.file(
            "活动/台账/心得体会.csv",
            &format!("单位,人员,事项,日期,状态\n{unit},{people},{item},2008-11-01,已审核\n"),
        )
        .errors()
    };
    let told = |row: &str, old: &str, new: &str, key: &str| {
        let where_to = if key == "事项" { "方案里没有" } else { "名册里没有" };
        let kind = if key == "事项" { "这个事项" } else { "" };
        vec![format!(
            "错误 E01 活动/台账/心得体会.csv 第2行 {row} —— {where_to}“{old}”{kind}，最接近的是“{new}”。改法：把“{key}”列的“{old}”改成“{new}”"
        )]
    };
    for (people, new) in [
        ("样例甲/样例乙", "样例甲、样例乙"),
        ("样例甲和样例乙", "样例甲、样例乙"),
        ("样例甲 样例乙", "样例甲、样例乙"),
        ("样例甲同志", "样例甲"),
        ("样例甲书记和样例乙同志", "样例甲、样例乙"),
        ("样例甲（主持）/ 样例乙", "样例甲、样例乙"),
    ] {
        assert_eq!(row("甲嘎查", people, "写体会"), told(people, people, new, "人员"), "{people}");
    }
    assert_eq!(
        row("甲嘎查/乙嘎查", "p1", "写体会"),
        told("甲嘎查/乙嘎查", "甲嘎查/乙嘎查", "甲嘎查、乙嘎查", "单位")
    );
    assert_eq!(
        row("甲嘎查", "p1", "写体会和讲一课"),
        told("写体会和讲一课", "写体会和讲一课", "写体会、讲一课", "事项")
    );
    let phantom = row("甲嘎查", "样例甲和例庚", "写体会");
    assert!(
        phantom[0].contains("人员名册里没有“样例甲和例庚”"),
        "one of them is not known: {phantom:?}"
    );
}

#[test]
fn a_number_given_twice_is_told_once_and_hides_neither_row() {
    let mut records = "单位,人员,事项,日期,状态\n".to_string();
    for day in 1..=5 {
        records.push_str(&format!("丙嘎查,例丁,写体会,2008-11-0{day},已审核\n"));
    }
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", &format!("{UNITS}j,丙嘎查,嘎查,例丁,领导小组\n"))
        .file("活动/人员.csv", &format!("{PEOPLE}p1,例丁,丙嘎查,党员\n"))
        .file("活动/台账/心得体会.csv", &records);
    assert_eq!(
        site.errors(),
        [
            "错误 E02 活动/人员.csv 第6行 p1 —— 编号“p1”已经用在 活动/人员.csv 第2行。改法：给这一条另写一个编号",
            "错误 E02 活动/单位.csv 第4行 j —— 编号“j”已经用在 活动/单位.csv 第2行。改法：给这一条另写一个编号",
        ]
    );
    let read = site.read();
    let unit = |id: &str| read.campaign.roster.unit(id).map(|unit| unit.name.as_str());
    assert_eq!((unit("j"), unit("j-丙嘎查")), (Some("甲嘎查"), Some("丙嘎查")));
    let done = read.progress.cell(|own| own.unit.as_deref() == Some("j-丙嘎查"));
    assert_eq!((done.done, done.required), (1, 1), "what it did is its own");
    let first = read.progress.cell(|own| own.unit.as_deref() == Some("j"));
    assert_eq!(first.done, 0);
}
