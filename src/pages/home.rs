//! The campaign's home: where it stands today, what is due, what is missing.
//! In: a [`View`] and the other pages. Out: one page.

use jiff::ToSpan;
use jiff::civil::Date;
use yanxi_campaign::cell::Cell as Sum;
use yanxi_campaign::plan::{Item, Kind, ListPlace, Role};
use yanxi_campaign::progress::Window;
use yanxi_campaign::state::State;

use super::block::{Card, Cell, Column, Inline, KeyFigure, NoticeKind, Row, Table};
use super::ledger::is_closed;
use super::plan_document::{push_list, text_of_plan};
use super::shown::{
    as_of, item_with_activity, plan_words, shows_gaps, shows_gaps_in, without_empty_columns,
};
use super::timeline::stage_link;
use super::view::{date, joined, long_date, span};
use super::{Block, DerivedPage, View, coverage, mine, outstanding, pending, units};

/// Days ahead that the home page looks for what falls due.
const AHEAD: i64 = 14;

pub(super) fn page(view: &View<'_>, others: &[DerivedPage]) -> DerivedPage {
    let plan = &view.campaign.plan;
    let mut page = DerivedPage::new(view, "index.html", plan.name.clone());
    page.lead = plan.description.clone();
    page.found.kind = "活动".into();
    page.found.date = date(plan.dates.from);
    page.push(as_of(view));
    if !plan.archived {
        page.push(Block::Notice { kind: NoticeKind::Note, text: today(view) });
    }
    let figures = figures(view, others);
    if !figures.is_empty() {
        page.push(Block::Figures(figures));
    }
    if others.iter().any(|other| other.output.ends_with(mine::NAME)) {
        page.blocks.extend(mine::chooser(view));
    }
    push_due(&mut page, view);
    if shows_gaps(view) {
        push_gaps(&mut page, view, others);
    }
    let facts = facts(view);
    if !facts.is_empty() {
        page.push(Block::heading("基本情况", "particulars"));
        page.push(Block::Facts(facts));
    }
    for list in plan.lists.iter().filter(|list| list.place == ListPlace::Home) {
        push_list(&mut page, view, list, 2);
    }
    push_cards(&mut page, view, others);
    // The list's rows are found on the plan's page already.
    for block in &mut page.blocks {
        if let Block::Table(table) = block {
            for row in &mut table.rows {
                row.found = None;
            }
        }
    }
    page
}

/// Where the campaign is on the day: stage and steps, or the days since it began, and how long is left.
fn today(view: &View<'_>) -> Vec<Inline> {
    let plan = &view.campaign.plan;
    let mut text = vec![Inline::text(format!("今天是{}。", long_date(view.today)))];
    let mut add = |words: String| text.push(Inline::text(words));
    match (plan.dates.from, plan.dates.to) {
        (Some(from), _) if view.today < from => {
            if plan.preparation.from.is_some() && plan.preparation.contains(view.today) {
                add("现在是筹备时间。".into());
            }
            add(format!("离活动开始还有{}天（{}）。", days(view.today, from), long_date(from)));
            return text;
        }
        (_, Some(to)) if to < view.today => {
            add(format!("活动时间已于{}结束。", long_date(to)));
            return text;
        }
        _ => {}
    }
    if let Some(stage) = plan.stage_on(view.today) {
        text.push(Inline::text("现在是"));
        text.push(stage_link(view, stage));
        if !stage.name.ends_with("阶段") {
            text.push(Inline::text("阶段"));
        }
        if let (Some(from), Some(to)) = (stage.dates.from, stage.dates.to) {
            text.push(Inline::text(format!(
                "（{}至{}），{}",
                long_date(from),
                long_date(to),
                left(view.today, to)
            )));
        }
        text.push(Inline::text("。"));
    } else if let Some(words) = outside_stages(view) {
        text.push(Inline::text(words));
    }
    let steps = plan.steps.iter().filter(|step| {
        step.dates.from.is_some() && step.dates.to.is_some() && step.dates.contains(view.today)
    });
    let steps = joined(steps.map(|step| super::timeline::step_link(view, step)));
    if !steps.is_empty() {
        text.push(Inline::text("正在进行的环节："));
        text.extend(steps);
        text.push(Inline::text("。"));
    }
    if plan.stages.is_empty() {
        let running = plan.activities.iter().filter(|activity| {
            activity.dates.from.is_some()
                && activity.dates.to.is_some()
                && activity.dates.contains(view.today)
        });
        let running = joined(running.map(|activity| {
            Inline::link(plan.activity_label(activity), view.activity_path(&activity.id))
        }));
        if !running.is_empty() {
            text.push(Inline::text("正在进行："));
            text.extend(running);
            text.push(Inline::text("。"));
        }
    }
    if let Some(to) = plan.dates.to {
        text.push(Inline::text(format!("离活动结束{}。", left(view.today, to))));
    }
    text
}

