//! Places on this PC that only the window knows: the ledger that was open last, the sample's
//! folder, the system's file window.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use shirube_app::api::failure::Failure;
use tauri::State;

use crate::calls::broken;
use crate::desk::Desk;

/// Holds the path of the ledger that was open last.
const LAST_LEDGER: &str = "last-ledger.txt";
/// Holds the sample's ledger and forms.
const SAMPLE: &str = "sample";
/// What the folders of copies to look at begin with.
const COPIES: &str = "shirube-";

/// The first argument that is no option: a ledger to open.
pub(crate) fn ledger_argument(arguments: impl Iterator<Item = OsString>) -> Option<PathBuf> {
    arguments
        .skip(1)
        .find(|argument| !argument.to_string_lossy().starts_with('-'))
        .map(|argument| std::path::absolute(&argument).unwrap_or_else(|_| argument.into()))
}

/// The ledger to open at the start; `None` for the person's own.
#[tauri::command]
pub(crate) fn start_ledger(desk: State<'_, Desk>) -> Option<String> {
    let path = desk.ledger_argument().or_else(|| {
        let noted = fs::read_to_string(data_folder(&desk)?.join(LAST_LEDGER)).ok()?;
        // A ledger that has moved away is no reason to start with an error.
        Some(PathBuf::from(noted.trim())).filter(|path| path.is_file())
    })?;
    Some(path.display().to_string())
}

/// Notes which ledger is open. The sample is tried, not worked in: the next start forgets it.
pub(crate) fn remember_ledger(desk: &Desk, path: &str) {
    let Some(folder) = data_folder(desk) else { return };
    if Path::new(path).starts_with(folder.join(SAMPLE)) || desk.ledger_argument().is_some() {
        return;
    }
    // Only a convenience: without the note the next start opens the person's own ledger.
    let _ = fs::write(folder.join(LAST_LEDGER), path);
}

/// Where the sample lies.
#[derive(Debug, Serialize)]
pub(crate) struct SamplePlace {
    folder: String,
    ledger: Option<String>,
}

/// The sample's own folder, made if missing, and its ledger once there is one.
#[tauri::command]
pub(crate) fn sample_place(desk: State<'_, Desk>) -> Result<SamplePlace, Failure> {
    let folder = data_folder(&desk).ok_or_else(|| broken("no data folder"))?.join(SAMPLE);
    fs::create_dir_all(&folder).map_err(|error| broken(&error.to_string()))?;
    let entries = fs::read_dir(&folder).map_err(|error| broken(&error.to_string()))?;
    let ledger = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "shirube"));
    Ok(SamplePlace {
        folder: folder.display().to_string(),
        ledger: ledger.map(|path| path.display().to_string()),
    })
}

/// Shows a file in the system's own file window.
#[tauri::command]
pub(crate) async fn reveal(path: PathBuf) -> Result<(), Failure> {
    tauri::async_runtime::spawn_blocking(move || tauri_plugin_opener::reveal_item_in_dir(path))
        .await
        .map_err(|error| broken(&error.to_string()))?
        .map_err(|error| broken(&error.to_string()))
}

/// Opens a copy of an attachment with the system's own program for it. Nothing else is opened:
/// the copy has to lie in a folder of ours below the temporary one.
#[tauri::command]
pub(crate) async fn open_copy(path: PathBuf) -> Result<(), Failure> {
    let temporary = std::env::temp_dir();
    let ours = path.parent().is_some_and(|folder| {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        folder.parent() == Some(temporary.as_path())
            && name.is_some_and(|name| name.starts_with(COPIES))
    });
    if !ours {
        return Err(broken("only a copy of an attachment is opened"));
    }
    tauri::async_runtime::spawn_blocking(move || tauri_plugin_opener::open_path(path, None::<&str>))
        .await
        .map_err(|error| broken(&error.to_string()))?
        .map_err(|error| broken(&error.to_string()))
}

/// Opens the system's print dialog for what the window shows.
#[tauri::command]
pub(crate) fn print_page(window: tauri::WebviewWindow) -> Result<(), Failure> {
    window.print().map_err(|error| broken(&error.to_string()))
}

/// The folder of this program's data.
fn data_folder(desk: &Desk) -> Option<PathBuf> {
    let default = desk.session().surroundings().default_ledger?;
    default.parent().map(Path::to_owned)
}
