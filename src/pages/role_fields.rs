//! Which fields the records of each role may have, and which pages show what they say.
//! In: a role, or its name. Out: its fields for `yanxi new`, and told in words for the documentation and `yanxi explain`.
//!
//! The pages themselves are the source: a test builds them with and without each field, and finds every field that a
//! page reads and every one that it does not.

use std::fmt::Write as _;

use yanxi_campaign::field::{Holds, Meaning};
use yanxi_campaign::plan::Role;
use yanxi_problem::{Language, Words};

/// A field that a page or rule reads of the records of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleField {
    pub meaning: Meaning,
    /// A record without it is an error (E03).
    pub required: bool,
    /// Titles of the pages that change with it, beside the list of the type and the record's own page.
    pub pages: &'static [&'static str],
}

const fn shown(meaning: Meaning, pages: &'static [&'static str]) -> RoleField {
    RoleField { meaning, required: false, pages }
}

const fn required(meaning: Meaning, pages: &'static [&'static str]) -> RoleField {
    RoleField { meaning, required: true, pages }
}

/// The fields of a role, in the order in which the program reads them.
#[rustfmt::skip]
pub fn fields(role: Role) -> &'static [RoleField] {
    match role {
        Role::Meeting => const { &[
            shown(Meaning::Place, &["会议"]),
            shown(Meaning::Host, &["会议"]),
            shown(Meaning::Expected, &["会议"]),
            shown(Meaning::Present, &["会议"]),
            shown(Meaning::Problem, &["会议"]),
            shown(Meaning::Requirements, &["会议"]),
            shown(Meaning::Reports, &["会议"]),
        ] },
        Role::Exemption => const { &[
            required(Meaning::Reason, &["一周情况", "主题实践活动", "人员", "人员参加情况", "单位", "完成情况", "活动首页"]),
        ] },
        Role::Rating => const { &[
            shown(Meaning::Expected, &["测评"]),
            shown(Meaning::Present, &["测评", "群众参与"]),
            shown(Meaning::Due, &["测评"]),
            shown(Meaning::Form, &["测评"]),
            shown(Meaning::Scope, &["测评"]),
            shown(Meaning::ScopeApprover, &["测评"]),
            shown(Meaning::ScopeApproved, &["测评"]),
            shown(Meaning::Issued, &["测评"]),
            shown(Meaning::Returned, &["测评"]),
            shown(Meaning::Valid, &["测评"]),
            shown(Meaning::PublishedOn, &["测评"]),
            shown(Meaning::RetestOf, &["测评"]),
            shown(Meaning::Subject, &["调研与报告"]),
        ] },
        Role::MakeUp => const { &[
            shown(Meaning::Result, &["测评"]),
            shown(Meaning::Measure, &["测评"]),
            shown(Meaning::Due, &["测评"]),
            shown(Meaning::RatingOf, &["测评"]),
        ] },
        Role::GateVerdict => const { &[
            shown(Meaning::Gate, &["把关", "时间安排", "活动首页"]),
            shown(Meaning::Verdict, &["把关", "时间安排"]),
            shown(Meaning::Reviewer, &["把关"]),
            shown(Meaning::Basis, &["把关"]),
        ] },
        Role::UnitPlan => const { &[
            shown(Meaning::Submitted, &["单位方案审批"]),
            shown(Meaning::Approved, &["单位方案审批", "活动首页"]),
            shown(Meaning::Approver, &["单位方案审批"]),
            shown(Meaning::Started, &["单位方案审批"]),
        ] },
        Role::Organisation => const { &[
            shown(Meaning::Organisation, &["单位"]),
            shown(Meaning::Deputies, &["单位"]),
            shown(Meaning::Members, &["单位"]),
            shown(Meaning::Office, &["单位"]),
        ] },
        Role::ContactVisit => const { &[
            shown(Meaning::Content, &["联系点与指导"]),
            shown(Meaning::Leader, &["联系点与指导"]),
            shown(Meaning::Advice, &["联系点与指导"]),
            shown(Meaning::FollowUp, &["联系点与指导"]),
            shown(Meaning::Solved, &["联系点与指导"]),
            shown(Meaning::Lecture, &["联系点与指导"]),
        ] },
        Role::Guidance => const { &[
            shown(Meaning::Advice, &["联系点与指导"]),
            shown(Meaning::FollowUp, &["联系点与指导"]),
            shown(Meaning::Guide, &["联系点与指导"]),
            shown(Meaning::Level, &["联系点与指导"]),
        ] },
        Role::Problem => const { &[
            shown(Meaning::Problem, &["问题台账"]),
            shown(Meaning::Class, &["问题台账"]),
            shown(Meaning::Measure, &["问题台账"]),
            shown(Meaning::ResponsibleUnit, &["问题台账"]),
            shown(Meaning::Due, &["一周情况", "问题台账"]),
            shown(Meaning::Closed, &["一周情况", "活动首页", "问题台账"]),
            shown(Meaning::Responsible, &["问题台账"]),
            shown(Meaning::Topic, &["问题台账"]),
            shown(Meaning::Sources, &["会议"]),
        ] },
        Role::Deed => const { &[
            shown(Meaning::Result, &["实事"]),
            shown(Meaning::Measure, &["实事"]),
            shown(Meaning::ResponsibleUnit, &["实事"]),
            shown(Meaning::Responsible, &["实事"]),
            shown(Meaning::Due, &["实事"]),
            shown(Meaning::Progress, &["实事"]),
            shown(Meaning::Deed, &["实事"]),
            shown(Meaning::Kind, &["实事"]),
        ] },
        Role::Suggestion => const { &[
            shown(Meaning::Content, &["建议与意见"]),
            shown(Meaning::Proposer, &["建议与意见"]),
            shown(Meaning::Adopted, &["建议与意见"]),
            shown(Meaning::ChangedClause, &["建议与意见"]),
            shown(Meaning::Reply, &["建议与意见"]),
        ] },
        Role::Opinion => const { &[
            shown(Meaning::Content, &["建议与意见"]),
            shown(Meaning::ResponsibleUnit, &["建议与意见"]),
            shown(Meaning::Proposer, &["建议与意见"]),
            shown(Meaning::Adopted, &["建议与意见"]),
            shown(Meaning::Reply, &["建议与意见"]),
            shown(Meaning::Group, &["建议与意见"]),
            shown(Meaning::Sources, &["建议与意见"]),
        ] },
        Role::Visit => const { &[
            shown(Meaning::Group, &["群众参与", "走访"]),
            shown(Meaning::Question, &["走访"]),
            shown(Meaning::Demand, &["走访"]),
            shown(Meaning::Handling, &["走访"]),
            shown(Meaning::Count, &["群众参与", "走访"]),
            shown(Meaning::Visitor, &["走访"]),
        ] },
        Role::Research => const { &[
            shown(Meaning::Problem, &["调研与报告"]),
            shown(Meaning::Group, &["调研与报告"]),
            shown(Meaning::Subject, &["调研与报告"]),
            shown(Meaning::Author, &["调研与报告"]),
            shown(Meaning::Suggestions, &["调研与报告"]),
            shown(Meaning::Conversion, &["调研与报告"]),
        ] },
        Role::AnalysisReport => const { &[
            shown(Meaning::Problem, &["调研与报告"]),
            shown(Meaning::Verdict, &["调研与报告"]),
            shown(Meaning::Reviewer, &["调研与报告"]),
            shown(Meaning::Basis, &["调研与报告"]),
            shown(Meaning::RatingOf, &["调研与报告"]),
            shown(Meaning::Author, &["调研与报告"]),
        ] },
        Role::Rule => const { &[
            shown(Meaning::Progress, &["制度"]),
            shown(Meaning::Category, &["制度"]),
            shown(Meaning::Treatment, &["制度"]),
            shown(Meaning::Gap, &["制度"]),
            shown(Meaning::Adoption, &["制度"]),
            shown(Meaning::AdoptedOn, &["制度"]),
        ] },
        Role::Appraisal => const { &[
            shown(Meaning::Conclusion, &["调研与报告"]),
            shown(Meaning::Subject, &["调研与报告"]),
            shown(Meaning::Audience, &["调研与报告"]),
        ] },
        Role::Event => const { &[
            shown(Meaning::Place, &["赛事"]),
            shown(Meaning::Present, &["赛事"]),
            shown(Meaning::Content, &["赛事"]),
            shown(Meaning::Result, &["赛事"]),
            shown(Meaning::Form, &["赛事"]),
            shown(Meaning::Award, &["赛事"]),
            shown(Meaning::Kind, &["赛事"]),
        ] },
        Role::Exemplar => const { &[
            shown(Meaning::Approved, &["典型"]),
            shown(Meaning::Approver, &["典型"]),
            shown(Meaning::Category, &["典型"]),
            shown(Meaning::Achievements, &["典型"]),
        ] },
        Role::Briefing => const { &[
            shown(Meaning::Number, &["简报"]),
            shown(Meaning::Publisher, &["简报"]),
            shown(Meaning::PrintedOn, &["简报"]),
            shown(Meaning::Copies, &["简报"]),
            shown(Meaning::SentTo, &["简报"]),
            shown(Meaning::Editor, &["简报"]),
        ] },
        Role::Summary => const { &[
            shown(Meaning::Class, &["总结"]),
            shown(Meaning::Achievements, &["总结"]),
            shown(Meaning::Shortcomings, &["总结"]),
        ] },
        Role::TargetProgress => const { &[
            shown(Meaning::Progress, &["目标与课题"]),
            shown(Meaning::Target, &["目标与课题"]),
            shown(Meaning::Part, &["目标与课题"]),
            shown(Meaning::Value, &["目标与课题"]),
        ] },
        Role::Publicity => const { &[
            shown(Meaning::Content, &["宣传与用语"]),
            shown(Meaning::Result, &["宣传与用语"]),
            shown(Meaning::Measure, &["宣传与用语"]),
            shown(Meaning::Responsible, &["宣传与用语"]),
            shown(Meaning::Form, &["宣传与用语"]),
            shown(Meaning::Kind, &["宣传与用语"]),
        ] },
        Role::Outcome => const { &[
            shown(Meaning::Content, &["总结"]),
            shown(Meaning::Category, &["总结"]),
            shown(Meaning::Conversion, &["总结"]),
        ] },
        Role::Question => const { &[
            shown(Meaning::Question, &["自测"]),
            shown(Meaning::OptionA, &["自测"]),
            shown(Meaning::OptionB, &["自测"]),
            shown(Meaning::OptionC, &["自测"]),
            shown(Meaning::OptionD, &["自测"]),
            shown(Meaning::Answer, &["活动首页", "自测"]),
            shown(Meaning::Analysis, &["自测"]),
        ] },
        Role::Explanation => const { &[
            shown(Meaning::Reason, &["单位方案审批"]),
        ] },
        Role::General | Role::TopicClaim => &[],
    }
}

