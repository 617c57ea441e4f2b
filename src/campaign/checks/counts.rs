//! Numbers that a plan states and its lists do not keep, and parts that do not add up.
//! In: a plan. Out: W05.

use yanxi_campaign::Fraction;
use yanxi_campaign::plan::Plan;

use crate::campaign::remedy::Label;
use yanxi_problem::{Diagnostic, Figure, Name, Place, Problem, Quoted, Words};

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
    ListDiffers { list: Label, declared: u32, listed: usize },
    #[code(W05)]
    #[zh("“{target}”的分项合计 {sum}{unit}，总数却是 {value}{unit}", "改正分项或总数")]
    #[en(
        "the parts of “{target}” add up to {sum}{unit}, the whole is {value}{unit}",
        "correct a part or the whole"
    )]
    PartsDiffer { target: Name, sum: Figure, value: Quoted, unit: Quoted },
}

/// W05
pub(super) fn counts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    let ours = |chinese, english| Label::Ours(Words::new(chinese, english));
    for expected in &plan.expect {
        let (name, listed) = match expected.of.as_str() {
            "stages" => (ours("阶段", "stages"), plan.stages.len()),
            "steps" => (ours("环节", "steps"), plan.steps.len()),
            "gates" => (ours("把关", "gates"), plan.gates.len()),
            "activities" => (ours("主题实践活动", "activities"), plan.activities.len()),
            "items" => (
                ours("事项", "items"),
                plan.items.iter().filter(|item| item.chosen_by.is_none()).count(),
            ),
            "audiences" => (ours("人员类别", "audiences"), plan.audiences.len()),
            "targets" => (ours("目标", "targets"), plan.targets.len()),
            "topics" => (ours("课题", "topics"), plan.topics.len()),
            of => match plan.lists.iter().find(|list| list.id == of) {
                Some(list) => (Label::from(&list.name), list.entries.len()),
                None => {
                    let topics = plan.topics.iter().filter(|topic| topic.set == of).count();
                    let targets = plan.targets.iter().filter(|target| target.set == of).count();
                    (Label::from(of), topics + targets)
                }
            },
        };
        differs(name, expected.count, listed, &expected.origin, problems);
    }
    for list in &plan.lists {
        if let Some(declared) = list.declared {
            differs(Label::from(&list.name), declared, list.entries.len(), &list.origin, problems);
        }
    }
    for activity in &plan.activities {
        if let Some(expected) = activity.expect_items {
            let listed =
                plan.items_of(&activity.id).filter(|item| item.chosen_by.is_none()).count();
            let label = plan.activity_label(activity);
            differs(Label::from(&label), expected, listed, &activity.origin, problems);
        }
    }
}

fn differs(
    list: Label,
    declared: u32,
    listed: usize,
    origin: &Place,
    problems: &mut Vec<Diagnostic>,
) {
    if u32::try_from(listed) == Ok(declared) {
        return;
    }
    let problem = CountProblem::ListDiffers { list, declared, listed };
    problems.push(Diagnostic::of(origin.clone(), &problem));
}

/// W05: parts that do not add up to their whole.
pub(super) fn target_parts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for target in &plan.targets {
        let same_unit =
            target.parts.iter().all(|part| part.unit.is_empty() || part.unit == target.unit);
        let parts: Option<Vec<Fraction>> =
            target.parts.iter().map(|part| Fraction::parse(&part.value)).collect();
        let (Some(whole), Some(parts), true) = (Fraction::parse(&target.value), parts, same_unit)
        else {
            continue;
        };
        let sum = parts.into_iter().try_fold(Fraction::whole(0), Fraction::plus);
        if target.parts.is_empty() || sum == Some(whole) {
            continue;
        }
        let sum = sum.map_or_else(String::new, |sum| sum.shown_against(&[whole]));
        let sum = Figure::of(sum.strip_suffix(".0").unwrap_or(&sum));
        let (target_name, value) = (Name::from(&target.name), Quoted::from(&target.value));
        let unit = Quoted::from(&target.unit);
        let problem = CountProblem::PartsDiffer { target: target_name, sum, value, unit };
        problems.push(Diagnostic::of(target.origin.clone(), &problem));
    }
}
