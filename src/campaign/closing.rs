//! Reads entries that close a past fact: 说明, with the code of the rule, the reason, who says so and since when.
//! In: a record's keys or cells. Out: [`Closing`]s; one that lacks a part is reported and closes nothing.

use yanxi_campaign::Record;
use yanxi_campaign::plan::RecordType;
use yanxi_campaign::record::Closing;

use super::entity::{
    BETWEEN_SENTENCES, Content, Entity, Field, Form, Written, is_named, tables_of,
};
use super::problem;
use super::reader::Reader;
use super::record::{Surroundings, declares};
use yanxi_problem::{Code, Diagnostic, Place, Severity, Wording};

pub(super) const CLOSING: &[&str] = &["closing", "说明"];
const CODE: &[&str] = &["code", "码", "代码"];
const REASON: &[&str] = &["reason", "理由"];
const BY: &[&str] = &["by", "人"];
const ON: &[&str] = &["on", "日期"];

/// Takes the entries; a field 说明 of the type's own, or a column of remarks, stays what it is.
pub(super) fn read(
    reader: &mut Reader<'_>,
    kind: Option<&RecordType>,
    around: &Surroundings<'_>,
    record: &mut Record,
) {
    let form = reader.form();
    let Some(field) = reader
        .entity
        .fields
        .iter()
        .find(|field| is_named(&field.name, CLOSING) && !field.value.is_empty())
    else {
        return;
    };
    let remarks = form == Form::Cells || declares(kind, CLOSING);
    let Some(entities) = entities(reader, field, remarks) else {
        return;
    };
    reader.field(CLOSING);
    for entity in entities {
        let (closing, problems) = one(&with_whole_reason(entity), around);
        let sound = problems.iter().all(|p| p.severity != Severity::Error);
        reader.problems.extend(problems);
        if let Some(closing) = closing.filter(|_| sound) {
            record.closings.push(closing);
        }
    }
}

/// The entries as tables; none where the text is no entry and may be something else.
fn entities(reader: &mut Reader<'_>, field: &Field, remarks: bool) -> Option<Vec<Entity>> {
    let form = reader.form();
    match &field.value.content {
        Content::Text(text) => {
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            if remarks && !lines.iter().all(|line| opens_with_code(line)) {
                return None;
            }
            let place = &field.value.place;
            Some(lines.iter().map(|line| of_line(line, form, place)).collect())
        }
        Content::List(_) | Content::Table(_) => {
            let (entities, problems) = tables_of(field, form, "码", &BETWEEN_SENTENCES);
            reader.problems.extend(problems);
            Some(entities)
        }
    }
}

/// Between braces a comma ends a value, and the rest of a reason reads like a key without one. One such rest is put
/// back; of several nobody knows the order, and they are reported as keys that do not exist.
fn with_whole_reason(mut entity: Entity) -> Entity {
    let is_rest = |field: &Field| {
        field.value.is_empty()
            && ![CODE, REASON, BY, ON].iter().any(|names| is_named(&field.name, names))
    };
    let rests = entity.fields.iter().filter(|field| is_rest(field)).count();
    if rests != 1 {
        return entity;
    }
    let rest = entity.fields.iter().position(is_rest);
    let rest = rest.map(|at| entity.fields.remove(at).name);
    for field in &mut entity.fields {
        if let (true, Content::Text(text), Some(rest)) =
            (is_named(&field.name, REASON), &mut field.value.content, &rest)
        {
            text.push('，');
            text.push_str(rest);
        }
    }
    entity
}

fn opens_with_code(line: &str) -> bool {
    let code: String = line.trim().chars().take(3).collect();
    let rest = line.trim().chars().nth(3);
    Code::of(&code).is_some_and(Code::is_rule) && matches!(rest, Some('；' | ';'))
}

