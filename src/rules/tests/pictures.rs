//! Pictures without a description, in texts and in documents.

use super::{TODAY, folder};
use crate::build::Request;
use crate::check::check;
use yanxi_problem::print::line;
use yanxi_problem::{Code, Language};

#[test]
fn what_is_to_be_done_is_said_in_the_words_of_the_program_that_wrote_the_text() {
    let folder = folder(&[("资料/甲.md", "# 甲\n\n![](图.png)\n")]);
    let picture = include_bytes!("../../../crates/word/src/tests/forms.docx");
    std::fs::write(folder.path().join("资料/乙.docx"), picture).expect("a document");
    std::fs::write(folder.path().join("资料/图.png"), b"").expect("a picture");
    let asked =
        Request { folder: folder.path().to_path_buf(), date: Some(TODAY), ..Request::default() };
    let told: Vec<String> = check(&asked)
        .diagnostics
        .iter()
        .filter(|problem| problem.code == Code::W13)
        .map(|problem| line(problem, Language::Chinese))
        .filter(|line| line.contains("图片没有说明"))
        .collect();
    let of = |file: &str| told.iter().find(|line| line.contains(file)).cloned().unwrap_or_default();
    assert!(of("甲.md").contains("改法：在方括号里写一句话"), "{told:#?}");
    assert!(of("乙.docx").contains("选“编辑替换文字”"), "{told:#?}");
}
