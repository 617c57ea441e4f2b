//! RTF, which old programs save texts as, also under the name .doc.
//! In: bytes. Out: words in the order they stand in, comments and properties; pictures, and what is concealed, are named.

use std::collections::BTreeMap;

use encoding_rs::Encoding;

use crate::concealment::Concealed;
use crate::concealment::counted;
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use yanxi_privacy::Form;

pub(super) const BEGINNING: &[u8] = b"{\\rtf";

/// Groups inside groups beyond this are no text of a person.
const DEEPEST: usize = 200;

/// The text as it is seen, notes at its foot where they are set.
pub(super) fn shown(bytes: &[u8]) -> String {
    let mut reading = Reading::of(bytes);
    reading.read();
    reading.shown
}

pub(super) fn inspect(bytes: &[u8], inside: &[String], inspected: &mut Inspected) {
    let mut reading = Reading::of(bytes);
    reading.read();
    for (spot, text) in reading.texts {
        inspected.add(inside, spot, text, Form::Laid);
    }
    if reading.pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(reading.pictures));
    }
    let concealed = [
        counted(Concealed::Comments, reading.comments),
        counted(Concealed::Changes, reading.changes),
        counted(Concealed::Words, reading.hidden),
    ];
    inspected.conceals(inside, concealed.into_iter().flatten());
}

/// What holds up to the brace that closes a group.
#[derive(Clone)]
struct Group {
    /// Where its words belong; nothing for tables of fonts and the like.
    spot: Option<Spot>,
    /// `\*`: what follows may be passed over.
    is_optional: bool,
    /// So many characters after `\u` stand for the same one.
    stand_ins: usize,
    is_hidden: bool,
    is_change: bool,
    is_deleted: bool,
    /// Where a link leads, and what else makes a field.
    is_instruction: bool,
}

impl Default for Group {
    fn default() -> Self {
        Group {
            spot: Some(Spot::Body),
            is_optional: false,
            stand_ins: 1,
            is_hidden: false,
            is_change: false,
            is_deleted: false,
            is_instruction: false,
        }
    }
}

struct Reading<'a> {
    rest: &'a [u8],
    encoding: &'static Encoding,
    group: Group,
    above: Vec<Group>,
    /// Bytes of the encoding, read together: a character may be two of them.
    pending: Vec<u8>,
    /// The first half of a character of two units.
    surrogate: Option<u16>,
    to_skip: usize,
    texts: BTreeMap<Spot, String>,
    /// What of them is seen.
    shown: String,
    pictures: usize,
    changes: usize,
    comments: usize,
    hidden: usize,
}

