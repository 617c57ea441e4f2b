//! Rows of spreadsheets as entities.
//! In: files that are tables. Out: one [`Entity`] for each row, with the place of every cell.

use super::entity::{Entity, Field, Form, Written, is_named};
use super::plan::{TABLES, Table as PlanTable, table_named};
use super::plan_problem::PlanProblem;
use super::roster::RUNNING_NUMBER;
use crate::slip::{Parts, slip_for};
use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::OtherFile;
use yanxi_reading::table::{self, Row, Table};

/// The rows of a table; empty cells say nothing.
pub(super) fn entities(table: &Table) -> Vec<(usize, Entity)> {
    table.rows.iter().filter_map(|row| Some((row.line, entity(table, row)?))).collect()
}

/// A row as an entity; nothing of an empty one.
pub(super) fn entity(table: &Table, row: &Row) -> Option<Entity> {
    let fields: Vec<Field> = table
        .columns
        .iter()
        .filter_map(|column| {
            let cell = row.cells.get(column.index)?;
            (!cell.text.is_empty()).then(|| Field {
                name: column.name.clone(),
                value: Written {
                    number: cell.number.clone(),
                    ..Written::text(cell.text.clone(), table.place(row, cell))
                },
            })
        })
        .collect();
    let place = fields.first()?.value.place.clone();
    Some(Entity { place, form: Form::Cells, fields })
}

/// The sheets of `计划.xlsx`: each is a table of the plan, its rows entities of that table.
pub(super) fn of_plan(file: &OtherFile) -> (Vec<(PlanTable, Entity)>, Vec<Diagnostic>) {
    let (tables, mut problems) = table::read(file, &is_plan_column);
    let mut rows = Vec::new();
    for table in &tables {
        let Some(name) = table.sheet.as_deref().map(str::trim) else {
            let problem = PlanProblem::TableWithoutSheets;
            problems.push(Diagnostic::of(Place::file(&table.file), &problem));
            continue;
        };
        match table_named(name, true) {
            Some(PlanTable::Campaign | PlanTable::Expect | PlanTable::OtherNames) | None => {
                problems.push(unknown_sheet(&table.file, name));
            }
            Some(kind) => rows.extend(
                entities(table)
                    .into_iter()
                    .map(|(_, entity)| (kind, without_running_number(entity))),
            ),
        }
    }
    (rows, problems)
}

/// Forms number their rows; the number says nothing of a stage or an item.
fn without_running_number(mut entity: Entity) -> Entity {
    entity.fields.retain(|field| !is_named(&field.name, RUNNING_NUMBER));
    entity
}

fn unknown_sheet(file: &str, name: &str) -> Diagnostic {
    let known = TABLES.iter().flat_map(|(_, names)| names.iter().copied());
    let sheet = name.into();
    let problem = match slip_for(name, known, Parts::MayStandForNames) {
        Some(near) => PlanProblem::UnknownSheetNear { sheet, near: near.into() },
        None => PlanProblem::UnknownSheet { sheet },
    };
    Diagnostic::of(Place::file(file), &problem)
}

/// Columns of the plan's sheets, by which the header is found; what each table takes is decided when its rows are read.
pub(super) fn is_plan_column(name: &str) -> bool {
    #[rustfmt::skip]
    const CHINESE: [&str; 66] = [
        "序号", "编号", "名称", "来源", "说明", "开始", "开始日期", "结束", "结束日期", "时间说明", "宽限天数", "别名",
        "阶段", "环节", "主题实践活动", "主题活动", "活动", "区分", "性质", "应列事项",
        "记录类型", "按", "要求", "次数", "最少字数", "单位类别", "人员类别", "身份", "群众",
        "把关对象", "对象说明", "标准", "版次", "日期", "修改说明", "文件",
        "用途", "字段", "条件", "流程", "办结", "公开", "值", "取值",
        "测评规则", "等次", "权重", "分母", "合格线", "补课类型", "群体", "基数", "最低",
        "组", "数值", "单位", "时限", "期限", "分项", "责任单位", "每单位", "位置", "应列", "级别", "条目", "网址",
    ];
    #[rustfmt::skip]
    const ENGLISH: [&str; 60] = [
        "no", "id", "name", "source", "description", "from", "start", "to", "end", "date_text", "span_text", "grace_days",
        "aliases", "stage", "step", "activity", "distinction", "kind", "expect_items",
        "record_type", "per", "need", "count", "min_chars", "unit_class", "audience", "role", "masses",
        "covers", "covers_text", "criteria", "number", "date", "note", "file",
        "fields", "when", "flow", "closed", "visibility", "values",
        "rating", "grades", "weights", "denominator", "pass", "makeup_type", "groups", "of", "min",
        "set", "value", "unit", "due", "parts", "owner", "per_unit", "place", "level", "entries",
    ];
    CHINESE.contains(&name) || ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The name of a table as messages show it.
pub(super) fn shown_sheet(table: &Table) -> String {
    match &table.sheet {
        Some(sheet) => format!("{}〔{sheet}〕", table.file),
        None => table.file.clone(),
    }
}
