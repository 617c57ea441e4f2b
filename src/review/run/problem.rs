//! What keeps a review from being written, in words.
//! In: what happened, and to which file. Out: problems R02, R03 and R30.

use std::io;
use yanxi_reading::{SystemFault, SystemRemedy};

use super::replacing::ChangedMeanwhile;
use crate::model::page::Page;
use crate::review::edit::Refusal;
use crate::review::entry_of;
use yanxi_problem::{Diagnostic, InQuotes, List, Name, Place, Problem, Quoted, Wording};

/// What keeps 保密审查 and 核对 from being written.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(in crate::review) enum Refused {
    #[code(R30)]
    #[zh("保密审查和核对一次只写一个文件", "后面只写一个文件的名字，不写文件夹")]
    #[en("保密审查 and 核对 are written into one file at a time", "name one file, and no folder")]
    OneFile,
    #[code(R30)]
    #[zh(
        "yanxi.toml 里没有写“{by}”可以作保密审查",
        "由单位定下保密审查人，写在 [privacy] 下面：secrecy_reviewers = [\"{by}\"]"
    )]
    #[en(
        "yanxi.toml does not name “{by}” for reviews of secrecy",
        "let the office decide who reviews, and write secrecy_reviewers = [\"{by}\"] below [privacy]"
    )]
    NotNamed { by: Name },
    #[code(R30)]
    #[zh(
        "yanxi.toml 里没有写“{by}”可以作保密审查",
        "由单位定下保密审查人，把那一行改成 secrecy_reviewers = [{all}]"
    )]
    #[en(
        "yanxi.toml does not name “{by}” for reviews of secrecy",
        "let the office decide who reviews, and write that line as secrecy_reviewers = [{all}]"
    )]
    NotAmongNamed { by: Name, all: InQuotes<Name> },
    #[code(R30)]
    #[zh("记录、表格和附件里的标志不能写保密审查", "先停下来，报告保密员，由保密员决定怎么办")]
    #[en(
        "marks in records, tables and attachments take no 保密审查",
        "stop and tell the secrecy officer (保密员), who decides"
    )]
    NoPage,
    #[code(R30)]
    #[zh(
        "Word 和表格文件会和网页一起发出去，里面的标志不能写保密审查",
        "先停下来，报告保密员；保密员认定只是讲解的，把这一篇的文字另存成 .md 的页面，对那一页写保密审查，再移走原文件"
    )]
    #[en(
        "a Word document or workbook goes out beside its page, and marks in it take no 保密审查",
        "stop and tell the secrecy officer (保密员); where the officer finds that it is only explained, save the text as a page ending in .md, write 保密审查 for that page, and move the file away"
    )]
    Document,
    #[code(R30)]
    #[zh(
        "这一页的正文里没有能写保密审查的标志；标题、文件名、说明项里的，第一句话上面的，是文件自己的标志",
        "先停下来，报告保密员，由保密员决定怎么办"
    )]
    #[en(
        "the text holds no mark that 保密审查 may name; one in the title, the file name, the keys or above the first sentence is the document's own",
        "stop and tell the secrecy officer (保密员), who decides"
    )]
    NoMark,
    #[code(R30)]
    #[zh("没有写理由", "写上 --reason 理由，说明它为什么不是，如 --reason 设备编号")]
    #[en("there is no reason", "say with --reason why it is none, such as --reason 设备编号")]
    NoReason,
    #[code(R30)]
    #[zh("里面没有“{mask}”这个号码", "照 yanxi check 显示的样子写，如 --number 199****1234")]
    #[en(
        "there is no number “{mask}” in it",
        "write it as yanxi check shows it, such as --number 199****1234"
    )]
    NoNumber { mask: Quoted },
    #[code(R30)]
    #[zh(
        "前面的字或列名写明了 {mask} 是谁的号码或住址，不能写核对",
        "在原处删去，或改成 {mask} 的样子；字或列名写错了的，先改过来"
    )]
    #[en(
        "words or a head say what {mask} is, so it takes no 核对",
        "delete it there or write {mask}; correct the words first where they are wrong"
    )]
    Labelled { mask: Quoted },
    #[code(R30)]
    #[zh("这个文件不在网站的资料里，不用写核对", "写资料文件夹里的文件名")]
    #[en("this file is no part of the site and needs no 核对", "name a file of the material")]
    NoFile,
}

