//! Texts in, drafts out; the invented speech is drafted beside the other tests of its site.

use super::*;
use crate::word::tests::p;

fn draft(text: &str) -> String {
    of_text("方案.md", text, None, "方案")
}

/// The entries of a kind by name, in their order.
fn names(draft: &str, table: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_it = false;
    for line in draft.lines() {
        if line.starts_with('[') {
            is_it = line == format!("[[{table}]]");
        }
        if let Some(name) = line.strip_prefix("名称 = ").filter(|_| is_it) {
            found.push(name.trim_matches('"').to_string());
        }
    }
    found
}

#[test]
fn stages_of_a_plan_have_their_days_and_tasks_their_units() {
    let draft = draft(
        "# 甲乡环境整治行动实施方案

一、目标任务

到2026年底，新建公厕12座。全乡现有村民8600人。

二、重点任务

（一）清理垃圾。各村每周清理一次。（责任单位：乡环卫所、各嘎查村；完成时限：2026年6月底前）

（二）整治河道。由乡水利站牵头，各嘎查村配合。

三、实施步骤

（一）动员部署阶段（2026年3月1日—3月15日）。召开动员会。

（二）集中整治阶段（3月16日—10月底）。

（三）总结验收（2026年11月）。
",
    );
    assert_eq!(names(&draft, "阶段"), ["动员部署", "集中整治", "总结验收"], "{draft}");
    assert!(draft.contains("名称 = \"甲乡环境整治行动\""), "{draft}");
    assert!(draft.contains("开始 = 2026-03-01\n结束 = 2026-03-15"), "{draft}");
    assert!(draft.contains("时间说明 = \"3月16日—10月底\""), "the year is not said: {draft}");
    assert!(!draft.contains("开始 = 2026-03-16"), "{draft}");
    assert!(
        draft.contains("责任单位 = [\"乡环卫所\", \"各嘎查村\"]\n时限 = \"2026年6月底前\""),
        "{draft}"
    );
    assert!(draft.contains("责任单位 = [\"乡水利站\"]\n配合单位 = [\"各嘎查村\"]"), "{draft}");
    assert_eq!(names(&draft, "指标"), ["新建公厕"], "what there is, is no target: {draft}");
}

#[test]
fn what_is_numbered_below_a_stage_is_a_part_of_it_and_marks_of_items_are_no_words() {
    let draft = draft(
        "# 甲镇学习教育实施方案\n\n本次学习教育从2026年10月8日开始，到2027年3月底结束，分两个阶段进行。\n\n一、方法步骤\n\n（一）学习阶段（2026年10月8日至11月30日）。抓好2个环节。\n\n1. 动员部署。各支部召开动员会。\n\n2. 专题学习。集中学习不少于4次。\n\n（二）总结阶段（2026年12月1日至2027年1月15日）。\n",
    );
    assert_eq!(names(&draft, "阶段"), ["学习", "总结"], "{draft}");
    let tasks = self::draft(
        "# 方案\n\n抓好动员部署、专题学习两项任务。\n\n1. 动员部署。各支部召开动员会。责任单位：党建办。\n",
    );
    assert!(!tasks.contains("出处 = \"动员部署。\""), "it stands twice: {tasks}");
    assert!(
        draft.contains("开始 = 2026-10-08\n时间说明 = \"2026年10月8日开始，到2027年3月底\""),
        "{draft}"
    );
    let only_numbers = self::draft(
        "# 方案\n\n一、实施步骤\n\n1. 宣传发动。各村召开会议。\n\n2. 集中整治。各村排查。\n",
    );
    assert_eq!(names(&only_numbers, "阶段"), ["宣传发动", "集中整治"], "{only_numbers}");
    assert!(only_numbers.contains("出处 = \"宣传发动。\""), "{only_numbers}");
}

