//! The search itself, run by run.
//! In: a text, what it is, and what stands around it. Out: everything found in it, in order.

use std::ops::Range;

use crate::context::Context;
use crate::cutting;
use crate::finding::{Doubt, Finding, Form, Kind};
use crate::names::{NameFinding, Names};
use crate::naming::Named;
use crate::numbers::{self, Surroundings};
use crate::text_run::{RunKind, TextRun};
use crate::{address, marks};

/// Everything found in a text, in order; nothing overlaps but marks.
pub fn scan(text: &str, form: Form) -> Vec<Finding> {
    scan_in(text, form, &Context::default())
}

/// The same in a text whose column or key says what its numbers are.
pub fn scan_in(text: &str, form: Form, context: &Context) -> Vec<Finding> {
    let runs = cutting::runs(text, form, context);
    let mut findings: Vec<Finding> =
        personal(&runs, false).into_iter().map(Placed::into_finding).collect();
    match form {
        // In HTML and documents a mark may lie in several pieces of one run.
        Form::Markup | Form::Document => marks_of_runs(&runs, &mut findings),
        _ => marks::find(text, form, &mut findings),
    }
    if findings.iter().any(|finding| finding.kind.is_mark()) {
        let lessons = marks::lessons(&runs);
        let is_lesson = |finding: &Finding| {
            let holds = |lesson: &Range<usize>| {
                lesson.start <= finding.range.start && finding.range.end <= lesson.end
            };
            finding.kind.is_mark() && lessons.iter().any(holds)
        };
        findings.retain(|finding| !is_lesson(finding));
    }
    findings.extend(private_use(text));
    findings.sort_by_key(|finding| (finding.range.start, finding.kind));
    findings
}

/// Names of persons in a text, run by run, so that tags and entities part none; places are those of the source.
pub fn names_in<'a>(names: &'a Names, text: &str, form: Form) -> Vec<NameFinding<'a>> {
    let runs = cutting::runs(text, form, &Context::default());
    let mut found = Vec::new();
    for run in runs.iter().filter(|run| !matches!(run.kind, RunKind::Address | RunKind::Boxes)) {
        found.extend(
            names
                .find(&run.text)
                .into_iter()
                .map(|finding| NameFinding { range: run.source_of(&finding.range), ..finding }),
        );
    }
    found.sort_by_key(|finding| finding.range.start);
    found
}

/// Numbers and addresses alone.
pub fn scan_personal(text: &str, form: Form) -> Vec<Finding> {
    let runs = cutting::runs(text, form, &Context::default());
    personal(&runs, false).into_iter().map(Placed::into_finding).collect()
}

/// A finding with its run, where every character of it has its place.
pub(crate) struct Placed<'a> {
    pub(crate) run: &'a TextRun,
    /// In the run.
    pub(crate) finding: Finding,
}

impl Placed<'_> {
    /// In the source.
    pub(crate) fn range(&self) -> Range<usize> {
        self.run.source_of(&self.finding.range)
    }

    fn into_finding(self) -> Finding {
        Finding { range: self.range(), ..self.finding }
    }
}

/// Numbers and addresses in runs, in the order of the source.
pub(crate) fn personal(runs: &[TextRun], in_report: bool) -> Vec<Placed<'_>> {
    let is_text = |run: &&TextRun| matches!(run.kind, RunKind::Paragraph | RunKind::Item);
    let mut found = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let above = number.checked_sub(1).and_then(|before| runs.get(before)).filter(is_text);
        let below = runs.get(number + 1).filter(is_text);
        let around = Surroundings {
            named: run.context.names(),
            in_report,
            kind: run.kind,
            above: above.and_then(|run| run.text.lines().next_back()).unwrap_or_default(),
            below: below.and_then(|run| run.text.lines().next()).unwrap_or_default(),
        };
        let mut findings = numbers::find(&run.text, &around);
        if run.kind != RunKind::Boxes {
            address::find(&run.text, &mut findings);
        }
        if around.named.is_some_and(Named::is_of_a_person) {
            findings.iter_mut().for_each(|finding| finding.labelled = true);
        }
        found.extend(findings.into_iter().map(|finding| Placed { run, finding }));
    }
    found.sort_by_key(|placed| (placed.range().start, placed.finding.kind));
    found
}

/// Where the head of a document ends: a mark above the first sentence or the first entry of a list is the document's own.
pub fn head_end(text: &str, form: Form) -> usize {
    /// A line of so many characters is no heading.
    const LONG: usize = 60;
    let is_sentence = |line: &str| {
        !line.trim_start().starts_with('#')
            && (line.contains(['。', '！', '？', '；']) || line.chars().count() > LONG)
    };
    for run in cutting::runs(text, form, &Context::default()) {
        let is_read = matches!(run.kind, RunKind::Paragraph | RunKind::Item | RunKind::Cell);
        if !is_read || run.is_blank() {
            continue;
        }
        let mut at = 0;
        for line in run.text.split(['\n', cutting::BREAK]) {
            if run.kind == RunKind::Item || is_sentence(line) {
                return run.source_of(&(at..at + line.len().max(1).min(run.text.len() - at))).start;
            }
            at += line.len() + 1;
        }
    }
    text.len()
}

/// Marks in what is read; entries of lists name things.
fn marks_of_runs(runs: &[TextRun], findings: &mut Vec<Finding>) {
    for run in runs {
        let Some(form) = marks::form_of(run.kind) else {
            continue;
        };
        let mut own = Vec::new();
        marks::find_in_run(&run.text, form, &mut own);
        findings.extend(
            own.into_iter()
                .map(|finding| Finding { range: run.source_of(&finding.range), ..finding }),
        );
    }
}

/// The first run of private-use characters; one is enough to look at.
fn private_use(text: &str) -> Option<Finding> {
    let is_private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}');
    let start = text.find(is_private)?;
    let length = text[start..].find(|c| !is_private(c)).unwrap_or(text.len() - start);
    Some(Finding {
        kind: Kind::Doubtful(Doubt::PrivateUse),
        range: start..start + length,
        mask: text[start..start + length].to_string(),
        labelled: false,
    })
}
