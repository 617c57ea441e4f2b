//! Numbers that a plan states and its lists do not keep, and parts that do not add up.
//! In: a plan. Out: W05.

use yanxi_campaign::Fraction;
use yanxi_campaign::plan::Plan;

use crate::campaign::problem;
use yanxi_problem::{Code, Diagnostic, Place};

/// W05
pub(super) fn counts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for expected in &plan.expect {
        let (name, listed) = match expected.of.as_str() {
            "stages" => ("阶段", plan.stages.len()),
            "steps" => ("环节", plan.steps.len()),
            "gates" => ("把关", plan.gates.len()),
            "activities" => ("主题实践活动", plan.activities.len()),
            "items" => ("事项", plan.items.iter().filter(|item| item.chosen_by.is_none()).count()),
            "audiences" => ("人员类别", plan.audiences.len()),
            "targets" => ("目标", plan.targets.len()),
            "topics" => ("课题", plan.topics.len()),
            of => match plan.lists.iter().find(|list| list.id == of) {
                Some(list) => (list.name.as_str(), list.entries.len()),
                None => {
                    let topics = plan.topics.iter().filter(|topic| topic.set == of).count();
                    let targets = plan.targets.iter().filter(|target| target.set == of).count();
                    (of, topics + targets)
                }
            },
        };
        differs(name, expected.count, listed, &expected.origin, problems);
    }
    for list in &plan.lists {
        if let Some(declared) = list.declared {
            differs(&list.name, declared, list.entries.len(), &list.origin, problems);
        }
    }
    for activity in &plan.activities {
        if let Some(expected) = activity.expect_items {
            let listed =
                plan.items_of(&activity.id).filter(|item| item.chosen_by.is_none()).count();
            let label = plan.activity_label(activity);
            differs(&label, expected, listed, &activity.origin, problems);
        }
    }
}

fn differs(
    name: &str,
    declared: u32,
    listed: usize,
    origin: &Place,
    problems: &mut Vec<Diagnostic>,
) {
    if u32::try_from(listed) == Ok(declared) {
        return;
    }
    problems.push(problem::warning(
        Code::W05,
        origin.clone(),
        (
            format!("“{name}”应有 {declared} 项，列出了 {listed} 项"),
            format!("“{name}” should have {declared} entries and lists {listed}"),
        ),
        (
            "补上没有列出的；方案没有写的，来源写 待补充".into(),
            "add what is not listed; what the plan leaves open has the source pending".into(),
        ),
    ));
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
        let sum = sum.strip_suffix(".0").unwrap_or(&sum);
        let (name, value, unit) = (&target.name, &target.value, &target.unit);
        problems.push(problem::warning(
            Code::W05,
            target.origin.clone(),
            (
                format!("“{name}”的分项合计 {sum}{unit}，总数却是 {value}{unit}"),
                format!("the parts of “{name}” add up to {sum}{unit}, the whole is {value}{unit}"),
            ),
            ("改正分项或总数".into(), "mend a part or the whole".into()),
        ));
    }
}
