//! E08: a rating below the pass mark for which no make-up with a last day was planned.
//! In: ratings with their make-ups and re-tests. Out: an error at the rating; an explanation closes it.

use yanxi_campaign::Campaign;
use yanxi_campaign::failed_rating::FailedRating;

use crate::campaign::place_of;
use crate::rules::Subject;
use crate::rules::closing::Closings;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Wording};

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
    found: Found::By(find),
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
    let (chinese, english) = match (failed.make_ups.is_empty(), failed.deadline) {
        (false, Some(_)) => return None,
        (true, Some(_)) => ("没有补课计划", "no make-up is planned"),
        (false, None) => ("补课没有写期限", "its make-up has no last day"),
        (true, None) => ("没有补课计划和期限", "no make-up with a last day is planned"),
    };
    let rating = failed.rating;
    let (title, result) = (&rating.title, failed.outcome.shown(failed.rule));
    let pass = failed.rule.pass.unwrap_or_default();
    let pass = pass.shown_against(&[pass]);
    let pass = pass.strip_suffix(".0").unwrap_or(&pass);
    let type_name = failed
        .rule
        .make_up_type
        .as_deref()
        .and_then(|id| campaign.plan.record_type(id))
        .map_or("补课", |kind| kind.name.as_str());
    let id = &rating.id;
    let remedy = if failed.make_ups.is_empty() {
        Wording::new(
            format!("登记一条“{type_name}”，写上 对应测评: {id} 和 时限: ……"),
            format!("record a “{type_name}” with 对应测评: {id} and 时限: …"),
        )
    } else {
        Wording::new(
            format!("在“{type_name}”里加一行 时限: ……，不早于测评那天"),
            format!("add a line 时限: … to the “{type_name}”, not before the rating"),
        )
    };
    Some(Diagnostic::error(
        Code::E08,
        place_of(&rating.origin),
        Wording::new(
            format!("“{title}”满意度 {result}，没有达到 {pass}%，{chinese}"),
            format!("“{title}” has {result} and misses {pass}%; {english}"),
        ),
        remedy,
    ))
}
