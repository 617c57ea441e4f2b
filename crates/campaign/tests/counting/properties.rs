//! What holds for every campaign, found out on thousands made up at random.

use std::collections::BTreeMap;

use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::Index;
use yanxi_campaign::cell::Cell;
use yanxi_campaign::plan::Kind;
use yanxi_campaign::progress::{Obligation, Owner, Progress, Window};
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;
use yanxi_campaign::{Campaign, Record};

use crate::made::{EXEMPTION, REPORT, campaign, day, today};
use crate::oracle::{self, Owed, When};

fn counted(campaign: &Campaign, today: Date) -> Vec<Owed> {
    let progress = campaign.progress(today);
    let mut owed: Vec<Owed> = progress
        .obligations
        .into_iter()
        .map(|own| Owed {
            item: own.item,
            owner: own.owner,
            unit: own.unit,
            kind: own.kind,
            needed: own.needed,
            counted: own.counted,
            state: own.state,
            records: own.records,
        })
        .collect();
    for own in &mut owed {
        own.records.sort_unstable();
    }
    owed
}

/// Item, owner, unit, needed, counted, state.
type Standing<'a> = (&'a str, &'a Owner, Option<&'a str>, u32, u32, State);

/// Who owes what and how it stands, without the numbers of records.
fn states(progress: &Progress) -> Vec<Standing<'_>> {
    let own = progress.obligations.iter().map(|own| {
        let unit = own.unit.as_deref();
        let item = own.item.as_str();
        (item, &own.owner, unit, own.needed, own.counted, own.state)
    });
    own.collect()
}

fn sum_of(cell: &Cell) -> u32 {
    [
        cell.exempt,
        cell.done,
        cell.late,
        cell.pending,
        cell.returned,
        cell.faulty,
        cell.missing,
        cell.not_due,
    ]
    .iter()
    .sum()
}

