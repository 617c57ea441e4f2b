//! One round of a preview: the folder as it is now, its pages for each edition, then their search.
//! In: a [`Request`], and of each edition what is shown. Out: what is to be shown from now on, and [`Outcome`]s as of builds.
//!
//! The folder is read and understood once for both editions. Pages come first, so that they are seen at once; the index of
//! before goes on until the new one is there, unless it would show something that the site has no more.

use std::sync::Arc;

use yanxi_problem::{Diagnostic, Severity};

use super::problems::cannot_write;
use super::steps::{self, Listed, Setting, Understood};
use super::{ExitStatus, Failure, Kept, Outcome, Progress, Request, index, rules_of};
use crate::edition::{Edition, Selection};
use crate::model;
use crate::search_index;
use crate::staging::{self, Newer, ShownSite};

/// An edition that a preview shows, from round to round.
#[derive(Debug, Clone)]
pub struct ShownEdition {
    pub edition: Edition,
    pub shown: Arc<ShownSite>,
    /// Its index was written by this preview: an older one may be another edition's.
    is_indexed: bool,
}

impl ShownEdition {
    /// Begins with what an earlier build left in the output.
    pub fn of(edition: Edition, shown: ShownSite) -> ShownEdition {
        ShownEdition { edition, shown: Arc::new(shown), is_indexed: false }
    }
}

pub struct Round<'a> {
    request: Request,
    kept: &'a mut Kept,
    setting: Setting,
    understood: Understood,
    /// The public edition and the internal one.
    editions: Vec<OfRound>,
}

struct OfRound {
    edition: Edition,
    /// What the rules found.
    found: Vec<Diagnostic>,
    /// Until its pages are made.
    understood: Option<model::Understood>,
    /// Until its index is made.
    listed: Option<Listed>,
}

impl<'a> Round<'a> {
    /// Loads and understands the folder; what keeps it from being loaded stops the round.
    pub fn begin(request: &Request, kept: &'a mut Kept) -> Result<Round<'a>, Box<Outcome>> {
        let stopped = |(ending, diagnostics): Failure| {
            Box::new(Outcome { ending, diagnostics, ..Outcome::default() })
        };
        let selection = |edition| Selection { edition, ..request.selection };
        let (setting, sources) = steps::load(request, Some(kept)).map_err(stopped)?;
        let selections = [Edition::Public, Edition::Internal].map(selection);
        let mut understood = steps::understand(&setting, sources, &selections, Some(kept));
        let mut editions = Vec::new();
        for selection in selections {
            // An internal build looks at nothing but itself.
            let from = usize::from(selection.edition == Edition::Internal);
            let among = understood.editions.get(from..).unwrap_or_default();
            let rules = rules_of(selection.edition);
            let edition = selection.edition;
            let sightings = &mut kept.of_editions.entry(edition).or_default().sightings;
            let found = steps::check(&setting, &understood.reading, among, rules, Some(sightings));
            editions.push(OfRound { edition, found, understood: None, listed: None });
        }
        for (one, understood) in editions.iter_mut().zip(understood.editions.drain(..)) {
            one.understood = Some(understood);
        }
        Ok(Round { request: request.clone(), kept, setting, understood, editions })
    }

    /// Writes what differs of an edition's pages, and shows it.
    pub fn pages(
        &mut self,
        of: &mut ShownEdition,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Outcome {
        let mut outcome = Outcome { output: of.shown.output().to_path_buf(), ..Outcome::default() };
        if let Err((ending, problems)) = self.write_pages(of, progress, &mut outcome) {
            outcome.ending = ending;
            outcome.diagnostics.extend(problems);
        }
        yanxi_problem::put_in_order(&mut outcome.diagnostics);
        outcome
    }

    fn write_pages(
        &mut self,
        of: &mut ShownEdition,
        progress: &(dyn Fn(Progress) + Sync),
        outcome: &mut Outcome,
    ) -> Result<(), Failure> {
        let selection = Selection { edition: of.edition, ..self.request.selection };
        let Some(one) = self.editions.iter_mut().find(|one| one.edition == of.edition) else {
            return Ok(());
        };
        let Some(understood) = one.understood.take() else { return Ok(()) };
        outcome.diagnostics.append(&mut one.found);
        let site = outcome.describe(&self.setting, &self.understood, understood);
        let (mut listed, extras) =
            super::list_outputs(&self.setting, &self.understood, site, &self.request, outcome)?;
        super::stop_on_errors(&self.setting, &self.understood, selection, outcome)?;
        let before = of.shown.as_it_stands();
        let newer = Newer::begin(&before).map_err(|error| cannot_write(before.output(), &error))?;
        let kept = self.kept.of_editions.entry(of.edition).or_default();
        let before_it = Some(&mut kept.renderings);
        steps::render(&self.setting, &listed, selection, &extras, &newer, before_it, progress)?;
        outcome.owed_page = super::owed_page(&listed.site, before.output());
        if of.is_indexed && keeps_index(&self.setting, &listed, &before) {
            newer.keep_all(is_of_index);
            of.shown = Arc::new(newer.finish());
            one.listed = Some(listed);
        } else {
            let items = Some(&mut kept.items);
            let whose = (selection, &self.understood.reading.vouched);
            let site = &mut listed.site;
            let mut problems =
                index::add_index(None, &self.setting, site, whose, &newer, items, progress)?;
            self.setting.config.check.apply(&mut problems);
            outcome.diagnostics.extend(problems);
            of.shown = Arc::new(newer.finish());
            of.is_indexed = true;
        }
        outcome.published = true;
        if yanxi_problem::count(&outcome.diagnostics, Severity::Error) > 0 {
            outcome.ending = ExitStatus::ContentErrors;
        }
        Ok(())
    }

    /// Writes the index of an edition whose pages were made with the one of before, and shows it.
    pub fn index(&mut self, of: &mut ShownEdition) -> Result<(), Failure> {
        let one = self.editions.iter_mut().find(|one| one.edition == of.edition);
        let Some(mut listed) = one.and_then(|one| one.listed.take()) else { return Ok(()) };
        let before = of.shown.as_it_stands();
        let newer = Newer::begin(&before).map_err(|error| cannot_write(before.output(), &error))?;
        newer.keep_all(|path| !is_of_index(path));
        let selection = Selection { edition: of.edition, ..self.request.selection };
        let whose = (selection, &self.understood.reading.vouched);
        let items = Some(&mut self.kept.of_editions.entry(of.edition).or_default().items);
        // What of attachments search does not have was told in the first round.
        index::add_index(None, &self.setting, &mut listed.site, whose, &newer, items, &|_| {})?;
        of.shown = Arc::new(newer.finish());
        Ok(())
    }
}

fn is_of_index(path: &str) -> bool {
    path.starts_with("search/")
}

/// An index with something that the site has no more is not kept: it may just have become internal.
fn keeps_index(setting: &Setting, listed: &Listed, before: &ShownSite) -> bool {
    let options = index::options(&setting.config, None);
    before
        .read(search_index::TITLES_PATH)
        .is_some_and(|titles| search_index::has_all_of(&listed.site, &options, &titles))
}

/// Brings the output to what is shown of an edition. Gives the files that somebody holds, and those that are not ours.
pub fn bring(of: &mut ShownEdition) -> Result<(Vec<String>, Vec<String>), Failure> {
    let output = of.shown.output();
    let brought = staging::bring(&of.shown).map_err(|error| cannot_write(output, &error))?;
    of.shown = Arc::new(brought.shown);
    Ok((brought.held, brought.foreign))
}
