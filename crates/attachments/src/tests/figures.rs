//! How often tables of figures are taken for numbers of persons. Written after the rules and not used for them.
//! In: made-up tables with a fixed seed, in every form in which offices keep them. Out: how many would stop a site.
//!
//! `cargo test --release -p yanxi-attachments figures -- --ignored --nocapture`

use super::*;

/// A linear congruence, high bits.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len() as u64) as usize]
    }

    /// A whole number of so many digits.
    fn whole(&mut self, digits: u64) -> String {
        let mut number = (1 + self.roll(9)).to_string();
        for _ in 1..digits {
            number.push(char::from(b'0' + self.roll(10) as u8));
        }
        number
    }
}

fn thousands(number: &str) -> String {
    let mut out = String::new();
    for (at, c) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// A column's head and what makes its cells.
fn column(dice: &mut Dice) -> (String, u64) {
    let kind = dice.roll(14);
    let head = match kind {
        0..=2 => dice.pick(&["牛", "羊", "马", "人口", "户数", "草场", "完成数", "上年数"]),
        3 => dice.pick(&["面积", "亩产", "均价"]),
        4 => dice.pick(&["总收入", "支出", "补贴"]),
        5 => dice.pick(&["完成率", "占比", "同比"]),
        6 => dice.pick(&["年份", "建成年份"]),
        7 | 8 => dice.pick(&["日期", "完成日期"]),
        9 => dice.pick(&["比值", "人均"]),
        10 => dice.pick(&["序号", "次数"]),
        11 => dice.pick(&["变动", "增减"]),
        12 => dice.pick(&["起止", "备注"]),
        _ => dice.pick(&[
            "产值（元）",
            "投资额（元）",
            "总产值/元",
            "订单号",
            "订单编号",
            "流水号",
            "合同编号",
            "编号",
            "资产编号",
            "发票号码",
            "凭证号",
            "项目代码",
            "点击量（次）",
            "耳标号",
        ]),
    };
    (head.to_string(), kind)
}

fn cell(dice: &mut Dice, kind: u64) -> String {
    let digits = 1 + dice.roll(10);
    match kind {
        0 => dice.whole(digits),
        1 => dice.whole(1 + digits % 5),
        2 => dice.roll(10_000).to_string(),
        3 => format!("{}.{}", dice.whole(1 + digits % 6), dice.whole(1 + digits % 4)),
        4 => thousands(&dice.whole(digits)),
        5 => format!("{}.{}%", dice.roll(100), dice.roll(100)),
        6 => (1950 + dice.roll(80)).to_string(),
        7 => format!("20{:02}-{:02}-{:02}", dice.roll(40), 1 + dice.roll(12), 1 + dice.roll(28)),
        8 => format!("20{:02}年{}月{}日", dice.roll(40), 1 + dice.roll(12), 1 + dice.roll(28)),
        9 => (dice.roll(200) as f64 / (1 + dice.roll(200)) as f64).to_string(),
        10 => dice.roll(100).to_string(),
        11 => format!("{}{}", dice.pick(&["+", "-"]), dice.whole(1 + digits % 5)),
        12 => format!("{}-{}", dice.roll(30), dice.roll(300)),
        _ => {
            let digits = 11 + dice.roll(9);
            dice.whole(digits)
        }
    }
}

struct Figures {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn figures(dice: &mut Dice) -> Figures {
    let columns: Vec<(String, u64)> = (0..3 + dice.roll(8)).map(|_| column(dice)).collect();
    let mut heads = vec!["单位".to_string()];
    heads.extend(columns.iter().map(|(head, _)| head.clone()));
    let rows = (0..3 + dice.roll(12))
        .map(|_| {
            let place = dice.pick(&["甲嘎查", "乙嘎查", "丙村", "丁社区", "样例村", "合计"]);
            let mut row = vec![place.to_string()];
            row.extend(columns.iter().map(|(_, kind)| cell(dice, *kind)));
            row
        })
        .collect();
    Figures { heads, rows }
}

impl Figures {
    fn all(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.heads).chain(&self.rows)
    }

    fn joined(&self, joint: &str) -> Vec<u8> {
        let lines: Vec<String> = self.all().map(|row| row.join(joint)).collect();
        (lines.join("\n") + "\n").into_bytes()
    }

    fn written(&self, form: &str) -> (&'static str, Vec<u8>) {
        match form {
            "Markdown" => {
                let line = |row: &Vec<String>| format!("| {} |\n", row.join(" | "));
                let border = format!("|{}\n", "---|".repeat(self.heads.len()));
                let rows: String = self.rows.iter().map(line).collect();
                ("a.md", (line(&self.heads) + &border + &rows).into_bytes())
            }
            "HTML" => {
                let rows: String = self
                    .all()
                    .map(|row| {
                        let cells: String =
                            row.iter().map(|cell| format!("<td>{cell}</td>\n")).collect();
                        format!("<tr>\n{cells}</tr>\n")
                    })
                    .collect();
                ("a.html", format!("<table>{rows}</table>").into_bytes())
            }
            "CSV" => {
                let rows: Vec<String> = self
                    .all()
                    .map(|row| {
                        let cells: Vec<String> = row
                            .iter()
                            .map(|cell| match cell.contains(',') {
                                true => format!("\"{cell}\""),
                                false => cell.clone(),
                            })
                            .collect();
                        cells.join(",")
                    })
                    .collect();
                ("a.csv", rows.join("\n").into_bytes())
            }
            "Tab" => ("a.txt", self.joined("\t")),
            "blanks" => ("a.txt", self.joined("   ")),
            "one blank" => ("a.txt", self.joined(" ")),
            "docx" => {
                let rows: String = self
                    .all()
                    .map(|row| {
                        let cells: String = row
                            .iter()
                            .map(|cell| {
                                format!("<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>")
                            })
                            .collect();
                        format!("<w:tr>{cells}</w:tr>")
                    })
                    .collect();
                let body =
                    format!("<w:document><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>");
                ("a.docx", docx(&body, &[]))
            }
            _ => {
                let rows: String = self
                    .all()
                    .enumerate()
                    .map(|(row, cells)| {
                        let cells: String = cells
                            .iter()
                            .enumerate()
                            .map(|(column, cell)| {
                                let name = char::from(b'A' + column as u8);
                                let number = row + 1;
                                match cell.parse::<f64>() {
                                    Ok(_) => format!("<c r=\"{name}{number}\"><v>{cell}</v></c>"),
                                    Err(_) => format!(
                                        "<c r=\"{name}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
                                    ),
                                }
                            })
                            .collect();
                        format!("<row>{cells}</row>")
                    })
                    .collect();
                let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
                let parts: [(&str, &[u8]); 3] = [
                    ("[Content_Types].xml", b"<Types/>"),
                    ("xl/workbook.xml", b"<workbook/>"),
                    ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
                ];
                ("a.xlsx", zip(&parts))
            }
        }
    }
}

#[test]
#[ignore = "figures for BENCHMARKS.md"]
fn tables_of_figures_stop_no_site() {
    const TABLES: usize = 10_000;
    let mut by_blank = 0;
    let mut stopped = Vec::new();
    for form in ["Markdown", "HTML", "CSV", "Tab", "docx", "xlsx", "blanks", "one blank"] {
        let mut dice = Dice(form.len() as u64 * 7_919 + u64::from(form.as_bytes()[0]));
        let (mut stops, mut warnings) = (0, 0);
        let tables = if form.contains("blank") { TABLES } else { TABLES / 6 + 1 };
        for _ in 0..tables {
            let table = figures(&mut dice);
            let (path, bytes) = table.written(form);
            let mut kinds: Vec<(Kind, String)> = Vec::new();
            for piece in inspect(path, &bytes).pieces {
                let found = scan_in(&piece.text, piece.form, &piece.context);
                kinds.extend(found.into_iter().map(|finding| (finding.kind, finding.mask)));
            }
            let stop = kinds.iter().find(|(kind, _)| !matches!(kind, Kind::Doubtful(_)));
            warnings += usize::from(stop.is_none() && !kinds.is_empty());
            if let Some(stop) = stop {
                stops += 1;
                if form == "one blank" {
                    by_blank += 1;
                } else {
                    stopped.push(format!(
                        "{form}: {stop:?}\n{}",
                        String::from_utf8_lossy(&table.joined(" "))
                    ));
                }
            }
        }
        println!("{form}: {tables} tables, {stops} stopped, {warnings} with a warning alone");
    }
    for stop in stopped.iter().take(5) {
        println!("{stop}");
    }
    assert!(stopped.is_empty() && by_blank * 100 < TABLES);
}
