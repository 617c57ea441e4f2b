//! The check of a folder: every problem of both editions, and nothing written.
//! In: a [`Request`]. Out: [`Checked`]: every problem that reading, understanding and the rules found, weighed by the
//! site's settings.

use yanxi_problem::{Code, Diagnostic, Severity};

use crate::build::steps::{self, Understood};
use crate::build::{Request, editions_for, empty_folder};
use crate::edition::{Edition, Selection};
use crate::exit_status::{ExitStatus, Failure};
use crate::outputs::Extra;

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    pub ending: ExitStatus,
    /// In the order they are shown; nothing twice.
    pub diagnostics: Vec<Diagnostic>,
    /// Pages of the internal edition.
    pub pages: usize,
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
    let public = Selection { edition: Edition::Public, ..request.selection };
    let request = Request { output: None, selection: public, ..request.clone() };
    let (setting, sources) = steps::load(&request, None)?;
    let understood = steps::understand(&setting, sources, &editions_for(public), None);
    let mut found =
        steps::check(&setting, &understood.reading, &understood.editions, |_| true, None);
    let Understood { mut reading, mut unreadable, editions, .. } = understood;
    unreadable |= reading.campaign_diagnostics.iter().any(|problem| problem.code == Code::R02);
    found.append(&mut reading.diagnostics);
    found.append(&mut reading.campaign_diagnostics);
    let theme = steps::theme_of(&setting);
    let mut is_empty = true;
    let mut all_listed = Vec::new();
    for one in editions {
        found.extend(one.diagnostics);
        // The internal edition, the last, has all pages.
        checked.pages = one.site.pages.len() + one.site.derived.len();
        is_empty &= one.site.is_empty();
        if let Ok(theme) = &theme {
            let extra = Extra {
                with_base_url: setting.config.base_url.is_some(),
                news_pages: usize::from(!setting.config.publish.is_empty()),
            };
            let mut listed = steps::list_outputs(theme.clone(), one.site, extra);
            found.append(&mut listed.unreadable);
            found.append(&mut listed.clashes);
            all_listed.push(listed);
        }
    }
    // To give back the memory of many records and pages takes a while, and nobody waits for it.
    rayon::spawn(move || drop((reading, all_listed)));
    if is_empty && !unreadable {
        found.push(empty_folder(&setting.layout));
    }
    found.extend(theme.err().into_iter().flatten());
    setting.config.check.apply(&mut found);
    checked.diagnostics = found;
    if unreadable { Err((ExitStatus::CannotReadOrWrite, Vec::new())) } else { Ok(()) }
}
