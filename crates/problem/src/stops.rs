//! What an open problem keeps from happening.
//! In: nothing. Out: [`Stops`], one of each code.

use crate::language::Words;

/// What an open problem stops, as long as it is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stops {
    Nothing,
    Publish,
    /// The public edition is not built, and the severity cannot be set: something would go out that must not.
    PublicBuild,
    /// No edition is built: pages would be broken. In records the internal edition is built all the same.
    EveryBuild,
}

impl Stops {
    /// In a few words, for lists and pages.
    pub fn words(self) -> Words {
        match self {
            Stops::Nothing => Words::new("不影响", "nothing"),
            Stops::Publish => Words::new("不能发布", "publishing"),
            Stops::PublicBuild => Words::new("不能生成公开版", "building the public edition"),
            Stops::EveryBuild => Words::new("不能生成", "building"),
        }
    }
}
