//! What the derives make of a definition.

use crate::{
    Code, Diagnostic, Edit, Examples, Figure, Group, Language, List, Name, Place, Problem, Quoted,
    Say, Severity, Wording, Words, plural, problems, put_in_order, sayings, worded,
};

#[derive(Debug, Clone, PartialEq, Problem)]
enum Trouble {
    #[code(E13)]
    #[zh("没有“{target}”，最接近的是“{near}”", "把“{target}”改成“{near}”")]
    #[en("there is no “{target}”; the nearest is “{near}”", "write “{near}” for “{target}”")]
    #[edit(target, near)]
    NotFoundNear { target: Quoted, near: Name },
    #[code(R05, Warning)]
    #[zh("不认识“{key}”这一项，没有使用", "")]
    #[en("the key “{key}” is not known and was passed over", "")]
    UnknownKey { key: Name },
    #[code(W14)]
    #[zh("{unit}有 {count} 人一次也没有参加：{names}", "补学后登记")]
    #[en(
        "{count} {people} of {unit} {take} part in nothing: {names}",
        "make it up",
        people = plural(*count, "person", "people"),
        take = plural(*count, "takes", "take"),
    )]
    Absent { unit: Name, count: usize, names: List<Name> },
    #[code(W07)]
    #[group(Mistyped)]
    #[zh("没有写结果", "写上 {{办结}}")]
    #[en("without a result", "write {{closed}}")]
    NoResult,
    #[code(E03)]
    #[zh("{kind}“{key}”写得不对，见 {first}", "{remedy}")]
    #[en("{kind} “{key}” is wrong, see {first}", "{remedy}")]
    Wrong { kind: Words, key: &'static str, first: Place, remedy: Remedy },
    #[code(R04)]
    #[zh("这一行读不懂", "照着 {code} 的说明改")]
    #[en("this line cannot be understood ({detail})", "see {code}")]
    Unreadable {
        #[unsaid(zh)]
        detail: Wording,
        code: Code,
    },
    #[code(W08)]
    #[zh("期限 {language} 过了，第{out:03}期", "")]
    #[en("due on {language}, number {out:03}", "")]
    Due { language: Figure, out: u32 },
}

#[derive(Debug, Clone, PartialEq, Say)]
enum Remedy {
    #[zh("把第{line}行改成 {key}: {right}")]
    #[en("write line {line} as {key}: {right}")]
    WriteLine { line: usize, key: Name, right: Name },
    #[zh("加{times}行", times = times_over + 1)]
    #[en("add {times}", times = plural(*lines, "a line", "lines"))]
    Add {
        #[unsaid(zh)]
        lines: usize,
        #[unsaid(en)]
        times_over: usize,
    },
    #[zh("“{{”成对")]
    #[en("pair “{{”")]
    Pair,
}

fn absent(names: &[&str], most: usize) -> Trouble {
    Trouble::Absent {
        unit: "一组".into(),
        count: names.len(),
        names: List::cut(names.iter().copied(), most),
    }
}

fn words(problem: &Trouble) -> [String; 4] {
    let (chinese, english) = (problem.words(Language::Chinese), problem.words(Language::English));
    [chinese.0, chinese.1, english.0, english.1]
}

#[test]
fn both_languages_say_message_and_remedy() {
    let link = Trouble::NotFoundNear { target: "fangan.md".into(), near: "方案.md".into() };
    assert_eq!(
        words(&link),
        [
            "没有“fangan.md”，最接近的是“方案.md”",
            "把“fangan.md”改成“方案.md”",
            "there is no “fangan.md”; the nearest is “方案.md”",
            "write “方案.md” for “fangan.md”"
        ]
    );
    assert_eq!(link.edit(), Some(Edit { old: "fangan.md".into(), new: "方案.md".into() }));
    assert_eq!(Trouble::NoResult.edit(), None);
}

#[test]
fn severity_and_group_are_those_of_the_code_unless_overridden() {
    let of = |problem: &Trouble| (problem.code(), problem.severity(), problem.group());
    let link = Trouble::NotFoundNear { target: "a".into(), near: "b".into() };
    assert_eq!(of(&link), (Code::E13, Severity::Error, Group::Mistyped));
    assert_eq!(
        of(&Trouble::UnknownKey { key: "甲".into() }),
        (Code::R05, Severity::Warning, Group::Mistyped)
    );
    assert_eq!(of(&absent(&["张样"], 3)), (Code::W14, Severity::Warning, Group::State));
    assert_eq!(of(&Trouble::NoResult), (Code::W07, Severity::Warning, Group::Mistyped));
}

