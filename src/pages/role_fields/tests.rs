//! The table of fields says what the pages do: each field of a role changes the pages that it names, no other field any.
//!
//! `GOLDEN=write cargo test -p yanxi --lib role_fields` writes the tables of the documentation anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::date;
use yanxi_problem::{Code, Severity};
use yanxi_reading::{OtherFile, front_matter};

use super::*;
use crate::campaign::{Input, PageSource, read};
use crate::pages::record_samples::text_of;
use crate::pages::view::{Parts, Totals, View};
use crate::pages::{self};

const PLAN: &str = r#"
[活动]
名称 = "样例活动"
开始 = 2026-09-01
结束 = 2026-12-31

[[阶段]]
名称 = "学习"
开始 = 2026-09-01
结束 = 2026-12-31

[[单位类别]]
名称 = "嘎查"

[[单位类别]]
名称 = "机关"

[[人员类别]]
名称 = "群众代表"
身份 = "群众代表"
群众 = "是"

[[主题实践活动]]
名称 = "甲活动"
阶段 = "学习"

[[记录类型]]
名称 = "样体会"

[[记录类型]]
名称 = "样问题"
用途 = "问题"

[[记录类型]]
名称 = "样测评"
用途 = "测评"

[[记录类型]]
名称 = "样报告"
用途 = "分析报告"

[[记录类型]]
名称 = "样会议"
用途 = "会议"

[[记录类型]]
名称 = "样方案"
用途 = "单位方案"

[[事项]]
名称 = "写体会"
主题实践活动 = "甲活动"
记录类型 = "样体会"

[[把关]]
名称 = "甲关"
标准 = ["甲标准"]
把关对象 = ["学习"]

[[测评规则]]
名称 = "满意度"
等次 = ["满意", "不满意"]
权重 = [1, 0]
合格线 = 70
范围批准 = "是"

[[代表比例]]
测评规则 = "满意度"
群体 = ["群众代表"]
基数 = "实到"
最低 = 30

[[指标]]
名称 = "甲目标"
数值 = "100"
单位 = "套"
分项 = [{名称 = "甲分项", 数值 = "100", 单位 = "套"}]

[[课题]]
名称 = "甲课题"
组 = "几个问题"

[[清单]]
名称 = "群众最盼的事"
位置 = "问题"
条目 = ["甲方面"]

[[清单]]
名称 = "要办的事"
位置 = "实事"
条目 = ["甲实事"]

[[清单]]
名称 = "几项制度"
位置 = "制度"
条目 = ["甲制度"]
"#;

const UNITS: &str = "编号,名称,类别,第一责任人,领导机构,联系领导\nj,甲嘎查,嘎查,样甲,领导小组,样领\ny,乙嘎查,嘎查,样乙,领导小组,样领\n";
const PEOPLE: &str =
    "编号,姓名,单位,身份\np1,样甲,甲嘎查,干部\np2,样乙,乙嘎查,群众代表\np3,样领,乙嘎查,干部\n";
const FILES: [(&str, &str); 7] = [
    ("活动/单位.csv", UNITS),
    ("活动/人员.csv", PEOPLE),
    (
        "活动/台账/样问题.csv",
        "编号,标题,单位,日期,问题,状态\nWT-1,水管漏水,甲嘎查,2026-10-01,水管漏水,已审核\n",
    ),
    (
        "活动/台账/样测评.csv",
        "编号,标题,单位,日期,发出,收回,有效,满意,不满意,状态\nCP-1,首次测评,甲嘎查,2026-10-01,10,10,10,1,9,已审核\n",
    ),
    ("活动/台账/样报告.csv", "编号,标题,单位,日期,状态\nBG-1,固定报告,甲嘎查,2026-10-02,已审核\n"),
    (
        "活动/台账/样方案.csv",
        "编号,标题,单位,日期,审批日期,实施日期,状态\nFA-1,固定方案,甲嘎查,2026-10-01,2026-10-10,2026-10-05,已审核\n",
    ),
    ("活动/台账/样会议.csv", "编号,标题,单位,日期,状态\nHY-1,固定会议,甲嘎查,2026-10-03,已审核\n"),
];

