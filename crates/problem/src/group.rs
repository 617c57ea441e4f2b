//! What somebody has to do about a problem: correct what is written, or see to what is lacking.
//! In: nothing. Out: [`Group`], one of each code.

/// What has to be done about a problem.
///
/// The rule: a problem is a [`Group::State`] when every word at its place may be right and it still has to be told,
/// because people have yet to do something (hand in, approve, review, repeat, name a leader) or have done it otherwise
/// than the plan says. It goes away by their doing, not by correcting the place. Everything else is
/// [`Group::Mistyped`], also what somebody at the desk has to look at before publishing (W13, W15, W16): it must not be
/// lost in a count of what is owed. Where a code has both, the code has the more frequent one and the problem says
/// `#[group(…)]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 要改的: written wrongly, or to be looked at.
    Mistyped,
    /// 要催的: not handed in, late, lacking.
    State,
}
