//! The rules of counting, each as an example. One item runs from 1 to 10 November with three days of grace.

use jiff::civil::{Date, date};
use yanxi_campaign::plan::{
    Activity, Audience, Dates, Item, Kind, Need, Per, RecordType, Role, Stage, UnitClass,
};
use yanxi_campaign::progress::{Owner, Progress};
use yanxi_campaign::record::Review;
use yanxi_campaign::state::State;
use yanxi_campaign::{Campaign, Person, Plan, Record, Roster, Unit};

use super::made::fault;

/// A day of November.
fn november(day: i8) -> Date {
    date(2008, 11, day)
}

fn unit(id: &str, name: &str, class: &str, first_responsible: &str) -> Unit {
    Unit {
        id: id.into(),
        name: name.into(),
        class: class.into(),
        first_responsible: vec![first_responsible.into()],
        ..Unit::default()
    }
}

fn person(id: &str, name: &str, unit: &str, roles: &[&str]) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        unit: unit.into(),
        roles: roles.iter().map(|role| role.to_string()).collect(),
        ..Person::default()
    }
}

fn item(id: &str) -> Item {
    Item {
        id: id.into(),
        name: id.into(),
        dates: Dates {
            from: Some(november(1)),
            to: Some(november(10)),
            grace_days: Some(3),
            ..Dates::default()
        },
        ..Item::default()
    }
}

fn need(audience: &str, count: u32) -> Need {
    Need { audience: Some(audience.into()), count, ..Need::default() }
}

fn several(count: u32) -> Vec<Need> {
    vec![Need { count, ..Need::default() }]
}

/// 甲嘎查 with 样例甲, 样例乙 and 样例丙, 镇学校 with 样例丁; one item that everybody owes once.
fn campaign() -> Campaign {
    let audience = |id: &str, role: &str| Audience {
        id: id.into(),
        roles: vec![role.into()],
        ..Audience::default()
    };
    let class = |id: &str, name: &str| UnitClass {
        id: id.into(),
        name: name.into(),
        ..UnitClass::default()
    };
    let record_type = |id: &str, role| RecordType { id: id.into(), role, ..RecordType::default() };
    Campaign {
        plan: Plan {
            unit_classes: vec![class("gc", "嘎查"), class("xx", "学校")],
            audiences: vec![audience("dangyuan", "党员"), audience("ganbu", "干部")],
            items: vec![item("xie")],
            record_types: vec![
                record_type("tihui", Role::General),
                record_type("mianchu", Role::Exemption),
            ],
            ..Plan::default()
        },
        roster: Roster {
            units: vec![
                unit("j", "甲嘎查", "嘎查", "样例甲"),
                unit("x", "镇学校", "学校", "样例丁"),
            ],
            people: vec![
                person("p1", "样例甲", "j", &["党员", "干部"]),
                person("p2", "样例乙", "j", &["党员"]),
                person("p3", "样例丙", "j", &["群众"]),
                person("p4", "样例丁", "x", &["干部"]),
            ],
            ..Roster::default()
        },
        ..Campaign::default()
    }
}

fn of_item(change: impl FnOnce(&mut Item)) -> Campaign {
    let mut campaign = campaign();
    change(&mut campaign.plan.items[0]);
    campaign
}

/// An approved record of one person.
fn record(person: &str, date: Date) -> Record {
    Record {
        kind: "tihui".into(),
        items: vec!["xie".into()],
        units: vec!["j".into()],
        people: vec![person.into()],
        date: Some(date),
        review: Review::Approved,
        ..Record::default()
    }
}

fn exemption(people: &[&str], units: &[&str], items: &[&str]) -> Record {
    let ids = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect();
    Record {
        kind: "mianchu".into(),
        items: ids(items),
        units: ids(units),
        people: ids(people),
        review: Review::Approved,
        ..Record::default()
    }
}

fn with(mut campaign: Campaign, records: Vec<Record>) -> Campaign {
    campaign.records.extend(records);
    campaign
}

