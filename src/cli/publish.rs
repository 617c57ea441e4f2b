//! The commands that publish, go back and verify.
//! In: arguments. Out: what was done on stdout, problems on stderr, or both as JSON on stdout.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::outcome::{progress_bar, show_progress, told};
use super::{Format, Voice, read_date};
use crate::build::Ending;
use crate::publish::release::{self, Done, Request, Verified};
use crate::source::Layout;
use yanxi_problem::{Diagnostic, Language, Severity};

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

#[derive(clap::Args)]
pub(super) struct RollbackArguments {
    /// 发布目标的名字，只有一个时不用写 Name of a target, where there are several
    target: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// 接手别处中断的发布 Take over from a run elsewhere that was cut off
    #[arg(long)]
    take_over: bool,
}

#[derive(clap::Args)]
pub(super) struct VerifyArguments {
    /// 发布目标的名字，或发布包、解压后的文件夹 Name of a target, or a zip file or the folder it was unpacked to
    target: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
}

pub(super) fn publish(arguments: &PublishArguments, voice: Voice) -> Ending {
    let request = Request {
        folder: arguments.folder.clone(),
        target: arguments.target.clone(),
        date: arguments.date,
        dry_run: arguments.dry_run,
        take_over: arguments.take_over,
        withdraw: arguments.withdraw,
        all: arguments.all,
    };
    let bar = progress_bar(voice);
    let result = release::publish(&request, &|progress| show_progress(&bar, progress, voice));
    bar.finish_and_clear();
    match result {
        Ok(done) if request.dry_run => {
            print_problems(&done.diagnostics, voice);
            print_plan(&done, voice);
            Ending::Done
        }
        Ok(done) => {
            print_problems(&done.diagnostics, voice);
            print_done(&done, "published", voice);
            Ending::Done
        }
        Err((ending, problems)) => {
            print_problems(&problems, voice);
            if ending == Ending::ContentErrors {
                voice.say(
                    "有错误，没有发布。改好上面的错误再发布",
                    "nothing was published because of errors: mend them and publish again",
                );
            }
            ending
        }
    }
}

pub(super) fn rollback(arguments: &RollbackArguments, voice: Voice) -> Ending {
    let request = Request {
        folder: arguments.folder.clone(),
        target: arguments.target.clone(),
        take_over: arguments.take_over,
        ..Request::default()
    };
    match release::rollback(&request) {
        Ok(done) => {
            print_done(&done, "rolled back", voice);
            Ending::Done
        }
        Err((ending, problems)) => {
            print_problems(&problems, voice);
            ending
        }
    }
}

pub(super) fn verify(arguments: &VerifyArguments, voice: Voice) -> Ending {
    let copy = arguments.target.as_deref().filter(|target| {
        let is_target = crate::build::read_config(&Layout::of(&arguments.folder).site)
            .is_ok_and(|config| config.publish.contains_key(*target));
        !is_target && Path::new(target).exists()
    });
    if let Some(path) = copy {
        return verify_copy(Path::new(path), voice);
    }
    match release::verify(&arguments.folder, arguments.target.as_deref()) {
        Ok(verified) => {
            print_problems(&verified.problems, voice);
            print_verified(&verified, voice);
            ending_of(&verified.problems)
        }
        Err((ending, problems)) => {
            print_problems(&problems, voice);
            ending
        }
    }
}

fn verify_copy(path: &Path, voice: Voice) -> Ending {
    match release::verify_copy(path) {
        Ok((files, problems)) => {
            print_problems(&problems, voice);
            let ending = ending_of(&problems);
            let whole = ending == Ending::Done;
            if voice.format == Format::Json {
                println!("{}", serde_json::json!({"files": files, "whole": whole}));
            } else if whole {
                match voice.language {
                    Language::Chinese => println!("{files} 个文件都完好"),
                    Language::English => println!("all {files} files are whole"),
                }
            }
            ending
        }
        Err((ending, problems)) => {
            print_problems(&problems, voice);
            ending
        }
    }
}

fn ending_of(problems: &[Diagnostic]) -> Ending {
    if yanxi_problem::count(problems, Severity::Error) == 0 {
        Ending::Done
    } else {
        Ending::ContentErrors
    }
}

