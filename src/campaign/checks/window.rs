//! Records dated before or after the days of their item.
//! In: a campaign and how it stands. Out: W01.

use jiff::civil::Date;
use yanxi_campaign::Campaign;
use yanxi_campaign::progress::Progress;

use crate::campaign::close;
use yanxi_problem::{Diagnostic, Figure, Name, Problem, Say};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum WindowProblem {
    #[code(W01)]
    #[zh("日期 {day} 早于“{item}”的时间（{from} 至 {to}），不算完成", "日期写错的，改成实际日期")]
    #[en(
        "{day} lies before the days of “{item}” ({from} to {to}): it does not count",
        "correct the date if it is wrong"
    )]
    TooEarly { day: Day, item: Name, from: Day, to: Day },
    #[code(W01)]
    #[group(State)]
    #[zh("日期 {day} 晚于“{item}”的时间（{from} 至 {to}），按迟交计", "日期写错的，改成实际日期")]
    #[en(
        "{day} lies after the days of “{item}” ({from} to {to}): it counts as late",
        "correct the date if it is wrong"
    )]
    TooLate { day: Day, item: Name, from: Day, to: Day },
    #[code(W01)]
    #[zh(
        "“{title}”已经办结，没有写哪天办结；登记日期 {day} 早于“{item}”的时间（{from} 至 {to}），没有算完成",
        "写上“{key}”"
    )]
    #[en(
        "“{title}” is closed without a day; it was entered on {day}, before the days of “{item}” ({from} to {to}): it does not count",
        "give it the day on which it was closed as “{key}”"
    )]
    ClosedUndated { title: Name, day: Day, item: Name, from: Day, to: Day, key: Name },
}

#[derive(Clone, Copy)]
enum When {
    Early,
    Undated,
    Late,
}

/// A day, or the open end of a span.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Day {
    #[zh("{day}")]
    #[en("{day}")]
    Given { day: Figure },
    #[zh("……")]
    #[en("…")]
    Open,
}

impl From<Option<Date>> for Day {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Day::Open, |day| Day::Given { day: Figure::of(day) })
    }
}

/// W01
pub(super) fn outside_window(
    campaign: &Campaign,
    progress: &Progress,
    problems: &mut Vec<Diagnostic>,
) {
    let closed = campaign.closed();
    let lists = [
        (&progress.too_early, When::Early),
        (&progress.closed_undated, When::Undated),
        (&progress.too_late, When::Late),
    ];
    for (list, when) in lists {
        for (number, item) in list {
            let (Some(record), Some(item)) =
                (campaign.records.get(*number), campaign.plan.item(item))
            else {
                continue;
            };
            if record.is_faulty() {
                continue;
            }
            let window = campaign.plan.window_of_item(item);
            let day = campaign.counting_day(&closed, item, record).date().into();
            let item = Name::from(&item.name);
            let (from, to) = (window.from.into(), window.to.into());
            let problem = match when {
                When::Late => WindowProblem::TooLate { day, item, from, to },
                When::Early => WindowProblem::TooEarly { day, item, from, to },
                When::Undated => WindowProblem::ClosedUndated {
                    title: Name::from(&record.title),
                    day,
                    item,
                    from,
                    to,
                    key: Name::from(campaign.closing_day_of(&record.kind)),
                },
            };
            problems.push(close(Diagnostic::of(record.origin.clone(), &problem), record));
        }
    }
}
