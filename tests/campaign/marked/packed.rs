//! Office files small enough to be made by hand: a zip of stored XML with words in text and properties.
//! In: names and texts. Out: bytes of a zip.

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = !0u32;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg());
        }
    }
    !sum
}

/// A zip whose files are packed.
pub(crate) fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in files {
        let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
        let start = bytes.len() as u32;
        let mut common = Vec::new();
        for number in [20u16, 0x800, 8, 0, 0x5c21] {
            common.extend(number.to_le_bytes());
        }
        common.extend(checksum(text.as_bytes()).to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend((text.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (bytes.len() as u32, directory.len() as u32, files.len() as u16);
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend(0u16.to_le_bytes());
    bytes
}

/// The namespaces do not matter to anybody here.
const XML: &str = "<?xml version=\"1.0\"?>";

fn types() -> (&'static str, String) {
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    ("[Content_Types].xml", format!("{XML}<Types xmlns=\"{types}\"/>"))
}

/// What every office file says of who made it.
fn properties(author: &str) -> [(&'static str, String); 3] {
    [
        (
            "docProps/core.xml",
            format!(
                "{XML}<cp:coreProperties><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
            ),
        ),
        (
            "docProps/app.xml",
            format!(
                "{XML}<Properties><Manager>{author}</Manager><Company>{author}</Company><Template>{author}.dotm</Template></Properties>"
            ),
        ),
        (
            "docProps/custom.xml",
            format!(
                "{XML}<Properties><property name=\"n\"><vt:lpwstr>{author}</vt:lpwstr></property></Properties>"
            ),
        ),
    ]
}

/// A text document with one paragraph and an author, who also changed the text and commented on it.
pub(crate) fn docx(text: &str, author: &str) -> Vec<u8> {
    let mut files = vec![
        types(),
        (
            "word/document.xml",
            format!(
                "{XML}<w:document><w:body><w:p><w:ins w:id=\"1\" w:author=\"{author}\"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p></w:body></w:document>"
            ),
        ),
        (
            "word/comments.xml",
            format!(
                "{XML}<w:comments><w:comment w:id=\"1\" w:author=\"{author}\" w:initials=\"{author}\"><w:p><w:t>公开的批注</w:t></w:p></w:comment></w:comments>"
            ),
        ),
        (
            "word/people.xml",
            format!(
                "{XML}<w15:people><w15:person w15:author=\"{author}\"><w15:presenceInfo w15:providerId=\"{author}\" w15:userId=\"{author}\"/></w15:person></w15:people>"
            ),
        ),
        (
            "word/_rels/settings.xml.rels",
            format!(
                "{XML}<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"file:///C:/Users/{author}/Normal.dotm\" TargetMode=\"External\"/></Relationships>"
            ),
        ),
    ];
    files.extend(properties(author));
    zip(&files)
}

/// A workbook with one cell and an author, who commented on it in both ways that there are.
pub(crate) fn xlsx(text: &str, author: &str) -> Vec<u8> {
    let mut files = vec![
        types(),
        (
            "xl/workbook.xml",
            format!(
                "{XML}<workbook><fileSharing userName=\"{author}\"/><x15ac:absPath url=\"C:\\Users\\{author}\\Desktop\\\"/><sheets><sheet name=\"公开的表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{XML}<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "{XML}<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c></row></sheetData></worksheet>"
            ),
        ),
        (
            "xl/comments1.xml",
            format!(
                "{XML}<comments><authors><author>{author}</author></authors><commentList><comment ref=\"A1\" authorId=\"0\"><text><r><rPr><b/></rPr><t>{author}:</t></r><r><t xml:space=\"preserve\">\n公开的批注</t></r></text></comment></commentList></comments>"
            ),
        ),
        (
            "xl/threadedComments/threadedComment1.xml",
            format!(
                "{XML}<ThreadedComments><threadedComment ref=\"A1\" personId=\"1\"><text>公开的批注</text></threadedComment></ThreadedComments>"
            ),
        ),
        (
            "xl/persons/person.xml",
            format!(
                "{XML}<personList><person displayName=\"{author}\" id=\"1\" userId=\"{author}\" providerId=\"None\"/></personList>"
            ),
        ),
    ];
    files.extend(properties(author));
    zip(&files)
}

/// A picture of one point with a comment.
pub(crate) fn png(comment: &str) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], data: &[u8]| {
        bytes.extend((data.len() as u32).to_be_bytes());
        let body = [kind, data].concat();
        bytes.extend(&body);
        bytes.extend(checksum(&body).to_be_bytes());
    };
    chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    chunk(b"iTXt", format!("Comment\0\0\0\0\0{comment}").as_bytes());
    chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0x60, 0, 0, 0, 2, 0, 1]);
    chunk(b"IEND", &[]);
    bytes
}
