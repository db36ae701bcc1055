//! The ledger through the command line: new, info, verify, backup, restore, history, undo, redo.

use std::fs;

use serde_json::json;
use shirube_tests::Desk;

#[test]
fn a_new_ledger_is_made_once_and_never_overwritten() {
    let desk = Desk::bare();
    let made = desk.run(&["ledger", "new"]).ok();
    assert_eq!(made["path"], desk.path("ledger.shirube"));
    let before = fs::read(desk.ledger()).unwrap();
    assert_eq!(desk.run(&["ledger", "new"]).failure(), ("ledger_exists".to_owned(), 4));
    assert_eq!(fs::read(desk.ledger()).unwrap(), before);
}

#[test]
fn info_counts_what_the_ledger_holds() {
    let desk = Desk::new();
    desk.plan("c");
    let info = desk.run(&["ledger", "info"]).ok();
    assert_eq!(
        (&info["plans"], &info["firms"], &info["actions"]),
        (&json!(1), &json!(0), &json!(1))
    );
    assert_eq!(info["bytes"], fs::metadata(desk.ledger()).unwrap().len());
    assert!(info["schema_version"].is_u64() && info["app_version"].is_string());
}

#[test]
fn what_is_no_ledger_is_refused_and_left_as_it_was() {
    let desk = Desk::bare();
    for (content, code) in [
        (&b""[..], "ledger_not_ours"),
        (
            &b"not a database, but long enough to look like one, or so it hopes"[..],
            "ledger_not_ours",
        ),
    ] {
        desk.file("ledger.shirube", content);
        assert_eq!(desk.run(&["ledger", "info"]).failure(), (code.to_owned(), 4));
        assert_eq!(desk.run(&["ledger", "undo"]).failure(), (code.to_owned(), 4));
        assert_eq!(fs::read(desk.ledger()).unwrap(), content);
    }
    fs::remove_file(desk.ledger()).unwrap();
    assert_eq!(desk.run(&["plans", "list"]).failure(), ("ledger_missing".to_owned(), 4));
    assert!(!desk.ledger().exists(), "a ledger is made by `ledger new` only");
}

#[test]
fn a_ledger_of_a_newer_version_is_refused() {
    let desk = Desk::new();
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    assert_eq!(desk.run(&["ledger", "info"]).failure(), ("ledger_newer".to_owned(), 4));
}

#[test]
fn verify_finds_a_changed_history() {
    let desk = Desk::new();
    desk.plan("b");
    let whole = desk.run(&["ledger", "verify"]).ok();
    assert_eq!((&whole["ok"], &whole["actions_checked"]), (&json!(true), &json!(1)));
    let connection = rusqlite::Connection::open(desk.ledger()).unwrap();
    connection.execute("UPDATE action SET actor = 'somebody else'", []).unwrap();
    drop(connection);
    let broken = desk.run(&["ledger", "verify"]);
    assert_eq!(broken.status, 1);
    assert_eq!(broken.json()["ok"], false);
    assert!(!broken.json()["problems"].as_array().unwrap().is_empty());
}

#[test]
fn a_backup_is_restored_and_the_present_ledger_kept_aside() {
    let desk = Desk::new();
    let first = desk.plan("b");
    let to = desk.path("copy.shirube");
    let written = desk.run(&["ledger", "backup", "--to", &to]).ok();
    assert_eq!(written["verified"], true);
    let second = desk.plan("c");
    let restored = desk.run(&["ledger", "restore", &to]).ok();
    assert_eq!(restored["verified"], true);
    desk.run(&["plans", "show", &first]).ok();
    assert_eq!(desk.run(&["plans", "show", &second]).failure(), ("plan_not_found".to_owned(), 2));
    let kept = restored["kept_aside"].as_str().unwrap();
    let aside = desk.run_bare(&["--ledger", kept, "--json", "plans", "show", &second]);
    assert_eq!(aside.status, 0, "{aside:?}");
    let nothing = desk.file("nothing.shirube", "");
    assert_eq!(desk.run(&["ledger", "restore", &nothing]).status, 3);
    desk.run(&["plans", "show", &first]).ok();
}

#[test]
fn no_folder_is_ever_created() {
    let desk = Desk::new();
    let to = desk.path("no such folder/copy.shirube");
    assert_eq!(
        desk.run(&["ledger", "backup", "--to", &to]).failure(),
        ("place_unwritable".to_owned(), 3)
    );
    assert!(!desk.folder().join("no such folder").exists());
}

#[test]
fn undo_and_redo_go_through_the_history_one_by_one() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["ledger", "undo"]).failure(), ("nothing_to_undo".to_owned(), 1));
    let id = desk.plan("b");
    desk.fill(&id, &json!({"summary": "一"})).ok();
    desk.fill(&id, &json!({"summary": "二"})).ok();
    let summary = || desk.run(&["plans", "show", &id]).ok()["answers"]["summary"].clone();
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(summary(), "一");
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(summary(), json!(null));
    desk.run(&["ledger", "redo"]).ok();
    desk.run(&["ledger", "redo"]).ok();
    assert_eq!(summary(), "二");
    assert_eq!(desk.run(&["ledger", "redo"]).failure(), ("nothing_to_redo".to_owned(), 1));
    let history = desk.run(&["ledger", "history", "--plan", &id, "--limit", "3"]).ok();
    assert_eq!(history["actions"].as_array().unwrap().len(), 3);
    let action = &history["actions"][0];
    assert_eq!((&action["kind"], &action["actor"]), (&json!("redo"), &json!("試験")));
    assert!(action["label"].as_str().unwrap().contains("見本の計画"));
}
