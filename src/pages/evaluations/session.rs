//! One rating: who was there, how they voted, what came of it.
//! In: a rating record. Out: its part of the page.

use yanxi_campaign::Record;
use yanxi_campaign::evaluation::Evaluations;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{RatingRule, ShareRule};
use yanxi_campaign::rating::{Ballot, Group, Outcome};
use yanxi_campaign::state::State;

use super::super::block::{Block, Cell, Column, Inline, NoticeKind, Row, Table};
use super::super::ledger::{date_cell, exact, field, units_cell};
use super::super::shown::{anchor, closings, record_link, review};
use super::super::{DerivedPage, View};
use super::make_up::Chains;

/// Groups and ballots below this are not told apart in public.
const LEAST_SHOWN: u32 = 5;

pub(super) struct Session<'a> {
    pub(super) record: &'a Record,
    pub(super) rule: Option<&'a RatingRule>,
    /// Only of reviewed ballots without a fault.
    pub(super) outcome: Option<Outcome>,
    shares: Vec<&'a ShareRule>,
    faulty: bool,
    too_few: bool,
    passed: Option<bool>,
}

impl<'a> Session<'a> {
    pub(super) fn of(evaluations: &Evaluations<'a>, record: &'a Record) -> Self {
        let result = evaluations.result(record);
        Session {
            record,
            rule: result.and_then(|result| result.rule),
            outcome: result.and_then(|result| result.outcome),
            shares: result.map_or_else(Vec::new, |result| result.shares.clone()),
            faulty: result.is_some_and(|result| result.faulty),
            too_few: result.is_some_and(|result| result.too_few),
            passed: result.and_then(|result| result.passed),
        }
    }

    pub(super) fn passed(&self) -> Option<bool> {
        self.passed
    }

    /// It reached the mark, and too few came of those whom the plan asks for.
    pub(super) fn lacks_representatives(&self) -> bool {
        self.too_few && self.outcome.is_some_and(|outcome| outcome.passed != Some(false))
    }

    /// The result as a figure that agrees with the verdict; empty where none can be computed or a few votes would
    /// be told by it.
    pub(super) fn result(&self, view: &View<'_>) -> String {
        let small = |ballot: &Ballot| is_small(view, ballot);
        if self.record.ballot.as_ref().is_some_and(small) {
            return String::new();
        }
        self.outcome.zip(self.rule).map_or_else(String::new, |(outcome, rule)| outcome.shown(rule))
    }

    pub(super) fn result_cell(&self, view: &View<'_>) -> Cell {
        let shown = self.result(view);
        let sort = self
            .outcome
            .filter(|_| !shown.is_empty())
            .map_or_else(|| "-1".into(), |outcome| outcome.satisfaction.shown_against(&[]));
        Cell::text(shown).sorted_by(sort)
    }

    pub(super) fn verdict(&self) -> Inline {
        match (self.passed(), self.record.counts()) {
            (Some(true), _) => Inline::State { state: State::Done, text: "达标".into() },
            (Some(false), _) if self.lacks_representatives() => Inline::State {
                state: State::Missing,
                text: "代表比例不够，不算达标".into(),
            },
            (Some(false), _) => Inline::State { state: State::Missing, text: "未达标".into() },
            (None, false) => review(self.record),
            (None, true) if self.faulty => Inline::state(State::Faulty),
            (None, true) if self.outcome.is_some() => Inline::text("不设合格线"),
            (None, true) => Inline::text("没有票数"),
        }
    }

    pub(super) fn published(&self) -> Cell {
        date_cell(self.record.date_of(Meaning::PublishedOn))
    }

    pub(super) fn shares_cell(&self, view: &View<'_>) -> Cell {
        let Some(ballot) = &self.record.ballot else {
            return Cell::default();
        };
        let mut content = Vec::new();
        // The public edition may lack the numbers, which says nothing of who came.
        let told = |rule: &&&ShareRule| view.internal || ballot.share(rule).is_some();
        for rule in self.shares.iter().filter(told) {
            if !content.is_empty() {
                content.push(Inline::LineBreak);
            }
            content.extend(share_of(view, ballot, rule));
        }
        Cell::of(content)
    }

    pub(super) fn anchor(&self) -> String {
        anchor("s", &self.record.id)
    }

