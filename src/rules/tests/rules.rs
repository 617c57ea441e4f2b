//! The exact words of the rules that look at the whole, in both languages, and what they leave alone.

use super::{checked, messages};
use crate::rules::of_code;
use yanxi_problem::Language::{self, Chinese, English};
use yanxi_problem::{Code, Edit};

/// What the bad example of a rule says.
fn said(code: Code, language: Language) -> Vec<String> {
    let rule = of_code(code).expect("a rule");
    messages(rule.bad.files, code, language)
}

#[test]
fn a_failed_rating_without_a_make_up_is_told() {
    assert_eq!(
        said(Code::E08, Chinese),
        [
            "错误 E08 记录/测评/甲嘎查测评.md 第1行 —— “测评 甲嘎查 2026-11-12”满意度 60.0%（30/50），没有达到 70%，没有补课计划和期限。改法：登记一条“补课计划”，“对应测评”写 CP-1，“时限”写最后一天"
        ]
    );
    assert_eq!(
        said(Code::E08, English),
        [
            "error E08 记录/测评/甲嘎查测评.md:1:1 -- the satisfaction of “测评 甲嘎查 2026-11-12” is 60.0%（30/50） and misses 70%; no make-up with a last day is planned. Fix: record a “补课计划” with CP-1 as rating_of and its last day as due"
        ]
    );
}

const FAILED: &str = "---\n编号: CP-1\n标题: 首测\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 20, 干部: 30}\n实到: {群众代表: 20, 干部: 30}\n发出: 50\n收回: 50\n有效: 50\n满意: 20\n基本满意: 10\n不满意: 20\n状态: 已审核\n---\n";

fn make_up(due: &str) -> String {
    format!(
        "---\n单位: 甲嘎查\n日期: 2026-11-14\n对应测评: CP-1\n措施: 跟班\n{due}状态: 已审核\n---\n"
    )
}

#[test]
fn a_make_up_needs_a_last_day_not_before_the_rating() {
    let of = |due: &str| {
        let make_up = make_up(due);
        let files = [("记录/测评/首测.md", FAILED), ("记录/补课计划/补课.md", make_up.as_str())];
        messages(&files, Code::E08, Chinese)
    };
    assert_eq!(
        of(""),
        [
            "错误 E08 记录/测评/首测.md 第1行 —— “首测”满意度 60.0%（30/50），没有达到 70%，补课没有写期限。改法：在“补课计划”里写上“时限”，不早于测评那天"
        ]
    );
    assert_eq!(of("时限: 2026-11-30\n"), Vec::<String>::new());
}

#[test]
fn a_re_test_that_fails_again_asks_for_a_new_last_day() {
    let make_up = make_up("时限: 2026-11-18\n");
    let again = FAILED
        .replace("CP-1", "CP-2\n重测: CP-1")
        .replace("首测", "重测")
        .replace("2026-11-12", "2026-11-20");
    let files = [
        ("记录/测评/首测.md", FAILED),
        ("记录/测评/重测.md", again.as_str()),
        ("记录/补课计划/补课.md", make_up.as_str()),
    ];
    assert_eq!(
        messages(&files, None, Chinese),
        [
            "错误 E08 记录/测评/重测.md 第1行 —— “重测”满意度 60.0%（30/50），没有达到 70%，补课没有写期限。改法：在“补课计划”里写上“时限”，不早于测评那天"
        ]
    );
    let passed =
        again.replace("满意: 20\n基本", "满意: 36\n基本").replace("不满意: 20", "不满意: 4");
    let files = [("记录/测评/首测.md", FAILED), ("记录/测评/重测.md", passed.as_str())];
    assert_eq!(messages(&files, None, Chinese), Vec::<String>::new());
}

#[test]
fn seventy_and_thirty_per_cent_pass() {
    let exact = "---\n单位: 甲嘎查\n日期: 2026-11-12\n应到: {群众代表: 15, 干部: 35}\n实到: {群众代表: 15, 干部: 35}\n发出: 50\n收回: 50\n有效: 50\n满意: 30\n基本满意: 5\n不满意: 15\n状态: 已审核\n---\n";
    assert_eq!(messages(&[("记录/测评/一.md", exact)], None, Chinese), Vec::<String>::new());
}

