//! The words of a page's HTML as one text, with the place of each character in the HTML.
//! In: a document's segments. Out: [`Laid`]: its text with `\n` between blocks, headings, and where links end.

use std::ops::Range;

use crate::markdown::Segment;
use yanxi_text::normal_form::LINE_END;

/// A piece of one segment's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub segment: usize,
    pub range: Range<usize>,
}

/// One character of the text.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// Where it begins in the text.
    at: usize,
    segment: usize,
    start: usize,
    end: usize,
    in_link: bool,
}

/// A page's words.
#[derive(Debug, Default)]
pub(super) struct Laid {
    pub(super) text: String,
    /// Parts of the text that are headings.
    pub(super) headings: Vec<Range<usize>>,
    /// Identifiers of headings, with where in the text they stand.
    anchors: Vec<(usize, String)>,
    spots: Vec<Spot>,
    /// Where in the text a link ends, and the place behind its end tag.
    link_ends: Vec<(usize, usize, usize)>,
}

/// What is read between two characters.
#[derive(Default)]
struct Tag {
    text: String,
    quote: Option<char>,
}

impl Laid {
    pub(super) fn of(segments: &[Segment]) -> Self {
        let mut laid = Laid::default();
        let mut tag: Option<Tag> = None;
        // The name of the element whose words are none of the page's.
        let mut passed_over: Option<&'static str> = None;
        let mut link_depth = 0_usize;
        let mut heading_from: Option<usize> = None;
        for (segment, piece) in segments.iter().enumerate() {
            let html = match piece {
                Segment::Html(html) => html,
                Segment::LinkAttributes(_) => continue,
                Segment::BlockStart(_) | Segment::BlockEnd => {
                    laid.end_block();
                    continue;
                }
            };
            let mut at = 0;
            while let Some(character) = html[at..].chars().next() {
                let end = at + character.len_utf8();
                if let Some(open) = &mut tag {
                    match (open.quote, character) {
                        (Some(quote), _) if quote == character => open.quote = None,
                        (None, '"' | '\'') => open.quote = Some(character),
                        (None, '>') => {
                            let text = std::mem::take(&mut open.text);
                            tag = None;
                            match passed_over {
                                Some(name) => {
                                    if text.strip_prefix('/') == Some(name) {
                                        passed_over = None;
                                    }
                                }
                                None => passed_over = of_the_theme(&text),
                            }
                            match name_of(&text) {
                                "a" => link_depth += 1,
                                "/a" => {
                                    link_depth = link_depth.saturating_sub(1);
                                    laid.link_ends.push((laid.text.len(), segment, end));
                                }
                                "br" => laid.text.push(LINE_END),
                                name if is_heading(name) => {
                                    laid.end_block();
                                    heading_from = Some(laid.text.len());
                                }
                                name if name.strip_prefix('/').is_some_and(is_heading) => {
                                    let from = heading_from.take().unwrap_or(laid.text.len());
                                    laid.headings.push(from..laid.text.len());
                                    laid.end_block();
                                }
                                name if is_inline(name.trim_start_matches('/')) => {}
                                _ => laid.end_block(),
                            }
                            if let Some(id) = anchor_of(&text) {
                                laid.anchors.push((laid.text.len(), id.to_string()));
                            }
                            at = end;
                            continue;
                        }
                        _ => {}
                    }
                    open.text.push(character);
                    at = end;
                    continue;
                }
                if character == '<' {
                    tag = Some(Tag::default());
                    at = end;
                    continue;
                }
                let (shown, length) = match character {
                    '&' => entity(&html[at..]),
                    _ => (character, character.len_utf8()),
                };
                if passed_over.is_none() {
                    laid.spots.push(Spot {
                        at: laid.text.len(),
                        segment,
                        start: at,
                        end: at + length,
                        in_link: link_depth > 0,
                    });
                    // Lines of the HTML are no lines of the text.
                    laid.text.push(if shown == '\n' { ' ' } else { shown });
                }
                at += length;
            }
        }
        laid
    }

    fn end_block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn spots_of(&self, range: &Range<usize>) -> &[Spot] {
        let from = self.spots.partition_point(|spot| spot.at < range.start);
        let to = self.spots.partition_point(|spot| spot.at < range.end);
        self.spots.get(from..to).unwrap_or_default()
    }

