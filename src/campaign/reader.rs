//! Takes typed values from an entity.
//! In: an [`Entity`]. Out: texts, dates, numbers, ids; a problem for each that is wrong, and for each key that nobody
//! asked for.

use jiff::civil::Date;

use super::entity::{
    BETWEEN_SENTENCES, BETWEEN_WORDS, Content, Entity, Field, Form, Word, is_named, tables_of,
};
use super::names::{Found, Kind, Names};
use super::problem;
use crate::slip::{Parts, slip_for};
use yanxi_problem::Diagnostic;
use yanxi_reading::value::{Value, parse_date};

/// Takes typed values from an entity.
pub(super) struct Reader<'a> {
    pub(super) entity: &'a Entity,
    used: Vec<bool>,
    asked: Vec<&'static [&'static str]>,
    turn: Turn,
    pub(super) problems: Vec<Diagnostic>,
}

/// Whether an entity is read in the order of all, or beside others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    InOrder,
    Beside,
    /// Beside others, and something was asked that only the order of all decides: it has to be read again in its turn.
    ToCome,
}

impl<'a> Reader<'a> {
    pub(super) fn new(entity: &'a Entity) -> Self {
        Reader {
            entity,
            used: vec![false; entity.fields.len()],
            asked: Vec::new(),
            turn: Turn::InOrder,
            problems: Vec::new(),
        }
    }

    /// Of an entity that is read beside others.
    pub(super) fn beside(entity: &'a Entity) -> Self {
        Reader { turn: Turn::Beside, ..Reader::new(entity) }
    }

    /// Asks for what only the order of all entities decides: whether it has to wait.
    pub(super) fn waits_its_turn(&mut self) -> bool {
        if self.turn == Turn::Beside {
            self.turn = Turn::ToCome;
        }
        self.turn == Turn::ToCome
    }

    /// Whether it has to be read again in its turn.
    pub(super) fn waited(&self) -> bool {
        self.turn == Turn::ToCome
    }

    pub(super) fn form(&self) -> Form {
        self.entity.form
    }

