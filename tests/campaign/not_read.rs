//! What was not read is not known: a register or a roster that is damaged makes nobody late, and no share is told that
//! hangs on it.

use yanxi::build::Request;
use yanxi::check::check;
use yanxi::model::Edition;
use yanxi_problem::Code;

use super::built::{Built, folder_of, words};

const PLAN: &str = r#"
[活动]
名称 = "样例学习"
开始 = 2026-10-01
结束 = 2026-11-15

[[记录类型]]
名称 = "学习会"

[[记录类型]]
名称 = "心得"

[[记录类型]]
名称 = "问题台账"
用途 = "问题"

[[事项]]
名称 = "集体学习"
记录类型 = "学习会"
按 = "单位"

[[事项]]
名称 = "写心得"
记录类型 = "心得"

[[事项]]
名称 = "全镇交流"
记录类型 = "学习会"
按 = "全镇"
"#;
const UNITS: &str = "名称,第一责任人,领导机构\n甲村,样例甲,小组\n乙村,样例丙,小组\n";
const PEOPLE: &str = "姓名,单位\n样例甲,甲村\n样例乙,甲村\n样例丙,乙村\n";
const MEETINGS: &str = "单位,事项,日期,状态\n甲村,集体学习,2026-10-09,已审核\n";
const ESSAYS: &str = "人员,事项,日期,状态\n样例甲,写心得,2026-10-20,已审核\n";
const PROBLEMS: &str = "单位,标题,日期,状态,销号日期\n甲村,路灯不亮,2026-10-20,已审核,2026-10-25\n乙村,井盖破损,2026-10-21,已审核,\n";
/// Named like a workbook, and none.
const DAMAGED: &str = "PK\u{3}\u{4} half of a workbook";

fn built(files: &[(&str, &str)]) -> Built {
    let mut all = vec![
        ("content/_index.md", "# 样例\n"),
        ("yanxi.toml", "format = 1\n"),
        ("content/活动/计划.toml", PLAN),
    ];
    all.extend(files);
    let folder = folder_of(&all);
    let built = Built::of(folder.path(), Edition::Internal);
    assert!(built.outcome.published, "{:#?}", built.messages());
    built
}

/// What a page says but for the line that names the files.
fn page(built: &Built, name: &str) -> String {
    built.page(name).replace("和它有关的写“未知”，不算未交。", "")
}

fn home(built: &Built) -> String {
    let is_it = |path: &&String| path.ends_with("/week.html");
    let week = built.pages.keys().find(is_it).expect("the week");
    page(built, &week.replace("week.html", "index.html"))
}

fn has_page(built: &Built, name: &str) -> bool {
    built.pages.keys().any(|path| path.ends_with(name))
}

/// Lines that say something of what is not handed in, and lines that say what follows from an unread file.
fn told(built: &Built) -> (usize, usize) {
    let messages = built.messages();
    let count = |word: &str| messages.iter().filter(|line| line.contains(word)).count();
    (count(" W02 ") + count(" W14 "), count("没有读出来"))
}

#[test]
fn with_all_files_what_is_missing_is_missing() {
    let built = built(&[
        ("content/活动/单位.csv", UNITS),
        ("content/活动/人员.csv", PEOPLE),
        ("content/活动/台账/学习会.csv", MEETINGS),
        ("content/活动/台账/心得.csv", ESSAYS),
        ("content/活动/台账/问题台账.csv", PROBLEMS),
    ]);
    let matrix = page(&built, "matrix.html");
    assert!(matrix.contains("33.3%2/6") && matrix.contains("未交"), "{matrix}");
    assert!(!matrix.contains("未知"), "{matrix}");
    // 乙村 has not met, two have not written, and all together have not either.
    assert!(home(&built).contains("4项已过期未交"));
    let list = page(&built, "outstanding.html");
    assert!(list.contains("还没有交的4项") && list.contains("全活动合起来"), "{list}");
    let week = page(&built, "week.html");
    assert!(week.contains("过期未交4项") && week.contains("全活动合起来"), "{week}");
    assert!(week.contains("50.0%（1/2）"), "{week}");
    assert_eq!(told(&built), (4, 0), "{:#?}", built.messages());
}

