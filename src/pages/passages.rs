//! 出处: which sentence of a speech or plan each entry stands on, how far it is, and which sentences nobody takes up.
//! In: a [`View`] with the passages that were found. Out: one page, none where the plan quotes nothing; links for the
//! pages that show entries; signs for the pages that are quoted.

use std::collections::BTreeMap;

use yanxi_campaign::plan::ListPlace;
use yanxi_campaign::quoted::Entry;

use super::block::{Cell, Column, Inline, KeyFigure, Row, Table, TableStyle};
use super::shown::{anchor, as_of, item_with_activity, shows_gaps, without_empty_columns};
use super::standings::Standings;
use super::timeline::{stage_link, step_link};
use super::{Block, DerivedPage, View, targets};

const NAME: &str = "sources.html";
const TITLE: &str = "出处对照";

/// Characters of a quotation in a link to it.
const SHOWN: usize = 14;
/// Entries of one passage that are named beside it.
const NAMED: usize = 3;

/// What the plan quotes, as the edition has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passages {
    pub of_entries: BTreeMap<Entry, Vec<Passage>>,
    /// Pages whose sentences the plan is to take up.
    pub pages: Vec<Covered>,
}

/// A passage of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub text: String,
    /// Path in the site with the place on the page.
    pub to: String,
}

/// A page with its sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    pub title: String,
    pub output: String,
    /// Path of the source file.
    pub source: String,
    pub sentences: Vec<Sentence>,
}

/// A sentence and who takes it up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub to: String,
    /// Line of the source file, from 1.
    pub line: Option<usize>,
    pub entries: Vec<Entry>,
    /// Parts of a sentence taken up that nobody takes up.
    pub left: Vec<String>,
}

/// How many sentences of a page are taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    pub whole: usize,
    pub in_part: usize,
    pub not: usize,
}

impl Covered {
    pub fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for sentence in &self.sentences {
            match (sentence.entries.is_empty(), sentence.left.is_empty()) {
                (true, _) => coverage.not += 1,
                (false, true) => coverage.whole += 1,
                (false, false) => coverage.in_part += 1,
            }
        }
        coverage
    }
}

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let covered = &view.passages.pages;
    if covered.iter().all(|page| page.sentences.is_empty()) {
        return Vec::new();
    }
    let mut page = DerivedPage::new(view, NAME, TITLE).lead(match shows_gaps(view) {
        true => "每一句话列成了计划的哪一条，做到了哪一步；哪些话还没有列入。",
        false => "每一句话列成了计划的哪一条。",
    });
    page.found.kind = TITLE.into();
    page.push(as_of(view));
    let standings = Standings::of(view);
    for (number, own) in covered.iter().enumerate() {
        push_page(&mut page, view, own, number + 1, &standings);
    }
    vec![page]
}

fn push_page(
    page: &mut DerivedPage,
    view: &View<'_>,
    own: &Covered,
    number: usize,
    standings: &Standings<'_>,
) {
    page.push(Block::heading(format!("《{}》", own.title), format!("page-{number}")));
    page.push(Block::Paragraph(vec![
        Inline::text("原文："),
        Inline::link(own.title.clone(), own.output.clone()),
        Inline::text("。列入计划的话在原文里划了线，后面是这一条的进展。"),
    ]));
    let coverage = own.coverage();
    let figure = |name: &str, count: usize| KeyFigure {
        name: name.into(),
        value: format!("{count}句"),
        ..KeyFigure::default()
    };
    let mut figures = vec![
        figure("正文", own.sentences.len()),
        figure("已列入计划", coverage.whole + coverage.in_part),
    ];
    if shows_gaps(view) {
        figures.push(figure("其中只列入一部分", coverage.in_part));
        figures.push(figure("没有列入", coverage.not));
    }
    page.push(Block::Figures(figures));
    let taken = own.sentences.iter().filter(|sentence| !sentence.entries.is_empty());
    let rows = taken.map(|sentence| {
        Row::of(vec![
            Cell::link(sentence.text.clone(), sentence.to.clone()),
            Cell::of(lines(sentence.entries.iter().filter_map(|entry| named(view, entry)))),
            Cell::of(lines(sentence.entries.iter().map(|entry| standings.of_entry(entry)))),
            Cell::text(match shows_gaps(view) {
                true => sentence.left.join("；"),
                false => String::new(),
            }),
        ])
    });
    let table = without_empty_columns(Table {
        id: format!("taken-{number}"),
        columns: vec![
            Column::text("原文"),
            Column::text("计划里的条目"),
            Column::state("状态"),
            Column::text("没有列入的部分"),
        ],
        rows: rows.collect(),
        style: TableStyle::Ledger,
        ..Table::default()
    });
    if !table.rows.is_empty() {
        page.push(Block::Heading {
            level: 3,
            text: "已列入计划的话".into(),
            anchor: format!("taken-up-{number}"),
        });
        page.push_with_download(table);
    }
    let left = own.sentences.iter().filter(|sentence| sentence.entries.is_empty());
    let rows: Vec<Row> = left
        .enumerate()
        .map(|(at, sentence)| {
            let link = Cell::link(sentence.text.clone(), sentence.to.clone());
            Row::of(vec![Cell::number(at + 1), link])
        })
        .collect();
    if shows_gaps(view) && !rows.is_empty() {
        page.push(Block::Heading {
            level: 3,
            text: "还没有列入计划的话".into(),
            anchor: format!("not-taken-up-{number}"),
        });
        page.push_with_download(Table {
            id: format!("left-{number}"),
            columns: vec![Column::number("序号"), Column::text("原文")],
            rows,
            style: TableStyle::Ledger,
            ..Table::default()
        });
    }
}