impl<'a> Reading<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Reading {
            rest: bytes,
            encoding: encoding_rs::GBK,
            group: Group::default(),
            above: Vec::new(),
            pending: Vec::new(),
            surrogate: None,
            to_skip: 0,
            texts: BTreeMap::new(),
            shown: String::new(),
            pictures: 0,
            changes: 0,
            comments: 0,
            hidden: 0,
        }
    }

    fn read(&mut self) {
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' => {
                    self.flush();
                    self.above.push(self.group.clone());
                    if self.above.len() > DEEPEST {
                        self.group.spot = None;
                    }
                }
                b'}' => {
                    self.flush();
                    self.group = self.above.pop().unwrap_or_default();
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
        self.flush();
    }

    /// A control word with its number, or a sign.
    fn control(&mut self) {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic());
        let length = letters.count();
        if length == 0 {
            return self.sign();
        }
        let (word, rest) = self.rest.split_at(length);
        let digits = usize::from(rest.first() == Some(&b'-'))
            + rest
                .iter()
                .skip(usize::from(rest.first() == Some(&b'-')))
                .take_while(|byte| byte.is_ascii_digit())
                .count();
        let (number, rest) = rest.split_at(digits);
        let number: Option<i64> =
            std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        match std::str::from_utf8(word) {
            Ok("u") => self.unicode(number.unwrap_or_default()),
            Ok(word) => {
                self.flush();
                self.word(word, number);
            }
            Err(_) => {}
        }
    }

    fn sign(&mut self) {
        let Some((&sign, rest)) = self.rest.split_first() else {
            return;
        };
        self.rest = rest;
        match sign {
            b'\'' => {
                let digits = self.rest.get(..2).unwrap_or_default();
                let byte = std::str::from_utf8(digits)
                    .ok()
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                if let Some(byte) = byte {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            b'*' => self.group.is_optional = true,
            b'~' => self.byte(b' '),
            b'_' => self.byte(b'-'),
            b'\r' | b'\n' => self.push("\n"),
            b'\\' | b'{' | b'}' => self.byte(sign),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let is_on = number != Some(0);
        let is_optional = std::mem::take(&mut self.group.is_optional);
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.push("\n"),
            "tab" => self.push("\t"),
            "cell" => {
                self.push("\t");
                self.shown.push('\n');
            }
            "emspace" | "enspace" => self.push(" "),
            "ansicpg" => {
                self.encoding = match number {
                    Some(65001) => encoding_rs::UTF_8,
                    Some(950) => encoding_rs::BIG5,
                    _ => encoding_rs::GBK,
                }
            }
            "uc" => {
                self.group.stand_ins = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
            }
            "bin" => {
                let length = number.and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            "v" => self.group.is_hidden = is_on,
            "revised" => self.group.is_change = is_on,
            "deleted" => (self.group.is_change, self.group.is_deleted) = (is_on, is_on),
            "plain" => self.group.is_hidden = false,
            "annotation" => {
                self.comments += 1;
                self.enter(Spot::Comments);
            }
            "footnote" => self.enter(Spot::Notes),
            "title" | "subject" | "keywords" | "doccomm" | "category" => {
                self.enter(Spot::Properties);
            }
            // Not `headery`, which is a measure.
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => self.enter(Spot::HeaderOrFooter),
            "pict" => {
                self.pictures += 1;
                self.group.spot = None;
            }
            // In these stand the words of text boxes, and where links lead.
            "shpinst" | "shptxt" | "shppict" => {}
            "fldinst" => self.group.is_instruction = true,
            "fonttbl" | "colortbl" | "stylesheet" | "info" | "objdata" | "nonshppict" => {
                self.group.spot = None;
            }
            _ if is_optional => self.group.spot = None,
            _ => {}
        }
    }

    fn enter(&mut self, spot: Spot) {
        self.group.spot = Some(spot);
        self.push("\n");
    }

    fn unicode(&mut self, number: i64) {
        self.flush();
        // Numbers above 32767 are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(1 << 16)).unwrap_or_default();
        let units: Vec<u16> = self.surrogate.take().into_iter().chain([unit]).collect();
        match String::from_utf16(&units) {
            Ok(text) => self.push(&text),
            Err(_) => self.surrogate = Some(unit),
        }
        self.to_skip = self.group.stand_ins;
    }

    fn byte(&mut self, byte: u8) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
        } else if self.group.spot.is_some() {
            self.pending.push(byte);
        }
    }

    /// Reads the bytes that wait; whatever stood in for a character ends here too.
    fn flush(&mut self) {
        self.to_skip = 0;
        let pending = std::mem::take(&mut self.pending);
        if pending.is_empty() {
            return;
        }
        let (text, _) = self.encoding.decode_without_bom_handling(&pending);
        if !text.trim().is_empty() {
            self.hidden += usize::from(self.group.is_hidden);
            self.changes += usize::from(self.group.is_change);
        }
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        let Group { is_hidden, is_deleted, is_instruction, .. } = self.group;
        if let Some(spot) = &self.group.spot {
            let is_of_text = matches!(spot, Spot::Body | Spot::Notes);
            if is_of_text && !is_hidden && !is_deleted && !is_instruction {
                self.shown.push_str(text);
            }
            self.texts.entry(spot.clone()).or_default().push_str(text);
        }
    }
}
