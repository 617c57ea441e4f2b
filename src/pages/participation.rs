//! How many of the masses took part in every stage.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.
//!
//! Counted once for each record, by the surest figure that it has: those present at a rating, the number visited, one
//! for each opinion and suggestion of somebody from the masses, and of other records the people whom the roster puts
//! into an audience of the masses. The public edition knows no people and only some records, so it has no such page.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Audience, Role};
use yanxi_campaign::{Person, Record};

use super::block::{Block, Cell, Column, KeyFigure, Row, Table, TableStyle};
use super::ledger::{choices, number_in, page_of_the_day, values};
use super::shown::shows_gaps;
use super::svg::{self, Bar};
use super::view::{joined, span};
use super::{DerivedPage, View};
use crate::pages::block::Inline;

/// How somebody took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Rating,
    Visit,
    Opinion,
    Suggestion,
    Other,
}

impl Form {
    const ALL: [(Form, &'static str); 5] = [
        (Form::Rating, "参加评议测评"),
        (Form::Visit, "接受走访"),
        (Form::Opinion, "提出意见"),
        (Form::Suggestion, "提出建议"),
        (Form::Other, "参加会议等"),
    ];
}

/// Where a count belongs: the stage's id, empty where the plan has none or the record is in none.
type Stage = String;

#[derive(Debug, Default)]
struct Taken {
    by_form: BTreeMap<(Stage, Form), u64>,
    by_group: BTreeMap<(Stage, String), u64>,
    groups: Vec<String>,
}

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    let masses: Vec<&Audience> = plan.audiences.iter().filter(|audience| audience.masses).collect();
    if masses.is_empty() || !view.internal {
        return Vec::new();
    }
    let taken = Taken::of(view, &masses);
    let mut rows: Vec<(Stage, String)> =
        plan.stages.iter().map(|stage| (stage.id.clone(), stage.name.clone())).collect();
    let outside = Form::ALL.iter().any(|(form, _)| taken.count("", *form) > 0);
    if rows.is_empty() {
        rows.push((Stage::new(), "整个活动".into()));
    } else if outside {
        rows.push((Stage::new(), "不属于哪个阶段".into()));
    }
    let total: u64 = taken.by_form.values().sum();
    let mut page =
        page_of_the_day(view, "participation.html", "群众参与", "群众参与").lead(format!(
            "群众指方案中列为群众的人员类别（{}）；走访和意见按登记的对象类别计。",
            masses.iter().map(|audience| audience.name.as_str()).collect::<Vec<_>>().join("、")
        ));
    page.push(Block::Figures(vec![KeyFigure {
        name: "群众参与".into(),
        value: format!("{total}人次"),
        ..KeyFigure::default()
    }]));
    push_gaps(&mut page, view, &taken);
    push_chart(&mut page, &rows, &taken);
    page.push_with_download(by_form(view, &rows, &taken));
    if taken.groups.len() > 1 {
        page.push(Block::heading("按人员类别", "part-groups"));
        page.push_with_download(by_group(view, &rows, &taken));
    }
    vec![page]
}

impl Taken {
    fn of(view: &View<'_>, masses: &[&Audience]) -> Self {
        let mut taken = Taken::default();
        let people = People::of(view, masses);
        for record in view.campaign.records.iter().filter(|record| record.counts()) {
            let role = view.campaign.plan.record_type(&record.kind).map(|kind| kind.role);
            match (role, &record.ballot) {
                (_, Some(ballot)) => {
                    for group in &ballot.groups {
                        if let Some(audience) = named(masses, &group.name) {
                            let present = u64::from(group.present.unwrap_or(0));
                            taken.add(record, Form::Rating, &audience.name, present);
                        }
                    }
                }
                (Some(Role::Visit), None) => taken.add_said(view, masses, record, Form::Visit),
                (Some(Role::Opinion), None) => {
                    taken.add_said_or_people(view, masses, &people, record, Form::Opinion);
                }
                (Some(Role::Suggestion), None) => {
                    taken.add_said_or_people(view, masses, &people, record, Form::Suggestion);
                }
                // Nobody takes part by being excused or by being asked in a question bank.
                (Some(Role::Exemption | Role::Question | Role::Explanation), None) => {}
                _ => {
                    for person in &record.people {
                        if let Some(group) = people.groups.get(person.as_str()) {
                            taken.add(record, Form::Other, group, 1);
                        }
                    }
                }
            }
        }
        taken
    }

