//! Reads one Rust file as tokens: which names it says, which types it declares, what only tests see.
//! In: the file's text and the module that it is. Out: its names as paths from the crate's root, with their lines.
//! Strings, comments and what stands under `#[cfg(test)]` say nothing.
//!
//! Names count where `use` brings them, or where they are written out from `crate`, `self` or `super`. A path in code
//! that begins with a module's bare name leads to a child or to what a `use` has brought; only the latter leaves the
//! module, and the `use` is counted. Macros called by a bare name, and methods, show no path: see
//! [`super::package::Package::foreign_impls`] for the latter.

use proc_macro2::{Delimiter, LexError, TokenStream};

use super::test_only::{behind_item, declared_module, is_test_only};
use super::tokens::Tokens;
use super::trail::{Segments, Trail};

/// A name of this crate, or, where it begins with a bare name, perhaps of another.
pub(crate) struct Name {
    pub(crate) within: Segments,
    /// From the crate's root; `*` is its last segment for all names of a module.
    pub(crate) segments: Segments,
    pub(crate) relative: bool,
    /// What a `use` calls it from here on.
    pub(crate) imported_as: Option<String>,
    pub(crate) line: usize,
}

/// `impl Type { … }`, without a trait.
pub(crate) struct InherentImpl {
    pub(crate) within: Segments,
    /// The type as written.
    pub(crate) of: Segments,
    pub(crate) line: usize,
}

#[derive(Default)]
pub(crate) struct Contents {
    pub(crate) names: Vec<Name>,
    pub(crate) impls: Vec<InherentImpl>,
    /// Types and traits with the module that declares each.
    pub(crate) types: Vec<(Segments, String)>,
    /// Macros that `#[macro_export]` puts at the crate's root, with the module that they stand in.
    pub(crate) exported_macros: Vec<(Segments, String)>,
    pub(crate) inline_modules: Vec<Segments>,
    pub(crate) test_only: Vec<Segments>,
}

pub(crate) fn read(text: &str, module: &[String]) -> Result<Contents, LexError> {
    let mut contents = Contents::default();
    contents.stream(text.parse()?, module);
    Ok(contents)
}

impl Contents {
    fn stream(&mut self, stream: TokenStream, module: &[String]) {
        let tokens = Tokens::of(stream);
        let mut at = 0;
        while at < tokens.len() {
            at = self.next(&tokens, at, module);
        }
    }

    /// Reads what stands here; gives the place behind it.
    fn next(&mut self, tokens: &Tokens, at: usize, module: &[String]) -> usize {
        if tokens.attribute(at).is_some_and(|attribute| is_test_only(&attribute)) {
            return self.pass_over(tokens, at, module);
        }
        if is_inner_test_only(tokens, at) {
            self.test_only.push(module.to_vec());
            return tokens.len();
        }
        if tokens.is_word(at, "mod") && tokens.word(at + 1).is_some() && tokens.is_braced(at + 2) {
            return self.inline_module(tokens, at, module);
        }
        if tokens.is_word(at, "use") && !tokens.is_sign(at + 1, '<') {
            return self.path(tokens, at + 1, Trail::from(module), true);
        }
        if tokens.is_one_of(at, &["crate", "self", "super"]) && tokens.is_path_sign(at + 1) {
            return self.path(tokens, at, Trail::from(module), false);
        }
        self.note_declaration(tokens, at, module);
        if let Some(group) = tokens.group(at) {
            self.stream(group.stream(), module);
        }
        at + 1
    }

    fn pass_over(&mut self, tokens: &Tokens, at: usize, module: &[String]) -> usize {
        if let Some(name) = declared_module(tokens, at) {
            self.test_only.push(below(module, &name));
        }
        behind_item(tokens, at)
    }

    fn inline_module(&mut self, tokens: &Tokens, at: usize, module: &[String]) -> usize {
        if let (Some(name), Some(body)) = (tokens.word(at + 1), tokens.group(at + 2)) {
            let inner = below(module, &name.to_string());
            self.stream(body.stream(), &inner);
            self.inline_modules.push(inner);
        }
        at + 3
    }

    /// A path with its groups, in a `use` or in code; gives the place behind it.
    fn path(&mut self, tokens: &Tokens, mut at: usize, mut trail: Trail, in_use: bool) -> usize {
        loop {
            if tokens.is_sign(at, '$') {
                at += 1;
            }
            if let Some(word) = tokens.word(at) {
                trail.step(&word.to_string());
            } else if let Some(group) = tokens.group_in(at, Delimiter::Brace) {
                for part in Tokens::of(group.stream()).parts() {
                    self.path(&part, 0, trail.clone(), in_use);
                }
                return at + 1;
            } else if tokens.is_sign(at, '*') {
                trail.step("*");
            } else {
                break;
            }
            at += 1;
            if !tokens.is_path_sign(at) {
                break;
            }
            at += 2;
        }
        if trail.is_begun() {
            self.name(tokens, at, trail, in_use);
        }
        at
    }

