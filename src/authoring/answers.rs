//! What somebody who begins a site says of it, and the parts of the starter that are made of it.
//! In: names, days and units. Out: texts that stand in the starter's files.

use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;
use yanxi_campaign::Unit;
use yanxi_problem::{Language, Words};

/// How long a campaign runs unless it is said.
const DAYS: i64 = 90;

/// What is said; what is not, the starter says.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Of the site.
    pub title: Option<String>,
    /// Its name.
    pub campaign: Option<String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// From a workbook; without any, two invented ones show how it is done.
    pub units: Vec<Unit>,
}

/// The answers, with what stands for those not given.
pub(super) struct Filled<'a> {
    pub(super) title: String,
    pub(super) campaign: String,
    pub(super) from: Date,
    pub(super) to: Date,
    today: Date,
    units: &'a [Unit],
    language: Language,
}

impl<'a> Filled<'a> {
    pub(super) fn of(answers: &'a Answers, language: Language, today: Date) -> Self {
        let (title, campaign) = match language {
            Language::Chinese => ("学习资料库", "学习活动（样例）"),
            Language::English => ("Study library", "Study campaign (sample)"),
        };
        let said = |answer: &Option<String>, usual: &str| {
            let answer = answer.as_deref().map(one_line).filter(|answer| !answer.is_empty());
            answer.unwrap_or_else(|| usual.to_string())
        };
        let from = answers.from.unwrap_or(match answers.to {
            Some(to) if to < today => to.saturating_sub(DAYS.days()),
            _ => today,
        });
        Filled {
            title: said(&answers.title, title),
            campaign: said(&answers.campaign, campaign),
            from,
            to: answers.to.unwrap_or(from.saturating_add(DAYS.days())),
            today,
            units: &answers.units,
            language,
        }
    }

    /// A file of the starter as it is to be written; none for one that shows how invented units do it, where real ones
    /// were given.
    pub(super) fn file(&self, path: &str, text: &str) -> Option<String> {
        let folders = ["记录", "单位方案", "records"];
        if !self.units.is_empty() {
            if path.split('/').any(|part| folders.contains(&part)) {
                return None;
            }
            if path.ends_with("单位.csv") || path.ends_with("units.csv") {
                return Some(self.units_table(text));
            }
            if path.ends_with(".csv") {
                return Some(text.lines().take(1).map(|head| format!("{head}\n")).collect());
            }
        }
        let days = self.to.since(self.from).map_or(0, |span| span.get_days());
        let middle = self.from.saturating_add((days / 2).days());
        let next = middle.saturating_add(1.day()).min(self.to);
        Some(
            text.replace("%TITLE%", &in_quotes(&self.title))
                .replace("%CAMPAIGN%", &in_quotes(&self.campaign))
                .replace("%CLASSES%\n", &self.classes())
                .replace("%NEEDS%\n", &self.needs())
                .replace("%TODAY%", &self.today.to_string())
                .replace("%BEGIN%", &self.from.to_string())
                .replace("%MIDDLE%", &middle.to_string())
                .replace("%NEXT%", &next.to_string())
                .replace("%END%", &self.to.to_string()),
        )
    }

    /// The roster of units under the head that the starter's has.
    fn units_table(&self, starter: &str) -> String {
        let mut table = starter.lines().next().unwrap_or_default().to_string();
        let has_aliases = self.units.iter().any(|unit| !aliases(unit).is_empty());
        if has_aliases {
            let _ = write!(table, ",{}", UNIT_ALIASES.in_language(self.language));
        }
        table.push('\n');
        for unit in self.units {
            // An id that is the name itself need not be written.
            let id = if unit.id == unit.name { "" } else { unit.id.as_str() };
            let cells = [
                id,
                &unit.name,
                &unit.class,
                &unit.first_responsible.join("、"),
                &unit.leading_group,
                &unit.contact_leader,
            ];
            let aliases = has_aliases.then(|| aliases(unit));
            let cells: Vec<String> = cells.into_iter().chain(aliases).map(csv_cell).collect();
            let _ = writeln!(table, "{}", cells.join(","));
        }
        table
    }

    /// Columns of the table of units that were not taken, in their order.
    pub(super) fn left_out(&self) -> Vec<String> {
        let mut left_out: Vec<String> = Vec::new();
        for (name, _) in self.units.iter().flat_map(|unit| &unit.other) {
            if name != UNIT_ALIASES.chinese && !left_out.contains(name) {
                left_out.push(name.clone());
            }
        }
        left_out
    }

