//! The draft of a briefing: facts and numbers of some days; the rest is left to people.
//! In: a [`View`] and the days. Out: Markdown.
//!
//! Nobody is named as late or missing, so that a draft may be passed around.

use std::fmt::Write as _;

use jiff::civil::Date;
use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::{Kind, Role};

use super::View;
use super::briefings::next_number;
use super::evaluations::result_words;
use super::ledger::share_in;
use super::period::Period;
use super::view::long_date;

/// What people still have to write.
const BLANK: &str = "（请填写）";

/// The draft for the days from `from` to `to`, both included.
pub fn digest(view: &View<'_>, from: Date, to: Date) -> String {
    let plan = &view.campaign.plan;
    let days = Period { from, to };
    let mut out = format!("# {}\n\n", heading(view, days));
    let _ = writeln!(
        out,
        "> 本稿由记录自动汇总，只有事实和数字，数据截至{}。标有{BLANK}的地方由人写，核对以后再印发。\n",
        long_date(view.today)
    );
    let _ = writeln!(out, "【按语】{BLANK}\n");
    push_progress(&mut out, view, days);
    push_records(&mut out, view, days);
    push_list(&mut out, view, days, Role::Meeting, "会议");
    push_problems(&mut out, view, days);
    push_ratings(&mut out, view, days);
    push_list(&mut out, view, days, Role::Event, "赛事");
    push_list(&mut out, view, days, Role::Rule, "制度");
    push_list(&mut out, view, days, Role::Exemplar, "典型");
    for part in ["做法和体会", "存在的不足", "下一步打算"] {
        let _ = writeln!(out, "## {part}\n\n{BLANK}\n");
    }
    if let Some(stage) = plan.stage_on(to) {
        let _ = writeln!(out, "（本期截止时处在{}。）", stage.name);
    }
    out
}

fn heading(view: &View<'_>, days: Period) -> String {
    let number = next_number(&view.records_with(Role::Briefing))
        .map_or_else(String::new, |number| format!("第{number}期（稿） "));
    format!("{}：{number}{}至{}", view.campaign.plan.name, long_date(days.from), long_date(days.to))
}

fn push_progress(out: &mut String, view: &View<'_>, days: Period) {
    let required = view.progress.of_kind(Kind::Required);
    let chosen = view.progress.of_kind(Kind::Optional);
    let reviewed = days.records(view).count();
    let _ = writeln!(out, "## 进展\n");
    let _ = writeln!(out, "- 期间已审核的记录{reviewed}条。");
    // The public edition knows of no people, so its own count would not be the campaign's.
    if view.internal {
        for (name, cell) in [("规定动作", required), ("自选动作", chosen)] {
            if !cell.is_known() {
                let _ = writeln!(out, "- 有文件没有读出来，{name}完成情况未知。");
            } else if cell.owed() > 0 {
                let _ = writeln!(
                    out,
                    "- 截至{}，{name}应完成{}项次，已完成{}项次，完成率{}。",
                    long_date(view.today),
                    cell.owed(),
                    cell.finished(),
                    cell.completion_text()
                );
            }
        }
    }
    out.push('\n');
}

/// How many records of each type, with the number of units they come from.
fn push_records(out: &mut String, view: &View<'_>, days: Period) {
    let mut lines = String::new();
    for own in days.by_type(view) {
        let _ = write!(lines, "| {} | {} |", words(&own.kind.name), own.records);
        let _ = write!(lines, " {} |", own.units);
        let _ = match own.visited {
            0 => writeln!(lines, " |"),
            visited => writeln!(lines, " 走访{visited}人次 |"),
        };
    }
    if !lines.is_empty() {
        let _ = writeln!(
            out,
            "## 各类记录\n\n| 类型 | 条数 | 涉及单位数 | 备注 |\n|:--|--:|--:|:--|\n{lines}"
        );
    }
}

fn push_list(out: &mut String, view: &View<'_>, days: Period, role: Role, name: &str) {
    let records = days.with_role(view, role);
    if records.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {name}（{}）\n", records.len());
    for record in records {
        let _ = write!(out, "- {}", dated(view, record));
        for (word, meaning) in
            [("实到", Meaning::Present), ("要求", Meaning::Requirements), ("结果", Meaning::Award)]
        {
            let said = record.field(meaning);
            if !said.is_empty() {
                let _ = write!(out, "；{word}：{}", words(said));
            }
        }
        out.push_str("。\n");
    }
    out.push('\n');
}

