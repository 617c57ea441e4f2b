//! Reads the lists of approved wordings.
//! In: text files with lines such as `规范词 = 不规范1、不规范2 # 说明`. Out: the wordings, and files that cannot be read.

use yanxi_campaign::campaign::Wording;

use yanxi_problem::Diagnostic;
use yanxi_reading::{OtherFile, cannot_read, encoding};

/// Reads one file.
pub(super) fn read(file: &OtherFile) -> (Vec<Wording>, Vec<Diagnostic>) {
    let bytes = match std::fs::read(&file.absolute) {
        Ok(bytes) => bytes,
        Err(error) => return (Vec::new(), vec![cannot_read(&file.shown_path, &error)]),
    };
    match encoding::decode(&file.shown_path, &bytes) {
        Ok(decoded) => (wordings(&decoded.text), decoded.note.into_iter().collect()),
        Err(problem) => (Vec::new(), vec![*problem]),
    }
}

fn wordings(text: &str) -> Vec<Wording> {
    text.lines()
        .filter_map(|line| {
            let (line, note) = line.split_once(['#', '＃']).unwrap_or((line, ""));
            let (approved, avoid) = line.split_once(['=', '＝']).unwrap_or((line, ""));
            let approved = approved.trim();
            (!approved.is_empty()).then(|| Wording {
                approved: approved.to_string(),
                avoid: avoid
                    .split(['、', '，', ',', '；', ';'])
                    .map(str::trim)
                    .filter(|word| !word.is_empty())
                    .map(String::from)
                    .collect(),
                note: note.trim().to_string(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_approved_word_with_what_to_avoid() {
        let word = |approved: &str, avoid: &[&str], note: &str| Wording {
            approved: approved.into(),
            avoid: avoid.iter().map(ToString::to_string).collect(),
            note: note.into(),
        };
        assert_eq!(
            wordings("规范词甲 = 旧词一、旧词二 # 样例\n\n规范词乙\n# 只有说明\n规范词丙＝旧词三"),
            [
                word("规范词甲", &["旧词一", "旧词二"], "样例"),
                word("规范词乙", &[], ""),
                word("规范词丙", &["旧词三"], ""),
            ]
        );
    }
}