    /// By the group that a record names. Whoever is visited or heard belongs to the masses unless the plan knows the
    /// group as another audience.
    fn add_said(&mut self, view: &View<'_>, masses: &[&Audience], record: &Record, form: Form) {
        let known = view
            .campaign
            .plan
            .record_type(&record.kind)
            .map_or_else(Vec::new, |kind| choices(view, kind.role, Meaning::Group));
        let groups: Vec<&str> = values(record.field(Meaning::Group), &known)
            .into_iter()
            .filter(|group| {
                named(masses, group).is_some()
                    || !view
                        .campaign
                        .plan
                        .audiences
                        .iter()
                        .any(|audience| audience.name == *group || audience.id == *group)
            })
            .collect();
        let Some(first) = groups.first() else {
            return;
        };
        // A number given for several groups together is not guessed apart.
        let group = if groups.len() == 1 { first.to_string() } else { groups.join("、") };
        let count = number_in(record.field(Meaning::Count)).unwrap_or(groups.len() as u64);
        let name = named(masses, &group).map_or(group, |audience| audience.name.clone());
        self.add(record, form, &name, count);
    }

    fn add_said_or_people(
        &mut self,
        view: &View<'_>,
        masses: &[&Audience],
        people: &People<'_>,
        record: &Record,
        form: Form,
    ) {
        if record.people.is_empty() {
            self.add_said(view, masses, record, form);
            return;
        }
        for person in &record.people {
            if let Some(group) = people.groups.get(person.as_str()) {
                self.add(record, form, group, 1);
            }
        }
    }

    fn add(&mut self, record: &Record, form: Form, group: &str, count: u64) {
        if count == 0 {
            return;
        }
        let stage = record.stage.clone().unwrap_or_default();
        if !self.groups.iter().any(|known| known == group) {
            self.groups.push(group.to_string());
        }
        *self.by_form.entry((stage.clone(), form)).or_default() += count;
        *self.by_group.entry((stage, group.into())).or_default() += count;
    }

    fn count(&self, stage: &str, form: Form) -> u64 {
        self.by_form.get(&(stage.to_string(), form)).copied().unwrap_or_default()
    }

    fn of_group(&self, stage: &str, group: &str) -> u64 {
        self.by_group.get(&(stage.to_string(), group.to_string())).copied().unwrap_or_default()
    }

    fn of_stage(&self, stage: &str) -> u64 {
        Form::ALL.iter().map(|(form, _)| self.count(stage, *form)).sum()
    }
}

fn named<'a>(masses: &[&'a Audience], group: &str) -> Option<&'a Audience> {
    masses.iter().copied().find(|audience| audience.name == group || audience.id == group)
}

/// People of the roster who belong to the masses, with the audience.
struct People<'a> {
    groups: BTreeMap<&'a str, &'a str>,
}

