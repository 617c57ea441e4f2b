//! What can be wrong with a plan as a whole, its sheets, and tables with rules of their own.
//! In: what is wrong. Out: [`PlanProblem`]; wrong names, keys and values are those of every file.

use yanxi_problem::{Name, Problem, Quoted, plural};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum PlanProblem {
    #[code(E03)]
    #[zh("计划里没有写活动的名称", "在开头写两行：[活动] 和 名称 = \"……\"")]
    #[en(
        "the plan does not name the campaign",
        "begin with two lines: [campaign] and name = \"…\""
    )]
    CampaignWithoutName,
    #[code(R08)]
    #[zh("这个文件夹里有两份计划，已用 {read}", "两份只留一份")]
    #[en("the folder has two plans; {read} was read", "keep one of the two")]
    SecondPlan { read: Name },
    #[code(R04)]
    #[zh("这一项前面已经写过", "两处只留一处")]
    #[en("this is written twice", "keep one of the two")]
    WrittenTwice,
    #[code(R04)]
    #[zh("[{table}] 写了不止一次，第二个起没有读", "每一处的 [{table}] 都改成 [[{table}]]")]
    #[en(
        "[{table}] stands here more than once; those after the first were not read",
        "write [[{table}]] for each [{table}]"
    )]
    TableOfMany { table: Name },
    #[code(R04)]
    #[zh("[{table}] 写了不止一次，第二个起没有读", "合成一个 [{table}]，各项都写在它下面")]
    #[en(
        "[{table}] stands here more than once; those after the first were not read",
        "make one [{table}] of them, with all keys below it"
    )]
    TableOfOne { table: Name },
    #[code(R04)]
    #[zh(
        "[{table}] 写了不止一次，第二个起没有读",
        "这一处是主题实践活动的，改成 [[主题实践活动]]；还是整个活动的，把各项移到第一个 [{table}] 下面"
    )]
    #[en(
        "[{table}] stands here more than once; those after the first were not read",
        "if this is one of the activities, write [[activity]]; if it is the campaign itself, move its keys below the first [{table}]"
    )]
    CampaignTwice { table: Name },
    #[code(R04)]
    #[zh("这一行写法不对，读不懂", "写成 名称 = \"某某\" 的样子，引号、括号成对，几个值之间用逗号")]
    #[en(
        "this line cannot be understood ({detail})",
        "write it as name = \"value\", with quotes and brackets in pairs and commas between values"
    )]
    Unreadable {
        #[unsaid(zh)]
        detail: Quoted,
    },
    #[code(R05, Warning)]
    #[zh("不认识“{sheet}”这张工作表，没有使用", "把工作表“{sheet}”改名为“{near}”")]
    #[en(
        "the sheet “{sheet}” is not known and was passed over",
        "rename the sheet “{sheet}” to “{near}”"
    )]
    UnknownSheetNear { sheet: Quoted, near: Name },
    #[code(R05, Warning)]
    #[zh(
        "不认识“{sheet}”这张工作表，没有使用",
        "工作表的名称写成 阶段、环节、主题实践活动、事项 等"
    )]
    #[en(
        "the sheet “{sheet}” is not known and was passed over",
        "name sheets as the tables of the plan, such as stage, step, activity, item"
    )]
    UnknownSheet { sheet: Quoted },
    #[code(R05, Warning)]
    #[zh(
        "看不出这张表是计划里的哪一种，没有使用",
        "用 WPS 另存为 计划.xlsx，把工作表改名为 阶段、环节、主题实践活动、事项 等"
    )]
    #[en(
        "it does not show which table of the plan this is; it was passed over",
        "save it as plan.xlsx and name the sheet as a table of the plan, such as stage, step, activity, item"
    )]
    TableWithoutSheets,
    #[code(E03)]
    #[zh("等次有 {grades} 个，权重有 {weights} 个", "按等次的顺序，给每个等次写一个权重")]
    #[en(
        "{grades} {of_grades} and {weights} {of_weights}",
        "write one weight for each grade, in their order",
        of_grades = plural(*grades, "grade", "grades"),
        of_weights = plural(*weights, "weight", "weights"),
    )]
    WeightsDiffer { grades: usize, weights: usize },
    #[code(E02)]
    #[zh("“{kind}”的字段“{key}”写了两次", "删去其中一个")]
    #[en("field “{key}” of “{kind}” is written twice", "delete one of the two")]
    FieldTwice { kind: Name, key: Name },
    #[code(E03)]
    #[zh("“每单位”要写最少和最多两个数", "写成 每单位 = [1, 2] 的样子")]
    #[en("“per_unit” takes the least and the greatest number", "write it as per_unit = [1, 2]")]
    NotLeastAndMost,
}
