//! Entries that close past facts, and notices of what is still to come.

use super::{checked, folder, messages};
use crate::build::{self, Request};
use crate::model::{Edition, Selection};
use yanxi_problem::Language::{Chinese, English};
use yanxi_problem::{Code, Severity};

fn record(keys: &str) -> String {
    format!("---\n单位: 甲嘎查\n人员: 张样\n状态: 已审核\n{keys}\n---\n\n# 体会\n\n样例正文。\n")
}

fn told(keys: &str) -> Vec<String> {
    messages(&[("记录/心得体会/张样.md", &record(keys))], None, Chinese)
}

#[test]
fn of_a_row_the_form_of_a_cell_is_told_and_either_form_closes() {
    let rows = |column: &str, cell: &str| {
        let csv = format!(
            "编号,单位,日期,发出,收回,有效,满意,基本满意,不满意,应到·群众代表,应到·干部,实到·群众代表,实到·干部,状态{column}\nCP-1,甲嘎查,2026-11-12,40,40,40,30,6,4,20,30,10,30,已审核{cell}\n"
        );
        messages(&[("台账/测评.csv", &csv)], Code::E09, Chinese)
    };
    let open = rows("", "");
    assert!(
        open.len() == 1
            && open[0].ends_with(
                "改法：重测后登记，“重测”写 CP-1；不再重测的，在这一行的“说明”列写 E09；理由；姓名；2026-11-20（没有这一列的，加上）"
            ),
        "{open:#?}"
    );
    for cell in [
        "E09；大雪封路；张样；2026-11-14",
        "\"{码: E09, 理由: 大雪封路, 人: 张样, 日期: 2026-11-14}\"",
        "\"｛码：E09，理由：大雪封路，代表没有到齐，人：张样，日期：2026-11-14｝\"",
    ] {
        let closed = rows(",说明", &format!(",{cell}"));
        assert!(closed.len() == 1 && closed[0].starts_with("说明 E09 "), "{closed:#?}");
    }
}

#[test]
fn an_entry_that_lacks_a_part_or_closes_what_can_be_mended_is_told() {
    assert_eq!(
        told("日期: 2026-11-12\n说明: {码: W01, 人: 张样}"),
        [
            "错误 E03 记录/心得体会/张样.md 第6行 说明: {码: W01, 人: 张样} —— “说明”缺少“理由”“日期”，没有起作用。改法：写成 说明: {码: W01, 理由: ……, 人: 姓名, 日期: 2026-11-20} 的样子"
        ]
    );
    assert_eq!(
        told("日期: 2026-11-12\n说明: E01；不想改；张样；2026-11-20"),
        [
            "错误 E03 记录/心得体会/张样.md 第6行 说明: E01；不想改；张样；2026-11-20 —— “E01”不能用说明来销，要改过来才行。改法：删去这一条，按 E01 的改法改；能用说明的是 E04、E08、E09、E10、E11、W01、W03、W07、W08、W09"
        ]
    );
    assert_eq!(
        told("日期: 2026-11-12\n说明: W01；迟了；张样；2026-12-20"),
        [
            "错误 E04 记录/心得体会/张样.md 第6行 说明: W01；迟了；张样；2026-12-20 —— 说明的日期 2026-12-20 在今天（2026-11-23）之后。改法：改成写说明的那一天"
        ]
    );
    assert_eq!(
        messages(
            &[("记录/心得体会/张样.md", &record("日期: 2026-11-12\nclosing: {code: W01}"))],
            None,
            English
        ),
        [
            "error E03 记录/心得体会/张样.md:6:1 closing: {code: W01} -- the closing lacks “reason”, “by”, “on” and has no effect. Fix: write it as closing: {code: W01, reason: ..., by: NAME, on: 2026-11-20}"
        ]
    );
}

const LATE_DUE: &str =
    "单位,问题,日期,时限,结果,状态,说明\n甲嘎查,水槽漏水,2026-11-12,2026-11-10,换了一只,已销号,";

