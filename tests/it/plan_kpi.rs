//! Indicators, timelines and totals of a plan, through the command line.

use serde_json::{Value, json};
use shirube_tests::Desk;

/// The sample ledger, and the id of its plan of that kind.
fn demo(kind: &str) -> (Desk, String) {
    let desk = Desk::bare();
    let folder = desk.path("");
    desk.run_bare(&["--json", "demo", "--to", &folder]).ok();
    std::fs::rename(desk.path("sample.shirube"), desk.ledger()).unwrap();
    let plans = desk.run(&["plans", "list"]).ok();
    let found = plans["plans"].as_array().unwrap().iter().find(|p| p["kind"] == kind).unwrap();
    let id = found["id"].as_str().unwrap().to_owned();
    (desk, id)
}

fn kpi(desk: &Desk, id: &str) -> Value {
    desk.run(&["plans", "kpi", id]).ok()
}

#[test]
fn growth_is_worked_out_exactly_and_never_stored() {
    let (desk, id) = demo("b");
    let before = desk.run(&["plans", "show", &id]).ok();
    let found = kpi(&desk, &id);
    let sales = &found["indicators"][1];
    assert_eq!(sales["head"], "sales");
    assert_eq!(
        (&sales["baseline"], &sales["baseline_in_base"], &sales["base_unit"]),
        (&json!(48200), &json!(48_200_000_000_i64), &json!("yen"))
    );
    assert_eq!((&sales["last_year"], &sales["last_target"]), (&json!(2031), &json!(58000)));
    assert_eq!((&sales["increase"], &sales["growth_percent"]), (&json!(9800), &json!(20.33)));
    assert_eq!(sales["cagr_percent"], json!(3.13));
    assert_eq!(sales["reasons"], json!([]));
    let years: Vec<_> =
        sales["years"].as_array().unwrap().iter().map(|y| y["year"].clone()).collect();
    assert_eq!(years, [2027, 2028, 2029, 2030, 2031]);
    assert_eq!(desk.run(&["plans", "show", &id]).ok(), before);
}

#[test]
fn an_actual_value_has_its_achievement_and_a_missing_number_its_reason() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let rows = json!([
        { "head": "sales", "name": "売上", "unit": "million_yen", "baseline_year": 2025,
          "baseline": 100, "targets": { "2027": 110, "2031": 150 },
          "actuals": { "2027": 99, "2028": 120 } },
        { "head": "labour", "name": "離職者", "unit": "persons", "direction": "down",
          "baseline_year": 2025, "baseline": 0, "targets": { "2027": 8 }, "actuals": { "2027": 10 } }
    ]);
    desk.fill(&id, &json!({ "kpi": rows })).ok();
    let found = kpi(&desk, &id);
    let first = &found["indicators"][0];
    let year = &first["years"][0];
    assert_eq!(
        (&year["achievement_percent"], &year["change_percent"], &year["reached"]),
        (&json!(90), &json!(-10), &json!(false))
    );
    assert_eq!(first["years"][1]["reason"], "target_missing");
    assert_eq!(first["on_track"], false);
    // 100 → 150 over six years, the years of the plan only.
    let evenly: Vec<_> =
        first["evenly"].as_array().unwrap().iter().map(|y| y["value"].clone()).collect();
    assert_eq!(evenly, [117, 125, 133, 142, 150]);
    let second = &found["indicators"][1];
    assert_eq!(second["reasons"], json!(["baseline_not_positive"]));
    assert_eq!((&second["growth_percent"], &second["cagr_percent"]), (&Value::Null, &Value::Null));
    assert_eq!(second["years"][0]["achievement_percent"], json!(80));
    let printed = desk.run_bare(&["--ledger", &desk.path("ledger.shirube"), "plans", "kpi", &id]);
    assert_eq!(printed.status, 0);
    assert!(printed.stdout.contains("基準値が0以下のため"), "{}", printed.stdout);
}

