//! Leaders' contact points and visits of guidance.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::state::State;
use yanxi_campaign::{Record, Unit};

use super::block::{Block, Cell, Column, Inline, KeyFigure, Table};
use super::groups::push_counts;
use super::ledger::{
    date_cell, field_cell, field_column, latest_first, ledger, number_in, page, push_or_set_apart,
    push_whole_lists, record_ledger, shown, stage_cell, title, units_cell, values,
};
use super::shown::shows_gaps;
use super::{DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let visits = latest_first(view, Role::ContactVisit);
    let guidance = latest_first(view, Role::Guidance);
    let units = &view.campaign.roster.units;
    let linked: Vec<&Unit> = units.iter().filter(|unit| !unit.contact_leader.is_empty()).collect();
    if visits.is_empty() && guidance.is_empty() && linked.is_empty() {
        return Vec::new();
    }
    let mut page = page(view, "contact-points.html", "联系点与指导", "联系点");
    page.push(Block::Figures(figures(view, &linked, &visits, &guidance)));
    push_without_leader(&mut page, view, units);
    if !linked.is_empty() {
        push_links(&mut page, view, &linked, &visits);
    }
    let mut apart = Vec::new();
    if !visits.is_empty() {
        page.push(Block::heading("到联系点的记录", "part-visits"));
        push_whole_lists(&mut page, view, Role::ContactVisit);
        let name = "contact-points-visits.html";
        let table = table_of_visits(view, &visits);
        apart.extend(push_or_set_apart(&mut page, view, name, "到联系点的记录", table));
    }
    if !guidance.is_empty() {
        page.push(Block::heading("上级指导", "part-guidance"));
        push_whole_lists(&mut page, view, Role::Guidance);
        let name = "contact-points-guidance.html";
        let table = table_of_guidance(view, &guidance);
        apart.extend(push_or_set_apart(&mut page, view, name, "上级指导", table));
    }
    std::iter::once(page).chain(apart).collect()
}

fn figures(
    view: &View<'_>,
    linked: &[&Unit],
    visits: &[&Record],
    guidance: &[&Record],
) -> Vec<KeyFigure> {
    let counted = |records: &[&Record]| records.iter().filter(|record| record.counts()).count();
    let counting = || visits.iter().filter(|record| record.counts());
    let open = guidance.iter().filter(|record| record.counts() && needs_follow_up(record)).count();
    let mut figures = vec![
        ("联系点", linked.len() as u64, "个"),
        ("到联系点", counted(visits) as u64, "次"),
        ("讲座辅导", counting().filter(|record| is_lecture(record)).count() as u64, "次"),
        ("解决问题", counting().map(|record| solved(record)).sum::<u64>(), "个"),
        ("上级到场指导", counted(guidance) as u64, "次"),
    ];
    if shows_gaps(view) {
        figures.push(("指导意见待落实", open as u64, "次"));
    }
    figures
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(name, count, unit)| KeyFigure {
            name: name.into(),
            value: format!("{count}{unit}"),
            ..KeyFigure::default()
        })
        .collect()
}

fn table_of_visits(view: &View<'_>, visits: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::ContactVisit, meaning);
    let mut columns = vec![
        shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
        shown(Column::text("记录"), |record: &&Record| title(view, record)),
        shown(Column::text("单位").filtered(), |record: &&Record| units_cell(view, record)),
        shown(Column::text("阶段").filtered(), |record: &&Record| stage_cell(view, record)),
    ];
    if view.internal {
        columns.push(shown(Column::text("联系领导"), |record: &&Record| {
            leader_of_visit(view, record)
        }));
    }
    columns.extend([
        field(Meaning::Lecture),
        field(Meaning::Content),
        field(Meaning::Advice),
        field(Meaning::Solved),
        field(Meaning::FollowUp),
    ]);
    record_ledger(view, Role::ContactVisit, "visits", "领导到联系点的记录", visits, columns)
}

fn table_of_guidance(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Guidance, meaning);
    record_ledger(
        view,
        Role::Guidance,
        "guidance",
        "上级指导和落实情况",
        records,
        vec![
            shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
            shown(Column::text("记录"), |record: &&Record| title(view, record)),
            field(Meaning::Guide),
            field(Meaning::Level),
            shown(Column::text("受指导单位").filtered(), |record: &&Record| {
                units_cell(view, record)
            }),
            field(Meaning::Advice),
            shown(Column::text("落实情况"), |record: &&Record| {
                if needs_follow_up(record) && shows_gaps(view) {
                    return Cell::of(vec![Inline::State {
                        state: State::Pending,
                        text: "待落实".into(),
                    }]);
                }
                field_cell(view, record, Meaning::FollowUp)
            }),
        ],
    )
}

/// Units whose leader is not known are a gap only where others have one.
fn push_without_leader(page: &mut DerivedPage, view: &View<'_>, units: &[Unit]) {
    let without: Vec<&Unit> = units.iter().filter(|unit| unit.contact_leader.is_empty()).collect();
    if !shows_gaps(view) || without.is_empty() || without.len() == units.len() {
        return;
    }
    let ids: Vec<_> = without.iter().map(|unit| unit.id.clone()).collect();
    let mut text = vec![Inline::text("还没有联系领导的单位：")];
    text.extend(view.units(&ids));
    page.push(Block::Notice { kind: super::block::NoticeKind::Warning, text });
}

