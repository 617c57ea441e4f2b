//! The languages of messages.
//! In: `--lang`, `LANG`. Out: a choice, and texts in both languages.

use std::fmt::Display;

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Chinese,
    English,
}

impl Language {
    /// The language asked for on the command line, else by the environment; Chinese unless `LANG` begins with `en`.
    pub fn choose(asked: Option<&str>, environment: Option<&str>) -> Self {
        let wanted = asked.or(environment).unwrap_or_default();
        if wanted.to_ascii_lowercase().starts_with("en") {
            Language::English
        } else {
            Language::Chinese
        }
    }
}

/// One text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    pub chinese: String,
    pub english: String,
}

impl Wording {
    pub fn new(chinese: impl Into<String>, english: impl Into<String>) -> Self {
        Wording { chinese: chinese.into(), english: english.into() }
    }

    /// What a library says, in its own language only.
    pub fn untranslated(text: impl Display) -> Self {
        let text = text.to_string();
        Wording::new(text.clone(), text)
    }

    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.chinese,
            Language::English => &self.english,
        }
    }
}

/// One fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub chinese: &'static str,
    pub english: &'static str,
}

impl Words {
    pub const fn new(chinese: &'static str, english: &'static str) -> Self {
        Words { chinese, english }
    }

    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.chinese,
            Language::English => self.english,
        }
    }
}
