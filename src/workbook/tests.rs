//! Workbooks made here, and the pages they become.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use scraper::{ElementRef, Html, Selector};

use super::{DocumentText, Input, NotShown, read};
use crate::markdown::Segment;

fn page_of(bytes: &[u8]) -> Result<DocumentText, NotShown> {
    read(Input { shown_path: "统计.xlsx", bytes, title: None, name: "统计", depth: 0 })
}

fn page(fill: impl FnOnce(&mut Workbook)) -> DocumentText {
    let mut workbook = Workbook::new();
    fill(&mut workbook);
    page_of(&workbook.save_to_buffer().expect("a workbook")).expect("a page")
}

fn sheet<'a>(workbook: &'a mut Workbook, name: &str) -> &'a mut Worksheet {
    workbook.add_worksheet().set_name(name).expect("a name")
}

fn rows(sheet: &mut Worksheet, first: u32, rows: &[&[&str]]) {
    for (row, cells) in (first..).zip(rows) {
        for (column, text) in (0u16..).zip(*cells) {
            if !text.is_empty() {
                sheet.write(row, column, *text).expect("a cell");
            }
        }
    }
}

fn html(text: &DocumentText) -> String {
    let html = text.document.html.iter().map(|segment| match segment {
        Segment::Html(html) => html.as_str(),
        _ => "",
    });
    html.collect::<String>().replace('\n', "")
}

fn told(text: &DocumentText) -> Vec<&str> {
    text.diagnostics.iter().map(|told| told.message.chinese.as_str()).collect()
}

#[test]
fn a_sheet_is_a_table_under_its_title() {
    let text = page(|workbook| {
        let sheet = sheet(workbook, "Sheet1");
        let plain = Format::new();
        sheet.merge_range(0, 0, 0, 4, "样例镇草场统计表", &plain).expect("merged");
        rows(sheet, 1, &[&["单位：万亩"]]);
        sheet.merge_range(3, 0, 4, 0, "嘎查", &plain).expect("merged");
        sheet.merge_range(3, 1, 3, 2, "草场", &plain).expect("merged");
        sheet.merge_range(3, 3, 4, 3, "占比", &plain).expect("merged");
        rows(sheet, 4, &[&["", "打草场", "放牧场"]]);
        for (row, name) in [(5, "甲嘎查"), (7, "乙嘎查")] {
            sheet.write(row, 0, name).expect("a cell");
            sheet
                .write_with_format(row, 1, 1234.5, &Format::new().set_num_format("#,##0.00"))
                .expect("a cell");
            sheet.write(row, 2, 20).expect("a cell");
            sheet
                .write_with_format(row, 3, 0.9722, &Format::new().set_num_format("0.00%"))
                .expect("a cell");
        }
        sheet.write(6, 0, "藏起来的嘎查").expect("a cell");
        sheet.set_row_hidden(6).expect("hidden");
        sheet.write(5, 4, "藏起来的备注").expect("a cell");
        sheet.set_column_hidden(4).expect("hidden");
    });
    assert_eq!(text.title.as_deref(), Some("样例镇草场统计表"));
    // A line of the text is a row of the sheet.
    assert_eq!(
        text.text,
        "样例镇草场统计表\n单位：万亩\n\n嘎查 | 草场 | 占比\n打草场 | 放牧场\n甲嘎查 | 1,234.50 | 20 | 97.22%\n\n乙嘎查 | 1,234.50 | 20 | 97.22%\n"
    );
    let html = html(&text);
    assert!(html.contains("<p>单位：万亩</p>"), "{html}");
    assert!(
        html.contains(
            "<thead><tr><th rowspan=\"2\"><p>嘎查</p></th><th colspan=\"2\"><p>草场</p></th><th rowspan=\"2\"><p>占比</p></th></tr><tr><th><p>打草场</p></th><th><p>放牧场</p></th></tr></thead>"
        ),
        "{html}"
    );
    assert!(!html.contains("藏") && text.conceals && !text.is_cut);
    assert_eq!(told(&text), [""; 0]);
}

