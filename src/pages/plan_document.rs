//! What the plan lays down besides its text: versions, lists, levels, whom it speaks to.
//! In: a [`View`]. Out: one page, none where the plan has nothing of the kind.

use yanxi_campaign::counted::{Counted, Of, counted};
use yanxi_campaign::plan::{ListEntry, PlanList, Version};
use yanxi_campaign::quoted::Entry;

use super::block::{Cell, Column, Inline, Row, Table};
use super::passages::sourced;
use super::shown::{
    anchor, applies_to, archived_mark, class_name, plan_words, record_link, without_empty_columns,
};
use super::view::{Document, date, joined};
use super::{Block, DerivedPage, Found, View};

/// Records named one by one beside what they answer to; further ones are counted.
const NAMED_RECORDS: usize = 3;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    let mut page = DerivedPage::new(view, "plan-lists.html", "方案要点");
    page.found.kind = "方案".into();
    let counted = counted(plan);
    let parts = [
        !plan.versions.is_empty(),
        !plan.lists.is_empty(),
        !plan.audiences.is_empty(),
        !plan.unit_classes.is_empty(),
        !counted.is_empty(),
    ];
    if !parts.contains(&true) {
        return Vec::new();
    }
    page.blocks.extend(archived_mark(view));
    if let Some(document) = text_of_plan(view) {
        page.push(Block::Paragraph(vec![
            Inline::text("方案全文："),
            Inline::link(document.title.clone(), document.output.clone()),
        ]));
    }
    push_versions(&mut page, view);
    if !counted.is_empty() {
        page.push(Block::heading("应列和已列", "counts"));
        page.push(Block::Table(counts(view, &counted, "counted", "")));
    }
    for list in &plan.lists {
        push_list(&mut page, view, list, 2);
    }
    push_unit_classes(&mut page, view);
    push_audiences(&mut page, view);
    vec![page]
}

/// The plan's text, a Markdown page of its own.
pub(super) fn text_of_plan<'a>(view: &'a View<'_>) -> Option<&'a Document> {
    let output = view.path("plan.html");
    view.documents.values().find(|document| document.output == output)
}

