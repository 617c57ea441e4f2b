//! Stages and steps in time, with today's line and the verdicts of the gates.
//! In: a [`View`]. Out: one page, none where the plan dates nothing; a plan without stages shows its activities.

use yanxi_campaign::counted::{Of, declared};
use yanxi_campaign::plan::{Dates, Gate, Stage, Step, is_pending};
use yanxi_campaign::quoted::Entry;

use super::block::{Cell, Column, Inline, Row, Table};
use super::gates::{by_day, standing};
use super::passages::sourced;
use super::shown::{
    anchor, as_of, kind_word, pending_mark, plan_words, source_cell, without_empty_columns,
};
use super::svg::{Mark, Span, timeline};
use super::view::{date, joined, span};
use super::{Block, DerivedPage, Found, View};

const NAME: &str = "timeline.html";

/// Verdicts drawn on one row, the latest ones; the table and the gates' page have all.
const MOST_MARKS: usize = 4;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    let by_stages = !plan.stages.is_empty();
    let rows = if by_stages { stage_rows(view) } else { activity_rows(view) };
    if rows.is_empty() {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, NAME, "时间安排").lead(lead(view));
    page.found.kind = "时间安排".into();
    page.push(as_of(view));
    if let Some(words) = open_steps(view) {
        page.push(Block::Paragraph(vec![Inline::text(words), Inline::badge("待补充")]));
    }
    let mut spans: Vec<Span> = rows.iter().filter_map(|row| row.span(view)).collect();
    spans.splice(0..0, whole_campaign(view, &rows));
    if !spans.is_empty() {
        let today = (!plan.archived).then_some(view.today);
        page.push(Block::Figure {
            svg: timeline(&format!("{}时间安排", plan.name), &spans, today),
            caption: "时间安排图，下表是同样的内容".into(),
        });
    }
    page.push_with_download(table(view, &rows));
    if by_stages {
        push_other_gates(&mut page, view);
    }
    vec![page]
}

/// Where a stage is on the page.
pub(super) fn stage_link(view: &View<'_>, stage: &Stage) -> Inline {
    Inline::link(stage.name.clone(), format!("{}#{}", view.path(NAME), anchor("s", &stage.id)))
}

pub(super) fn step_link(view: &View<'_>, step: &Step) -> Inline {
    Inline::link(step.name.clone(), format!("{}#{}", view.path(NAME), anchor("t", &step.id)))
}

/// One thing with its days.
struct Timed<'a> {
    anchor: String,
    kind: &'static str,
    name: Vec<Inline>,
    plain: String,
    stage: &'a str,
    dates: &'a Dates,
    class: &'static str,
    gates: Vec<&'a Gate>,
    description: &'a str,
    entry: Option<Entry>,
    source: &'a str,
}

impl Timed<'_> {
    fn span(&self, view: &View<'_>) -> Option<Span> {
        // An end before its start is a problem of the plan (E04); nothing can be drawn of it.
        let (from, to) =
            (self.dates.from?, self.dates.to.filter(|to| Some(*to) >= self.dates.from)?);
        let mut marks: Vec<Mark> = self
            .gates
            .iter()
            .flat_map(|gate| {
                by_day(view, gate)
                    .into_iter()
                    .map(|(day, words)| Mark { day, label: format!("{}：{words}", gate.name) })
            })
            .collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.day));
        marks.truncate(MOST_MARKS);
        marks.reverse();
        let running = !view.campaign.plan.archived && self.dates.contains(view.today);
        Some(Span {
            label: self.plain.clone(),
            from,
            to,
            class: match (self.class, running) {
                ("step", false) => "step",
                ("step", true) => "step running",
                (_, false) => "stage",
                (_, true) => "stage running",
            },
            marks,
        })
    }
}

fn lead(view: &View<'_>) -> String {
    let plan = &view.campaign.plan;
    let whole = span(&plan.dates);
    let mut parts = Vec::new();
    if !plan.stages.is_empty() {
        parts.push(format!("{}个阶段", plan.stages.len()));
    }
    let steps = steps_in_all(view);
    if steps > 0 {
        parts.push(format!("{steps}个环节"));
    }
    match (whole.is_empty(), parts.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("分{}。", parts.join("、")),
        (false, true) => format!("{whole}。"),
        (false, false) => format!("{whole}，分{}。", parts.join("、")),
    }
}

/// How many steps the plan has: those listed, or more where it says so.
fn steps_in_all(view: &View<'_>) -> usize {
    let plan = &view.campaign.plan;
    let declared = declared(plan, Of::Steps).and_then(|count| usize::try_from(count).ok());
    declared.unwrap_or_default().max(plan.steps.len())
}