/// Runs, each on a line of its own.
fn lines(parts: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut content = Vec::new();
    for part in parts {
        if !content.is_empty() {
            content.push(Inline::LineBreak);
        }
        content.extend(part);
    }
    content
}

/// What kind of entry it is, and its name with a link; none where the edition does not have it.
fn named(view: &View<'_>, entry: &Entry) -> Option<Vec<Inline>> {
    let (kind, name) = of_plan(view, entry)?;
    let mut content = vec![Inline::text(format!("{kind}："))];
    content.extend(name);
    Some(content)
}

fn of_plan<'a>(view: &'a View<'_>, entry: &Entry) -> Option<(&'a str, Vec<Inline>)> {
    let plan = &view.campaign.plan;
    let one = |kind, name: Inline| Some((kind, vec![name]));
    let in_lists = |text: &str, place: String| {
        Inline::link(text, format!("{}#{place}", view.path("plan-lists.html")))
    };
    match entry {
        Entry::Campaign => one("活动", Inline::link(plan.name.clone(), view.path("index.html"))),
        Entry::Stage(id) => one("阶段", stage_link(view, plan.stage(id)?)),
        Entry::Step(id) => one("环节", step_link(view, plan.step(id)?)),
        Entry::Gate(id) => {
            let gate = plan.gates.iter().find(|gate| gate.id == *id)?;
            let place = format!("{}#{}", view.path("gates.html"), anchor("g", id));
            one("把关", Inline::link(gate.name.clone(), place))
        }
        Entry::UnitClass(id) => {
            let class = plan.unit_classes.iter().find(|class| class.id == *id)?;
            one("单位类别", in_lists(&class.name, anchor("class", id)))
        }
        Entry::Audience(id) => {
            one("人员类别", in_lists(&plan.audience(id)?.name, anchor("audience", id)))
        }
        Entry::Activity(id) => {
            let label = plan.activity_label(plan.activity(id)?);
            one("主题活动", Inline::link(label, view.activity_path(id)))
        }
        Entry::Item(id) => Some(("事项", item_with_activity(view, plan.item(id)?))),
        Entry::RecordType(id) => one("记录类型", Inline::text(plan.record_type(id)?.name.clone())),
        Entry::Rating(id) => one("测评规则", Inline::text(plan.rating(id)?.name.clone())),
        Entry::Target(id) => {
            let target = plan.targets.iter().find(|target| target.id == *id)?;
            one("指标", Inline::link(target.name.clone(), targets::path(view, id)))
        }
        Entry::Topic(id) => {
            let topic = plan.topics.iter().find(|topic| topic.id == *id)?;
            one("课题", Inline::link(topic.name.clone(), targets::path(view, id)))
        }
        Entry::List(id) => {
            let list = plan.lists.iter().find(|list| list.id == *id)?;
            let link = match list.place {
                ListPlace::Home => Inline::link(
                    list.name.clone(),
                    format!("{}#{}", view.path("index.html"), anchor("l", id)),
                ),
                _ => in_lists(&list.name, anchor("l", id)),
            };
            one("清单", link)
        }
        Entry::Line(id) => {
            let (list, number) = plan.lists.iter().find_map(|list| {
                let number = list.entries.iter().position(|entry| entry.id == *id)?;
                Some((list, number))
            })?;
            let line = &list.entries[number];
            let text = if line.name.is_empty() { &line.text } else { &line.name };
            let place = format!("{}-{}", anchor("l", &list.id), number + 1);
            Some((&list.name, vec![in_lists(text, place)]))
        }
        Entry::Peer(name) => one("同批单位", Inline::text(name.clone())),
    }
}