fn push_links(page: &mut DerivedPage, view: &View<'_>, units: &[&Unit], visits: &[&Record]) {
    let of = |unit: &Unit| -> Vec<&Record> {
        visits
            .iter()
            .copied()
            .filter(|visit| visit.counts() && visit.units.contains(&unit.id))
            .collect()
    };
    page.push(Block::heading("领导与联系点", "part-links"));
    page.push_with_download(ledger(
        "links",
        "联系领导和所联系的单位",
        units,
        vec![
            shown(Column::text("联系领导").filtered(), |unit: &&Unit| {
                Cell::text(&unit.contact_leader)
            }),
            shown(Column::text("联系单位"), |unit: &&Unit| Cell::of(vec![view.unit(&unit.id)])),
            shown(Column::text("单位类别").filtered(), |unit: &&Unit| {
                Cell::text(
                    unit.class_in(&view.campaign.plan)
                        .map_or(unit.class.as_str(), |class| class.name.as_str()),
                )
            }),
            shown(Column::number("到点次数"), |unit: &&Unit| Cell::number(of(unit).len())),
            shown(Column::number("讲座辅导次数"), |unit: &&Unit| {
                Cell::number(of(unit).iter().filter(|visit| is_lecture(visit)).count())
            }),
            shown(Column::number("解决问题数"), |unit: &&Unit| {
                Cell::number(of(unit).iter().map(|visit| solved(visit)).sum::<u64>())
            }),
            shown(Column::date("最近一次"), |unit: &&Unit| {
                date_cell(of(unit).iter().filter_map(|visit| visit.date).max())
            }),
        ],
    ));
    let columns = ["到点次数", "讲座辅导次数", "解决问题数"].map(Column::number);
    push_counts(page, view, "links", units, &columns, |units| {
        // A visit to two of them is one.
        let own = visits.iter().filter(|visit| {
            visit.counts() && units.iter().any(|unit| visit.units.contains(&unit.id))
        });
        let own: Vec<&&Record> = own.collect();
        vec![
            Cell::number(own.len()),
            Cell::number(own.iter().filter(|visit| is_lecture(visit)).count()),
            Cell::number(own.iter().map(|visit| solved(visit)).sum::<u64>()),
        ]
    });
}

fn is_lecture(record: &Record) -> bool {
    let lecture = record.field(Meaning::Lecture).trim();
    !matches!(lecture, "" | "无" | "否" | "no" | "0")
}

/// A number where the field gives one, else one for each problem it names.
fn solved(record: &Record) -> u64 {
    let said = record.field(Meaning::Solved).trim();
    if matches!(said, "" | "无" | "否") {
        return 0;
    }
    let is_count = said.chars().count() <= 4 && said.starts_with(|c: char| c.is_ascii_digit());
    let named = said.split(['；', ';', '\n']).filter(|part| !part.trim().is_empty()).count();
    is_count.then(|| number_in(said)).flatten().unwrap_or(named as u64)
}

/// The one named by the record, else the people it lists, else the leader of the unit.
fn leader_of_visit(view: &View<'_>, record: &Record) -> Cell {
    let named = field_cell(view, record, Meaning::Leader);
    if !named.content.is_empty() {
        return named;
    }
    if !record.people.is_empty() {
        return Cell::of(view.people(&record.people));
    }
    let unit = record.unit().and_then(|id| view.campaign.roster.unit(id));
    Cell::text(unit.map_or("", |unit| unit.contact_leader.as_str()))
}

fn needs_follow_up(record: &Record) -> bool {
    !record.field(Meaning::Advice).is_empty()
        && values(record.field(Meaning::FollowUp), &[]).is_empty()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_type("c", Role::ContactVisit);
        sample.add_type("g", Role::Guidance);
        sample.campaign.roster.units[1].contact_leader = "样领导".into();
        let visit = [("讲座辅导", "讲轮牧"), ("意见", "路不好走"), ("解决问题", "修桥；通电")];
        sample.add("c", "c1", "u2", date(2008, 11, 20), &visit);
        sample.add("c", "c2", "u2", date(2008, 12, 2), &[("解决问题", "3个")]);
        let advice = [("指导单位", "样例市指导组"), ("指导意见", "台账要细")];
        sample.add("g", "g1", "u1", date(2008, 12, 3), &advice);
        sample
    }

    #[test]
    fn a_contact_point_shows_leader_visits_lectures_and_what_was_solved() {
        let text = sample().text(pages);
        assert!(text.contains("样领导|甲嘎查|村|2|1|5|2008-12-02"), "{text}");
        assert!(
            text.contains("2008-11-20|题c1|甲嘎查|第一段|样领导|讲轮牧|路不好走|修桥；通电"),
            "{text}"
        );
        assert!(text.contains("还没有联系领导的单位：样例办公室"), "{text}");
        assert!(text.contains("2008-12-03|题g1|样例市指导组|样例办公室|台账要细|待落实"), "{text}");
    }

    #[test]
    fn leaders_and_gaps_are_not_for_the_public() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("讲轮牧"), "{text}");
        for words in ["样领导", "还没有联系领导", "待落实"] {
            assert!(!text.contains(words), "{words}: {text}");
        }
    }
}
