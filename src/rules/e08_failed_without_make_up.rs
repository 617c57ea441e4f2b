//! E08: a rating below the pass mark for which no make-up with a last day was planned.
//! In: ratings with their make-ups and re-tests. Out: an error at the rating; an explanation closes it.

use yanxi_campaign::Campaign;
use yanxi_campaign::failed_rating::FailedRating;

use crate::rules::Subject;
use crate::rules::closing::Closings;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Figure, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::E08,
    bad: Example {
        files: &[(
            "记录/测评/甲嘎查测评.md",
            "---\n编号: CP-1\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 20\n基本满意: 10\n不满意: 20\n状态: 已审核\n---\n",
        )],
    },
    good: Example {
        files: &[
            (
                "记录/测评/甲嘎查测评.md",
                "---\n编号: CP-1\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 20\n基本满意: 10\n不满意: 20\n状态: 已审核\n---\n",
            ),
            (
                "记录/补课计划/甲嘎查补课.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-14\n对应测评: CP-1\n措施: 窗口人员跟班两天\n时限: 2026-12-10\n状态: 已审核\n---\n",
            ),
        ],
    },
    found: Found::By(find, problems::<MakeUpProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for read in subject.editions.campaigns() {
        let closings = Closings::of(&read.campaign);
        for failed in read.campaign.failed_ratings() {
            if let Some(problem) = problem(&read.campaign, &failed) {
                problems.push(closings.weigh(problem, failed.rating));
            }
        }
    }
    problems
}

fn problem(campaign: &Campaign, failed: &FailedRating<'_>) -> Option<Diagnostic> {
    let rating = failed.rating;
    let title = Name::from(&rating.title);
    let result = Figure::of(failed.outcome.shown(failed.rule));
    let pass = failed.rule.pass.unwrap_or_default();
    let pass = pass.shown_against(&[pass]);
    let pass = Figure::of(pass.strip_suffix(".0").unwrap_or(&pass));
    let make_up = failed
        .rule
        .make_up_type
        .as_deref()
        .and_then(|id| campaign.plan.record_type(id))
        .map_or("补课", |kind| kind.name.as_str());
    let (make_up, id) = (Name::from(make_up), Name::from(&rating.id));
    let problem = match (failed.make_ups.is_empty(), failed.deadline) {
        (false, Some(_)) => return None,
        (true, Some(_)) => MakeUpProblem::Unplanned { title, result, pass, make_up, id },
        (true, None) => MakeUpProblem::NeitherPlanNorDay { title, result, pass, make_up, id },
        (false, None) => MakeUpProblem::WithoutDay { title, result, pass, make_up },
    };
    Some(Diagnostic::of(rating.origin.clone(), &problem))
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum MakeUpProblem {
    #[code(E08)]
    #[zh(
        "“{title}”满意度 {result}，没有达到 {pass}%，没有补课计划",
        "登记一条“{make_up}”，“对应测评”写 {id}，“时限”写最后一天"
    )]
    #[en(
        "the satisfaction of “{title}” is {result} and misses {pass}%; no make-up is planned",
        "record a “{make_up}” with {id} as rating_of and its last day as due"
    )]
    Unplanned { title: Name, result: Figure, pass: Figure, make_up: Name, id: Name },
    #[code(E08)]
    #[zh(
        "“{title}”满意度 {result}，没有达到 {pass}%，没有补课计划和期限",
        "登记一条“{make_up}”，“对应测评”写 {id}，“时限”写最后一天"
    )]
    #[en(
        "the satisfaction of “{title}” is {result} and misses {pass}%; no make-up with a last day is planned",
        "record a “{make_up}” with {id} as rating_of and its last day as due"
    )]
    NeitherPlanNorDay { title: Name, result: Figure, pass: Figure, make_up: Name, id: Name },
    #[code(E08)]
    #[zh(
        "“{title}”满意度 {result}，没有达到 {pass}%，补课没有写期限",
        "在“{make_up}”里写上“时限”，不早于测评那天"
    )]
    #[en(
        "the satisfaction of “{title}” is {result} and misses {pass}%; its make-up has no last day",
        "give the “{make_up}” a day as due, not before the day of the rating"
    )]
    WithoutDay { title: Name, result: Figure, pass: Figure, make_up: Name },
}
