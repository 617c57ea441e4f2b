//! How well secrecy marks, numbers and addresses of persons are found.
//! In: `cases.tsv`. Out: every case has exactly the findings it names; missed and false alarms as figures.

use yanxi_privacy::{Doubt, Form, Kind, scan};

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::SecrecyMark => "secrecy",
        Kind::InternalMark => "internal",
        Kind::IdNumber => "id",
        Kind::Mobile => "mobile",
        Kind::BankCard => "card",
        Kind::HomeAddress => "address",
        Kind::Doubtful(
            Doubt::FailedIdNumber
            | Doubt::OldIdNumber
            | Doubt::CardLike
            | Doubt::ForeignCard
            | Doubt::OtherwiseNamed
            | Doubt::PrivateUse,
        ) => "doubt",
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        out.push(match c {
            '\\' => match characters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('v') => '\u{B}',
                Some('c') => yanxi_privacy::CELL,
                Some('e') => yanxi_privacy::ROW,
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    out
}

#[test]
fn every_case_has_the_findings_it_names() {
    let cases = include_str!("cases.tsv");
    let (mut tried, mut missed, mut false_alarms) = (0, Vec::new(), Vec::new());
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.splitn(3, '\t');
        let (Some(expected), Some(form), Some(text)) =
            (fields.next(), fields.next(), fields.next())
        else {
            panic!("a case has three fields: {line}");
        };
        let form = match form {
            "text" => Form::Text,
            "csv" => Form::Csv,
            "value" => Form::Value,
            "path" => Form::Path,
            "html" => Form::Markup,
            "laid" => Form::Laid,
            "document" => Form::Document,
            other => panic!("no such form: {other}"),
        };
        let expected: Vec<&str> = expected.split(' ').filter(|word| *word != "-").collect();
        let text = unescaped(text);
        let found: Vec<&str> = scan(&text, form).iter().map(|finding| word(finding.kind)).collect();
        tried += 1;
        if found == expected {
            continue;
        }
        let shown = format!("{text:?}: expected {expected:?}, found {found:?}");
        if found.len() < expected.len() {
            missed.push(shown);
        } else {
            false_alarms.push(shown);
        }
    }
    println!("{tried} cases, {} missed, {} false alarms", missed.len(), false_alarms.len());
    assert!(tried >= 300, "only {tried} cases");
    assert!(
        missed.is_empty() && false_alarms.is_empty(),
        "missed:\n{}\nfalse alarms:\n{}",
        missed.join("\n"),
        false_alarms.join("\n")
    );
}

/// Over real texts: `YANXI_LAWS=folder cargo test --release -p yanxi-privacy --test cases laws -- --ignored --nocapture`.
#[test]
#[ignore = "needs a folder of law texts"]
fn laws_are_silent() {
    let folder = std::env::var("YANXI_LAWS").expect("a folder in YANXI_LAWS");
    let texts: Vec<(String, String)> = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            Some((entry.path().display().to_string(), text))
        })
        .collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let start = std::time::Instant::now();
    let found: Vec<_> = texts
        .iter()
        .flat_map(|(path, text)| {
            scan(text, Form::Text).into_iter().map(move |finding| {
                let line = text[..finding.range.start].matches('\n').count() + 1;
                format!("{path}:{line} {:?} {:?}", finding.kind, &text[finding.range])
            })
        })
        .collect();
    println!(
        "{} texts, {bytes} bytes in {:?}: {} findings",
        texts.len(),
        start.elapsed(),
        found.len()
    );
    for finding in &found {
        println!("{finding}");
    }
    assert!(found.iter().all(|finding| finding.contains("Doubtful")));
}
