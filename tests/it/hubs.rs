//! Connectors and hubs through the command line: the worked example, totals, rankings, selections,
//! concentration, industries, 取扱区分.

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use shirube_tests::{Desk, root};

fn fixture(name: &str) -> String {
    root().join("tests/fixtures/hubs").join(name).display().to_string()
}

/// A desk with the worked example's firms and totals.
fn example() -> Desk {
    let desk = Desk::new();
    desk.run(&["firms", "import", &fixture("firms.xlsx")]).ok();
    let read = desk.run(&["firms", "totals", "import", &fixture("totals.xlsx")]).ok();
    assert_eq!(
        (&read["read"], &read["changed"], &read["problems"]),
        (&json!(5), &json!(5), &json!([]))
    );
    desk
}

fn rank(desk: &Desk, prefecture: &str, year: &str, more: &[&str]) -> Value {
    let words = ["firms", "rank", "--prefecture", prefecture, "--year", year];
    desk.run(&[&words[..], more].concat()).ok()
}

fn names(answer: &Value, list: &str) -> Vec<String> {
    let short = |firm: &Value| firm["name"].as_str().unwrap().replace("株式会社", "");
    answer[list].as_array().unwrap().iter().map(short).collect()
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

fn selection(desk: &Desk, more: &[&str]) -> String {
    let words =
        ["selections", "new", "--name", "令和8年度の選定", "--prefecture", "18", "--year", "2024"];
    let created = desk.run(&[&words[..], more].concat()).ok();
    created["id"].as_str().unwrap().to_owned()
}

fn proposed(shown: &Value) -> Vec<String> {
    let firms = shown["firms"].as_array().unwrap().iter().filter(|firm| firm["proposed"] == true);
    firms.map(|firm| firm["name"].as_str().unwrap().replace("株式会社", "")).collect()
}

fn number_of(desk: &Desk, name: &str) -> String {
    let list = desk.run(&["firms", "list", "--search", name]).ok();
    list["firms"][0]["corporate_number"].as_str().unwrap().to_owned()
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

#[test]
fn what_is_confidential_is_left_out_or_shown_as_a_band() {
    let desk = example();
    let first = number_of(&desk, "千倍製作所");
    let public = |name: &str| {
        desk.run(&["firms", "confidentiality", "public", "--firm", &number_of(&desk, name)]).ok()
    };
    public("見本精機");
    desk.run(&["firms", "confidentiality", "confidential", "--firm", &first]).ok();
    let set = [
        "firms",
        "totals",
        "set",
        "--prefecture",
        "18",
        "--year",
        "2024",
        "--source",
        "見本",
        "--in-region-purchases",
        "2000000000",
    ];
    desk.run(&set).ok();
    let ranking = rank(&desk, "18", "2024", &["--for", "firms"]);
    assert_eq!((&ranking["withheld"], &ranking["banded"]), (&json!(1), &json!(6)));
    let firms = ranking["firms"].as_array().unwrap();
    assert_eq!((&firms[0]["name"], &firms[0]["rank"]), (&json!("株式会社見本精機"), &json!(1)));
    let banded = firms.iter().find(|firm| firm["name"] == "株式会社例示繊維").unwrap();
    assert_eq!((&banded["connector_degree"], &banded["rank"]), (&Value::Null, &Value::Null));
    assert_eq!(banded["connector_band"], json!({"from": "0.001000000000", "to": "0.010000000000"}));
    assert!(!firms.iter().any(|firm| firm["name"] == "株式会社千倍製作所"));
    let published = rank(&desk, "18", "2024", &["--for", "publication"]);
    assert_eq!(names(&published, "firms"), ["見本精機"]);
    assert_eq!(published["withheld"], 7);
    assert_eq!(rank(&desk, "18", "2024", &[])["withheld"], 0, "the office sees everything");
    // With the registered sum below the line, what is shown would tell of what is not.
    desk.run(&["ledger", "undo"]).ok();
    let summed = rank(&desk, "18", "2024", &["--for", "firms"]);
    assert_eq!((&summed["ranked"], &summed["banded"]), (&json!(0), &json!(7)));
    // By sheet, and back.
    let inherit = ["firms", "confidentiality", "inherit", "--firm", &first];
    desk.run(&inherit).ok();
    let import = desk.run(&["firms", "imports"]).ok()["imports"][0]["id"].clone();
    desk.run(&["firms", "confidentiality", "public", "--import", import.as_str().unwrap()]).ok();
    assert_eq!(rank(&desk, "18", "2024", &["--for", "publication"])["withheld"], 0);
    let shown = desk.run(&["firms", "show", &first]).ok();
    assert_eq!(shown["figures"][0]["confidentiality"], "public");
    assert_eq!(desk.run(&["firms", "imports"]).ok()["imports"][0]["confidentiality"], "public");
}

#[test]
fn concentration_and_industries_say_what_they_are_worked_out_from() {
    let desk = example();
    let words =
        ["firms", "concentration", "--prefecture", "18", "--year", "2023", "--by", "industry"];
    let found = desk.run(&words).ok();
    let now = &found["now"]["out_of_region_sales"];
    assert_eq!((&now["firms"], &now["sum"]), (&json!(7), &json!("2303000000")));
    // 1,000 ÷ 2,303 and (1,000 + 500 + 480 + 180 + 100) ÷ 2,303.
    assert_eq!(now["tops"][0], json!({"top": 1, "share": "0.434216239687"}));
    assert_eq!(now["tops"][1], json!({"top": 5, "share": "0.981328701693"}));
    // (1000² + 500² + 480² + 180² + 100² + 40² + 3²) ÷ 2303²
    assert_eq!(now["herfindahl"], "0.287417778431");
    assert_eq!(now["lorenz"].as_array().unwrap().len(), 8);
    assert_eq!(found["groups"].as_array().unwrap().len(), 5);
    assert!(found["computed_from"].as_str().unwrap().contains("8 社"));
    let published = desk.run(&[&words[..], &["--for", "publication"]].concat()).ok();
    assert_eq!((&published["groups"], &published["withheld"]), (&json!([]), &json!(5)));

    let industries =
        desk.run(&["firms", "industries", "--prefecture", "18", "--year", "2023"]).ok();
    let first = &industries["industries"][0];
    assert_eq!(
        (&first["code"], &first["section"], &first["firms"]),
        (&json!("24"), &json!("E"), &json!(2))
    );
    assert_eq!(
        (&first["share"], &first["without_out_of_region_sales"]),
        (&json!("0.434216239687"), &json!(1))
    );
    let later = desk.run(&["firms", "industries", "--prefecture", "18", "--year", "2024"]).ok();
    let metal = later["industries"].as_array().unwrap().iter().find(|i| i["code"] == "24").unwrap();
    // (2,000 + 300) ÷ (1,600 + 290) − 1
    assert_eq!((&metal["growth"], &metal["firms_compared"]), (&json!("0.216931216931"), &json!(2)));
}

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

#[test]
fn what_is_told_to_people_is_in_words() {
    let desk = example();
    let id = selection(&desk, &["--by", "pareto", "--min-connector", "0.1%"]);
    let all =
        ["selections", "decide", &id, "--all-proposed", "--verdict", "in", "--reason", "基準"];
    desk.run(&all).ok();
    let ledger = desk.path("ledger.shirube");
    for language in ["ja", "en"] {
        for words in [
            &["firms", "rank", "--prefecture", "17", "--year", "2024", "--for", "firms"][..],
            &["firms", "totals", "list"],
            &[
                "firms",
                "concentration",
                "--prefecture",
                "18",
                "--year",
                "2024",
                "--by",
                "municipality",
            ],
            &["firms", "industries", "--prefecture", "18", "--year", "2024"],
            &["selections", "list"],
            &["selections", "show", &id],
            &["selections", "whatif", &id, "--min-connector", "1%"],
            &["selections", "sensitivity", &id],
            &["selections", "explain", &id],
            &["ledger", "history"],
        ] {
            let run = desk.run_bare(&[&["--ledger", &ledger, "--lang", language], words].concat());
            assert_eq!(run.status, 0, "{run:?}");
            let keys = [
                "field.",
                "cli.",
                "basis.",
                "warning.",
                "missing.",
                "action.",
                "chosen.",
                "scenario.",
                "hubs.",
                "verdict_selection.",
                "degree.",
                "{",
            ];
            for key in keys {
                assert!(!run.stdout.contains(key), "{key}: {}", run.stdout);
            }
        }
    }
}
