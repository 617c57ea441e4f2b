//! `yanxi verify`: compares the log of releases with what lies at the target, or looks through a copy of a site.
//! In: a target, or the path of a copy. Out: differences, and how much was compared.

use std::path::{Path, PathBuf};

use yanxi_problem::{Diagnostic, Language, Severity};

use super::release_report::print_problems;
use super::site_arguments::site_of;
use crate::config::site;
use crate::exit_status::ExitStatus;
use crate::folder::Layout;
use crate::release::publish::{self, Verified};
use crate::terminal::{Format, Terminal};

#[derive(clap::Args)]
pub(super) struct VerifyArguments {
    /// 发布目标的名字，或发布包、解压后的文件夹 Name of a target, or a zip file or the folder it was unpacked to
    target: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &VerifyArguments, terminal: Terminal) -> ExitStatus {
    let folder = site_of(&arguments.folder, terminal);
    let copy = arguments.target.as_deref().filter(|target| {
        let is_target = site::read_config(&Layout::of(&folder).site)
            .is_ok_and(|config| config.publish.contains_key(*target));
        !is_target && Path::new(target).exists()
    });
    if let Some(path) = copy {
        return verify_copy(Path::new(path), terminal);
    }
    match publish::verify(&folder, arguments.target.as_deref()) {
        Ok(verified) => {
            print_problems(&verified.problems, terminal);
            print_verified(&verified, terminal);
            ending_of(&verified.problems)
        }
        Err((ending, problems)) => {
            print_problems(&problems, terminal);
            ending
        }
    }
}

fn verify_copy(path: &Path, terminal: Terminal) -> ExitStatus {
    match publish::verify_copy(path) {
        Ok((files, problems)) => {
            print_problems(&problems, terminal);
            let ending = ending_of(&problems);
            let whole = ending == ExitStatus::Done;
            if terminal.format == Format::Json {
                println!("{}", serde_json::json!({"files": files, "whole": whole}));
            } else if whole {
                match terminal.language {
                    Language::Chinese => println!("{files} 个文件都完好"),
                    Language::English => println!("all {files} files are whole"),
                }
            }
            ending
        }
        Err((ending, problems)) => {
            print_problems(&problems, terminal);
            ending
        }
    }
}

fn ending_of(problems: &[Diagnostic]) -> ExitStatus {
    if yanxi_problem::count(problems, Severity::Error) == 0 {
        ExitStatus::Done
    } else {
        ExitStatus::ContentErrors
    }
}

fn print_verified(verified: &Verified, terminal: Terminal) {
    let errors = yanxi_problem::count(&verified.problems, Severity::Error);
    if terminal.format == Format::Json {
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
    if terminal.quiet {
        return;
    }
    for (name, number, files) in &verified.targets {
        match terminal.language {
            Language::Chinese => println!("{name}：第 {number} 版，{files} 个文件"),
            Language::English => println!("{name}: release {number}, {files} files"),
        }
    }
    let lines = verified.lines;
    match terminal.language {
        Language::Chinese => println!("发布记录 {lines} 条，不符 {errors} 处"),
        Language::English => println!("{lines} lines in the log, {errors} differences"),
    }
}
