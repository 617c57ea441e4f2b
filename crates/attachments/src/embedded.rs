//! Files within files.
//! In: an entry of a document or an archive. Out: what the reader handed down finds in it.

use yanxi_reading::content_path::file_name;

use crate::budget::{Budget, DEEPEST};
use crate::inspected::{Inspected, Why};

/// Looks into a file by name and bytes; `inside` names the files on the way. Handed down by the inspection itself, so
/// that readers of formats do not name what stands above them.
pub(crate) type LookInto = fn(&str, &[u8], &[String], &mut Budget, &mut Inspected);

/// A file that lies in a document or comes with a letter.
pub(crate) fn look_into_embedded(
    name: &str,
    bytes: &[u8],
    inside: &[String],
    budget: &mut Budget,
    inspected: &mut Inspected,
    look_into: LookInto,
) {
    let place = below(inside, file_name(name));
    if inside.len() < DEEPEST {
        look_into(name, bytes, &place, budget, inspected);
    } else {
        inspected.see_not(&place, Why::TooDeep);
    }
}

pub(crate) fn below(inside: &[String], name: &str) -> Vec<String> {
    let mut place = inside.to_vec();
    place.push(name.to_string());
    place
}
