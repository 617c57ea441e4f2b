//! What is wrong with the command line, in the words of an office.
//! In: the parser's error. Out: one or two lines in Chinese, or nothing where its own English words must do.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use yanxi_problem::Language;

/// The language that arguments ask for which could not be read as a whole.
pub(super) fn language_of(
    mut arguments: impl Iterator<Item = String>,
    environment: Option<&str>,
) -> Language {
    let mut asked = None;
    while let Some(argument) = arguments.next() {
        if argument == "--lang" {
            asked = arguments.next();
        } else if let Some(value) = argument.strip_prefix("--lang=") {
            asked = Some(value.to_string());
        }
    }
    Language::choose(asked.as_deref(), environment)
}

/// The error in Chinese; nothing for help, versions and what is rarely met.
pub(super) fn in_chinese(error: &clap::Error) -> Option<String> {
    let of = |kind| error.get(kind).map(words).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg).join("、");
    let near = |kind| match of(kind).first() {
        Some(near) => format!("，最接近的是 {near}"),
        None => String::new(),
    };
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand).join(" ");
            let near = near(ContextKind::SuggestedSubcommand);
            return Some(format!("没有“{command}”这个命令{near}。改法：yanxi --help 看全部命令"));
        }
        ErrorKind::UnknownArgument => {
            let near = near(ContextKind::SuggestedArg);
            format!("用不上“{argument}”{near}")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = of(ContextKind::InvalidValue).join(" ");
            let valid = of(ContextKind::ValidValue);
            let choices = match (valid.is_empty(), example(error)) {
                (false, _) => format!("，可以写 {}", valid.join("、")),
                (true, Some(example)) => format!("，{example}"),
                (true, None) => String::new(),
            };
            if value.is_empty() {
                format!("“{argument}”后面还要写内容{choices}")
            } else {
                format!("“{argument}”不能写“{value}”{choices}")
            }
        }
        ErrorKind::MissingRequiredArgument => format!("还要写 {argument}"),
        ErrorKind::ArgumentConflict => format!("“{argument}”写了两次，或不能和别的选项一起用"),
        _ => return None,
    };
    Some(format!("{what}。改法：在命令后面加上 --help，看它有哪些选项"))
}

fn words(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(word) => vec![word.clone()],
        ContextValue::Strings(words) => words.clone(),
        _ => Vec::new(),
    }
}

/// The Chinese half of what a reader of values says, as `写成 2008-11-18 的样子 / write it …`.
fn example(error: &clap::Error) -> Option<String> {
    let said = std::error::Error::source(error)?.to_string();
    let (chinese, _) = said.split_once(" / ")?;
    Some(chinese.to_string())
}
