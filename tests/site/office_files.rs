//! Office files small enough to be made by hand, each with what its readers see and what they do not.
//! In: words. Out: bytes. Every word is invented.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A package of parts; what says of which kind it is comes first and is not packed.
pub(crate) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

/// A text of Word's: paragraphs that are seen, then words that are hidden, deleted and a comment.
pub(crate) fn docx(seen: &[&str], unseen: &str) -> Vec<u8> {
    let paragraphs: String =
        seen.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let concealed = match unseen {
        "" => String::new(),
        word => format!(
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{word}隐</w:t></w:r><w:del><w:r><w:delText>{word}删</w:delText></w:r></w:del><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>"
        ),
    };
    let comments = format!(
        "<w:comments><w:comment w:id=\"1\"><w:p><w:r><w:t>{unseen}批</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let text = format!("<w:document><w:body>{paragraphs}{concealed}</w:body></w:document>");
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &text),
        ("word/comments.xml", &comments),
    ])
}

fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A workbook: a visible sheet 汇总 with `seen` in A1 and B1; a hidden row, a hidden column and a hidden sheet.
pub(crate) fn xlsx(seen: [&str; 2], unseen: &str) -> Vec<u8> {
    let sheet = format!(
        "<worksheet><cols><col min=\"3\" max=\"4\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}</row><row r=\"2\" hidden=\"1\">{}</row><row r=\"3\"><c r=\"A3\" s=\"1\"><v>0.85</v></c><c r=\"B3\" s=\"2\"><v>46304</v></c></row></sheetData></worksheet>",
        cell("A1", seen[0]),
        cell("B1", seen[1]),
        cell("C1", &format!("{unseen}列")),
        cell("A2", &format!("{unseen}行")),
    );
    let hidden = format!(
        "<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>",
        cell("A1", &format!("{unseen}表"))
    );
    let comments = format!(
        "<comments><commentList><comment ref=\"A1\"><text><t>{unseen}注</t></text></comment></commentList></comments>"
    );
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"x\"><sheets><sheet name=\"汇总\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"底稿\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/></numFmts><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/worksheets/sheet2.xml", &hidden),
        ("xl/comments1.xml", &comments),
    ])
}

fn slide(text: &str, attributes: &str) -> String {
    format!(
        "<p:sld{attributes}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"x\"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )
}

/// Slides: the first and the third are shown, the second is not; one shape is hidden; notes for the speaker.
pub(crate) fn pptx(seen: [&str; 2], unseen: &str) -> Vec<u8> {
    let relation = |number: usize| {
        format!(
            "<Relationship Id=\"rId{number}\" Type=\"x/slide\" Target=\"slides/slide{number}.xml\"/>"
        )
    };
    let relations: String = (1..4).map(relation).collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let hidden_shape = format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"x\" hidden=\"1\"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{unseen}形</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
    );
    let first = slide(seen[0], "").replace("</p:spTree>", &hidden_shape);
    let second = slide(&format!("{unseen}页"), " show=\"0\"");
    let notes = slide(&format!("{unseen}备"), "");
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "ppt/presentation.xml",
            "<p:presentation xmlns:r=\"x\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/><p:sldId id=\"257\" r:id=\"rId2\"/><p:sldId id=\"258\" r:id=\"rId3\"/></p:sldIdLst></p:presentation>",
        ),
        ("ppt/_rels/presentation.xml.rels", &relations),
        ("ppt/slides/slide1.xml", &first),
        ("ppt/slides/slide2.xml", &second),
        ("ppt/slides/slide3.xml", &slide(seen[1], "")),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
    ])
}

/// A text of LibreOffice's: a paragraph with a note, then what is hidden, deleted, remarked.
pub(crate) fn odt(seen: [&str; 2], unseen: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style></office:automatic-styles><office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>{unseen}删</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>{}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>之后<text:span text:style-name=\"T1\">{unseen}隐</text:span><office:annotation><text:p>{unseen}批</text:p></office:annotation></text:p><text:section text:display=\"none\"><text:p>{unseen}节</text:p></text:section></office:text></office:body></office:document-content>",
        seen[0], seen[1]
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

/// A spreadsheet of LibreOffice's with a hidden row, a hidden column and a hidden sheet.
pub(crate) fn ods(seen: &str, unseen: &str) -> Vec<u8> {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"汇总\"><table:table-column/><table:table-column table:visibility=\"collapse\"/><table:table-row>{}{}</table:table-row><table:table-row table:visibility=\"collapse\">{}</table:table-row></table:table><table:table table:name=\"底稿\" table:style-name=\"ta2\"><table:table-row>{}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        cell(seen),
        cell(&format!("{unseen}列")),
        cell(&format!("{unseen}行")),
        cell(&format!("{unseen}表")),
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ])
}

