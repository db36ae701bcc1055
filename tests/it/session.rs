//! The calls as the window makes them, on a session of its own.

use std::fs;

use serde_json::{Value, json};
use shirube_app::{Language, Session, Silent, Surroundings, dispatch};
use shirube_tests::Desk;

pub(crate) fn session(desk: &Desk) -> Session {
    Session::new(Surroundings {
        app_version: "test".to_owned(),
        actor: "試験".to_owned(),
        language: Language::Ja,
        default_ledger: Some(desk.ledger()),
        backups: Some(desk.folder().join("backups")),
    })
    .unwrap()
}

pub(crate) fn ask(session: &Session, call: &str, request: Value) -> Result<Value, String> {
    dispatch(session, call, request, &Silent).map_err(|failure| failure.code)
}

#[test]
fn a_ledger_that_may_not_be_written_is_opened_to_look_and_copied_to_go_on() {
    let desk = Desk::new();
    desk.plan("c");
    let mut rights = fs::metadata(desk.ledger()).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(desk.ledger(), rights).unwrap();
    let session = session(&desk);
    let info = ask(&session, "ledger_open", json!({})).unwrap();
    assert_eq!((&info["read_only"], &info["plans"]), (&json!(true), &json!(1)));
    assert_eq!(ask(&session, "ledger_undo", json!({})).unwrap_err(), "ledger_read_only");
    let copy = desk.path("copy.shirube");
    ask(&session, "ledger_backup", json!({ "path": copy })).unwrap();
    let info = ask(&session, "ledger_open", json!({ "path": copy })).unwrap();
    assert_eq!((&info["read_only"], &info["plans"]), (&json!(false), &json!(1)));
    ask(&session, "ledger_undo", json!({})).unwrap();
}

#[test]
fn each_start_makes_a_backup_of_what_changed() {
    let desk = Desk::new();
    let backups = || fs::read_dir(desk.folder().join("backups")).map_or(0, Iterator::count);
    for (plans, expected) in [(0, 1), (0, 1), (1, 2)] {
        if plans > 0 {
            desk.plan("b");
        }
        let session = session(&desk);
        let info = ask(&session, "ledger_open", json!({})).unwrap();
        assert!(info["last_backup"].is_string());
        session.close().unwrap();
        assert_eq!(backups(), expected);
    }
}

#[test]
fn a_call_that_is_not_there_or_does_not_fit_is_wrong_usage() {
    let session = session(&Desk::bare());
    assert_eq!(ask(&session, "no_such_call", json!({})).unwrap_err(), "unknown_call");
    assert_eq!(ask(&session, "firms_show", json!({"id": 5})).unwrap_err(), "bad_request");
    assert_eq!(ask(&session, "firms_list", json!({})).unwrap_err(), "no_ledger_open");
}
