//! Ratings: ballots against the plan's rule, shares of representatives, make-ups.
//! In: a [`Ballot`] and the plan's [`RatingRule`]. Out: an exact result with its verdict, and what does not add up.
//!
//! What "satisfied" means, what it is divided by and what passes are data of the plan: 62/19/9/10 ballots are 62, 81
//! or 90.2 per cent by three rules in use.

use crate::plan::{Denominator, RatingRule, ShareRule};
use crate::{Fraction, Id};

/// The counted papers of one rating.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ballot {
    /// Id of a rating rule.
    pub rule: Id,
    /// Groups invited and present, in the order written.
    pub groups: Vec<Group>,
    pub issued: Option<u32>,
    pub returned: Option<u32>,
    pub valid: Option<u32>,
    /// Votes by grade, in the rule's order.
    pub votes: Vec<u32>,
}

/// A group of people at a rating.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    pub name: String,
    pub expected: Option<u32>,
    pub present: Option<u32>,
}

/// A fault of a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotFault {
    ReturnedAboveIssued {
        returned: u32,
        issued: u32,
    },
    ValidAboveReturned {
        valid: u32,
        returned: u32,
    },
    VotesAreNotValid {
        votes: u64,
        valid: u32,
    },
    /// Where nobody counted the valid ones.
    VotesAboveReturned {
        votes: u64,
        returned: u32,
    },
    PresentAboveExpected {
        group: usize,
    },
}

/// The outcome of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// In per cent.
    pub satisfaction: Fraction,
    /// Votes times weight (best grade = 1) and what they were divided by.
    pub weighted: Fraction,
    pub of: u64,
    /// `None` where the plan has no pass mark.
    pub passed: Option<bool>,
}

/// The share of some groups among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub part: u64,
    pub of: u64,
    /// In per cent.
    pub percent: Fraction,
    pub passed: bool,
}

impl Ballot {
    pub fn all_votes(&self) -> u64 {
        self.votes.iter().map(|votes| u64::from(*votes)).sum()
    }

    pub fn present(&self) -> u64 {
        self.groups.iter().filter_map(|group| group.present).map(u64::from).sum()
    }

    pub fn expected(&self) -> u64 {
        self.groups.iter().filter_map(|group| group.expected).map(u64::from).sum()
    }

    /// Everything in the ballot that cannot be.
    pub fn faults(&self) -> Vec<BallotFault> {
        let mut faults = Vec::new();
        if let (Some(returned), Some(issued)) = (self.returned, self.issued)
            && returned > issued
        {
            faults.push(BallotFault::ReturnedAboveIssued { returned, issued });
        }
        if let (Some(valid), Some(returned)) = (self.valid, self.returned.or(self.issued))
            && valid > returned
        {
            faults.push(BallotFault::ValidAboveReturned { valid, returned });
        }
        let votes = self.all_votes();
        match (self.valid, self.returned.or(self.issued)) {
            (Some(valid), _) if votes != u64::from(valid) => {
                faults.push(BallotFault::VotesAreNotValid { votes, valid });
            }
            (None, Some(returned)) if votes > u64::from(returned) => {
                faults.push(BallotFault::VotesAboveReturned { votes, returned });
            }
            _ => {}
        }
        for (number, group) in self.groups.iter().enumerate() {
            if let (Some(present), Some(expected)) = (group.present, group.expected)
                && present > expected
            {
                faults.push(BallotFault::PresentAboveExpected { group: number });
            }
        }
        faults
    }

    /// The result by a rule; `None` where nothing was counted or the votes are not told, or the rule has no grade of any
    /// weight.
    pub fn outcome(&self, rule: &RatingRule) -> Option<Outcome> {
        if self.votes.is_empty() {
            return None;
        }
        let best =
            rule.grades.iter().filter(|grade| !grade.left_out).map(|grade| grade.weight).max()?;
        let mut weighted = Fraction::whole(0);
        let mut left_out = 0_u64;
        for (grade, votes) in rule.grades.iter().zip(&self.votes) {
            if grade.left_out {
                left_out += u64::from(*votes);
            } else {
                let share = grade.weight.divided_by(best)?;
                weighted = weighted.plus(share.times(Fraction::whole(u64::from(*votes)))?)?;
            }
        }
        let whole = match rule.denominator {
            Denominator::Valid => self.valid.map_or_else(|| self.all_votes(), u64::from),
            Denominator::Returned => u64::from(self.returned?),
            Denominator::Issued => u64::from(self.issued?),
            Denominator::Present => self.present(),
        };
        let of = whole.checked_sub(left_out)?;
        let satisfaction = weighted.divided_by(Fraction::whole(of))?.percent()?;
        Some(Outcome {
            satisfaction,
            weighted,
            of,
            passed: rule.pass.map(|pass| satisfaction >= pass),
        })
    }

    /// The share of the rule's groups; `None` where nobody was counted.
    pub fn share(&self, rule: &ShareRule) -> Option<Share> {
        let count = |group: &Group| {
            let count = if rule.of_present { group.present } else { group.expected };
            u64::from(count.unwrap_or(0))
        };
        let part =
            self.groups.iter().filter(|group| rule.groups.contains(&group.name)).map(count).sum();
        let of = self.groups.iter().map(count).sum();
        let percent = Fraction::new(part, of)?.percent()?;
        Some(Share { part, of, percent, passed: percent >= rule.min })
    }
}

