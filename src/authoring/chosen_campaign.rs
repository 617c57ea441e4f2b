//! Which campaign a command means.
//! In: the campaigns of a folder and the name given, if any. Out: one of them, or what to add.

use yanxi_campaign::Campaign;

use yanxi_problem::{Code, Diagnostic, Place, Wording};

/// The campaign of this name, id or folder; without a name the only one that is not archived.
pub(super) fn chosen<'a>(
    campaigns: impl Iterator<Item = (&'a str, &'a Campaign)>,
    name: Option<&str>,
) -> Result<(&'a str, &'a Campaign), Vec<Diagnostic>> {
    let running: Vec<_> = campaigns
        .filter(|(folder, campaign)| match name {
            Some(name) => campaign.plan.id == name || campaign.plan.name == name || *folder == name,
            None => !campaign.plan.archived,
        })
        .collect();
    match running.as_slice() {
        [one] => Ok(*one),
        [] => Err(vec![Diagnostic::error(
            Code::E01,
            Place::file(name.unwrap_or("计划.toml")),
            Wording::new("没有找到这个活动", "there is no such campaign"),
            Wording::new(
                "在活动的文件夹里放一个 计划.toml，或用 --campaign 写对活动名称",
                "put a plan.toml into the campaign's folder, or name it with --campaign",
            ),
        )]),
        [(_, first), (_, second), ..] => Err(vec![Diagnostic::error(
            Code::R10,
            Place::file("--campaign"),
            Wording::new(
                format!("有几个活动：{}、{}", first.plan.name, second.plan.name),
                format!("there are several campaigns: {}, {}", first.plan.name, second.plan.name),
            ),
            Wording::new(
                format!("加上 --campaign {}", first.plan.id),
                format!("add --campaign {}", first.plan.id),
            ),
        )]),
    }
}
