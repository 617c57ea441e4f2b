//! How many true numbers are found, in the ways people write them. Written after the rules and not used for them.
//! In: made-up numbers with a fixed seed, a form each. Out: what is missed, by form, as figures.
//!
//! `cargo test --release -p yanxi-privacy --test forms -- --ignored --nocapture`; with `YANXI_FORMS=FILE` the texts are
//! written there, to be tried with another build.

use std::collections::BTreeMap;
use std::fmt::Write;

use yanxi_privacy::{Form, Kind, scan};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

fn mobile(random: &mut Random) -> String {
    format!("1{}{}", 3 + random.below(7), random.digits(9))
}

fn id_number(random: &mut Random) -> String {
    let first = format!(
        "990{}{}{:02}{:02}{}",
        100 + random.below(900),
        1930 + random.below(90),
        1 + random.below(12),
        1 + random.below(28),
        random.digits(3)
    );
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = first.bytes().zip(WEIGHTS).map(|(d, w)| u32::from(d - b'0') * w).sum();
    let last = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    first + last
}

fn card(random: &mut Random) -> String {
    let length = if random.below(2) == 0 { 16 } else { 19 };
    let first = format!("62{}", random.digits(length - 3));
    (0..10)
        .map(|last| format!("{first}{last}"))
        .find(|number| {
            let sum: u32 = number
                .bytes()
                .rev()
                .enumerate()
                .map(|(at, digit)| {
                    let digit = u32::from(digit - b'0') * (1 + at as u32 % 2);
                    digit / 10 + digit % 10
                })
                .sum();
            sum.is_multiple_of(10)
        })
        .expect("a check digit")
}

/// Parts of a number with a sign between them.
fn parted(number: &str, sizes: &[usize], sign: &str) -> String {
    let mut parts = Vec::new();
    let mut at = 0;
    for size in sizes {
        let end = (at + size).min(number.len());
        parts.push(&number[at..end]);
        at = end;
    }
    if at < number.len() {
        parts.push(&number[at..]);
    }
    parts.retain(|part| !part.is_empty());
    parts.join(sign)
}

fn usual(number: &str, sign: &str) -> String {
    match number.len() {
        11 => parted(number, &[3, 4, 4], sign),
        18 => parted(number, &[6, 8, 4], sign),
        _ => parted(number, &[4, 4, 4, 4], sign),
    }
}

fn wide(number: &str) -> String {
    number.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c)).collect()
}

fn mapped(number: &str, digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    number.chars().map(|c| c.to_digit(10).map_or(c, |value| digits[value as usize])).collect()
}

fn spread(number: &str, sign: &str) -> String {
    number.chars().map(String::from).collect::<Vec<_>>().join(sign)
}

fn called(kind: Kind) -> &'static str {
    match kind {
        Kind::IdNumber => "身份证号",
        Kind::BankCard => "银行卡号",
        _ => "联系电话",
    }
}