/// How many steps have no name yet, said once for all of them.
fn open_steps(view: &View<'_>) -> Option<String> {
    let all = steps_in_all(view);
    let named = view.campaign.plan.steps.iter().filter(|step| !is_pending(&step.name)).count();
    match all - named {
        0 => None,
        open if open == all => Some(format!("{all}个环节的名称 ")),
        open => Some(format!("{all}个环节中，还有{open}个的名称 ")),
    }
}

/// The campaign as a whole, drawn where a stage cannot be.
fn whole_campaign(view: &View<'_>, rows: &[Timed<'_>]) -> Option<Span> {
    let plan = &view.campaign.plan;
    let undated = rows.iter().any(|row| row.kind == "阶段" && !row.dates.has_days());
    let (from, to) = (plan.dates.from?, plan.dates.to.filter(|to| Some(*to) >= plan.dates.from)?);
    let running = !plan.archived && plan.dates.contains(view.today);
    undated.then(|| Span {
        label: "整个活动".into(),
        from,
        to,
        class: if running { "stage running" } else { "stage" },
        marks: Vec::new(),
    })
}

fn stage_rows<'a>(view: &'a View<'_>) -> Vec<Timed<'a>> {
    let plan = &view.campaign.plan;
    let mut rows = Vec::new();
    if !plan.preparation.is_empty() {
        rows.push(Timed {
            anchor: "preparation".into(),
            kind: "筹备",
            name: vec![Inline::text("筹备")],
            plain: "筹备".into(),
            stage: "",
            dates: &plan.preparation,
            class: "stage",
            gates: Vec::new(),
            description: "",
            entry: None,
            source: "",
        });
    }
    for stage in &plan.stages {
        let mut name = plan_words(&stage.name, &stage.source);
        if !stage.aliases.is_empty() {
            name.push(Inline::text(format!("（又称{}）", stage.aliases.join("、"))));
        }
        rows.push(Timed {
            anchor: anchor("s", &stage.id),
            kind: "阶段",
            name,
            plain: stage.name.clone(),
            stage: &stage.name,
            dates: &stage.dates,
            class: "stage",
            gates: gates_of(view, &stage.id),
            description: &stage.description,
            entry: Some(Entry::Stage(stage.id.clone())),
            source: &stage.source,
        });
        let own = plan.steps.iter().filter(|step| step.stage == stage.id);
        rows.extend(own.filter(|step| is_shown(view, step)).map(|step| step_row(view, step)));
    }
    let without = plan.steps.iter().filter(|step| plan.stage(&step.stage).is_none());
    rows.extend(without.filter(|step| is_shown(view, step)).map(|step| step_row(view, step)));
    rows
}

/// Steps without a name are told once, above; one that has days, a gate or an activity has a row all the same.
fn is_shown(view: &View<'_>, step: &Step) -> bool {
    let activities = &view.campaign.plan.activities;
    !is_pending(&step.name)
        || !step.dates.is_empty()
        || !gates_of(view, &step.id).is_empty()
        || activities.iter().any(|activity| activity.step.as_deref() == Some(step.id.as_str()))
}

fn step_row<'a>(view: &'a View<'_>, step: &'a Step) -> Timed<'a> {
    Timed {
        anchor: anchor("t", &step.id),
        kind: "环节",
        name: plan_words(&step.name, &step.source),
        plain: step.name.clone(),
        stage: view.campaign.plan.stage(&step.stage).map_or("", |stage| stage.name.as_str()),
        dates: &step.dates,
        class: "step",
        gates: gates_of(view, &step.id),
        description: &step.description,
        entry: Some(Entry::Step(step.id.clone())),
        source: &step.source,
    }
}

fn activity_rows<'a>(view: &'a View<'_>) -> Vec<Timed<'a>> {
    let plan = &view.campaign.plan;
    let dated = plan.activities.iter().filter(|activity| !activity.dates.is_empty());
    dated
        .map(|activity| {
            let label = plan.activity_label(activity);
            let mut name = vec![Inline::link(label.clone(), view.activity_path(&activity.id))];
            name.extend(pending_mark(&activity.source));
            Timed {
                anchor: anchor("a", &activity.id),
                kind: kind_word(activity.kind),
                name,
                plain: label,
                stage: "",
                dates: &activity.dates,
                class: "stage",
                gates: Vec::new(),
                description: &activity.description,
                entry: Some(Entry::Activity(activity.id.clone())),
                source: &activity.source,
            }
        })
        .collect()
}

fn gates_of<'a>(view: &'a View<'_>, id: &str) -> Vec<&'a Gate> {
    view.campaign
        .plan
        .gates
        .iter()
        .filter(|gate| gate.covers.iter().any(|covered| covered == id))
        .collect()
}