#[test]
fn days_below_a_heading_of_time_are_those_of_the_whole() {
    let draft = draft(
        "安全生产月活动方案\n一、活动时间\n2027年6月1日至30日\n二、活动步骤\n（一）宣传发动（6月1日—5日）\n各村悬挂横幅不少于3条。\n（二）总结（6月26日—30日）\n各单位报送总结。\n",
    );
    assert!(
        draft.contains("开始 = 2027-06-01\n结束 = 2027-06-30\n时间说明 = \"2027年6月1日至30日\""),
        "{draft}"
    );
    assert_eq!(names(&draft, "阶段"), ["宣传发动", "总结"], "{draft}");
}

#[test]
fn what_a_text_does_not_say_is_not_written() {
    let draft = draft("# 通知\n\n请各单位按时参加会议。\n");
    let entries: Vec<&str> = draft.lines().filter(|line| !line.starts_with('#')).collect();
    let entries = entries.join("\n");
    for absent in ["[[", "开始", "待补充", "责任单位"] {
        assert!(!entries.contains(absent), "{absent}: {draft}");
    }
    assert!(
        !self::draft("# 讲话\n\n我国还处在初级阶段，改革进入攻坚阶段，要把握历史阶段的要求。\n")
            .contains("[[阶段]]")
    );
}

#[test]
fn what_was_done_is_no_target_and_a_hidden_year_no_date() {
    let draft = draft(
        "# 讲话

一、工作回顾

全镇新建棚圈200座，种草1000亩。

二、下步安排

今年新建棚圈300座;硬化道路12 公里，由镇交通站负责，各嘎查配合。

三、时间安排

（一）宣传阶段(20**年12月7日—20**年12月9日)

（二）整治阶段(20**年12月10日—20**年1月5日)
",
    );
    assert_eq!(names(&draft, "指标"), ["新建棚圈", "硬化道路"], "{draft}");
    assert!(draft.contains("数值 = 300") && !draft.contains("数值 = 200"), "{draft}");
    assert!(draft.contains("责任单位 = [\"镇交通站\"]\n配合单位 = [\"各嘎查\"]"), "{draft}");
    assert!(draft.contains("时间说明 = \"20**年12月7日—20**年12月9日\""), "{draft}");
    assert!(!draft.contains("开始 ="), "{draft}");
}

#[test]
fn a_table_of_tasks_gives_each_row_its_office_and_its_day() {
    let draft = draft(
        "# 样例镇秋季学习教育工作计划

学习教育从2026年9月1日开始，到12月20日结束，分学习准备、集中研讨、整改提高三个阶段。

| 序号 | 工作任务 | 牵头领导 | 责任单位 | 配合单位 | 完成时限 |
|---|---|---|---|---|---|
| 1 | 召开动员会 | 王样林 | 党政办 | 组织办 | 9月10日前 |
| 2 | 硬化巷道12公里 | 赵例山 | 村镇办 | 甲嘎查、乙嘎查 | 11月30日前 |
",
    );
    assert_eq!(names(&draft, "阶段"), ["学习准备", "集中研讨", "整改提高"], "{draft}");
    assert_eq!(names(&draft, "指标"), ["硬化巷道"], "{draft}");
    let of_target = "单位 = \"公里\"\n牵头领导 = [\"赵例山\"]\n责任单位 = [\"村镇办\"]\n配合单位 = [\"甲嘎查\", \"乙嘎查\"]\n时限 = \"11月30日前\"\n来源 = \"方案\"\n出处 = \"硬化巷道12公里\"\n";
    assert!(draft.contains(of_target), "{draft}");
    let of_entry = "[[清单]]\n名称 = \"工作任务\"\n来源 = \"方案\"\n[[清单.条目]]\n名称 = \"召开动员会\"\n牵头领导 = [\"王样林\"]\n责任单位 = [\"党政办\"]\n配合单位 = [\"组织办\"]\n时限 = \"9月10日前\"\n出处 = \"召开动员会\"\n";
    assert!(draft.contains(of_entry), "{draft}");
    assert!(!draft.contains("没有放进计划"), "{draft}");
}

