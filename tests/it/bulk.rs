//! Taking several files and folders in at once, as a user does it: `firms import A B DIR`.

use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use shirube_app::{Language, Progress, Session, Silent, Surroundings, dispatch};
use shirube_tests::{Desk, root};

fn sample(name: &str) -> String {
    root().join("assets/samples").join(name).display().to_string()
}

fn list(names: &[&str]) -> String {
    let rows: String = names.iter().map(|name| format!("{name},福井県鯖江市\n")).collect();
    format!("企業名,所在地\n{rows}")
}

fn names(files: &Value) -> Vec<String> {
    let name =
        |file: &Value| file["file"].as_str().unwrap().rsplit(['/', '\\']).next().map(str::to_owned);
    files.as_array().unwrap().iter().filter_map(name).collect()
}

/// A desk with a folder of lists, and things that are none.
fn folder() -> (Desk, String) {
    let desk = Desk::new();
    fs::create_dir(desk.folder().join("一覧")).unwrap();
    for (name, content) in [
        ("2.csv", list(&["乙商店", "丙商店"])),
        ("1.csv", list(&["甲商店", "乙商店"])),
        ("こわれた.xlsx", "表ではない".to_owned()),
        ("~$1.xlsx", "x".to_owned()),
        (".隠し.csv", list(&["隠商店"])),
        ("案内.pdf", "%PDF".to_owned()),
        ("1_確認のお願い.xlsx", "x".to_owned()),
        ("1_確認のお願い (2).xlsx", "x".to_owned()),
    ] {
        desk.file(&format!("一覧/{name}"), content);
    }
    fs::create_dir(desk.folder().join("一覧/中")).unwrap();
    desk.file("一覧/中/3.csv", list(&["丁商店"]));
    let path = desk.path("一覧");
    (desk, path)
}

#[test]
fn every_list_of_a_folder_is_taken_and_what_is_not_is_said() {
    let (desk, folder) = folder();
    let run = desk.run(&["firms", "import", &folder]);
    assert_eq!(run.status, 3, "one of them could not be used");
    let done = run.json();
    assert_eq!(names(&done["files"]), ["1.csv", "2.csv", "こわれた.xlsx"]);
    let count = |n: usize, key: &str| done["files"][n][key].as_u64().unwrap();
    assert_eq!((count(0, "new"), count(1, "new"), count(1, "unchanged")), (2, 1, 1));
    assert_eq!(done["files"][2]["error"]["code"], "not_a_spreadsheet");
    assert_eq!(done["files"][0]["error"], Value::Null);
    let total = &done["total"];
    assert_eq!(
        (&total["files"], &total["failed"], &total["new"]),
        (&json!(3), &json!(1), &json!(3))
    );
    assert_eq!(done["cancelled"], false);
    let passed: Vec<(String, &str)> = names(&done["passed"])
        .into_iter()
        .zip(done["passed"].as_array().unwrap().iter().map(|p| p["reason"].as_str().unwrap()))
        .collect();
    let expected = [
        ("1_確認のお願い (2).xlsx", "report"),
        ("1_確認のお願い.xlsx", "report"),
        ("~$1.xlsx", "lock_file"),
        ("中", "folder"),
        ("案内.pdf", "other_kind"),
    ];
    assert_eq!(passed, expected.map(|(name, reason)| (name.to_owned(), reason)));
    assert!(run.stderr.contains("1/3 1.csv"), "{}", run.stderr);
}

#[test]
fn each_file_is_undone_by_itself() {
    let desk = Desk::new();
    let (one, two) = (desk.file("1.csv", list(&["甲商店"])), desk.file("2.csv", list(&["乙商店"])));
    let done = desk.run(&["firms", "import", &one, &two]).ok();
    let actions: Vec<_> =
        done["files"].as_array().unwrap().iter().map(|f| f["action"].clone()).collect();
    assert!(actions.iter().all(Value::is_string) && actions[0] != actions[1]);
    let firms = || desk.run(&["firms", "list"]).ok()["total"].clone();
    assert_eq!(firms(), 2);
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(firms(), 1);
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(firms(), 0);
}

