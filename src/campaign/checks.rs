//! What can be seen only from the whole: dates outside their windows, what is missing, counts that differ.
//! In: a campaign as read and how it stands. Out: warnings W01, W02, W05, W10, W11, and texts that are too short.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::lookup::Found;
use yanxi_campaign::plan::{Kind as PlanKind, Need, Per, Plan, Role};
use yanxi_campaign::progress::{Owner, Progress, State};
use yanxi_campaign::record::Review;
use yanxi_campaign::{Campaign, Fraction, Origin, Record};

use super::directory::Directory;
use super::problem::{self, place_of};
use super::record::Draft;
use crate::check::close;
use crate::diagnostic::Diagnostic;

/// How many names one warning lists.
const SHOWN_NAMES: usize = 12;

/// Everything that does not add up without being wrong in itself.
pub(super) fn check(campaign: &Campaign, progress: &Progress) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    counts(&campaign.plan, &mut problems);
    target_parts(&campaign.plan, &mut problems);
    if campaign.plan.archived {
        return problems;
    }
    outside_window(campaign, progress, &mut problems);
    missing(campaign, progress, &mut problems);
    leaders(campaign, &mut problems);
    topics(campaign, &mut problems);
    problems
}

/// E03: a text shorter than its items ask for.
pub(super) fn too_short(drafts: &mut [Draft], directory: &Directory<'_>) {
    for draft in drafts {
        let record = &draft.record;
        let Some(characters) = record.characters else {
            continue;
        };
        if record.review == Review::Draft {
            continue;
        }
        let needed = record
            .items
            .iter()
            .filter_map(|id| directory.item(id))
            .flat_map(|item| &item.needs)
            .filter(|need| applies(need, record, directory))
            .filter_map(|need| need.min_characters)
            .max();
        if let Some(needed) = needed.filter(|needed| characters < *needed) {
            let problem = problem::error(
                "E03",
                draft.place.clone(),
                (
                    format!("正文 {characters} 字，少于方案要求的 {needed} 字"),
                    format!("{characters} characters; the plan asks for {needed}"),
                ),
                (
                    format!("补写到 {needed} 字，或写明 字数: ……"),
                    format!("write {needed} characters, or state words: …"),
                ),
            );
            draft.fault(problem);
        }
    }
}

fn applies(need: &Need, record: &Record, directory: &Directory<'_>) -> bool {
    let plan = directory.plan;
    let people = record.people.iter().filter_map(|id| directory.person(id));
    let mut with_units = people.filter_map(|person| {
        let unit = directory.roster.unit(&person.unit)?;
        Some((person, unit))
    });
    match &need.audience {
        Some(audience) => plan.audience(audience).is_some_and(|audience| {
            with_units.any(|(person, unit)| {
                audience.includes(person, unit, plan) && unit.is_of(&need.unit_classes, plan)
            })
        }),
        None => record
            .units
            .iter()
            .filter_map(|id| directory.roster.unit(id))
            .any(|unit| unit.is_of(&need.unit_classes, plan)),
    }
}

/// W01
fn outside_window(campaign: &Campaign, progress: &Progress, problems: &mut Vec<Diagnostic>) {
    let sides = [
        (
            &progress.too_early,
            "早于",
            "before",
            "不算完成",
            "it does not count",
        ),
        (
            &progress.too_late,
            "晚于",
            "after",
            "按迟交计",
            "it counts as late",
        ),
    ];
    for (list, side, english_side, effect, english_effect) in sides {
        for (number, item) in list {
            let (Some(record), Some(item)) =
                (campaign.records.get(*number), campaign.plan.item(item))
            else {
                continue;
            };
            if record.is_faulty() {
                continue;
            }
            let window = campaign.plan.window_of_item(item);
            let shown = |date: Option<jiff::civil::Date>| {
                date.map_or_else(|| "……".to_string(), |date| date.to_string())
            };
            let day = shown(record.date);
            let (from, to) = (shown(window.from), shown(window.to));
            let name = &item.name;
            let problem = problem::warning(
                "W01",
                place_of(&record.origin),
                (
                    format!("日期 {day} {side}“{name}”的时间（{from} 至 {to}），{effect}"),
                    format!(
                        "{day} lies {english_side} the days of “{name}” ({from} to {to}): {english_effect}"
                    ),
                ),
                (
                    "日期写错的，改成实际日期".into(),
                    "mend the date if it is wrong".into(),
                ),
            );
            problems.push(close(problem, record));
        }
    }
}

