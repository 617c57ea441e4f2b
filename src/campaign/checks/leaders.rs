//! Units without the leaders they must have: first responsible, contact leader, leading group.
//! In: a campaign. Out: W10.

use jiff::civil::Date;
use yanxi_campaign::lookup::Found;
use yanxi_campaign::plan::Per;
use yanxi_campaign::{Campaign, Person};

use yanxi_problem::{Diagnostic, Figure, Name, Problem};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum LeaderProblem {
    #[code(W10)]
    #[zh("{unit}没有第一责任人", "在“第一责任人”列写一个人的姓名")]
    #[en("{unit} has nobody first responsible", "write one name in column first_responsible")]
    NobodyResponsible { unit: Name },
    #[code(W10)]
    #[group(Mistyped)]
    #[zh("{unit}有 {count} 个第一责任人，只能有一个", "在“第一责任人”列写一个人的姓名")]
    #[en(
        "{unit} has {count} people first responsible instead of one",
        "write one name in column first_responsible"
    )]
    SeveralResponsible { unit: Name, count: usize },
    #[code(W10)]
    #[group(Mistyped)]
    #[zh(
        "{unit}的第一责任人“{leader}”有两个人：{one}、{two}，已算作 {one}",
        "把“第一责任人”列的“{leader}”改成编号"
    )]
    #[en(
        "“{leader}”, first responsible for {unit}, may be {one} or {two}; it was counted as {one}",
        "write the id for “{leader}” in column first_responsible"
    )]
    ResponsibleMayBeTwo { unit: Name, leader: Name, one: Name, two: Name },
    #[code(W10)]
    #[group(Mistyped)]
    #[zh(
        "人员名册里没有{unit}的第一责任人“{leader}”，负责人的事项没有算给任何人",
        "把这个人写进人员名册，或改正姓名"
    )]
    #[en(
        "“{leader}”, first responsible for {unit}, is not among the people: what leaders owe was counted for nobody",
        "add the person to the people, or correct the name"
    )]
    ResponsibleNotInRoster { unit: Name, leader: Name },
    #[code(W10)]
    #[group(Mistyped)]
    #[zh(
        "{unit}的第一责任人“{leader}”{day}已经调出，不在名册里了",
        "在“第一责任人”列写现在的负责人"
    )]
    #[en(
        "“{leader}”, first responsible for {unit}, left the roster on {day}",
        "write who is responsible now in column first_responsible"
    )]
    ResponsibleHasLeft { unit: Name, leader: Name, day: Figure },
    #[code(W10)]
    #[zh("{unit}没有联系领导，不是谁的联系点", "在“联系领导”列写上姓名")]
    #[en("{unit} is nobody's contact point", "write a name in column contact_leader")]
    NoContactLeader { unit: Name },
    #[code(W10)]
    #[zh("{unit}没有领导机构", "在“领导机构”列写上机构名称")]
    #[en("{unit} has no leading group", "write its name in column leading_group")]
    NoLeadingGroup { unit: Name },
}

/// W10. A roster without a column for them does not say that nobody is there.
pub(super) fn leaders(campaign: &Campaign, today: Date, problems: &mut Vec<Diagnostic>) {
    let leaders_owe = campaign.plan.items.iter().any(|item| item.per == Per::Leader);
    // A roster that names leaders of contact points at all names one for every unit.
    let linked = campaign.roster.units.iter().any(|unit| !unit.contact_leader.is_empty());
    for unit in campaign.roster.units.iter().filter(|unit| !unit.name.is_empty()) {
        let name = || Name::from(&unit.name);
        let mut warn = |problem| problems.push(Diagnostic::of(unit.origin.clone(), &problem));
        match unit.first_responsible.as_slice() {
            [] if leaders_owe || campaign.roster.names_first_responsible => {
                warn(LeaderProblem::NobodyResponsible { unit: name() });
            }
            [] => {}
            [leader] if leaders_owe => {
                let leader = Name::from(leader);
                match campaign.leader(unit) {
                    Found::One(_) => {}
                    Found::Two(one, two) => warn(LeaderProblem::ResponsibleMayBeTwo {
                        unit: name(),
                        leader,
                        one: Name::from(&one.id),
                        two: Name::from(&two.id),
                    }),
                    Found::None => {
                        warn(LeaderProblem::ResponsibleNotInRoster { unit: name(), leader });
                    }
                }
            }
            [_] => {}
            several => {
                let count = several.len();
                warn(LeaderProblem::SeveralResponsible { unit: name(), count });
            }
        }
        if let ([leader], Found::One(person)) =
            (unit.first_responsible.as_slice(), campaign.leader(unit))
            && let Some(day) = left_before(person, today)
        {
            let leader = Name::from(leader);
            warn(LeaderProblem::ResponsibleHasLeft { unit: name(), leader, day: Figure::of(day) });
        }
        if linked && unit.contact_leader.is_empty() {
            warn(LeaderProblem::NoContactLeader { unit: name() });
        }
        if campaign.roster.names_leading_group && unit.leading_group.is_empty() {
            warn(LeaderProblem::NoLeadingGroup { unit: name() });
        }
    }
}

/// The day since which somebody is on no roster any more.
fn left_before(person: &Person, today: Date) -> Option<Date> {
    if person.unit_on(today).is_some() {
        return None;
    }
    person.stays.iter().filter_map(|stay| stay.left).filter(|left| *left <= today).max()
}
