//! What of a Word document is not on its page.
//! In: what the reader lost, and the pictures that no browser shows. Out: one message a file, with what and where.

use std::fmt::{self, Formatter};

use yanxi_problem::{Diagnostic, Language, Place, Problem, Quoted, Said, Say};
use yanxi_word::{Lost, Spot, What};

use super::pictures::Pictures;

/// Characters of a heading that a message quotes.
const LONGEST_HEADING: usize = 24;

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum WordProblem {
    #[code(R11)]
    #[zh(
        "{parts}，网页上没有；第一处在{place}",
        "读者可以下载原文件看；要在网页上看到的，在 Word 里截成图片插入后保存"
    )]
    #[en(
        "not on the page: {parts}; the first one {place}",
        "readers can download the document; what is to be seen on the page, put into the document as a picture"
    )]
    Lost { parts: LostParts, place: SpotSaid },
}

/// Kinds with their counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LostParts(Vec<(Part, usize)>);

/// What the reader could not bring along, or a picture that browsers do not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Read(What),
    Picture,
}

/// Where in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpotSaid(Spot);

impl Say for LostParts {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, (what, count)) in self.0.iter().enumerate() {
            let (comma, words) = match language {
                Language::Chinese => ("、", chinese(*what)),
                Language::English => (", ", english(*what)),
            };
            if number > 0 {
                out.write_str(comma)?;
            }
            match language {
                Language::Chinese => write!(out, "{words} {count} 处")?,
                Language::English => write!(out, "{words}: {count}")?,
            }
        }
        Ok(())
    }

    fn example(_: &'static str) -> Self {
        LostParts(vec![(Part::Read(What::Drawing), 2), (Part::Picture, 1)])
    }
}

impl Say for SpotSaid {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        let Spot { heading, paragraph } = &self.0;
        let heading_said = Quoted::from(cut(heading));
        match (language, heading.is_empty()) {
            (Language::Chinese, true) => write!(out, "第{paragraph}段"),
            (Language::Chinese, false) => {
                write!(out, "“{}”下第{paragraph}段", Said(&heading_said, language))
            }
            (Language::English, true) => write!(out, "in paragraph {paragraph}"),
            (Language::English, false) => {
                write!(out, "in paragraph {paragraph} under “{}”", Said(&heading_said, language))
            }
        }
    }

    fn example(_: &'static str) -> Self {
        SpotSaid(Spot { heading: String::new(), paragraph: 3 })
    }
}

/// A heading as it may be quoted: some documents set whole paragraphs as headings.
fn cut(heading: &str) -> String {
    let mut cut: String = heading.chars().take(LONGEST_HEADING).collect();
    if cut.len() < heading.len() {
        cut.push('…');
    }
    cut
}

fn chinese(part: Part) -> &'static str {
    let what = match part {
        Part::Read(what) => what,
        Part::Picture => return "浏览器不能显示的图片",
    };
    match what {
        What::Drawing => "图表或图形",
        What::Equation => "公式的排法",
        What::EmbeddedObject => "嵌在里面的文件",
        What::PictureElsewhere => "没有存进文件的图片",
        What::Symbol => "特殊符号",
        What::Rest => "过长的部分",
        What::Hidden | What::Deleted | What::Comment => "",
    }
}

fn english(part: Part) -> &'static str {
    let what = match part {
        Part::Read(what) => what,
        Part::Picture => return "pictures of a form that browsers do not show",
    };
    match what {
        What::Drawing => "charts or drawings",
        What::Equation => "layouts of formulas",
        What::EmbeddedObject => "files inside",
        What::PictureElsewhere => "pictures kept elsewhere",
        What::Symbol => "signs of a symbol font",
        What::Rest => "parts beyond what is read",
        What::Hidden | What::Deleted | What::Comment => "",
    }
}

/// What is hidden or deleted is not missed: the checks of attachments tell of it.
pub(super) fn told(shown_path: &str, lost: &[Lost], pictures: &Pictures<'_>) -> Vec<Diagnostic> {
    let missed = |lost: &&Lost| !matches!(lost.what, What::Hidden | What::Deleted | What::Comment);
    let mut parts: Vec<(Part, usize)> = Vec::new();
    let mut first: Option<Spot> = None;
    for lost in lost.iter().filter(missed) {
        parts.push((Part::Read(lost.what), lost.count));
        first.get_or_insert_with(|| lost.first.clone());
    }
    if let Some(line) = pictures.first_unshown {
        parts.push((Part::Picture, pictures.unshown));
        first.get_or_insert(Spot { heading: String::new(), paragraph: line });
    }
    let Some(first) = first else {
        return Vec::new();
    };
    let problem = WordProblem::Lost { parts: LostParts(parts), place: SpotSaid(first) };
    vec![Diagnostic::of(Place::file(shown_path), &problem)]
}
