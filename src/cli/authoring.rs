//! The commands that write for the admin: a small site, an empty record, a draft of a briefing.
//! In: their arguments. Out: files or text, and how it ended.

use std::path::Path;

use jiff::civil::Date;

use super::Voice;
use crate::authoring::{self, DraftRequest, NewRecord};
use crate::build::{self, Ending};
use yanxi_problem::print;

pub(super) fn init(folder: &Path, voice: Voice) -> Ending {
    match authoring::init(folder, voice.language, jiff::Zoned::now().date()) {
        Ok(_) => {
            let folder = folder.display();
            println!(
                "{}",
                voice.pick(
                    &format!("写好了。预览：yanxi serve {folder}"),
                    &format!("done. Preview: yanxi serve {folder}")
                )
            );
            Ending::Done
        }
        Err(problem) => {
            eprintln!("{}", print::line(&problem, voice.language));
            Ending::CannotReadOrWrite
        }
    }
}

pub(super) fn new_record_file(asked: &NewRecord, date: Option<Date>, voice: Voice) -> Ending {
    let made =
        build::today(&asked.folder, date).and_then(|today| authoring::new_record(asked, today));
    match made {
        Ok(path) => {
            println!("{}", path.display());
            Ending::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, voice.language));
            }
            Ending::WrongUse
        }
    }
}

pub(super) fn print_briefing_draft(
    asked: &DraftRequest,
    date: Option<Date>,
    voice: Voice,
) -> Ending {
    let drafted =
        build::today(&asked.folder, date).and_then(|today| authoring::briefing_draft(asked, today));
    match drafted {
        Ok(draft) => {
            print!("{draft}");
            Ending::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, voice.language));
            }
            Ending::WrongUse
        }
    }
}
