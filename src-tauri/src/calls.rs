//! Calls of the interface, passed to the core on a thread of their own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;
use shirube_app::api::failure::{Exit, Failure};
use shirube_app::{Progress, dispatch};
use tauri::State;
use tauri::ipc::Channel;

use crate::desk::Desk;
use crate::places;

/// No more than so many reports a second reach the interface.
const BETWEEN_REPORTS: Duration = Duration::from_millis(80);

/// How far a call is; `total` is 0 while it is not known.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Report {
    done: u64,
    total: u64,
    /// Of which file that is said, where there are several.
    file: Option<FileReport>,
}

/// Which of several files is being read.
#[derive(Debug, Clone, Serialize)]
struct FileReport {
    number: u64,
    total: u64,
    name: String,
}

/// Runs the call `name` and gives its response.
#[tauri::command]
pub(crate) async fn call(
    desk: State<'_, Desk>,
    name: String,
    args: Value,
    id: String,
    progress: Channel<Report>,
) -> Result<Value, Failure> {
    let session = desk.session();
    let stop = desk.begin(&id);
    let opens = name == "ledger_open";
    let work = tauri::async_runtime::spawn_blocking(move || {
        let reported = Reported { progress, stop, last: Mutex::new(None), file: Mutex::new(None) };
        dispatch(&session, &name, args, &reported)
    });
    let answer = work.await;
    desk.end(&id);
    let response = answer.map_err(|error| broken(&error.to_string()))??;
    if opens && let Some(path) = response.get("path").and_then(Value::as_str) {
        places::remember_ledger(&desk, path);
    }
    Ok(response)
}

/// Asks the call `id` to stop; it then fails as cancelled and leaves nothing behind.
#[tauri::command]
pub(crate) fn cancel(desk: State<'_, Desk>, id: &str) {
    desk.stop(id);
}

/// The failure of a call whose thread died.
pub(crate) fn broken(detail: &str) -> Failure {
    Failure {
        code: "internal".to_owned(),
        message: detail.to_owned(),
        params: [("detail".to_owned(), detail.to_owned())].into(),
        place: None,
        hints: Vec::new(),
        exit: Exit::Usage,
    }
}

/// Progress that goes to the interface, not more often than a person can read it.
struct Reported {
    progress: Channel<Report>,
    stop: Arc<AtomicBool>,
    last: Mutex<Option<Instant>>,
    file: Mutex<Option<FileReport>>,
}

impl Progress for Reported {
    fn report(&self, done: u64, total: u64) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if last.is_some_and(|last| now.duration_since(last) < BETWEEN_REPORTS) {
            return;
        }
        *last = Some(now);
        // A window that is gone hears nothing; the call's own answer says the rest.
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let _ = self.progress.send(Report { done, total, file });
    }

    fn file(&self, number: u64, total: u64, name: &str) {
        let file = FileReport { number, total, name: name.to_owned() };
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
        self.report(0, 0);
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