    /// Classes of the units, in the order in which they come first.
    fn unit_classes(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let named = self.units.iter().map(|unit| unit.class.as_str());
        named.filter(|class| !class.is_empty() && seen.insert(*class)).collect()
    }

    fn classes(&self) -> String {
        let chinese = self.language == Language::Chinese;
        if self.units.is_empty() {
            return match chinese {
                true => SAMPLE_CLASSES_ZH.to_string(),
                false => SAMPLE_CLASSES_EN.to_string(),
            };
        }
        let mut text = String::new();
        let classes = self.unit_classes();
        for class in &classes {
            let class = in_quotes(class);
            let _ = match chinese {
                true => writeln!(text, "[[单位类别]]\n名称 = \"{class}\"\n"),
                false => writeln!(text, "[[unit_class]]\nname = \"{class}\"\n"),
            };
        }
        for (number, audience) in self.audiences().iter().enumerate() {
            let name = in_quotes(audience);
            let number = number + 1;
            let _ = match chinese {
                true => write!(text, "[[人员类别]]\n编号 = \"ry{number}\"\n名称 = \"{name}\"\n"),
                false => write!(text, "[[audience]]\nid = \"a{number}\"\nname = \"{name}\"\n"),
            };
            if let Some(class) = classes.get(number - 1) {
                let class = in_quotes(class);
                let _ = match chinese {
                    true => writeln!(text, "单位类别 = [\"{class}\"]"),
                    false => writeln!(text, "unit_class = [\"{class}\"]"),
                };
            }
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    /// One for each class of units; of units without classes, everybody.
    fn audiences(&self) -> Vec<String> {
        let classes = self.unit_classes();
        let everybody = match self.language {
            Language::Chinese => "全体人员",
            Language::English => "Everybody",
        };
        match (classes.is_empty(), self.language) {
            (true, _) => vec![everybody.to_string()],
            (false, Language::Chinese) => {
                classes.iter().map(|class| format!("{class}人员")).collect()
            }
            (false, Language::English) => {
                classes.iter().map(|class| format!("People of {class}")).collect()
            }
        }
    }

    fn needs(&self) -> String {
        let chinese = self.language == Language::Chinese;
        if self.units.is_empty() {
            return match chinese {
                true => SAMPLE_NEEDS_ZH.to_string(),
                false => "  { audience = \"Office staff\", count = 1 },\n".to_string(),
            };
        }
        let need = |audience: &String| match chinese {
            true => format!("  {{ 人员类别 = \"{}\", 次数 = 1 }},\n", in_quotes(audience)),
            false => format!("  {{ audience = \"{}\", count = 1 }},\n", in_quotes(audience)),
        };
        self.audiences().iter().map(need).collect()
    }
}

const SAMPLE_CLASSES_ZH: &str = r#"[[单位类别]]
名称 = "机关"

[[单位类别]]
名称 = "村"

[[人员类别]]
编号 = "gb"
名称 = "机关干部"
单位类别 = ["机关"]

[[人员类别]]
编号 = "dy"
名称 = "村党员"
单位类别 = ["村"]
身份 = ["党员"]
"#;

const SAMPLE_NEEDS_ZH: &str = r#"  { 人员类别 = "机关干部", 次数 = 1 },    # 需要时加上 最少字数 = 800
  { 人员类别 = "村党员", 次数 = 1 },
"#;

const SAMPLE_CLASSES_EN: &str = r#"[[unit_class]]
name = "office"

[[unit_class]]
name = "village"

[[audience]]
id = "staff"
name = "Office staff"
unit_class = ["office"]
"#;

/// The column of names that a unit had before, which the roster's reader puts among the others.
const UNIT_ALIASES: Words = Words::new("曾用名", "aliases");

fn aliases(unit: &Unit) -> &str {
    let own = unit.other.iter().find(|(name, _)| name == UNIT_ALIASES.chinese);
    own.map_or("", |(_, aliases)| aliases)
}

/// What was typed, on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Between quotes of the settings and of the plan.
fn in_quotes(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_control())
        .flat_map(|sign| match sign {
            '"' => vec!['\\', '"'],
            '\\' => vec!['\\', '\\'],
            other => vec![other],
        })
        .collect()
}

fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_string()
}
