//! Writes a made-up site of any size, to measure builds, pages and searches with.
//! In: how many units, people, records and problems, and a seed. Out: a folder that `yanxi build` takes without an
//! error; the same seed gives the same bytes on every machine.

mod ledgers;
pub(crate) mod office;
mod plan;
mod records;
mod roster;
mod text;
mod vocabulary;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::random::Random;
use plan::{ITEMS, TODAY};
use records::{Maker, Record};
use roster::{MOST_UNITS, Roster};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, default_value_t = 60)]
    units: usize,
    #[arg(long, default_value_t = 2500)]
    people: usize,
    /// Records beside the problems
    #[arg(long, default_value_t = 15_000)]
    records: usize,
    #[arg(long, default_value_t = 7_000)]
    problems: usize,
    /// Study texts
    #[arg(long, default_value_t = 40)]
    texts: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A new or empty folder
    directory: PathBuf,
}

/// Of so many records one is a Markdown file.
const RECORDS_PER_PAGE: usize = 25;
const CAMPAIGN: &str = "content/样例活动";

/// Types of records, with the letters their numbers begin with; in this order their tables are written.
const KINDS: [(&str, &str); 23] = [
    ("学习登记", "XX"),
    ("心得体会", "XD"),
    ("会议记录", "HY"),
    ("单位方案", "FA"),
    ("建议台账", "JY"),
    ("调研报告", "DY"),
    ("阶段小结", "XJ"),
    ("自查登记", "ZC"),
    ("走访记录", "ZF"),
    ("意见台账", "YJ"),
    ("检查报告", "BG"),
    ("活动登记", "HD"),
    ("免除登记", "MC"),
    ("群众测评", "CP"),
    ("补课计划", "BK"),
    ("把关结论", "GK"),
    ("组织机构", "JG"),
    ("联系点活动", "LX"),
    ("整改台账", "WT"),
    ("实事台账", "SS"),
    ("制度台账", "ZD"),
    ("工作简报", "JB"),
    ("选题登记", "XT"),
];
/// Progress of targets stands last.
const PROGRESS: (&str, &str) = ("指标进展", "JZ");

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    ensure!((1..=MOST_UNITS).contains(&arguments.units), "--units must be from 1 to {MOST_UNITS}");
    ensure!(arguments.people >= 2 * arguments.units, "--people must be at least twice --units");
    let mut random = Random::new(arguments.seed);
    let mut folder = Folder::new(&arguments.directory)?;
    site(&mut folder, &mut random, arguments)?;

    let roster = Roster::invent(&mut random, arguments.units, arguments.people);
    let units = roster.units_table(&mut random);
    folder.table(&format!("{CAMPAIGN}/单位.csv"), &units)?;
    folder.table(&format!("{CAMPAIGN}/人员.csv"), &roster.people_table())?;

    let mut maker = Maker::new(&mut random, &roster);
    let mut records = maker.beside_items(arguments.records);
    let others = arguments.records - records.len();
    records.extend(maker.for_items(others, arguments.records / RECORDS_PER_PAGE));
    records.extend(maker.problems(arguments.problems));
    write_records(&mut folder, &roster, records)?;
    println!(
        "{} files, {} bytes in {:.1} s",
        folder.files,
        folder.bytes,
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

/// The configuration, the study texts and the plan.
fn site(folder: &mut Folder, random: &mut Random, arguments: &Arguments) -> Result<()> {
    folder.text(
        "yanxi.toml",
        &format!(
            "format = 1\ntitle = \"样例镇资料库\"\ndescription = \"按规模写出的样例，内容均为虚构\"\nlanguage = \"zh-CN\"\n\
             date = \"{TODAY}\"\nfooter = \"样例内容，均为虚构。\"\n"
        ),
    )?;
    folder.text(
        "content/_index.md",
        "---\n标题: 样例镇资料库\n描述: 按规模写出的样例，内容均为虚构。\n---\n\n\
         这里的单位、人员、数字和文字都是程序编出来的，只用来量一量网站做得多快、查得多快。\n",
    )?;
    folder.text(
        "content/学习资料/_index.md",
        "---\n标题: 学习资料\n描述: 虚构的读本，供检索。\n---\n\n各篇由词句拼成，没有出处。\n",
    )?;
    for number in 1..=arguments.texts {
        let subject = text::subject(random);
        let title = format!("{}读本之{number}：{}", subject.name, text::phrase(random, subject));
        let day = plan::after(plan::STAGES[0].from, i64::from(random.between(0, 80)));
        // Headings and the last sentences of parts come on top.
        let characters = random.between(1500, 2700) as usize;
        let body = text::study_text(random, subject, characters);
        folder.text(
            &format!("content/学习资料/读本{number:02}.md"),
            &format!(
                "---\n标题: {title}\n日期: {day}\n标签: [{}, 样例]\n来源: 样例（虚构）\n权重: {number}\n---\n\n{body}",
                subject.name
            ),
        )?;
    }
    let subject = text::subject(random);
    folder.text(
        &format!("{CAMPAIGN}/_index.md"),
        &format!(
            "---\n标题: 样例活动方案\n描述: 四个阶段、十六个环节的虚构方案。\n---\n\n{}",
            text::study_text(random, subject, 2000)
        ),
    )?;
    folder.text(&format!("{CAMPAIGN}/计划.toml"), &plan::text(arguments.units, arguments.people))
}

/// Records by type and date: a Markdown file for each that has a text, a table of a type for the rest.
fn write_records(folder: &mut Folder, roster: &Roster, records: Vec<Record>) -> Result<()> {
    let mut by_kind: BTreeMap<&str, Vec<Record>> = BTreeMap::new();
    for record in records {
        by_kind.entry(record.kind).or_default().push(record);
    }
    for (kind, letters) in KINDS.into_iter().chain([PROGRESS]) {
        let mut records = by_kind.remove(kind).unwrap_or_default();
        records.sort_by_key(|record| record.date);
        for (number, record) in records.iter_mut().enumerate() {
            if record.id.is_empty() {
                record.id = format!("{letters}-{:05}", number + 1);
            }
        }
        let (pages, rows): (Vec<Record>, Vec<Record>) =
            (records.into_iter()).partition(|record| record.text.is_some());
        for record in &pages {
            folder
                .text(&format!("{CAMPAIGN}/记录/{kind}/{}.md", record.id), &page(record, roster))?;
        }
        if !rows.is_empty() {
            let place = if kind == "整改台账" { "台账" } else { "记录" };
            folder.table(&format!("{CAMPAIGN}/{place}/{kind}.csv"), &table(&rows, roster))?;
        }
        println!("{kind}: {} pages, {} rows", pages.len(), rows.len());
    }
    ensure!(by_kind.is_empty(), "types without a table: {:?}", by_kind.keys());
    Ok(())
}

fn unit_name<'a>(record: &Record, roster: &'a Roster) -> &'a str {
    record.unit.map_or("", |unit| &roster.units[unit].name)
}

