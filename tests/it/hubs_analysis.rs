//! What a screen of analysis starts with, and the pictures that it draws.

use std::fs;

use serde_json::{Value, json};
use shirube_tests::Desk;

use crate::hubs::example;
use crate::session::{ask, session};

#[test]
fn the_scope_names_years_with_figures_and_where_to_begin() {
    let desk = example();
    let scope = desk.run(&["firms", "years"]).ok();
    let found = scope["prefectures"].as_array().unwrap();
    let facts: Vec<_> =
        found.iter().map(|one| (&one["code"], &one["name"], &one["firms"])).collect();
    assert_eq!(
        facts,
        [(&json!("17"), &json!("石川県"), &json!(4)), (&json!("18"), &json!("福井県"), &json!(8))]
    );
    let years = |at: usize| -> Vec<Value> {
        found[at]["years"].as_array().unwrap().iter().map(|year| year["year"].clone()).collect()
    };
    assert_eq!(
        (years(0), years(1)),
        (vec![json!(2024), json!(2023)], vec![json!(2024), json!(2023)])
    );
    assert_eq!(
        found[1]["years"][1],
        json!({"year": 2023, "out_of_region_sales": 7, "in_region_purchases": 8})
    );
    assert_eq!(scope["default"], json!({"prefecture": "18", "year": 2024}));
    // The prefecture that somebody plans for wins over the larger one, once it has figures.
    let plan = [
        "plans",
        "create",
        "--kind",
        "b",
        "--title",
        "見本の計画",
        "--start",
        "2026-10-01",
        "--end",
        "2031-03-31",
        "--prefecture",
    ];
    desk.run(&[&plan[..], &["17"]].concat()).ok();
    desk.run(&[&plan[..], &["13"]].concat()).ok();
    let scope = desk.run(&["firms", "years"]).ok();
    assert_eq!(scope["default"], json!({"prefecture": "17", "year": 2024}));
}

#[test]
fn without_figures_there_is_nowhere_to_begin() {
    let desk = Desk::new();
    let scope = desk.run(&["firms", "years"]).ok();
    assert_eq!(scope, json!({"prefectures": [], "default": null}));
    let csv = "名称,都道府県,令和6年度 売上額（円）\n株式会社見本,福井県,5\n";
    desk.run(&["firms", "import", &desk.file("firms.csv", csv)]).ok();
    let scope = desk.run(&["firms", "years"]).ok();
    assert_eq!((&scope["prefectures"][0]["years"], &scope["default"]), (&json!([]), &Value::Null));
}

/// 「しるべ」 as a drawing, in base64.
const DRAWING: &str =
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjx0ZXh0PuOBl+OCi+OBuTwvdGV4dD48L3N2Zz4=";
/// `<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>`
const SCRIPT: &str = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQvPjwvc3ZnPg==";

#[test]
fn a_picture_is_written_only_as_what_it_is_and_over_nothing() {
    let desk = Desk::new();
    let session = session(&desk);
    let save = |to: &str, kind: &str, base64: &str| {
        ask(&session, "picture_save", json!({"to": to, "kind": kind, "base64": base64}))
    };
    let to = desk.path("plot.svg");
    let saved = save(&to, "svg", DRAWING).unwrap();
    assert_eq!((&saved["path"], &saved["bytes"]), (&json!(to), &json!(68)));
    assert!(fs::read_to_string(&to).unwrap().contains("しるべ"));
    assert_eq!(save(&to, "svg", DRAWING).unwrap_err(), "file_exists");
    let other = desk.path("other.svg");
    for (to, kind, base64, code) in [
        (&other, "svg", SCRIPT, "picture_unsafe"),
        (&other, "svg", "AAAA", "picture_broken"),
        (&other, "svg", "not base64", "picture_broken"),
        (&other, "png", DRAWING, "picture_broken"),
        (&other, "gif", DRAWING, "picture_kind_unknown"),
        (&desk.path("plot.png"), "svg", DRAWING, "not_a_picture_name"),
        (&desk.path("nowhere/plot.svg"), "svg", DRAWING, "place_missing"),
    ] {
        assert_eq!(save(to, kind, base64).unwrap_err(), code, "{to} {kind}");
    }
    let huge = "A".repeat(70_000_000);
    assert_eq!(save(&other, "png", &huge).unwrap_err(), "picture_too_large");
    assert!(!desk.folder().join("nowhere").exists() && !desk.folder().join("other.svg").exists());
    let folder = desk.folder().display().to_string();
    let saved = save(&folder, "svg", DRAWING).unwrap();
    assert!(saved["path"].as_str().unwrap().ends_with("コネクター度・ハブ度.svg"));
}
