//! Totals over units: by class, and by the leader whose contact points they are.
//! In: a [`View`], the units of a table and what it shows of several of them. Out: a table of each kind beside it.

use yanxi_campaign::Unit;
use yanxi_campaign::lookup::Found;

use super::block::{Cell, Column, Inline, Row, Table};
use super::ledger::values;
use super::shown::units_by_class;
use super::{DerivedPage, View};

/// Some units under one name.
pub(super) struct Group<'a> {
    pub(super) name: Vec<Inline>,
    pub(super) units: Vec<&'a Unit>,
}

/// The units by class in the plan's order.
pub(super) fn by_class<'a>(view: &'a View<'_>) -> Vec<Group<'a>> {
    units_by_class(view)
        .into_iter()
        .map(|(class, units)| Group { name: vec![Inline::text(class)], units })
        .collect()
}

/// The units by contact leader in the order of the roster, those without one last; none where no unit has one, and none
/// in the public edition, which knows of no leaders.
pub(super) fn by_leader<'a>(view: &'a View<'_>) -> Vec<Group<'a>> {
    let mut groups: Vec<(String, Group<'_>)> = Vec::new();
    let mut without: Vec<&Unit> = Vec::new();
    for unit in &view.campaign.roster.units {
        let names = values(&unit.contact_leader, &[]);
        if names.is_empty() {
            without.push(unit);
        }
        for name in names {
            let (key, shown) = match view.find_person(&[], name) {
                Found::One(person) => (person.id.clone(), view.person(&person.id)),
                _ => (name.to_string(), Inline::text(name)),
            };
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.units.push(unit),
                None => groups.push((key, Group { name: vec![shown], units: vec![unit] })),
            }
        }
    }
    if !groups.is_empty() && !without.is_empty() {
        let group = Group { name: vec![Inline::text("没有联系领导")], units: without };
        groups.push((String::new(), group));
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Adds the totals of a table of units. `fill` adds the columns, and to each row the cells of its units; the last row is
/// of all of them.
pub(super) fn push_totals(
    page: &mut DerivedPage,
    view: &View<'_>,
    id: &str,
    units: &[&Unit],
    fill: impl Fn(&mut Table, &[Vec<&Unit>]),
) {
    let kinds = [
        (by_class(view), "class", "类别", "按单位类别合计"),
        (by_leader(view), "leader", "联系领导", "按联系领导合计"),
    ];
    for (mut groups, kind, column, caption) in kinds {
        for group in &mut groups {
            group.units.retain(|own| units.iter().any(|unit| unit.id == own.id));
        }
        groups.retain(|group| !group.units.is_empty());
        if groups.len() < 2 {
            continue;
        }
        let all = Group { name: vec![Inline::Strong("合计".into())], units: units.to_vec() };
        groups.push(all);
        let mut table = Table {
            id: format!("{id}-by-{kind}"),
            caption: caption.into(),
            columns: vec![Column::text(column), Column::number("单位数")],
            rows: groups
                .iter()
                .map(|group| {
                    Row::of(vec![Cell::of(group.name.clone()), Cell::number(group.units.len())])
                })
                .collect(),
            ..Table::default()
        };
        let of_rows: Vec<Vec<&Unit>> = groups.into_iter().map(|group| group.units).collect();
        fill(&mut table, &of_rows);
        page.push_with_download(table);
    }
}

/// The same where a table shows plain cells.
pub(super) fn push_counts(
    page: &mut DerivedPage,
    view: &View<'_>,
    id: &str,
    units: &[&Unit],
    columns: &[Column],
    cells: impl Fn(&[&Unit]) -> Vec<Cell>,
) {
    push_totals(page, view, id, units, |table, groups| {
        table.columns.extend(columns.iter().cloned());
        for (row, units) in table.rows.iter_mut().zip(groups) {
            row.cells.extend(cells(units));
        }
    });
}