fn push_problems(out: &mut String, view: &View<'_>, days: Period) {
    let problems = days.problems(view);
    if problems.all == 0 {
        return;
    }
    let (opened, all_closed) = (problems.opened, problems.all_closed);
    let _ = writeln!(out, "## 问题整改\n");
    let _ = writeln!(
        out,
        "- 期间新登记{opened}个，销号{}个；累计{}个，已销号{all_closed}个，销号率{}。",
        problems.closed.len(),
        problems.all,
        share_in(view, Role::Problem, all_closed, problems.all)
    );
    for record in problems.closed {
        let result = record.field(Meaning::Result);
        let _ = write!(out, "- 已销号：{}", words(&record.title));
        if !result.is_empty() {
            let _ = write!(out, "——{}", words(result));
        }
        out.push('\n');
    }
    out.push('\n');
}

fn push_ratings(out: &mut String, view: &View<'_>, days: Period) {
    let ratings = days.with_role(view, Role::Rating);
    if ratings.is_empty() {
        return;
    }
    let _ = writeln!(out, "## 测评（{}）\n", ratings.len());
    for record in ratings {
        let _ =
            writeln!(out, "- {}：{}。", dated(view, record), words(&result_words(view, record)));
    }
    out.push('\n');
}

/// Day, unit and title; a title that begins with the unit does not get it twice.
fn dated(view: &View<'_>, record: &Record) -> String {
    let day =
        record.date.map_or_else(String::new, |day| format!("{}月{}日，", day.month(), day.day()));
    let unit = record.unit().map_or("", |unit| view.unit_name(unit));
    let unit = if unit.is_empty() || record.title.contains(unit) {
        String::new()
    } else {
        format!("{}：", words(unit))
    };
    format!("{day}{unit}{}", words(&record.title))
}

/// Words of records as one line in which Markdown sees no marks.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use yanxi_campaign::plan::Item;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample() -> Sample {
        let mut sample = Sample::new();
        for (id, role) in
            [("m", Role::Meeting), ("q", Role::Problem), ("b", Role::Briefing), ("v", Role::Visit)]
        {
            sample.add_type(id, role);
        }
        let day = date(2008, 12, 3);
        sample.campaign.plan.items = vec![Item {
            id: "i".into(),
            name: "开会".into(),
            per: yanxi_campaign::plan::Per::Unit,
            ..Item::default()
        }];
        let meeting = sample.add("m", "m1", "u1", day, &[("工作要求", "抓紧|打井")]);
        meeting.items = vec!["i".into()];
        sample.add("m", "m2", "u1", date(2008, 11, 30), &[]);
        sample.add("q", "q1", "u2", date(2008, 11, 5), &[("销号日期", "2008-12-04")]);
        sample.add("q", "q2", "u2", day, &[]);
        sample.add("b", "b1", "", date(2008, 11, 8), &[("期号", "6")]);
        sample.add("v", "v1", "u2", day, &[("人次", "9")]);
        sample
    }

    #[test]
    fn a_draft_holds_the_facts_of_the_days_and_blanks_for_the_rest() {
        let draft = sample().with_view(|view| digest(view, date(2008, 12, 1), date(2008, 12, 10)));
        for words in [
            "# 样例活动：第7期（稿） 2008年12月1日至2008年12月10日",
            "期间已审核的记录3条",
            "- 截至2008年12月20日，规定动作应完成2项次，已完成1项次，完成率50.0%。",
            "| v表 | 1 | 1 | 走访9人次 |",
            "- 12月3日，样例办公室：题m1；要求：抓紧\\|打井。",
            "期间新登记1个，销号1个；累计2个，已销号1个，销号率50.0%（1/2）",
            "- 已销号：题q1",
            "## 下一步打算\n\n（请填写）",
        ] {
            assert!(draft.contains(words), "{words}: {draft}");
        }
        assert!(!draft.contains("题m2"), "before the days: {draft}");
        assert!(!draft.contains("未交") && !draft.contains("样甲"), "{draft}");
    }

    #[test]
    fn days_without_anything_give_a_draft_without_empty_lists() {
        let draft = sample().with_view(|view| digest(view, date(2009, 1, 1), date(2009, 1, 2)));
        assert!(draft.contains("期间已审核的记录0条"), "{draft}");
        assert!(!draft.contains("## 会议") && !draft.contains("| 类型 |"), "{draft}");
        assert!(!draft.contains("处在"), "{draft}");
    }
}
