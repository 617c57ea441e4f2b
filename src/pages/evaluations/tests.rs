//! What readers see of ratings.

use jiff::civil::{Date, date};
use yanxi_campaign::Fraction;
use yanxi_campaign::plan::{Grade, RatingRule, Role, ShareRule};
use yanxi_campaign::rating::{Ballot, Group};

use super::pages;
use crate::pages::record_samples::Sample;
use crate::pages::testing::fault;

fn sample() -> Sample {
    let mut sample = Sample::new();
    sample.add_type("t", Role::Rating);
    sample.add_type("b", Role::MakeUp);
    let plan = &mut sample.campaign.plan;
    plan.ratings = vec![RatingRule {
        id: "r".into(),
        name: "满意度".into(),
        grades: [("满意", 1), ("不满意", 0)]
            .map(|(name, weight)| Grade {
                name: name.into(),
                weight: Fraction::whole(weight),
                left_out: false,
            })
            .to_vec(),
        pass: Some(Fraction::whole(70)),
        make_up_type: Some("b".into()),
        ..RatingRule::default()
    }];
    plan.ratings[0].approved_scope = true;
    plan.shares = vec![ShareRule {
        rating: "r".into(),
        groups: vec!["群众代表".into()],
        of_present: true,
        min: Fraction::whole(30),
        ..ShareRule::default()
    }];
    sample
}

fn rate(sample: &mut Sample, id: &str, day: Date, votes: [u32; 2], fields: &[(&str, &str)]) {
    let group = |name: &str, expected, present| Group {
        name: name.into(),
        expected: Some(expected),
        present: Some(present),
    };
    sample.add("t", id, "u1", day, fields).ballot = Some(Ballot {
        rule: "r".into(),
        groups: vec![group("群众代表", 4, 3), group("干部", 8, 7)],
        issued: Some(300),
        returned: Some(290),
        valid: Some(votes.iter().sum()),
        votes: votes.to_vec(),
    });
}

const FIRST: Date = date(2008, 11, 20);

#[test]
fn a_failed_rating_shows_its_exact_figure_and_stays_on_the_list() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [163, 70], &[]);
    let text = sample.text(pages);
    assert!(text.contains("满意度|69.96%（163/233） 未达标"), "{text}");
    assert!(!text.contains("70.0%"), "nothing contradicts the verdict: {text}");
    assert!(text.contains("满意|163|1"), "{text}");
    assert!(text.contains("# 补课清单"), "{text}");
    assert!(text.contains("题t1|样例办公室|69.96%（163/233）|未安排|未定|还没有重测"), "{text}");
    assert!(text.contains("待补课、待重测=1个"), "{text}");
    assert!(text.contains("范围批准|未见事先批准"), "{text}");
    assert!(text.contains("群众代表占30.0%（3/10） 够"), "{text}");
    assert!(
        text.contains("达到70%（含70%）为达标") && text.contains("不低于30%（含30%）"),
        "{text}"
    );
}

#[test]
fn a_passed_re_test_clears_the_list_and_both_results_stand() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [163, 70], &[]);
    let make_up = [("对应测评", "t1"), ("时限", "2008-12-01"), ("措施", "跟班")];
    sample.add("b", "b1", "u1", date(2008, 11, 25), &make_up);
    let late = sample.text(pages);
    assert!(late.contains("题b1|2008-12-01 逾期|还没有重测"), "{late}");

    rate(&mut sample, "t2", date(2008, 12, 10), [7, 3], &[("重测", "t1")]);
    let text = sample.text(pages);
    assert!(!text.contains("# 补课清单"), "{text}");
    assert!(text.contains("补课|题b1：跟班"), "{text}");
    assert!(text.contains("重测|题t2（2008-12-10）70.0%（7/10） 达标"), "{text}");
    assert!(text.contains("首次测评|题t1（2008-11-20）69.96%（163/233） 未达标"), "{text}");
    sample.internal = false;
    let public = sample.text(pages);
    assert!(public.contains("70.0%（7/10） 达标") && public.contains("未达标"), "{public}");
    assert!(!public.contains("逾期"), "{public}");
}

#[test]
fn a_re_test_that_fails_again_keeps_the_first_on_the_list_once() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [1, 9], &[]);
    rate(&mut sample, "t2", date(2008, 12, 1), [2, 8], &[("重测", "t1")]);
    let text = sample.text(pages);
    assert!(text.contains("待补课、待重测=1个"), "{text}");
    assert!(text.contains("|题t2（2008-12-01）20.0%（2/10） 未达标"), "{text}");
}