/// Declared counts with what is listed.
pub(super) fn counts(view: &View<'_>, counted: &[Counted<'_>], id: &str, caption: &str) -> Table {
    let rows = counted.iter().map(|own| {
        Row::of(vec![
            Cell::of(counted_name(view, own.of)),
            Cell::number(own.declared),
            Cell::number(own.listed),
            Cell::of(vec![difference(own.declared, own.listed)]),
            if own.open > 0 { Cell::number(own.open) } else { Cell::default() },
        ])
    });
    without_empty_columns(Table {
        id: id.into(),
        caption: caption.into(),
        columns: vec![
            Column::text("清单"),
            Column::number("应列"),
            Column::number("已列"),
            Column::text("比较"),
            Column::number("其中待补充"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })
}

/// Whether a list has as many entries as it should.
pub(super) fn difference(declared: u32, listed: u32) -> Inline {
    if listed < declared {
        Inline::warning(format!("差{}项", declared - listed))
    } else if listed > declared {
        Inline::warning(format!("多{}项", listed - declared))
    } else {
        Inline::text("相符")
    }
}

/// What a number was declared of, linked to where it is listed.
fn counted_name(view: &View<'_>, of: Of<'_>) -> Vec<Inline> {
    let plan = &view.campaign.plan;
    let name = match of {
        Of::Stages => "阶段",
        Of::Steps => "环节",
        Of::Gates => "把关",
        Of::Activities => "主题实践活动",
        Of::Items => "事项",
        Of::Audiences => "人员类别",
        Of::Targets => "指标",
        Of::Topics => "课题",
        Of::Peers => "同批单位",
        Of::List(id) => {
            let name = plan.lists.iter().find(|list| list.id == id).map_or(id, |list| &list.name);
            let link = format!("{}#{}", view.path("plan-lists.html"), anchor("l", id));
            return vec![Inline::link(name, link)];
        }
        Of::Set(set) => {
            let has_targets = plan.targets.iter().any(|target| target.set == set);
            let has_topics = plan.topics.iter().any(|topic| topic.set == set);
            return match (has_targets, has_topics) {
                (true, _) => vec![Inline::link(set, super::targets::set_path(view, set))],
                (false, true) => vec![Inline::link(set, super::targets::topics_path(view, set))],
                (false, false) => vec![Inline::text(set)],
            };
        }
        Of::ItemsOf(id) => {
            let label = plan.activity(id).map(|activity| plan.activity_label(activity));
            let name = label.unwrap_or_else(|| id.to_string());
            return vec![Inline::link(name, view.activity_path(id)), Inline::text("的事项")];
        }
    };
    vec![Inline::text(name)]
}

fn push_versions(page: &mut DerivedPage, view: &View<'_>) {
    let versions = &view.campaign.plan.versions;
    let latest = versions
        .iter()
        .enumerate()
        .max_by_key(|(number, version)| (version.date, *number))
        .map(|(number, _)| number);
    let rows: Vec<Row> = versions
        .iter()
        .enumerate()
        .map(|(number, version)| {
            let mut name = vec![version_link(view, version)];
            if Some(number) == latest {
                name.push(Inline::text(" "));
                name.push(Inline::badge("现行"));
            }
            Row::of(vec![
                Cell::of(name),
                Cell::text(date(version.date)),
                Cell::text(version.note.clone()),
            ])
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.push(Block::heading("方案修订", "versions"));
    page.push(Block::Table(without_empty_columns(Table {
        id: "versions-table".into(),
        columns: vec![Column::text("版次"), Column::date("日期"), Column::text("修改说明")],
        rows,
        ..Table::default()
    })));
}

fn version_link(view: &View<'_>, version: &Version) -> Inline {
    let document = if version.file.is_empty() {
        text_of_plan(view)
    } else if view.source_folder.is_empty() {
        view.documents.get(&version.file)
    } else {
        view.documents.get(&format!("{}/{}", view.source_folder, version.file))
    };
    document.map_or_else(
        || Inline::text(version.number.clone()),
        |document| Inline::link(version.number.clone(), document.output.clone()),
    )
}

/// A list with what the plan says of it, and what records answer to its entries.
pub(super) fn push_list(page: &mut DerivedPage, view: &View<'_>, list: &PlanList, level: u8) {
    page.push(Block::Heading { level, text: list.name.clone(), anchor: anchor("l", &list.id) });
    let mut facts = Vec::new();
    if !list.level.is_empty() {
        facts.push(("级别".to_string(), vec![Inline::text(list.level.clone())]));
    }
    let source = sourced(view, &Entry::List(list.id.clone()), &list.source);
    if !source.is_empty() {
        facts.push(("来源".to_string(), source));
    }
    if let Some(declared) = list.declared {
        let listed = u32::try_from(list.entries.len()).unwrap_or(u32::MAX);
        facts.push((
            "应列".to_string(),
            vec![
                Inline::text(format!("{declared}项，已列{listed}项 ")),
                difference(declared, listed),
            ],
        ));
    }
    if !list.description.is_empty() {
        facts.push(("说明".to_string(), vec![Inline::text(list.description.clone())]));
    }
    if !facts.is_empty() {
        page.push(Block::Facts(facts));
    }
    let rows =
        list.entries.iter().enumerate().map(|(number, entry)| entry_row(view, list, number, entry));
    page.push(Block::Table(without_empty_columns(Table {
        id: anchor("list", &list.id),
        columns: vec![
            Column::number("序号"),
            Column::text("名称"),
            Column::text("内容"),
            Column::text("适用"),
            Column::text("来源"),
            Column::text("对应的记录"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })));
}

fn entry_row(view: &View<'_>, list: &PlanList, number: usize, entry: &ListEntry) -> Row {
    let plan = &view.campaign.plan;
    let answering: Vec<_> = view
        .campaign
        .records
        .iter()
        .filter(|record| record.counts() && record.answers.contains(&entry.id))
        .collect();
    let mut answers =
        joined(answering.iter().take(NAMED_RECORDS).map(|record| record_link(view, record)));
    if answering.len() > NAMED_RECORDS {
        answers.push(Inline::text(format!("等{}条", answering.len())));
    }
    let whom = applies_to(plan, &entry.applies_to);
    Row::of(vec![
        Cell::number(number + 1),
        Cell::of(plan_words(&entry.name, &entry.source)),
        Cell::text(entry.text.clone()),
        Cell::text(whom),
        Cell::of(sourced(
            view,
            &Entry::Line(entry.id.clone()),
            if entry.source == list.source { "" } else { &entry.source },
        )),
        Cell::of(answers),
    ])
    .at(format!("{}-{}", anchor("l", &list.id), number + 1))
    .found_as(Found {
        title: if entry.text.is_empty() {
            entry.name.clone()
        } else {
            format!("{}：{}", entry.name, entry.text)
        },
        kind: list.name.clone(),
        ..Found::default()
    })
}

fn push_unit_classes(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let rows: Vec<Row> = plan
        .unit_classes
        .iter()
        .map(|class| {
            let units = view.campaign.roster.units.iter();
            let count =
                units.filter(|unit| unit.class == class.id || unit.class == class.name).count();
            let mut requirements = Vec::new();
            for requirement in &class.requirements {
                if !requirements.is_empty() {
                    requirements.push(Inline::LineBreak);
                }
                requirements.push(Inline::text(requirement.clone()));
            }
            Row::of(vec![
                Cell::text(class.name.clone()),
                Cell::of(requirements),
                Cell::number(count),
            ])
            .at(anchor("class", &class.id))
            .found_as(Found {
                title: class.name.clone(),
                kind: "单位类别".into(),
                ..Found::default()
            })
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.push(Block::heading("单位类别和分类要求", "unit-classes"));
    page.push(Block::Table(without_empty_columns(Table {
        id: "classes".into(),
        columns: vec![Column::text("类别"), Column::text("要求"), Column::number("单位数")],
        rows,
        ..Table::default()
    })));
}

fn push_audiences(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let roster = &view.campaign.roster;
    let rows: Vec<Row> = plan
        .audiences
        .iter()
        .map(|audience| {
            let classes: Vec<&str> =
                audience.unit_classes.iter().map(|name| class_name(plan, name)).collect();
            let count = roster
                .people
                .iter()
                .filter(|person| {
                    roster
                        .unit(&person.unit)
                        .is_some_and(|unit| person.belongs_to(audience, unit, plan))
                })
                .count();
            Row::of(vec![
                Cell::of(plan_words(&audience.name, &audience.source)),
                Cell::text(classes.join("、")),
                Cell::text(audience.roles.join("、")),
                Cell::text(if audience.masses { "是" } else { "" }),
                if view.internal { Cell::number(count) } else { Cell::default() },
                Cell::of(sourced(view, &Entry::Audience(audience.id.clone()), &audience.source)),
            ])
            .at(anchor("audience", &audience.id))
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.push(Block::heading("人员类别", "audiences"));
    page.push(Block::Table(without_empty_columns(Table {
        id: "audiences-table".into(),
        columns: vec![
            Column::text("类别"),
            Column::text("单位类别"),
            Column::text("身份"),
            Column::text("群众"),
            Column::number("人数"),
            Column::text("来源"),
        ],
        rows,
        ..Table::default()
    })));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn versions_lists_classes_and_audiences_are_shown() {
        let mut sample = sample();
        sample.documents.insert(
            "活动/_index.md".into(),
            Document {
                output: "hd/plan.html".into(),
                title: "实施方案".into(),
                folder: "活动".into(),
                ..Default::default()
            },
        );
        sample.campaign.records[0].answers.push("分寸".into());
        let text = sample.text(pages);
        for expected in [
            "方案全文：实施方案",
            "定稿 现行|2008-10-20",
            "初稿|2008-10-01",
            "应列：3项，已列2项 差1项",
            "2|分寸|分寸要合适|记录r1",
            "嘎查村|嘎查村的要求|1",
            "全体党员|党员|3",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
        assert!(!text.contains("初稿 现行"), "{text}");
    }

    #[test]
    fn a_number_declared_for_steps_is_compared_with_those_listed() {
        let mut sample = sample();
        sample.campaign.plan.expect = vec![yanxi_campaign::plan::Expectation {
            of: "steps".into(),
            count: 16,
            ..Default::default()
        }];
        let text = sample.text(pages);
        assert!(text.contains("环节|16|2|差14项|1"), "{text}");
    }

    #[test]
    fn the_public_page_does_not_count_people() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("全体党员|党员\n") || text.ends_with("全体党员|党员"), "{text}");
    }
}
