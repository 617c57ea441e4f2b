//! Roles of the roster that fit no audience of the plan and are near to one that does: these people owe nothing, and
//! every share looks better for it.
//! In: a campaign. Out: E01 as a warning, one for each spelling, at the first person who has it. A role that is simply
//! another one, such as 群众 beside 党员, is none of it.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::{Audience, Plan};
use yanxi_campaign::{Campaign, Person};

use crate::slip::is_slip_of;
use yanxi_problem::{Diagnostic, InQuotes, Name, Place, Problem, Quoted, plural};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum RoleProblem {
    #[code(E01, Warning)]
    #[zh(
        "计划里没有“{role}”这个身份，最接近的是“{near}”；写着它的 {count} 人没有算进“{audience}”",
        "写错了的，把“身份”列的“{role}”改成“{near}”"
    )]
    #[en(
        "the plan has no role “{role}”; the nearest is “{near}”: {count} {people} with it {are} not counted as “{audience}”",
        "write “{near}” for “{role}” in column role if it is a slip",
        people = plural(*count, "person", "people"),
        are = plural(*count, "is", "are"),
    )]
    #[edit(role, near)]
    Slip { role: Quoted, near: Name, audience: Name, count: usize },
    #[code(E01, Warning)]
    #[zh(
        "计划里没有“{role}”这个身份，写着它的 {count} 人没有算进“{audience}”",
        "要算的，在计划的人员类别“{audience}”的身份里加上它：身份 = [{roles}]；不算的，在计划里给它另写一个人员类别，身份 = [\"{role}\"]"
    )]
    #[en(
        "the plan has no role “{role}”: {count} {people} with it {are} not counted as “{audience}”",
        "if they count, add it to the roles of audience “{audience}” of the plan: role = [{roles}]; if not, give them an audience of their own with role = [\"{role}\"]",
        people = plural(*count, "person", "people"),
        are = plural(*count, "is", "are"),
    )]
    Kind { role: Quoted, audience: Name, count: usize, roles: InQuotes<Quoted> },
    #[code(E03, Warning)]
    #[zh(
        "人员名册里谁也没有写身份，计划的“{audience}”按身份分，一个人也没有",
        "在表头加上“身份”一列，是“{audience}”的各行填“{role}”"
    )]
    #[en(
        "nobody in the table of people has a role: “{audience}” of the plan goes by roles and has nobody",
        "add a column role, with “{role}” in each row that belongs to “{audience}”"
    )]
    NobodyHasOne { audience: Name, role: Name },
}

/// How one role is near to another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Near {
    Slip,
    /// 中共党员 and 预备党员 beside 党员: whether they are meant too is the plan's to say.
    Kind,
}

/// E01
pub(super) fn roles(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let plan = &campaign.plan;
    let known: BTreeSet<&str> =
        plan.audiences.iter().flat_map(|own| &own.roles).map(String::as_str).collect();
    let used: Vec<&Audience> =
        plan.audiences.iter().filter(|audience| is_used(audience, plan)).collect();
    let people = &campaign.roster.people;
    let by_role = used.iter().find_map(|own| Some((*own, own.roles.first()?)));
    if let (Some((audience, role)), Some(first)) = (by_role, people.first())
        && people.iter().all(|person| person.roles.is_empty())
    {
        let (audience, role) = (Name::from(&audience.name), Name::from(role));
        let problem = RoleProblem::NobodyHasOne { audience, role };
        problems.push(Diagnostic::of(Place::file(&first.origin.file), &problem));
    }
    let mut found: BTreeMap<&str, (Near, &str, &Audience, Vec<&Person>)> = BTreeMap::new();
    for person in people {
        let Some(unit) = campaign.roster.unit(&person.unit) else {
            continue;
        };
        for role in person.roles.iter().filter(|role| !known.contains(role.as_str())) {
            let meant = used.iter().find_map(|audience| {
                let (near, own) = near(role, audience)?;
                let is_out = unit.is_of(&audience.unit_classes, plan)
                    && !person.belongs_to(audience, unit, plan);
                is_out.then_some((near, own, *audience))
            });
            if let Some((near, own, audience)) = meant {
                found.entry(role).or_insert((near, own, audience, Vec::new())).3.push(person);
            }
        }
    }
    for (role, (near, own, audience, people)) in found {
        let (role, count) = (Quoted::from(role), people.len());
        let name = Name::from(&audience.name);
        let problem = match near {
            Near::Slip => RoleProblem::Slip { role, near: own.into(), audience: name, count },
            Near::Kind => {
                let roles = audience.roles.iter().map(Quoted::from);
                let roles = InQuotes(roles.chain([role.clone()]).collect());
                RoleProblem::Kind { role, audience: name, count, roles }
            }
        };
        if let Some(first) = people.first() {
            problems.push(Diagnostic::of(first.origin.clone(), &problem));
        }
    }
}

/// Whether anything is asked of an audience, or counted for it.
fn is_used(audience: &Audience, plan: &Plan) -> bool {
    let needs = plan.items.iter().flat_map(|item| &item.needs);
    audience.masses || needs.into_iter().any(|need| need.audience.as_ref() == Some(&audience.id))
}

/// The role of an audience to which another one is near.
fn near<'a>(role: &str, audience: &'a Audience) -> Option<(Near, &'a str)> {
    let own = || audience.roles.iter().map(String::as_str).filter(|own| !own.is_empty());
    let slip = own().find(|own| is_slip_of(role, own)).map(|own| (Near::Slip, own));
    slip.or_else(|| own().find(|own| is_kind_of(role, own)).map(|own| (Near::Kind, own)))
}

/// 中共党员 and 党员（预备） of 党员, not 非党员 nor 党员家属.
fn is_kind_of(role: &str, of: &str) -> bool {
    const NONE_OF_THEM: [char; 4] = ['非', '不', '无', '未'];
    let bare = role.split(['（', '(']).next().unwrap_or(role).trim();
    bare == of || bare.strip_suffix(of).is_some_and(|which| !which.contains(NONE_OF_THEM))
}

#[cfg(test)]
mod tests {
    use super::is_kind_of;

    #[test]
    fn what_ends_in_a_role_is_a_kind_of_it() {
        for role in ["中共党员", "预备党员", "中共预备党员", "离退休党员", "党员（预备）"]
        {
            assert!(is_kind_of(role, "党员"), "{role}");
        }
        for role in ["入党积极分子", "发展对象", "非党员", "非中共党员", "党员家属", "群众", "团员"]
        {
            assert!(!is_kind_of(role, "党员"), "{role}");
        }
    }
}
