//! Tests of the check: a small campaign that nothing is wrong with, and what single changes make of it.
//! Every name is invented.

mod attachments;
mod closings;
mod documentation;
mod examples;
mod pictures;
mod rules;
mod whole;

use jiff::civil::{Date, date};

use crate::build::Request;
use crate::check::{Checked, check};
use yanxi_problem::print::line;
use yanxi_problem::{Code, Language};

/// The folder that examples add to: what they say of `计划.toml` follows it, other files take the place of its own.
pub(super) const BASE: &[(&str, &str)] = &[
    // Every page of an example would need a review; the rule about that has settings of its own.
    (
        "yanxi.toml",
        "format = 1\ntitle = \"样例\"\n[check]\nE12 = {severity = \"off\", reason = \"样例\"}\n",
    ),
    ("_index.md", "# 样例活动\n\n样例正文。\n"),
    ("计划.toml", PLAN),
    (
        "单位.csv",
        "编号,名称,类别,第一责任人,领导机构\nj,甲嘎查,嘎查村,张样,领导小组\ny,乙嘎查,嘎查村,李例,领导小组\n",
    ),
    (
        "人员.csv",
        "编号,姓名,单位,身份\np1,张样,甲嘎查,党员\np2,李例,乙嘎查,党员\np3,王样,甲嘎查,党员\np4,赵例,乙嘎查,党员\n",
    ),
];

const PLAN: &str = r#"
[活动]
编号 = "yl"
名称 = "样例活动"
开始 = 2026-09-01
结束 = 2027-01-31

[[阶段]]
编号 = "xx"
名称 = "学习"
开始 = 2026-09-01
结束 = 2026-11-10

[[阶段]]
编号 = "zg"
名称 = "整改"
开始 = 2026-11-11
结束 = 2027-01-31

[[单位类别]]
名称 = "嘎查村"

[[人员类别]]
编号 = "dy"
名称 = "党员"
身份 = ["党员"]

[[记录类型]]
名称 = "心得体会"

[[记录类型]]
名称 = "会议记录"

[[记录类型]]
名称 = "工作方案"
用途 = "单位方案"

[[记录类型]]
名称 = "测评"
用途 = "测评"

[[记录类型]]
名称 = "补课计划"
用途 = "补课"

[[记录类型]]
名称 = "整改台账"
用途 = "问题"
流程 = ["整改中", "已销号"]
字段 = [
  {名称 = "问题", 必填 = true},
  {名称 = "类别", 取值 = ["立即解决", "配合解决"]},
  {名称 = "时限", 类型 = "日期"},
  {名称 = "上级部门"},
  {名称 = "结果"},
]
条件 = [{当 = {类别 = "配合解决"}, 必填 = ["上级部门"]}]

[[记录类型]]
名称 = "简报"
用途 = "简报"

[[记录类型]]
名称 = "情况说明"
用途 = "说明"

[[记录类型]]
名称 = "免除登记"
用途 = "免除"

[[记录类型]]
名称 = "选题登记"
用途 = "选题"

[[测评规则]]
编号 = "myd"
名称 = "满意度"
等次 = ["满意", "基本满意", "不满意"]
权重 = [1, 1, 0]
合格线 = 70%
补课类型 = "补课计划"

[[代表比例]]
测评规则 = "满意度"
群体 = ["群众代表"]
最低 = 30

"#;

/// The day of all tests.
pub(super) const TODAY: Date = date(2026, 11, 23);

/// Settings under which every rule is in force.
pub(super) const EVERY_RULE: (&str, &str) = ("yanxi.toml", "format = 1\ntitle = \"样例\"\n");

/// A folder on disk: the base with files added.
pub(super) fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("folders");
        }
        std::fs::write(path, text).expect("a file");
    };
    for (path, text) in BASE {
        write(path, text);
    }
    for (path, text) in files {
        if *path == "计划.toml" {
            write(path, &format!("{PLAN}{text}"));
        } else {
            write(path, text);
        }
    }
    folder
}

pub(super) fn checked(files: &[(&str, &str)]) -> Checked {
    let folder = folder(files);
    check(&Request { folder: folder.path().to_path_buf(), date: Some(TODAY), ..Request::default() })
}

/// All messages of one code, or of every code.
pub(super) fn messages(
    files: &[(&str, &str)],
    code: impl Into<Option<Code>>,
    language: Language,
) -> Vec<String> {
    let code = code.into();
    checked(files)
        .diagnostics
        .iter()
        .filter(|problem| code.is_none_or(|code| problem.code == code))
        .map(|problem| line(problem, language))
        .collect()
}
