//! Step 3, check: rules over the whole folder, both editions at once, one a file.
//! In: a [`Subject`], or nothing where the reading steps report already. Out: problems; the table [`RULES`].

mod closing;
mod e01_unknown_name;
mod e02_written_twice;
mod e03_missing_or_wrong_value;
mod e04_impossible_date;
mod e05_secrecy_mark;
mod e06_id_number;
mod e07_personal_number;
mod e08_failed_without_make_up;
mod e09_too_few_representatives;
mod e10_before_approval;
mod e11_ballots_do_not_add_up;
mod e12_review;
mod e13_broken_link;
mod e14_link_to_internal;
mod e15_unread_campaign;
pub mod explain;
mod gaps;
mod hits;
mod parts;
mod rule;
mod similarity;
mod subject;
mod texts;
mod w01_outside_window;
mod w02_item_missing;
mod w03_alike_texts;
mod w04_left_over;
mod w05_declared_count;
mod w06_doubtful_number;
mod w07_overdue;
mod w08_make_up_late;
mod w09_briefing_numbers;
mod w10_unit_without_leader;
mod w11_topics_per_unit;
mod w12_wording;
mod w13_not_inspected;
mod w14_takes_no_part;
mod w15_person_named;
mod w16_concealed;
mod w17_quotation;

#[cfg(test)]
mod tests;

use rayon::prelude::*;
use yanxi_problem::{Diagnostic, Entry, Saying};

pub use rule::{Example, Found, Rule, of_code};
pub use subject::Subject;

/// Every rule in the order of codes, errors first.
pub const RULES: &[Rule] = &[
    e01_unknown_name::RULE,
    e02_written_twice::RULE,
    e03_missing_or_wrong_value::RULE,
    e04_impossible_date::RULE,
    e05_secrecy_mark::RULE,
    e06_id_number::RULE,
    e07_personal_number::RULE,
    e08_failed_without_make_up::RULE,
    e09_too_few_representatives::RULE,
    e10_before_approval::RULE,
    e11_ballots_do_not_add_up::RULE,
    e12_review::RULE,
    e13_broken_link::RULE,
    e14_link_to_internal::RULE,
    e15_unread_campaign::RULE,
    w01_outside_window::RULE,
    w02_item_missing::RULE,
    w03_alike_texts::RULE,
    w04_left_over::RULE,
    w05_declared_count::RULE,
    w06_doubtful_number::RULE,
    w07_overdue::RULE,
    w08_make_up_late::RULE,
    w09_briefing_numbers::RULE,
    w10_unit_without_leader::RULE,
    w11_topics_per_unit::RULE,
    w12_wording::RULE,
    w13_not_inspected::RULE,
    w14_takes_no_part::RULE,
    w15_person_named::RULE,
    w16_concealed::RULE,
    w17_quotation::RULE,
];

/// What the rules of a choice find that are not found while reading.
pub(crate) fn by_rules(subject: &Subject<'_>, chosen: fn(&Rule) -> bool) -> Vec<Diagnostic> {
    RULES
        .par_iter()
        .filter(|rule| chosen(rule))
        .flat_map_iter(|rule| match rule.found {
            Found::Reading => Vec::new(),
            Found::By(find, _) => find(subject),
        })
        .collect()
}

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<Entry> {
    RULES
        .iter()
        .flat_map(|rule| match rule.found {
            Found::Reading => Vec::new(),
            Found::By(_, problems) => problems(),
        })
        .collect()
}

/// Every part of this folder's messages, for the catalogue.
pub fn sayings() -> Vec<Saying> {
    [
        yanxi_problem::sayings::<closing::OnRecord>(),
        yanxi_problem::sayings::<e12_review::Changed>(),
        yanxi_problem::sayings::<parts::Again>(),
        yanxi_problem::sayings::<parts::Inside>(),
        yanxi_problem::sayings::<parts::HideNumber>(),
        yanxi_problem::sayings::<parts::Unless>(),
        yanxi_problem::sayings::<parts::Unfounded>(),
        yanxi_problem::sayings::<e12_review::ChangedFiles>(),
        yanxi_problem::sayings::<w13_not_inspected::NotInspected>(),
        yanxi_problem::sayings::<w13_not_inspected::Kept>(),
    ]
    .concat()
}
