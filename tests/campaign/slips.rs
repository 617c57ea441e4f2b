//! Ordinary slips that once made a leak or a false figure, and the tests that hold each of them. Of what nothing else
//! holds the test stands here.
//!
//! | Slip | Test |
//! |---|---|
//! | A plan renamed, copied or deleted | `stays_internal::a_plan_under_a_wrong_name_stops_the_public_edition`, `::rosters_ledgers_and_records_without_a_plan_stop_the_public_edition` |
//! | A roster copied; reviews copied | `stays_internal::copies_of_rosters_and_plans_stay_in`, `::copies_of_reviews_stay_in_and_are_never_linked` |
//! | A per cent cell, 001, 星期, text in formats | `office_tables::numbers_in_cells_are_taken_as_they_are_shown_and_counted_as_they_are`, `::ids_with_leading_noughts_are_found_as_they_are_shown_and_as_they_are`, `saved::numbers_are_read_as_they_are_shown_in_every_kind_of_workbook` |
//! | A unit renamed; somebody leaves, comes, moves | `messy_week::twelve_slips_leave_the_figures_true` (1–3), `people_and_units::who_moves_owes_each_item_…`, `::who_left_owes_what_was_over_before_and_who_came_what_is_not` |
//! | A register copied, a row twice, a row and its minutes | the tests of `written_twice` |
//! | A type whose role the plan lacks (免除, 测评) | `people_and_units::a_role_that_the_plan_lacks_brings_the_lines_to_add` |
//! | A build that stopped | `command_line::the_last_line_says_what_happened_to_the_site`, `::messages_come_in_two_groups`, `::a_fresh_site_and_the_sample_have_nothing_to_correct` |
//! | A re-test of another unit or too early, a make-up of another unit, 对象 | `ballots::a_second_rating_is_of_the_same_unit_and_not_before_the_first`, `::a_make_up_is_of_the_same_unit_too`, `::a_rating_has_a_unit_which_may_be_called_its_object` |
//! | The list of the output lost | `stays_internal::internal_pages_without_a_list_of_files_are_not_built_over` |
//! | 已完成 taken for 已销号 | `problems::what_is_done_and_not_struck_off_is_told_apart` |
//! | A rating's own page without its result | [`a_ratings_own_page_shows_its_result_and_the_way_to_all`] |
//! | 责任单位 and namesakes | `office_tables::who_is_responsible_is_of_the_unit_that_is` |
//! | 备注 and other columns, names of columns | `office_tables::columns_that_only_an_office_has_are_kept_and_told_once_a_file`, `::the_names_of_rosters_and_sheets_of_signatures_hold_for_records`, `::the_day_it_was_done_is_no_due_day` |
//! | 10月9日, spans, 二〇二六年 | `day::days_are_read_as_offices_write_them`, `::a_year_is_taken_only_where_there_is_one` |
//! | .ods, .xlsb, a renamed file, a Word file among registers | `saved::bytes_decide_what_a_workbook_is`, [`a_word_file_among_registers_is_told`] |
//! | A damaged, locked or empty register or roster; a register whose type does not show | the tests of `not_read` |
//! | Words for internal that did nothing | `stays_internal::every_word_for_internal_keeps_a_page_in`, `::what_says_internal_where_it_has_no_effect_is_an_error`, `::what_editors_leave_behind_is_no_attachment` |
//! | A target's list damaged, its log changed, a linked folder, an empty mount, a withdrawn stick | `folder::a_damaged_list_of_a_target_is_mended_from_the_memory`, `::a_log_that_was_changed_is_seen`, `::nothing_is_written_through_a_linked_folder_of_a_target`, `::a_place_that_the_log_knows_and_that_is_empty_is_not_published_to` |
//! | `new` without a type, 材料, in the wrong folder | `wrong_place::new_lists_what_can_be_made_and_makes_pages`, `::in_a_part_of_a_site_the_whole_site_is_meant` |
//! | Started in an empty folder | `chooser::begun_by_the_page_in_an_empty_place_a_site_is_that_of_init` |
//! | Progress in another unit | `quantity::units_of_one_kind_are_converted_where_that_is_exact`, [`progress_that_counts_something_else_goes_into_no_share`], [`progress_in_a_unit_that_the_target_does_not_name_is_no_share_either`] |

use yanxi::model::Edition;

use super::built::{Built, folder_of, words};

const PLAN: &str = r#"
[活动]
名称 = "样例学习"
开始 = 2026-10-01
结束 = 2026-11-15

[[记录类型]]
名称 = "测评"
用途 = "测评"

[[记录类型]]
名称 = "进展"
用途 = "进展"

[[测评规则]]
名称 = "满意度"
等次 = ["满意", "不满意"]
权重 = [1, 0]
分母 = "有效票"
合格线 = 70

[[指标]]
名称 = "硬化路"
数值 = 10
单位 = "公里"

[[指标]]
名称 = "造林"
数值 = "2万"
单位 = "亩"
"#;

