//! The forms of several plans at once: names, zip, PDF, what fails and what stays.

use serde_json::{Value, json};
use shirube_tests::Desk;

fn files(done: &Value) -> Vec<&Value> {
    let plans = done["plans"].as_array().unwrap();
    plans.iter().flat_map(|plan| plan["files"].as_array().unwrap()).collect()
}

#[test]
fn all_plans_are_written_with_a_zip_that_says_what_is_in_it() {
    let desk = Desk::new();
    for kind in ["a", "b", "c"] {
        desk.plan(kind);
    }
    std::fs::create_dir(desk.path("out")).unwrap();
    let (to, zip) = (desk.path("out"), desk.path("様式.zip"));
    let done = desk.run(&["forms", "batch", "--all", "--to", &to, "--zip", &zip]).ok();
    assert_eq!((&done["failed"], &done["verified"]), (&json!(0), &json!(true)));
    assert_eq!(files(&done).len(), 3);
    assert!(done["message"].as_str().unwrap().contains("一致しました"));
    assert_eq!(done["pdf"]["state"], "not_asked");
    for file in files(&done) {
        let name = file["name"].as_str().unwrap();
        assert!(name.starts_with("182079_見本の計画_参考様式"), "{name}");
        let path = file["path"].as_str().unwrap();
        assert_eq!(std::fs::metadata(path).unwrap().len(), file["bytes"]);
        let verified = desk.run_bare(&["--json", "forms", "verify", path]).ok();
        assert_eq!(verified["ok"], true);
    }
    let bytes = std::fs::read(&zip).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(archive.len(), 4);
    let manifest: Value =
        serde_json::from_reader(archive.by_name("manifest.json").unwrap()).unwrap();
    let listed: Vec<(&Value, &Value)> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (&file["name"], &file["sha256"]))
        .collect();
    let written: Vec<(&Value, &Value)> =
        files(&done).iter().map(|file| (&file["name"], &file["sha256"])).collect();
    assert_eq!(listed, written);
    // The zip that is there is never replaced, and nothing else is written either.
    let again = desk.run(&["forms", "batch", "--all", "--to", &to, "--zip", &zip]);
    assert_eq!(again.failure(), ("file_exists".to_owned(), 3));
    assert_eq!(std::fs::read_dir(&to).unwrap().count(), 3);
}

#[test]
fn one_plan_that_fails_does_not_stop_the_others() {
    let desk = Desk::new();
    let plan = desk.plan("c");
    let gone = "00000000-0000-7000-8000-000000000000";
    let words = ["forms", "batch", "--plan", gone, "--plan", &plan, "--to", &desk.path("")];
    let run = desk.run(&words);
    assert_eq!(run.status, 1);
    let done = run.json();
    assert_eq!(done["failed"], 1);
    assert_eq!(done["plans"][0]["error"]["code"], "plan_not_found");
    assert_eq!(files(&done).len(), 1);
}

#[test]
fn names_follow_the_rule_and_wrong_words_are_told_before_any_work() {
    let desk = Desk::new();
    let plan = desk.plan("b");
    let to = desk.path("");
    let words = ["forms", "batch", "--plan", &plan, "--to", &to, "--name", "提出〜{form}"];
    let done = desk.run(&words).ok();
    assert_eq!(files(&done)[0]["name"], "提出～参考様式B.xlsx");
    for (words, code, status) in [
        (vec!["--plan", &plan, "--to", &to, "--name", "{town}"], "name_rule_wrong", 2),
        (vec!["--plan", &plan, "--to", "/nowhere/at/all"], "place_missing", 3),
        (vec!["--prefecture", "47", "--to", &to], "batch_no_plan", 1),
        (vec!["--plan", &plan, "--to", &to, "--zip", "x.txt"], "not_a_zip_name", 3),
    ] {
        let run = desk.run(&[&["forms", "batch"], &words[..]].concat());
        assert_eq!(run.failure(), (code.to_owned(), status), "{words:?}");
    }
}

#[test]
fn pdf_copies_are_made_where_libreoffice_is_installed_and_said_where_not() {
    let desk = Desk::new();
    let plan = desk.plan("c");
    let words = ["forms", "batch", "--plan", &plan, "--to", &desk.path(""), "--pdf"];
    let done = desk.run(&words).ok();
    match done["pdf"]["state"].as_str().unwrap() {
        "made" => {
            assert_eq!(files(&done).len(), 2);
            let pdf = files(&done)[1]["path"].as_str().unwrap();
            assert!(std::fs::read(pdf).unwrap().starts_with(b"%PDF-"));
        }
        "not_installed" => {
            println!("skipped: soffice is not installed");
            assert_eq!(files(&done).len(), 1);
        }
        other => panic!("{other}: {done}"),
    }
    assert!(!done["pdf"]["message"].as_str().unwrap().is_empty());
}

#[test]
fn a_form_that_was_changed_is_not_as_it_was_written() {
    let desk = Desk::new();
    let plan = desk.plan("c");
    let done = desk.run(&["forms", "batch", "--plan", &plan, "--to", &desk.path("")]).ok();
    let path = files(&done)[0]["path"].as_str().unwrap();
    let title = super::forms_back::home(path, "plan.title");
    let bytes = super::forms_back::edited_text(path, &title, "別の名称");
    let changed = desk.file("変えた.xlsx", bytes);
    let run = desk.run_bare(&["--json", "forms", "verify", &changed]);
    assert_eq!((run.status, &run.json()["different"]), (1, &json!(1)));
}
