//! The window: a thin shell around the use cases. It shows the interface, passes calls through,
//! opens the system's dialogs, and decides nothing.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod calls;
mod closing;
mod desk;
mod dialogs;
mod places;

use std::error::Error;
use std::process::ExitCode;

use desk::Desk;
use shirube_app::{Session, Surroundings};
use tauri::{AppHandle, Manager, RunEvent};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("shirube-window: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let surroundings = Surroundings::of_this_machine(env!("CARGO_PKG_VERSION"));
    let session = Session::new(surroundings).map_err(|fault| fault.code)?;
    let desk = Desk::new(session, places::ledger_argument(std::env::args_os()));
    let app = tauri::Builder::default()
        // First, so that a second start hands over before it does anything else.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| show(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(desk)
        .invoke_handler(tauri::generate_handler![
            calls::call,
            calls::cancel,
            closing::leave,
            dialogs::pick_file,
            dialogs::pick_files,
            dialogs::pick_folder,
            dialogs::pick_save,
            places::open_copy,
            places::print_page,
            places::reveal,
            places::sample_place,
            places::start_ledger,
        ])
        .on_window_event(closing::on_window_event)
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<Desk>().close();
        }
    });
    Ok(())
}

/// Brings the window to the front.
fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window system may refuse; the window is then still in its list.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}