fn print_problems(problems: &[Diagnostic], voice: Voice) {
    eprint!("{}", told(problems, voice).text);
}

/// Files of others named at most.
const NAMED: usize = 20;

fn print_done(done: &Done, deed: &str, voice: Voice) {
    let changes = &done.changes;
    if voice.format == Format::Json {
        let line = serde_json::json!({
            "done": deed, "target": done.target, "at": done.shown, "number": done.number, "files": done.files,
            "added": changes.added.len(), "changed": changes.changed.len(), "removed": changes.removed.len(),
            "foreign": changes.foreign,
        });
        println!("{line}");
        return;
    }
    name_foreign(done, voice);
    if voice.quiet {
        return;
    }
    let (added, changed, removed) =
        (changes.added.len(), changes.changed.len(), changes.removed.len());
    let (number, files, shown) = (done.number, done.files, &done.shown);
    match (voice.language, done.nothing_new, deed) {
        (Language::Chinese, true, _) => println!("{shown} 已经是第 {number} 版，没有变化"),
        (Language::English, true, _) => println!("{shown} holds release {number} already"),
        (Language::Chinese, false, "published") => println!(
            "第 {number} 版已发布到 {shown}：新增 {added} 个文件，改动 {changed} 个，删去 {removed} 个，共 {files} 个"
        ),
        (Language::English, false, "published") => println!(
            "release {number} published to {shown}: {added} files added, {changed} changed, {removed} removed, {files} in all"
        ),
        (Language::Chinese, false, _) => {
            println!("{shown} 已退回第 {number} 版，共 {files} 个文件")
        }
        (Language::English, false, _) => {
            println!("{shown} is back at release {number}: {files} files");
        }
    }
}

fn name_foreign(done: &Done, voice: Voice) {
    let foreign = &done.changes.foreign;
    for path in foreign.iter().take(NAMED) {
        voice.say(
            &format!("保留了不是本程序发布的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if foreign.len() > NAMED {
        let more = foreign.len() - NAMED;
        voice.say(
            &format!("另有 {more} 个不是本程序发布的文件，也都保留"),
            &format!("{more} more that are not ours were kept"),
        );
    }
}

fn print_plan(done: &Done, voice: Voice) {
    let changes = &done.changes;
    if voice.format == Format::Json {
        let line = serde_json::json!({"target": done.target, "at": done.shown, "number": done.number, "changes": changes});
        println!("{line}");
        return;
    }
    let lists: [(&str, &BTreeMap<String, u64>); 3] = [
        (voice.pick("新增", "add   "), &changes.added),
        (voice.pick("改动", "change"), &changes.changed),
        (voice.pick("删去", "remove"), &changes.removed),
    ];
    for (word, files) in lists {
        for (path, size) in files {
            println!("{word} {path}  {size}");
        }
    }
    name_foreign(done, voice);
    let sum: u64 = changes.added.values().chain(changes.changed.values()).sum();
    let counts = (changes.added.len(), changes.changed.len(), changes.removed.len());
    let shown = &done.shown;
    match voice.language {
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

fn print_verified(verified: &Verified, voice: Voice) {
    let errors = yanxi_problem::count(&verified.problems, Severity::Error);
    if voice.format == Format::Json {
        let targets: Vec<_> = verified
            .targets
            .iter()
            .map(|(name, number, files)| {
                serde_json::json!({"target": name, "number": number, "files": files})
            })
            .collect();
        let line =
            serde_json::json!({"lines": verified.lines, "targets": targets, "errors": errors});
        println!("{line}");
        return;
    }
    if voice.quiet {
        return;
    }
    for (name, number, files) in &verified.targets {
        match voice.language {
            Language::Chinese => println!("{name}：第 {number} 版，{files} 个文件"),
            Language::English => println!("{name}: release {number}, {files} files"),
        }
    }
    let lines = verified.lines;
    match voice.language {
        Language::Chinese => println!("发布记录 {lines} 条，不符 {errors} 处"),
        Language::English => println!("{lines} lines in the log, {errors} differences"),
    }
}
