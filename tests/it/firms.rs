//! Firms through the command line: inspect, import, list, show, totals, rank, export, undo.

use std::fs;

use serde_json::{Value, json};
use shirube_tests::{Desk, root, shared_data};

fn sample(name: &str) -> String {
    root().join("assets/samples").join(name).display().to_string()
}

fn counts(done: &Value) -> [u64; 4] {
    ["rows_read", "new", "updated", "unchanged"].map(|key| done[key].as_u64().unwrap())
}

fn column<'v>(inspection: &'v Value, field: &str) -> &'v Value {
    let columns = inspection["table"]["columns"].as_array().unwrap();
    columns.iter().find(|column| column["field"] == field).unwrap()
}

#[test]
fn the_real_firms_of_a_town_keep_their_numbers_and_a_second_import_changes_nothing() {
    let Some(file) = shared_data("firms/sabae_firms.csv") else { return };
    let file = file.display().to_string();
    let desk = Desk::new();
    let first = desk.run(&["firms", "import", &file]).ok();
    assert_eq!(counts(&first), [2143, 2143, 0, 0]);
    assert!(first["action"].is_string());
    let second = desk.run(&["firms", "import", &file]).ok();
    assert_eq!(counts(&second), [2143, 0, 0, 2143]);
    assert_eq!(second["action"], json!(null));
    let listed = desk.run(&["firms", "list", "--limit", "3000"]).ok();
    assert_eq!(listed["total"], 2143);
    for firm in listed["firms"].as_array().unwrap() {
        let number = firm["corporate_number"].as_str().unwrap();
        assert!(number.len() == 13 && number.bytes().all(|b| b.is_ascii_digit()), "{number}");
        assert_eq!(firm["municipality"], "182079");
    }
    let town = desk.run(&["firms", "show", "4000020182079"]).ok();
    assert_eq!(town["name"], "鯖江市");
}

#[test]
fn every_real_file_is_read_without_a_crash() {
    let desk = Desk::bare();
    for name in [
        "firms/sabae_industries.csv",
        "firms/yaizu_factory_shops.csv",
        "workbooks/kobe_fiscal_tables_2014.xlsx",
        "workbooks/kobe_waste_rules_sjis.csv",
        "codes/jsic_rev13.csv",
        "codes/local_governments.csv",
        "codes/local_governments_2020_sjis.csv",
    ] {
        let Some(file) = shared_data(name) else { return };
        let seen = desk.run_bare(&["--json", "firms", "inspect", &file.display().to_string()]).ok();
        assert_eq!(seen["sha256"].as_str().unwrap().len(), 64, "{name}");
    }
}

#[test]
fn our_samples_are_understood() {
    let desk = Desk::bare();
    let seen = desk.run_bare(&["--json", "firms", "inspect", &sample("prefecture.xlsx")]).ok();
    assert_eq!(seen["table"]["header_rows"], json!([5, 6, 7]));
    assert_eq!(seen["rows"]["data"], 400);
    let sales = column(&seen, "out_of_region_sales");
    assert_eq!((&sales["unit"], &sales["year"]), (&json!("million_yen"), &json!(2023)));
    let seen = desk.run_bare(&["--json", "firms", "inspect", &sample("chamber.xlsx")]).ok();
    assert_eq!(seen["rows"]["data"], 60);
    assert_eq!(column(&seen, "sales")["unit"], "thousand_yen");
    let reasons: Vec<_> =
        seen["skipped"].as_array().unwrap().iter().map(|s| s["reason"].as_str().unwrap()).collect();
    for reason in ["title", "header", "subtotal", "total", "note"] {
        assert!(reasons.contains(&reason), "{reason}: {reasons:?}");
    }
    let seen = desk.run_bare(&["--json", "firms", "inspect", &sample("bank.xlsx")]).ok();
    assert_eq!(seen["rows"]["data"], 2000);
    assert_eq!(column(&seen, "sales")["unit"], "yen");
    for problem in seen["problems"].as_array().unwrap() {
        let message = problem["message"].as_str().unwrap();
        assert!(!message.starts_with("problem.") && !message.contains('{'), "{message}");
    }
}

#[test]
fn a_trial_writes_nothing_and_gives_the_same_numbers() {
    let desk = Desk::new();
    let trial = desk.run(&["firms", "import", &sample("chamber.xlsx"), "--dry-run"]).ok();
    assert_eq!(trial["action"], json!(null));
    let info = desk.run(&["ledger", "info"]).ok();
    assert_eq!((&info["firms"], &info["actions"]), (&json!(0), &json!(0)));
    let done = desk.run(&["firms", "import", &sample("chamber.xlsx")]).ok();
    assert_eq!(counts(&trial), counts(&done));
    assert_eq!(trial["problems"], done["problems"]);
}

