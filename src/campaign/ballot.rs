//! Reads the ballots of a rating record.
//! In: its keys or columns: grades, 发出 收回 有效, 应到 and 实到 by group. Out: a [`Ballot`], and what does not add up.

use yanxi_campaign::Record;
use yanxi_campaign::plan::RatingRule;
use yanxi_campaign::rating::{Ballot, BallotFault, Group};
use yanxi_campaign::record::Review;

use super::directory::Directory;
use super::entity::{Content, is_named, whole_number};
use super::names::Kind;
use super::problem;
use super::reader::Reader;
use super::remedy::Label;
use yanxi_problem::{Diagnostic, Name, Problem, Words};

const RULE: &[&str] = &["rule", "测评规则"];
const ISSUED: &[&str] = &["issued", "发出", "发出票数", "发出份数"];
const RETURNED: &[&str] = &["returned", "收回", "收回票数", "收回份数"];
const VALID: &[&str] = &["valid", "有效", "有效票", "有效票数"];
const EXPECTED: &[&str] = &["expected", "应到", "应到人数"];
const PRESENT: &[&str] = &["present", "实到", "实到人数"];
/// The group of a number that names none.
const EVERYBODY: &str = "全体";

/// Numbers of a ballot that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum BallotProblem {
    #[code(E11)]
    #[zh("收回 {returned} 张，比发出的 {issued} 张还多", "核对原始票数，改正写错的数")]
    #[en(
        "{returned} ballots returned, more than the {issued} issued",
        "check the original count and correct the wrong number"
    )]
    ReturnedAboveIssued { returned: u32, issued: u32 },
    #[code(E11)]
    #[zh("有效票 {valid} 张，比{counted}的 {ballots} 张还多", "核对原始票数，改正写错的数")]
    #[en(
        "{valid} valid ballots, more than the {ballots} {counted}",
        "check the original count and correct the wrong number"
    )]
    ValidAboveCounted { valid: u32, ballots: u32, counted: Words },
    #[code(E11)]
    #[zh("各等次票数合计 {votes} 张，有效票却是 {valid} 张", "核对原始票数，改正写错的数")]
    #[en(
        "the grades add up to {votes} votes, but {valid} ballots are valid",
        "check the original count and correct the wrong number"
    )]
    VotesAreNotValid { votes: u64, valid: u32 },
    #[code(E11)]
    #[zh("各等次票数合计 {votes} 张，比{counted}的 {ballots} 张还多", "核对原始票数，改正写错的数")]
    #[en(
        "the grades add up to {votes} votes, more than the {ballots} ballots {counted}",
        "check the original count and correct the wrong number"
    )]
    VotesAboveCounted { votes: u64, ballots: u32, counted: Words },
    #[code(E11)]
    #[zh("“{group}”实到 {present} 人，比应到的 {expected} 人还多", "核对原始票数，改正写错的数")]
    #[en(
        "{present} of “{group}” present, more than the {expected} expected",
        "check the original count and correct the wrong number"
    )]
    PresentAboveExpected { group: Name, present: u32, expected: u32 },
}

/// Keys that a record keeps as fields beside its ballot.
pub(super) fn is_count(key: &str) -> bool {
    [RULE, ISSUED, RETURNED, VALID].iter().any(|names| is_named(key, names))
}

/// Whether a column holds the number expected or present of one group, and of which.
pub(super) fn group_column(name: &str) -> Option<(bool, &str)> {
    for (is_present, words) in [(false, EXPECTED), (true, PRESENT)] {
        for word in words {
            let group = name
                .strip_prefix(word)
                .and_then(|rest| rest.strip_prefix(['·', '-', '/', '－', '—', '（', '(']))
                .map(|rest| rest.trim_end_matches(['）', ')']).trim());
            if let Some(group) = group.filter(|group| !group.is_empty()) {
                return Some((is_present, group));
            }
        }
    }
    None
}

/// Reads the ballot of a rating.
pub(super) fn read(reader: &mut Reader<'_>, directory: &Directory<'_>, record: &mut Record) {
    let Some(rule) = rule(reader, directory) else {
        return;
    };
    let mut ballot = Ballot {
        rule: rule.id.clone(),
        issued: reader.number(ISSUED),
        returned: reader.number(RETURNED),
        valid: reader.number(VALID),
        ..Ballot::default()
    };
    let form = reader.form();
    let mut counted = false;
    for grade in &rule.grades {
        let field = reader
            .fields()
            .into_iter()
            .map(|(field, _)| field)
            .find(|field| field.name == grade.name && !field.value.is_empty());
        let votes = field.and_then(|field| {
            let word = field.word(form);
            let text = word.text.trim_end_matches(['票', '张', '份', '人']);
            let votes = whole_number(text).or_else(|| field.whole_number());
            if votes.is_none() {
                reader.problems.push(problem::no_number(&word));
            }
            reader.use_field(field);
            votes
        });
        counted |= field.is_some();
        ballot.votes.push(votes.unwrap_or(0));
    }
    let is_draft = record.review == Review::Draft;
    if !counted
        && !is_draft
        && let Some(first) = rule.grades.first()
    {
        reader.problems.push(problem::missing(reader.entity, &first.name));
    }
    groups(reader, &mut ballot);
    if counted && reader.problems.is_empty() {
        for fault in ballot.faults() {
            reader.problems.push(not_adding_up(reader, &ballot, fault));
        }
    }
    record.ballot = Some(ballot);
}

