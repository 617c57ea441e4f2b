//! `yanxi init`: writes a small commented site to begin with.
//! In: a new folder, and what is said of the site. Out: its files, and what to do next.

use std::path::PathBuf;

use jiff::civil::Date;
use yanxi_problem::{Severity, print};
use yanxi_reading::OtherFile;

use super::site_arguments::read_date;
use crate::authoring::{self, Answers};
use crate::campaign::units_of;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct InitArguments {
    /// 新文件夹 A new folder
    folder: PathBuf,
    /// 网站名称 Name of the site
    #[arg(long)]
    title: Option<String>,
    /// 活动名称 Name of the campaign
    #[arg(long)]
    campaign: Option<String>,
    /// 活动开始的日期 First day of the campaign
    #[arg(long, value_parser = read_date)]
    from: Option<Date>,
    /// 活动结束的日期 Last day of the campaign
    #[arg(long, value_parser = read_date)]
    to: Option<Date>,
    /// 单位名单，WPS 或 Excel 表格 A table of units
    #[arg(long)]
    units: Option<PathBuf>,
}

pub(super) fn run(arguments: &InitArguments, terminal: Terminal) -> ExitStatus {
    let InitArguments { folder, title, campaign, from, to, units } = arguments;
    let units = match units {
        None => Vec::new(),
        Some(path) => {
            let shown = path.display().to_string();
            let file = OtherFile {
                path: shown.clone(),
                size: std::fs::metadata(path).map_or(0, |about| about.len()),
                absolute: path.clone(),
                shown_path: shown,
            };
            let (units, problems) = units_of(&file);
            let is_wrong = problems.iter().any(|problem| problem.severity == Severity::Error);
            for problem in &problems {
                eprintln!("{}", print::line(problem, terminal.language));
            }
            if is_wrong || units.is_empty() {
                terminal.say(
                    "没有读出单位，什么也没有写。改法：表格第一行写上列名，至少有“名称”一列，每个单位一行",
                    "no units were read, nothing was written. Fix: give the table a first line of names with a column “name”, and a line for each unit",
                );
                return ExitStatus::ContentErrors;
            }
            units
        }
    };
    let answers =
        Answers { title: title.clone(), campaign: campaign.clone(), from: *from, to: *to, units };
    let today = jiff::Zoned::now().date();
    match authoring::init(folder, terminal.language, today, &answers) {
        Ok(begun) => {
            let folder = folder.display();
            let next = match terminal.language {
                yanxi_problem::Language::Chinese => format!("再运行 yanxi serve {folder} --open"),
                yanxi_problem::Language::English => format!("then run yanxi serve {folder} --open"),
            };
            for line in begun.told(terminal.language, &next) {
                println!("{line}");
            }
            if let Some(not_taken) = begun.not_taken(terminal.language) {
                eprintln!("{not_taken}");
            }
            ExitStatus::Done
        }
        Err(problem) => {
            eprintln!("{}", print::line(&problem, terminal.language));
            ExitStatus::CannotReadOrWrite
        }
    }
}
