//! 出处: the passages of written pages that entries of a plan stand on.
//! In: filled by the reader of the plan. Out: plain data; where a passage stands is for whoever has the pages.

use yanxi_problem::Place;

use crate::Id;

/// An entry of the plan, by its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// The plan itself.
    Campaign,
    Stage(Id),
    Step(Id),
    Gate(Id),
    UnitClass(Id),
    Audience(Id),
    Activity(Id),
    Item(Id),
    RecordType(Id),
    Rating(Id),
    Target(Id),
    Topic(Id),
    /// A list as a whole.
    List(Id),
    /// One entry of a list; ids are those of all lists.
    Line(Id),
    /// By name.
    Peer(String),
}

/// A passage that an entry quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    pub of: Entry,
    /// The words as they stand on the page; signs and blanks may differ. A page in 《》 before them says where.
    pub text: String,
    pub origin: Place,
}
