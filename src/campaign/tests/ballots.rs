//! Ratings, from texts and from tables.

use yanxi_campaign::rating::Group;

use super::{PLAN, Site, lines};

fn plan() -> String {
    format!(
        "{PLAN}\n[[记录类型]]\n名称 = \"测评表\"\n用途 = \"测评\"\n\n[[测评规则]]\n编号 = \"myd\"\n名称 = \"满意度\"\n等次 = [\"满意\", \"基本满意\", \"不满意\"]\n权重 = [1, 1, 0]\n合格线 = 70%\n\n[[代表比例]]\n群体 = [\"群众代表\"]\n最低 = 30\n"
    )
}

fn group(name: &str, expected: u32, present: u32) -> Group {
    Group { name: name.into(), expected: Some(expected), present: Some(present) }
}

#[test]
fn a_text_and_a_row_give_the_same_ballot() {
    let text = "---\n类型: 测评表\n单位: 甲嘎查\n日期: 2008-12-01\n形式: 无记名投票\n应到: {干部: 8, 群众代表: 12}\n实到: 群众代表 10、干部 8\n发出: 18\n收回: 18\n有效: 17\n满意: 10\n基本满意: 4\n不满意: 3\n---\n";
    let row = "单位,日期,应到·干部,应到·群众代表,实到·干部,实到·群众代表,发出,收回,有效,满意,基本满意,不满意\n乙嘎查,2008-12-01,8,12,8,10,18,18,17,10,4,3\n";
    let read = Site::with_plan(&plan())
        .page("活动/记录/测评.md", text)
        .file("活动/台账/测评表.csv", row)
        .read();
    assert_eq!(lines(&read, "错误"), Vec::<String>::new());
    let ballots: Vec<_> = read
        .campaign
        .records
        .iter()
        .map(|record| record.ballot.clone().expect("a ballot"))
        .collect();
    assert_eq!(ballots[0].votes, [10, 4, 3]);
    assert_eq!(ballots[0].groups, [group("干部", 8, 8), group("群众代表", 12, 10)]);
    assert_eq!(ballots[0], ballots[1]);
}

#[test]
fn ballots_that_do_not_add_up_are_told() {
    let site = Site::with_plan(&plan()).file(
        "活动/台账/测评表.csv",
        "单位,日期,应到-群众代表,实到-群众代表,发出,收回,有效,满意,基本满意,不满意\n甲嘎查,2008-12-01,10,12,18,19,20,10,4,3\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E11 活动/台账/测评表.csv 第2行 甲嘎查 —— “群众代表”实到 12 人，比应到的 10 人还多。改法：核对原始票数，改正写错的数",
            "错误 E11 活动/台账/测评表.csv 第2行 19 —— 收回 19 张，比发出的 18 张还多。改法：核对原始票数，改正写错的数",
            "错误 E11 活动/台账/测评表.csv 第2行 20 —— 各等次票数合计 17 张，有效票却是 20 张。改法：核对原始票数，改正写错的数",
            "错误 E11 活动/台账/测评表.csv 第2行 20 —— 有效票 20 张，比收回的 19 张还多。改法：核对原始票数，改正写错的数",
        ]
    );
    assert!(site.read().campaign.records[0].is_faulty());
}

#[test]
fn a_second_rating_names_the_first() {
    let row = "编号,单位,日期,有效,满意,重测\nc1,甲嘎查,2008-11-01,10,10,\nc2,甲嘎查,2008-12-01,10,10,c1\nc3,甲嘎查,2008-12-02,10,10,c9\n";
    assert_eq!(
        Site::with_plan(&plan()).file("活动/台账/测评表.csv", row).errors(),
        [
            "错误 E01 活动/台账/测评表.csv 第4行 c9 —— 没有编号或标题是“c9”的测评记录。改法：写这个单位上一次测评的编号；那一次没有编号的，先给它写上"
        ]
    );
}

#[test]
fn a_second_rating_is_of_the_same_unit_and_not_before_the_first() {
    let rating = |row: &str| {
        let head =
            "编号,单位,日期,有效,满意,不满意,重测,状态\nc1,甲嘎查,2008-11-03,10,1,9,,已审核\n";
        Site::with_plan(&plan()).file("活动/台账/测评表.csv", &format!("{head}{row}\n"))
    };
    let told = |site: &Site| (site.errors(), site.read().campaign.failed_ratings().len());
    assert_eq!(told(&rating("c2,甲嘎查,2008-11-03,10,9,1,c1,已审核")), (Vec::new(), 0));
    assert_eq!(
        told(&rating("c2,乙嘎查,2008-12-01,10,9,1,c1,已审核")),
        (
            vec!["错误 E01 活动/台账/测评表.csv 第3行 c1 —— “c1”是甲嘎查的测评，这一条是乙嘎查的。改法：写乙嘎查自己上一次测评的编号；单位写错的，改正单位".to_string()],
            1
        )
    );
    assert_eq!(
        told(&rating("c2,甲嘎查,2008-11-01,10,9,1,c1,已审核")),
        (
            vec!["错误 E04 活动/台账/测评表.csv 第3行 c1 —— 日期 2008-11-01 早于它对应的测评“c1”（2008-11-03）。改法：日期写错的，改成实际日期；编号写错的，改正编号".to_string()],
            1
        )
    );
}

#[test]
fn a_make_up_is_of_the_same_unit_too() {
    let plan = format!("{}\n[[记录类型]]\n名称 = \"补课单\"\n用途 = \"补课\"\n", plan());
    let site = Site::with_plan(&plan)
        .file(
            "活动/台账/测评表.csv",
            "编号,单位,日期,有效,满意,不满意,状态\nc1,甲嘎查,2008-11-03,10,1,9,已审核\n",
        )
        .file("活动/台账/补课单.csv", "单位,日期,对应测评\n乙嘎查,2008-11-10,c1\n");
    assert_eq!(
        site.errors(),
        [
            "错误 E01 活动/台账/补课单.csv 第2行 c1 —— “c1”是甲嘎查的测评，这一条是乙嘎查的。改法：写乙嘎查自己上一次测评的编号；单位写错的，改正单位"
        ]
    );
    let read = site.read();
    assert!(read.campaign.failed_ratings()[0].make_ups.is_empty());
}

#[test]
fn a_rating_has_a_unit_which_may_be_called_its_object() {
    let site = Site::with_plan(&plan()).file(
        "活动/台账/测评表.csv",
        "对象,日期,有效,满意\n甲嘎查,2008-11-03,10,10\n全体群众,2008-11-03,10,10\n",
    );
    assert_eq!(
        site.errors(),
        [
            "错误 E03 活动/台账/测评表.csv —— 这张表没有“单位”这一列，1 行都缺少“单位”。改法：在表头加上“单位”一列并填好"
        ]
    );
    let read = site.read();
    assert_eq!(read.campaign.records[0].units, ["j"]);
    assert!(read.campaign.records[1].is_faulty());
}
