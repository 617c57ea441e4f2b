//! A clerk's messy week: twelve slips in one campaign of invented units, one after the other. Before, during and after
//! each the figures are those that were worked out by hand, and every remedy is typed as it stands.

use std::collections::BTreeMap;

use yanxi::model::Edition;

use super::built::{Built, folder_of};

const PLAN: &str = r#"
[活动]
名称 = "样例学习"
开始 = 2026-10-01
结束 = 2026-11-15

[[记录类型]]
名称 = "学习会"

[[记录类型]]
名称 = "心得"

[[事项]]
名称 = "集体学习"
记录类型 = "学习会"
按 = "单位"
次数 = 2

[[事项]]
名称 = "写心得"
记录类型 = "心得"
"#;
const UNITS: &str =
    "名称,第一责任人,领导机构\n甲村,样例甲,小组\n乙村,样例丙,小组\n丙站,样例丁,小组\n";
const PEOPLE: &str = "姓名,单位\n样例甲,甲村\n样例乙,甲村\n样例丙,乙村\n样例丁,丙站\n样例戊,丙站\n";
const MEETINGS: &str = "单位,事项,日期,状态\n甲村,集体学习,2026-10-09,已审核\n甲村,集体学习,2026-10-16,已审核\n乙村,集体学习,2026-10-09,已审核\n乙村,集体学习,2026-10-16,已审核\n丙站,集体学习,2026-10-09,已审核\n";
const ESSAYS: &str = "人员,事项,日期,状态\n样例甲,写心得,2026-10-20,已审核\n样例乙,写心得,2026-10-21,已审核\n样例丙,写心得,2026-10-22,已审核\n样例丁,写心得,2026-10-23,已审核\n";

/// The campaign's folder as it stands.
struct Week {
    files: BTreeMap<&'static str, String>,
}

impl Week {
    fn begin() -> Self {
        let files = [
            ("content/活动/计划.toml", PLAN),
            ("content/活动/单位.csv", UNITS),
            ("content/活动/人员.csv", PEOPLE),
            ("content/活动/台账/学习会.csv", MEETINGS),
            ("content/活动/台账/心得.csv", ESSAYS),
            ("content/_index.md", "# 样例\n"),
            ("yanxi.toml", "format = 1\n"),
        ];
        Week { files: files.map(|(path, text)| (path, text.to_string())).into() }
    }

    fn write(&mut self, path: &'static str, text: &str) {
        self.files.insert(path, text.to_string());
    }

    fn replace(&mut self, path: &'static str, old: &str, new: &str) {
        let text = self.files.get_mut(path).expect("a file");
        assert!(text.contains(old), "{path}: {old}");
        *text = text.replacen(old, new, 1);
    }

    /// Done and owed of the required items, and what is told beside what is not handed in.
    fn stands(&self) -> (u32, u32, Vec<String>) {
        let files: Vec<(&str, &str)> =
            self.files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let folder = folder_of(&files);
        let built = Built::of(folder.path(), Edition::Internal);
        let campaigns = built.pages.iter().find(|(path, _)| path.ends_with("matrix.html"));
        let words = super::built::words(campaigns.expect("a matrix").1);
        let (done, owed) = rate(&words);
        let told = built
            .messages()
            .into_iter()
            .filter(|line| line.contains(" E0") || line.contains(" R05 "))
            .map(|line| line.split(" —— ").last().unwrap_or_default().to_string())
            .collect();
        (done, owed, told)
    }

    /// The figures by hand, and how many messages there are; hands back the messages.
    fn is(&self, when: &str, done: u32, owed: u32, messages: usize) -> Vec<String> {
        let (counted, required, told) = self.stands();
        assert_eq!((counted, required), (done, owed), "{when}: {told:#?}");
        assert_eq!(told.len(), messages, "{when}: {told:#?}");
        told
    }
}

/// `6/8` of the page's rate of required items.
fn rate(words: &str) -> (u32, u32) {
    let figures = words
        .split("规定动作完成率")
        .nth(1)
        .and_then(|rest| rest.split("规定动作").next())
        .and_then(|rate| rate.split('%').next_back())
        .and_then(|rate| rate.split_once('/'))
        .and_then(|(done, owed)| Some((done.parse().ok()?, owed.parse().ok()?)));
    figures.unwrap_or_else(|| panic!("no rate: {words}"))
}

