//! What stands behind the text of a document, where programs keep words that nobody sees at first; every name is
//! invented.

use super::{PHONE, docx, pdf, spots, zip};
use crate::{Concealed, Spot, Why, inspect};
use lopdf::{Document, Object, Stream, dictionary};
use yanxi_privacy::Kind;

fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("xl/worksheets/sheet1.xml", sheet.as_bytes())];
    if !more.iter().any(|(name, _)| *name == "xl/workbook.xml") {
        parts.push(("xl/workbook.xml", b"<workbook/>"));
    }
    parts.extend(more);
    zip(&parts)
}

fn texts(path: &str, bytes: &[u8], spot: &Spot) -> Vec<String> {
    let pieces = inspect(path, bytes).pieces;
    pieces.into_iter().filter(|piece| piece.spot == *spot).map(|piece| piece.text).collect()
}

#[test]
fn heads_of_sheets_are_read_without_their_codes() {
    let heads = "<headerFooter><oddHeader>&amp;L&amp;\"宋体,常规\"&amp;14机密★&amp;C第&amp;P页&amp;R&amp;K01+000甲&amp;&amp;乙</oddHeader></headerFooter>";
    let bytes = workbook(heads, &[]);
    assert_eq!(texts("a.xlsx", &bytes, &Spot::HeaderOrFooter), ["机密★", "第页", "甲&乙"]);
    assert_eq!(spots("a.xlsx", &bytes, Kind::SecrecyMark), [Spot::HeaderOrFooter]);
}

