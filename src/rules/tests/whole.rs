//! What a check does with a whole folder: one run for both editions, severities, endings.

use super::{TODAY, checked, folder, messages};
use crate::build::{self, Request};
use crate::check::check;
use crate::exit_status::ExitStatus;
use crate::model::{Edition, Selection};
use yanxi_problem::Language;

const WRONG_UNIT: (&str, &str) =
    ("记录/心得体会/张样.md", "---\n单位: 甲嘎差\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 体会\n");
const DEAD_LINK: (&str, &str) = ("资料/讲话.md", "# 讲话\n\n见[方案](没有.md)。\n");

#[test]
fn what_both_editions_show_is_told_once() {
    assert_eq!(
        messages(&[DEAD_LINK], None, Language::Chinese),
        [
            "错误 E13 资料/讲话.md 第3行 见[方案](没有.md)。 —— 没有“没有.md”。改法：改成已有的文件名，或删去这个链接"
        ]
    );
}

#[test]
fn the_ending_tells_errors_from_warnings_unless_strict() {
    let warned = [("计划.toml", "[应列]\n阶段 = 3\n")];
    assert_eq!(checked(&[]).ending, ExitStatus::Done);
    assert_eq!(checked(&warned).ending, ExitStatus::Done);
    assert_eq!(checked(&warned).strictly().ending, ExitStatus::ContentErrors);
    assert_eq!(checked(&[WRONG_UNIT]).ending, ExitStatus::ContentErrors);
    let nowhere = check(&Request { folder: "没有这个文件夹".into(), ..Request::default() });
    assert_eq!(nowhere.ending, ExitStatus::CannotReadOrWrite);
    assert_eq!(checked(&[("yanxi.toml", "titel = 1")]).ending, ExitStatus::WrongUse);
}

#[test]
fn a_severity_of_the_settings_holds_for_check_and_build() {
    let settings = "format = 1\n[check]\nE01 = {severity = \"warning\", reason = \"样例\"}\nE12 = {severity = \"off\", reason = \"样例\"}\n";
    let files = [WRONG_UNIT, ("yanxi.toml", settings)];
    let checked = checked(&files);
    assert_eq!(checked.ending, ExitStatus::Done);
    assert_eq!(checked.diagnostics.len(), 1);
    assert_eq!(built(&files, Edition::Public), (true, ExitStatus::Done));
}

fn built(files: &[(&str, &str)], edition: Edition) -> (bool, ExitStatus) {
    let folder = folder(files);
    let request = Request {
        folder: folder.path().to_path_buf(),
        date: Some(TODAY),
        selection: Selection { edition, ..Selection::default() },
        ..Request::default()
    };
    let outcome = build::build(&request, &|_| {});
    (outcome.published, outcome.ending)
}

#[test]
fn faulty_records_stop_publishing_only_and_what_must_not_go_out_stops_the_public_build() {
    let stopped = (false, ExitStatus::ContentErrors);
    let with_errors = (true, ExitStatus::ContentErrors);
    for edition in [Edition::Public, Edition::Internal] {
        assert_eq!(built(&[], edition), (true, ExitStatus::Done));
        assert_eq!(built(&[WRONG_UNIT], edition), with_errors);
        assert_eq!(built(&[DEAD_LINK], edition), stopped);
    }
    let internal = ("资料/补学.md", "---\n公开: 内部\n---\n\n# 补学\n");
    let telling = ("资料/讲话.md", "# 讲话\n\n见[补学](补学.md)。\n");
    let files = [internal, telling];
    assert_eq!(built(&files, Edition::Public), stopped);
    assert_eq!(built(&files, Edition::Internal), (true, ExitStatus::Done));
    let missing = (
        "台账/整改台账.csv",
        "单位,问题,日期,状态,附件\n甲嘎查,水槽漏水,2026-11-12,整改中,没有.docx\n",
    );
    assert_eq!(built(&[missing], Edition::Public), stopped);
    assert_eq!(built(&[missing], Edition::Internal), with_errors);
}

#[test]
fn what_is_unclear_does_not_go_out() {
    let unclear = |key: &str| {
        let text = format!("---\n{key}\n---\n\n# 补学\n");
        let folder = folder(&[("资料/补学.md", &text)]);
        let request = Request {
            folder: folder.path().to_path_buf(),
            date: Some(TODAY),
            ..Request::default()
        };
        let outcome = build::build(&request, &|_| {});
        assert!(outcome.published, "{:#?}", outcome.diagnostics);
        outcome.left_out
    };
    assert_eq!(unclear("公开: 公幵"), 1);
    assert_eq!(unclear("草稿: 也许"), 1);
    assert_eq!(unclear("草稿: 否"), 0);
}
