//! Ratings against their thresholds, and make-ups.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.
//!
//! The results are public. A ballot with a fault is shown as faulty and never computed; in the public edition a group
//! of fewer than five is not told apart.

mod make_up;
mod session;

use yanxi_campaign::Record;
use yanxi_campaign::plan::{Denominator, RatingRule, Role, ShareRule};

use super::block::{Block, Cell, Column, Inline, KeyFigure};
use super::ledger::{date_cell, exact, latest_first, ledger, push_whole_lists, shown, units_cell};
use super::shown::{anchor, as_of, record_link, shows_gaps};
use super::svg::{self, Bar};
use super::view::joined;
use super::{DerivedPage, View, part_path};
use make_up::Chains;
use session::Session;

const NAME: &str = "evaluations.html";

/// Sessions described in full on one page.
const SESSIONS_PER_PAGE: usize = 25;

/// Ratings drawn beside each other.
const BARS: usize = 12;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let sessions: Vec<Session<'_>> = latest_first(view, Role::Rating)
        .into_iter()
        .map(|record| Session::of(view, record))
        .collect();
    let rules = &view.campaign.plan.ratings;
    if sessions.is_empty() && rules.is_empty() {
        return Vec::new();
    }
    let mut first = DerivedPage::new(view, NAME, "测评");
    first.found.kind = "测评".into();
    first.push(as_of(view));
    let chains = Chains::of(view, &sessions);
    if !sessions.is_empty() {
        first.push(Block::Figures(figures(view, &sessions, &chains)));
        push_whole_lists(&mut first, view, Role::Rating);
        push_results(&mut first, view, &sessions);
        make_up::push_list(&mut first, view, &sessions, &chains);
    }
    push_rules(&mut first, view);
    if sessions.is_empty() {
        return vec![first];
    }
    let outputs: Vec<String> = (1..=sessions.len().div_ceil(SESSIONS_PER_PAGE))
        .map(|number| part_path(&first.output, number))
        .collect();
    let mut pages = vec![first];
    for (number, output) in outputs.iter().enumerate().skip(1) {
        let mut part = DerivedPage::new(view, NAME, format!("测评（{}）", number + 1))
            .below("测评", view.path(NAME));
        part.output = output.clone();
        part.found.kind = "测评".into();
        part.push(as_of(view));
        pages.push(part);
    }
    for (page, sessions) in pages.iter_mut().zip(sessions.chunks(SESSIONS_PER_PAGE)) {
        if outputs.len() > 1 {
            page.parts = outputs.clone();
        }
        for session in sessions {
            session.push(page, view, &chains);
        }
    }
    pages
}

/// Where a rating is described.
pub(super) fn path(view: &View<'_>, record: &Record) -> String {
    let sessions = latest_first(view, Role::Rating);
    let place = sessions.iter().position(|other| other.id == record.id);
    let number = place.unwrap_or_default() / SESSIONS_PER_PAGE + 1;
    format!("{}#{}", part_path(&view.path(NAME), number), anchor("s", &record.id))
}

/// The result of a rating with its verdict as plain words.
pub(super) fn result_words(view: &View<'_>, record: &Record) -> String {
    let session = Session::of(view, record);
    let result = session.result(view);
    let verdict = session.verdict();
    if result.is_empty() {
        verdict.words().to_string()
    } else {
        format!("{result}，{}", verdict.words())
    }
}

fn figures(view: &View<'_>, sessions: &[Session<'_>], chains: &Chains<'_>) -> Vec<KeyFigure> {
    let with =
        |verdict: bool| sessions.iter().filter(|session| session.passed() == Some(verdict)).count();
    let figure = |name: &str, count: usize| KeyFigure {
        name: name.into(),
        value: format!("{count}次"),
        ..KeyFigure::default()
    };
    let counting = sessions.iter().filter(|session| session.record.counts()).count();
    let mut figures = vec![figure("测评", counting)];
    if sessions.iter().any(|session| session.passed().is_some()) {
        figures.push(figure("达标", with(true)));
        figures.push(figure("未达标", with(false)));
        if shows_gaps(view) {
            figures.push(KeyFigure {
                name: "待补课、待重测".into(),
                value: format!("{}个", chains.open(sessions).len()),
                ..KeyFigure::default()
            });
        }
    }
    figures
}

