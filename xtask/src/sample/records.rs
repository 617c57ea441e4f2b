//! Records that meet items of the sample's plan.
//! In: the plan's items and the roster. Out: a record for most of what is owed: in time, late, pending, returned.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::plan::{AUDIENCES, ITEMS, Item, Per, TODAY, TOPICS, after, days_between};
use super::roster::Roster;
use super::text;
use super::vocabulary::Subject;
use crate::random::Random;

/// One record before it is written.
pub(crate) struct Record {
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    pub(crate) title: String,
    /// Number of an item.
    pub(crate) item: Option<usize>,
    /// Number of a unit; `None` where the whole township is meant.
    pub(crate) unit: Option<usize>,
    pub(crate) people: Vec<usize>,
    pub(crate) date: Date,
    pub(crate) status: &'static str,
    pub(crate) fields: Vec<(&'static str, String)>,
    /// Text of a Markdown record.
    pub(crate) text: Option<String>,
}

/// One record that is owed.
#[derive(Clone)]
struct Owed {
    item: usize,
    unit: usize,
    people: Vec<usize>,
}

/// Everything that makes records.
pub(crate) struct Maker<'a> {
    pub(crate) random: &'a mut Random,
    pub(crate) roster: &'a Roster,
    /// Type, item, unit, people, day and title of all records so far: no two may be the same.
    seen: BTreeSet<String>,
}

impl<'a> Maker<'a> {
    pub(crate) fn new(random: &'a mut Random, roster: &'a Roster) -> Self {
        Maker { random, roster, seen: BTreeSet::new() }
    }

    /// Makes `count` records for what the items ask, `markdown` of them as pages of their own.
    pub(crate) fn for_items(&mut self, count: usize, markdown: usize) -> Vec<Record> {
        let all = self.owed();
        let mut chosen: Vec<Owed> = Vec::with_capacity(all.len());
        let missing = self.missing_units();
        for owed in &all {
            let item = &ITEMS[owed.item];
            let (from, to, _) = item.window();
            // What has not ended yet is done in part.
            let share = match (to < TODAY, item.per) {
                (true, _) => 96,
                (false, Per::Unit) => 80,
                (false, _) => 45,
            };
            if from <= TODAY
                && !missing.contains(&(owed.item, owed.unit))
                && self.random.happens(share)
            {
                chosen.push(owed.clone());
            }
        }
        self.random.shuffle(&mut chosen);
        chosen.truncate(count);
        // More than is owed: somebody reads more than asked.
        let reading: Vec<&Owed> = (all.iter()).filter(|owed| ITEMS[owed.item].id == "b1").collect();
        while chosen.len() < count && !reading.is_empty() {
            let owed = (*self.random.pick(&reading)).clone();
            chosen.push(owed);
        }
        let mut pages = 0;
        let mut records = Vec::with_capacity(chosen.len());
        for owed in &chosen {
            let mut record = self.record(owed);
            if pages < markdown && ["心得体会", "会议记录", "调研报告"].contains(&record.kind)
            {
                pages += 1;
                self.make_page(&mut record);
            }
            records.push(record);
        }
        records
    }

    /// Units that have not handed in an item at all.
    fn missing_units(&mut self) -> BTreeSet<(usize, usize)> {
        let mut missing = BTreeSet::new();
        for item in 0..ITEMS.len() {
            for unit in 0..self.roster.units.len() {
                if self.random.happens(5) {
                    missing.insert((item, unit));
                }
            }
        }
        missing
    }

