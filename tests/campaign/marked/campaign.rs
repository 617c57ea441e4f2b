//! Campaigns: a public one with internal records, fields, people and files, and an internal one.
//! In: words. Out: files of their folders.

use rust_xlsxwriter::Workbook;
use yanxi_campaign::plan::Role;

use super::packed::docx;
use super::words::Words;
use super::{Files, put};

const HEADER: &str =
    "编号,标题,单位,人员,日期,状态,公开,内容,问题,原因,责任人,建议人,审批人,审核,说明";

pub(super) fn add(files: &mut Files, words: &mut Words) {
    let keys = plan(files, words);
    let people = rosters(files, words);
    put(files, "content/活动/_index.md", "---\n标题: 方案全文\n---\n\n公开的方案。\n");
    for (number, (role, _, name)) in Role::ALL.into_iter().enumerate() {
        table_of_role(files, words, role, &format!("公{name}"), &keys[number], &people);
        table_of_role(files, words, role, &format!("内{name}"), &keys[number], &people);
    }
    ratings(files, words, &people);
    pages_of_records(files, words, &keys[0], &people);
    unit_plans(files, words);
    whole_tables(files, words, &people);
    workbook(files, words);
    other_files(files, words);
    internal_campaign(files, words);
}

/// The plan. Gives back the names of each type's internal field.
fn plan(files: &mut Files, words: &mut Words) -> Vec<String> {
    let version = words.han("file name of an internal version of the plan");
    let mut plan = format!(
        "# {}\n[活动]\n编号 = \"hd\"\n名称 = \"样例活动\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n\
         [[版本]]\n版次 = \"第一稿\"\n日期 = 2026-08-01\n文件 = \"方案版本/{version}.md\"\n\n\
         [[版本]]\n版次 = \"定稿\"\n日期 = 2026-08-20\n\n\
         [[阶段]]\n名称 = \"学习\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n\n\
         [[把关]]\n名称 = \"认识关\"\n把关对象 = [\"学习\"]\n标准 = [\"都说得清\"]\n\n\
         [[单位类别]]\n名称 = \"嘎查村\"\n\n[[人员类别]]\n名称 = \"党员\"\n身份 = \"党员\"\n\n\
         [[主题实践活动]]\n编号 = \"sj\"\n名称 = \"读书\"\n阶段 = \"学习\"\n\n\
         [[事项]]\n编号 = \"xx\"\n名称 = \"写一篇\"\n主题实践活动 = \"读书\"\n记录类型 = \"公一般\"\n\n\
         [[清单]]\n名称 = \"原则\"\n条目 = [{{编号 = \"yz\", 名称 = \"求实\"}}]\n\n\
         [[测评规则]]\n名称 = \"满意度\"\n等次 = [\"满意\", \"不满意\"]\n权重 = [1, 0]\n合格线 = 70\n\n",
        words.han("comment in the plan")
    );
    put(
        files,
        format!("content/活动/方案版本/{version}.md"),
        format!("---\n公开: 内部\n---\n\n# {}\n", words.han("title of an internal version")),
    );
    let mut keys = Vec::new();
    let mut other_names = String::from("[别名]\n求实 = [\"实事求是\"]\n");
    for (role, _, name) in Role::ALL {
        let key = words.han("name of an internal field");
        let choice = words.han("value that an internal field may have");
        let other = words.han("other name of a value that an internal field may have");
        other_names.push_str(&format!("{choice} = [\"{other}\"]\n"));
        let flow = words.han("state of an internal type");
        let alias = words.han("alias of an internal type");
        let fields = format!(
            "{{名称 = \"内容\"}}, {{名称 = \"问题\", 内部 = true}}, {{名称 = \"{key}\", 内部 = true}}, \
             {{名称 = \"{key}甲\", 内部 = true, 取值 = [\"{choice}\", \"{choice}二\"]}}"
        );
        // The first states of both are the same, so that an internal one is told by nothing but itself.
        let flows = matches!(role, Role::Problem | Role::Deed);
        plan.push_str(&format!(
            "[[记录类型]]\n名称 = \"公{name}\"\n用途 = \"{name}\"\n公开 = \"公开\"\n字段 = [{fields}]\n{}\n",
            if flows { "流程 = [\"在办\", \"办完\"]\n" } else { "" }
        ));
        plan.push_str(&format!(
            "[[记录类型]]\n编号 = \"{}\"\n名称 = \"内{name}\"\n别名 = [\"{alias}\"]\n用途 = \"{name}\"\n公开 = \"内部\"\n字段 = [{fields}]\n{}\n",
            words.letters("id of an internal type"),
            if flows { format!("流程 = [\"在办\", \"{flow}\"]\n") } else { String::new() }
        ));
        keys.push(key);
    }
    plan.push_str(&other_names);
    put(files, "content/活动/计划.toml", plan);
    keys
}