/// The role of a Chinese or English name.
pub fn role_named(name: &str) -> Option<Role> {
    let name = name.trim();
    let mut roles = Role::ALL.iter();
    let found = roles.find(|(_, english, chinese)| *chinese == name || *english == name);
    found.map(|(role, _, _)| *role)
}

/// The Chinese and the English name of a role.
pub fn names_of(role: Role) -> (&'static str, &'static str) {
    let mut roles = Role::ALL.iter();
    let found = roles.find(|(other, _, _)| *other == role);
    found.map_or(("", ""), |(_, english, chinese)| (*chinese, *english))
}

/// The key under which a field is written: the usual Chinese one, or the English one where there is any.
pub fn key_of(meaning: Meaning, language: Language) -> &'static str {
    let names = meaning.names();
    let english = names.iter().rfind(|name| name.is_ascii());
    match language {
        Language::English => english.or(names.first()),
        Language::Chinese => names.first(),
    }
    .copied()
    .unwrap_or_default()
}

/// What a field of a role holds, in words.
pub fn holds(role: Role, meaning: Meaning) -> Words {
    if role == Role::Rating && matches!(meaning, Meaning::Expected | Meaning::Present) {
        return Words::new(
            "各群体人数，如 群众代表 30、服务对象 20",
            "numbers by group, such as 群众代表 30、服务对象 20",
        );
    }
    match meaning.holds() {
        Holds::Text => Words::new("文字", "text"),
        Holds::Choice => Words::new("文字，计划可以规定取值", "text; the plan may list the words"),
        Holds::Day => Words::new("日期", "date"),
        Holds::DayOrText => Words::new("日期或文字", "date or text"),
        Holds::Number => Words::new("数字", "number"),
        Holds::Amount => {
            Words::new("数，可以带单位，如 210万亩", "number, with its unit or without")
        }
        Holds::People => Words::new("姓名", "names"),
        Holds::Units => Words::new("单位", "units"),
        Holds::Record => Words::new("另一条记录的编号或标题", "id or title of another record"),
        Holds::NameOfPlan => Words::new("计划里的名称", "name in the plan"),
    }
}

