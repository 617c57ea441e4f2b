//! W17: what the plan gives as 出处 and no page says, or more than one place does.
//! In: the plans with what was found of their quotations. Out: a warning at each, with what the page says now.

use crate::model::passages::Found as Where;
use crate::model::{CampaignRead, Page};
use crate::rules::Subject;
use crate::rules::{Example, Found, Rule};
use yanxi_campaign::quoted::Quotation;
use yanxi_problem::{Code, Diagnostic, List, Name, Problem, Quoted, problems};

const SPEECH: (&str, &str) = ("讲话.md", "# 动员讲话\n\n今年冬天要新盖牧民公寓96套。\n");

pub(super) const RULE: Rule = Rule {
    code: Code::W17,
    bad: Example {
        files: &[
            SPEECH,
            (
                "计划.toml",
                "[[指标]]\n名称 = \"牧民公寓\"\n数值 = 69\n单位 = \"套\"\n出处 = \"今年冬天要新盖牧民公寓69套\"\n",
            ),
        ],
    },
    good: Example {
        files: &[
            SPEECH,
            (
                "计划.toml",
                "[[指标]]\n名称 = \"牧民公寓\"\n数值 = 96\n单位 = \"套\"\n出处 = \"今年冬天要新盖牧民公寓96套\"\n",
            ),
        ],
    },
    found: Found::By(find, problems::<QuotationProblem>),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let pages = subject.editions.pages();
    subject.editions.campaigns().iter().flat_map(|read| in_campaign(read, pages)).collect()
}

fn in_campaign(read: &CampaignRead, pages: &[Page]) -> Vec<Diagnostic> {
    let plan = &read.campaign.plan;
    let mut found = Vec::new();
    for (number, near) in &read.quoted.unknown_pages {
        if let Some(page) = plan.quoted_pages.get(*number) {
            let problem = no_page(&page.name, near.as_deref());
            found.push(Diagnostic::of(page.origin.clone(), &problem));
        }
    }
    for (quotation, place) in plan.quotations.iter().zip(&read.quoted.found) {
        if let Some(problem) = wrong(quotation, place, pages) {
            found.push(Diagnostic::of(quotation.origin.clone(), &problem));
        }
    }
    found
}

fn no_page(name: &str, near: Option<&str>) -> QuotationProblem {
    let page = Quoted::from(name);
    match near {
        Some(near) => QuotationProblem::NoPageNear { page, near: near.into() },
        None => QuotationProblem::NoPage { page },
    }
}

fn wrong(quotation: &Quotation, place: &Where, pages: &[Page]) -> Option<QuotationProblem> {
    let text = Quoted::from(quotation.text.as_str());
    let title = |path: &String| -> String {
        let page = pages.iter().find(|page| page.file.path == *path);
        page.map_or(path, |page| &page.title).clone()
    };
    Some(match place {
        Where::On { times: 1, .. } => return None,
        Where::On { path, times, .. } => {
            QuotationProblem::Often { text, page: title(path).into(), times: *times }
        }
        Where::OnSeveral { paths } => {
            let first = paths.first().map(title).unwrap_or_default().into();
            let pages = List::cut(paths.iter().map(title), SHOWN);
            QuotationProblem::OnSeveral { text, pages, first }
        }
        Where::NoPage { page, near } => no_page(page, near.as_deref()),
        Where::Nowhere { words, near: Some((page, near)) } => QuotationProblem::Changed {
            text: words.as_str().into(),
            page: page.as_str().into(),
            near: near.as_str().into(),
        },
        Where::Nowhere { words, near: None } => {
            QuotationProblem::Gone { text: words.as_str().into() }
        }
    })
}

/// Pages that one message names.
const SHOWN: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum QuotationProblem {
    #[code(W17)]
    #[zh("《{page}》里没有“{text}”这句话，最接近的是“{near}”", "把“{text}”改成“{near}”")]
    #[en("“{page}” does not say “{text}”; the nearest is “{near}”", "write “{near}” for “{text}”")]
    #[edit(text, near)]
    Changed { text: Quoted, page: Name, near: Name },
    #[code(W17)]
    #[zh("哪一篇的正文里都没有“{text}”这句话", "从正文里照抄一段，不跨段落，写在“出处”后面")]
    #[en(
        "no page says “{text}”",
        "copy some words of one paragraph from the text of the page and write them after “quote”"
    )]
    Gone { text: Quoted },
    #[code(W17)]
    #[zh(
        "“{text}”在《{page}》里有 {times} 处，标在了第一处",
        "前后多抄几个字，让它在正文里只有一处"
    )]
    #[en(
        "“{page}” says “{text}” {times} times; the first is marked",
        "copy a few more words before or after, so that it stands there once"
    )]
    Often { text: Quoted, page: Name, times: usize },
    #[code(W17)]
    #[zh(
        "“{text}”在几篇里都有：{pages}，哪一篇也没有标",
        "在前面写明是哪一篇，把“{text}”改成“《{first}》{text}”"
    )]
    #[en(
        "several pages say “{text}”: {pages}; none is marked",
        "say which page: write “《{first}》{text}” for “{text}”"
    )]
    OnSeveral { text: Quoted, pages: List<Name>, first: Name },
    #[code(W17)]
    #[zh("没有“{page}”这一篇，最接近的是“{near}”", "把“{page}”改成“{near}”")]
    #[en("there is no page “{page}”; the nearest is “{near}”", "write “{near}” for “{page}”")]
    #[edit(page, near)]
    NoPageNear { page: Quoted, near: Name },
    #[code(W17)]
    #[zh("没有“{page}”这一篇", "写那一篇的标题或文件名")]
    #[en("there is no page “{page}”", "write the title of the page or the name of its file")]
    NoPage { page: Quoted },
}