#[test]
fn one_and_more_differ_in_english_and_a_list_is_cut() {
    let [chinese, _, english, _] = words(&absent(&["张样"], 2));
    assert_eq!(chinese, "一组有 1 人一次也没有参加：张样");
    assert_eq!(english, "1 person of 一组 takes part in nothing: 张样");
    let [chinese, _, english, _] = words(&absent(&["张样", "李例", "王样", "赵例"], 2));
    assert_eq!(chinese, "一组有 4 人一次也没有参加：张样、李例等");
    assert_eq!(english, "4 people of 一组 take part in nothing: 张样, 李例 and 2 more");
    assert_eq!(List::<Name>::whole(["甲", "乙"]).shown, 2);
}

#[test]
fn doubled_braces_are_single_ones_and_an_empty_remedy_is_none() {
    assert_eq!(
        words(&Trouble::NoResult)[1..],
        ["写上 {办结}", "without a result", "write {closed}"]
    );
    assert_eq!(words(&Trouble::UnknownKey { key: "甲".into() })[1], "");
    assert_eq!(worded(&Remedy::Pair), Wording::new("“{”成对", "pair “{”"));
}

#[test]
fn parts_of_a_message_are_said_in_its_language() {
    let place = Place { line: Some(3), ..Place::file("单位.csv") };
    let remedy = Remedy::WriteLine { line: 2, key: "日期".into(), right: "2008-12-25".into() };
    let wrong =
        Trouble::Wrong { kind: Words::new("字段", "field"), key: "日期", first: place, remedy };
    assert_eq!(
        words(&wrong),
        [
            "字段“日期”写得不对，见 单位.csv 第3行",
            "把第2行改成 日期: 2008-12-25",
            "field “日期” is wrong, see 单位.csv:3",
            "write line 2 as 日期: 2008-12-25"
        ]
    );
    assert_eq!(worded(&Place::file("单位.csv")), Wording::new("单位.csv", "单位.csv"));
    assert_eq!(
        worded(&Remedy::Add { lines: 2, times_over: 1 }),
        Wording::new("加2行", "add lines")
    );
}

#[test]
fn a_field_may_be_unsaid_in_one_language_and_have_any_name() {
    let unreadable =
        Trouble::Unreadable { detail: Wording::new("", "expected `=`"), code: Code::E09 };
    let [chinese, remedy, english, _] = words(&unreadable);
    assert_eq!([chinese, remedy], ["这一行读不懂", "照着 E09 的说明改"]);
    assert_eq!(english, "this line cannot be understood (expected `=`)");
    let due = Trouble::Due { language: Figure::of("2008-11-18"), out: 7 };
    assert_eq!(words(&due)[0], "期限 2008-11-18 过了，第007期");
}

#[test]
fn what_is_quoted_is_on_one_line() {
    let unknown = Trouble::UnknownKey { key: "甲\r\n乙\t丙".into() };
    assert_eq!(words(&unknown)[0], "不认识“甲 乙 丙”这一项，没有使用");
}

#[test]
fn quoted_text_and_names_show_no_number_of_a_person_and_edits_keep_it() {
    let link =
        Trouble::NotFoundNear { target: "13912345678.md".into(), near: "13912345678".into() };
    assert!(
        words(&link)
            .iter()
            .all(|text| !text.contains("13912345678") && text.contains("139****5678"))
    );
    assert_eq!(link.edit().map(|edit| edit.old).as_deref(), Some("13912345678.md"));
}

#[test]
fn the_catalogue_lists_every_variant_by_name() {
    let all = problems::<Trouble>();
    assert_eq!(all.len(), 7);
    assert_eq!(Trouble::MODULE, "yanxi_problem::tests");
    assert_eq!(all[0].name, "Trouble::NotFoundNear");
    assert_eq!(all[0].message.english, "there is no “‹target›”; the nearest is “‹near›”");
    assert_eq!(all[2].message.chinese, "‹unit›有 3 人一次也没有参加：‹names›等");
    assert_eq!(all[4].remedy.english, "write line 3 as ‹key›: ‹right›");
    let parts = sayings::<Remedy>();
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[2].module, "yanxi_problem::tests");
    assert_eq!((parts[2].name, parts[2].variant), ("Remedy", "Pair"));
    assert_eq!(parts[2].words, Wording::new("“{”成对", "pair “{”"));
}

#[test]
fn problems_stand_by_place_then_code_and_once() {
    let at = |line, problem: &Trouble| {
        Diagnostic::of(Place { line: Some(line), ..Place::file("a.md") }, problem)
    };
    let unknown = Trouble::UnknownKey { key: "甲".into() };
    let mut all =
        vec![at(2, &Trouble::NoResult), at(2, &unknown), at(1, &unknown), at(2, &unknown)];
    put_in_order(&mut all);
    let order: Vec<_> = all.iter().map(|one| (one.place.line, one.code)).collect();
    assert_eq!(order, [(Some(1), Code::R05), (Some(2), Code::R05), (Some(2), Code::W07)]);
}
