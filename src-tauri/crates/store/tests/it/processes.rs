//! Two processes on one ledger, and one that is killed in the middle of an import. The second
//! process is this test binary again, running one ignored test.

use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use shirube_store::{Access, ActionKind, Ledger, Result};

use crate::support::{Place, drafts, dump, import, info, options, source};

const LEDGER: &str = "SHIRUBE_TEST_LEDGER";

/// Runs an ignored test of this file in a process of its own.
fn elsewhere(test: &str, place: &Place) -> ExitStatus {
    Command::new(std::env::current_exe().unwrap())
        .args([&format!("processes::{test}"), "--exact", "--ignored", "--nocapture"])
        .env(LEDGER, &place.path)
        .output()
        .unwrap()
        .status
}

fn given() -> Option<PathBuf> {
    std::env::var_os(LEDGER).map(PathBuf::from)
}

#[test]
#[ignore = "the other process of a test"]
fn other_finds_it_in_use() {
    let Some(path) = given() else { return };
    for access in [Access::Write, Access::Read] {
        let refused = Ledger::open(&path, &options(access)).unwrap_err();
        assert_eq!(refused.code(), "ledger_in_use");
    }
}

#[test]
#[ignore = "the other process of a test"]
fn other_dies_in_the_middle_of_an_import() {
    let Some(path) = given() else { return };
    let mut ledger = Ledger::open(&path, &options(Access::Write)).unwrap();
    let rows = drafts(3_000);
    let source = source("killed");
    let done = ledger.write(info(ActionKind::ImportFirms), |tx| -> Result<()> {
        tx.import(&source, None, |importer| -> Result<()> {
            for (n, row) in rows.iter().enumerate() {
                importer.put(row)?;
                if n == 2_900 {
                    std::process::abort();
                }
            }
            Ok(())
        })?;
        Ok(())
    });
    done.unwrap();
}

#[test]
fn a_second_process_is_refused() {
    let place = Place::new();
    let ledger = place.create();
    assert!(elsewhere("other_finds_it_in_use", &place).success());
    ledger.close().unwrap();
    assert!(!elsewhere("other_finds_it_in_use", &place).success());
}

#[test]
fn a_process_that_is_killed_leaves_the_ledger_as_it_was() {
    let place = Place::new();
    let mut ledger = place.create();
    import(&mut ledger, &source("a"), &drafts(10));
    ledger.close().unwrap();
    let before = dump(&place.path);
    assert!(!elsewhere("other_dies_in_the_middle_of_an_import", &place).success());
    // No lock is left that would refuse the next start.
    let ledger = place.open();
    assert!(ledger.verify().is_ok());
    assert_eq!(ledger.info().unwrap().actions, 1);
    ledger.close().unwrap();
    assert_eq!(dump(&place.path), before);
    assert_eq!(place.names().len(), 1);
}
