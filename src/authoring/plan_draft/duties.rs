//! Who answers for what, as plans write it: （责任单位：甲、乙；配合单位：丙）, 由甲牵头, 完成时限.
//! In: the words of a task. Out: [`Answering`]; names are taken as they stand.

use super::paragraphs::cut;

/// Who answers for a task and until when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Answering {
    pub(super) leaders: Vec<String>,
    pub(super) units: Vec<String>,
    pub(super) partners: Vec<String>,
    pub(super) due: String,
}

const LEADERS: [&str; 5] = ["牵头领导", "责任领导", "分管领导", "包联领导", "牵头人"];
const UNITS: [&str; 9] = [
    "牵头责任单位",
    "牵头单位",
    "责任单位",
    "牵头部门",
    "责任部门",
    "负责单位",
    "主办单位",
    "责任科室",
    "责任主体",
];
const PARTNERS: [&str; 6] =
    ["配合单位", "协办单位", "协同单位", "配合部门", "参与单位", "参加单位"];
const DUE: [&str; 5] = ["完成时限", "完成时间", "时限要求", "整改时限", "时限"];

/// Whether a column is called like one of the labels.
pub(super) fn is_label(name: &str) -> bool {
    [&LEADERS[..], &UNITS, &PARTNERS, &DUE].iter().any(|names| names.contains(&name))
}

/// What cells say under columns of these names.
pub(super) fn of_cells<'a>(cells: impl Iterator<Item = (&'a String, &'a String)>) -> Answering {
    let mut found = Answering::default();
    for (head, cell) in cells {
        let head: String = head.chars().filter(|c| !c.is_whitespace() && *c != '*').collect();
        let head = head.as_str();
        if LEADERS.contains(&head) {
            found.leaders.extend(names(cell));
        } else if UNITS.contains(&head) {
            found.units.extend(names(cell));
        } else if PARTNERS.contains(&head) {
            found.partners.extend(names(cell));
        } else if DUE.contains(&head) && found.due.is_empty() {
            found.due = cell.trim().to_string();
        }
    }
    found
}

/// 镇组织办负责统筹: who, and what behind it.
pub(super) fn office_and_task(clause: &str) -> Option<(Vec<String>, &str)> {
    let (who, what) = clause.trim().split_once("负责")?;
    let what = what.trim();
    (is_office(who) && !who.is_empty() && !what.is_empty()).then(|| (names(who), what))
}

pub(super) fn of(text: &str) -> Answering {
    let mut found = Answering::default();
    for name in LEADERS {
        found.leaders.extend(labelled(text, name).into_iter().flat_map(names));
    }
    for name in UNITS {
        for value in labelled(text, name) {
            for unit in names(value) {
                if !found.units.contains(&unit) {
                    found.units.push(unit);
                }
            }
        }
    }
    for name in PARTNERS {
        found.partners.extend(labelled(text, name).into_iter().flat_map(names));
    }
    for name in DUE {
        if let Some(value) = labelled(text, name).first().filter(|_| found.due.is_empty()) {
            found.due = value.trim().to_string();
        }
    }
    if found.units.is_empty() {
        in_words(text, &mut found);
    }
    found
}

/// What stands behind `name：`, up to the end of the clause or bracket, or the next label.
fn labelled<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(name) {
        // 牵头责任单位 is not 责任单位 once more.
        let longer = UNITS.iter().any(|other| {
            other.len() > name.len()
                && other.ends_with(name)
                && text[..at + name.len()].ends_with(other)
        });
        let rest = &text[at + name.len()..];
        let Some(value) = rest.strip_prefix(['：', ':']).filter(|_| !longer) else {
            continue;
        };
        let end =
            value.find(['；', ';', '。', '）', ')', '】', ']', '\n', '，']).unwrap_or(value.len());
        let mut value = &value[..end];
        for label in LEADERS.iter().chain(&UNITS).chain(&PARTNERS).chain(&DUE) {
            if let Some(at) = value.find(&format!("{label}：")) {
                value = &value[..at];
            }
        }
        found.push(value);
    }
    found
}

fn names(value: &str) -> Vec<String> {
    let names = cut(value, &['、', ' ', '\u{3000}', '/']);
    names
        .into_iter()
        .map(|part| value[part].trim().trim_end_matches('等').to_string())
        .filter(|name| (2..=24).contains(&name.chars().count()))
        .collect()
}

/// 由甲牵头，乙、丙配合.
fn in_words(text: &str, found: &mut Answering) {
    for clause in cut(text, &['。', '；', ';', '，', ',', '（', '）', '！']) {
        let clause = text[clause].trim();
        if let Some(rest) = clause.strip_prefix('由') {
            for verb in ["牵头负责", "牵头", "具体负责", "负责"] {
                if let Some(at) = rest.find(verb).filter(|at| *at > 0) {
                    let who = rest[..at].trim_end_matches("会同").trim_end_matches("共同");
                    if who.chars().count() <= 40 && !who.contains('的') {
                        found.units.extend(names(who));
                    }
                    break;
                }
            }
        } else if let Some(who) =
            ["牵头负责", "牵头", "负责"].iter().find_map(|verb| clause.strip_suffix(verb))
            && is_office(who)
        {
            found.units.extend(names(who));
        } else if !found.units.is_empty()
            && let Some(who) = clause.strip_suffix("配合")
        {
            found.partners.extend(names(who));
        }
    }
}

/// Whether words are names of offices or places: 县交通局, 镇水利站、各嘎查村.
fn is_office(words: &str) -> bool {
    const ENDS: [&str; 22] = [
        "局",
        "办",
        "办公室",
        "所",
        "站",
        "中心",
        "委",
        "部",
        "院",
        "厅",
        "科",
        "室",
        "校",
        "公司",
        "嘎查",
        "村",
        "社区",
        "镇",
        "乡",
        "街道",
        "支部",
        "领导小组",
    ];
    let short = words.chars().count() <= 24;
    short && names(words).iter().all(|name| ENDS.iter().any(|end| name.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_from_brackets_and_from_words() {
        let found = of(
            "修好三条路。（牵头单位：镇村建所；配合单位：甲嘎查、乙嘎查；完成时限：2026年6月底前）",
        );
        assert_eq!(found.units, ["镇村建所"]);
        assert_eq!(found.partners, ["甲嘎查", "乙嘎查"]);
        assert_eq!(found.due, "2026年6月底前");
        let found = of("由样例镇党建办牵头，民生办、综治办配合，每月通报一次。");
        assert_eq!(
            (found.units, found.partners),
            (vec!["样例镇党建办".to_string()], vec!["民生办".into(), "综治办".into()])
        );
        assert_eq!(of("各单位要负责到底，由此造成的后果自负。"), Answering::default());
        let found = of("建立台账，县交通局负责，各乡镇配合，细化任务。");
        assert_eq!(
            (found.units, found.partners),
            (vec!["县交通局".to_string()], vec!["各乡镇".to_string()])
        );
        assert_eq!(of("人人负责，层层负责。"), Answering::default());
    }
}
