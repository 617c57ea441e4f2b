//! Suggestions and opinions, what became of them.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.
//!
//! Who proposed what is shown in the internal edition only, the unit included, for a unit may be a few people.

use yanxi_campaign::Record;
use yanxi_campaign::adoption::Adoption;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;
use yanxi_campaign::state::State;

use super::block::{Block, Cell, Column, Inline, KeyFigure, Table};
use super::ledger::{
    date_cell, field_cell, field_column, latest_first, page_of_the_day, push_or_set_apart,
    push_whole_lists, record_ledger, share_in, shown, title, units_cell,
};
use super::{DerivedPage, View};

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let suggestions = latest_first(view, Role::Suggestion);
    let opinions = latest_first(view, Role::Opinion);
    if suggestions.is_empty() && opinions.is_empty() {
        return Vec::new();
    }
    let mut page = page_of_the_day(view, "suggestions.html", "建议与意见", "建议与意见");
    let mut figures = Vec::new();
    if !suggestions.is_empty() {
        figures.extend(figures_of_suggestions(view, &suggestions));
    }
    if !opinions.is_empty() {
        figures.extend(figures_of_opinions(view, &opinions));
    }
    page.push(Block::Figures(figures));
    let mut apart = Vec::new();
    if !suggestions.is_empty() {
        page.push(Block::heading("建议", "part-suggestions"));
        push_whole_lists(&mut page, view, Role::Suggestion);
        let table = table_of_suggestions(view, &suggestions);
        let name = "suggestions-made.html";
        apart.extend(push_or_set_apart(&mut page, view, name, "全部建议", table));
    }
    if !opinions.is_empty() {
        page.push(Block::heading("意见与答复", "part-opinions"));
        push_whole_lists(&mut page, view, Role::Opinion);
        let table = table_of_opinions(view, &opinions);
        let name = "suggestions-opinions.html";
        apart.extend(push_or_set_apart(&mut page, view, name, "全部意见", table));
    }
    std::iter::once(page).chain(apart).collect()
}

fn figures_of_suggestions(view: &View<'_>, records: &[&Record]) -> Vec<KeyFigure> {
    let counting: Vec<&&Record> = records.iter().filter(|record| record.counts()).collect();
    let with = |wanted: Adoption| {
        let open = |record: &&&&Record| view.campaign.adoption(record).unwrap_or(Adoption::Open);
        counting.iter().filter(|record| open(record) == wanted).count()
    };
    let (adopted, refused, open) = (with(Adoption::Yes), with(Adoption::No), with(Adoption::Open));
    let changed =
        counting.iter().filter(|record| !record.field(Meaning::ChangedClause).is_empty()).count();
    let mut figures = vec![figure("建议", format!("{}条", counting.len()), String::new())];
    // The public edition may lack the field, which says nothing of what was adopted.
    let said = counting.iter().any(|record| !record.field(Meaning::Adopted).is_empty());
    if view.internal || said {
        figures.push(figure(
            "已采纳",
            format!("{adopted}条"),
            share_in(view, Role::Suggestion, adopted, counting.len()),
        ));
        for (name, count) in [("未采纳", refused), ("未定", open)] {
            if count > 0 {
                figures.push(figure(name, format!("{count}条"), String::new()));
            }
        }
    }
    if changed > 0 {
        figures.push(figure("据此修改", format!("{changed}处"), "写明了修改条款的建议".into()));
    }
    figures
}

fn table_of_suggestions(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Suggestion, meaning);
    let mut columns = vec![
        shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
        shown(Column::text("建议"), |record: &&Record| title(view, record)),
        field(Meaning::Content),
    ];
    if view.internal {
        columns.push(shown(Column::text("建议人"), |record: &&Record| proposer(view, record)));
        columns.push(shown(Column::text("单位").filtered(), |record: &&Record| {
            units_cell(view, record)
        }));
    }
    if records.iter().any(|record| !record.field(Meaning::Adopted).is_empty()) || view.internal {
        columns.push(adoption_column(view));
    }
    columns.push(field(Meaning::ChangedClause));
    columns.push(field(Meaning::Reply));
    record_ledger(view, Role::Suggestion, "suggestions", "收到的建议", records, columns)
}

fn figures_of_opinions(view: &View<'_>, records: &[&Record]) -> Vec<KeyFigure> {
    let counting: Vec<&&Record> = records.iter().filter(|record| record.counts()).collect();
    let replied = counting.iter().filter(|record| !record.field(Meaning::Reply).is_empty()).count();
    vec![
        figure("意见", format!("{}条", counting.len()), String::new()),
        figure(
            "已答复",
            format!("{replied}条"),
            share_in(view, Role::Opinion, replied, counting.len()),
        ),
    ]
}

