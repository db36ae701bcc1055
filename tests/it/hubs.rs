//! Connectors and hubs through the command line: the worked example, totals, rankings.

use serde_json::{Value, json};
use shirube_tests::{Desk, root};

pub(crate) fn fixture(name: &str) -> String {
    root().join("tests/fixtures/hubs").join(name).display().to_string()
}

/// A desk with the worked example's firms and totals.
pub(crate) fn example() -> Desk {
    let desk = Desk::new();
    desk.run(&["firms", "import", &fixture("firms.xlsx")]).ok();
    let read = desk.run(&["firms", "totals", "import", &fixture("totals.xlsx")]).ok();
    assert_eq!(
        (&read["read"], &read["changed"], &read["problems"]),
        (&json!(5), &json!(5), &json!([]))
    );
    desk
}

pub(crate) fn rank(desk: &Desk, prefecture: &str, year: &str, more: &[&str]) -> Value {
    let words = ["firms", "rank", "--prefecture", prefecture, "--year", year];
    desk.run(&[&words[..], more].concat()).ok()
}

pub(crate) fn names(answer: &Value, list: &str) -> Vec<String> {
    let short = |firm: &Value| firm["name"].as_str().unwrap().replace("株式会社", "");
    answer[list].as_array().unwrap().iter().map(short).collect()
}

pub(crate) fn number_of(desk: &Desk, name: &str) -> String {
    let list = desk.run(&["firms", "list", "--search", name]).ok();
    list["firms"][0]["corporate_number"].as_str().unwrap().to_owned()
}

#[test]
fn the_worked_example_comes_out_to_twelve_places() {
    let desk = example();
    let text = std::fs::read_to_string(fixture("EXPECTED.json")).unwrap();
    let questions: Value = serde_json::from_str(&text).unwrap();
    for question in questions.as_array().unwrap() {
        let (prefecture, year) = (question["prefecture"].as_str().unwrap(), &question["year"]);
        let ranking = rank(&desk, prefecture, &year.to_string(), &[]);
        for kind in ["connector", "hub"] {
            let (found, expected) =
                (&ranking["denominators"][kind], &question["denominators"][kind]);
            for key in ["value", "year", "kind"] {
                assert_eq!(found[key], expected[key], "{prefecture} {year} {kind} {key}");
            }
            if !expected["source"].is_null() {
                assert_eq!(found["source"], expected["source"]);
            }
        }
        let firms = ranking["firms"].as_array().unwrap();
        let expected = question["firms"].as_array().unwrap();
        assert_eq!(firms.len(), expected.len());
        for expected in expected {
            let name = format!("株式会社{}", expected["name"].as_str().unwrap());
            let firm = firms.iter().find(|firm| firm["name"] == name.as_str()).unwrap();
            for (key, value) in expected.as_object().unwrap() {
                let only_2024 = ["growth", "export_share"].contains(&key.as_str());
                if key != "name" && (!only_2024 || *year == 2024) {
                    assert_eq!(&firm[key], value, "{prefecture} {year} {name} {key}");
                }
            }
        }
    }
}

#[test]
fn every_ranking_is_in_its_own_order() {
    let desk = example();
    let ranked = |more: &[&str]| -> Vec<(String, Value)> {
        let ranking = rank(&desk, "18", "2024", more);
        let ranks = ranking["firms"].as_array().unwrap().iter().map(|f| f["rank"].clone());
        names(&ranking, "firms").into_iter().zip(ranks).filter(|(_, r)| !r.is_null()).collect()
    };
    let order =
        |more: &[&str]| -> Vec<String> { ranked(more).into_iter().map(|(n, _)| n).collect() };
    assert_eq!(
        order(&["--by", "connector"]),
        ["千倍製作所", "見本精機", "例示繊維", "仮想商事", "架空食品"]
    );
    assert_eq!(ranked(&["--by", "connector"])[3].1, 3, "a tie shares its place");
    assert_eq!(order(&["--by", "rank_sum"])[..3], ["例示繊維", "見本精機", "架空食品"]);
    let fronts = ranked(&["--by", "pareto"]);
    assert_eq!(fronts.iter().filter(|(_, rank)| *rank == 1).count(), 4);
    assert_eq!(fronts.last().unwrap().0, "仮想商事");
    // 3 parts connector, 1 part hub: (3 × 0.25 + 0.006756756757) ÷ 4.
    let weighted = rank(
        &desk,
        "18",
        "2024",
        &["--by", "weighted", "--connector-weight", "3", "--hub-weight", "1", "--top", "1"],
    );
    assert_eq!(weighted["firms"][0]["score"], "0.189189189189");
    assert_eq!((&weighted["total"], &weighted["ranked"]), (&json!(8), &json!(5)));
}