/// A sound record of the owner of one obligation.
fn approved_of(owner: &Owner, unit: Option<&str>, item: &str, date: Option<Date>) -> Record {
    let mut record = Record {
        kind: REPORT.into(),
        items: vec![item.into()],
        units: unit.map(String::from).into_iter().collect(),
        date,
        review: Review::Approved,
        ..Record::default()
    };
    if let Owner::Person(person) = owner {
        record.people.push(person.clone());
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn everything_is_counted_as_the_rules_say(campaign in campaign(), today in today()) {
        prop_assert_eq!(counted(&campaign, today), oracle::owed(&campaign, today));
    }

    #[test]
    fn records_outside_the_window_are_listed(campaign in campaign(), today in today()) {
        let progress = campaign.progress(today);
        prop_assert_eq!(progress.too_early, oracle::outside(&campaign, When::Before, true));
        prop_assert_eq!(progress.closed_undated, oracle::outside(&campaign, When::Before, false));
        prop_assert_eq!(progress.too_late, oracle::outside(&campaign, When::After, true));
    }

    #[test]
    fn nothing_is_missing_before_the_last_day_and_grace_are_over(campaign in campaign(), today in today()) {
        for own in campaign.progress(today).obligations {
            let over = own.last_day.is_some_and(|last| last < today);
            prop_assert!(over || own.state != State::Missing, "{own:?}");
            prop_assert!(!over || own.state != State::NotDue, "{own:?}");
            let item = campaign.plan.item(&own.item).expect("its item");
            let window = oracle::Window::of(&campaign, item);
            if let Some(last) = own.last_day {
                prop_assert_ne!(window.when(last), When::After);
                prop_assert_eq!(window.when(last.tomorrow().unwrap()), When::After);
            }
        }
    }

    #[test]
    fn only_approved_and_faultless_records_count(campaign in campaign(), today in today()) {
        let mut without = campaign.clone();
        without
            .records
            .retain(|record| record.review == Review::Approved && record.faults.is_empty());
        let (all, sound) = (campaign.progress(today), without.progress(today));
        for (own, same) in all.obligations.iter().zip(&sound.obligations) {
            prop_assert_eq!(own.counted, same.counted);
            let decided = [State::Done, State::Late, State::Exempt];
            prop_assert_eq!(decided.contains(&own.state), decided.contains(&same.state));
        }
    }

    #[test]
    fn no_record_of_somebody_who_owes_is_dropped(campaign in campaign(), today in today()) {
        for own in campaign.progress(today).obligations {
            for (number, record) in campaign.records.iter().enumerate() {
                let is_own = record.kind != EXEMPTION
                    && record.repeats.is_none()
                    && record.items.contains(&own.item)
                    && match &own.owner {
                        Owner::Person(person) => record.people.contains(person),
                        Owner::Unit(unit) => record.units.contains(unit),
                        Owner::Campaign => true,
                    };
                let times = own.records.iter().filter(|listed| **listed == number).count();
                prop_assert_eq!(times, usize::from(is_own));
            }
            if let Some((number, day)) = own.decided {
                prop_assert!(own.records.contains(&number) && own.counted == own.needed, "{own:?}");
                prop_assert_eq!(own.last_day.is_some_and(|last| last < day), own.state == State::Late);
            }
            let dates: Vec<_> = own.records.iter().map(|number| campaign.records[*number].date).collect();
            prop_assert!(dates.is_sorted());
        }
    }

    #[test]
    fn the_order_of_records_decides_nothing(
        (campaign, shuffled) in campaign().prop_flat_map(|campaign| {
            let records = Just(campaign.records.clone()).prop_shuffle();
            (Just(campaign), records)
        }),
        today in today(),
    ) {
        let other = Campaign { records: shuffled, ..campaign.clone() };
        let (progress, again) = (campaign.progress(today), other.progress(today));
        prop_assert_eq!(states(&progress), states(&again));
    }

    #[test]
    fn a_sound_record_in_time_makes_nothing_worse(
        campaign in campaign(),
        today in today(),
        which in any::<Index>(),
        at in any::<Index>(),
    ) {
        let before = campaign.progress(today);
        prop_assume!(!before.obligations.is_empty());
        let own = which.get(&before.obligations);
        let item = campaign.plan.item(&own.item).expect("its item");
        let window = oracle::Window::of(&campaign, item);
        let days: Vec<Date> = (-40..80).map(day).filter(|day| window.when(*day) == When::InTime).collect();
        let added = approved_of(&own.owner, own.unit.as_deref(), &own.item, Some(*at.get(&days)));
        let mut more = campaign.clone();
        more.records.push(added);
        let after = more.progress(today);
        for (old, new) in before.obligations.iter().zip(&after.obligations) {
            prop_assert!(new.state <= old.state, "{old:?} became {new:?}");
            prop_assert!(new.counted >= old.counted, "{old:?} became {new:?}");
        }
        let same = after.obligations.iter().find(|new| {
            (&new.item, &new.owner, &new.unit) == (&own.item, &own.owner, &own.unit)
        });
        prop_assert_eq!(same.map(|new| new.counted), Some((own.counted + 1).min(own.needed)));
    }

    #[test]
    fn as_days_go_by_only_what_is_open_becomes_missing(campaign in campaign(), today in today()) {
        let tomorrow = today.tomorrow().unwrap();
        let (now, later) = (campaign.progress(today), campaign.progress(tomorrow));
        for old in &now.obligations {
            let of_old = |new: &&Obligation| {
                (&new.item, &new.owner, &new.unit) == (&old.item, &old.owner, &old.unit)
            };
            let Some(new) = later.obligations.iter().find(of_old) else {
                // Only where an item has no last day do those owe it who are there today.
                prop_assert_eq!(old.last_day, None);
                continue;
            };
            let is_last_day = old.last_day == Some(today);
            match old.state {
                State::NotDue if is_last_day => prop_assert_eq!(new.state, State::Missing),
                // What waits and is not enough no longer hides the rest.
                State::Pending if is_last_day => prop_assert!(matches!(
                    new.state,
                    State::Pending | State::Returned | State::Faulty | State::Missing
                )),
                state => prop_assert_eq!(state, new.state),
            }
        }
    }

    #[test]
    fn cells_add_up_to_what_is_owed(campaign in campaign(), today in today()) {
        let progress = campaign.progress(today);
        let all = progress.cell(|_| true);
        prop_assert_eq!(all.required as usize, progress.obligations.len());
        prop_assert_eq!(sum_of(&all), all.required);

        let mut by_unit_and_item = progress.cell(|own| own.unit.is_none());
        for ((unit, item), cell) in progress.cells() {
            let again = progress.cell(|own| own.unit.as_ref() == Some(&unit) && own.item == item);
            prop_assert_eq!(cell, again);
            prop_assert!(cell.required > 0);
            by_unit_and_item.add_all(&cell);
        }
        prop_assert_eq!(by_unit_and_item, all);

        let mut by_kind = progress.of_kind(Kind::Required);
        by_kind.add_all(&progress.of_kind(Kind::Optional));
        prop_assert_eq!(by_kind, all);
    }

    #[test]
    fn what_is_required_and_what_was_chosen_are_apart(campaign in campaign(), today in today()) {
        let progress = campaign.progress(today);
        let mut expected: BTreeMap<(Option<String>, Kind), Cell> = BTreeMap::new();
        for own in oracle::owed(&campaign, today) {
            expected.entry((own.unit, own.kind)).or_default().add(own.state);
        }
        for kind in [Kind::Required, Kind::Optional] {
            let mut whole = expected.get(&(None, kind)).copied().unwrap_or_default();
            for unit in &campaign.roster.units {
                let own = expected.get(&(Some(unit.id.clone()), kind)).copied().unwrap_or_default();
                prop_assert_eq!(progress.of_unit(&unit.id, kind), own);
                whole.add_all(&own);
            }
            prop_assert_eq!(progress.of_kind(kind), whole);
        }
        for item in campaign.plan.items.iter().filter(|item| item.chosen_by.is_some()) {
            for own in progress.obligations.iter().filter(|own| own.item == item.id) {
                prop_assert_eq!(own.kind, Kind::Optional);
                prop_assert_eq!(&own.unit, &item.chosen_by);
            }
        }
    }

    #[test]
    fn completion_is_what_was_done_of_what_is_owed(campaign in campaign(), today in today()) {
        let progress = campaign.progress(today);
        let kinds = [Kind::Required, Kind::Optional].map(|kind| progress.of_kind(kind));
        for cell in progress.cells().into_values().chain(kinds) {
            let (finished, owed) = (cell.done + cell.late, cell.required - cell.exempt);
            let shown = cell.completion_text();
            prop_assert_eq!(shown == "—", owed == 0);
            if owed == 0 {
                continue;
            }
            prop_assert_eq!(shown == "100%", finished == owed);
            let figure: f64 = shown.trim_end_matches('%').parse().unwrap();
            let exact = f64::from(finished) * 100.0 / f64::from(owed);
            prop_assert!((figure - exact).abs() < 0.0501, "{shown} of {finished}/{owed}");
        }
    }

    #[test]
    fn an_exemption_takes_out_whom_it_names_and_nobody_else(
        campaign in campaign(),
        today in today(),
        which in any::<Index>(),
        of_whole_unit in any::<bool>(),
        of_all_items in any::<bool>(),
    ) {
        let before = campaign.progress(today);
        prop_assume!(!before.obligations.is_empty());
        let named = which.get(&before.obligations);
        prop_assume!(named.owner != Owner::Campaign);
        let mut exemption = approved_of(&named.owner, named.unit.as_deref(), &named.item, None);
        exemption.kind = EXEMPTION.into();
        if of_whole_unit {
            exemption.people.clear();
        }
        if of_all_items {
            exemption.items.clear();
        }
        let people = exemption.people.clone();
        let mut more = campaign.clone();
        more.records.push(exemption);
        let after = more.progress(today);
        for (old, new) in before.obligations.iter().zip(&after.obligations) {
            let in_items = of_all_items || new.item == named.item;
            let in_people = match &new.owner {
                _ if people.is_empty() => new.unit == named.unit && new.unit.is_some(),
                Owner::Person(person) => people.contains(person),
                _ => false,
            };
            let expected = if in_items && in_people { State::Exempt } else { old.state };
            prop_assert_eq!(new.state, expected);
        }
    }

    #[test]
    fn the_window_holds_its_first_day_its_last_day_and_every_day_of_grace(campaign in campaign(), offset in -5_i64..60) {
        for item in &campaign.plan.items {
            let window = Window::of(&campaign.plan.window_of_item(item));
            let when = oracle::Window::of(&campaign, item).when(day(offset));
            prop_assert_eq!(window.is_before(day(offset)), when == When::Before);
            if when != When::Before {
                prop_assert_eq!(window.is_after(day(offset)), when == When::After);
            }
        }
    }
}
