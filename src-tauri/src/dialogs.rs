//! The system's dialogs, opened from here so that the interface needs no rights of its own.
//!
//! In debug builds `SHIRUBE_ANSWER_DIALOGS` can hold paths, one a line: each dialog then takes the
//! next of them instead of asking. Tests of the window use it; release builds do not know it.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use shirube_app::api::failure::Failure;
use tauri::{AppHandle, Manager, State};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::calls::broken;
use crate::desk::Desk;

/// What a dialog is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FileKind {
    /// A list of firms.
    FirmList,
    /// A document that belongs to a plan.
    Attachment,
    /// A ledger, or a backup of one.
    Ledger,
    /// A file that is written out of the ledger.
    Extracted,
    /// An overlay: what a local government asks beyond the catalogue.
    Overlay,
    /// An official form, to be bound or filled.
    Form,
    /// A 割付.
    Binding,
    /// A picture of lines that the window drew.
    Svg,
    /// A picture of points that the window drew.
    Png,
}

impl FileKind {
    /// The endings that fit, none for any file.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::FirmList => &["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt"],
            Self::Attachment | Self::Extracted => &[],
            Self::Ledger => &["shirube"],
            Self::Overlay | Self::Binding => &["toml"],
            Self::Form => &["xlsx", "xlsm"],
            Self::Svg => &["svg"],
            Self::Png => &["png"],
        }
    }

    /// The key of the dialog's title in the text catalogue.
    fn title(self) -> &'static str {
        match self {
            Self::FirmList => "ui.dialog.firm_list",
            Self::Attachment => "ui.dialog.attachment",
            Self::Ledger => "ui.dialog.ledger",
            Self::Extracted => "ui.dialog.extracted",
            Self::Overlay => "ui.dialog.overlay",
            Self::Form => "ui.dialog.form",
            Self::Binding => "ui.dialog.binding",
            Self::Svg | Self::Png => "ui.dialog.picture",
        }
    }
}

/// Lets the person choose a file to read.
#[tauri::command]
pub(crate) async fn pick_file(app: AppHandle, kind: FileKind) -> Result<Option<String>, Failure> {
    ask(app, move |app| dialog(app, kind).blocking_pick_file()).await
}

/// Lets the person choose several files to read; none when they think better of it.
#[tauri::command]
pub(crate) async fn pick_files(app: AppHandle, kind: FileKind) -> Result<Vec<String>, Failure> {
    let desk: State<'_, Desk> = app.state();
    if let Some(answer) = desk.answers().next() {
        return Ok(vec![answer.display().to_string()]);
    }
    let asked = app.clone();
    let picked =
        tauri::async_runtime::spawn_blocking(move || dialog(&asked, kind).blocking_pick_files())
            .await
            .map_err(|error| broken(&error.to_string()))?;
    let paths = picked.unwrap_or_default().into_iter().filter_map(|path| path.into_path().ok());
    Ok(paths.map(|path| path.display().to_string()).collect())
}

/// Lets the person say where a new file shall lie.
#[tauri::command]
pub(crate) async fn pick_save(
    app: AppHandle,
    kind: FileKind,
    name: String,
) -> Result<Option<String>, Failure> {
    ask(app, move |app| dialog(app, kind).set_file_name(name).blocking_save_file()).await
}

/// What a folder is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FolderKind {
    /// To write into.
    Written,
    /// To read the lists of firms in it.
    Lists,
    /// To read the files of a catalogue in it.
    Catalogue,
}

impl FolderKind {
    /// The key of the dialog's title in the text catalogue.
    fn title(self) -> &'static str {
        match self {
            Self::Written => "ui.dialog.folder",
            Self::Lists => "ui.dialog.lists",
            Self::Catalogue => "ui.dialog.catalogue",
        }
    }
}

/// Lets the person choose a folder.
#[tauri::command]
pub(crate) async fn pick_folder(
    app: AppHandle,
    kind: FolderKind,
) -> Result<Option<String>, Failure> {
    ask(app, move |app| {
        let title = app.state::<Desk>().session().say(kind.title(), &[]);
        app.dialog().file().set_title(title).blocking_pick_folder()
    })
    .await
}

fn dialog(app: &AppHandle, kind: FileKind) -> FileDialogBuilder<tauri::Wry> {
    let session = app.state::<Desk>().session();
    let title = session.say(kind.title(), &[]);
    let dialog = app.dialog().file().set_title(&title);
    if kind.endings().is_empty() { dialog } else { dialog.add_filter(title, kind.endings()) }
}

/// Opens a dialog on a thread of its own, unless an answer has been prepared.
async fn ask(
    app: AppHandle,
    open: impl FnOnce(&AppHandle) -> Option<FilePath> + Send + 'static,
) -> Result<Option<String>, Failure> {
    let desk: State<'_, Desk> = app.state();
    if let Some(answer) = desk.answers().next() {
        return Ok(Some(answer.display().to_string()));
    }
    let asked = app.clone();
    let picked = tauri::async_runtime::spawn_blocking(move || open(&asked))
        .await
        .map_err(|error| broken(&error.to_string()))?;
    Ok(picked.and_then(|path| path.into_path().ok()).map(|path| path.display().to_string()))
}

/// Answers that were prepared for dialogs.
#[derive(Debug, Default)]
pub(crate) struct PreparedAnswers(Mutex<VecDeque<PathBuf>>);

impl PreparedAnswers {
    /// The answers that the environment holds; none in a release build.
    pub(crate) fn of_this_start() -> Self {
        let prepared = if cfg!(debug_assertions) {
            std::env::var("SHIRUBE_ANSWER_DIALOGS").unwrap_or_default()
        } else {
            String::new()
        };
        Self(Mutex::new(prepared.lines().filter(|line| !line.is_empty()).map(Into::into).collect()))
    }

    fn next(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}
