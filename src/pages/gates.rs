//! Gates with their criteria by source, and their verdicts.
//! In: a [`View`]. Out: one page, none where the plan has no gates.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Gate, Role};
use yanxi_campaign::quoted::Entry;

use super::block::{Cell, Column, Inline, Row, Table};
use super::passages::sourced;
use super::shown::{
    anchor, applies_to, archived_mark, meaning_value, pending_mark, record_link, review,
    shows_gaps_in, source_cell, without_empty_columns,
};
use super::timeline::{stage_link, step_link};
use super::view::{date, joined};
use super::{Block, DerivedPage, Found, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    if plan.gates.is_empty() {
        return Vec::new();
    }
    let decided = plan
        .gates
        .iter()
        .filter(|gate| verdicts_of(view, gate).iter().any(|record| record.counts()))
        .count();
    let mut lead = format!("共{}道关", plan.gates.len());
    // The public edition has some of the verdicts only.
    if view.internal {
        lead.push_str(&format!("，{decided}道已有结论"));
    } else if decided > 0 {
        lead.push_str(&format!("，已公布{decided}道的结论"));
    }
    lead.push('。');
    let mut page = DerivedPage::new(view, "gates.html", "把关").lead(lead);
    page.found.kind = "把关".into();
    page.blocks.extend(archived_mark(view));
    push_stages_without(&mut page, view);
    for gate in &plan.gates {
        push_gate(&mut page, view, gate);
    }
    push_strangers(&mut page, view);
    vec![page]
}

/// The verdicts on a gate, named by its id or name, by date.
pub(super) fn verdicts_of<'a>(view: &'a View<'_>, gate: &Gate) -> Vec<&'a Record> {
    let mut verdicts: Vec<&Record> = view
        .records_with(Role::GateVerdict)
        .into_iter()
        .filter(|record| names(record, gate))
        .collect();
    verdicts.sort_by_key(|record| record.date);
    verdicts
}

/// How a gate stands in a few words: the last verdict on the whole; where verdicts are on units, how many units have
/// which last one.
pub(super) fn standing(view: &View<'_>, gate: &Gate) -> String {
    in_words(verdicts_of(view, gate).into_iter())
}

