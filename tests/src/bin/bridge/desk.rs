//! What the bridge's requests share: the session, the calls under way, the dialogs' answers.

use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shirube_app::Session;

/// The one state of the bridge.
pub(crate) struct Desk {
    pub(crate) session: Session,
    pub(crate) data: PathBuf,
    pub(crate) ui: PathBuf,
    /// Milliseconds that every progress report takes: makes a quick call slow enough to be stopped.
    pub(crate) slowness: AtomicU64,
    under_way: Mutex<HashMap<String, Arc<AtomicBool>>>,
    answers: Mutex<VecDeque<Option<String>>>,
    revealed: Mutex<Vec<String>>,
}

impl Desk {
    pub(crate) fn new(session: Session, data: PathBuf, ui: PathBuf) -> Self {
        Self {
            session,
            data,
            ui,
            slowness: AtomicU64::new(0),
            under_way: Mutex::default(),
            answers: Mutex::default(),
            revealed: Mutex::default(),
        }
    }

    /// The sample's own folder.
    pub(crate) fn sample(&self) -> PathBuf {
        self.data.join("sample")
    }

    /// The ledger in a folder, if there is one.
    pub(crate) fn ledger_in(folder: &Path) -> Option<String> {
        let entries = std::fs::read_dir(folder).ok()?;
        entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "shirube"))
            .map(|path| path.display().to_string())
    }

    pub(crate) fn begin(&self, id: &str) -> Arc<AtomicBool> {
        let flag = Arc::new(AtomicBool::new(false));
        lock(&self.under_way).insert(id.to_owned(), Arc::clone(&flag));
        flag
    }

    pub(crate) fn end(&self, id: &str) {
        lock(&self.under_way).remove(id);
    }

    pub(crate) fn stop(&self, id: &str) {
        if let Some(flag) = lock(&self.under_way).get(id) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Prepares what the next dialog answers; `None` is a dialog that was closed.
    pub(crate) fn prepare(&self, answer: Option<String>) {
        lock(&self.answers).push_back(answer);
    }

    /// What the next dialog answers.
    pub(crate) fn answer(&self) -> Option<String> {
        lock(&self.answers).pop_front().flatten()
    }

    pub(crate) fn reveal(&self, path: String) {
        lock(&self.revealed).push(path);
    }

    pub(crate) fn revealed(&self) -> Vec<String> {
        lock(&self.revealed).clone()
    }

    pub(crate) fn close(&self) {
        if let Err(fault) = self.session.close() {
            eprintln!("bridge: {}", self.session.tell(&fault));
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
