//! 出处: where the passages stand that entries of a plan quote, and which sentences no entry takes up.
//! In: a plan and the pages. Out: [`Quoted`], the same for both editions; of an edition's page [`Reads`] and [`Marks`].

mod laid;
mod near;
mod sentences;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use yanxi_campaign::Plan;
use yanxi_campaign::quoted::Entry;
use yanxi_text::fold::fold;
use yanxi_text::normal_form::NormalForm;

use super::Site;
use super::campaign::SiteCampaign;
use super::page::Page;
use crate::pages::Inline;
use crate::pages::passages::{Covered, Passage, Passages};
use laid::Laid;
pub use laid::Piece;

/// Where a quotation was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// On one page, by the path of its source; the words without the name of the page, and how often they stand there.
    On { path: String, words: String, times: usize },
    /// On several pages, none of which the plan names.
    OnSeveral { paths: Vec<String> },
    /// The page that the quotation names is none.
    NoPage { page: String, near: Option<String> },
    /// Nowhere; the words without the name of the page, the page and the words of it that are most like them.
    Nowhere { words: String, near: Option<(String, String)> },
}

/// What a plan quotes, found among all pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quoted {
    /// Of each quotation of the plan, in its order.
    pub found: Vec<Found>,
    /// Sources of the pages whose sentences the plan is to take up: those it names, else those it quotes.
    pub pages: Vec<String>,
    /// 出处页 that are no pages, by their place in the plan, with the nearest title.
    pub unknown_pages: Vec<(usize, Option<String>)>,
}

/// So many pages are looked through for words that are much like a quotation.
const FEW_PAGES: usize = 100;

/// Whether a page may be quoted.
fn is_quotable(page: &Page) -> bool {
    !page.is_record && !page.is_unpublished && !page.has_record_head
}

/// Whether a page is called so: title, name of the file, or path.
fn is_called(page: &Page, name: &str) -> bool {
    let name = fold(name.trim().trim_start_matches("content/"));
    let name = name.trim_matches(['《', '》']).trim_end_matches(".md");
    let path = fold(&page.file.path);
    fold(&page.title) == name || fold(page.stem()) == name || path.trim_end_matches(".md") == name
}

/// The page that a quotation names before its words: `《讲话》一要……`.
fn page_before(text: &str) -> Option<(&str, &str)> {
    let (page, words) = text.strip_prefix('《')?.split_once('》')?;
    let words = words.trim_start_matches(['：', ':', '，', ' ', '\u{3000}']);
    (!words.is_empty()).then_some((page, words))
}

