//! What keeps a command of the author's from writing.
//! In: names from the command line. Out: problems E01, E04, R02 and R10.

use yanxi_problem::{Figure, List, Name, Problem, Quoted, Words};

/// What is wrong with what was asked for.
#[derive(Problem)]
pub(super) enum AuthoringProblem {
    #[code(E01)]
    #[zh("没有找到这个活动", "在活动的文件夹里放一个 计划.toml，或用 --campaign 写对活动名称")]
    #[en(
        "there is no such campaign",
        "put a plan.toml into the campaign's folder, or give its right name with --campaign"
    )]
    NoCampaign,

    #[code(E01)]
    #[zh("没有叫“{name}”的活动", "改成 --campaign {near} 再试")]
    #[en("there is no campaign “{name}”", "try --campaign {near}")]
    NoCampaignNear { name: Quoted, near: Name },

    #[code(E01)]
    #[zh("没有叫“{name}”的活动，现有的是：{names}", "写其中一个，如 --campaign {first}")]
    #[en(
        "there is no campaign “{name}”; there are {names}",
        "name one of them, such as --campaign {first}"
    )]
    NoCampaignOf { name: Quoted, names: List<Name>, first: Name },

    #[code(R10)]
    #[zh("有几个活动：{first}、{second}", "加上 --campaign {id}")]
    #[en("there are several campaigns: {first}, {second}", "add --campaign {id}")]
    SeveralCampaigns { first: Name, second: Name, id: Name },

    #[code(E01)]
    #[zh("没有叫“{name}”的{kind}", "照名册和计划里的名称写")]
    #[en("there is no {kind} called “{name}”", "write the name as in the roster and the plan")]
    Unknown { name: Quoted, kind: Words },

    #[code(E01)]
    #[zh("没有叫“{name}”的页", "改成其中一页的标题：{titles}")]
    #[en("there is no page called “{name}”", "write the title of one of the pages: {titles}")]
    UnknownPage { name: Quoted, titles: List<Name> },

    #[code(E01)]
    #[zh("没有叫“{name}”的{kind}", "改成“{near}”再试")]
    #[en("there is no {kind} called “{name}”", "try “{near}”")]
    UnknownNear { name: Quoted, kind: Words, near: Name },

    #[code(R10)]
    #[zh("“{name}”有两个：编号 {first} 和 {second}", "写编号，如 {first}")]
    #[en(
        "there are two of “{name}”: the ids {first} and {second}",
        "write the id, such as {first}"
    )]
    Two { name: Quoted, first: Name, second: Name },

    #[code(E04)]
    #[zh("{from} 晚于 {to}", "把两个日期对调")]
    #[en("{from} is after {to}", "exchange the two dates")]
    DatesReversed { from: Figure, to: Figure },

    #[code(R02)]
    #[zh("这个文件夹里已经有东西，没有写入", "另起一个新文件夹名")]
    #[en("the folder is not empty; nothing was written", "name a new folder")]
    NotEmpty,

    #[code(R02)]
    #[zh(
        "只读得懂 Word 文件（.docx、.doc、.wps）、.md 和 .txt",
        "用 WPS 或 Word 另存为 .docx 再试"
    )]
    #[en(
        "only Word documents (.docx, .doc, .wps), .md and .txt can be read",
        "save it as .docx with WPS or Word"
    )]
    NoText,

    #[code(R02)]
    #[zh("这个 Word 文件读不出来", "用 WPS 或 Word 打开，不设密码另存为 .docx 再试")]
    #[en(
        "this Word file cannot be read",
        "open it with WPS or Word and save it as .docx without a password"
    )]
    WordNotRead,

    #[code(R02)]
    #[zh("这个文件已经有了，没有写入", "换一个新文件名")]
    #[en("the file exists; nothing was written", "name a new file")]
    FileThere,
}
