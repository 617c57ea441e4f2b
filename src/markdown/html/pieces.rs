//! One run of HTML as its author typed it, cut into tags and words.
//! In: what the Markdown parser handed on as HTML, seldom the whole of an element. Out: pieces in order; what looks like a
//! tag and has no end is words.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::markdown::tree::is_unwanted;

/// A tag, words, or what no reader sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Start(StartTag),
    End(String),
    Words(String),
    /// A comment, a declaration or an instruction to programs.
    Remark {
        words: String,
        line: usize,
        /// Where it runs on to the end, what would have ended it.
        missing: Option<&'static str>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StartTag {
    /// Lower case.
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) closes_itself: bool,
    /// From 1, in the run.
    pub(super) line: usize,
    /// The end tag does not follow in the same run, though what stands inside is no markup.
    pub(super) is_cut: bool,
}

/// Elements whose inside is taken as it is typed.
const VERBATIM: [(&str, RawKind); 8] = [
    ("script", RawKind::ScriptData),
    ("style", RawKind::Rawtext),
    ("xmp", RawKind::Rawtext),
    ("iframe", RawKind::Rawtext),
    ("noembed", RawKind::Rawtext),
    ("noframes", RawKind::Rawtext),
    ("textarea", RawKind::Rcdata),
    ("title", RawKind::Rcdata),
];

/// Tries at finding where a tag begins that has no end.
const TRIES: usize = 8;

/// Cuts a run of HTML. `sentinel` is a word that no text can hold.
pub(super) fn cut(html: &str, sentinel: &str) -> Vec<Piece> {
    let mut html = words_in_brackets(html);
    for _ in 0..TRIES {
        if let Some(pieces) = try_cut(&html, sentinel) {
            return pieces;
        }
        // The last bracket opens what does not end.
        match html.rfind('<') {
            Some(at) => html.replace_range(at..=at, "&lt;"),
            None => break,
        }
    }
    let words = html.replace('<', "&lt;");
    try_cut(&words, sentinel).unwrap_or_else(|| vec![Piece::Words(html)])
}

/// Browsers would take `</日期>` for a comment, and `<b 且 c>` in `a<b 且 c>d` for a tag: both are words.
fn words_in_brackets(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let inside = &found[1..];
        let are_words = match inside.strip_prefix('/') {
            Some(name) => !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '>'),
            None => inside.starts_with(|c: char| c.is_ascii_alphabetic()) && holds_words(inside),
        };
        out.push_str(if are_words { "&lt;" } else { "<" });
        rest = inside;
    }
    out.push_str(rest);
    out
}

/// Whether what stands in the brackets of a tag is no list of attributes.
fn holds_words(tag: &str) -> bool {
    let mut quote: Option<char> = None;
    let mut in_value = false;
    let mut last = ' ';
    for character in tag.chars() {
        match quote {
            Some(mark) if character == mark => quote = None,
            Some(_) => {}
            None => match character {
                '>' => return false,
                '<' => return true,
                '"' | '\'' if last == '=' => quote = Some(character),
                '=' => in_value = true,
                _ if character.is_whitespace() => in_value &= last == '=',
                _ if !character.is_ascii() && !in_value => return true,
                _ => {}
            },
        }
        if !character.is_whitespace() || last != '=' {
            last = character;
        }
    }
    false
}

