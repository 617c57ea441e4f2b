//! Bank cards, told from other long numbers by issuer, check digit and the way they are written.
//! In: a candidate and its digits. Out: a finding, sure or doubtful.

use super::candidate::Candidate;
use super::columns::{is_over_rows, is_row_of_figures};
use super::finding;
use crate::check_digit::{Issuer, card_issuer, passes_luhn};
use crate::finding::{Doubt, Finding, Kind};
use crate::mask::CARD;
use crate::naming::Named;
use crate::reading::Gap;

pub(super) fn bank_card(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let issuer = card_issuer(values)?;
    let called_card = candidate.is_called(Named::Card);
    if !called_card && !is_written_as_card(candidate, issuer)
        || candidate.is_decimal()
        || candidate.is_in_hexadecimal()
        || candidate.is_called(Named::Amount)
    {
        return None;
    }
    let fits = |digits: &[u8]| card_issuer(digits).is_some() && passes_luhn(digits);
    if !called_card && (is_over_rows(candidate) || is_row_of_figures(candidate, fits)) {
        return None;
    }
    let doubt = match (passes_luhn(values), issuer) {
        (true, _) if candidate.is_called(Named::Other) => Some(Doubt::OtherwiseNamed),
        // One in a hundred of all numbers of sixteen digits has this form.
        (true, Issuer::Foreign) if candidate.is_one_group() && !called_card => {
            Some(Doubt::ForeignCard)
        }
        (true, _) => None,
        (false, _) if called_card => Some(Doubt::CardLike),
        // Eighteen digits that are no card are told as an ID number that fails.
        (false, Issuer::Domestic)
            if !candidate.is_called(Named::Other) && values.len() != 18 && is_usual(candidate) =>
        {
            Some(Doubt::CardLike)
        }
        (false, _) => return None,
    };
    let kind = doubt.map_or(Kind::BankCard, Kind::Doubtful);
    Some(finding(candidate, kind, candidate.range(), CARD))
}

/// In one piece or in fours.
fn is_usual(candidate: &Candidate<'_>) -> bool {
    candidate.is_one_group() || is_tight(candidate) && is_in_fours(&candidate.layout())
}

/// Domestic ones stand in one piece, in fours, as six and the rest, in single digits; foreign ones in one piece, or in
/// fours with hyphens, since blanks part figures too.
fn is_written_as_card(candidate: &Candidate<'_>, issuer: Issuer) -> bool {
    if candidate.is_one_group() {
        return true;
    }
    let layout = candidate.layout();
    match issuer {
        Issuer::Foreign => {
            is_in_fours(&layout)
                && candidate.partings().iter().all(|parting| parting.gap == Gap::Hyphen)
        }
        Issuer::Domestic => {
            let halves = layout.len() == 2 && layout.iter().all(|length| *length >= 4);
            candidate.is_spread() || is_tight(candidate) && (is_in_fours(&layout) || halves)
        }
    }
}

fn is_in_fours(layout: &[usize]) -> bool {
    layout.len() > 2
        && layout[..layout.len() - 1].iter().all(|length| *length == 4)
        && layout.last().is_some_and(|length| *length <= 4)
}

fn is_tight(candidate: &Candidate<'_>) -> bool {
    !candidate.has_gap(Gap::NewLine) && candidate.widest_gap() <= 2
}