/// That no stage holds the day, or that nobody knows it because the plan does not say when they are.
fn outside_stages(view: &View<'_>) -> Option<String> {
    let stages = &view.campaign.plan.stages;
    let undated: Vec<&str> = stages
        .iter()
        .filter(|stage| !stage.dates.has_days())
        .map(|stage| stage.name.as_str())
        .collect();
    match (stages.len(), undated.len()) {
        (0, _) => None,
        (_, 0) => Some("今天不在任何一个阶段的时间里。".into()),
        (all, undated) if all == undated => Some("各阶段的时间待定。".into()),
        _ => Some(format!("今天不在已定时间的阶段里；{}的时间待定。", undated.join("、"))),
    }
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn left(today: Date, to: Date) -> String {
    match days(today, to) {
        0 => "今天是最后一天".into(),
        days => format!("还有{days}天"),
    }
}

/// The path of a page if there is one, so that no figure leads nowhere.
fn place(view: &View<'_>, others: &[DerivedPage], name: &str) -> String {
    let path = view.path(name);
    if others.iter().any(|page| page.output == path) { path } else { String::new() }
}

fn figures(view: &View<'_>, others: &[DerivedPage]) -> Vec<KeyFigure> {
    let mut figures = Vec::new();
    let mut completion = |name: &str, sum: &Sum| {
        if sum.required > 0 || sum.partial {
            figures.push(KeyFigure {
                name: name.into(),
                value: sum.completion_text(),
                detail: sum.detail_text(),
                to: place(view, others, "matrix.html"),
            });
        }
    };
    if view.internal {
        completion("规定动作完成率", &view.progress.of_kind(Kind::Required));
        completion("自选动作完成率", &view.progress.of_kind(Kind::Optional));
    } else if let Some(totals) = &view.totals {
        completion("规定动作完成率", &totals.all);
    }
    if view.internal {
        figures.extend(problems(view, others));
        figures.push(KeyFigure {
            name: "记录".into(),
            value: view.campaign.records.len().to_string(),
            detail: format!(
                "计入{}条",
                view.campaign.records.iter().filter(|record| record.counts()).count()
            ),
            to: place(view, others, "records.html"),
        });
    }
    figures
}

/// How many problems were closed.
fn problems(view: &View<'_>, others: &[DerivedPage]) -> Option<KeyFigure> {
    let problems: Vec<_> =
        view.records_with(Role::Problem).into_iter().filter(|record| record.counts()).collect();
    let closed = problems.iter().filter(|record| is_closed(view, record)).count();
    let share = yanxi_campaign::Fraction::new(
        u64::try_from(closed).ok()?,
        u64::try_from(problems.len()).ok()?,
    )?;
    Some(KeyFigure {
        name: "问题办结率".into(),
        value: match view.campaign.unread.may_hold_role(&view.campaign.plan, Role::Problem) {
            true => State::Unknown.chinese().into(),
            false => share.completion(),
        },
        detail: format!("{closed}/{}", problems.len()),
        to: place(view, others, "problems.html"),
    })
}

/// The items of the plan whose last day with grace lies in the next days, today included, the earliest first.
pub(super) fn due_items<'a>(view: &'a View<'_>, days: i64) -> Vec<(Date, &'a Item)> {
    let plan = &view.campaign.plan;
    let until = view.today.saturating_add(days.days());
    let mut due: Vec<(Date, &Item)> = plan
        .items
        .iter()
        .filter(|item| item.chosen_by.is_none() && !item.is_open())
        .filter_map(|item| Some((Window::of(&plan.window_of_item(item)).to?, item)))
        .filter(|(last, _)| (view.today..=until).contains(last))
        .collect();
    due.sort_by_key(|(last, _)| *last);
    due
}

