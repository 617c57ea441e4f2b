//! Documents made here, and what is read of them.

mod hidden;
mod hostile;
mod numbers;
mod old;
mod structure;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Block, Document, Lost, What, read};

/// The parts of a document that are not its text.
#[derive(Default)]
struct Beside<'a> {
    styles: &'a str,
    numbering: &'a str,
    footnotes: &'a str,
    relations: &'a str,
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn part(root: &str, content: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><w:{root} xmlns:w="w" xmlns:r="r" xmlns:v="v">{content}</w:{root}>"#
    )
}

fn docx_of(body: &str, beside: &Beside<'_>) -> Vec<u8> {
    let kinds = ["styles", "numbering", "footnotes"];
    let mut relations: String = kinds
        .iter()
        .map(|kind| format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="{kind}.xml"/>"#))
        .collect();
    relations.push_str(beside.relations);
    packed(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", part("document", &format!("<w:body>{body}</w:body>")).as_bytes()),
        ("word/styles.xml", part("styles", beside.styles).as_bytes()),
        ("word/numbering.xml", part("numbering", beside.numbering).as_bytes()),
        ("word/footnotes.xml", part("footnotes", beside.footnotes).as_bytes()),
        (
            "word/_rels/document.xml.rels",
            format!("<Relationships>{relations}</Relationships>").as_bytes(),
        ),
    ])
}

#[track_caller]
fn document(body: &str, beside: &Beside<'_>) -> Document {
    read(&docx_of(body, beside)).unwrap()
}

/// A paragraph with these properties and this text.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The paragraphs a line each; headings with #, bullets with *, cells with |, boxes in [].
fn lines(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let heading = paragraph.heading.map_or(0, usize::from);
                let mark = match &paragraph.number {
                    _ if heading > 0 => format!("{} ", "#".repeat(heading)),
                    Some(number) if number.is_bullet() => "* ".into(),
                    _ => String::new(),
                };
                out.push(format!("{mark}{}", paragraph.text()));
            }
            Block::Table(table) => {
                for row in &table.rows {
                    let cells: Vec<String> = row
                        .iter()
                        .map(|cell| {
                            format!(
                                "{}×{} {}",
                                cell.columns,
                                cell.rows,
                                lines(&cell.blocks).join("/")
                            )
                        })
                        .collect();
                    out.push(format!("| {} |", cells.join(" | ")));
                }
            }
            Block::Boxed(inner) => out.push(format!("[{}]", lines(inner).join("/"))),
        }
    }
    out
}

#[track_caller]
fn read_lines(body: &str, beside: &Beside<'_>) -> Vec<String> {
    lines(&document(body, beside).blocks)
}

fn lost(document: &Document, what: What) -> usize {
    document.lost.iter().find(|lost| lost.what == what).map_or(0, |lost: &Lost| lost.count)
}