/// What a source is called, with links to the words that an entry quotes; nothing where it says neither.
pub(super) fn sourced(view: &View<'_>, entry: &Entry, source: &str) -> Vec<Inline> {
    let mut content = super::shown::source_cell(source).content;
    content.retain(|run| !run.words().is_empty());
    for passage in view.passages.of_entries.get(entry).into_iter().flatten() {
        if !content.is_empty() {
            content.push(Inline::text(" "));
        }
        content.push(Inline::link(format!("“{}”", cut(&passage.text)), passage.to.clone()));
    }
    content
}

fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('“', "‘").replace('”', "’");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text,
    }
}

/// What stands behind a passage: how its entries stand, with links to them.
pub fn sign(view: &View<'_>, standings: &Standings<'_>, entries: &[Entry]) -> Vec<Inline> {
    let known: Vec<(&Entry, Vec<Inline>)> = entries
        .iter()
        .filter_map(|entry| of_plan(view, entry).map(|(_, name)| (entry, name)))
        .collect();
    let mut content = Vec::new();
    for (entry, name) in known.iter().take(NAMED) {
        if !content.is_empty() {
            content.push(Inline::text("；"));
        }
        let state = standings.of_entry(entry);
        let words = super::block::words(&state);
        let mut said = String::new();
        if known.len() > 1 || words.trim().is_empty() {
            said = super::block::words(name);
        }
        if !words.trim().is_empty() {
            said = format!("{said} {}", words.trim()).trim().to_string();
        }
        let own_state = state.iter().find_map(|run| match run {
            Inline::State { state, .. } => Some(*state),
            _ => None,
        });
        content.extend(own_state.map(|state| Inline::State { state, text: String::new() }));
        let to = name.iter().find_map(|run| match run {
            Inline::Link { to, .. } => Some(to.clone()),
            _ => None,
        });
        content.push(Inline::link(said, to.unwrap_or_else(|| view.path(NAME))));
    }
    if known.len() > NAMED {
        content.push(Inline::link(format!("等{}条", known.len()), view.path(NAME)));
    }
    content
}

/// What a reader is told above a page that is quoted.
pub fn notice(view: &View<'_>) -> Block {
    Block::Paragraph(vec![
        Inline::text("划线的话列入了"),
        Inline::link(view.campaign.plan.name.clone(), view.path("index.html")),
        Inline::text("的计划，后面的小字是做到了哪一步；全部列在"),
        Inline::link(TITLE, view.path(NAME)),
        Inline::text("。"),
    ])
}

#[cfg(test)]
mod tests {
    use yanxi_campaign::plan::Target;

    use super::*;
    use crate::pages::testing::sample;

    fn quoted() -> crate::pages::testing::Sample {
        let mut sample = sample();
        let plan = &mut sample.campaign.plan;
        plan.targets.push(Target {
            id: "t".into(),
            name: "公寓".into(),
            value: "96".into(),
            unit: "套".into(),
            source: "讲话".into(),
            ..Target::default()
        });
        let entry = Entry::Target("t".into());
        let passage = Passage {
            text: "今年冬天要新盖牧民公寓96套".into(),
            to: "jh.html#c-a".into(),
        };
        sample.passages.of_entries.insert(entry.clone(), vec![passage]);
        let sentence = |text: &str, entries: &[Entry], left: &[&str]| Sentence {
            text: text.into(),
            to: "jh.html#c-a".into(),
            line: None,
            entries: entries.to_vec(),
            left: left.iter().map(ToString::to_string).collect(),
        };
        sample.passages.pages.push(Covered {
            title: "动员讲话".into(),
            output: "jh.html".into(),
            source: "讲话.md".into(),
            sentences: vec![
                sentence("今年冬天要新盖牧民公寓96套，路也要修。", &[entry], &["路也要修"]),
                sentence("做强三条产业链。", &[], &[]),
            ],
        });
        sample
    }

    #[test]
    fn sentences_stand_with_their_entries_and_those_without() {
        let text = quoted().text(pages);
        for expected in [
            "正文：2句（）",
            "其中只列入一部分：1句（）",
            "没有列入：1句（）",
            "今年冬天要新盖牧民公寓96套，路也要修。|指标：公寓|",
            "|路也要修",
            "还没有列入计划的话",
            "1|做强三条产业链。",
        ] {
            assert!(text.contains(expected), "{expected} in {text}");
        }
    }

    #[test]
    fn the_public_is_not_told_what_is_missing() {
        let mut sample = quoted();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("指标：公寓"), "{text}");
        for absent in ["没有列入", "路也要修。|指标：公寓|路", "做强三条产业链"]
        {
            assert!(!text.contains(absent), "{absent}: {text}");
        }
    }

    #[test]
    fn an_entry_leads_to_its_words() {
        let sample = quoted();
        let words = sample.with_view(|view| {
            let own = sourced(view, &Entry::Target("t".into()), "讲话");
            crate::pages::block::words(&own)
        });
        assert_eq!(words, "讲话 “今年冬天要新盖牧民公寓96套”");
    }
}