/// The verdicts of each day in a few words.
pub(super) fn by_day(view: &View<'_>, gate: &Gate) -> Vec<(Date, String)> {
    let verdicts = verdicts_of(view, gate);
    let days: BTreeSet<Date> = verdicts.iter().filter_map(|record| record.date).collect();
    days.into_iter()
        .map(|day| {
            let own = verdicts.iter().filter(|record| record.date == Some(day));
            (day, in_words(own.copied()))
        })
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

fn in_words<'a>(verdicts: impl Iterator<Item = &'a Record>) -> String {
    let mut whole = "";
    let mut of_unit: BTreeMap<&str, &str> = BTreeMap::new();
    for record in verdicts.filter(|record| record.counts()) {
        let verdict = record.field(Meaning::Verdict);
        match record.unit() {
            Some(unit) => {
                of_unit.insert(unit, verdict);
            }
            None => whole = verdict,
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for verdict in of_unit.values() {
        *counts.entry(verdict).or_default() += 1;
    }
    let mut parts: Vec<String> = Vec::new();
    if !whole.is_empty() {
        parts.push(whole.to_string());
    }
    parts.extend(counts.iter().map(|(verdict, count)| format!("{count}个单位{verdict}")));
    parts.join("，")
}

/// Which gate a verdict is on, and what it says.
pub(super) fn verdict_words(record: &Record) -> String {
    let (gate, verdict) = (record.field(Meaning::Gate).trim(), record.field(Meaning::Verdict));
    let said: Vec<&str> = [gate, verdict].into_iter().filter(|word| !word.is_empty()).collect();
    said.join("，")
}

fn names(record: &Record, gate: &Gate) -> bool {
    let named = record.field(Meaning::Gate).trim();
    named == gate.id || named == gate.name
}

fn push_stages_without(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let without = plan.stages.iter().filter(|stage| {
        !plan.gates.iter().any(|gate| {
            gate.covers.iter().any(|id| {
                *id == stage.id || plan.step(id).is_some_and(|step| step.stage == stage.id)
            })
        })
    });
    let links = joined(without.map(|stage| stage_link(view, stage)));
    if !links.is_empty() {
        let mut content = vec![Inline::text("方案没有设关的阶段：")];
        content.extend(links);
        page.push(Block::Paragraph(content));
    }
}

fn push_gate(page: &mut DerivedPage, view: &View<'_>, gate: &Gate) {
    page.push(Block::heading(gate.name.clone(), anchor("g", &gate.id)));
    let mut facts = Vec::new();
    let covers = covers(view, gate);
    if !covers.is_empty() {
        facts.push(("把关对象".to_string(), covers));
    }
    let source = sourced(view, &Entry::Gate(gate.id.clone()), &gate.source);
    if !source.is_empty() {
        facts.push(("来源".to_string(), source));
    }
    if !facts.is_empty() {
        page.push(Block::Facts(facts));
    }
    if gate.criteria.is_empty() {
        page.push(Block::Paragraph(vec![Inline::text("标准："), Inline::warning("待补充")]));
    } else {
        page.push(Block::Table(criteria(view, gate)));
    }
    let verdicts = verdicts_of(view, gate);
    if verdicts.is_empty() {
        if shows_gaps_in(view, Role::GateVerdict) {
            page.push(Block::warning(format!("{}还没有把关结论。", gate.name)));
        }
        return;
    }
    page.push(Block::Table(verdict_table(
        view,
        &anchor("verdicts", &gate.id),
        "把关结论",
        &verdicts,
    )));
}

/// Stages and steps by name; else what the plan says in words.
fn covers(view: &View<'_>, gate: &Gate) -> Vec<Inline> {
    let plan = &view.campaign.plan;
    let mut content = joined(gate.covers.iter().map(|id| {
        let stage = plan.stage(id).map(|stage| stage_link(view, stage));
        let step = || plan.step(id).map(|step| step_link(view, step));
        stage.or_else(step).unwrap_or_else(|| Inline::text(id))
    }));
    if !gate.covers_text.is_empty() {
        if !content.is_empty() {
            content.push(Inline::text("；"));
        }
        content.push(Inline::text(format!("{}（不在", gate.covers_text)));
        content.push(Inline::text(if plan.stages.is_empty() {
            "清单里）"
        } else {
            "阶段清单里）"
        }));
    }
    content
}

/// By source in the order in which sources appear; what two sources say stays two criteria.
fn criteria(view: &View<'_>, gate: &Gate) -> Table {
    let source = |criterion: &yanxi_campaign::plan::Criterion| {
        if criterion.source.is_empty() { gate.source.clone() } else { criterion.source.clone() }
    };
    let mut sources: Vec<String> = Vec::new();
    for criterion in &gate.criteria {
        let source = source(criterion);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    let mut rows = Vec::new();
    for wanted in &sources {
        for criterion in gate.criteria.iter().filter(|own| source(own) == *wanted) {
            let mut text = vec![Inline::text(criterion.text.clone())];
            text.extend(pending_mark(&criterion.source));
            let whom = if criterion.applies_to.is_empty() {
                "全部".to_string()
            } else {
                applies_to(&view.campaign.plan, &criterion.applies_to)
            };
            rows.push(
                Row::of(vec![Cell::of(text), Cell::text(whom), source_cell(wanted)])
                    .at(format!("{}-{}", anchor("c", &gate.id), rows.len() + 1))
                    .found_as(Found {
                        title: format!("{}：{}", gate.name, criterion.text),
                        kind: "把关标准".into(),
                        ..Found::default()
                    }),
            );
        }
    }
    without_empty_columns(Table {
        id: anchor("criteria", &gate.id),
        caption: if sources.len() > 1 {
            "标准（各来源的说法分别列出）".into()
        } else {
            "标准".into()
        },
        columns: vec![Column::text("标准"), Column::text("适用"), Column::text("来源")],
        rows,
        ..Table::default()
    })
}

fn verdict_table(view: &View<'_>, id: &str, caption: &str, verdicts: &[&Record]) -> Table {
    let rows = verdicts.iter().map(|record| {
        Row::of(vec![
            Cell::text(record.field(Meaning::Verdict)),
            Cell::of(vec![record_link(view, record)]),
            Cell::of(view.units(&record.units)),
            Cell::of(meaning_value(view, record, Meaning::Reviewer)),
            Cell::text(date(record.date)),
            Cell::text(record.field(Meaning::Basis)),
            Cell::of(if view.internal { vec![review(record)] } else { Vec::new() }),
        ])
    });
    without_empty_columns(Table {
        id: id.into(),
        caption: caption.into(),
        columns: vec![
            Column::text("结论"),
            Column::text("记录"),
            Column::text("单位"),
            Column::text("把关人"),
            Column::date("日期"),
            Column::text("依据"),
            Column::state("状态"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })
}

/// Verdicts that name no gate of the plan are listed too.
fn push_strangers(page: &mut DerivedPage, view: &View<'_>) {
    let gates = &view.campaign.plan.gates;
    let strangers: Vec<&Record> = view
        .records_with(Role::GateVerdict)
        .into_iter()
        .filter(|record| !gates.iter().any(|gate| names(record, gate)))
        .collect();
    if !strangers.is_empty() {
        page.push(Block::heading("对不上方案里哪道关的结论", "others"));
        page.push(Block::Table(verdict_table(view, "verdicts-others", "把关结论", &strangers)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn criteria_stay_apart_by_source_and_verdicts_say_who_and_when() {
        let text = sample().text(pages);
        for expected in [
            "共2道关，1道已有结论。",
            "事情办成|全部|方案",
            "群众认可|全部|讲话",
            "通过|记录r4|甲嘎查|样甲|2008-12-04",
            "乙关还没有把关结论。",
            "把关对象：收尾的时候（不在阶段清单里）",
            "方案没有设关的阶段：第一段",
            "标准：待补充",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn the_public_page_has_criteria_without_people_and_gaps() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("事情办成"), "{text}");
        for absent in ["样甲", "还没有把关结论", "通过"] {
            assert!(!text.contains(absent), "{absent} in {text}");
        }
        sample.campaign.records[3].public = true;
        let text = sample.text(pages);
        assert!(text.contains("通过|记录r4|甲嘎查|2008-12-04"), "{text}");
        assert!(!text.contains("样甲"), "{text}");
    }
}
