//! Reads entries that close a past fact: 说明, with the code of the rule, the reason, who says so and since when.
//! In: a record's keys or cells. Out: [`Closing`]s; one that lacks a part is reported and closes nothing.

use yanxi_campaign::Record;
use yanxi_campaign::plan::RecordType;
use yanxi_campaign::record::Closing;

use super::entity::{
    BETWEEN_SENTENCES, Content, Entity, Field, Form, Written, is_named, tables_of,
};
use super::reader::Reader;
use super::record::{Surroundings, declares};
use super::remedy::{Label, Labels};
use yanxi_problem::{Code, Diagnostic, Figure, List, Place, Problem, Quoted, Say, Severity};

pub(super) const CLOSING: &[&str] = &["closing", "说明"];
const CODE: &[&str] = &["code", "码", "代码"];
const REASON: &[&str] = &["reason", "理由"];
const BY: &[&str] = &["by", "人"];
const ON: &[&str] = &["on", "日期"];

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum ClosingProblem {
    #[code(E03)]
    #[zh("“说明”缺少{parts}，没有起作用", "{remedy}")]
    #[en("the closing lacks {parts} and has no effect", "{remedy}")]
    Lacks { parts: Labels, remedy: WholeEntry },
    #[code(E03)]
    #[zh(
        "“{code}”不能用说明来销，要改过来才行",
        "删去这一条，按 {code} 的改法改；能用说明的是 {closable}"
    )]
    #[en(
        "“{code}” cannot be closed by a closing, it has to be corrected",
        "delete the closing and do what {code} says; closings are for {closable}"
    )]
    CannotBeClosed { code: Quoted, closable: List<Code> },
    #[code(E04)]
    #[zh("说明的日期 {on} 在今天（{today}）之后", "改成写说明的那一天")]
    #[en(
        "the closing's date {on} lies after today ({today})",
        "write the day on which it was explained"
    )]
    AfterToday { on: Figure, today: Figure },
}

/// An entry with all its parts.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum WholeEntry {
    #[zh("在“{column}”列写成 {code}；理由；姓名；2026-11-20 的样子")]
    #[en("in column “{column}” write it like {code}; reason; name; 2026-11-20")]
    InColumn { column: Label, code: Quoted },
    #[zh("写成 说明: {{码: {code}, 理由: ……, 人: 姓名, 日期: 2026-11-20}} 的样子")]
    #[en("write it as closing: {{code: {code}, reason: ..., by: NAME, on: 2026-11-20}}")]
    InLine { code: Quoted },
}

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
    let column = Label::of(CLOSING).beside(&reader.entity.fields);
    for entity in entities {
        let (closing, problems) = one(&with_whole_reason(entity), &column, around);
        let sound = problems.iter().all(|p| p.severity != Severity::Error);
        reader.problems.extend(problems);
        record.closings.extend(closing.filter(|_| sound));
    }
}

/// The entries as tables; none where the text is no entry and may be something else.
fn entities(reader: &mut Reader<'_>, field: &Field, remarks: bool) -> Option<Vec<Entity>> {
    let form = reader.form();
    match &field.value.content {
        Content::Text(text) => {
            let place = &field.value.place;
            if let Some(entity) = of_braces(text, form, place) {
                return Some(vec![entity]);
            }
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            if remarks && !lines.iter().all(|line| opens_with_code(line)) {
                return None;
            }
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

/// `{码: E09, 理由: ……, 人: 姓名, 日期: 2026-11-20}` in a cell, as it stands above a text.
fn of_braces(text: &str, form: Form, place: &Place) -> Option<Entity> {
    let inner = text.trim().strip_prefix(['{', '｛'])?.strip_suffix(['}', '｝'])?;
    let fields: Vec<Field> = inner
        .split([',', '，'])
        .map(|part| part.split_once([':', '：']).unwrap_or((part, "")))
        .map(|(name, value)| Field {
            name: name.trim().to_string(),
            value: Written::text(value.trim(), place.clone()),
        })
        .collect();
    let names_code = fields.iter().any(|field| is_named(&field.name, CODE));
    names_code.then(|| Entity { place: place.clone(), form, fields })
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

fn one(
    entity: &Entity,
    column: &Label,
    around: &Surroundings<'_>,
) -> (Option<Closing>, Vec<Diagnostic>) {
    let mut reader = Reader::new(entity);
    let written = reader.text(CODE).to_uppercase();
    let (reason, by, on) = (reader.text(REASON), reader.text(BY), reader.date(ON));
    let mut problems = Vec::new();
    let mut tell = |problem| problems.push(Diagnostic::of(entity.place.clone(), &problem));
    let code = Code::of(&written).filter(|code| code.is_closable());
    let missing = [
        (CODE, written.is_empty()),
        (REASON, reason.is_empty()),
        (BY, by.is_empty()),
        (ON, on.is_none()),
    ];
    let missing: Vec<Label> =
        missing.iter().filter(|(_, missing)| *missing).map(|(key, _)| Label::of(key)).collect();
    if !missing.is_empty() && reader.problems.is_empty() {
        let code = Quoted(if written.is_empty() { Code::E09.name().into() } else { written });
        let remedy = match entity.form {
            Form::Cells => WholeEntry::InColumn { column: column.clone(), code },
            Form::Plan | Form::Lines => WholeEntry::InLine { code },
        };
        tell(ClosingProblem::Lacks { parts: Labels(missing), remedy });
    } else if !written.is_empty() && code.is_none() {
        let closable = Code::ALL.iter().copied().filter(|code| code.is_closable());
        let closable = List::whole(closable);
        tell(ClosingProblem::CannotBeClosed { code: written.into(), closable });
    }
    if let Some(on) = on.filter(|on| *on > around.today) {
        let (on, today) = (Figure::of(on), Figure::of(around.today));
        tell(ClosingProblem::AfterToday { on, today });
    }
    problems.extend(reader.finish());
    (code.map(|code| Closing { code, reason, by, on }), problems)
}

/// The problem, or a note where the record has an entry for its code.
pub(crate) fn close(problem: Diagnostic, record: &Record) -> Diagnostic {
    match record.closing(problem.code) {
        Some(closing) => closed(problem, closing),
        None => problem,
    }
}

pub(crate) fn closed(problem: Diagnostic, closing: &Closing) -> Diagnostic {
    let on = closing.on.map(|on| on.to_string()).unwrap_or_default();
    problem.explained(&closing.reason, &closing.by, &on)
}