/// Nothing where the run ends inside a tag.
fn try_cut(html: &str, sentinel: &str) -> Option<Vec<Piece>> {
    let sink = Sink { lower: html.to_ascii_lowercase(), ..Sink::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    queue.push_back(StrTendril::from_slice(sentinel));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut pieces = tokenizer.sink.pieces.into_inner();
    match pieces.last_mut() {
        Some(Piece::Words(words)) => {
            let kept = words.strip_suffix(sentinel)?.len();
            words.truncate(kept);
        }
        Some(Piece::Remark { words, missing, .. }) => {
            let kept = words.find(sentinel)?;
            words.truncate(kept);
            let is_comment = html.rfind("<!--") > html.rfind("<?");
            *missing = Some(if is_comment { "-->" } else { ">" });
        }
        _ => return None,
    }
    pieces.retain(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
    Some(pieces)
}

#[derive(Default)]
struct Sink {
    /// The run in lower case, to see whether an element ends in it.
    lower: String,
    pieces: RefCell<Vec<Piece>>,
}

impl Sink {
    fn words(&self, words: &str) {
        let words: String = words.chars().filter(|c| !is_unwanted(*c)).collect();
        let mut pieces = self.pieces.borrow_mut();
        match pieces.last_mut() {
            Some(Piece::Words(before)) => before.push_str(&words),
            _ => pieces.push(Piece::Words(words)),
        }
    }

    fn tag(&self, tag: Tag, line: usize) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let mut pieces = self.pieces.borrow_mut();
        if tag.kind == TagKind::EndTag {
            pieces.push(Piece::End(name));
            return TokenSinkResult::Continue;
        }
        let verbatim = VERBATIM.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        let ends = self.lower.matches(&format!("</{name}")).count();
        let ended = pieces.iter().filter(|piece| **piece == Piece::End(name.clone())).count();
        let attributes = tag
            .attrs
            .iter()
            .map(|attribute| {
                let value = attribute.value.chars().filter(|c| !is_unwanted(*c)).collect();
                (attribute.name.local.to_string(), value)
            })
            .filter(|(name, _)| name.chars().all(is_of_name))
            .collect();
        pieces.push(Piece::Start(StartTag {
            name,
            attributes,
            closes_itself: tag.self_closing,
            line,
            is_cut: verbatim.is_some() && ends <= ended,
        }));
        match verbatim.filter(|_| ends > ended) {
            Some(kind) => TokenSinkResult::RawData(kind),
            None => TokenSinkResult::Continue,
        }
    }
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':' | '.')
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let line = usize::try_from(line).unwrap_or(1).max(1);
        match token {
            Token::TagToken(tag) => return self.tag(tag, line),
            Token::CharacterTokens(words) => self.words(&words),
            Token::CommentToken(words) => self.pieces.borrow_mut().push(Piece::Remark {
                words: words.to_string(),
                line,
                missing: None,
            }),
            Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        cut(html, "0123456789abcdef")
            .into_iter()
            .map(|piece| match piece {
                Piece::Start(tag) => format!("[{}{}]", tag.name, if tag.is_cut { "!" } else { "" }),
                Piece::End(name) => format!("[/{name}]"),
                Piece::Words(words) => words,
                Piece::Remark { words, missing, .. } => {
                    format!("({words}{})", missing.unwrap_or_default())
                }
            })
            .collect()
    }

    #[test]
    fn what_has_no_end_is_words() {
        for (html, expected) in [
            ("<b>甲</b>&lt;乙", "[b]甲[/b]<乙"),
            ("<b>甲 <a href=\"x", "[b]甲 <a href=\"x"),
            ("<td><日期></td>", "[td]<日期>[/td]"),
            ("甲</日期>乙", "甲</日期>乙"),
            ("甲<乙 <丙", "甲<乙 <丙"),
            ("<script>甲<b></script>乙", "[script]甲<b>[/script]乙"),
            ("<script>", "[script!]"),
            ("<style>甲", "[style!]甲"),
            ("<!-- 甲 -->乙", "( 甲 )乙"),
            ("甲<!-- 乙 <b>", "甲( 乙 <b>-->)"),
            ("甲<?xml 乙", "甲(?xml 乙>)"),
            ("<title>甲</title>", "[title]甲[/title]"),
            ("甲<", "甲<"),
            ("a<b 且 c>d<i title=甲 b = '乙>'>丙</i>", "a<b 且 c>d[i]丙[/i]"),
            ("<b\n<b>丁</b>", "<b\n[b]丁[/b]"),
            ("<<<<<<<<<<<<a", "<<<<<<<<<<<<a"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}
