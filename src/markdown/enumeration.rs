//! Lines that open with 一、 or （一）: headings or entries of a list. They are judged as groups, by what stands under them.
//! In: the blocks of a page. Out: which of them are headings, or open with one.
//!
//! A group are lines of one kind whose numbers rise. It is a list where most of its lines end in ；，or 、 or have neither
//! text under them nor a second sentence behind a short first; else its lines are headings, whole or by their first
//! sentence. The line before a group decides nothing: 通知如下： may stand before headings. The rule and its limits were
//! found on 1,528 laws, a speech and forms of documents; BENCHMARKS.md says how often it is wrong.

use std::collections::{BTreeMap, BTreeSet};

use yanxi_text::heading::{Form, form_of, heading_words, next_clause, numbered_line};
use yanxi_text::marker::{Marker, opening_marker};

/// So many articles make a page one of numbered provisions.
const ARTICLES: usize = 3;
/// A first sentence is no longer than this where less than three quarters of its group are headings.
const SENTENCE_IN_MIXED_GROUP: usize = 30;
/// So many clauses an entry of the contents takes at most to differ from another.
const CLAUSES_TAKEN: usize = 3;

/// A block of the page, as this rule sees it.
#[derive(Debug)]
pub(super) struct Block {
    /// Of paragraphs and headings; empty for others.
    text: String,
    kind: Kind,
    article: Option<Article>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// A heading that is marked as one, of this level.
    Marked(u8),
    /// A table, a list, a picture: something that stands under a heading.
    Other,
    /// Nothing that a reader would miss.
    Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Article {
    /// 第一条
    Provision,
    /// 第一章, 第一部分
    Part,
}

impl Block {
    pub(super) fn new(kind: Kind, text: &str) -> Self {
        let text = match kind {
            Kind::Paragraph | Kind::Marked(_) => text.trim().to_string(),
            Kind::Other | Kind::Nothing => String::new(),
        };
        let article = opening_marker(&text).filter(|(marker, _)| *marker == Marker::Article).map(
            |(_, end)| match text[..end].contains('条') {
                true => Article::Provision,
                false => Article::Part,
            },
        );
        Block { text, kind, article }
    }
}

/// A block that is a heading or opens with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Number of the block.
    pub(super) block: usize,
    /// 1 for 一、 and 2 for （一）.
    pub(super) level: u8,
    /// As the list of contents names it.
    pub(super) text: String,
    /// Where its first sentence ends, in bytes of the block's trimmed text; nothing for a whole line.
    pub(super) sentence: Option<usize>,
}

/// Judges every group of the page.
pub(super) fn judge(blocks: &[Block]) -> Vec<Verdict> {
    let articles = blocks.iter().filter(|block| block.article == Some(Article::Provision)).count();
    let mut headings: Vec<Found<'_>> = groups(blocks, articles >= ARTICLES)
        .iter()
        .flat_map(|group| group.headings(blocks))
        .collect();
    headings.sort_by_key(|found| found.block);
    tell_apart(&mut headings);
    headings
        .into_iter()
        .map(|found| {
            let named = found.sentence.map_or(found.text.len(), |_| found.named);
            Verdict {
                block: found.block,
                level: found.level,
                text: heading_words(&found.text[..named]).to_string(),
                sentence: found.sentence,
            }
        })
        .collect()
}

/// Lines of one kind with rising numbers.
struct Group {
    level: u8,
    members: Vec<Member>,
    /// The block behind the last one that belongs to it.
    end: usize,
    /// Level of the first member that is written with `#`.
    marked_level: Option<u8>,
}

struct Member {
    block: usize,
    number: u64,
    form: Form,
    is_marked: bool,
}

/// A heading of a group.
struct Found<'a> {
    block: usize,
    level: u8,
    /// Number of its group, to know what stands beside it.
    group: usize,
    text: &'a str,
    marker_end: usize,
    /// Where its first sentence ends; nothing for a whole line.
    sentence: Option<usize>,
    /// Where the words end that name it in the list of contents.
    named: usize,
}

