//! Bank cards, told from other long numbers by issuer, check digit and the way they are written.
//! In: a candidate and its digits. Out: a finding, sure or doubtful.

use super::candidate::{Candidate, OTHER_NUMBERS};
use super::finding;
use crate::check_digit::{Issuer, card_issuer, passes_luhn};
use crate::finding::{Doubt, Finding, Kind};
use crate::mask::CARD;
use crate::reading::Gap;

const CARD_LABELS: [&str; 18] = [
    "visa",
    "万事达",
    "卡号",
    "银行卡",
    "银行卡号",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "银行",
    "信用社",
    "农行",
    "工行",
    "建行",
    "中行",
    "一卡通",
    "储蓄卡",
    "信用卡",
];

pub(super) fn bank_card(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let issuer = card_issuer(values)?;
    let layout = candidate.layout();
    let labelled = candidate.is_after(&CARD_LABELS);
    let in_fours = layout.len() > 2
        && layout[..layout.len() - 1].iter().all(|length| *length == 4)
        && layout.last().is_some_and(|length| *length <= 4);
    let tight = !candidate.has_gap(Gap::Comma)
        && !candidate.has_gap(Gap::NewLine)
        && candidate.widest_gap() <= 2;
    let by_hand = layout.iter().all(|length| *length == 1)
        || tight && (in_fours || layout.first() == Some(&6) || layout.len() == 2);
    let foreign_and_parted =
        issuer == Issuer::Foreign && !candidate.is_one_group() && candidate.has_gap(Gap::Space);
    let in_order = labelled
        || candidate.is_one_group()
        || by_hand && !foreign_and_parted
        || issuer == Issuer::Domestic
            && passes_luhn(values)
            && candidate.partings().iter().all(|parting| {
                matches!(parting.gap, Gap::Hyphen | Gap::Markup | Gap::Star | Gap::Space)
                    && parting.width <= 2
            });
    if !in_order {
        return None;
    }
    let kind = if candidate.is_after(&OTHER_NUMBERS) {
        Kind::Doubtful(Doubt::OtherwiseNamed)
    } else if passes_luhn(values) {
        Kind::BankCard
    } else if candidate.is_one_group() || labelled || in_fours && issuer == Issuer::Domestic {
        Kind::Doubtful(Doubt::CardLike)
    } else {
        return None;
    };
    // Eighteen digits that are no card are told as an ID number that fails.
    if kind == Kind::Doubtful(Doubt::CardLike) && values.len() == 18 && !labelled {
        return None;
    }
    Some(finding(candidate, kind, candidate.range(), CARD))
}