#[test]
fn a_formula_that_failed_is_told() {
    let text = page(|workbook| {
        let sheet = sheet(workbook, "Sheet1");
        rows(sheet, 0, &[&["单位", "占比"], &["甲嘎查"]]);
        let failed = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(1, 1, failed).expect("a cell");
    });
    assert!(text.text.contains("甲嘎查 | #DIV/0!"), "{}", text.text);
    assert_eq!(told(&text), ["1 个格子的公式算不出来，网页上照样是 #DIV/0! 一类的字"]);
}

#[test]
fn several_sheets_are_sections() {
    let text = page(|workbook| {
        for (name, word) in [("上半年", "甲"), ("下半年", "乙"), ("底稿", "丙")] {
            let sheet = sheet(workbook, name);
            sheet.set_hidden(name == "底稿");
            rows(sheet, 0, &[&["统计表"], &["项目", "数量"], &[word, "3"]]);
        }
        sheet(workbook, "空的");
    });
    assert_eq!(text.title, None);
    let headings: Vec<(u8, &str)> =
        text.document.headings.iter().map(|found| (found.level, found.text.as_str())).collect();
    assert_eq!(headings, [(2, "上半年"), (2, "下半年")]);
    assert_eq!(
        text.text,
        "上半年\n统计表\n项目 | 数量\n甲 | 3\n下半年\n统计表\n项目 | 数量\n乙 | 3\n"
    );
}

#[test]
fn long_sheets_are_cut_and_what_is_lost_is_told() {
    let text = page(|workbook| {
        let sheet = sheet(workbook, "明细");
        rows(sheet, 0, &[&["项目", "数量"]]);
        for row in 1..=1_500 {
            sheet.write(row, 0, format!("第{row}项")).expect("a cell");
            sheet.write(row, 1, row).expect("a cell");
        }
    });
    assert!(text.is_cut);
    let html = html(&text);
    assert!(html.contains("第999项") && !html.contains("第1000项"));
    assert_eq!(told(&text), ["工作表“明细”太长，网页上只有前 1000 行"]);
    let wide = page(|workbook| {
        let sheet = sheet(workbook, "宽");
        for row in 0..200 {
            for column in 0..300 {
                sheet.write(row, column, "格").expect("a cell");
            }
        }
    });
    assert_eq!(told(&wide), ["工作表“宽”太长，网页上只有前 100 行"]);
}

#[test]
fn lines_of_a_cell_stay_and_nothing_becomes_markup() {
    let text = page(|workbook| {
        let sheet = sheet(workbook, "Sheet1");
        rows(sheet, 0, &[&["# 项目", "说明"], &["<b>甲</b>", "一\n二"], &["**乙**", "2026-01-02"]]);
    });
    let html = html(&text);
    assert!(html.contains("<p>&lt;b&gt;甲&lt;/b&gt;</p>"), "{html}");
    assert!(html.contains("一<br") && html.contains("<p>**乙**</p>"), "{html}");
    assert!(text.document.headings.is_empty());
    assert_eq!(page_of(b"no workbook").err(), Some(NotShown::Other));
    let empty = Workbook::new().save_to_buffer();
    assert!(empty.is_ok_and(|bytes| page_of(&bytes).err() == Some(NotShown::Other)));
}

/// Where a cell of a table drawn by a browser stands, by row and column of the grid.
fn drawn(html: &str) -> BTreeMap<(usize, usize), String> {
    let parsed = Html::parse_fragment(html);
    let select = |name: &str| Selector::parse(name).expect("a selector");
    let mut cells = BTreeMap::new();
    let number = |cell: &ElementRef<'_>, name: &str| {
        cell.value().attr(name).and_then(|text| text.parse().ok()).unwrap_or(1)
    };
    let mut taken: BTreeMap<(usize, usize), ()> = BTreeMap::new();
    for (row, element) in parsed.select(&select("tr")).enumerate() {
        let mut column = 0;
        for cell in element.select(&select("td, th")) {
            while taken.contains_key(&(row, column)) {
                column += 1;
            }
            let (columns, rows): (usize, usize) =
                (number(&cell, "colspan"), number(&cell, "rowspan"));
            for below in row..row + rows {
                for beside in column..column + columns {
                    assert!(taken.insert((below, beside), ()).is_none(), "cells overlap");
                }
            }
            let text = cell.text().collect::<String>().trim().to_string();
            cells.insert((row, column), text);
            column += columns;
        }
    }
    let width = taken.keys().map(|(_, column)| column + 1).max().unwrap_or_default();
    let height = taken.keys().map(|(row, _)| row + 1).max().unwrap_or_default();
    assert_eq!(taken.len(), width * height, "the table has holes");
    cells
}

