//! Finds ID numbers, bank cards and mobile numbers.
//! In: a text. Out: findings that do not overlap. A number is made of whole groups: it never begins or ends beside a
//! digit, and what parts its groups must be what people put between them.

use std::ops::Range;

use super::check_digit::{
    Issuer, card_issuer, is_id_number, is_old_id_number, is_organisation_code, passes_luhn,
};
use super::digits::{Digit, Reading, Run, markup, runs};
use super::mask::{CARD, ID, MOBILE, OLD_ID};
use super::reading::{Gap, Sign, is_ex, is_invisible, sign, words_before};
use super::{Doubt, Finding, Kind, mask, mobile};

/// Consecutive groups of a run, taken together.
pub(super) struct Candidate<'a> {
    pub(super) text: &'a str,
    pub(super) run: &'a Run,
    pub(super) groups: Range<usize>,
}

impl Candidate<'_> {
    pub(super) fn digits(&self) -> &[Digit] {
        let first = self.run.groups[self.groups.start].start;
        let last = self.run.groups[self.groups.end - 1].end;
        &self.run.digits[first..last]
    }

    pub(super) fn values(&self) -> Vec<u8> {
        self.digits().iter().map(|digit| digit.value).collect()
    }

    pub(super) fn range(&self) -> Range<usize> {
        let digits = self.digits();
        match (digits.first(), digits.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Lengths of its groups.
    pub(super) fn layout(&self) -> Vec<usize> {
        self.run.groups[self.groups.clone()]
            .iter()
            .map(|group| group.len())
            .collect()
    }

    /// The gaps inside it.
    pub(super) fn has_gap(&self, wanted: Gap) -> bool {
        self.partings().iter().any(|parting| parting.gap == wanted)
    }

    pub(super) fn widest_gap(&self) -> usize {
        self.partings()
            .iter()
            .map(|parting| parting.width)
            .max()
            .unwrap_or_default()
    }

    fn partings(&self) -> &[super::digits::Parting] {
        &self.run.partings[self.groups.start..self.groups.end - 1]
    }

    pub(super) fn is_one_group(&self) -> bool {
        self.groups.len() == 1
    }

    /// Words close before it, without gaps.
    pub(super) fn before(&self) -> String {
        words_before(self.text, self.range().start, 14)
    }

    pub(super) fn is_after(&self, labels: &[&str]) -> bool {
        let before = self.before();
        let words = before
            .trim_end_matches(|c: char| !c.is_alphanumeric() || c.is_ascii_digit())
            .to_lowercase();
        labels.iter().any(|label| words.ends_with(label))
    }

    /// Look-alikes are believed where the number does not hang on one letter at its edge.
    fn is_believable(&self) -> bool {
        let digits = self.digits();
        let look_alike = digits.iter().filter(|digit| digit.look_alike).count();
        // 周一139… and 139…一名: a Chinese digit at the edge belongs to the words. A letter does not.
        let at_edge = |digit: Option<&Digit>| {
            digit.is_some_and(|digit| {
                digit.look_alike && !self.text.as_bytes()[digit.start].is_ascii()
            })
        };
        let edges = at_edge(digits.first()) || at_edge(digits.last());
        look_alike > 0 && (!edges || look_alike >= 3) && !self.joins_a_word()
    }

    /// Whether letters that were taken for digits belong to a word: `tel138…`.
    fn joins_a_word(&self) -> bool {
        let range = self.range();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let first = self.text[range.start..].chars().next();
        let last = self.text[..range.end].chars().next_back();
        letter(first) && letter(self.text[..range.start].chars().next_back())
            || letter(last) && letter(self.text[range.end..].chars().next())
    }
}

/// Words after which a number is no person's, whatever its form.
const OTHER_NUMBERS: [&str; 32] = [
    "发票号码",
    "发票号",
    "发票代码",
    "合同编号",
    "合同号",
    "订单号",
    "订单编号",
    "订单",
    "运单号",
    "快递单号",
    "单号",
    "流水号",
    "条形码",
    "条码",
    "批号",
    "证书编号",
    "设备编号",
    "资产编号",
    "项目编号",
    "项目编码",
    "项目代码",
    "案号",
    "文号",
    "编码",
    "产品编号",
    "标准号",
    "isbn",
    "序列号",
    "交易号",
    "凭证号",
    "受理编号",
    "许可证编号",
];
const ORGANISATION: [&str; 4] = ["信用代码", "社会信用代码", "代码证", "机构代码"];
const IDENTITY: [&str; 10] = [
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "证件号",
    "证件号码",
    "身份号码",
    "身份证号为",
    "id",
    "身份证编号",
];
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

/// All numbers of persons in a text.
pub(super) fn find(text: &str) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for reading in [Reading::Plain, Reading::WithLookAlikes] {
        let mut further = Vec::new();
        runs(text, reading, |run| {
            if reading == Reading::Plain || run.digits.iter().any(|digit| digit.look_alike) {
                find_in_run(text, run, reading, &mut further);
            }
        });
        further.retain(|finding| !findings.iter().any(|other| overlap(other, finding)));
        findings.extend(further);
    }
    findings
}

fn overlap(a: &Finding, b: &Finding) -> bool {
    a.range.start < b.range.end && b.range.start < a.range.end
}

