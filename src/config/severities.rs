//! How much each rule weighs on this site.
//! In: `[check]` of `yanxi.toml`, such as `W03 = {severity = "off", reason = "…"}`. Out: [`Severities`], applied to a
//! list of problems; every wrong setting at its place.

use std::collections::BTreeMap;

use crate::config::problem::SeverityProblem;
use crate::config::{self, Settings};
use crate::slip::nearest;
use yanxi_problem::{Code, Diagnostic, Severity, Stops};

/// What a site says of rules, by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severities {
    settings: BTreeMap<Code, Setting>,
}

/// One setting with the reason that the site gives for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// `None`: not told at all.
    pub severity: Option<Severity>,
    pub reason: String,
}

const KEYS: [&str; 2] = ["severity", "reason"];
const CHOICES: [(&str, Option<Severity>); 3] =
    [("off", None), ("warning", Some(Severity::Warning)), ("error", Some(Severity::Error))];

impl Severities {
    /// Reads the table; all that is wrong in it is reported.
    pub(crate) fn read(table: &toml::Table, settings: Settings<'_>) -> (Self, Vec<Diagnostic>) {
        let mut severities = Severities::default();
        let mut problems = Vec::new();
        for (code, value) in table {
            match setting(code, value, settings) {
                Ok(setting) => {
                    severities.settings.insert(setting.0, setting.1);
                }
                Err(found) => problems.extend(found),
            }
        }
        (severities, problems)
    }

    /// Gives every problem the weight that the site set, and takes out those it switched off. Notes stay notes.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|problem| {
            let Some(setting) = self.settings.get(&problem.code) else {
                return true;
            };
            match setting.severity {
                None => false,
                Some(severity) => {
                    if problem.severity != Severity::Note {
                        problem.severity = severity;
                    }
                    true
                }
            }
        });
    }

    pub fn of(&self, code: Code) -> Option<&Setting> {
        self.settings.get(&code)
    }
}

fn setting(
    code: &str,
    value: &toml::Value,
    settings: Settings<'_>,
) -> Result<(Code, Setting), Vec<Diagnostic>> {
    let place = || settings.place(&["check"], code);
    let wrong = |problem: SeverityProblem| vec![Diagnostic::of(place(), &problem)];
    let rules = || Code::ALL.iter().copied().filter(|code| code.is_rule());
    let Some(rule) = rules().find(|rule| rule.name() == code) else {
        return Err(wrong(match nearest(code, rules().map(Code::name)) {
            Some(near) => SeverityProblem::NoRuleNear { code: code.into(), near },
            None => SeverityProblem::NoRule { code: code.into() },
        }));
    };
    if rule.stops() == Stops::PublicBuild {
        return Err(wrong(SeverityProblem::Fixed { code: rule }));
    }
    let Some(entries) = value.as_table() else {
        return Err(wrong(SeverityProblem::NotATable { code: rule }));
    };
    let mut problems = config::unknown_keys(entries, &KEYS, |_| place());
    let text = |key: &str| {
        entries.get(key).and_then(toml::Value::as_str).unwrap_or_default().trim().to_string()
    };
    let reason = text("reason");
    if reason.is_empty() {
        problems.extend(wrong(SeverityProblem::NoReason { code: rule }));
    }
    let severity = text("severity");
    let choice = CHOICES.iter().find(|(name, _)| *name == severity);
    match choice {
        Some((_, severity)) if problems.is_empty() => {
            Ok((rule, Setting { severity: *severity, reason }))
        }
        Some(_) => Err(problems),
        None => {
            let severity = severity.into();
            problems.extend(wrong(SeverityProblem::NotASeverity { code: rule, severity }));
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use yanxi_problem::print::line;
    use yanxi_problem::{Code, Diagnostic, Language, Place, Problem, Severity};

    #[derive(Problem)]
    enum Any {
        #[code(W01)]
        #[zh("甲", "")]
        #[en("a", "")]
        OfW01,
        #[code(W02)]
        #[zh("甲", "")]
        #[en("a", "")]
        OfW02,
        #[code(E01)]
        #[zh("甲", "")]
        #[en("a", "")]
        OfE01,
        #[code(E02)]
        #[zh("甲", "")]
        #[en("a", "")]
        OfE02,
    }

    fn problems(text: &str) -> Vec<String> {
        Config::parse(text)
            .expect_err("wrong settings")
            .iter()
            .map(|problem| line(problem, Language::Chinese))
            .collect()
    }

    #[test]
    fn a_setting_needs_a_known_code_a_severity_and_a_reason() {
        assert_eq!(
            problems(
                "[check]\nW2 = {severity = \"off\", reason = \"样例\"}\nW01 = {severity = \"off\"}\n\
                 W05 = {severity = \"silent\", reason = \"样例\"}\nE14 = {severity = \"off\", reason = \"样例\"}\n\
                 W10 = \"off\"\nW11 = {severity = \"off\", raeson = \"样例\"}\n"
            ),
            [
                "错误 R01 yanxi.toml 第5行 E14 = {severity = \"off\", reason = \"样例\"} —— E14 的级别不能改。改法：删去这一行，按消息里的改法处理",
                "错误 R01 yanxi.toml 第3行 W01 = {severity = \"off\"} —— 改“W01”的级别要写理由。改法：在大括号里加上 reason = \"……\"",
                "错误 R01 yanxi.toml 第4行 W05 = {severity = \"silent\", reason = \"样例\"} —— “W05”没有“silent”这个级别。改法：severity 写 off、warning、error 之一",
                "错误 R01 yanxi.toml 第6行 W10 = \"off\" —— “W10”要写级别和理由。改法：写成 W10 = {severity = \"off\", reason = \"……\"} 的样子",
                "错误 R01 yanxi.toml 第7行 W11 = {severity = \"off\", raeson = \"样例\"} —— 没有“raeson”这个设置。改法：把“raeson”改成“reason”",
                "错误 R01 yanxi.toml 第7行 W11 = {severity = \"off\", raeson = \"样例\"} —— 改“W11”的级别要写理由。改法：在大括号里加上 reason = \"……\"",
                "错误 R01 yanxi.toml 第2行 W2 = {severity = \"off\", reason = \"样例\"} —— 没有“W2”这条规则。改法：把“W2”改成“W02”，或删去这一行；yanxi explain 列出全部代码",
            ]
        );
    }

    #[test]
    fn settings_are_applied_and_notes_stay_notes() {
        let severities = Config::parse(
            "[check]\nW01 = {severity = \"off\", reason = \"样例\"}\nW02 = {severity = \"error\", reason = \"样例\"}\n\
             E01 = {severity = \"warning\", reason = \"样例\"}\n",
        )
        .expect("settings")
        .check;
        let of = |problem| Diagnostic::of(Place::file("甲.md"), &problem);
        let mut list: Vec<Diagnostic> =
            [Any::OfW01, Any::OfW02, Any::OfE01, Any::OfE02].map(of).to_vec();
        let mut note = of(Any::OfW02);
        note.severity = Severity::Note;
        list.push(note);
        severities.apply(&mut list);
        let left: Vec<_> = list.iter().map(|p| (p.code, p.severity)).collect();
        assert_eq!(
            left,
            [
                (Code::W02, Severity::Error),
                (Code::E01, Severity::Warning),
                (Code::E02, Severity::Error),
                (Code::W02, Severity::Note),
            ]
        );
        assert_eq!(severities.of(Code::W02).map(|s| s.reason.as_str()), Some("样例"));
    }
}
