//! A path as it is read, segment by segment: `super::super::x` becomes a path from the crate's root.
//! In: the module it stands in and its words. Out: segments, and whether they begin at a word that Rust fixes.

pub(crate) type Segments = Vec<String>;

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Start,
    /// `self` or `super` was read: another `super` may follow.
    Climbing,
    Named,
}

#[derive(Clone)]
pub(crate) struct Trail<'a> {
    module: &'a [String],
    segments: Segments,
    stage: Stage,
    relative: bool,
}

impl<'a> Trail<'a> {
    pub(crate) fn from(module: &'a [String]) -> Trail<'a> {
        Trail { module, segments: Segments::new(), stage: Stage::Start, relative: false }
    }

    pub(crate) fn step(&mut self, word: &str) {
        match (word, self.stage) {
            ("crate", Stage::Start) => self.stage = Stage::Named,
            ("self", Stage::Start) => self.climb_from_here(0),
            ("super", Stage::Start) => self.climb_from_here(1),
            ("super", Stage::Climbing) => {
                self.segments.pop();
            }
            // `use a::{self, b}`: a itself.
            ("self", _) => {}
            (word, stage) => {
                if stage == Stage::Start {
                    self.relative = true;
                    self.segments = self.module.to_vec();
                }
                self.segments.push(word.strip_prefix("r#").unwrap_or(word).to_owned());
                self.stage = Stage::Named;
            }
        }
    }

    fn climb_from_here(&mut self, levels: usize) {
        let kept = self.module.len().saturating_sub(levels);
        self.segments = self.module[..kept].to_vec();
        self.stage = Stage::Climbing;
    }

    pub(crate) fn is_begun(&self) -> bool {
        self.stage != Stage::Start
    }

    /// It begins with a name, which may be a module's here or another crate's.
    pub(crate) fn is_relative(&self) -> bool {
        self.relative
    }

    /// The module that it stands in.
    pub(crate) fn module(&self) -> &'a [String] {
        self.module
    }

    pub(crate) fn segments(self) -> Segments {
        self.segments
    }
}
