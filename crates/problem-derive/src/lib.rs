//! Derives of yanxi-problem: what a problem says stands at its definition, once in each language.
//! In: an enum with `#[zh(…)]` and `#[en(…)]` at its variants. Out: implementations of `Problem`, `Say` and `Examples`.
//!
//! A wrong placeholder, and a field that one language leaves out, does not compile.

mod attributes;
mod derives;
mod text;

#[cfg(test)]
mod tests;

use syn::{DeriveInput, parse_macro_input};

/// Problems, each with its code and its wordings: `#[code(E13)]` or `#[code(R05, Warning)]`, `#[zh("message", "remedy")]`
/// and `#[en("message", "remedy")]`, perhaps `#[edit(old, new)]`, `#[group(State)]`.
///
/// After the texts may stand names with values, which see the fields as references:
/// `#[en("{count} {people}", "", people = plural(*count, "person", "people"))]`. A field is said in both languages unless
/// it bears `#[unsaid(zh)]` or `#[unsaid(en)]`.
#[proc_macro_derive(Problem, attributes(code, zh, en, edit, group, unsaid))]
pub fn problem(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derives::problem(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}

/// Parts of a message, each said in its own way: `#[zh("text")]` and `#[en("text")]` at every variant, with the same
/// names, values and checks as for `Problem`.
#[proc_macro_derive(Say, attributes(zh, en, unsaid))]
pub fn say(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derives::say(&input).unwrap_or_else(|error| error.to_compile_error()).into()
}
