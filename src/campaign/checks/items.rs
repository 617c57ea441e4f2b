//! Registers that name no item though an item of the plan asks for such records: they count for nothing.
//! In: a campaign, how it stands, and the tables and folders in which no record names an item. Out: E03 as a warning,
//! one for each.

use yanxi_campaign::Campaign;
use yanxi_campaign::plan::Item;
use yanxi_campaign::progress::Progress;
use yanxi_campaign::state::State;

use crate::campaign::entity::Form;
use crate::campaign::record_problem::OneOf;
use crate::campaign::records::WithoutItems;
use yanxi_problem::{Diagnostic, Name, Problem, Say, plural};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum ItemProblem {
    #[code(E03, Warning)]
    #[zh("这里的 {records} 条“{kind}”都没有写事项，没有算进{items}", "{remedy}")]
    #[en(
        "{records} {of_kind} of “{kind}” here {name} no item and {do_not} count for {items}",
        "{remedy}",
        of_kind = plural(*records, "record", "records"),
        name = plural(*records, "names", "name"),
        do_not = plural(*records, "does not", "do not"),
    )]
    NamesNone { records: usize, kind: Name, items: OneOf, remedy: NameItem },
}

/// Where an item is to be named.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum NameItem {
    #[zh("在表头加上“事项”一列，算“{item}”的各行填“{item}”")]
    #[en("add a column items, with “{item}” in each row that counts for it")]
    AddColumn { item: Name },
    #[zh("在“事项”列，算“{item}”的各行填“{item}”")]
    #[en("in column items write “{item}” in each row that counts for it")]
    FillColumn { item: Name },
    #[zh("算“{item}”的各篇，在开头两行 --- 之间加一行 事项: {item}")]
    #[en(
        "in each text that counts for “{item}” add a line items: {item} between the two --- at the top"
    )]
    AddLine { item: Name },
}

/// E03: only where something is still asked for that such records would answer.
pub(in crate::campaign) fn without_items(
    campaign: &Campaign,
    progress: &Progress,
    without: &[WithoutItems],
    problems: &mut Vec<Diagnostic>,
) {
    if campaign.plan.archived {
        return;
    }
    for own in without {
        for (kind, records) in &own.kinds {
            let asking: Vec<&Item> =
                campaign.plan.items.iter().filter(|item| asks_for(item, kind, progress)).collect();
            let (Some(kind), Some(first)) = (campaign.plan.record_type(kind), asking.first())
            else {
                continue;
            };
            let item = Name::from(name_of(campaign, first));
            let problem = ItemProblem::NamesNone {
                records: *records,
                kind: Name::from(&kind.name),
                items: OneOf(asking.iter().map(|item| Name::from(&item.name)).collect()),
                remedy: match (own.form, own.has_column) {
                    (Form::Cells, false) => NameItem::AddColumn { item },
                    (Form::Cells, true) => NameItem::FillColumn { item },
                    (Form::Lines | Form::Plan, _) => NameItem::AddLine { item },
                },
            };
            problems.push(Diagnostic::of(own.place.clone(), &problem));
        }
    }
}

/// Whether an item of the plan is proved by records of a type, and somebody still owes it.
fn asks_for(item: &Item, kind: &str, progress: &Progress) -> bool {
    item.chosen_by.is_none()
        && item.record_types.iter().any(|own| own == kind)
        && progress.obligations.iter().any(|own| {
            own.item == item.id && !matches!(own.state, State::Done | State::Late | State::Exempt)
        })
}

/// What to write for an item: its name, or its id where another has that name.
fn name_of<'a>(campaign: &'a Campaign, item: &'a Item) -> &'a str {
    let of_name = campaign.plan.items.iter().filter(|own| own.name == item.name).count();
    if of_name == 1 && !item.name.is_empty() { &item.name } else { &item.id }
}
