//! `yanxi explain`: says what a code is for, or which fields a kind of record has.
//! In: a code, the name of a role or of a record type, or none. Out: its text, or the list of all codes, on stdout.

use std::path::Path;

use yanxi_campaign::plan::RecordType;

use super::site_arguments::site_of;
use crate::authoring;
use crate::exit_status::ExitStatus;
use crate::pages::role_fields;
use crate::rules::explain;
use crate::terminal::Terminal;

#[derive(clap::Args)]
pub(super) struct ExplainArguments {
    /// 代码，如 E01，或一种记录，如 补课；不写就列出全部代码 A code such as E01, or a kind of record such as make_up; none: list all codes
    code: Option<String>,
}

/// Tells what a rule is for, or what records of a kind may say; without a name, lists all rules.
pub(super) fn run(arguments: &ExplainArguments, terminal: Terminal) -> ExitStatus {
    let Some(code) = &arguments.code else {
        print!("{}", explain::list(terminal.language));
        return ExitStatus::Done;
    };
    if let Some(told) = records(code, terminal) {
        print!("{told}");
        return ExitStatus::Done;
    }
    match explain::code(code, terminal.language) {
        Ok(text) => {
            print!("{text}");
            ExitStatus::Done
        }
        Err(message) => {
            eprintln!("{message}");
            ExitStatus::WrongUse
        }
    }
}

/// The fields of a role, or of a record type of this folder's plan; nothing where neither is called so.
fn records(name: &str, terminal: Terminal) -> Option<String> {
    if let Some(role) = role_fields::role_named(name) {
        return Some(role_fields::told(role, terminal.language));
    }
    // A code needs no plan.
    if name.is_ascii() && name.len() == 3 {
        return None;
    }
    let kind = authoring::record_type_named(&site_of(Path::new("."), terminal), name)?;
    Some(format!("{}{}", of_plan(&kind, terminal), role_fields::told(kind.role, terminal.language)))
}

/// The fields that the plan gives a type.
fn of_plan(kind: &RecordType, terminal: Terminal) -> String {
    let names = kind.fields.iter().map(|field| match field.required {
        true => format!("{}{}", field.key, terminal.pick("（必填）", " (required)")),
        false => field.key.clone(),
    });
    let names: Vec<String> = names.collect();
    if names.is_empty() {
        return String::new();
    }
    let head = terminal.pick("计划给它写的字段：", "Fields that the plan gives it: ");
    format!("{head}{}\n", names.join(terminal.pick("、", ", ")))
}
