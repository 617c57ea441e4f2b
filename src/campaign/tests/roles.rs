//! Roles as rosters write them, against those of the plan's audiences.

use super::Site;

const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2008-10-01
结束 = 2008-12-31

[[人员类别]]
名称 = "党员"
身份 = ["党员"]

[[人员类别]]
名称 = "机关干部"
单位类别 = "机关"
身份 = ["干部"]

[[单位类别]]
名称 = "机关"

[[单位类别]]
名称 = "村"

[[记录类型]]
名称 = "心得体会"

[[事项]]
名称 = "写体会"
记录类型 = "心得体会"
要求 = [{人员类别 = "党员"}, {人员类别 = "机关干部"}]
"#;

fn warnings(roles: &[&str]) -> Vec<String> {
    let mut people = "姓名,单位,身份\n".to_string();
    for (number, role) in roles.iter().enumerate() {
        people.push_str(&format!("样例{number},甲村,{role}\n"));
    }
    Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "名称,类别\n甲村,村\n镇机关,机关\n")
        .file("活动/人员.csv", &people)
        .warnings("E01")
}

#[test]
fn a_role_mistyped_or_more_closely_told_is_told_once_for_each_spelling() {
    assert_eq!(
        warnings(&["党员", "党圆", "中共党员", "中共党员", "群众、预备党员"]),
        [
            "提醒 E01 活动/人员.csv 第3行 样例1 —— 计划里没有“党圆”这个身份，最接近的是“党员”；写着它的 1 人没有算进“党员”。改法：写错了的，把“身份”列的“党圆”改成“党员”",
            "提醒 E01 活动/人员.csv 第4行 样例2 —— 计划里没有“中共党员”这个身份，写着它的 2 人没有算进“党员”。改法：要算的，在计划的人员类别“党员”的身份里加上它：身份 = [\"党员\", \"中共党员\"]；不算的，在计划里给它另写一个人员类别，身份 = [\"中共党员\"]",
            "提醒 E01 活动/人员.csv 第6行 样例4 —— 计划里没有“预备党员”这个身份，写着它的 1 人没有算进“党员”。改法：要算的，在计划的人员类别“党员”的身份里加上它：身份 = [\"党员\", \"预备党员\"]；不算的，在计划里给它另写一个人员类别，身份 = [\"预备党员\"]",
        ]
    );
}

#[test]
fn roles_that_are_simply_others_are_left_alone() {
    let others = [
        "群众",
        "入党积极分子",
        "发展对象",
        "团员",
        "共青团员",
        "非党员",
        "群众代表",
        "村干部",
        "教师",
        "党员家属",
        "党员、中共党员",
        "妇女主任",
        "服务对象",
    ];
    assert_eq!(warnings(&others), [""; 0], "干部 are asked of the offices only");
}

#[test]
fn a_roster_without_any_role_is_told_where_the_plan_goes_by_roles() {
    let site = |people: &str| {
        Site::empty()
            .file("活动/计划.toml", PLAN)
            .file("活动/单位.csv", "名称,类别\n甲村,村\n")
            .file("活动/人员.csv", people)
    };
    assert_eq!(
        site("姓名,单位,人员类别\n样例甲,甲村,党员\n").warnings("E03"),
        [
            "提醒 E03 活动/人员.csv —— 人员名册里谁也没有写身份，计划的“党员”按身份分，一个人也没有。改法：在表头加上“身份”一列，是“党员”的各行填“党员”",
        ]
    );
    assert_eq!(site("姓名,单位,身份\n样例甲,甲村,党员\n样例乙,甲村,\n").warnings("E03"), [""; 0]);
}

#[test]
fn a_column_of_a_roster_that_is_misspelt_is_told_as_in_registers() {
    let site = Site::empty()
        .file("活动/计划.toml", PLAN)
        .file("活动/单位.csv", "名称,类别,第一负责人,领到机构,联系电话\n甲村,村,样例甲,小组,1\n")
        .file("活动/人员.csv", "姓名,单位,身分,调如日期,性别\n样例甲,甲村,党员,2008-01-01,男\n");
    assert_eq!(
        site.errors(),
        [
            "错误 R05 活动/人员.csv —— 表头有几列写错了：“身分”应是“身份”、“调如日期”应是“调入日期”。改法：照着改表头",
            "错误 R05 活动/单位.csv 领到机构 —— 没有“领到机构”这一项。改法：把“领到机构”改成“领导机构”",
        ]
    );
    let unit = &site.read().campaign.roster.units[0];
    assert_eq!(unit.first_responsible, ["样例甲"]);
}
