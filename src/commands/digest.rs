//! `yanxi digest`: drafts the next briefing from facts and counts.
//! In: two days. Out: Markdown on stdout.

use std::path::PathBuf;

use jiff::civil::Date;
use yanxi_problem::print;

use super::site_arguments::{read_date, site_of};
use crate::authoring::{self, DraftRequest};
use crate::config::site;
use crate::exit_status::ExitStatus;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct DigestArguments {
    /// 从哪一天起 First day
    #[arg(long, value_parser = read_date)]
    from: Date,
    /// 到哪一天止 Last day
    #[arg(long, value_parser = read_date)]
    to: Date,
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

pub(super) fn run(arguments: DigestArguments, terminal: Terminal) -> ExitStatus {
    let date = arguments.date;
    let asked = DraftRequest {
        folder: site_of(&arguments.folder, terminal),
        from: arguments.from,
        to: arguments.to,
        campaign: arguments.campaign,
    };
    let drafted =
        site::today(&asked.folder, date).and_then(|today| authoring::briefing_draft(&asked, today));
    match drafted {
        Ok(draft) => {
            print!("{draft}");
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
