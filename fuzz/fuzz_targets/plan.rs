//! Any bytes as a plan: decoded as a file is, read, printed, and counted over an empty roster.

#![no_main]

use jiff::civil::date;
use libfuzzer_sys::fuzz_target;
use yanxi::campaign::read_plan_text;
use yanxi_campaign::Campaign;
use yanxi_problem::Language;
use yanxi_problem::print::line;
use yanxi_reading::encoding;

const FILE: &str = "计划.toml";

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = encoding::decode(FILE, bytes) else {
        return;
    };
    let (plan, problems) = read_plan_text(FILE, &decoded.text);
    let lines = decoded.text.split('\n').count();
    for problem in &problems {
        assert!(problem.place.line.is_none_or(|line| (1..=lines).contains(&line)));
        assert!(!line(problem, Language::Chinese).contains('\n'));
    }
    let campaign = Campaign { plan, ..Campaign::default() };
    let progress = campaign.progress(date(2008, 12, 31));
    assert!(progress.obligations.len() <= campaign.plan.items.len());
});