fn state_of(progress: &Progress, person: &str) -> Option<State> {
    let owner = Owner::Person(person.into());
    let mut obligations = progress.obligations.iter();
    obligations.find(|own| own.owner == owner).map(|own| own.state)
}

/// How 样例甲 stands on 12 November, a day of grace, and how on 30 November, when all is over.
fn in_grace_and_after(records: Vec<Record>) -> [&'static str; 2] {
    let campaign = with(campaign(), records);
    [november(12), november(30)].map(|today| {
        let state = state_of(&campaign.progress(today), "p1");
        state.map_or("", State::chinese)
    })
}

fn reviewed(review: Review) -> Record {
    Record { review, ..record("p1", november(5)) }
}

fn faulty() -> Record {
    Record { faults: vec![fault()], ..record("p1", november(5)) }
}

#[test]
fn a_record_of_the_first_day_is_in_time() {
    let records = vec![record("p1", november(1))];
    assert_eq!(in_grace_and_after(records), ["完成", "完成"]);
}

#[test]
fn a_record_of_the_last_day_of_grace_is_in_time() {
    let records = vec![record("p1", november(13))];
    assert_eq!(in_grace_and_after(records), ["完成", "完成"]);
}

#[test]
fn a_record_of_the_day_after_grace_is_late() {
    let records = vec![record("p1", november(14))];
    let campaign = with(campaign(), records);
    let progress = campaign.progress(november(30));
    assert_eq!(state_of(&progress, "p1"), Some(State::Late));
    assert_eq!(progress.too_late, [(0, "xie".to_string())]);
    assert_eq!(progress.too_early, []);
}

#[test]
fn a_record_before_the_first_day_is_listed_and_not_counted() {
    let campaign = with(campaign(), vec![record("p1", date(2008, 10, 31))]);
    let progress = campaign.progress(november(30));
    assert_eq!(state_of(&progress, "p1"), Some(State::Missing));
    assert_eq!(progress.too_early, [(0, "xie".to_string())]);
    assert_eq!(progress.too_late, []);
    assert_eq!(progress.obligations[0].records, [0]);
}

#[test]
fn without_a_last_day_nothing_is_late_or_missing() {
    let open = of_item(|item| item.dates.to = None);
    let progress = with(open, vec![record("p1", date(2009, 6, 1))]).progress(date(2010, 1, 1));
    assert_eq!(state_of(&progress, "p1"), Some(State::Done));
    assert_eq!(state_of(&progress, "p2"), Some(State::NotDue));
    assert_eq!(progress.too_late, []);
}

#[test]
fn without_a_first_day_nothing_is_too_early() {
    let open = of_item(|item| item.dates.from = None);
    let progress = with(open, vec![record("p1", date(2008, 1, 1))]).progress(november(30));
    assert_eq!(state_of(&progress, "p1"), Some(State::Done));
    assert_eq!(progress.too_early, []);
}

#[test]
fn an_item_without_dates_has_those_of_its_stage() {
    let mut campaign = of_item(|item| {
        item.dates = Dates::default();
        item.activity = Some("a".into());
    });
    campaign.plan.activities.push(Activity {
        id: "a".into(),
        stage: Some("s".into()),
        ..Activity::default()
    });
    campaign.plan.stages.push(Stage { id: "s".into(), dates: item("").dates, ..Stage::default() });
    let progress = with(campaign, vec![record("p1", november(14))]).progress(november(30));
    assert_eq!(state_of(&progress, "p1"), Some(State::Late));
    assert_eq!(progress.obligations[0].last_day, Some(november(13)));
}

