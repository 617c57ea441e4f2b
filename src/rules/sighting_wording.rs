//! Words that the rules about sensitive matter share.
//! In: a sighting. Out: its message with the place inside an attachment, and how to mend it where it stands.

use crate::disclosure::{Host, Sighting};
use yanxi_problem::Wording;

/// What was found, with the place inside an attachment before it.
pub(super) fn place_and(sighting: &Sighting, found: &Wording) -> Wording {
    match &sighting.spot {
        Some(spot) => {
            let spot = spot.wording();
            Wording::new(
                format!("附件{}：{}", spot.chinese, found.chinese),
                format!("in {}: {}", spot.english, found.english),
            )
        }
        None if sighting.host == Host::FileName => Wording::new(
            format!("文件名：{}", found.chinese),
            format!("in the file name: {}", found.english),
        ),
        None => found.clone(),
    }
}

/// How a number or an address is mended where it stands.
pub(super) fn remedy(sighting: &Sighting) -> Wording {
    let mask = &sighting.mask;
    match sighting.host {
        Host::Page | Host::Record => Wording::new(
            format!(
                "删去，或改成 {mask} 的样子；也可以在 yanxi.toml 写 [privacy] 和 mask = true，由程序遮盖"
            ),
            format!("delete it or write {mask}; or set mask = true below [privacy] in yanxi.toml"),
        ),
        Host::FileName => Wording::new(
            "给文件改名，名字里不写号码和住址",
            "rename the file without numbers and addresses",
        ),
        Host::Attachment => Wording::new(
            format!("在原文件里删去或改成 {mask} 的样子，再放进来"),
            format!("delete it in the file, or write {mask}, and put the file back"),
        ),
        Host::Site => Wording::new(
            format!("在计划、名册或设置里删去，或改成 {mask} 的样子"),
            format!("delete it in the plan, roster or settings, or write {mask}"),
        ),
    }
}
