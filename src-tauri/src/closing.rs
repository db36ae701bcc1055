//! Closing the window: what is still being typed is saved first.

use std::thread;
use std::time::Duration;

use tauri::{Emitter, Window, WindowEvent};

/// The interface hears this, saves, and answers with [`leave`].
const CLOSING: &str = "shirube-closing";

/// An interface that does not answer must not keep the window open.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the interface to save before the window goes.
pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else { return };
    if window.emit(CLOSING, ()).is_err() {
        return;
    }
    api.prevent_close();
    let window = window.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        // The window may be gone already.
        let _ = window.destroy();
    });
}

/// Everything is saved: the window may go.
#[tauri::command]
pub(crate) fn leave(window: Window) {
    // The window may be gone already.
    let _ = window.destroy();
}
