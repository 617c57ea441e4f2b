//! Parts of what is said of a campaign's files: keys under the name that somebody would type, and how a value is
//! mended in a plan, in the lines above a text, or in a row.
//! In: the word that is wrong, or the key that is missing. Out: [`Remedy`], [`Example`], [`Label`].

use std::fmt::{self, Formatter};

use super::entity::{Field, Form, Word};
use yanxi_problem::{Language, Name, Quoted, Say, Words};

/// The name of a key or a list: ours in either language, or the one that a plan gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    Ours(Words),
    Given(Name),
}

impl Label {
    /// Of the names of one of our keys, the first Chinese and the first English one.
    pub(super) fn of(names: &[&'static str]) -> Self {
        let first = names.first().copied().unwrap_or_default();
        let of = |is_ascii| names.iter().copied().find(|name| name.is_ascii() == is_ascii);
        Label::Ours(Words::new(of(false).unwrap_or(first), of(true).unwrap_or(first)))
    }

    /// The Chinese name in both languages, as it belongs beside a key that is Chinese; else the English one.
    pub(super) fn in_chinese(self, is_chinese: bool) -> Self {
        match self {
            Label::Ours(words) if is_chinese => Label::from(words.chinese),
            Label::Ours(words) => Label::from(words.english),
            label => label,
        }
    }

    /// The key as it belongs beside others: where those are Chinese, English names the Chinese one too.
    pub(super) fn beside(self, fields: &[Field]) -> Self {
        match self {
            Label::Ours(words) if fields.iter().any(|field| !field.name.is_ascii()) => {
                Label::from(words.chinese)
            }
            label => label,
        }
    }
}

impl Say for Label {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Label::Ours(words) => words.say(language, out),
            Label::Given(name) => name.say(language, out),
        }
    }

    fn example(name: &'static str) -> Self {
        Label::Given(Name::example(name))
    }
}

impl From<Words> for Label {
    fn from(words: Words) -> Self {
        Label::Ours(words)
    }
}

impl From<&str> for Label {
    fn from(name: &str) -> Self {
        Label::Given(name.into())
    }
}

impl From<&String> for Label {
    fn from(name: &String) -> Self {
        Label::Given(name.into())
    }
}

/// Several keys, each in quotation marks: `“码”“理由”`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Labels(pub(super) Vec<Label>);

impl Say for Labels {
    fn say(&self, language: Language, out: &mut Formatter<'_>) -> fmt::Result {
        for (number, label) in self.0.iter().enumerate() {
            if number > 0 && language == Language::English {
                out.write_str(", ")?;
            }
            out.write_str("“")?;
            label.say(language, out)?;
            out.write_str("”")?;
        }
        Ok(())
    }

    fn example(name: &'static str) -> Self {
        Labels(vec![Label::example(name), Label::example(name)])
    }
}

/// How a value might look.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Example {
    #[zh("……")]
    #[en("…")]
    Text,
    #[zh("2008-12-25")]
    #[en("2008-12-25")]
    Day,
    #[zh("{number}")]
    #[en("{number}")]
    Number { number: Quoted },
    #[zh("是")]
    #[en("yes")]
    Yes,
}

/// What is to be typed where, after the form of the file.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Remedy {
    #[zh("把“{key}”列的“{old}”改成“{new}”")]
    #[en("write “{new}” for “{old}” in column “{key}”")]
    ReplaceInColumn { key: Name, old: Quoted, new: Name },
    #[zh("把第{line}行改成 {key}: {new}")]
    #[en("write line {line} as {key}: {new}")]
    ReplaceLine { line: usize, key: Name, new: Name },
    #[zh("把第{line}行的“{old}”改成“{new}”")]
    #[en("write “{new}” for “{old}” in line {line}")]
    ReplaceInLine { line: usize, old: Quoted, new: Name },
    #[zh("把“{old}”改成“{new}”")]
    #[en("write “{new}” for “{old}”")]
    Replace { old: Quoted, new: Name },

    #[zh("在“{key}”列写成 {example} 的样子")]
    #[en("in column “{key}” write it like {example}")]
    WriteInColumn { key: Name, example: Example },
    #[zh("写成 {key}: {example} 的样子")]
    #[en("write it as {key}: {example}")]
    WriteLine { key: Name, example: Example },
    #[zh("写成 {key} = \"{example}\" 的样子")]
    #[en("write it as {key} = \"{example}\"")]
    WriteInPlan { key: Name, example: Example },
    #[zh("写成 {key} = {example} 的样子")]
    #[en("write it as {key} = {example}")]
    WriteNumberInPlan { key: Name, example: Example },

    #[zh("在“{key}”列填上")]
    #[en("fill in column “{key}”")]
    FillInColumn { key: Label },
    #[zh("在开头两行 --- 之间加一行 {key}: ……")]
    #[en("add a line {key}: … between the two --- at the top")]
    AddLine { key: Label },
    #[zh("加一行 {key} = \"……\"")]
    #[en("add a line {key} = \"…\"")]
    AddToPlan { key: Label },
}

impl Remedy {
    /// One word in the place of another.
    pub(super) fn replace(word: &Word, new: &str) -> Self {
        let Word { text: old, key, place, form, alone } = word;
        let (key, old, new) = (Name::from(key), Quoted::from(old), Name::from(new));
        match (form, place.line) {
            (Form::Cells, _) => Remedy::ReplaceInColumn { key, old, new },
            (Form::Lines, Some(line)) if *alone => Remedy::ReplaceLine { line, key, new },
            (_, Some(line)) => Remedy::ReplaceInLine { line, old, new },
            (_, None) => Remedy::Replace { old, new },
        }
    }

    /// How the whole value is to be written.
    pub(super) fn write(form: Form, key: &str, example: Example) -> Self {
        let key = Name::from(key);
        match (form, &example) {
            (Form::Cells, _) => Remedy::WriteInColumn { key, example },
            (Form::Lines, _) => Remedy::WriteLine { key, example },
            (Form::Plan, Example::Number { .. }) => Remedy::WriteNumberInPlan { key, example },
            (Form::Plan, _) => Remedy::WriteInPlan { key, example },
        }
    }

    /// A key that is missing.
    pub(super) fn add(form: Form, key: Label) -> Self {
        match form {
            Form::Cells => Remedy::FillInColumn { key },
            Form::Lines => Remedy::AddLine { key },
            Form::Plan => Remedy::AddToPlan { key },
        }
    }
}
