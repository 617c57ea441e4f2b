//! Rust's tokens side by side, asked by their place.
//! In: a stream of tokens. Out: whether a word, a sign or a group stands at a place, and on which line.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

pub(crate) struct Tokens(Vec<TokenTree>);

impl Tokens {
    pub(crate) fn of(stream: TokenStream) -> Tokens {
        Tokens(stream.into_iter().collect())
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn word(&self, at: usize) -> Option<&Ident> {
        match self.0.get(at) {
            Some(TokenTree::Ident(word)) => Some(word),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at).is_some_and(|found| found == word)
    }

    pub(crate) fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|found| words.iter().any(|word| found == word))
    }

    pub(crate) fn is_sign(&self, at: usize, sign: char) -> bool {
        matches!(self.0.get(at), Some(TokenTree::Punct(found)) if found.as_char() == sign)
    }

    /// `::` stands here.
    pub(crate) fn is_path_sign(&self, at: usize) -> bool {
        self.is_sign(at, ':') && self.is_sign(at + 1, ':')
    }

    pub(crate) fn group(&self, at: usize) -> Option<&Group> {
        match self.0.get(at) {
            Some(TokenTree::Group(group)) => Some(group),
            _ => None,
        }
    }

    pub(crate) fn group_in(&self, at: usize, delimiter: Delimiter) -> Option<&Group> {
        self.group(at).filter(|group| group.delimiter() == delimiter)
    }

    pub(crate) fn is_braced(&self, at: usize) -> bool {
        self.group_in(at, Delimiter::Brace).is_some()
    }

    /// What stands in the brackets of `#[…]`, whose `#` is here.
    pub(crate) fn attribute(&self, at: usize) -> Option<Tokens> {
        if !self.is_sign(at, '#') {
            return None;
        }
        self.group_in(at + 1, Delimiter::Bracket).map(|group| Tokens::of(group.stream()))
    }

    /// The place behind a list of generics, `<…>`, or the same place where there is none.
    pub(crate) fn behind_generics(&self, at: usize) -> usize {
        if !self.is_sign(at, '<') {
            return at;
        }
        let mut depth = 0_usize;
        for place in at..self.len() {
            let ends_an_arrow = place > at && self.is_sign(place - 1, '-');
            if self.is_sign(place, '<') {
                depth += 1;
            } else if self.is_sign(place, '>') && !ends_an_arrow {
                depth -= 1;
            }
            if depth == 0 {
                return place + 1;
            }
        }
        self.len()
    }

    /// Parts between commas.
    pub(crate) fn parts(self) -> Vec<Tokens> {
        self.0
            .split(|tree| matches!(tree, TokenTree::Punct(sign) if sign.as_char() == ','))
            .filter(|part| !part.is_empty())
            .map(|part| Tokens(part.to_vec()))
            .collect()
    }

    pub(crate) fn line(&self, at: usize) -> usize {
        self.0.get(at).map_or(0, |tree| tree.span().start().line)
    }
}
