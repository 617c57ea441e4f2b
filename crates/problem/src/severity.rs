//! How much a problem weighs.
//! In: nothing. Out: [`Severity`] and its word.

use crate::language::{Language, Words};

/// How much a problem weighs: errors stop publishing, warnings and notes do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub const fn words(self) -> Words {
        match self {
            Severity::Error => Words::new("错误", "error"),
            Severity::Warning => Words::new("提醒", "warning"),
            Severity::Note => Words::new("说明", "note"),
        }
    }

    pub const fn word(self, language: Language) -> &'static str {
        self.words().in_language(language)
    }
}
