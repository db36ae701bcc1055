//! The requirements of the shipped catalogue, judged on plans that break one rule each.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use std::collections::BTreeMap;

use jiff::civil::date;
use serde_json::{Value, json};
use shirube_domain::answers::Answers;
use shirube_domain::assess::{AssessContext, Fulfilment, SelectedDegrees, assess, inputs_hash};
use shirube_domain::catalogue::Catalogue;
use shirube_domain::plan::{
    Confirmation, FirmRole, Overrule, Period, Plan, PlanKind, SelectedFirm,
};
use uuid::Uuid;

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../assets/catalogue/2026-11/", $name)))
    };
}

fn catalogue() -> Catalogue {
    Catalogue::load(&[
        file!("a.toml"),
        file!("b.toml"),
        file!("c.toml"),
        file!("stages.toml"),
        file!("fields17.toml"),
        file!("measures.toml"),
        file!("amendments.toml"),
        file!("profiles.toml"),
        file!("blocks.toml"),
    ])
    .unwrap()
}

fn plan(kind: PlanKind, answers: &Value) -> Plan {
    Plan {
        id: Uuid::nil(),
        kind,
        title: "見本".to_owned(),
        prefectures: Vec::new(),
        municipalities: Vec::new(),
        period: Period::new(date(2027, 4, 1), date(2030, 3, 31)).unwrap(),
        catalogue: "2026-11".to_owned(),
        stage: String::new(),
        answers: Answers::check(kind, answers).unwrap(),
        confirmations: BTreeMap::new(),
        selected: Vec::new(),
        overlays: Vec::new(),
        schedule: BTreeMap::new(),
        receiver_checks: BTreeMap::new(),
        archived_at: None,
    }
}

fn context() -> AssessContext {
    AssessContext { today: date(2026, 11, 23), degrees: BTreeMap::new() }
}

/// The state of one requirement, the fields that are missing, and the codes of its warnings.
fn check(
    plan: &Plan,
    context: &AssessContext,
    id: &str,
) -> (Fulfilment, Vec<String>, Vec<&'static str>) {
    let catalogue = catalogue();
    let found =
        assess(plan, &catalogue, context).into_iter().find(|a| a.requirement.id == id).unwrap();
    (
        found.state,
        found.missing.into_iter().map(|m| m.field).collect(),
        found.warnings.into_iter().map(|w| w.code).collect(),
    )
}

#[track_caller]
fn expect(kind: PlanKind, answers: Value, id: &str, state: Fulfilment, missing: &[&str]) {
    let (got, fields, _) = check(&plan(kind, &answers), &context(), id);
    assert_eq!(
        (got, fields),
        (state, missing.iter().map(|m| (*m).to_owned()).collect()),
        "{answers}"
    );
}

use Fulfilment::{InProgress, Met, NeedsReview, NotApplicable, NotStarted, Unmet};
use PlanKind::{LocalGrowth as C, RegionalCluster as B, StrategicCluster as A};

#[test]
fn a_blank_plan_has_everything_not_started_and_says_what_to_write() {
    for kind in PlanKind::ALL {
        let plan = plan(kind, &json!({}));
        let catalogue = catalogue();
        for assessed in assess(&plan, &catalogue, &context()) {
            assert_eq!(assessed.state, NotStarted, "{}", assessed.requirement.id);
            assert!(!assessed.missing.is_empty(), "{}", assessed.requirement.id);
            assert!(assessed.warnings.is_empty());
        }
    }
}

#[test]
fn a_1_asks_a_roadmap_item_for_every_chosen_field() {
    let fit = |field: i64| json!({"field": field, "roadmap_item": "項目", "explanation": "理由"});
    expect(A, json!({"strategic_fields": [1], "roadmap_fits": [fit(1)]}), "A-1", NeedsReview, &[]);
    expect(
        A,
        json!({"strategic_fields": [1, 13], "roadmap_fits": [fit(1)]}),
        "A-1",
        Unmet,
        &["roadmap_fits"],
    );
    expect(
        A,
        json!({"strategic_fields": [1]}),
        "A-1",
        InProgress,
        &["roadmap_fits", "roadmap_fits"],
    );
    expect(
        A,
        json!({"strategic_fields": [1], "roadmap_fits": [{"field": 1, "roadmap_item": "項目", "explanation": " "}]}),
        "A-1",
        InProgress,
        &["roadmap_fits[0].explanation"],
    );
    let blank_reference = plan(A, &json!({"strategic_fields": [1], "roadmap_fits": [fit(1)]}));
    assert_eq!(check(&blank_reference, &context(), "A-1").2, ["cell_blank"]);
}