/// The plan with a type of its own for each role.
fn plan() -> String {
    let mut plan = PLAN.to_string();
    for (_, _, chinese) in Role::ALL {
        let _ = write!(plan, "\n[[记录类型]]\n名称 = \"被试{chinese}\"\n用途 = \"{chinese}\"\n");
    }
    plan
}

/// A value that means something where it may.
fn value(role: Role, meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::RatingOf | Meaning::RetestOf => "CP-1",
        Meaning::Gate => "甲关",
        Meaning::Rule => "满意度",
        Meaning::Target => "甲目标",
        Meaning::Part => "甲分项",
        Meaning::Value => "30",
        Meaning::Group => "群众代表",
        Meaning::Adopted => "部分采纳",
        Meaning::Gap => "WT-1",
        Meaning::Problem if matches!(role, Role::Meeting | Role::AnalysisReport) => "WT-1",
        Meaning::Subject if matches!(role, Role::Rating | Role::Appraisal) => "固定报告",
        Meaning::Sources if role == Role::Problem => "固定会议",
        Meaning::Topic => "甲方面",
        Meaning::Deed => "甲实事",
        Meaning::Class if role == Role::Summary => "机关",
        Meaning::Answer => "A",
        Meaning::Number => "3",
        Meaning::Expected if role == Role::Rating => "群众代表 20、干部 25",
        Meaning::Present if role == Role::Rating => "群众代表 18、干部 24",
        Meaning::Due => "2026-11-30",
        _ => match meaning.holds() {
            Holds::Day => "2026-11-05",
            Holds::Number => "45",
            Holds::People => "样乙",
            Holds::Units => "乙嘎查",
            _ => "写的内容",
        },
    }
}

/// A campaign's folder and what is read of it with one more record.
struct Campaign {
    files: Vec<OtherFile>,
    _folder: tempfile::TempDir,
}

impl Campaign {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = plan();
        let mut files = Vec::new();
        for (path, text) in FILES.into_iter().chain([("活动/计划.toml", plan.as_str())]) {
            let absolute = folder.path().join(path);
            std::fs::create_dir_all(absolute.parent().expect("a folder")).expect("folders");
            std::fs::write(&absolute, text).expect("a file");
            files.push(OtherFile {
                path: path.into(),
                shown_path: path.into(),
                absolute,
                size: text.len() as u64,
            });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Campaign { files, _folder: folder }
    }

    /// What the pages say with a record of the role that has these fields, and the codes of what is wrong.
    fn with(&self, role: Role, given: &[Meaning]) -> (BTreeMap<String, String>, BTreeSet<Code>) {
        let (chinese, _) = names_of(role);
        let folder = if role == Role::UnitPlan { "单位方案" } else { "记录" };
        let path = format!("活动/{folder}/试.md");
        let mut text = format!(
            "---\n类型: 被试{chinese}\n编号: SHI-1\n标题: 被试的\n单位: 甲嘎查\n人员: 样甲\n日期: 2026-10-20\n状态: 已审核\n"
        );
        if role == Role::Rating {
            text.push_str("满意: 3\n不满意: 42\n");
        }
        if role == Role::Exemption {
            text.push_str("事项: 写体会\n");
        }
        for meaning in given {
            let key = key_of(*meaning, Language::Chinese);
            let _ = writeln!(text, "{key}: {}", value(role, *meaning));
        }
        text.push_str("---\n");
        let front_matter = front_matter::read(&path, &text);
        let page = PageSource {
            path: &path,
            shown_path: &path,
            text: &text,
            entries: &front_matter.entries,
            heading: None,
            characters: 0,
        };
        let today = date(2026, 12, 20);
        let read = read(&Input {
            folder: "活动",
            files: &self.files,
            pages: &[page],
            internal_files: &BTreeSet::new(),
            unread: &crate::folder::Unread::default(),
            today,
        });
        let wrong = read.diagnostics.iter().filter(|told| told.severity == Severity::Error);
        let wrong = wrong.map(|told| told.code).collect();
        let (documents, files) = (BTreeMap::new(), BTreeMap::new());
        let passages = Default::default();
        let view = View::new(Parts {
            campaign: &read.campaign,
            progress: &read.progress,
            totals: Some(Totals::of(&read.campaign, &read.progress)),
            today,
            internal: true,
            folder: "c/".into(),
            source_folder: String::new(),
            documents: &documents,
            files: &files,
            passages: &passages,
        });
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        for page in pages::pages(&view) {
            let name = page.output.trim_start_matches("c/");
            let title = match name.split(['/', '-', '.']).next().unwrap_or_default() {
                "records" => continue,
                "index" => "活动首页",
                "units" => "单位",
                "people" => "人员",
                "activities" => "主题实践活动",
                _ => page.title.split('（').next().unwrap_or_default(),
            };
            said.entry(title.to_string()).or_default().push_str(&text_of(&page));
        }
        (said, wrong)
    }
}

