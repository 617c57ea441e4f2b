//! Words for what became of a suggestion that nobody has declared.
//! In: a campaign. Out: E03 as a warning, one for each record type, with all such words.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::Campaign;
use yanxi_campaign::adoption::word_of;
use yanxi_campaign::plan::Role;

use yanxi_problem::{Diagnostic, List, Name, Problem, Quoted};

/// How many words one warning lists.
const SHOWN_WORDS: usize = 12;

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum AdoptionProblem {
    #[code(E03, Warning)]
    #[zh(
        "“{kind}”的采纳情况写了 {words}，看不出采纳没有，都算未定",
        "在这个记录类型里加一行：采纳了的写 采纳 = [\"{first}\"]，没有采纳的写 未采纳 = [\"{first}\"]，几个词用逗号隔开"
    )]
    #[en(
        "of “{kind}” the words {words} do not say whether it was adopted; they are counted as open",
        "add a line to this record type: adopted = [\"{first}\"] where it was, not_adopted = [\"{first}\"] where it was not, with commas between several"
    )]
    UnknownWords { kind: Name, words: List<Name>, first: Quoted },
}

/// E03
pub(super) fn words(campaign: &Campaign, problems: &mut Vec<Diagnostic>) {
    let mut unknown: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in campaign.records.iter().filter(|record| record.counts()) {
        if campaign.adoption(record).is_none() {
            unknown.entry(&record.kind).or_default().insert(word_of(record));
        }
    }
    for kind in &campaign.plan.record_types {
        let is_asked = matches!(kind.role, Role::Suggestion | Role::Opinion);
        let Some(words) = unknown.get(kind.id.as_str()).filter(|_| is_asked) else {
            continue;
        };
        let problem = AdoptionProblem::UnknownWords {
            kind: Name::from(&kind.name),
            first: Quoted::from(words.first().copied().unwrap_or_default()),
            words: List::cut(words.iter().copied(), SHOWN_WORDS),
        };
        problems.push(Diagnostic::of(kind.origin.clone(), &problem));
    }
}
