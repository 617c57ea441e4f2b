//! W07: ledger items that are overdue, or closed without a word of the outcome.
//! In: records of types with a flow. Out: a warning at each.

use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{RecordType, Role};
use yanxi_campaign::{Campaign, Record};

use crate::rules::Subject;
use crate::rules::closing::Closings;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Figure, Name, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W07,
    bad: Example {
        files: &[(
            "台账/整改台账.csv",
            "编号,单位,问题,日期,时限,结果,状态\nw1,甲嘎查,水槽漏水,2026-11-12,2026-11-20,,整改中\nw2,乙嘎查,路灯不亮,2026-11-12,2026-11-20,,已销号\n",
        )],
    },
    good: Example {
        files: &[(
            "台账/整改台账.csv",
            "编号,单位,问题,日期,时限,结果,状态\nw1,甲嘎查,水槽漏水,2026-11-12,2026-12-20,,整改中\nw2,乙嘎查,路灯不亮,2026-11-12,2026-11-20,换了三盏灯,已销号\n",
        )],
    },
    found: Found::By(find, problems::<LedgerProblem>),
};

/// Fields that say what came of an item.
const RESULTS: [Meaning; 8] = [
    Meaning::Result,
    Meaning::Finished,
    Meaning::Handling,
    Meaning::Reply,
    Meaning::Explained,
    Meaning::Progress,
    Meaning::FollowUp,
    Meaning::Conversion,
];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for read in subject.editions.campaigns() {
        let campaign = &read.campaign;
        if campaign.plan.archived {
            continue;
        }
        let closings = Closings::of(campaign);
        let closed = campaign.closed();
        let ledgers: Vec<(&RecordType, bool)> = campaign
            .plan
            .record_types
            .iter()
            .filter(|kind| is_ledger(kind))
            .map(|kind| (kind, has_results(campaign, kind)))
            .collect();
        for record in campaign.records.iter().filter(|record| record.counts()) {
            let Some((_, with_results)) = ledgers.iter().find(|(kind, _)| kind.id == record.kind)
            else {
                continue;
            };
            let problem = if campaign.is_overdue(&closed, record, subject.editions.today) {
                overdue(record)
            } else if *with_results && closed.is(record) && says_nothing(record) {
                without_result(record)
            } else {
                continue;
            };
            problems.push(closings.weigh(problem, record));
        }
    }
    problems
}

/// Make-ups have rules of their own.
fn is_ledger(kind: &RecordType) -> bool {
    kind.role != Role::MakeUp && (!kind.flow.is_empty() || kind.role == Role::Problem)
}

/// Whether a type has a field for what came of it, in the plan or in any of its records.
fn has_results(campaign: &Campaign, kind: &RecordType) -> bool {
    let is_result =
        |key: &str| Meaning::of_key(key).is_some_and(|meaning| RESULTS.contains(&meaning));
    kind.fields.iter().any(|field| is_result(&field.key))
        || campaign
            .records
            .iter()
            .filter(|record| record.kind == kind.id)
            .any(|record| record.fields.iter().any(|(key, _)| is_result(key)))
}

fn says_nothing(record: &Record) -> bool {
    RESULTS.iter().all(|meaning| record.field(*meaning).is_empty())
        && record.characters.unwrap_or(0) == 0
}

fn overdue(record: &Record) -> Diagnostic {
    let due = record.date_of(Meaning::Due).map(|due| due.to_string());
    let problem = LedgerProblem::Overdue {
        title: Name::from(&record.title),
        due: Figure(due.unwrap_or_default()),
    };
    Diagnostic::of(record.origin.clone(), &problem)
}

fn without_result(record: &Record) -> Diagnostic {
    let state = if record.state.is_empty() { "办结" } else { &record.state };
    let problem =
        LedgerProblem::WithoutResult { title: Name::from(&record.title), state: Name::from(state) };
    Diagnostic::of(record.origin.clone(), &problem)
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum LedgerProblem {
    #[code(W07)]
    #[zh(
        "“{title}”的时限 {due} 已经过了，还没有办结",
        "办结的改状态、写结果；没有办结的，写明原因，定新的时限"
    )]
    #[en(
        "“{title}” was due on {due} and is not closed",
        "close it with its result, or say why and set a new due day"
    )]
    Overdue { title: Name, due: Figure },
    #[code(W07)]
    #[group(Mistyped)]
    #[zh("“{title}”状态是“{state}”，没有写结果", "写上办成了什么样")]
    #[en("“{title}” has the status “{state}” and no result", "write what came of it")]
    WithoutResult { title: Name, state: Name },
}
