//! The core as a front door uses it: calls with JSON, in a folder of their own.

use std::path::Path;

use serde_json::{Value, json};
use shirube_app::Language;
use shirube_app::Silent;
use shirube_app::dispatch;
use shirube_app::{Session, Surroundings};

/// A session without a user: no default ledger, no backups.
pub(crate) fn session() -> Session {
    Session::new(Surroundings {
        app_version: "0.0.0".to_owned(),
        actor: "bench".to_owned(),
        language: Language::Ja,
        default_ledger: None,
        backups: None,
    })
    .unwrap()
}

/// A session on a new ledger in `folder`.
pub(crate) fn with_ledger(folder: &Path) -> Session {
    let session = session();
    call(&session, "ledger_new", json!({ "path": folder.join("bench.shirube") }));
    session
}

/// Makes one call, which must succeed.
pub(crate) fn call(session: &Session, name: &str, request: Value) -> Value {
    dispatch(session, name, request, &Silent)
        .unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
}

/// Imports a workbook and gives the number of new firms.
pub(crate) fn import(session: &Session, workbook: &Path) -> u64 {
    let done = call(session, "firms_import", json!({ "file": workbook }));
    is_clean(&done);
    done["new"].as_u64().unwrap()
}

/// Reads and understands a workbook, and gives the number of its rows.
pub(crate) fn inspect(session: &Session, workbook: &Path) -> u64 {
    let seen = call(session, "firms_inspect", json!({ "file": workbook }));
    is_clean(&seen);
    seen["rows"]["data"].as_u64().unwrap()
}

/// What is measured is a clean list, not the reporting of problems.
fn is_clean(answer: &Value) {
    let problems = answer["problems"].as_array().unwrap();
    assert!(problems.len() < 10, "{} problems: {:?}", problems.len(), problems.first());
}
