//! Research reports, analysis reports, appraisals.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::{Record, Unit};

use super::block::{Block, Cell, Column, Inline, KeyFigure, NoticeKind, Table};
use super::ledger::{
    RecordsByName, attachments, date_cell, field, field_column, latest_first, listed, page,
    push_or_set_apart, push_whole_lists, record_ledger, shown, title, units_cell, values,
};
use super::shown::{record_link, shows_gaps};
use super::view::joined;
use super::{DerivedPage, View};

/// Problems named one by one beside the report that rests on them; further ones are counted.
const NAMED_PROBLEMS: usize = 10;

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let research = latest_first(view, Role::Research);
    let analyses = latest_first(view, Role::AnalysisReport);
    let appraisals = latest_first(view, Role::Appraisal);
    if research.is_empty() && analyses.is_empty() && appraisals.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "documents.html", "调研与报告", "报告");
    let figures = [("调研报告", &research), ("分析检查报告", &analyses), ("论证", &appraisals)];
    page.push(Block::Figures(
        figures
            .iter()
            .filter(|(_, records)| !records.is_empty())
            .map(|(name, records)| KeyFigure {
                name: (*name).into(),
                value: format!("{}份", records.iter().filter(|record| record.counts()).count()),
                ..KeyFigure::default()
            })
            .collect(),
    ));
    let mut apart = Vec::new();
    let mut put = |page: &mut DerivedPage, name: &str, title: &str, role: Role, table: Table| {
        page.push(Block::heading(title, table.id.clone() + "-heading"));
        push_whole_lists(page, view, role);
        apart.extend(push_or_set_apart(page, view, name, title, table));
    };
    if !research.is_empty() {
        let table = table_of_research(view, &research);
        put(&mut page, "documents-research.html", "调研报告", Role::Research, table);
    }
    if !analyses.is_empty() {
        let table = table_of_analyses(view, &analyses);
        put(&mut page, "documents-analyses.html", "分析检查报告", Role::AnalysisReport, table);
        push_units_without(&mut page, view, &analyses);
    }
    if !appraisals.is_empty() {
        let table = table_of_appraisals(view, &appraisals);
        put(&mut page, "documents-appraisals.html", "论证", Role::Appraisal, table);
    }
    std::iter::once(page).chain(apart).collect()
}

fn table_of_research(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Research, meaning);
    record_ledger(
        view,
        Role::Research,
        "research",
        "",
        records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("题目"), |record: &&Record| title(view, record)),
            shown(Column::text("课题").filtered(), |record: &&Record| topics(view, record)),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            field(Meaning::Author),
            field(Meaning::Group),
            field(Meaning::Problem),
            field(Meaning::Suggestions),
            field(Meaning::Conversion),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    )
}

/// The topics that a report says it is about, linked to the plan's where it has them.
fn topics(view: &View<'_>, record: &Record) -> Cell {
    let said = record.field(Meaning::Subject);
    let plan = &view.campaign.plan.topics;
    let mut content = joined(
        plan.iter()
            .filter(|topic| {
                record.answers.contains(&topic.id) || said == topic.name || said == topic.id
            })
            .map(|topic| Inline::link(topic.name.clone(), super::targets::path(view, &topic.id))),
    );
    if !said.is_empty() && !plan.iter().any(|topic| said == topic.name || said == topic.id) {
        if !content.is_empty() {
            content.push(Inline::text("、"));
        }
        content.push(Inline::text(said));
    }
    Cell::of(content)
}

fn table_of_analyses(view: &View<'_>, records: &[&Record]) -> Table {
    let problems = Problems::of(view);
    let ratings = Ratings::of(view);
    let column = |meaning| field_column(view, Role::AnalysisReport, meaning);
    record_ledger(
        view,
        Role::AnalysisReport,
        "analyses",
        "分析检查报告，依据的问题和评议",
        records,
        vec![
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            shown(Column::text("报告"), |record: &&Record| title(view, record)),
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            column(Meaning::Author),
            shown(Column::text("依据的问题"), |record: &&Record| problems.cell(view, record)),
            shown(Column::text("评议"), |record: &&Record| ratings.cell(view, record)),
            column(Meaning::Reviewer),
            column(Meaning::Verdict),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    )
}

/// The problems that reports rest on.
struct Problems<'a> {
    by_name: RecordsByName<'a>,
    of_unit: BTreeMap<&'a str, usize>,
}

impl<'a> Problems<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let problems = listed(view, Role::Problem);
        let mut of_unit: BTreeMap<&str, usize> = BTreeMap::new();
        for problem in problems.iter().filter(|problem| problem.counts()) {
            if let Some(unit) = problem.unit() {
                *of_unit.entry(unit).or_default() += 1;
            }
        }
        Problems { by_name: RecordsByName::of(problems.into_iter()), of_unit }
    }

    /// Those that a report names; one that names none rests on all of its unit.
    fn cell(&self, view: &View<'_>, record: &Record) -> Cell {
        let basis = record.field(Meaning::Basis);
        let mut named = self.by_name.named_in(basis);
        named.extend(self.by_name.named_in(record.field(Meaning::Problem)));
        named.extend(record.answers.iter().filter_map(|id| self.by_name.get(id)));
        let mut seen = BTreeSet::new();
        named.retain(|problem| seen.insert(problem.id.as_str()));
        if !named.is_empty() {
            // Titles of problems are sentences with commas of their own.
            let mut content = Vec::new();
            for problem in named.iter().take(NAMED_PROBLEMS) {
                if !content.is_empty() {
                    content.push(Inline::LineBreak);
                }
                content.push(record_link(view, problem));
            }
            if named.len() > NAMED_PROBLEMS {
                content.push(Inline::text(format!("等{}个", named.len())));
            }
            return Cell::of(content);
        }
        if !basis.is_empty() {
            return Cell::text(basis);
        }
        let count =
            record.unit().and_then(|unit| self.of_unit.get(unit)).copied().unwrap_or_default();
        if count == 0 || !view.internal {
            return Cell::default();
        }
        Cell::link(format!("本单位登记的{count}个问题"), view.path("problems.html"))
    }
}