/// Finds every quotation of a plan.
pub(super) fn find(plan: &Plan, pages: &[Page]) -> Quoted {
    let mut quoted = Quoted::default();
    if plan.quotations.is_empty() && plan.quoted_pages.is_empty() {
        return quoted;
    }
    let quotable: Vec<&Page> = pages.iter().filter(|page| is_quotable(page)).collect();
    let named = |name: &str| quotable.iter().position(|page| is_called(page, name));
    let nearest = |name: &str| {
        let titles = quotable.iter().map(|page| page.title.as_str());
        crate::slip::nearest(name, titles).map(String::from)
    };
    let mut first: Vec<usize> = Vec::new();
    for (number, page) in plan.quoted_pages.iter().enumerate() {
        match named(&page.name) {
            Some(id) => first.push(id),
            None => quoted.unknown_pages.push((number, nearest(&page.name))),
        }
    }
    let mut texts = Texts { pages: &quotable, forms: BTreeMap::new() };
    let all: Vec<usize> = (0..quotable.len()).collect();
    for quotation in &plan.quotations {
        let whole = quotation.text.as_str();
        let on_named = page_before(whole).map(|(page, words)| (page, named(page), words));
        let found = match on_named {
            Some((_, Some(id), words)) => texts.on(&[id], words),
            _ => texts.on_first(&first, whole).unwrap_or_else(|| texts.on(&all, whole)),
        };
        quoted.found.push(match (found, on_named) {
            // What begins with the name of a document may be a sentence about it.
            (Found::Nowhere { .. }, Some((page, None, _))) => {
                Found::NoPage { page: page.into(), near: nearest(page) }
            }
            (Found::Nowhere { .. }, Some((_, Some(_), _))) if texts.is_on(&all, whole) => {
                texts.on_first(&first, whole).unwrap_or_else(|| texts.on(&all, whole))
            }
            (found, _) => found,
        });
    }
    let quoted_ones = quoted.found.iter().filter_map(|found| match found {
        Found::On { path, .. } => Some(path.clone()),
        _ => None,
    });
    let mut likely: Vec<usize> = first.clone();
    if first.is_empty() {
        let known: BTreeSet<String> = quoted_ones.collect();
        likely =
            (0..quotable.len()).filter(|id| known.contains(&quotable[*id].file.path)).collect();
    }
    quoted.pages = likely.iter().map(|id| quotable[*id].file.path.clone()).collect();
    // Where nothing says which page was meant, all are looked through, as long as they are few.
    if likely.is_empty() && quotable.len() <= FEW_PAGES {
        likely = all;
    }
    let is_lost = |found: &Found| matches!(found, Found::Nowhere { .. });
    if !quoted.found.iter().any(is_lost) {
        return quoted;
    }
    let named_ones = plan
        .quotations
        .iter()
        .filter_map(|quotation| page_before(&quotation.text).and_then(|(page, _)| named(page)));
    let among: BTreeSet<usize> = likely.into_iter().chain(named_ones).collect();
    let clauses = near::Clauses::of(among.into_iter().map(|id| quotable[id]));
    for (quotation, found) in plan.quotations.iter().zip(&mut quoted.found) {
        if let Found::Nowhere { words, near } = found {
            let own = page_before(&quotation.text).and_then(|(page, _)| named(page));
            let only = own.map(|id| quotable[id].file.path.as_str());
            *near = clauses.nearest(words, only);
        }
    }
    quoted
}

/// The normal forms of pages, made when they are first asked for.
struct Texts<'a> {
    pages: &'a [&'a Page],
    forms: BTreeMap<usize, String>,
}

impl Texts<'_> {
    fn times(&mut self, id: usize, wanted: &str) -> usize {
        if wanted.is_empty() {
            return 0;
        }
        let form = self.forms.entry(id).or_insert_with(|| {
            NormalForm::of(&Laid::of(&self.pages[id].document.html).text).text()
        });
        form.matches(wanted).count()
    }

    fn is_on(&mut self, ids: &[usize], words: &str) -> bool {
        let wanted = NormalForm::of_query(words).text();
        ids.iter().any(|id| self.times(*id, &wanted) > 0)
    }

    /// On the first of some pages that has it.
    fn on_first(&mut self, ids: &[usize], words: &str) -> Option<Found> {
        let wanted = NormalForm::of_query(words).text();
        ids.iter().find_map(|id| {
            let times = self.times(*id, &wanted);
            (times > 0).then(|| self.found(*id, words, times))
        })
    }

    fn on(&mut self, ids: &[usize], words: &str) -> Found {
        let wanted = NormalForm::of_query(words).text();
        let counted: Vec<(usize, usize)> = ids
            .iter()
            .map(|id| (*id, self.times(*id, &wanted)))
            .filter(|(_, times)| *times > 0)
            .collect();
        match counted[..] {
            [] => Found::Nowhere { words: words.into(), near: None },
            [(id, times)] => self.found(id, words, times),
            _ => Found::OnSeveral {
                paths: counted.iter().map(|(id, _)| self.pages[*id].file.path.clone()).collect(),
            },
        }
    }

    fn found(&self, id: usize, words: &str, times: usize) -> Found {
        Found::On { path: self.pages[id].file.path.clone(), words: words.into(), times }
    }
}

