//! What `yanxi check --coverage` prints.
//! In: a page's sentences. Out: those that no entry of the plan takes up, with their lines; as JSON all of them.

use std::path::Path;

use jiff::civil::Date;
use yanxi_problem::{Language, print};

use crate::authoring::{self, TakenUp};
use crate::config::site;
use crate::exit_status::ExitStatus;
use crate::pages::passages::Sentence;
use crate::terminal::{Format, Terminal};

pub(super) fn run(folder: &Path, page: &str, date: Option<Date>, terminal: Terminal) -> ExitStatus {
    let found =
        site::today(folder, date).and_then(|today| authoring::coverage(folder, page, today));
    match found {
        Ok(found) => {
            for one in &found {
                match terminal.format {
                    Format::Json => print_json(one),
                    Format::Short => print_short(one),
                    Format::Human => print_for_people(one, terminal.language),
                }
            }
            ExitStatus::Done
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{}", print::line(problem, terminal.language));
            }
            ExitStatus::WrongUse
        }
    }
}

/// What of each sentence nobody takes up: all of it, or parts.
fn open(one: &TakenUp) -> impl Iterator<Item = (&Sentence, &[String])> {
    one.page.sentences.iter().filter_map(|sentence| match sentence.entries.is_empty() {
        true => Some((sentence, std::slice::from_ref(&sentence.text))),
        false if sentence.left.is_empty() => None,
        false => Some((sentence, &sentence.left[..])),
    })
}

fn print_for_people(one: &TakenUp, language: Language) {
    let coverage = one.page.coverage();
    let (all, taken) = (one.page.sentences.len(), coverage.whole + coverage.in_part);
    let (title, campaign) = (&one.page.title, &one.campaign);
    let (part, not) = (coverage.in_part, coverage.not);
    match language {
        Language::Chinese => println!(
            "《{title}》正文 {all} 句，列入“{campaign}”计划的 {taken} 句（其中只列入一部分的 {part} 句），没有列入的 {not} 句"
        ),
        Language::English => println!(
            "“{title}”: {all} sentences, {taken} taken up by the plan of “{campaign}” ({part} of them in part), {not} not taken up"
        ),
    }
    for (sentence, parts) in open(one) {
        let line = sentence.line.map(|line| match language {
            Language::Chinese => format!("第{line}行 "),
            Language::English => format!("line {line}: "),
        });
        let of_part = match (sentence.entries.is_empty(), language) {
            (true, _) => "",
            (false, Language::Chinese) => "句中：",
            (false, Language::English) => "in part: ",
        };
        println!("  {}{of_part}{}", line.unwrap_or_default(), parts.join("；"));
    }
}

fn print_short(one: &TakenUp) {
    for (sentence, parts) in open(one) {
        let line = sentence.line.map_or_else(String::new, |line| format!("{line}:"));
        println!("{}:{line} {}", one.file, parts.join("；"));
    }
}

fn print_json(one: &TakenUp) {
    for sentence in &one.page.sentences {
        let row = serde_json::json!({
            "file": one.file, "line": sentence.line, "campaign": one.campaign,
            "sentence": sentence.text, "entries": sentence.entries.len(), "left": sentence.left,
        });
        println!("{row}");
    }
}
