//! Topics claimed: how many by each unit, and which by nobody.
//! In: a campaign. Out: W11.

use yanxi_campaign::Campaign;

use crate::campaign::remedy::Label;
use yanxi_problem::{Diagnostic, Name, Problem, Say, Words};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum TopicProblem {
    #[code(W11)]
    #[zh("{unit}在“{set}”里选了 {count} 个，应选 {wanted} 个", "补选或减少选题，并登记")]
    #[en(
        "{unit} has claimed {count} of “{set}” instead of {wanted}",
        "claim more or fewer, and record it"
    )]
    CountDiffers { unit: Name, set: Label, count: usize, wanted: Wanted },
    #[code(W11)]
    #[zh("“{topic}”没有单位选", "请一个单位加选，或从方案里去掉")]
    #[en("no unit has claimed “{topic}”", "have a unit claim it, or take it out of the plan")]
    Unclaimed { topic: Name },
}

/// How many a unit is to claim.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Wanted {
    #[zh("{count}")]
    #[en("{count}")]
    Exactly { count: u32 },
    #[zh("{least} 至 {most}")]
    #[en("{least} to {most}")]
    Between { least: u32, most: u32 },
}

/// W11
pub(super) fn topics(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let (plan, roster) = (&campaign.plan, &campaign.roster);
    let claims = campaign.claims();
    for outside in claims.outside(plan, roster) {
        let set = match outside.set.is_empty() {
            true => Label::Ours(Words::new("课题", "topics")),
            false => Label::from(outside.set),
        };
        let problem = TopicProblem::CountDiffers {
            unit: Name::from(&outside.unit.name),
            set,
            count: outside.count,
            wanted: match (outside.least, outside.most) {
                (count, most) if count == most => Wanted::Exactly { count },
                (least, most) => Wanted::Between { least, most },
            },
        };
        problems.push(Diagnostic::of(outside.unit.origin.clone(), &problem));
    }
    for topic in claims.left_over(plan, roster) {
        let problem = TopicProblem::Unclaimed { topic: Name::from(&topic.name) };
        problems.push(Diagnostic::of(topic.origin.clone(), &problem));
    }
}