/// Rosters. Gives back the names of the people.
fn rosters(files: &mut Files, words: &mut Words) -> Vec<String> {
    let mut people: Vec<String> = (0..2).map(|_| words.han("name of a person")).collect();
    let column = words.han("column of the units that only this office has");
    let mut units = format!("编号,名称,类别,第一责任人,领导机构,联系领导,{column}\n");
    for (id, name) in [("u1", "甲嘎查"), ("u2", "乙嘎查")] {
        units.push_str(&format!(
            "{id},{name},嘎查村,{},{},{},{}\n",
            people[0],
            words.han("leading group of a unit"),
            words.han("contact leader of a unit"),
            words.han("value that only this office has"),
        ));
    }
    put(files, "content/活动/单位.csv", units);
    let column = words.han("column of the people that only this office has");
    let mut rows = format!("编号,姓名,单位,身份,电话,{column}\n");
    for number in 0..2 + words.times() {
        if number >= people.len() {
            people.push(words.han("name of a person"));
        }
        rows.push_str(&format!(
            "{},{},甲嘎查,{},{},{}\n",
            words.letters("id of a person"),
            people[number],
            words.han("role of a person"),
            words.number("number of a person"),
            words.han("note on a person"),
        ));
    }
    put(files, "content/活动/人员.csv", rows);
    people
}

/// A table with public records and internal ones of every kind among them.
fn table_of_role(
    files: &mut Files,
    words: &mut Words,
    role: Role,
    kind: &str,
    key: &str,
    people: &[String],
) {
    if matches!(role, Role::Rating | Role::Explanation) {
        return;
    }
    let is_public = kind.starts_with('公');
    let flows = matches!(role, Role::Problem | Role::Deed);
    let (gate, question) = (role == Role::GateVerdict, role == Role::Question);
    let mut more = String::new();
    more.push_str(if gate { ",关口,结论" } else { "" });
    more.push_str(if question { ",A,B,答案" } else { "" });
    let more_values = match (gate, question) {
        (true, _) => ",认识关,通过",
        (_, true) => ",是,否,A",
        _ => "",
    };
    let mut table = format!("{HEADER},{key},{key}甲{more}\n");
    let of_unit = |words: &mut Words, unit: &str, status: &str, shown: &str| {
        let at = |what: &str| format!("{what} of a record ({status}{shown})");
        format!(
            "{},{},{unit},{},{},{status},{shown},{},{},{},{},{},{},{},E09；{}；{}；{},{},{more_values}\n",
            words.letters(&at("id")),
            words.han(&at("title")),
            people[0],
            words.date(&at("date")),
            words.han(&at("content")),
            words.han(&at("problem")),
            words.han(&at("reason")),
            words.han(&at("responsible")),
            words.han(&at("proposer")),
            words.han(&at("approver")),
            words.han(&at("reviewer")),
            words.han(&at("reason of a closing")),
            words.han(&at("who explained")),
            words.date(&at("day of a closing")),
            words.han(&at("internal field")),
        )
    };
    let internal =
        |words: &mut Words, status: &str, shown: &str| of_unit(words, "甲嘎查", status, shown);
    let approved = if flows { "在办" } else { "已审核" };
    for _ in 0..words.times() {
        table.push_str(&internal(words, approved, "内部"));
    }
    if is_public {
        let at = |what: &str| format!("{what} of a public record");
        for (title, day) in [("公开甲", "2026-10-11"), ("", "2026-10-12")] {
            table.push_str(&format!(
                ",{title}{},甲嘎查,{},{day},{approved},,公开的内容{kind},{},公开的原因,{},{},{},{},E09；公开的理由；{}；2026-10-13,{},{more_values}\n",
                if title.is_empty() { "" } else { kind },
                people[1],
                words.han(&at("internal field 问题")),
                words.han(&at("responsible")),
                words.han(&at("proposer")),
                words.han(&at("approver")),
                words.han(&at("reviewer")),
                words.han(&at("who explained")),
                words.han(&at("internal field")),
            ));
        }
        // Faulty, so that it is in no public page.
        for _ in 0..words.times() {
            let unit = words.han("unit that no roster has");
            table.push_str(&of_unit(words, &unit, approved, "公开"));
        }
    }
    for _ in 0..words.times() {
        table.push_str(&internal(words, "预告", "内部"));
    }
    for status in ["草稿", "报送", "退回"] {
        for _ in 0..words.times() {
            table.push_str(&internal(words, status, if is_public { "公开" } else { "" }));
        }
    }
    put(files, format!("content/活动/台账/{kind}.csv"), table);
}