/// Every data table, row by row, as text; the log itself is no part of the state.
fn dump(desk: &Desk) -> Vec<String> {
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    let mut lines = Vec::new();
    for table in ["firm", "figure", "import", "regional_total", "plan", "attachment"] {
        let mut select =
            connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2, 3, 4")).unwrap();
        let width = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<_> =
                (0..width).map(|n| format!("{:?}", row.get_ref(n).unwrap())).collect();
            lines.push(format!("{table} {}", cells.join(" ")));
        }
    }
    lines
}

#[test]
fn undo_after_a_restart_brings_a_large_import_back_to_exactly_the_state_before() {
    let desk = Desk::new();
    desk.run(&["firms", "import", &sample("prefecture.xlsx")]).ok();
    let before = dump(&desk);
    let done = desk.run(&["firms", "import", &sample("bank.xlsx")]).ok();
    assert_eq!(done["rows_read"], 2000);
    let after = dump(&desk);
    assert_ne!(before, after);
    // Every run of the command is a start of the program.
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(dump(&desk), before);
    desk.run(&["ledger", "redo"]).ok();
    assert_eq!(dump(&desk), after);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn a_figure_is_traced_to_its_cell_and_another_source_stays_beside_it() {
    let desk = Desk::new();
    desk.run(&["firms", "import", &sample("prefecture.xlsx")]).ok();
    desk.run(&["firms", "import", &sample("bank.xlsx")]).ok();
    let firm = desk.run(&["firms", "show", "7999901000001"]).ok();
    let figures = firm["figures"].as_array().unwrap();
    let sales =
        figures.iter().find(|f| f["field"] == "out_of_region_sales" && f["year"] == 2023).unwrap();
    assert_eq!(sales["unit_in_file"], "million_yen");
    let source = &sales["provenance"];
    assert_eq!((&source["file"], &source["sheet"]), (&json!("prefecture.xlsx"), &json!("R6実績")));
    assert_eq!(source["sha256"].as_str().unwrap().len(), 64);
    let raw: f64 = source["raw"].as_str().unwrap().replace(',', "").parse().unwrap();
    assert_eq!((raw * 1_000_000.0).round(), sales["value"].as_f64().unwrap());
    let cell = source["cell"].as_str().unwrap();
    assert!(
        cell.starts_with(|c: char| c.is_ascii_uppercase())
            && cell.ends_with(|c: char| c.is_ascii_digit())
    );
}

#[test]
fn the_list_is_searched_and_filtered() {
    let desk = Desk::new();
    desk.run(&["firms", "import", &sample("prefecture.xlsx")]).ok();
    let total = |more: &[&str]| {
        desk.run(&[&["firms", "list", "--limit", "2"], more].concat()).ok()["total"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(total(&[]), 400);
    assert!((1..400).contains(&total(&["--search", "見本"])));
    assert_eq!(total(&["--search", "７９９９９０１０００００１"]), 1);
    assert_eq!(total(&["--search", "no such firm"]), 0);
    assert_eq!(total(&["--prefecture", "18"]), total(&["--prefecture", "180009"]));
    assert!((1..400).contains(&total(&["--municipality", "182079"])));
    assert_eq!(
        total(&["--industry", "E"]),
        (9..=32).map(|n| total(&["--industry", &format!("{n:02}")])).sum::<u64>()
    );
    let page = desk.run(&["firms", "list", "--limit", "2", "--offset", "399"]).ok();
    assert_eq!(page["firms"].as_array().unwrap().len(), 1);
    assert_eq!(
        desk.run(&["firms", "list", "--municipality", "182078"]).failure(),
        ("municipality_invalid".to_owned(), 2)
    );
}

#[test]
fn degrees_are_shares_of_the_totals_or_of_the_registered_sum() {
    let desk = Desk::new();
    let csv = "法人番号,名称,都道府県,令和6年度 域外販売額（円）,令和6年度 域内仕入額（円）\n\
               7999901000001,甲,福井県,300,50\n\
               6999901000002,乙,福井県,100,\n\
               5999901000003,丙,福井県,-5,50\n";
    desk.run(&["firms", "import", &desk.file("firms.csv", csv)]).ok();
    let rank = |more: &[&str]| {
        desk.run(&[&["firms", "rank", "--prefecture", "18", "--year", "2024"], more].concat()).ok()
    };
    let ranked = rank(&[]);
    assert_eq!(ranked["denominators"]["connector"]["kind"], "registered_sum");
    assert_eq!(ranked["denominators"]["connector"]["value"], 400);
    let degrees: Vec<_> =
        ranked["firms"].as_array().unwrap().iter().map(|f| f["connector_degree"].clone()).collect();
    assert_eq!(degrees, [json!("0.750000000000"), json!("0.250000000000"), json!(null)]);
    let words = [
        "firms",
        "totals",
        "set",
        "--prefecture",
        "18",
        "--year",
        "2023",
        "--out-of-region-sales",
        "900",
        "--in-region-purchases",
        "100",
        "--source",
        "見本統計",
    ];
    desk.run(&words).ok();
    let ranked = rank(&["--by", "hub", "--top", "2"]);
    assert_eq!(
        ranked["denominators"]["hub"],
        json!({"value": 100, "year": 2023, "source": "見本統計", "kind": "statistic"})
    );
    let firms = ranked["firms"].as_array().unwrap();
    assert_eq!(firms.len(), 2);
    assert_eq!((&firms[0]["rank"], &firms[1]["rank"]), (&json!(1), &json!(1)));
    let first = firms.iter().find(|firm| firm["name"] == "甲").unwrap();
    assert_eq!(first["connector_degree"], "0.333333333333");
    assert_eq!(first["warnings"], json!(["connector_year_mismatch", "hub_year_mismatch"]));
    assert_eq!(
        desk.run(&[
            "firms",
            "totals",
            "set",
            "--prefecture",
            "18",
            "--year",
            "2023",
            "--source",
            "x"
        ])
        .failure(),
        ("totals_empty".to_owned(), 2)
    );
}

#[test]
fn an_exported_list_is_taken_in_again_without_a_change() {
    let desk = Desk::new();
    desk.run(&["firms", "import", &sample("prefecture.xlsx")]).ok();
    let to = desk.path("list.xlsx");
    let written = desk.run(&["firms", "export", &to]).ok();
    assert_eq!((&written["rows"], &written["verified"]), (&json!(400), &json!(true)));
    assert_eq!(desk.run(&["firms", "export", &to]).failure(), ("file_exists".to_owned(), 3));
    let again = desk.run(&["firms", "import", &to]).ok();
    assert_eq!(counts(&again), [400, 0, 0, 400], "{again}");
    let nowhere = desk.path("no such folder/list.xlsx");
    assert_eq!(desk.run(&["firms", "export", &nowhere]).failure(), ("place_missing".to_owned(), 3));
}

#[test]
fn a_file_that_cannot_be_used_is_named_and_the_ledger_untouched() {
    let desk = Desk::new();
    let before = fs::read(desk.ledger()).unwrap();
    let whole = fs::read(root().join("assets/samples/chamber.xlsx")).unwrap();
    // Importing one takes its lists; there is nothing to look at in a folder itself.
    let folder = desk.folder().display().to_string();
    let run = desk.run(&["firms", "inspect", &folder]);
    assert_eq!(run.failure(), ("is_a_folder".to_owned(), 3));
    for (file, code) in [
        (desk.path("missing.xlsx"), "not_found"),
        (desk.file("empty.xlsx", ""), "empty_file"),
        (desk.file("half.xlsx", &whole[..whole.len() / 2]), "truncated_or_broken"),
        (desk.file("picture.xlsx", b"\x89PNG\r\n\x1a\n0000IHDR"), "not_a_spreadsheet"),
        (desk.file("report.pdf", "%PDF-1.7\n"), "not_a_spreadsheet"),
        (desk.file("odd.csv", b"caf\xe9 \xff\xfe,\xff"), "unknown_encoding"),
    ] {
        for words in [&["firms", "inspect"][..], &["firms", "import"]] {
            let run = desk.run(&[words, &[file.as_str()]].concat());
            let (found, status) = run.failure();
            assert_eq!(status, 3, "{run:?}");
            assert!(code.is_empty() || found == code, "{file}: {found}");
            assert_eq!(run.json()["error"]["place"]["file"], file.as_str());
        }
    }
    let no_names = desk.file("numbers.csv", "売上高（千円）,仕入高（千円）\n1,2\n3,4\n");
    assert_eq!(desk.run(&["firms", "import", &no_names]).status, 3);
    assert_eq!(
        desk.run(&["firms", "import", &sample("chamber.xlsx"), "--sheet", "ない"]).status,
        3
    );
    assert_eq!(fs::read(desk.ledger()).unwrap(), before);
}

#[test]
fn what_is_told_to_people_is_in_words() {
    let desk = Desk::new();
    let file = desk.file("list.csv", "法人番号,企業名,売上高（千円）\n7999901000001,甲,1\n");
    let ledger = desk.path("ledger.shirube");
    for language in ["ja", "en"] {
        for words in [
            &["firms", "inspect", &file][..],
            &["firms", "import", &file, "--year", "2024"],
            &["firms", "show", "7999901000001"],
            &["firms", "list"],
            &["firms", "rank", "--prefecture", "18", "--year", "2024"],
            &["ledger", "info"],
            &["ledger", "history"],
            &["ledger", "verify"],
            &["plans", "list"],
        ] {
            let run = desk.run_bare(&[&["--ledger", &ledger, "--lang", language], words].concat());
            assert_eq!(run.status, 0, "{run:?}");
            let keys = ["field.", "cli.", "unit.", "skip.", "problem.", "action.", "missing."];
            for key in keys {
                assert!(!run.stdout.contains(key), "{key}: {}", run.stdout);
            }
        }
    }
}

#[test]
fn a_table_that_is_not_there_is_wrong_usage() {
    let desk = Desk::bare();
    let words = ["--json", "firms", "inspect", &sample("chamber.xlsx"), "--table", "9"];
    assert_eq!(desk.run_bare(&words).failure(), ("table_not_found".to_owned(), 2));
}
