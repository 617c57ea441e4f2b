//! Arguments that several commands share: a site, an edition, a day.
//! In: the command line. Out: [`SiteArguments`], as a build's [`Request`].

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use yanxi_reading::value::parse_date;

use crate::build::Request;
use crate::edition::{Edition, Selection};
use crate::folder::site_above;
use crate::terminal::Terminal;

#[derive(clap::Args, Clone)]
pub(super) struct SiteArguments {
    /// 资料文件夹 The site's folder
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// 网站放在哪里 Where the site goes
    #[arg(long)]
    output_dir: Option<PathBuf>,
    /// 公开版或内部版 Which edition
    #[arg(long, value_enum, default_value_t = EditionArgument::Public)]
    edition: EditionArgument,
    /// 网站的网址，只用于订阅和站点地图 Address of the site, for feed and sitemap only
    #[arg(long)]
    base_url: Option<String>,
    /// 草稿也放进去 Include drafts
    #[arg(long)]
    drafts: bool,
    /// 当作今天的日期 The date that stands for today
    #[arg(long, value_parser = read_date)]
    date: Option<Date>,
}

#[derive(ValueEnum, Clone, Copy)]
enum EditionArgument {
    #[value(aliases = ["公开", "公开版"])]
    Public,
    #[value(aliases = ["内部", "内部版"])]
    Internal,
}

/// The folder given, or the site above it where it is a site's content or a section of it; says so.
pub(super) fn site_of(folder: &Path, terminal: Terminal) -> PathBuf {
    let Some(site) = site_above(folder) else {
        return folder.to_path_buf();
    };
    let shown = shown_from_here(&site);
    terminal.say(
        &format!("这里是网站的一部分，按整个网站来做：{shown}"),
        &format!("this is a part of a site; the whole site is meant: {shown}"),
    );
    site
}

/// A folder as it can be typed: seen from the one that people are in, where that is shorter.
fn shown_from_here(folder: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    match here.strip_prefix(folder) {
        Ok(below) if !below.as_os_str().is_empty() => {
            vec![".."; below.components().count()].join("/")
        }
        _ => folder.display().to_string(),
    }
}

/// How much of the messages is shown.
#[derive(clap::Args, Clone, Copy)]
pub(super) struct ExtentArguments {
    /// 每一条都列出来，要催的也逐条列 List every message, also what is only to be pressed for
    #[arg(long)]
    all: bool,
}

impl ExtentArguments {
    pub(super) fn on(self, terminal: Terminal) -> Terminal {
        Terminal { all: self.all, ..terminal }
    }
}

pub(super) fn read_date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "写成 2008-11-18 的样子 / write it as 2008-11-18".into())
}

impl SiteArguments {
    pub(super) fn request(&self, terminal: Terminal) -> Request {
        Request {
            folder: site_of(&self.folder, terminal),
            output: self.output_dir.clone(),
            selection: Selection {
                edition: match self.edition {
                    EditionArgument::Public => Edition::Public,
                    EditionArgument::Internal => Edition::Internal,
                },
                drafts: self.drafts,
            },
            base_url: self.base_url.clone(),
            date: self.date,
            ..Request::default()
        }
    }
}
