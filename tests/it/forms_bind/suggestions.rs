//! What a form's own labels say.

use serde_json::{Value, json};

use super::Office;

fn suggestion(seen: &Value, cell: &str) -> Value {
    let all = seen["suggestions"].as_array().unwrap();
    all.iter().find(|one| one["cell"] == cell).cloned().unwrap_or(Value::Null)
}

#[test]
fn a_form_is_seen_as_it_looks() {
    let office = Office::new();
    let seen = office.desk.run_bare(&["--json", "forms", "inspect", &office.template]).ok();
    let sheet = &seen["sheets"][0];
    assert_eq!((&sheet["name"], &sheet["hidden"]), (&json!("様式第1号"), &json!(false)));
    assert_eq!(seen["sheets"][1]["hidden"], true);
    let cells = sheet["cells"].as_array().unwrap();
    let cell = |name: &str| cells.iter().find(|cell| cell["cell"] == name).unwrap();
    assert_eq!(cell("B1")["merged"], "B1:H1");
    assert_eq!(cell("B1")["label"], "１．計画の名称");
    assert_eq!(cell("B1")["value"], Value::Null);
    assert_eq!(cell("A1")["value"], "１．計画の名称");
    assert_eq!(cell("B14")["formula"], true);
    assert_eq!(cell("B5")["validation"]["type"], "list");
    let kinds = json!(["戦略産業クラスター計画", "地域産業クラスター計画"]);
    assert_eq!(cell("B5")["validation"]["list"], kinds);
    let look = &seen["looks"][usize::try_from(cell("B5")["look"].as_u64().unwrap()).unwrap()];
    assert_eq!(look["top"]["style"], "thin");
    assert_eq!(sheet["columns"][0]["first"], "A");
}

#[test]
fn fields_are_suggested_from_labels() {
    let office = Office::new();
    let words = ["--json", "forms", "inspect", &office.template, "--kind", "b"];
    let seen = office.desk.run_bare(&words).ok();
    for (cell, field, format) in [
        ("B1", "plan.title", Value::Null),
        ("C2", "plan.period.start", json!("era_year")),
        ("E2", "plan.period.start", json!("month")),
        ("G2", "plan.period.start", json!("day")),
        ("B3", "selected_firms[0].corporate_number", json!("digit_boxes")),
        ("B4", "plan.period.end", json!("era_date")),
        ("B5", "plan.kind", Value::Null),
        ("B9", "plan.summary", Value::Null),
    ] {
        let found = suggestion(&seen, cell);
        assert_eq!(found["field"], field, "{cell}: {found}");
        assert_eq!(found["format"], format, "{cell}: {found}");
        assert!(found["confidence"].as_f64().unwrap() >= 0.7, "{found}");
        assert!(!found["message"].as_str().unwrap().contains("bind_reason"), "{found}");
    }
    let table = suggestion(&seen, "A12");
    assert_eq!(table["field"], "products");
    let columns = json!({ "A": "name", "B": "route" });
    assert_eq!(
        (&table["table"]["first_row"], &table["table"]["last_row"]),
        (&json!(12), &json!(13))
    );
    assert_eq!(table["table"]["columns"], columns);
}

#[test]
fn a_suggested_binding_fills_the_form_at_once() {
    let office = Office::new();
    let desk = &office.desk;
    let to = desk.path("案.toml");
    let words = ["--json", "forms", "suggest", &office.template, "--kind", "b", "--to", &to];
    let made = desk.run_bare(&words).ok();
    assert!(made["cells"].as_u64().unwrap() >= 8, "{made}");
    assert_eq!(made["tables"], 1);
    let checked = desk.run_bare(&[
        "--json",
        "forms",
        "check",
        &to,
        "--template",
        &office.template,
        "--kind",
        "b",
    ]);
    let checked = checked.ok();
    assert_eq!((&checked["ok"], &checked["same_template"]), (&json!(true), &json!(true)));
    let filled = desk.path("記入.xlsx");
    let words = ["--template", &office.template, "--binding", &to, "--to", &filled];
    let answer = desk.run(&[&["forms", "fill", &office.plan], &words[..]].concat()).ok();
    assert_eq!(answer["verified"], true);
}
