//! Properties: whatever stands around and inside a number, it is found; no mask leaves more than it may; nothing panics.

use proptest::collection::vec;
use proptest::prelude::*;

use super::check_digit::id_check_digit;
use super::{Form, Kind, Names, mask_for_report, masked, masked_places, scan};

const FORMS: [Form; 7] =
    [Form::Text, Form::Csv, Form::Value, Form::Path, Form::Markup, Form::Document, Form::Laid];

fn masked_markup(html: &str) -> Option<String> {
    masked_places(html, Form::Markup, Kind::is_personal).map(|(masked, _)| masked)
}

/// A valid ID number of a region that no place has.
fn id_number() -> impl Strategy<Value = String> {
    (1900_u32..2025, 1_u32..=12, 1_u32..=28, 0_u32..1000).prop_map(|(year, month, day, order)| {
        let first = format!("990101{year}{month:02}{day:02}{order:03}");
        let digits: Vec<u8> = first.bytes().map(|byte| byte - b'0').collect();
        match id_check_digit(&digits) {
            10 => first + "X",
            digit => format!("{first}{digit}"),
        }
    })
}

fn separators() -> impl Strategy<Value = Vec<&'static str>> {
    let separator = prop::sample::select(vec![
        "",
        "",
        "",
        " ",
        "-",
        "　",
        "\u{200B}",
        "\u{FEFF}",
        "–",
        "－",
        "·",
        "<br>",
        "\n",
        " - ",
        "&nbsp;",
        "**",
        "\u{2060}\u{200D}",
        "_",
    ]);
    vec(separator, 17)
}

fn han() -> impl Strategy<Value = String> {
    vec(0x4E00_u32..0x9FA5, 0..12).prop_map(|codes| {
        codes
            .into_iter()
            .filter_map(char::from_u32)
            // These count as digits themselves.
            .filter(|c| !"一二三四五六七八九零壹贰貳叁肆伍陆陸柒捌玖幺".contains(*c))
            .collect()
    })
}

fn spelled(number: &str, separators: &[&str], wide: bool) -> String {
    let mut out = String::new();
    for (place, c) in number.chars().enumerate() {
        let shown = match c {
            '0'..='9' if wide => char::from_u32(0xFF10 + u32::from(c) - 0x30).unwrap_or(c),
            'X' if wide => 'Ｘ',
            other => other,
        };
        out.push(shown);
        if place + 1 < number.len() {
            out.push_str(separators.get(place).copied().unwrap_or_default());
        }
    }
    out
}

fn digits(text: &str) -> usize {
    text.chars()
        .filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c) || matches!(c, 'X' | 'Ｘ'))
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_valid_id_number_is_found(
        number in id_number(),
        separators in separators(),
        wide in any::<bool>(),
        before in han(),
        after in han(),
    ) {
        let text = format!("{before}{}{after}", spelled(&number, &separators, wide));
        let found = scan(&text, Form::Text);
        let ids: Vec<_> = found.iter().filter(|finding| finding.kind == Kind::IdNumber).collect();
        prop_assert_eq!(ids.len(), 1, "{:?} {:?}", text, found);
        prop_assert!(digits(&ids[0].mask) <= 5, "{}", ids[0].mask);
        let report = mask_for_report(&text);
        prop_assert!(digits(&report) <= 5, "{}", report);
        let markup = masked_markup(&text);
        prop_assert!(markup.as_deref().is_some_and(|masked| digits(masked) <= 5), "{:?}", markup);
    }

    #[test]
    fn any_mobile_number_in_words_is_found(
        rest in "[0-9]{8}",
        second in 3_u8..=9,
        before in han(),
        after in han(),
        separator in prop::sample::select(vec!["", " ", "-", "\u{200B}", "　", "－", "<br>"]),
        wide in any::<bool>(),
    ) {
        let number = format!("1{second}9{rest}");
        let separators: Vec<&str> = (0..10).map(|at| if at == 2 || at == 6 { separator } else { "" }).collect();
        // What follows must not make an amount of it.
        let text = format!("{before}电话{}，{after}", spelled(&number, &separators, wide));
        let found = scan(&text, Form::Text);
        prop_assert!(found.iter().any(|finding| finding.kind == Kind::Mobile), "{:?} {:?}", text, found);
        let masked = masked(&text, Form::Text, Kind::is_personal);
        prop_assert!(digits(&masked) <= 7, "{}", masked);
    }

    #[test]
    fn a_number_cut_anywhere_is_masked(number in id_number(), cut in 5_usize..18, words in han()) {
        let head = format!("{words}{}…", &number[..cut]);
        let tail = format!("…{}{words}", &number[cut.min(13)..]);
        prop_assert!(digits(&mask_for_report(&head)) <= 2, "{}", mask_for_report(&head));
        prop_assert!(digits(&mask_for_report(&tail)) <= 4, "{}", mask_for_report(&tail));
    }

    #[test]
    fn nothing_panics_and_ranges_are_whole_characters(text in "\\PC{0,80}", form in 0..FORMS.len()) {
        let form = FORMS[form];
        for finding in scan(&text, form) {
            prop_assert!(text.get(finding.range.clone()).is_some());
        }
        let _ = mask_for_report(&text);
        let _ = masked_markup(&text);
    }

    #[test]
    fn nothing_panics_on_what_numbers_and_marks_are_made_of(
        text in "[0-9０-９xX〇一二三 \n*<>br/&;号组楼室户村秘机绝密★☆年月内部资料注意保存：:.,，…\\t|\u{B}\u{1E}\u{1F}=#E+-]{0,60}",
    ) {
        for form in FORMS {
            for finding in scan(&text, form) {
                prop_assert!(text.get(finding.range.clone()).is_some());
            }
        }
        let _ = mask_for_report(&text);
        let _ = masked_markup(&text);
    }
}

