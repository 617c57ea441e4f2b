//! The check of a folder: every problem of both editions, and nothing written.
//! In: a [`Request`]. Out: [`Checked`]: every problem that reading, understanding and the rules found, weighed by the
//! site's settings.

use std::sync::OnceLock;

use yanxi_problem::{Diagnostic, Severity};

use crate::build::{self, Request};
use crate::config::site::settings_of;
use crate::edition::{Edition, Selection};
use crate::exit_status::{ExitStatus, Failure};
use crate::model::{self, Editions};
use crate::rules::{Subject, by_rules};
use crate::{folder, outputs, theme};

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    pub ending: ExitStatus,
    /// In the order they are shown; nothing twice.
    pub diagnostics: Vec<Diagnostic>,
    /// Pages of the internal edition.
    pub pages: usize,
    /// Where the page with all problems goes when the terminal has no room for them.
    pub report: std::path::PathBuf,
}

/// Checks a folder: read once, understood for both editions.
pub fn check(request: &Request) -> Checked {
    let mut checked = Checked::default();
    if let Err((ending, problems)) = run(request, &mut checked) {
        checked.ending = ending;
        checked.diagnostics.extend(problems);
    }
    yanxi_problem::put_in_order(&mut checked.diagnostics);
    if checked.ending == ExitStatus::Done
        && yanxi_problem::count(&checked.diagnostics, Severity::Error) > 0
    {
        checked.ending = ExitStatus::ContentErrors;
    }
    checked
}

impl Checked {
    /// Warnings count as errors.
    pub fn strictly(mut self) -> Self {
        for problem in &mut self.diagnostics {
            if problem.severity == Severity::Warning {
                problem.severity = Severity::Error;
                self.ending = self.ending.max(ExitStatus::ContentErrors);
            }
        }
        self
    }
}

fn run(request: &Request, checked: &mut Checked) -> Result<(), Failure> {
    let (layout, config, today) = settings_of(&request.folder, request.date)?;
    let public = build::output_folder(&of_edition(request, Edition::Public), &layout)?;
    let internal = build::output_folder(&of_edition(request, Edition::Internal), &layout)?;
    checked.report = build::report_path(&public);
    let passed_over = [&public, &internal]
        .into_iter()
        .flat_map(|output| [output.clone(), build::report_path(output)])
        .collect::<Vec<_>>();
    let sources = folder::load(&layout, &passed_over);
    let unreadable = sources.unreadable;
    let reading = model::read(sources, &config, today);
    let name = build::folder_name(&layout.site);
    let understand = |edition| {
        let selection = of_edition(request, edition).selection;
        model::understand(reading.clone(), &config, selection, &name, today)
    };
    let (mut internal, mut public) =
        rayon::join(|| understand(Edition::Internal), || understand(Edition::Public));
    checked.pages = internal.site.pages.len() + internal.site.derived.len();
    let mut found = [
        reading.diagnostics.clone(),
        reading.campaign_diagnostics.clone(),
        std::mem::take(&mut internal.diagnostics),
        std::mem::take(&mut public.diagnostics),
    ]
    .concat();
    if checked.pages == 0 && internal.site.left_out == 0 && !unreadable {
        found.push(build::empty_folder(&layout));
    }
    match theme::load(layout.theme_folder.as_deref(), &config.language) {
        Err(problems) => found.extend(problems),
        Ok(theme) => {
            for site in [&mut internal.site, &mut public.site] {
                let mut theme = theme.clone();
                found.extend(
                    theme.take_replacements(&mut site.static_files).err().into_iter().flatten(),
                );
                let extra = outputs::Extra {
                    with_base_url: config.base_url.is_some(),
                    with_news: !config.publish.is_empty(),
                };
                found.extend(outputs::list(site, &theme, extra).1);
            }
        }
    }
    let editions = Editions {
        config: &config,
        today,
        layout: &layout,
        reading: &reading,
        internal: &internal.site,
        public: &public.site,
    };
    let subject = Subject { editions, disclosure: &OnceLock::new() };
    found.extend(by_rules(&subject, |_| true));
    config.check.apply(&mut found);
    checked.diagnostics = found;
    if unreadable {
        return Err((ExitStatus::CannotReadOrWrite, Vec::new()));
    }
    Ok(())
}

fn of_edition(request: &Request, edition: Edition) -> Request {
    Request {
        selection: Selection { edition, ..request.selection },
        output: None,
        ..request.clone()
    }
}
