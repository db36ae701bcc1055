//! Figures as they come: zero, negative, missing, absurd, equal, alone, in several prefectures.

use serde_json::{Value, json};
use shirube_tests::Desk;

use crate::hubs::rank;

#[test]
fn a_prefecture_without_firms_or_totals_gives_no_numbers() {
    let desk = Desk::new();
    let ranking = rank(&desk, "18", "2024", &["--by", "pareto"]);
    assert_eq!((&ranking["firms"], &ranking["total"]), (&json!([]), &json!(0)));
    assert_eq!(ranking["denominators"]["connector"]["value"], Value::Null);
    let csv = "法人番号,名称,都道府県,令和6年度 域外販売額（円）\n7999901000001,甲,福井県,0\n6999901000002,乙,,7\n";
    desk.run(&["firms", "import", &desk.file("firms.csv", csv)]).ok();
    let ranking = rank(&desk, "18", "2024", &[]);
    assert_eq!(
        ranking["firms"][0]["missing"],
        json!(["connector_denominator_zero", "hub_numerator_missing"])
    );
    assert_eq!(ranking["without_prefecture"], 1);
    let concentration =
        desk.run(&["firms", "concentration", "--prefecture", "18", "--year", "2024"]).ok();
    assert_eq!(concentration["now"]["out_of_region_sales"]["herfindahl"], Value::Null);
}

/// A desk with a list of firms: number, name, prefecture, 域外販売額 and 域内仕入額 of 令和6年度.
fn desk_of(rows: &str) -> Desk {
    let desk = Desk::new();
    take(&desk, "firms.csv", rows);
    desk
}

fn take(desk: &Desk, name: &str, rows: &str) -> Value {
    let head = "法人番号,名称,都道府県,令和6年度 域外販売額（円）,令和6年度 域内仕入額（円）";
    desk.run(&["firms", "import", &desk.file(name, format!("{head}\n{rows}"))]).ok()
}

fn total(desk: &Desk, prefecture: &str, source: &str, yen: &str) {
    let words =
        ["firms", "totals", "set", "--prefecture", prefecture, "--year", "2024", "--source"];
    let sums = ["--out-of-region-sales", yen, "--in-region-purchases", yen];
    desk.run(&[&words[..], &[source], &sums].concat()).ok();
}