    /// Every record that is owed, by item, unit and person.
    fn owed(&self) -> Vec<Owed> {
        let mut owed = Vec::new();
        for (number, item) in ITEMS.iter().enumerate() {
            for (unit_number, unit) in self.roster.units.iter().enumerate() {
                let mut add = |people: Vec<usize>, count: u32| {
                    for _ in 0..count {
                        owed.push(Owed { item: number, unit: unit_number, people: people.clone() });
                    }
                };
                match item.per {
                    Per::Campaign if unit_number == 0 => add(Vec::new(), 1),
                    Per::Campaign => {}
                    Per::Leader => add(vec![unit.people[0]], 1),
                    Per::Unit if item.needs.is_empty() => add(Vec::new(), 1),
                    Per::Unit => {
                        for (_, count) in item.needs.iter().filter(|need| need.0 == unit.class) {
                            add(Vec::new(), *count);
                        }
                    }
                    Per::Person => {
                        let own: Vec<(usize, u32)> = (unit.people.iter())
                            .map(|person| (*person, self.count_for(item, *person)))
                            .filter(|(_, count)| *count > 0)
                            .collect();
                        for chunk in own.chunks(item.group) {
                            let count = chunk.iter().map(|(_, count)| *count).max();
                            add(
                                chunk.iter().map(|(person, _)| *person).collect(),
                                count.unwrap_or(0),
                            );
                        }
                    }
                }
            }
        }
        owed
    }

    /// Somebody in two audiences owes the greater count.
    fn count_for(&self, item: &Item, person: usize) -> u32 {
        let class = self.roster.units[self.roster.people[person].unit].class;
        (item.needs.iter())
            .filter(|(audience, _)| {
                let audience = &AUDIENCES[*audience];
                self.roster.has_role(person, audience.role)
                    && (audience.classes.is_empty() || audience.classes.contains(&class))
            })
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(0)
    }

    /// A day for a record of an item: mostly in time, some late, a few early.
    fn day_for(&mut self, item: &Item) -> Date {
        let (from, to, last) = item.window();
        let (from, to) = match self.random.below(100) {
            0 if item.activity().stage == Some(1) => (after(from, -6), after(from, -1)),
            1..7 if last < TODAY => (after(last, 1), after(last, 14)),
            7..14 if last < TODAY => (after(to, 1), last),
            _ => (from, to),
        };
        let to = to.min(TODAY);
        self.day_between(from.min(to), to)
    }

    pub(crate) fn day_between(&mut self, from: Date, to: Date) -> Date {
        let days = days_between(from, to).max(0);
        after(from, i64::from(self.random.between(0, days as u32)))
    }

    pub(crate) fn somebody_of(&mut self, unit: usize) -> usize {
        *self.random.pick(&self.roster.units[unit].people)
    }

    pub(crate) fn reference(&self, person: usize, unit: usize) -> String {
        self.roster.reference(person, unit).to_string()
    }