/// Ratings: public with an internal number, internal ones, and re-tests that lead from one to the other.
fn ratings(files: &mut Files, words: &mut Words, people: &[String]) {
    let mut table =
        "编号,标题,单位,人员,日期,状态,公开,满意,不满意,有效,发出,重测,范围批准人\n".to_string();
    let mut internal = Vec::new();
    for _ in 0..words.times() {
        let id = words.letters("id of an internal rating");
        let votes = words.number("votes of an internal rating");
        table.push_str(&format!(
            "{id},{},甲嘎查,{},{},已审核,内部,{votes},0,{votes},{votes},,{}\n",
            words.han("title of an internal rating"),
            people[0],
            words.date("date of an internal rating"),
            words.han("approver of the scope of an internal rating"),
        ));
        internal.push(id);
    }
    let retest = internal.first().cloned().unwrap_or_default();
    table.push_str(&format!(
        "CP1,第一次,甲嘎查,,2026-10-10,已审核,公开,8,2,10,10,,\n,,甲嘎查,,2026-10-20,已审核,公开,9,1,10,10,{retest},{}\n",
        words.han("approver of the scope of a public rating"),
    ));
    put(files, "content/活动/台账/公测评.csv", table);
}

/// Records that are texts.
fn pages_of_records(files: &mut Files, words: &mut Words, key: &str, people: &[String]) {
    let mut page = |words: &mut Words, number: usize, status: &str, shown: &str| {
        let how = format!("{status}{shown}").replace('\n', "，");
        let at = |what: &str| format!("{what} of a written record ({how})");
        let name = words.han(&at("file name"));
        let attached = words.han(&at("attachment"));
        let text = format!(
            "---\n类型: 公一般\n标题: {}\n单位: 甲嘎查\n人员: {}\n事项: 写一篇\n日期: 2026-10-1{number}\n状态: {status}\n{shown}\n\
             {key}: {}\n责任人: {}\n标签: [{}]\n附件: [附件/{attached}.docx]\n审核: {{人: {}, 日期: {}}}\n\
             说明: {{码: E09, 理由: {}, 人: {}, 日期: {}}}\n---\n\n# {}\n\n{}\n",
            words.han(&at("title")),
            people[0],
            words.han(&at("internal field")),
            words.han(&at("responsible")),
            words.han(&at("tag")),
            words.han(&at("reviewer")),
            words.date(&at("day of review")),
            words.han(&at("reason of a closing")),
            words.han(&at("who explained")),
            words.date(&at("day of a closing")),
            words.han(&at("heading")),
            words.han(&at("text")),
        );
        put(files, format!("content/活动/记录/{name}.md"), text);
        let inside = words.han(&at("text of an attachment"));
        let author = words.han(&at("author of an attachment"));
        put(files, format!("content/活动/记录/附件/{attached}.docx"), docx(&inside, &author));
    };
    for (status, shown) in [
        ("已审核", "公开: 内部"),
        ("草稿", ""),
        ("报送", ""),
        ("退回", ""),
        ("已审核", "公开: 不发布"),
        ("预告", "公开: 内部"),
        // Faulty.
        ("已审核", "公开: 公开\n阶段: 没有的阶段"),
    ] {
        for number in 0..words.times() {
            page(words, number, status, shown);
        }
    }
    let public = format!(
        "---\n类型: 公一般\n标题: 公开的记录\n单位: 甲嘎查\n人员: {}\n事项: 写一篇\n日期: 2026-10-15\n状态: 已审核\n对应: 求实\n\
         {key}: {}\n责任人: {}\n审核: {{人: {}, 日期: {}}}\n\
         说明: {{码: E09, 理由: 公开的书面理由, 人: {}, 日期: 2026-10-19}}\n附件: [附件/公开.docx]\n---\n\n公开的正文。\n\n<!-- {} -->\n",
        people[1],
        words.han("internal field of a public written record"),
        words.han("responsible of a public written record"),
        words.han("reviewer of a public written record"),
        words.date("day of review of a public written record"),
        words.han("who explained a public written record"),
        words.han("comment in a public record"),
    );
    put(files, "content/活动/记录/公开.md", public);
    put(
        files,
        "content/活动/记录/附件/公开.docx",
        docx("公开的附件", &words.han("author of an attachment of a public record")),
    );
    // Its title is nowhere but in an internal field.
    put(
        files,
        "content/活动/记录/无题.md",
        format!(
            "---\n类型: 公一般\n单位: 甲嘎查\n日期: 2026-10-16\n状态: 已审核\n问题: {}\n---\n\n公开的无题正文。\n",
            words.han("internal field that a title might be made of")
        ),
    );
    // Who proposed what is not told, and a unit may be a few people.
    put(
        files,
        "content/活动/记录/献策.md",
        format!(
            "---\n类型: 公建议\n标题: 公开的献策\n单位: 甲嘎查\n人员: {}\n建议人: {}\n日期: 2026-10-16\n状态: 已审核\n---\n\n公开的献策正文。\n",
            people[1],
            words.han("proposer of a public written suggestion"),
        ),
    );
}

