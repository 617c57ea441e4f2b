//! Records of progress that lead to no target, to no part of theirs, or count something else.
//! In: a campaign. Out: E01 and E03 as warnings at the record: what it says goes into no share.

use yanxi_campaign::Campaign;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Plan, Role};
use yanxi_campaign::quantity::Amount;
use yanxi_campaign::reached::NoShare;
use yanxi_text::numeral::leading_han_number;

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
    #[code(E03, Warning)]
    #[zh(
        "“{target}”的数值“{value}”没有写单位，这里写的是“{said}”，没有算百分比",
        "在计划里给这个指标写上方案的单位：单位 = \"……\""
    )]
    #[en(
        "“{target}” is “{value}” of no unit, this says “{said}”: no share is told",
        "write the unit that the plan means at this target: unit = \"…\""
    )]
    NoUnit { target: Name, value: Quoted, said: Quoted },
    #[code(E03, Warning)]
    #[zh(
        "“{target}”的数值“{value}”看不出是多少，这里写的“{said}”没有算百分比",
        "计划里的 数值 只写一个阿拉伯数字和单位，如 数值 = \"{example}\"；别的话写在 名称 或 说明 里"
    )]
    #[en(
        "what “{value}” of “{target}” comes to is not clear, and no share is told of “{said}”",
        "write one number in digits and its unit as the value in the plan, such as value = \"{example}\"; other words go into name or description"
    )]
    Unclear { target: Name, value: Quoted, said: Quoted, example: Quoted },
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
    for (own, record, why) in targets.without_share(plan) {
        let target = Name::from(&own.name);
        let said = Quoted::from(record.field(Meaning::Value));
        let problem = match why {
            NoShare::OtherUnit(unit) => {
                ProgressProblem::OtherUnit { target, unit: Name::from(&unit), said }
            }
            NoShare::NoUnit(value) => {
                ProgressProblem::NoUnit { target, value: Quoted::from(value), said }
            }
            NoShare::Unclear(value) => {
                let example = Quoted::from(in_digits(value).unwrap_or("500亩".into()));
                ProgressProblem::Unclear { target, value: Quoted::from(value), said, example }
            }
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

/// The amount at the end of a value that has no other number, in digits: 300亩 of 三百亩, 5% of 降低5%.
fn in_digits(value: &str) -> Option<String> {
    let starts = |rest: &str| {
        leading_han_number(rest).is_some() || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let mut rests = value.char_indices().filter_map(|(at, _)| value.get(at..));
    let rest = rests.find(|rest| starts(rest))?;
    let written = match leading_han_number(rest) {
        Some((number, length)) => format!("{number}{}", rest.get(length..)?),
        None => rest.to_string(),
    };
    Amount::parse(&written, "").map(|_| written)
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