    /// The path that ends before this place.
    fn name(&mut self, tokens: &Tokens, at: usize, trail: Trail, in_use: bool) {
        let within = trail.module().to_vec();
        let relative = trail.is_relative();
        let segments = trail.segments();
        let new_name = if tokens.is_word(at, "as") {
            tokens.word(at + 1).map(ToString::to_string)
        } else {
            None
        };
        let imported_as = if in_use { new_name.or_else(|| segments.last().cloned()) } else { None };
        let line = tokens.line(at.saturating_sub(1));
        self.names.push(Name { within, segments, relative, imported_as, line });
    }

    fn note_declaration(&mut self, tokens: &Tokens, at: usize, module: &[String]) {
        if tokens.is_one_of(at, &["struct", "enum", "union", "trait"])
            && let Some(name) = tokens.word(at + 1)
        {
            self.types.push((module.to_vec(), name.to_string()));
        }
        if tokens.is_word(at, "impl")
            && begins_item(tokens, at)
            && let Some(of) = inherent_type(tokens, at + 1)
        {
            self.impls.push(InherentImpl { within: module.to_vec(), of, line: tokens.line(at) });
        }
        if tokens.attribute(at).is_some_and(|attribute| attribute.is_word(0, "macro_export")) {
            self.note_exported_macro(tokens, at, module);
        }
        // `extern crate self as name` gives the root a name, as `use crate as name` does.
        if tokens.is_word(at, "extern")
            && tokens.is_word(at + 1, "crate")
            && tokens.is_word(at + 2, "self")
        {
            let imported_as = tokens.word(at + 4).map(ToString::to_string);
            let (within, segments) = (module.to_vec(), Segments::new());
            self.names.push(Name {
                within,
                segments,
                relative: false,
                imported_as,
                line: tokens.line(at),
            });
        }
    }

    fn note_exported_macro(&mut self, tokens: &Tokens, mut at: usize, module: &[String]) {
        while tokens.attribute(at).is_some() {
            at += 2;
        }
        if tokens.is_word(at, "macro_rules")
            && let Some(name) = tokens.word(at + 2)
        {
            self.exported_macros.push((module.to_vec(), name.to_string()));
        }
    }
}

fn below(module: &[String], name: &str) -> Segments {
    [module, &[name.to_owned()]].concat()
}

/// `#![cfg(test)]` stands here.
fn is_inner_test_only(tokens: &Tokens, at: usize) -> bool {
    tokens.is_sign(at, '#')
        && tokens.is_sign(at + 1, '!')
        && tokens
            .group_in(at + 2, Delimiter::Bracket)
            .is_some_and(|group| is_test_only(&Tokens::of(group.stream())))
}

/// An `impl` elsewhere is a type: `-> impl Iterator`.
fn begins_item(tokens: &Tokens, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    tokens.is_braced(before)
        || tokens.group_in(before, Delimiter::Bracket).is_some()
        || tokens.is_sign(before, ';')
        || tokens.is_one_of(before, &["unsafe", "default"])
}

/// The type of an `impl` behind this place that has a body and no trait.
fn inherent_type(tokens: &Tokens, at: usize) -> Option<Segments> {
    let start = tokens.behind_generics(at);
    let mut place = start;
    while !tokens.is_braced(place) && !tokens.is_word(place, "where") {
        let is_trait_for = tokens.is_word(place, "for") && !tokens.is_sign(place + 1, '<');
        if place >= tokens.len() || is_trait_for || tokens.is_sign(place, ';') {
            return None;
        }
        place = if tokens.is_sign(place, '<') { tokens.behind_generics(place) } else { place + 1 };
    }
    type_path(tokens, if tokens.is_word(start, "dyn") { start + 1 } else { start })
}

/// The path here; none where a macro will put it.
fn type_path(tokens: &Tokens, mut at: usize) -> Option<Segments> {
    let mut segments = Segments::new();
    while let Some(word) = tokens.word(at) {
        segments.push(word.to_string());
        if !tokens.is_path_sign(at + 1) {
            break;
        }
        at += 3;
    }
    (!segments.is_empty()).then_some(segments)
}
