//! Ratings against their thresholds, and make-ups.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.
//!
//! The results are public. A ballot with a fault is shown as faulty and never computed; in the public edition a group
//! of fewer than five is not told apart.

mod make_up;
mod session;

use yanxi_campaign::Record;
use yanxi_campaign::evaluation::{Evaluations, UnitRating};
use yanxi_campaign::plan::{Denominator, RatingRule, Role, ShareRule};

use super::block::{Block, Cell, Column, Inline, KeyFigure, NoticeKind};
use super::ledger::{date_cell, exact, latest_first, ledger, push_whole_lists, shown, units_cell};
use super::shown::{anchor, as_of, record_link, shows_gaps_in};
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
    let evaluations = view.campaign.evaluations();
    let sessions: Vec<Session<'_>> = latest_first(view, Role::Rating)
        .into_iter()
        .map(|record| Session::of(&evaluations, record))
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
        first.push(Block::Figures(figures(view, &sessions, &chains, &evaluations)));
        push_unrated(&mut first, view, &evaluations);
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
    let on_each = sessions.chunks(SESSIONS_PER_PAGE);
    for (number, (page, sessions)) in pages.iter_mut().zip(on_each).enumerate() {
        for session in sessions {
            session.push(page, view, &chains);
        }
        page.push_way(&outputs, number);
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
    let evaluations = view.campaign.evaluations();
    let session = Session::of(&evaluations, record);
    let result = session.result(view);
    let verdict = session.verdict();
    if result.is_empty() {
        verdict.words().to_string()
    } else {
        format!("{result}，{}", verdict.words())
    }
}

/// What a rating came to, for its own page, and the way to all results.
pub(super) fn particulars(view: &View<'_>, record: &Record) -> Vec<(&'static str, Vec<Inline>)> {
    let evaluations = view.campaign.evaluations();
    let session = Session::of(&evaluations, record);
    let mut facts = session.particulars(view);
    facts.push(("测评结果", vec![Inline::link("应到实到、各等次票数和算法", path(view, record))]));
    facts
}

/// Ratings are counted by session, what came of them by unit: one rated three times is one.
fn figures(
    view: &View<'_>,
    sessions: &[Session<'_>],
    chains: &Chains<'_>,
    evaluations: &Evaluations<'_>,
) -> Vec<KeyFigure> {
    let figure = |name: &str, count: usize, unit: &str| KeyFigure {
        name: name.into(),
        value: format!("{count}{unit}"),
        ..KeyFigure::default()
    };
    let counting = sessions.iter().filter(|session| session.record.counts()).count();
    let mut figures = vec![figure("测评", counting, "次")];
    if sessions.iter().any(|session| session.passed().is_some()) {
        if evaluations.are_of_units(None) {
            let units = |wanted| evaluations.units(&view.campaign.roster, wanted, None).len();
            figures.push(figure("达标", units(UnitRating::Passed), "个单位"));
            figures.push(figure("未达标", units(UnitRating::Failed), "个单位"));
        } else {
            let with = |verdict: bool| {
                sessions.iter().filter(|session| session.passed() == Some(verdict)).count()
            };
            figures.push(figure("达标", with(true), "次"));
            figures.push(figure("未达标", with(false), "次"));
        }
        if shows_gaps_in(view, Role::Rating) {
            if evaluations.are_of_units(None) {
                let roster = &view.campaign.roster;
                let unrated = evaluations.units(roster, UnitRating::Unrated, None).len();
                figures.push(figure("未测评", unrated, "个单位"));
            }
            figures.push(figure("待补课、待重测", chains.open(sessions).len(), "个"));
        }
    }
    figures
}

/// The units that nobody has rated yet, by rule where the plan has several.
fn push_unrated(page: &mut DerivedPage, view: &View<'_>, evaluations: &Evaluations<'_>) {
    if !shows_gaps_in(view, Role::Rating) {
        return;
    }
    let rules = &view.campaign.plan.ratings;
    let several = rules.len() > 1;
    let kinds = rules.iter().map(|rule| (several.then_some(rule.id.as_str()), rule.name.as_str()));
    for (rule, name) in kinds.filter(|(rule, _)| evaluations.are_of_units(*rule)) {
        let unrated = evaluations.units(&view.campaign.roster, UnitRating::Unrated, rule);
        if unrated.is_empty() {
            continue;
        }
        let ids: Vec<_> = unrated.iter().map(|unit| unit.id.clone()).collect();
        let of = if several { format!("“{name}”") } else { String::new() };
        let mut text = vec![Inline::text(format!("还没有测评{of}的单位{}个：", ids.len()))];
        text.extend(view.units(&ids));
        page.push(Block::Notice { kind: NoticeKind::Warning, text });
    }
}

/// The latest results as bars; the table below says the same. A bar is for the eye, its figure is the exact one.
fn push_chart(page: &mut DerivedPage, view: &View<'_>, sessions: &[Session<'_>]) {
    let bars: Vec<Bar> = sessions
        .iter()
        .filter(|session| !session.result(view).is_empty())
        .take(BARS)
        .filter_map(|session| {
            let outcome = session.outcome?;
            let class = if session.passed() == Some(false) { "missing" } else { "done" };
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
            for share in plan.shares.iter().filter(|share| share.is_for(rule)) {
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
