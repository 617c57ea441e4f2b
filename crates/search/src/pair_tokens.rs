//! Tokens of the index, made from a text in normal form.
//! In: N(text) as a string. Out: pairs of neighbouring units at the first one's position, or single word characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use yanxi_text::normal_form::BLOCK_END;

/// Overlapping pairs of units. A phrase ABCDE is asked as AB at 0, CD at 2, DE at 3.
#[derive(Clone, Default)]
pub(crate) struct PairTokenizer {
    token: Token,
}

pub(crate) struct PairStream<'a> {
    rest: std::str::Chars<'a>,
    previous: char,
    position: usize,
    token: &'a mut Token,
}

impl Tokenizer for PairTokenizer {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        PairStream { rest: text.chars(), previous: BLOCK_END, position: 0, token: &mut self.token }
    }
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        for unit in self.rest.by_ref() {
            let previous = std::mem::replace(&mut self.previous, unit);
            let position = self.position;
            self.position += 1;
            if previous != BLOCK_END && unit != BLOCK_END {
                self.token.text.clear();
                self.token.text.push(previous);
                self.token.text.push(unit);
                self.token.position = position - 1;
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

/// Every character of the text as a token of its own; the writer passes each distinct one once.
#[derive(Clone, Default)]
pub(crate) struct SingleTokenizer {
    token: Token,
}

pub(crate) struct SingleStream<'a> {
    rest: std::str::Chars<'a>,
    token: &'a mut Token,
}

impl Tokenizer for SingleTokenizer {
    type TokenStream<'a> = SingleStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> SingleStream<'a> {
        SingleStream { rest: text.chars(), token: &mut self.token }
    }
}

impl TokenStream for SingleStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(unit) = self.rest.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push(unit);
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
