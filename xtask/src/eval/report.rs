//! The figures of a run as tables to read and as JSON.
//! In: outcomes and costs of every question. Out: lines on standard output; a file if wanted.

use serde::Serialize;

use super::classes::{Class, Question};
use super::ideal::Expected;
use super::outcome::{Cost, Outcome, mean, quantile, standard_error};

/// Everything one engine did in one place.
pub(crate) struct Run {
    pub(crate) name: String,
    /// What the costs are of.
    pub(crate) costs_are: &'static str,
    /// In the order of the questions.
    pub(crate) outcomes: Vec<Outcome>,
    /// By number of the question: those with which a visit began, and those that came later.
    pub(crate) cold: Vec<(usize, Cost)>,
    pub(crate) later: Vec<(usize, Cost)>,
}

impl Run {
    pub(crate) fn new(name: &str, costs_are: &'static str) -> Run {
        Run {
            name: name.to_string(),
            costs_are,
            outcomes: Vec::new(),
            cold: Vec::new(),
            later: Vec::new(),
        }
    }

    /// Reciprocal places of a class.
    fn reciprocals(&self, class: Class, questions: &[Question]) -> Vec<f64> {
        let of_class = |(question, _): &(&Question, &Outcome)| question.class == class;
        let judged = questions.iter().zip(&self.outcomes).filter(of_class);
        judged.map(|(_, outcome)| outcome.reciprocal).collect()
    }
}

#[derive(Serialize)]
pub(crate) struct Table {
    pub(crate) engine: String,
    costs_are: &'static str,
    classes: Vec<ClassFigures>,
}

#[derive(Serialize)]
struct ClassFigures {
    class: &'static str,
    questions: usize,
    /// Literal classes have a truth that is all or nothing; for the others only the place counts.
    recall: Option<f64>,
    precision: Option<f64>,
    mrr: f64,
    /// Standard error of it.
    mrr_error: f64,
    /// Over all pages that the questions may have been drawn from, as a share of what the best ranking would reach.
    of_ideal: Option<f64>,
    /// What that would be.
    ideal: Option<f64>,
    /// The share that a ranking by nothing but the share of the text would reach.
    by_share_of_ideal: Option<f64>,
    first: f64,
    in_five: f64,
    in_ten: f64,
    later: Option<CostFigures>,
    cold: Option<CostFigures>,
}

/// Medians, but for what is called otherwise.
#[derive(Serialize)]
struct CostFigures {
    questions: usize,
    milliseconds: f64,
    milliseconds_p95: f64,
    bytes: f64,
    requests: f64,
    most_waves: f64,
}

impl CostFigures {
    fn of(costs: &[(usize, Cost)], class: Class, questions: &[Question]) -> Option<CostFigures> {
        let costs: Vec<Cost> = costs
            .iter()
            .filter(|(number, _)| questions[*number].class == class)
            .map(|(_, cost)| *cost)
            .collect();
        let all = |value: fn(&Cost) -> f64| costs.iter().map(value).collect::<Vec<f64>>();
        let milliseconds = all(|cost| cost.milliseconds);
        (!costs.is_empty()).then(|| CostFigures {
            questions: costs.len(),
            milliseconds: quantile(&milliseconds, 0.5),
            milliseconds_p95: quantile(&milliseconds, 0.95),
            bytes: quantile(&all(|cost| cost.bytes), 0.5),
            requests: quantile(&all(|cost| cost.requests), 0.5),
            most_waves: quantile(&all(|cost| cost.waves), 1.0),
        })
    }
}

/// Of the questions whose drawing can be followed.
fn mean_expected(outcomes: &[&Outcome]) -> Option<Expected> {
    let known: Vec<Expected> = outcomes.iter().filter_map(|one| one.expected).collect();
    let all = |value: fn(&Expected) -> f64| mean(&known.iter().map(value).collect::<Vec<f64>>());
    let mean = Expected {
        answer: all(|one| one.answer),
        ideal: all(|one| one.ideal),
        by_share: all(|one| one.by_share),
    };
    (!known.is_empty()).then_some(mean)
}

