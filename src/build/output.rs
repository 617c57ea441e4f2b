//! Where a build goes.
//! In: what was asked for and where the site lies. Out: the output folder, and all that must not be taken for a source.

use crate::own_files::SETTINGS;
use std::path::{Path, PathBuf};

use super::problems::BuildProblem;
use super::{ExitStatus, Failure, Request};
use crate::folder::Layout;
use crate::model::{Edition, Selection};
use yanxi_problem::{Diagnostic, Place};

/// Where the site goes: as asked, else `public` in a site folder, else `<folder>-public` beside a bare one.
pub fn output_folder(request: &Request, layout: &Layout) -> Result<PathBuf, Failure> {
    let suffix = match request.selection.edition {
        Edition::Public => "public",
        Edition::Internal => "public-internal",
    };
    let site = layout.site.canonicalize().unwrap_or_else(|_| layout.site.clone());
    let output = match &request.output {
        Some(output) => output.clone(),
        None if layout.site.join(SETTINGS).is_file() => layout.site.join(suffix),
        None => {
            let name = format!("{}-{suffix}", folder_name(&layout.site));
            site.parent().unwrap_or(&site).join(name)
        }
    };
    let resolved = output.canonicalize().unwrap_or_else(|_| output.clone());
    let content = layout.content.canonicalize().unwrap_or_else(|_| layout.content.clone());
    if content.starts_with(&resolved) || site.starts_with(&resolved) {
        let place = Place::file(output.to_string_lossy());
        let problem = Diagnostic::of(place, &BuildProblem::OutputHoldsSite);
        return Err((ExitStatus::WrongUse, vec![problem]));
    }
    Ok(output)
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
