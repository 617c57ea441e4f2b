//! The site's settings: `yanxi.toml`, every key optional.
//! In: the file's text and the command line. Out: [`Config`], or diagnostics with the place of each wrong key.

use serde::Deserialize;

use crate::diagnostic::{Diagnostic, Place};
use crate::language::Wording;
use crate::nearest::nearest;
use crate::publish::settings::{self, Targets};

/// Name of the settings file in a site folder.
pub const FILE_NAME: &str = "yanxi.toml";

/// Settings of a site.
#[derive(Debug, Clone, Deserialize, PartialEq)]
#[serde(default)]
pub struct Config {
    /// Version of the folder format this file was written for.
    pub format: u32,
    pub title: String,
    pub description: String,
    /// Language of the pages, such as `zh-CN` or `en`.
    pub language: String,
    /// A line at the foot of every page.
    pub footer: String,
    /// Build date `YYYY-MM-DD` that stands in for today.
    pub date: Option<String>,
    /// Address the site will have; used by feed and sitemap only.
    pub base_url: Option<String>,
    /// Lets allow-listed HTML in Markdown through.
    pub raw_html: bool,
    /// Writes the script-wrapped copies of the index that searching from a USB stick needs.
    pub search_from_file: bool,
    /// Where it is published to: the tables `[publish.NAME]`.
    pub publish: Targets,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            format: 1,
            title: String::new(),
            description: String::new(),
            language: "zh-CN".into(),
            footer: String::new(),
            date: None,
            base_url: None,
            raw_html: false,
            search_from_file: true,
            publish: Targets::new(),
        }
    }
}

const KEYS: [&str; 10] = [
    "format",
    "title",
    "description",
    "language",
    "footer",
    "date",
    "base_url",
    "raw_html",
    "search_from_file",
    "publish",
];

/// The newest folder format this program reads.
const NEWEST_FORMAT: u32 = 1;

impl Config {
    /// Reads the settings; all unknown keys are reported, not only the first.
    pub fn parse(text: &str) -> Result<Config, Vec<Diagnostic>> {
        let table: toml::Table =
            toml::from_str(text).map_err(|error| vec![broken(text, &error)])?;
        let unknown: Vec<Diagnostic> = table
            .keys()
            .filter(|key| !KEYS.contains(&key.as_str()))
            .map(|key| unknown_key(text, key, &KEYS))
            .chain(
                settings::unknown_keys(&table)
                    .into_iter()
                    .map(|key| unknown_key(text, &key, &settings::KEYS)),
            )
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let config: Config = toml::from_str(text).map_err(|error| vec![broken(text, &error)])?;
        if config.format == 0 || config.format > NEWEST_FORMAT {
            return Err(vec![Diagnostic::error(
                "R01",
                place_of_key(text, "format"),
                Wording::new(
                    format!("本程序只认识 format = {NEWEST_FORMAT}"),
                    format!("this program knows only format = {NEWEST_FORMAT}"),
                ),
                Wording::new(
                    format!("改成 format = {NEWEST_FORMAT}，或换用更新的程序"),
                    format!("write format = {NEWEST_FORMAT}, or use a newer program"),
                ),
            )]);
        }
        let faults: Vec<Diagnostic> = settings::faults(&config.publish)
            .into_iter()
            .map(|wrong| {
                Diagnostic::error(
                    "R01",
                    place_of_key(text, &format!("publish.{}", wrong.name)),
                    Wording::new(wrong.chinese, wrong.english),
                    Wording::new(wrong.remedy_chinese, wrong.remedy_english),
                )
            })
            .collect();
        if faults.is_empty() {
            Ok(config)
        } else {
            Err(faults)
        }
    }
}

fn broken(text: &str, error: &toml::de::Error) -> Diagnostic {
    let place = match error.span() {
        Some(span) => Place::at_offset(FILE_NAME, text, span.start),
        None => Place::file(FILE_NAME),
    };
    Diagnostic::error(
        "R01",
        place,
        Wording::new(
            format!("设置文件这里写错了（{}）", error.message()),
            format!("the settings are wrong here ({})", error.message()),
        ),
        Wording::new(
            "按 键 = \"值\" 的样子改这一行，引号和等号用半角",
            "write this line as key = \"value\"",
        ),
    )
}

fn place_of_key(text: &str, key: &str) -> Place {
    let line = text.lines().position(|line| {
        line.trim_start()
            .trim_start_matches(['[', '"'])
            .starts_with(key)
    });
    match line {
        Some(line) => Place::at_line(FILE_NAME, text, line + 1),
        None => Place::file(FILE_NAME),
    }
}

fn unknown_key(text: &str, key: &str, known: &[&str]) -> Diagnostic {
    let remedy = match nearest(key, known.iter().copied()) {
        Some(known) => Wording::new(
            format!("把“{key}”改成“{known}”"),
            format!("write “{known}” for “{key}”"),
        ),
        None => Wording::new(
            format!("删去这一行；可用的键：{}", known.join("、")),
            format!("delete the line; known keys: {}", known.join(", ")),
        ),
    };
    Diagnostic::error(
        "R01",
        place_of_key(text, key),
        Wording::new(
            format!("没有“{key}”这个设置"),
            format!("there is no setting “{key}”"),
        ),
        remedy,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::print::line;
    use crate::language::Language;

    #[test]
    fn every_unknown_key_is_named_with_the_nearest_known_one() {
        let problems =
            Config::parse("format = 1\ntitel = \"甲\"\ncolour = 1\n").expect_err("two wrong keys");
        let lines: Vec<String> = problems
            .iter()
            .map(|p| line(p, Language::Chinese))
            .collect();
        assert_eq!(
            lines,
            [
                "错误 R01 yanxi.toml 第3行 colour = 1 —— 没有“colour”这个设置。改法：删去这一行；可用的键：format、title、description、language、footer、date、base_url、raw_html、search_from_file、publish",
                "错误 R01 yanxi.toml 第2行 titel = \"甲\" —— 没有“titel”这个设置。改法：把“titel”改成“title”",
            ]
        );
    }

    #[test]
    fn an_empty_file_gives_the_defaults() {
        assert_eq!(Config::parse("").expect("defaults"), Config::default());
    }
}
