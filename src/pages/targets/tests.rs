//! What readers see of targets and topics.

use jiff::civil::date;
use yanxi_campaign::plan::{Dates, Duty, Role, Target, TargetPart, Topic};

use super::pages;
use crate::pages::record_samples::Sample;

fn sample() -> Sample {
    let mut sample = Sample::new();
    let part = |name: &str, value: &str, unit: &str| TargetPart {
        name: name.into(),
        value: value.into(),
        unit: unit.into(),
    };
    let target = |id: &str, name: &str, value: &str, parts: Vec<TargetPart>| Target {
        id: id.into(),
        name: name.into(),
        set: "甲组".into(),
        value: value.into(),
        unit: "项".into(),
        parts,
        duty: Duty { units: vec!["甲嘎查".into()], ..Duty::default() },
        ..Target::default()
    };
    let plan = &mut sample.campaign.plan;
    plan.targets = vec![
        target("t1", "便民工程", "20", vec![part("修路", "8", "条"), part("打井", "12", "眼")]),
        target("t2", "饲草计划", "3", vec![part("冬草", "1.25", "吨"), part("夏草", "1.5", "吨")]),
        target("t3", "风气更好", "", Vec::new()),
    ];
    plan.targets[0].duty.due = Dates { to: Some(date(2008, 12, 1)), ..Dates::default() };
    let topic = |id: &str, name: &str| Topic {
        id: id.into(),
        set: "乙组".into(),
        name: name.into(),
        per_unit: Some((1, 2)),
        ..Topic::default()
    };
    plan.topics = vec![
        topic("q1", "水从哪里来"),
        topic("q2", "路由谁来修"),
        topic("q3", "待补充"),
        topic("q4", "草怎样分"),
    ];
    sample.add_type("p", Role::TargetProgress);
    sample.add_type("c", Role::TopicClaim);
    sample.add_type("g", Role::General);
    let day = date(2008, 11, 20);
    let old = [("指标", "便民工程"), ("分项", "修路"), ("完成值", "2")];
    sample.add("p", "p1", "u1", day, &old);
    let new = [("指标", "t1"), ("分项", "修路"), ("完成值", "5")];
    sample.add("p", "p2", "u1", date(2008, 12, 3), &new);
    sample.add("c", "c1", "u2", day, &[]).answers = ["q1", "q2", "q4"].map(String::from).to_vec();
    sample.add("g", "g1", "u1", day, &[]).answers = vec!["t3".into(), "q2".into()];
    sample
}

#[test]
fn targets_show_what_was_reached_of_them_and_whether_the_parts_add_up() {
    let text = sample().text(pages);
    assert!(text.contains("# 甲组"), "{text}");
    assert!(
        text.contains(
            "便民工程|20项|至2008年12月1日|甲嘎查|5项（25.0%）|到期未达到|2008-12-03|2|题p2、题p1"
        ),
        "{text}"
    );
    assert!(text.contains("修路|8条|5条（62.5%）|推进中|2008-12-03"), "{text}");
    assert!(text.contains("分项合计20项，与目标一致。"), "{text}");
    assert!(text.contains("分项合计2.75项，与目标3项不一致。"), "{text}");
    let plain = text.lines().find(|line| line.starts_with("风气更好|"));
    assert!(plain.is_some_and(|line| line.ends_with("|1|题g1")), "{text}");
}

#[test]
fn topics_show_who_claimed_them_and_who_claimed_too_many() {
    let text = sample().text(pages);
    assert!(text.contains("共4题，其中1题待补充；每单位选1至2题；已有单位选的3题。"), "{text}");
    assert!(text.contains("路由谁来修|甲嘎查|1|1|题g1"), "{text}");
    assert!(text.contains("样例办公室|0|"), "{text}");
    assert!(text.contains("甲嘎查|3|水从哪里来、路由谁来修、草怎样分"), "{text}");
}

#[test]
fn an_unclaimed_topic_is_named_inside_and_a_missing_one_stays_pending() {
    let mut sample = sample();
    sample.campaign.records.clear();
    let text = sample.text(pages);
    assert!(text.contains("草怎样分|没有单位选|0"), "{text}");
    assert!(text.contains("\n待补充|||"), "{text}");
    sample.internal = false;
    let public = sample.text(pages);
    assert!(public.contains("草怎样分") && public.contains("待补充"), "{public}");
    for words in ["没有单位选", "不合要求", "到期未达到", "已有单位选"] {
        assert!(!public.contains(words), "{words}: {public}");
    }
}

#[test]
fn the_public_edition_tells_no_older_figure_than_there_is() {
    let mut sample = sample();
    let day = date(2008, 11, 10);
    sample.add("p", "p3", "u1", day, &[("指标", "饲草计划"), ("完成值", "1")]);
    sample.add("p", "p4", "u1", date(2008, 12, 4), &[("指标", "饲草计划"), ("完成值", "2")]);
    // The latest of the part 修路 and of the whole 饲草计划.
    for latest in ["p2", "p4"] {
        let record = sample.campaign.records.iter_mut().find(|record| record.id == latest);
        record.expect("a record").public = false;
    }
    sample.internal = false;
    let public = sample.text(pages);
    assert!(!public.contains("2条（") && !public.contains("1项（33.3%）"), "{public}");
    assert!(!public.contains("饲草计划|3项|甲嘎查|1"), "{public}");
}

#[test]
fn what_the_plan_leaves_open_is_late_for_nobody() {
    let mut sample = sample();
    let open = &mut sample.campaign.plan.targets[1];
    open.source = "待补充".into();
    open.duty.due = Dates { to: Some(date(2008, 11, 1)), ..Dates::default() };
    let row = |text: &str| {
        text.lines().find(|line| line.contains("饲草计划")).map(String::from).unwrap_or_default()
    };
    let text = sample.text(pages);
    assert!(row(&text).contains("待补充"), "{text}");
    assert!(!row(&text).contains("到期未达到"), "{text}");
    sample.campaign.plan.targets[1].source = "讲话".into();
    let text = sample.text(pages);
    assert!(row(&text).contains("到期未达到"), "{text}");
}
