//! A new version of a form: what moved is told, and the rest is kept.

use serde_json::json;

use super::form::Official;
use super::{Office, PRODUCTS, cell};

#[test]
fn a_new_version_is_refused_until_the_binding_was_carried_over() {
    let office = Office::new();
    let desk = &office.desk;
    let body = [
        cell("B1", "plan.title", ""),
        cell("B4", "plan.period.end", "format = \"era_date\""),
        cell("B5", "plan.kind", ""),
        PRODUCTS.to_owned(),
        "overflow = \"cut\"\n".to_owned(),
    ]
    .concat();
    let binding = office.binding(&body);
    let newer = desk.file("新様式.xlsx", Official { newer: true }.bytes());
    let fill = |binding: &str| {
        let to = desk.path("新記入.xlsx");
        let words = ["--template", &newer, "--binding", binding, "--to", &to];
        desk.run(&[&["forms", "fill", &office.plan], &words[..]].concat())
    };
    assert_eq!(fill(&binding).failure(), ("template_changed".to_owned(), 3));
    let to = desk.path("新割付.toml");
    let from = ["--from", &office.template, "--to", &to];
    let words = ["--json", "forms", "rebind", &newer, "--binding", &binding];
    let rebound = desk.run_bare(&[&words[..], &from[..]].concat()).ok();
    assert_eq!((&rebound["moved"], &rebound["lost"]), (&json!(3), &json!(1)), "{rebound}");
    let changes = rebound["changes"].as_array().unwrap();
    let title = changes.iter().find(|one| one["field"] == "plan.title").unwrap();
    assert_eq!((&title["state"], &title["to_cell"]), (&json!("moved"), &json!("B2")));
    let lost = changes.iter().find(|one| one["state"] == "lost").unwrap();
    assert_eq!(lost["field"], "plan.period.end");
    let answer = fill(&to).ok();
    assert_eq!(answer["verified"], true);
    let cells = super::cells_of(desk, answer["path"].as_str().unwrap());
    assert_eq!((&cells["B2"], &cells["A13"]), (&json!("見本の計画"), &json!("眼鏡枠")));
    // The new binding knows its labels, so that the next version needs no old form.
    let again = desk.path("もう一度.toml");
    let words = ["--json", "forms", "rebind", &office.template, "--binding", &to, "--to", &again];
    let back = desk.run_bare(&words).ok();
    assert_eq!((&back["moved"], &back["unchecked"]), (&json!(3), &json!(0)), "{back}");
}
