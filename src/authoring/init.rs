//! `yanxi init`: a small commented site with a plan to fill in.
//! In: a folder that is empty or does not exist yet. Out: the starter files, dated from today on.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use rust_embed::RustEmbed;

use super::problem::AuthoringProblem;
use crate::staging::{WriteRemedy, write_problem};
use yanxi_problem::{Diagnostic, Language, Place};

#[derive(RustEmbed)]
#[folder = "src/authoring/starter/"]
struct Starter;

/// How long the campaign of the starter runs.
const DAYS: i64 = 90;

/// Writes the starter files and gives their paths; refuses a folder with anything in it.
pub fn init(folder: &Path, language: Language, today: Date) -> Result<Vec<PathBuf>, Diagnostic> {
    let is_used = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if is_used || folder.is_file() {
        let place = Place::file(folder.to_string_lossy());
        return Err(Diagnostic::of(place, &AuthoringProblem::NotEmpty));
    }
    let prefix = match language {
        Language::Chinese => "zh/",
        Language::English => "en/",
    };
    let end = today.saturating_add(DAYS.days());
    let middle = today.saturating_add((DAYS / 2).days());
    let mut written = Vec::new();
    for name in Starter::iter() {
        let (Some(path), Some(file)) = (name.strip_prefix(prefix), Starter::get(&name)) else {
            continue;
        };
        let text = String::from_utf8_lossy(&file.data)
            .replace("%TODAY%", &today.to_string())
            .replace("%MIDDLE%", &middle.to_string())
            .replace("%END%", &end.to_string());
        let target = folder.join(path);
        let written_file = match target.parent() {
            Some(above) => std::fs::create_dir_all(above),
            None => Ok(()),
        }
        .and_then(|()| {
            // Office programs take a table for UTF-8 only when it begins with the mark.
            let mark = if path.ends_with(".csv") { "\u{feff}" } else { "" };
            std::fs::write(&target, format!("{mark}{text}"))
        });
        if let Err(error) = written_file {
            return Err(not_written(&target, &error));
        }
        written.push(target);
    }
    Ok(written)
}

/// A file of the admin's folder that could not be written.
pub(super) fn not_written(path: &Path, error: &std::io::Error) -> Diagnostic {
    write_problem(path, error, WriteRemedy::CheckFolder)
}