#[test]
fn the_firms_figures_suggest_baselines_with_their_cells() {
    let (desk, id) = demo("b");
    desk.fill(
        &id,
        &json!({ "kpi": [
        { "head": "sales", "name": "売上", "unit": "thousand_yen", "baseline_year": 2024 },
        { "head": "custom", "name": "独自" },
        { "head": "sales", "name": "割合", "unit": "percent" }
    ] }),
    )
    .ok();
    let found = kpi(&desk, &id);
    let suggestion = &found["indicators"][0]["suggestions"][0];
    assert_eq!(
        (&suggestion["measure"], &suggestion["year"], &suggestion["unit"], &suggestion["origin"]),
        (&json!("sales"), &json!(2024), &json!("thousand_yen"), &json!("app"))
    );
    let provenance = suggestion["provenance"].as_array().unwrap();
    let sum: i64 = provenance.iter().map(|p| p["value"].as_i64().unwrap()).sum();
    assert_eq!(suggestion["value_in_base"], sum);
    assert_eq!(suggestion["value"].as_f64().unwrap() * 1000.0, sum as f64);
    let (firms, missing) = (provenance.len(), suggestion["missing"].as_array().unwrap().len());
    assert_eq!(suggestion["firms"], firms);
    assert_eq!(suggestion["participants"], firms + missing);
    for source in provenance {
        assert!(["file", "sheet", "cell"].iter().all(|key| source[*key].as_str() != Some("")));
        let firm = desk.run(&["firms", "show", source["id"].as_str().unwrap()]).ok();
        let stated = firm["figures"].as_array().unwrap().iter().any(|figure| {
            figure["field"] == "sales"
                && figure["year"] == 2024
                && figure["provenance"]["cell"] == source["cell"]
                && figure["value"] == source["value"]
        });
        assert!(stated, "{source}");
    }
    let text = suggestion["text"].as_str().unwrap();
    assert!(text.contains("2024年度") && text.contains(".xlsx"), "{text}");
    assert_eq!(found["indicators"][1]["suggestions"], json!([]), "a custom head");
    assert_eq!(found["indicators"][2]["suggestions"], json!([]), "no money in percent");
    // Heads without an indicator get theirs as well, with what they really are in the label.
    let by_head = &found["suggestions_by_head"];
    assert!(by_head.get("sales").is_none());
    let transactions = &by_head["in_region_transactions"][0];
    assert!(transactions["label"].as_str().unwrap().contains("域内取引額の目安"));
    let labour: Vec<_> = by_head["labour"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["measure"].as_str().unwrap(), s["unit"].as_str().unwrap()))
        .collect();
    let expected = [
        ("employees", "persons"),
        ("total_payroll", "million_yen"),
        ("average_pay", "thousand_yen"),
    ];
    assert_eq!(labour, expected);
    // A plan of kind A has no indicators.
    let plans = desk.run(&["plans", "list"]).ok();
    let a = plans["plans"].as_array().unwrap().iter().find(|p| p["kind"] == "a").unwrap();
    let found = kpi(&desk, a["id"].as_str().unwrap());
    assert_eq!((&found["indicators"], &found["suggestions_by_head"]), (&json!([]), &json!({})));
}

#[test]
fn a_hole_in_the_support_system_has_days_months_and_words() {
    let (desk, id) = demo("b");
    let found = desk.run(&["plans", "timeline", &id]).ok();
    assert_eq!(
        found["holes"],
        json!([{ "table": "support_system", "from": "2028-10-01", "to": "2028-11-30",
                 "months": ["2028-10", "2028-11"], "label": "2028年10月〜11月" }])
    );
    let check = desk.run(&["plans", "check", &id]).json();
    let b4 = check["requirements"].as_array().unwrap().iter().find(|r| r["id"] == "B-4").unwrap();
    assert!(b4["missing"].to_string().contains("2028年10月"), "the rule says the same");
    let bars = found["bars"].as_array().unwrap();
    assert_eq!(bars.len(), 6);
    assert_eq!(
        (&bars[3]["table"], &bars[3]["index"], &bars[3]["label"], &bars[3]["lie"]),
        (&json!("actions"), &json!(0), &json!("医療機器への参入支援"), &json!("inside"))
    );
    // A row that fills exactly the hole closes it.
    let mut rows = desk.run(&["plans", "show", &id]).ok()["answers"]["support_system"].clone();
    let filling = json!({ "organisation": "福井県", "from": "2028-10-01", "to": "2028-11-30" });
    rows.as_array_mut().unwrap().push(filling);
    desk.fill(&id, &json!({ "support_system": rows })).ok();
    assert_eq!(desk.run(&["plans", "timeline", &id]).ok()["holes"], json!([]));
}