#[test]
fn too_few_representatives_are_told_until_repeated_or_explained() {
    assert_eq!(
        said(Code::E09, Chinese),
        [
            "错误 E09 记录/测评/甲嘎查测评.md 第1行 —— “测评 甲嘎查 2026-11-12”的群众代表占 25.0%（10/40），不到 30%。改法：重测后登记，“重测”写 记录/测评/甲嘎查测评；不再重测的，写 说明: {码: E09, 理由: ……, 人: 姓名, 日期: 2026-11-20}"
        ]
    );
    assert_eq!(
        said(Code::E09, English),
        [
            "error E09 记录/测评/甲嘎查测评.md:1:1 -- at “测评 甲嘎查 2026-11-12” 群众代表 were 25.0%（10/40）, below 30%. Fix: repeat it and record that with 记录/测评/甲嘎查测评 as retest_of; where it is not repeated, add closing: {code: E09, reason: ..., by: NAME, on: 2026-11-20}"
        ]
    );
    let (path, text) = of_code(Code::E09).expect("a rule").bad.files[0];
    let closed = text.replace(
        "状态:",
        "说明: {码: E09, 理由: 大雪封路，代表没有到齐, 人: 张样, 日期: 2026-11-14}\n状态:",
    );
    assert_eq!(
        messages(&[(path, &closed)], None, Chinese),
        [
            "说明 E09 记录/测评/甲嘎查测评.md 第1行 —— “测评 甲嘎查 2026-11-12”的群众代表占 25.0%（10/40），不到 30%；已说明：大雪封路，代表没有到齐（张样，2026-11-14）。"
        ]
    );
    let retest = text
        .replace("单位:", "重测: 记录/测评/甲嘎查测评\n单位:")
        .replace("2026-11-12", "2026-11-15")
        .replace("群众代表: 10", "群众代表: 20")
        .replace(
            "发出: 40\n收回: 40\n有效: 40\n满意: 30",
            "发出: 50\n收回: 50\n有效: 50\n满意: 40",
        );
    let files = [(path, text), ("记录/测评/重测.md", &retest)];
    assert_eq!(messages(&files, None, Chinese), Vec::<String>::new());
}

#[test]
fn a_plan_acted_on_before_its_approval_is_told() {
    assert_eq!(
        said(Code::E10, Chinese),
        [
            "错误 E10 单位方案/甲嘎查.md 第1行 —— “工作方案 甲嘎查 2026-11-02”2026-11-05 就实施，2026-11-09 才审批。改法：日期写错的改正；确实先做了的，写 说明: {码: E10, 理由: ……, 人: 姓名, 日期: 2026-11-20}"
        ]
    );
    assert_eq!(
        said(Code::E10, English),
        [
            "error E10 单位方案/甲嘎查.md:1:1 -- “工作方案 甲嘎查 2026-11-02” was begun on 2026-11-05 and approved only on 2026-11-09. Fix: correct a wrong date; if it was done early, add closing: {code: E10, reason: ..., by: NAME, on: 2026-11-20}"
        ]
    );
}

#[test]
fn an_unapproved_plan_and_what_was_done_under_it_are_told_and_explained() {
    let plan = "---\n标题: 打算\n单位: 甲嘎查\n日期: 2026-11-02\n审批人: 样例组\n审批日期: 2026-11-09\n状态: 已审核\n自选事项:\n  - {编号: kt, 名称: 夜校, 记录类型: 会议记录, 按: 单位, 开始: 2026-11-01}\n---\n\n样例正文。\n";
    let unapproved = plan.replace("审批日期: 2026-11-09\n", "");
    assert_eq!(
        messages(&[("单位方案/甲嘎查.md", &unapproved)], Code::E10, Chinese),
        [
            "错误 E10 单位方案/甲嘎查.md 第1行 —— “打算”还没有审批。改法：审批以后写上 审批人、审批日期，状态改成 已审核"
        ]
    );
    let draft = unapproved.replace("已审核", "草稿");
    assert_eq!(
        messages(&[("单位方案/甲嘎查.md", &draft)], Code::E10, Chinese),
        Vec::<String>::new()
    );
    let acted = (
        "记录/会议记录/夜校.md",
        "---\n事项: 夜校\n单位: 甲嘎查\n日期: 2026-11-05\n状态: 已审核\n---\n\n# 第一课\n\n样例正文。\n",
    );
    assert_eq!(
        messages(&[("单位方案/甲嘎查.md", plan), acted], None, Chinese),
        [
            "错误 E10 记录/会议记录/夜校.md 第1行 —— “夜校”2026-11-05 就做了，单位方案 2026-11-09 才审批。改法：日期写错的改正；确实先做了的，写 说明: {码: E10, 理由: ……, 人: 姓名, 日期: 2026-11-20}"
        ]
    );
    let explanation = (
        "记录/情况说明/夜校.md",
        "---\n标题: 关于夜校的说明\n单位: 甲嘎查\n日期: 2026-11-12\n原因: 冬闲只有这几天\n责任人: 张样\n状态: 已审核\n---\n\n样例正文。\n",
    );
    assert_eq!(
        messages(&[("单位方案/甲嘎查.md", plan), acted, explanation], None, English),
        [
            "note E10 记录/会议记录/夜校.md:1:1 -- “夜校” was done on 2026-11-05, the unit's plan approved only on 2026-11-09; explained: 冬闲只有这几天 (张样, 2026-11-12)."
        ]
    );
}