fn rule<'a>(reader: &mut Reader<'_>, directory: &Directory<'a>) -> Option<&'a RatingRule> {
    let rules = &directory.plan.ratings;
    match reader.word(RULE) {
        Some(word) => {
            let id = reader.resolve(&word, directory.ratings, Kind::Rating)?;
            rules.iter().find(|rule| rule.id == id)
        }
        None if rules.len() == 1 => rules.first(),
        None => {
            reader.problems.push(problem::missing(reader.entity, Label::of(RULE)));
            None
        }
    }
}

fn groups(reader: &mut Reader<'_>, ballot: &mut Ballot) {
    for (names, is_present) in [(EXPECTED, false), (PRESENT, true)] {
        let Some(field) = reader.field(names) else {
            continue;
        };
        match &field.value.content {
            Content::Table(parts) => {
                for part in parts {
                    match whole_number(&part.value.in_words()) {
                        Some(number) => count(ballot, &part.name, is_present, number),
                        None => {
                            let mut word = field.word(reader.form());
                            word.text = part.value.in_words();
                            reader.problems.push(problem::no_number(&word));
                        }
                    }
                }
            }
            _ => {
                for word in field.words(reader.form()) {
                    let text = word.text.trim_end_matches(['人', '名']);
                    let digits =
                        text.find(|character: char| character.is_numeric()).unwrap_or(text.len());
                    let (group, number) = text.split_at(digits);
                    let group = group.trim().trim_end_matches(['：', ':', '=']).trim();
                    match whole_number(number) {
                        Some(number) => {
                            let group = if group.is_empty() { EVERYBODY } else { group };
                            count(ballot, group, is_present, number);
                        }
                        None => reader.problems.push(problem::no_number(&word)),
                    }
                }
            }
        }
    }
    let form = reader.form();
    for (field, _) in reader.fields() {
        let Some((is_present, group)) = group_column(&field.name) else {
            continue;
        };
        reader.use_field(field);
        if field.value.is_empty() {
            continue;
        }
        match whole_number(&field.value.in_words()) {
            Some(number) => count(ballot, group, is_present, number),
            None => reader.problems.push(problem::no_number(&field.word(form))),
        }
    }
    // The sum of all groups beside them is not a group.
    if ballot.groups.len() > 1 {
        ballot.groups.retain(|group| group.name != EVERYBODY);
    }
}

fn count(ballot: &mut Ballot, name: &str, is_present: bool, number: u32) {
    let at = ballot.groups.iter().position(|group| group.name == name);
    let at = at.unwrap_or_else(|| {
        ballot.groups.push(Group { name: name.to_string(), ..Group::default() });
        ballot.groups.len() - 1
    });
    if let Some(group) = ballot.groups.get_mut(at) {
        if is_present {
            group.present = Some(number);
        } else {
            group.expected = Some(number);
        }
    }
}

fn not_adding_up(reader: &Reader<'_>, ballot: &Ballot, fault: BallotFault) -> Diagnostic {
    // Where the ballots that came back were not counted, those issued stand for them.
    let (counted, counted_key) = match ballot.returned {
        Some(_) => (Words::new("收回", "returned"), RETURNED),
        None => (Words::new("发出", "issued"), ISSUED),
    };
    let (key, problem) = match fault {
        BallotFault::ReturnedAboveIssued { returned, issued } => {
            (RETURNED, BallotProblem::ReturnedAboveIssued { returned, issued })
        }
        BallotFault::ValidAboveReturned { valid, returned } => {
            (VALID, BallotProblem::ValidAboveCounted { valid, ballots: returned, counted })
        }
        BallotFault::VotesAreNotValid { votes, valid } => {
            (VALID, BallotProblem::VotesAreNotValid { votes, valid })
        }
        BallotFault::VotesAboveReturned { votes, returned } => {
            (counted_key, BallotProblem::VotesAboveCounted { votes, ballots: returned, counted })
        }
        BallotFault::PresentAboveExpected { group } => {
            let Group { name, present, expected } =
                ballot.groups.get(group).cloned().unwrap_or_default();
            let (present, expected) = (present.unwrap_or_default(), expected.unwrap_or_default());
            let group = Name::from(name);
            (PRESENT, BallotProblem::PresentAboveExpected { group, present, expected })
        }
    };
    let mut fields = reader.entity.fields.iter();
    let place = fields
        .find(|field| is_named(&field.name, key))
        .map_or(&reader.entity.place, |field| &field.value.place);
    Diagnostic::of(place.clone(), &problem)
}