    /// The pieces of HTML that hold a part of the text.
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for spot in self.spots_of(range) {
            match pieces.last_mut() {
                Some(last) if last.segment == spot.segment && last.range.end == spot.start => {
                    last.range.end = spot.end;
                }
                _ => {
                    pieces.push(Piece { segment: spot.segment, range: spot.start..spot.end });
                }
            }
        }
        pieces
    }

    /// Where something can stand behind a part of the text: behind the link in which that ends.
    pub(super) fn behind(&self, range: &Range<usize>) -> Option<(usize, usize)> {
        let last = self.spots_of(range).last()?;
        let own_end = (last.segment, last.end);
        if !last.in_link {
            return Some(own_end);
        }
        let link_end = self.link_ends.iter().find(|(at, ..)| *at >= range.end);
        Some(link_end.map_or(own_end, |(_, segment, offset)| (*segment, *offset)))
    }

    /// The heading under which a place of the text stands; empty before the first.
    pub(super) fn anchor_at(&self, at: usize) -> &str {
        let before = self.anchors.partition_point(|(from, _)| *from <= at);
        before.checked_sub(1).map_or("", |last| self.anchors[last].1.as_str())
    }
}

/// The name of a tag as it stands between `<` and `>`, with the stroke of an end tag.
fn name_of(tag: &str) -> &str {
    let end = tag.find(|character: char| character.is_whitespace()).unwrap_or(tag.len());
    match tag[..end].strip_suffix('/') {
        Some(name) if !name.is_empty() => name,
        _ => &tag[..end],
    }
}

/// The element whose words the parser adds to those of the page: marks of notes and the ways back from them.
fn of_the_theme(tag: &str) -> Option<&'static str> {
    let has = |class: &str| tag.contains(class);
    match name_of(tag) {
        "sup" if has("footnote-ref") => Some("sup"),
        "a" if has("footnote-backref") => Some("a"),
        _ => None,
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that part no words.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "input"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "var"
            | "wbr"
    )
}

/// The short identifier that stands before a heading's words.
fn anchor_of(tag: &str) -> Option<&str> {
    let rest = tag.strip_prefix("span class=\"anchor\" id=\"")?;
    rest.strip_suffix('"')
}

/// The character that an entity stands for, with the length of the entity; a lone `&` is itself.
fn entity(html: &str) -> (char, usize) {
    let plain = ('&', 1);
    let Some(end) = html.bytes().take(12).position(|byte| byte == b';') else {
        return plain;
    };
    let name = &html[1..end];
    let number =
        |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    let character = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix('#') {
            Some(hex) if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            Some(decimal) => number(decimal, 10),
            None => None,
        },
    };
    character.map_or(plain, |character| (character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> Segment {
        Segment::Html(text.into())
    }

    #[test]
    fn words_keep_their_places_through_tags_entities_and_holes() {
        let segments = [
            html(
                "<h2 id=\"一\"><span class=\"anchor\" id=\"h-ab\"></span>一、题</h2>\n<p>盖<strong>房</strong>&amp;路<a ",
            ),
            Segment::LinkAttributes(0),
            html(
                " title=\"a>b\">96套</a>，完。<sup class=\"footnote-ref\"><a href=\"#x\">1</a></sup>后</p>",
            ),
        ];
        let laid = Laid::of(&segments);
        assert_eq!(laid.text.replace('\n', "|"), "一、题| |盖房&路96套，完。后|");
        let from = laid.text.find("房").expect("the word");
        let to = laid.text.find("，").expect("the sign");
        let pieces = laid.pieces(&(from..to));
        let words: Vec<&str> = pieces
            .iter()
            .map(|piece| match &segments[piece.segment] {
                Segment::Html(html) => &html[piece.range.clone()],
                _ => "",
            })
            .collect();
        assert_eq!(words, ["房", "&amp;路", "96套"]);
        let (segment, offset) = laid.behind(&(from..to)).expect("a place");
        let Segment::Html(last) = &segments[segment] else { panic!("HTML") };
        assert!(last[offset..].starts_with("，完"), "behind the link: {}", &last[offset..]);
        assert_eq!(laid.anchor_at(from), "h-ab");
        assert_eq!(&laid.text[laid.headings[0].clone()], "一、题");
    }
}
