//! E10: a unit's plan that is not approved, or that was acted on before it was.
//! In: unit plans, and records of what a unit chose for itself. Out: errors at the plan or the record; an explanation
//! of the unit closes the past.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Record};

use crate::rules::Subject;
use crate::rules::closing::{Closings, OnRecord, explained};
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Figure, Name, Problem, Severity, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E10,
    bad: Example {
        files: &[(
            "单位方案/甲嘎查.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-02\n报送日期: 2026-11-02\n审批人: 样例组\n审批日期: 2026-11-09\n实施日期: 2026-11-05\n状态: 已审核\n---\n\n样例正文。\n",
        )],
    },
    good: Example {
        files: &[(
            "单位方案/甲嘎查.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-02\n报送日期: 2026-11-02\n审批人: 样例组\n审批日期: 2026-11-09\n实施日期: 2026-11-10\n状态: 已审核\n---\n\n样例正文。\n",
        )],
    },
    found: Found::By(find, problems::<ApprovalProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let campaigns = subject.editions.campaigns().iter();
    campaigns
        .filter(|read| !read.campaign.plan.archived)
        .flat_map(|read| in_campaign(&read.campaign, subject.editions.today))
        .collect()
}

fn in_campaign(campaign: &Campaign, today: Date) -> Vec<Diagnostic> {
    let closings = Closings::of(campaign);
    let explanations = explanations(campaign);
    let explained_by_unit = |problem: Diagnostic, record: &Record| {
        let explanation = record.unit().and_then(|unit| explanations.get(unit));
        match (closings.weigh(problem, record), explanation) {
            (open, Some(explanation)) if open.severity == Severity::Error => {
                explained(open, explanation)
            }
            (weighed, _) => weighed,
        }
    };
    let mut problems = Vec::new();
    // The first approval of a unit's plans; later ones are of revised plans.
    let mut approved: BTreeMap<&str, (Date, &Record)> = BTreeMap::new();
    for plan in plans(campaign) {
        let day = approval(plan, today);
        if let (Some(day), Some(unit)) = (day, plan.unit()) {
            let first = approved.entry(unit).or_insert((day, plan));
            if day < first.0 {
                *first = (day, plan);
            }
        }
        match day {
            None => problems.push(closings.weigh(unapproved(plan), plan)),
            Some(day) => {
                let started = plan.date_of(Meaning::Started);
                if let Some(started) = started.filter(|started| *started < day) {
                    problems.push(explained_by_unit(started_early(plan, started, day), plan));
                }
            }
        }
    }
    for record in &campaign.records {
        let (Some(unit), Some(held)) = (record.unit(), record.date) else {
            continue;
        };
        let Some((day, plan)) = approved.get(unit) else {
            continue;
        };
        if held >= *day || record.review == Review::Draft || record.is_faulty() {
            continue;
        }
        let own_item = record.items.iter().find_map(|id| {
            let item = campaign.plan.item(id)?;
            (item.chosen_by.as_deref() == Some(unit)).then_some(item)
        });
        if let Some(item) = own_item {
            let problem = acted_early(record, &item.name, held, *day);
            let weighed = explained_by_unit(problem, record);
            // An entry on the plan explains what was done under it.
            problems.push(match weighed.severity {
                Severity::Error => closings.weigh(weighed, plan),
                _ => weighed,
            });
        }
    }
    problems
}

/// The units' plans that were handed in.
fn plans(campaign: &Campaign) -> impl Iterator<Item = &Record> {
    campaign.records.iter().filter(|record| {
        let kind = campaign.plan.record_type(&record.kind);
        kind.is_some_and(|kind| kind.role == Role::UnitPlan)
            && record.review != Review::Draft
            && !record.is_faulty()
    })
}

fn approval(plan: &Record, today: Date) -> Option<Date> {
    plan.date_of(Meaning::Approved).filter(|day| plan.counts() && *day <= today)
}

/// The first explanation of each unit.
fn explanations(campaign: &Campaign) -> BTreeMap<&str, &Record> {
    let mut found = BTreeMap::new();
    for record in campaign.records.iter().filter(|record| record.counts()) {
        let kind = campaign.plan.record_type(&record.kind);
        if kind.is_some_and(|kind| kind.role == Role::Explanation) {
            for unit in &record.units {
                found.entry(unit.as_str()).or_insert(record);
            }
        }
    }
    found
}

fn unapproved(plan: &Record) -> Diagnostic {
    let title = Name::from(&plan.title);
    let problem = match plan.review {
        Review::Returned => ApprovalProblem::Returned { title },
        _ => ApprovalProblem::Unapproved { title },
    };
    Diagnostic::of(plan.origin.clone(), &problem)
}

fn started_early(plan: &Record, started: Date, approved: Date) -> Diagnostic {
    let problem = ApprovalProblem::StartedEarly {
        title: Name::from(&plan.title),
        started: Figure::of(started),
        approved: Figure::of(approved),
        closing: OnRecord::closing(Code::E10, plan),
    };
    Diagnostic::of(plan.origin.clone(), &problem)
}

fn acted_early(record: &Record, item: &str, held: Date, approved: Date) -> Diagnostic {
    let problem = ApprovalProblem::ActedEarly {
        item: Name::from(item),
        held: Figure::of(held),
        approved: Figure::of(approved),
        closing: OnRecord::closing(Code::E10, record),
    };
    Diagnostic::of(record.origin.clone(), &problem)
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum ApprovalProblem {
    #[code(E10)]
    #[zh("“{title}”还没有审批", "审批以后写上 审批人、审批日期，状态改成 已审核")]
    #[en(
        "“{title}” is not approved",
        "once it is approved, add the keys approver and approved (the day), and write status: approved"
    )]
    Unapproved { title: Name },
    #[code(E10)]
    #[zh("“{title}”退回后还没有审批", "审批以后写上 审批人、审批日期，状态改成 已审核")]
    #[en(
        "“{title}” was sent back and is not approved",
        "once it is approved, add the keys approver and approved (the day), and write status: approved"
    )]
    Returned { title: Name },
    #[code(E10)]
    #[zh("“{title}”{started} 就实施，{approved} 才审批", "日期写错的改正；确实先做了的，{closing}")]
    #[en(
        "“{title}” was begun on {started} and approved only on {approved}",
        "correct a wrong date; if it was done early, {closing}"
    )]
    StartedEarly { title: Name, started: Figure, approved: Figure, closing: OnRecord },
    #[code(E10)]
    #[zh(
        "“{item}”{held} 就做了，单位方案 {approved} 才审批",
        "日期写错的改正；确实先做了的，{closing}"
    )]
    #[en(
        "“{item}” was done on {held}, the unit's plan approved only on {approved}",
        "correct a wrong date; if it was done early, {closing}"
    )]
    ActedEarly { item: Name, held: Figure, approved: Figure, closing: OnRecord },
}