/// What a page's HTML gets: passages set off, places to jump to, signs of how far they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    /// Pieces of passages, none over another, in their order.
    pub pieces: Vec<Piece>,
    /// Segment, offset and identifier of where a passage begins.
    pub anchors: Vec<(usize, usize, String)>,
    /// Segment and offset of where a passage ends, and what is said there.
    pub signs: Vec<(usize, usize, Vec<Inline>)>,
}

impl Marks {
    /// Takes those of another campaign that quotes the same page.
    pub(super) fn add(&mut self, other: Marks) {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.extend(other.pieces);
        self.pieces = joined(pieces);
        // Of the same words both jump to one place.
        let new = other.anchors.into_iter().filter(|anchor| !self.anchors.contains(anchor));
        let new: Vec<_> = new.collect();
        self.anchors.extend(new);
        self.signs.extend(other.signs);
    }
}

/// In their order, those that touch as one.
fn joined(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(|piece| (piece.segment, piece.range.start));
    let mut joined: Vec<Piece> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.segment == piece.segment && piece.range.start <= last.range.end => {
                last.range.end = last.range.end.max(piece.range.end);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

/// One passage of a page and who quotes it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    range: Range<usize>,
    anchor: String,
    entries: Vec<Entry>,
}

/// A page as its quotations see it.
#[derive(Debug)]
pub(super) struct Reads {
    laid: Laid,
    places: Vec<Place>,
}

impl Reads {
    /// The passages of a page that a plan quotes, in the order of the page.
    fn of(page: &Page, plan: &Plan, quoted: &Quoted) -> Self {
        let laid = Laid::of(&page.document.html);
        let form = NormalForm::of(&laid.text);
        let mut places: BTreeMap<(usize, usize), Place> = BTreeMap::new();
        for (quotation, found) in plan.quotations.iter().zip(&quoted.found) {
            let words = match found {
                Found::On { path, words, .. } if *path == page.file.path => words,
                _ => continue,
            };
            let wanted = NormalForm::of_query(words);
            // Where a mask hides some of the words there is nothing to point at.
            let Some(units) = form.find_all(&wanted).into_iter().next() else {
                continue;
            };
            let range = with_its_marks(&laid.text, form.byte_range(units));
            let place = places.entry((range.start, range.end)).or_insert_with(|| Place {
                anchor: format!("c-{}", crate::slug::hash(&wanted.text(), 8)),
                range,
                entries: Vec::new(),
            });
            if !place.entries.contains(&quotation.of) {
                place.entries.push(quotation.of.clone());
            }
        }
        Reads { laid, places: places.into_values().collect() }
    }

    /// What stands on the page; `signs` says how the entries of a passage stand.
    pub(super) fn marks(&self, signs: &dyn Fn(&[Entry]) -> Vec<Inline>) -> Marks {
        let pieces = self.places.iter().flat_map(|place| self.laid.pieces(&place.range)).collect();
        let mut marks = Marks { pieces: joined(pieces), ..Marks::default() };
        for place in &self.places {
            let first = self.laid.pieces(&place.range).into_iter().next();
            if let (Some(first), Some((segment, offset))) = (first, self.laid.behind(&place.range))
            {
                marks.anchors.push((first.segment, first.range.start, place.anchor.clone()));
                marks.signs.push((segment, offset, signs(&place.entries)));
            }
        }
        marks
    }

    fn passages<'a>(
        &'a self,
        page: &'a Page,
    ) -> impl Iterator<Item = (&'a Entry, Passage)> + use<'a> {
        self.places.iter().flat_map(move |place| {
            let passage = Passage {
                text: self.laid.text[place.range.clone()].to_string(),
                to: format!("{}#{}", page.output, place.anchor),
            };
            place.entries.iter().map(move |entry| (entry, passage.clone()))
        })
    }
}

/// The range with the closing quotation marks and brackets of those that it opens: “三查” is quoted whole.
fn with_its_marks(text: &str, mut range: Range<usize>) -> Range<usize> {
    const PAIRS: [(char, char); 6] =
        [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('（', '）'), ('《', '》')];
    let opening = |range: &Range<usize>| text[..range.start].chars().next_back();
    let closing = |range: &Range<usize>| text[range.end..].chars().next();
    let count = |range: &Range<usize>, sign: char| text[range.clone()].matches(sign).count();
    while let Some(sign) = closing(&range) {
        let Some((open, close)) = PAIRS.iter().find(|(_, close)| *close == sign) else {
            break;
        };
        let inside = count(&range, *open) > count(&range, *close);
        let around = opening(&range) == Some(*open);
        if !inside && !around {
            break;
        }
        if !inside {
            range.start -= open.len_utf8();
        }
        range.end += close.len_utf8();
    }
    range
}

/// Every page of an edition that a plan quotes, as its derived pages see it.
pub(super) fn of_edition(
    plan: &Plan,
    quoted: &Quoted,
    pages: &[Page],
) -> (Passages, Vec<(usize, Reads)>) {
    let mut passages = Passages::default();
    let mut reads = Vec::new();
    if plan.quotations.is_empty() && plan.quoted_pages.is_empty() {
        return (passages, reads);
    }
    let mut wanted: BTreeSet<&str> = quoted.pages.iter().map(String::as_str).collect();
    wanted.extend(quoted.found.iter().filter_map(|found| match found {
        Found::On { path, .. } => Some(path.as_str()),
        _ => None,
    }));
    let known = pages.iter().enumerate().filter(|(_, page)| wanted.contains(&*page.file.path));
    for (id, page) in known {
        let read = Reads::of(page, plan, quoted);
        for (entry, passage) in read.passages(page) {
            passages.of_entries.entry(entry.clone()).or_default().push(passage);
        }
        if quoted.pages.contains(&page.file.path) {
            passages.pages.push(covered_page(page, &read));
        }
        reads.push((id, read));
    }
    // In the order in which the plan names them.
    passages.pages.sort_by_key(|page| quoted.pages.iter().position(|path| *path == page.source));
    (passages, reads)
}

/// No page has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPage {
    /// The title of the one that is meant.
    Near(String),
    /// The titles of all that there are.
    Among(Vec<String>),
}

