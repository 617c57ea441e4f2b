//! Tokens of the index, made from a text in normal form.
//! In: N(text) as a string. Out: pairs of neighbouring units at the first one's position, once more with a sign before
//! them where a number begins that counts something; or the single characters and words that are given.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use yanxi_text::counts::begins_count;
use yanxi_text::normal_form::BLOCK_END;

use crate::field::{COUNT_BEGINS, WHOLE_WORD};

/// Overlapping pairs of units. A phrase ABCDE is asked as AB at 0, CD at 2, DE at 3.
#[derive(Clone, Default)]
pub(crate) struct PairTokenizer {
    token: Token,
}

pub(crate) struct PairStream<'a> {
    rest: std::str::Chars<'a>,
    previous: char,
    /// The two units before that one, the nearer first.
    earlier: [char; 2],
    position: usize,
    /// The pair at hand begins a count, which is still to be said.
    begins_count: bool,
    token: &'a mut Token,
}

impl Tokenizer for PairTokenizer {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        PairStream {
            rest: text.chars(),
            previous: BLOCK_END,
            earlier: [BLOCK_END; 2],
            position: 0,
            begins_count: false,
            token: &mut self.token,
        }
    }
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        if std::mem::take(&mut self.begins_count) {
            self.token.text.insert(0, COUNT_BEGINS);
            return true;
        }
        while let Some(unit) = self.rest.next() {
            let previous = std::mem::replace(&mut self.previous, unit);
            let earlier = self.earlier;
            self.earlier = [previous, earlier[0]];
            let position = self.position;
            self.position += 1;
            if previous != BLOCK_END && unit != BLOCK_END {
                self.token.text.clear();
                self.token.text.push(previous);
                self.token.text.push(unit);
                self.token.position = position - 1;
                let from = [previous, unit].into_iter().chain(self.rest.clone());
                self.begins_count = begins_count(earlier.into_iter(), from);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Every character of the text as a token of its own, and what follows a sign for whole words as one; the writer passes
/// each distinct one once.
#[derive(Clone, Default)]
pub(crate) struct SingleTokenizer {
    token: Token,
}

pub(crate) struct SingleStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for SingleTokenizer {
    type TokenStream<'a> = SingleStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SingleStream<'a> {
        SingleStream { rest: text, token: &mut self.token }
    }
}

impl TokenStream for SingleStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(unit) = self.rest.chars().next() else {
            return false;
        };
        let mut end = unit.len_utf8();
        if unit == WHOLE_WORD {
            end = self.rest[end..].find(WHOLE_WORD).map_or(self.rest.len(), |next| end + next);
        }
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(token);
        // The default position is the largest number, which the indexer would add to.
        self.token.position = 0;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
