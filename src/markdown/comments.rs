//! Comments as Obsidian writes them: `%%先别发%%`, over several lines too. They are for the writer alone. So are those of
//! HTML, which the parser knows where they are in one piece: in the middle of a text an empty line or a list would end
//! them and put the rest on the page.
//! In: lines of a page. Out: the same without them and with tags that a parser reads ([`pasted_tags`]), and where a
//! comment is not closed or cannot be told from per cents.

use super::pasted_tags;
use super::problem::MarkdownProblem;
use super::slips::Slip;
use super::source_lines::{Fence, Line};

/// What opens and closes a comment.
const MARK: &str = "%%";

/// The same in HTML.
const OPENS: &str = "<!--";
const CLOSES: &str = "-->";

/// What Word's correction while typing makes of these, and what Chinese keyboards type.
const MISTYPED: [&str; 6] = ["<!—", "<！--", "<！—", "＜!--", "＜！--", "＜！—"];

/// What opens and closes code.
const FENCES: [&str; 2] = ["```", "~~~"];

/// Elements in which nothing is a comment of HTML.
const PROGRAMS: [&str; 2] = ["style", "script"];

/// Code between backticks goes on over no more lines than this.
const LONGEST_CODE: usize = 40;

/// Takes the comments out. A comment that is not closed reaches to the end; code is left alone. Lines over which a tag goes
/// on become one.
pub(super) fn take_out(lines: &mut Vec<Line>) -> Vec<Slip> {
    let concerns = |line: &Line| line.text.contains(MARK) || line.text.contains(['<', '＜']);
    if !lines.iter().any(concerns) {
        return Vec::new();
    }
    let mut taking = Taking { ends: Ends::of(lines), ..Taking::default() };
    let mut fence = Fence::default();
    let mut joined = vec![false; lines.len()];
    let mut begun = 0;
    for at in 0..lines.len() {
        let line = &lines[at];
        joined[at] = matches!(taking.inside, Inside::Tag(_));
        // A fence inside a comment is part of it.
        match taking.inside {
            Inside::Html(_) | Inside::KeptHtml(_) => {
                taking.is_in_fence = taking.fence.takes(&line.text);
            }
            Inside::Obsidian(_) if line.is_code => continue,
            Inside::Obsidian(_) | Inside::Tag(_) => {}
            Inside::Text | Inside::Program(_) => {
                if line.is_code || fence.takes(&line.text) {
                    continue;
                }
            }
        }
        let kept = taking.line(lines, at);
        if joined[at] {
            lines[begun].text.push_str(&kept);
        } else {
            begun = at;
            lines[at].text = kept;
        }
    }
    let mut joined = joined.into_iter();
    lines.retain(|_| !joined.next().unwrap_or_default());
    match taking.inside {
        Inside::Obsidian(line) => taking.faults.push((line, MarkdownProblem::CommentNotClosed)),
        Inside::Html(line) | Inside::KeptHtml(line) => taking.not_closed(line),
        _ => {}
    }
    taking.faults
}

/// What the next character stands in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inside {
    #[default]
    Text,
    /// A comment that began on this line.
    Obsidian(usize),
    Html(usize),
    /// A comment of HTML that the parser takes for one by itself.
    KeptHtml(usize),
    /// A style sheet or program.
    Program(&'static str),
    /// So many bytes of a tag are still to be passed over, each line end one.
    Tag(usize),
}

#[derive(Default)]
struct Taking {
    ends: Ends,
    inside: Inside,
    code: InlineCode,
    /// Characters of the comment of HTML that is open.
    characters: usize,
    /// Code that stands in it.
    fence: Fence,
    is_in_fence: bool,
    /// It was said of it that its end is missing.
    is_told: bool,
    faults: Vec<Slip>,
}