/// What falls due soon, and the stage that comes next.
fn push_due(page: &mut DerivedPage, view: &View<'_>) {
    let plan = &view.campaign.plan;
    if plan.archived {
        return;
    }
    let due = due_items(view, AHEAD);
    let next = plan
        .stages
        .iter()
        .filter_map(|stage| Some((stage.dates.from?, stage)))
        .filter(|(from, _)| *from > view.today)
        .min_by_key(|(from, _)| *from);
    if due.is_empty() && next.is_none() {
        return;
    }
    page.push(Block::heading("接下来", "due"));
    if let Some((from, stage)) = next {
        page.push(Block::Paragraph(vec![
            Inline::text("下一阶段："),
            stage_link(view, stage),
            Inline::text(format!("，{}开始，还有{}天。", long_date(from), days(view.today, from))),
        ]));
    }
    let rows = due.iter().map(|(last, item)| {
        let sum = view.progress.cell(|obligation| obligation.item == item.id);
        let mut name = item_with_activity(view, item);
        name.extend(super::shown::pending_mark(&item.source));
        Row::of(vec![
            Cell::of(name),
            Cell::text(date(Some(*last))),
            Cell::text(left(view.today, *last)),
            if view.internal && sum.owed() > 0 {
                Cell::text(sum.count_text())
            } else {
                Cell::default()
            },
        ])
        .concerning(mine::Concern::of_item(view, item).text())
    });
    page.push(Block::Table(without_empty_columns(Table {
        id: "due-items".into(),
        caption: format!("{AHEAD}天内到期的事项"),
        columns: vec![
            Column::text("事项"),
            Column::date("截止日期"),
            Column::text("还有几天"),
            Column::text("已完成/应完成"),
        ],
        rows: rows.collect(),
        ..Table::default()
    })));
}

/// What is missing, as counts that lead to the pages that name it.
fn push_gaps(page: &mut DerivedPage, view: &View<'_>, others: &[DerivedPage]) {
    let (missing, soon) = outstanding::counts(view);
    let faulty = view.campaign.records.iter().filter(|record| record.is_faulty()).count();
    let gates = &view.campaign.plan.gates;
    let is_known = shows_gaps_in(view, Role::GateVerdict);
    let undecided = gates
        .iter()
        .filter(|gate| is_known && super::gates::verdicts_of(view, gate).is_empty())
        .count();
    let gaps = [
        (missing, "项已过期未交", "outstanding.html"),
        (soon, "项7天内到期", "outstanding.html"),
        (coverage::absent(view), "人还没有参加", "coverage.html"),
        (units::lacking(view), "个单位没有明确第一责任人或领导机构", "units.html"),
        (undecided, "道关还没有结论", "gates.html"),
        (faulty, "条记录有误", "records.html"),
        (pending::count(view), "处方案内容待补充", "pending.html"),
    ];
    let entries: Vec<Vec<Inline>> = gaps
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, words, name)| {
            let text = format!("{count}{words}");
            let place = place(view, others, name);
            vec![if place.is_empty() { Inline::text(text) } else { Inline::link(text, place) }]
        })
        .collect();
    if !entries.is_empty() {
        page.push(Block::heading("缺口", "gaps"));
        page.push(Block::List { ordered: false, entries });
    }
}