fn unit_plans(files: &mut Files, words: &mut Words) {
    let mut chosen = Vec::new();
    for unit in ["甲嘎查", "乙嘎查"] {
        chosen.push(words.han("item that a unit chose"));
        let item = &chosen[chosen.len() - 1];
        put(
            files,
            format!("content/活动/单位方案/{unit}.md"),
            format!(
                "---\n类型: 公单位方案\n标题: 公开的{unit}方案\n单位: {unit}\n日期: 2026-09-10\n状态: 已审核\n\
                 自选事项:\n  - {{名称: {item}, 按: 单位, 次数: 1, 开始: 2026-09-10, 结束: 2026-10-20}}\n---\n\n公开的单位方案。\n"
            ),
        );
    }
    // A public record that answers to such an item, and one of a type that is internal otherwise.
    put(
        files,
        "content/活动/记录/自选.md",
        format!(
            "---\n类型: 公一般\n标题: 公开的自选\n单位: 甲嘎查\n事项: [{}]\n日期: 2026-10-17\n状态: 已审核\n---\n\n公开的自选正文。\n",
            chosen[0]
        ),
    );
    put(
        files,
        "content/活动/记录/例外.md",
        format!(
            "---\n类型: 内一般\n标题: 公开的例外\n公开: 公开\n单位: 甲嘎查\n问题: {}\n日期: 2026-10-18\n状态: 已审核\n---\n\n公开的例外正文。\n",
            words.han("internal field of a public record of an internal type")
        ),
    );
}