#[test]
fn of_a_plan_with_a_wrong_line_key_or_value_nobody_is_late() {
    for (right, wrong) in [
        ("结束 = 2026-11-15", "结束 = 2026-11-31"),
        ("结束 = 2026-11-15", "结束 = 2026-11-15 16"),
        ("结束 = 2026-11-15", "结朿 = 2026-11-15"),
        ("按 = \"单位\"", "按 = \"户\""),
    ] {
        let plan = PLAN.replace(right, wrong);
        assert_ne!(plan, PLAN);
        let built = built(&[
            ("content/活动/计划.toml", &plan),
            ("content/活动/单位.csv", UNITS),
            ("content/活动/人员.csv", PEOPLE),
            ("content/活动/台账/学习会.csv", MEETINGS),
            ("content/活动/台账/心得.csv", ESSAYS),
        ]);
        let matrix = page(&built, "matrix.html");
        assert!(matrix.contains("计划.toml有没读懂的地方"), "{matrix}");
        assert!(matrix.contains("规定动作完成率未知"), "{matrix}");
        assert!(!matrix.contains("未交"), "{matrix}");
        assert_eq!(told(&built).0, 0, "{:#?}", built.messages());
        let told = |line: &&String| line.contains("定不下来");
        assert_eq!(built.messages().iter().filter(told).count(), 1, "{:#?}", built.messages());
    }
}

#[test]
fn a_damaged_register_makes_nobody_late_and_leaves_the_others_as_they_are() {
    let built = built(&[
        ("content/活动/单位.csv", UNITS),
        ("content/活动/人员.csv", PEOPLE),
        ("content/活动/台账/学习会.csv", MEETINGS),
        ("content/活动/台账/心得.xlsx", DAMAGED),
    ]);
    let matrix = page(&built, "matrix.html");
    assert!(matrix.contains("心得.xlsx没有读出来"), "{matrix}");
    assert!(matrix.contains("规定动作完成率未知"), "{matrix}");
    assert!(matrix.contains("？未知"), "{matrix}");
    // Of meetings all is known: 乙村 and all together have not met.
    let list = page(&built, "outstanding.html");
    assert!(list.contains("还没有交的2项") && !list.contains("写心得"), "{list}");
    let home = home(&built);
    assert!(home.contains("2项已过期未交") && !home.contains("人还没有参加"), "{home}");
    let person = page(&built, "people.html");
    assert!(person.contains("未知") && !person.contains("未交"), "{person}");
    let coverage = page(&built, "coverage.html");
    assert!(!coverage.contains("0/3）") && coverage.contains("未知"), "{coverage}");
    assert!(!coverage.contains("还没有参加、也没有免除的人"), "{coverage}");
    // The messages press for what the pages press for.
    assert_eq!(told(&built), (2, 1), "{:#?}", built.messages());
}

const LEDGERS: &str = r#"
[[事项]]
名称 = "讲党课"
记录类型 = "党课"
按 = "单位"
最少字数 = 100

[[记录类型]]
名称 = "党课"

[[记录类型]]
名称 = "群众测评"
用途 = "测评"

[[测评规则]]
名称 = "满意度"
等次 = ["满意", "不满意"]
权重 = [1, 0]
合格线 = 70

[[代表比例]]
测评规则 = "满意度"
群体 = ["群众代表"]
基数 = "实到"
最低 = 30
"#;
const LESSONS: &str = "单位,日期,题目,字数,事项,状态\n甲村,2026-11-05,党课,50,讲党课,已审核\n";
const LATE: &str = "单位,事项,日期,状态\n甲村,集体学习,2026-11-19,已审核\n";
const OVERDUE: &str =
    "单位,标题,日期,状态,时限,销号日期\n甲村,路灯不亮,2026-10-20,已审核,2026-10-25,\n";
const RATINGS: &str = "编号,单位,日期,发出,收回,有效,满意,不满意,实到·群众代表,实到·干部,状态\nCP-1,甲村,2026-11-08,20,20,20,20,0,5,15,已审核\n";

