//! Any bytes as a Word document. Bytes that begin with `<` become the text of a sound document with styles, lists and
//! notes, because a fuzzer does not find its way through an archive's checksums; all others are a file as they are.
//!
//! The reader catches panics and holds the file to be damaged; here those of its own code end the run.

#![no_main]

use std::io::{Cursor, Write as _};

use libfuzzer_sys::fuzz_target;
use yanxi_word::{Block, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PARTS: [(&str, &str); 5] = [
    ("[Content_Types].xml", "<Types/>"),
    (
        "word/_rels/document.xml.rels",
        r#"<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/><Relationship Id="b" Type="x/numbering" Target="numbering.xml"/><Relationship Id="c" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="d" Type="x/image" Target="media/1.png"/></Relationships>"#,
    ),
    (
        "word/styles.xml",
        r#"<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#,
    ),
    (
        "word/numbering.xml",
        r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="4294967295"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2%9"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#,
    ),
    (
        "word/footnotes.xml",
        r#"<w:footnotes><w:footnote w:id="1"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
    ),
];

fn document_of(text: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = PARTS.iter().map(|(name, text)| (*name, text.as_bytes()));
    for (name, bytes) in parts.chain([("word/document.xml", text)]) {
        archive.start_file(name, options).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}

/// Tables whose cells take a column and a row at least, notes that are there, paragraphs that show something.
fn holds_together(blocks: &[Block], notes: usize) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                assert!(!paragraph.is_empty());
                for span in &paragraph.spans {
                    if let yanxi_word::Span::Note(note) = span {
                        assert!(*note < notes);
                    }
                }
            }
            Block::Boxed(inner) => holds_together(inner, notes),
            Block::Table(table) => {
                assert!(table.header_rows <= table.rows.len());
                for cell in table.rows.iter().flatten() {
                    assert!(cell.columns >= 1 && cell.rows >= 1);
                    holds_together(&cell.blocks, notes);
                }
            }
        }
    }
}

fuzz_target!(
    init: std::panic::set_hook(Box::new(|panic| {
        let of_the_program =
            panic.location().is_some_and(|place| place.file().contains("crates/word/src/"));
        if of_the_program {
            eprintln!("{panic}");
            std::process::abort();
        }
    })),
    |bytes: &[u8]| {
        let file = match bytes.first() {
            Some(b'<') => document_of(bytes),
            _ => bytes.to_vec(),
        };
        if let Ok(document) = read(&file) {
            holds_together(&document.blocks, document.notes.len());
            for note in &document.notes {
                holds_together(note, document.notes.len());
            }
        }
    }
);