fn find_in_run(text: &str, run: &Run, reading: Reading, findings: &mut Vec<Finding>) {
    let mut group = 0;
    while group < run.groups.len() {
        let mut best: Option<(u8, usize, Finding)> = None;
        let mut length = 0;
        for end in group + 1..=run.groups.len() {
            length += run.groups[end - 1].len();
            if length > 19 {
                break;
            }
            if length < 11 {
                continue;
            }
            let candidate = Candidate {
                text,
                run,
                groups: group..end,
            };
            if reading == Reading::WithLookAlikes && !candidate.is_believable() {
                continue;
            }
            if let Some(finding) = judge(&candidate) {
                let weight = weight(finding.kind);
                if best.as_ref().is_none_or(|(other, _, _)| weight < *other) {
                    best = Some((weight, end, finding));
                }
            }
        }
        match best {
            Some((weight, end, finding)) => {
                // A doubtful number gives way to a sure one that begins inside it.
                group = if weight > 2 { group + 1 } else { end };
                findings.retain(|other| {
                    !(overlap(other, &finding) && weight < self::weight(other.kind))
                });
                if !findings.iter().any(|other| overlap(other, &finding)) {
                    findings.push(finding);
                }
            }
            None => group += 1,
        }
    }
}

fn weight(kind: Kind) -> u8 {
    match kind {
        Kind::IdNumber => 0,
        Kind::BankCard => 1,
        Kind::Mobile => 2,
        _ => 3,
    }
}

fn judge(candidate: &Candidate<'_>) -> Option<Finding> {
    let values = candidate.values();
    id_number(candidate, &values)
        .or_else(|| bank_card(candidate, &values))
        .or_else(|| mobile_number(candidate, &values))
        .or_else(|| failed_id_number(candidate, &values))
        .or_else(|| old_id_number(candidate, &values))
}

fn finding(
    candidate: &Candidate<'_>,
    kind: Kind,
    range: Range<usize>,
    style: mask::Kept,
) -> Finding {
    Finding {
        kind,
        mask: mask::of_number(&candidate.text[range.clone()], style),
        range,
    }
}

/// A lone comma between columns of a table is not what parts a number.
fn commas_are_spread(candidate: &Candidate<'_>) -> bool {
    let layout = candidate.layout();
    !candidate.has_gap(Gap::Comma)
        || matches!(layout.as_slice(), [6, 8, 3..=4] | [6, 8, 3, 1])
        || layout.iter().all(|length| *length == 1)
}

/// Where the X of an ID number ends that stands after seventeen digits.
fn ex_after(text: &str, at: usize) -> Option<usize> {
    let mut gaps = 0;
    let mut at = at;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if is_ex(c) {
            return Some(after);
        }
        at = markup(&text[at..]).map_or(after, |length| at + length);
        if is_invisible(c) {
            continue;
        }
        gaps += 1;
        let is_gap = at > after || matches!(sign(c), Sign::Gap(_));
        if gaps > 3 || !is_gap {
            return None;
        }
    }
    None
}

fn id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    if !commas_are_spread(candidate) {
        return None;
    }
    let range = candidate.range();
    let whole = match values.len() {
        18 if is_id_number(values) => range,
        17 => {
            let end = ex_after(candidate.text, range.end)?;
            let mut with_ex = values.to_vec();
            with_ex.push(10);
            if !is_id_number(&with_ex) || next_is_digit(candidate.text, end) {
                return None;
            }
            range.start..end
        }
        _ => return None,
    };
    Some(finding(candidate, Kind::IdNumber, whole, ID))
}

fn next_is_digit(text: &str, at: usize) -> bool {
    text[at..]
        .chars()
        .find(|c| !is_invisible(*c))
        .is_some_and(|c| matches!(sign(c), Sign::Digit(_)))
}

/// Eighteen digits that look like an ID number and fail.
fn failed_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let range = candidate.range();
    let one_piece = candidate.is_one_group()
        || matches!(candidate.layout().as_slice(), [6, 8, 4] | [6, 8, 3])
            && !candidate.has_gap(Gap::Comma);
    if !one_piece || values.iter().all(|digit| Some(digit) == values.first()) {
        return None;
    }
    let range = match values.len() {
        18 => range,
        // Only as good as its birth date: seventeen digits with an X stand in few other numbers.
        17 => {
            range.start..ex_after(candidate.text, range.end).filter(|end| end - range.end <= 3)?
        }
        _ => return None,
    };
    let is_organisation = is_organisation_code(values) && candidate.is_after(&ORGANISATION);
    if is_organisation || candidate.is_after(&OTHER_NUMBERS) {
        return None;
    }
    let doubt = Kind::Doubtful(Doubt::FailedIdNumber);
    Some(finding(candidate, doubt, range, ID))
}

/// The old form has no check digit: sure only where the words before it say what it is.
fn old_id_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let layout = candidate.layout();
    let labelled = candidate.is_after(&IDENTITY);
    let one_piece = candidate.is_one_group() || layout == [6, 6, 3];
    if !is_old_id_number(values) || !(one_piece || labelled) || candidate.has_gap(Gap::Comma) {
        return None;
    }
    let kind = if labelled {
        Kind::IdNumber
    } else {
        Kind::Doubtful(Doubt::OldIdNumber)
    };
    Some(finding(candidate, kind, candidate.range(), OLD_ID))
}

fn bank_card(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
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
                matches!(
                    parting.gap,
                    Gap::Hyphen | Gap::Markup | Gap::Star | Gap::Space
                ) && parting.width <= 2
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

fn mobile_number(candidate: &Candidate<'_>, values: &[u8]) -> Option<Finding> {
    let (range, doubtful) = mobile::judge(candidate, values, &OTHER_NUMBERS)?;
    let kind = if doubtful {
        Kind::Doubtful(Doubt::OtherwiseNamed)
    } else {
        Kind::Mobile
    };
    Some(finding(candidate, kind, range, MOBILE))
}
