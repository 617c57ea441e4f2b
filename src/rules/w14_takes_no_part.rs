//! W14: people of whom something is overdue, who have handed in nothing at all and are exempt from nothing.
//! In: what everybody owes. Out: a warning at each unit, with the names.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::Kind;
use yanxi_campaign::progress::Owner;
use yanxi_campaign::state::State;

use crate::model::CampaignRead;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, List, Name, Problem, plural, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W14,
    bad: Example {
        files: &[
            (
                "计划.toml",
                "[[主题实践活动]]\n编号 = \"xuexi\"\n名称 = \"集中学习\"\n阶段 = \"学习\"\n\n[[事项]]\n编号 = \"xd\"\n活动 = \"集中学习\"\n名称 = \"写心得\"\n记录类型 = \"心得体会\"\n要求 = [{人员类别 = \"党员\"}]\n",
            ),
            (
                "记录/心得体会/一组.md",
                "---\n事项: 写心得\n人员: [张样, 李例, 王样]\n日期: 2026-11-05\n状态: 已审核\n---\n\n# 体会\n\n样例正文。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "计划.toml",
                "[[主题实践活动]]\n编号 = \"xuexi\"\n名称 = \"集中学习\"\n阶段 = \"学习\"\n\n[[事项]]\n编号 = \"xd\"\n活动 = \"集中学习\"\n名称 = \"写心得\"\n记录类型 = \"心得体会\"\n要求 = [{人员类别 = \"党员\"}]\n",
            ),
            (
                "记录/心得体会/一组.md",
                "---\n事项: 写心得\n人员: [张样, 李例, 王样]\n日期: 2026-11-05\n状态: 已审核\n---\n\n# 体会\n\n样例正文。\n",
            ),
            ("台账/免除登记.csv", "人员,事项,原因,状态\n赵例,写心得,外出务工，年底回来,已审核\n"),
        ],
    },
    found: Found::By(find, problems::<AbsentProblem>),
};

/// How many names one warning lists.
const SHOWN_NAMES: usize = 12;

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let campaigns = subject.editions.campaigns().iter();
    campaigns.filter(|read| !read.campaign.plan.archived).flat_map(in_campaign).collect()
}

fn in_campaign(read: &CampaignRead) -> Vec<Diagnostic> {
    let campaign = &read.campaign;
    let taking_part: BTreeSet<&str> = campaign
        .records
        .iter()
        .filter(|record| record.counts())
        .flat_map(|record| record.people.iter().map(String::as_str))
        .collect();
    // Of each person: something required is missing, nothing of what is owed is exempt or waits for review.
    let mut missing: BTreeMap<&str, bool> = BTreeMap::new();
    for obligation in &read.progress.obligations {
        let Owner::Person(person) = &obligation.owner else {
            continue;
        };
        let absent = missing.entry(person).or_insert(false);
        match obligation.state {
            State::Missing if obligation.kind == Kind::Required => *absent = true,
            _ => {}
        }
    }
    for obligation in &read.progress.obligations {
        if let Owner::Person(person) = &obligation.owner
            && !matches!(obligation.state, State::Missing | State::NotDue | State::Unknown)
        {
            missing.remove(person.as_str());
        }
    }
    let mut by_unit: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for person in &campaign.roster.people {
        let id = person.id.as_str();
        if missing.get(id) == Some(&true) && !taking_part.contains(id) {
            by_unit.entry(&person.unit).or_default().push(&person.name);
        }
    }
    campaign
        .roster
        .units
        .iter()
        .filter_map(|unit| {
            let names = by_unit.get(unit.id.as_str())?;
            let problem = AbsentProblem::TookNoPart {
                unit: Name::from(&unit.name),
                count: names.len(),
                names: List::cut(names.iter().copied(), SHOWN_NAMES),
            };
            Some(Diagnostic::of(unit.origin.clone(), &problem))
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum AbsentProblem {
    #[code(W14)]
    #[zh(
        "{unit}有 {count} 人一次也没有参加：{names}",
        "补学后登记；确实不能参加的，登记一条免除记录，写明原因"
    )]
    #[en(
        "{count} {people} of {unit} took part in nothing: {names}",
        "have it made up and record it; where somebody really cannot take part, record an exemption with its reason",
        people = plural(*count, "person", "people")
    )]
    TookNoPart { unit: Name, count: usize, names: List<Name> },
}
