//! W08: a failed rating that was not repeated by the last day of its make-up.
//! In: ratings with their make-ups and re-tests. Out: a warning at the rating.

use crate::rules::Subject;
use crate::rules::closing::Closings;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Figure, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W08,
    bad: Example {
        files: &[
            (
                "记录/测评/甲嘎查测评.md",
                "---\n编号: CP-1\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 20\n基本满意: 10\n不满意: 20\n状态: 已审核\n---\n",
            ),
            (
                "记录/补课计划/甲嘎查补课.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-14\n对应测评: CP-1\n措施: 窗口人员跟班两天\n时限: 2026-11-20\n状态: 已审核\n---\n",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "记录/测评/甲嘎查测评.md",
                "---\n编号: CP-1\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 20\n基本满意: 10\n不满意: 20\n状态: 已审核\n---\n",
            ),
            (
                "记录/补课计划/甲嘎查补课.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-14\n对应测评: CP-1\n措施: 窗口人员跟班两天\n时限: 2026-11-20\n状态: 已审核\n---\n",
            ),
            (
                "记录/测评/甲嘎查重测.md",
                "---\n编号: CP-2\n单位: 甲嘎查\n日期: 2026-11-20\n重测: CP-1\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 35\n基本满意: 10\n不满意: 5\n状态: 已审核\n---\n",
            ),
        ],
    },
    found: Found::By(find, problems::<LateMakeUpProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for read in subject.editions.campaigns() {
        if read.campaign.plan.archived {
            continue;
        }
        let closings = Closings::of(&read.campaign);
        for failed in read.campaign.failed_ratings() {
            let Some(deadline) =
                failed.deadline.filter(|deadline| *deadline < subject.editions.today)
            else {
                continue;
            };
            if failed.make_ups.is_empty() {
                continue;
            }
            let problem = LateMakeUpProblem::NotRepeated {
                title: Name::from(&failed.rating.title),
                deadline: Figure::of(deadline),
                id: Name::from(&failed.rating.id),
            };
            let problem = Diagnostic::of(failed.rating.origin.clone(), &problem);
            problems.push(closings.weigh(problem, failed.rating));
        }
    }
    problems
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum LateMakeUpProblem {
    #[code(W08)]
    #[zh(
        "“{title}”的补课期限 {deadline} 已经过了，还没有重测",
        "重测后登记，“重测”写 {id}；要延期的改时限"
    )]
    #[en(
        "the make-up of “{title}” ended on {deadline} without a re-test",
        "repeat the rating and record it with {id} as retest_of, or set a later day"
    )]
    NotRepeated { title: Name, deadline: Figure, id: Name },
}
