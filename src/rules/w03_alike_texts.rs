//! W03: texts of different people that say largely the same.
//! In: the texts of records, by type. Out: a warning at the later of two, naming the earlier.

use std::collections::BTreeMap;

use yanxi_campaign::Record;
use yanxi_campaign::record::Review;

use crate::model::{CampaignRead, Page};
use crate::rules::Subject;
use crate::rules::closing::{Closings, OnRecord};
use crate::rules::parts::InBrackets;
use crate::rules::similarity::{Pair, alike};
use crate::rules::texts::{LineKind, lines_of};
use crate::rules::{Example, Found, Rule};
use yanxi_problem::{Code, Diagnostic, List, Name, Place, Problem, problems};

pub(super) const RULE: Rule = Rule {
    code: Code::W03,
    bad: Example {
        files: &[
            (
                "记录/心得体会/张样.md",
                "---\n单位: 甲嘎查\n人员: 张样\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 水槽边上的一课\n\n上个月我到北片去看水槽，那天零下十五度，三户人家早上都在砸冰。老人说，砸一次要一个钟头，羊等着喝水，人也冻得够呛。我站在旁边看了一早上，才明白饮水不稳是什么意思。回来以后我和同事商量，先试两处保温槽，再把账算给大家看。试的头一个星期没有结冰，牧户自己来问什么时候轮到他家。\n",
            ),
            (
                "记录/心得体会/李例.md",
                "---\n单位: 乙嘎查\n人员: 李例\n日期: 2026-11-13\n状态: 已审核\n---\n\n# 学习体会\n\n上个月我到南片去看水槽，那天零下十五度，五户人家早上都在砸冰。老人说，砸一次要一个钟头，羊等着喝水，人也冻得够呛。我站在旁边看了一早上，才明白饮水不稳是什么意思。回来以后我和同事商量，先试两处保温槽，再把账算给大家看。试的头一个星期没有结冰，牧户自己来问什么时候轮到他家。\n",
            ),
        ],
    },
    good: Example {
        files: &[
            (
                "记录/心得体会/张样.md",
                "---\n单位: 甲嘎查\n人员: 张样\n日期: 2026-11-12\n状态: 已审核\n---\n\n# 水槽边上的一课\n\n上个月我到北片去看水槽，那天零下十五度，三户人家早上都在砸冰。老人说，砸一次要一个钟头，羊等着喝水，人也冻得够呛。我站在旁边看了一早上，才明白饮水不稳是什么意思。回来以后我和同事商量，先试两处保温槽，再把账算给大家看。试的头一个星期没有结冰，牧户自己来问什么时候轮到他家。\n",
            ),
            (
                "记录/心得体会/李例.md",
                "---\n单位: 乙嘎查\n人员: 李例\n日期: 2026-11-13\n状态: 已审核\n---\n\n# 把话说短\n\n这次学习我最大的体会，是要把话说得让人听得懂。过去我写通知，一张纸写满，牧户看了半天还是来问。后来我试着只写三句话：什么时候、带什么、找谁，窗口的人少解释一半。水槽的事也是一样，先说哪天修、谁来修，再说别的。我打算把办事的单子都改一遍，改完请几位老人念一念，念不通的再改。\n",
            ),
        ],
    },
    found: Found::By(find, problems::<AlikeProblem>),
};

/// A text of a record, with what decides whether it is compared.
struct Text<'a> {
    record: &'a Record,
    people: &'a [String],
    /// Whose it is where it names nobody.
    units: &'a [String],
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let pages: BTreeMap<&str, &Page> = subject
        .editions
        .pages()
        .iter()
        .filter(|page| page.is_record)
        .map(|page| (page.file.path.as_str(), page))
        .collect();
    subject.editions.campaigns().iter().flat_map(|read| in_campaign(read, &pages)).collect()
}

fn in_campaign(read: &CampaignRead, pages: &BTreeMap<&str, &Page>) -> Vec<Diagnostic> {
    let closings = Closings::of(&read.campaign);
    let (texts, words): (Vec<Text<'_>>, Vec<String>) = read
        .campaign
        .records
        .iter()
        .filter(|record| record.review != Review::Draft)
        .map(|record| {
            let text = Text { record, people: &record.people, units: &record.units };
            let page = record.page.as_deref().and_then(|path| pages.get(path));
            (text, words(record, page.copied()))
        })
        .unzip();
    let mut nearest: BTreeMap<usize, Pair> = BTreeMap::new();
    for pair in alike(&words, |a, b| are_comparable(&texts[a], &texts[b])) {
        nearest
            .entry(pair.second)
            .and_modify(|known| {
                if known.percent < pair.percent {
                    *known = pair;
                }
            })
            .or_insert(pair);
    }
    nearest
        .into_values()
        .map(|pair| {
            let (first, second) = (texts[pair.first].record, texts[pair.second].record);
            closings.weigh(problem(read, first, second, pair.percent), second)
        })
        .collect()
}

/// What a record says: a page's own lines without quotations, or the long values of a row.
fn words(record: &Record, page: Option<&Page>) -> String {
    match page {
        Some(page) => lines_of(page)
            .iter()
            .filter(|line| line.kind == LineKind::Text && !line.text.starts_with('#'))
            .map(|line| line.text.as_str())
            .collect::<Vec<_>>()
            .join("\n"),
        None => {
            record.fields.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Only records of one type, by different people, or of different units where they name nobody. Rows of one day tell
/// of one event.
fn are_comparable(a: &Text<'_>, b: &Text<'_>) -> bool {
    let disjoint = |a: &[String], b: &[String]| !a.iter().any(|id| b.contains(id));
    let rows_of_one_day =
        a.record.page.is_none() && b.record.page.is_none() && a.record.date == b.record.date;
    let others = match (a.people.is_empty(), b.people.is_empty()) {
        (false, false) => disjoint(a.people, b.people),
        (true, true) => !a.units.is_empty() && !b.units.is_empty() && disjoint(a.units, b.units),
        _ => false,
    };
    a.record.kind == b.record.kind && others && !rows_of_one_day
}

fn problem(read: &CampaignRead, first: &Record, second: &Record, percent: usize) -> Diagnostic {
    let names: Vec<&str> = first
        .people
        .iter()
        .filter_map(|id| read.campaign.roster.people.iter().find(|person| person.id == *id))
        .map(|person| person.name.as_str())
        .collect();
    let line = first.origin.line.filter(|_| first.page.is_none());
    let problem = AlikeProblem::SameText {
        percent,
        title: Name::from(&first.title),
        by: (!names.is_empty()).then(|| InBrackets(List::whole(names))),
        first: Place { line, ..Place::file(&first.origin.file) },
        closing: OnRecord::closing(Code::W03, second),
    };
    Diagnostic::of(second.origin.clone(), &problem)
}

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
enum AlikeProblem {
    #[code(W03)]
    #[zh(
        "有 {percent}% 的文字与“{title}”{by}相同，见 {first}",
        "请本人重写；确属合写或出自同一材料的，{closing}"
    )]
    #[en(
        "{percent}% of the text is that of “{title}”{by}, see {first}",
        "have its author write it anew; where it was written together or goes back to one source, {closing}"
    )]
    SameText {
        percent: usize,
        title: Name,
        by: Option<InBrackets<List<Name>>>,
        first: Place,
        closing: OnRecord,
    },
}