#[test]
fn where_several_are_needed_the_last_one_counted_decides() {
    let outcome = |days: &[i8]| {
        let campaign = of_item(|item| item.needs = several(3));
        let records = days.iter().map(|day| record("p1", november(*day)));
        let progress = with(campaign, records.collect()).progress(november(30));
        (progress.obligations[0].counted, progress.obligations[0].state)
    };
    assert_eq!(outcome(&[2, 3, 4]), (3, State::Done));
    assert_eq!(outcome(&[20, 2, 3]), (3, State::Late));
    assert_eq!(outcome(&[2, 20]), (2, State::Missing));
    // A fourth one, handed in late, takes nothing away.
    assert_eq!(outcome(&[20, 2, 4, 3]), (3, State::Done));
}

#[test]
fn only_approved_records_count() {
    for (review, expected) in [
        (Review::Approved, ["完成", "完成"]),
        (Review::Submitted, ["待审", "待审"]),
        (Review::Returned, ["退回", "退回"]),
        (Review::Draft, ["未到期", "未交"]),
    ] {
        assert_eq!(in_grace_and_after(vec![reviewed(review)]), expected);
    }
}

#[test]
fn a_record_with_an_error_is_listed_and_never_counted() {
    assert_eq!(in_grace_and_after(vec![faulty()]), ["有误", "有误"]);
    let campaign = with(campaign(), vec![faulty()]);
    let obligation = &campaign.progress(november(30)).obligations[0];
    assert_eq!((obligation.counted, &obligation.records), (0, &vec![0]));
}

#[test]
fn what_waits_is_shown_before_what_was_sent_back_and_that_before_what_is_wrong() {
    let waiting = reviewed(Review::Submitted);
    let sent_back = reviewed(Review::Returned);
    let all = vec![faulty(), sent_back.clone(), waiting];
    assert_eq!(in_grace_and_after(all), ["待审", "待审"]);
    assert_eq!(in_grace_and_after(vec![faulty(), sent_back]), ["退回", "退回"]);
}

#[test]
fn what_waits_hides_nothing_that_is_short_once_the_days_are_over() {
    let outcome = |records: Vec<Record>| {
        let campaign = with(of_item(|item| item.needs = several(3)), records);
        [november(12), november(30)].map(|today| {
            let state = state_of(&campaign.progress(today), "p1");
            state.map_or("", State::chinese)
        })
    };
    let approved = record("p1", november(6));
    let waiting = reviewed(Review::Submitted);
    let other = Record { date: Some(november(7)), ..waiting.clone() };
    assert_eq!(outcome(vec![approved.clone(), waiting.clone(), other]), ["待审", "待审"]);
    assert_eq!(outcome(vec![approved.clone(), waiting.clone()]), ["待审", "未交"]);
    assert_eq!(outcome(vec![approved, waiting, reviewed(Review::Returned)]), ["待审", "退回"]);
}

#[test]
fn a_sound_record_outweighs_everything_beside_it() {
    let records = vec![
        faulty(),
        reviewed(Review::Returned),
        record("p1", november(6)),
        reviewed(Review::Submitted),
    ];
    assert_eq!(in_grace_and_after(records), ["完成", "完成"]);
}

#[test]
fn nothing_is_missing_on_the_last_day_of_grace_and_all_is_on_the_next() {
    let campaign = campaign();
    let on = |today| state_of(&campaign.progress(today), "p1");
    assert_eq!(on(november(13)), Some(State::NotDue));
    assert_eq!(on(november(14)), Some(State::Missing));
}

#[test]
fn one_record_counts_for_every_person_it_lists() {
    let meeting =
        Record { people: vec!["p1".into(), "p2".into(), "p4".into()], ..record("p1", november(5)) };
    let progress = with(campaign(), vec![meeting]).progress(november(30));
    let states = ["p1", "p2", "p3", "p4"].map(|person| state_of(&progress, person));
    let [done, missing] = [Some(State::Done), Some(State::Missing)];
    assert_eq!(states, [done, done, missing, done]);
}