#[test]
fn a_closed_error_is_a_note_and_the_record_counts_again() {
    let open = format!("{LATE_DUE}\n");
    let files = [("台账/整改台账.csv", open.as_str())];
    assert_eq!(
        messages(&files, None, Chinese),
        [
            "错误 E04 台账/整改台账.csv 第2行 2026-11-10 —— 时限 2026-11-10 早于日期 2026-11-12。改法：改正时限或日期"
        ]
    );
    let closed = format!("{LATE_DUE}E04；补登的，时限照原件；张样；2026-11-20\n");
    let files = [("台账/整改台账.csv", closed.as_str())];
    let found = checked(&files);
    let notes: Vec<_> = found.diagnostics.iter().map(|p| p.severity).collect();
    assert_eq!(notes, [Severity::Note]);
    assert_eq!(found.ending, crate::exit_status::ExitStatus::Done);
    let folder = folder(&files);
    let page = internal_page(folder.path(), "problems.html");
    assert!(page.contains("销号率"), "{page}");
    let records = internal_page(folder.path(), "records");
    assert!(records.contains("说明：补登的，时限照原件（张样，2026年11月20日）"), "{records}");
}

#[test]
fn ballots_that_do_not_add_up_stay_without_a_result() {
    let rating = "---\n编号: CP-1\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 48\n满意: 40\n基本满意: 6\n不满意: 4\n状态: 已审核\n说明: {码: E11, 理由: 原票已经销毁, 人: 张样, 日期: 2026-11-20}\n---\n";
    let files = [("记录/测评/一.md", rating)];
    assert_eq!(
        messages(&files, None, Chinese),
        [
            "说明 E11 记录/测评/一.md 第9行 有效: 48 —— 各等次票数合计 50 张，有效票却是 48 张；已说明：原票已经销毁（张样，2026-11-20）。"
        ]
    );
    let folder = folder(&files);
    let page = internal_page(folder.path(), "evaluations.html");
    assert!(page.contains("不计算结果") && page.contains("原票已经销毁"), "{page}");
}

/// Pages of the internal edition whose path holds a name, as one text.
fn internal_page(folder: &std::path::Path, name: &str) -> String {
    built(folder, Edition::Internal, name)
}

fn built(folder: &std::path::Path, edition: Edition, name: &str) -> String {
    let request = Request {
        folder: folder.to_path_buf(),
        date: Some(super::TODAY),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build::build(&request, &|_| {});
    assert!(outcome.published, "{:#?}", outcome.diagnostics);
    let mut text = String::new();
    for entry in walkdir::WalkDir::new(&outcome.output).sort_by_file_name() {
        let entry = entry.expect("a file");
        let path = entry.path().to_string_lossy().into_owned();
        if path.ends_with(".html") && path.contains(name) {
            text.push_str(&std::fs::read_to_string(entry.path()).expect("a page"));
        }
    }
    text
}

#[test]
fn an_entry_shows_in_public_without_the_name() {
    let keys = "日期: 2026-11-12\n公开: 公开\n说明: {码: W01, 理由: 下乡回来才写, 人: 李例, 日期: 2026-11-20}";
    let folder = folder(&[("记录/心得体会/张样.md", &record(keys))]);
    let public = built(folder.path(), Edition::Public, ".html");
    assert!(public.contains("下乡回来才写（2026年11月20日）"), "{public}");
    assert!(!public.contains("李例"), "{public}");
}

#[test]
fn a_notice_may_lie_ahead_is_shown_and_does_not_count() {
    assert_eq!(
        told("日期: 2026-12-12"),
        [
            "错误 E04 记录/心得体会/张样.md 第5行 日期: 2026-12-12 —— 日期 2026-12-12 在今天（2026-11-23）之后。改法：改成实际发生的日期；还没有举行、先发预告的，写 状态: 预告"
        ]
    );
    let notice = "---\n单位: 甲嘎查\n状态: 预告\n公开: 公开\n日期: 2026-12-12\n---\n\n# 交流会预告\n\n样例正文。\n";
    let files = [("记录/会议记录/预告.md", notice)];
    assert_eq!(messages(&files, None, Chinese), Vec::<String>::new());
    let folder = folder(&files);
    assert!(built(folder.path(), Edition::Public, ".html").contains("交流会预告"));
    let plan = "[[记录类型]]\n名称 = \"赛事\"\n用途 = \"赛事\"\n";
    let event = |award: &str| {
        let row =
            format!("标题,单位,日期,获奖情况,状态\n演讲比赛,甲嘎查,2026-12-12,{award},已审核\n");
        messages(&[("计划.toml", plan), ("台账/赛事.csv", &row)], None, Chinese)
    };
    assert_eq!(event(""), Vec::<String>::new());
    assert_eq!(event("甲嘎查第一").len(), 1, "an event to come has no winner");
}
