//! What common fields mean, under the names offices give them.
//! In: a column or key. Out: its meaning, so that pages and rules read a ledger whatever its head calls things.
//! The names are those of the usual forms (学习记录, 整改台账, 走访记录, 测评, 简报); a plan may add any others.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A meaning that some page or rule of the program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[rustfmt::skip]
pub enum Meaning {
    Place, Host, Recorder, Expected, Present, Absent, Content, Points, Result,
    Problem, Class, Cause, Measure, Standard, Leader, ResponsibleUnit, Responsible, Due, Progress, Finished, Closed,
    UpperDepartment, Reported, Partners, Milestones, Explained, Topic,
    Proposer, Adopted, ChangedClause, Reply,
    Group, Question, Demand, Handling, Count, Visitor,
    Gate, Verdict, Reviewer, Basis,
    Submitted, Approved, Approver, Started,
    Form, Scope, ScopeApprover, ScopeApproved, Rule, Issued, Returned, Valid, PublishedOn, RetestOf, RatingOf,
    Number, Publisher, PrintedOn, Copies, SentTo, Editor, Category,
    Treatment, Gap, Adoption, AdoptedOn, Conclusion,
    Subject, Author, Sources, Suggestions, Conversion,
    Achievements, Shortcomings, Advice, FollowUp, Guide, Level, Solved, Lecture,
    Requirements, Reports,
    Target, Part, Value, Deed, Reason, Name, Organisation, Deputies, Members, Office,
    OptionA, OptionB, OptionC, OptionD, Answer, Analysis, Award, Audience, Words, Kind,
}

/// What the value of a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    Text,
    /// Words of a list that the plan may give.
    Choice,
    Day,
    /// A day, or words in its place.
    DayOrText,
    Number,
    /// A number that may have its unit, such as 210万亩.
    Amount,
    People,
    Units,
    /// The number or title of another record.
    Record,
    /// The name of a gate, target, part or rule of the plan.
    NameOfPlan,
}

impl Meaning {
    /// Every meaning, in the order in which a name that several share is read.
    #[rustfmt::skip]
    pub const ALL: [Meaning; 103] = [
        Meaning::Place, Meaning::Host, Meaning::Recorder, Meaning::Expected, Meaning::Present, Meaning::Absent,
        Meaning::Content, Meaning::Points, Meaning::Result, Meaning::Problem, Meaning::Class, Meaning::Cause,
        Meaning::Measure, Meaning::Standard, Meaning::Leader, Meaning::ResponsibleUnit, Meaning::Responsible,
        Meaning::Due, Meaning::Progress, Meaning::Finished, Meaning::Closed, Meaning::UpperDepartment,
        Meaning::Reported, Meaning::Partners, Meaning::Milestones, Meaning::Explained, Meaning::Topic,
        Meaning::Proposer, Meaning::Adopted, Meaning::ChangedClause, Meaning::Reply, Meaning::Group,
        Meaning::Question, Meaning::Demand, Meaning::Handling, Meaning::Count, Meaning::Visitor, Meaning::Gate,
        Meaning::Verdict, Meaning::Reviewer, Meaning::Basis, Meaning::Submitted, Meaning::Approved,
        Meaning::Approver, Meaning::Started, Meaning::Form, Meaning::Scope, Meaning::ScopeApprover,
        Meaning::ScopeApproved, Meaning::Rule, Meaning::Issued, Meaning::Returned, Meaning::Valid,
        Meaning::PublishedOn, Meaning::RetestOf, Meaning::RatingOf, Meaning::Number, Meaning::Publisher,
        Meaning::PrintedOn, Meaning::Copies, Meaning::SentTo, Meaning::Editor, Meaning::Category, Meaning::Treatment,
        Meaning::Gap, Meaning::Adoption, Meaning::AdoptedOn, Meaning::Conclusion, Meaning::Subject, Meaning::Author,
        Meaning::Sources, Meaning::Suggestions, Meaning::Conversion, Meaning::Achievements, Meaning::Shortcomings,
        Meaning::Advice, Meaning::FollowUp, Meaning::Guide, Meaning::Level, Meaning::Solved, Meaning::Lecture,
        Meaning::Requirements, Meaning::Reports, Meaning::Target, Meaning::Part, Meaning::Value, Meaning::Deed, Meaning::Reason,
        Meaning::Name, Meaning::Organisation, Meaning::Deputies, Meaning::Members, Meaning::Office, Meaning::OptionA,
        Meaning::OptionB, Meaning::OptionC, Meaning::OptionD, Meaning::Answer, Meaning::Analysis, Meaning::Award,
        Meaning::Audience, Meaning::Words, Meaning::Kind,
    ];