/// Tables whose folder is internal, and tables whose names say something.
fn whole_tables(files: &mut Files, words: &mut Words, people: &[String]) {
    put(
        files,
        "content/活动/台账/不外传/_index.md",
        format!("---\n公开: 内部\n---\n\n{}\n", words.han("page of an internal ledger folder")),
    );
    put(
        files,
        "content/活动/台账/不外传/公一般.csv",
        format!(
            "标题,单位,人员,日期,状态,内容\n{},乙嘎查,{},2026-10-10,已审核,{}\n",
            words.han("title of a record in an internal folder"),
            people[0],
            words.han("content of a record in an internal folder"),
        ),
    );
    // Public records of a role whose page has anchors made from ids, in a table with a name of its own.
    let name = words.han("file name of a table with public records");
    let line = "\n".repeat(words.times());
    put(
        files,
        format!("content/活动/台账/公测评{name}.csv"),
        format!(
            "标题,单位,日期,状态,满意,不满意,有效{line}\n第三次,乙嘎查,2026-10-30,已审核,8,2,10\n第四次,乙嘎查,2026-10-31,已审核,8,2,10\n"
        ),
    );
}

/// A workbook with a public record on the sheet that is seen, and others on one that is not.
fn workbook(files: &mut Files, words: &mut Words) {
    let hidden = words.han("name of a hidden sheet");
    let mut workbook = Workbook::new();
    for (name, title, content) in [
        ("公开的表".to_string(), "公开的表内一条".to_string(), "公开的表内容".to_string()),
        (hidden, words.han("title on a hidden sheet"), words.han("content on a hidden sheet")),
    ] {
        let is_hidden = name != "公开的表";
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a name").set_hidden(is_hidden);
        for (row, cells) in [
            ["标题", "单位", "日期", "状态", "内容"],
            [&title, "甲嘎查", "2026-10-21", "在办", &content],
        ]
        .into_iter()
        .enumerate()
        {
            sheet.write_row(row as u32, 0, cells).expect("a row");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    put(files, "content/活动/台账/公问题工作簿.xlsx", bytes);
}

/// Files beside the campaign that are no part of it.
fn other_files(files: &mut Files, words: &mut Words) {
    put(
        files,
        "content/活动/词表/用语.txt",
        format!(
            "{} = {} # {}\n",
            words.han("approved wording"),
            words.han("wording to avoid"),
            words.han("note on a wording")
        ),
    );
    put(
        files,
        "content/活动/词表/外地地名.txt",
        format!("{} # {}\n", words.han("place elsewhere"), words.han("note on a place elsewhere")),
    );
    for (path, what) in [
        ("人员 - 副本.csv", "copy of a roster"),
        ("计划.toml.bak", "copy of a plan"),
        ("台账/公问题.csv.bak", "copy of a ledger"),
    ] {
        put(files, format!("content/活动/{path}"), format!("{}\n", words.han(what)));
    }
    let loose = words.han("name of a table that nothing names");
    put(
        files,
        format!("content/活动/{loose}.csv"),
        format!("{}\n", words.han("cell of a table that nothing names")),
    );
}

fn internal_campaign(files: &mut Files, words: &mut Words) {
    for _ in 0..words.times() {
        let folder = format!("content/{}", words.han("folder of an internal campaign"));
        put(
            files,
            format!("{folder}/_index.md"),
            format!(
                "---\n公开: 内部\n---\n\n{}\n",
                words.han("text of the plan of an internal campaign")
            ),
        );
        put(
            files,
            format!("{folder}/计划.toml"),
            format!(
                "[活动]\n名称 = \"{}\"\n开始 = 2026-09-01\n结束 = 2026-12-31\n[[记录类型]]\n名称 = \"{}\"\n公开 = \"公开\"\n",
                words.han("name of an internal campaign"),
                "通讯"
            ),
        );
        let unit = words.han("unit of an internal campaign");
        let person = words.han("person of an internal campaign");
        put(
            files,
            format!("{folder}/单位.csv"),
            format!("编号,名称,第一责任人,领导机构\nu9,{unit},{person},领导小组\n"),
        );
        put(files, format!("{folder}/人员.csv"), format!("编号,姓名,单位\np9,{person},{unit}\n"));
        put(
            files,
            format!("{folder}/记录/一.md"),
            format!(
                "---\n类型: 通讯\n标题: {}\n单位: {unit}\n公开: 公开\n日期: 2026-10-10\n状态: 已审核\n---\n\n{}\n",
                words.han("title of a record of an internal campaign"),
                words.han("text of a record of an internal campaign"),
            ),
        );
    }
}
