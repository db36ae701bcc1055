//! Making and opening: each way in which a file can't be used has its own code.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use shirube_store::{Access, ActionKind, Ledger, SCHEMA_VERSION, StoreError};

use crate::support::{Place, at, drafts, import, info, options, record, source};

fn code(path: &Path, access: Access) -> &'static str {
    match Ledger::open(path, &options(access)) {
        Ok(_) => "opened",
        Err(error) => {
            assert!(!error.params().is_empty(), "{error} carries no facts");
            error.code()
        }
    }
}

#[test]
fn a_new_ledger_is_one_file_and_says_what_it_is() {
    let place = Place::new();
    let ledger = place.create();
    let info = ledger.info().unwrap();
    assert_eq!((info.schema_version, info.plans, info.firms, info.actions), (5, 0, 0, 0));
    assert_eq!(info.app_version, "0.1.0");
    ledger.close().unwrap();
    assert_eq!(place.names(), ["台帳 #1?.shirube"]);
}

#[test]
fn a_ledger_can_be_handed_to_another_thread() {
    fn is_send<T: Send>() {}
    is_send::<Ledger>();
}

#[test]
fn every_strict_table_is_strict() {
    let place = Place::new();
    place.create().close().unwrap();
    let conn = Connection::open(&place.path).unwrap();
    let loose: i64 = conn
        .query_row(
            "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 \
             AND name NOT LIKE 'sqlite_%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(loose, 0);
}

#[test]
fn nothing_is_overwritten_and_no_folder_is_made() {
    let place = Place::new();
    fs::write(&place.path, "mine").unwrap();
    let refused = Ledger::create(&place.path, at(0), &options(Access::Write)).unwrap_err();
    assert_eq!(refused.code(), "ledger_exists");
    assert_eq!(fs::read(&place.path).unwrap(), b"mine");
    let nowhere = place.file("no/such/folder.shirube");
    let refused = Ledger::create(&nowhere, at(0), &options(Access::Write)).unwrap_err();
    assert_eq!(refused.code(), "place_unwritable");
    assert!(!place.file("no").exists());
    assert_eq!(place.names().len(), 1);
}

#[test]
fn files_that_are_no_ledger_are_told_apart_and_left_alone() {
    let place = Place::new();
    let file = |name: &str, bytes: &[u8]| {
        let path = place.file(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let other = place.file("other.sqlite");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    place.create().close().unwrap();
    let whole = fs::read(&place.path).unwrap();
    let mut newer = whole.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut broken = whole.clone();
    broken[100..4096].fill(0x5a);
    let cases = [
        (place.file("missing.shirube"), "ledger_missing"),
        (place.folder.path().to_owned(), "ledger_is_folder"),
        (file("empty.shirube", b""), "ledger_not_ours"),
        (file("garbage.shirube", &[7; 9000]), "ledger_not_ours"),
        (other, "ledger_not_ours"),
        (file("newer.shirube", &newer), "ledger_newer"),
        (file("cut.shirube", &whole[..whole.len() / 2]), "ledger_damaged"),
        (file("broken.shirube", &broken), "ledger_damaged"),
    ];
    let before = place.names();
    for (path, expected) in &cases {
        let bytes = fs::read(path).ok();
        assert_eq!(code(path, Access::Write), *expected, "{}", path.display());
        assert_eq!(code(path, Access::Read), *expected, "{}", path.display());
        assert_eq!(fs::read(path).ok(), bytes, "{} was changed", path.display());
    }
    assert_eq!(place.names(), before);
    let newer = Ledger::open(&cases[5].0, &options(Access::Read)).unwrap_err();
    assert!(matches!(newer, StoreError::Newer { found: 99, known: SCHEMA_VERSION, .. }));
}

#[test]
fn a_second_one_is_refused_while_one_works_and_readers_share() {
    let place = Place::new();
    let working = place.create();
    assert_eq!(code(&place.path, Access::Write), "ledger_in_use");
    assert_eq!(code(&place.path, Access::Read), "ledger_in_use");
    // Another SQLite does not get in either.
    let foreign = Connection::open(&place.path).unwrap();
    assert!(foreign.query_row("SELECT count(*) FROM firm", [], |_| Ok(())).is_err());
    drop(foreign);
    working.close().unwrap();
    let reading = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    assert_eq!(code(&place.path, Access::Read), "opened");
    assert_eq!(code(&place.path, Access::Write), "ledger_in_use");
    drop(reading);
    assert_eq!(code(&place.path, Access::Write), "opened");
}

#[test]
#[cfg(unix)]
fn a_link_and_its_target_are_one_ledger() {
    let place = Place::new();
    let working = place.create();
    let link = place.file("link.shirube");
    std::os::unix::fs::symlink(&place.path, &link).unwrap();
    assert_eq!(code(&link, Access::Write), "ledger_in_use");
    drop(working);
}

#[test]
fn a_read_only_file_can_be_looked_at_but_not_worked_in() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(3));
    ledger.close().unwrap();
    let mut permissions = fs::metadata(&place.path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&place.path, permissions).unwrap();
    assert_eq!(code(&place.path, Access::Write), "ledger_read_only");
    let ledger = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    assert_eq!(ledger.info().unwrap().firms, 3);
}

#[test]
fn looking_writes_nothing_and_writing_is_refused() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(3));
    ledger.close().unwrap();
    let (bytes, names) = (fs::read(&place.path).unwrap(), place.names());
    let mut ledger = Ledger::open(&place.path, &options(Access::Read)).unwrap();
    assert!(ledger.verify().is_ok());
    assert_eq!(ledger.history(None, 10).unwrap().len(), 1);
    let refused = ledger.write(info(ActionKind::AddFirm), |tx| tx.add_firm(&record(9)));
    assert_eq!(refused.unwrap_err().code(), "ledger_read_only");
    drop(ledger);
    assert_eq!(fs::read(&place.path).unwrap(), bytes);
    assert_eq!(place.names(), names);
}

#[test]
fn what_a_crash_left_in_the_log_is_taken_in_even_to_look() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(3));
    // A crash: the files as they are now, without a close.
    let crashed = Place::new();
    fs::copy(&place.path, &crashed.path).unwrap();
    let log = |place: &Place| {
        let mut name = place.path.clone().into_os_string();
        name.push("-wal");
        name
    };
    fs::copy(log(&place), log(&crashed)).unwrap();
    let found = Ledger::open(&crashed.path, &options(Access::Read)).unwrap();
    assert_eq!(found.info().unwrap().firms, 3);
    assert!(found.verify().is_ok());
    drop(found);
    assert_eq!(crashed.names(), ["台帳 #1?.shirube"]);
}

#[test]
fn a_write_that_is_dropped_leaves_nothing() {
    let place = Place::new();
    let mut ledger = place.create();
    let failed = ledger.write(info(ActionKind::AddFirm), |tx| -> Result<(), StoreError> {
        tx.add_firm(&record(1))?;
        Err(StoreError::NothingToUndo)
    });
    assert!(failed.is_err());
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        ledger.write(info(ActionKind::AddFirm), |tx| -> Result<(), StoreError> {
            tx.add_firm(&record(2))?;
            panic!("killed")
        })
    }));
    assert!(panicked.is_err());
    let info = ledger.info().unwrap();
    assert_eq!((info.firms, info.actions), (0, 0));
    assert!(ledger.verify().is_ok());
}
