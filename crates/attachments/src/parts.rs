//! What each part of an office document is, by its name.
//! In: the name of an entry. Out: [`Part`]; what no line here names is looked into as a file of its own, and told where
//! that cannot be done.

use crate::file_kind::extension;
use crate::spot::Spot;
use crate::xml::Wanted;

/// What becomes of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Words stand in it, and how they are told from figures for layout.
    Words(Spot, Wanted),
    /// Cells, which the reader of workbooks hands over.
    Cells,
    Picture,
    Macros,
    /// Nothing that anybody wrote.
    Harmless,
    /// A file of its own, or something unknown.
    File,
}

/// Whether a part of a document is a picture, by its place. What is drawn by hand is one too.
pub(crate) fn is_picture(name: &str) -> bool {
    let shown = ["media/", "Pictures/", "ink/", "ObjectReplacements/"];
    let is_thumbnail = name.starts_with("docProps/thumbnail") || name.starts_with("Thumbnails/");
    // Small ones of the first page are emptied in the copy that goes out.
    let is_emptied = is_thumbnail && matches!(extension(name).as_str(), "png" | "jpg" | "jpeg");
    !is_emptied
        && (is_thumbnail || shown.iter().any(|folder| name.contains(folder)))
        && !is_sound_or_film(name)
        && !name.ends_with('/')
        && !name.ends_with(".rels")
}

/// Stands among the pictures of slides.
fn is_sound_or_film(name: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "mp3", "mp4", "m4a", "m4v", "mov", "avi", "wmv", "wma", "wav", "mpg", "mpeg", "flv", "ogg",
        "mid",
    ];
    ENDINGS.contains(&extension(name).to_ascii_lowercase().as_str())
}

pub(crate) fn part_of(name: &str, is_open_document: bool) -> Part {
    let file = name.rsplit('/').next().unwrap_or(name);
    let extension = extension(name);
    if is_picture(name) {
        return Part::Picture;
    }
    if extension == "rels" {
        return Part::Words(Spot::HiddenData, Wanted::Words);
    }
    let is_macros = file.starts_with("vbaProject")
        || file == "vbaData.xml"
        || ["Basic/", "Scripts/", "xl/macrosheets/"].iter().any(|folder| name.starts_with(folder));
    if is_macros {
        return Part::Macros;
    }
    if is_harmless(name, file, &extension) {
        return Part::Harmless;
    }
    let is_part = matches!(extension.as_str(), "xml" | "vml");
    if !is_part || name.contains("embeddings/") || file.starts_with("afchunk") {
        return Part::File;
    }
    if is_open_document { of_open_document(file) } else { of_office(name, file) }
}

/// Layout, fonts, printers, signatures, what programs count and cache.
fn is_harmless(name: &str, file: &str, extension: &str) -> bool {
    let folders =
        ["_xmlsignatures/", "META-INF/", "Configurations2/", "Thumbnails/", "docProps/thumbnail"];
    let files = [
        "[Content_Types].xml",
        "mimetype",
        "fontTable.xml",
        "webSettings.xml",
        "calcChain.xml",
        "calcChain.bin",
        "layout-cache",
        "manifest.rdf",
        "manifest.xml",
        "presProps.xml",
        "viewProps.xml",
        "tableStyles.xml",
        "revisionInfo.xml",
        "commentsExtended.xml",
        "commentsIds.xml",
        "commentsExtensible.xml",
        "people.xml",
        "stylesWithEffects.xml",
        "volatileDependencies.xml",
        "featurePropertyBag.xml",
    ];
    folders.iter().any(|folder| name.starts_with(folder))
        || files.contains(&file)
        || name.contains("theme/")
        || name.contains("printerSettings")
        || (file.starts_with("itemProps") && extension == "xml")
        || (file.starts_with("binaryIndex") && extension == "bin")
        || name == "word/styles.xml"
        || name == "word/glossary/styles.xml"
        || matches!(extension, "odttf" | "fntdata" | "ttf" | "otf" | "ttc" | "woff" | "woff2")
        || name.ends_with('/')
}

fn of_open_document(file: &str) -> Part {
    match file {
        // Printers and windows.
        "settings.xml" => Part::Harmless,
        "meta.xml" => Part::Words(Spot::Properties, Wanted::All),
        // Pages' heads and feet stand among the styles.
        "styles.xml" => Part::Words(Spot::HeaderOrFooter, Wanted::All),
        "content.xml" => Part::Words(Spot::Body, Wanted::All),
        _ => Part::Words(Spot::HiddenData, Wanted::Everything),
    }
}

fn of_office(name: &str, file: &str) -> Part {
    let number = || {
        let digits: String = file.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(1)
    };
    let lower = name.to_lowercase();
    let within = |folder: &str| name.contains(folder);
    let spot = match file {
        "sharedStrings.xml" => return Part::Cells,
        _ if name.starts_with("xl/worksheets/") || name.starts_with("xl/chartsheets/") => {
            return Part::Cells;
        }
        _ if name.starts_with("docProps/") => Spot::Properties,
        _ if within("notesSlides/") => Spot::SpeakerNotes(number()),
        _ if within("/slides/") => Spot::Slide(number()),
        _ if lower.contains("comment") => Spot::Comments,
        _ if file.starts_with("header") || file.starts_with("footer") => Spot::HeaderOrFooter,
        _ if file.starts_with("footnotes") || file.starts_with("endnotes") => Spot::Notes,
        "document.xml" | "numbering.xml" => Spot::Body,
        "workbook.xml" => Spot::Name,
        // What shows on every slide.
        _ if within("slideLayouts/") || within("slideMasters/") => Spot::HeaderOrFooter,
        _ if within("Masters/") || within("diagrams/") || within("drawings/") => Spot::Body,
        _ if within("charts/")
            || within("pivot")
            || within("externalLinks/")
            || within("tables/")
            || within("richData/")
            || within("changesInfos/")
            || matches!(file, "settings.xml" | "styles.xml" | "presentation.xml") =>
        {
            Spot::HiddenData
        }
        _ if name.starts_with("word/glossary/") => Spot::Body,
        // Custom data, connections, controls, whatever else is written as XML.
        _ => return Part::Words(Spot::HiddenData, Wanted::Everything),
    };
    Part::Words(spot, Wanted::Words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_known_by_their_place() {
        let words = |spot| Part::Words(spot, Wanted::Words);
        for (name, part) in [
            ("word/document.xml", words(Spot::Body)),
            ("word/media/image1.png", Part::Picture),
            ("word/media/", Part::Harmless),
            ("ppt/media/media1.mp4", Part::File),
            ("ppt/slideLayouts/slideLayout1.xml", words(Spot::HeaderOrFooter)),
            ("ppt/slideLayouts/_rels/slideLayout1.xml.rels", words(Spot::HiddenData)),
            ("xl/worksheets/sheet1.xml", Part::Cells),
            ("xl/worksheets/sheet1.bin", Part::File),
            ("xl/printerSettings/printerSettings1.bin", Part::Harmless),
            ("word/afchunk.htm", Part::File),
            ("word/embeddings/oleObject1.bin", Part::File),
            ("xl/vbaProject.bin", Part::Macros),
            ("customXml/item1.xml", Part::Words(Spot::HiddenData, Wanted::Everything)),
            ("[trash]/0000.dat", Part::File),
        ] {
            assert_eq!(part_of(name, false), part, "{name}");
        }
        assert_eq!(part_of("styles.xml", true), Part::Words(Spot::HeaderOrFooter, Wanted::All));
    }
}