/// W02: one line for each unit and item that is required; what a unit chose for itself it may leave.
fn missing(campaign: &Campaign, progress: &Progress, problems: &mut Vec<Diagnostic>) {
    let people = campaign.roster.people_by_id();
    let mut by_unit: BTreeMap<(Option<&str>, &str), Vec<&str>> = BTreeMap::new();
    for obligation in &progress.obligations {
        if obligation.state != State::Missing || obligation.kind != PlanKind::Required {
            continue;
        }
        let names = by_unit
            .entry((obligation.unit.as_deref(), obligation.item.as_str()))
            .or_default();
        if let Owner::Person(id) = &obligation.owner {
            names.push(people.get(id.as_str()).map_or(id, |person| &person.name));
        }
    }
    for ((unit, item), names) in by_unit {
        let Some(item) = campaign.plan.item(item) else {
            continue;
        };
        let unit = unit.and_then(|unit| campaign.roster.unit(unit));
        let who = unit.map_or("全镇", |unit| unit.name.as_str());
        let english_who = unit.map_or("the campaign", |unit| unit.name.as_str());
        let name = &item.name;
        let message = if names.is_empty() {
            (
                format!("{who}没有交“{name}”"),
                format!("{english_who} has not handed in “{name}”"),
            )
        } else {
            let shown = names
                .iter()
                .take(SHOWN_NAMES)
                .copied()
                .collect::<Vec<_>>()
                .join("、");
            let more = if names.len() > SHOWN_NAMES { "等" } else { "" };
            (
                format!("{who}有 {} 人没有交“{name}”：{shown}{more}", names.len()),
                format!(
                    "{} of {english_who} have not handed in “{name}”: {shown}",
                    names.len()
                ),
            )
        };
        let origin = unit.map_or(&item.origin, |unit| &unit.origin);
        problems.push(problem::warning(
            "W02",
            place_of(origin),
            message,
            (
                "补交后登记；不用交的，登记一条免除记录".into(),
                "hand it in and record it, or record an exemption".into(),
            ),
        ));
    }
}

/// W05
fn counts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for expected in &plan.expect {
        let (name, listed) = match expected.of.as_str() {
            "stages" => ("阶段", plan.stages.len()),
            "steps" => ("环节", plan.steps.len()),
            "gates" => ("把关", plan.gates.len()),
            "activities" => ("主题实践活动", plan.activities.len()),
            "items" => (
                "事项",
                plan.items
                    .iter()
                    .filter(|item| item.chosen_by.is_none())
                    .count(),
            ),
            "audiences" => ("人员类别", plan.audiences.len()),
            "targets" => ("目标", plan.targets.len()),
            "topics" => ("课题", plan.topics.len()),
            of => match plan.lists.iter().find(|list| list.id == of) {
                Some(list) => (list.name.as_str(), list.entries.len()),
                None => {
                    let topics = plan.topics.iter().filter(|topic| topic.set == of).count();
                    let targets = plan
                        .targets
                        .iter()
                        .filter(|target| target.set == of)
                        .count();
                    (of, topics + targets)
                }
            },
        };
        differs(name, expected.count, listed, &expected.origin, problems);
    }
    for list in &plan.lists {
        if let Some(declared) = list.declared {
            differs(
                &list.name,
                declared,
                list.entries.len(),
                &list.origin,
                problems,
            );
        }
    }
    for activity in &plan.activities {
        if let Some(expected) = activity.expect_items {
            let listed = plan
                .items_of(&activity.id)
                .filter(|item| item.chosen_by.is_none())
                .count();
            let label = plan.activity_label(activity);
            differs(&label, expected, listed, &activity.origin, problems);
        }
    }
}