#[test]
fn a_text_in_traditional_characters_is_drafted_in_its_own() {
    let draft = draft(
        "關於開展「清潔家園」學習實踐活動的通知

一、時間安排

活動從2026年3月1日開始，至6月30日結束，分為三個階段。

（一）宣傳發動階段（2026年3月1日至3月20日）。召開動員會。

（二）集中整治階段（3月21日至5月31日）。疏通溝渠18公里。

（三）鞏固提升階段（6月1日至6月30日）。

二、組織領導

由鎮黨政辦牽頭，各村配合，把好質量關、驗收關。
",
    );
    assert_eq!(names(&draft, "阶段"), ["宣傳發動", "集中整治", "鞏固提升"], "{draft}");
    assert_eq!(names(&draft, "指标"), ["疏通溝渠"], "{draft}");
    assert_eq!(names(&draft, "把关"), ["質量關", "驗收關"], "{draft}");
    assert!(draft.contains("出处 = \"疏通溝渠18公里\""), "{draft}");
    assert!(draft.contains("开始 = 2026-03-01\n结束 = 2026-06-30"), "{draft}");
}

#[test]
fn a_numbered_notice_says_who_does_what_and_counts_its_subjects() {
    let draft = draft(
        "样例镇办公室关于做好冬季学习培训的通知

1. 培训内容。政策理论、实用技术、法律知识、安全生产4个专题。
2. 分工。镇组织办负责统筹；镇农牧办负责实用技术授课；司法所负责法律知识授课。
",
    );
    assert!(draft.contains("名称 = \"冬季学习培训\""), "{draft}");
    let lists = names(&draft, "清单");
    assert_eq!(lists, ["4个专题", "分工"], "{draft}");
    for entry in [
        "名称 = \"安全生产\"\n出处 = \"安全生产\"",
        "名称 = \"统筹\"\n责任单位 = [\"镇组织办\"]\n出处 = \"镇组织办负责统筹\"",
        "名称 = \"法律知识授课\"\n责任单位 = [\"司法所\"]",
    ] {
        assert!(draft.contains(entry), "{entry}: {draft}");
    }
}

/// A Word document of paragraphs and one table of rows and cells behind them.
fn docx(paragraphs: &[&str], rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| format!("<w:tc>{}</w:tc>", p("", text));
    let row =
        |cells: &&[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    let text: String = paragraphs.iter().map(|text| p("", text)).collect();
    let table: String = rows.iter().map(row).collect();
    crate::word::tests::docx(&format!("{text}<w:tbl>{table}</w:tbl>"))
}

#[test]
fn a_word_document_is_drafted_as_its_text_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("方案.docx");
    let bytes = docx(
        &[
            "甲乡环境整治行动实施方案",
            "一、目标任务",
            "到2026年底，新建公厕12座。",
            "二、实施步骤",
            "（一）动员部署阶段（2026年3月1日—3月15日）。召开动员会。",
            "三、任务分解",
        ],
        &[&["序号", "工作任务", "责任单位", "完成时限"], &["1", "清理垃圾", "乡环卫所", "6月底"]],
    );
    std::fs::write(&file, bytes).unwrap();
    let draft = plan_draft(&file).unwrap();
    assert!(draft.contains("名称 = \"甲乡环境整治行动\""), "{draft}");
    assert_eq!(names(&draft, "指标"), ["新建公厕"], "{draft}");
    assert_eq!(names(&draft, "阶段"), ["动员部署"], "{draft}");
    assert!(draft.contains("开始 = 2026-03-01\n结束 = 2026-03-15"), "{draft}");
    assert!(draft.contains("责任单位 = [\"乡环卫所\"]"), "{draft}");

    std::fs::write(&file, "no archive").unwrap();
    assert!(plan_draft(&file).is_err());
}
