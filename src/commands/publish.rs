//! `yanxi publish`: checks, builds and brings the site to a target.
//! In: a target. Out: what was done on stdout, problems on stderr, or both as JSON on stdout.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use yanxi_problem::Language;

use super::release_report::{announce, name_foreign, print_done, print_problems};
use super::site_arguments::{read_date, site_of};
use crate::exit_status::ExitStatus;
use crate::release::publish::{self, Done, Request};
use crate::terminal::{Format, Terminal, progress_bar, show_progress};

#[derive(clap::Args)]
pub(super) struct PublishArguments {
    /// 发布目标的名字，只有一个时不用写 Name of a target, where there are several
    target: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// 当作今天的日期 The date that stands for today
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
    /// 只列出会有哪些变化，什么也不写 Only list what would change
    #[arg(long)]
    dry_run: bool,
    /// 接手别处中断的发布 Take over from a run elsewhere that was cut off
    #[arg(long)]
    take_over: bool,
    /// 撤回：上一版的东西一点也不留 Leave nothing of the release before
    #[arg(long)]
    withdraw: bool,
    /// 每个文件都重写一遍 Write every file again
    #[arg(long)]
    all: bool,
}

pub(super) fn run(arguments: &PublishArguments, terminal: Terminal) -> ExitStatus {
    let request = Request {
        folder: site_of(&arguments.folder, terminal),
        target: arguments.target.clone(),
        date: arguments.date,
        dry_run: arguments.dry_run,
        take_over: arguments.take_over,
        withdraw: arguments.withdraw,
        all: arguments.all,
    };
    let bar = progress_bar(terminal);
    let announce = |coming: &Done| {
        if terminal.format != Format::Json {
            bar.suspend(|| announce(coming, terminal));
        }
    };
    let shows = |progress| show_progress(&bar, progress, terminal);
    let result = publish::publish(&request, &shows, &announce);
    bar.finish_and_clear();
    match result {
        Ok(done) if request.dry_run => {
            print_problems(&done.diagnostics, terminal);
            print_plan(&done, terminal);
            ExitStatus::Done
        }
        Ok(done) => {
            print_problems(&done.diagnostics, terminal);
            print_done(&done, "published", terminal);
            ExitStatus::Done
        }
        Err((ending, problems)) => {
            print_problems(&problems, terminal);
            if ending == ExitStatus::ContentErrors {
                terminal.say(
                    "有错误，没有发布。改好上面的错误再发布",
                    "nothing was published because of errors: mend them and publish again",
                );
            }
            ending
        }
    }
}

fn print_plan(done: &Done, terminal: Terminal) {
    let changes = &done.changes;
    if terminal.format == Format::Json {
        let line = serde_json::json!({"target": done.target, "at": done.shown, "number": done.number, "pages": done.pages, "attachments": done.attachments, "entries": done.lifted, "changes": changes});
        println!("{line}");
        return;
    }
    let lists: [(&str, &BTreeMap<String, u64>); 3] = [
        (terminal.pick("新增", "add   "), &changes.added),
        (terminal.pick("改动", "change"), &changes.changed),
        (terminal.pick("删去", "remove"), &changes.removed),
    ];
    for (word, files) in lists {
        for (path, size) in files {
            println!("{word} {path}  {size}");
        }
    }
    name_foreign(done, terminal);
    announce(done, terminal);
    let sum: u64 = changes.added.values().chain(changes.changed.values()).sum();
    let counts = (changes.added.len(), changes.changed.len(), changes.removed.len());
    let shown = &done.shown;
    match terminal.language {
        Language::Chinese => println!(
            "发布到 {shown} 会新增 {} 个文件，改动 {} 个，删去 {} 个，要写 {sum} 字节；现在什么也没有写",
            counts.0, counts.1, counts.2
        ),
        Language::English => println!(
            "publishing to {shown} would add {} files, change {}, remove {}, and write {sum} bytes; nothing was written",
            counts.0, counts.1, counts.2
        ),
    }
}
