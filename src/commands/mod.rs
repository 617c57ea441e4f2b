//! The command line, a file for each command.
//! In: arguments. Out: results on stdout, everything else on stderr, and the exit code: 0 fine, 1 content errors,
//! 2 wrong use or settings, 3 cannot read or write.

mod build;
mod check;
mod clean;
mod completion;
mod coverage;
mod digest;
mod explain;
mod init;
mod new;
mod plan;
mod publish;
mod release_report;
mod review;
mod rollback;
mod search;
mod serve;
mod site_arguments;
mod start;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use yanxi_problem::Language;

use crate::exit_status::ExitStatus;
use crate::terminal::{Format, Terminal};

/// 研习：把一个资料文件夹变成能搜索的网站。 Turns a folder of study material into a searchable static site.
#[derive(Parser)]
#[command(name = "yanxi", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// 消息的语言 Language of messages: zh or en
    #[arg(long, global = true)]
    lang: Option<String>,
    /// 只显示错误 Show errors only
    #[arg(long, short, global = true)]
    quiet: bool,
    /// 消息的格式 Format of messages and results
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Subcommand)]
enum Command {
    /// 生成网站 Build the site
    Build(build::BuildArguments),
    /// 生成、预览，文件一改自动更新 Build, preview, rebuild on change
    Serve(serve::ServeArguments),
    /// 检查资料文件夹 Check the folder
    Check(check::CheckArguments),
    /// 说明一条检查规则 Explain a rule of the check
    Explain(explain::ExplainArguments),
    /// 在生成好的网站里搜索 Search a built site
    Search(search::SearchArguments),
    /// 写一个带说明的小站点 Write a small commented site to begin with
    Init(init::InitArguments),
    /// 写一份空白记录 Write a record to fill in
    New(new::NewArguments),
    /// 照讲话或方案起草计划：原文没有的不写 Draft a plan from a speech or plan document
    Plan(plan::PlanArguments),
    /// 起草下一期简报：只有事实和数字 Draft the next briefing from facts and counts
    Digest(digest::DigestArguments),
    /// 写下谁在什么时候审核了哪些页面 Write down who reviewed which pages
    Review(review::ReviewArguments),
    /// 发布到 U 盘、共享文件夹或存储桶 Publish to a stick, a shared folder or a bucket
    Publish(publish::PublishArguments),
    /// 退回上一次发布 Go back to the release before
    Rollback(rollback::RollbackArguments),
    /// 核对发布记录和发布出去的文件 Check the log and what was published
    Verify(verify::VerifyArguments),
    /// 删去生成的文件 Remove the built files
    Clean(clean::CleanArguments),
    /// 输出命令补全脚本 Print a completion script
    Completion(completion::CompletionArguments),
}

/// Runs the program.
pub fn run() -> ExitCode {
    let environment = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).ok();
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return misused(&error, environment.as_deref()),
    };
    let terminal = Terminal {
        language: Language::choose(arguments.lang.as_deref(), environment.as_deref()),
        quiet: arguments.quiet,
        format: arguments.format,
        all: false,
    };
    let status = match arguments.command {
        Some(Command::Build(arguments)) => build::run(&arguments, terminal),
        Some(Command::Serve(arguments)) => serve::run(&arguments, terminal),
        Some(Command::Check(arguments)) => check::run(&arguments, terminal),
        Some(Command::Explain(arguments)) => explain::run(&arguments, terminal),
        Some(Command::Search(arguments)) => search::run(&arguments, terminal),
        Some(Command::Init(arguments)) => init::run(&arguments, terminal),
        Some(Command::New(arguments)) => new::run(arguments, terminal),
        Some(Command::Plan(arguments)) => plan::run(&arguments, terminal),
        Some(Command::Digest(arguments)) => digest::run(arguments, terminal),
        Some(Command::Review(arguments)) => review::run(arguments, terminal),
        Some(Command::Publish(arguments)) => publish::run(&arguments, terminal),
        Some(Command::Rollback(arguments)) => rollback::run(&arguments, terminal),
        Some(Command::Verify(arguments)) => verify::run(&arguments, terminal),
        Some(Command::Clean(arguments)) => clean::run(&arguments, terminal),
        Some(Command::Completion(arguments)) => completion::run(&arguments),
        None => start::without_arguments(terminal),
    };
    ExitCode::from(match status {
        ExitStatus::Done => 0,
        ExitStatus::ContentErrors => 1,
        ExitStatus::WrongUse => 2,
        ExitStatus::CannotReadOrWrite => 3,
    })
}

/// Says what is wrong with the arguments, or shows the help that they ask for.
fn misused(error: &clap::Error, environment: Option<&str>) -> ExitCode {
    let asked = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let said = match usage::language_of(asked, environment) {
        Language::Chinese => usage::in_chinese(error),
        Language::English => None,
    };
    match said {
        Some(said) => {
            eprintln!("{said}");
            ExitCode::from(2)
        }
        None => error.exit(),
    }
}
