//! W12: words that the wording list replaces, and addresses of other sites without a name.
//! In: pages and rows; the campaign's wordlists. Out: a warning at the first place of each.

use rayon::prelude::*;

use crate::model::{CampaignRead, Page};
use crate::rules::Subject;
use crate::rules::hits::{Hit, ListedWords, first_of_each};
use crate::rules::parts::{Again, InBrackets};
use crate::rules::texts::{LineKind, lines_of, place_in, published};
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, Name, Problem, Quoted, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W12,
    bad: Example {
        files: &[
            ("词表/规范用语.txt", "整改台账 = 整改台帐\n"),
            (
                "记录/会议记录/碰头会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 碰头会\n\n对照整改台帐逐条过，办法见 https://example.com/a 。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            ("词表/规范用语.txt", "整改台账 = 整改台帐\n"),
            (
                "记录/会议记录/碰头会.md",
                "---\n单位: 甲嘎查\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 碰头会\n\n对照整改台账逐条过，办法见[样例网站的办法](https://example.com/a)。\n",
            ),
        ],
    },
    found: Found::By(find, problems::<WordProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let pages: Vec<&Page> = published(subject).collect();
    let addresses: Vec<Hit> = pages.par_iter().flat_map_iter(|page| bare_addresses(page)).collect();
    let mut problems: Vec<Diagnostic> = first_of_each(addresses)
        .into_iter()
        .map(|(hit, count)| {
            let (address, again) = (Quoted(hit.found), Again::of(count));
            Diagnostic::of(hit.place, &WordProblem::BareAddress { address, again })
        })
        .collect();
    for read in subject.editions.campaigns() {
        problems.extend(wordings(subject, read));
    }
    problems
}

/// Addresses that stand as text, where a link would have a name.
fn bare_addresses(page: &Page) -> Vec<Hit> {
    let mut hits = Vec::new();
    if !page.file.text.contains("http") {
        return hits;
    }
    for line in lines_of(page) {
        if line.kind == LineKind::Key {
            continue;
        }
        for (offset, _) in line.text.match_indices("http") {
            let rest = &line.text[offset..];
            if !rest.starts_with("http://") && !rest.starts_with("https://") {
                continue;
            }
            // Between quotation marks of an attribute it is no text.
            if line.text[..offset].ends_with(['"', '\'']) {
                continue;
            }
            let is_bracketed = line.text[..offset].ends_with('<');
            let address = address_in(rest, is_bracketed).to_string();
            hits.push(Hit { place: place_in(page, &line, offset), found: address });
        }
    }
    hits
}

/// The address with which a text begins. Without brackets around it, Chinese characters belong to it where more of it
/// follows them; those at its end are the sentence that goes on, unless some stood inside.
fn address_in(text: &str, is_bracketed: bool) -> &str {
    if is_bracketed && let Some(end) = text.find(['>', '<', ' ']) {
        return &text[..end];
    }
    let is_sign = |c: char| c.is_ascii_graphic() && !matches!(c, '>' | '<' | ']' | ')' | '"');
    let is_letter = |c: char| !c.is_ascii() && c.is_alphanumeric();
    let (mut end, mut has_letters) = (0, false);
    loop {
        let signs = text[end..].find(|c| !is_sign(c)).unwrap_or(text.len() - end);
        end += signs;
        let letters = text[end..].find(|c| !is_letter(c)).unwrap_or(text.len() - end);
        let goes_on =
            text[end + letters..].starts_with(['/', '?', '#', '=', '&', '.', '-', '_', '%']);
        if letters == 0
            || !(goes_on || has_letters)
            || !text[..end].ends_with(['/', '=', '-', '_', '.'])
        {
            return &text[..end];
        }
        has_letters = true;
        end += letters;
    }
}

fn wordings(subject: &Subject<'_>, read: &CampaignRead) -> Vec<Diagnostic> {
    let wordings = &read.campaign.wordings;
    let avoided: Vec<(&str, usize)> = wordings
        .iter()
        .enumerate()
        .flat_map(|(number, wording)| {
            let avoid = wording.avoid.iter();
            avoid.map(move |word| (word.as_str(), number))
        })
        .collect();
    // An approved term that holds an avoided one wins over it.
    let sought: Vec<&str> = avoided.iter().map(|(word, _)| *word).collect();
    let approved: Vec<&str> = wordings.iter().map(|wording| wording.approved.as_str()).collect();
    let Some(words) = ListedWords::of(&sought, &approved) else {
        return Vec::new();
    };
    let hits = words.hits(subject, read);
    first_of_each(hits)
        .into_iter()
        .map(|(hit, count)| {
            let approved = avoided
                .iter()
                .find(|(word, _)| *word == hit.found)
                .and_then(|(_, number)| wordings.get(*number));
            let (right, note) = approved
                .map_or(("", ""), |wording| (wording.approved.as_str(), wording.note.as_str()));
            let problem = WordProblem::Avoided {
                found: Quoted(hit.found),
                right: Name::from(right),
                note: (!note.is_empty()).then(|| InBrackets(Quoted::from(note))),
                again: Again::of(count),
            };
            Diagnostic::of(hit.place, &problem)
        })
        .collect()
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum WordProblem {
    #[code(W12)]
    #[zh("“{address}”只有网址{again}，读者看不出是什么", "写成 [网站或文章的名称]({address})")]
    #[en(
        "“{address}” has no name{again}: readers cannot tell what it is",
        "write it as [name of the site or page]({address})"
    )]
    BareAddress { address: Quoted, again: Option<Again> },
    #[code(W12)]
    #[zh("词表里“{found}”统一写作“{right}”{note}{again}", "把“{found}”改成“{right}”")]
    #[en("the wordlist has “{right}”{note} for “{found}”{again}", "write “{right}” for “{found}”")]
    #[edit(found, right)]
    Avoided { found: Quoted, right: Name, note: Option<InBrackets<Quoted>>, again: Option<Again> },
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn an_address_is_taken_whole_and_the_sentence_behind_it_is_none_of_it() {
        for (text, bracketed, address) in [
            (
                "https://www.example.com/路径/文件?id=1>。",
                true,
                "https://www.example.com/路径/文件?id=1",
            ),
            (
                "https://www.example.com/路径/文件?id=1。",
                false,
                "https://www.example.com/路径/文件?id=1",
            ),
            ("https://www.example.com/路径/文件，见", false, "https://www.example.com/路径/文件"),
            ("https://www.example.com/查询结果", false, "https://www.example.com/"),
            ("https://www.example.com/a见附件", false, "https://www.example.com/a"),
            ("https://www.example.com)", false, "https://www.example.com"),
            ("https://", false, "https://"),
        ] {
            assert_eq!(address_in(text, bracketed), address, "{text}");
        }
    }
}