fn built(files: &[(&str, &str)]) -> Built {
    let mut all = vec![
        ("content/_index.md", "# 样例\n"),
        ("yanxi.toml", "format = 1\n"),
        ("content/活动/计划.toml", PLAN),
        ("content/活动/单位.csv", "名称,第一责任人,领导机构\n甲村,样例甲,小组\n"),
        ("content/活动/人员.csv", "姓名,单位\n样例甲,甲村\n"),
    ];
    all.extend(files);
    let folder = folder_of(&all);
    let built = Built::of(folder.path(), Edition::Internal);
    assert!(built.outcome.published, "{:#?}", built.messages());
    built
}

#[test]
fn a_ratings_own_page_shows_its_result_and_the_way_to_all() {
    let rating = "---\n类型: 测评\n状态: 已审核\n单位: 甲村\n日期: 2026-10-20\n测评规则: 满意度\n发出: 30\n收回: 30\n有效: 30\n满意: 27\n不满意: 3\n---\n\n# 甲村满意度测评\n\n在样例广场进行。\n";
    let built = built(&[("content/活动/记录/甲村测评.md", rating)]);
    assert!(!built.messages().iter().any(|line| line.contains("错误")), "{:#?}", built.messages());
    let own: Vec<_> =
        built.pages.iter().filter(|(_, html)| html.contains("在样例广场进行")).collect();
    let [(_, html)] = own[..] else { panic!("one page: {}", own.len()) };
    let said = words(html);
    for expected in ["满意27", "不满意3", "90.0%（27/30）", "达标", "应到实到、各等次票数和算法"]
    {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    assert!(html.contains("evaluations.html"), "{html}");
}

#[test]
fn a_word_file_among_registers_is_told() {
    let built = built(&[("content/活动/台账/进展登记.doc", "不是表格")]);
    let told = built.messages();
    let of_it: Vec<_> = told.iter().filter(|line| line.contains("进展登记.doc")).collect();
    assert!(
        of_it.iter().any(|line| line.contains("放在登记表的文件夹里，却不是表格")),
        "{told:#?}"
    );
}

#[test]
fn progress_that_counts_something_else_goes_into_no_share() {
    let progress = "指标,完成值,日期,状态,单位\n硬化路,2500米,2026-10-20,已审核,甲村\n造林,400公顷,2026-10-20,已审核,甲村\n";
    let built_with = |text: &str| built(&[("content/活动/台账/进展.csv", text)]);
    let built = built_with(progress);
    let targets = built.page("targets.html");
    assert!(
        targets.contains("2.5公里（25.0%）") && targets.contains("0.6万亩（30.0%）"),
        "{targets}"
    );
    assert!(!built.messages().iter().any(|line| line.contains("换算不过来")));
    let other = built_with(&progress.replace("2500米", "25座"));
    let targets = other.page("targets.html");
    assert!(targets.contains("25座（和目标的单位不同，不算百分比）"), "{targets}");
    let told: Vec<_> =
        other.messages().into_iter().filter(|line| line.contains("换算不过来")).collect();
    let [line] = &told[..] else { panic!("{told:#?}") };
    assert!(line.contains("E03") && line.contains("把“完成值”改成用“公里”计的累计数"), "{line}");
}

#[test]
fn progress_in_a_unit_that_the_target_does_not_name_is_no_share_either() {
    let site = "[活动]\n名称 = \"样例指标\"\n开始 = 2026-10-01\n结束 = 2027-03-31\n\n[[指标]]\n名称 = \"硬化路\"\n数值 = 12.5\n\n[[指标]]\n名称 = \"造林\"\n数值 = \"三百亩\"\n\n[[指标]]\n名称 = \"能耗\"\n数值 = \"降低5%\"\n\n[[指标]]\n名称 = \"风气\"\n数值 = \"好转\"\n\n[[记录类型]]\n名称 = \"进展\"\n用途 = \"进展\"\n";
    let built = built(&[
        ("content/活动/计划.toml", site),
        (
            "content/活动/台账/进展.csv",
            "指标,完成值,日期,状态,单位\n硬化路,8200米,2026-10-20,已审核,甲村\n造林,100亩,2026-10-20,已审核,甲村\n能耗,3%,2026-10-20,已审核,甲村\n风气,2,2026-10-20,已审核,甲村\n",
        ),
    ]);
    let targets = built.page("targets.html");
    for cell in [
        "8200米（目标没有写单位，不算百分比）",
        "100亩（目标的数值看不出是多少，不算百分比）",
        "3%（目标的数值看不出是多少，不算百分比）",
    ] {
        assert!(targets.contains(cell), "{cell} in {targets}");
    }
    assert!(!targets.contains("已达到"), "{targets}");
    let told: Vec<_> = built.messages().into_iter().filter(|line| line.contains(" E03 ")).collect();
    let [road, forest, energy] = &told[..] else { panic!("{told:#?}") };
    assert!(road.contains("没有写单位") && road.contains("单位 = \"……\""), "{road}");
    assert!(forest.contains("数值 = \"300亩\"") && energy.contains("数值 = \"5%\""), "{told:#?}");
}
