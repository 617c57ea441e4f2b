//! What the commands that publish tell when they are done.
//! In: what was done, problems. Out: lines on stdout and stderr, or JSON.

use yanxi_privacy::mask_for_report;
use yanxi_problem::{Diagnostic, Language};

use crate::build::draft::{Lifted, LiftedBy};
use crate::release::publish::Done;
use crate::terminal::{Format, Terminal, told};

pub(super) fn print_problems(problems: &[Diagnostic], terminal: Terminal) {
    eprint!("{}", told(problems, None, terminal).text);
}

/// Files of others named at most.
const NAMED: usize = 20;

pub(super) fn print_done(done: &Done, deed: &str, terminal: Terminal) {
    let changes = &done.changes;
    if terminal.format == Format::Json {
        let line = serde_json::json!({
            "done": deed, "target": done.target, "at": done.shown, "number": done.number, "files": done.files,
            "added": changes.added.len(), "changed": changes.changed.len(), "removed": changes.removed.len(),
            "pages": done.pages, "attachments": done.attachments, "entries": done.lifted, "from": done.from, "foreign": changes.foreign,
        });
        println!("{line}");
        return;
    }
    name_foreign(done, terminal);
    if terminal.quiet {
        return;
    }
    if deed != "published" {
        announce(done, terminal);
    }
    let (added, changed, removed) =
        (changes.added.len(), changes.changed.len(), changes.removed.len());
    let (number, files, shown) = (done.number, done.files, &done.shown);
    match (terminal.language, done.nothing_new, deed) {
        (Language::Chinese, true, _) => println!("{shown} 已经是第 {number} 版，没有变化"),
        (Language::English, true, _) => println!("{shown} holds release {number} already"),
        (Language::Chinese, false, "published") => println!(
            "第 {number} 版已发布到 {shown}：新增 {added} 个文件，改动 {changed} 个，删去 {removed} 个，共 {files} 个"
        ),
        (Language::English, false, "published") => println!(
            "release {number} published to {shown}: {added} files added, {changed} changed, {removed} removed, {files} in all"
        ),
        (language, false, _) => {
            let from = done.from.unwrap_or(number);
            match (language, from < number) {
                (Language::Chinese, true) => {
                    println!("{shown} 从第 {from} 版回到了较新的第 {number} 版，共 {files} 个文件")
                }
                (Language::Chinese, false) => {
                    println!("{shown} 从第 {from} 版退回第 {number} 版，共 {files} 个文件");
                }
                (Language::English, true) => println!(
                    "{shown} went from release {from} on to the later release {number}: {files} files"
                ),
                (Language::English, false) => println!(
                    "{shown} went back from release {from} to release {number}: {files} files"
                ),
            }
        }
    }
}

/// What a release changes for its readers, and what entries say to be none; told before it goes out.
pub(super) fn announce(done: &Done, terminal: Terminal) {
    name_changes(done, terminal);
    for lifted in &done.lifted {
        let Lifted { source, what, by, on, .. } = lifted;
        let reason = match lifted.reason.as_str() {
            "" => String::new(),
            reason => format!("，{reason}"),
        };
        let name = match lifted.entry {
            LiftedBy::SecrecyReview => "保密审查",
            LiftedBy::Checked => "核对",
        };
        let line = format!("{name} {source}：{what}{reason}，{by} {on}");
        eprintln!("{}", mask_for_report(&line));
    }
}

/// Which pages and attachments readers see change; the other files belong to search and looks.
fn name_changes(done: &Done, terminal: Terminal) {
    let (between, more) = match terminal.language {
        Language::Chinese => ("、", " 等"),
        Language::English => (", ", " and others"),
    };
    let (pages, files) = (&done.pages, &done.attachments);
    for (words, names) in [
        (("新增的页面", "篇", "new pages"), &pages.new),
        (("改动的页面", "篇", "changed pages"), &pages.changed),
        (("撤下的页面", "篇", "pages gone"), &pages.gone),
        (("新增的附件", "个", "new attachments"), &files.new),
        (("改动的附件", "个", "changed attachments"), &files.changed),
        (("撤下的附件", "个", "attachments gone"), &files.gone),
    ] {
        if names.is_empty() {
            continue;
        }
        let named = names[..names.len().min(NAMED)].join(between);
        let more = if names.len() > NAMED { more } else { "" };
        let count = names.len();
        let (chinese, measure, english) = words;
        terminal.say(
            &format!("{chinese} {count} {measure}：{named}{more}"),
            &format!("{english}, {count}: {named}{more}"),
        );
    }
}

pub(super) fn name_foreign(done: &Done, terminal: Terminal) {
    let foreign = &done.changes.foreign;
    for path in foreign.iter().take(NAMED) {
        terminal.say(
            &format!("保留了不是本程序发布的文件：{path}"),
            &format!("kept a file that is not ours: {path}"),
        );
    }
    if foreign.len() > NAMED {
        let more = foreign.len() - NAMED;
        terminal.say(
            &format!("另有 {more} 个不是本程序发布的文件，也都保留"),
            &format!("{more} more that are not ours were kept"),
        );
    }
}