#[test]
fn masks_are_those_that_offices_ask_for() {
    for (text, masked_text) in [
        ("电话19900001234。", "电话199****1234。"),
        ("电话 199-0000-1234", "电话 199****1234"),
        ("+86 199 0000 1234", "+86 199****1234"),
        ("号码990101199003070015", "号码99*************015"),
        ("号码９９０１０１ １９９００３０７ ００１５", "号码９９*************０１５"),
        ("住样例旗样例镇甲嘎查3组12号。", "住样例旗样例镇***。"),
        ("家庭住址：样例苏木乙嘎查", "家庭住址：样例苏木***"),
        ("住址：甲嘎查3组12号", "住址：***"),
    ] {
        assert_eq!(masked(text, Form::Text, Kind::is_personal), masked_text);
    }
    let only_id = |kind| kind == Kind::IdNumber;
    assert_eq!(
        masked("号码990101199003070015 电话19900001234", Form::Text, only_id),
        "号码99*************015 电话19900001234"
    );
}

#[test]
fn masking_html_keeps_every_tag() {
    for (html, masked) in [
        ("<p>电话 199<strong>0000</strong>1234</p>", "<p>电话 199<strong>****</strong>1234</p>"),
        ("<td>990101<br>19900307<br>0015</td>", "<td>99****<br>********<br>*015</td>"),
        ("<p>甲嘎查3组<br>12号</p>", "<p>***<br></p>"),
        ("<img alt=\"19900001234\">", "<img alt=\"199****1234\">"),
    ] {
        assert_eq!(masked_markup(html).as_deref(), Some(masked));
    }
    assert_eq!(masked_markup("<p>2008年10月28日</p>"), None);
}

#[test]
fn names_are_found_where_they_stand_as_names() {
    let names = Names::new(["张样", "高兴", "巴特尔", "王样例", "李例"], ["李例", "张样本"]);
    let found = |text: &str| -> Vec<String> {
        names.find(text).iter().map(|finding| finding.name.to_string()).collect()
    };
    assert_eq!(found("张样同志发言"), ["张样"]);
    assert_eq!(found("参加人：张样、王样例"), ["张样", "王样例"]);
    assert_eq!(found("由张样主持"), ["张样"]);
    for silent in
        ["大家都很高兴", "一张样表", "张样本来了", "李例同志", "阿拉坦巴特尔说", "开张样式新"]
    {
        assert_eq!(found(silent), Vec::<String>::new(), "{silent}");
    }
    assert_eq!(found("高兴同志介绍"), ["高兴"]);
    assert_eq!(found("巴特尔说"), ["巴特尔"]);
}

#[test]
fn blanks_part_no_names() {
    let names = Names::new(["张样", "张\u{3000}样泉", "王样例", "李例"], []);
    let found = |text: &str| -> Vec<(String, String)> {
        let place = |finding: &crate::NameFinding<'_>| text[finding.range.clone()].to_string();
        names.find(text).iter().map(|finding| (finding.name.to_string(), place(finding))).collect()
    };
    let pair = |name: &str, written: &str| (name.to_string(), written.to_string());
    assert_eq!(found("主持：张\u{3000}样。"), [pair("张样", "张\u{3000}样")]);
    assert_eq!(found("张 样 泉 同志"), [pair("张样泉", "张 样 泉")]);
    let list = "张\u{A0}样\u{3000}李例\u{3000}王样例 a b";
    let expected = [pair("张样", "张\u{A0}样"), pair("李例", "李例"), pair("王样例", "王样例")];
    assert_eq!(found(list), expected);
    for silent in ["扩张 样本", "一张 样表", "张\n样", "张\u{2028}样", "张。样"] {
        assert!(found(silent).is_empty(), "{silent}");
    }
}

#[test]
fn a_mark_that_asks_for_burning_stands_alone_too() {
    for text in ["阅后即焚", "# 阅 后 即 焚\n"] {
        let kinds: Vec<Kind> =
            scan(text, Form::Text).into_iter().map(|finding| finding.kind).collect();
        assert_eq!(kinds, [Kind::InternalMark], "{text}");
    }
    assert_eq!(scan("心急如焚", Form::Text), []);
}

#[test]
fn numbers_of_a_long_row_are_found_to_the_last() {
    for one in ["19900001234", "1 9 9 0 0 0 0 1 2 3 4"] {
        let text = vec![one; 6_000].join(" ");
        let found = scan(&text, Form::Text);
        assert_eq!(found.len(), 6_000, "{one}");
        assert!(found.iter().all(|finding| finding.kind == Kind::Mobile), "{one}");
    }
    // One that a word names, behind and before a hundred thousand figures.
    let figures = "1 2 3 ".repeat(40_000);
    let found = scan(&format!("{figures}电话 19900001234 {figures}"), Form::Text);
    assert_eq!(found.len(), 1);
}
