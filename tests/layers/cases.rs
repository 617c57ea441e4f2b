//! That the test of the layers can fail: small crates, written here, and what is said of them.

use super::crates;
use super::layers::{Layers, lists};
use super::package::Package;

/// `low` below `high`; `left` and `right` side by side between them.
const LIST: &str = "```layers src\nlow\nleft right # side by side\nhigh\n```\n";
const ROOT: &str =
    "mod high; mod left; mod low; mod right; pub use high::Shown; pub use high::Long as Short;";

fn package(files: &[(&str, &str)], depth: usize) -> Package {
    let sources: Vec<(String, String)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    Package::read("src", &sources, depth).expect("Rust")
}

/// The four modules, with these texts in place of empty ones.
fn crate_of(changed: &[(&str, &str)]) -> Package {
    let mut files = vec![
        ("lib.rs", ROOT),
        ("low.rs", ""),
        ("left.rs", "pub struct Type;"),
        ("right.rs", ""),
        ("high.rs", "pub struct Type;"),
    ];
    files.retain(|(path, _)| changed.iter().all(|(new, _)| new != path));
    files.extend(changed);
    package(&files, 1)
}

fn layers(document: &str) -> Layers {
    lists(document).expect("lists").remove("src").expect("a list for src")
}

fn told(package: &Package) -> Vec<String> {
    layers(LIST).faults(package)
}

/// What is said of `low` when its text is this.
fn told_of_low(text: &str) -> Vec<String> {
    told(&crate_of(&[("low.rs", text)]))
}

#[track_caller]
fn assert_seen(text: &str, name: &str) {
    let expected = format!("low must not name high: src/low.rs:1 {name}");
    assert_eq!(told_of_low(text), [expected], "{text}");
}

#[track_caller]
fn assert_unseen(text: &str) {
    assert_eq!(told_of_low(text), Vec::<String>::new(), "{text}");
}

#[test]
fn every_way_to_name_is_seen() {
    assert_seen("use crate::high::Type;", "high::Type");
    assert_seen("use crate::high;", "high");
    assert_seen("use crate::high::{self};", "high");
    assert_seen("use crate::high::*;", "high::*");
    assert_seen("use crate::high::Type as Other;", "high::Type");
    assert_seen("use super::high::Type;", "high::Type");
    assert_seen("pub(crate) use self::super::high::Type;", "high::Type");
    assert_seen("use crate::{low::{a, b}, high::deep::{Type}};", "high::deep::Type");
    assert_seen("use {std::fmt, crate::high::Type};", "high::Type");
    assert_seen("use crate::r#high::Type;", "high::Type");
    assert_seen("fn f() { use crate::high::Type; }", "high::Type");
    assert_seen("fn f() { crate::high::f(1) }", "high::f");
    assert_seen("fn f(value: crate::high::Type) {}", "high::Type");
    assert_seen("fn f() -> Vec<<super::high::Type as Iterator>::Item> {}", "high::Type");
    assert_seen("struct S { field: &'static crate::high::Type<'static> }", "high::Type");
    assert_seen("impl crate::high::Trait for S {}", "high::Trait");
    assert_seen("#[derive(crate::high::Derived)] struct S;", "high::Derived");
    assert_seen("mod inner { use super::super::high::Type; }", "high::Type");
    assert_seen("mod inner { fn f() { super::super::high::f() } }", "high::f");
    assert_seen("fn f() { format!(\"{}\", crate::high::N); }", "high::N");
    assert_seen("fn f() { crate::high::say!(1) }", "high::say");
    assert_seen("macro_rules! m { ($a:expr) => { $crate::high::f($a) } }", "high::f");
    assert_seen("macro_rules! m { () => { use $crate::high::{Type}; } }", "high::Type");
}

#[test]
fn each_name_of_a_group_is_told_with_its_line() {
    let text = "use crate::high::{\n    self, One,\n    inner::{Two, *},\n};";
    let expected = ["2 high", "2 high::One", "3 high::inner::Two", "3 high::inner::*"]
        .map(|name| format!("low must not name high: src/low.rs:{name}"));
    assert_eq!(told_of_low(text), expected);
}

#[test]
fn files_in_folders_belong_to_their_top_module() {
    let files = [
        ("low/mod.rs", "mod deep;"),
        ("low/deep.rs", "use super::super::high::Type; use super::own;"),
    ];
    let package = package(&[&[("lib.rs", ROOT), ("high/mod.rs", "")], &files[..]].concat(), 1);
    assert_eq!(told(&package), ["low must not name high: src/low/deep.rs:1 high::Type"]);
}

#[test]
fn the_root_is_seen_through() {
    assert_seen("use crate::Shown;", "high::Shown");
    assert_seen("use crate::{Short};", "high::Long");
    assert_seen("fn f() { super::Shown::new() }", "high::Shown::new");
    let package = crate_of(&[
        ("low.rs", "use crate::m;"),
        ("high.rs", "#[macro_export] macro_rules! m { () => {} }"),
    ]);
    assert_eq!(told(&package), ["low must not name high: src/low.rs:1 high::m"]);
}