#[test]
fn words_behind_cells_are_read() {
    for sheet in [
        format!("<dataValidation><formula1>\"{PHONE},无\"</formula1></dataValidation>"),
        format!("<dataValidation prompt=\"找{PHONE}\"/>"),
        format!("<filter val=\"{PHONE}\"/>"),
        format!("<hyperlink tooltip=\"{PHONE}\"/>"),
        format!("<c r=\"A1\"><f>HYPERLINK(\"tel:{PHONE}\",\"打\")</f><v>打</v></c>"),
    ] {
        let found = spots("a.xlsx", &workbook(&sheet, &[]), Kind::Mobile);
        assert_eq!(found, [Spot::HiddenData], "{sheet}");
    }
    // Figures of a formula are no text.
    let figures = format!("<c r=\"A1\"><f>SUM({PHONE},1)</f><v>1</v></c>");
    assert_eq!(spots("a.xlsx", &workbook(&figures, &[]), Kind::Mobile), []);
    let strings = format!("<sst><si><t>{PHONE}</t></si></sst>");
    let deleted = workbook("", &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert_eq!(spots("a.xlsx", &deleted, Kind::Mobile), [Spot::HiddenData]);
}

#[test]
fn what_a_workbook_keeps_of_deleted_sheets_and_of_others_is_told() {
    let concealed = |source: &str| -> Vec<Concealed> {
        let definition = format!(
            "<pivotCacheDefinition><worksheetSource sheet=\"{source}\"/></pivotCacheDefinition>"
        );
        let bytes = workbook(
            "",
            &[
                ("xl/workbook.xml", "<workbook><sheet name=\"名单\"/><sheet name=\"底稿\" state=\"hidden\"/></workbook>".as_bytes()),
                ("xl/pivotCache/pivotCacheDefinition1.xml", definition.as_bytes()),
                ("xl/pivotCache/pivotCacheRecords1.xml", b"<pivotCacheRecords><r><s v=\"a\"/></r><r/></pivotCacheRecords>"),
            ],
        );
        let hidden = inspect("a.xlsx", &bytes).hidden.into_iter().map(|hidden| hidden.what);
        hidden.filter(|what| !matches!(what, Concealed::Sheet(_))).collect()
    };
    assert_eq!(concealed("名单"), []);
    for gone in ["已删", "底稿"] {
        assert_eq!(concealed(gone), [Concealed::CachedRows(2)], "{gone}");
    }
    let other = "<externalLink><cell r=\"A1\"><v>甲</v></cell></externalLink>";
    let bytes = workbook("", &[("xl/externalLinks/externalLink1.xml", other.as_bytes())]);
    assert_eq!(inspect("a.xlsx", &bytes).hidden[0].what, Concealed::CachedCells(1));
}

#[test]
fn choices_numbers_of_lists_custom_data_and_layouts_are_read() {
    let plain = "<w:document/>";
    let custom = format!("<a><电话 号码=\"{PHONE}\"/></a>");
    let utf16: Vec<u8> = format!("\u{FEFF}<w:p><w:t>{PHONE}</w:t></w:p>")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let layout = format!("<p:sldLayout><a:p><a:t>{PHONE}</a:t></a:p></p:sldLayout>");
    let head = format!(
        "<office:styles><style:header><text:p>{PHONE}</text:p></style:header></office:styles>"
    );
    let chunk = format!("<p>{PHONE}</p>");
    for (path, bytes) in [
        ("a.docx", docx(&format!("<w:listItem w:displayText=\"{PHONE}\"/>"), &[])),
        ("a.docx", docx(plain, &[("customXml/item1.xml", custom.as_bytes())])),
        ("a.docx", docx(plain, &[("word/afchunk1.html", chunk.as_bytes())])),
        ("a.docx", docx(plain, &[("word/comments.xml", &utf16)])),
        ("a.pptx", docx(plain, &[("ppt/slideLayouts/slideLayout1.xml", layout.as_bytes())])),
        ("a.odt", zip(&[("content.xml", b"<a/>"), ("styles.xml", head.as_bytes())])),
        ("a.epub", zip(&[("mimetype", b"x"), ("OEBPS/a.xhtml", chunk.as_bytes())])),
        ("a.xmind", zip(&[("content.xml", b"<a/>"), ("content.json", PHONE.as_bytes())])),
    ] {
        assert_eq!(spots(path, &bytes, Kind::Mobile).len(), 1, "{path}");
        assert_eq!(inspect(path, &bytes).unseen, [], "{path}");
    }
    let marked =
        docx(plain, &[("word/numbering.xml", "<w:lvlText w:val=\"机密★1年\"/>".as_bytes())]);
    assert_eq!(spots("a.docx", &marked, Kind::SecrecyMark), [Spot::Body]);
}

#[test]
fn a_part_that_nobody_knows_is_told_and_one_too_deep() {
    let bytes = docx("<w:document/>", &[("word/vendor.dat", &[0, 1, 2]), ("word/b.bin", &[0, 3])]);
    let why = Why::UnknownParts { count: 2, first: "word/vendor.dat".into() };
    assert_eq!(inspect("a.docx", &bytes).unseen[0].why, why);
    // What programs keep beside the text is no such part.
    let ordinary = docx(
        "<w:document/>",
        &[
            ("word/theme/theme1.xml", b"<a/>"),
            ("word/fonts/font1.odttf", &[0, 1]),
            ("xl/printerSettings/printerSettings1.bin", &[0, 1]),
            ("docProps/thumbnail.jpeg", b"\xFF\xD8\xFF"),
        ],
    );
    assert_eq!(inspect("a.docx", &ordinary).unseen, []);
    let inner = docx("<w:document/>", &[("word/embeddings/a.xlsx", &workbook("", &[]))]);
    let packed = zip(&[("b.zip", &zip(&[("c.docx", &inner)]))]);
    assert_eq!(inspect("a.zip", &packed).unseen[0].why, Why::TooDeep);
}

#[test]
fn pages_letters_and_tables_under_the_names_of_office_files_are_read() {
    let page = format!("<html><table><tr><td>{PHONE}</td></tr></table></html>");
    let letter = format!(
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>{}=\n{}</p>\n",
        &PHONE[..5],
        &PHONE[5..]
    );
    let word = format!(
        "<?xml version=\"1.0\"?><w:wordDocument><w:p><w:r><w:t>199</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p></w:wordDocument>",
        &PHONE[3..]
    );
    for (path, text) in [
        ("a.xls", page.as_str()),
        ("a.doc", &page),
        ("a.wps", &letter),
        ("a.mht", &letter),
        ("a.doc", &word),
        ("a.et", &format!("姓名\t电话\n甲\t{PHONE}\n")),
        ("a.html", "<p>&#49;99<span style='x'>0000</span>1234</p>"),
        ("a.xml", &format!("<a><b><![CDATA[{PHONE}]]></b></a>")),
        ("a.fpage", &format!("<FixedPage><Glyphs UnicodeString=\"{PHONE}\"/></FixedPage>")),
    ] {
        assert_eq!(spots(path, text.as_bytes(), Kind::Mobile).len(), 1, "{path} {text}");
        assert_eq!(inspect(path, text.as_bytes()).unseen, [], "{path}");
    }
    let letter = "Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\nContent-Transfer-Encoding: base64\n\nMTk5MDAwMDEyMzQ=\n--b--\n";
    assert_eq!(spots("a.eml", letter.as_bytes(), Kind::Mobile).len(), 1);
}

fn changed(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf("text")).expect("a pdf");
    change(&mut document);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a pdf");
    bytes
}

fn page_of(document: &mut Document) -> &mut lopdf::Dictionary {
    let page = document.page_iter().next().expect("a page");
    document.get_dictionary_mut(page).expect("a page")
}

