//! Zip archives: office documents, and archives as such.
//! In: bytes. Out: each entry's name and contents handed on, within the limits.

use yanxi_privacy::Form;

use crate::budget::{Budget, DEEPEST};
use crate::embedded::{LookInto, below, look_into_embedded};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::unpacking::unpack;
use crate::{concealed, ofd, office, workbook};

pub(super) fn inspect(
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    let Some(unpacked) = unpack(bytes, budget) else {
        return inspected.see_not(inside, Why::Damaged);
    };
    if unpacked.cut {
        inspected.see_not(inside, Why::TooLarge);
    }
    for name in &unpacked.encrypted {
        inspected.see_not(&below(inside, name), Why::Encrypted);
    }
    for name in &unpacked.damaged {
        inspected.see_not(&below(inside, name), Why::Damaged);
    }
    let has = |name: &str| unpacked.entries.iter().any(|entry| entry.name == name);
    if has("OFD.xml") {
        return ofd::inspect(&unpacked.entries, inside, budget, inspected, look_into);
    }
    let is_document = has("[Content_Types].xml") || has("mimetype") || has("content.xml");
    if is_document {
        if has("xl/workbook.xml") {
            workbook::inspect(&unpacked.entries, inside, inspected);
        }
        office::inspect(&unpacked.entries, inside, inspected);
        inspected.conceals(inside, concealed::in_document(&unpacked.entries));
        for entry in &unpacked.entries {
            if entry.name.contains("embeddings/") {
                look_into_embedded(entry, inside, budget, inspected, look_into);
            }
        }
        return;
    }
    for entry in &unpacked.entries {
        let place = below(inside, &entry.name);
        inspected.add(&place, Spot::Name, entry.name.clone(), Form::Path);
        if inside.len() >= DEEPEST {
            inspected.see_not(&place, Why::TooDeep);
        } else {
            look_into(&entry.name, &entry.bytes, &place, budget, inspected);
        }
    }
}
