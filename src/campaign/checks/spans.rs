//! Days of the plan that lie outside those of what they belong to: a stage that ends after its campaign, a step outside
//! its stage.
//! In: a plan. Out: E04 as a warning at what lies outside; an item may well take longer than its stage.

use jiff::civil::Date;
use yanxi_campaign::plan::{Dates, Plan};

use yanxi_problem::{Diagnostic, Figure, Name, Place, Problem, Say};

#[derive(Debug, Clone, PartialEq, Eq, Problem)]
pub(super) enum SpanProblem {
    #[code(E04, Warning)]
    #[zh("“{name}”{day} 开始，{whole}{start} 才开始", "核对这两个日期，改正写错的一个")]
    #[en(
        "“{name}” begins on {day}, before {whole} on {start}",
        "look both days up and correct the wrong one"
    )]
    BeginsBefore { name: Name, day: Figure, whole: Whole, start: Figure },
    #[code(E04, Warning)]
    #[zh("“{name}”{day} 结束，{whole}{end} 就结束了", "核对这两个日期，改正写错的一个")]
    #[en(
        "“{name}” ends on {day}, after {whole} on {end}",
        "look both days up and correct the wrong one"
    )]
    EndsAfter { name: Name, day: Figure, whole: Whole, end: Figure },
}

/// What something of the plan belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Say)]
pub(super) enum Whole {
    #[zh("整个活动")]
    #[en("the campaign")]
    Campaign,
    #[zh("阶段“{name}”")]
    #[en("stage “{name}”")]
    Stage { name: Name },
}

/// E04
pub(super) fn outside(plan: &Plan, problems: &mut Vec<Diagnostic>) {
    for stage in &plan.stages {
        let own = Span { name: &stage.name, dates: &stage.dates, origin: &stage.origin };
        own.compare(&plan.dates, &Whole::Campaign, problems);
    }
    for step in &plan.steps {
        let own = Span { name: &step.name, dates: &step.dates, origin: &step.origin };
        match plan.stage(&step.stage).filter(|stage| stage.dates.has_days()) {
            Some(stage) => {
                let whole = Whole::Stage { name: Name::from(&stage.name) };
                own.compare(&stage.dates, &whole, problems);
            }
            None => own.compare(&plan.dates, &Whole::Campaign, problems),
        }
    }
    for activity in &plan.activities {
        let own = Span { name: &activity.name, dates: &activity.dates, origin: &activity.origin };
        own.compare(&plan.dates, &Whole::Campaign, problems);
    }
    for item in plan.items.iter().filter(|item| item.chosen_by.is_none()) {
        let own = Span { name: &item.name, dates: &item.dates, origin: &item.origin };
        own.compare(&plan.dates, &Whole::Campaign, problems);
    }
}

struct Span<'a> {
    name: &'a str,
    dates: &'a Dates,
    origin: &'a Place,
}

impl Span<'_> {
    fn compare(&self, whole: &Dates, what: &Whole, problems: &mut Vec<Diagnostic>) {
        let early = |(own, other): &(Date, Date)| own < other;
        let late = |(own, other): &(Date, Date)| own > other;
        let name = || Name::from(self.name);
        if let Some((day, start)) = self.dates.from.zip(whole.from).filter(early) {
            let (day, start, whole) = (Figure::of(day), Figure::of(start), what.clone());
            let problem = SpanProblem::BeginsBefore { name: name(), day, whole, start };
            problems.push(Diagnostic::of(self.origin.clone(), &problem));
        }
        if let Some((day, end)) = self.dates.to.zip(whole.to).filter(late) {
            let (day, end, whole) = (Figure::of(day), Figure::of(end), what.clone());
            let problem = SpanProblem::EndsAfter { name: name(), day, whole, end };
            problems.push(Diagnostic::of(self.origin.clone(), &problem));
        }
    }
}