impl Taking {
    /// What is left of a line.
    fn line(&mut self, lines: &[Line], at: usize) -> String {
        let line = &lines[at];
        let below = &lines[at + 1..];
        if line.is_blank() {
            self.code = InlineCode::default();
        }
        let mut kept = String::with_capacity(line.text.len());
        let mut rest = line.text.as_str();
        while let Some(character) = rest.chars().next() {
            let mut length = character.len_utf8();
            match self.inside {
                Inside::Tag(left) => {
                    length = left.min(rest.len());
                    self.inside = match left - length {
                        0 => Inside::Text,
                        left => Inside::Tag(left),
                    };
                }
                Inside::Html(opened) | Inside::KeptHtml(opened) => {
                    let is_kept = self.inside == Inside::KeptHtml(opened);
                    if rest.starts_with(CLOSES) {
                        // An arrow in code that goes on below.
                        let ends_fence = |line: &Line| {
                            FENCES.iter().any(|fence| line.text.trim_start().starts_with(fence))
                        };
                        if self.is_in_fence && below.iter().any(ends_fence) {
                            self.not_closed(opened);
                        }
                        self.inside = Inside::Text;
                        length = CLOSES.len();
                    } else if rest.starts_with(OPENS) {
                        self.not_closed(opened);
                    }
                    self.characters += usize::from(!character.is_whitespace());
                    if is_kept {
                        kept.push_str(&rest[..length]);
                    }
                }
                Inside::Obsidian(_) => {
                    if rest.starts_with(MARK) {
                        self.inside = Inside::Text;
                        length = MARK.len();
                    }
                }
                Inside::Program(name) => {
                    if is_tag(rest, "</", name) {
                        self.inside = Inside::Text;
                    }
                    kept.push(character);
                }
                Inside::Text => length = self.text(rest, below, line.number, at, &mut kept),
            }
            rest = &rest[length..];
        }
        // The line end is part of the tag too.
        match self.inside {
            Inside::Tag(0 | 1) => self.inside = Inside::Text,
            Inside::Tag(left) => self.inside = Inside::Tag(left - 1),
            _ => {}
        }
        kept
    }

    /// The next piece of text outside of comments: how long it is.
    fn text(
        &mut self,
        rest: &str,
        below: &[Line],
        number: usize,
        at: usize,
        kept: &mut String,
    ) -> usize {
        let character = rest.chars().next().unwrap_or_default();
        let mut length = character.len_utf8();
        if character == '\\' && !self.code.is_open() {
            length += rest[1..].chars().next().map_or(0, char::len_utf8);
            kept.push_str(&rest[..length]);
            return length;
        }
        if character == '`' {
            length = rest.len() - rest.trim_start_matches('`').len();
            self.code.meet(length, &rest[length..], below);
            kept.push_str(&rest[..length]);
            return length;
        }
        if self.code.is_open() {
            kept.push(character);
            return length;
        }
        if rest.starts_with(MARK) {
            if kept.ends_with(|before: char| before.is_ascii_digit()) {
                self.faults.push((number, MarkdownProblem::CommentBehindNumber));
            }
            self.inside = Inside::Obsidian(number);
            return MARK.len();
        }
        if let Some(inside) = rest.strip_prefix(OPENS) {
            return self.html_comment(inside, number, at, kept);
        }
        if matches!(character, '<' | '＜')
            && MISTYPED.iter().any(|mistyped| rest.starts_with(mistyped))
        {
            self.faults.push((number, MarkdownProblem::CommentMistyped));
        } else if character == '<'
            && let Some(name) = self.program(rest, at)
        {
            self.inside = Inside::Program(name);
        } else if character == '<'
            && let Some(tag) = pasted_tags::at(rest, below)
        {
            kept.push_str(&tag.instead);
            length = tag.length.min(rest.len());
            if tag.length > length {
                self.inside = Inside::Tag(tag.length - length);
            }
            return length;
        }
        kept.push(character);
        length
    }