/// Each form with its name, the kind of text, and the text.
fn forms(kind: Kind, n: &str, random: &mut Random) -> Vec<(&'static str, Form, String)> {
    use Form::{Csv, Document, Laid, Markup, Path, Text, Value};
    let name = random.of(&["张样", "李例", "王样例", "赵某"]);
    let label = called(kind);
    let half = n.len() / 2;
    let (a, b) = n.split_at(half);
    let entities: String = n.bytes().map(|byte| format!("&#{byte};")).collect();
    let style =
        "mso-ascii-font-family:Calibri;mso-fareast-font-family:宋体;mso-hansi-font-family:Calibri";
    vec![
        ("bare", Text, n.to_string()),
        ("in prose", Text, format!("请与{name}联系，{n}，过期不候。")),
        ("between Han", Text, format!("{name}{n}于上午报到")),
        ("label colon", Text, format!("{label}：{n}")),
        ("label blank", Text, format!("{label} {n}")),
        ("brackets", Text, format!("{name}（{n}）")),
        ("ASCII brackets", Text, format!("{name}({n})")),
        ("corner brackets", Text, format!("【{n}】{name}")),
        ("quotes", Text, format!("“{n}”")),
        ("heading", Text, format!("## {name} {n}\n\n正文。")),
        ("list item", Text, format!("- {name} {n}\n- 其他")),
        ("numbered item", Text, format!("1. {name} {n}\n2. 其他")),
        ("Chinese item", Text, format!("（一）{name}，{n}；\n（二）其他。")),
        ("quote block", Text, format!("> {name} {n}")),
        ("pipe table", Text, format!("| 姓名 | {label} |\n|---|---|\n| {name} | {n} |")),
        ("pipe table, no head", Text, format!("| {name} | {n} |\n|---|---|\n| 甲 | 乙 |")),
        ("Tab", Text, format!("{name}\t{n}\t样例镇")),
        ("code", Text, format!("`{n}`")),
        ("fence", Text, format!("```\n{name} {n}\n```")),
        ("front matter", Text, format!("---\n{label}: {n}\n---\n\n正文。")),
        ("bold", Text, format!("**{n}**")),
        ("bold middle", Text, format!("{label}{}**{}**{}", &n[..3], &n[3..7], &n[7..])),
        ("strike", Text, format!("~~{n}~~")),
        ("usual blanks", Text, format!("{label}：{}", usual(n, " "))),
        ("usual blanks, no label", Text, format!("{name} {}", usual(n, " "))),
        ("usual hyphens", Text, format!("{name} {}", usual(n, "-"))),
        ("usual en dashes", Text, format!("{name}，{}", usual(n, "–"))),
        ("usual wide hyphens", Text, format!("{label}{}", usual(n, "－"))),
        ("usual ideographic blanks", Text, format!("{label}{}", usual(n, "　"))),
        ("usual no-break blanks", Text, format!("{label}{}", usual(n, "\u{A0}"))),
        ("usual zero width", Text, format!("{name}{}", usual(n, "\u{200B}"))),
        ("usual dots", Text, format!("{name} {}", usual(n, "."))),
        ("usual middle dots", Text, format!("{name} {}", usual(n, "·"))),
        ("usual underscores", Text, format!("{name} {}", usual(n, "_"))),
        ("spaced hyphens", Text, format!("{label}：{}", usual(n, " - "))),
        ("spread by blanks", Text, format!("{label}：{}", spread(n, " "))),
        ("spread by hyphens", Text, format!("{label}：{}", spread(n, "-"))),
        ("spread, zero width", Text, format!("{name}{}", spread(n, "\u{2060}"))),
        ("full width", Text, format!("{label}：{}", wide(n))),
        ("Han digits", Text, format!("{label}：{}", mapped(n, "〇一二三四五六七八九"))),
        ("bank digits", Text, format!("{label}：{}", mapped(n, "零壹贰叁肆伍陆柒捌玖"))),
        ("circled", Text, format!("{label}：{}", mapped(n, "⓪①②③④⑤⑥⑦⑧⑨"))),
        ("mathematical", Text, format!("{label}：{}", mapped(n, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"))),
        ("letters for nought", Text, format!("{label}：{}", n.replace('0', "O"))),
        ("wrapped line", Text, format!("{label}：{a}\n{b}，请核对。")),
        ("hard break", Text, format!("{label}：{a}<br>{b}")),
        ("two of them", Text, format!("{label}：{n}、{n}")),
        ("slash", Text, format!("{label}：{n}/{n}")),
        ("followed by a day", Text, format!("{n} 2026年10月9日")),
        ("after a day", Text, format!("2026年10月9日，{n}")),
        ("after a number of a document", Text, format!("样政发〔2026〕18号，{n}")),
        ("query value", Text, format!("https://example.invalid/q?k={n}&a=1")),
        ("HTML paragraph", Markup, format!("<p>{name} {n}</p>")),
        ("HTML span", Markup, format!("<p>{a}<span style='{style}'>{b}</span></p>")),
        ("HTML tags inside", Markup, format!("<p>{a}<b><i>{b}</i></b></p>")),
        ("HTML entities", Markup, format!("<p>{entities}</p>")),
        ("HTML no-break", Markup, format!("<p>{label}{}</p>", usual(n, "&nbsp;"))),
        ("HTML wbr", Markup, format!("<p>{a}<wbr>{b}</p>")),
        ("HTML br in a cell", Markup, format!("<table><tr><td>{a}<br>{b}</td></tr></table>")),
        ("HTML cell", Markup, format!("<table><tr><td>{name}</td><td>{n}</td></tr></table>")),
        (
            "HTML cell, Word",
            Markup,
            format!("<td><p class=MsoNormal><span lang=EN-US>{n}<o:p></o:p></span></p></td>"),
        ),
        ("HTML alt", Markup, format!("<img src=\"a.png\" alt=\"{name} {n}\">")),
        ("HTML comment", Markup, format!("<!-- {name} {n} -->")),
        (
            "SVG tspans",
            Markup,
            format!("<svg><text><tspan x=\"1\">{a}</tspan><tspan x=\"2\">{b}</tspan></text></svg>"),
        ),
        ("tel link", Markup, format!("<a href=\"tel:{n}\">{name}</a>")),
        ("CSV", Csv, format!("姓名,{label}\n{name},{n}\n")),
        ("CSV quoted", Csv, format!("\"{name}\",\"{n}\"\n")),
        ("CSV apostrophe", Csv, format!("{name},'{n}\n")),
        ("CSV quoted blanks", Csv, format!("姓名,{label}\n{name},\"{}\"\n", usual(n, " "))),
        ("CSV with a point", Csv, format!("姓名,{label}\n{name},{n}.0\n")),
        ("value", Value, n.to_string()),
        ("value with a key", Value, format!("{label}：{n}")),
        ("path", Path, format!("照片/{name}-{n}.jpg")),
        (
            "docx cell",
            Document,
            format!("\u{1F}姓名\n\u{1F}{label}\n\u{1E}\u{1F}{name}\n\u{1F}{n}\n\u{1E}"),
        ),
        ("docx paragraph", Document, format!("{name}：{n}\n")),
        ("docx break", Document, format!("{label}：{a}\u{B}{b}\n")),
        ("page line", Laid, format!("{name}\n{n}\n样例镇\n")),
        ("page wrapped", Laid, format!("{label}：{a}\n{b}\n")),
    ]
}

#[test]
#[ignore = "figures for BENCHMARKS.md"]
fn true_numbers_in_many_forms() {
    let mut random = Random(20_261_128);
    let mut texts: Vec<(Kind, &'static str, Form, String)> = Vec::new();
    let count = forms(Kind::Mobile, "19900001234", &mut Random(1)).len();
    for number in 0..500 * 4 {
        let (kind, n) = match number % 3 {
            0 => (Kind::Mobile, mobile(&mut random)),
            1 => (Kind::IdNumber, id_number(&mut random)),
            _ => (Kind::BankCard, card(&mut random)),
        };
        let (name, form, text) = forms(kind, &n, &mut random).swap_remove(number % count);
        texts.push((kind, name, form, text));
    }
    if let Ok(path) = std::env::var("YANXI_FORMS") {
        let mut out = String::new();
        for (kind, name, form, text) in &texts {
            let _ = writeln!(out, "{kind:?}\t{name}\t{form:?}\t{text:?}");
        }
        std::fs::write(path, out).expect("written");
    }
    let mut missed: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (kind, name, form, text) in &texts {
        if !scan(text, *form).iter().any(|finding| finding.kind == *kind) {
            missed.entry(format!("{name}, {kind:?}")).or_default().push(text);
        }
    }
    let all: usize = missed.values().map(Vec::len).sum();
    println!("{} numbers in {count} forms: {all} missed", texts.len());
    for (form, texts) in &missed {
        println!("{form}: {} such as {:?}", texts.len(), texts[0]);
    }
    assert!(all * 50 <= texts.len(), "more than 2 % missed");
}

/// Every ratio k/n with n up to 200, as a cell, in prose, per cent.
#[test]
fn no_ratio_is_a_number_of_a_person() {
    let mut found = Vec::new();
    for n in 1..=200_u32 {
        for k in 0..=n {
            let ratio = f64::from(k) / f64::from(n);
            let percent = ratio * 100.0;
            for (form, text) in [
                (Form::Value, ratio.to_string()),
                (Form::Value, percent.to_string()),
                (Form::Value, format!("{percent}%")),
                (Form::Value, format!("{ratio:.17}")),
                (Form::Text, format!("完成率 {ratio}，比上年高。")),
                (Form::Text, format!("完成{percent}％。")),
                (Form::Text, format!("{percent}%\n{ratio}\n")),
                (Form::Text, format!("| 甲 | {ratio} | {percent}% |")),
                (Form::Csv, format!("甲,{ratio},{percent}\n")),
                (Form::Csv, format!("完成率,手机\n{ratio},{percent}\n")),
                (Form::Markup, format!("<td>{ratio}</td><td>{percent}%</td>")),
                (Form::Laid, format!("甲\n{ratio}\n{percent}%\n")),
                (Form::Document, format!("\u{1F}{ratio}\n\u{1F}{percent}%\n\u{1E}{percent}\n")),
                (Form::Value, format!("{ratio:E}")),
                (Form::Value, format!("{percent:.11}")),
            ] {
                let findings = scan(&text, form);
                if !findings.is_empty() {
                    found.push(format!("{k}/{n} {text:?} {findings:?}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{} such as {}", found.len(), found[..found.len().min(5)].join("\n"));
}
