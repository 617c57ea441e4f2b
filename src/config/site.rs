//! The settings of a site and what stands for today.
//! In: the site's folder, and what was asked for. Out: settings read and a date, or why there are none.

use std::path::Path;

use jiff::civil::Date;

use super::Config;
use crate::exit_status::{ExitStatus, Failure};
use crate::folder::Layout;
use crate::own_files::SETTINGS;
use yanxi_problem::{Code, Diagnostic, Place, Wording};
use yanxi_reading::value::parse_date;

/// Where everything lies, the settings, and what stands for today.
pub(crate) fn settings_of(
    folder: &Path,
    date: Option<Date>,
) -> Result<(Layout, Config, Date), Failure> {
    if !folder.is_dir() {
        return Err((ExitStatus::CannotReadOrWrite, vec![no_such_folder(folder)]));
    }
    let layout = Layout::of(folder);
    let config = read_config(&layout.site)?;
    let date = build_date(date, &config)?;
    Ok((layout, config, date))
}

/// Reads `yanxi.toml`; a folder without one has the defaults.
pub fn read_config(site: &Path) -> Result<Config, Failure> {
    let path = site.join(SETTINGS);
    if !path.is_file() {
        return Ok(Config::default());
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        (ExitStatus::CannotReadOrWrite, vec![yanxi_reading::cannot_read(SETTINGS, &error)])
    })?;
    let decoded = yanxi_reading::encoding::decode(SETTINGS, &bytes)
        .map_err(|problem| (ExitStatus::WrongUse, vec![*problem]))?;
    Config::parse(&decoded.text).map_err(|problems| (ExitStatus::WrongUse, problems))
}

/// What stands for today in a folder: the date asked for, else the settings', else the clock's.
pub fn today(folder: &Path, asked: Option<Date>) -> Result<Date, Vec<Diagnostic>> {
    read_config(&Layout::of(folder).site)
        .and_then(|config| build_date(asked, &config))
        .map_err(|(_, problems)| problems)
}

fn build_date(asked: Option<Date>, config: &Config) -> Result<Date, Failure> {
    if let Some(date) = asked {
        return Ok(date);
    }
    match &config.date {
        None => Ok(jiff::Zoned::now().date()),
        Some(text) => parse_date(text).ok_or_else(|| {
            let problem = Diagnostic::error(
                Code::R01,
                Place::file(SETTINGS),
                Wording::new(
                    format!("date = \"{text}\" 不是真实的日期"),
                    format!("date = \"{text}\" is no real date"),
                ),
                Wording::new(
                    "写成 date = \"2008-11-18\" 的样子",
                    "write it as date = \"2008-11-18\"",
                ),
            );
            (ExitStatus::WrongUse, vec![problem])
        }),
    }
}

fn no_such_folder(folder: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::R02,
        Place::file(folder.to_string_lossy()),
        Wording::new("没有这个文件夹", "there is no such folder"),
        Wording::new("检查文件夹的名字和位置", "check its name and place"),
    )
}
