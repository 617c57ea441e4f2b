//! What a problem is: a value with a code, that says what is wrong and how it is mended.
//! In: enums that derive it. Out: what a [`crate::Diagnostic`] is made of.

use crate::code::Code;
use crate::group::Group;
use crate::language::Language;
use crate::say::{Figure, FileName, Name, Quoted};
use crate::severity::Severity;

/// What can be wrong. Derived: see the derive of the same name.
pub trait Problem {
    fn code(&self) -> Code;

    fn severity(&self) -> Severity {
        self.code().severity()
    }

    fn group(&self) -> Group {
        self.code().group()
    }

    /// The message and the remedy, as they may be shown; no remedy is an empty one.
    fn words(&self, language: Language) -> (String, String);

    /// The replacement that mends it, where one value does.
    fn edit(&self) -> Option<Edit> {
        None
    }
}

/// What to write in the place of what. It is as it stands in the file, and never shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub old: String,
    pub new: String,
}

/// What can stand in a file as it is: the fields of `#[edit(old, new)]`.
pub trait Written {
    fn written(&self) -> String;
}

impl Written for Quoted {
    fn written(&self) -> String {
        self.0.clone()
    }
}

impl Written for Name {
    fn written(&self) -> String {
        self.0.clone()
    }
}

impl Written for FileName {
    fn written(&self) -> String {
        self.0.clone()
    }
}

impl Written for Figure {
    fn written(&self) -> String {
        self.0.clone()
    }
}

impl Written for &'static str {
    fn written(&self) -> String {
        (*self).to_string()
    }
}