fn people(record: &Record, roster: &Roster) -> Vec<String> {
    (record.people.iter())
        .map(|person| match record.unit {
            Some(unit) => roster.reference(*person, unit).to_string(),
            None => roster.people[*person].id.clone(),
        })
        .collect()
}

fn page(record: &Record, roster: &Roster) -> String {
    let mut lines = vec![
        format!("标题: {}", record.title),
        format!("类型: {}", record.kind),
        format!("编号: {}", record.id),
    ];
    if let Some(item) = record.item {
        lines.push(format!("事项: {}", ITEMS[item].name));
    }
    lines.push(format!("单位: {}", unit_name(record, roster)));
    if !record.people.is_empty() {
        lines.push(format!("人员: [{}]", people(record, roster).join(", ")));
    }
    lines.push(format!("日期: {}", record.date));
    lines.push(format!("状态: {}", record.status));
    for (key, value) in &record.fields {
        lines.push(format!("{key}: {value}"));
    }
    let text = record.text.as_deref().unwrap_or_default();
    format!("---\n{}\n---\n\n{text}", lines.join("\n"))
}

fn table(records: &[Record], roster: &Roster) -> Vec<Vec<String>> {
    let is_problem = |record: &Record| record.kind == "整改台账";
    let mut columns: Vec<&str> = vec!["编号", "标题", "事项", "单位", "人员", "日期", "状态"];
    let mut fields: Vec<&str> = Vec::new();
    for (key, _) in records.iter().flat_map(|record| &record.fields) {
        if !fields.contains(key) && *key != "内容" {
            fields.push(key);
        }
    }
    if records.iter().any(is_problem) {
        // A ledger of problems has no titles: the problem is one.
        columns.retain(|column| !["标题", "事项", "人员"].contains(column));
    } else {
        fields.push("内容");
    }
    columns.extend(fields);
    let mut rows = vec![roster::row(&columns)];
    for record in records {
        let cells = columns.iter().map(|column| match *column {
            "编号" => record.id.clone(),
            "标题" => record.title.clone(),
            "事项" => record.item.map_or("", |item| ITEMS[item].name).to_string(),
            "单位" => unit_name(record, roster).to_string(),
            "人员" => people(record, roster).join("、"),
            "日期" => record.date.to_string(),
            "状态" => record.status.to_string(),
            key => (record.fields.iter())
                .find(|(own, _)| *own == key)
                .map_or(String::new(), |(_, value)| value.clone()),
        });
        rows.push(cells.collect());
    }
    rows
}

/// The folder written to, with what went into it.
struct Folder {
    path: PathBuf,
    files: usize,
    bytes: usize,
}

impl Folder {
    /// Only a new or empty folder is taken, so that nothing is ever overwritten or left over.
    fn new(path: &Path) -> Result<Folder> {
        fs::create_dir_all(path).with_context(|| format!("making {}", path.display()))?;
        let mut entries = fs::read_dir(path)?;
        ensure!(entries.next().is_none(), "{} is not empty", path.display());
        Ok(Folder { path: path.to_path_buf(), files: 0, bytes: 0 })
    }

    fn text(&mut self, path: &str, text: &str) -> Result<()> {
        let path = self.path.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        self.files += 1;
        self.bytes += text.len();
        Ok(())
    }

    /// A table as CSV; cells with a comma, quote or line break are quoted.
    fn table(&mut self, path: &str, rows: &[Vec<String>]) -> Result<()> {
        let mut text = String::new();
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        self.text(path, &text)
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}