    /// What a value of it is, where the plan says nothing else.
    #[rustfmt::skip]
    pub fn holds(self) -> Holds {
        match self {
            Meaning::Due | Meaning::Closed | Meaning::Reported | Meaning::Submitted | Meaning::Approved
            | Meaning::Started | Meaning::ScopeApproved | Meaning::PublishedOn | Meaning::PrintedOn
            | Meaning::AdoptedOn => Holds::Day,
            Meaning::Finished | Meaning::Explained | Meaning::Milestones | Meaning::Progress => Holds::DayOrText,
            Meaning::Count | Meaning::Present | Meaning::Expected | Meaning::Copies | Meaning::Issued
            | Meaning::Returned | Meaning::Valid | Meaning::Words => Holds::Number,
            Meaning::Value => Holds::Amount,
            Meaning::Class | Meaning::Treatment | Meaning::Adoption | Meaning::Group | Meaning::Category
            | Meaning::Kind | Meaning::Level => Holds::Choice,
            Meaning::Host | Meaning::Recorder | Meaning::Absent | Meaning::Leader | Meaning::Responsible
            | Meaning::Proposer | Meaning::Visitor | Meaning::Reviewer | Meaning::Approver | Meaning::ScopeApprover
            | Meaning::Editor | Meaning::Author | Meaning::Deputies | Meaning::Members => Holds::People,
            Meaning::ResponsibleUnit | Meaning::Partners => Holds::Units,
            Meaning::RetestOf | Meaning::RatingOf => Holds::Record,
            Meaning::Gate | Meaning::Rule | Meaning::Target | Meaning::Part => Holds::NameOfPlan,
            _ => Holds::Text,
        }
    }

    /// Whether the value names people, whatever its type.
    pub fn names_people(self) -> bool {
        self.holds() == Holds::People
    }

