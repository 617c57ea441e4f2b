//! Records beside the items: the ledger of problems, ratings with make-ups, exemptions, deeds, rules, briefings.
//! In: how many. Out: invented records of these types that agree with one another.

use jiff::civil::{Date, date};

use super::plan::{
    FIVE_CLASSES, FOCUS, GRADES, GROUPS, ITEMS, PASS, PROBLEM_STATES, Per, STAGES, TARGETS, TODAY,
    TOPICS, after,
};
use super::records::{Maker, Record};
use super::text;

const FIRST_DAY: Date = date(2026, 9, 1);
/// The number of records that the other figures here are laid out for.
const DESIGN_RECORDS: usize = 15_000;

impl Maker<'_> {
    fn blank(&mut self, kind: &'static str, unit: Option<usize>, date: Date) -> Record {
        let subject = text::subject(self.random);
        let content = text::line(self.random, subject, 20, 80);
        Record {
            kind,
            id: String::new(),
            title: String::new(),
            item: None,
            unit,
            people: Vec::new(),
            date,
            status: "已审核",
            fields: vec![("内容", content)],
            text: None,
        }
    }

    fn finish(&mut self, mut record: Record, title: String, records: &mut Vec<Record>) {
        record.title = title;
        self.keep_apart(&mut record);
        records.push(record);
    }

    /// All records beside the items, at most so many.
    pub(crate) fn beside_items(&mut self, records: usize) -> Vec<Record> {
        let share = |of_design: usize| (of_design * records / DESIGN_RECORDS).max(1);
        let units = self.roster.units.len();
        let mut made = Vec::new();
        self.ratings(share(30), &mut made);
        self.verdicts(&mut made);
        self.exemptions(share(80), &mut made);
        self.deeds(share(150), &mut made);
        self.rules(share(150), &mut made);
        self.contact_visits(share(120), &mut made);
        self.briefings(share(24), &mut made);
        self.progress(share(30), &mut made);
        for unit in 0..units {
            if !self.roster.leading_group(unit).is_empty() {
                self.organisation(unit, &mut made);
            }
            self.topic(unit, &mut made);
        }
        made.truncate(records);
        made
    }

    /// The ledger of problems.
    pub(crate) fn problems(&mut self, count: usize) -> Vec<Record> {
        let mut records = Vec::with_capacity(count);
        for _ in 0..count {
            let unit = self.random.below(self.roster.units.len() as u32) as usize;
            let day = self.day_between(FIRST_DAY, TODAY);
            let mut record = self.blank("整改台账", Some(unit), day);
            record.fields.clear();
            let subject = text::subject(self.random);
            let problem = text::problem(self.random, subject);
            let due = after(day, i64::from(self.random.between(10, 75)));
            // What is due early is mostly closed; some of it is overdue.
            let closed_share = if due <= TODAY { 82 } else { 25 };
            let state = match self.random.below(100) {
                chance if chance < closed_share => PROBLEM_STATES[3],
                _ => PROBLEM_STATES[self.random.below(3) as usize],
            };
            record.status = state;
            let class = *self.random.pick(&FIVE_CLASSES);
            let responsible = self.somebody_of(unit);
            let sources = ["走访", "座谈", "意见箱", "自查", "会上提出"];
            let mut fields = vec![
                ("问题", problem),
                ("类别", class.to_string()),
                ("来源", self.random.pick(&sources).to_string()),
                ("整改措施", text::measure(self.random, subject)),
                ("责任单位", self.roster.units[unit].name.clone()),
                ("责任人", self.reference(responsible, unit)),
                ("时限", due.to_string()),
            ];
            match class {
                "分步改" => {
                    let first = text::measure(self.random, subject);
                    let second = text::measure(self.random, subject);
                    fields.push(("分步计划", format!("先{first}；再{second}")));
                }
                "合力改" => {
                    // Another unit, where there is one.
                    let units = self.roster.units.len();
                    let step = 1 + self.random.below((units as u32).saturating_sub(1)) as usize;
                    let other = (unit + step) % units;
                    fields.push(("配合单位", self.roster.units[other].name.clone()));
                }
                "请上级改" => {
                    let reported = self.day_between(day, TODAY);
                    fields.push(("上级部门", "上级主管部门".into()));
                    fields.push(("反映日期", reported.to_string()));
                }
                "说清楚" => {
                    let explained = self.day_between(day, TODAY);
                    fields.push(("说明方式", "当面说明".into()));
                    fields.push(("说明日期", explained.to_string()));
                }
                _ => {}
            }
            if state == PROBLEM_STATES[3] {
                let closed = self.day_between(after(day, 1).min(TODAY), after(due, 9).min(TODAY));
                fields.push(("整改结果", text::result(self.random, subject)));
                fields.push(("销号日期", closed.to_string()));
            }
            if self.random.happens(40) {
                let focus = self.random.pick(&FOCUS);
                fields.push(("对应", format!("{focus}的事")));
            }
            // The problem itself is the title that others are compared with.
            record.title.clone_from(&fields[0].1);
            self.keep_apart(&mut record);
            fields[0].1 = std::mem::take(&mut record.title);
            record.fields = fields;
            records.push(record);
        }
        records
    }

    /// Ratings; every fifth fails and has a make-up, every tenth a second rating as well.
    fn ratings(&mut self, count: usize, records: &mut Vec<Record>) {
        let units = self.roster.units.len();
        let mut number = 0;
        while number < count {
            let unit = (number * 7 + 1) % units;
            let day = self.day_between(date(2026, 10, 20), date(2026, 11, 8));
            let fails = number % 5 == 4;
            number += 1;
            let id = format!("CP-{number:03}");
            let mut rating = self.rating(unit, day, fails);
            rating.id.clone_from(&id);
            if fails {
                let due = after(day, 30);
                rating.fields.push(("补课期限", due.to_string()));
                let name = self.roster.units[unit].name.clone();
                self.finish(rating, format!("{name}第一次测评"), records);
                let mut make_up = self.blank("补课计划", Some(unit), after(day, 3));
                let subject = text::subject(self.random);
                make_up.fields.extend([
                    ("对应测评", id.clone()),
                    ("措施", text::measure(self.random, subject)),
                    ("时限", due.to_string()),
                ]);
                if number % 10 == 0 {
                    (make_up.fields).push(("结果", text::result(self.random, subject)));
                }
                self.finish(make_up, format!("{name}补课计划"), records);
                if number % 10 == 0 {
                    number += 1;
                    let mut again = self.rating(unit, after(day, 14), false);
                    again.id = format!("CP-{number:03}");
                    again.fields.push(("重测", id));
                    self.finish(again, format!("{name}第二次测评"), records);
                }
            } else {
                let name = self.roster.units[unit].name.clone();
                self.finish(rating, format!("{name}测评"), records);
            }
        }
    }

    /// Ballots that add up and pass, or fail.
    fn rating(&mut self, unit: usize, day: Date, fails: bool) -> Record {
        let mut record = self.blank("群众测评", Some(unit), day);
        let mut fields = vec![
            ("形式", "投票".to_string()),
            ("范围", "本单位和服务的人家".to_string()),
            ("范围批准人", "镇活动办公室".to_string()),
            ("范围批准日期", after(day, -5).to_string()),
            ("公布日期", after(day, 2).min(TODAY).to_string()),
        ];
        let columns = [
            ("应到·群众代表", "实到·群众代表"),
            ("应到·服务对象", "实到·服务对象"),
            ("应到·干部职工", "实到·干部职工"),
        ];
        debug_assert_eq!(columns.len(), GROUPS.len());
        let mut present = 0;
        for (expected_column, present_column) in columns {
            let expected = self.random.between(20, 60);
            let came = expected - self.random.between(0, 5);
            present += came;
            fields.push((expected_column, expected.to_string()));
            fields.push((present_column, came.to_string()));
        }
        let returned = present - self.random.between(0, 3);
        let valid = returned - self.random.between(0, 3);
        let least = if fails { 45 } else { PASS + 2 };
        let most = if fails { PASS - 2 } else { 97 };
        let content = valid * self.random.between(least, most).max(1) / 100;
        // Rounding down must not turn a pass into a fail.
        let content = if fails { content } else { content + 1 };
        let half = content * self.random.between(50, 85) / 100;
        let other = valid - content;
        let unsure = other * self.random.between(10, 60) / 100;
        let votes = [half, content - half, other - unsure, unsure];
        fields.extend([
            ("发出", present.to_string()),
            ("收回", returned.to_string()),
            ("有效", valid.to_string()),
        ]);
        for (grade, votes) in GRADES.into_iter().zip(votes) {
            fields.push((grade, votes.to_string()));
        }
        record.fields.extend(fields);
        record
    }

    /// The verdicts on the stages that are over.
    fn verdicts(&mut self, records: &mut Vec<Record>) {
        for stage in STAGES.iter().filter(|stage| stage.to < TODAY) {
            for (days, verdict) in [(3, "暂缓"), (9, "通过")] {
                let mut record = self.blank("把关结论", None, after(stage.to, days));
                let reviewer = *self.random.pick(&self.roster.leaders());
                record.fields.extend([
                    ("阶段", stage.name.to_string()),
                    ("关口", format!("{}关口", stage.name)),
                    ("结论", verdict.to_string()),
                    ("把关人", self.roster.people[reviewer].id.clone()),
                ]);
                self.finish(record, format!("{}关口：{verdict}", stage.name), records);
            }
        }
    }

    fn exemptions(&mut self, count: usize, records: &mut Vec<Record>) {
        let items: Vec<usize> =
            (0..ITEMS.len()).filter(|item| ITEMS[*item].per == Per::Person).collect();
        for _ in 0..count {
            let person = self.random.below(self.roster.people.len() as u32) as usize;
            let unit = self.roster.people[person].unit;
            let day = self.day_between(FIRST_DAY, TODAY);
            let mut record = self.blank("免除登记", Some(unit), day);
            record.people.push(person);
            if self.random.happens(70) {
                record.item = Some(*self.random.pick(&items));
            }
            let reasons = ["年老体弱", "外出务工", "长期患病", "其他"];
            let reason = self.random.pick(&reasons).to_string();
            let title = format!("免除：{reason}");
            record.fields.push(("原因", reason));
            self.finish(record, title, records);
        }
    }

    fn deeds(&mut self, count: usize, records: &mut Vec<Record>) {
        for _ in 0..count {
            let unit = self.random.below(self.roster.units.len() as u32) as usize;
            let day = self.day_between(FIRST_DAY, TODAY);
            let mut record = self.blank("实事台账", Some(unit), day);
            let subject = text::subject(self.random);
            record.status = ["未开工", "推进中", "已办成"][self.random.below(3) as usize];
            let title = format!(
                "{}，{}",
                text::phrase(self.random, subject),
                text::measure(self.random, subject)
            );
            let due = after(day, i64::from(self.random.between(20, 70)));
            record.fields.extend([
                ("事项名称", title.clone()),
                ("措施", text::measure(self.random, subject)),
                ("时限", due.to_string()),
            ]);
            if record.status == "已办成" {
                let done = self.day_between(day, due.min(TODAY));
                record.fields.push(("办结日期", done.to_string()));
            }
            self.finish(record, title, records);
        }
    }

    fn rules(&mut self, count: usize, records: &mut Vec<Record>) {
        for _ in 0..count {
            let unit = self.random.below(self.roster.units.len() as u32) as usize;
            let day = self.day_between(FIRST_DAY, TODAY);
            let mut record = self.blank("制度台账", Some(unit), day);
            let subject = text::subject(self.random);
            let treatment = *self.random.pick(&["保留", "修订", "废止", "新建"]);
            record.status = ["起草", "听意见", "已通过"][self.random.below(3) as usize];
            record.fields.extend([
                ("清理意见", treatment.to_string()),
                ("责任单位", self.roster.units[unit].name.clone()),
            ]);
            if treatment == "新建" {
                (record.fields).push(("对应缺口", text::reason(self.random)));
            }
            if record.status == "已通过" {
                let passed = self.day_between(day, TODAY);
                record.fields.push(("通过日期", passed.to_string()));
            }
            let title = format!("{}办法", text::phrase(self.random, subject));
            self.finish(record, title, records);
        }
    }

    fn contact_visits(&mut self, count: usize, records: &mut Vec<Record>) {
        let leaders = self.roster.leaders();
        for _ in 0..count {
            let unit = self.random.below(self.roster.units.len() as u32) as usize;
            let day = self.day_between(FIRST_DAY, TODAY);
            let mut record = self.blank("联系点活动", Some(unit), day);
            let subject = text::subject(self.random);
            record.people.push(*self.random.pick(&leaders));
            record.status = self.review();
            record.fields.extend([
                ("地点", text::place(self.random)),
                ("解决问题", text::result(self.random, subject)),
            ]);
            let title = format!("到联系点看{}", text::phrase(self.random, subject));
            self.finish(record, title, records);
        }
    }

    fn briefings(&mut self, count: usize, records: &mut Vec<Record>) {
        for number in 1..=count {
            let days = 80 * number as i64 / count as i64;
            let day = after(FIRST_DAY, days).min(TODAY);
            let subject = text::subject(self.random);
            let mut record = self.blank("工作简报", Some(0), day);
            let characters = self.random.between(500, 1200) as usize;
            record.fields = vec![
                ("期号", number.to_string()),
                ("编印单位", "镇活动办公室".into()),
                ("印发日期", day.to_string()),
            ];
            record.text = Some(text::paragraphs(self.random, subject, characters));
            let title = format!("第{number}期：{}", text::phrase(self.random, subject));
            self.finish(record, title, records);
        }
    }

    fn progress(&mut self, count: usize, records: &mut Vec<Record>) {
        for number in 0..count {
            let (name, value, _) = TARGETS[number % TARGETS.len()];
            let rounds = (count / TARGETS.len()).max(1) as i64;
            let round = (number / TARGETS.len()) as i64;
            let day = after(FIRST_DAY, 10 + 70 * round / (rounds + 1)).min(TODAY);
            let mut record = self.blank("指标进展", Some(0), day);
            let done = i64::from(value) * (round + 1) / (rounds + 2);
            record.fields.extend([("指标", name.to_string()), ("完成值", done.to_string())]);
            self.finish(record, format!("{name}：第{}次登记", round + 1), records);
        }
    }

    fn organisation(&mut self, unit: usize, records: &mut Vec<Record>) {
        let day = self.day_between(FIRST_DAY, date(2026, 9, 9));
        let mut record = self.blank("组织机构", Some(unit), day);
        let head = self.roster.units[unit].people[0];
        let name = self.roster.leading_group(unit);
        record.fields.extend([("机构名称", name.clone()), ("组长", self.reference(head, unit))]);
        self.finish(record, name, records);
    }

    fn topic(&mut self, unit: usize, records: &mut Vec<Record>) {
        let day = self.day_between(date(2026, 9, 28), date(2026, 10, 12));
        let mut record = self.blank("选题登记", Some(unit), day);
        let topic = self.random.pick(&TOPICS).to_string();
        record.fields.push(("对应", topic.clone()));
        self.finish(record, format!("选题：{topic}"), records);
    }
}
