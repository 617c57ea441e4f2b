//! Meetings: reports heard, requirements, problems raised.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Cell, Column, Inline, KeyFigure};
use super::ledger::{
    RecordsByName, attachments, date_cell, field_column, latest_first, listed, page,
    push_whole_lists, record_ledger, shown, stage_cell, title, units_cell, values,
};
use super::shown::record_link;
use super::{DerivedPage, View, split};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let meetings = latest_first(view, Role::Meeting);
    if meetings.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "meetings.html", "会议", "会议");
    let problems = ProblemsRaised::of(view);
    let counting: Vec<&&Record> = meetings.iter().filter(|record| record.counts()).collect();
    let raised: usize = counting.iter().map(|meeting| problems.raised_at(meeting).len()).sum();
    let mut figures = vec![KeyFigure {
        name: "会议".into(),
        value: format!("{}次", counting.len()),
        ..KeyFigure::default()
    }];
    if raised > 0 {
        figures.push(KeyFigure {
            name: "会上提出并已登记的问题".into(),
            value: format!("{raised}个"),
            ..KeyFigure::default()
        });
    }
    page.push(Block::Figures(figures));
    push_whole_lists(&mut page, view, Role::Meeting);
    let field = |meaning| field_column(view, Role::Meeting, meaning);
    let table = record_ledger(
        view,
        Role::Meeting,
        "meetings",
        "会议记录",
        &meetings,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("会议"), |record: &&Record| title(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
            field(Meaning::Place),
            field(Meaning::Host),
            field(Meaning::Expected),
            field(Meaning::Present),
            field(Meaning::Reports),
            field(Meaning::Requirements),
            shown(Column::text("提出的问题"), |record: &&Record| {
                problems_cell(view, record, &problems)
            }),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    );
    split(page, table)
}

/// What the meeting says of problems, then the entries of the ledger that come from it.
fn problems_cell(view: &View<'_>, meeting: &Record, problems: &ProblemsRaised<'_>) -> Cell {
    let raised = problems.raised_at(meeting);
    // Titles of problems are sentences with commas of their own.
    let mut links = Vec::new();
    for problem in &raised {
        if !links.is_empty() {
            links.push(Inline::LineBreak);
        }
        links.push(record_link(view, problem));
    }
    let said = meeting.field(Meaning::Problem);
    let mut content = Vec::new();
    // A field that only holds numbers of the ledger says nothing besides the links.
    let only_ids =
        values(said, &[]).iter().all(|id| raised.iter().any(|problem| problem.id == **id));
    if !said.is_empty() && !only_ids {
        content.push(Inline::text(said));
        if !links.is_empty() {
            content.push(Inline::LineBreak);
            content.push(Inline::text("台账："));
        }
    }
    content.extend(links);
    Cell::of(content)
}

/// Problems of the ledger by the meeting they come from.
struct ProblemsRaised<'a> {
    by_name: RecordsByName<'a>,
    /// By what the ledger gives as their source.
    by_source: BTreeMap<&'a str, Vec<&'a Record>>,
    by_day: BTreeMap<Date, Vec<&'a Record>>,
}

impl<'a> ProblemsRaised<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let problems = listed(view, Role::Problem);
        let mut by_source: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
        let mut by_day: BTreeMap<Date, Vec<&Record>> = BTreeMap::new();
        for problem in &problems {
            let source = problem.field(Meaning::Sources);
            if source.is_empty() {
                continue;
            }
            for source in values(source, &[]) {
                by_source.entry(source).or_default().push(problem);
            }
            if let Some(day) = problem.date {
                by_day.entry(day).or_default().push(problem);
            }
        }
        ProblemsRaised { by_name: RecordsByName::of(problems.iter().copied()), by_source, by_day }
    }

    /// Named by the meeting; or with the meeting's number, title or kind as source. A kind of source such as 座谈会
    /// says which meeting only together with the day.
    fn raised_at(&self, meeting: &Record) -> Vec<&'a Record> {
        let mut raised = self.by_name.named_in(meeting.field(Meaning::Problem));
        for name in [meeting.id.as_str(), meeting.title.as_str()] {
            raised.extend(self.by_source.get(name).into_iter().flatten());
        }
        let same_day = meeting.date.and_then(|day| self.by_day.get(&day));
        raised.extend(
            same_day
                .into_iter()
                .flatten()
                .filter(|problem| meeting.title.contains(problem.field(Meaning::Sources))),
        );
        let mut seen = std::collections::BTreeSet::new();
        raised.retain(|problem| seen.insert(problem.id.as_str()));
        raised
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    #[test]
    fn a_meeting_shows_what_was_heard_asked_and_raised() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.add_type("m", Role::Meeting);
        sample.add_type("q", Role::Problem);
        let day = date(2008, 11, 20);
        sample
            .add("m", "m1", "u1", day, &[("听取汇报", "甲嘎查"), ("工作要求", "抓紧打井")])
            .title = "负责同志座谈会".into();
        sample.add("q", "q1", "u2", day, &[("来源", "座谈会")]);
        sample.add("q", "q2", "u2", date(2008, 11, 21), &[("来源", "座谈会")]);
        sample.add("q", "q3", "u2", date(2008, 11, 22), &[("来源", "m1")]);
        let text = sample.text(pages);
        assert!(
            text.contains("2008-11-20|负责同志座谈会|样例办公室|第一段|甲嘎查|抓紧打井|题q3\n题q1"),
            "{text}"
        );
        assert!(text.contains("会上提出并已登记的问题=2个"), "{text}");
        assert!(!text.contains("题q2"), "another day's meeting: {text}");
    }
}
