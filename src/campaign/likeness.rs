//! Files that are a campaign's by what they are, whoever renamed or copied them.
//! In: a file's name, what stands in it. Out: whether it is a plan, a roster, a register; whether keys are a record's.

use std::collections::BTreeSet;

use yanxi_campaign::record::Review;
use yanxi_problem::{Code, Diagnostic};
use yanxi_reading::content_path::{extension, file_name, folder_of};
use yanxi_reading::front_matter::Entry;
use yanxi_reading::table::{self, Table};
use yanxi_reading::{OtherFile, encoding};
use yanxi_text::fold::fold;

use super::entity::is_named;
use super::record::{ITEMS, KIND, OTHER_PEOPLE, PEOPLE, STATUS, UNIT};
use super::{
    LEDGER_FOLDERS, PLAN_FILES, PLAN_SHEETS, RECORD_FOLDERS, file_stem, plan, roster, sheets,
};
use crate::entries;
use crate::slip::is_slip_of;

/// Larger ones are neither plans nor rosters.
const MOST_BYTES: u64 = 4 << 20;
/// A plan's tables stand within so many lines of each other.
const LINES_SEARCHED: usize = 2000;

/// Names of the tables of entries, without their ending.
const OF_ENTRIES: [&str; 2] = ["审核", "核对"];

/// What says in a name that the file is a copy.
const COPY_WORDS: [&str; 8] = ["副本", "复件", "复制", "拷贝", "备份", "copy of", "copy", "backup"];
/// What else people add to the name of a file that they keep twice.
const ADDITIONS: [&str; 33] = [
    "备用", "留存", "存档", "归档", "原件", "原始", "最新", "最终", "终稿", "定稿", "初稿", "草稿",
    "修改", "修订", "更新", "调整", "临时", "年", "月", "日", "号", "第", "版", "稿", "新", "旧",
    "老", "改", "的", "原", "final", "draft", "version",
];
/// The same, as whole words of Latin letters.
const LATIN_ADDITIONS: [&str; 9] = ["old", "new", "bak", "tmp", "temp", "orig", "rev", "ver", "v"];

/// Columns of registers and ledgers.
const OF_LEDGERS: [&str; 30] = [
    "类型",
    "事项",
    "状态",
    "审核",
    "单位",
    "责任单位",
    "责任人",
    "姓名",
    "人员",
    "日期",
    "时限",
    "期限",
    "完成时限",
    "整改时限",
    "销号",
    "销号日期",
    "销号情况",
    "整改措施",
    "整改情况",
    "整改结果",
    "问题",
    "存在问题",
    "type",
    "items",
    "item",
    "status",
    "unit",
    "people",
    "due",
    "owner",
];
/// Those that no other table has.
const OF_LEDGERS_ONLY: [&str; 12] = [
    "类型",
    "事项",
    "状态",
    "审核",
    "时限",
    "整改时限",
    "销号",
    "销号日期",
    "销号情况",
    "整改措施",
    "status",
    "due",
];

/// The keys above a text are those of a record: its type and how far it is, in a record's words.
pub(crate) fn is_record_head(entries: &[Entry]) -> bool {
    let value = |names: &[&str]| {
        let entry = entries.iter().find(|entry| is_named(&entry.key, names))?;
        entry.value.as_text().filter(|text| !text.trim().is_empty())
    };
    let has = |names: &[&str]| entries.iter().any(|entry| is_named(&entry.key, names));
    let (Some(_), Some(status)) = (value(KIND), value(STATUS)) else {
        return false;
    };
    let status = status.trim().to_lowercase();
    // Notes of every kind have a type and a status in English.
    let is_status = Review::ALL.iter().any(|(_, english, chinese)| {
        status == *chinese
            || is_slip_of(&status, chinese)
            || (status == *english && (has(ITEMS) || has(UNIT)))
    });
    let of_whom = [UNIT, PEOPLE, ITEMS].into_iter().chain(OTHER_PEOPLE).any(has);
    is_status || (of_whom && !status.is_ascii())
}

/// The plan's right name, where a file is a plan under a wrong one.
pub(crate) fn misnamed_plan(file: &OtherFile) -> Option<&'static str> {
    let name = fold(file_name(&file.path)).replace('。', ".");
    if PLAN_FILES.contains(&file_name(&file.path)) || file.size > MOST_BYTES {
        return None;
    }
    let parts: Vec<&str> = name.split('.').map(str::trim).collect();
    let has_toml = parts.iter().skip(1).any(|part| part.starts_with("toml"));
    let is_text = has_toml
        || matches!(extension(&name).as_str(), "" | "txt" | "bak" | "old" | "tmp" | "orig" | "ini");
    let is_named = is_like(&name, &PLAN_SHEETS);
    if !is_text || !(has_toml || is_named) {
        return None;
    }
    let bytes = std::fs::read(&file.absolute).ok()?;
    let text = encoding::decode("", &bytes).ok()?.text;
    let english = is_plan_text(&text)?;
    Some(if english { PLAN_FILES[0] } else { PLAN_FILES[1] })
}

