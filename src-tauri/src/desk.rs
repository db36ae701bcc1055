//! What the commands share: the session, the calls under way, and the dialogs' answers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shirube_app::Session;

use crate::dialogs::PreparedAnswers;

/// The one state of the window.
pub(crate) struct Desk {
    session: Arc<Session>,
    ledger_argument: Option<PathBuf>,
    under_way: Mutex<BTreeMap<String, Arc<AtomicBool>>>,
    answers: PreparedAnswers,
}

impl Desk {
    /// A desk on that session; `ledger_argument` is the ledger that the window was started for.
    pub(crate) fn new(session: Session, ledger_argument: Option<PathBuf>) -> Self {
        Self {
            session: Arc::new(session),
            ledger_argument,
            under_way: Mutex::default(),
            answers: PreparedAnswers::of_this_start(),
        }
    }

    /// The session, to be taken along to another thread.
    pub(crate) fn session(&self) -> Arc<Session> {
        Arc::clone(&self.session)
    }

    /// The ledger that the window was started for.
    pub(crate) fn ledger_argument(&self) -> Option<PathBuf> {
        self.ledger_argument.clone()
    }

    /// Answers prepared for dialogs, in tests.
    pub(crate) fn answers(&self) -> &PreparedAnswers {
        &self.answers
    }

    /// Notes that a call has begun; the flag is set when somebody wants it to stop.
    pub(crate) fn begin(&self, id: &str) -> Arc<AtomicBool> {
        let flag = Arc::new(AtomicBool::new(false));
        self.under_way().insert(id.to_owned(), Arc::clone(&flag));
        flag
    }

    /// Notes that a call is over.
    pub(crate) fn end(&self, id: &str) {
        self.under_way().remove(id);
    }

    /// Asks a call to stop.
    pub(crate) fn stop(&self, id: &str) {
        if let Some(flag) = self.under_way().get(id) {
            flag.store(true, Ordering::Relaxed);
        }
    }

    /// Closes the ledger, so that its one file is complete. Work under way is asked to stop first.
    pub(crate) fn close(&self) {
        for flag in self.under_way().values() {
            flag.store(true, Ordering::Relaxed);
        }
        if let Err(fault) = self.session.close() {
            eprintln!("shirube-window: {}", self.session.tell(&fault));
        }
    }

    fn under_way(&self) -> MutexGuard<'_, BTreeMap<String, Arc<AtomicBool>>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