    /// A comment of HTML begins; `inside` is what follows on its line.
    fn html_comment(&mut self, inside: &str, number: usize, at: usize, kept: &mut String) -> usize {
        if let Some(empty) = ["->", ">"].into_iter().find(|end| inside.starts_with(end)) {
            kept.push_str(OPENS);
            kept.push_str(empty);
            return OPENS.len() + empty.len();
        }
        let begins_line = kept.trim().is_empty();
        let stays = match inside.split_once(CLOSES) {
            // What shares its line with a text could be torn by the bars of a table.
            Some((_, behind)) => begins_line && behind.trim().is_empty(),
            None => begins_line && self.ends.come_in_one_piece(at),
        };
        self.inside = if stays { Inside::KeptHtml(number) } else { Inside::Html(number) };
        if stays {
            kept.push_str(OPENS);
        }
        (self.characters, self.is_told) = (0, false);
        (self.fence, self.is_in_fence) = (Fence::default(), false);
        OPENS.len()
    }

    /// The style sheet or program that begins here and has an end.
    fn program(&self, rest: &str, at: usize) -> Option<&'static str> {
        let ended = PROGRAMS.into_iter().zip(self.ends.of_programs);
        let mut begun = ended.filter(|(name, end)| is_tag(rest, "<", name) && *end > at);
        begun.next().map(|(name, _)| name)
    }

    /// The comment of HTML that began on this line has no end of its own.
    fn not_closed(&mut self, line: usize) {
        if !std::mem::replace(&mut self.is_told, true) {
            let problem = MarkdownProblem::HtmlCommentNotClosed { characters: self.characters };
            self.faults.push((line, problem));
        }
    }
}

/// Lines that end comments of HTML, and lines that are blank.
#[derive(Debug, Default)]
struct Ends {
    closing: Vec<usize>,
    blank: Vec<usize>,
    /// How many lines there are up to the last end tag of each of [`PROGRAMS`].
    of_programs: [usize; 2],
}

impl Ends {
    fn of(lines: &[Line]) -> Self {
        let at = |holds: &dyn Fn(&Line) -> bool| {
            (0..lines.len()).filter(|at| holds(&lines[*at])).collect::<Vec<_>>()
        };
        Ends {
            closing: at(&|line| line.text.contains(CLOSES)),
            blank: at(&Line::is_blank),
            of_programs: PROGRAMS.map(|name| {
                let ends = |line: &Line| {
                    line.text
                        .match_indices("</")
                        .any(|(at, _)| is_tag(&line.text[at..], "</", name))
                };
                lines.iter().rposition(ends).map_or(0, |at| at + 1)
            }),
        }
    }

    /// Whether a comment that is open at the end of a line ends below, with no blank line before.
    fn come_in_one_piece(&self, at: usize) -> bool {
        let below = |lines: &[usize]| lines.get(lines.partition_point(|line| *line <= at)).copied();
        let blank = below(&self.blank).unwrap_or(usize::MAX);
        below(&self.closing).is_some_and(|end| end < blank)
    }
}

/// Whether a tag of this name begins here.
fn is_tag(rest: &str, opening: &str, name: &str) -> bool {
    let behind = rest.strip_prefix(opening);
    let named = behind.and_then(|behind| behind.split_at_checked(name.len()));
    named.is_some_and(|(own, behind)| {
        own.eq_ignore_ascii_case(name)
            && behind.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

/// Code between backticks, which may go on in the next line of a paragraph.
#[derive(Debug, Default)]
struct InlineCode {
    open: Option<usize>,
}

impl InlineCode {
    fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// A run of backticks opens code only where one of its length closes it.
    fn meet(&mut self, length: usize, rest: &str, below: &[Line]) {
        match self.open {
            Some(open) if open == length => self.open = None,
            Some(_) => {}
            None => {
                let paragraph = below.iter().take(LONGEST_CODE).take_while(|line| !line.is_blank());
                let closes = std::iter::once(rest)
                    .chain(paragraph.map(|line| line.text.as_str()))
                    .any(|text| has_run(text, length));
                self.open = closes.then_some(length);
            }
        }
    }
}

fn has_run(text: &str, length: usize) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('`') {
        let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        if run == length {
            return true;
        }
        rest = &rest[at + run..];
    }
    false
}