    /// The field of one of the names, if it has a value. A second one is reported.
    pub(super) fn field(&mut self, names: &'static [&'static str]) -> Option<&'a Field> {
        self.asked.push(names);
        let mut found: Option<&'a Field> = None;
        for (number, field) in self.entity.fields.iter().enumerate() {
            if !is_named(&field.name, names) {
                continue;
            }
            if let Some(used) = self.used.get_mut(number) {
                *used = true;
            }
            if field.value.is_empty() {
                continue;
            }
            match found {
                None => found = Some(field),
                Some(first) => self.problems.push(problem::written_twice(field, first)),
            }
        }
        found
    }

    /// All fields, and whether somebody has asked for them.
    pub(super) fn fields(&self) -> Vec<(&'a Field, bool)> {
        let used = self.used.iter().copied();
        self.entity.fields.iter().zip(used).collect()
    }

    /// Marks a field as understood.
    pub(super) fn use_field(&mut self, wanted: &Field) {
        for (field, used) in self.entity.fields.iter().zip(&mut self.used) {
            *used |= std::ptr::eq(field, wanted);
        }
    }

    /// Fields that nobody has asked for so far.
    pub(super) fn rest(&self) -> Vec<&'a Field> {
        self.entity
            .fields
            .iter()
            .zip(&self.used)
            .filter(|(_, used)| !**used)
            .map(|(field, _)| field)
            .collect()
    }

    /// One text; empty where there is none.
    pub(super) fn text(&mut self, names: &'static [&'static str]) -> String {
        let Some(field) = self.field(names) else {
            return String::new();
        };
        match &field.value.content {
            Content::Text(text) => text.trim().to_string(),
            _ => {
                self.problems.push(problem::one_text(field, self.form()));
                String::new()
            }
        }
    }

    pub(super) fn word(&mut self, names: &'static [&'static str]) -> Option<Word> {
        let form = self.form();
        self.field(names).map(|field| field.word(form))
    }

    pub(super) fn words(&mut self, names: &'static [&'static str]) -> Vec<Word> {
        let form = self.form();
        self.field(names).map(|field| field.words(form)).unwrap_or_default()
    }

    pub(super) fn texts(&mut self, names: &'static [&'static str]) -> Vec<String> {
        self.words(names).into_iter().map(|word| word.text).collect()
    }

    /// Texts that may hold commas.
    pub(super) fn sentences(&mut self, names: &'static [&'static str]) -> Vec<String> {
        let form = self.form();
        self.field(names)
            .map(|field| field.split(form, &BETWEEN_SENTENCES))
            .unwrap_or_default()
            .into_iter()
            .map(|word| word.text)
            .collect()
    }

    /// Texts of which only the end of a line parts two.
    pub(super) fn lines(&mut self, names: &'static [&'static str]) -> Vec<Word> {
        let form = self.form();
        self.field(names).map(|field| field.split(form, &['\n'])).unwrap_or_default()
    }

    pub(super) fn date(&mut self, names: &'static [&'static str]) -> Option<Date> {
        let word = self.word(names)?;
        let date = parse_date(&word.text);
        if date.is_none() {
            self.problems.push(problem::no_date(&word));
        }
        date
    }

    pub(super) fn number(&mut self, names: &'static [&'static str]) -> Option<u32> {
        let form = self.form();
        let field = self.field(names)?;
        let number = field.whole_number();
        if number.is_none() {
            self.problems.push(problem::no_number(&field.word(form)));
        }
        number
    }

    pub(super) fn yes_or_no(&mut self, names: &'static [&'static str]) -> Option<bool> {
        let word = self.word(names)?;
        let answer = Value::Text(word.text.clone()).as_yes_or_no();
        if answer.is_none() {
            self.problems.push(problem::no_yes_or_no(&word));
        }
        answer
    }

    /// One of some choices, each under several names; the first Chinese one stands in messages.
    pub(super) fn choice<T: Copy>(
        &mut self,
        names: &'static [&'static str],
        choices: &[(T, &[&str])],
    ) -> Option<T> {
        let word = self.word(names)?;
        let found = choices
            .iter()
            .find(|(_, names)| is_named(&word.text, names))
            .map(|(choice, _)| *choice);
        if found.is_none() {
            let all = choices.iter().flat_map(|(_, names)| names.iter().copied());
            let near = slip_for(&word.text, all, Parts::AreOtherNames);
            let shown: Vec<&str> = choices
                .iter()
                .filter_map(|(_, names)| {
                    names.iter().find(|name| !name.is_ascii()).or(names.first()).copied()
                })
                .collect();
            self.problems.push(problem::not_a_known_word(&word, near, &shown));
        }
        found
    }

    /// The id of one thing that the value names.
    pub(super) fn reference(
        &mut self,
        names: &'static [&'static str],
        things: &Names,
        kind: Kind,
    ) -> Option<String> {
        let word = self.word(names)?;
        self.resolve(&word, things, kind)
    }

    /// The ids of all things that the value names.
    pub(super) fn references(
        &mut self,
        names: &'static [&'static str],
        things: &Names,
        kind: Kind,
    ) -> Vec<String> {
        let words = self.words(names);
        let mut ids: Vec<String> = Vec::new();
        for word in &words {
            if let Some(id) = self.resolve_each(word, things, kind)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    /// One of several words: what names two things in one is told with the two.
    pub(super) fn resolve_each(
        &mut self,
        word: &Word,
        things: &Names,
        kind: Kind,
    ) -> Option<String> {
        let is_unknown = things.find(&word.text) == Found::None && !things.are_cut;
        if let Some(several) = is_unknown.then(|| things.several(&word.text, str::trim)).flatten() {
            self.problems.push(problem::unknown_near(word, Some(&several), &[], kind));
            return None;
        }
        self.resolve(word, things, kind)
    }

    pub(super) fn resolve(&mut self, word: &Word, things: &Names, kind: Kind) -> Option<String> {
        match things.find(&word.text) {
            Found::One(thing) => Some(thing.id.clone()),
            Found::None if things.are_cut => None,
            Found::None => {
                self.problems.push(problem::unknown(word, things, kind));
                None
            }
            Found::Two(first, second) => {
                self.problems.push(problem::ambiguous(word, first, second, kind));
                None
            }
        }
    }

    /// The tables of a list; a sentence in it becomes a table of one entry called `text_as`.
    pub(super) fn tables(&mut self, names: &'static [&'static str], text_as: &str) -> Vec<Entity> {
        self.tables_between(names, text_as, &BETWEEN_SENTENCES)
    }

    /// The same of words: `地点、主持人` are two.
    pub(super) fn tables_of_words(
        &mut self,
        names: &'static [&'static str],
        text_as: &str,
    ) -> Vec<Entity> {
        self.tables_between(names, text_as, &BETWEEN_WORDS)
    }

    fn tables_between(
        &mut self,
        names: &'static [&'static str],
        text_as: &str,
        between: &[char],
    ) -> Vec<Entity> {
        let form = self.form();
        let Some(field) = self.field(names) else {
            return Vec::new();
        };
        let (entities, problems) = tables_of(field, form, text_as, between);
        self.problems.extend(problems);
        entities
    }

    /// Ends the reading: keys that nobody asked for are reported.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for field in self.rest() {
            let diagnostic = problem::no_key_of_table(field, self.entity.form, &self.asked);
            self.problems.push(diagnostic);
        }
        self.problems
    }
}
