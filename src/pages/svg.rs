//! Charts as static drawings inside a page: bars, and spans of days on a line of time.
//! In: numbers and days with their labels. Out: SVG whose every text is escaped; colours are left to the theme, and
//! what a colour says is said by words too.

use std::fmt::Write as _;

use jiff::civil::Date;

use crate::html_text::escape;

/// Width of every drawing in its own units: narrow, so that words stay readable on a phone.
const WIDTH: i64 = 480;
/// Longest label in characters; the whole one stands in the drawing's title for the row.
const LONGEST_LABEL: usize = 24;
/// Room that a letter takes at most, in units: the theme writes larger on a phone. Letters of ASCII are narrower.
const WIDE_LETTER: i64 = 16;
const NARROW_LETTER: i64 = 10;

/// One bar: parts from the left, each with its class.
#[derive(Debug, Clone, Default)]
pub(super) struct Bar {
    pub(super) label: String,
    /// Said behind the bar, such as 75% or 3/4.
    pub(super) text: String,
    pub(super) parts: Vec<(&'static str, u32)>,
    /// What the whole width stands for.
    pub(super) of: u32,
}

/// A row of a timeline.
#[derive(Debug, Clone)]
pub(super) struct Span {
    pub(super) label: String,
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) class: &'static str,
    pub(super) marks: Vec<Mark>,
}

/// Something that happened on a day, such as a gate's verdict.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) day: Date,
    pub(super) label: String,
}

/// Bars below each other, each with its label above and its figure behind.
pub(super) fn bars(title: &str, bars: &[Bar]) -> String {
    const ROW: i64 = 42;
    // As wide as the longest figure leaves, so that no bar runs under its own.
    let said = bars.iter().map(|bar| width(&bar.text)).max().unwrap_or_default();
    let room = (WIDTH - said - 8).clamp(WIDTH / 4, 380);
    let height = ROW * length(bars.len()) + 6;
    let mut out = open("chart-bars", title, height);
    for (number, bar) in bars.iter().enumerate() {
        let top = ROW * length(number);
        let _ = write!(
            out,
            "<g><title>{}</title><text x=\"0\" y=\"{}\" class=\"label\">{}</text>\
             <rect class=\"track\" x=\"0\" y=\"{}\" width=\"{room}\" height=\"14\"/>",
            escape(&format!("{} {}", bar.label, bar.text)),
            top + 16,
            escape(&shortened(&bar.label)),
            top + 22,
        );
        let mut left = 0;
        for (class, count) in &bar.parts {
            let wide = room * i64::from(*count) / i64::from(bar.of.max(1));
            let wide = wide.min(room - left);
            if wide > 0 {
                let _ = write!(
                    out,
                    "<rect class=\"bar {}\" x=\"{left}\" y=\"{}\" width=\"{wide}\" height=\"14\"/>",
                    escape(class),
                    top + 22,
                );
            }
            left += wide;
        }
        let _ = write!(
            out,
            "<text x=\"{WIDTH}\" y=\"{}\" class=\"figure\" text-anchor=\"end\">{}</text></g>",
            top + 34,
            escape(&bar.text),
        );
    }
    out.push_str("</svg>");
    out
}

/// Spans below each other over one line of time, with its months, the marks of each row each on a line of its own,
/// and today where it lies within.
pub(super) fn timeline(title: &str, spans: &[Span], today: Option<Date>) -> String {
    const ROW: i64 = 40;
    const MARK: i64 = 20;
    const HEAD: i64 = 44;
    let (Some(from), Some(to)) =
        (spans.iter().map(|span| span.from).min(), spans.iter().map(|span| span.to).max())
    else {
        return String::new();
    };
    let marks = spans.iter().map(|span| span.marks.len()).sum();
    let height = HEAD + ROW * length(spans.len()) + MARK * length(marks) + 4;
    let whole = days(from, to) + 1;
    let place = |day: Date| WIDTH * days(from, day.clamp(from, to)) / whole;
    let mut out = open("chart-timeline", title, height);
    for (month, label) in months(from, to) {
        let x = place(month);
        let _ = write!(
            out,
            "<line class=\"month\" x1=\"{x}\" y1=\"24\" x2=\"{x}\" y2=\"{height}\"/>\
             <text class=\"month-name\" x=\"{}\" y=\"38\">{label}</text>",
            x + 3
        );
    }
    let mut top = HEAD;
    for span in spans {
        let left = place(span.from);
        let end = WIDTH * (days(from, span.to.clamp(from, to)) + 1) / whole;
        let name = format!("{} {} 至 {}", span.label, span.from, span.to);
        let label = shortened(&span.label);
        let (x, anchor) = if left > WIDTH / 2 || width(&label) > WIDTH - left {
            (end.max(width(&label)).min(WIDTH), "end")
        } else {
            (left, "start")
        };
        let _ = write!(
            out,
            "<g><title>{}</title><text class=\"label\" x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>\
             <rect class=\"span {}\" x=\"{left}\" y=\"{}\" width=\"{}\" height=\"14\" rx=\"2\"/></g>",
            escape(&name),
            top + 15,
            escape(&label),
            escape(span.class),
            top + 20,
            (end - left).max(2),
        );
        top += ROW;
        for mark in &span.marks {
            let x = place(mark.day);
            let said =
                format!("{}月{}日 {}", mark.day.month(), mark.day.day(), shortened(&mark.label));
            // On the side with more room, and no longer than it.
            let sign = width("◆ ");
            let (anchor, text) = if x > WIDTH / 2 {
                ("end", format!("{} ◆", cut(&said, x - sign)))
            } else {
                ("start", format!("◆ {}", cut(&said, WIDTH - x - sign)))
            };
            let _ = write!(
                out,
                "<g class=\"mark\"><title>{}</title><text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text></g>",
                escape(&format!("{} {}", mark.label, mark.day)),
                top + 12,
                escape(&text),
            );
            top += MARK;
        }
    }
    if let Some(today) = today.filter(|today| (from..=to).contains(today)) {
        let x = place(today);
        let anchor = if x > WIDTH / 2 { "end" } else { "start" };
        let _ = write!(
            out,
            "<g class=\"today\"><line x1=\"{x}\" y1=\"18\" x2=\"{x}\" y2=\"{height}\"/>\
             <text x=\"{x}\" y=\"14\" text-anchor=\"{anchor}\">今天 {}月{}日</text></g>",
            today.month(),
            today.day(),
        );
    }
    out.push_str("</svg>");
    out
}