fn table_of_opinions(view: &View<'_>, records: &[&Record]) -> Table {
    let field = |meaning| field_column(view, Role::Opinion, meaning);
    let mut columns = vec![
        shown(Column::date("日期"), |record: &&Record| date_cell(record.date)),
        shown(Column::text("意见"), |record: &&Record| title(view, record)),
        field(Meaning::Content),
        field(Meaning::Sources),
        field(Meaning::Group),
    ];
    if view.internal {
        columns.push(shown(Column::text("单位").filtered(), |record: &&Record| {
            units_cell(view, record)
        }));
        columns.push(shown(Column::text("意见人"), |record: &&Record| proposer(view, record)));
        columns.push(field(Meaning::ResponsibleUnit));
    }
    if records.iter().any(|record| !record.field(Meaning::Adopted).is_empty()) {
        columns.push(adoption_column(view));
    }
    columns.push(shown(Column::state("答复").filtered(), |record: &&Record| {
        Cell::of(vec![if record.field(Meaning::Reply).is_empty() {
            Inline::State { state: State::Pending, text: "未答复".into() }
        } else {
            Inline::State { state: State::Done, text: "已答复".into() }
        }])
    }));
    columns.push(shown(Column::text("答复内容"), |record: &&Record| {
        field_cell(view, record, Meaning::Reply)
    }));
    record_ledger(view, Role::Opinion, "opinions", "征求到的意见", records, columns)
}

fn figure(name: &str, value: String, detail: String) -> KeyFigure {
    KeyFigure { name: name.into(), value, detail, to: String::new() }
}

/// The one named, else the people of the record.
fn proposer(view: &View<'_>, record: &Record) -> Cell {
    let named = field_cell(view, record, Meaning::Proposer);
    if named.content.is_empty() { Cell::of(view.people(&record.people)) } else { named }
}

/// The office's word where it says more than yes or no.
fn adoption_column<'a>(view: &'a View<'_>) -> super::ledger::Shown<'a, &'a Record> {
    shown(Column::state("采纳").filtered(), |record: &&Record| {
        let said = record.field(Meaning::Adopted).trim();
        let plain =
            matches!(said, "" | "是" | "否" | "yes" | "no" | "Yes" | "No" | "true" | "false");
        let (state, word) = match view.campaign.adoption(record) {
            Some(Adoption::Yes) => (State::Done, "已采纳"),
            Some(Adoption::No) => (State::Exempt, "未采纳"),
            Some(Adoption::Open) | None => (State::Pending, "未定"),
        };
        Cell::of(vec![Inline::State { state, text: if plain { word } else { said }.to_string() }])
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        sample.add_type("s", Role::Suggestion);
        sample.add_type("o", Role::Opinion);
        let day = date(2008, 11, 20);
        let adopted = [("建议人", "样甲"), ("采纳", "是"), ("修改条款", "方案第三部分")];
        sample.add("s", "s1", "u1", day, &adopted);
        sample.add("s", "s2", "u2", day, &[("采纳", "暂不采纳")]).people = vec!["p2".into()];
        sample.add("o", "o1", "u2", day, &[("答复", "年内修好")]);
        sample.add("o", "o2", "u2", day, &[("来源", "意见箱")]);
        sample
    }

    #[test]
    fn suggestions_show_who_made_them_and_what_changed() {
        let text = sample().text(pages);
        assert!(text.contains("已采纳=1条 50.0%（1/2）"), "{text}");
        assert!(text.contains("题s1|样甲|样例办公室|已采纳|方案第三部分"), "{text}");
        assert!(text.contains("题s2|样乙|甲嘎查|暂不采纳|"), "{text}");
        assert!(text.contains("已答复=1条"), "{text}");
        assert!(text.contains("|已答复|年内修好"), "{text}");
        assert!(text.contains("意见箱|甲嘎查|未答复|"), "{text}");
    }

    #[test]
    fn what_the_plan_s_own_fields_say_stands_in_the_table() {
        let mut sample = sample();
        let field = |key: &str, internal| yanxi_campaign::plan::FieldRule {
            key: key.into(),
            internal,
            ..Default::default()
        };
        sample.campaign.plan.record_types[0].fields =
            vec![field("献策内容", false), field("内部批注", true), field("采纳", false)];
        let own = [("献策内容", "修一座便桥"), ("内部批注", "先问旗里")];
        sample.add("s", "s3", "u1", date(2008, 11, 21), &own);
        let text = sample.text(pages);
        assert!(text.contains("|修一座便桥|先问旗里"), "{text}");
        sample.internal = false;
        let public = sample.text(pages);
        assert!(public.contains("修一座便桥"), "{public}");
        assert!(!public.contains("先问旗里") && !public.contains("内部批注"), "{public}");
    }

    #[test]
    fn nobody_outside_learns_who_proposed_what() {
        let mut sample = sample();
        sample.internal = false;
        let text = sample.text(pages);
        assert!(text.contains("题s1") && text.contains("题o1"), "{text}");
        for name in ["样甲", "样乙", "样例办公室", "甲嘎查", "建议人"] {
            assert!(!text.contains(name), "{name}: {text}");
        }
    }
}
