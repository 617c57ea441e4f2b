//! Forms of documents, and which of their lines are headings.

use super::document;

/// Forms by name, with the lines that are to be headings marked as the file itself says.
fn forms(file: &'static str) -> Vec<(&'static str, &'static str)> {
    file.split("\n== ").skip(1).map(|form| form.split_once('\n').unwrap_or((form, ""))).collect()
}

/// The headings wanted of a form, and its text without the marks.
fn wanted(form: &str) -> (Vec<String>, String) {
    let of_line = |line: &str| {
        let (_, heading) = line.split_once('▶')?;
        let sentence = heading.split('◀').next().unwrap_or(heading);
        let words = yanxi_text::heading::heading_words(sentence).replace("**", "");
        Some(words.trim_end_matches('。').to_string())
    };
    (form.lines().filter_map(of_line).collect(), form.replace(['▶', '◀'], ""))
}

fn assert_forms(file: &'static str, count: usize) {
    let forms = forms(file);
    assert_eq!(forms.len(), count);
    let mut wrong = Vec::new();
    for (name, form) in forms {
        let (wanted, text) = wanted(form);
        let found: Vec<String> = document(&text)
            .headings
            .into_iter()
            .filter(|heading| yanxi_text::heading::numbered_line(&heading.text).is_some())
            .map(|heading| heading.text)
            .collect();
        if found != wanted {
            wrong.push(format!("{name}\n  wanted {wanted:?}\n  found  {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_form_keeps_its_headings_and_gets_no_others() {
    assert_forms(include_str!("forms.txt"), 32);
}

#[test]
fn forms_by_which_the_rule_was_found() {
    assert_forms(include_str!("first_forms.txt"), 18);
}
