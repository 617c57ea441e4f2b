//! Files within files.
//! In: an entry of a document or an archive. Out: what the reader handed down finds in it.

use yanxi_reading::content_path::file_name;

use crate::budget::{Budget, DEEPEST};
use crate::inspected::Inspected;
use crate::unpacking::Entry;

/// Looks into a file by name and bytes; `inside` names the files on the way. Handed down by the inspection itself, so
/// that readers of formats do not name what stands above them.
pub(crate) type LookInto = fn(&str, &[u8], &[String], &mut Budget, &mut Inspected);

/// A file that lies in a document.
pub(crate) fn look_into_embedded(
    entry: &Entry,
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    if inside.len() < DEEPEST {
        let place = below(inside, file_name(&entry.name));
        look_into(&entry.name, &entry.bytes, &place, budget, inspected);
    }
}

pub(crate) fn below(inside: &[String], name: &str) -> Vec<String> {
    let mut place = inside.to_vec();
    place.push(name.to_string());
    place
}