#[test]
fn the_root_stands_above_all() {
    let expected = |name| vec![format!("low must not name the crate's root: src/low.rs:1 {name}")];
    assert_eq!(told_of_low("use crate::Declared;"), expected("Declared"));
    assert_eq!(told_of_low("use super::*;"), expected("*"));
    let package = package(
        &[("main.rs", "mod low; use crate::low::f; fn main() { low::f() }"), ("low.rs", "")],
        1,
    );
    assert_eq!(told(&package), Vec::<String>::new());
}

#[test]
fn a_program_beside_the_library_is_another_crate() {
    let package = crate_of(&[("main.rs", "use crate::nothing; fn main() { root::high::run() }")]);
    assert_eq!(told(&package), Vec::<String>::new());
}

#[test]
fn what_is_no_name_is_not_seen() {
    assert_unseen("// crate::high::Type");
    assert_unseen("//! See [`crate::high::Type`].");
    assert_unseen("/// See [`crate::high::Type`].\nfn f() {}");
    assert_unseen("/* use crate::high::Type; */");
    assert_unseen("const S: &str = \"use crate::high::Type;\";");
    assert_unseen("const S: &str = r#\"crate::high::Type\"#;");
    assert_unseen("use std::high::Type; use high::Type; use ::high::Type;");
    assert_unseen("use crate::low::high; use self::high::Type; fn f() { self::high::f() }");
    assert_unseen(
        "fn f(self: Box<Self>) -> impl Iterator<Item = u8> + use<'static> { other::high::f() }",
    );
}

#[test]
fn what_only_tests_see_is_not_seen() {
    assert_unseen("#[cfg(test)] mod tests { use crate::high::Type; }");
    assert_unseen("#[cfg(all(test, unix))] mod tests { use crate::high::Type; }");
    assert_unseen("#[cfg(test)] use crate::high::{Type};");
    assert_unseen(
        "#[cfg(test)] #[allow(unused)] pub(crate) fn f() -> crate::high::Type { crate::high::f() }",
    );
    assert_unseen("#[cfg(test)] const C: crate::high::Type = crate::high::Type { a: 1 };");
    assert_unseen("#[cfg(test)] impl crate::high::Trait for S {}");
    assert_unseen("struct S { #[cfg(test)] field: crate::high::Type, other: u8 }");
    assert_unseen("#![cfg(test)] use crate::high::Type;");
}

#[test]
fn what_stands_behind_a_test_is_seen() {
    assert_seen("#[cfg(test)] mod tests; use crate::high::Type;", "high::Type");
    assert_seen("#[cfg(test)] mod tests { } use crate::high::Type;", "high::Type");
    assert_seen("#[cfg(test)] use std::{fmt}; use crate::high::Type;", "high::Type");
    assert_seen("struct S { #[cfg(test)] field: u8, other: crate::high::Type }", "high::Type");
    assert_seen("#[cfg(not(test))] use crate::high::Type;", "high::Type");
    assert_seen("#[cfg(any(test, unix))] use crate::high::Type;", "high::Type");
    assert_seen("#[cfg_attr(test, allow(unused))] use crate::high::Type;", "high::Type");
}

#[test]
fn files_that_only_tests_declare_are_not_seen() {
    let package = crate_of(&[
        ("low.rs", "#[cfg(test)] mod probes;"),
        ("low/probes/mod.rs", "mod deep; use crate::high::Type;"),
        ("low/probes/deep.rs", "use crate::high::Type;"),
        ("lib.rs", "#[cfg(test)] mod testing;"),
        ("testing.rs", "use crate::high::Type;"),
    ]);
    assert_eq!(told(&package), Vec::<String>::new());
    assert_eq!(layers(LIST).differences(&package), Vec::<String>::new());
}

#[test]
fn names_in_one_layer_must_not_name_each_other() {
    let package =
        crate_of(&[("left.rs", "use crate::right::f;"), ("right.rs", "use crate::left::f;")]);
    assert_eq!(
        told(&package),
        [
            "left must not name right: src/left.rs:1 right::f",
            "right must not name left: src/right.rs:1 left::f"
        ]
    );
}

#[test]
fn lower_layers_may_be_named() {
    let package =
        crate_of(&[("high.rs", "use crate::{left::a, low};"), ("left.rs", "use crate::low::f;")]);
    assert_eq!(told(&package), Vec::<String>::new());
}