#[test]
fn filters_quarters_and_pages_ask_the_core() {
    let desk = example();
    let found = |more: &[&str]| names(&rank(&desk, "18", "2024", more), "firms");
    assert_eq!(found(&["--municipality", "182010"]).len(), 4);
    assert_eq!(found(&["--industry", "E"]).len(), 6);
    assert_eq!(found(&["--industry", "24", "--industry", "53"]).len(), 4);
    assert_eq!(found(&["--growth-from", "20%"]), ["千倍製作所", "見本精機"]);
    assert_eq!(found(&["--growth-to", "-0.01"]), ["仮想商事"]);
    assert_eq!(found(&["--export-share-from", "0.05"]), ["見本精機", "例示繊維"]);
    assert_eq!(found(&["--employees-from", "100"]), ["見本精機"]);
    assert_eq!(found(&["--search", "繊維"]), ["例示繊維"]);
    assert_eq!(found(&["--size", "sme"]).len(), 8);
    let quarters = ["--min-connector", "0.1%", "--min-hub", "0.2"];
    let ranking = rank(&desk, "18", "2024", &[&quarters[..], &["--quadrant", "both"]].concat());
    assert_eq!(names(&ranking, "firms"), ["見本精機", "例示繊維"]);
    assert_eq!(ranking["quadrants"], json!({"both": 2, "connector": 2, "hub": 1, "neither": 0}));
    let page = rank(&desk, "18", "2024", &["--top", "2", "--offset", "1"]);
    assert_eq!(names(&page, "firms"), ["見本精機", "例示繊維"]);
    assert_eq!(page["firms"][0]["rank"], 2, "a page knows its places");
    for (words, code) in [
        (&["--by", "weighted", "--connector-weight", "0"][..], "weights_zero"),
        (&["--min-connector", "viel"], "portion_invalid"),
        (&["--municipality", "999999"], "municipality_invalid"),
    ] {
        let all = [&["firms", "rank", "--prefecture", "18", "--year", "2024"], words].concat();
        assert_eq!(desk.run(&all).failure(), (code.to_owned(), 2));
    }
}

#[test]
fn of_two_sources_one_is_chosen_and_both_are_kept() {
    let desk = example();
    let list = desk.run(&["firms", "totals", "list", "--prefecture", "17", "--year", "2023"]).ok();
    let totals = list["totals"].as_array().unwrap().clone();
    assert_eq!(totals.len(), 2);
    assert_eq!(
        (&totals[0]["source"], &totals[0]["counts"]),
        (&json!("見本経済センサス"), &json!(true))
    );
    assert_eq!(totals[1]["provenance"]["cell"], "D6");
    let id = totals[1]["id"].as_str().unwrap();
    assert!(desk.run(&["firms", "totals", "choose", id]).ok()["action"].is_string());
    let ranking = rank(&desk, "17", "2023", &[]);
    assert_eq!(ranking["denominators"]["connector"]["value"], 2_000_000_000);
    assert_eq!(ranking["denominator_details"]["connector"]["others"], 1);
    let warnings = &ranking["firms"][0]["warnings"];
    assert!(!warnings.as_array().unwrap().contains(&json!("connector_total_undecided")));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(
        rank(&desk, "17", "2023", &[])["denominators"]["connector"]["value"],
        2_500_000_000_i64
    );
    desk.run(&["firms", "totals", "remove", id]).ok();
    assert_eq!(
        desk.run(&["firms", "totals", "remove", id]).failure(),
        ("total_not_found".to_owned(), 2)
    );
    // The establishments' total is another one; what it stands below says so.
    let set = [
        "firms",
        "totals",
        "set",
        "--prefecture",
        "18",
        "--year",
        "2024",
        "--source",
        "事業所統計",
    ];
    desk.run(
        &[&set[..], &["--in-region-purchases", "2000000000", "--basis", "establishment"]].concat(),
    )
    .ok();
    let ranking = rank(&desk, "18", "2024", &["--by", "hub", "--top", "1"]);
    assert_eq!(ranking["firms"][0]["hub_degree"], "0.300000000000");
    assert_eq!(ranking["firms"][0]["warnings"], json!(["hub_basis_mismatch"]));
}

#[test]
fn a_workbook_of_totals_says_what_it_could_not_use() {
    let desk = Desk::new();
    let csv = "都道府県,年度,域外販売額（千円）,出典\n福井県,2024,5,甲\n空想県,2024,5,甲\n福井県,ある年,5,甲\n";
    let file = desk.file("totals.csv", csv);
    let trial = desk.run(&["firms", "totals", "import", &file, "--dry-run"]).ok();
    assert_eq!((&trial["action"], &trial["changed"]), (&Value::Null, &json!(1)));
    let understood = &trial["understood"][0];
    assert_eq!(
        [&understood["prefecture_name"], &understood["year"], &understood["value"]],
        [&json!("福井県"), &json!(2024), &json!(5_000)]
    );
    assert_eq!(
        [
            &understood["source"],
            &understood["provenance"]["cell"],
            &understood["provenance"]["raw"]
        ],
        [&json!("甲"), &json!("C2"), &json!("5")]
    );
    assert_eq!(desk.run(&["firms", "totals", "list"]).ok()["totals"], json!([]));
    let read = desk.run(&["firms", "totals", "import", &file]).ok();
    let codes: Vec<_> = read["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["cell"].clone(), p["code"].clone()))
        .collect();
    assert_eq!(
        codes,
        [
            (json!("A3"), json!("total_prefecture_unknown")),
            (json!("B4"), json!("total_year_unknown"))
        ]
    );
    assert_eq!(desk.run(&["firms", "totals", "import", &file]).ok()["action"], Value::Null);
    let none = desk.file("other.csv", "名前,色\n甲,赤\n");
    assert_eq!(
        desk.run(&["firms", "totals", "import", &none]).failure(),
        ("totals_no_table".to_owned(), 3)
    );
}
