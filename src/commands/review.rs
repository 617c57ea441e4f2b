//! `yanxi review`: writes down who reviewed which pages, or lists what has no review.
//! In: its arguments. Out: what was written and what was not, and how it ended.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;

use super::site_arguments::read_date;
use crate::exit_status::ExitStatus;
use crate::review::{self, Handled, Lift, Listed, Request, ReviewState, Reviewed};
use crate::terminal::{Format, Terminal};
use yanxi_problem::{Diagnostic, Language, Severity, print};

/// How many files of a kind are named; of more the count is told.
const NAMED: usize = 5;

#[derive(clap::Args)]
pub(super) struct ReviewArguments {
    /// 审核过的文件或文件夹 Files and folders that were reviewed
    #[arg(required_unless_present = "list")]
    paths: Vec<PathBuf>,
    /// 审核人的姓名或编号 Name or id of who reviewed them
    #[arg(long, required_unless_present = "list")]
    by: Option<String>,
    /// 审核日期，不写是今天 Date of the review; today unless given
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
    /// 保密审查：这一页正文里的标志看过了，只是讲解，不是密级标志 The marks in this page's text are none
    #[arg(long, conflicts_with_all = ["list", "number"])]
    secrecy: bool,
    /// 核对：这个号码（照检查显示的样子写）看过了，不是个人的 This number, as the check shows it, is no person's
    #[arg(long, conflicts_with = "list", requires = "reason", value_name = "199****1234")]
    number: Option<String>,
    /// 核对的理由，如 设备编号 Why it is none
    #[arg(long, requires = "number")]
    reason: Option<String>,
    /// 只列出还没有审核的、审核以后改动过的 Only list what lacks review or changed since
    #[arg(long, conflicts_with_all = ["by", "date"])]
    list: bool,
    /// 资料文件夹，不写则从文件往上找 The site's folder; found above the files unless given
    #[arg(long)]
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: ReviewArguments, terminal: Terminal) -> ExitStatus {
    let request = Request {
        folder: arguments.folder,
        paths: arguments.paths,
        by: arguments.by.unwrap_or_default(),
        date: arguments.date,
        lift: match arguments.number {
            Some(mask) => Some(Lift::Number { mask, reason: arguments.reason.unwrap_or_default() }),
            None => arguments.secrecy.then_some(Lift::Marks),
        },
    };
    if arguments.list {
        return match review::list(&request) {
            Ok(listed) => {
                show_list(&listed, terminal);
                ExitStatus::Done
            }
            Err(problems) => failed(&problems, terminal),
        };
    }
    match review::run(&request) {
        Ok(reviewed) => {
            show(&reviewed, terminal);
            if yanxi_problem::count(&reviewed.diagnostics, Severity::Error) > 0 {
                ExitStatus::ContentErrors
            } else {
                ExitStatus::Done
            }
        }
        Err(problems) => failed(&problems, terminal),
    }
}

fn failed(problems: &[Diagnostic], terminal: Terminal) -> ExitStatus {
    say(problems, terminal);
    if problems.iter().any(|problem| problem.code == yanxi_problem::Code::R02) {
        ExitStatus::CannotReadOrWrite
    } else {
        ExitStatus::WrongUse
    }
}

fn say(problems: &[Diagnostic], terminal: Terminal) {
    for problem in problems {
        if terminal.format == Format::Json {
            println!("{}", print::json(problem, terminal.language));
        } else {
            eprintln!("{}", print::line(problem, terminal.language));
        }
    }
}

fn show(reviewed: &Reviewed, terminal: Terminal) {
    say(&reviewed.diagnostics, terminal);
    if terminal.format == Format::Json {
        for (file, handled) in &reviewed.files {
            let value =
                serde_json::json!({"file": file, "result": name(handled), "by": reviewed.by});
            println!("{value}");
        }
        return;
    }
    if terminal.quiet {
        return;
    }
    let mut by_result: BTreeMap<(usize, &str), Vec<&str>> = BTreeMap::new();
    for (file, handled) in &reviewed.files {
        by_result.entry((order(handled), sentence(handled, terminal))).or_default().push(file);
    }
    for ((_, sentence), files) in by_result {
        println!("{}", line(sentence, &files, terminal));
    }
    if reviewed.files.is_empty() && reviewed.diagnostics.is_empty() {
        println!("{}", terminal.pick("这里没有页面和附件", "there are no pages and files here"));
    }
}

