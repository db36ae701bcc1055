//! Mappings that are kept for the next file of a sender.

use std::fs;

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

/// A list whose third column nobody could guess.
fn list(desk: &Desk, name: &str, title: &str, rows: &str) -> String {
    desk.file(name, format!("{title}企業名,所在地,売X\n{rows}"))
}

const ROWS: &str = "見本光学,福井県鯖江市本町1,5\n見本商店,福井県鯖江市東町3,7\n";

fn mapping(desk: &Desk) -> String {
    let column = json!({"column": "C", "field": "sales", "unit": "million_yen", "year": 2023});
    desk.file("mapping.json", json!({ "columns": [column] }).to_string())
}

fn column(seen: &Value, name: &str) -> Value {
    let columns = seen["table"]["columns"].as_array().unwrap();
    columns.iter().find(|column| column["column"] == name).unwrap().clone()
}

fn sales(desk: &Desk, name: &str) -> Value {
    let listed = desk.run(&["firms", "list", "--search", name]).ok();
    listed["firms"][0]["latest_sales"].clone()
}

#[test]
fn a_mapping_is_kept_with_an_import_and_used_for_the_next_file_of_that_layout() {
    let desk = Desk::new();
    let first = list(&desk, "a.csv", "", ROWS);
    let words = ["firms", "import", &first, "--mapping", &mapping(&desk)];
    let done = desk.run(&[&words[..], &["--sender", "鯖江商工会議所"]].concat()).ok();
    assert_eq!(done["mapping_used"], json!(null));
    let kept = desk.run(&["firms", "mappings", "list"]).ok();
    assert_eq!(kept["mappings"][0]["sender"], "鯖江商工会議所");
    // The header stands two rows further down, and the list is longer.
    let rows = format!("{ROWS}見本工芸,福井県鯖江市南町4,9\n");
    let second = list(&desk, "b.csv", "会員の売上（令和6年度）\n\n", &rows);
    let seen = desk.run(&["firms", "inspect", &second]).ok();
    assert_eq!(seen["mapping_used"]["sender"], "鯖江商工会議所");
    let sold = column(&seen, "C");
    assert_eq!((&sold["field"], &sold["unit"]), (&json!("sales"), &json!("million_yen")));
    assert_eq!(seen["rows"]["data"], 3);
    let done = desk.run(&["firms", "import", &second]).ok();
    assert_eq!(done["mapping_used"]["sender"], "鯖江商工会議所");
    assert_eq!(sales(&desk, "見本工芸")["value"], 9_000_000);
    let without = desk.run(&["firms", "inspect", &second, "--no-kept-mapping"]).ok();
    assert_eq!(
        (&without["mapping_used"], &column(&without, "C")["field"]),
        (&json!(null), &json!(null))
    );
    // Without a ledger nothing is kept, and nothing is missing.
    let bare = Desk::bare();
    let seen = bare.run_bare(&["--json", "firms", "inspect", &second]).ok();
    assert_eq!(seen["mapping_used"], json!(null));
}

#[test]
fn a_year_that_only_the_last_file_had_is_asked_about() {
    let desk = Desk::new();
    let first = list(&desk, "a.csv", "", ROWS);
    let words = ["firms", "mappings", "save", &first, "--sender", "銀行"];
    desk.run(&[&words[..], &["--mapping", &mapping(&desk)]].concat()).ok();
    let seen = desk.run(&["firms", "inspect", &list(&desk, "b.csv", "", ROWS)]).ok();
    let sold = column(&seen, "C");
    assert_eq!(sold["year"], 2023);
    assert!(sold["confidence"].as_f64().is_some_and(|confidence| confidence < 0.5), "{sold}");
}