fn groups(blocks: &[Block], provisions: bool) -> Vec<Group> {
    let mut closed = Vec::new();
    let mut open: [Option<Group>; 2] = [None, None];
    for (number, block) in blocks.iter().enumerate() {
        let is_line = matches!(block.kind, Kind::Paragraph | Kind::Marked(_));
        let numbered = numbered_line(&block.text).filter(|_| is_line);
        let marked_level = match block.kind {
            Kind::Marked(level) => Some(level),
            _ => None,
        };
        let mut close = |group: &mut Option<Group>| {
            if let Some(mut group) = group.take() {
                group.end = number;
                closed.push(group);
            }
        };
        if let Some(line) = numbered {
            if line.level == 1 {
                close(&mut open[1]);
            }
            let group = &mut open[usize::from(line.level) - 1];
            let follows = group
                .as_ref()
                .and_then(|group| group.members.last())
                .is_some_and(|last| matches!(line.number.wrapping_sub(last.number), 1 | 2));
            if !follows {
                close(group);
            }
            let group = group.get_or_insert_with(|| Group {
                level: line.level,
                members: Vec::new(),
                end: blocks.len(),
                marked_level: None,
            });
            group.marked_level = group.marked_level.or(marked_level);
            group.members.push(Member {
                block: number,
                number: line.number,
                form: form_of(&block.text, &line, provisions),
                is_marked: marked_level.is_some(),
            });
        } else if let Some(level) = marked_level {
            for group in &mut open {
                // A smaller heading below a marked member stands under it.
                let is_inside = group
                    .as_ref()
                    .and_then(|group| group.marked_level)
                    .is_some_and(|marked| level > marked);
                if !is_inside {
                    close(group);
                }
            }
        } else if let Some(article) = block.article {
            close(&mut open[1]);
            if article == Article::Part {
                close(&mut open[0]);
            }
        }
    }
    closed.extend(open.into_iter().flatten());
    closed.sort_by_key(|group| group.members.first().map(|member| member.block));
    closed
}

impl Group {
    /// Its headings; none where it is a list.
    fn headings<'a>(&self, blocks: &'a [Block]) -> Vec<Found<'a>> {
        let last = self.members.len() - 1;
        let has_text = |from: usize, to: usize| {
            blocks[from + 1..to].iter().any(|block| block.kind != Kind::Nothing)
        };
        let mut under: Vec<bool> = self
            .members
            .iter()
            .zip(self.members.iter().skip(1))
            .map(|(member, next)| has_text(member.block, next.block))
            .collect();
        let another_has_text = under.contains(&true)
            || self.members[..last].iter().any(|member| matches!(member.form, Form::RunIn { .. }));
        let counts_for_last = another_has_text || (last == 0 && self.members[0].number == 1);
        under.push(counts_for_last && has_text(self.members[last].block, self.end));

        let entries =
            self.members[..last].iter().filter(|member| member.form == Form::Entry).count();
        let judge = |longest: usize| -> Vec<bool> {
            let is_heading = |(member, has_text): (&Member, &bool)| match member.form {
                _ if member.is_marked => true,
                Form::Whole { .. } => *has_text,
                Form::RunIn { end } => {
                    let sentence = &blocks[member.block].text[..end];
                    (last > 0 || *has_text) && sentence.chars().count() <= longest
                }
                Form::Entry | Form::Text => false,
            };
            self.members.iter().zip(&under).map(is_heading).collect()
        };
        let count = |judged: &[bool]| judged.iter().filter(|is_heading| **is_heading).count();
        let members = self.members.len();
        let mut judged = judge(usize::MAX);
        if (last > 0 && entries * 2 >= last) || count(&judged) * 2 < members {
            return Vec::new();
        }
        // Provisions of one and of two sentences stand side by side; headings are of one kind, or short.
        if count(&judged) * 4 < members * 3 {
            judged = judge(SENTENCE_IN_MIXED_GROUP);
            if count(&judged) * 3 <= members {
                return Vec::new();
            }
        }
        let group = self.members[0].block;
        self.members
            .iter()
            .enumerate()
            .filter(|(place, member)| {
                let ends_group = *place == last && member.form == (Form::Whole { stopped: false });
                !member.is_marked && (judged[*place] || ends_group)
            })
            .map(|(_, member)| {
                let text = &*blocks[member.block].text;
                let sentence = match member.form {
                    Form::RunIn { end } => Some(end),
                    _ => None,
                };
                Found {
                    block: member.block,
                    level: self.level,
                    group,
                    text,
                    marker_end: numbered_line(text).map_or(0, |line| line.marker_end),
                    sentence,
                    named: sentence.unwrap_or(text.len()),
                }
            })
            .collect()
    }
}

/// Entries of the contents that would read alike take the next clause: first sentences of a group that differ in their
/// numbers only, and those of the whole page that do not differ at all.
fn tell_apart(headings: &mut [Found<'_>]) {
    for _ in 0..CLAUSES_TAKEN {
        let mut alike: BTreeMap<(Option<usize>, &str), Vec<usize>> = BTreeMap::new();
        for (place, found) in headings.iter().enumerate() {
            let words =
                |from: usize| heading_words(found.text.get(from..found.named).unwrap_or_default());
            alike.entry((Some(found.group), words(found.marker_end))).or_default().push(place);
            alike.entry((None, words(0))).or_default().push(place);
        }
        let places: BTreeSet<usize> =
            alike.into_values().filter(|places| places.len() > 1).flatten().collect();
        for place in places {
            let found = &mut headings[place];
            if found.sentence.is_some()
                && let Some(end) = next_clause(found.text, found.named)
            {
                found.named = end;
            }
        }
    }
}
