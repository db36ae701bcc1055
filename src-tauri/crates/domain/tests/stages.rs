//! Where a plan stands, what going on and back does to its stages, and planning backward.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde::Deserialize;
use shirube_domain::answers::Answers;
use shirube_domain::catalogue::Stage;
use shirube_domain::holidays::closed;
use shirube_domain::plan::{Period, Plan, PlanKind};
use shirube_domain::stages::{StageState, Why, lacking, plan_backward, reach, standing};
use uuid::Uuid;

#[derive(Deserialize)]
struct File {
    stage: Vec<Stage>,
}

fn shipped(kind: PlanKind) -> Vec<Stage> {
    let text = include_str!("../../../../assets/catalogue/2026-11/stages.toml");
    let file: File = toml::from_str(text).unwrap();
    file.stage.into_iter().filter(|stage| stage.kind == kind).collect()
}

fn plan(kind: PlanKind, stage: &str) -> Plan {
    Plan {
        id: Uuid::nil(),
        kind,
        title: "見本".to_owned(),
        prefectures: Vec::new(),
        municipalities: Vec::new(),
        period: Period::new(date(2027, 4, 1), date(2030, 3, 31)).unwrap(),
        catalogue: "2026-11".to_owned(),
        stage: stage.to_owned(),
        answers: Answers::default(),
        confirmations: BTreeMap::new(),
        selected: Vec::new(),
        overlays: Vec::new(),
        schedule: BTreeMap::new(),
        receiver_checks: BTreeMap::new(),
        archived_at: None,
    }
}

const TODAY: Date = date(2026, 11, 25);

fn go(plan: &mut Plan, stages: &[&Stage], to: &str, on: Date) {
    let to = stages.iter().find(|stage| stage.id == to).unwrap();
    reach(plan, stages, to, (on, date(2026, 10, 1)), "");
}

fn states(plan: &Plan, stages: &[&Stage]) -> Vec<StageState> {
    standing(plan, stages, TODAY).iter().map(|one| one.state).collect()
}

#[test]
fn a_plan_goes_on_is_sent_back_and_goes_on_again() {
    use StageState::{Coming, Current, Done, Overdue, Skipped};
    let all = shipped(PlanKind::LocalGrowth);
    let stages: Vec<&Stage> = all.iter().collect();
    let mut plan = plan(PlanKind::LocalGrowth, "resource_choice");
    assert_eq!(states(&plan, &stages), [Current, Coming, Coming, Coming, Coming, Coming, Coming]);
    go(&mut plan, &stages, "draft", date(2026, 10, 20));
    assert_eq!(plan.schedule["resource_choice"].actual, Some(date(2026, 10, 1)));
    assert_eq!(states(&plan, &stages), [Done, Skipped, Current, Coming, Coming, Coming, Coming]);
    go(&mut plan, &stages, "submission", date(2026, 11, 2));
    go(&mut plan, &stages, "returned", date(2026, 11, 10));
    assert_eq!(states(&plan, &stages), [Done, Skipped, Done, Skipped, Done, Coming, Current]);
    // Back at the draft, what came after it is open again, and what it was is not forgotten.
    go(&mut plan, &stages, "draft", date(2026, 11, 12));
    plan.schedule.get_mut("submission").unwrap().planned = Some(date(2026, 11, 24));
    assert_eq!(states(&plan, &stages), [Done, Skipped, Current, Coming, Overdue, Coming, Done]);
    assert_eq!(plan.schedule["submission"].visits[0].on, date(2026, 11, 2));
    assert_eq!(plan.schedule["draft"].visits[0].on, date(2026, 10, 20));
    // 差戻し twice: both days stay.
    go(&mut plan, &stages, "returned", date(2026, 11, 20));
    let returned = &plan.schedule["returned"];
    assert_eq!(
        (returned.visits[0].on, returned.actual),
        (date(2026, 11, 10), Some(date(2026, 11, 20)))
    );
    // The same stage again only mends the day.
    go(&mut plan, &stages, "returned", date(2026, 11, 21));
    assert_eq!(plan.schedule["returned"].visits.len(), 1);
}

#[test]
fn days_are_planned_backward_over_holidays() {
    let all = shipped(PlanKind::LocalGrowth);
    let stages: Vec<&Stage> = all.iter().collect();
    // 2027-05-05 is a holiday, in a row of four.
    let planned = plan_backward(&stages, date(2027, 5, 5), &|_| None, &|stage| stage.office_days);
    let submission = planned.iter().find(|one| one.id == "submission").unwrap();
    assert_eq!((submission.day, submission.why), (Some(date(2027, 4, 30)), Some(Why::Submission)));
    assert_eq!(submission.moved.unwrap().0, date(2027, 5, 5));
    let approval = planned.iter().find(|one| one.id == "internal_approval").unwrap();
    // Five office days before, over 昭和の日 and a weekend.
    assert_eq!((approval.day, approval.why), (Some(date(2027, 4, 22)), Some(Why::Before(5))));
    let report = planned.iter().find(|one| one.id == "progress_report").unwrap();
    assert_eq!(report.day, None, "nobody says how long it takes");
    assert!(planned.iter().all(|one| one.id != "returned"));
    // A day that a person fixed stands, and what is before it counts from there.
    let fixed = |id: &str| (id == "internal_approval").then(|| date(2027, 4, 1));
    let again = plan_backward(&stages, date(2027, 5, 5), &fixed, &|stage| stage.office_days);
    assert_eq!(again[3].day, Some(date(2027, 4, 1)));
    assert!(again[2].day < planned[2].day);
    assert_eq!(lacking(&planned[0], date(2026, 11, 25)), 0);
    assert!(lacking(&planned[0], date(2027, 4, 1)) > 0);
}

proptest! {
    #[test]
    fn every_planned_day_is_an_office_day_in_order(
        (year, month, day) in (2026i16..2090, 1i8..=12, 1i8..=28),
        days in 0u16..60,
    ) {
        for kind in PlanKind::ALL {
            let all = shipped(kind);
            let stages: Vec<&Stage> = all.iter().collect();
            let submit = date(year, month, day);
            let planned = plan_backward(&stages, submit, &|_| None, &|_| Some(days));
            let planned: Vec<Date> = planned.iter().filter_map(|one| one.day).collect();
            prop_assert!(planned.is_sorted());
            prop_assert!(planned.iter().all(|day| closed(*day).is_none()));
        }
    }
}
