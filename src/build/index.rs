//! The search index of a build.
//! In: the understood site, what is vouched for in it. Out: the index's files among those to be published, and what of
//! attachments search does not have.

use super::Progress;
use super::problems::{cannot_write, index_failed};
use super::steps::Setting;
use crate::attached_text;
use crate::config::Config;
use crate::config::targets::SearchFor;
use crate::exit_status::{ExitStatus, Failure};
use crate::model::{Selection, Site, Vouched, mask_attached};
use crate::search_index::{self, KeptItems};
use crate::staging::SiteFiles;
use yanxi_problem::Diagnostic;
use yanxi_search::{Readers, WriteError};

/// For whom the index is written; for all, as far as the settings go, where nothing is said.
pub(super) fn options(config: &Config, search: Option<SearchFor>) -> search_index::Options<'_> {
    let readers = match search.unwrap_or(SearchFor::Both) {
        SearchFor::Both if config.search_from_file => Readers::Both,
        SearchFor::Disk if config.search_from_file => Readers::Disk,
        _ => Readers::Server,
    };
    search_index::Options { readers, language: &config.language }
}

pub(super) fn add_index(
    search: Option<SearchFor>,
    setting: &Setting,
    site: &mut Site,
    (selection, vouched): (Selection, &Vouched),
    files: &dyn SiteFiles,
    kept: Option<&mut KeptItems>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Diagnostic>, Failure> {
    let Setting { config, output, layout, .. } = setting;
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
    let sink = |path: &str, bytes: &[u8]| files.write(path, bytes);
    let options = options(config, search);
    search_index::write(site, attached, &options, kept, &told, &sink).map_err(
        |error| match error {
            WriteError::File { path, error } => {
                cannot_write(&output.join("search").join(path), &error)
            }
            error => (ExitStatus::CannotReadOrWrite, vec![index_failed(&error.to_string())]),
        },
    )?;
    Ok(problems)
}
