//! The inspection of one file, and of what lies in it.
//! In: its name and bytes. Out: [`Inspected`].

use yanxi_privacy::Form;
use yanxi_reading::{caught, encoding};

use crate::budget::{Budget, LARGEST_FILE};
use crate::file_kind::{FileKind, extension, kind_of};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::xml::Wanted;
use crate::{archive, concealed, mail, old_binary, pdf, rtf, xml};

/// Reads the texts of a file.
pub fn inspect(path: &str, bytes: &[u8]) -> Inspected {
    let mut budget = Budget::whole();
    let mut inspected = Inspected::default();
    inspect_at(path, bytes, &[], &mut budget, &mut inspected);
    inspected.unseen.sort();
    inspected.unseen.dedup();
    inspected
}

fn inspect_at(
    path: &str,
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    let outcome = caught(|| {
        let mut own = Inspected::inside_of(inspected);
        by_kind(path, bytes, inside, budget, &mut own);
        own
    });
    match outcome {
        Some(own) => inspected.take(own),
        None => inspected.see_not(inside, Why::Damaged),
    }
}

fn by_kind(
    path: &str,
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) {
    if bytes.is_empty() {
        return;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return inspected.see_not(inside, Why::TooLarge);
    }
    match kind_of(path, bytes) {
        FileKind::Zip => archive::inspect(bytes, inside, budget, inspected, inspect_at),
        FileKind::Compound => old_binary::inspect(bytes, inside, inspected),
        FileKind::Pdf => pdf::inspect(bytes, inside, budget, inspected, inspect_at),
        FileKind::Rtf => rtf::inspect(bytes, inside, inspected),
        FileKind::Picture => inspected.see_not(inside, Why::Picture),
        FileKind::Mail => mail::inspect(bytes, inside, budget, inspected, inspect_at),
        FileKind::Text | FileKind::Markup => match encoding::decode(path, bytes) {
            Ok(decoded) => text(path, decoded.text, inside, inspected),
            Err(_) => inspected.see_not(inside, Why::OtherKind),
        },
        FileKind::Other => inspected.see_not(inside, Why::OtherKind),
    }
}

/// Text by its lines; what is written with tags knows its own runs.
fn text(path: &str, text: String, inside: &[String], inspected: &mut Inspected) {
    if kind_of(path, text.as_bytes()) != FileKind::Markup {
        let form = if extension(path) == "csv" { Form::Csv } else { Form::Text };
        return inspected.add(inside, Spot::Lines, text, form);
    }
    inspected.conceals(inside, concealed::in_markup(&text));
    let pictures = text.matches("data:image/").count();
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
    // A document in one file of XML, whose words are cut where their looks change.
    let head = text.get(..4_000).unwrap_or(&text).to_ascii_lowercase();
    let wanted = if ["worddocument", "<pkg:package"].iter().any(|tag| head.contains(tag)) {
        Some(Wanted::Words)
    } else {
        head.contains("<office:document").then_some(Wanted::All)
    };
    if let Some(wanted) = wanted {
        let (words, _) = xml::text(text.as_bytes(), wanted);
        inspected.add(inside, Spot::Body, words, Form::Document);
    } else {
        // What stands in these signs is text; others of the same length keep every place.
        let text = text.replace("<![CDATA[", "         ").replace("]]>", "   ");
        inspected.add(inside, Spot::Lines, text, Form::Markup);
    }
}
