//! Numbers that Word sets by itself.
//! In: the tree of `numbering.xml`, and each numbered paragraph in turn. Out: its [`Number`].
//!
//! Lists that share their definition share their counters. A counter begins anew under each paragraph of a higher
//! level, unless the level says otherwise, and where a list of its own has a start of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::element::Element;
use crate::model::Number;
use crate::numerals;

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    form: String,
    /// `第%1条`: a number after the sign is a level from 1.
    text: String,
    /// The level at which the counter begins anew, from 1; 0 for never, nothing for every higher one.
    restart: Option<u8>,
    /// All numbers in digits, whatever their own form.
    in_digits: bool,
    gap: bool,
    hidden: bool,
    style: Option<String>,
}

type Levels = BTreeMap<u8, Level>;

/// A list: the definition whose counters it shares, and its levels.
#[derive(Debug, Clone, Default)]
struct List {
    definition: String,
    levels: Levels,
    starts: BTreeMap<u8, u32>,
}

#[derive(Debug, Default)]
pub(crate) struct Numbering {
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start was used.
    begun: BTreeSet<(String, u8)>,
}

impl Numbering {
    pub(crate) fn read(part: &Element) -> Self {
        let Some(root) = part.children.first() else {
            return Numbering::default();
        };
        let mut definitions: BTreeMap<&str, Levels> = BTreeMap::new();
        let mut by_style: BTreeMap<&str, &str> = BTreeMap::new();
        let mut borrowed: Vec<(&str, &str)> = Vec::new();
        for definition in root.named("abstractNum") {
            let id = definition.attribute("abstractNumId").unwrap_or_default();
            if let Some(style) = definition.value("styleLink") {
                by_style.insert(style, id);
            }
            if let Some(style) = definition.value("numStyleLink") {
                borrowed.push((id, style));
            }
            definitions.insert(id, definition.named("lvl").filter_map(level).collect());
        }
        let sources: BTreeMap<&str, &str> = borrowed
            .into_iter()
            .filter_map(|(id, style)| Some((id, *by_style.get(style)?)))
            .collect();
        let mut lists = BTreeMap::new();
        for num in root.named("num") {
            let named = num.value("abstractNumId").unwrap_or_default();
            let definition = sources.get(named).copied().unwrap_or(named);
            let mut list = List {
                definition: definition.to_string(),
                levels: definitions.get(definition).cloned().unwrap_or_default(),
                starts: BTreeMap::new(),
            };
            for own in num.named("lvlOverride") {
                let Some(at) = own.attribute("ilvl").and_then(|at| at.trim().parse().ok()) else {
                    continue;
                };
                if let Some((_, level)) = own.child("lvl").and_then(level) {
                    list.levels.insert(at, level);
                }
                if let Some(start) = own.number("startOverride") {
                    list.starts.insert(at, start);
                }
            }
            lists.insert(num.attribute("numId").unwrap_or_default().to_string(), list);
        }
        Numbering { lists, ..Numbering::default() }
    }

    /// The level that a list gives to the paragraphs of a style, of the first of these styles that it names.
    pub(crate) fn level_of(&self, list: &str, styles: &[String]) -> Option<u8> {
        let levels = &self.lists.get(list)?.levels;
        styles.iter().find_map(|style| {
            let (at, _) =
                levels.iter().find(|(_, level)| level.style.as_deref() == Some(style.as_str()))?;
            Some(*at)
        })
    }

    /// The number of the next paragraph of a list; nothing for lists that are not there.
    pub(crate) fn next(&mut self, list: &str, at: u8) -> Option<Number> {
        let own = self.lists.get(list)?;
        let level = own.levels.get(&at)?;
        let place = usize::from(at);
        let counters = self.counters.entry(own.definition.clone()).or_default();
        if let Some(start) = own.starts.get(&at)
            && self.begun.insert((list.to_string(), at))
        {
            *counters.get_mut(place)? = Some(*start);
        } else {
            let counter = counters.get_mut(place)?;
            *counter = Some(counter.map_or(level.start, |count| count.saturating_add(1)));
        }
        for (below, counter) in (0_u8..).zip(counters.iter_mut()).skip(place + 1) {
            let restart = own.levels.get(&below).and_then(|level| level.restart);
            let goes_on = restart.is_some_and(|restart| restart == 0 || at >= restart);
            if !goes_on {
                *counter = None;
            }
        }
        if level.form == "bullet" {
            return Some(Number { text: String::new(), level: at, gap: true });
        }
        if level.hidden {
            return None;
        }
        let text = written(&own.levels, level, counters);
        (!text.trim().is_empty()).then_some(Number { text, level: at, gap: level.gap })
    }
}

/// The text of a number with its levels filled in.
fn written(levels: &Levels, level: &Level, counters: &[Option<u32>; LEVELS]) -> String {
    let mut out = String::new();
    let mut signs = level.text.chars().peekable();
    while let Some(sign) = signs.next() {
        let named = signs.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| *digit > 0);
        match (sign, named) {
            ('%', Some(digit)) => {
                signs.next();
                let at = digit as usize - 1;
                let named = levels.get(&(at as u8));
                let start = named.map_or(1, |named| named.start);
                let count = counters.get(at).copied().flatten().unwrap_or(start);
                let form = match level.in_digits {
                    true => "decimal",
                    false => named.map_or("decimal", |named| named.form.as_str()),
                };
                out.push_str(&numerals::write(form, count));
            }
            // Signs of symbol fonts stand in the private range.
            (sign, _) if ('\u{E000}'..='\u{F8FF}').contains(&sign) => {}
            (sign, _) => out.push(sign),
        }
    }
    out.trim().to_string()
}

fn level(element: &Element) -> Option<(u8, Level)> {
    let at: u8 = element.attribute("ilvl")?.trim().parse().ok()?;
    let format = element.find("numFmt");
    let form = format
        .and_then(|format| match format.attribute("val") {
            Some("custom") => format.attribute("format"),
            named => named,
        })
        .unwrap_or("decimal");
    let level = Level {
        start: element.number("start").unwrap_or(0),
        form: form.to_string(),
        text: element.value("lvlText").unwrap_or_default().to_string(),
        restart: element.number("lvlRestart"),
        in_digits: element.switch("isLgl") == Some(true),
        gap: element.value("suff") != Some("nothing"),
        hidden: element.child("rPr").and_then(|letters| letters.switch("vanish")) == Some(true),
        style: element.value("pStyle").map(str::to_string),
    };
    (usize::from(at) < LEVELS).then_some((at, level))
}