/// The fields of all roles as a table of the documentation.
pub fn table(language: Language) -> String {
    let head = match language {
        Language::Chinese => "| 用途 | 字段（并列的都认得） | 英文 | 内容 | 必填 | 显示在 |",
        Language::English => "| Role | Key | Chinese (any of them) | Holds | Required | Shown on |",
    };
    let mut text = format!("{head}\n|---|---|---|---|---|---|\n");
    for (role, english, chinese) in Role::ALL {
        for field in fields(role) {
            let own = own_names(field.meaning).join("、");
            let key = key_of(field.meaning, Language::English);
            let holds = holds(role, field.meaning).in_language(language);
            let pages = field.pages.join("、");
            let _ = match language {
                Language::Chinese => {
                    let required = if field.required { "是" } else { "" };
                    writeln!(
                        text,
                        "| {chinese} | {own} | `{key}` | {holds} | {required} | {pages} |"
                    )
                }
                Language::English => {
                    let required = if field.required { "yes" } else { "" };
                    writeln!(
                        text,
                        "| `{english}` {chinese} | `{key}` | {own} | {holds} | {required} | {pages} |"
                    )
                }
            };
        }
    }
    text
}

/// The Chinese names of a field.
fn own_names(meaning: Meaning) -> Vec<&'static str> {
    let names = meaning.names().iter().copied();
    names.filter(|name| name.chars().count() == 1 || !name.is_ascii()).collect()
}

