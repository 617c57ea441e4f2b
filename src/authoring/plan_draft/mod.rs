//! `yanxi plan`: a draft of a plan from a pasted speech or plan document.
//! In: a text. Out: the text of a `计划.toml` for a person to go through. What the text does not say is not written, or
//! as 待补充; what could not be placed is listed at the end.

mod amounts;
mod dates;
mod duties;
mod found;
mod numbers;
mod paragraphs;
mod structure;
mod tables;
mod tasks;
mod traditional;
mod writing;

use std::path::Path;

use yanxi_problem::{Diagnostic, Place};
use yanxi_reading::cannot_read;
use yanxi_reading::content_path::stem;
use yanxi_reading::encoding::decode;

use super::problem::AuthoringProblem;
use crate::own_files::is_word_document;
use crate::word;
use found::Draft;
use paragraphs::Text;

/// The draft of a file in Markdown or plain text, or of a Word document.
pub fn plan_draft(file: &Path) -> Result<String, Diagnostic> {
    let shown = file.to_string_lossy().replace('\\', "/");
    let bytes = std::fs::read(file).map_err(|error| cannot_read(&shown, &error))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let page = stem(&name);
    match ending.as_str() {
        "md" | "txt" | "markdown" | "" => {
            let decoded = decode(&shown, &bytes).map_err(|problem| *problem)?;
            Ok(of_text(&shown, &decoded.text, None, page))
        }
        _ if is_word_document(&name) => {
            let input = word::Input {
                shown_path: &shown,
                bytes: &bytes,
                title: None,
                name: page,
                depth: 0,
            };
            let read = word::read(input).map_err(|_| {
                Diagnostic::of(Place::file(shown.clone()), &AuthoringProblem::WordNotRead)
            })?;
            Ok(of_text(&shown, &read.text, read.title.as_deref(), page))
        }
        _ => Err(Diagnostic::of(Place::file(shown), &AuthoringProblem::NoText)),
    }
}

/// Writes the draft into a file that is not there yet.
pub fn write_plan_draft(draft: &str, to: &Path) -> Result<(), Diagnostic> {
    let shown = to.to_string_lossy().into_owned();
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).open(to);
    match opened.and_then(|mut file| std::io::Write::write_all(&mut file, draft.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Diagnostic::of(Place::file(shown), &AuthoringProblem::FileThere))
        }
        Err(error) => Err(super::init::not_written(to, &error)),
    }
}

fn of_text(shown: &str, file: &str, title: Option<&str>, page: &str) -> String {
    let read = traditional::simplified(file);
    let mut text = Text::of(shown, &read, title.map(traditional::simplified).as_deref());
    let rows = tables::unfold(&mut text);
    let mut draft = Draft::default();
    structure::read(&text.paragraphs, &mut draft);
    tasks::read(&text.paragraphs, &mut draft);
    amounts::read(&text.paragraphs, &mut draft);
    rows.read(&text.paragraphs, &mut draft);
    let campaign = campaign_name(&text.title).unwrap_or(page);
    let written = writing::write(&text, &draft, &writing::Names { campaign, page });
    traditional::restored(&written, &read, file)
}

/// What the title says that it is of: 关于印发《甲乡学习教育实施方案》的通知 is of 甲乡学习教育.
fn campaign_name(title: &str) -> Option<&str> {
    let inside = title.split_once('《').and_then(|(_, rest)| rest.split_once('》'));
    let mut name = inside.map_or(title, |(inside, _)| inside).trim();
    name = name.strip_prefix("在").unwrap_or(name);
    for end in [
        "动员大会上的讲话",
        "动员会上的讲话",
        "部署会上的讲话",
        "大会上的讲话",
        "会议上的讲话",
        "会上的讲话",
    ] {
        name = name.strip_suffix(end).unwrap_or(name);
    }
    name = name.strip_suffix("的通知").unwrap_or(name);
    // 某某办公室关于做好冬季学习培训的通知 is of 冬季学习培训.
    if let Some((_, of)) = name.split_once("关于") {
        let verbs = ["开展", "做好", "组织开展", "深入开展", "印发", "加强", "推进"];
        name = verbs.iter().find_map(|verb| of.strip_prefix(*verb)).unwrap_or(of);
        name = name.strip_suffix("工作").filter(|rest| rest.chars().count() > 3).unwrap_or(name);
    }
    for end in
        ["实施方案", "工作方案", "行动方案", "活动方案", "方案", "实施意见", "行动计划", "工作计划"]
    {
        name = name.strip_suffix(end).unwrap_or(name);
    }
    let name = name.trim_end_matches(['的', '—', '-', ' ']);
    (name.chars().count() >= 2).then_some(name)
}

#[cfg(test)]
mod tests;