/// The latest results as bars; the table below says the same. A bar is for the eye, its figure is the exact one.
fn push_chart(page: &mut DerivedPage, view: &View<'_>, sessions: &[Session<'_>]) {
    let bars: Vec<Bar> = sessions
        .iter()
        .filter(|session| !session.result(view).is_empty())
        .take(BARS)
        .filter_map(|session| {
            let outcome = session.outcome?;
            let class = if outcome.passed == Some(false) { "missing" } else { "done" };
            Some(Bar {
                label: session.record.title.clone(),
                text: format!("{} {}", session.result(view), session.verdict().words()),
                parts: vec![(class, outcome.satisfaction.approximate() as u32)],
                of: 100,
            })
        })
        .collect();
    if bars.len() < 2 {
        return;
    }
    let caption = "满意度".to_string();
    page.push(Block::Figure { svg: svg::bars(&caption, &bars), caption });
}

/// All results below each other.
fn push_results(page: &mut DerivedPage, view: &View<'_>, sessions: &[Session<'_>]) {
    page.push(Block::heading("测评结果", "part-results"));
    push_chart(page, view, sessions);
    page.push_with_download(ledger(
        "results",
        "历次测评结果，最近的在前",
        sessions,
        vec![
            shown(Column::date("日期"), |session: &Session<'_>| date_cell(session.record.date)),
            shown(Column::text("测评"), |session: &Session<'_>| {
                Cell::of(vec![record_link(view, session.record)])
            }),
            shown(Column::text("单位").filtered(), |session: &Session<'_>| {
                units_cell(view, session.record)
            }),
            shown(Column::number("满意度"), |session: &Session<'_>| session.result_cell(view)),
            shown(Column::state("结论").filtered(), |session: &Session<'_>| {
                Cell::of(vec![session.verdict()])
            }),
            shown(Column::text("代表比例"), |session: &Session<'_>| session.shares_cell(view)),
            shown(Column::date("公布日期"), |session: &Session<'_>| session.published()),
        ],
    ));
}

/// How the plan computes and what it asks.
fn push_rules(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    if plan.ratings.is_empty() {
        return;
    }
    page.push(Block::heading("怎么算", "part-rules"));
    let entries = plan
        .ratings
        .iter()
        .map(|rule| {
            let mut words = vec![
                Inline::Strong(rule.name.clone()),
                Inline::text(format!("：{}。", formula(rule))),
            ];
            for share in plan.shares.iter().filter(|share| is_for(share, rule)) {
                words.push(Inline::text(format!("{}。", demand(share))));
            }
            if let Some(kind) = rule.make_up_type.as_deref().and_then(|id| plan.record_type(id)) {
                words.push(Inline::text(format!("没有达标的要报“{}”，补课后重测。", kind.name)));
            }
            words
        })
        .collect();
    page.push(Block::List { ordered: false, entries });
}

/// Whether a share is asked of ratings by a rule.
fn is_for(share: &ShareRule, rule: &RatingRule) -> bool {
    share.rating == rule.id || share.rating == rule.name
}

fn formula(rule: &RatingRule) -> String {
    let grades: Vec<String> = rule
        .grades
        .iter()
        .map(|grade| {
            if grade.left_out {
                format!("{}（不计入）", grade.name)
            } else {
                format!("{}×{}", grade.name, exact(grade.weight))
            }
        })
        .collect();
    let mut words = format!(
        "各等次票数乘权重（{}），以最高权重为1折算，除以{}",
        grades.join("，"),
        denominator(rule.denominator)
    );
    if let Some(pass) = rule.pass {
        words.push_str(&format!("；达到{0}%（含{0}%）为达标", exact(pass)));
    }
    words
}

fn denominator(denominator: Denominator) -> &'static str {
    match denominator {
        Denominator::Valid => "有效票数",
        Denominator::Returned => "收回票数",
        Denominator::Issued => "发出票数",
        Denominator::Present => "实到人数",
    }
}

fn demand(share: &ShareRule) -> String {
    let counted = if share.of_present { "实到" } else { "应到" };
    let least = exact(share.min);
    format!("{}合计占{counted}人数不低于{least}%（含{least}%）", share.groups.join("、"))
}

/// Sessions as links, set apart by 、.
fn links<'a>(view: &View<'_>, sessions: impl Iterator<Item = &'a Session<'a>>) -> Vec<Inline> {
    joined(sessions.map(|session| record_link(view, session.record)))
}

#[cfg(test)]
mod tests;