/// Of a small sheet whether each cell has words, which rows and columns are hidden, and what is merged.
type Drawn = (Vec<Vec<bool>>, Vec<bool>, Vec<bool>, Vec<[usize; 4]>);

fn sheets() -> impl Strategy<Value = Drawn> {
    (2usize..7, 2usize..6).prop_flat_map(|(height, width)| {
        (
            prop::collection::vec(prop::collection::vec(prop::bool::weighted(0.7), width), height),
            prop::collection::vec(prop::bool::weighted(0.2), height),
            prop::collection::vec(prop::bool::weighted(0.2), width),
            prop::collection::vec((0..height, 0..width, 0usize..3, 0usize..3), 0..4).prop_map(
                move |areas| {
                    let area = |(top, left, down, right): (usize, usize, usize, usize)| {
                        [top, left, (top + down).min(height - 1), (left + right).min(width - 1)]
                    };
                    areas.into_iter().map(area).collect()
                },
            ),
        )
    })
}

proptest! {
    /// Every cell that is seen stands in the table once and in its order, nothing that is hidden does, and no cells
    /// overlap.
    #[test]
    fn what_is_seen_is_drawn((filled, hidden_rows, hidden_columns, areas) in sheets()) {
        let word = |row: usize, column: usize| format!("格{row}列{column}");
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let mut merged: Vec<[usize; 4]> = Vec::new();
        for area in areas {
            let [top, left, bottom, right] = area;
            let meets = |other: &[usize; 4]| {
                top <= other[2] && other[0] <= bottom && left <= other[3] && other[1] <= right
            };
            if (top, left) != (bottom, right) && !merged.iter().any(meets) {
                merged.push(area);
            }
        }
        let covering = |row: usize, column: usize| {
            merged.iter().find(|[top, left, bottom, right]| {
                (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
            })
        };
        let mut expected = Vec::new();
        for (row, cells) in filled.iter().enumerate() {
            for (column, is_filled) in cells.iter().enumerate() {
                let area = covering(row, column).copied();
                if area.is_some_and(|area| (area[0], area[1]) != (row, column)) {
                    continue;
                }
                let [top, left, bottom, right] = area.unwrap_or([row, column, row, column]);
                let text = if *is_filled { word(row, column) } else { String::new() };
                if area.is_some() {
                    let format = Format::new();
                    let [top, bottom] = [top, bottom].map(|row| row as u32);
                    let [left, right] = [left, right].map(|column| column as u16);
                    sheet.merge_range(top, left, bottom, right, &text, &format).expect("merged");
                } else if *is_filled {
                    sheet.write(row as u32, column as u16, &text).expect("a cell");
                }
                // A row in which no cell begins is none to the program.
                let has_row = |row: &usize| !hidden_rows[*row] && {
                    let begins = |column: usize| covering(*row, column).is_none_or(|area| {
                        (area[0], area[1]) == (*row, column)
                    });
                    (0..cells.len()).any(|column| begins(column) && filled[*row][column])
                };
                let is_seen = (top..=bottom).any(|row| has_row(&row))
                    && (left..=right).any(|column| !hidden_columns[column]);
                if *is_filled && is_seen {
                    expected.push(text);
                }
            }
        }
        for row in (0..hidden_rows.len()).filter(|row| hidden_rows[*row]) {
            sheet.set_row_hidden(row as u32).expect("hidden");
        }
        for column in (0..hidden_columns.len()).filter(|column| hidden_columns[*column]) {
            sheet.set_column_hidden(column as u16).expect("hidden");
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let Ok(text) = page_of(&bytes) else {
            prop_assert!(expected.is_empty());
            return Ok(());
        };
        let html = html(&text);
        let cells: Vec<String> =
            drawn(&html).into_values().filter(|text| !text.is_empty()).collect();
        let mut found: Vec<String> = text
            .text
            .lines()
            .flat_map(|line| line.split('|'))
            .map(|text| text.trim().to_string())
            .filter(|text| !text.is_empty())
            .collect();
        for cell in &cells {
            prop_assert!(found.contains(cell), "{} {:?}", cell, found);
        }
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }
}
