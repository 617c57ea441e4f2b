//! Parts of messages that several rules share.
//! In: sightings, counts, what is named. Out: values that messages hold.

use std::fmt::{self, Formatter};

use crate::disclosure::{Host, Sighting};
use crate::model::Fault;
use yanxi_attachments::Spot;
use yanxi_problem::{Language, Name, Say};

/// Something in brackets, as it is put behind a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InBrackets<T>(pub(super) T);

impl<T: Say> Say for InBrackets<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        let (opening, closing) = match language {
            Language::Chinese => ("（", "）"),
            Language::English => (" (", ")"),
        };
        out.write_str(opening)?;
        self.0.say(language, out)?;
        out.write_str(closing)
    }

    fn example(name: &'static str) -> Self {
        InBrackets(T::example(name))
    }
}

/// How often something stands in a file where it does more than once.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Again {
    #[zh("，共 {count} 处")]
    #[en(", {count} times")]
    Times { count: usize },
}

impl Again {
    pub(super) fn of(count: usize) -> Option<Self> {
        (count > 1).then_some(Again::Times { count })
    }
}

/// Several things in a row, of which the first few are named. Names of files and counts end in figures and Latin
/// letters: unlike [`yanxi_problem::List`] it has a blank before `等`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row<T> {
    pub(super) all: Vec<T>,
    /// Between two of them in English; commas stand in some.
    pub(super) english_joint: &'static str,
}

impl<T: Say> Say for Row<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 8;
        for (number, item) in self.all.iter().take(SHOWN).enumerate() {
            if number > 0 {
                out.write_str(match language {
                    Language::Chinese => "、",
                    Language::English => self.english_joint,
                })?;
            }
            item.say(language, out)?;
        }
        match (self.all.len().saturating_sub(SHOWN), language) {
            (0, _) => Ok(()),
            (_, Language::Chinese) => out.write_str(" 等"),
            (more, Language::English) => write!(out, " and {more} more"),
        }
    }

    fn example(name: &'static str) -> Self {
        Row { all: vec![T::example(name)], english_joint: ", " }
    }
}

/// Where in a file something was found, before what was found; nothing of the lines of a page.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Inside {
    #[zh("附件{spot}：")]
    #[en("in {spot}: ")]
    Attachment { spot: Spot },
    #[zh("文件名：")]
    #[en("in the file name: ")]
    FileName,
}

impl Inside {
    pub(super) fn of(sighting: &Sighting) -> Option<Self> {
        match &sighting.spot {
            Some(spot) => Some(Inside::Attachment { spot: spot.clone() }),
            None => (sighting.host == Host::FileName).then_some(Inside::FileName),
        }
    }
}

/// How a number of a person is mended where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum HideNumber {
    #[zh(
        "删去，或改成 {mask} 的样子；也可以由程序遮盖：yanxi.toml 里有 [privacy] 的，在它下面加一行 mask = true；没有的，在末尾加 [privacy] 和 mask = true 两行{unless}"
    )]
    #[en(
        "delete it or write {mask}; or let the program mask it: add the line mask = true below [privacy] in yanxi.toml, or both lines at its end where there is no [privacy]{unless}"
    )]
    Text { mask: Name, unless: Option<Unless> },
    #[zh("给文件改名，名字里不写号码和住址")]
    #[en("rename the file without numbers and addresses")]
    FileName,
    #[zh("在原文件里删去或改成 {mask} 的样子，再放进来{unless}")]
    #[en("delete it in the file, or write {mask}, and put the file back{unless}")]
    Attachment { mask: Name, unless: Option<Unless> },
    #[zh("在计划、名册或设置里删去，或改成 {mask} 的样子")]
    #[en("delete it in the plan, roster or settings, or write {mask}")]
    Site { mask: Name },
}

impl HideNumber {
    pub(super) fn of(sighting: &Sighting) -> Self {
        let mask = Name::from(&sighting.mask);
        let unless = Unless::of(sighting);
        match sighting.host {
            Host::Page | Host::Record => HideNumber::Text { mask, unless },
            Host::FileName => HideNumber::FileName,
            Host::Attachment => HideNumber::Attachment { mask, unless },
            Host::Site => HideNumber::Site { mask },
        }
    }
}

/// What to do where it is none; not where words or a head say that it is one.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Unless {
    #[zh("；看过确实不是的，运行 yanxi review {file} --by 姓名 --number \"{mask}\" --reason 理由")]
    #[en("; if it is none, run yanxi review {file} --by NAME --number \"{mask}\" --reason WHY")]
    NoNumber { file: Name, mask: Name },
}

impl Unless {
    pub(super) fn of(sighting: &Sighting) -> Option<Self> {
        let is_in_file = matches!(sighting.host, Host::Page | Host::Record | Host::Attachment);
        if sighting.labelled || !is_in_file {
            return None;
        }
        let file = sighting.place.file.split(['〔', '›']).next().unwrap_or_default().trim_end();
        Some(Unless::NoNumber { file: as_argument(file), mask: Name::from(&sighting.mask) })
    }
}

/// A path as it is typed behind a command.
pub(super) fn as_argument(path: &str) -> Name {
    match path.contains(char::is_whitespace) {
        true => Name(format!("\"{path}\"")),
        false => Name::from(path),
    }
}

/// Why an entry 核对 has no effect, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Unfounded {
    #[zh("核对没有起作用：{fault}")]
    #[en("the entry 核对 has no effect: {fault}")]
    Because { fault: Fault },
}

#[cfg(test)]
mod tests {
    use super::*;
    use yanxi_problem::{Wording, worded};

    fn row(count: usize) -> Wording {
        let all = (1..=count).map(|number| Name(format!("{number}.jpg"))).collect();
        worded(&Row { all, english_joint: ", " })
    }

    #[test]
    fn a_row_names_the_first_few_and_says_how_many_more_there_are() {
        assert_eq!(row(2), Wording::new("1.jpg、2.jpg", "1.jpg, 2.jpg"));
        let Wording { chinese, english } = row(10);
        assert!(chinese.ends_with("、8.jpg 等"), "{chinese}");
        assert!(english.ends_with(", 8.jpg and 2 more"), "{english}");
    }

    #[test]
    fn what_is_not_there_is_not_said() {
        assert_eq!(worded(&Again::of(1)), Wording::default());
        assert_eq!(worded(&Again::of(3)), Wording::new("，共 3 处", ", 3 times"));
        let note = |note: Option<&str>| worded(&note.map(|note| InBrackets(Name::from(note))));
        assert_eq!(note(None), Wording::default());
        assert_eq!(note(Some("甲")), Wording::new("（甲）", " (甲)"));
    }
}