fn facts(view: &View<'_>) -> Vec<(String, Vec<Inline>)> {
    let plan = &view.campaign.plan;
    let mut facts = Vec::new();
    let mut add = |name: &str, text: String| {
        if !text.is_empty() {
            facts.push((name.to_string(), plan_words(&text, "")));
        }
    };
    add("主题", plan.theme.clone());
    add("批次", plan.batch.clone());
    add("试点", if plan.pilot { "试点单位".into() } else { String::new() });
    add("级别", plan.level.clone());
    add("时间", span(&plan.dates));
    add("筹备", span(&plan.preparation));
    let roster = &view.campaign.roster;
    if !roster.units.is_empty() {
        let people = if view.internal && !roster.people.is_empty() {
            format!("、{}人", roster.people.iter().filter(|person| view.is_there(person)).count())
        } else {
            String::new()
        };
        add("参加范围", format!("{}个单位{people}", roster.units.len()));
    }
    facts
}

fn push_cards(page: &mut DerivedPage, view: &View<'_>, others: &[DerivedPage]) {
    let mut cards = Vec::new();
    if let Some(document) = text_of_plan(view) {
        cards.push(Card {
            title: document.title.clone(),
            to: document.output.clone(),
            text: vec![Inline::text("方案全文")],
        });
    }
    cards.extend(others.iter().filter(|other| other.in_navigation).map(|other| Card {
        title: other.title.clone(),
        to: other.output.clone(),
        text: vec![Inline::text(other.lead.clone())],
    }));
    if !cards.is_empty() {
        page.push(Block::heading("全部页面", "pages"));
        page.push(Block::Cards(cards));
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::testing::{Sample, page_text, sample};

    fn home(sample: &Sample) -> String {
        sample
            .with_view(|view| super::super::pages(view).first().map(page_text).unwrap_or_default())
    }

    #[test]
    fn the_home_says_where_we_are_what_is_due_and_what_is_missing() {
        let text = home(&sample());
        for expected in [
            "数据截至2008年12月5日",
            "现在是第二段阶段（2008年12月1日至2008年12月31日），还有26天。",
            "正在进行的环节：查摆。",
            "规定动作完成率：40.0%（2/5）",
            "自选动作完成率：0%（0/1）",
            "主题甲（第二段）·交报告|2008-12-10|还有5天|0/2",
            "1项已过期未交",
            "1人还没有参加",
            "1个单位没有明确第一责任人或领导机构",
            "1道关还没有结论",
            "主题：学用结合",
            "参加范围：2个单位、3人",
            "要把握的几点",
            "时间安排：",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn the_public_home_has_neither_gaps_nor_figures() {
        let mut sample = sample();
        sample.internal = false;
        let text = home(&sample);
        assert!(text.contains("现在是第二段阶段"), "{text}");
        for absent in ["缺口", "完成率", "未交", "3人", "0/2", "单位："] {
            assert!(!text.contains(absent), "{absent} in {text}");
        }
        sample.campaign.plan.public_totals = true;
        assert!(home(&sample).contains("规定动作完成率：40.0%（2/5）"));
    }

    #[test]
    fn an_archived_home_has_no_today() {
        let mut sample = sample();
        sample.campaign.plan.archived = true;
        let text = home(&sample);
        assert!(text.contains("已归档"), "{text}");
        for absent in ["今天", "接下来", "缺口", "数据截至"] {
            assert!(!text.contains(absent), "{absent} in {text}");
        }
    }

    #[test]
    fn a_plan_without_stages_speaks_of_none() {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        plan.stages.clear();
        plan.steps.clear();
        plan.gates.clear();
        plan.activities.truncate(1);
        plan.activities[0].stage = None;
        plan.activities[0].dates = plan.dates.clone();
        sample.campaign.records.truncate(2);
        let text = home(&sample);
        assert!(text.contains("正在进行：主题甲。离活动结束还有26天。"), "{text}");
        assert!(!text.contains("阶段") && !text.contains("环节"), "{text}");
    }

    #[test]
    fn before_and_after_the_campaign_the_home_says_so() {
        let mut sample = sample();
        sample.today = jiff::civil::date(2008, 10, 22);
        assert!(home(&sample).contains("离活动开始还有10天"));
        sample.today = jiff::civil::date(2009, 1, 5);
        assert!(home(&sample).contains("活动时间已于2008年12月31日结束。"));
    }
}
