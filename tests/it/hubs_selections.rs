//! Selections through the command line: from criteria to the plan, what-ifs, and the grounds.

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use shirube_tests::Desk;

use crate::hubs::{example, names, number_of};

pub(crate) fn selection(desk: &Desk, more: &[&str]) -> String {
    let words =
        ["selections", "new", "--name", "令和8年度の選定", "--prefecture", "18", "--year", "2024"];
    let created = desk.run(&[&words[..], more].concat()).ok();
    created["id"].as_str().unwrap().to_owned()
}

fn proposed(shown: &Value) -> Vec<String> {
    let firms = shown["firms"].as_array().unwrap().iter().filter(|firm| firm["proposed"] == true);
    firms.map(|firm| firm["name"].as_str().unwrap().replace("株式会社", "")).collect()
}

#[test]
fn a_selection_goes_from_criteria_to_the_plan() {
    let desk = example();
    let must = number_of(&desk, "空欄工業");
    let out = format!("{}=数字を確認中のため", number_of(&desk, "千倍製作所"));
    let id = selection(
        &desk,
        &[
            "--by",
            "rank_sum",
            "--min-connector",
            "0.05%",
            "--min-hub",
            "0.2",
            "--must-have",
            &must,
            "--exclude",
            &out,
        ],
    );
    let shown = desk.run(&["selections", "show", &id]).ok();
    assert_eq!(proposed(&shown), ["例示繊維", "見本精機", "架空食品", "空欄工業"]);
    assert_eq!(shown["proposed"], 4);
    let excluded =
        shown["firms"].as_array().unwrap().iter().find(|f| f["why"] == "excluded").unwrap();
    assert_eq!(excluded["exclusion_reason"], "数字を確認中のため");

    let whatif = desk.run(&["selections", "whatif", &id, "--min-hub", "0.25"]).ok();
    assert_eq!((&whatif["before"], &whatif["after"]), (&json!(4), &json!(3)));
    assert_eq!(
        (names(&whatif, "comes_in"), names(&whatif, "falls_out")),
        (vec![], vec!["見本精機".to_owned()])
    );

    let decide = |firm: &str, verdict: &str, reason: &str| {
        desk.run(&[
            "selections",
            "decide",
            &id,
            "--firm",
            firm,
            "--verdict",
            verdict,
            "--reason",
            reason,
        ])
    };
    assert_eq!(decide(&must, "in", " ").failure(), ("reason_missing".to_owned(), 2));
    decide(&must, "out", "数字がそろわないため").ok();
    let all = [
        "selections",
        "decide",
        &id,
        "--all-proposed",
        "--verdict",
        "in",
        "--reason",
        "基準を満たすため",
        "--decider",
        "商工課長",
    ];
    desk.run(&all).ok();
    let shown = desk.run(&["selections", "show", &id]).ok();
    assert_eq!((&shown["decided"], &shown["chosen"]), (&json!(4), &json!(3)));
    assert_eq!(shown["firms"][0]["decision"]["decider"], "商工課長");
    assert_eq!(shown["firms"][3]["decision"]["verdict"], "out");
    let labels: Vec<&str> =
        shown["history"].as_array().unwrap().iter().map(|a| a["label"].as_str().unwrap()).collect();
    assert!(labels[0].contains("見本精機") && labels[1].contains("選ばない"), "{labels:?}");

    let plan = desk.plan("b");
    let applied = desk.run(&["selections", "apply", &id, "--plan", &plan]).ok();
    assert_eq!((&applied["added"], &applied["changed"]), (&json!(3), &json!(0)));
    let selected = desk.run(&["plans", "show", &plan]).ok()["plan"]["selected_firms"].clone();
    assert_eq!(selected.as_array().unwrap().len(), 3);
    assert_eq!(
        (&selected[0]["role"], &selected[0]["reason"]),
        (&json!("priority_support"), &json!("基準を満たすため"))
    );
    let again = desk.run(&["selections", "apply", &id, "--plan", &plan]).ok();
    assert_eq!((&again["action"], &again["unchanged"]), (&Value::Null, &json!(3)));
    // One action: undone at once, in the plan and in the selection.
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["plans", "show", &plan]).ok()["plan"]["selected_firms"], json!([]));
    assert_eq!(desk.run(&["selections", "list"]).ok()["selections"][0]["plan"], Value::Null);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
    desk.run(&["selections", "delete", &id]).ok();
    assert_eq!(
        desk.run(&["selections", "show", &id]).failure(),
        ("selection_not_found".to_owned(), 2)
    );
}

