//! E09: a rating at which the groups that the plan asks for were too few.
//! In: ratings and the plan's shares. Out: an error at the rating; a re-test or an explanation settles it.

use crate::rules::Subject;
use crate::rules::closing::{Closings, OnRecord};
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Figure, List, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E09,
    bad: Example {
        files: &[(
            "记录/测评/甲嘎查测评.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 10, 干部: 30}\n发出: 40\n收回: 40\n有效: 40\n满意: 30\n基本满意: 6\n不满意: 4\n状态: 已审核\n---\n",
        )],
    },
    good: Example {
        files: &[(
            "记录/测评/甲嘎查测评.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 18, 干部: 30}\n发出: 48\n收回: 48\n有效: 48\n满意: 38\n基本满意: 6\n不满意: 4\n状态: 已审核\n---\n",
        )],
    },
    found: Found::By(find, problems::<RepresentativesProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for read in subject.editions.campaigns() {
        let campaign = &read.campaign;
        let closings = Closings::of(campaign);
        let retests = campaign.retests();
        for rating in campaign.records.iter().filter(|record| record.counts()) {
            let (Some(ballot), Some(rule)) = (&rating.ballot, campaign.rating_rule_of(rating))
            else {
                continue;
            };
            if retests.contains_key(rating.id.as_str()) {
                continue;
            }
            let shares = campaign.plan.shares.iter();
            for share_rule in
                shares.filter(|share| share.rating == rule.id || share.rating == rule.name)
            {
                let Some(share) = ballot.share(share_rule).filter(|share| !share.passed) else {
                    continue;
                };
                let min = share_rule.min.shown_against(&[share_rule.min]);
                let problem = RepresentativesProblem::TooFew {
                    title: Name::from(&rating.title),
                    groups: List::whole(&share_rule.groups),
                    share: Figure::of(share.shown(share_rule)),
                    min: Figure::of(min.strip_suffix(".0").unwrap_or(&min)),
                    id: Name::from(&rating.id),
                    closing: OnRecord::closing(Code::E09, rating),
                };
                let problem = Diagnostic::of(rating.origin.clone(), &problem);
                problems.push(closings.weigh(problem, rating));
            }
        }
    }
    problems
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum RepresentativesProblem {
    #[code(E09)]
    #[zh(
        "“{title}”的{groups}占 {share}，不到 {min}%",
        "重测后登记，“重测”写 {id}；不再重测的，{closing}"
    )]
    #[en(
        "at “{title}” {groups} were {share}, below {min}%",
        "repeat it and record that with {id} as retest_of; where it is not repeated, {closing}"
    )]
    TooFew {
        title: Name,
        groups: List<Name>,
        share: Figure,
        min: Figure,
        id: Name,
        closing: OnRecord,
    },
}