#[test]
fn texts_that_are_alike_are_told() {
    assert_eq!(
        said(Code::W03, Chinese),
        [
            "提醒 W03 记录/心得体会/李例.md 第1行 —— 有 89% 的文字与“水槽边上的一课”（张样）相同，见 记录/心得体会/张样.md。改法：请本人重写；确属合写或出自同一材料的，写 说明: {码: W03, 理由: ……, 人: 姓名, 日期: 2026-11-20}"
        ]
    );
    assert_eq!(
        said(Code::W03, English),
        [
            "warning W03 记录/心得体会/李例.md:1:1 -- 89% of the text is that of “水槽边上的一课” (张样), see 记录/心得体会/张样.md. Fix: have its author write it anew; where it was written together or goes back to one source, add closing: {code: W03, reason: ..., by: NAME, on: 2026-11-20}"
        ]
    );
}

#[test]
fn one_persons_texts_those_of_other_types_and_drafts_are_not_compared() {
    let bad = of_code(Code::W03).expect("a rule").bad.files;
    let with = |change: &dyn Fn(&str) -> String| {
        let second = change(bad[1].1);
        messages(&[bad[0], (bad[1].0, &second)], Code::W03, Chinese)
    };
    let none = Vec::<String>::new();
    assert_eq!(
        with(&|text| text.replace("单位: 乙嘎查\n人员: 李例", "单位: 甲嘎查\n人员: 张样")),
        none
    );
    assert_eq!(with(&|text| text.replace("状态: 已审核", "状态: 草稿")), none);
    assert_eq!(with(&|text| text.replace("单位: 乙", "类型: 会议记录\n单位: 乙")), none);
    assert_eq!(with(&ToString::to_string).len(), 1);
}

#[test]
fn gaps_and_foreign_places_are_told() {
    assert_eq!(
        said(Code::W04, Chinese),
        [
            "提醒 W04 记录/会议记录/动员会.md 第9行 例外镇XX嘎查20*年的打算，某某同志讲了话。 —— “例外镇”是外地的地名。改法：改成本地的；确实在说外地的，从词表的外地地名里删去",
            "提醒 W04 记录/会议记录/动员会.md 第9行 例外镇XX嘎查20*年的打算，某某同志讲了话。 —— “XX”像是没有填完。改法：填上实际内容；有意隐去的写明，如 张某、某镇（隐去名称）",
            "提醒 W04 记录/会议记录/动员会.md 第9行 例外镇XX嘎查20*年的打算，某某同志讲了话。 —— “20*年”像是没有填完。改法：填上实际内容；有意隐去的写明，如 张某、某镇（隐去名称）",
            "提醒 W04 记录/会议记录/动员会.md 第9行 例外镇XX嘎查20*年的打算，某某同志讲了话。 —— “某某”像是没有填完。改法：填上实际内容；有意隐去的写明，如 张某、某镇（隐去名称）",
        ]
    );
    assert_eq!(
        said(Code::W04, English)[0],
        "warning W04 记录/会议记录/动员会.md:9:1 例外镇XX嘎查20*年的打算，某某同志讲了话。 -- “例外镇” is a place elsewhere. Fix: write the place of your own; where the place elsewhere is meant, take it off 外地地名.txt in wordlists"
    );
}

#[test]
fn a_row_is_searched_too_and_own_names_are_never_foreign() {
    let files = [
        ("词表/外地地名.txt", "嘎查\n乙地\n"),
        (
            "台账/整改台账.csv",
            "单位,问题,日期,状态\n甲嘎查,乙地到甲嘎查的路不通，XX处积水,2026-11-12,整改中\n",
        ),
    ];
    let found = messages(&files, Code::W04, Chinese);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].starts_with("提醒 W04 台账/整改台账.csv 第2行"), "{found:#?}");
}

