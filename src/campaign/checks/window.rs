//! Records dated before or after the days of their item.
//! In: a campaign and how it stands. Out: W01.

use yanxi_campaign::Campaign;
use yanxi_campaign::progress::Progress;

use crate::campaign::close;
use crate::campaign::problem;
use yanxi_problem::{Code, Diagnostic};

/// W01
pub(super) fn outside_window(
    campaign: &Campaign,
    progress: &Progress,
    problems: &mut Vec<Diagnostic>,
) {
    let sides = [
        (&progress.too_early, "早于", "before", "不算完成", "it does not count"),
        (&progress.too_late, "晚于", "after", "按迟交计", "it counts as late"),
    ];
    for (list, side, english_side, effect, english_effect) in sides {
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
            let shown = |date: Option<jiff::civil::Date>| {
                date.map_or_else(|| "……".to_string(), |date| date.to_string())
            };
            let day = shown(record.date);
            let (from, to) = (shown(window.from), shown(window.to));
            let name = &item.name;
            let problem = problem::warning(
                Code::W01,
                record.origin.clone(),
                (
                    format!("日期 {day} {side}“{name}”的时间（{from} 至 {to}），{effect}"),
                    format!(
                        "{day} lies {english_side} the days of “{name}” ({from} to {to}): {english_effect}"
                    ),
                ),
                ("日期写错的，改成实际日期".into(), "mend the date if it is wrong".into()),
            );
            problems.push(close(problem, record));
        }
    }
}
