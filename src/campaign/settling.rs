//! Settles what only all records together can decide.
//! In: drafts. Out: records with unique ids; records written twice and references that lead nowhere are faults.

use std::collections::BTreeMap;

use jiff::civil::Date;
use yanxi_campaign::Record;

use super::checks;
use super::directory::Directory;
use super::entity::Word;
use super::names::{Found, Kind, Names, Thing};
use super::problem;
use super::record::Draft;
use super::record_problem::RecordProblem;
use super::written_twice;
use crate::campaign::close;
use yanxi_problem::{Code, Diagnostic, Figure, Name, Place, Quoted, Severity};

/// Makes ids unique, finds records written twice and what records say of one another.
pub(super) fn settle(
    mut drafts: Vec<Draft>,
    directory: &Directory<'_>,
    today: Date,
) -> (Vec<Record>, Vec<Diagnostic>) {
    written_twice::equal(&mut drafts);
    unique_ids(&mut drafts);
    written_twice::of_one_day(&mut drafts, directory);
    references(&mut drafts, directory);
    checks::too_short(&mut drafts, directory);
    checks::impossible(&mut drafts, directory, today);
    let mut problems = Vec::new();
    let mut records = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        draft.close();
        problems.extend(draft.problems);
        records.push(draft.record);
    }
    (records, problems)
}

/// A rating whose ballots do not add up has no result, whatever is said of it.
const STAYS_A_FAULT: Code = Code::E11;

impl Draft {
    /// What the record's own entries explain becomes a note and no longer keeps it from counting.
    fn close(&mut self) {
        if self.record.closings.is_empty() {
            return;
        }
        for problem in std::mem::take(&mut self.problems) {
            let closed = close(problem.clone(), &self.record);
            if closed.severity == Severity::Note && closed.code != STAYS_A_FAULT {
                self.record.faults.retain(|own| *own != problem);
            }
            self.problems.push(closed);
        }
    }

    pub(super) fn fault(&mut self, problem: Diagnostic) {
        self.record.faults.push(problem.clone());
        self.problems.push(problem);
    }
}

fn unique_ids(drafts: &mut [Draft]) {
    let mut first: BTreeMap<String, Place> = BTreeMap::new();
    let mut again = Vec::new();
    for number in written_twice::in_order(drafts) {
        let Some(draft) = drafts.get_mut(number) else {
            continue;
        };
        let Some(word) = draft.given_id.clone() else {
            again.push(number);
            continue;
        };
        match first.get(&draft.record.id) {
            // That all of it is there already was said.
            Some(_) if draft.equals.is_some() => again.push(number),
            Some(place) => {
                let problem = problem::same_id(&word.place, &word.text, place);
                draft.fault(problem);
                again.push(number);
            }
            None => {
                first.insert(draft.record.id.clone(), word.place);
            }
        }
    }
    for number in again {
        let Some(draft) = drafts.get_mut(number) else {
            continue;
        };
        let wanted = draft.record.id.clone();
        let mut count = 2;
        while first.contains_key(&draft.record.id) {
            draft.record.id = format!("{wanted}-{count}");
            count += 1;
        }
        first.insert(draft.record.id.clone(), draft.place.clone());
    }
}

/// Re-tests and make-ups name the rating they belong to, by 编号 or title.
fn references(drafts: &mut [Draft], directory: &Directory<'_>) {
    if drafts.iter().all(|draft| draft.refers_to.is_empty()) {
        return;
    }
    let ratings =
        Names::of(drafts.iter().filter(|draft| draft.record.ballot.is_some()).map(|draft| Thing {
            id: draft.record.id.clone(),
            names: vec![draft.record.title.clone()],
            label: String::new(),
        }));
    let sessions: BTreeMap<String, (Option<String>, Option<Date>)> = drafts
        .iter()
        .filter(|draft| draft.record.ballot.is_some())
        .map(|Draft { record, .. }| {
            (record.id.clone(), (record.unit().map(String::from), record.date))
        })
        .collect();
    for draft in drafts {
        let words: Vec<Word> = std::mem::take(&mut draft.refers_to);
        for word in words {
            match ratings.find(&word.text) {
                Found::One(rating) if rating.id == draft.record.id => {
                    draft.fault(problem::unknown(&word, &ratings, Kind::RatingRecord));
                }
                Found::One(rating) => {
                    if let Some((unit, held)) = sessions.get(&rating.id)
                        && let Some(problem) =
                            misplaced(draft, &word, unit.as_deref(), *held, directory)
                    {
                        draft.fault(Diagnostic::of(word.place.clone(), &problem));
                    }
                    for (key, value) in &mut draft.record.fields {
                        if *key == word.key {
                            value.clone_from(&rating.id);
                        }
                    }
                }
                Found::Two(one, two) => {
                    draft.fault(problem::ambiguous(&word, one, two, Kind::RatingRecord));
                }
                Found::None if directory.records_are_cut => {}
                Found::None => {
                    draft.fault(problem::unknown(&word, &ratings, Kind::RatingRecord));
                }
            }
        }
    }
}

/// A re-test or make-up of another unit's rating, or from before it.
fn misplaced(
    draft: &Draft,
    word: &Word,
    unit: Option<&str>,
    held: Option<Date>,
    directory: &Directory<'_>,
) -> Option<RecordProblem> {
    let name =
        |id: &str| Name::from(directory.roster.unit(id).map_or(id, |unit| unit.name.as_str()));
    let text = Quoted::from(&word.text);
    if let (Some(own), Some(other)) = (draft.record.unit(), unit)
        && own != other
    {
        return Some(RecordProblem::RatingOfOtherUnit { text, other: name(other), own: name(own) });
    }
    match (draft.record.date, held) {
        (Some(day), Some(held)) if day < held => {
            let (day, held) = (Figure::of(day), Figure::of(held));
            Some(RecordProblem::BeforeTheRating { text, day, held })
        }
        _ => None,
    }
}
