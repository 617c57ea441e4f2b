//! W04: what a copied text brought along: names of other places, and gaps nobody filled in.
//! In: pages and rows; lists of foreign places among the wordlists. Out: a warning at the first place of each.

use rayon::prelude::*;

use crate::model::{CampaignRead, Page};
use crate::rules::Subject;
use crate::rules::gaps::gaps;
use crate::rules::hits::{Hit, ListedWords, first_of_each, in_rows, on_page};
use crate::rules::parts::Again;
use crate::rules::texts::published;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Problem, Quoted, problems};
use yanxi_reading::content_path::is_within;

pub(super) const RULE: Rule = Rule {
    code: Code::W04,
    bad: Example {
        files: &[
            ("词表/外地地名.txt", "例外镇 # 上次抄材料留下的\n"),
            (
                "记录/会议记录/动员会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 动员会\n\n例外镇XX嘎查20*年的打算，某某同志讲了话。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            ("词表/外地地名.txt", "例外镇 # 上次抄材料留下的\n"),
            (
                "记录/会议记录/动员会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 动员会\n\n样例镇甲嘎查2026年的打算，张××讲了话。\n",
            ),
        ],
    },
    found: Found::By(find, problems::<LeftOverProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let folders: Vec<&CampaignRead> = subject.editions.campaigns().iter().collect();
    let pages: Vec<&Page> = published(subject).collect();
    let mut hits: Vec<Hit> = pages
        .par_iter()
        .flat_map_iter(|page| {
            // Speeches and articles by others hide years on purpose: only an office's own texts have them to fill in.
            let own = folders.iter().any(|read| is_within(&page.folder, &read.folder));
            on_page(page, |text| {
                let mut gaps = gaps(text);
                gaps.retain(|(_, found)| own || !found.contains(['*', '＊']));
                gaps
            })
        })
        .collect();
    for read in subject.editions.campaigns() {
        hits.extend(in_rows(&read.campaign, gaps));
    }
    let mut problems: Vec<Diagnostic> = first_of_each(hits)
        .into_iter()
        .map(|(hit, count)| {
            let (found, again) = (Quoted(hit.found), Again::of(count));
            Diagnostic::of(hit.place, &LeftOverProblem::Gap { found, again })
        })
        .collect();
    for read in subject.editions.campaigns() {
        problems.extend(foreign_places(subject, read));
    }
    problems
}

fn foreign_places(subject: &Subject<'_>, read: &CampaignRead) -> Vec<Diagnostic> {
    let campaign = &read.campaign;
    // Names of one's own that hold a foreign one win over it.
    let units = campaign.roster.units.iter().map(|unit| unit.name.as_str());
    let peers = campaign.plan.peers.iter().map(|peer| peer.name.as_str());
    let own: Vec<&str> = units
        .chain(peers)
        .chain([campaign.plan.name.as_str(), subject.editions.config.title.as_str()])
        .filter(|name| !name.is_empty())
        .collect();
    let foreign: Vec<&str> = campaign
        .foreign_places
        .iter()
        .map(String::as_str)
        .filter(|place| !own.contains(place))
        .collect();
    let Some(words) = ListedWords::of(&foreign, &own) else {
        return Vec::new();
    };
    let hits = words.hits(subject, read);
    first_of_each(hits)
        .into_iter()
        .map(|(hit, count)| {
            let (found, again) = (Quoted(hit.found), Again::of(count));
            Diagnostic::of(hit.place, &LeftOverProblem::ForeignPlace { found, again })
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum LeftOverProblem {
    #[code(W04)]
    #[zh("“{found}”像是没有填完{again}", "填上实际内容；有意隐去的写明，如 张某、某镇（隐去名称）")]
    #[en(
        "“{found}” looks like a gap left open{again}",
        "fill it in; what is hidden on purpose says so, such as 张某 or 某镇（隐去名称）"
    )]
    Gap { found: Quoted, again: Option<Again> },
    #[code(W04)]
    #[zh("“{found}”是外地的地名{again}", "改成本地的；确实在说外地的，从词表的外地地名里删去")]
    #[en(
        "“{found}” is a place elsewhere{again}",
        "write the place of your own; where the place elsewhere is meant, take it off 外地地名.txt in wordlists"
    )]
    ForeignPlace { found: Quoted, again: Option<Again> },
}