#[test]
fn one_record_may_meet_several_items() {
    let mut campaign = campaign();
    campaign.plan.items.push(item("du"));
    let both = Record { items: vec!["xie".into(), "du".into()], ..record("p1", november(5)) };
    let progress = with(campaign, vec![both]).progress(november(30));
    let done = progress.cell(|own| own.owner == Owner::Person("p1".into()));
    assert_eq!((done.done, done.required), (2, 2));
}

#[test]
fn somebody_named_twice_in_one_record_has_done_it_once() {
    let twice = Record {
        items: vec!["xie".into(), "xie".into()],
        people: vec!["p1".into(), "p1".into()],
        ..record("p1", november(5))
    };
    let campaign = of_item(|item| item.needs = several(2));
    let progress = with(campaign, vec![twice]).progress(november(30));
    assert_eq!(progress.obligations[0].counted, 1);
    assert_eq!(progress.obligations[0].state, State::Missing);
}

#[test]
fn somebody_in_two_audiences_owes_the_greater_count() {
    let campaign = of_item(|item| item.needs = vec![need("dangyuan", 2), need("ganbu", 3)]);
    let progress = campaign.progress(november(5));
    let owed: Vec<_> =
        progress.obligations.iter().map(|own| (own.owner.clone(), own.needed)).collect();
    let person = |id: &str| Owner::Person(id.into());
    // 样例甲 is both, 样例丙 neither.
    assert_eq!(owed, [(person("p1"), 3), (person("p2"), 2), (person("p4"), 3)]);
}

#[test]
fn who_is_asked_for_none_owes_nothing() {
    for per in [Per::Person, Per::Unit, Per::Leader, Per::Campaign] {
        let campaign = of_item(|item| {
            item.per = per;
            item.needs = several(0);
        });
        let progress = campaign.progress(november(30));
        assert_eq!(progress.obligations, [], "{per:?}");
        assert_eq!(progress.of_kind(Kind::Required).completion_text(), "—");
    }
}

#[test]
fn a_unit_owes_what_its_class_is_asked_for() {
    let campaign = of_item(|item| {
        item.per = Per::Unit;
        item.needs = vec![Need { unit_classes: vec!["嘎查".into()], ..several(2).remove(0) }];
    });
    let mut records = vec![record("p1", november(2)), record("p2", november(20))];
    records[1].people.clear();
    let progress = with(campaign, records).progress(november(30));
    assert_eq!(progress.obligations.len(), 1);
    assert_eq!(progress.obligations[0].owner, Owner::Unit("j".into()));
    assert_eq!(progress.obligations[0].state, State::Late);
}

#[test]
fn a_unit_outside_the_classes_of_an_audience_owes_nothing() {
    let mut campaign = of_item(|item| {
        item.per = Per::Unit;
        item.needs = vec![need("dangyuan", 1)];
    });
    campaign.plan.audiences[0].unit_classes = vec!["gc".into()];
    let progress = campaign.progress(november(30));
    let units: Vec<_> = progress.obligations.iter().map(|own| &own.owner).collect();
    assert_eq!(units, [&Owner::Unit("j".into())]);
}

#[test]
fn the_first_responsible_owes_what_leaders_are_asked_for() {
    let campaign = of_item(|item| item.per = Per::Leader);
    let progress = with(campaign, vec![record("p1", november(5))]).progress(november(30));
    let states: Vec<_> = progress
        .obligations
        .iter()
        .map(|own| (own.owner.clone(), own.unit.as_deref(), own.state))
        .collect();
    let person = |id: &str| Owner::Person(id.into());
    assert_eq!(
        states,
        [(person("p1"), Some("j"), State::Done), (person("p4"), Some("x"), State::Missing)]
    );
}

