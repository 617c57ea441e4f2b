//! What the check says of attachments that hold more than they show.

use std::io::Write;

use super::{TODAY, folder, messages};
use crate::build::Request;
use crate::check::check;
use crate::rules::of_code;
use yanxi_problem::Code;
use yanxi_problem::Language::{self, Chinese, English};
use yanxi_problem::print::line;

/// What is said of a workbook with comments and hidden parts, and of a drawing with a script.
fn told(language: Language) -> Vec<String> {
    let folder = folder(&[
        ("资料/讲话.md", "# 讲话\n\n样例正文。\n"),
        ("资料/讲话-图.svg", "<svg onload=\"go()\"/>"),
    ]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("名单").expect("a name");
    sheet.write_string(0, 0, "甲").expect("a cell");
    sheet.write_string(1, 0, "乙").expect("a cell");
    sheet.set_row_hidden(1).expect("a row");
    let note = rust_xlsxwriter::Note::new("再核");
    sheet.insert_note(0, 0, &note).expect("a note");
    let hidden = workbook.add_worksheet();
    hidden.set_name("底稿19900001234").expect("a name");
    hidden.set_hidden(true);
    let mut file =
        std::fs::File::create(folder.path().join("资料/讲话-名单.xlsx")).expect("a file");
    file.write_all(&workbook.save_to_buffer().expect("a workbook")).expect("bytes");
    let found = check(&Request {
        folder: folder.path().to_path_buf(),
        date: Some(TODAY),
        ..Request::default()
    });
    let found = found.diagnostics.iter();
    found
        .filter(|problem| problem.code == Code::W16)
        .map(|problem| line(problem, language))
        .collect()
}

#[test]
fn what_goes_out_unseen_is_told_for_each_file() {
    assert_eq!(
        told(Chinese),
        [
            "提醒 W16 资料/讲话-名单.xlsx —— 会随文件一起发出去：批注 1 处、隐藏的工作表“底稿199****1234”、工作表“名单”里隐藏的 1 行。改法：用 WPS 或 Office 打开，“文件—信息—检查文档”查一遍，该删的批注、修订、隐藏内容删去再放进来；都可以公开的不用管",
            "提醒 W16 资料/讲话-图.svg —— 里面有脚本，读者打开时会运行。改法：换成 PDF 或图片再放进来，或请做网站的人删去脚本",
        ]
    );
    assert_eq!(
        told(English),
        [
            "warning W16 资料/讲话-名单.xlsx -- this goes out with the file: comments: 1; the hidden sheet “底稿199****1234”; in sheet “名单” hidden rows: 1. Fix: look through it with File, Info, Inspect Document in WPS or Office and delete the comments, changes and hidden parts that are not meant to go out; leave it where all of it may",
            "warning W16 资料/讲话-图.svg -- there are scripts in it, which run when a reader opens it. Fix: use a PDF or a picture instead, or have whoever makes the site remove the scripts",
        ]
    );
}

#[test]
fn attachments_of_internal_pages_are_let_be() {
    let rule = of_code(Code::W16).expect("a rule");
    let mut files = rule.bad.files.to_vec();
    assert_eq!(messages(&files, Code::W16, Chinese).len(), 1);
    files[0].1 = "---\n公开: 内部\n---\n\n# 讲话\n\n样例正文。\n";
    assert_eq!(messages(&files, Code::W16, Chinese), Vec::<String>::new());
}
