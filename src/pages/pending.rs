//! What the plan names and does not give, and where it lists less than it says.
//! In: a [`View`]. Out: one page, none where nothing is open.

use yanxi_campaign::counted::{Counted, counted};
use yanxi_campaign::plan::{is_open, is_pending};
use yanxi_problem::Place;

use super::block::{Cell, Column, Inline, Row, Table, TableStyle};
use super::plan_document::counts;
use super::shown::{archived_mark, without_empty_columns};
use super::view::joined;
use super::{DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let open = open(view);
    let short: Vec<Counted<'_>> =
        counted(&view.campaign.plan).into_iter().filter(|counted| !counted.agrees()).collect();
    if open.is_empty() && short.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, "pending.html", "待补充").lead(format!(
        "方案提到、还没有内容的有{}项；应列数和已列数对不上的清单有{}个。",
        open.iter().map(|thing| thing.count).sum::<usize>(),
        short.len()
    ));
    page.found.kind = "待补充".into();
    page.blocks.extend(archived_mark(view));
    page.push_with_download(open_table(view, &open));
    page.push_with_download(counts(view, &short, "short", "应列数和已列数对不上的清单"));
    vec![page]
}

/// How many things of the plan are still open.
pub(super) fn count(view: &View<'_>) -> usize {
    open(view).iter().map(|thing| thing.count).sum()
}

/// A thing without its content.
struct Open<'a> {
    kind: &'static str,
    name: Vec<Inline>,
    of: Vec<Inline>,
    description: &'a str,
    origin: Option<&'a Place>,
    /// How many without a name are told as one.
    count: usize,
}

fn open<'a>(view: &'a View<'_>) -> Vec<Open<'a>> {
    let plan = &view.campaign.plan;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut add = |kind, name: &str, of: Vec<Inline>, description: &'a str, origin| {
        let name = if is_pending(name) { "（名称待补充）" } else { name };
        let name = vec![Inline::text(name)];
        let alike = |own: &&mut Open<'_>| {
            own.kind == kind && own.of == of && own.name == name && own.description == description
        };
        match open.iter_mut().find(alike).filter(|_| name[0].words() == "（名称待补充）") {
            Some(first) => first.count += 1,
            None => open.push(Open { kind, name, of, description, origin, count: 1 }),
        }
    };
    let none = Vec::new;
    for stage in &plan.stages {
        if is_open(&stage.name, &stage.source) {
            add("阶段", &stage.name, none(), stage.description.as_str(), Some(&stage.origin));
        }
    }
    for step in &plan.steps {
        if is_open(&step.name, &step.source) {
            let of = plan.stage(&step.stage).map(|stage| Inline::text(&stage.name));
            add("环节", &step.name, joined(of.into_iter()), &step.description, Some(&step.origin));
        }
    }
    for gate in &plan.gates {
        if is_open(&gate.name, &gate.source) {
            add("把关", &gate.name, none(), "", Some(&gate.origin));
        } else if gate.criteria.is_empty() {
            add("把关", &gate.name, none(), "没有写明标准", Some(&gate.origin));
        }
        for criterion in gate.criteria.iter().filter(|own| is_open(&own.text, &own.source)) {
            add(
                "把关标准",
                &criterion.text,
                vec![Inline::text(&gate.name)],
                "",
                Some(&gate.origin),
            );
        }
    }
    for audience in &plan.audiences {
        if is_open(&audience.name, &audience.source) {
            add("人员类别", &audience.name, none(), "", Some(&audience.origin));
        }
    }
    for activity in &plan.activities {
        if is_open(&activity.name, &activity.source) {
            let name = plan.activity_label(activity);
            add("主题实践活动", &name, none(), &activity.description, Some(&activity.origin));
        }
    }
    for item in &plan.items {
        if is_open(&item.name, &item.source) {
            let activity = item.activity.as_deref().and_then(|id| plan.activity(id));
            let of = activity.map(|activity| {
                Inline::link(plan.activity_label(activity), view.activity_path(&activity.id))
            });
            add("事项", &item.name, joined(of.into_iter()), &item.description, Some(&item.origin));
        }
    }
    for target in &plan.targets {
        if is_open(&target.name, &target.source) {
            add(
                "指标",
                &target.name,
                vec![Inline::text(&target.set)],
                &target.description,
                Some(&target.origin),
            );
        }
    }
    for topic in &plan.topics {
        if is_open(&topic.name, &topic.source) {
            add("课题", &topic.name, vec![Inline::text(&topic.set)], "", Some(&topic.origin));
        }
    }
    for list in &plan.lists {
        if is_open(&list.name, &list.source) {
            add("清单", &list.name, none(), &list.description, Some(&list.origin));
        }
        for entry in list.entries.iter().filter(|own| is_open(&own.name, &own.source)) {
            add("清单条目", &entry.name, vec![Inline::text(&list.name)], "", Some(&list.origin));
        }
    }
    open
}

fn open_table(view: &View<'_>, open: &[Open<'_>]) -> Table {
    let rows = open.iter().map(|thing| {
        let mut name = thing.name.clone();
        name.push(Inline::text(" "));
        name.push(Inline::warning("待补充"));
        // Where it is written helps those who keep the plan; readers of the public edition have no such file.
        let place = thing.origin.filter(|origin| view.internal && !origin.file.is_empty());
        let place = place.map_or_else(String::new, |origin| match origin.line {
            Some(line) => format!("{} 第{line}行", origin.file),
            None => origin.file.clone(),
        });
        Row::of(vec![
            Cell::text(thing.kind),
            Cell::of(name),
            if thing.count > 1 { Cell::number(thing.count) } else { Cell::default() },
            Cell::of(thing.of.clone()),
            Cell::text(thing.description),
            Cell::text(place),
        ])
    });
    without_empty_columns(Table {
        id: "open".into(),
        caption: "还没有内容的".into(),
        columns: vec![
            Column::text("类别").filtered(),
            Column::text("名称"),
            Column::number("项数"),
            Column::text("属于"),
            Column::text("说明"),
            Column::text("写在哪里"),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn open_names_and_short_lists_are_told() {
        let text = sample().text(pages);
        for expected in [
            "环节|（名称待补充） 待补充|第二段",
            "把关|乙关 待补充",
            "要把握的几点|3|2|差1项",
            "主题甲（第二段）的事项|3|1|差2项",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_plan_with_everything_has_no_such_page() {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        plan.steps.pop();
        plan.gates.pop();
        plan.lists.clear();
        plan.activities[1].expect_items = None;
        assert_eq!(sample.pages(pages), Vec::new());
    }
}