fn table(view: &View<'_>, rows: &[Timed<'_>]) -> Table {
    let archived = view.campaign.plan.archived;
    let mut columns = vec![
        Column::text("名称"),
        Column::text("类别").filtered(),
        Column::text("时间"),
        Column::date("开始"),
        Column::date("结束"),
    ];
    if !archived {
        columns.push(Column::text("现在").filtered());
    }
    columns.extend([Column::text("把关"), Column::text("说明"), Column::text("来源")]);
    let rows = rows.iter().map(|row| {
        let mut cells = vec![
            Cell::of(row.name.clone()),
            Cell::text(row.kind),
            Cell::text(time_words(row)),
            Cell::text(date(row.dates.from)),
            Cell::text(date(row.dates.to)),
        ];
        if !archived {
            cells.push(Cell::text(now(view, row.dates)));
        }
        cells.push(Cell::of(joined(row.gates.iter().map(|gate| {
            let standing = standing(view, gate);
            let colon = if standing.is_empty() { "" } else { "：" };
            Inline::link(
                format!("{}{colon}{standing}", gate.name),
                format!("{}#{}", view.path("gates.html"), anchor("g", &gate.id)),
            )
        }))));
        cells.push(Cell::text(row.description));
        cells.push(match &row.entry {
            Some(entry) => Cell::of(sourced(view, entry, row.source)),
            None => source_cell(row.source),
        });
        Row::of(cells).at(row.anchor.clone()).found_as(Found {
            title: row.plain.clone(),
            kind: row.kind.into(),
            stage: row.stage.into(),
            date: date(row.dates.from),
            ..Found::default()
        })
    });
    without_empty_columns(Table {
        id: "times".into(),
        caption: "时间安排表".into(),
        rows: rows.collect(),
        columns,
        ..Table::default()
    })
}

/// The plan's words for the time; a stage without days is still to be dated.
fn time_words(row: &Timed<'_>) -> String {
    match (row.dates.text.is_empty(), row.kind) {
        (true, "阶段") if !row.dates.has_days() => "时间待定".into(),
        _ => row.dates.text.clone(),
    }
}

fn now(view: &View<'_>, dates: &Dates) -> &'static str {
    if dates.from.is_none() && dates.to.is_none() {
        ""
    } else if dates.from.is_some_and(|from| view.today < from) {
        "未开始"
    } else if dates.to.is_some_and(|to| to < view.today) {
        "已结束"
    } else {
        "进行中"
    }
}

/// Gates of the plan that stand for nothing in its lists, which are no less gates for that.
fn push_other_gates(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    let entries: Vec<Vec<Inline>> = plan
        .gates
        .iter()
        .filter(|gate| {
            !gate.covers.iter().any(|id| plan.stage(id).is_some() || plan.step(id).is_some())
        })
        .map(|gate| {
            let mut content = vec![Inline::link(
                gate.name.clone(),
                format!("{}#{}", view.path("gates.html"), anchor("g", &gate.id)),
            )];
            if !gate.covers_text.is_empty() {
                content.push(Inline::text(format!("：{}", gate.covers_text)));
            }
            content
        })
        .collect();
    if !entries.is_empty() {
        page.push(Block::heading("不在上表各阶段里的把关", "other-gates"));
        page.push(Block::List { ordered: false, entries });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::testing::sample;

    #[test]
    fn stages_steps_today_and_verdicts_are_drawn_and_told() {
        let text = sample().text(pages);
        for expected in [
            "今天 12月5日",
            "12月4日 甲关：1个单位通过 ◆",
            "|甲关：1个单位通过",
            "第一段（又称头一段）|阶段|2008-11-01|2008-11-30|已结束",
            "查摆|环节|2008-12-01|2008-12-10|进行中",
            "2个环节中，还有1个的名称 待补充",
            "乙关：收尾的时候",
            "2个阶段、2个环节",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_plan_without_stages_shows_activities_and_no_word_of_stages() {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        plan.stages.clear();
        plan.steps.clear();
        plan.gates.clear();
        assert!(sample.pages(pages).is_empty());
        let dates = sample.campaign.plan.dates.clone();
        sample.campaign.plan.activities.truncate(1);
        sample.campaign.plan.activities[0].dates = dates;
        let text = sample.text(pages);
        assert!(text.contains("主题甲|规定|2008-11-01"), "{text}");
        assert!(!text.contains("阶段") && !text.contains("环节"), "{text}");
    }

    #[test]
    fn an_archived_campaign_has_no_today() {
        let mut sample = sample();
        sample.campaign.plan.archived = true;
        let text = sample.text(pages);
        assert!(text.contains("已归档"), "{text}");
        assert!(!text.contains("今天") && !text.contains("进行中"), "{text}");
    }
}