/// Whether a text is a plan, and then whether it is an English one.
fn is_plan_text(text: &str) -> Option<bool> {
    let mut tables = BTreeSet::new();
    let mut english = false;
    for line in text.lines().take(LINES_SEARCHED) {
        let line = fold(line.trim());
        let is_list = line.starts_with("[[");
        let name = line.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
        if line.starts_with('[')
            && let Some(table) = plan::table_named(name.trim_matches('"'), is_list)
        {
            tables.insert(table);
            english |= name.is_ascii();
        }
    }
    let is_plan = tables.contains(&plan::Table::Campaign) || tables.len() > 1;
    is_plan.then_some(english)
}

/// Whether a table is a roster, a plan or a table of reviews under another name, or a copy of one: by its name and its
/// head, or by its head alone. `heads` are those of the rosters that were read.
pub(crate) fn is_copy_of_roster_or_plan(file: &OtherFile, heads: &[BTreeSet<String>]) -> bool {
    let path = &file.path;
    let name = fold(file_name(path));
    if file.size > MOST_BYTES {
        return false;
    }
    // Saved as a text, a table of commas stays one.
    if extension(path) == "txt" && roster::FILES.iter().any(|names| is_like(&name, names)) {
        let bytes = std::fs::read(&file.absolute).unwrap_or_default();
        let (tables, _) = table::read_bytes("a.csv", &bytes, &roster::is_column);
        return tables.iter().any(|table| roster::is_head_of_some(&head(table)));
    }
    let named_entries = is_like(&name, &OF_ENTRIES);
    if extension(path) == "txt" && named_entries {
        let bytes = std::fs::read(&file.absolute).unwrap_or_default();
        let (tables, _) = table::read_bytes("a.csv", &bytes, &entries::is_column);
        return tables.iter().any(|table| is_head_of_entries(table, true));
    }
    if !table::is_table(path) {
        return false;
    }
    let named_roster = roster::FILES.iter().any(|names| is_like(&name, names));
    let named_plan = is_like(&name, &PLAN_SHEETS);
    let (tables, problems) = read_as_roster(file);
    // What nobody can look into is what it is called.
    let is_shut = |problem: &Diagnostic| matches!(problem.code, Code::R02 | Code::R03 | Code::R20);
    if tables.is_empty()
        && (named_roster || named_plan || named_entries)
        && problems.iter().any(is_shut)
    {
        return true;
    }
    if named_plan {
        let is_sheet = |table: &Table| {
            let sheet = table.sheet.as_deref().unwrap_or_default().trim();
            plan::table_named(sheet, true).is_some()
        };
        let (sheets, _) = table::read(file, &sheets::is_plan_column);
        if sheets.iter().any(is_sheet) {
            return true;
        }
    }
    tables.iter().any(|table| {
        let head = head(table);
        (named_roster && roster::is_head_of_some(&head))
            || roster::is_head(&head)
            || is_head_of_entries(table, named_entries)
            || heads.iter().any(|read| read.len() > 3 && read.is_subset(&head))
    })
}

/// Whether a file's name says that it is a copy: `登记 - 副本.csv`, `登记(1).csv`, `登记-备份.csv`. Behind 〔 stands a sheet.
pub(super) fn is_named_a_copy(path: &str) -> bool {
    let name = fold(file_stem(path.split('〔').next().unwrap_or(path)));
    let name = name.trim_end();
    let is_numbered = name
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .is_some_and(|(_, number)| number.chars().all(|digit| digit.is_ascii_digit()));
    is_numbered || COPY_WORDS.iter().any(|word| name.contains(word))
}

/// The heads of a roster's tables.
pub(crate) fn heads(file: &OtherFile) -> Vec<BTreeSet<String>> {
    tables_of(file).iter().map(head).collect()
}

/// Whether a table that bears a roster's name is one by its head.
pub(crate) fn is_roster_with_head(file: &OtherFile) -> bool {
    roster::is_roster(&file.path)
        && tables_of(file).iter().any(|table| roster::is_head_of_some(&head(table)))
}

/// Whether a table is a register or a ledger: it lies in a folder for them, or is called 台账, and has their columns.
pub(crate) fn is_ledger(file: &OtherFile) -> bool {
    let path = &file.path;
    if !table::is_table(path) || file.size > MOST_BYTES {
        return false;
    }
    let folder = file_name(folder_of(path));
    let least = if LEDGER_FOLDERS.contains(&folder) {
        2
    } else if RECORD_FOLDERS.contains(&folder) || file_name(path).contains("台账") {
        3
    } else {
        return false;
    };
    let is_known = |name: &str| OF_LEDGERS.contains(&name);
    table::read(file, &is_known).0.iter().any(|table| {
        let head = head(table);
        let known = head.iter().filter(|name| is_known(name)).count();
        known >= least
            && !table.rows.is_empty()
            && head.iter().any(|name| OF_LEDGERS_ONLY.contains(&name.as_str()))
    })
}