fn open(class: &str, title: &str, height: i64) -> String {
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" role=\"img\"><title>{}</title>",
        escape(title)
    )
}

fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX / 100)
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_string();
    }
    let mut short: String = label.chars().take(LONGEST_LABEL - 1).collect();
    short.push('…');
    short
}

/// Room that words take at most.
fn width(words: &str) -> i64 {
    words.chars().map(|letter| if letter.is_ascii() { NARROW_LETTER } else { WIDE_LETTER }).sum()
}

/// As much of the words as has room.
fn cut(words: &str, room: i64) -> String {
    if width(words) <= room {
        return words.to_string();
    }
    let mut left = room - WIDE_LETTER;
    let mut short: String = words
        .chars()
        .take_while(|letter| {
            left -= width(letter.encode_utf8(&mut [0; 4]));
            left >= 0
        })
        .collect();
    short.push('…');
    short
}

/// The first days of months with their names, thinned out over long times; January says the year.
fn months(from: Date, to: Date) -> Vec<(Date, String)> {
    let mut all = Vec::new();
    let mut month = from.first_of_month();
    while month <= to {
        if month >= from {
            all.push(month);
        }
        match month.checked_add(jiff::Span::new().months(1)) {
            Ok(next) => month = next,
            Err(_) => break,
        }
    }
    let step = all.len().div_ceil(8).max(1);
    all.into_iter()
        .step_by(step)
        .map(|month| {
            let name = if month.month() == 1 || step > 1 {
                format!("{}年{}月", month.year(), month.month())
            } else {
                format!("{}月", month.month())
            };
            (month, name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn span(label: &str, marks: Vec<Mark>) -> Span {
        Span {
            label: label.into(),
            from: date(2008, 11, 10),
            to: date(2009, 2, 10),
            class: "stage",
            marks,
        }
    }

    #[test]
    fn hostile_labels_stay_words() {
        let hostile = "</svg><script>x</script>\"";
        let mark = Mark { day: date(2008, 12, 1), label: hostile.into() };
        let drawn = timeline(hostile, &[span(hostile, vec![mark])], None)
            + &bars(
                hostile,
                &[Bar {
                    label: hostile.into(),
                    text: hostile.into(),
                    parts: vec![("done", 1)],
                    of: 2,
                }],
            );
        assert!(!drawn.contains("<script"), "{drawn}");
        assert_eq!(drawn.matches("</svg>").count(), 2, "{drawn}");
    }

    #[test]
    fn today_is_drawn_only_within_the_time() {
        let drawn = |day| timeline("时间", &[span("甲", Vec::new())], Some(day));
        assert!(drawn(date(2008, 12, 31)).contains("今天 12月31日"));
        assert!(!drawn(date(2009, 3, 1)).contains("今天"));
        assert!(drawn(date(2009, 3, 1)).contains("2009年1月"));
    }

    #[test]
    fn words_stay_within_the_drawing() {
        let long = "第二关：十一个单位暂缓，十一个单位通过，一个没有结论";
        for day in [date(2008, 11, 12), date(2008, 12, 26), date(2009, 2, 8)] {
            let mark = Mark { day, label: long.into() };
            let drawn = timeline("时间", &[span(long, vec![mark])], None);
            let texts: Vec<&str> = drawn.split("<text ").skip(1).collect();
            let placed = texts.iter().filter_map(|text| {
                let (_, rest) = text.split_once("x=\"")?;
                let (x, rest) = rest.split_once('"')?;
                let (_, rest) = rest.split_once("text-anchor=\"")?;
                let (anchor, rest) = rest.split_once('"')?;
                let (_, words) = rest.split_once('>')?;
                let x: i64 = x.parse().ok()?;
                Some((x, anchor, width(words.split('<').next()?)))
            });
            let mut seen = 0;
            for (x, anchor, wide) in placed {
                let (left, right) = match anchor {
                    "end" => (x - wide, x),
                    _ => (x, x + wide),
                };
                assert!(left >= 0 && right <= WIDTH, "{day}: {left} to {right} of {drawn}");
                seen += 1;
            }
            assert_eq!(seen, 2, "label and mark: {drawn}");
        }
    }

    #[test]
    fn no_bar_runs_under_its_figure() {
        let text = "90.0%（36/40） 代表比例不够，不算达标";
        let full = Bar { label: "甲".into(), text: text.into(), parts: vec![("done", 1)], of: 1 };
        let drawing = bars("测评", &[full]);
        let room = WIDTH - width(text) - 8;
        assert!(drawing.contains(&format!("width=\"{room}\" height=\"14\"")), "{drawing}");
        assert!(room >= WIDTH / 4);
    }

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        let drawn = bars(
            "完成率",
            &[Bar {
                label: "甲".into(),
                text: "1/4".into(),
                parts: vec![("done", 1), ("late", 9)],
                of: 4,
            }],
        );
        assert!(drawn.contains("width=\"95\""), "{drawn}");
        assert!(drawn.contains("width=\"285\""), "never beyond: {drawn}");
    }
}