#[test]
fn the_root_has_one_name() {
    for text in [
        "use crate as root;",
        "use crate::{self as root};",
        "use {crate as root};",
        "use super::{self as root};",
        "use super as root;",
        "extern crate self as root;",
        "macro_rules! m { () => { use $crate as root; } }",
    ] {
        let names = crate_of(&[("low.rs", text)]).names_for_root();
        assert_eq!(names, ["the crate's root must not have another name: src/low.rs:1"], "{text}");
    }
    let package = crate_of(&[(
        "low.rs",
        "use crate::low as other; use self as own; fn f() { crate::N as u8 }",
    )]);
    assert_eq!(package.names_for_root(), Vec::<String>::new());
}

fn impls_of_high(text: &str) -> Vec<String> {
    let package = crate_of(&[("high.rs", text)]);
    package
        .foreign_impls()
        .into_iter()
        .map(|block| format!("{} {}", block.line, block.of))
        .collect()
}

#[test]
fn methods_on_a_type_of_another_module_are_refused() {
    assert_eq!(impls_of_high("impl crate::left::Type {}"), ["1 crate::left::Type"]);
    assert_eq!(impls_of_high("use crate::left;\nimpl left::Type {}"), ["2 left::Type"]);
    assert_eq!(impls_of_high("use crate::left::Type; impl Type {}"), ["1 Type"]);
    assert_eq!(impls_of_high("use crate::left::Type as Own; struct Type; impl Own {}"), ["1 Own"]);
    assert_eq!(
        impls_of_high("use crate::left::*; impl<'a, F: Fn() -> u8> Type<'a, F> where F: Copy {}"),
        ["1 Type"]
    );
    assert_eq!(impls_of_high("#[rustfmt::skip] unsafe impl Type {}"), ["1 Type"]);
    assert_eq!(impls_of_high("use crate::left::Trait; impl dyn Trait {}"), ["1 Trait"]);
}

#[test]
fn methods_on_own_types_and_traits_are_not_refused() {
    for text in [
        "struct Names<'a>(&'a u8); impl<'a> Names<'a> {}",
        "enum E<const N: usize> {} impl<const N: usize> E<N> where [u8; N]: Copy {}",
        "struct S<F>(F); impl<F: for<'a> Fn(&'a u8) -> u8> S<F> where F: for<'a> Fn(&'a u8) {}",
        "struct S; mod inner { use super::S; impl S {} impl super::S {} }",
        "trait T {} impl dyn T {}",
        "use crate::left::Type; impl Clone for Type {} impl<T: Copy> From<T> for crate::left::Type {}",
        "use crate::left::Type; fn f() -> impl Iterator<Item = Type> { g(|x: impl Fn()| {}) }",
        "macro_rules! m { ($t:ty) => { impl $t {} } }",
        "#[cfg(test)] impl crate::left::Type {}",
    ] {
        assert_eq!(impls_of_high(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn list_and_crate_must_agree() {
    let missing = layers("```layers src\nlow left\nright gone\n```");
    let package = crate_of(&[]);
    let expected = ["src: high stands in no layer", "src: gone stands in a layer and is no module"];
    assert_eq!(missing.differences(&package), expected);
    assert_eq!(layers(LIST).differences(&package), Vec::<String>::new());
}

#[test]
fn lists_are_read_from_their_document() {
    let first = "# Head\n```\nlayers of nothing\n```\n```layers crates/one 2\n# Only a comment.\n\na b::c # d\n```\n";
    let document = format!("{first}```layers src\n```");
    let lists = lists(&document).expect("lists");
    assert_eq!(lists.keys().collect::<Vec<_>>(), ["crates/one", "src"]);
    assert_eq!((lists["crates/one"].depth, lists["src"].depth), (2, 1));
    let package = package(&[("a.rs", ""), ("b/mod.rs", ""), ("b/c.rs", "")], 2);
    assert_eq!(lists["crates/one"].differences(&package), ["crates/one: b stands in no layer"]);
}

#[test]
fn faulty_lists_are_told() {
    let told = |document| lists(document).err().expect("a fault");
    assert_eq!(told("```layers src\na\nb a\n```"), "src: a stands in two layers");
    assert_eq!(told("```layers src\n```\n```layers src\n```"), "src has two lists of layers");
    assert_eq!(told("```layers src deep\n```"), "src: the depth is no number");
}

#[test]
fn modules_are_told_apart_as_deep_as_the_list_says() {
    let files = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod b; mod c;"),
        ("a/b.rs", "use super::c::f;"),
        ("a/c.rs", ""),
    ];
    let list = "```layers src 2\na::b\na::c\na\n```";
    let faults = |depth| layers(list).faults(&package(&files, depth)).len();
    assert_eq!((faults(1), faults(2)), (0, 1));
}

#[test]
fn all_crates_of_the_workspace_are_known() {
    let manifest = "[workspace]\nmembers = [\".\", \"crates/one\",\n \"tool\"]\ndefault-members = [\"other\"]\n";
    assert_eq!(crates(manifest), ["src", "crates/one", "tool"]);
}