    /// Everything about the session.
    pub(super) fn push(&self, page: &mut DerivedPage, view: &View<'_>, chains: &Chains<'_>) {
        let record = self.record;
        page.push(Block::heading(record.title.clone(), self.anchor()));
        if record.is_faulty() || self.faulty {
            let mut text = vec![Inline::text("此测评记录有误，不计算结果。")];
            text.extend(record.faults.iter().map(|fault| Inline::text(&fault.message.chinese)));
            page.push(Block::Notice { kind: NoticeKind::Warning, text });
        }
        page.push(Block::Facts(self.facts(view, chains)));
        if let Some(ballot) = &record.ballot {
            self.push_groups(page, view, ballot);
            self.push_votes(page, view, ballot);
        }
        for warning in self.warnings(view) {
            page.push(Block::warning(warning));
        }
    }

    fn facts(&self, view: &View<'_>, chains: &Chains<'_>) -> Vec<(String, Vec<Inline>)> {
        let record = self.record;
        let text = |text: String| {
            if text.is_empty() { Vec::new() } else { vec![Inline::text(text)] }
        };
        let count = |name: &str, count: Option<u32>| {
            let shown =
                count.map_or_else(Vec::new, |count| vec![Inline::text(format!("{count}票"))]);
            (name.to_string(), shown)
        };
        let ballot = record.ballot.as_ref();
        let mut facts = vec![
            ("满意度".to_string(), self.result_with_verdict(view)),
            ("记录".to_string(), vec![record_link(view, record)]),
            ("对象".to_string(), units_cell(view, record).content),
            ("日期".to_string(), text(super::super::view::date(record.date))),
            ("形式".to_string(), field(view, record, Meaning::Form)),
            ("范围".to_string(), field(view, record, Meaning::Scope)),
            ("范围批准".to_string(), self.scope(view)),
            count("发出", ballot.and_then(|ballot| ballot.issued)),
            count("收回", ballot.and_then(|ballot| ballot.returned)),
            count("有效", ballot.and_then(|ballot| ballot.valid)),
            ("代表比例".to_string(), self.shares_cell(view).content),
            ("公布日期".to_string(), field(view, record, Meaning::PublishedOn)),
        ];
        facts.extend(chains.facts(view, self));
        facts.push(("说明".to_string(), closings(record)));
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }

    /// Result, votes and shares in a few words.
    pub(super) fn particulars(&self, view: &View<'_>) -> Vec<(&'static str, Vec<Inline>)> {
        let mut facts = vec![("满意度", self.result_with_verdict(view))];
        if let (Some(ballot), Some(rule)) = (&self.record.ballot, self.rule)
            && !is_small(view, ballot)
        {
            let votes = rule.grades.iter().zip(&ballot.votes);
            let votes: Vec<String> =
                votes.map(|(grade, votes)| format!("{}{votes}票", grade.name)).collect();
            facts.push(("票数", vec![Inline::text(votes.join("、"))]));
        }
        facts.push(("代表比例", self.shares_cell(view).content));
        facts.retain(|(_, value)| !value.is_empty());
        facts
    }

    fn result_with_verdict(&self, view: &View<'_>) -> Vec<Inline> {
        let result = self.result(view);
        let mut content = Vec::new();
        if !result.is_empty() {
            content.push(Inline::text(format!("{result} ")));
        }
        content.push(self.verdict());
        content
    }

    /// Who approved the scope and when, and whether that was beforehand.
    fn scope(&self, view: &View<'_>) -> Vec<Inline> {
        let mut content = field(view, self.record, Meaning::ScopeApprover);
        let approved = self.record.date_of(Meaning::ScopeApproved);
        if let Some(day) = approved {
            if !content.is_empty() {
                content.push(Inline::text("，"));
            }
            content.push(Inline::text(super::super::view::long_date(day)));
        }
        let asked = view.internal && self.asks_for_approval(view);
        match (approved, self.record.date) {
            (Some(approved), Some(held)) if approved > held && asked => {
                content.push(Inline::text(" "));
                content.push(Inline::warning("批准晚于测评"));
            }
            (Some(approved), Some(held)) if approved > held => {
                content.push(Inline::text("（测评之后）"));
            }
            (Some(_), Some(_)) => content.push(Inline::text("（测评之前）")),
            // The public edition may lack the fields, which says nothing of the approval.
            _ if asked => content.push(Inline::warning("未见事先批准")),
            _ => {}
        }
        content
    }

    /// Whether the plan wants the scope approved: its rule says so, or the type has a field for it.
    fn asks_for_approval(&self, view: &View<'_>) -> bool {
        let kind = view.campaign.plan.record_type(&self.record.kind);
        self.rule.is_some_and(|rule| rule.approved_scope)
            || kind.is_some_and(|kind| {
                kind.fields.iter().any(|field| {
                    let meaning = Meaning::of_key(&field.key);
                    matches!(meaning, Some(Meaning::ScopeApprover | Meaning::ScopeApproved))
                })
            })
    }

