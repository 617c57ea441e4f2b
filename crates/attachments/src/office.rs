//! Text documents and presentations: .docx, .pptx, .odt and their kin; parts of workbooks that are no cells.
//! In: an unpacked document. Out: its texts: deleted ones, comments, notes and hidden slides count too.

use super::xml::{Wanted, text};
use crate::inspected::{Inspected, Why};
use crate::spot::Spot;
use crate::unpacking::Entry;
use yanxi_privacy::Form;

pub(super) fn inspect(entries: &[Entry], inside: &[String], inspected: &mut Inspected) {
    let mut pictures = 0;
    let is_open_document = entries.iter().any(|entry| entry.name == "content.xml");
    for entry in entries {
        let name = entry.name.as_str();
        if is_picture(name) {
            pictures += 1;
        } else if name.ends_with("vbaProject.bin") {
            inspected.see_not(inside, Why::Macros);
        } else if name.ends_with(".bin") && name.contains("embeddings/") {
            // Told by the embedded file itself.
        } else if let Some(spot) = spot_of(name) {
            let wanted = if is_open_document { Wanted::All } else { Wanted::Words };
            inspected.add(inside, spot, text(&entry.bytes, wanted), Form::Document);
        }
    }
    if pictures > 0 {
        inspected.see_not(inside, Why::PicturesInside(pictures));
    }
}

fn is_picture(name: &str) -> bool {
    (name.contains("media/") || name.contains("Pictures/")) && !name.ends_with('/')
}

/// What a part is to a reader; nothing for parts without words.
fn spot_of(name: &str) -> Option<Spot> {
    let is_xml = name.ends_with(".xml") || name.ends_with(".vml");
    if name.ends_with(".rels") {
        return Some(Spot::HiddenData);
    }
    if !is_xml || name == "[Content_Types].xml" || name.starts_with("_xmlsignatures") {
        return None;
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    let number = || {
        let digits: String = file.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(1)
    };
    Some(match file {
        "sharedStrings.xml" | "styles.xml" | "settings.xml" | "fontTable.xml"
        | "webSettings.xml" | "numbering.xml" | "manifest.xml" => return None,
        _ if name.contains("/theme/") || name.contains("slideLayouts/") => return None,
        _ if name.starts_with("xl/worksheets/") => return None,
        _ if name.starts_with("docProps/") || file == "meta.xml" => Spot::Properties,
        _ if name.contains("notesSlides/") => Spot::SpeakerNotes(number()),
        _ if name.contains("/slides/") => Spot::Slide(number()),
        _ if name.to_lowercase().contains("comment") => Spot::Comments,
        _ if file.starts_with("header") || file.starts_with("footer") => Spot::HeaderOrFooter,
        _ if file.starts_with("footnotes") || file.starts_with("endnotes") => Spot::Notes,
        "document.xml" | "content.xml" => Spot::Body,
        "workbook.xml" => Spot::Name,
        _ if name.contains("charts/")
            || name.contains("pivotCache")
            || name.contains("externalLinks") =>
        {
            Spot::HiddenData
        }
        _ => Spot::Body,
    })
}