#[test]
fn quotas_and_sizes_bound_a_selection() {
    let desk = example();
    let show = |id: &str| proposed(&desk.run(&["selections", "show", id]).ok());
    let most = selection(&desk, &["--by", "connector", "--most", "2"]);
    assert_eq!(show(&most), ["千倍製作所", "見本精機"]);
    let quota = selection(
        &desk,
        &["--by", "connector", "--most", "3", "--quota", "09:1-", "--quota", "32:-0"],
    );
    assert_eq!(show(&quota), ["見本精機", "例示繊維", "架空食品"]);
    let wrong = ["selections", "criteria", &quota, "--quota", "09:3-1"];
    assert_eq!(desk.run(&wrong).failure(), ("quota_reversed".to_owned(), 2));
    let out = number_of(&desk, "加賀見本酒造");
    let decide =
        ["selections", "decide", &quota, "--firm", &out, "--verdict", "in", "--reason", "x"];
    assert_eq!(desk.run(&decide).failure(), ("firm_outside_selection".to_owned(), 2));
}

#[test]
fn sensitivity_names_who_would_change() {
    let desk = example();
    let id = selection(&desk, &["--by", "connector", "--min-connector", "0.125%"]);
    let found = desk.run(&["selections", "sensitivity", &id]).ok();
    assert_eq!(found["before"], 4);
    let scenario = |code: &str| {
        let all = found["scenarios"].as_array().unwrap();
        all.iter().find(|scenario| scenario["code"] == code).unwrap().clone()
    };
    let more = scenario("connector_denominator_more");
    assert_eq!(names(&more, "falls_out"), ["例示繊維", "仮想商事"]);
    assert_eq!(scenario("hub_denominator_less")["falls_out"], json!([]));
    assert_eq!(scenario("year_before")["falls_out"].as_array().unwrap().len(), 1);
    assert!(scenario("other_basis")["impossible"].is_string());
    assert_eq!(found["steady"], 1, "only 見本精機 stays whatever happens");
}

#[test]
fn the_grounds_name_every_cell_and_are_a_workbook() {
    let desk = example();
    let id = selection(&desk, &["--by", "connector", "--most", "3"]);
    let to = desk.path("grounds.xlsx");
    let grounds = desk.run(&["selections", "explain", &id, "--to", &to]).ok();
    assert_eq!((&grounds["firms"], &grounds["verified"]), (&json!(3), &json!(true)));
    let row = grounds["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "株式会社見本精機")
        .unwrap();
    assert_eq!(row["value"], "0.003000000000");
    let source = &row["numerator_source"];
    assert_eq!(
        (&source["file"], &source["sheet"], &source["cell"], &source["raw"]),
        (&json!("firms.xlsx"), &json!("企業一覧"), &json!("I4"), &json!("1200000"))
    );
    assert_eq!(
        (&row["denominator_cell"]["cell"], &row["denominator_cell"]["raw"]),
        (&json!("D4"), &json!("400000"))
    );
    let mut book: Xlsx<_> = open_workbook(&to).unwrap();
    let data = book.worksheet_range("データ").unwrap();
    assert_eq!(data.get_value((0, 3)), Some(&Data::String("numerator_yen".to_owned())));
    let values: Vec<&Data> = (1..=6).filter_map(|row| data.get_value((row, 5))).collect();
    assert_eq!(values[0], &Data::Float(0.25));
    assert_eq!(
        desk.run(&["selections", "explain", &id, "--to", &to]).failure(),
        ("file_exists".to_owned(), 3)
    );
}
