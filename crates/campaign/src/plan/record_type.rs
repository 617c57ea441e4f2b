//! Types of records: what one proves, which fields it has, and when it counts.
//! In: a plan's 记录类型 and 取值. Out: plain data for whoever reads and counts records.

use yanxi_problem::Place;

use crate::Id;

/// 记录类型
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordType {
    pub id: Id,
    pub name: String,
    pub aliases: Vec<String>,
    pub role: Role,
    pub fields: Vec<FieldRule>,
    pub conditions: Vec<Condition>,
    /// Its own states in order, such as 未启动 整改中 已完成 已销号; empty: it is reviewed only.
    pub flow: Vec<String>,
    /// States of `flow` that close it; empty: the last.
    pub closed: Vec<String>,
    /// 采纳: words for a suggestion that was taken up, beside the usual ones.
    pub adopted: Vec<String>,
    /// 未采纳: words for one that was not.
    pub not_adopted: Vec<String>,
    /// Whether its records go into the public edition unless they say otherwise.
    pub public: bool,
    pub source: String,
    pub origin: Place,
}

/// What the program does with the records of a type, besides listing and counting them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Role {
    /// 一般
    #[default]
    General,
    /// 会议: reports heard, requirements, problems raised
    Meeting,
    /// 免除
    Exemption,
    /// 测评
    Rating,
    /// 补课
    MakeUp,
    /// 把关
    GateVerdict,
    /// 单位方案
    UnitPlan,
    /// 组织机构
    Organisation,
    /// 联系点
    ContactVisit,
    /// 上级指导
    Guidance,
    /// 问题
    Problem,
    /// 实事: hard problems solved and good deeds, with progress
    Deed,
    /// 建议
    Suggestion,
    /// 意见
    Opinion,
    /// 走访
    Visit,
    /// 调研
    Research,
    /// 分析报告
    AnalysisReport,
    /// 制度
    Rule,
    /// 论证
    Appraisal,
    /// 活动赛事
    Event,
    /// 典型
    Exemplar,
    /// 简报
    Briefing,
    /// 总结
    Summary,
    /// 选题
    TopicClaim,
    /// 进展: progress of a target
    TargetProgress,
    /// 宣传
    Publicity,
    /// 成果
    Outcome,
    /// 题库
    Question,
    /// 说明: closes a past fact that cannot be changed
    Explanation,
}

impl Role {
    /// Every role with its English and Chinese name.
    pub const ALL: [(Role, &'static str, &'static str); 29] = [
        (Role::General, "general", "一般"),
        (Role::Meeting, "meeting", "会议"),
        (Role::Exemption, "exemption", "免除"),
        (Role::Rating, "rating", "测评"),
        (Role::MakeUp, "make_up", "补课"),
        (Role::GateVerdict, "gate_verdict", "把关"),
        (Role::UnitPlan, "unit_plan", "单位方案"),
        (Role::Organisation, "organisation", "组织机构"),
        (Role::ContactVisit, "contact_visit", "联系点"),
        (Role::Guidance, "guidance", "上级指导"),
        (Role::Problem, "problem", "问题"),
        (Role::Deed, "deed", "实事"),
        (Role::Suggestion, "suggestion", "建议"),
        (Role::Opinion, "opinion", "意见"),
        (Role::Visit, "visit", "走访"),
        (Role::Research, "research", "调研"),
        (Role::AnalysisReport, "analysis_report", "分析报告"),
        (Role::Rule, "rule", "制度"),
        (Role::Appraisal, "appraisal", "论证"),
        (Role::Event, "event", "赛事"),
        (Role::Exemplar, "exemplar", "典型"),
        (Role::Briefing, "briefing", "简报"),
        (Role::Summary, "summary", "总结"),
        (Role::TopicClaim, "topic_claim", "选题"),
        (Role::TargetProgress, "target_progress", "进展"),
        (Role::Publicity, "publicity", "宣传"),
        (Role::Outcome, "outcome", "成果"),
        (Role::Question, "question", "题库"),
        (Role::Explanation, "explanation", "说明"),
    ];
}

/// A field of a record type.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldRule {
    /// Column or key as the office writes it.
    pub key: String,
    pub value: FieldValue,
    pub required: bool,
    /// Never shown in the public edition.
    pub internal: bool,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum FieldValue {
    #[default]
    Text,
    Number,
    Date,
    YesOrNo,
    /// One of the values of an enumeration, by its id.
    Enumeration(Id),
    /// A unit of the roster.
    Unit,
    /// A person of the roster.
    Person,
}

/// 条件: when all keys have the values, the fields are required.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Condition {
    pub when: Vec<(String, String)>,
    pub require: Vec<String>,
}

/// 取值: the values a field may take.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enumeration {
    pub id: Id,
    pub name: String,
    pub values: Vec<String>,
    pub origin: Place,
}
