//! Rows of spreadsheets as entities.
//! In: files that are tables. Out: one [`Entity`] for each row, with the place of every cell.

use super::entity::{Entity, Field, Form, Written};
use super::plan::{TABLES, Table as PlanTable, table_named};
use super::problem;
use crate::diagnostic::{Diagnostic, Place};
use crate::nearest::nearest;
use crate::source::OtherFile;
use crate::source::table::{self, Table};

/// The rows of a table; empty cells say nothing.
pub(super) fn entities(table: &Table) -> Vec<(usize, Entity)> {
    table
        .rows
        .iter()
        .filter_map(|row| {
            let fields: Vec<Field> = table
                .columns
                .iter()
                .filter_map(|column| {
                    let cell = row.cells.get(column.index)?;
                    (!cell.text.is_empty()).then(|| Field {
                        name: column.name.clone(),
                        value: Written::text(cell.text.clone(), table.place(row, cell)),
                    })
                })
                .collect();
            let place = fields.first()?.value.place.clone();
            let entity = Entity {
                place,
                form: Form::Cells,
                fields,
            };
            Some((row.line, entity))
        })
        .collect()
}

/// The sheets of `计划.xlsx`: each is a table of the plan, its rows entities of that table.
pub(super) fn of_plan(file: &OtherFile) -> (Vec<(PlanTable, Entity)>, Vec<Diagnostic>) {
    let (tables, mut problems) = table::read(file, &is_plan_column);
    let mut rows = Vec::new();
    for table in &tables {
        let name = table.sheet.as_deref().unwrap_or_default().trim();
        match table_named(name, true) {
            Some(PlanTable::Campaign | PlanTable::Expect) | None => {
                problems.push(unknown_sheet(&table.file, name));
            }
            Some(kind) => rows.extend(
                entities(table)
                    .into_iter()
                    .map(|(_, entity)| (kind, entity)),
            ),
        }
    }
    (rows, problems)
}

fn unknown_sheet(file: &str, name: &str) -> Diagnostic {
    let known = TABLES.iter().flat_map(|(_, names)| names.iter().copied());
    let remedy = match nearest(name, known) {
        Some(near) => (
            format!("把工作表“{name}”改名为“{near}”"),
            format!("rename the sheet “{name}” to “{near}”"),
        ),
        None => (
            "工作表的名称写成 阶段、环节、主题实践活动、事项 等".into(),
            "name sheets as the tables of the plan, such as stage, step, activity, item".into(),
        ),
    };
    problem::warning(
        "R05",
        Place::file(file),
        (
            format!("不认识“{name}”这张工作表，没有使用"),
            format!("the sheet “{name}” is not known and was passed over"),
        ),
        remedy,
    )
}

/// Columns of the plan's sheets; one that is missing here is read all the same.
fn is_plan_column(name: &str) -> bool {
    const COLUMNS: [&str; 32] = [
        "编号",
        "名称",
        "来源",
        "说明",
        "开始",
        "结束",
        "时间说明",
        "宽限天数",
        "别名",
        "阶段",
        "环节",
        "主题实践活动",
        "主题活动",
        "活动",
        "性质",
        "应列事项",
        "区分",
        "记录类型",
        "按",
        "次数",
        "最少字数",
        "把关对象",
        "标准",
        "要求",
        "单位类别",
        "人员类别",
        "身份",
        "群众",
        "组",
        "数值",
        "单位",
        "时限",
    ];
    const ENGLISH: [&str; 24] = [
        "id",
        "name",
        "source",
        "description",
        "from",
        "start",
        "to",
        "end",
        "date_text",
        "grace_days",
        "aliases",
        "stage",
        "step",
        "activity",
        "kind",
        "record_type",
        "per",
        "count",
        "covers",
        "criteria",
        "set",
        "value",
        "unit",
        "due",
    ];
    COLUMNS.contains(&name) || ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(name))
}
