//! Other places where the campaign is tried.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::counted::{Of, declared};
use yanxi_campaign::plan::Peer;

use super::block::{Cell, Column, Inline};
use super::ledger::{ledger, shown};
use super::shown::archived_mark;
use super::{DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let plan = &view.campaign.plan;
    if plan.peers.is_empty() {
        return Vec::new();
    }
    let listed = plan.peers.len();
    let lead = match declared(plan, Of::Peers) {
        Some(declared) if usize::try_from(declared) != Ok(listed) => {
            format!("同批开展活动的单位应有{declared}个，已列{listed}个。")
        }
        _ => format!("同批开展活动的单位，共{listed}个。"),
    };
    let mut page = DerivedPage::new(view, "peers.html", "同批单位").lead(lead);
    page.found.kind = "同批单位".into();
    page.blocks.extend(archived_mark(view));
    page.push_with_download(ledger(
        "peers",
        "同批单位名单",
        &plan.peers,
        vec![
            shown(Column::text("单位"), |peer: &Peer| Cell::text(&peer.name)),
            shown(Column::text("级别").filtered(), |peer: &Peer| Cell::text(&peer.level)),
            shown(Column::text("网址"), |peer: &Peer| address(&peer.address)),
            shown(Column::text("备注"), |peer: &Peer| Cell::text(&peer.note)),
        ],
    ));
    vec![page]
}

/// Only addresses of the web become links.
fn address(address: &str) -> Cell {
    if address.starts_with("https://") || address.starts_with("http://") {
        Cell::of(vec![Inline::Outside { text: address.into(), address: address.into() }])
    } else {
        Cell::text(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::record_samples::Sample;

    #[test]
    fn peers_are_listed_and_only_web_addresses_are_links() {
        let mut sample = Sample::new();
        assert!(sample.pages(pages).is_empty());
        sample.campaign.plan.peers = vec![
            Peer {
                name: "样例乙镇".into(),
                level: "市级".into(),
                address: "https://b.example/".into(),
                ..Peer::default()
            },
            Peer {
                name: "样例丙乡".into(),
                address: "javascript:alert(1)".into(),
                ..Peer::default()
            },
        ];
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("共2个"), "{text}");
        assert!(text.contains("样例乙镇|市级|https://b.example/"), "{text}");
        assert!(!text.contains("备注"), "an empty column is left out: {text}");
        assert_eq!(address("javascript:alert(1)"), Cell::text("javascript:alert(1)"));
    }
}
