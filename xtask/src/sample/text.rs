//! Texts of the sample: phrases, sentences, paragraphs, whole study texts.
//! In: a generator. Out: text put together from the vocabulary, of the length asked for.

use super::vocabulary::{EFFECTS, LESSONS, PLACES, REASONS, SUBJECTS, Subject, TIMES, WHO};
use crate::random::Random;

/// Chinese ordinals of headings.
pub(crate) const ORDINALS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];

pub(crate) fn subject(random: &mut Random) -> &'static Subject {
    random.pick(&SUBJECTS)
}

/// A clause with its number filled in.
fn clause(random: &mut Random, clauses: &[&str]) -> String {
    let clause = *random.pick(clauses);
    if clause.contains('#') {
        clause.replace('#', &random.between(2, 28).to_string())
    } else {
        clause.to_string()
    }
}

pub(crate) fn doing(random: &mut Random, subject: &Subject) -> String {
    clause(random, subject.doings)
}

pub(crate) fn measure(random: &mut Random, subject: &Subject) -> String {
    clause(random, subject.measures)
}

pub(crate) fn result(random: &mut Random, subject: &Subject) -> String {
    clause(random, subject.results)
}

pub(crate) fn reason(random: &mut Random) -> String {
    clause(random, REASONS)
}

pub(crate) fn place(random: &mut Random) -> String {
    random.pick(PLACES).to_string()
}

/// A title's second half, such as `东坡的草场`.
pub(crate) fn phrase(random: &mut Random, subject: &Subject) -> String {
    format!("{}的{}", random.pick(PLACES), subject.name)
}

/// One sentence about a subject.
fn sentence(random: &mut Random, subject: &Subject) -> String {
    match random.below(7) {
        0 => format!(
            "{}，{}到了{}，{}。",
            clause(random, TIMES),
            clause(random, WHO),
            clause(random, PLACES),
            doing(random, subject)
        ),
        1 => format!(
            "{}说，{}，{}。",
            clause(random, WHO),
            clause(random, subject.troubles),
            clause(random, EFFECTS)
        ),
        2 => format!(
            "问题出在{}，所以{}{}。",
            reason(random),
            clause(random, TIMES),
            measure(random, subject)
        ),
        3 => format!(
            "{}的办法有两条，一是{}，二是{}。",
            clause(random, PLACES),
            measure(random, subject),
            measure(random, subject)
        ),
        4 => format!("照这样做下来，{}，{}。", result(random, subject), result(random, subject)),
        5 => format!(
            "{}{}，才明白{}。",
            clause(random, WHO),
            doing(random, subject),
            clause(random, LESSONS)
        ),
        _ => format!(
            "{}{}，{}。",
            clause(random, TIMES),
            doing(random, subject),
            result(random, subject)
        ),
    }
}

/// Text of one line, no longer than `most` characters and, where clauses allow, no shorter than `least`.
pub(crate) fn line(random: &mut Random, subject: &Subject, least: usize, most: usize) -> String {
    let wanted = random.between(least as u32, most as u32) as usize;
    let mut line = doing(random, subject);
    while line.chars().count() < wanted {
        let next = match random.below(4) {
            0 => doing(random, subject),
            1 => measure(random, subject),
            2 => clause(random, LESSONS),
            _ => result(random, subject),
        };
        if line.contains(&next) {
            continue;
        }
        if line.chars().count() + 1 + next.chars().count() > most {
            break;
        }
        line.push('，');
        line.push_str(&next);
    }
    line
}

/// A problem as a ledger words it, of 20 to 60 characters.
pub(crate) fn problem(random: &mut Random, subject: &Subject) -> String {
    loop {
        let mut text = format!("{}{}", random.pick(PLACES), clause(random, subject.troubles));
        for (share, clauses) in [(35, subject.troubles), (60, REASONS)] {
            if random.happens(share) {
                text.push_str(&format!("，{}", clause(random, clauses)));
            }
        }
        text.push_str(&format!("，{}", clause(random, EFFECTS)));
        if random.happens(50) {
            text.push_str(&format!("，{}户提过", random.between(2, 40)));
        }
        if (20..=60).contains(&text.chars().count()) {
            return text;
        }
    }
}

/// Paragraphs of at least so many characters.
pub(crate) fn paragraphs(random: &mut Random, subject: &Subject, least: usize) -> String {
    let mut text = String::new();
    let mut characters = 0;
    while characters < least {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        for _ in 0..random.between(3, 6) {
            // Now and then another subject comes up.
            let about = if random.happens(15) { self::subject(random) } else { subject };
            let sentence = sentence(random, about);
            characters += sentence.chars().count();
            text.push_str(&sentence);
            if characters >= least {
                break;
            }
        }
    }
    text.push('\n');
    text
}

/// A study text with headings, of about so many characters.
pub(crate) fn study_text(random: &mut Random, subject: &Subject, characters: usize) -> String {
    let parts = random.between(3, 6) as usize;
    let mut text = String::new();
    for ordinal in ORDINALS.iter().take(parts) {
        let heading = match random.below(3) {
            0 => clause(random, LESSONS),
            1 => measure(random, subject),
            _ => format!("{}怎么做", phrase(random, subject)),
        };
        text.push_str(&format!("## {ordinal}、{heading}\n\n"));
        text.push_str(&paragraphs(random, subject, characters / parts));
        text.push('\n');
    }
    text
}