/// What keeps a review from being written.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(in crate::review) enum ReviewProblem {
    #[code(R30)]
    #[zh("审核人的姓名或编号写得不对", "写成 --by 张三 或名册里的编号")]
    #[en(
        "this is no name or id of a reviewer",
        "write --by and a name, such as --by 张三, or an id of the roster"
    )]
    UnusableName,
    #[code(R30)]
    #[zh("名册里有 {count} 个“{by}”：{ids}", "写编号，如 --by {first}")]
    #[en(
        "the roster has {count} people of the name “{by}”: {ids}",
        "write the id, such as --by {first}"
    )]
    SeveralOfThatName { count: usize, by: Quoted, ids: List<Name>, first: Name },
    #[code(R30)]
    #[zh("不在这个站点的资料文件夹里", "一次只写同一个站点里的文件，或用 --folder 指明站点")]
    #[en(
        "it lies outside the site's folder",
        "name files of one site only, or say which with --folder"
    )]
    Outside,
    #[code(R30)]
    #[zh("公开版里没有这个文件，不用审核", "要公开的，先在公开的页面里写上链接，再审核")]
    #[en(
        "this file is not in the public edition and needs no review",
        "link to it from a public page first, if the public is to have it"
    )]
    NotPublished,
    #[code(R03)]
    #[zh("文字编码认不出来，没有写审核", "另存为 UTF-8 再审核")]
    #[en("its encoding is unknown; nothing was written", "save it as UTF-8 and review it again")]
    Unreadable,
    #[code(R30)]
    #[zh("正文上面的说明项这里有错，没有写审核", "改正这一行再审核")]
    #[en(
        "the keys above the text have a mistake here; nothing was written",
        "correct the line and review it again"
    )]
    BrokenHead,
    #[code(R30)]
    #[zh("“审核”写了两次，没有写审核", "只留一行再审核")]
    #[en("there are two review entries; nothing was written", "keep one and review it again")]
    TwoEntries,
    #[code(R30)]
    #[zh(
        "这一页的说明项写法特殊，写进审核会改变别的内容，没有写",
        "把说明项改成每行一个“键: 值”的样子再审核"
    )]
    #[en(
        "the keys of this page are written in a way in which an entry would change something else; nothing was written",
        "write the keys as one “key: value” a line and review it again"
    )]
    NotTheSame,
    #[code(R02)]
    #[zh("文件是只读的，没有写审核", "检查权限和磁盘空间，再运行一次")]
    #[en(
        "the file is read-only; nothing was written",
        "check permissions and space, and run it again"
    )]
    ReadOnly,
    #[code(R02)]
    #[zh("写不进去：{fault}；文件没有改动", "{remedy}")]
    #[en("it cannot be written: {fault}; the file is as it was", "{remedy}")]
    Refused { fault: SystemFault, remedy: SystemRemedy },
    #[code(R02)]
    #[zh("别人刚刚改过它，没有写审核", "打开看看改了什么，再审核")]
    #[en(
        "somebody has just changed it; nothing was written",
        "see what was changed, then review it again"
    )]
    ChangedMeanwhile,
    #[code(R02)]
    #[zh("写不进去（{error}），文件没有改动", "检查权限和磁盘空间，再运行一次")]
    #[en(
        "it cannot be written ({error}); the file is as it was",
        "check permissions and space, and run it again"
    )]
    CannotWrite { error: Wording },
}

pub(super) fn unusable_name(by: &str) -> Diagnostic {
    Diagnostic::of(Place::file(format!("--by {by}")), &ReviewProblem::UnusableName)
}

pub(super) fn several_of_that_name(by: &str, ids: &[&str]) -> Diagnostic {
    let problem = ReviewProblem::SeveralOfThatName {
        count: ids.len(),
        by: by.into(),
        ids: List::whole(ids.iter().copied()),
        first: ids.first().copied().unwrap_or_default().into(),
    };
    Diagnostic::of(Place::file(format!("--by {by}")), &problem)
}

pub(super) fn outside(shown: &str) -> Diagnostic {
    Diagnostic::of(Place::file(shown), &ReviewProblem::Outside)
}

pub(super) fn not_published(shown: &str) -> Diagnostic {
    Diagnostic::of(Place::file(shown), &ReviewProblem::NotPublished)
}

pub(super) fn refused_lifting(shown: &str, refused: Refused) -> Diagnostic {
    Diagnostic::of(Place::file(shown), &refused)
}

pub(super) fn refused(page: &Page, refusal: &Refusal) -> Diagnostic {
    let file = || Place::file(&page.file.shown_path);
    let at = |line: usize| Place::at_line(&page.file.shown_path, &page.file.text, line);
    let (place, problem) = match refusal {
        Refusal::Unreadable => (file(), ReviewProblem::Unreadable),
        Refusal::BrokenHead(line) => (at(*line), ReviewProblem::BrokenHead),
        Refusal::TwoEntries(line) => (at(*line), ReviewProblem::TwoEntries),
        Refusal::NotTheSame => {
            let entry = entry_of(&page.file.text);
            (entry.map_or_else(file, |(_, line)| at(line)), ReviewProblem::NotTheSame)
        }
    };
    Diagnostic::of(place, &problem)
}

pub(super) fn cannot_replace(shown: &str, error: &io::Error) -> Diagnostic {
    let is_changed = error.get_ref().is_some_and(|inner| inner.is::<ChangedMeanwhile>());
    let problem = match SystemFault::of(error) {
        _ if is_changed => ReviewProblem::ChangedMeanwhile,
        Some(SystemFault::NoPermission) => ReviewProblem::ReadOnly,
        Some(fault) => ReviewProblem::Refused { fault, remedy: fault.remedy_for_writing() },
        None => ReviewProblem::CannotWrite { error: SystemFault::wording(error) },
    };
    Diagnostic::of(Place::file(shown), &problem)
}