/// The ratings of reports.
struct Ratings<'a> {
    by_name: RecordsByName<'a>,
    all: Vec<&'a Record>,
}

impl<'a> Ratings<'a> {
    fn of(view: &'a View<'_>) -> Self {
        let all = listed(view, Role::Rating);
        Ratings { by_name: RecordsByName::of(all.clone().into_iter()), all }
    }

    /// The rating that the report names, or one that names the report.
    fn cell(&self, view: &View<'_>, record: &Record) -> Cell {
        let mut ratings = self.by_name.named_in(record.field(Meaning::RatingOf));
        ratings.extend(self.all.iter().copied().filter(|rating| {
            rating.answers.contains(&record.id)
                || values(rating.field(Meaning::Subject), &[])
                    .iter()
                    .any(|name| *name == record.id || *name == record.title)
        }));
        let mut seen = BTreeSet::new();
        ratings.retain(|rating| seen.insert(rating.id.as_str()));
        Cell::of(joined(ratings.into_iter().map(|rating| {
            Inline::link(rating.title.clone(), super::evaluations::path(view, rating))
        })))
    }
}

/// Every unit owes one; who has none yet is for the inside only.
fn push_units_without(page: &mut DerivedPage, view: &View<'_>, reports: &[&Record]) {
    let without: Vec<&Unit> = view
        .campaign
        .roster
        .units
        .iter()
        .filter(|unit| !reports.iter().any(|report| report.units.contains(&unit.id)))
        .collect();
    if !shows_gaps(view) || without.is_empty() {
        return;
    }
    let ids: Vec<_> = without.iter().map(|unit| unit.id.clone()).collect();
    let mut text = vec![Inline::text(format!("还没有分析检查报告的单位{}个：", ids.len()))];
    text.extend(view.units(&ids));
    page.push(Block::Notice { kind: NoticeKind::Warning, text });
}

fn table_of_appraisals(view: &View<'_>, records: &[&Record]) -> Table {
    let by_name = RecordsByName::of(view.campaign.records.iter());
    let column = |meaning| field_column(view, Role::Appraisal, meaning);
    record_ledger(
        view,
        Role::Appraisal,
        "appraisals",
        "论证记录",
        records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("论证"), |record: &&Record| title(view, record)),
            shown(Column::text("论证对象"), |record: &&Record| {
                Cell::of(subject(view, record, &by_name))
            }),
            shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
            column(Meaning::Audience),
            column(Meaning::Conclusion),
            shown(Column::text("附件"), |record: &&Record| Cell::of(attachments(view, record))),
        ],
    )
}

/// What was appraised: a record or a written page of that title, else the words.
fn subject(view: &View<'_>, record: &Record, by_name: &RecordsByName<'_>) -> Vec<Inline> {
    let said = record.field(Meaning::Subject);
    if let Some(found) = by_name.get(said).filter(|found| found.id != record.id) {
        return vec![record_link(view, found)];
    }
    let written = view.documents.values().find(|document| document.title == said);
    match written {
        Some(document) => vec![Inline::link(said, document.output.clone())],
        None => field(view, record, Meaning::Subject),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::plan::Topic;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.campaign.plan.topics =
            vec![Topic { id: "q1".into(), name: "水从哪里来".into(), ..Topic::default() }];
        for (id, role) in [
            ("r", Role::Research),
            ("a", Role::AnalysisReport),
            ("l", Role::Appraisal),
            ("q", Role::Problem),
            ("t", Role::Rating),
        ] {
            sample.add_type(id, role);
        }
        let day = date(2008, 12, 5);
        let report = [("课题", "水从哪里来"), ("执笔人", "样甲"), ("转化情况", "已打井")];
        sample.add("r", "r1", "u2", day, &report);
        sample.add("q", "WT-7", "u2", day, &[]);
        sample.add("q", "WT-8", "u1", day, &[]);
        sample.add("a", "a1", "u2", day, &[("依据", "WT-7（缺水）"), ("结论", "同意")]);
        sample.add("t", "t1", "u2", day, &[]).answers = vec!["a1".into()];
        sample.add("l", "l1", "u1", day, &[("主题", "题r1"), ("论证结论", "可行")]);
        sample
    }

    #[test]
    fn reports_lead_to_topics_problems_and_ratings() {
        let text = sample().text(pages);
        assert!(text.contains("2008-12-05|题r1|水从哪里来|甲嘎查|样甲|已打井"), "{text}");
        assert!(text.contains("甲嘎查|题a1|2008-12-05|题WT-7|题t1|同意"), "{text}");
        assert!(text.contains("还没有分析检查报告的单位1个：样例办公室"), "{text}");
        assert!(text.contains("题l1|题r1|样例办公室|可行"), "{text}");
    }

    #[test]
    fn a_report_that_names_no_problem_rests_on_those_of_its_unit() {
        let mut sample = sample();
        for record in &mut sample.campaign.records {
            record.fields.retain(|(key, _)| key != "依据");
        }
        let text = sample.text(pages);
        assert!(text.contains("题a1|2008-12-05|本单位登记的1个问题"), "{text}");
    }

    #[test]
    fn the_public_learns_neither_authors_nor_missing_units() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("题r1"), "{text}");
        assert!(!text.contains("样甲") && !text.contains("还没有"), "{text}");
    }
}
