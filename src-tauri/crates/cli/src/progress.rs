//! Progress on standard error, and Ctrl+C as the wish to stop.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use shirube_app::Progress;

/// How many steps lie between two reports.
const STRIDE: u64 = 10_000;

pub(crate) struct Terminal {
    stopped: Arc<AtomicBool>,
    /// Whether somebody reads along: a person at a terminal, or a program that asked for JSON.
    told: bool,
}

impl Terminal {
    pub(crate) fn new(json: bool) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        // Where no handler can be set, Ctrl+C ends the process: the ledger is then as it was.
        let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
        Self { stopped, told: json || std::io::stderr().is_terminal() }
    }
}

impl Progress for Terminal {
    fn report(&self, done: u64, total: u64) {
        if self.told && done > 0 && done.is_multiple_of(STRIDE) {
            let total = if total == 0 { String::new() } else { format!("/{total}") };
            let _ = writeln!(std::io::stderr(), "{done}{total}");
        }
    }

    fn file(&self, number: u64, total: u64, name: &str) {
        if self.told {
            let _ = writeln!(std::io::stderr(), "{number}/{total} {name}");
        }
    }

    fn cancelled(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
