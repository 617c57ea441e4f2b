//! A folder as an office has it: Word documents and workbooks by topic, without a page of Markdown.
//! In: how many of each, a seed. Out: a folder that `yanxi build` takes without an error; the same seed gives the same
//! bytes on every machine.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::text::{self, ORDINALS};
use crate::random::Random;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[arg(long, default_value_t = 30)]
    documents: usize,
    #[arg(long, default_value_t = 10)]
    workbooks: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A new or empty folder
    directory: PathBuf,
}

const TOPICS: [&str; 5] =
    ["01-学习资料", "02-制度办法", "03-会议材料", "04-调查研究", "05-统计报表"];
/// Characters of a document, and rows of a workbook.
const CHARACTERS: usize = 2_500;
const ROWS: u32 = 60;

const STYLES: &str = r#"<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#;
const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut random = Random::new(arguments.seed);
    let folder = super::Folder::new(&arguments.directory)?.path;
    let place = |number: usize, name: &str| -> Result<PathBuf> {
        let topic = folder.join(TOPICS[number % TOPICS.len()]);
        std::fs::create_dir_all(&topic)?;
        Ok(topic.join(name))
    };
    for number in 0..arguments.documents {
        let path = place(number, &format!("{:02}-样例材料.docx", number + 1))?;
        document(&mut random, &path)?;
    }
    for number in 0..arguments.workbooks {
        let path = place(number, &format!("{:02}-样例统计表.xlsx", number + 1))?;
        workbook(&mut random, &path)?;
    }
    println!("{} documents, {} workbooks", arguments.documents, arguments.workbooks);
    Ok(())
}

fn document(random: &mut Random, path: &Path) -> Result<()> {
    let subject = text::subject(random);
    let title = format!("关于{}的情况汇报", text::phrase(random, subject));
    let mut body = format!(
        r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>{title}</w:t></w:r></w:p>"#
    );
    for _ in ORDINALS.iter().take(5) {
        let heading = text::phrase(random, subject);
        body.push_str(&format!(
            r#"<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p>"#
        ));
        for line in text::paragraphs(random, subject, CHARACTERS / 5).lines() {
            body.push_str(&format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
        }
    }
    body.push_str("<w:tbl>");
    for row in 0..8 {
        let cells = ["事项", "地点", "数目"].map(|head| match row {
            0 => head.to_string(),
            _ if head == "数目" => random.between(2, 900).to_string(),
            _ => text::place(random),
        });
        let cells =
            cells.map(|cell| format!("<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>"));
        body.push_str(&format!("<w:tr>{}</w:tr>", cells.concat()));
    }
    body.push_str(r#"</w:tbl><w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>2026年10月20日</w:t></w:r></w:p>"#);
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    write(
        path,
        &[
            ("[Content_Types].xml", "<Types/>"),
            (
                "word/_rels/document.xml.rels",
                r#"<Relationships><Relationship Id="s" Type="x/styles" Target="styles.xml"/><Relationship Id="n" Type="x/numbering" Target="numbering.xml"/></Relationships>"#,
            ),
            ("word/document.xml", &text),
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", NUMBERING),
        ],
    )
}

fn workbook(random: &mut Random, path: &Path) -> Result<()> {
    let subject = text::subject(random);
    let words = |cell: &str, text: &str| {
        format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let title = format!("{}统计表", text::phrase(random, subject));
    let mut rows = format!("<row r=\"1\">{}</row><row r=\"2\">", words("A1", &title));
    for (column, head) in
        ["A", "B", "C", "D", "E"].iter().zip(["地点", "内容", "数目", "占比", "说明"])
    {
        rows.push_str(&words(&format!("{column}2"), head));
    }
    rows.push_str("</row>");
    for row in 3..3 + ROWS {
        rows.push_str(&format!(
            "<row r=\"{row}\">{}{}<c r=\"C{row}\"><v>{}</v></c><c r=\"D{row}\" s=\"1\"><v>0.{}</v></c>{}</row>",
            words(&format!("A{row}"), &text::place(random)),
            words(&format!("B{row}"), &text::doing(random, subject)),
            random.between(2, 9000),
            random.between(10, 99),
            words(&format!("E{row}"), &text::reason(random)),
        ));
    }
    let sheet = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:E1\"/></mergeCells></worksheet>"
    );
    write(
        path,
        &[
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            ),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns:r="x"><sheets><sheet name="统计" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
            ),
            (
                "xl/styles.xml",
                r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>"#,
            ),
            ("xl/worksheets/sheet1.xml", &sheet),
        ],
    )
}

/// A package of parts, without the day on which it was made.
fn write(path: &Path, parts: &[(&str, &str)]) -> Result<()> {
    let file = File::create(path).with_context(|| format!("writing {}", path.display()))?;
    let mut archive = ZipWriter::new(file);
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    archive.finish()?;
    Ok(())
}
