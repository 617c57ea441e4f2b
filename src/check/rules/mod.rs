//! The rules, one a file.
//! In: a [`super::Subject`], or nothing where the reading steps report already. Out: the table [`RULES`].

mod e01_unknown_name;
mod e02_written_twice;
mod e03_missing_or_wrong_value;
mod e04_impossible_date;
mod e05_secrecy_mark;
mod e06_id_number;
mod e07_personal_number;
mod e11_ballots_do_not_add_up;
mod e13_broken_link;
mod e14_link_to_internal;
mod sighting_wording;
mod w01_outside_window;
mod w02_item_missing;
mod w05_declared_count;
mod w06_doubtful_number;
mod w10_unit_without_leader;
mod w11_topics_per_unit;
mod w13_not_inspected;
mod w15_person_named;

use super::rule::Rule;

/// Every rule in the order of codes, errors first.
pub const RULES: &[Rule] = &[
    e01_unknown_name::RULE,
    e02_written_twice::RULE,
    e03_missing_or_wrong_value::RULE,
    e04_impossible_date::RULE,
    e05_secrecy_mark::RULE,
    e06_id_number::RULE,
    e07_personal_number::RULE,
    e11_ballots_do_not_add_up::RULE,
    e13_broken_link::RULE,
    e14_link_to_internal::RULE,
    w01_outside_window::RULE,
    w02_item_missing::RULE,
    w05_declared_count::RULE,
    w06_doubtful_number::RULE,
    w10_unit_without_leader::RULE,
    w11_topics_per_unit::RULE,
    w13_not_inspected::RULE,
    w15_person_named::RULE,
];
