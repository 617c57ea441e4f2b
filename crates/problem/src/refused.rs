//! What the derives refuse: each definition that does not compile stands below one that does. The reasons are held by the
//! tests of yanxi-problem-derive.
//!
//! A placeholder without a field:
//!
//! ```
//! #[derive(yanxi_problem::Problem)]
//! enum Trouble {
//!     #[code(E13)]
//!     #[zh("没有“{target}”", "")]
//!     #[en("there is no “{target}”", "")]
//!     NotFound { target: yanxi_problem::Quoted },
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(yanxi_problem::Problem)]
//! enum Trouble {
//!     #[code(E13)]
//!     #[zh("没有“{target}”", "")]
//!     #[en("there is no “{targt}”", "")]
//!     NotFound { target: yanxi_problem::Quoted },
//! }
//! ```
//!
//! A field that one language leaves out:
//!
//! ```compile_fail
//! #[derive(yanxi_problem::Problem)]
//! enum Trouble {
//!     #[code(E13)]
//!     #[zh("没有“{target}”", "")]
//!     #[en("there is no such file", "")]
//!     NotFound { target: yanxi_problem::Quoted },
//! }
//! ```
//!
//! A type that does not say what is masked:
//!
//! ```compile_fail
//! #[derive(yanxi_problem::Problem)]
//! enum Trouble {
//!     #[code(E13)]
//!     #[zh("没有“{target}”", "")]
//!     #[en("there is no “{target}”", "")]
//!     NotFound { target: String },
//! }
//! ```
//!
//! A code that is not in the table:
//!
//! ```compile_fail,E0599
//! #[derive(yanxi_problem::Problem)]
//! enum Trouble {
//!     #[code(E99)]
//!     #[zh("没有“{target}”", "")]
//!     #[en("there is no “{target}”", "")]
//!     NotFound { target: yanxi_problem::Quoted },
//! }
//! ```
//!
//! A part of a message, likewise:
//!
//! ```
//! #[derive(yanxi_problem::Say)]
//! enum Remedy {
//!     #[zh("改第{line}行")]
//!     #[en("mend line {line}")]
//!     MendLine { line: usize },
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(yanxi_problem::Say)]
//! enum Remedy {
//!     #[zh("改这一行")]
//!     #[en("mend line {line}")]
//!     MendLine { line: usize },
//! }
//! ```
//!
//! A diagnostic that is made without being masked:
//!
//! ```
//! use yanxi_problem::{Diagnostic, Severity};
//! fn as_note(mut one: Diagnostic) -> Diagnostic {
//!     one.severity = Severity::Note;
//!     one
//! }
//! ```
//!
//! ```compile_fail,E0639
//! use yanxi_problem::{Diagnostic, Severity};
//! fn as_note(one: Diagnostic) -> Diagnostic {
//!     Diagnostic { severity: Severity::Note, ..one }
//! }
//! ```