    /// The meaning of a key or column; the first of several.
    pub fn of_key(key: &str) -> Option<Meaning> {
        static BY_NAME: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
            let mut by_name = HashMap::new();
            for meaning in Meaning::ALL {
                for name in meaning.names() {
                    by_name.entry(*name).or_insert(meaning);
                }
            }
            by_name
        });
        BY_NAME.get(key).copied()
    }

    /// The names it goes by; the first is shown where the plan gives none.
    #[rustfmt::skip]
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Meaning::Place => &["地点", "地址", "place"],
            Meaning::Host => &["主持人", "主持", "host"],
            Meaning::Recorder => &["记录人", "recorder"],
            Meaning::Expected => &["应到", "应到人数", "expected"],
            Meaning::Present => &["实到", "实到人数", "参加人数", "present"],
            Meaning::Absent => &["缺席", "缺席人员", "缺席原因", "absent"],
            Meaning::Content => &["内容", "主要内容", "学习内容", "会议内容", "content"],
            Meaning::Points => &["讨论要点", "要点", "发言要点", "points"],
            Meaning::Result => &["结果", "办理结果", "整改结果", "result"],
            Meaning::Problem => &["问题", "存在问题", "问题描述", "具体问题", "problem"],
            Meaning::Class => &["整改类别", "类别", "分类", "class"],
            Meaning::Cause => &["原因分析", "成因", "cause"],
            Meaning::Measure => &["整改措施", "措施", "解决措施", "measure"],
            Meaning::Standard => &["标准", "整改目标", "整改标准", "standard"],
            Meaning::Leader => &["责任领导", "分管领导", "联系领导", "leader"],
            Meaning::ResponsibleUnit => &["责任单位", "承办单位", "承办", "牵头单位", "responsible_unit"],
            Meaning::Responsible => &["责任人", "负责人", "经办人", "responsible"],
            Meaning::Due => &["时限", "整改时限", "完成时限", "办理时限", "截止日期", "期限", "补课期限", "due"],
            Meaning::Progress => &["进展", "进展情况", "整改进展", "progress"],
            Meaning::Finished => &["完成情况", "完成日期", "finished"],
            Meaning::Closed => &["销号日期", "销号时间", "办结日期", "closed"],
            Meaning::UpperDepartment => &["上级部门", "upper_department"],
            Meaning::Reported => &["反映日期", "上报日期", "reported"],
            Meaning::Partners => &["配合单位", "共同单位", "协办单位", "partners"],
            Meaning::Milestones => &["分步计划", "阶段目标", "步骤", "milestones"],
            Meaning::Explained => &["说明情况", "说明方式", "说明日期", "explained"],
            Meaning::Topic => &["所属方面", "方面", "topic"],
            Meaning::Proposer => &["建议人", "提出人", "献策人", "意见人", "proposer"],
            Meaning::Adopted => &["采纳", "是否采纳", "采纳情况", "adopted"],
            Meaning::ChangedClause => &["修改条款", "修改内容", "changed_clause"],
            Meaning::Reply => &["答复", "答复情况", "reply"],
            Meaning::Group => &["对象类别", "走访对象", "来源类别", "对象", "group"],
            Meaning::Question => &["所问", "问了什么", "走访内容", "题目", "question"],
            Meaning::Demand => &["诉求", "反映诉求", "demand"],
            Meaning::Handling => &["处理", "处理情况", "办理情况", "handling"],
            Meaning::Count => &["人次", "户数", "走访人数", "count"],
            Meaning::Visitor => &["访问人", "走访人", "visitor"],
            Meaning::Gate => &["关口", "把关名称", "gate"],
            Meaning::Verdict => &["把关结论", "结论", "verdict"],
            Meaning::Reviewer => &["把关人", "审核人", "评议人", "reviewer"],
            Meaning::Basis => &["依据", "理由依据", "basis"],
            Meaning::Submitted => &["报送日期", "报审日期", "submitted"],
            Meaning::Approved => &["审批日期", "批准日期", "approved"],
            Meaning::Approver => &["审批人", "批准人", "approver"],
            Meaning::Started => &["实施日期", "开始实施", "started"],
            Meaning::Form => &["形式", "评议形式", "测评形式", "form"],
            Meaning::Scope => &["范围", "测评范围", "评议范围", "scope"],
            Meaning::ScopeApprover => &["范围批准人", "范围审定人", "scope_approver"],
            Meaning::ScopeApproved => &["范围批准日期", "范围审定日期", "scope_approved"],
            Meaning::Rule => &["测评规则", "rule"],
            Meaning::Issued => &["发出", "发出票数", "发出份数", "issued"],
            Meaning::Returned => &["收回", "收回票数", "收回份数", "returned"],
            Meaning::Valid => &["有效", "有效票", "有效票数", "valid"],
            Meaning::PublishedOn => &["公布日期", "公开日期", "published_on"],
            Meaning::RetestOf => &["重测", "重测对应", "补测", "retest_of"],
            Meaning::RatingOf => &["对应测评", "补课对应", "rating_of"],
            Meaning::Number => &["期号", "期数", "第几期", "number"],
            Meaning::Publisher => &["编印单位", "编发单位", "publisher"],
            Meaning::PrintedOn => &["印发日期", "printed_on"],
            Meaning::Copies => &["共印", "印数", "份数", "copies"],
            Meaning::SentTo => &["报送", "发送", "报、送、发", "报送发", "sent_to"],
            Meaning::Editor => &["责任编辑", "编辑", "editor"],
            Meaning::Category => &["成果类别", "典型类别", "制度类别", "category"],
            Meaning::Treatment => &["清理意见", "处理意见", "清理结果", "treatment"],
            Meaning::Gap => &["缺口", "填补空白", "对应缺口", "gap"],
            Meaning::Adoption => &["制定状态", "进度", "adoption"],
            Meaning::AdoptedOn => &["通过日期", "出台日期", "adopted_on"],
            Meaning::Conclusion => &["论证结论", "论证意见", "conclusion"],
            Meaning::Subject => &["课题", "调研课题", "主题", "subject"],
            Meaning::Author => &["执笔人", "作者", "撰写人", "author"],
            Meaning::Sources => &["来源", "问题来源", "意见来源", "sources"],
            Meaning::Suggestions => &["建议", "对策建议", "suggestions"],
            Meaning::Conversion => &["转化情况", "成果转化", "conversion"],
            Meaning::Achievements => &["成效", "主要成效", "事迹", "主要事迹", "achievements"],
            Meaning::Shortcomings => &["不足", "差距", "shortcomings"],
            Meaning::Advice => &["指导意见", "意见", "advice"],
            Meaning::FollowUp => &["落实情况", "整改落实", "follow_up"],
            Meaning::Guide => &["指导单位", "指导人", "来访单位", "guide"],
            Meaning::Level => &["级别", "层级", "level"],
            Meaning::Solved => &["解决问题", "solved"],
            Meaning::Lecture => &["讲座辅导", "辅导题目", "lecture"],
            Meaning::Requirements => &["工作要求", "提出要求", "会议要求", "requirements"],
            Meaning::Reports => &["听取汇报", "汇报单位", "reports"],
            Meaning::Target => &["指标", "target"],
            Meaning::Part => &["分项", "part"],
            Meaning::Value => &["完成值", "数值", "value"],
            Meaning::Deed => &["事项名称", "实事", "难题", "deed"],
            Meaning::Reason => &["原因", "免除原因", "reason"],
            Meaning::Name => &["名称", "姓名", "name"],
            Meaning::Organisation => &["机构名称", "领导小组", "group_name"],
            Meaning::Deputies => &["副组长", "deputies"],
            Meaning::Members => &["成员", "members"],
            Meaning::Office => &["办公室", "工作机构", "office"],
            Meaning::OptionA => &["A", "选项A"],
            Meaning::OptionB => &["B", "选项B"],
            Meaning::OptionC => &["C", "选项C"],
            Meaning::OptionD => &["D", "选项D"],
            Meaning::Answer => &["答案", "answer"],
            Meaning::Analysis => &["解析", "答案说明", "analysis"],
            Meaning::Award => &["名次", "获奖情况", "比赛结果", "award"],
            Meaning::Audience => &["参加对象", "参加范围", "audience"],
            Meaning::Words => &["字数", "words"],
            Meaning::Kind => &["种类", "kind"],
        }
    }
}