#[test]
fn a_leader_is_sought_in_the_unit_first_and_then_in_the_whole_roster() {
    let mut campaign = of_item(|item| item.per = Per::Leader);
    // Another 样例甲 in the school is not meant by 甲嘎查; 样例丁 of the school may lead 甲嘎查 as well.
    campaign.roster.people.insert(0, person("p0", "样例甲", "x", &[]));
    let leader = |campaign: &Campaign| campaign.progress(november(30)).obligations[0].owner.clone();
    assert_eq!(leader(&campaign), Owner::Person("p1".into()));
    campaign.roster.units[0].first_responsible = vec!["样例丁".into()];
    assert_eq!(leader(&campaign), Owner::Person("p4".into()));
    assert_eq!(campaign.progress(november(30)).obligations[0].unit.as_deref(), Some("j"));
}

#[test]
fn a_leader_owes_what_the_leaders_own_audiences_are_asked_for() {
    let campaign = of_item(|item| {
        item.per = Per::Leader;
        item.needs = vec![need("dangyuan", 3), need("ganbu", 1)];
    });
    let progress = campaign.progress(november(30));
    let needed: Vec<u32> = progress.obligations.iter().map(|own| own.needed).collect();
    // 样例甲 is a party member and a cadre, 样例丁 a cadre only.
    assert_eq!(needed, [3, 1]);
}

#[test]
fn what_the_whole_campaign_owes_may_be_done_by_anybody() {
    let campaign = of_item(|item| {
        item.per = Per::Campaign;
        item.needs = several(2);
    });
    let mut other = record("p4", november(6));
    other.units = vec!["x".into()];
    let progress = with(campaign, vec![record("p1", november(5)), other]).progress(november(30));
    assert_eq!(progress.obligations.len(), 1);
    assert_eq!(progress.obligations[0].owner, Owner::Campaign);
    assert_eq!(progress.obligations[0].state, State::Done);
    assert_eq!(progress.cells().len(), 0);
}

#[test]
fn an_exemption_of_a_person_frees_that_person_only() {
    let campaign = with(campaign(), vec![exemption(&["p2"], &["j"], &["xie"])]);
    let progress = campaign.progress(november(30));
    let states = ["p1", "p2", "p3"].map(|person| state_of(&progress, person));
    assert_eq!(states, [Some(State::Missing), Some(State::Exempt), Some(State::Missing)]);
    let cell = progress.of_unit("j", Kind::Required);
    assert_eq!((cell.required, cell.exempt, cell.owed()), (3, 1, 2));
}

#[test]
fn an_exemption_of_a_unit_frees_everybody_in_it() {
    let campaign = with(campaign(), vec![exemption(&[], &["j"], &["xie"])]);
    let progress = campaign.progress(november(30));
    let states = ["p1", "p2", "p3", "p4"].map(|person| state_of(&progress, person));
    let exempt = Some(State::Exempt);
    assert_eq!(states, [exempt, exempt, exempt, Some(State::Missing)]);
    assert_eq!(progress.of_unit("j", Kind::Required).completion_text(), "—");
}

#[test]
fn an_exemption_frees_from_the_items_it_names() {
    let mut campaign = campaign();
    campaign.plan.items.push(item("du"));
    let exempt = |items: &[&str]| {
        let campaign = with(campaign.clone(), vec![exemption(&["p1"], &[], items)]);
        let progress = campaign.progress(november(30));
        progress.cell(|own| own.state == State::Exempt).required
    };
    assert_eq!(exempt(&["du"]), 1);
    // Without an item it frees from all.
    assert_eq!(exempt(&[]), 2);
}

#[test]
fn an_exemption_that_is_not_approved_or_has_an_error_frees_nobody() {
    let waiting = Record { review: Review::Submitted, ..exemption(&["p1"], &[], &["xie"]) };
    let wrong = Record { faults: vec![fault()], ..exemption(&["p1"], &[], &["xie"]) };
    assert_eq!(in_grace_and_after(vec![waiting, wrong]), ["未到期", "未交"]);
}

#[test]
fn an_exemption_is_not_a_record_of_the_item() {
    let dated = Record { date: Some(date(2009, 1, 1)), ..exemption(&["p2"], &[], &["xie"]) };
    let mut campaign = with(campaign(), vec![dated]);
    campaign.plan.items[0].per = Per::Campaign;
    let progress = campaign.progress(november(30));
    assert_eq!(progress.obligations[0].state, State::Missing);
    assert_eq!(progress.too_late, []);
}

