//! Ratings, make-ups and re-tests, each rule as an example.

use yanxi_campaign::Fraction;
use yanxi_campaign::plan::{Denominator, Grade, RatingRule, ShareRule};
use yanxi_campaign::rating::{Ballot, BallotFault, Group};

/// 满意 and 基本满意 count, 不满意 does not; 70 per cent passes.
fn rule() -> RatingRule {
    let grade = |name: &str, weight| Grade {
        name: name.into(),
        weight: Fraction::whole(weight),
        left_out: false,
    };
    RatingRule {
        grades: vec![grade("满意", 1), grade("基本满意", 1), grade("不满意", 0)],
        pass: Some(Fraction::whole(70)),
        ..RatingRule::default()
    }
}

fn ballot(votes: [u32; 3]) -> Ballot {
    Ballot {
        issued: Some(250),
        returned: Some(240),
        valid: Some(votes.iter().sum()),
        votes: votes.to_vec(),
        groups: vec![Group {
            name: "群众代表".into(), expected: Some(300), present: Some(244)
        }],
        ..Ballot::default()
    }
}

fn result(ballot: &Ballot, rule: &RatingRule) -> Option<(String, Option<bool>)> {
    let outcome = ballot.outcome(rule)?;
    Some((outcome.shown(rule), outcome.passed))
}

#[test]
fn a_rating_that_fails_and_its_retest_keep_a_result_each() {
    let (first, again) = (ballot([100, 63, 70]), ballot([120, 60, 50]));
    assert_eq!(result(&first, &rule()), Some(("69.96%（163/233）".into(), Some(false))));
    assert_eq!(result(&again, &rule()), Some(("78.26%（180/230）".into(), Some(true))));
}

#[test]
fn a_retest_may_fail_again_by_one_vote() {
    assert_eq!(
        result(&ballot([69, 0, 30]), &rule()),
        Some(("69.70%（69/99）".into(), Some(false)))
    );
    assert_eq!(result(&ballot([70, 0, 30]), &rule()), Some(("70.0%（70/100）".into(), Some(true))));
}

#[test]
fn the_plan_says_what_votes_are_divided_by() {
    let of = |denominator| {
        let rule = RatingRule { denominator, ..rule() };
        ballot([100, 68, 32]).outcome(&rule).map(|outcome| outcome.of)
    };
    assert_eq!(of(Denominator::Valid), Some(200));
    assert_eq!(of(Denominator::Returned), Some(240));
    assert_eq!(of(Denominator::Issued), Some(250));
    assert_eq!(of(Denominator::Present), Some(244));
}

#[test]
fn the_same_votes_pass_or_fail_by_what_they_are_divided_by() {
    let passed = |denominator| {
        let rule = RatingRule { denominator, ..rule() };
        ballot([100, 68, 32]).outcome(&rule)?.passed
    };
    assert_eq!(passed(Denominator::Valid), Some(true));
    // 168 of 240 are 70 per cent to the vote; 168 of 244 are not.
    assert_eq!(passed(Denominator::Returned), Some(true));
    assert_eq!(passed(Denominator::Present), Some(false));
}

#[test]
fn a_rule_without_a_pass_mark_gives_no_verdict() {
    let rule = RatingRule { pass: None, ..rule() };
    assert_eq!(result(&ballot([1, 1, 1]), &rule), Some(("66.67%（2/3）".into(), None)));
}

#[test]
fn nothing_counted_gives_no_result() {
    assert_eq!(result(&ballot([0, 0, 0]), &rule()), None);
    let uncounted = Ballot { returned: None, ..ballot([1, 1, 1]) };
    let rule = RatingRule { denominator: Denominator::Returned, ..rule() };
    assert_eq!(result(&uncounted, &rule), None);
}

#[test]
fn a_share_is_of_those_who_came_or_of_those_expected_as_the_plan_says() {
    let group = |name: &str, expected, present| Group {
        name: name.into(),
        expected: Some(expected),
        present: Some(present),
    };
    let ballot = Ballot {
        groups: vec![group("群众代表", 40, 29), group("干部", 60, 71)],
        ..Ballot::default()
    };
    let share = |of_present| {
        let rule = ShareRule {
            groups: vec!["群众代表".into()],
            of_present,
            min: Fraction::whole(30),
            ..ShareRule::default()
        };
        let share = ballot.share(&rule)?;
        Some((share.shown(&rule), share.passed))
    };
    assert_eq!(share(true), Some(("29.0%（29/100）".into(), false)));
    assert_eq!(share(false), Some(("40.0%（40/100）".into(), true)));
}

#[test]
fn more_present_than_expected_does_not_add_up() {
    let ballot = Ballot {
        groups: vec![Group { name: "干部".into(), expected: Some(8), present: Some(9) }],
        ..Ballot::default()
    };
    assert_eq!(ballot.faults(), [BallotFault::PresentAboveExpected { group: 0 }]);
}

#[test]
fn more_votes_than_ballots_do_not_add_up_though_nobody_counted_the_valid_ones() {
    let uncounted =
        |returned, issued| Ballot { valid: None, returned, issued, ..ballot([9, 0, 3]) };
    let above = |returned| BallotFault::VotesAboveReturned { votes: 12, returned };
    assert_eq!(uncounted(Some(10), Some(12)).faults(), [above(10)]);
    assert_eq!(uncounted(None, Some(11)).faults(), [above(11)]);
    assert_eq!(uncounted(Some(12), None).faults(), []);
    assert_eq!(uncounted(None, None).faults(), []);
}
