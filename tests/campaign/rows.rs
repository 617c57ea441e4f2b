//! The rows of a campaign: each is shown on the page that docs/campaign-rows.md names, in the words it names.
//! The table is the promise; these tests hold the sample site to it, a test for each row so that a failure names it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use yanxi::model::Edition;

use super::built::{bare, sample};

/// A row of the table.
struct Row {
    /// Such as `unit 单位页 (甲嘎查)`.
    page: String,
    edition: Edition,
    shows: String,
}

/// The rows by number.
fn rows() -> &'static BTreeMap<usize, Row> {
    static ROWS: OnceLock<BTreeMap<usize, Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        include_str!("../../docs/campaign-rows.md")
            .lines()
            .filter_map(|line| {
                let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
                let [number, _term, _sample, page, edition, shows] = cells.as_slice() else {
                    return None;
                };
                let row = Row {
                    page: page.to_string(),
                    edition: match *edition {
                        "public" => Edition::Public,
                        _ => Edition::Internal,
                    },
                    shows: shows.to_string(),
                };
                Some((number.parse().ok()?, row))
            })
            .collect()
    })
}

/// Names of the files, or of the folders of files, that are a page of the table.
fn files_of(page: &str) -> &'static [&'static str] {
    match page.split(' ').next().unwrap_or_default() {
        "home" => &["index.html"],
        "timeline" => &["timeline.html"],
        "plan" => &["plan.html", "plan-lists.html"],
        "activity" => &["activities"],
        "matrix" => &["matrix.html"],
        "outstanding" => &["outstanding.html"],
        "unit" => &["units"],
        "person" => &["people"],
        "unit-plans" => &["unit-plans.html"],
        "gates" => &["gates.html"],
        "coverage" => &["coverage.html"],
        "participation" => &["participation.html"],
        "contact" => &["contact-points.html", "guidance.html"],
        "peers" => &["peers.html"],
        "meetings" => &["meetings.html"],
        "problems" => &["problems.html", "records"],
        "rules" => &["rules.html"],
        "suggestions" => &["suggestions.html", "opinions.html"],
        "visits" => &["visits.html"],
        "evaluation" => &["evaluations.html", "evaluations"],
        "targets" => &["targets.html", "topics.html"],
        "summaries" => &["summaries.html", "outcomes.html"],
        "briefings" => &["briefings.html"],
        "exemplars" => &["exemplars.html"],
        "events" => &["events.html"],
        "publicity" => &["publicity.html", "wordings.html"],
        "quiz" => &["quiz.html"],
        "keywords" => &["keywords.html"],
        "pending" => &["pending.html"],
        "documents" => {
            &["documents.html", "research.html", "analysis-reports.html", "appraisals.html"]
        }
        "deeds" => &["deeds.html"],
        other => panic!("the table names a page that is not known: {other}"),
    }
}

fn holds(number: usize) {
    let row = &rows()[&number];
    let built = sample(row.edition);
    let pages = built.words_of(files_of(&row.page));
    assert!(!pages.is_empty(), "row {number}: there is no page {}", row.page);
    let wanted = bare(&row.shows);
    assert!(!wanted.is_empty());
    // A name in brackets tells which page of several.
    let of = row.page.split_once('(').map(|(_, rest)| bare(rest.trim_end_matches(')')));
    let found = pages.iter().any(|(path, words)| {
        words.contains(&wanted)
            && of
                .as_ref()
                .is_none_or(|of| words.contains(of.as_str()) || path.contains(of.as_str()))
    });
    assert!(
        found,
        "row {number}: none of {:?} shows “{}”",
        pages.keys().collect::<Vec<_>>(),
        row.shows
    );
}

#[test]
fn the_table_has_every_row() {
    assert_eq!(rows().keys().copied().collect::<Vec<_>>(), (1..=60).collect::<Vec<_>>());
}

macro_rules! rows {
    ($($name:ident: $number:literal,)*) => {
        $(#[test]
        fn $name() {
            holds($number);
        })*
    };
}

rows! {
    row_01_campaign_batch_and_pilot: 1,
    row_02_levels: 2,
    row_03_span: 3,
    row_04_leading_groups: 4,
    row_05_first_responsible: 5,
    row_06_unit_classes: 6,
    row_07_audiences: 7,
    row_08_contact_points: 8,
    row_09_guidance_from_above: 9,
    row_10_peers: 10,
    row_11_meetings: 11,
    row_12_implementation_plan: 12,
    row_13_versions_of_the_plan: 13,
    row_14_required_items: 14,
    row_15_items_chosen_by_units: 15,
    row_16_approval_of_unit_plans: 16,
    row_17_guiding_thought: 17,
    row_18_principles: 18,
    row_19_overall_requirements: 19,
    row_20_study_material: 20,
    row_21_stages: 21,
    row_22_steps: 22,
    row_23_gates: 23,
    row_24_criteria_of_a_gate: 24,
    row_25_criteria_by_class: 25,
    row_26_suggestions: 26,
    row_27_activity_of_study_items: 27,
    row_28_activity_of_one_name: 28,
    row_29_activity_of_findings: 29,
    row_30_visits: 30,
    row_31_hard_problems_and_deeds: 31,
    row_32_research_and_opinions: 32,
    row_33_analysis_reports: 33,
    row_34_everybody_takes_part: 34,
    row_35_classes_of_rectification: 35,
    row_36_problem_ledger: 36,
    row_37_problem_topics: 37,
    row_38_clearing_of_rules: 38,
    row_39_gaps_and_rules: 39,
    row_40_overall_planning: 40,
    row_41_rules_asked_for: 41,
    row_42_mechanisms: 42,
    row_43_ratings: 43,
    row_44_share_of_representatives: 44,
    row_45_results_made_public: 45,
    row_46_satisfaction_and_make_up: 46,
    row_47_participation_of_the_masses: 47,
    row_48_new_targets: 48,
    row_49_topics: 49,
    row_50_topics_per_unit: 50,
    row_51_research_topics: 51,
    row_52_indicators_with_parts: 52,
    row_53_ordinary_work: 53,
    row_54_briefings: 54,
    row_55_contests_and_performances: 55,
    row_56_exemplars: 56,
    row_57_publicity_and_wording: 57,
    row_58_guidance_by_class: 58,
    row_59_scope_approved_beforehand: 59,
    row_60_great_questions: 60,
}
