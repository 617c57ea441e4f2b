//! The settings of a site and what stands for today.
//! In: the site's folder, and what was asked for. Out: settings read and a date, or why there are none.

use std::path::Path;

use jiff::civil::Date;

use super::Config;
use super::problem::SettingsProblem;
use crate::exit_status::{ExitStatus, Failure};
use crate::folder::Layout;
use crate::own_files::SETTINGS;
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::value::parse_date;

/// Where everything lies, the settings, and what stands for today.
pub(crate) fn settings_of(
    folder: &Path,
    date: Option<Date>,
) -> Result<(Layout, Config, Date), Failure> {
    if !folder.is_dir() {
        return Err(no_folder(folder));
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
            let problem = SettingsProblem::NoDate { text: text.into() };
            let place = Place::file(SETTINGS);
            (ExitStatus::WrongUse, vec![Diagnostic::of(place, &problem)])
        }),
    }
}

/// The end of a command that was given a folder which is not there.
pub(crate) fn no_folder(folder: &Path) -> Failure {
    let place = Place::file(folder.to_string_lossy());
    (ExitStatus::CannotReadOrWrite, vec![Diagnostic::of(place, &SettingsProblem::NoFolder)])
}
