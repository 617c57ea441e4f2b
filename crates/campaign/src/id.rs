//! How things of a campaign refer to each other.
//! In: nothing. Out: a type.

/// Name of a thing inside one campaign, unique among its kind.
pub type Id = String;
