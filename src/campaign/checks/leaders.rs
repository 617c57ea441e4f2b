//! Units without the leaders they must have: first responsible, contact leader, leading group.
//! In: a campaign. Out: W10.

use yanxi_campaign::Campaign;
use yanxi_campaign::lookup::Found;
use yanxi_campaign::plan::Per;

use crate::campaign::problem;
use yanxi_problem::{Code, Diagnostic};

/// W10
pub(super) fn leaders(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let leaders_owe = campaign.plan.items.iter().any(|item| item.per == Per::Leader);
    // A roster that names leaders of contact points at all names one for every unit.
    let linked = campaign.roster.units.iter().any(|unit| !unit.contact_leader.is_empty());
    for unit in &campaign.roster.units {
        let name = &unit.name;
        let mut warn = |message: (String, String), remedy: (String, String)| {
            problems.push(problem::warning(Code::W10, unit.origin.clone(), message, remedy));
        };
        if unit.first_responsible.len() != 1 {
            let count = unit.first_responsible.len();
            let message = if count == 0 {
                (format!("{name}没有第一责任人"), format!("{name} has nobody first responsible"))
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
                ("在“联系领导”列写上姓名".into(), "write a name in column contact_leader".into()),
            );
        }
        if unit.leading_group.is_empty() {
            warn(
                (format!("{name}没有领导机构"), format!("{name} has no leading group")),
                (
                    "在“领导机构”列写上机构名称".into(),
                    "write its name in column leading_group".into(),
                ),
            );
        }
    }
}
