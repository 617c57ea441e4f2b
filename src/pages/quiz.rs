//! The question bank as a self-test.
//! In: a [`View`]. Out: pages, none where the campaign has nothing for them.

use yanxi_campaign::Record;
use yanxi_campaign::field::Meaning;
use yanxi_campaign::plan::Role;

use super::block::{Block, Question};
use super::shown::archived_mark;
use super::{DerivedPage, View, part_path};

/// Questions on one page; more are tiring and heavy.
const QUESTIONS_PER_PAGE: usize = 50;

/// The options of a question with their letters.
const OPTIONS: [(Meaning, &str); 4] = [
    (Meaning::OptionA, "A"),
    (Meaning::OptionB, "B"),
    (Meaning::OptionC, "C"),
    (Meaning::OptionD, "D"),
];

pub(super) fn pages(view: &View<'_>) -> Vec<DerivedPage> {
    let questions: Vec<Question> = view
        .records_with(Role::Question)
        .into_iter()
        .filter(|record| record.counts())
        .filter_map(question)
        .collect();
    if questions.is_empty() {
        return Vec::new();
    }
    let output = view.path("quiz.html");
    let parts: Vec<String> = (1..=questions.len().div_ceil(QUESTIONS_PER_PAGE))
        .map(|number| part_path(&output, number))
        .collect();
    questions
        .chunks(QUESTIONS_PER_PAGE)
        .zip(&parts)
        .enumerate()
        .map(|(number, (questions_here, output))| {
            let mut page = DerivedPage::new(view, "quiz.html", "自测")
                .lead(format!("共{}题。先自己想好答案，再点开对照。", questions.len()));
            page.output = output.clone();
            page.in_navigation = number == 0;
            page.found.kind = "题库".into();
            page.blocks.extend(archived_mark(view));
            page.push(Block::Quiz(questions_here.to_vec()));
            page.push_way(&parts, number);
            page
        })
        .collect()
}

/// A record without an answer is no question to test oneself on.
fn question(record: &Record) -> Option<Question> {
    let answer = record.field(Meaning::Answer);
    if answer.is_empty() {
        return None;
    }
    let asked = record.field(Meaning::Question);
    Some(Question {
        text: if asked.is_empty() { record.title.clone() } else { asked.into() },
        options: OPTIONS
            .iter()
            .map(|(meaning, letter)| (record.field(*meaning), letter))
            .filter(|(text, _)| !text.is_empty())
            .map(|(text, letter)| format!("{letter}．{text}"))
            .collect(),
        answer: answer.into(),
        explanation: record.field(Meaning::Analysis).into(),
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pages::record_samples::Sample;

    fn sample(count: usize) -> Sample {
        let mut sample = Sample::new();
        sample.add_type("k", Role::Question);
        for number in 0..count {
            let fields = [("A", "春季"), ("选项B", "冬季"), ("答案", "A"), ("解析", "返青时")];
            sample.add("k", &format!("k{number}"), "", date(2008, 11, 20), &fields);
        }
        sample
    }

    #[test]
    fn a_question_has_lettered_options_an_answer_and_a_reason() {
        let mut sample = sample(1);
        sample.add("k", "blank", "", date(2008, 11, 20), &[("A", "无答案")]);
        let text = sample.text(pages);
        assert!(text.contains("题k0|A．春季|B．冬季|A|返青时"), "{text}");
        assert!(text.contains("共1题"), "{text}");
        assert!(!text.contains("题blank"), "{text}");
    }

    #[test]
    fn many_questions_are_split_into_parts() {
        let pages = sample(120).pages(pages);
        let outputs: Vec<&str> = pages.iter().map(|page| page.output.as_str()).collect();
        assert_eq!(outputs, ["c/quiz.html", "c/quiz-2.html", "c/quiz-3.html"]);
        let way =
            |at| Block::Pages { paths: outputs.iter().map(|path| path.to_string()).collect(), at };
        assert!(pages.iter().zip(0..).all(|(page, at)| page.blocks.contains(&way(at))));
        let is_way = |block: &Block| matches!(block, Block::Pages { .. });
        assert!(!sample(1).pages(super::pages)[0].blocks.iter().any(is_way));
    }
}
