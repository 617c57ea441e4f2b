//! How the values of a message are said, in each language.
//! In: fields of problems. Out: text. The type decides what is masked: text of users and names always.

use std::fmt::{self, Display, Formatter};

use crate::code::Code;
use crate::language::{Language, Wording, Words};
use crate::mask::{masked_file_name, masked_line};
use crate::place::Place;

/// A value that can be said in a message.
///
/// Parts of a message with a wording of their own, such as a remedy that depends on where something stands, are enums
/// that derive it:
///
/// ```
/// use yanxi_problem::{Name, Problem, Quoted, Say};
///
/// #[derive(Say)]
/// enum Remedy {
///     #[zh("把第{line}行改成 {key}: {right}")]
///     #[en("write line {line} as {key}: {right}")]
///     WriteLine { line: usize, key: Name, right: Name },
///     #[zh("在“{key}”列填上")]
///     #[en("fill in column “{key}”")]
///     FillIn { key: Name },
/// }
///
/// #[derive(Problem)]
/// enum ValueProblem {
///     #[code(E03)]
///     #[zh("“{key}”不能写“{text}”", "{remedy}")]
///     #[en("“{key}” cannot be “{text}”", "{remedy}")]
///     NotAChoice { key: Name, text: Quoted, remedy: Remedy },
/// }
/// ```
///
/// By hand, in any crate, it takes two functions. Text of users is said through [`Quoted`] or [`Name`], which mask it:
///
/// ```
/// use std::fmt::{Formatter, Result};
/// use yanxi_problem::{Language, Name, Say, worded};
///
/// /// A key with its value, as it is typed in a plan or in a line.
/// struct Typed {
///     in_plan: bool,
///     key: Name,
///     value: Name,
/// }
///
/// impl Say for Typed {
///     fn say(&self, language: Language, out: &mut Formatter<'_>) -> Result {
///         self.key.say(language, out)?;
///         out.write_str(if self.in_plan { " = \"" } else { ": " })?;
///         self.value.say(language, out)?;
///         out.write_str(if self.in_plan { "\"" } else { "" })
///     }
///
///     fn example(name: &'static str) -> Self {
///         Typed { in_plan: true, key: "名称".into(), value: Name::example(name) }
///     }
/// }
///
/// let typed = Typed { in_plan: true, key: "名称".into(), value: "集中学习".into() };
/// assert_eq!(worded(&typed).chinese, "名称 = \"集中学习\"");
/// ```
pub trait Say {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result;

    /// A value that shows the name of its field, given as `‹name›`, for the list of all problems.
    fn example(name: &'static str) -> Self;
}

/// A value to be said in a language.
pub struct Said<'a, T: ?Sized>(pub &'a T, pub Language);

impl<T: Say + ?Sized> Display for Said<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.say(self.1, out)
    }
}

/// A value in both languages.
pub fn worded(value: &(impl Say + ?Sized)) -> Wording {
    Wording::new(
        Said(value, Language::Chinese).to_string(),
        Said(value, Language::English).to_string(),
    )
}

/// What a user wrote: masked, on one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quoted(pub String);

/// The name of something the program knows, such as a file, a unit, a heading or a key: masked, on one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(pub String);

/// A day, a share or an amount as the program writes it; nothing that a user wrote, since it is not masked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure(pub String);

impl Figure {
    pub fn of(value: impl Display) -> Self {
        Figure(value.to_string())
    }
}

/// The name or path of a file, which people have to find and to type: of it only a number of a person is masked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName(pub String);

macro_rules! masked_text {
    ($($kind:ident $mask:ident)*) => { $(
        impl Say for $kind {
            fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
                out.pad(&$mask(&self.0))
            }

            fn example(name: &'static str) -> Self {
                $kind(name.to_string())
            }
        }

        impl From<&str> for $kind {
            fn from(text: &str) -> Self {
                $kind(text.to_string())
            }
        }

        impl From<&String> for $kind {
            fn from(text: &String) -> Self {
                $kind(text.clone())
            }
        }

        impl From<String> for $kind {
            fn from(text: String) -> Self {
                $kind(text)
            }
        }
    )* };
}

