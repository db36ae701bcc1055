//! What a check of the ledger finds.

use rusqlite::Connection;
use shirube_store::{Access, ActionKind, Ledger, UndoScope};

use crate::support::{Place, at, create_plan, drafts, file, import, info, options, plan, source};

/// A ledger with some history, closed.
fn lived_in(place: &Place) {
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(40));
    let c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    ledger
        .write(info(ActionKind::Attach), |tx| {
            tx.attach(&file(Some(c.id), "図.png", "image/png", b"png"))
        })
        .unwrap();
    ledger.undo(UndoScope::Latest, "x", at(2)).unwrap();
    ledger.redo(UndoScope::Latest, "x", at(3)).unwrap();
    ledger.close().unwrap();
}

/// The codes of what a check finds after somebody tampered.
fn found_after(tamper: &str) -> Vec<&'static str> {
    let place = Place::new();
    lived_in(&place);
    let conn = Connection::open(&place.path).unwrap();
    conn.execute_batch(&format!("PRAGMA foreign_keys = OFF; {tamper}")).unwrap();
    drop(conn);
    let ledger = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    let mut codes: Vec<_> = ledger.verify().problems.into_iter().map(|p| p.code).collect();
    codes.dedup();
    codes
}

#[test]
fn a_whole_ledger_has_no_problems() {
    assert_eq!(found_after(""), [""; 0]);
    let place = Place::new();
    lived_in(&place);
    assert_eq!(place.open().verify().actions_checked, 5);
}

#[test]
fn tampering_is_found() {
    let cases = [
        ("UPDATE action SET actor = 'X' WHERE seq = 2", "payload_changed"),
        ("UPDATE action SET params = '{}' WHERE seq = 1", "payload_changed"),
        ("UPDATE change SET after = '{}' WHERE action = 2", "payload_changed"),
        ("DELETE FROM change WHERE action = 1 AND ordinal = 0", "payload_changed"),
        ("UPDATE action SET at = '2020-01-01T00:00:00Z' WHERE seq = 3", "chain_broken"),
        ("UPDATE blob SET bytes = x'00'", "blob_changed"),
        ("DELETE FROM blob", "attachment_missing"),
        ("DELETE FROM import", "ledger_reference"),
        ("DROP INDEX action_plan", "schema_changed"),
        ("CREATE TRIGGER t AFTER INSERT ON firm BEGIN DELETE FROM plan; END", "schema_changed"),
    ];
    for (tamper, expected) in cases {
        assert_eq!(found_after(tamper), [expected], "{tamper}");
    }
    assert!(found_after("DELETE FROM action WHERE seq = 3").contains(&"chain_broken"));
    assert!(found_after("DELETE FROM action WHERE seq = 5").contains(&"chain_cut"));
}

#[test]
fn a_trigger_that_somebody_put_in_does_not_run() {
    let place = Place::new();
    lived_in(&place);
    let conn = Connection::open(&place.path).unwrap();
    conn.execute_batch("CREATE TRIGGER t AFTER INSERT ON firm BEGIN DELETE FROM plan; END")
        .unwrap();
    drop(conn);
    let mut ledger = place.open();
    import(&mut ledger, &source("b"), &drafts(50));
    assert_eq!(ledger.info().unwrap().plans, 1);
}

#[test]
fn pages_that_are_damaged_inside_are_found_and_do_not_stop_the_check() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(2_000));
    ledger.close().unwrap();
    let mut bytes = std::fs::read(&place.path).unwrap();
    let third = bytes.len() / 3;
    bytes[third..third + 20_000].fill(0x33);
    std::fs::write(&place.path, bytes).unwrap();
    let ledger = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    let found = ledger.verify();
    assert!(found.problems.iter().any(|problem| problem.code == "ledger_integrity"));
    assert!(found.problems.iter().all(|problem| !problem.params.is_empty()));
}