    /// Who was expected and who came, by group.
    fn push_groups(&self, page: &mut DerivedPage, view: &View<'_>, ballot: &Ballot) {
        if ballot.groups.is_empty() {
            return;
        }
        let hides =
            |count: Option<u32>| !view.internal && count.is_some_and(|count| count < LEAST_SHOWN);
        let shown = |count: Option<u32>| {
            if hides(count) {
                Cell::text(format!("不足{LEAST_SHOWN}人")).sorted_by("0")
            } else {
                count.map_or_else(Cell::default, Cell::number)
            }
        };
        let hidden =
            ballot.groups.iter().any(|group| hides(group.expected) || hides(group.present));
        let mut rows: Vec<Row> = ballot
            .groups
            .iter()
            .map(|group| {
                Row::of(vec![Cell::text(&group.name), shown(group.expected), shown(group.present)])
            })
            .collect();
        // A sum would tell what the row hides.
        if !hidden && rows.len() > 1 {
            // Where nobody wrote how many there were, a sum of them would say none.
            let sum = |said: fn(&Group) -> Option<u32>, sum: u64| {
                let all = ballot.groups.iter().all(|group| said(group).is_some());
                if all { Cell::number(sum) } else { Cell::default() }
            };
            rows.push(Row::of(vec![
                Cell::text("合计"),
                sum(|group| group.expected, ballot.expected()),
                sum(|group| group.present, ballot.present()),
            ]));
        }
        page.push_with_download(Table {
            id: format!("groups-{}", self.anchor()),
            caption: format!("{}：应到和实到", self.record.title),
            columns: vec![Column::text("参加人员"), Column::number("应到"), Column::number("实到")],
            rows,
            ..Table::default()
        });
    }

    fn push_votes(&self, page: &mut DerivedPage, view: &View<'_>, ballot: &Ballot) {
        let Some(rule) = self.rule.filter(|_| !ballot.votes.is_empty()) else {
            return;
        };
        if is_small(view, ballot) {
            page.push(Block::notice(format!("有效票不足{LEAST_SHOWN}张，只公布结论。")));
            return;
        }
        // No percentages here: rounded ones could contradict the verdict.
        let rows = rule
            .grades
            .iter()
            .zip(&ballot.votes)
            .map(|(grade, votes)| {
                Row::of(vec![
                    Cell::text(&grade.name),
                    Cell::number(votes),
                    Cell::text(if grade.left_out {
                        "不计入".to_string()
                    } else {
                        exact(grade.weight)
                    }),
                ])
            })
            .collect();
        page.push_with_download(Table {
            id: format!("votes-{}", self.anchor()),
            caption: format!("{}：各等次票数", self.record.title),
            columns: vec![Column::text("等次"), Column::number("票数"), Column::text("权重")],
            rows,
            ..Table::default()
        });
    }

    fn warnings(&self, view: &View<'_>) -> Vec<String> {
        let Some(ballot) = self.record.ballot.as_ref().filter(|_| view.internal) else {
            return Vec::new();
        };
        self.shares
            .iter()
            .filter(|rule| ballot.share(rule).is_some_and(|share| !share.passed))
            .map(|rule| format!("代表比例不够：{}。", super::demand(rule)))
            .collect()
    }
}

/// Whether so few voted that the public edition shows the verdict only.
fn is_small(view: &View<'_>, ballot: &Ballot) -> bool {
    !view.internal && ballot.all_votes() < u64::from(LEAST_SHOWN)
}

/// A share with its verdict; where a small group would be told, only the percentage.
fn share_of(view: &View<'_>, ballot: &Ballot, rule: &ShareRule) -> Vec<Inline> {
    let groups = rule.groups.join("、");
    let Some(share) = ballot.share(rule) else {
        return vec![Inline::text(format!("{groups}没有人数"))];
    };
    let small = ballot.groups.iter().any(|group| {
        [group.present, group.expected].into_iter().flatten().any(|count| count < LEAST_SHOWN)
    });
    let figure = if small && !view.internal {
        format!("{}%", share.percent.quotient_against(&[rule.min]))
    } else {
        share.shown(rule)
    };
    vec![
        Inline::text(format!("{groups}占{figure} ")),
        if share.passed {
            Inline::State { state: State::Done, text: "够".into() }
        } else {
            Inline::State { state: State::Missing, text: "不够".into() }
        },
    ]
}
