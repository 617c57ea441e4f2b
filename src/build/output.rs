//! Where a build goes.
//! In: what was asked for and where the site lies. Out: the output folder, and all that must not be taken for a source.

use crate::own_files::{MANIFEST, SETTINGS};
use std::path::{Path, PathBuf};

use super::problems::BuildProblem;
use super::{ExitStatus, Failure, Request};
use crate::folder::Layout;
use crate::model::{Edition, Selection};
use yanxi_problem::{Diagnostic, Place};

/// Where the site goes, if it may be written there: nothing that it is made from lies there.
pub fn output_folder(request: &Request, layout: &Layout) -> Result<PathBuf, Failure> {
    let output = built_folder(request, layout);
    let problem = if layout.is_own(&output) {
        BuildProblem::OutputHoldsSite
    } else if layout.is_in_content(&output) && holds_files_of_others(&output) {
        BuildProblem::OutputHoldsMaterial
    } else {
        return Ok(output);
    };
    let place = Place::file(output.to_string_lossy());
    Err((ExitStatus::WrongUse, vec![Diagnostic::of(place, &problem)]))
}

/// Whether there is something in a folder, and nothing of it from us.
fn holds_files_of_others(folder: &Path) -> bool {
    !folder.join(MANIFEST).is_file()
        && folder.read_dir().is_ok_and(|mut entries| entries.next().is_some())
}

/// Where the site goes, or went: as asked, else `public` in a site folder, else `<folder>-public` beside a bare one.
pub fn built_folder(request: &Request, layout: &Layout) -> PathBuf {
    let suffix = match request.selection.edition {
        Edition::Public => "public",
        Edition::Internal => "public-internal",
    };
    let site = layout.site.canonicalize().unwrap_or_else(|_| layout.site.clone());
    match &request.output {
        Some(output) => output.clone(),
        None if layout.site.join(SETTINGS).is_file() => layout.site.join(suffix),
        None => {
            let name = format!("{}-{suffix}", folder_name(&layout.site));
            site.parent().unwrap_or(&site).join(name)
        }
    }
}

/// The page with all problems of a build, beside its output folder.
pub fn report_path(output: &Path) -> PathBuf {
    let mut name = output.to_path_buf().into_os_string();
    name.push(yanxi_problem::report::NAME_END);
    PathBuf::from(name)
}

/// Where this build goes, and where builds go that name no place: none of it is ever a source, nor is the page of
/// problems beside it.
pub(super) fn outputs_of(request: &Request, output: &Path, layout: &Layout) -> Vec<PathBuf> {
    let usual = [Edition::Public, Edition::Internal].map(|edition| Request {
        output: None,
        selection: Selection { edition, ..request.selection },
        ..request.clone()
    });
    usual
        .iter()
        .filter_map(|usual| output_folder(usual, layout).ok())
        .chain([output.to_path_buf()])
        .flat_map(|output| [report_path(&output), output])
        .collect()
}

pub(crate) fn folder_name(folder: &Path) -> String {
    folder
        .canonicalize()
        .unwrap_or_else(|_| folder.to_path_buf())
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_else(|| "site".into())
}