fn differs(
    name: &str,
    declared: u32,
    listed: usize,
    origin: &Origin,
    problems: &mut Vec<Diagnostic>,
) {
    if u32::try_from(listed) == Ok(declared) {
        return;
    }
    problems.push(problem::warning(
        "W05",
        place_of(origin),
        (
            format!("“{name}”应有 {declared} 项，列出了 {listed} 项"),
            format!("“{name}” should have {declared} entries and lists {listed}"),
        ),
        (
            "补上没有列出的；方案没有写的，来源写 待补充".into(),
            "add what is not listed; what the plan leaves open has the source pending".into(),
        ),
    ));
}

/// W05: parts that do not add up to their whole.
fn target_parts(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for target in &plan.targets {
        let same_unit = target
            .parts
            .iter()
            .all(|part| part.unit.is_empty() || part.unit == target.unit);
        let parts: Option<Vec<Fraction>> = target
            .parts
            .iter()
            .map(|part| Fraction::parse(&part.value))
            .collect();
        let (Some(whole), Some(parts), true) = (Fraction::parse(&target.value), parts, same_unit)
        else {
            continue;
        };
        let sum = parts
            .into_iter()
            .try_fold(Fraction::whole(0), Fraction::plus);
        if target.parts.is_empty() || sum == Some(whole) {
            continue;
        }
        let sum = sum.map_or_else(String::new, |sum| sum.shown_against(&[whole]));
        let sum = sum.strip_suffix(".0").unwrap_or(&sum);
        let (name, value, unit) = (&target.name, &target.value, &target.unit);
        problems.push(problem::warning(
            "W05",
            place_of(&target.origin),
            (
                format!("“{name}”的分项合计 {sum}{unit}，总数却是 {value}{unit}"),
                format!("the parts of “{name}” add up to {sum}{unit}, the whole is {value}{unit}"),
            ),
            ("改正分项或总数".into(), "mend a part or the whole".into()),
        ));
    }
}

/// W10
fn leaders(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let leaders_owe = campaign
        .plan
        .items
        .iter()
        .any(|item| item.per == Per::Leader);
    // A roster that names leaders of contact points at all names one for every unit.
    let linked = campaign
        .roster
        .units
        .iter()
        .any(|unit| !unit.contact_leader.is_empty());
    for unit in &campaign.roster.units {
        let name = &unit.name;
        let mut warn = |message: (String, String), remedy: (String, String)| {
            problems.push(problem::warning(
                "W10",
                place_of(&unit.origin),
                message,
                remedy,
            ));
        };
        if unit.first_responsible.len() != 1 {
            let count = unit.first_responsible.len();
            let message = if count == 0 {
                (
                    format!("{name}没有第一责任人"),
                    format!("{name} has nobody first responsible"),
                )
            } else {
                (
                    format!("{name}有 {count} 个第一责任人，只能有一个"),
                    format!("{name} has {count} people first responsible instead of one"),
                )
            };
            warn(
                message,
                (
                    "在“第一责任人”列写一个人的姓名".into(),
                    "write one name in column first_responsible".into(),
                ),
            );
        }
        if let ([leader], true) = (unit.first_responsible.as_slice(), leaders_owe) {
            match campaign.leader(unit) {
                Found::One(_) => {}
                Found::Two(one, two) => warn(
                    (
                        format!(
                            "{name}的第一责任人“{leader}”有两个人：{}、{}，已算作 {}",
                            one.id, two.id, one.id
                        ),
                        format!(
                            "“{leader}”, first responsible for {name}, may be {} or {}; {} was taken",
                            one.id, two.id, one.id
                        ),
                    ),
                    (
                        format!("把“第一责任人”列的“{leader}”改成编号"),
                        "write the id in column first_responsible".into(),
                    ),
                ),
                Found::None => warn(
                    (
                        format!(
                            "人员名册里没有{name}的第一责任人“{leader}”，负责人的事项没有算给任何人"
                        ),
                        format!(
                            "“{leader}”, first responsible for {name}, is not among the people: items per leader are owed by nobody there"
                        ),
                    ),
                    (
                        "把这个人写进人员名册，或改正姓名".into(),
                        "add the person to the people, or mend the name".into(),
                    ),
                ),
            }
        }
        if linked && unit.contact_leader.is_empty() {
            warn(
                (
                    format!("{name}没有联系领导，不是谁的联系点"),
                    format!("{name} is nobody's contact point"),
                ),
                (
                    "在“联系领导”列写上姓名".into(),
                    "write a name in column contact_leader".into(),
                ),
            );
        }
        if unit.leading_group.is_empty() {
            warn(
                (
                    format!("{name}没有领导机构"),
                    format!("{name} has no leading group"),
                ),
                (
                    "在“领导机构”列写上机构名称".into(),
                    "write its name in column leading_group".into(),
                ),
            );
        }
    }
}

