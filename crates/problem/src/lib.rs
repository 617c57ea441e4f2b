//! What is wrong with a folder, how to mend it, and how that is said.
//! In: every step makes [`Diagnostic`]s, of enums that derive [`trait@Problem`]. Out: [`mod@print`] and [`report`]
//! write them.
//!
//! ```
//! use yanxi_problem::{Diagnostic, Language, Name, Place, Problem, Quoted, print};
//!
//! #[derive(Problem)]
//! enum LinkProblem {
//!     #[code(E13)]
//!     #[zh("没有“{target}”，最接近的是“{near}”", "把“{target}”改成“{near}”")]
//!     #[en("there is no “{target}”; the nearest is “{near}”", "write “{near}” for “{target}”")]
//!     #[edit(target, near)]
//!     NotFoundNear { target: Quoted, near: Name },
//! }
//!
//! let problem = LinkProblem::NotFoundNear { target: "fangan.md".into(), near: "方案.md".into() };
//! let diagnostic = Diagnostic::of(Place::file("学习/讲话.md"), &problem);
//! assert_eq!(
//!     print::short(&diagnostic, Language::English),
//!     "学习/讲话.md:1:1: E13 there is no “fangan.md”; the nearest is “方案.md”"
//! );
//! ```

// The derives name this crate, in its own tests too.
#[cfg(test)]
extern crate self as yanxi_problem;

mod catalogue;
mod code;
mod diagnostic;
mod group;
mod language;
mod mask;
mod place;
pub mod print;
mod problem;
#[cfg(doctest)]
mod refused;
pub mod report;
mod say;
mod severity;
mod stops;
#[cfg(test)]
mod tests;

pub use catalogue::{Entry, Examples, Saying, problems, sayings};
pub use code::{Code, UnknownCode};
pub use diagnostic::{Diagnostic, count, put_in_order, sort};
pub use group::Group;
pub use language::{Language, Wording, Words};
pub use place::{Place, Places};
pub use problem::{Edit, Problem, Written};
pub use say::{Figure, FileName, InQuotes, List, Name, Quoted, Said, Say, plural, worded};
pub use severity::Severity;
pub use stops::Stops;
pub use yanxi_problem_derive::{Problem, Say};