#[test]
fn a_trial_of_many_files_writes_nothing() {
    let (desk, folder) = folder();
    let run = desk.run(&["firms", "import", &folder, "--dry-run"]);
    assert_eq!(run.status, 3);
    assert_eq!(run.json()["files"][0]["action"], Value::Null);
    assert_eq!(run.json()["total"]["rows_read"], 4);
    assert_eq!(desk.run(&["ledger", "info"]).ok()["actions"], 0);
}

#[test]
fn one_file_answers_as_ever() {
    let desk = Desk::new();
    let done = desk.run(&["firms", "import", &sample("chamber.xlsx")]).ok();
    assert!(done["files"].is_null() && done["problems"].is_array());
    let run = desk.run(&["firms", "import", &desk.path("ない.xlsx")]);
    assert_eq!(run.failure(), ("not_found".to_owned(), 3));
}

#[test]
fn a_file_is_taken_once_however_often_it_is_named() {
    let desk = Desk::new();
    let file = desk.file("1.csv", list(&["甲商店"]));
    let folder = desk.folder().display().to_string();
    let run = desk.run(&["firms", "import", &file, &folder, &file]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(names(&run.json()["files"]), ["1.csv"]);
}

#[test]
fn a_folder_without_lists_and_a_missing_ledger_are_refused_at_once() {
    let desk = Desk::new();
    fs::create_dir(desk.folder().join("空")).unwrap();
    let run = desk.run(&["firms", "import", &desk.path("空")]);
    assert_eq!(run.failure(), ("no_files_to_import".to_owned(), 3));
    let bare = Desk::bare();
    let (one, two) = (bare.file("1.csv", list(&["甲"])), bare.file("2.csv", list(&["乙"])));
    assert_eq!(bare.run(&["firms", "import", &one, &two]).failure().1, 4);
}

#[test]
fn people_get_a_summary_in_words() {
    let (desk, folder) = folder();
    let run =
        desk.run_bare(&["--ledger", &desk.path("ledger.shirube"), "firms", "import", &folder]);
    assert_eq!(run.status, 3);
    for part in
        ["■ ", "新しい企業 2", "✗ ", "ファイル 3 個（うち使えなかったもの 1 個）", "見ませんでした"]
    {
        assert!(run.stdout.contains(part), "{part}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("cli."), "{}", run.stdout);
}

/// Stops the work after so many looks at whether it should stop.
struct StopAfter(AtomicU64);

impl Progress for StopAfter {
    fn report(&self, _done: u64, _total: u64) {}

    fn cancelled(&self) -> bool {
        self.0.fetch_sub(1, Ordering::Relaxed) == 0
    }
}

/// What a stopped import of two lists answers; the first look comes before the first list.
fn stopped_after(looks: u64) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let many: Vec<String> = (0..1200).map(|n| format!("見本{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for name in ["1.csv", "2.csv"] {
        fs::write(path(name), list(if name == "1.csv" { &["甲商店"] } else { &many })).unwrap();
    }
    let session = Session::new(Surroundings {
        app_version: "test".to_owned(),
        actor: "試験".to_owned(),
        language: Language::Ja,
        default_ledger: Some(path("ledger.shirube").into()),
        backups: None,
    })
    .unwrap();
    let call = |name: &str, request: Value, progress: &dyn Progress| {
        dispatch(&session, name, request, progress).unwrap()
    };
    call("ledger_new", json!({ "path": path("ledger.shirube") }), &Silent);
    call("ledger_open", json!({ "path": path("ledger.shirube") }), &Silent);
    let request = json!({ "paths": [path("1.csv"), path("2.csv")] });
    let mut done = call("firms_import_many", request, &StopAfter(AtomicU64::new(looks)));
    done["firms"] = call("firms_list", json!({}), &Silent)["total"].clone();
    done
}

#[test]
fn what_was_taken_before_it_was_stopped_stays_and_is_listed() {
    for (looks, files) in [(0, 0), (1, 1), (2, 1), (3, 1)] {
        let done = stopped_after(looks);
        assert_eq!(done["cancelled"], true, "{looks}");
        assert_eq!(done["files"].as_array().unwrap().len(), files, "{looks}");
        // Inside the second list nothing of it stays.
        assert_eq!(done["firms"], files, "{looks}");
    }
    let done = stopped_after(4);
    assert_eq!((&done["cancelled"], &done["firms"]), (&json!(false), &json!(1201)));
}
