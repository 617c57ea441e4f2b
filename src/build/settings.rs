//! The settings of a site and what stands for today.
//! In: the site's folder, and what was asked for. Out: settings read and a date, or why there are none.

use std::path::Path;

use jiff::civil::Date;

use super::problems::no_such_folder;
use super::{Ending, Failure, Request};
use crate::config::{self, Config};
use crate::source::value::parse_date;
use crate::source::{self, Layout};
use yanxi_problem::{Code, Diagnostic, Place, Wording};

/// Where everything lies, the settings, and what stands for today.
pub(crate) fn settings_of(request: &Request) -> Result<(Layout, Config, Date), Failure> {
    if !request.folder.is_dir() {
        return Err((Ending::CannotReadOrWrite, vec![no_such_folder(&request.folder)]));
    }
    let layout = Layout::of(&request.folder);
    let config = read_config(&layout.site)?;
    let date = build_date(request.date, &config)?;
    Ok((layout, config, date))
}

/// Reads `yanxi.toml`; a folder without one has the defaults.
pub fn read_config(site: &Path) -> Result<Config, Failure> {
    let path = site.join(config::FILE_NAME);
    if !path.is_file() {
        return Ok(Config::default());
    }
    let bytes = std::fs::read(&path).map_err(|error| {
        (Ending::CannotReadOrWrite, vec![source::cannot_read(config::FILE_NAME, &error)])
    })?;
    let decoded = source::encoding::decode(config::FILE_NAME, &bytes)
        .map_err(|problem| (Ending::WrongUse, vec![*problem]))?;
    Config::parse(&decoded.text).map_err(|problems| (Ending::WrongUse, problems))
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
                Place::file(config::FILE_NAME),
                Wording::new(
                    format!("date = \"{text}\" 不是真实的日期"),
                    format!("date = \"{text}\" is no real date"),
                ),
                Wording::new(
                    "写成 date = \"2008-11-18\" 的样子",
                    "write it as date = \"2008-11-18\"",
                ),
            );
            (Ending::WrongUse, vec![problem])
        }),
    }
}