#[test]
fn funding_adds_up_and_investments_are_summed() {
    let (desk, id) = demo("a");
    let found = desk.run(&["plans", "timeline", &id]).ok();
    let funding = &found["funding"];
    let sum =
        |value: &Value| -> i64 { value.as_array().unwrap().iter().filter_map(Value::as_i64).sum() };
    assert_eq!(funding["total"], 10_860_000_000_i64);
    assert_eq!(sum(&funding["by_year"]), 10_860_000_000);
    assert_eq!(sum(&funding["by_source"]), 10_860_000_000);
    assert_eq!(funding["missing_years"], json!([2030, 2031]));
    assert_eq!(funding["unfunded_action_years"], json!([2030]));
    assert_eq!(found["investments"]["total"], 9_300_000_000_i64);
    assert_eq!(found["investments"]["by_municipality"][0]["label"], "福井市");
    let budgets: i64 = found["budget"]["by_ministry"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| share["amount"].as_i64().unwrap())
        .sum();
    assert_eq!(found["budget"]["total"], budgets);
    assert_eq!(found["roadmap"], json!([]), "a roadmap is asked of B only");
}

#[test]
fn a_total_that_can_not_be_is_refused_in_words() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let row =
        json!({ "fiscal_year": 2027, "source": "state", "amount": 1_000_000_000_000_000_i64 });
    desk.fill(&id, &json!({ "funding": vec![row; 10_000] })).ok();
    let failed = desk.run(&["plans", "timeline", &id]).failure();
    assert_eq!(failed, ("total_too_large".to_owned(), 1));
}

#[test]
fn a_blank_plan_has_an_axis_and_every_year_of_the_roadmap() {
    let desk = Desk::new();
    for (kind, years) in [("a", 0), ("b", 5), ("c", 0)] {
        let id = desk.plan(kind);
        let found = desk.run(&["plans", "timeline", &id]).ok();
        assert_eq!(found["bars"], json!([]));
        let roadmap = found["roadmap"].as_array().unwrap();
        assert_eq!(roadmap.len(), years);
        assert!(roadmap.iter().all(|year| year["missing"] == true));
        assert_eq!(found["funding"]["missing_years"], json!([2027, 2028, 2029, 2030, 2031]));
        for words in [["plans", "timeline", &id], ["plans", "kpi", &id]] {
            let ledger = desk.path("ledger.shirube");
            for language in ["ja", "en"] {
                let run = desk
                    .run_bare(&[&["--lang", language, "--ledger", &ledger], &words[..]].concat());
                assert_eq!(run.status, 0);
                assert!(
                    !run.stdout.contains("cli.") && !run.stdout.contains('{'),
                    "{}",
                    run.stdout
                );
            }
        }
    }
}

#[test]
fn what_an_outside_reviewer_said_is_kept_with_the_plan() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let reviews = json!([{ "fiscal_year": 2028, "reviewer": "架空 太郎", "affiliation": "見本大学",
        "indicator": "売上", "comment": "伸びが弱い。", "response": "販路を見直す。" }]);
    desk.fill(&id, &json!({ "effect_reviews": reviews })).ok();
    assert_eq!(desk.run(&["plans", "show", &id]).ok()["answers"]["effect_reviews"], reviews);
    let a = desk.plan("a");
    let run = desk.fill(&a, &json!({ "effect_reviews": reviews }));
    assert_eq!(run.failure(), ("answer_key_of_other_kind".to_owned(), 3));
}
