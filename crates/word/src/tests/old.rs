//! Word's old form. `forms.docx` was written by hand, with every kind of thing that is read; `forms.doc` is the same as
//! LibreOffice saves it in the old form.

use proptest::prelude::*;

use super::lines;
use crate::{Block, Document, Refused, Span, What, each_paragraph, picture, read};

const NEW: &[u8] = include_bytes!("forms.docx");
const OLD: &[u8] = include_bytes!("forms.doc");

/// Everything but the names of pictures, and the size of letters that nothing says a size of.
fn compared(document: &Document) -> Vec<String> {
    let mut out = lines(&document.blocks);
    let mut add = |paragraph: &crate::Paragraph| {
        let spans: Vec<String> = paragraph
            .spans
            .iter()
            .map(|span| match span {
                Span::Picture { alt, .. } => format!("picture {alt}"),
                span => format!("{span:?}"),
            })
            .collect();
        let looks = (paragraph.heading, paragraph.is_title, paragraph.align, &paragraph.number);
        out.push(format!("{looks:?} {spans:?}"));
    };
    let notes = document.notes.iter().map(Vec::as_slice);
    for blocks in [document.blocks.as_slice()].into_iter().chain(notes) {
        each_paragraph(blocks, &mut add);
    }
    out
}

#[test]
fn both_forms_say_the_same() {
    let (new, old) = (read(NEW).unwrap(), read(OLD).unwrap());
    assert_eq!(compared(&old), compared(&new));
    assert_eq!(old.lost, new.lost);
    let tables = |document: &Document| {
        document.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count()
    };
    assert_eq!((tables(&old), old.notes.len()), (1, 1));
}

#[test]
fn what_the_old_form_hides_stays_hidden() {
    let read = read(OLD).unwrap();
    let shown = compared(&read).join("\n");
    for hidden in ["藏字", "样式藏可见", "样式藏\"", "删去", "批注内容"] {
        assert!(!shown.contains(hidden), "{hidden}: {shown}");
    }
    // The one that is shown though its style hides.
    assert_eq!(shown.matches('藏').count(), 2, "{shown}");
    assert!(shown.contains("在藏样式中反显"));
    let kinds: Vec<What> = read.lost.iter().map(|lost| lost.what).collect();
    assert_eq!(kinds, [What::Hidden, What::Deleted, What::Comment]);
}

#[test]
fn numbers_of_the_old_form_are_text() {
    let shown = lines(&read(OLD).unwrap().blocks);
    for line in ["# 一、总体要求", "## （一）小标题", "第二条第二条内容", "* 点一"]
    {
        assert!(shown.iter().any(|shown| shown == line), "{line}: {shown:?}");
    }
}

#[test]
fn a_picture_of_the_old_form_is_that_of_the_new() {
    let part = |document: &Document| {
        let mut found = None;
        each_paragraph(&document.blocks, &mut |paragraph| {
            for span in &paragraph.spans {
                if let Span::Picture { part, .. } = span {
                    found = Some(part.clone());
                }
            }
        });
        found.unwrap()
    };
    let shown = |bytes| picture(bytes, &part(&read(bytes).unwrap())).unwrap();
    assert!(shown(OLD).starts_with(b"\x89PNG"));
    assert_eq!(&shown(OLD)[16..24], &shown(NEW)[16..24], "width and height");
}

#[test]
fn other_files_in_the_container_are_refused() {
    let mut bytes = OLD.to_vec();
    let at = bytes.windows(24).position(|part| part == utf16("WordDocument")).unwrap();
    bytes[at] = b'X';
    assert_eq!(read(&bytes).err(), Some(Refused::OtherForm));
}

#[test]
fn a_document_with_a_password_is_told() {
    let mut bytes = OLD.to_vec();
    // The mark of Word 97 and later, which begins its stream; the password's flag stands ten bytes on.
    let at = bytes.windows(2).position(|part| part == [0xEC, 0xA5]).unwrap();
    bytes[at + 11] |= 1;
    assert_eq!(read(&bytes).err(), Some(Refused::Encrypted));
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Bytes changed anywhere, and the rest cut off: whatever is read of it, it ends.
    #[test]
    fn damaged_documents_are_read_or_refused(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = OLD.to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(document) = read(&bytes) {
            each_paragraph(&document.blocks, &mut |paragraph| {
                for span in &paragraph.spans {
                    if let Span::Picture { part, .. } = span {
                        picture(&bytes, part);
                    }
                }
            });
        }
    }
}