impl Outcome {
    /// The satisfaction as a figure that agrees with the verdict, such as `69.96%（163/233）`.
    pub fn shown(&self, rule: &RatingRule) -> String {
        let thresholds: Vec<Fraction> = rule.pass.into_iter().collect();
        let percent = self.satisfaction.quotient_against(&thresholds);
        let part = self.weighted.shown_against(&[]);
        let part = part.strip_suffix(".0").unwrap_or(&part);
        format!("{percent}%（{part}/{}）", self.of)
    }
}

impl Share {
    /// The share as a figure that agrees with the verdict.
    pub fn shown(&self, rule: &ShareRule) -> String {
        let percent = self.percent.quotient_against(&[rule.min]);
        format!("{percent}%（{}/{}）", self.part, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Grade;
    use proptest::prelude::*;

    fn rule(weights: &[(&str, Option<u64>)], pass: u64) -> RatingRule {
        RatingRule {
            grades: weights
                .iter()
                .map(|(name, weight)| Grade {
                    name: name.to_string(),
                    weight: Fraction::whole(weight.unwrap_or(0)),
                    left_out: weight.is_none(),
                })
                .collect(),
            pass: Some(Fraction::whole(pass)),
            ..RatingRule::default()
        }
    }

    fn ballot(votes: &[u32]) -> Ballot {
        Ballot { votes: votes.to_vec(), valid: Some(votes.iter().sum()), ..Ballot::default() }
    }

    #[test]
    fn the_formula_of_the_plan_decides() {
        let votes = ballot(&[62, 19, 9, 10]);
        let results = [
            rule(
                &[
                    ("满意", Some(1)),
                    ("基本满意", Some(0)),
                    ("不满意", Some(0)),
                    ("不了解", Some(0)),
                ],
                70,
            ),
            rule(
                &[
                    ("满意", Some(1)),
                    ("基本满意", Some(1)),
                    ("不满意", Some(0)),
                    ("不了解", Some(0)),
                ],
                70,
            ),
            rule(
                &[
                    ("满意", Some(100)),
                    ("基本满意", Some(75)),
                    ("不满意", Some(55)),
                    ("不了解", None),
                ],
                70,
            ),
        ]
        .map(|rule| votes.outcome(&rule).map(|outcome| (outcome.shown(&rule), outcome.passed)));
        assert_eq!(
            results,
            [
                Some(("62.0%（62/100）".into(), Some(false))),
                Some(("81.0%（81/100）".into(), Some(true))),
                Some(("90.22%（81.2/90）".into(), Some(true))),
            ]
        );
    }

    #[test]
    fn the_mark_itself_passes_and_just_below_does_not() {
        let two = rule(&[("满意", Some(1)), ("不满意", Some(0))], 70);
        let outcome = |yes, no| ballot(&[yes, no]).outcome(&two).map(|o| (o.shown(&two), o.passed));
        assert_eq!(outcome(163, 70), Some(("69.96%（163/233）".into(), Some(false))));
        assert_eq!(outcome(7, 3), Some(("70.0%（7/10）".into(), Some(true))));
        assert_eq!(ballot(&[0, 0]).outcome(&two), None);
    }

    #[test]
    fn thirty_per_cent_of_representatives_is_enough() {
        let rule = ShareRule {
            groups: vec!["群众代表".into()],
            of_present: true,
            min: Fraction::whole(30),
            ..ShareRule::default()
        };
        let group = |name: &str, present| Group {
            name: name.into(),
            present: Some(present),
            ..Group::default()
        };
        let share = |masses, others| {
            Ballot {
                groups: vec![group("群众代表", masses), group("干部", others)],
                ..Ballot::default()
            }
            .share(&rule)
            .map(|share| (share.shown(&rule), share.passed))
        };
        assert_eq!(share(3, 7), Some(("30.0%（3/10）".into(), true)));
        assert_eq!(share(2_999, 7_001), Some(("29.99%（2999/10000）".into(), false)));
        assert_eq!(share(0, 0), None);
    }

    #[test]
    fn ballots_that_do_not_add_up_are_told() {
        let wrong = Ballot {
            issued: Some(10),
            returned: Some(12),
            valid: Some(13),
            votes: vec![1, 2],
            ..Ballot::default()
        };
        assert_eq!(
            wrong.faults(),
            [
                BallotFault::ReturnedAboveIssued { returned: 12, issued: 10 },
                BallotFault::ValidAboveReturned { valid: 13, returned: 12 },
                BallotFault::VotesAreNotValid { votes: 3, valid: 13 },
            ]
        );
    }

    proptest! {
        #[test]
        fn the_shown_figure_agrees_with_the_verdict(yes in 0_u32..5_000, no in 0_u32..5_000, pass in 1_u64..100) {
            let rule = rule(&[("满意", Some(1)), ("不满意", Some(0))], pass);
            if let Some(outcome) = ballot(&[yes, no]).outcome(&rule) {
                let shown = outcome.shown(&rule);
                let figure = Fraction::parse(shown.split('%').next().unwrap()).unwrap();
                prop_assert_eq!(Some(figure >= Fraction::whole(pass)), outcome.passed);
                prop_assert_eq!(outcome.passed, Some(u64::from(yes) * 100 >= pass * u64::from(yes + no)));
            }
        }
    }
}
