//! Zip archives: office documents, and archives as such.
//! In: bytes. Out: each entry's name and contents handed on, within the limits.

use yanxi_privacy::Form;

use crate::budget::{Budget, DEEPEST};
use crate::embedded::{LookInto, below};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::unpacking::{Archive, Entry, Unpacked};
use crate::{concealed, ofd, office, parts, workbook};

pub(super) fn inspect(
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    let Some(mut archive) = Archive::open(bytes) else {
        return inspected.see_not(inside, Why::Damaged);
    };
    let is_ofd = archive.has("OFD.xml");
    let is_document =
        ["[Content_Types].xml", "mimetype", "content.xml"].iter().any(|name| archive.has(name));
    if !is_ofd && !is_document {
        return look_into_each(&mut archive, inside, budget, inspected, look_into);
    }
    let entries = unpacked(&mut archive, inside, budget, inspected);
    if is_ofd {
        return ofd::inspect(&entries, inside, budget, inspected, look_into);
    }
    if entries.iter().any(|entry| entry.name == "xl/workbook.xml") {
        workbook::inspect(&entries, inside, inspected);
    }
    let is_binary = entries.iter().any(|entry| entry.name == "xl/workbook.bin")
        && workbook::inspect_binary(bytes, inside, inspected);
    let is_read = |name: &str| is_binary && workbook::is_part_of_binary(name);
    office::inspect(&entries, inside, budget, inspected, look_into, &is_read);
    inspected.conceals(inside, concealed::in_document(&entries));
}

/// The parts of a document; what cannot be unpacked is told.
fn unpacked(
    archive: &mut Archive<'_>,
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for number in 0..archive.names.len() {
        let name = archive.names[number].clone();
        // Pictures are counted, not looked into.
        let unpacked = match parts::is_picture(&name) {
            true => Unpacked::Contents(Vec::new()),
            false => archive.unpack(number, budget),
        };
        if let Some(bytes) = told(unpacked, &name, inside, inspected) {
            entries.push(Entry { name, bytes });
        }
    }
    entries
}

/// An archive as such: one file after the other.
fn look_into_each(
    archive: &mut Archive<'_>,
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    for number in 0..archive.names.len() {
        let name = archive.names[number].clone();
        let unpacked = archive.unpack(number, budget);
        if matches!(unpacked, Unpacked::Folder) {
            continue;
        }
        let place = below(inside, &name);
        inspected.add(&place, Spot::Name, name.clone(), Form::Path);
        let Some(bytes) = told(unpacked, &name, inside, inspected) else {
            continue;
        };
        if inside.len() >= DEEPEST {
            inspected.see_not(&place, Why::TooDeep);
        } else {
            look_into(&name, &bytes, &place, budget, inspected);
        }
    }
}

/// The contents of an entry; why there are none is noted.
fn told(
    unpacked: Unpacked,
    name: &str,
    inside: &[String],
    inspected: &mut Inspected,
) -> Option<Vec<u8>> {
    match unpacked {
        Unpacked::Contents(bytes) => return Some(bytes),
        Unpacked::Folder => {}
        Unpacked::TooLarge => inspected.see_not(inside, Why::TooLarge),
        Unpacked::Encrypted => inspected.see_not(&below(inside, name), Why::Encrypted),
        Unpacked::Damaged => inspected.see_not(&below(inside, name), Why::Damaged),
    }
    None
}