#[test]
fn completion_is_done_and_late_of_what_is_not_exempt() {
    let records = vec![
        record("p1", november(5)),
        record("p2", november(20)),
        exemption(&["p3"], &[], &["xie"]),
    ];
    let progress = with(campaign(), records).progress(november(30));
    let cell = progress.of_kind(Kind::Required);
    assert_eq!((cell.finished(), cell.owed()), (2, 3));
    assert_eq!(cell.completion_text(), "66.7%");
    assert_eq!(progress.of_unit("j", Kind::Required).completion_text(), "100%");
}

#[test]
fn completion_is_never_shown_as_whole_unless_it_is() {
    let mut campaign = campaign();
    campaign.roster.people =
        (0..3_000).map(|number| person(&format!("p{number}"), "样例", "j", &[])).collect();
    let all: Vec<String> = (0..2_999).map(|number| format!("p{number}")).collect();
    let meeting = Record { people: all, ..record("p0", november(5)) };
    let nearly = with(campaign, vec![meeting]);
    let text = |campaign: &Campaign| {
        let progress = campaign.progress(november(30));
        progress.of_kind(Kind::Required).completion_text()
    };
    assert_eq!(text(&nearly), "99.9%");
    assert_eq!(text(&with(nearly, vec![record("p2999", november(5))])), "100%");
}

#[test]
fn nothing_required_is_a_dash() {
    let progress = Campaign::default().progress(november(30));
    assert_eq!(progress.of_kind(Kind::Required).completion_text(), "—");
    assert_eq!(progress.of_kind(Kind::Required).state(), None);
}

#[test]
fn what_a_unit_chose_is_owed_there_only_and_counted_apart() {
    for per in [Per::Person, Per::Unit, Per::Leader, Per::Campaign] {
        let mut campaign = campaign();
        campaign.plan.items.push(Item {
            per,
            // A unit's choice is never required, whatever it says of itself.
            kind: Some(Kind::Required),
            chosen_by: Some("x".into()),
            ..item("zixuan")
        });
        let progress = campaign.progress(november(30));
        assert_eq!(progress.of_kind(Kind::Required).required, 4, "{per:?}");
        assert_eq!(progress.of_kind(Kind::Optional).required, 1, "{per:?}");
        assert_eq!(progress.of_unit("x", Kind::Optional).missing, 1, "{per:?}");
        assert_eq!(progress.of_unit("j", Kind::Optional).required, 0, "{per:?}");
    }
}

#[test]
fn an_item_is_required_or_not_as_its_activity_unless_it_says_so() {
    let kind = |own: Option<Kind>| {
        let mut campaign = of_item(|item| {
            item.kind = own;
            item.activity = Some("a".into());
        });
        campaign.plan.activities.push(Activity {
            id: "a".into(),
            kind: Kind::Optional,
            ..Activity::default()
        });
        campaign.progress(november(30)).obligations[0].kind
    };
    assert_eq!(kind(None), Kind::Optional);
    assert_eq!(kind(Some(Kind::Required)), Kind::Required);
}

#[test]
fn a_cell_shows_what_asks_for_most() {
    let mut states: Vec<State> = State::ALL.iter().map(|(state, ..)| *state).collect();
    states.sort();
    let mut cell = Progress::default().cell(|_| true);
    for state in states {
        cell.add(state);
        assert_eq!(cell.state(), Some(state));
    }
}

/// A ledger with a flow, and an item of the whole campaign that its rows prove.
fn ledger(change: impl FnOnce(&mut Item)) -> Campaign {
    let mut campaign = of_item(|item| item.per = Per::Campaign);
    change(&mut campaign.plan.items[0]);
    campaign.plan.record_types.push(RecordType {
        id: "zhang".into(),
        role: Role::Problem,
        flow: ["未启动", "整改中", "已销号"].map(String::from).to_vec(),
        ..RecordType::default()
    });
    campaign
}

