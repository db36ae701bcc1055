//! Sending back what is wrong with a file, as a user does it: `firms report`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use shirube_sheets::{Limits, Workbook, same_cells};
use shirube_tests::{Desk, root};

const MESSY: &str = "法人番号,企業名,所在地,売上高（千円）,設立,従業員数\n\
    7000012050003,見本商店,福井県鯖江市,約120,1987/4/1,12名\n\
    123,=1+1,どこか市,x,令和6年13月1日,十\n\
    7000012050002,例株式会社,福井県,10,2020/5/1,-3\n";

fn sample(name: &str) -> String {
    root().join("assets/samples").join(name).display().to_string()
}

/// The texts of every cell of a sheet, row by row.
fn texts(path: &str) -> Vec<String> {
    let book = Workbook::open(Path::new(path), &Limits::default()).unwrap();
    let mut texts = Vec::new();
    book.rows(0, &mut |row| {
        texts.extend(row.cells.iter().map(|cell| cell.value.to_text().into_owned()));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    texts
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap()
}

#[test]
fn a_workbook_is_sent_back_with_its_cells_marked_and_everything_else_as_it_was() {
    let desk = Desk::bare();
    let file = desk.path("会員企業.xlsx");
    fs::copy(sample("chamber.xlsx"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let folder = desk.folder().display().to_string();
    let done = desk.run(&["firms", "report", &file, "--to", &folder]).ok();
    assert_eq!(done["report"]["verified"], true);
    assert!(text(&done["report"], "path").ends_with("会員企業_確認のお願い.xlsx"));
    assert_eq!(done["unmarked"], Value::Null);
    let marked = &done["marked"];
    assert_eq!((&marked["verified"], &marked["fresh"]), (&json!(true), &json!(false)));
    assert_eq!(marked["cells"], 5);
    let seen = desk.run(&["firms", "inspect", &file]).ok();
    assert_eq!(done["problems"], seen["problems"]);
    let open = |path: &str| Workbook::open(Path::new(path), &Limits::default()).unwrap();
    assert!(same_cells(&open(&file), &open(text(marked, "path"))).unwrap());
    // What is wrong with the copy is what is wrong with the file.
    let again = desk.run(&["firms", "inspect", text(marked, "path")]).ok();
    assert_eq!(again["problems"], seen["problems"]);
    assert_eq!(fs::read(&file).unwrap(), before, "the file itself is never touched");
}

#[test]
fn a_report_says_where_what_and_how_it_would_be_right() {
    let desk = Desk::bare();
    let file = desk.file("名簿.csv", MESSY);
    let to = desk.path("お願い.xlsx");
    let done = desk.run(&["firms", "report", &file, "--to", &to, "--year", "2024"]).ok();
    assert_eq!(text(&done["report"], "path"), to);
    assert_eq!(done["report"]["rows"], 8);
    assert_eq!(done["marked"]["fresh"], true);
    let texts = texts(&to);
    let has = |part: &str| texts.iter().any(|text| text.contains(part));
    for part in [
        "名簿.csv（",
        "見出し 1 行目",
        "D 売上高（千円）＝売上額（2024年度、千円）",
        "お願いしたいこと 8 件（修正のお願い 5、確認のお願い 2、次回のお願い 1）",
        "名簿\nA2",
        "「7000012050003」",
        "法人番号の検査用の数字が合いません。\n→ 空欄として扱いました。",
        "→「120,000」と読みました。",
        "L3-03 数値データの同一列内に特殊記号",
        "お願い_確認箇所",
    ] {
        let wanted = part.replace("お願い_確認箇所", "名簿_確認箇所.xlsx");
        assert!(has(&wanted), "{wanted}: {texts:#?}");
    }
    assert!(texts.iter().all(|text| !text.contains("report.") && !text.contains('{')));
    let first = texts.iter().position(|text| text == "修正のお願い").unwrap();
    let last = texts.iter().position(|text| text == "次回のお願い").unwrap();
    assert!(first < last);
    let copied = self::texts(text(&done["marked"], "path"));
    assert!(copied.contains(&"=1+1".to_owned()) && copied.contains(&"7000012050003".to_owned()));
}

#[test]
fn many_cells_of_one_column_are_one_line() {
    let desk = Desk::bare();
    let rows: String = (0..25).map(|n| format!("見本{n},12345\n")).collect();
    let file = desk.file("多い.csv", format!("企業名,法人番号\n{rows}"));
    let folder = desk.folder().display().to_string();
    let done = desk.run(&["firms", "report", &file, "--to", &folder]).ok();
    assert_eq!(done["report"]["rows"], 1);
    assert_eq!(done["problem_count"], 25);
    assert_eq!(done["marked"]["cells"], 25);
    let texts = texts(text(&done["report"], "path"));
    let place = texts.iter().find(|text| text.contains("B2、")).unwrap();
    assert!(place.contains("B11 ほか 15 件") && !place.contains("B12"), "{place}");
}

#[test]
fn columns_of_which_the_same_is_said_share_a_line() {
    let desk = Desk::bare();
    let rows = "甲,x,x\n乙,1,2\n丙,3,4\n";
    let file =
        desk.file("秘匿.csv", format!("企業名,2023年度売上高（円）,2024年度売上高（円）\n{rows}"));
    let folder = desk.folder().display().to_string();
    let done = desk.run(&["firms", "report", &file, "--to", &folder]).ok();
    assert_eq!((&done["report"]["rows"], &done["marked"]["cells"]), (&json!(1), &json!(2)));
    let texts = texts(text(&done["report"], "path"));
    assert!(texts.iter().any(|text| text.ends_with("B2、C2")), "{texts:#?}");
}

#[test]
fn a_file_without_problems_gets_a_report_that_says_so() {
    let desk = Desk::bare();
    let file = desk.file("よい.csv", "企業名,法人番号\n見本商店,7000012050002\n");
    let folder = desk.folder().display().to_string();
    let done = desk.run(&["firms", "report", &file, "--to", &folder]).ok();
    assert_eq!((&done["marked"], &done["unmarked"]), (&Value::Null, &json!("no_cells")));
    assert_eq!(done["report"]["rows"], 0);
    assert!(texts(text(&done["report"], "path")).iter().any(|t| t.contains("ありませんでした")));
}

#[test]
fn nothing_is_replaced_and_no_folder_is_made() {
    let desk = Desk::bare();
    let file = desk.file("名簿.csv", MESSY);
    let report = |to: &str| desk.run(&["firms", "report", &file, "--to", to]).failure();
    assert_eq!(report(&desk.path("ない")), ("place_missing".to_owned(), 3));
    assert_eq!(report(&desk.path("ない/a.xlsx")), ("place_missing".to_owned(), 3));
    assert_eq!(report(&file), ("not_a_workbook_name".to_owned(), 3));
    let there = desk.file("ある.xlsx", b"x");
    assert_eq!(report(&there), ("file_exists".to_owned(), 3));
    assert_eq!(fs::read(&there).unwrap(), b"x");
    let mut names: Vec<_> =
        fs::read_dir(desk.folder()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["ある.xlsx", "名簿.csv"]);
    let folder = desk.folder().display().to_string();
    let paths: Vec<Value> = (0..2)
        .map(|n| {
            let year = (2023 + n).to_string();
            let words = ["firms", "report", &file, "--to", &folder, "--year", &year];
            desk.run(&words).ok()["report"]["path"].clone()
        })
        .collect();
    assert_ne!(paths[0], paths[1], "the second report lies beside the first");
}

#[test]
fn what_was_written_opens_in_another_program() {
    let desk = Desk::bare();
    let folder = desk.folder().display().to_string();
    for name in ["chamber.xlsx", "prefecture.xlsx"] {
        let done = desk.run(&["firms", "report", &sample(name), "--to", &folder]).ok();
        for path in [text(&done["report"], "path"), text(&done["marked"], "path")] {
            let home = format!("-env:UserInstallation=file://{folder}/office");
            let words = ["--headless", &home, "--convert-to", "pdf", "--outdir", &folder, path];
            let Ok(output) = Command::new("soffice").args(words).output() else {
                println!("skipped: soffice is not on this machine");
                return;
            };
            let made = Path::new(path).with_extension("pdf");
            assert!(made.is_file(), "{path}: {output:?}");
        }
    }
}