/// A presentation of LibreOffice's: a slide, a hidden one, notes.
pub(crate) fn odp(seen: &str, unseen: &str) -> Vec<u8> {
    let page = |style: &str, text: &str, more: &str| {
        format!(
            "<draw:page draw:style-name=\"{style}\"><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>{more}</draw:page>"
        )
    };
    let notes = format!(
        "<presentation:notes><draw:frame><draw:text-box><text:p>{unseen}备</text:p></draw:text-box></draw:frame></presentation:notes>"
    );
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"dp1\"/><style:style style:name=\"dp2\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style></office:automatic-styles><office:body><office:presentation>{}{}</office:presentation></office:body></office:document-content>",
        page("dp2", &format!("{unseen}页"), ""),
        page("dp1", seen, &notes),
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.presentation"),
        ("content.xml", &content),
    ])
}

/// Pages of one line each; one without words is a picture.
pub(crate) fn pdf(pages: &[&str]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![String::new(); 4];
    let mut kids = String::new();
    let mut letters: Vec<u16> = Vec::new();
    for text in pages {
        let codes: Vec<u16> = text.encode_utf16().collect();
        letters.extend(&codes);
        let hex: String = codes.iter().map(|code| format!("{code:04X}")).collect();
        let content = match text.is_empty() {
            true => "q 100 0 0 100 0 0 cm Q".to_string(),
            false => format!("BT /F1 12 Tf 50 700 Td <{hex}> Tj ET"),
        };
        let number = objects.len() + 1;
        kids.push_str(&format!("{number} 0 R "));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mappings: String =
        letters.iter().map(|code| format!("<{code:04X}> <{code:04X}>\n")).collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{} beginbfchar\n{mappings}endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        letters.len()
    );
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>".into();
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    objects[2] = format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [{} 0 R] >>",
        objects.len() + 1
    );
    objects[3] = format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len());
    objects.push("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>".into());
    let mut out = String::from("%PDF-1.5\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}

/// A page of the national form, with an object that is set to be hidden and a remark.
pub(crate) fn ofd(seen: &str, unseen: &str) -> Vec<u8> {
    let object = |y: usize, text: &str, more: &str| {
        format!(
            "<ofd:TextObject Boundary=\"20 {y} 60 5\" Size=\"4\"{more}><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g 9 4\">{text}</ofd:TextCode></ofd:TextObject>"
        )
    };
    let page = format!(
        "<ofd:Page><ofd:Content><ofd:Layer>{}{}</ofd:Layer></ofd:Content></ofd:Page>",
        object(30, seen, ""),
        object(50, &format!("{unseen}隐"), " Visible=\"false\""),
    );
    let note = format!(
        "<ofd:PageAnnot><ofd:Annot><ofd:Remark>{unseen}批</ofd:Remark></ofd:Annot></ofd:PageAnnot>"
    );
    package(&[
        (
            "OFD.xml",
            "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        ),
        (
            "Doc_0/Document.xml",
            "<ofd:Document><ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>",
        ),
        ("Doc_0/Pages/Page_0/Content.xml", &page),
        ("Doc_0/Annots/Page_0/Annotation.xml", &note),
    ])
}

/// A text as WordPad and old programs save it.
pub(crate) fn rtf(seen: &str, unseen: &str) -> Vec<u8> {
    let codes = |text: &str| -> String {
        text.encode_utf16().map(|unit| format!("\\u{}?", unit as i16)).collect()
    };
    format!(
        "{{\\rtf1\\ansi\\uc1{{\\fonttbl{{\\f0 x;}}}}\\pard {}{{\\v {}}}{{\\deleted {}}}{{\\*\\annotation {}}}\\par}}",
        codes(seen),
        codes(&format!("{unseen}隐")),
        codes(&format!("{unseen}删")),
        codes(&format!("{unseen}批")),
    )
    .into_bytes()
}

/// A text of Word's old form: a paragraph, then words that are hidden, deleted and a comment.
pub(crate) fn doc(seen: &str, unseen: &str) -> Vec<u8> {
    const TEXT: usize = 0x800;
    const LOOKS: usize = 0x600;
    let runs = [
        (format!("{seen}\r"), None),
        (format!("{unseen}隐"), Some([0x3C, 0x08, 1])),
        (format!("{unseen}删"), Some([0x00, 0x08, 1])),
        ("之后\u{13}HYPERLINK 域码\u{14}域果\u{15}\r".to_string(), None),
        (format!("{unseen}批\r"), None),
    ];
    let mut text: Vec<u16> = Vec::new();
    let mut ends = vec![TEXT as u32];
    for (run, _) in &runs {
        text.extend(run.encode_utf16());
        ends.push((TEXT + 2 * text.len()) as u32);
    }
    let comment = runs[4].0.encode_utf16().count();
    let mut main = vec![0u8; 4096.max(TEXT + 2 * text.len())];
    let put = |bytes: &mut Vec<u8>, at: usize, part: &[u8]| {
        bytes[at..at + part.len()].copy_from_slice(part)
    };
    put(&mut main, 0, &0xA5ECu16.to_le_bytes());
    put(&mut main, 10, &0x0200u16.to_le_bytes());
    put(&mut main, 0x4C, &((text.len() - comment) as u32).to_le_bytes());
    put(&mut main, 0x5C, &(comment as u32).to_le_bytes());
    for (at, [start, length]) in [(0xA2, [0u32, 20]), (0xFA, [32, 12]), (0x1A2, [64, 21])] {
        put(&mut main, at, &start.to_le_bytes());
        put(&mut main, at + 4, &length.to_le_bytes());
    }
    for (number, end) in ends.iter().enumerate() {
        put(&mut main, LOOKS + 4 * number, &end.to_le_bytes());
    }
    for (number, (_, look)) in runs.iter().enumerate() {
        if let Some(look) = look {
            let at = 100 + 20 * number;
            put(&mut main, LOOKS + 4 * ends.len() + number, &[(at / 2) as u8]);
            put(&mut main, LOOKS + at, &[3]);
            put(&mut main, LOOKS + at + 1, look);
        }
    }
    put(&mut main, LOOKS + 511, &[runs.len() as u8]);
    let letters: Vec<u8> = text.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    put(&mut main, TEXT, &letters);
    let mut table = vec![0u8; 4096];
    for (at, number) in [
        (32, TEXT as u32),
        (36, ends[runs.len()]),
        (40, (LOOKS / 512) as u32),
        (69, 0),
        (73, text.len() as u32),
        (79, TEXT as u32),
    ] {
        put(&mut table, at, &number.to_le_bytes());
    }
    put(&mut table, 64, &[2]);
    put(&mut table, 65, &16u32.to_le_bytes());
    compound(&[("WordDocument", main), ("1Table", table)])
}

/// The container of old office files, with streams of some size.
pub(crate) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const FREE: u32 = 0xFFFF_FFFF;
    const END: u32 = 0xFFFF_FFFE;
    const TABLE: u32 = 0xFFFF_FFFD;
    // The first sector says which sector follows which, the second is the directory.
    let mut next: Vec<u32> = vec![TABLE, END];
    let mut sectors: Vec<u8> = Vec::new();
    let mut directory = entry("Root Entry", 5, END, 0, 1);
    for (number, (name, bytes)) in streams.iter().enumerate() {
        let start = next.len();
        let count = bytes.len().div_ceil(SECTOR);
        next.extend((1..count).map(|at| (start + at) as u32));
        next.push(END);
        sectors.extend(bytes);
        sectors.resize((start - 2 + count) * SECTOR, 0);
        let beside = if number + 1 < streams.len() { number as u32 + 2 } else { FREE };
        directory.extend(entry(name, 2, start as u32, bytes.len() as u32, beside));
    }
    directory.resize(SECTOR, 0);
    next.resize(SECTOR / 4, FREE);
    let mut out = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    out.resize(SECTOR, 0);
    for (at, number) in [(24, 0x3E), (26, 3), (28, 0xFFFE), (30, 9), (32, 6)] {
        out[at..at + 2].copy_from_slice(&u16::to_le_bytes(number));
    }
    for (at, number) in [(44, 1), (48, 1), (56, 4096), (60, END), (68, END)] {
        out[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    for at in (76..SECTOR).step_by(4) {
        let number = if at == 76 { 0 } else { FREE };
        out[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    out.extend(next.iter().flat_map(|number| number.to_le_bytes()));
    out.extend(directory);
    out.extend(sectors);
    out
}

/// An entry of such a container's directory; `related` is the child of the root, else what stands to the right.
fn entry(name: &str, kind: u8, start: u32, size: u32, related: u32) -> Vec<u8> {
    let mut out = vec![0u8; 128];
    for (at, unit) in name.encode_utf16().enumerate() {
        out[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
    }
    let length = (2 * (name.encode_utf16().count() + 1)) as u16;
    out[64..66].copy_from_slice(&length.to_le_bytes());
    out[66] = kind;
    out[67] = 1;
    let (right, child) = if kind == 5 { (u32::MAX, related) } else { (related, u32::MAX) };
    for (at, number) in [(68, u32::MAX), (72, right), (76, child), (116, start), (120, size)] {
        out[at..at + 4].copy_from_slice(&number.to_le_bytes());
    }
    out
}
