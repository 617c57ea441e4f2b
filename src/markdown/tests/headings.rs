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

/// The same as it is pasted from Word, its lines in paragraphs of HTML; lists, tables and the like stay Markdown.
fn as_html(text: &str) -> String {
    let is_paragraph = |line: &str| {
        let stays = line.starts_with(['#', '-', '|', '>', '!', '<', '`'])
            || line.starts_with(|first: char| first.is_ascii_digit());
        !stays && !line.trim().is_empty()
    };
    let mut out = String::from("<div class=WordSection1>\n\n");
    for line in text.lines() {
        if !is_paragraph(line) {
            out.push_str(&format!("{line}\n"));
            continue;
        }
        let words = line.trim().replace("**", "");
        let (first, rest) = words.split_at(words.chars().next().map_or(0, char::len_utf8));
        out.push_str(&format!(
            "\n<p class=MsoNormal style='text-indent:32.0pt'><span>&nbsp;{first}</span><span lang=EN-US>{rest}<o:p></o:p></span></p>\n\n"
        ));
    }
    out + "</div>\n"
}

fn assert_forms(file: &'static str, count: usize) {
    let forms = forms(file);
    assert_eq!(forms.len(), count);
    let mut wrong = Vec::new();
    let ways = [str::to_string, as_html];
    for ((name, form), way) in forms.iter().flat_map(|form| ways.map(|way| (form, way))) {
        let (wanted, text) = wanted(form);
        let text = way(&text);
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
