//! A number as it may be read: whole groups of digits, and what stands between and before them.
//! In: a run of groups in a text. Out: [`Candidate`]: its digits, its layout, and the words it stands after.

use std::ops::Range;

use crate::digits::{Digit, Parting, Run};
use crate::reading::{Gap, words_before};

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
        self.run.groups[self.groups.clone()].iter().map(|group| group.len()).collect()
    }

    /// The gaps inside it.
    pub(super) fn has_gap(&self, wanted: Gap) -> bool {
        self.partings().iter().any(|parting| parting.gap == wanted)
    }

    pub(super) fn widest_gap(&self) -> usize {
        self.partings().iter().map(|parting| parting.width).max().unwrap_or_default()
    }

    pub(super) fn partings(&self) -> &[Parting] {
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
    pub(super) fn is_believable(&self) -> bool {
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
pub(super) const OTHER_NUMBERS: [&str; 32] = [
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