/// The codes of what is told of other files than the one that was not read.
fn codes_told(unread: &str) -> Vec<String> {
    let plan = format!("{PLAN}{LEDGERS}");
    let folder = folder_of(&[
        ("content/_index.md", "# 样例\n"),
        ("yanxi.toml", "format = 1\n"),
        ("content/活动/计划.toml", &plan),
        ("content/活动/单位.csv", UNITS),
        ("content/活动/人员.csv", PEOPLE),
        ("content/活动/记录/党课.csv", LESSONS),
        ("content/活动/台账/学习会.csv", LATE),
        ("content/活动/台账/问题台账.csv", OVERDUE),
        ("content/活动/台账/群众测评.csv", RATINGS),
        (unread, DAMAGED),
    ]);
    let request = Request {
        folder: folder.path().to_path_buf(),
        date: Some(jiff::civil::date(2026, 11, 23)),
        ..Request::default()
    };
    let checked = check(&request);
    let others = checked
        .diagnostics
        .iter()
        .filter(|problem| problem.place.file != unread && problem.code != Code::E12);
    let mut codes: Vec<String> = others.map(|problem| problem.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn a_damaged_register_of_one_type_leaves_told_what_other_files_say() {
    assert_eq!(
        codes_told("content/活动/台账/心得.xlsx"),
        ["E03", "E09", "W01", "W02", "W07"],
        "only who took no part hangs on it"
    );
    // It may hold the re-test, and any other record but an explanation, of which the plan has no type.
    assert_eq!(codes_told("content/活动/台账/登记.xlsx"), ["E03", "W01", "W07"]);
    assert_eq!(codes_told("content/活动/台账/群众测评.xlsx"), ["E03", "W01", "W02", "W07"]);
}

#[test]
fn a_register_named_after_no_type_may_hold_anything() {
    let built = built(&[
        ("content/活动/单位.csv", UNITS),
        ("content/活动/人员.csv", PEOPLE),
        ("content/活动/台账/学习会.csv", MEETINGS),
        ("content/活动/台账/登记.xlsx", DAMAGED),
        ("content/活动/台账/问题台账.csv", PROBLEMS),
    ]);
    assert!(!has_page(&built, "outstanding.html"));
    let week = page(&built, "week.html");
    assert!(week.contains("过期未交0项") && week.contains("规定动作完成率未知"), "{week}");
    assert!(!week.contains("50.0%") && week.contains("累计销号率未知"), "{week}");
    let matrix = page(&built, "matrix.html");
    assert!(matrix.contains("完成") && !matrix.contains("未交"), "{matrix}");
    assert_eq!(told(&built), (0, 1), "{:#?}", built.messages());
}

/// Its rows are there, but nobody knows of what they are.
#[test]
fn a_register_whose_type_does_not_show_makes_nobody_late() {
    let register = |name: &str| {
        built(&[
            ("content/活动/单位.csv", UNITS),
            ("content/活动/人员.csv", PEOPLE),
            ("content/活动/台账/学习会.csv", MEETINGS),
            (&format!("content/活动/台账/{name}.csv"), ESSAYS),
            ("content/活动/台账/问题台账.csv", PROBLEMS),
        ])
    };
    let all = register("登记");
    assert!(!has_page(&all, "outstanding.html"));
    let week = page(&all, "week.html");
    assert!(week.contains("过期未交0项") && week.contains("规定动作完成率未知"), "{week}");
    assert!(week.contains("累计销号率未知"), "{week}");
    let matrix = page(&all, "matrix.html");
    assert!(matrix.contains("登记.csv没有读出来") && !matrix.contains("未交"), "{matrix}");
    assert_eq!(told(&all), (0, 1), "{:#?}", all.messages());
    let of_type = |built: &Built| {
        built.messages().iter().filter(|line| line.contains("看不出这张表里是哪一种记录")).count()
    };
    assert_eq!(of_type(&all), 1, "{:#?}", all.messages());

    // Named after two types it may hold these and no other.
    let two = register("学习会和心得");
    let week = page(&two, "week.html");
    assert!(week.contains("过期未交0项") && week.contains("50.0%（1/2）"), "{week}");
    assert_eq!((told(&two), of_type(&two)), ((0, 1), 1), "{:#?}", two.messages());

    // Named as its message says, it is counted.
    let right = register("心得");
    assert_eq!((told(&right), of_type(&right)), ((4, 0), 0), "{:#?}", right.messages());
}

#[test]
fn an_empty_register_and_one_without_a_head_are_not_known_either() {
    for text in ["", "样例甲,十月二十日\n样例乙,十月二十一日\n"] {
        let built = built(&[
            ("content/活动/单位.csv", UNITS),
            ("content/活动/人员.csv", PEOPLE),
            ("content/活动/台账/心得.csv", text),
        ]);
        let list = page(&built, "outstanding.html");
        assert!(!list.contains("写心得"), "{text}: {list}");
        // Of meetings all is known: neither village has met, nor have all together.
        assert_eq!(told(&built), (3, 1), "{text}: {:#?}", built.messages());
    }
}

#[test]
fn a_damaged_roster_leaves_no_share() {
    for (units, people) in [
        (("content/活动/单位.csv", UNITS), ("content/活动/人员.xlsx", DAMAGED)),
        (("content/活动/单位.xlsx", DAMAGED), ("content/活动/人员.csv", PEOPLE)),
    ] {
        let built = built(&[
            units,
            people,
            ("content/活动/台账/学习会.csv", MEETINGS),
            ("content/活动/台账/心得.csv", ESSAYS),
        ]);
        let week = page(&built, "week.html");
        assert!(week.contains("规定动作完成率未知"), "{week}");
        for (path, html) in &built.pages {
            let text = words(html);
            let share =
                text.contains("完成率0%") || text.contains("完成率50") || text.contains("100%");
            assert!(!share, "{path}: {text}");
        }
        assert_eq!(told(&built), (0, 1), "{:#?}", built.messages());
        let unknown_people = built.messages().iter().filter(|line| line.contains(" E01 ")).count();
        assert_eq!(unknown_people, 0, "{:#?}", built.messages());
    }
}
