//! Records of progress that lead to no target, to no part of theirs, or count something else.
//! In: a campaign. Out: E01 and E03 as warnings at the record: what it says goes into no share.

use yanxi_campaign::Campaign;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Plan, Role};

use crate::slip::nearest;
use yanxi_problem::{Diagnostic, Name, Problem, Quoted, Say};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum ProgressProblem {
    #[code(E01, Warning)]
    #[zh("计划里没有叫“{name}”的指标，这条进展没有算进去", "{remedy}")]
    #[en("the plan has no target “{name}”: this progress is not counted", "{remedy}")]
    NoTarget { name: Quoted, remedy: Rename },
    #[code(E01, Warning)]
    #[zh("“{target}”没有叫“{name}”的分项，这条进展没有算进去", "{remedy}")]
    #[en("“{target}” has no part “{name}”: this progress is not counted", "{remedy}")]
    NoPart { target: Name, name: Quoted, remedy: Rename },
    #[code(E03, Warning)]
    #[zh(
        "“{target}”用“{unit}”计，这里写的是“{said}”，换算不过来，没有算百分比",
        "把“完成值”改成用“{unit}”计的累计数"
    )]
    #[en(
        "“{target}” is counted in “{unit}”, this says “{said}”: the two cannot be converted, and no share is told",
        "write how many “{unit}” were reached in all"
    )]
    OtherUnit { target: Name, unit: Name, said: Quoted },
}

#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Rename {
    #[zh("把“{name}”改成“{near}”")]
    #[en("write “{near}” for “{name}”")]
    Near { name: Quoted, near: Name },
    #[zh("改成计划里的名称，如“{one}”")]
    #[en("write a name of the plan, such as “{one}”")]
    Such { one: Name },
    #[zh("在计划的指标里写上它的分项")]
    #[en("give the target its parts in the plan")]
    AddParts,
}

/// E01, E03
pub(super) fn progress(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let plan = &campaign.plan;
    let targets = campaign.targets();
    for (target, record) in targets.of_unknown_parts(plan) {
        let name = record.field(Meaning::Part);
        let parts = target.parts.iter().map(|part| part.name.as_str());
        let problem = ProgressProblem::NoPart {
            target: Name::from(&target.name),
            name: Quoted::from(name),
            remedy: rename(name, parts),
        };
        problems.push(Diagnostic::of(record.origin.clone(), &problem));
    }
    for (target, record, unit) in targets.of_other_units(plan) {
        let problem = ProgressProblem::OtherUnit {
            target: Name::from(&target.name),
            unit: Name::from(&unit),
            said: Quoted::from(record.field(Meaning::Value)),
        };
        problems.push(Diagnostic::of(record.origin.clone(), &problem));
    }
    if plan.targets.is_empty() {
        return;
    }
    for record in campaign.records.iter().filter(|record| record.counts()) {
        let kind = plan.record_type(&record.kind);
        let name = record.field(Meaning::Target);
        let leads = plan
            .targets
            .iter()
            .any(|target| targets.records(target).iter().any(|own| own.id == record.id));
        if kind.is_none_or(|kind| kind.role != Role::TargetProgress) || name.is_empty() || leads {
            continue;
        }
        let remedy = rename(name, names(plan));
        let problem = ProgressProblem::NoTarget { name: Quoted::from(name), remedy };
        problems.push(Diagnostic::of(record.origin.clone(), &problem));
    }
}

fn names(plan: &Plan) -> impl Iterator<Item = &str> + Clone {
    plan.targets.iter().filter(|target| !target.is_open()).map(|target| target.name.as_str())
}

fn rename<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone) -> Rename {
    let mut known = names.clone().filter(|name| !name.is_empty());
    match (nearest(name, names), known.next()) {
        (Some(near), _) => Rename::Near { name: name.into(), near: near.into() },
        (None, Some(one)) => Rename::Such { one: one.into() },
        (None, None) => Rename::AddParts,
    }
}
