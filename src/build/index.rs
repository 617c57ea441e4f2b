//! The search index of a build: written anew, or the old one kept.
//! In: the understood site, what is vouched for in it, and the old output. Out: the index's files among those to be
//! published, and what of attachments search does not have.

use super::problems::{cannot_write, index_failed};
use super::steps::Setting;
use super::{IndexMode, Progress};
use crate::attached_text;
use crate::exit_status::{ExitStatus, Failure};
use crate::model::{Selection, Site, Vouched, mask_attached};
use crate::search_index;
use crate::staging::{Manifest, Staging};
use yanxi_problem::Diagnostic;
use yanxi_search::WriteError;

pub(super) fn add_index(
    mode: IndexMode,
    setting: &Setting,
    site: &mut Site,
    (selection, vouched): (Selection, &Vouched),
    staging: &Staging,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Diagnostic>, Failure> {
    let Setting { config, output, layout, .. } = setting;
    let old = Manifest::of(output).unwrap_or_default();
    let old_index = old.files.iter().filter(|(path, _)| path.starts_with("search/"));
    let options =
        search_index::Options { twins: config.search_from_file, language: &config.language };
    // An index with something that the site has no more is not kept: it may just have become internal.
    let keeps = || {
        old.files.contains_key("search/entry.js")
            && std::fs::read(output.join(search_index::TITLES_PATH))
                .is_ok_and(|titles| search_index::has_all_of(site, &options, &titles))
    };
    if mode == IndexMode::Keep && keeps() {
        for (path, hash) in old_index {
            staging.keep(path, hash).map_err(|error| cannot_write(&output.join(path), &error))?;
        }
        return Ok(Vec::new());
    }
    let reading = attached_text::Reading {
        mask: &|file, text| {
            if config.privacy.mask {
                mask_attached(text, file, selection.edition, vouched);
            }
        },
        content: &layout.content_prefix,
    };
    let (attached, problems) = attached_text::read(site, &reading);
    let of = site.pages.len() + attached.len();
    let told = |done| progress(Progress::Indexing { done, of });
    let sink = |path: &str, bytes: &[u8]| staging.write(path, bytes);
    search_index::write(site, attached, &options, &told, &sink).map_err(|error| match error {
        WriteError::File { path, error } => cannot_write(&output.join("search").join(path), &error),
        error => (ExitStatus::CannotReadOrWrite, vec![index_failed(&error.to_string())]),
    })?;
    Ok(problems)
}
