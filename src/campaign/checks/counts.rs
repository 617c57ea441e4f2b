//! Numbers that a plan states and its lists do not keep, and parts that do not add up.
//! In: a plan. Out: W05.

use yanxi_campaign::counted::{Of, counted};
use yanxi_campaign::plan::{Plan, Target};
use yanxi_campaign::quantity::Amount;
use yanxi_campaign::reached::sum_of_parts;

use crate::campaign::remedy::Label;
use yanxi_problem::{Diagnostic, Figure, Name, Problem, Quoted, Words};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum CountProblem {
    #[code(W05)]
    #[zh(
        "“{list}”应有 {declared} 项，列出了 {listed} 项",
        "补上没有列出的；方案没有写的，来源写 待补充"
    )]
    #[en(
        "“{list}” should have {declared} entries and lists {listed}",
        "add what is not listed; what the plan leaves open has the source pending"
    )]
    ListDiffers { list: Label, declared: u32, listed: u32 },
    /// The plan announces more than was ever said: somebody has to ask for it.
    #[code(W05)]
    #[group(State)]
    #[zh(
        "“{list}”应有 {declared} 项，列出了 {listed} 项",
        "补上没有列出的；方案没有写的，来源写 待补充"
    )]
    #[en(
        "“{list}” should have {declared} entries and lists {listed}",
        "add what is not listed; what the plan leaves open has the source pending"
    )]
    ListLacks { list: Label, declared: u32, listed: u32 },
    #[code(W05)]
    #[zh("“{target}”的分项合计 {sum}，总数却是 {whole}", "改正分项或总数")]
    #[en(
        "the parts of “{target}” add up to {sum}, the whole is {whole}",
        "correct a part or the whole"
    )]
    PartsDiffer { target: Name, sum: Figure, whole: Quoted },
}

/// W05
pub(super) fn counts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for counted in counted(plan).iter().filter(|counted| !counted.agrees()) {
        let (list, declared, listed) = (label(plan, counted.of), counted.declared, counted.listed);
        let problem = match listed < declared {
            true => CountProblem::ListLacks { list, declared, listed },
            false => CountProblem::ListDiffers { list, declared, listed },
        };
        problems.push(Diagnostic::of(counted.origin.clone(), &problem));
    }
}

fn label(plan: &Plan, of: Of<'_>) -> Label {
    let ours = |chinese, english| Label::Ours(Words::new(chinese, english));
    match of {
        Of::Stages => ours("阶段", "stages"),
        Of::Steps => ours("环节", "steps"),
        Of::Gates => ours("把关", "gates"),
        Of::Activities => ours("主题实践活动", "activities"),
        Of::Items => ours("事项", "items"),
        Of::Audiences => ours("人员类别", "audiences"),
        Of::Targets => ours("目标", "targets"),
        Of::Topics => ours("课题", "topics"),
        Of::Peers => ours("同批单位", "peers"),
        Of::List(id) => {
            let list = plan.lists.iter().find(|list| list.id == id);
            Label::from(list.map_or(id, |list| list.name.as_str()))
        }
        Of::Set(set) => Label::from(set),
        Of::ItemsOf(id) => {
            let label = plan.activity(id).map(|activity| plan.activity_label(activity));
            Label::from(label.as_deref().unwrap_or(id))
        }
    }
}

/// W05: parts that do not add up to their whole.
pub(super) fn target_parts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for target in &plan.targets {
        let Some(parts) = sum_of_parts(target) else {
            continue;
        };
        if parts.agrees != Some(false) || !parts.one_unit {
            continue;
        }
        let sum = parts.sum.shown_against(&[parts.sum]);
        let problem = CountProblem::PartsDiffer {
            target: Name::from(&target.name),
            sum: Figure(format!("{}{}", sum.strip_suffix(".0").unwrap_or(&sum), unit(target))),
            whole: Quoted::from(whole(target)),
        };
        problems.push(Diagnostic::of(target.origin.clone(), &problem));
    }
}

/// The unit that the parts are added up in.
fn unit(target: &Target) -> String {
    Amount::parse(&target.value, &target.unit)
        .map_or_else(|| target.unit.clone(), |whole| whole.written_unit().to_string())
}

/// The value as written, with the unit it may lack.
fn whole(target: &Target) -> String {
    match target.value.ends_with(&target.unit) {
        true => target.value.clone(),
        false => format!("{}{}", target.value, target.unit),
    }
}