masked_text! { Quoted masked_line Name masked_line FileName masked_file_name }

impl Say for Figure {
    fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.pad(&self.0)
    }

    fn example(name: &'static str) -> Self {
        Figure(name.to_string())
    }
}

/// A fixed text of the program, the same in both languages.
impl Say for &'static str {
    fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.pad(self)
    }

    fn example(name: &'static str) -> Self {
        name
    }
}

/// A fixed text of the program, such as a noun.
impl Say for Words {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.pad(self.in_language(language))
    }

    fn example(name: &'static str) -> Self {
        Words::new(name, name)
    }
}

/// What is worded already, such as what the system or a library says: masked, since libraries quote what users wrote.
impl Say for Wording {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.pad(&masked_line(self.in_language(language)))
    }

    fn example(name: &'static str) -> Self {
        Wording::new(name.to_string(), name.to_string())
    }
}

/// Said where it is there.
impl<T: Say> Say for Option<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |there| there.say(language, out))
    }

    fn example(name: &'static str) -> Self {
        Some(T::example(name))
    }
}

/// In a few words, such as `单位.csv 第3行`.
impl Say for Place {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&masked_line(&self.file))?;
        match (self.line, language) {
            (None, _) => Ok(()),
            (Some(line), Language::Chinese) if self.counts_paragraphs() => {
                write!(out, " 第{line}段")
            }
            (Some(line), Language::English) if self.counts_paragraphs() => {
                write!(out, " paragraph {line}")
            }
            (Some(line), Language::Chinese) => write!(out, " 第{line}行"),
            (Some(line), Language::English) => write!(out, ":{line}"),
        }
    }

    fn example(name: &'static str) -> Self {
        Place { line: Some(3), ..Place::file(name.to_string()) }
    }
}

impl Say for Code {
    fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
        out.pad(self.name())
    }

    fn example(_: &'static str) -> Self {
        Code::E09
    }
}

macro_rules! numbers {
    ($($kind:ident)*) => { $(
        impl Say for $kind {
            fn say(&self, _: Language, out: &mut Formatter<'_>) -> fmt::Result {
                Display::fmt(self, out)
            }

            fn example(_: &'static str) -> Self {
                3
            }
        }
    )* };
}

numbers! { usize u8 u16 u32 u64 i32 i64 }

/// Several, of which a message names the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct List<T> {
    pub all: Vec<T>,
    /// How many are named; the rest is `等`, `and 4 more`.
    pub shown: usize,
}

impl<T> List<T> {
    /// All of them are named.
    pub fn whole(all: impl IntoIterator<Item = impl Into<T>>) -> Self {
        List::cut(all, usize::MAX)
    }

    /// The first `most` of them are named.
    pub fn cut(all: impl IntoIterator<Item = impl Into<T>>, most: usize) -> Self {
        let all: Vec<T> = all.into_iter().map(Into::into).collect();
        List { shown: all.len().min(most.max(1)), all }
    }
}

impl<T: Say> Say for List<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, item) in self.all.iter().take(self.shown).enumerate() {
            if number > 0 {
                out.write_str(match language {
                    Language::Chinese => "、",
                    Language::English => ", ",
                })?;
            }
            item.say(language, out)?;
        }
        match (self.all.len().saturating_sub(self.shown), language) {
            (0, _) => Ok(()),
            (_, Language::Chinese) => out.write_str("等"),
            (more, Language::English) => write!(out, " and {more} more"),
        }
    }

    fn example(name: &'static str) -> Self {
        List { all: vec![T::example(name), T::example(name)], shown: 1 }
    }
}

/// Several as a list of the settings or of a plan holds them: `"张样", "李例"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InQuotes<T>(pub Vec<T>);

impl<T: Say> Say for InQuotes<T> {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, item) in self.0.iter().enumerate() {
            out.write_str(if number > 0 { ", \"" } else { "\"" })?;
            item.say(language, out)?;
            out.write_str("\"")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        InQuotes(vec![T::example(name), T::example(name)])
    }
}

/// English has one form for one and another for more; Chinese wordings have their measure words in them.
pub fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}
