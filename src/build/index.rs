//! The search index of a build: written anew, or the old one kept.
//! In: the understood site and the old output. Out: the index's files among those to be published.

use super::problems::{cannot_write, index_failed};
use super::steps::Setting;
use super::{IndexMode, Progress};
use crate::exit_status::{ExitStatus, Failure};
use crate::model::Site;
use crate::search_index;
use crate::staging::{Manifest, Staging};
use yanxi_search::WriteError;

pub(super) fn add_index(
    mode: IndexMode,
    setting: &Setting,
    site: &mut Site,
    staging: &Staging,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(), Failure> {
    let Setting { config, output, .. } = setting;
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
        return Ok(());
    }
    let of = site.pages.len();
    let told = |done| progress(Progress::Indexing { done, of });
    search_index::write(site, &options, &told, &|path, bytes| staging.write(path, bytes)).map_err(
        |error| match error {
            WriteError::File { path, error } => {
                cannot_write(&output.join("search").join(path), &error)
            }
            error => (ExitStatus::CannotReadOrWrite, vec![index_failed(&error.to_string())]),
        },
    )
}