/// What happened, how often, and to which files.
fn line(sentence: &str, files: &[&str], terminal: Terminal) -> String {
    let (between, more) = match terminal.language {
        Language::Chinese => ("、", format!("等 {} 个", files.len())),
        Language::English => (", ", format!(" and others, {} in all", files.len())),
    };
    let named = files[..files.len().min(NAMED)].join(between);
    let more = if files.len() > NAMED { more.as_str() } else { "" };
    match terminal.language {
        Language::Chinese => format!("{sentence} {}：{named}{more}", files.len()),
        Language::English => format!("{sentence} {}: {named}{more}", files.len()),
    }
}

fn order(handled: &Handled) -> usize {
    match handled {
        Handled::Written | Handled::MarksLifted | Handled::NumberLifted => 0,
        Handled::AlreadyReviewed => 1,
        Handled::NotApproved(_) => 2,
        Handled::Faulty => 3,
        Handled::Draft => 4,
        Handled::Internal => 5,
        Handled::NotPublished => 6,
        Handled::Table => 7,
    }
}

fn name(handled: &Handled) -> &'static str {
    match handled {
        Handled::Written => "written",
        Handled::MarksLifted => "marks-lifted",
        Handled::NumberLifted => "number-lifted",
        Handled::AlreadyReviewed => "already-reviewed",
        Handled::NotApproved(_) => "not-approved",
        Handled::Faulty => "faulty",
        Handled::Draft => "draft",
        Handled::Internal => "internal",
        Handled::NotPublished => "not-published",
        Handled::Table => "table",
    }
}

fn sentence(handled: &Handled, terminal: Terminal) -> &'static str {
    let (chinese, english) = match handled {
        Handled::Written => ("写了审核", "reviews written"),
        Handled::MarksLifted => ("写了保密审查", "保密审查 written"),
        Handled::NumberLifted => ("写了核对", "核对 written"),
        Handled::AlreadyReviewed => ("已审核过、没有改动", "already reviewed and unchanged"),
        Handled::NotApproved("草稿") => (
            "没有写，状态是草稿，改成 已审核 再运行",
            "not written, the status is 草稿; make it 已审核 first",
        ),
        Handled::NotApproved("退回") => (
            "没有写，状态是退回，改成 已审核 再运行",
            "not written, the status is 退回; make it 已审核 first",
        ),
        Handled::NotApproved(_) => (
            "没有写，状态是报送，改成 已审核 再运行",
            "not written, the status is 报送; make it 已审核 first",
        ),
        Handled::Faulty => (
            "没有写，这条记录有错误，先改正（运行 yanxi build 看）",
            "not written, the record has errors (see yanxi build)",
        ),
        Handled::Draft => ("草稿，跳过", "drafts, passed over"),
        Handled::Internal => ("内部，不用审核", "internal, need no review"),
        Handled::NotPublished => ("不发布，不用审核", "not published, need no review"),
        Handled::Table => (
            "表格，各行按“状态”“审核”两列，不用另写",
            "tables, whose rows go by their 状态 and 审核 columns",
        ),
    };
    terminal.pick(chinese, english)
}

fn show_list(listed: &[Listed], terminal: Terminal) {
    for page in listed {
        let changed = page.state == ReviewState::Changed;
        if terminal.format == Format::Json {
            let state = if changed { "changed" } else { "unreviewed" };
            println!("{}", serde_json::json!({"file": page.file, "state": state}));
        } else {
            let word = match changed {
                true => terminal.pick("审核后改动过", "changed since"),
                false => terminal.pick("未审核", "unreviewed"),
            };
            println!("{word} {}", page.file);
        }
    }
    if listed.is_empty() && terminal.format != Format::Json {
        terminal.say("公开的页面和附件都审核过", "every public page and file is reviewed");
    }
}
