//! What an item says, as the builder hands it over.
//! In: filled by the builder. Out: plain data.

use crate::extra::Extra;
use crate::facet::Facet;

/// What can be found as one: a page, or a part of one such as a row of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageText {
    /// Where it is in the site, such as `xuexi/jianghua.html` or `ledgers/problems-2.html#r17`.
    pub path: String,
    pub title: String,
    pub sections: Vec<SectionText>,
    /// Tags, names of files, words of links and the like: found with the title.
    pub extra: Vec<Extra>,
    pub facets: Vec<Facet>,
    /// Such as `2008-11-18`.
    pub date: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionText {
    /// Empty: the top of the page.
    pub anchor: String,
    /// Empty: before the first heading.
    pub heading: String,
    /// Blocks joined by line breaks; the heading is not repeated.
    pub text: String,
}
