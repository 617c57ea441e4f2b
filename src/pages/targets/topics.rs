//! Topics by set: which units claimed them, which are left, which units claimed too few or too many.
//! In: the plan's topics and the claims. Out: a table for each set.

use yanxi_campaign::claims::{Claims, Outside};
use yanxi_campaign::plan::{Role, Topic, is_pending};
use yanxi_campaign::quoted::Entry;

use super::super::block::{Block, Cell, Column, Found, Inline};
use super::super::ledger::{ledger, shown};
use super::super::passages::sourced;
use super::super::shown::{anchor, plan_words, shows_gaps_in};
use super::super::{DerivedPage, View};
use super::{Answers, by_set};

pub(super) fn push(page: &mut DerivedPage, view: &View<'_>, answers: &Answers<'_>) {
    let claims = view.campaign.claims();
    for (set, topics) in by_set(&view.campaign.plan.topics, |topic: &Topic| topic.set.as_str()) {
        let name = if set.is_empty() { "课题" } else { set };
        page.push(Block::heading(name, anchor("part-topics", name)));
        let range = topics.iter().find_map(|topic| topic.per_unit);
        page.push(Block::paragraph(summary(view, &topics, range, &claims)));
        push_topics(page, view, name, &topics, range.is_some(), &claims, answers);
        if shows_gaps_in(view, Role::TopicClaim) {
            push_units(page, view, name, set, &claims);
        }
    }
}

fn per_unit((least, most): (u32, u32)) -> String {
    if least == most {
        format!("每单位选{least}题")
    } else {
        format!("每单位选{least}至{most}题")
    }
}

fn summary(
    view: &View<'_>,
    topics: &[&Topic],
    range: Option<(u32, u32)>,
    claims: &Claims<'_>,
) -> String {
    let mut words = format!("共{}题", topics.len());
    let pending = topics.iter().filter(|topic| topic.is_open()).count();
    if pending > 0 {
        words.push_str(&format!("，其中{pending}题待补充"));
    }
    if let Some(range) = range {
        words.push_str(&format!("；{}", per_unit(range)));
    }
    let claimed = topics.iter().filter(|topic| !claims.to(topic).is_empty()).count();
    if view.internal && (claimed > 0 || (range.is_some() && pending < topics.len())) {
        words.push_str(&format!("；已有单位选的{claimed}题"));
    }
    words.push('。');
    words
}

fn push_topics(
    page: &mut DerivedPage,
    view: &View<'_>,
    name: &str,
    topics: &[&Topic],
    must_be_claimed: bool,
    claims: &Claims<'_>,
    answers: &Answers<'_>,
) {
    let mut columns = vec![shown(Column::text("课题"), |topic: &&Topic| {
        Cell::of(plan_words(&topic.name, &topic.source))
    })];
    if view.internal {
        columns.push(shown(Column::text("选题单位"), |topic: &&Topic| {
            let units = claims.to(topic);
            if units.is_empty()
                && must_be_claimed
                && shows_gaps_in(view, Role::TopicClaim)
                && !topic.is_open()
            {
                return Cell::of(vec![Inline::warning("没有单位选")]);
            }
            let ids: Vec<_> = units.iter().map(ToString::to_string).collect();
            Cell::of(view.units(&ids))
        }));
        columns.push(shown(Column::number("单位数"), |topic: &&Topic| {
            number(topic, claims.to(topic).len())
        }));
    }
    // Without records of claims these would be the same records again.
    if claims.kept && view.internal {
        columns.push(shown(Column::number("对应记录数"), |topic: &&Topic| {
            number(topic, answers.to(&topic.id).len())
        }));
    }
    columns.push(shown(Column::text("对应的记录"), |topic: &&Topic| {
        answers.cell(view, &topic.id)
    }));
    columns.push(shown(Column::text("出处"), |topic: &&Topic| {
        Cell::of(sourced(view, &Entry::Topic(topic.id.clone()), ""))
    }));
    let mut table = ledger(&anchor("topics", name), "", topics, columns);
    for (row, topic) in table.rows.iter_mut().zip(topics) {
        row.anchor = anchor("t", &topic.id);
        if !is_pending(&topic.name) {
            row.found = Some(Found {
                title: topic.name.clone(),
                kind: "课题".into(),
                units: claims
                    .to(topic)
                    .iter()
                    .filter(|_| view.internal)
                    .map(|id| view.unit_name(id).to_string())
                    .collect(),
                ..Found::default()
            });
        }
    }
    page.push_with_download(table);
}

/// A count; of a topic that is still open no nought is said.
fn number(topic: &Topic, count: usize) -> Cell {
    if topic.is_open() && count == 0 { Cell::default() } else { Cell::number(count) }
}

/// Units that claimed fewer or more than the plan asks.
fn push_units(page: &mut DerivedPage, view: &View<'_>, name: &str, set: &str, claims: &Claims<'_>) {
    let plan = &view.campaign.plan;
    let mut outside = claims.outside(plan, &view.campaign.roster);
    outside.retain(|own| own.set == set);
    let Some(first) = outside.first() else {
        return;
    };
    page.push(Block::Heading {
        level: 3,
        text: format!("选题数不合要求的单位（{}）", per_unit((first.least, first.most))),
        anchor: anchor("part-outside", name),
    });
    page.push_with_download(ledger(
        &anchor("outside", name),
        format!("“{name}”选题数不合要求的单位"),
        &outside,
        vec![
            shown(Column::text("单位"), |own: &Outside<'_>| {
                Cell::of(vec![view.unit(&own.unit.id)])
            }),
            shown(Column::number("已选题数"), |own: &Outside<'_>| Cell::number(own.count)),
            shown(Column::text("已选"), |own: &Outside<'_>| {
                let claimed = claims.of_unit(plan, &own.unit.id, set);
                let names: Vec<&str> = claimed.iter().map(|topic| topic.name.as_str()).collect();
                Cell::text(names.join("、"))
            }),
        ],
    ));
}