#[test]
fn twelve_slips_leave_the_figures_true() {
    let plan = "content/活动/计划.toml";
    let units = "content/活动/单位.csv";
    let people = "content/活动/人员.csv";
    let meetings = "content/活动/台账/学习会.csv";
    let essays = "content/活动/台账/心得.csv";
    let mut week = Week::begin();
    // 甲村 and 乙村 have met twice, 丙站 once; 样例戊 has not written: 2 of 3 and 4 of 5.
    week.is("before", 6, 8, 0);

    // 1. Monday: 甲村 becomes 甲社区 in the roster of units and nowhere else.
    week.replace(units, "甲村", "甲社区");
    let told = week.is("1 during", 3, 6, 4);
    assert!(
        told.iter().all(|line| line.contains("曾用名") && !line.contains("改成“乙村”")),
        "{told:#?}"
    );
    week.write(units, "名称,曾用名,第一责任人,领导机构\n甲社区,甲村,样例甲,小组\n乙村,,样例丙,小组\n丙站,,样例丁,小组\n");
    week.is("1 after", 6, 8, 0);

    // 2. 样例戊 retired on 1 November and is struck from the roster; an earlier essay of his turns up.
    week.replace(people, "样例戊,丙站\n", "");
    week.files.get_mut(essays).expect("essays").push_str("样例戊,写心得,2026-10-25,已审核\n");
    let told = week.is("2 during", 6, 7, 1);
    assert!(told[0].contains("调出日期") && !told[0].contains("样例丁"), "{told:#?}");
    week.write(people, "姓名,单位,调入日期,调出日期\n样例甲,甲村,,\n样例乙,甲村,,\n样例丙,乙村,,\n样例丁,丙站,,\n样例戊,丙站,,2026-11-01\n");
    // On the last day, 15 November, he was gone: he owes nothing, and his essay is one nobody had to write.
    week.is("2 after", 6, 7, 0);

    // 3. 样例乙 moves to 丙站 on 2 November; his essay of October stays his.
    week.replace(people, "样例乙,甲村,,\n", "样例乙,甲村,,2026-11-02\n样例乙,丙站,2026-11-02,\n");
    week.is("3", 6, 7, 0);

    // 4. Tuesday: the register is copied before it is edited. 丙站 would have met twice.
    let copy = "content/活动/台账/学习会 - 副本.csv";
    week.write(copy, &week.files[meetings].clone());
    let told = week.is("4 during", 6, 7, 1);
    assert!(told[0].contains("删去这个文件"), "{told:#?}");
    week.files.remove(copy);
    week.is("4 after", 6, 7, 0);

    // 5. The minutes of 丙站's meeting are put beside its row.
    week.write(
        "content/活动/记录/丙站学习会.md",
        "---\n类型: 学习会\n单位: 丙站\n事项: 集体学习\n日期: 2026-10-09\n状态: 已审核\n---\n\n# 第一次学习会\n\n学了一课。\n",
    );
    week.is("5", 6, 7, 1);

    // 6. Wednesday: the second meeting of 丙站 is entered as a day without a year.
    week.files
        .get_mut(meetings)
        .expect("meetings")
        .push_str("丙站,集体学习,10月16日至17日,已审核\n");
    week.is("6", 7, 7, 1);

    // 7. 样例丁 is ill; an exemption is entered and the plan has no such type.
    week.replace(essays, "样例丁,写心得,2026-10-23,已审核\n", "");
    week.is("7 before", 6, 7, 1);
    week.write(
        "content/活动/台账/登记.csv",
        "类型,人员,事项,原因,状态\n免除,样例丁,写心得,住院,已审核\n",
    );
    let told = week.is("7 during", 6, 7, 2);
    assert!(
        told.iter().any(|line| line.contains("[[记录类型]]、名称 = \"免除\"、用途 = \"免除\"")),
        "{told:#?}"
    );
    week.files
        .get_mut(plan)
        .expect("a plan")
        .push_str("[[记录类型]]\n名称 = \"免除\"\n用途 = \"免除\"\n");
    week.is("7 after", 6, 6, 1);

    // 8. Thursday: a slip of typing in a unit's name, and this time the near name is right.
    week.replace(essays, "人员,事项,日期,状态\n样例甲,", "人员,事项,日期,状态\n样列甲,");
    let told = week.is("8 during", 5, 6, 2);
    assert!(told.iter().any(|line| line.contains("改成“样例甲”")), "{told:#?}");
    week.replace(essays, "样列甲", "样例甲");
    week.is("8 after", 6, 6, 1);

    // 9. A column of remarks is added: a note, and nothing else.
    week.write(essays, "人员,事项,日期,状态,备注\n样例甲,写心得,2026-10-20,已审核,补了签字\n样例乙,写心得,2026-10-21,已审核,\n样例丙,写心得,2026-10-22,已审核,\n");
    week.is("9", 6, 6, 2);

    // 10. Columns get other names: 参学人员 and 学习时间.
    week.replace(essays, "人员,事项,日期", "参学人员,事项,学习时间");
    week.is("10", 6, 6, 2);

    // 11. Friday: the same row is pasted twice.
    week.files.get_mut(essays).expect("essays").push_str("样例丙,写心得,2026-10-22,已审核,\n");
    week.is("11 during", 6, 6, 3);
    week.replace(essays, "样例丙,写心得,2026-10-22,已审核,\n", "");
    week.is("11 after", 6, 6, 2);

    // 12. 学习时间 loses its last character for one that sounds alike: told as what it is.
    week.replace(essays, "参学人员", "参雪人员");
    let told = week.is("12 during", 3, 6, 4);
    assert!(told.iter().any(|line| line.contains("把“参雪人员”改成“参学人员”")), "{told:#?}");
    week.replace(essays, "参雪人员", "参学人员");
    week.is("12 after", 6, 6, 2);
}
