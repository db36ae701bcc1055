//! What is refused, before anything is written.

use serde_json::json;

use super::{Office, PRODUCTS, cell};

#[test]
fn a_binding_with_a_problem_names_its_line() {
    let office = Office::new();
    for (body, code, line) in [
        (cell("B1", "plan.titel", ""), "unknown_field", 7),
        (cell("B1", "resources[0].name", ""), "unknown_field", 7),
        (cell("B1", "plan.title", "format = \"roman\""), "unknown_format", 8),
        (cell("B1", "plan.title", "format = \"era_date\""), "format_not_fitting", 8),
        (cell("B1", "products[0].route", "format = \"circle:x\""), "format_word_unknown", 8),
        (cell("B1", "products", ""), "field_is_table", 7),
        (cell("C1", "plan.title", ""), "inside_merged", 6),
        (cell("B14", "plan.title", ""), "formula_cell", 6),
        (cell("BB", "plan.title", ""), "not_a_cell", 6),
        (cell("B1", "plan.title", "").repeat(2), "cell_twice", 11),
        (cell("B1", "plan.title", "").replace("様式第1号", "様式"), "no_such_sheet", 5),
        (PRODUCTS.replace("last_row = 13", "last_row = 11"), "table_reversed", 7),
        (PRODUCTS.replace("\"route\"", "\"rout\""), "unknown_field", 9),
        (PRODUCTS.replace("\"products\"", "\"summary\""), "not_a_table", 8),
        (cell("A12", "plan.title", "") + PRODUCTS, "overlapping", 9),
        ("x = [".to_owned(), "not_toml", 4),
    ] {
        let (failed, error) = office.refused(&body);
        assert_eq!(failed, "binding_has_problems", "{body}");
        let binding = office.binding(&body);
        let words = ["--template", &office.template, "--kind", "b"];
        let check =
            office.desk.run_bare(&[&["--json", "forms", "check", &binding], &words[..]].concat());
        assert_eq!(check.status, 1, "{body}");
        let problems = check.json()["problems"].as_array().unwrap().clone();
        assert_eq!(problems[0]["code"], json!(code), "{body}\n{problems:?}");
        assert_eq!(problems[0]["line"], json!(line), "{body}\n{problems:?}");
        let message = problems[0]["message"].as_str().unwrap();
        assert!(!message.contains("binding_problem.") && !message.contains('{'), "{message}");
        assert_eq!(error["place"]["file"], json!(binding));
    }
}

#[test]
fn what_has_no_place_is_refused_unless_the_binding_says_otherwise() {
    let office = Office::new();
    let body = cell("B9", "plan.summary", "overflow = \"refuse\"");
    let (code, error) = office.refused(&body);
    assert_eq!((code.as_str(), &error["place"]["cell"]), ("fill_text_too_long", &json!("B9")));
    assert_eq!(office.refused(PRODUCTS).0, "fill_table_too_long");
    let boxes = cell("J3", "document_number", "format = \"digit_boxes\"");
    assert_eq!(office.refused(&boxes).0, "fill_boxes_too_few");
    let both =
        cell("B3", "document_number", "format = \"digit_boxes\"") + &cell("C3", "plan.title", "");
    assert_eq!(office.refused(&both).0, "fill_cell_twice");
}

#[test]
fn a_form_that_is_none_is_refused() {
    let office = Office::new();
    let desk = &office.desk;
    let binding = office.binding(&cell("B1", "plan.title", ""));
    for (name, bytes, code) in [
        ("a.csv", &b"a,b\n1,2\n"[..], "template_not_xlsx"),
        ("b.xlsx", b"PK\x03\x04 broken", "truncated_or_broken"),
        ("c.xlsx", b"", "empty_file"),
    ] {
        let file = desk.file(name, bytes);
        let to = desk.path(if name.ends_with("csv") { "out.csv" } else { "out.xlsx" });
        let run = desk.run(&[
            "forms",
            "fill",
            &office.plan,
            "--template",
            &file,
            "--binding",
            &binding,
            "--to",
            &to,
        ]);
        assert_eq!(run.failure(), (code.to_owned(), 3), "{name}");
    }
    let run = desk.run(&[
        "forms",
        "fill",
        &office.plan,
        "--template",
        &office.template,
        "--binding",
        &binding,
        "--to",
        &desk.path("ない/記入.xlsx"),
    ]);
    assert_eq!(run.failure(), ("place_missing".to_owned(), 3));
    let run = desk.run(&[
        "forms",
        "fill",
        &office.plan,
        "--template",
        &office.template,
        "--binding",
        &binding,
        "--to",
        &desk.path("記入.xlsm"),
    ]);
    assert_eq!(run.failure(), ("fill_other_ending".to_owned(), 2));
    let missing = desk.path("none.toml");
    let run = desk.run(&[
        "forms",
        "fill",
        &office.plan,
        "--template",
        &office.template,
        "--binding",
        &missing,
        "--to",
        &desk.path("記入.xlsx"),
    ]);
    assert_eq!(run.failure(), ("binding_unreadable".to_owned(), 3));
}
