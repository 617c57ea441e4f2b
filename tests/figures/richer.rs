//! The random campaigns of the counting tests with what only pages show: names, contact leaders, ratings with re-tests,
//! suggestions.
//! In: nothing but chance. Out: a campaign; every name is invented.

use proptest::prelude::*;
use proptest::sample::select;
use yanxi_campaign::plan::{
    Dates, Duty, Gate, Grade, RatingRule, RecordType, Role, ShareRule, Target, TargetPart,
};
use yanxi_campaign::rating::{Ballot, Group};
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Fraction, Record};

use crate::made;

pub(super) const RATING: &str = "ce";
pub(super) const SUGGESTION: &str = "ce2";
pub(super) const PROGRESS: &str = "jin";
pub(super) const DEED: &str = "shi";
pub(super) const VERDICT: &str = "guan";
/// Words that mean adopted, the plan's own last.
pub(super) const ADOPTED: [&str; 4] = ["已采纳", "部分采纳", "是", "写入方案"];
const WORDS: [&str; 10] = [
    "已采纳",
    "部分采纳",
    "是",
    "写入方案",
    "未采纳",
    "待研究",
    "留作参考",
    "条件不成熟",
    "转旗水务局办理",
    "否",
];

/// One rating: unit, votes for and against, representatives and others present, which earlier one it repeats.
type Session = (usize, (u32, u32), (u32, u32), Option<usize>, bool, Review);

fn session() -> impl Strategy<Value = Session> {
    let review = prop_oneof![4 => Just(Review::Approved), 1 => Just(Review::Submitted)];
    let votes = (0_u32..12, 1_u32..8);
    let present = (0_u32..8, 1_u32..12);
    (0_usize..4, votes, present, prop::option::weighted(0.4, 0_usize..6), any::<bool>(), review)
}

pub(super) fn campaign() -> impl Strategy<Value = Campaign> {
    let leaders = prop::collection::vec(prop::option::weighted(0.7, 0_usize..3), 4);
    let sessions = prop::collection::vec(session(), 0..6);
    let words = prop::collection::vec((select(WORDS.to_vec()), any::<bool>()), 0..6);
    let shown = prop::collection::vec(any::<bool>(), 20);
    let further = (
        prop::collection::vec(target(), 0..4),
        prop::collection::vec(written(), 0..10),
        prop::collection::vec(duty(), 8),
        0_usize..3,
    );
    (made::campaign(), leaders, sessions, words, shown, any::<bool>(), further).prop_map(
        |(mut campaign, leaders, sessions, words, shown, totals, further)| {
            named(&mut campaign);
            campaign.plan.public_totals = totals;
            for (unit, leader) in campaign.roster.units.iter_mut().zip(leaders) {
                unit.contact_leader = leader.map(|who| format!("领导{who}")).unwrap_or_default();
            }
            for (record, public) in campaign.records.iter_mut().zip(shown) {
                record.public = public;
            }
            rules(&mut campaign);
            for (number, session) in sessions.iter().enumerate() {
                let record = rating(&campaign, number, session);
                campaign.records.push(record);
            }
            for (number, (word, public)) in words.into_iter().enumerate() {
                campaign.records.push(Record {
                    id: format!("y{number}"),
                    kind: SUGGESTION.into(),
                    title: format!("建议{number}"),
                    fields: vec![("采纳情况".into(), word.into())],
                    review: Review::Approved,
                    public,
                    ..Record::default()
                });
            }
            add_further(&mut campaign, further);
            campaign
        },
    )
}

