//! The inspection of one file, and of what lies in it.
//! In: its name and bytes. Out: [`Inspected`].

use std::panic::{AssertUnwindSafe, catch_unwind};

use yanxi_privacy::Form;
use yanxi_reading::encoding;

use crate::budget::{Budget, LARGEST_FILE};
use crate::file_kind::{FileKind, extension, kind_of};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::{archive, concealed, old_binary, pdf, rtf};

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
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut own = Inspected::default();
        by_kind(path, bytes, inside, budget, &mut own);
        own
    }));
    match outcome {
        Ok(own) => {
            inspected.pieces.extend(own.pieces);
            inspected.unseen.extend(own.unseen);
            inspected.hidden.extend(own.hidden);
        }
        Err(_) => inspected.see_not(inside, Why::Damaged),
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
        FileKind::Pdf => pdf::inspect(bytes, inside, inspected),
        FileKind::Rtf => rtf::inspect(bytes, inside, inspected),
        FileKind::Picture => inspected.see_not(inside, Why::Picture),
        FileKind::Text => match encoding::decode(path, bytes) {
            Ok(decoded) => {
                let form = match extension(path).as_str() {
                    "csv" => Form::Csv,
                    "html" | "htm" | "xhtml" | "xml" | "svg" => {
                        inspected.conceals(inside, concealed::in_markup(&decoded.text));
                        Form::Markup
                    }
                    _ => Form::Text,
                };
                inspected.add(inside, Spot::Lines, decoded.text, form);
            }
            Err(_) => inspected.see_not(inside, Why::OtherKind),
        },
        FileKind::Other => {
            inspected.see_not(inside, Why::OtherKind);
        }
    }
}
