//! The site's settings: `yanxi.toml`, every key optional.
//! In: the file's text and the command line. Out: [`Config`], or diagnostics with the place of each wrong key.

mod problem;
pub mod severities;
pub mod site;
pub mod targets;

use crate::own_files::SETTINGS;
use serde::Deserialize;

use crate::slip::nearest;
use problem::{Expected, SettingsProblem, SeverityProblem, TargetProblem, ValueFault};
use severities::Severities;
use targets::Targets;
use yanxi_problem::{Diagnostic, Entry, List, Place, Quoted, Saying, Wording};
use yanxi_reading::tolerant_toml::Tolerant;

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    [
        yanxi_problem::problems::<SettingsProblem>(),
        yanxi_problem::problems::<SeverityProblem>(),
        yanxi_problem::problems::<TargetProblem>(),
    ]
    .concat()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    [yanxi_problem::sayings::<ValueFault>(), yanxi_problem::sayings::<Expected>()].concat()
}

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
    /// How much rules weigh on this site.
    #[serde(skip)]
    pub check: Severities,
    /// Where it is published to: the tables `[publish.NAME]`.
    pub publish: Targets,
    /// What the site says of persons.
    pub privacy: Privacy,
}

/// How a site treats what belongs to persons: `[privacy]`.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Privacy {
    /// Numbers and addresses in texts, tables and records are masked in what goes out.
    pub mask: bool,
    /// Names of persons on a roster that may stand in public texts.
    pub names: Vec<String>,
    /// Who may say that a mark inside a page's text is none, as entries 保密审查 name them.
    pub secrecy_reviewers: Vec<String>,
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
            check: Severities::default(),
            publish: Targets::new(),
            privacy: Privacy::default(),
        }
    }
}

const KEYS: [&str; 12] = [
    "format",
    "title",
    "description",
    "language",
    "footer",
    "date",
    "base_url",
    "raw_html",
    "search_from_file",
    "check",
    "publish",
    "privacy",
];

const PRIVACY_KEYS: [&str; 3] = ["mask", "names", "secrecy_reviewers"];

/// The newest folder format this program reads.
const NEWEST_FORMAT: u32 = 1;

impl Config {
    /// Reads the settings; all unknown keys are reported, not only the first.
    pub fn parse(text: &str) -> Result<Config, Vec<Diagnostic>> {
        let tolerant = Tolerant::of(text);
        let wrong = |error: toml::de::Error| vec![broken(text, &tolerant, &error)];
        let table: toml::Table = toml::from_str(&tolerant.text).map_err(wrong)?;
        let settings = Settings { text };
        // What a later program added is no mistake of whoever wrote it.
        if let Some(found) = table.get("format").and_then(toml::Value::as_integer)
            && found > i64::from(NEWEST_FORMAT)
        {
            let place = settings.place(&[], "format");
            return Err(vec![Diagnostic::of(place, &SettingsProblem::NewerFormat { found })]);
        }
        let mut problems = unknown_keys(&table, &KEYS, |key| settings.place(&[], key));
        let mut check = Severities::default();
        if let Some(entries) = settings.table(&table, "check", &mut problems) {
            let (severities, wrong) = Severities::read(entries, settings);
            check = severities;
            problems.extend(wrong);
        }
        if let Some(tables) = settings.table(&table, "publish", &mut problems) {
            for (name, target) in tables {
                let place = |key: &str| settings.place(&["publish", name], key);
                let target = target.as_table();
                problems.extend(
                    target
                        .into_iter()
                        .flat_map(|target| unknown_keys(target, &targets::KEYS, place)),
                );
            }
        }
        if let Some(entries) = settings.table(&table, "privacy", &mut problems) {
            problems.extend(unknown_keys(entries, &PRIVACY_KEYS, |key| {
                settings.place(&["privacy"], key)
            }));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let config: Config = toml::from_str(&tolerant.text).map_err(wrong)?;
        let config = Config { check, ..config };
        if config.format == 0 {
            let place = settings.place(&[], "format");
            return Err(vec![Diagnostic::of(place, &SettingsProblem::UnknownFormat)]);
        }
        let faults: Vec<Diagnostic> = targets::faults(&config.publish)
            .into_iter()
            .map(|(name, problem)| Diagnostic::of(settings.place(&["publish"], name), &problem))
            .collect();
        if faults.is_empty() { Ok(config) } else { Err(faults) }
    }
}

fn broken(text: &str, tolerant: &Tolerant, error: &toml::de::Error) -> Diagnostic {
    let place = match error.span() {
        Some(span) => Place::at_offset(SETTINGS, text, tolerant.original_offset(span.start)),
        None => Place::file(SETTINGS),
    };
    if error.message().contains("duplicate") {
        let key = place.source.split(['=', '＝']).next().unwrap_or_default();
        let key = key.trim_matches(|c: char| c.is_whitespace() || "[]【】［］\"".contains(c));
        let key = Quoted::from(key);
        let problem = match place.source.trim_start().starts_with(['[', '【', '［']) {
            true => SettingsProblem::TableWrittenTwice { key },
            false => SettingsProblem::KeyWrittenTwice { key },
        };
        return Diagnostic::of(place.clone(), &problem);
    }
    let fault = understood(error.message());
    Diagnostic::of(place, &SettingsProblem::Unreadable { fault })
}

/// What the reader of TOML says, worded anew where it is what offices meet: a value of the wrong kind.
fn understood(message: &str) -> ValueFault {
    let Some((wrong, expected)) = message.split_once(", expected ") else {
        return ValueFault::Other { message: Wording::untranslated(message) };
    };
    let expected = match expected.trim_start_matches("one of ") {
        "a boolean" => Expected::TrueOrFalse,
        "a string" => Expected::Text,
        "u16" | "u32" | "u64" | "i64" => Expected::Number,
        choices => Expected::OneOf {
            choices: List::whole(choices.replace('`', "").split(", ").map(str::to_string)),
        },
    };
    match wrong.split_once(['`', '"']) {
        Some((_, value)) => {
            ValueFault::Wrong { value: value.trim_end_matches(['`', '"']).into(), expected }
        }
        None => ValueFault::NoValue {
            said: Wording::untranslated(wrong),
            expected,
            message: Wording::untranslated(message),
        },
    }
}

/// The text of the settings, to find the places of keys in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings<'a> {
    text: &'a str,
}