/// Titles of the pages that say something else.
fn changed(one: &BTreeMap<String, String>, other: &BTreeMap<String, String>) -> Vec<String> {
    let titles: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    titles.into_iter().filter(|title| one.get(*title) != other.get(*title)).cloned().collect()
}

#[test]
fn every_field_changes_the_pages_that_it_names_and_no_other_field_any() {
    let campaign = Campaign::new();
    let mut wrong = Vec::new();
    for (role, _, chinese) in Role::ALL {
        let listed: Vec<Meaning> = fields(role).iter().map(|field| field.meaning).collect();
        let (whole, errors) = campaign.with(role, &listed);
        assert!(errors.is_empty(), "{chinese}: {errors:?}");
        let alone: Vec<Meaning> = fields(role)
            .iter()
            .filter(|field| {
                let links = matches!(field.meaning.holds(), Holds::NameOfPlan | Holds::Record);
                field.required || links
            })
            .map(|field| field.meaning)
            .collect();
        // What is closed is not overdue, and says less.
        let open: Vec<Meaning> =
            listed.iter().copied().filter(|meaning| *meaning != Meaning::Closed).collect();
        for field in fields(role) {
            let others: Vec<Meaning> =
                listed.iter().copied().filter(|other| *other != field.meaning).collect();
            let (without, errors) = campaign.with(role, &others);
            if errors.contains(&Code::E03) != field.required {
                wrong.push(format!("{chinese} {:?}: {errors:?}", field.meaning));
            }
            let mut pages: BTreeSet<String> = changed(&whole, &without).into_iter().collect();
            for base in [&alone, &open] {
                let rest: Vec<Meaning> =
                    base.iter().copied().filter(|other| *other != field.meaning).collect();
                let with: Vec<Meaning> = rest.iter().copied().chain([field.meaning]).collect();
                let (with, without) = (campaign.with(role, &with), campaign.with(role, &rest));
                pages.extend(changed(&with.0, &without.0));
            }
            let named: BTreeSet<&str> = field.pages.iter().copied().collect();
            // Of a record with an error all that it says is gone.
            let agrees = match field.required {
                true => named.iter().all(|title| pages.iter().any(|page| page == title)),
                false => named == pages.iter().map(String::as_str).collect(),
            };
            if !agrees {
                wrong.push(format!("{chinese} {:?}: shown on {pages:?}", field.meaning));
            }
        }
        let mut all = listed.clone();
        all.extend(Meaning::ALL.iter().filter(|meaning| !listed.contains(meaning)));
        let (more, errors) = campaign.with(role, &all);
        let pages = changed(&whole, &more);
        if !pages.is_empty() || !errors.is_empty() {
            wrong.push(format!(
                "{chinese}: a field that is not listed changes {pages:?} {errors:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_documentation_has_the_fields_of_the_program() {
    for (file, language) in
        [("docs/fields.md", Language::English), ("docs/fields.zh-CN.md", Language::Chinese)]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).expect("the page");
        let begin = "<!-- fields: held to the program by a test -->\n";
        let end = "<!-- end of fields -->";
        let (before, rest) = text.split_once(begin).expect("the beginning");
        let (_, after) = rest.split_once(end).expect("the end");
        let wanted = format!("{before}{begin}{}{end}{after}", table(language));
        if std::env::var_os("GOLDEN").is_some_and(|asked| asked == "write") {
            std::fs::write(&path, wanted).expect("written");
        } else {
            assert!(text == wanted, "{file} is behind: GOLDEN=write cargo test --lib role_fields");
        }
    }
}
