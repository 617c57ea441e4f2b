//! Workbooks as pages: what is seen of them is read and found, lists of people are none, what belongs to others stays theirs.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Note, Workbook};
use yanxi::model::{Edition, Selection};
use yanxi::review;

use super::{Site, agrees_with_the_text, all_files, all_pages, everything, messages, with, write};

/// No seen word has it.
const UNSEEN: &str = "秘语";

fn new_workbook() -> Workbook {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2026, 3, 5).expect("a day");
    workbook
        .set_properties(&DocProperties::new().set_author("样例作者").set_creation_datetime(&day));
    workbook
}

/// A workbook of one sheet.
fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = new_workbook();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0u32..).zip(rows) {
        sheet.write_row(number, 0, row.iter().copied()).expect("a row");
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// A table of figures with a title row.
fn figures(title: &str, word: &str) -> Vec<u8> {
    sheet(&[&[title], &["嘎查", "户数", "说明"], &["甲嘎查", "42", word], &["乙嘎查", "36", ""]])
}

/// The same with something in every place that readers do not see.
fn concealing(title: &str, word: &str) -> Vec<u8> {
    let mut workbook = new_workbook();
    let sheet = workbook.add_worksheet();
    let rows = [
        [title, "", "", ""],
        ["嘎查", "户数", "说明", "内情"],
        ["甲嘎查", "42", word, "秘语列"],
        ["乙嘎查", "36", "秘语行", ""],
    ];
    for (number, row) in (0u32..).zip(rows) {
        sheet.write_row(number, 0, row).expect("a row");
    }
    sheet.set_column_hidden(3).expect("hidden");
    sheet.set_row_hidden(3).expect("hidden");
    sheet.insert_note(1, 0, &Note::new("秘语注")).expect("a note");
    let hidden = workbook.add_worksheet();
    hidden.set_name("底稿").expect("a name").set_hidden(true);
    hidden.write(0, 0, "秘语表").expect("a cell");
    workbook.save_to_buffer().expect("a workbook")
}

fn titles(site: &Site) -> Vec<String> {
    let pages = all_pages(&site.output());
    let mut titles: Vec<String> = pages
        .values()
        .filter_map(|html| {
            let (_, rest) = html.split_once("<h1 class=\"page-title\">")?;
            Some(rest.split("</h1>").next().unwrap_or_default().to_string())
        })
        .collect();
    titles.sort();
    titles
}

fn has_page(site: &Site, title: &str) -> bool {
    titles(site).iter().any(|found| found == title)
}

fn downloads(site: &Site) -> usize {
    let endings = ["xlsx", "xlsm", "xls", "et", "ods", "xlsb", "csv"];
    let files = all_files(&site.output()).into_keys();
    files.filter(|path| endings.iter().any(|ending| path.ends_with(&format!(".{ending}")))).count()
}

#[test]
fn a_folder_of_workbooks_is_a_site() {
    let site = with(&[
        ("01-统计/草场.xlsx", figures("样例镇草场统计表", "旱情较重")),
        ("01-统计/牲畜.ods", super::office_files::ods("存栏数目", UNSEEN)),
    ]);
    site.built();
    assert!(has_page(&site, "样例镇草场统计表"), "{:?}", titles(&site));
    assert!(has_page(&site, "牲畜"), "{:?}", titles(&site));
    let page = site.page("样例镇草场统计表");
    assert!(
        page.contains("下载原文件：</span><span class=\"attachment-name\">草场.xlsx"),
        "{page}"
    );
    assert!(page.contains("<p>旱情较重</p>"), "{page}");
    assert_eq!(site.search("旱情较重").len(), 1);
    // The names of authors are in no copy; what the other hides keeps it out.
    assert!(!everything(&site).contains("样例作者"));
    assert_eq!(downloads(&site), 1);
    write(&site.request.folder.join("_index.md"), "# 首页\n\n正文。\n".as_bytes());
    site.built();
    agrees_with_the_text(&site.output(), 100);
}

#[test]
fn what_is_not_seen_of_a_workbook_is_nowhere_in_the_public_edition() {
    let site = with(&[
        ("统计/草场.xlsx", concealing("草场表", "看得见的话")),
        ("统计/清白.xlsx", figures("清白表", "别的话")),
    ]);
    let outcome = site.built();
    let all = everything(&site);
    assert!(!all.contains(UNSEEN) && all.contains("看得见的话"));
    assert_eq!(site.search(UNSEEN), [""; 0]);
    assert_eq!(downloads(&site), 1);
    let told = messages(&outcome);
    assert!(
        told.iter().any(|told| told.starts_with("提醒 W16 统计/草场.xlsx —— 里面有隐藏的工作表")),
        "{told:#?}"
    );
    let mut internal = with(&[("统计/草场.xlsx", concealing("草场表", "看得见的话"))]);
    internal.request.selection = Selection { edition: Edition::Internal, ..Selection::default() };
    internal.built();
    assert_eq!(downloads(&internal), 1);
    assert_eq!(internal.search(UNSEEN), [""; 0]);
}

#[test]
fn lists_of_people_and_registers_are_no_pages_and_told() {
    let site = with(&[
        ("公开/页.md", "# 页\n".as_bytes().to_vec()),
        (
            "公开/签到.xlsx",
            sheet(&[&["签到表"], &["序号", "姓名", "单位"], &["1", "样例甲", "甲嘎查"]]),
        ),
        (
            "公开/整改.xlsx",
            sheet(&[&["问题", "整改措施", "责任单位", "时限"], &["甲", "乙", "丙", "年底"]]),
        ),
        ("内部/名单.xlsx", sheet(&[&["姓名", "单位"], &["样例乙", "乙嘎查"]])),
        ("内部/_index.md", "---\n公开: 内部\n---\n# 内部\n".as_bytes().to_vec()),
    ]);
    let told = messages(&site.build());
    for name in ["签到", "整改"] {
        let begin = format!("提醒 R17 公开/{name}.xlsx —— 表头是名册或登记表的");
        assert!(told.iter().any(|told| told.starts_with(&begin)), "{told:#?}");
    }
    assert!(!told.iter().any(|told| told.contains("名单.xlsx")), "{told:#?}");
    for (_, html) in all_pages(&site.output()) {
        assert!(!html.contains("样例甲") && !html.contains("样例乙"));
    }
}

#[test]
fn what_belongs_to_others_is_no_page() {
    let table = || figures("另一张表", "别的话");
    let site = with(&[
        ("学习/讲话.md", "# 讲话\n\n见[材料](材料.xlsx)。\n".as_bytes().to_vec()),
        ("学习/材料.xlsx", table()),
        ("学习/讲话-附表.xlsx", table()),
        ("学习/附件/用表.xlsx", table()),
        ("学习/名单.md", "---\n附件: [点名.xlsx]\n---\n# 名单\n".as_bytes().to_vec()),
        ("学习/点名.xlsx", table()),
        ("学习/数据.csv", "甲,乙\n1,2\n".as_bytes().to_vec()),
        ("学习/审核.xlsx", sheet(&[&["文件", "审核人", "日期"], &["讲话.md", "样例甲", ""]])),
        ("学习/页面.xlsx", sheet(&[&["别的列", "还有"], &["一", "二"]])),
    ]);
    site.built();
    for title in ["另一张表", "数据", "审核", "页面"] {
        assert!(!has_page(&site, title), "{:?}", titles(&site));
    }
}

#[test]
fn a_workbook_named_like_a_document_is_its_attachment_and_forms_of_one_are_one_page() {
    let site = with(&[
        ("学习/讲话.docx", super::office_files::docx(&["讲话的正文"], "")),
        ("学习/讲话-统计.xlsx", figures("附在讲话后面", "别的话")),
        ("统计/草场.xlsx", figures("草场表", "新的")),
        ("统计/草场.ods", super::office_files::ods("旧的", "")),
    ]);
    site.built();
    assert!(!has_page(&site, "附在讲话后面"), "{:?}", titles(&site));
    assert!(has_page(&site, "草场表") && !has_page(&site, "草场"), "{:?}", titles(&site));
    assert!(site.page("草场表").contains("草场.ods"));
}

#[test]
fn the_sheet_of_pages_names_workbooks_with_and_without_ending() {
    let site = with(&[
        ("统计/草场.xlsx", figures("草场表", "公开的话")),
        ("统计/牲畜.xlsx", figures("牲畜表", "内部的话")),
        (
            "统计/页面.csv",
            "文件名,标题,公开,日期\n草场,改过的标题,,2026-01-02\n牲畜.xlsx,,内部,\n"
                .as_bytes()
                .to_vec(),
        ),
    ]);
    site.built();
    assert!(has_page(&site, "改过的标题"), "{:?}", titles(&site));
    let all = everything(&site);
    assert!(all.contains("公开的话") && !all.contains("内部的话"));
    // The table's own title stays where the page has another.
    assert!(site.page("改过的标题").contains("<p>草场表</p>"));
}

#[test]
fn workbooks_are_checked_and_reviewed() {
    let site = with(&[
        ("yanxi.toml", b"format = 1\n".to_vec()),
        ("content/统计/草场.xlsx", figures("草场表", "电话 19900001234")),
    ]);
    let told = messages(&site.build());
    assert!(told.iter().any(|told| told.contains("E07 content/统计/草场.xlsx")), "{told:#?}");
    let request =
        review::Request { folder: Some(site.request.folder.clone()), ..review::Request::default() };
    let waiting: Vec<String> =
        review::list(&request).expect("a list").into_iter().map(|listed| listed.file).collect();
    assert_eq!(waiting, ["content/统计/草场.xlsx"]);
}

#[test]
fn long_tables_are_cut_and_the_rest_is_found_in_the_file() {
    let lines: Vec<[String; 2]> =
        (1..=1_300).map(|number| [format!("第{number}项"), "样例".into()]).collect();
    let mut rows: Vec<Vec<&str>> = vec![vec!["项目", "说明"]];
    rows.extend(lines.iter().map(|[one, other]| vec![one.as_str(), other.as_str()]));
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let site = with(&[("统计/明细.xlsx", sheet(&rows))]);
    let told = messages(&site.built());
    assert!(
        told.iter().any(|told| told.starts_with("提醒 R11 统计/明细.xlsx —— 工作表“Sheet1”太长")),
        "{told:#?}"
    );
    assert!(site.page("明细").contains("表格太长，网页上只有前面的行。"));
    assert!(!site.page("明细").contains("第1299项"));
    assert_eq!(site.search("“第1299项”").len(), 1);
}

#[test]
fn workbooks_that_are_not_read_are_told_and_offered() {
    let locked =
        concat!(env!("CARGO_MANIFEST_DIR"), "/crates/reading/tests/fixtures/password.xlsx");
    let site = with(&[
        ("统计/好.md", "# 好\n".as_bytes().to_vec()),
        ("统计/锁.xlsx", std::fs::read(locked).expect("a fixture")),
        ("统计/网页.xls", "<html><table><tr><td>甲</td></tr></table></html>".as_bytes().to_vec()),
    ]);
    let told = messages(&site.build());
    assert!(
        told.iter().any(|told| told.contains("R11 统计/锁.xlsx —— 这个表格文件加了密码")),
        "{told:#?}"
    );
    assert!(!told.iter().any(|told| told.contains("R11 统计/网页.xls")), "{told:#?}");
    assert_eq!(downloads(&site), 2);
}

#[test]
fn workbooks_give_the_same_bytes_twice() {
    let site = with(&[
        ("统计/草场.xlsx", figures("草场表", "甲")),
        ("统计/牲畜.xlsx", figures("牲畜表", "乙")),
    ]);
    site.built();
    let first = everything(&site);
    site.built();
    assert!(first == everything(&site), "the second build differs");
}
