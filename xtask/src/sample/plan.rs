//! The sample's plan: stages, steps, activities, items, and the text of `计划.toml`.
//! In: nothing but what stands here. Out: the plan as text, and as tables from which records are made.

use std::fmt::Write as _;

use jiff::civil::{Date, date};

/// Who owes an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Per {
    Person,
    Unit,
    Leader,
    Campaign,
}

pub(crate) struct Stage {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) grace: i64,
    steps: [&'static str; 4],
}

pub(crate) struct Audience {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// Numbers of unit classes; empty for all.
    pub(crate) classes: &'static [usize],
    pub(crate) role: &'static str,
    masses: bool,
}

pub(crate) struct Activity {
    id: &'static str,
    name: &'static str,
    distinction: &'static str,
    /// `None`: it has dates of its own.
    pub(crate) stage: Option<usize>,
}

pub(crate) struct Item {
    pub(crate) id: &'static str,
    pub(crate) activity: usize,
    pub(crate) name: &'static str,
    pub(crate) kinds: &'static [&'static str],
    pub(crate) per: Per,
    /// Audiences, or unit classes for what a unit owes, by number with how many records; empty: everybody one.
    pub(crate) needs: &'static [(usize, u32)],
    /// How many people one record stands for.
    pub(crate) group: usize,
}

/// The day the sample is built on.
pub(crate) const TODAY: Date = date(2026, 11, 23);
/// Days of the activity that belongs to no stage.
pub(crate) const FREE_DAYS: (Date, Date) = (date(2026, 10, 1), date(2026, 12, 31));

#[rustfmt::skip]
pub(crate) const STAGES: [Stage; 4] = [
    Stage { id: "jd1", name: "准备阶段", from: date(2026, 9, 1), to: date(2026, 9, 25), grace: 5,
        steps: ["搭好班子", "开布置会", "张贴通知", "报送方案"] },
    Stage { id: "jd2", name: "读书阶段", from: date(2026, 9, 26), to: date(2026, 10, 31), grace: 7,
        steps: ["个人读书", "一起读书", "下户走访", "坐下交流"] },
    Stage { id: "jd3", name: "对照阶段", from: date(2026, 11, 1), to: date(2026, 12, 10), grace: 7,
        steps: ["听取意见", "对照检查", "写出报告", "当面评议"] },
    Stage { id: "jd4", name: "改进阶段", from: date(2026, 12, 11), to: date(2027, 1, 31), grace: 10,
        steps: ["列出台账", "逐条改进", "修订办法", "归档总结"] },
];

#[rustfmt::skip]
pub(crate) const AUDIENCES: [Audience; 5] = [
    Audience { id: "ld", name: "镇领导", classes: &[], role: "镇领导", masses: false },
    Audience { id: "jgdy", name: "机关单位党员", classes: &[0, 1, 2], role: "党员", masses: false },
    Audience { id: "mqdy", name: "牧区党员", classes: &[3], role: "党员", masses: false },
    Audience { id: "qzdb", name: "群众代表", classes: &[], role: "群众代表", masses: true },
    Audience { id: "fwdx", name: "服务对象", classes: &[], role: "服务对象", masses: true },
];

#[rustfmt::skip]
const ACTIVITIES: [Activity; 8] = [
    Activity { id: "zta", name: "主题甲", distinction: "", stage: Some(0) },
    Activity { id: "ztb", name: "主题乙", distinction: "", stage: Some(1) },
    Activity { id: "ztc1", name: "主题丙", distinction: "读书", stage: Some(1) },
    Activity { id: "ztd", name: "主题丁", distinction: "", stage: Some(1) },
    Activity { id: "zte", name: "主题戊", distinction: "", stage: Some(2) },
    Activity { id: "ztf", name: "主题己", distinction: "", stage: Some(2) },
    // Two activities carry one name.
    Activity { id: "ztc2", name: "主题丙", distinction: "改进", stage: Some(3) },
    Activity { id: "ztg", name: "主题庚", distinction: "", stage: None },
];