/// The fields of one role, a line each.
pub fn told(role: Role, language: Language) -> String {
    let (chinese, english) = names_of(role);
    let pick = |words: Words| words.in_language(language);
    let mut text = match language {
        Language::Chinese => format!("用途“{chinese}”（{english}）的记录，程序认得这些字段：\n"),
        Language::English => {
            format!("Fields that the program knows of records of role {english} ({chinese}):\n")
        }
    };
    for field in fields(role) {
        let key = key_of(field.meaning, language);
        let mut others: Vec<&str> = own_names(field.meaning);
        others.push(key_of(field.meaning, Language::English));
        others.retain(|other| *other != key);
        others.dedup();
        let holds = pick(holds(role, field.meaning));
        let required =
            if field.required { pick(Words::new("必填，", "required, ")) } else { "" };
        let pages = field.pages.join("、");
        let on = match (pages.is_empty(), language) {
            (true, _) => String::new(),
            (false, Language::Chinese) => format!("；显示在：{pages}"),
            (false, Language::English) => format!("; shown on: {pages}"),
        };
        let also = match (others.is_empty(), language) {
            (true, _) => String::new(),
            (false, Language::Chinese) => format!("（也可以写 {}）", others.join("、")),
            (false, Language::English) => format!(" (or {})", others.join(", ")),
        };
        let _ = writeln!(text, "  {key}{also} {required}{holds}{on}");
    }
    text.push_str(pick(Words::new(
        "每条记录还都可以写：编号、标题、事项、单位、人员、日期、状态、公开、阶段、对应、附件、审核、字数。\n计划里给这类记录另写的字段，也显示在这些网页上。\n",
        "Every record may also have: id, title, items, unit, people, date, status, visibility, stage, answers, attachments, review, words.\nFields that the plan gives the type beside these are shown on the same pages.\n",
    )));
    text
}

#[cfg(test)]
mod tests;
