//! Names of the campaign's things by the initial of their pinyin.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_campaign::plan::{ListPlace, PlanList, Role, is_pending};
use yanxi_text::order::{SortKey, sort_key};
use yanxi_text::pinyin::syllables;

use super::block::{Block, Inline};
use super::ledger::listed;
use super::shown::{anchor, archived_mark};
use super::{DerivedPage, View, part_path};
use crate::slug::tag_path;
use yanxi_reading::content_path::is_within;

const NAME: &str = "keywords.html";

/// Entries on one page.
const ENTRIES_PER_PAGE: usize = 500;

/// Records that are documents or things people look up by their titles; rows of ledgers are found by search.
const LOOKED_UP: [Role; 11] = [
    Role::Research,
    Role::AnalysisReport,
    Role::Rule,
    Role::Appraisal,
    Role::Event,
    Role::Exemplar,
    Role::Briefing,
    Role::Summary,
    Role::Publicity,
    Role::Outcome,
    Role::Rating,
];

struct Entry {
    name: String,
    kind: String,
    to: String,
}

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let initials = by_initial(entries(view));
    if initials.is_empty() {
        return Vec::new();
    }
    let parts = parts(initials);
    let first = view.path(NAME);
    let outputs: Vec<String> = (1..=parts.len()).map(|number| part_path(&first, number)).collect();
    let index = index(&parts, &outputs);
    parts
        .iter()
        .zip(&outputs)
        .enumerate()
        .map(|(number, (part, output))| {
            let mut page = DerivedPage::new(view, NAME, "主题词");
            page.output = output.clone();
            page.found.kind = "主题词".into();
            page.in_navigation = number == 0;
            page.lead = "按汉语拼音的第一个字母排列，点开就到。".into();
            page.blocks.extend(archived_mark(view));
            page.push(Block::Paragraph(index.clone()));
            for (initial, entries) in part {
                page.push(Block::heading(initial.clone(), anchor("k", initial)));
                page.push(Block::List {
                    ordered: false,
                    entries: entries.iter().map(shown).collect(),
                });
            }
            page.push_way(&outputs, number);
            page
        })
        .collect()
}

fn shown(entry: &Entry) -> Vec<Inline> {
    vec![
        Inline::link(entry.name.clone(), entry.to.clone()),
        Inline::text(format!("（{}）", entry.kind)),
    ]
}

/// Links to the initials, on every part.
fn index(parts: &[Vec<(String, Vec<Entry>)>], outputs: &[String]) -> Vec<Inline> {
    let mut content = Vec::new();
    for (part, output) in parts.iter().zip(outputs) {
        for (initial, _) in part {
            if !content.is_empty() {
                content.push(Inline::text(" "));
            }
            content
                .push(Inline::link(initial.clone(), format!("{output}#{}", anchor("k", initial))));
        }
    }
    content
}

/// Initials that stand on one page together.
fn parts(initials: BTreeMap<String, Vec<Entry>>) -> Vec<Vec<(String, Vec<Entry>)>> {
    let mut parts: Vec<Vec<(String, Vec<Entry>)>> = Vec::new();
    let mut room = 0;
    for (initial, entries) in initials {
        match parts.last_mut() {
            Some(part) if entries.len() <= room => {
                room -= entries.len();
                part.push((initial, entries));
            }
            _ => {
                room = ENTRIES_PER_PAGE.saturating_sub(entries.len());
                parts.push(vec![(initial, entries)]);
            }
        }
    }
    parts
}

/// Letters first, then what begins with a digit, then the rest; within an initial by pinyin. The same name of the same
/// thing stands once.
fn by_initial(entries: Vec<Entry>) -> BTreeMap<String, Vec<Entry>> {
    let mut keyed: Vec<(SortKey, Entry)> =
        entries.into_iter().map(|entry| (sort_key(&entry.name), entry)).collect();
    keyed.sort_by(|(key, entry), (other_key, other)| {
        (key, &entry.kind, &entry.to).cmp(&(other_key, &other.kind, &other.to))
    });
    let mut seen = BTreeSet::new();
    let mut initials: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for (_, entry) in keyed {
        if seen.insert((entry.name.clone(), entry.to.clone())) {
            initials.entry(initial(&entry.name)).or_default().push(entry);
        }
    }
    initials
}

fn initial(name: &str) -> String {
    let first = syllables(name).first().and_then(|syllable| syllable.chars().next());
    match first {
        Some(letter) if letter.is_ascii_alphabetic() => letter.to_ascii_uppercase().to_string(),
        // Sorted behind the letters.
        Some(_) => "数字".into(),
        None => "其他".into(),
    }
}

