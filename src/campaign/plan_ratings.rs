//! Reads the plan's rules of ratings and of the share of representatives.
//! In: entities of the plan. Out: what they say, added to the [`PlanReader`], with every problem.

use yanxi_campaign::Fraction;
use yanxi_campaign::plan::{Denominator, Grade, RatingRule, ShareRule};
use yanxi_campaign::quoted::Entry;
use yanxi_problem::Diagnostic;

use super::entity::Entity;
use super::names::Kind;
use super::plan::{DESCRIPTION, PlanReader, SOURCE, Table};
use super::plan_entities::thing;
use super::plan_problem::PlanProblem;
use super::problem;
use super::reader::Reader;
use super::remedy::Label;

const GRADES: &[&str] = &["grades", "等次"];
const RATING: &[&str] = &["rating", "测评规则"];
const DENOMINATORS: [(Denominator, &[&str]); 4] = [
    (Denominator::Valid, &["valid", "有效票", "有效"]),
    (Denominator::Returned, &["returned", "收回", "收回票"]),
    (Denominator::Issued, &["issued", "发出", "发出票"]),
    (Denominator::Present, &["present", "实到"]),
];

impl PlanReader {
    pub(super) fn rating(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let identity = self.identity(&mut reader, Table::Rating);
        let names = reader.texts(GRADES);
        let weights = reader.words(&["weights", "权重"]);
        if names.is_empty() {
            reader.problems.push(problem::missing(entity, Label::of(GRADES)));
        } else if names.len() != weights.len() {
            let (grades, weights) = (names.len(), weights.len());
            let problem = PlanProblem::WeightsDiffer { grades, weights };
            reader.problems.push(Diagnostic::of(entity.place.clone(), &problem));
        }
        let mut grades = Vec::new();
        for (number, name) in names.into_iter().enumerate() {
            let word = weights.get(number);
            let left_out = word.is_some_and(|word| word.text == "不计" || word.text == "left_out");
            let weight = word.filter(|_| !left_out).and_then(|word| Fraction::parse(&word.text));
            if let (Some(word), None, false) = (word, weight, left_out) {
                reader.problems.push(problem::no_number(word));
            }
            grades.push(Grade { name, weight: weight.unwrap_or_default(), left_out });
        }
        let rule = RatingRule {
            id: identity.id,
            name: identity.name,
            grades,
            denominator: reader.choice(&["denominator", "分母"], &DENOMINATORS).unwrap_or_default(),
            pass: percent(&mut reader, &["pass", "合格线"]),
            make_up_type: reader.reference(
                &["makeup_type", "make_up_type", "补课类型"],
                &self.record_types,
                Kind::RecordType,
            ),
            approved_scope: reader.yes_or_no(&["approved_scope", "范围批准"]).unwrap_or(false),
            source: reader.text(SOURCE),
            origin: entity.place.clone(),
        };
        reader.text(DESCRIPTION);
        self.quotations(&mut reader, Entry::Rating(rule.id.clone()));
        self.ratings.add(thing(&rule.id, &rule.name, &[]));
        self.plan.ratings.push(rule);
        self.problems.extend(reader.finish());
    }

    pub(super) fn share(&mut self, entity: &Entity) {
        let mut reader = Reader::new(entity);
        let rating = match self.plan.ratings.as_slice() {
            [only] => {
                reader.reference(RATING, &self.ratings, Kind::Rating).or(Some(only.id.clone()))
            }
            _ => {
                let named = reader.reference(RATING, &self.ratings, Kind::Rating);
                if named.is_none() && reader.problems.is_empty() {
                    reader.problems.push(problem::missing(entity, Label::of(RATING)));
                }
                named
            }
        };
        let rule = ShareRule {
            rating: rating.unwrap_or_default(),
            groups: reader.texts(&["groups", "群体"]),
            of_present: reader
                .choice(
                    &["of", "基数"],
                    &[(true, &["present", "实到"]), (false, &["expected", "应到"])],
                )
                .unwrap_or(true),
            min: percent(&mut reader, &["min", "最低"]).unwrap_or_default(),
            origin: entity.place.clone(),
        };
        reader.text(SOURCE);
        reader.text(DESCRIPTION);
        self.plan.shares.push(rule);
        self.problems.extend(reader.finish());
    }
}

fn percent(reader: &mut Reader<'_>, names: &'static [&'static str]) -> Option<Fraction> {
    let word = reader.word(names)?;
    let percent = Fraction::parse(&word.text);
    if percent.is_none() {
        reader.problems.push(problem::no_number(&word));
    }
    percent
}