#[test]
fn kept_mappings_are_listed_shown_given_back_and_taken_out() {
    let desk = Desk::new();
    let file = list(&desk, "a.csv", "", ROWS);
    let save = |sender: &str| {
        let words = ["firms", "mappings", "save", &file, "--sender", sender];
        desk.run(&[&words[..], &["--mapping", &mapping(&desk)]].concat())
    };
    assert!(save("銀行").ok()["action"].is_string());
    assert_eq!(save("銀行").ok()["action"], json!(null));
    assert_eq!(save(" ").failure(), ("sender_missing".to_owned(), 2));
    let shown = desk.run(&["firms", "mappings", "show", "銀行"]).ok();
    let given = desk.file("given.json", shown["mapping"].to_string());
    let bare = Desk::bare();
    let words = ["--json", "firms", "inspect", &file, "--mapping", &given];
    assert_eq!(column(&bare.run_bare(&words).ok(), "C")["field"], "sales");
    let id = shown["id"].as_str().unwrap();
    assert!(desk.run(&["firms", "mappings", "delete", id]).ok()["action"].is_string());
    assert_eq!(desk.run(&["firms", "mappings", "list"]).ok()["mappings"], json!([]));
    let missing = desk.run(&["firms", "mappings", "delete", id]);
    assert_eq!(missing.failure(), ("mapping_not_found".to_owned(), 2));
    let undone = desk.run(&["ledger", "undo"]).ok();
    assert!(undone["label"].as_str().unwrap().contains("銀行"));
    assert_eq!(desk.run(&["firms", "mappings", "show", id]).ok(), shown);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn the_mapping_of_a_file_is_written_edited_and_given_back() {
    let desk = Desk::new();
    let file = list(&desk, "a.csv", "", ROWS);
    let to = desk.path("own.json");
    let done = desk.run(&["firms", "mapping", &file, "--to", &to]).ok();
    assert_eq!(done["path"], to.as_str());
    let mut own: Value = serde_json::from_slice(&fs::read(&to).unwrap()).unwrap();
    assert_eq!(own["columns"][0]["field"], "name");
    // Nothing is overwritten.
    let again = desk.run(&["firms", "mapping", &file, "--to", &to]);
    assert_eq!(again.failure(), ("place_unwritable".to_owned(), 3));
    own["columns"][2] = json!({"column": "C", "field": "sales", "unit": "yen", "year": 2024});
    let edited = desk.file("edited.json", own.to_string());
    desk.run(&["firms", "import", &file, "--mapping", &edited]).ok();
    assert_eq!(sales(&desk, "見本光学"), json!({"year": 2024, "value": 5}));
}

#[test]
fn the_senders_own_mapping_goes_before_one_that_was_used_later() {
    let desk = Desk::new();
    let file = list(&desk, "a.csv", "", ROWS);
    for (sender, field) in [("銀行", "sales"), ("県", "purchases")] {
        let column = json!({"column": "C", "field": field, "unit": "yen", "year": 2023});
        let mapping = desk.file("m.json", json!({ "columns": [column] }).to_string());
        let words = ["firms", "mappings", "save", &file, "--sender", sender, "--mapping", &mapping];
        desk.run(&words).ok();
    }
    let field = |words: &[&str]| {
        let seen = desk.run(&[&["firms", "inspect", &file], words].concat()).ok();
        column(&seen, "C")["field"].clone()
    };
    assert_eq!(field(&[]), "purchases");
    assert_eq!(field(&["--sender", "銀行"]), "sales");
}

/// Every fixture that can be imported, read under its own mapping written to a file, gives the
/// same firms and figures.
#[test]
fn a_mapping_that_was_written_reads_the_file_as_before() {
    for name in [
        "firm-and-year.xlsx",
        "vertical.xlsx",
        "long-items.csv",
        "two-years-side-by-side.xlsx",
        "continued-without-header.xlsx",
        "header-three-rows.xlsx",
    ] {
        let file = root().join("tests/fixtures/workbooks").join(name).display().to_string();
        let desk = Desk::new();
        let first = desk.run(&["firms", "import", &file]).ok();
        let mapping = desk.path("mapping.json");
        desk.run(&["firms", "mapping", &file, "--to", &mapping]).ok();
        let again = desk.run(&["firms", "import", &file, "--mapping", &mapping]).ok();
        assert_eq!(again["rows_read"], first["rows_read"], "{name}");
        assert_eq!((&again["new"], &again["updated"]), (&json!(0), &json!(0)), "{name}: {again}");
    }
}

#[test]
fn a_field_chosen_for_another_column_leaves_the_one_that_was_guessed() {
    let desk = Desk::new();
    let list = desk.file(
        "a.csv",
        "企業名,屋号,所在地\n見本光学㈱,ミホン,福井県鯖江市本町1\n例示商店㈱,レイジ,福井県福井市\n",
    );
    let choice = json!({ "columns": [{"column": "B", "field": "name"}] });
    let mapping = desk.file("mapping.json", choice.to_string());
    let done = desk.run(&["firms", "import", &list, "--mapping", &mapping]).ok();
    assert_eq!(done["new"], 2);
    let listed = desk.run(&["firms", "list", "--search", "ミホン"]).ok();
    assert_eq!(listed["firms"][0]["name"], "ミホン");
    // But a mapping that says the same of two columns is refused.
    let both =
        json!({ "columns": [{"column": "A", "field": "name"}, {"column": "B", "field": "name"}] });
    let both = desk.file("both.json", both.to_string());
    let refused = desk.run(&["firms", "import", &list, "--mapping", &both]).failure();
    assert_eq!(refused, ("mapping_field_twice".to_owned(), 3));
}