/// Whether a table, wherever it lies and whatever it is called, is one of people or a register by its head.
pub(crate) fn is_register(file: &OtherFile) -> bool {
    let names_people = |name: &str| name.contains("姓名") || name == "名字";
    let is_known =
        |name: &str| names_people(name) || roster::is_column(name) || OF_LEDGERS.contains(&name);
    table::read(file, &is_known).0.iter().any(|table| {
        let head = head(table);
        let count = |names: &[&str]| head.iter().filter(|name| names.contains(&&***name)).count();
        let (known, only) = (count(&OF_LEDGERS), count(&OF_LEDGERS_ONLY));
        let is_of_register = (known >= 3 && only >= 2) || (known >= 4 && only >= 1);
        head.iter().any(|name| names_people(name)) || roster::is_head(&head) || is_of_register
    })
}

/// The folder of the campaign that a file in one of its folders would belong to.
pub(crate) fn campaign_folder_of(path: &str) -> &str {
    let folder = folder_of(path);
    let mut above = folder;
    loop {
        let name = file_name(above);
        if [RECORD_FOLDERS, LEDGER_FOLDERS, super::UNIT_PLAN_FOLDERS]
            .iter()
            .any(|f| f.contains(&name))
        {
            return folder_of(above);
        }
        if above.is_empty() {
            return folder;
        }
        above = folder_of(above);
    }
}

fn tables_of(file: &OtherFile) -> Vec<Table> {
    if file.size > MOST_BYTES { Vec::new() } else { read_as_roster(file).0 }
}

fn read_as_roster(file: &OtherFile) -> (Vec<Table>, Vec<Diagnostic>) {
    table::read(file, &|name| roster::is_column(name) || entries::is_column(name))
}

/// People who looked at files stand in such a table.
fn is_head_of_entries(table: &Table, named: bool) -> bool {
    entries::is_head(table.columns.iter().map(|column| column.name.as_str()), named)
}

fn head(table: &Table) -> BTreeSet<String> {
    table
        .columns
        .iter()
        .map(|column| fold(column.name.trim()))
        .filter(|name| !name.is_empty() && !is_named(name, roster::RUNNING_NUMBER))
        .collect()
}

/// Whether a file's folded name is one of `names` with what copying, numbering and dating add: `人员 - 副本`,
/// `people (2)`, `单位2026.11`.
fn is_like(name: &str, names: &[&str]) -> bool {
    let mut bare = String::new();
    let mut depth = 0_usize;
    for c in name.split('.').next().unwrap_or(name).chars() {
        match c {
            '(' | '[' | '【' | '〔' | '{' | '<' | '《' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '}' | '>' | '》' | '」' => {
                depth = depth.saturating_sub(1)
            }
            c if depth == 0 => {
                // Han and Latin letters are words apart: 人员v2.
                if bare.chars().last().is_some_and(|last| last.is_ascii() != c.is_ascii()) {
                    bare.push(' ');
                }
                bare.push(c);
            }
            _ => {}
        }
    }
    for addition in COPY_WORDS.into_iter().chain(ADDITIONS) {
        bare = bare.replace(addition, " ");
    }

    let words: Vec<&str> = bare
        .split(|c: char| !c.is_alphabetic() || "〇零一二三四五六七八九十".contains(c))
        .filter(|word| !word.is_empty() && !LATIN_ADDITIONS.contains(word))
        .collect();
    matches!(words.as_slice(), [only] if names.contains(only))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_their_names() {
        for name in [
            "人员 - 副本",
            "人员(1)",
            "人员（2）",
            "人员2026",
            "人员_20261128",
            "副本人员",
            "人员的副本",
            "人员-最新版",
            "人员 2026年11月28日",
            "人员（终稿）v2",
            "people copy 2",
            "copy of people",
            "people (3)",
            "people_v2_final",
            "people-old",
            "人员二",
        ] {
            assert!(is_like(&fold(&format!("{name}.csv")), &["people", "人员"]), "{name}");
        }
        for name in
            ["人员变动", "人员名册", "工作人员", "people and places", "人员培训计划", "townspeople"]
        {
            assert!(!is_like(&fold(&format!("{name}.csv")), &["people", "人员"]), "{name}");
        }
    }

    #[test]
    fn a_text_is_a_plan_by_its_tables() {
        assert_eq!(is_plan_text("# 说明\n[活动]\n名称 = \"样例\"\n"), Some(false));
        assert_eq!(is_plan_text("[[stage]]\nname = \"a\"\n[[item]]\nname = \"b\"\n"), Some(true));
        assert_eq!(is_plan_text("[package]\nname = \"a\"\n[[item]]\n"), None);
        assert_eq!(is_plan_text("【活动】安排\n"), None);
    }
}