impl Settings<'_> {
    /// The place of a key in the table of a path such as `["check"]`, empty at the top.
    pub(crate) fn place(self, path: &[&str], key: &str) -> Place {
        let named = |line: &str, wanted: &str| {
            line.trim_start().trim_start_matches('"').starts_with(wanted)
        };
        let mut table = Vec::new();
        let mut of_table = None;
        for (number, line) in self.text.lines().enumerate() {
            if let Some(header) = line.trim().strip_prefix('[') {
                let header = header.trim_start_matches('[');
                let header = header.split(']').next().unwrap_or_default();
                table = header.split('.').map(|part| part.trim().trim_matches('"')).collect();
                let parent = table.split_last().filter(|(last, _)| **last == key);
                if parent.is_some_and(|(_, parent)| parent == path) {
                    return Place::at_line(SETTINGS, self.text, number + 1);
                }
            } else if table == path && named(line, key) {
                return Place::at_line(SETTINGS, self.text, number + 1);
            } else if path.last().is_some_and(|last| named(line, last)) {
                of_table = of_table.or(Some(number + 1));
            }
        }
        match of_table {
            Some(line) => Place::at_line(SETTINGS, self.text, line),
            None => Place::file(SETTINGS),
        }
    }

    /// A table of the settings; anything else under its name is reported.
    pub(crate) fn table<'t>(
        self,
        table: &'t toml::Table,
        name: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<&'t toml::Table> {
        let value = table.get(name)?;
        if value.as_table().is_none() {
            let problem = SettingsProblem::NotATable { name: name.into() };
            problems.push(Diagnostic::of(self.place(&[], name), &problem));
        }
        value.as_table()
    }
}

/// Keys of a table that nobody knows, each with the nearest known one.
pub(crate) fn unknown_keys(
    table: &toml::Table,
    known: &[&str],
    place: impl Fn(&str) -> Place,
) -> Vec<Diagnostic> {
    table
        .keys()
        .filter(|key| !known.contains(&key.as_str()))
        .map(|key| unknown_key(key, known, place(key)))
        .collect()
}