fn entries(view: &View<'_>) -> Vec<Entry> {
    let plan = &view.campaign.plan;
    let mut entries = Vec::new();
    let mut add = |name: &str, source: &str, kind: &str, to: String| {
        if !name.is_empty() && !is_pending(name) && !is_pending(source) {
            entries.push(Entry { name: name.into(), kind: kind.into(), to });
        }
    };
    for document in view.documents.values() {
        if is_within(&document.folder, &view.source_folder) {
            for tag in &document.tags {
                add(tag, "", "标签", tag_path(tag));
            }
        }
    }
    for activity in &plan.activities {
        add(
            &plan.activity_label(activity),
            &activity.source,
            "主题实践活动",
            view.activity_path(&activity.id),
        );
    }
    for item in &plan.items {
        if let Inline::Link { text, to } = view.item(item) {
            add(&text, &item.source, "事项", to);
        }
    }
    for target in &plan.targets {
        let to = super::targets::path(view, &target.id);
        add(&target.name, &target.source, "目标", to);
    }
    for topic in &plan.topics {
        let to = super::targets::path(view, &topic.id);
        add(&topic.name, &topic.source, "课题", to);
    }
    for list in &plan.lists {
        for entry in &list.entries {
            add(&entry.name, &entry.source, &list.name, place_of_list(view, list));
        }
    }
    if view.internal {
        for unit in &view.campaign.roster.units {
            if let Some(to) = view.unit_path(&unit.id) {
                add(&unit.name, "", "单位", to);
            }
        }
        for wording in &view.campaign.wordings {
            let to = super::publicity::wording_path(view, wording);
            add(&wording.approved, "", "规范用语", to);
        }
    }
    for record in view.campaign.records.iter().filter(|record| record.counts()) {
        let kind = plan.record_type(&record.kind).filter(|kind| LOOKED_UP.contains(&kind.role));
        if let Some(kind) = kind
            && let Inline::Link { text, to } = super::shown::record_link(view, record)
        {
            add(&text, "", &kind.name, to);
        }
    }
    for document in study_material(view) {
        add(&document.title, "", "资料", document.output.clone());
    }
    entries
}

/// Where a list of the plan is shown.
fn place_of_list(view: &View<'_>, list: &PlanList) -> String {
    let (page, prefix) = match list.place {
        // Subjects alone make no page of problems; the plan's own page has every list.
        ListPlace::Problems if !listed(view, Role::Problem).is_empty() => {
            ("problems.html", "subjects")
        }
        ListPlace::Rules => ("rules.html", "list"),
        ListPlace::Deeds => ("deeds.html", "list"),
        ListPlace::Plan | ListPlace::Home | ListPlace::Problems => ("plan-lists.html", "l"),
    };
    format!("{}#{}", view.path(page), anchor(prefix, &list.id))
}

/// Written pages in the campaign's folder that are no records.
fn study_material<'a>(view: &'a View<'_>) -> impl Iterator<Item = &'a super::view::Document> {
    let records: BTreeSet<&str> =
        view.campaign.records.iter().filter_map(|record| record.page.as_deref()).collect();
    let inside = format!("{}/", view.source_folder);
    view.documents
        .iter()
        .filter(move |(path, document)| {
            path.starts_with(&inside)
                && !records.contains(path.as_str())
                && document.output != view.path("index.html")
        })
        .map(|(_, document)| document)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::campaign::Wording;
    use yanxi_campaign::plan::{Activity, Item, Topic};

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        let plan = &mut sample.campaign.plan;
        plan.activities = ["s1", "s2"]
            .map(|stage| Activity {
                id: format!("a-{stage}"),
                name: "三件事".into(),
                stage: Some(stage.into()),
                ..Activity::default()
            })
            .to_vec();
        plan.items = vec![Item {
            id: "i1".into(),
            activity: Some("a-s1".into()),
            name: "读一本书".into(),
            ..Item::default()
        }];
        plan.topics = vec![Topic { id: "q1".into(), name: "待补充".into(), ..Topic::default() }];
        sample.campaign.wordings =
            vec![Wording { approved: "轮牧".into(), ..Wording::default() }];
        sample.add_type("b", Role::Briefing);
        sample.add_type("q", Role::Problem);
        let day = date(2008, 11, 20);
        sample.add("b", "b1", "", day, &[]).title = "2008年第一期".into();
        sample.add("q", "q9", "", day, &[]);
        sample
    }

    #[test]
    fn names_stand_under_their_initials_and_two_of_one_name_apart() {
        let text = sample().text(pages);
        for line in [
            "# D\n读一本书（事项）",
            "# L\n轮牧（规范用语）",
            "三件事（第一段）（主题实践活动）\n三件事（第二段）（主题实践活动）",
            "# 数字\n2008年第一期（b表）",
        ] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(text.contains("甲嘎查（单位）"), "{text}");
        assert!(!text.contains("待补充") && !text.contains("题q9"), "{text}");
    }

    #[test]
    fn units_and_wordings_stay_inside() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("读一本书"), "{text}");
        for name in ["甲嘎查", "轮牧", "2008年第一期"] {
            assert!(!text.contains(name), "{name}: {text}");
        }
    }

    #[test]
    fn a_long_index_is_split_between_initials() {
        let mut sample = sample();
        for number in 0..600 {
            let name = format!("{}{number}", if number % 2 == 0 { "草" } else { "水" });
            sample.campaign.plan.items.push(Item {
                id: format!("n{number}"),
                activity: Some("a-s1".into()),
                name,
                ..Item::default()
            });
        }
        let pages = sample.pages(pages);
        assert_eq!(pages.len(), 2);
        let links = pages.iter().filter_map(|page| {
            page.blocks.iter().find_map(|block| match block {
                Block::Paragraph(index) => Some(index.len()),
                _ => None,
            })
        });
        assert!(links.collect::<BTreeSet<_>>().len() == 1, "one index on both");
    }
}