impl Table {
    pub(crate) fn of(run: &Run, questions: &[Question]) -> Table {
        let classes = Class::ALL.into_iter().map(|class| {
            let outcomes: Vec<&Outcome> = questions
                .iter()
                .zip(&run.outcomes)
                .filter(|(question, _)| question.class == class)
                .map(|(_, outcome)| outcome)
                .collect();
            let all = |value: fn(&Outcome) -> f64| {
                outcomes.iter().map(|one| value(one)).collect::<Vec<f64>>()
            };
            let reciprocals = run.reciprocals(class, questions);
            let within = |least: f64| {
                let shown = |value: &f64| f64::from(*value >= least);
                mean(&reciprocals.iter().map(shown).collect::<Vec<f64>>())
            };
            let literal =
                |value: fn(&Outcome) -> f64| class.is_literal().then(|| mean(&all(value)));
            let expected = mean_expected(&outcomes);
            ClassFigures {
                class: class.name(),
                questions: outcomes.len(),
                recall: literal(|one| one.recall),
                precision: literal(|one| one.precision),
                mrr: mean(&reciprocals),
                mrr_error: standard_error(&reciprocals),
                of_ideal: expected.as_ref().map(|expected| expected.answer / expected.ideal),
                by_share_of_ideal: expected
                    .as_ref()
                    .map(|expected| expected.by_share / expected.ideal),
                ideal: expected.map(|expected| expected.ideal),
                first: within(1.0),
                in_five: within(0.2),
                in_ten: within(0.1),
                later: CostFigures::of(&run.later, class, questions),
                cold: CostFigures::of(&run.cold, class, questions),
            }
        });
        Table {
            engine: run.name.clone(),
            costs_are: run.costs_are,
            classes: classes.filter(|one| one.questions > 0).collect(),
        }
    }

    pub(crate) fn print(&self) {
        let waves = self.most_waves() > 0.0;
        println!("\n{} ({})\n", self.engine, self.costs_are);
        let mut head = "| class | n | recall | precision | MRR ± s.e. | ideal MRR | share of it | by share of text | first | in 5 | in 10 | ms, p95 | KB | requests |".to_string();
        let cold = self.classes.iter().any(|one| one.cold.is_some());
        if cold {
            head += " first of a visit: ms, p95 | KB | requests |";
        }
        if waves {
            head += " waves, most |";
        }
        println!("{head}\n|{}", "---|".repeat(head.matches('|').count() - 1));
        for one in &self.classes {
            let share =
                |value: Option<f64>| value.map_or("–".to_string(), |value| format!("{value:.3}"));
            let mut line = format!(
                "| {} | {} | {} | {} | {:.3} ± {:.3} | {} | {} | {} | {:.2} | {:.2} | {:.2} |",
                one.class,
                one.questions,
                share(one.recall),
                share(one.precision),
                one.mrr,
                one.mrr_error,
                share(one.ideal),
                share(one.of_ideal),
                share(one.by_share_of_ideal),
                one.first,
                one.in_five,
                one.in_ten,
            );
            line += &one.later.as_ref().map_or(" – | – | – |".to_string(), cells);
            if cold {
                line += &one.cold.as_ref().map_or(" – | – | – |".to_string(), cells);
            }
            if let (true, Some(later)) = (waves, &one.later) {
                line += &format!(" {:.0} |", later.most_waves);
            }
            println!("{line}");
        }
    }

    fn most_waves(&self) -> f64 {
        let later = self.classes.iter().filter_map(|one| one.later.as_ref());
        later.fold(0.0, |most, costs| most.max(costs.most_waves))
    }
}

fn cells(costs: &CostFigures) -> String {
    format!(
        " {:.1}, {:.1} | {:.0} | {:.0} |",
        costs.milliseconds,
        costs.milliseconds_p95,
        costs.bytes / 1000.0,
        costs.requests
    )
}

/// Two engines over the same questions, class by class.
#[derive(Serialize)]
pub(crate) struct Comparison {
    class: &'static str,
    ours: f64,
    theirs: f64,
    /// Mean over the questions, and its standard error: they are the same questions, so this is smaller than either's own.
    difference: f64,
    error: f64,
}

impl Comparison {
    pub(crate) fn of(ours: &Run, theirs: &Run, questions: &[Question]) -> Vec<Comparison> {
        let classes = Class::ALL.into_iter().map(|class| {
            let ours = ours.reciprocals(class, questions);
            let theirs = theirs.reciprocals(class, questions);
            let differences: Vec<f64> =
                ours.iter().zip(&theirs).map(|(one, other)| one - other).collect();
            Comparison {
                class: class.name(),
                ours: mean(&ours),
                theirs: mean(&theirs),
                difference: mean(&differences),
                error: standard_error(&differences),
            }
        });
        classes.collect()
    }

    /// Twice the error is what chance alone seldom brings.
    fn verdict(&self) -> &'static str {
        match self.difference {
            difference if difference.abs() <= 2.0 * self.error => "within noise",
            difference if difference > 0.0 => "ahead",
            _ => "behind",
        }
    }

    pub(crate) fn print(all: &[Comparison], ours: &str, theirs: &str) {
        println!("\nMRR on the same questions\n");
        println!("| class | {ours} | {theirs} | difference ± s.e. | |\n|---|---|---|---|---|");
        for one in all {
            println!(
                "| {} | {:.3} | {:.3} | {:+.3} ± {:.3} | {} |",
                one.class,
                one.ours,
                one.theirs,
                one.difference,
                one.error,
                one.verdict()
            );
        }
    }
}