impl<'a> People<'a> {
    fn of(view: &'a View<'_>, masses: &[&'a Audience]) -> Self {
        let roster = &view.campaign.roster;
        let units: BTreeMap<&str, _> =
            roster.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
        let audience = |person: &Person| {
            let unit = units.get(person.unit.as_str())?;
            masses.iter().find(|audience| person.belongs_to(audience, unit, &view.campaign.plan))
        };
        People {
            groups: roster
                .people
                .iter()
                .filter_map(|person| Some((person.id.as_str(), audience(person)?.name.as_str())))
                .collect(),
        }
    }
}

fn push_gaps(page: &mut DerivedPage, view: &View<'_>, taken: &Taken) {
    if !shows_gaps(view) || view.campaign.unread.may_hold_records() {
        return;
    }
    let none: Vec<_> = view
        .campaign
        .plan
        .stages
        .iter()
        .filter(|stage| has_begun(stage.dates.from, view.today) && taken.of_stage(&stage.id) == 0)
        .collect();
    if !none.is_empty() {
        let mut text = vec![Inline::text("还没有群众参与记录的阶段：")];
        text.extend(joined(none.iter().map(|stage| Inline::text(stage.name.clone()))));
        page.push(Block::Notice { kind: super::block::NoticeKind::Warning, text });
    }
}

/// Stages beside each other; the table below says the same.
fn push_chart(page: &mut DerivedPage, rows: &[(Stage, String)], taken: &Taken) {
    let count = |stage: &str| u32::try_from(taken.of_stage(stage)).unwrap_or(u32::MAX);
    let most = rows.iter().map(|(stage, _)| count(stage)).max();
    let Some(most) = most.filter(|most| *most > 0 && rows.len() > 1) else {
        return;
    };
    let bars: Vec<Bar> = rows
        .iter()
        .map(|(stage, name)| Bar {
            label: name.clone(),
            text: format!("{}人次", taken.of_stage(stage)),
            parts: vec![("done", count(stage))],
            of: most,
        })
        .collect();
    let caption = "群众参与人次".to_string();
    page.push(Block::Figure { svg: svg::bars(&caption, &bars), caption });
}

/// A stage without dates counts as begun.
fn has_begun(from: Option<Date>, today: Date) -> bool {
    from.is_none_or(|from| from <= today)
}

/// Stages down, ways of taking part across; a way that nobody took is left out.
fn by_form(view: &View<'_>, rows: &[(Stage, String)], taken: &Taken) -> Table {
    let used: BTreeSet<Form> = taken.by_form.keys().map(|(_, form)| *form).collect();
    let forms: Vec<(Form, &str)> =
        Form::ALL.into_iter().filter(|(form, _)| used.contains(form)).collect();
    let mut columns = vec![first_column(view)];
    let has_stages = !view.campaign.plan.stages.is_empty();
    if has_stages {
        columns.push(Column::text("时间"));
    }
    columns.extend(forms.iter().map(|(_, name)| Column::number(*name)));
    columns.push(Column::number("合计人次"));
    Table {
        id: "stages".into(),
        caption: "群众参与人次".into(),
        columns,
        rows: rows
            .iter()
            .map(|(id, name)| {
                let stage = view.campaign.plan.stage(id);
                let mut cells = vec![Cell::text(name)];
                if has_stages {
                    cells.push(Cell::text(
                        stage.map(|stage| span(&stage.dates)).unwrap_or_default(),
                    ));
                }
                cells.extend(forms.iter().map(|(form, _)| Cell::number(taken.count(id, *form))));
                let waiting = taken.of_stage(id) == 0
                    && !view.campaign.plan.archived
                    && stage.is_some_and(|stage| !has_begun(stage.dates.from, view.today));
                cells.push(if waiting {
                    Cell::text("未开始").sorted_by("0")
                } else {
                    Cell::number(taken.of_stage(id))
                });
                Row::of(cells)
            })
            .collect(),
        ..Table::default()
    }
}

fn by_group(view: &View<'_>, rows: &[(Stage, String)], taken: &Taken) -> Table {
    let mut columns = vec![Column::text("人员类别")];
    columns.extend(rows.iter().map(|(_, name)| Column::number(name.as_str())));
    if rows.len() > 1 {
        columns.push(Column::number("合计人次"));
    }
    Table {
        id: "groups".into(),
        caption: if view.campaign.plan.stages.is_empty() {
            "各类人员参与人次".into()
        } else {
            "各类人员在各阶段的参与人次".into()
        },
        columns,
        rows: taken
            .groups
            .iter()
            .map(|group| {
                let counts: Vec<u64> =
                    rows.iter().map(|(stage, _)| taken.of_group(stage, group)).collect();
                let mut cells = vec![Cell::text(group)];
                cells.extend(counts.iter().map(Cell::number));
                if rows.len() > 1 {
                    cells.push(Cell::number(counts.iter().sum::<u64>()));
                }
                Row::of(cells)
            })
            .collect(),
        style: TableStyle::Matrix,
        ..Table::default()
    }
}

fn first_column(view: &View<'_>) -> Column {
    Column::text(if view.campaign.plan.stages.is_empty() { "范围" } else { "阶段" })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::rating::{Ballot, Group};

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.campaign.plan.audiences.push(Audience {
            id: "cadres".into(),
            name: "机关干部".into(),
            roles: vec!["干部".into()],
            ..Audience::default()
        });
        for (id, role) in [("t", Role::Rating), ("v", Role::Visit), ("m", Role::Meeting)] {
            sample.add_type(id, role);
        }
        let day = date(2008, 11, 20);
        let group = |name: &str, present| Group {
            name: name.into(),
            expected: Some(40),
            present: Some(present),
        };
        let rating = sample.add("t", "t1", "u1", day, &[]);
        rating.people = vec!["p2".into()];
        rating.ballot = Some(Ballot {
            groups: vec![group("群众代表", 30), group("机关干部", 9)],
            ..Ballot::default()
        });
        let visit = [("对象类别", "困难户"), ("人次", "4")];
        sample.add("v", "v1", "u2", day, &visit);
        sample.add("v", "v2", "u2", day, &[("对象类别", "机关干部")]);
        sample.add("m", "m1", "u2", day, &[]).people = vec!["p1".into(), "p2".into()];
        sample
    }

    #[test]
    fn every_stage_shows_how_many_of_the_masses_took_part() {
        let text = sample().text(pages);
        assert!(text.contains("群众参与=35人次"), "{text}");
        assert!(text.contains("第一段|2008年11月1日至2008年11月30日|30|4|1|35"), "{text}");
        assert!(text.contains("还没有群众参与记录的阶段：第二段"), "{text}");
        assert!(text.contains("困难户|4|0|4"), "{text}");
        assert!(text.contains("群众代表|31|0|31"), "{text}");
    }

    #[test]
    fn a_stage_that_has_not_begun_is_no_gap() {
        let mut sample = sample();
        sample.today = date(2008, 11, 25);
        let text = sample.text(pages);
        assert!(!text.contains("还没有群众参与"), "{text}");
        assert!(text.contains("0|未开始"), "{text}");
    }

    #[test]
    fn a_plan_without_stages_is_counted_as_a_whole() {
        let mut sample = sample();
        sample.campaign.plan.stages.clear();
        for record in &mut sample.campaign.records {
            record.stage = None;
        }
        let text = sample.text(pages);
        assert!(text.contains("整个活动|30|4|1|35"), "{text}");
        assert!(!text.contains("阶段"), "{text}");
        sample.internal = false;
        assert!(sample.pages(pages).is_empty());
    }
}