/// Of each firm: rank, both degrees, what is missing, what is warned of.
fn facts(ranking: &Value) -> Vec<(String, Value)> {
    let of = |firm: &Value| {
        let keys = ["rank", "connector_degree", "hub_degree", "missing", "warnings"];
        let facts = keys.iter().map(|key| firm[*key].clone()).collect::<Vec<_>>();
        (firm["name"].as_str().unwrap().to_owned(), Value::from(facts))
    };
    ranking["firms"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn zero_negative_missing_and_absurd_figures_each_have_their_reason() {
    let desk = desk_of(
        "7999901000001,零,福井県,0,0\n\
         6999901000002,負,福井県,-5,1000\n\
         5999901000003,空,福井県,,\n\
         4999901000004,超,福井県,2000000,1000\n\
         3999901000005,桁あふれ,福井県,99999999999999999999999,1000\n\
         2999901000006,文字,福井県,多数,1000\n",
    );
    total(&desk, "18", "統計", "1000000");
    let ranking = rank(&desk, "18", "2024", &[]);
    assert_eq!(
        facts(&ranking),
        [
            ("零", json!([1, "0.000000000000", "0.000000000000", [], []])),
            ("文字", json!([null, null, "0.001000000000", ["connector_numerator_missing"], []])),
            (
                "桁あふれ",
                json!([null, null, "0.001000000000", ["connector_numerator_missing"], []])
            ),
            ("超", json!([null, null, "0.001000000000", ["connector_above_denominator"], []])),
            (
                "空",
                json!([
                    null,
                    null,
                    null,
                    ["connector_numerator_missing", "hub_numerator_missing"],
                    []
                ])
            ),
            ("負", json!([null, null, "0.001000000000", ["connector_numerator_negative"], []])),
        ]
        .map(|(name, facts)| (name.to_owned(), facts))
    );
    // What could not be read as an amount was told at the import, cell by cell.
    let again = take(
        &desk,
        "again.csv",
        "3999901000005,桁あふれ,福井県,99999999999999999999999,1000\n\
         2999901000006,文字,福井県,多数,1000\n",
    );
    let cells: Vec<_> =
        again["problems"].as_array().unwrap().iter().map(|problem| &problem["cell"]).collect();
    assert!(cells.contains(&&json!("D2")) && cells.contains(&&json!("D3")), "{again}");
}

#[test]
fn a_prefecture_without_totals_is_told_apart_from_one_with() {
    let desk = desk_of(
        "7999901000001,甲,福井県,300,30\n6999901000002,乙,福井県,100,10\n5999901000003,丙,石川県,5,5\n",
    );
    total(&desk, "17", "石川の統計", "10");
    let ranking = rank(&desk, "18", "2024", &[]);
    let below = &ranking["denominators"]["connector"];
    assert_eq!((&below["kind"], &below["value"]), (&json!("registered_sum"), &json!(400)));
    assert_eq!(below["source"], "登録企業合計を分母とする参考値");
    let both = json!(["connector_registered_sum", "hub_registered_sum"]);
    assert_eq!(ranking["firms"][0]["warnings"], both);
    assert_eq!(ranking["firms"][0]["connector_degree"], "0.750000000000");
    // The neighbour's statistic is never taken.
    let other = rank(&desk, "17", "2024", &[]);
    assert_eq!(other["denominators"]["connector"]["kind"], "statistic");
    // A total of zero is a total, and gives no number.
    total(&desk, "18", "零の統計", "0");
    let ranking = rank(&desk, "18", "2024", &[]);
    assert_eq!(
        ranking["firms"][0]["missing"],
        json!(["connector_denominator_zero", "hub_denominator_zero"])
    );
    assert_eq!(ranking["ranked"], 0);
    let words =
        ["firms", "totals", "set", "--prefecture", "18", "--year", "2024", "--source", "負"];
    let negative = desk.run(&[&words[..], &["--out-of-region-sales", "-1"]].concat());
    assert_eq!(negative.failure().1, 2);
}

#[test]
fn of_two_totals_the_newest_counts_with_a_warning_until_one_is_chosen() {
    let desk = desk_of("7999901000001,甲,福井県,300,30\n");
    total(&desk, "18", "統計その1", "1000");
    total(&desk, "18", "統計その2", "3000");
    let first = |ranking: &Value| {
        let firm = &ranking["firms"][0];
        (firm["connector_degree"].clone(), firm["warnings"].clone())
    };
    let undecided = json!(["connector_total_undecided", "hub_total_undecided"]);
    let ranking = rank(&desk, "18", "2024", &[]);
    assert_eq!(first(&ranking), (json!("0.100000000000"), undecided));
    assert_eq!(ranking["denominator_details"]["connector"]["others"], 1);
    let list = desk.run(&["firms", "totals", "list", "--prefecture", "18"]).ok();
    let totals = list["totals"].as_array().unwrap();
    assert_eq!(totals.len(), 4, "both are kept");
    for total in totals.iter().filter(|total| total["source"] == "統計その1") {
        desk.run(&["firms", "totals", "choose", total["id"].as_str().unwrap()]).ok();
    }
    assert_eq!(first(&rank(&desk, "18", "2024", &[])), (json!("0.300000000000"), json!([])));
}

#[test]
fn ties_equal_firms_and_a_single_one_have_places_in_every_ranking() {
    let equal = desk_of(
        "7999901000001,甲,福井県,100,50\n6999901000002,乙,福井県,100,50\n5999901000003,丙,福井県,100,50\n",
    );
    total(&equal, "18", "統計", "1000");
    let alone = desk_of("7999901000001,甲,福井県,1000,1000\n");
    total(&alone, "18", "統計", "1000");
    for by in ["connector", "hub", "rank_sum", "weighted", "pareto"] {
        let ranking = rank(&equal, "18", "2024", &["--by", by]);
        let firms = ranking["firms"].as_array().unwrap();
        let ranks: Vec<_> = firms.iter().map(|firm| &firm["rank"]).collect();
        assert_eq!(ranks, [1, 1, 1], "{by}: all share the first place");
        let numbers: Vec<_> = firms.iter().map(|firm| &firm["corporate_number"]).collect();
        assert_eq!(numbers, ["5999901000003", "6999901000002", "7999901000001"], "{by}");
        let one = rank(&alone, "18", "2024", &["--by", by]);
        assert_eq!((&one["firms"][0]["rank"], &one["ranked"]), (&json!(1), &json!(1)), "{by}");
        assert_eq!(one["firms"][0]["connector_degree"], "1.000000000000");
        assert_eq!(one["firms"][0]["warnings"], json!([]), "{by}");
    }
    let words = ["firms", "concentration", "--prefecture", "18", "--year", "2024"];
    let spread = |desk: &Desk| desk.run(&words).ok()["now"]["out_of_region_sales"].clone();
    assert_eq!(
        (&spread(&equal)["gini"], &spread(&equal)["herfindahl"]),
        (&json!("0.000000000000"), &json!("0.333333333333"))
    );
    assert_eq!(
        (&spread(&alone)["gini"], &spread(&alone)["herfindahl"]),
        (&json!("0.000000000000"), &json!("1.000000000000"))
    );
    // A tie that straddles the bound: the order of equals is always the same one.
    let new = ["selections", "new", "--name", "同点", "--prefecture", "18", "--year", "2024"];
    let id = equal.run(&[&new[..], &["--most", "2"]].concat()).ok()["id"].clone();
    let shown = equal.run(&["selections", "show", id.as_str().unwrap()]).ok();
    assert_eq!(shown["proposed"], 2);
}

#[test]
fn a_firm_that_left_the_ledger_is_named_among_what_is_doubtful() {
    let desk = desk_of("7999901000001,甲,福井県,100,50\n");
    let plan = desk.plan("b");
    let select =
        ["plans", "select", &plan, "--firm", "7999901000001", "--role", "priority_support"];
    desk.run(&[&select[..], &["--reason", "度が高い"]].concat()).ok();
    // The ledger refuses to take out a firm that a plan names: only a damaged one can have lost it.
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.execute_batch("DELETE FROM figure; DELETE FROM firm;").unwrap();
    drop(connection);
    let checked = desk.run(&["plans", "check", &plan]).json();
    let chosen = checked["requirements"].as_array().unwrap().iter().find(|one| one["id"] == "B-S");
    let warnings = chosen.unwrap()["warnings"].as_array().unwrap();
    let gone: Vec<&Value> = warnings.iter().filter(|one| one["code"] == "firm_gone").collect();
    assert_eq!(gone.len(), 1, "{checked}");
    assert_eq!(gone[0]["field"], "selected_firms[0]");
    assert!(gone[0]["message"].as_str().unwrap().contains("1番目の企業"));
    let shown = desk.run(&["plans", "show", &plan]).ok();
    assert_eq!(shown["plan"]["selected_firms"][0]["missing"], json!(["firm_not_found"]));
}

#[test]
fn a_firm_that_two_prefectures_name_is_ranked_in_one_and_both_rankings_say_so() {
    let desk = desk_of("7999901000001,甲,福井県,300,30\n6999901000002,乙,福井県,100,10\n");
    total(&desk, "18", "福井の統計", "1000");
    total(&desk, "17", "石川の統計", "1000");
    let count =
        |prefecture: &str| rank(&desk, prefecture, "2024", &[])["in_other_prefectures"].clone();
    assert_eq!((count("17"), count("18")), (json!(0), json!(0)));
    // Another prefecture's list names the same number: the newest list says where it is.
    take(&desk, "ishikawa.csv", "7999901000001,甲,石川県,200,20\n5999901000003,丙,石川県,50,5\n");
    let fukui = rank(&desk, "18", "2024", &[]);
    assert_eq!((&fukui["total"], &fukui["in_other_prefectures"]), (&json!(1), &json!(1)));
    let ishikawa = rank(&desk, "17", "2024", &[]);
    assert_eq!((&ishikawa["total"], &ishikawa["in_other_prefectures"]), (&json!(2), &json!(0)));
    let first = &ishikawa["firms"][0];
    assert_eq!(
        (&first["name"], &first["connector_degree"]),
        (&json!("甲"), &json!("0.200000000000"))
    );
    assert_eq!(first["warnings"], json!(["connector_other_prefecture", "hub_other_prefecture"]));
    assert_eq!(ishikawa["firms"][1]["warnings"], json!([]));
    // The other prefecture's figure is not lost: it stands beside the one that counts.
    let shown = desk.run(&["firms", "show", "7999901000001"]).ok();
    assert_eq!(shown["prefecture"], "17");
    assert_eq!(shown["figures"][0]["alternatives"][0]["value"], 300);
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!((count("17"), count("18")), (json!(0), json!(0)));
    assert_eq!(rank(&desk, "18", "2024", &[])["firms"][0]["warnings"], json!([]));
    // One list that names it twice: the first row says where it is.
    take(&desk, "both.csv", "4999901000004,丁,福井県,10,1\n4999901000004,丁,石川県,20,2\n");
    assert_eq!((count("17"), count("18")), (json!(1), json!(0)));
    let fukui = rank(&desk, "18", "2024", &[]);
    let both = fukui["firms"].as_array().unwrap().iter().find(|firm| firm["name"] == "丁").unwrap();
    assert_eq!(both["connector_degree"], "0.010000000000");
    assert_eq!(both["warnings"], json!(["connector_other_prefecture", "hub_other_prefecture"]));
}