#[test]
fn a_2_wants_every_funded_consultation_started_and_none_in_the_future() {
    let row = |date: &str, status: &str| json!({"budget_consultations": [{"ministry": "経済産業省", "amount": 1000, "first_date": date, "status": status}]});
    expect(A, row("2026-11-23", "consulting"), "A-2", NeedsReview, &[]);
    expect(
        A,
        row("2026-11-24", "consulting"),
        "A-2",
        Unmet,
        &["budget_consultations[0].first_date"],
    );
    expect(A, row("2026-09-01", "not_started"), "A-2", Unmet, &["budget_consultations[0].status"]);
    expect(A, row("", "agreed"), "A-2", InProgress, &["budget_consultations[0].first_date"]);
    let unfunded =
        json!({"budget_consultations": [{"ministry": "国土交通省", "status": "not_started"}]});
    expect(A, unfunded, "A-2", NeedsReview, &[]);
}

#[test]
fn a_3_has_no_threshold_but_wants_an_amount() {
    expect(A, json!({"investments": [{"investor": "甲", "amount": 1}]}), "A-3", NeedsReview, &[]);
    expect(
        A,
        json!({"investments": [{"investor": "甲", "amount": 0}]}),
        "A-3",
        Unmet,
        &["investments[0].amount"],
    );
    expect(
        A,
        json!({"investments": [{"investor": "甲"}]}),
        "A-3",
        InProgress,
        &["investments[0].amount"],
    );
    let one_is_enough =
        json!({"investments": [{"investor": "甲", "amount": 5}, {"investor": "乙"}]});
    expect(A, one_is_enough, "A-3", NeedsReview, &[]);
}

#[test]
fn a_4_wants_a_wage_raise_and_another_measure() {
    let rows = |kinds: &[&str]| {
        let rows: Vec<_> = kinds.iter().map(|kind| json!({"kind": kind, "text": "内容"})).collect();
        json!({"labour_measures": rows})
    };
    expect(A, rows(&["wage", "training"]), "A-4", NeedsReview, &[]);
    expect(A, rows(&["wage"]), "A-4", Unmet, &["labour_measures"]);
    expect(A, rows(&["training", "employment"]), "A-4", Unmet, &["labour_measures"]);
}

#[test]
fn b_1_wants_a_figure_and_a_source_for_each_product() {
    let product = |more: Value| {
        let mut row = json!({"name": "枠", "source": "統計"});
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "products": [row] })
    };
    expect(B, product(json!({"route": "export", "export_amount": 5})), "B-1", NeedsReview, &[]);
    expect(B, product(json!({"route": "both", "rank_target": 1})), "B-1", NeedsReview, &[]);
    expect(
        B,
        product(json!({"route": "export"})),
        "B-1",
        InProgress,
        &["products[0].export_amount"],
    );
    expect(B, product(json!({"export_amount": 5})), "B-1", InProgress, &["products[0].route"]);
    let no_source = json!({"products": [{"name": "枠", "route": "export", "export_amount": 5}]});
    expect(B, no_source, "B-1", InProgress, &["products[0].source"]);
}

