//! Help for those who fill the folder: a site to begin with, a record with the right fields, the drafts of a briefing
//! and of a plan.
//! In: a folder and words from the command line. Out: new files or text; no file that is there is ever changed.

mod answers;
mod briefing_draft;
mod chosen_campaign;
mod coverage;
mod init;
mod new_record;
mod plan_draft;
mod problem;

pub use answers::Answers;
pub use briefing_draft::{DraftRequest, briefing_draft};
pub use coverage::{TakenUp, coverage};
pub use init::{Begun, init};
pub use new_record::{NewRecord, new_record, record_type_named, record_types};
pub use plan_draft::{plan_draft, write_plan_draft};

/// Every problem of this folder, for the catalogue.
pub fn problems() -> Vec<yanxi_problem::Entry> {
    yanxi_problem::problems::<problem::AuthoringProblem>()
}