/// Values of two parts, whether the plan gives the parts, and the day on which it is due.
type Made = ((u64, u64), bool, Option<i64>);
/// What a record is of, a number that chooses, a value, days, review and whether the public sees it.
type Written = (&'static str, usize, u64, (i64, Option<i64>), Review, bool);
/// Leader and units of a duty by number.
type Answering = (bool, Option<usize>, Option<usize>);

fn target() -> impl Strategy<Value = Made> {
    ((1_u64..40, 1_u64..40), any::<bool>(), prop::option::weighted(0.5, -3_i64..45))
}

fn written() -> impl Strategy<Value = Written> {
    let review = prop_oneof![4 => Just(Review::Approved), 1 => Just(Review::Submitted)];
    let days = (-3_i64..45, prop::option::weighted(0.4, -3_i64..45));
    (select(vec![PROGRESS, DEED, VERDICT]), 0_usize..12, 0_u64..60, days, review, any::<bool>())
}

fn duty() -> impl Strategy<Value = Answering> {
    let unit = || prop::option::weighted(0.4, 0_usize..4);
    (prop::bool::weighted(0.3), unit(), unit())
}

/// Targets with their progress, deeds, gates with verdicts, and who answers for what.
fn add_further(
    campaign: &mut Campaign,
    (targets, written, duties, gates): (Vec<Made>, Vec<Written>, Vec<Answering>, usize),
) {
    let names: Vec<String> = campaign.roster.units.iter().map(|unit| unit.name.clone()).collect();
    let plan = &mut campaign.plan;
    for (id, role) in
        [(PROGRESS, Role::TargetProgress), (DEED, Role::Deed), (VERDICT, Role::GateVerdict)]
    {
        let name = id.to_string();
        plan.record_types.push(RecordType { id: id.into(), name, role, ..RecordType::default() });
    }
    plan.gates = (0..gates)
        .map(|number| Gate {
            id: format!("g{number}"),
            name: format!("关口{number}"),
            ..Gate::default()
        })
        .collect();
    for (number, ((one, other), has_parts, due)) in targets.into_iter().enumerate() {
        let part = |name: &str, value: u64| TargetPart {
            name: format!("分项{number}{name}"),
            value: value.to_string(),
            ..TargetPart::default()
        };
        plan.targets.push(Target {
            id: format!("m{number}"),
            name: format!("目标{number}"),
            value: (one + other).to_string(),
            unit: "套".into(),
            parts: if has_parts { vec![part("甲", one), part("乙", other)] } else { Vec::new() },
            duty: Duty {
                due: Dates { to: due.map(made::day), ..Dates::default() },
                ..Duty::default()
            },
            ..Target::default()
        });
    }
    let items = plan.items.iter_mut().map(|item| &mut item.duty);
    let gates = plan.gates.iter_mut().map(|gate| &mut gate.duty);
    let targets = plan.targets.iter_mut().map(|target| &mut target.duty);
    for (duty, (leads, unit, partner)) in items.chain(gates).chain(targets).zip(duties) {
        let named = |unit: Option<usize>| {
            unit.map(|number| names[number % names.len()].clone()).into_iter().collect()
        };
        duty.leaders = leads.then(|| "领导0".to_string()).into_iter().collect();
        duty.units = named(unit);
        duty.partners = named(partner);
    }
    for (number, (kind, choice, value, (day, closed), review, public)) in
        written.into_iter().enumerate()
    {
        let field = |key: &str, value: String| (key.to_string(), value);
        let mut fields = Vec::new();
        match kind {
            PROGRESS => {
                let count = campaign.plan.targets.len();
                let Some(target) = campaign.plan.targets.get(choice % count.max(1)) else {
                    continue;
                };
                fields.push(field("指标", target.name.clone()));
                fields.push(field("完成值", value.to_string()));
                if let Some(part) = target.parts.get(choice / 4) {
                    fields.push(field("分项", part.name.clone()));
                }
            }
            DEED => {
                fields.extend(closed.map(|closed| field("销号日期", made::day(closed).to_string())))
            }
            _ => {
                fields.push(field("关口", format!("关口{}", choice % 3)));
                fields.push(field("结论", "通过".into()));
            }
        }
        campaign.records.push(Record {
            id: format!("b{number}"),
            kind: kind.into(),
            title: format!("所写{number}"),
            date: Some(made::day(day)),
            review,
            public,
            fields,
            ..Record::default()
        });
    }
}

/// Names by which tables can be read; what is open stays without one.
fn named(campaign: &mut Campaign) {
    campaign.plan.name = "样例活动".into();
    for (number, item) in campaign.plan.items.iter_mut().enumerate() {
        if item.name.is_empty() {
            item.name = format!("事项{number}");
        }
    }
    for (number, activity) in campaign.plan.activities.iter_mut().enumerate() {
        activity.name = format!("主题{number}");
    }
    for (number, record) in campaign.records.iter_mut().enumerate() {
        record.id = format!("r{number}");
        record.title = format!("记录{number}");
    }
}

fn rules(campaign: &mut Campaign) {
    let plan = &mut campaign.plan;
    let kind = |id: &str, role| RecordType {
        id: id.into(),
        name: id.into(),
        role,
        ..RecordType::default()
    };
    plan.record_types.push(kind(RATING, Role::Rating));
    plan.record_types.push(RecordType {
        adopted: vec!["写入方案".into()],
        not_adopted: vec!["留作参考".into()],
        ..kind(SUGGESTION, Role::Suggestion)
    });
    let grade = |name: &str, weight| Grade {
        name: name.into(),
        weight: Fraction::whole(weight),
        left_out: false,
    };
    plan.ratings = vec![RatingRule {
        id: "m".into(),
        name: "满意度".into(),
        grades: vec![grade("满意", 1), grade("不满意", 0)],
        pass: Some(Fraction::whole(70)),
        ..RatingRule::default()
    }];
    plan.shares = vec![ShareRule {
        rating: "m".into(),
        groups: vec!["群众代表".into()],
        of_present: true,
        min: Fraction::whole(30),
        ..ShareRule::default()
    }];
}

fn rating(campaign: &Campaign, number: usize, session: &Session) -> Record {
    let (unit, votes, present, repeats, public, review) = session;
    let group =
        |name: &str, count| Group { name: name.into(), expected: None, present: Some(count) };
    let first = repeats.filter(|first| *first < number).map(|first| format!("t{first}"));
    let units = &campaign.roster.units;
    Record {
        id: format!("t{number}"),
        kind: RATING.into(),
        title: format!("测评{number}"),
        units: vec![units[unit % units.len()].id.clone()],
        date: Some(made::day(number as i64)),
        review: *review,
        public: *public,
        fields: first.map(|first| ("重测".to_string(), first)).into_iter().collect(),
        ballot: Some(Ballot {
            rule: "m".into(),
            groups: vec![group("群众代表", present.0), group("干部", present.1)],
            issued: None,
            returned: None,
            valid: Some(votes.0 + votes.1),
            votes: vec![votes.0, votes.1],
        }),
        ..Record::default()
    }
}