fn unknown_key(key: &str, known: &[&str], place: Place) -> Diagnostic {
    let problem = match nearest(key, known.iter().copied()) {
        Some(near) => SettingsProblem::UnknownKeyNear { key: key.into(), near: near.into() },
        None => SettingsProblem::UnknownKey {
            key: key.into(),
            known: List::whole(known.iter().copied()),
        },
    };
    Diagnostic::of(place, &problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::Language;
    use yanxi_problem::print::line;

    #[test]
    fn every_unknown_key_is_named_with_the_nearest_known_one() {
        let problems =
            Config::parse("format = 1\ntitel = \"甲\"\ncolour = 1\n").expect_err("two wrong keys");
        let lines: Vec<String> = problems.iter().map(|p| line(p, Language::Chinese)).collect();
        assert_eq!(
            lines,
            [
                "错误 R01 yanxi.toml 第3行 colour = 1 —— 没有“colour”这个设置。改法：改成可用的键：format、title、description、language、footer、date、base_url、raw_html、search_from_file、check、publish、privacy；都不是的，删去这一行",
                "错误 R01 yanxi.toml 第2行 titel = \"甲\" —— 没有“titel”这个设置。改法：把“titel”改成“title”",
            ]
        );
    }

    #[test]
    fn a_key_is_found_in_its_own_table() {
        let text = "title = \"a\"\n[check]\ntitle = 1\n[publish.\"甲\"]\ntitle = 2\n";
        let settings = Settings { text };
        let line = |path: &[&str], key: &str| settings.place(path, key).line;
        assert_eq!(line(&[], "title"), Some(1));
        assert_eq!(line(&["check"], "title"), Some(3));
        assert_eq!(line(&["publish", "甲"], "title"), Some(5));
        assert_eq!(line(&["publish"], "甲"), Some(4));
        assert_eq!(line(&[], "nothing"), None);
    }

    #[test]
    fn a_table_must_be_one() {
        let problems = Config::parse("check = 1\n").expect_err("no table");
        assert_eq!(
            line(&problems[0], Language::Chinese),
            "错误 R01 yanxi.toml 第1行 check = 1 —— “check”下面要写一组设置。改法：删去这一行，换成单独一行 [check]，设置写在它下面"
        );
    }

    #[test]
    fn keys_of_a_bucket_cannot_stand_in_the_settings() {
        let text = "[publish.b]\nkind = \"s3\"\nbucket = \"b\"\nsecret_access_key = \"x\"\n";
        let problems = Config::parse(text).expect_err("a key");
        let said = line(&problems[0], Language::Chinese);
        assert!(
            said.starts_with("错误 R01 yanxi.toml 第4行")
                && said.contains("没有“secret_access_key”这个设置"),
            "{said}"
        );
    }

    #[test]
    fn privacy_is_off_unless_asked_for_and_its_keys_are_known() {
        let config =
            Config::parse("[privacy]\nmask = true\nnames = [\"张样\"]\n").expect("settings");
        assert!(config.privacy.mask && config.privacy.names == ["张样"]);
        assert!(!Config::default().privacy.mask);
        let problems = Config::parse("[privacy]\nmaks = true\n").expect_err("a wrong key");
        assert_eq!(
            line(&problems[0], Language::Chinese),
            "错误 R01 yanxi.toml 第2行 maks = true —— 没有“maks”这个设置。改法：把“maks”改成“mask”"
        );
    }

    #[test]
    fn a_wrong_value_is_said_in_chinese_and_chinese_kinds_are_known() {
        let said = |text: &str| {
            let problems = Config::parse(text).expect_err("a wrong value");
            line(&problems[0], Language::Chinese)
        };
        assert_eq!(
            said("[publish.a]\nkind = \"U盘\"\npath = \"a\"\n"),
            "错误 R01 yanxi.toml 第2行 kind = \"U盘\" —— 设置文件这里写错了（不能写 U盘，要写 folder、文件夹、zip、压缩包、s3、对象存储）。改法：按 键 = \"值\" 的样子改这一行，引号和等号用半角"
        );
        assert_eq!(
            said("raw_html = 是\n"),
            "错误 R01 yanxi.toml 第1行 raw_html = 是 —— 设置文件这里写错了（不能写 是，要写 true 或 false）。改法：按 键 = \"值\" 的样子改这一行，引号和等号用半角"
        );
        for (kind, edition) in [("folder", "internal"), ("文件夹", "内部")] {
            let text =
                format!("[publish.a]\nkind = \"{kind}\"\nedition = \"{edition}\"\npath = \"a\"\n");
            let config = Config::parse(&text).expect("settings");
            assert_eq!(config.publish["a"].kind, targets::Kind::Folder);
            assert_eq!(config.publish["a"].edition, crate::model::Edition::Internal);
        }
    }

    #[test]
    fn names_may_be_chinese_and_signs_full_width() {
        let text = "title ＝ “学习资料”\n[publish.共享]\nkind = \"folder\"\npath = \"../共享\"\n";
        let config = Config::parse(text).expect("settings");
        assert_eq!(config.title, "学习资料");
        assert!(config.publish.contains_key("共享"));
        let problems =
            Config::parse("[publish.共享]\nkind = \"folder\"\npfad = 1\n").expect_err("a key");
        assert_eq!(problems[0].place.line, Some(3));
        let problems = Config::parse("title = “学习”\n甲 = = 1\n").expect_err("two signs");
        assert_eq!(problems[0].place.line, Some(2));
    }

    #[test]
    fn an_empty_file_gives_the_defaults() {
        assert_eq!(Config::parse("").expect("defaults"), Config::default());
    }
}