#[test]
fn a_pdfs_stamps_attached_files_and_notes_are_read() {
    let stamped = changed(|document| {
        let page = page_of(document);
        let fonts = page.get(b"Resources").expect("resources").clone();
        let content = format!("BT /F1 12 Tf (tel {PHONE}) Tj ET").into_bytes();
        let form = dictionary! {"Type" => "XObject", "Subtype" => "Form", "Resources" => fonts};
        let form = document.add_object(Stream::new(form, content));
        let outer = dictionary! {
            "Type" => "XObject", "Subtype" => "Form",
            "Resources" => dictionary! {"XObject" => dictionary! {"In" => form}},
        };
        let outer = document.add_object(Stream::new(outer, b"/In Do".to_vec()));
        let resources = page_of(document).get_mut(b"Resources").expect("resources");
        let resources = resources.as_dict_mut().expect("resources");
        resources.set("XObject", dictionary! {"Out" => outer});
    });
    assert_eq!(spots("a.pdf", &stamped, Kind::Mobile), [Spot::Page(1)]);

    let attached = changed(|document| {
        let file = document.add_object(Stream::new(dictionary! {}, PHONE.into()));
        document.add_object(dictionary! {
            "Type" => "Filespec", "F" => Object::string_literal("list.csv"),
            "EF" => dictionary! {"F" => file},
        });
    });
    let seen = inspect("a.pdf", &attached);
    let found = seen.pieces.iter().find(|piece| piece.text.contains(PHONE)).expect("the number");
    assert_eq!(found.inside, ["list.csv"]);

    let noted = changed(|document| {
        let link = dictionary! {"URI" => Object::string_literal(format!("tel:{PHONE}"))};
        let note: Object = dictionary! {"Subtype" => "Link", "A" => link}.into();
        page_of(document).set("Annots", vec![note]);
    });
    assert_eq!(spots("a.pdf", &noted, Kind::Mobile), [Spot::Properties]);
}

#[test]
fn a_scan_with_its_pages_number_is_a_scan() {
    let with_picture = |size: i64| {
        changed(|document| {
            let picture = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => size, "Height" => size,
            };
            let picture = document.add_object(Stream::new(picture, vec![0]));
            let resources = page_of(document).get_mut(b"Resources").expect("resources");
            let resources = resources.as_dict_mut().expect("resources");
            resources.set("XObject", dictionary! {"P" => picture});
        })
    };
    for (size, why) in
        [(1200, vec![Why::PagesWithoutText(1)]), (200, vec![Why::PicturesInside(1)]), (20, vec![])]
    {
        let unseen = inspect("a.pdf", &with_picture(size)).unseen;
        let unseen: Vec<Why> = unseen.into_iter().map(|unseen| unseen.why).collect();
        assert_eq!(unseen, why, "{size}");
    }
}

#[test]
fn connections_and_scenarios_are_told() {
    let sheet = "<scenarios><scenario name=\"a\" user=\"SampleAuthor\"/><scenario name=\"b\" user=\"\"/></scenarios>";
    let connections = "<connections><connection id=\"1\"><dbPr connection=\"Password=x\"/></connection></connections>";
    let bytes = workbook(sheet, &[("xl/connections.xml", connections.as_bytes())]);
    let hidden: Vec<Concealed> =
        inspect("a.xlsx", &bytes).hidden.into_iter().map(|hidden| hidden.what).collect();
    assert_eq!(hidden, [Concealed::Connections(1), Concealed::Scenarios(1)]);
}

#[test]
fn sound_and_film_on_slides_are_no_pictures() {
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", b"<p/>"),
        ("ppt/media/media1.mp4", b"\0\0\0\x18ftypmp42"),
    ]);
    let unseen: Vec<Why> =
        inspect("a.pptx", &bytes).unseen.into_iter().map(|one| one.why).collect();
    assert_eq!(unseen, [Why::UnknownParts { count: 1, first: "ppt/media/media1.mp4".into() }]);
}

#[test]
fn a_page_of_drawn_letters_or_with_a_picture_in_its_content_is_a_scan() {
    let changed = |change: &dyn Fn(&mut Document)| {
        let mut document = Document::load_mem(&pdf("page 1")).expect("a pdf");
        change(&mut document);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a pdf");
        inspect("a.pdf", &bytes).unseen.into_iter().map(|one| one.why).collect::<Vec<_>>()
    };
    assert_eq!(changed(&|_| ()), []);
    let with_content = |content: &[u8]| {
        changed(&|document| {
            for object in document.objects.values_mut() {
                if let Object::Stream(stream) = object
                    && stream.content.starts_with(b"BT")
                {
                    stream.set_content(content.to_vec());
                }
            }
        })
    };
    // The last page of a print may hold nothing but a rule; letters turned into curves are a scan.
    assert_eq!(with_content(b"q 0.5 w 56 785 m 538 785 l S Q"), []);
    assert_eq!(with_content(b""), []);
    let curves = b"q 10 10 m 20 30 40 50 60 70 c 10 20 30 40 v S Q";
    assert_eq!(with_content(curves), [Why::PagesWithoutText(1)]);
    let drawn = changed(&|document| {
        for object in document.objects.values_mut() {
            if let Object::Dictionary(font) = object
                && font.has(b"BaseFont")
            {
                font.set("Subtype", "Type3");
            }
        }
    });
    assert_eq!(drawn, [Why::PagesWithoutText(1)]);
    let inline = changed(&|document| {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.content.starts_with(b"BT")
            {
                let mut content = b"q BI /W 1240 /H 1754 /BPC 1 ID \x00\x01 EI Q ".to_vec();
                content.extend_from_slice(&stream.content);
                stream.set_content(content);
            }
        }
    });
    assert_eq!(inline, [Why::PagesWithoutText(1)]);
}