#[test]
fn the_scope_is_approved_before_the_session_or_marked() {
    let mut sample = sample();
    let approved = |day| [("范围批准人", "样例组"), ("范围批准日期", day)];
    rate(&mut sample, "t1", FIRST, [8, 2], &approved("2008-11-10"));
    rate(&mut sample, "t2", FIRST, [8, 2], &approved("2008-11-21"));
    let text = sample.text(pages);
    assert!(text.contains("样例组，2008年11月10日（测评之前）"), "{text}");
    assert!(text.contains("样例组，2008年11月21日 批准晚于测评"), "{text}");
}

#[test]
fn a_ballot_with_a_fault_is_never_computed() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [8, 2], &[]);
    if let Some(ballot) = &mut sample.campaign.records[0].ballot {
        ballot.valid = Some(11);
    }
    sample.campaign.records[0].faults = vec![fault("票数不符")];
    let text = sample.text(pages);
    assert!(text.contains("不计算结果。票数不符"), "{text}");
    assert!(!text.contains("80.0%（"), "{text}");
    assert!(text.contains("测评=0次"), "{text}");
}

#[test]
fn small_groups_and_small_ballots_are_not_told_apart_in_public() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [3, 1], &[]);
    assert!(sample.text(pages).contains("群众代表|4|3"));
    assert!(sample.text(pages).contains("满意|3|"));
    sample.internal = false;
    let public = sample.text(pages);
    assert!(public.contains("群众代表|不足5人|不足5人"), "{public}");
    assert!(public.contains("占30.0% 够"), "{public}");
    assert!(!public.contains("合计|12|10"), "a sum would tell: {public}");
    assert!(public.contains("只公布结论") && !public.contains("满意|3|"), "{public}");
}

#[test]
fn too_few_representatives_keep_a_rating_from_passing() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [9, 1], &[]);
    sample.campaign.plan.shares[0].min = Fraction::whole(31);
    let text = sample.text(pages);
    assert!(text.contains("达标=0个单位") && text.contains("未达标=1个单位"), "{text}");
    assert!(text.contains("90.0%（9/10）|代表比例不够，不算达标|"), "{text}");
    assert!(text.contains("题t1|样例办公室|90.0%（9/10）|代表比例不够，要重测"), "{text}");
    assert!(!text.contains("未测评=0") && text.contains("还没有测评的单位1个：甲嘎查"), "{text}");
}

#[test]
fn a_unit_rated_three_times_is_one_unit() {
    let mut sample = sample();
    rate(&mut sample, "t1", FIRST, [1, 9], &[]);
    rate(&mut sample, "t2", date(2008, 12, 1), [2, 8], &[("重测", "t1")]);
    rate(&mut sample, "t3", date(2008, 12, 8), [8, 2], &[("重测", "t2")]);
    let text = sample.text(pages);
    assert!(text.contains("测评=3次") && text.contains("达标=1个单位"), "{text}");
    assert!(text.contains("未达标=0个单位") && text.contains("待补课、待重测=0个"), "{text}");
}

#[test]
fn approval_is_asked_for_only_where_the_plan_asks_for_it() {
    let mut sample = sample();
    sample.campaign.plan.ratings[0].approved_scope = false;
    rate(&mut sample, "t1", FIRST, [9, 1], &[("范围批准日期", "2008-11-21")]);
    rate(&mut sample, "t2", FIRST, [9, 1], &[]);
    let text = sample.text(pages);
    assert!(text.contains("范围批准|2008年11月21日（测评之后）"), "{text}");
    assert!(!text.contains("未见事先批准") && !text.contains("批准晚于测评"), "{text}");
}

#[test]
fn votes_that_the_plan_keeps_internal_leave_the_public_verdict_true() {
    let mut sample = sample();
    sample.campaign.plan.record_types[0].fields = vec![yanxi_campaign::plan::FieldRule {
        key: "满意".into(),
        internal: true,
        ..Default::default()
    }];
    rate(&mut sample, "t1", FIRST, [9, 1], &[]);
    sample.internal = false;
    let public = sample.text(pages);
    assert!(public.contains("样例办公室|达标") && !public.contains("0.0%（0"), "{public}");
}
