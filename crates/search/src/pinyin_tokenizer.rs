//! Pinyin terms of titles, headings, names and tags, read for tantivy.
//! In: lines of a position and a term, see [`crate::pinyin_tokens`]. Out: tokens.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

#[derive(Clone, Default)]
pub(crate) struct PinyinTokenizer {
    token: Token,
}

pub(crate) struct PinyinStream<'a> {
    lines: std::str::Lines<'a>,
    token: &'a mut Token,
}

impl Tokenizer for PinyinTokenizer {
    type TokenStream<'a> = PinyinStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PinyinStream<'a> {
        PinyinStream { lines: text.lines(), token: &mut self.token }
    }
}

impl TokenStream for PinyinStream<'_> {
    fn advance(&mut self) -> bool {
        let line = self.lines.next().and_then(|line| line.split_once('\t'));
        let Some((position, term)) = line else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = position.parse().unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pinyin_tokens::pinyin_tokens;

    #[test]
    fn every_reading_has_its_terms() {
        let tokens = pinyin_tokens(["重庆", "大会"].into_iter(), true);
        let at = |position: usize| -> Vec<String> {
            let mut tokenizer = PinyinTokenizer::default();
            let mut stream = tokenizer.token_stream(&tokens);
            let mut here = Vec::new();
            while stream.advance() {
                if stream.token().position == position {
                    here.push(stream.token().text.clone());
                }
            }
            here
        };
        for term in ["zhong qing", "chong qing", "!zq", "!cq", "zhong"] {
            assert!(at(0).contains(&term.to_string()), "{term}");
        }
        assert_eq!(at(1), ["qing"]);
        assert!(at(2).is_empty() && at(3).contains(&"da hui".to_string()));
    }
}