#[test]
fn overdue_items_and_empty_results_are_told() {
    assert_eq!(
        said(Code::W07, Chinese),
        [
            "提醒 W07 台账/整改台账.csv 第2行 w1 —— “水槽漏水”的时限 2026-11-20 已经过了，还没有办结。改法：办结的改状态、写结果；没有办结的，写明原因，定新的时限",
            "提醒 W07 台账/整改台账.csv 第3行 w2 —— “路灯不亮”状态是“已销号”，没有写结果。改法：写上办成了什么样",
        ]
    );
    assert_eq!(
        said(Code::W07, English),
        [
            "warning W07 台账/整改台账.csv:2:1 w1 -- “水槽漏水” was due on 2026-11-20 and is not closed. Fix: close it with its result, or say why and set a new due day",
            "warning W07 台账/整改台账.csv:3:1 w2 -- “路灯不亮” has the status “已销号” and no result. Fix: write what came of it",
        ]
    );
    let closed = (
        "台账/整改台账.csv",
        "单位,问题,日期,时限,状态,说明\n甲嘎查,水槽漏水,2026-11-12,2026-11-20,整改中,W07；配件没有到；张样；2026-11-21\n乙嘎查,路灯不亮,2026-11-12,2026-12-20,整改中,在等材料\n",
    );
    assert_eq!(
        messages(&[closed], None, Chinese),
        [
            "说明 W07 台账/整改台账.csv 第2行 甲嘎查 —— “水槽漏水”的时限 2026-11-20 已经过了，还没有办结；已说明：配件没有到（张样，2026-11-21）。"
        ]
    );
}

#[test]
fn a_make_up_past_its_day_is_told() {
    assert_eq!(
        said(Code::W08, Chinese),
        [
            "提醒 W08 记录/测评/甲嘎查测评.md 第1行 —— “测评 甲嘎查 2026-11-12”的补课期限 2026-11-20 已经过了，还没有重测。改法：重测后登记，“重测”写 CP-1；要延期的改时限"
        ]
    );
    assert_eq!(
        said(Code::W08, English),
        [
            "warning W08 记录/测评/甲嘎查测评.md:1:1 -- the make-up of “测评 甲嘎查 2026-11-12” ended on 2026-11-20 without a re-test. Fix: repeat the rating and record it with CP-1 as retest_of, or set a later day"
        ]
    );
}