/// `E09；理由；姓名；2026-11-20` as a table.
fn of_line(line: &str, form: Form, place: &Place) -> Entity {
    let names = ["码", "理由", "人", "日期"];
    let parts = line.splitn(4, ['；', ';']).map(str::trim);
    Entity {
        place: place.clone(),
        form,
        fields: names
            .iter()
            .zip(parts)
            .map(|(name, part)| Field {
                name: (*name).to_string(),
                value: Written::text(part, place.clone()),
            })
            .collect(),
    }
}

fn one(entity: &Entity, around: &Surroundings<'_>) -> (Option<Closing>, Vec<Diagnostic>) {
    let mut reader = Reader::new(entity);
    let code = reader.text(CODE).to_uppercase();
    let closing =
        Closing { reason: reader.text(REASON), by: reader.text(BY), on: reader.date(ON), code };
    let place = || entity.place.clone();
    let example = |code: &str| match entity.form {
        Form::Cells => Wording::new(
            format!("在“说明”列写成 {code}；理由；姓名；2026-11-20 的样子"),
            format!("in column “说明” write such as {code}；reason；name；2026-11-20"),
        ),
        Form::Plan | Form::Lines => Wording::new(
            format!("写成 说明: {{码: {code}, 理由: ……, 人: 姓名, 日期: 2026-11-20}} 的样子"),
            format!("write it as closing: {{code: {code}, reason: ..., by: NAME, on: 2026-11-20}}"),
        ),
    };
    let mut problems = Vec::new();
    let missing = [
        ("码", closing.code.is_empty()),
        ("理由", closing.reason.is_empty()),
        ("人", closing.by.is_empty()),
        ("日期", closing.on.is_none()),
    ];
    let missing: Vec<&str> =
        missing.iter().filter(|(_, missing)| *missing).map(|(name, _)| *name).collect();
    if !missing.is_empty() && reader.problems.is_empty() {
        let code = if closing.code.is_empty() { "E09" } else { &closing.code };
        problems.push(Diagnostic::error(
            Code::E03,
            place(),
            Wording::new(
                format!("“说明”缺少“{}”，没有起作用", missing.join("”“")),
                format!("the closing lacks “{}” and has no effect", missing.join("”, “")),
            ),
            example(code),
        ));
    } else if !closing.code.is_empty() && !Code::of(&closing.code).is_some_and(Code::is_closable) {
        let closable: Vec<&str> =
            Code::ALL.iter().filter(|code| code.is_closable()).map(|code| code.name()).collect();
        let code = &closing.code;
        problems.push(Diagnostic::error(
            Code::E03,
            place(),
            Wording::new(
                format!("“{code}”不能用说明来销，要改过来才行"),
                format!("“{code}” cannot be closed by an entry, it has to be mended"),
            ),
            Wording::new(
                format!("删去这一条，按 {code} 的改法改；能用说明的是 {}", closable.join("、")),
                format!(
                    "delete the entry and do what {code} says; entries close {}",
                    closable.join(", ")
                ),
            ),
        ));
    }
    if let Some(on) = closing.on.filter(|on| *on > around.today) {
        problems.push(problem::error(
            Code::E04,
            place(),
            (
                format!("说明的日期 {on} 在今天（{}）之后", around.today),
                format!("the closing's date {on} lies after today ({})", around.today),
            ),
            ("改成写说明的那一天".into(), "write the day on which it was explained".into()),
        ));
    }
    problems.extend(reader.finish());
    (Some(closing), problems)
}

/// The problem, or a note where the record has an entry for its code.
pub(crate) fn close(problem: Diagnostic, record: &Record) -> Diagnostic {
    match record.closing(problem.code.name()) {
        Some(closing) => closed(problem, closing),
        None => problem,
    }
}

pub(crate) fn closed(problem: Diagnostic, closing: &Closing) -> Diagnostic {
    let on = closing.on.map(|on| on.to_string()).unwrap_or_default();
    problem.explained(&closing.reason, &closing.by, &on)
}
