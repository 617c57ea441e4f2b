//! What the derives refuse, and in which words.

use syn::DeriveInput;

use crate::derives;

fn refused(derived: syn::Result<proc_macro2::TokenStream>) -> String {
    match derived {
        Ok(tokens) => format!("accepted: {tokens}"),
        Err(error) => error.to_string(),
    }
}

fn problem(variant: &str) -> String {
    problem_enum(&format!("enum Problem {{ {variant} }}"))
}

fn problem_enum(text: &str) -> String {
    refused(derives::problem(&parsed(text)))
}

fn say(variant: &str) -> String {
    refused(derives::say(&parsed(&format!("enum Remedy {{ {variant} }}"))))
}

fn parsed(text: &str) -> DeriveInput {
    syn::parse_str(text).expect("an enum")
}

#[test]
fn what_is_right_is_accepted() {
    let right = r##"
        #[code(E13)] #[zh("没有“{target}”，有“{near}”", "")] #[en("no “{target}”", "write {near:>4}")] #[edit(target, near)]
        NotFound { target: Quoted, near: Name },
        #[code(R05, Warning)] #[group(State)] #[zh("{{甲}}", "乙")] #[en("a", "b")] Plain,
        #[code(W14)] #[zh("{count}人", "")] #[en("{people}", "", people = plural(*count, "a person", "people"))]
        Absent { count: usize },
        #[code(R04)] #[zh("读不懂", "")] #[en("it cannot be understood ({detail})", "")]
        Unreadable { #[unsaid(zh)] detail: Quoted },
        "##;
    assert!(problem(right).starts_with("accepted"), "{}", problem(right));
    let right = r#"#[zh("第{line}行")] #[en("line {line}",)] Line { line: usize }"#;
    assert!(say(right).starts_with("accepted"), "{}", say(right));
}

#[test]
fn an_unknown_placeholder_names_the_fields() {
    assert_eq!(
        problem(
            r#"#[code(E13)] #[zh("没有“{targt}”", "")] #[en("no “{target}”", "")] NotFound { target: Quoted, near: Name }"#
        ),
        "`targt` is no field of NotFound; it has target, near"
    );
    assert_eq!(
        problem(r#"#[code(E13)] #[zh("没有{target}", "")] #[en("none", "")] NotFound"#),
        "`target` is no field of NotFound; it has none"
    );
    assert_eq!(
        say(r#"#[zh("{a}")] #[en("a")] One { b: usize }"#),
        "`a` is no field of One; it has b"
    );
}

#[test]
fn a_field_that_one_language_leaves_out_is_named() {
    let of = |zh: &str, en: &str| {
        problem(&format!(
            "#[code(E13)] #[zh({zh})] #[en({en})] #[edit(target, near)] NotFoundNear {{ target: Quoted, near: Name }}"
        ))
    };
    let whole = r#""{target}", "{near}""#;
    assert_eq!(
        of(whole, r#""{target}", """#),
        "the English wording of NotFoundNear leaves out `near`"
    );
    assert_eq!(
        of(r#""{near}", "改""#, whole),
        "the Chinese wording of NotFoundNear leaves out `target`"
    );
    // In a longer name, in a text of an expression, doubled: not said.
    assert_eq!(
        of(whole, r#""{target} {x}", "{{near}}", x = nearest("near")"#),
        "the English wording of NotFoundNear leaves out `near`"
    );
    assert!(
        of(whole, r#""{target} {x}", "", x = shorter(&[near.0.as_str()])"#).starts_with("accepted")
    );
    assert_eq!(
        say(r#"#[zh("第{line}行")] #[en("a line")] Line { line: usize }"#),
        "the English wording of Line leaves out `line`"
    );
}

#[test]
fn a_field_marked_as_unsaid_is_left_out_where_it_says_so() {
    let of = |mark: &str, zh: &str, en: &str| {
        problem(&format!(
            r#"#[code(R04)] #[zh("{zh}", "")] #[en("{en}", "")] Unreadable {{ #[unsaid({mark})] detail: Quoted }}"#
        ))
    };
    assert!(of("zh", "读不懂", "{detail}").starts_with("accepted"));
    assert_eq!(
        of("en", "读不懂", "{detail}"),
        "the Chinese wording of Unreadable leaves out `detail`"
    );
    assert_eq!(
        of("zh", "{detail}", "{detail}"),
        "the Chinese wording of Unreadable says `detail`, which is marked as unsaid"
    );
    assert_eq!(of("fr", "读不懂", "{detail}"), "`fr` is none of zh, en");
}

#[test]
fn values_made_for_a_text_are_used_and_have_names_of_their_own() {
    let of = |values: &str| {
        problem(&format!(
            r#"#[code(W14)] #[zh("{{count}}", "")] #[en("{{count}} {{a}}", "", {values})] Absent {{ count: usize }}"#
        ))
    };
    assert!(of("a = 1").starts_with("accepted"));
    assert!(of("b = 1, a = b + 1").starts_with("accepted"));
    assert_eq!(of("a = 1, b = 2"), "the English wording of Absent does not use `b`");
    assert_eq!(of("a = 1, count = 2"), "`count` is the name of a field");
    assert_eq!(of("a = 1, a = 2"), "`a` is there twice");
}

#[test]
fn every_part_is_needed_once_and_in_its_place() {
    let (zh, en) = (r#"#[zh("甲", "")]"#, r#"#[en("a", "")]"#);
    let of = |attributes: &str| problem(&format!("{attributes} One"));
    assert_eq!(of(&format!("{zh} {en}")), "One needs #[code(…)]");
    assert_eq!(of(&format!("#[code(E01)] {en}")), "One needs #[zh(…)]");
    assert_eq!(of(&format!("#[code(E01)] {zh}")), "One needs #[en(…)]");
    assert_eq!(of(&format!("#[code(E01)] {zh} {en} {en}")), "a second #[en]");
    assert_eq!(of(&format!("#[code] {zh} {en}")), "#[code(…)] takes something in brackets");
    assert_eq!(
        of(&format!("#[code(E01, Hint)] {zh} {en}")),
        "`Hint` is none of Error, Warning, Note"
    );
    assert_eq!(of(&format!("#[code(E01 Warning)] {zh} {en}")), "unexpected token");
    assert_eq!(
        of(&format!("#[code(E01)] #[group(Late)] {zh} {en}")),
        "`Late` is none of Mistyped, State"
    );
    assert_eq!(
        of(&format!("#[code(E01)] #[edit(a, b)] {zh} {en}")),
        "`a` is no field of One; it has none"
    );
    assert_eq!(
        of(&format!("#[code(E01)] #[unsaid(zh)] {zh} {en}")),
        "#[unsaid] does not belong here"
    );
    assert!(
        of(r#"#[code(E01)] #[zh("甲")] #[en("a", "")]"#)
            .contains("the remedy is missing, a text in quotes")
    );
    assert_eq!(of(r#"#[code(E01)] #[zh("", "甲")] #[en("a", "")]"#), "the message is empty");
    assert!(say(r#"#[zh("甲", "乙")] #[en("a")] One"#).contains("expected identifier"));
}

#[test]
fn other_forms_of_types_are_refused() {
    let words = r#"#[code(E01)] #[zh("甲", "")] #[en("a", "")]"#;
    assert_eq!(problem(&format!("{words} One(usize)")), "the fields of One need names");
    assert_eq!(
        problem(&format!("{words} One {{ #[zh(\"甲\")] a: usize }}")),
        "#[zh] does not belong here"
    );
    assert_eq!(
        problem_enum("struct Problem { a: usize }"),
        "Problem is to be an enum with variants"
    );
    assert_eq!(problem_enum("enum Problem {}"), "Problem is to be an enum with variants");
    assert_eq!(
        problem_enum(&format!("enum Problem<'a> {{ {words} One }}")),
        "Problem takes no parameters"
    );
    assert_eq!(
        problem_enum(&format!("#[code(E01)] enum Problem {{ {words} One }}")),
        "#[code] does not belong here"
    );
}

#[test]
fn braces_are_read_as_format_reads_them() {
    let of =
        |text: &str| problem(&format!(r#"#[code(E01)] #[zh("甲", "")] #[en("{text}", "")] One"#));
    assert!(of("{{a}} }}{{").starts_with("accepted"));
    assert_eq!(of("{a"), "a single `{` is written `{{`");
    assert_eq!(of("a}"), "a single `}` is written `}}`");
    assert_eq!(of("{}"), "`{}` names no field");
    assert_eq!(of("{0}"), "`{0}` names no field");
}
