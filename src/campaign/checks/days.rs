//! Days of one record that cannot be: done after today, or before what it follows.
//! In: records as read, and the plan. Out: E04 at the day; a record counts by none that cannot be.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::closed::Closed;
use yanxi_campaign::counting_day::{Day, day_of};
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::record::Review;

use crate::campaign::directory::Directory;
use crate::campaign::record::{Draft, WrittenDay};
use crate::campaign::record_problem::RecordProblem;
use yanxi_problem::{Diagnostic, Figure, Name};

/// E04: a day on which something counts as done that lies after today, or before the day it follows.
pub(in crate::campaign) fn impossible(
    drafts: &mut [Draft],
    directory: &Directory<'_>,
    today: Date,
) {
    let closed = Closed::of_all(directory.plan, drafts.iter().map(|draft| &draft.record));
    let mut told: BTreeMap<usize, Vec<Diagnostic>> = BTreeMap::new();
    for (number, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.days.is_empty()) {
        if draft.record.review != Review::Draft {
            let found = of_record(draft, directory, &closed, today);
            told.extend((!found.is_empty()).then_some((number, found)));
        }
    }
    for (number, problems) in told {
        if let Some(draft) = drafts.get_mut(number) {
            problems.into_iter().for_each(|problem| draft.fault(problem));
        }
    }
}

fn of_record(
    draft: &Draft,
    directory: &Directory<'_>,
    closed: &Closed<'_>,
    today: Date,
) -> Vec<Diagnostic> {
    let record = &draft.record;
    let role = directory.record_type(&record.kind).map_or(Role::General, |kind| kind.role);
    let of =
        |meaning: Meaning| draft.days.iter().find(|own| Meaning::of_key(&own.key) == Some(meaning));
    let ending = closed.written_day(record).and_then(|(meaning, _)| of(meaning));
    // To be approved is done too, and a rating is published when it is over.
    let approved = of(Meaning::Approved).filter(|_| record.review == Review::Approved);
    let published = of(Meaning::PublishedOn).filter(|_| role == Role::Rating);

    let mut done: Vec<&WrittenDay> = ending.into_iter().chain(approved).collect();
    for item in record.items.iter().filter_map(|id| directory.item(id)) {
        if let Day::On(Some(day)) = day_of(directory.plan, closed, item, record) {
            let counting =
                draft.days.iter().find(|own| own.day == day && own.is_key(&item.counts_on));
            done.extend(counting);
        }
    }
    done.retain(|own| own.day > today);
    done.sort_by_key(|own| &own.key);
    done.dedup_by_key(|own| &own.key);
    let late = done.into_iter().map(|own| {
        let (key, day) = (Name::from(&own.key), Figure::of(own.day));
        let problem = RecordProblem::DoneAfterToday { key, day, today: Figure::of(today) };
        Diagnostic::of(own.place.clone(), &problem)
    });

    let own_day = draft.dated_by.as_deref().zip(record.date);
    let handed_in = of(Meaning::Submitted).map(|own| (own.key.as_str(), own.day));
    let pairs = [(ending, own_day), (published, own_day), (approved, handed_in)];
    let early = pairs.into_iter().filter_map(|(own, start)| {
        let (own, (earlier, start)) =
            own.zip(start).filter(|(own, (_, start))| own.day < *start)?;
        let problem = RecordProblem::DoneBefore {
            key: Name::from(&own.key),
            day: Figure::of(own.day),
            earlier: Name::from(earlier),
            start: Figure::of(start),
        };
        Some(Diagnostic::of(own.place.clone(), &problem))
    });
    late.chain(early).collect()
}

impl WrittenDay {
    /// Whether it is the field of a key, or of another name with the same meaning.
    fn is_key(&self, key: &str) -> bool {
        let meaning = Meaning::of_key(key);
        self.key == key || (meaning.is_some() && Meaning::of_key(&self.key) == meaning)
    }
}