    pub(crate) fn review(&mut self) -> &'static str {
        match self.random.below(100) {
            0..5 => "报送",
            5..7 => "退回",
            7..8 => "草稿",
            _ => "已审核",
        }
    }

    /// Keeps a record apart from all others: what would be the same gets a number behind its title.
    pub(crate) fn keep_apart(&mut self, record: &mut Record) {
        let plain = record.title.clone();
        let mut number = 1;
        loop {
            let key = format!(
                "{} {:?} {:?} {:?} {} {}",
                record.kind, record.item, record.unit, record.people, record.date, record.title
            );
            if self.seen.insert(key) {
                return;
            }
            number += 1;
            record.title = format!("{plain}之{number}");
        }
    }

    fn record(&mut self, owed: &Owed) -> Record {
        let item = &ITEMS[owed.item];
        let kind = if item.kinds.len() > 1 && self.random.happens(15) {
            item.kinds[1]
        } else {
            item.kinds[0]
        };
        let subject = text::subject(self.random);
        let date = self.day_for(item);
        let mut record = Record {
            kind,
            id: String::new(),
            title: format!("{}：{}", item.name, text::phrase(self.random, subject)),
            item: Some(owed.item),
            unit: Some(owed.unit),
            people: owed.people.clone(),
            date,
            status: self.review(),
            fields: Vec::new(),
            text: None,
        };
        self.fill(&mut record, owed.unit, subject);
        let content = text::line(self.random, subject, 20, 80);
        record.fields.push(("内容", content));
        self.keep_apart(&mut record);
        record
    }

    /// The fields of a record's type.
    fn fill(&mut self, record: &mut Record, unit: usize, subject: &Subject) {
        let head = self.roster.units[unit].people[0];
        let somebody = self.somebody_of(unit);
        let somebody = self.reference(somebody, unit);
        let date = record.date;
        let random = &mut *self.random;
        let mut put = |key, value: String| record.fields.push((key, value));
        match record.kind {
            "学习登记" => {
                put("地点", text::place(random));
                put("学时", random.between(1, 4).to_string());
            }
            "心得体会" => {
                put("篇目", format!("{}读本", subject.name));
                put("字数", random.between(300, 1500).to_string());
            }
            "会议记录" => {
                let expected = random.between(8, 60);
                let absent = random.between(0, expected / 6);
                put("地点", text::place(random));
                put("主持人", self.roster.reference(head, unit).to_string());
                put("应到", expected.to_string());
                put("实到", (expected - absent).to_string());
                put("工作要求", text::measure(random, subject));
            }
            "单位方案" => {
                put("报送日期", date.to_string());
                if record.status == "已审核" {
                    let approved = after(date, i64::from(random.between(0, 6)));
                    put("审批日期", approved.to_string());
                    put("实施日期", after(approved, 2).to_string());
                }
            }
            "建议台账" => {
                let adopted = *random.pick(&["已采纳", "部分采纳", "未采纳", "研究中"]);
                put("建议人", somebody);
                put("采纳", adopted.to_string());
                if adopted == "已采纳" {
                    put("修改条款", format!("第{}条", random.between(2, 18)));
                }
            }
            "调研报告" => {
                put("课题", random.pick(&TOPICS).to_string());
                put("执笔人", somebody);
                put("建议", text::measure(random, subject));
            }
            "阶段小结" => {
                put("成效", text::result(random, subject));
                put("不足", text::reason(random));
            }
            "自查登记" => put("问题数", random.below(7).to_string()),
            "走访记录" => {
                let groups = ["老党员", "困难牧户", "服务对象", "年轻人"];
                put("访问人", somebody);
                put("走访对象", random.pick(&groups).to_string());
                put("所问", random.pick(&["需求", "困难", "意见", "办法"]).to_string());
                put("人次", random.between(1, 12).to_string());
                put("诉求", text::measure(random, subject));
                put("处理", text::result(random, subject));
            }
            "意见台账" => {
                let answered = random.happens(70);
                record.status = if answered { "已答复" } else { "办理中" };
                let sources = ["座谈", "走访", "意见箱", "来电"];
                let groups = ["牧户", "服务对象", "家长", "干部职工"];
                put("来源", random.pick(&sources).to_string());
                put("对象类别", random.pick(&groups).to_string());
                put("承办", self.roster.units[unit].name.clone());
                if answered {
                    put("采纳", random.pick(&["已采纳", "部分采纳", "未采纳"]).to_string());
                    put("答复", text::result(random, subject));
                }
            }
            "检查报告" => {
                put("执笔人", somebody);
                put("依据", format!("走访和意见共{}条", random.between(6, 80)));
            }
            "活动登记" => {
                put("地点", text::place(random));
                put("参加人数", random.between(10, 120).to_string());
            }
            _ => {}
        }
    }

    /// Turns a record into one with a text of 300 to 1,500 characters.
    fn make_page(&mut self, record: &mut Record) {
        let subject = text::subject(self.random);
        // The last sentence comes on top.
        let characters = self.random.between(300, 1450) as usize;
        (record.fields).retain(|(key, _)| !["内容", "字数"].contains(key));
        record.text = Some(text::paragraphs(self.random, subject, characters));
    }
}