#[test]
fn b_2_applies_only_when_the_question_is_answered_with_yes() {
    let year = |y: i64| json!({"fiscal_year": y, "labour": "採用"});
    expect(B, json!({}), "B-2", NotStarted, &["includes_attraction"]);
    expect(B, json!({"includes_attraction": false}), "B-2", NotApplicable, &[]);
    expect(B, json!({"reinvestment_policy": "方針"}), "B-2", InProgress, &["includes_attraction"]);
    let full = json!({"includes_attraction": true, "reinvestment_policy": "方針",
        "localisation_roadmap": [year(2027), year(2028), year(2029)]});
    expect(B, full.clone(), "B-2", NeedsReview, &[]);
    assert_eq!(check(&plan(B, &full), &context(), "B-2").2, ["blank"]);
    let hole = json!({"includes_attraction": true, "reinvestment_policy": "方針",
        "localisation_roadmap": [year(2027), year(2029)]});
    expect(B, hole, "B-2", Unmet, &["localisation_roadmap"]);
}

fn kpi(head: &str, targets: Value) -> Value {
    json!({"head": head, "name": head, "unit": "million_yen", "direction": "up",
        "baseline_year": 2025, "baseline": 100, "targets": targets, "source": "調査"})
}

#[test]
fn b_3_and_c_2_want_three_heads_with_targets_for_every_year_of_the_plan() {
    let years = json!({"2027": 101, "2028": 102, "2029": 103});
    let heads = |labour: Value| json!({"kpi": [kpi("in_region_transactions", years.clone()), kpi("sales", years.clone()), labour]});
    for (kind, id) in [(B, "B-3"), (C, "C-2")] {
        expect(kind, heads(kpi("labour", years.clone())), id, NeedsReview, &[]);
        expect(kind, heads(kpi("custom", years.clone())), id, Unmet, &["kpi"]);
        let no_last = kpi("labour", json!({"2027": 1, "2028": 2}));
        expect(kind, heads(no_last), id, Unmet, &["kpi[2].targets.2029"]);
        let outside = kpi("labour", json!({"2027": 101, "2028": 102, "2029": 103, "2030": 104}));
        expect(kind, heads(outside), id, Unmet, &["kpi[2].targets.2030"]);
        let mut unsourced = kpi("labour", years.clone());
        unsourced["source"] = json!("");
        expect(kind, heads(unsourced), id, InProgress, &["kpi[2].source"]);
    }
}

#[test]
fn doubtful_targets_are_warnings() {
    for (targets, code) in [
        (json!({"2027": 101, "2028": 101, "2029": 100}), "kpi_target_equals_baseline"),
        (json!({"2027": 101, "2028": 101, "2029": 90}), "kpi_wrong_direction"),
        (json!({"2027": 101_000, "2028": 102_000, "2029": 103_000}), "kpi_thousandfold"),
    ] {
        let plan = plan(B, &json!({"kpi": [kpi("sales", targets)]}));
        assert_eq!(check(&plan, &context(), "B-3").2, [code]);
    }
}

#[test]
fn b_4_names_the_months_that_nobody_covers() {
    let rows = |spans: &[(&str, &str)]| {
        let rows: Vec<_> = spans
            .iter()
            .map(|(from, to)| json!({"organisation": "県", "from": from, "to": to}))
            .collect();
        json!({"support_system": rows})
    };
    expect(
        B,
        rows(&[("2027-04-01", "2028-12-31"), ("2028-06-01", "2030-03-31")]),
        "B-4",
        NeedsReview,
        &[],
    );
    expect(
        B,
        rows(&[("2027-04-01", "2028-09-30"), ("2028-12-01", "2030-03-31")]),
        "B-4",
        Unmet,
        &["support_system"],
    );
    expect(B, rows(&[("2027-04-01", "2030-03-30")]), "B-4", Unmet, &["support_system"]);
    expect(
        B,
        rows(&[("2027-04-01", "")]),
        "B-4",
        InProgress,
        &["support_system[0].to", "support_system"],
    );
}