/// A row found on a day, in a state, closed on a day or on none.
fn row(found: Date, state: &str, closed: Option<Date>) -> Record {
    let closed = closed.map(|day| ("销号日期".to_string(), day.to_string()));
    Record {
        kind: "zhang".into(),
        people: Vec::new(),
        state: state.into(),
        fields: closed.into_iter().collect(),
        ..record("p1", found)
    }
}

fn whole(campaign: &Campaign, today: Date) -> (State, u32, u32) {
    let progress = campaign.progress(today);
    let own = &progress.obligations[0];
    (own.state, own.counted, own.open)
}

#[test]
fn a_problem_that_nobody_touched_is_not_done() {
    let campaign = with(ledger(|_| ()), vec![row(november(5), "未启动", None)]);
    assert_eq!(whole(&campaign, november(8)), (State::NotDue, 0, 1));
    assert_eq!(whole(&campaign, november(20)), (State::Missing, 0, 1));
}

#[test]
fn what_was_found_earlier_and_closed_in_time_is_done_without_a_word() {
    let found = date(2008, 10, 2);
    let campaign = with(ledger(|_| ()), vec![row(found, "已销号", Some(november(9)))]);
    assert_eq!(whole(&campaign, november(20)), (State::Done, 1, 0));
    let progress = campaign.progress(november(20));
    assert_eq!(progress.too_early, []);
    assert_eq!(progress.obligations[0].decided, Some((0, november(9))));
    let late = with(ledger(|_| ()), vec![row(november(5), "已销号", Some(november(20)))]);
    assert_eq!(whole(&late, november(21)).0, State::Late);
}

#[test]
fn what_is_closed_without_a_day_is_asked_for_it_where_its_own_date_is_too_early() {
    let campaign = with(ledger(|_| ()), vec![row(date(2008, 10, 2), "已销号", None)]);
    let progress = campaign.progress(november(20));
    assert_eq!((progress.too_early.len(), progress.closed_undated.len()), (0, 1));
    let inside = with(ledger(|_| ()), vec![row(november(5), "已销号", None)]);
    assert_eq!(whole(&inside, november(20)).0, State::Done);
}

#[test]
fn an_item_may_count_what_was_written_down() {
    let all = |item: &mut Item| item.counts_in = vec!["全部".into()];
    let campaign = with(ledger(all), vec![row(november(5), "未启动", None)]);
    assert_eq!(whole(&campaign, november(20)), (State::Done, 1, 0));
}

#[test]
fn what_the_plan_leaves_open_is_owed_by_nobody() {
    for open in [(|item: &mut Item| item.name = "待补充".into()) as fn(&mut Item), |item| {
        item.source = "待补充".into()
    }] {
        let campaign = with(of_item(open), vec![record("p1", date(2008, 10, 1))]);
        let progress = campaign.progress(november(30));
        assert_eq!(progress, Progress::default());
    }
}

#[test]
fn what_belongs_to_a_stage_without_days_is_not_due_on_the_campaign_s_last_day() {
    let mut campaign = of_item(|item| {
        item.dates = Dates::default();
        item.activity = Some("a".into());
    });
    campaign.plan.dates =
        Dates { from: Some(november(1)), to: Some(november(10)), ..Dates::default() };
    campaign.plan.stages =
        vec![yanxi_campaign::plan::Stage { id: "j".into(), ..Default::default() }];
    campaign.plan.activities =
        vec![Activity { id: "a".into(), stage: Some("j".into()), ..Activity::default() }];
    let own = &campaign.progress(november(20)).obligations[0];
    assert_eq!((own.state, own.last_day), (State::NotDue, None));
    campaign.plan.activities[0].stage = None;
    assert_eq!(campaign.progress(november(20)).obligations[0].state, State::Missing);
}
