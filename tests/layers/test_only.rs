//! What only tests see: items under `#[cfg(test)]`.
//! In: tokens. Out: whether an attribute says so, the module that it stands on, the place behind the item.

use proc_macro2::Delimiter;

use super::tokens::Tokens;

/// How an item ends. Where it is unclear, it ends early: then a name is counted rather than lost.
enum ExitStatus {
    Semicolon,
    Body,
    /// A field, a variant, an arm, an expression.
    Comma,
}

/// `cfg(test)`, `cfg(all(test, …))`.
pub(crate) fn is_test_only(attribute: &Tokens) -> bool {
    attribute.is_word(0, "cfg")
        && attribute.group(1).is_some_and(|condition| needs_test(&Tokens::of(condition.stream())))
}

fn needs_test(condition: &Tokens) -> bool {
    let parts =
        || condition.group(1).map(|group| Tokens::of(group.stream()).parts()).unwrap_or_default();
    if condition.is_word(0, "all") {
        parts().iter().any(needs_test)
    } else if condition.is_word(0, "any") {
        let parts = parts();
        !parts.is_empty() && parts.iter().all(needs_test)
    } else {
        condition.is_word(0, "test")
    }
}

/// The name in `mod name;` or `mod name { … }` behind the attributes here.
pub(crate) fn declared_module(tokens: &Tokens, at: usize) -> Option<String> {
    let at = behind_visibility(tokens, at);
    if !tokens.is_word(at, "mod") {
        return None;
    }
    tokens.word(at + 1).map(ToString::to_string)
}

/// The place behind the attributes here and the item that they stand on.
pub(crate) fn behind_item(tokens: &Tokens, at: usize) -> usize {
    let mut place = behind_visibility(tokens, at);
    let ending = ending(tokens, place);
    while place < tokens.len() {
        let ends = match ending {
            ExitStatus::Semicolon => tokens.is_sign(place, ';'),
            ExitStatus::Body => tokens.is_sign(place, ';') || tokens.is_braced(place),
            ExitStatus::Comma => {
                tokens.is_sign(place, ';') || tokens.is_sign(place, ',') || tokens.is_braced(place)
            }
        };
        place += 1;
        if ends {
            break;
        }
    }
    place
}

fn behind_visibility(tokens: &Tokens, mut at: usize) -> usize {
    while tokens.attribute(at).is_some() {
        at += 2;
    }
    if tokens.is_word(at, "pub") {
        at += 1;
        if tokens.group_in(at, Delimiter::Parenthesis).is_some() {
            at += 1;
        }
    }
    at
}

fn ending(tokens: &Tokens, at: usize) -> ExitStatus {
    const BEFORE_FN: &[&str] = &["fn", "unsafe", "async", "extern"];
    const WITH_BODY: &[&str] = &[
        "fn",
        "struct",
        "enum",
        "union",
        "trait",
        "impl",
        "mod",
        "macro_rules",
        "const",
        "unsafe",
        "async",
        "extern",
    ];
    let is_constant = tokens.is_word(at, "const") && !tokens.is_one_of(at + 1, BEFORE_FN);
    if is_constant || tokens.is_one_of(at, &["use", "static", "type", "let"]) {
        ExitStatus::Semicolon
    } else if tokens.is_one_of(at, WITH_BODY) {
        ExitStatus::Body
    } else {
        ExitStatus::Comma
    }
}
