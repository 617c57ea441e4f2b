//! E15: matter of a campaign that no plan reads.
//! In: what the folder holds back. Out: one problem for each plan under a wrong name, each folder without a plan, each
//! record outside its campaign's folders, each folder page under a wrong name.

use crate::model::Stray;
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, List, Name, Place, Problem, problems};
use yanxi_reading::content_path::file_name;

/// Files of a folder that are named; of more the count is told.
const NAMED: usize = 5;

pub(super) const RULE: Rule = Rule {
    code: Code::E15,
    bad: Example {
        files: &[(
            "资料/谈话.md",
            r"---
类型: 心得体会
状态: 报送
单位: 甲嘎查
---
# 谈话

样例正文。
",
        )],
    },
    good: Example {
        files: &[(
            "记录/谈话.md",
            r"---
类型: 心得体会
状态: 报送
单位: 甲嘎查
人员: 张样
日期: 2026-10-09
---
# 谈话

样例正文。
",
        )],
    },
    found: Found::By(find, problems::<UnreadProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.editions.reading.held_back.strays.iter().map(problem).collect()
}

fn problem(stray: &Stray) -> Diagnostic {
    let (place, problem) = match stray {
        Stray::Plan { file, right } => {
            (file, UnreadProblem::Plan { right: right.to_string().into() })
        }
        Stray::Folder { folder, files } => {
            let problem = UnreadProblem::Folder { files: List::cut(files.clone(), NAMED) };
            (folder, problem)
        }
        Stray::Record { file, records } => {
            (file, UnreadProblem::Record { records: records.into() })
        }
        Stray::SectionPage { file, right } => {
            (file, UnreadProblem::SectionPage { right: right.into() })
        }
        Stray::Static { file } => (file, UnreadProblem::Static { name: file_name(file).into() }),
    };
    Diagnostic::of(Place::file(place), &problem)
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum UnreadProblem {
    #[code(E15)]
    #[zh(
        "这是活动的计划，名字不对，整个活动都没有读到，里面的内部资料会当作公开的",
        "改名为 {right}"
    )]
    #[en(
        "this is a campaign's plan under a wrong name: the whole campaign is not read, and what is internal in it would go out",
        "rename it to {right}"
    )]
    Plan { right: Name },
    #[code(E15)]
    #[zh(
        "这里有活动的名册、台账或记录（{files}），却没有计划，里面的内部资料会当作公开的",
        "把这个活动的 计划.toml 放回这里；没有计划的，在这里的 _index.md 开头写三行：---、公开: 内部、---"
    )]
    #[en(
        "rosters, ledgers or records of a campaign lie here ({files}) and no plan: what is internal in them would go out",
        "put the campaign's plan.toml back here; where there is none, begin _index.md here with three lines: ---, visibility: internal, ---"
    )]
    Folder { files: List<Name> },
    #[code(E15)]
    #[zh(
        "这一篇写着类型和状态，是活动的记录，却不在“{records}”里，没有当作记录读，会当作公开的",
        "移到“{records}”里"
    )]
    #[en(
        "with its type and status this is a record, but it does not lie in “{records}”: it is not read as a record and would go out",
        "move it to “{records}”"
    )]
    Record { records: Name },
    #[code(E15)]
    #[zh(
        "里面写着整个栏目只给内部看，名字却不对，没有起作用，这个栏目会当作公开的",
        "改名为 {right}"
    )]
    #[en(
        "it says that the whole folder is internal, but under this name it has no effect, and the folder would go out",
        "rename it to {right}"
    )]
    SectionPage { right: Name },
    #[code(E15)]
    #[zh(
        "static 文件夹里的文件会照样公开，{name} 却是名册、计划或审核登记",
        "把它移出 static 文件夹"
    )]
    #[en(
        "files in the folder static go out as they are, and {name} is a roster, a plan or a table of reviews",
        "move it out of the folder static"
    )]
    Static { name: Name },
}