#[rustfmt::skip]
pub(crate) const ITEMS: [Item; 24] = [
    Item { id: "a1", activity: 0, name: "开一次布置会", kinds: &["会议记录"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "a2", activity: 0, name: "报一份单位方案", kinds: &["单位方案"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "a3", activity: 0, name: "提两条建议", kinds: &["建议台账"], per: Per::Unit, needs: &[(0, 2), (1, 2), (2, 2), (3, 2)], group: 1 },
    Item { id: "b1", activity: 1, name: "个人自学", kinds: &["学习登记"], per: Per::Person, needs: &[(0, 6), (1, 6), (2, 4)], group: 1 },
    Item { id: "b2", activity: 1, name: "分组共读", kinds: &["学习登记", "会议记录"], per: Per::Person, needs: &[(0, 3), (1, 3), (2, 2)], group: 6 },
    Item { id: "b3", activity: 1, name: "领读一次", kinds: &["学习登记"], per: Per::Leader, needs: &[], group: 1 },
    Item { id: "b4", activity: 1, name: "到现场看一次", kinds: &["学习登记"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "c1", activity: 2, name: "读懂一份材料", kinds: &["学习登记"], per: Per::Person, needs: &[(0, 2), (1, 2), (2, 1)], group: 1 },
    Item { id: "c2", activity: 2, name: "写一份心得", kinds: &["心得体会"], per: Per::Person, needs: &[(0, 1), (1, 1), (2, 1)], group: 1 },
    Item { id: "c3", activity: 2, name: "参加一次座谈", kinds: &["会议记录"], per: Per::Person, needs: &[(3, 1), (4, 1)], group: 10 },
    Item { id: "d1", activity: 3, name: "交一份走访报告", kinds: &["调研报告"], per: Per::Unit, needs: &[(0, 2), (1, 1), (3, 1)], group: 1 },
    Item { id: "d2", activity: 3, name: "写一份阶段小结", kinds: &["阶段小结"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "e1", activity: 4, name: "对照饮水和道路", kinds: &["自查登记"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "e2", activity: 4, name: "对照草场和棚圈", kinds: &["自查登记"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "e3", activity: 4, name: "对照窗口和账目", kinds: &["自查登记"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "e4", activity: 4, name: "个人对照两次", kinds: &["自查登记"], per: Per::Person, needs: &[(0, 2), (1, 2), (2, 2)], group: 1 },
    Item { id: "f1", activity: 5, name: "走访牧户", kinds: &["走访记录"], per: Per::Unit, needs: &[(0, 6), (1, 4), (2, 4), (3, 12)], group: 1 },
    Item { id: "f2", activity: 5, name: "走访服务对象", kinds: &["走访记录"], per: Per::Unit, needs: &[(0, 4), (1, 8), (2, 4)], group: 1 },
    Item { id: "f3", activity: 5, name: "听取一轮意见", kinds: &["意见台账"], per: Per::Unit, needs: &[(0, 6), (1, 6), (2, 6), (3, 8)], group: 1 },
    Item { id: "f4", activity: 5, name: "交一份检查报告", kinds: &["检查报告"], per: Per::Unit, needs: &[], group: 1 },
    Item { id: "c4", activity: 6, name: "回访一遍", kinds: &["走访记录"], per: Per::Unit, needs: &[(0, 3), (1, 3), (2, 3), (3, 5)], group: 1 },
    Item { id: "c5", activity: 6, name: "写一份个人总结", kinds: &["心得体会"], per: Per::Person, needs: &[(0, 1), (1, 1), (2, 1)], group: 1 },
    Item { id: "g1", activity: 7, name: "读书比赛", kinds: &["活动登记"], per: Per::Campaign, needs: &[], group: 1 },
    Item { id: "g2", activity: 7, name: "办一次夜校", kinds: &["活动登记"], per: Per::Unit, needs: &[], group: 1 },
];

impl Item {
    pub(crate) fn activity(&self) -> &'static Activity {
        &ACTIVITIES[self.activity]
    }

    /// First day, last day, last day with grace.
    pub(crate) fn window(&self) -> (Date, Date, Date) {
        match self.activity().stage.map(|stage| &STAGES[stage]) {
            Some(stage) => (stage.from, stage.to, after(stage.to, stage.grace)),
            None => (FREE_DAYS.0, FREE_DAYS.1, FREE_DAYS.1),
        }
    }
}

/// So many days after a day.
pub(crate) fn after(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// Days from one day to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

pub(crate) const FIVE_CLASSES: [&str; 5] = ["马上改", "分步改", "合力改", "请上级改", "说清楚"];
pub(crate) const PROBLEM_STATES: [&str; 4] = ["未启动", "整改中", "已完成", "已销号"];
pub(crate) const FOCUS: [&str; 5] = ["用水", "行路", "草畜", "办事", "账目"];
pub(crate) const TARGETS: [(&str, u32, &str); 5] = [
    ("检修饮水点", 48, "处"),
    ("垫平土路", 120, "公里"),
    ("补播草场", 3000, "亩"),
    ("改造暖棚", 260, "座"),
    ("缩短办事时间", 30, "分钟"),
];
pub(crate) const TOPICS: [&str; 4] =
    ["联户放牧怎样办", "冬天饮水怎样保", "窗口怎样少跑", "旧账怎样理清"];
pub(crate) const GRADES: [&str; 4] = ["满意", "基本满意", "不满意", "不了解"];
pub(crate) const GROUPS: [&str; 3] = ["群众代表", "服务对象", "干部职工"];
pub(crate) const PASS: u32 = 70;

/// The text of `计划.toml`.
pub(crate) fn text(units: usize, people: usize) -> String {
    let mut text = String::from("# 样例活动的计划，由 cargo xtask sample 写出。内容均为虚构。\n\n");
    let _ = writeln!(
        text,
        "[活动]\n编号 = \"yl\"\n名称 = \"样例活动\"\n主题 = \"读书和办事\"\n级别 = \"镇级\"\n公开合计 = \"是\"\n开始 = 2026-09-01\n\
         结束 = 2027-01-31\n宽限天数 = 7\n说明 = \"虚构的活动，{units}个单位、{people}人参加。\"\n来源 = \"样例\"\n\n[应列]\n\
         阶段 = 4\n环节 = 16\n主题实践活动 = {}\n事项 = {}\n人员类别 = {}\n目标 = {}\n课题 = {}\n",
        ACTIVITIES.len(),
        ITEMS.len(),
        AUDIENCES.len(),
        TARGETS.len(),
        TOPICS.len(),
    );
    stages(&mut text);
    groups(&mut text);
    activities(&mut text);
    text.push_str(include_str!("record_types.toml"));
    measures(&mut text);
    text
}

fn stages(text: &mut String) {
    for stage in &STAGES {
        let _ = writeln!(
            text,
            "[[阶段]]\n编号 = \"{}\"\n名称 = \"{}\"\n开始 = {}\n结束 = {}\n宽限天数 = {}\n来源 = \"样例\"\n",
            stage.id, stage.name, stage.from, stage.to, stage.grace
        );
    }
    for (number, stage) in STAGES.iter().enumerate() {
        let days = days_between(stage.from, stage.to) / 4;
        for (place, step) in stage.steps.iter().enumerate() {
            let from = after(stage.from, days * place as i64);
            let _ = writeln!(
                text,
                "[[环节]]\n编号 = \"hj{:02}\"\n阶段 = \"{}\"\n名称 = \"{step}\"\n开始 = {from}\n结束 = {}\n来源 = \"样例\"\n",
                number * 4 + place + 1,
                stage.name,
                if place == 3 { stage.to } else { after(from, days) },
            );
        }
        let _ = writeln!(
            text,
            "[[把关]]\n编号 = \"gk{}\"\n名称 = \"{}关口\"\n把关对象 = [\"{}\"]\n标准 = [\n  \
             {{内容 = \"该交的都交了，交来的都看过\", 来源 = \"样例\"}},\n  \
             {{内容 = \"牧户说得出办了哪几件事\", 适用 = \"嘎查村\", 来源 = \"样例\"}},\n]\n来源 = \"样例\"\n",
            number + 1,
            stage.name,
            stage.name
        );
    }
}

fn groups(text: &mut String) {
    let requirements =
        ["每周入户一次", "窗口的事当天清", "不占上课和出诊的时间", "避开打草和接羔的日子"];
    for ((id, name, _), requirement) in super::roster::CLASSES.iter().zip(requirements) {
        let _ = writeln!(
            text,
            "[[单位类别]]\n编号 = \"{id}\"\n名称 = \"{name}\"\n要求 = [\"{requirement}\"]\n"
        );
    }
    for audience in &AUDIENCES {
        let _ = writeln!(
            text,
            "[[人员类别]]\n编号 = \"{}\"\n名称 = \"{}\"\n身份 = [\"{}\"]",
            audience.id, audience.name, audience.role
        );
        let classes: Vec<&str> =
            (audience.classes.iter()).map(|class| super::roster::CLASSES[*class].1).collect();
        if !classes.is_empty() {
            let _ = writeln!(text, "单位类别 = {}", list(&classes));
        }
        if audience.masses {
            text.push_str("群众 = \"是\"\n");
        }
        text.push_str("来源 = \"样例\"\n\n");
    }
}

fn activities(text: &mut String) {
    for (number, activity) in ACTIVITIES.iter().enumerate() {
        let _ = writeln!(
            text,
            "[[主题实践活动]]\n编号 = \"{}\"\n名称 = \"{}\"\n应列事项 = {}",
            activity.id,
            activity.name,
            ITEMS.iter().filter(|item| item.activity == number).count()
        );
        if !activity.distinction.is_empty() {
            let _ = writeln!(text, "区分 = \"{}\"", activity.distinction);
        }
        let _ = match activity.stage {
            Some(stage) => writeln!(text, "阶段 = \"{}\"\n性质 = \"规定\"", STAGES[stage].name),
            None => writeln!(
                text,
                "开始 = {}\n结束 = {}\n宽限天数 = 0\n性质 = \"自选\"",
                FREE_DAYS.0, FREE_DAYS.1
            ),
        };
        text.push_str("来源 = \"样例\"\n\n");
    }
    for item in &ITEMS {
        let per = match item.per {
            Per::Person => "人",
            Per::Unit => "单位",
            Per::Leader => "负责人",
            Per::Campaign => "全镇",
        };
        let _ = writeln!(
            text,
            "[[事项]]\n编号 = \"{}\"\n主题实践活动 = \"{}\"\n名称 = \"{}\"\n记录类型 = {}\n按 = \"{per}\"",
            item.id,
            item.activity().id,
            item.name,
            list(item.kinds)
        );
        if !item.needs.is_empty() {
            text.push_str("要求 = [\n");
            for (of, count) in item.needs {
                let _ = match item.per {
                    Per::Unit => writeln!(
                        text,
                        "  {{单位类别 = \"{}\", 次数 = {count}}},",
                        super::roster::CLASSES[*of].1
                    ),
                    _ => writeln!(
                        text,
                        "  {{人员类别 = \"{}\", 次数 = {count}}},",
                        AUDIENCES[*of].name
                    ),
                };
            }
            text.push_str("]\n");
        }
        text.push_str("来源 = \"样例\"\n\n");
    }
}

/// Ratings, targets, topics and lists.
fn measures(text: &mut String) {
    let _ = writeln!(
        text,
        "[[测评规则]]\n编号 = \"myd\"\n名称 = \"群众满意度\"\n等次 = {}\n权重 = [1, 1, 0, 0]\n分母 = \"有效票\"\n\
         合格线 = {PASS}\n补课类型 = \"补课计划\"\n来源 = \"样例\"\n\n[[代表比例]]\n测评规则 = \"群众满意度\"\n群体 = {}\n\
         基数 = \"实到\"\n最低 = 30\n",
        list(&GRADES),
        list(&GROUPS[..2])
    );
    for (number, (name, value, unit)) in TARGETS.iter().enumerate() {
        let _ = writeln!(
            text,
            "[[指标]]\n编号 = \"mb{}\"\n名称 = \"{name}\"\n组 = \"年度任务\"\n数值 = {value}\n单位 = \"{unit}\"\n\
             时限 = 2026-12-31\n来源 = \"样例\"\n",
            number + 1
        );
    }
    for (number, name) in TOPICS.iter().enumerate() {
        let _ = writeln!(
            text,
            "[[课题]]\n编号 = \"kt{}\"\n组 = \"共同课题\"\n名称 = \"{name}\"\n每单位 = [1, 2]\n来源 = \"样例\"\n",
            number + 1
        );
    }
    text.push_str("[[清单]]\n编号 = \"zd\"\n名称 = \"着重的方面\"\n位置 = \"问题\"\n应列 = 5\n来源 = \"样例\"\n条目 = [\n");
    for (number, name) in FOCUS.iter().enumerate() {
        let _ = writeln!(text, "  {{编号 = \"zd{}\", 名称 = \"{name}的事\"}},", number + 1);
    }
    text.push_str("]\n");
}

fn list(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    format!("[{}]", words.join(", "))
}
