//! `yanxi new`: writes a record to fill in.
//! In: a record type, and who and what it is about. Out: the file's path.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use yanxi_problem::print;

use super::site_arguments::{read_date, site_of};
use crate::authoring::{self, NewRecord};
use crate::config::site;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct NewArguments {
    /// 记录类型，或 材料；不写就列出这个文件夹里的 A record type, or page; none: list those of this folder
    record_type: Option<String>,
    /// 单位 Unit
    #[arg(long)]
    unit: Option<String>,
    /// 事项，可写几次 Item, may be repeated
    #[arg(long)]
    item: Vec<String>,
    /// 人员，可写几次 Person, may be repeated
    #[arg(long)]
    person: Vec<String>,
    /// 标题 Title
    #[arg(long)]
    title: Option<String>,
    /// 活动，只有一个时不用写 Campaign, where there are several
    #[arg(long)]
    campaign: Option<String>,
    /// 资料文件夹 The site's folder
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// 当作今天的日期 The date that stands for today
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
}

pub(super) fn run(arguments: NewArguments, terminal: Terminal) -> ExitStatus {
    let date = arguments.date;
    let folder = site_of(&arguments.folder, terminal);
    let Some(kind) = arguments.record_type else {
        return list_types(&folder, terminal);
    };
    let asked = NewRecord {
        folder,
        beside: arguments.folder,
        kind,
        unit: arguments.unit,
        items: arguments.item,
        people: arguments.person,
        title: arguments.title,
        campaign: arguments.campaign,
    };
    let made =
        site::today(&asked.folder, date).and_then(|today| authoring::new_record(&asked, today));
    match made {
        Ok(path) => {
            println!("{}", path.display());
            ExitStatus::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, terminal.language));
            }
            ExitStatus::WrongUse
        }
    }
}

/// What can be made here, each as it is typed.
fn list_types(folder: &Path, terminal: Terminal) -> ExitStatus {
    let page = terminal.pick("材料", "page");
    println!("{}", terminal.pick("可以新建的：", "What can be made here:"));
    println!("yanxi new {page}");
    for kind in authoring::record_types(folder) {
        match kind.contains(char::is_whitespace) {
            true => println!("yanxi new \"{kind}\""),
            false => println!("yanxi new {kind}"),
        }
    }
    ExitStatus::Done
}