/// A page as each campaign that quotes it takes it up, or as the first does where none quotes it: the page's file as
/// messages show it, the name of the campaign, the sentences. Of a name that no page has, what may be meant.
pub fn covered<'a>(site: &'a Site, name: &str) -> Result<Vec<(&'a str, &'a str, Covered)>, NoPage> {
    let mut named = site.pages.iter().filter(|page| is_quotable(page) && is_called(page, name));
    let Some(page) = named.next() else {
        let pages = || site.pages.iter().filter(|page| is_quotable(page));
        let titles = || pages().map(|page| page.title.as_str());
        let mut holding = titles().filter(|title| title.contains(name.trim()));
        let only = holding.next().filter(|_| holding.next().is_none());
        return Err(match crate::slip::nearest(name, titles()).or(only) {
            Some(near) => NoPage::Near(near.to_string()),
            None => NoPage::Among(titles().map(String::from).collect()),
        });
    };
    let of_campaign = |own: &'a SiteCampaign| {
        let plan = &own.campaign.plan;
        let read = Reads::of(page, plan, own.quoted());
        (&*page.file.shown_path, &*plan.name, covered_page(page, &read))
    };
    let quoting = site.campaigns.iter().filter(|own| {
        let is_it =
            |found: &Found| matches!(found, Found::On { path, .. } if *path == page.file.path);
        own.quoted().found.iter().any(is_it)
    });
    let all: Vec<_> = quoting.map(of_campaign).collect();
    match all.is_empty() {
        true => Ok(site.campaigns.iter().take(1).map(of_campaign).collect()),
        false => Ok(all),
    }
}

fn covered_page(page: &Page, read: &Reads) -> Covered {
    Covered {
        title: page.title.clone(),
        output: page.output.clone(),
        source: page.file.path.clone(),
        sentences: sentences::of(page, read),
    }
}

#[cfg(test)]
mod tests;
