//! What rankings and sums show and to whom: 取扱区分, concentration, industries, words.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use shirube_tests::Desk;

use crate::hubs::{example, names, number_of, rank};
use crate::hubs_selections::selection;
use crate::session::{ask, session};

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
fn what_is_told_to_people_is_in_words() {
    let desk = example();
    let id = selection(&desk, &["--by", "pareto", "--min-connector", "0.1%"]);
    let all =
        ["selections", "decide", &id, "--all-proposed", "--verdict", "in", "--reason", "基準"];
    desk.run(&all).ok();
    let ledger = desk.path("ledger.shirube");
    let first = number_of(&desk, "見本精機");
    for language in ["ja", "en"] {
        for words in [
            &["firms", "rank", "--prefecture", "17", "--year", "2024", "--for", "firms"][..],
            &["firms", "totals", "list"],
            &["firms", "years"],
            &["firms", "show", &first, "--for", "firms"],
            &["firms", "show", &first, "--for", "publication"],
            &["firms", "export", &desk.path(&format!("{language}.xlsx")), "--for", "firms"],
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

#[test]
fn a_sheet_comes_with_its_level_and_lists_keep_to_it() {
    let desk = Desk::new();
    let head = "法人番号,名称,都道府県,備考,令和6年度 売上額（円）\n";
    let take = |name: &str, row: &str, level: &[&str]| {
        let file = desk.file(name, format!("{head}{row}\n"));
        desk.run(&[&["firms", "import", &file], level].concat())
    };
    take("open.csv", "7999901000001,公開社,福井県,メモ,1234", &["--confidentiality", "public"])
        .ok();
    take("plain.csv", "6999901000002,庁内社,福井県,メモ,5678", &[]).ok();
    take(
        "secret.csv",
        "5999901000003,秘社,福井県,メモ,9012",
        &["--confidentiality", "confidential"],
    )
    .ok();
    let levels: Vec<_> = desk.run(&["firms", "imports"]).ok()["imports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|import| import["confidentiality"].clone())
        .collect();
    assert_eq!(levels, ["confidential", "internal", "public"]);
    assert_eq!(take("x.csv", "4999901000004,甲,福井県,,1", &["--confidentiality", "x"]).status, 2);

    let exported = |audience: &str| {
        let to = desk.path(&format!("{audience}.xlsx"));
        let answer = desk.run(&["firms", "export", &to, "--for", audience]).ok();
        let mut book: Xlsx<_> = open_workbook(&to).unwrap();
        let sheets: Vec<String> = book.sheet_names();
        let mut cells = Vec::new();
        for sheet in &sheets {
            let range = book.worksheet_range(sheet).unwrap();
            cells.extend(range.cells().map(|(_, _, cell)| cell.to_string()));
        }
        (answer, sheets, cells)
    };
    let (answer, sheets, cells) = exported("internal");
    assert_eq!((&answer["rows"], sheets.len()), (&json!(3), 1));
    for there in ["1234", "5678", "9012", "メモ"] {
        assert!(cells.iter().any(|cell| cell == there), "{there}: {cells:?}");
    }
    let (answer, sheets, cells) = exported("firms");
    let facts = ["rows", "withheld", "banded", "for", "verified"].map(|key| answer[key].clone());
    assert_eq!(facts, [json!(2), json!(1), json!(1), json!("firms"), json!(true)]);
    assert_eq!(sheets.last().unwrap(), "取扱区分");
    assert!(cells.iter().any(|cell| cell == "1000以上10000未満"), "{cells:?}");
    assert!(cells.iter().any(|cell| cell.contains("載せなかった企業：1 社")), "{cells:?}");
    for kept in ["5678", "9012", "メモ", "秘社"] {
        assert!(!cells.iter().any(|cell| cell.contains(kept)), "{kept}: {cells:?}");
    }
    let (answer, _, cells) = exported("publication");
    assert_eq!((&answer["rows"], &answer["withheld"]), (&json!(1), &json!(2)));
    assert!(!cells.iter().any(|cell| cell.contains("庁内社")));

    let show =
        |firm: &str, audience: &str| desk.run(&["firms", "show", firm, "--for", audience]).ok();
    let banded = show("6999901000002", "firms");
    assert_eq!((&banded["figures"], &banded["withheld"]), (&json!([]), &json!(0)));
    assert_eq!(banded["banded"][0]["band"], json!({"from": "1000", "to": "10000"}));
    assert_eq!(banded["note"], Value::Null);
    let left_out = show("5999901000003", "firms");
    assert_eq!((&left_out["figures"], &left_out["withheld"]), (&json!([]), &json!(1)));
    assert_eq!(show("7999901000001", "publication")["figures"][0]["value"], 1234);
    assert_eq!(show("5999901000003", "internal")["figures"][0]["value"], 9012);
}

#[test]
fn a_plot_for_others_has_no_point_and_no_amount_that_they_may_not_see() {
    let desk = example();
    desk.run(&["firms", "confidentiality", "public", "--firm", &number_of(&desk, "見本精機")]).ok();
    let totals = ["--out-of-region-sales", "400000000000", "--in-region-purchases", "2000000000"];
    let set =
        ["firms", "totals", "set", "--prefecture", "18", "--year", "2024", "--source", "見本"];
    desk.run(&[&set[..], &totals].concat()).ok();
    let session = session(&desk);
    ask(&session, "ledger_open", json!({})).unwrap();
    let points = |audience: &str| {
        let request = json!({"prefecture": "18", "year": 2024, "for": audience});
        ask(&session, "firms_points", request).unwrap()
    };
    assert_eq!(points("publication")["count"], 1);
    assert!(points("publication")["withheld"].as_u64().unwrap() > 0);
    assert_eq!(points("internal")["withheld"], 0);
    assert!(points("internal")["count"].as_u64().unwrap() > 1);
}