fn briefings(issues: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<(String, String)> = issues
        .iter()
        .enumerate()
        .map(|(at, (number, day))| {
            let number = if number.is_empty() {
                String::new()
            } else {
                format!("期号: {number}\n")
            };
            (
                format!("记录/简报/{at}.md"),
                format!("---\n标题: 简报{at}\n单位: 甲嘎查\n日期: {day}\n{number}状态: 已审核\n---\n\n样例正文。\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    messages(&files, Code::W09, Chinese)
}

#[test]
fn briefing_numbers_are_told_when_skipped_repeated_or_missing() {
    assert_eq!(
        said(Code::W09, English),
        [
            "warning W09 记录/简报/第3期.md:1:1 -- before this issue number 2 is missing. Fix: add the issue or correct the number; if a number was really skipped in print, add closing: {code: W09, reason: ..., by: NAME, on: 2026-11-20}"
        ]
    );
    assert_eq!(
        briefings(&[
            ("1", "2026-11-01"),
            ("4", "2026-11-05"),
            ("4", "2026-11-06"),
            ("", "2026-11-07")
        ]),
        [
            "提醒 W09 记录/简报/1.md 第1行 —— 这一期前面缺第2期至第3期。改法：补上缺的一期，或改正期号；已经印发、确实跳号的，写 说明: {码: W09, 理由: ……, 人: 姓名, 日期: 2026-11-20}",
            "提醒 W09 记录/简报/2.md 第1行 —— 第4期已经有了，见 记录/简报/1.md。改法：改正其中一期的期号",
            "提醒 W09 记录/简报/3.md 第1行 —— “简报3”没有写期号。改法：写上 期号: 3 的样子",
        ]
    );
    assert_eq!(
        briefings(&[
            ("第1期", "2025-11-01"),
            ("第二期", "2025-12-05"),
            ("3", "2026-01-06"),
            ("4", "2026-02-06")
        ]),
        Vec::<String>::new(),
        "numbers may run on from one year to the next"
    );
    assert_eq!(
        briefings(&[("1", "2025-12-01"), ("1", "2026-01-06")]),
        Vec::<String>::new(),
        "or begin again"
    );
}

#[test]
fn words_of_the_list_and_bare_addresses_are_told() {
    assert_eq!(
        said(Code::W12, Chinese),
        [
            "提醒 W12 记录/会议记录/碰头会.md 第9行 对照整改台帐逐条过，办法见 https://example.com/a 。 —— 词表里“整改台帐”统一写作“整改台账”。改法：把“整改台帐”改成“整改台账”",
            "提醒 W12 记录/会议记录/碰头会.md 第9行 对照整改台帐逐条过，办法见 https://example.com/a 。 —— “https://example.com/a”只有网址，读者看不出是什么。改法：写成 [网站或文章的名称](https://example.com/a)",
        ]
    );
    assert_eq!(
        said(Code::W12, English),
        [
            "warning W12 记录/会议记录/碰头会.md:9:3 对照整改台帐逐条过，办法见 https://example.com/a 。 -- the wordlist has “整改台账” for “整改台帐”. Fix: write “整改台账” for “整改台帐”",
            "warning W12 记录/会议记录/碰头会.md:9:15 对照整改台帐逐条过，办法见 https://example.com/a 。 -- “https://example.com/a” has no name: readers cannot tell what it is. Fix: write it as [name of the site or page](https://example.com/a)",
        ]
    );
    let within = [
        ("词表/规范用语.txt", "学习实践活动 = 实践活动\n"),
        (
            "记录/会议记录/碰头会.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 碰头会\n\n这次学习实践活动办得好，`实践活动`照旧。\n",
        ),
    ];
    assert_eq!(messages(&within, Code::W12, Chinese), Vec::<String>::new());
}

#[test]
fn a_listed_word_is_told_with_its_note_and_with_what_to_write_instead() {
    let files = [
        ("词表/规范用语.txt", "整改台账 = 整改台帐 # 账目用账\n"),
        (
            "记录/会议记录/碰头会.md",
            "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 碰头会\n\n整改台帐在这里。\n\n整改台帐也在这里。\n",
        ),
    ];
    let found = checked(&files).diagnostics;
    let [told] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(told.message.chinese, "词表里“整改台帐”统一写作“整改台账”（账目用账），共 2 处");
    assert_eq!(
        told.message.english,
        "the wordlist has “整改台账” (账目用账) for “整改台帐”, 2 times"
    );
    let edit = Edit { old: "整改台帐".into(), new: "整改台账".into() };
    assert_eq!(told.edit, Some(edit));
}

#[test]
fn who_takes_part_in_nothing_is_told() {
    assert_eq!(
        said(Code::W14, Chinese),
        [
            "提醒 W14 单位.csv 第3行 y —— 乙嘎查有 1 人一次也没有参加：赵例。改法：补学后登记；确实不能参加的，登记一条免除记录，写明原因"
        ]
    );
    assert_eq!(
        said(Code::W14, English),
        [
            "warning W14 单位.csv:3:1 y -- 1 person of 乙嘎查 took part in nothing: 赵例. Fix: have it made up and record it; where somebody really cannot take part, record an exemption with its reason"
        ]
    );
}

#[test]
fn mistyped_links_and_keys_come_with_what_to_write_instead() {
    let files = [
        (
            "资料/讲话.md",
            "---\n标提: 讲话\n---\n\n# 讲话\n\n见[方案](方安.md)和[分工](方案.md#分功)。\n",
        ),
        ("资料/方案.md", "# 方案\n\n## 分工\n\n样例正文。\n"),
    ];
    let edits: Vec<Edit> =
        checked(&files).diagnostics.into_iter().filter_map(|problem| problem.edit).collect();
    let edit = |old: &str, new: &str| Edit { old: old.into(), new: new.into() };
    assert_eq!(edits, [edit("标提", "标题"), edit("分功", "分工"), edit("方安.md", "方案.md")]);
}

#[test]
fn an_internal_page_is_told_from_a_missing_one_however_the_link_is_written() {
    let internal = "---\n公开: 内部\n---\n\n# 补学安排\n\n样例正文。\n";
    for link in
        ["[补学](内部/补学安排.md)", "[[补学安排]]", "[[资料/内部/补学安排]]", "[[内部/补学安排]]"]
    {
        let speech = format!("# 讲话\n\n见{link}。\n");
        let files = [("资料/讲话.md", speech.as_str()), ("资料/内部/补学安排.md", internal)];
        assert_eq!(messages(&files, Code::E13, Chinese), Vec::<String>::new());
        let told = messages(&files, Code::E14, Chinese);
        assert!(
            told.len() == 1 && told[0].contains("公开的页面引用了内部页面“补学安排”"),
            "{link}: {told:?}"
        );
    }
}