#[test]
fn b_s_wants_degrees_or_a_written_reason() {
    let firm = Uuid::from_u128(1);
    let mut plan = plan(B, &json!({}));
    let mut context = context();
    let select = |role, reason: &str| vec![SelectedFirm { firm, role, reason: reason.to_owned() }];
    plan.selected = select(FirmRole::PrioritySupport, "理由");
    context.degrees.insert(firm, SelectedDegrees { name: "甲".to_owned(), ..Default::default() });
    assert_eq!(check(&plan, &context, "B-S"), (NeedsReview, vec![], vec![]));
    context.degrees.get_mut(&firm).unwrap().registered_sum = true;
    assert_eq!(
        check(&plan, &context, "B-S"),
        (NeedsReview, vec![], vec!["degrees_by_registered_sum"])
    );
    context.degrees.get_mut(&firm).unwrap().missing = vec!["hub_numerator_missing"];
    assert_eq!(
        check(&plan, &context, "B-S"),
        (NeedsReview, vec![], vec!["degrees_by_reason_only"])
    );
    plan.selected = select(FirmRole::PrioritySupport, " ");
    assert_eq!(check(&plan, &context, "B-S").0, InProgress);
    plan.selected = select(FirmRole::Participant, "理由");
    assert_eq!(check(&plan, &context, "B-S").1, ["selected_firms"]);
}

#[test]
fn c_1_wants_the_figures_or_the_channel_of_the_chosen_route() {
    let with = |route: &str, more: Value| {
        let mut row = json!({"existing": "今", "proposed": "次", "route": route});
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"resources": [{"category": "craft", "name": "漆器"}], "product_comparisons": [row]})
    };
    expect(C, with("value_added", json!({"before": 1, "after": 2})), "C-1", NeedsReview, &[]);
    expect(
        C,
        with("value_added", json!({"before": 1})),
        "C-1",
        InProgress,
        &["product_comparisons[0].after"],
    );
    expect(
        C,
        with("sales_channel", json!({})),
        "C-1",
        InProgress,
        &["product_comparisons[0].new_channel"],
    );
    expect(
        C,
        with("both", json!({"before": 1, "after": 2})),
        "C-1",
        InProgress,
        &["product_comparisons[0].new_channel"],
    );
    expect(
        C,
        json!({"resources": [{"category": "craft", "name": "漆器"}]}),
        "C-1",
        InProgress,
        &["product_comparisons"],
    );
}

#[test]
fn c_3_wants_a_reachable_desk_that_is_open_when_the_plan_starts() {
    let desk = |opens: &str, telephone: &str| json!({"consultation_desk": {"municipality": "182079", "department": "商工課", "telephone": telephone, "opens_on": opens}});
    expect(C, desk("2027-04-01", "0000"), "C-3", NeedsReview, &[]);
    expect(C, desk("2027-04-02", "0000"), "C-3", Unmet, &["consultation_desk.opens_on"]);
    expect(C, desk("2027-04-01", ""), "C-3", InProgress, &["consultation_desk.telephone"]);
}

#[test]
fn a_confirmation_is_the_last_word_until_the_answers_change() {
    let catalogue = catalogue();
    let requirement = catalogue.requirement(A, "A-3").unwrap();
    let mut plan = plan(A, &json!({"investments": [{"amount": 5}]}));
    let confirm = |plan: &mut Plan, overrule: Option<Overrule>| {
        let inputs = inputs_hash(plan, requirement);
        let at = "2026-11-23T00:00:00Z".parse().unwrap();
        let reason = if overrule.is_some() { "わけ".to_owned() } else { String::new() };
        let confirmation = Confirmation {
            by: "甲".to_owned(),
            at,
            inputs,
            overrule,
            reason,
            with: Vec::new(),
            note: String::new(),
        };
        plan.confirmations.insert("A-3".to_owned(), confirmation);
    };
    confirm(&mut plan, None);
    assert_eq!(check(&plan, &context(), "A-3").0, Met);
    plan.answers = Answers::check(A, &json!({"investments": [{"amount": 6}]})).unwrap();
    assert_eq!(check(&plan, &context(), "A-3"), (NeedsReview, vec![], vec!["confirmation_lapsed"]));
    for (overrule, state) in
        [(Overrule::Unmet, Unmet), (Overrule::Met, Met), (Overrule::NotApplicable, NotApplicable)]
    {
        confirm(&mut plan, Some(overrule));
        let (got, missing, _) = check(&plan, &context(), "A-3");
        assert_eq!(got, state);
        assert_eq!(missing.is_empty(), state != Unmet);
    }
}