/// W11: how many topics of each set a unit has claimed. Nothing is said before anybody has claimed one.
fn topics(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let plan = &campaign.plan;
    let claims: Vec<&Record> = campaign
        .records
        .iter()
        .filter(|record| record.counts())
        .filter(|record| {
            plan.record_type(&record.kind)
                .is_some_and(|kind| kind.role == Role::TopicClaim)
        })
        .collect();
    if claims.is_empty() {
        return;
    }
    let mut sets: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for topic in &plan.topics {
        if let Some(per_unit) = topic.per_unit {
            sets.entry(&topic.set).or_insert(per_unit);
        }
    }
    let set_of: BTreeMap<&str, &str> = plan
        .topics
        .iter()
        .map(|topic| (topic.id.as_str(), topic.set.as_str()))
        .collect();
    let mut claimed: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for record in claims {
        for answer in &record.answers {
            if let (Some(set), Some(unit)) = (set_of.get(answer.as_str()), record.unit()) {
                claimed.entry((unit, set)).or_default().insert(answer);
            }
        }
    }
    let told = problems.len();
    for unit in &campaign.roster.units {
        for (set, (least, most)) in &sets {
            let count = claimed
                .get(&(unit.id.as_str(), *set))
                .map_or(0, BTreeSet::len);
            let fits = u32::try_from(count).is_ok_and(|count| (*least..=*most).contains(&count));
            if fits {
                continue;
            }
            let set = if set.is_empty() { "课题" } else { set };
            let name = &unit.name;
            problems.push(problem::warning(
                "W11",
                place_of(&unit.origin),
                (
                    format!("{name}在“{set}”里选了 {count} 个，应选 {least} 至 {most} 个"),
                    format!("{name} has claimed {count} of “{set}” instead of {least} to {most}"),
                ),
                (
                    "补选或减少选题，并登记".into(),
                    "claim more or fewer, and record it".into(),
                ),
            ));
        }
    }
    if problems.len() > told {
        return;
    }
    // Every unit has claimed what it should, so nobody will come for what is left.
    let all_claimed: BTreeSet<&str> = claimed.into_values().flatten().collect();
    for topic in &plan.topics {
        if topic.per_unit.is_none() || all_claimed.contains(topic.id.as_str()) {
            continue;
        }
        let name = &topic.name;
        problems.push(problem::warning(
            "W11",
            place_of(&topic.origin),
            (
                format!("“{name}”没有单位选"),
                format!("no unit has claimed “{name}”"),
            ),
            (
                "请一个单位加选，或从方案里去掉".into(),
                "have a unit claim it, or take it out of the plan".into(),
            ),
        ));
    }
}
