//! Why a form can't be made or saved, as facts: the sentence is the text catalogue's.

use std::path::PathBuf;

use rust_xlsxwriter::XlsxError;
use shirube_sheets::SheetError;

/// Why a form can't be made, checked or saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// There is no form of that id for this plan kind.
    #[error("there is no form {id}")]
    UnknownForm {
        /// The id that was asked for.
        id: String,
    },
    /// The layout does not fit.
    #[error("the layout of sheet {sheet} is wrong: {problem}")]
    Layout {
        /// The sheet's key; empty when the file can't be read at all.
        sheet: String,
        /// What is wrong.
        problem: String,
    },
    /// The workbook can't be built.
    #[error("the workbook cannot be built: {problem}")]
    Unbuilt {
        /// What the writer says.
        problem: String,
    },
    /// What was written can't be opened again.
    #[error("what was written cannot be read again")]
    Unreadable {
        /// Why not.
        why: SheetError,
    },
    /// What was written is not what was meant.
    #[error("{sheet}!{cell} holds {found:?} instead of {expected:?}")]
    Differs {
        /// The sheet.
        sheet: String,
        /// The cell.
        cell: String,
        /// What was to be written; empty for a cell that should be blank.
        expected: String,
        /// What is there; empty where nothing is.
        found: String,
    },
    /// The folder is not there; it is never created.
    #[error("there is no folder {}", folder.display())]
    PlaceMissing {
        /// The folder.
        folder: PathBuf,
    },
    /// What should be a folder is something else.
    #[error("{} is no folder", folder.display())]
    PlaceNotAFolder {
        /// The place.
        folder: PathBuf,
    },
    /// Nothing can be written into the folder.
    #[error("{} cannot be written to", folder.display())]
    PlaceUnwritable {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// The disk is full.
    #[error("the disk of {} is full", folder.display())]
    DiskFull {
        /// The folder.
        folder: PathBuf,
    },
    /// Every name that could be given is taken.
    #[error("there are too many files named {name}")]
    NamesTaken {
        /// The name.
        name: String,
    },
}

impl FormError {
    /// The stable name of this error, in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownForm { .. } => "form_unknown",
            Self::Layout { .. } => "form_layout_broken",
            Self::Unbuilt { .. } => "form_unbuilt",
            Self::Unreadable { .. } => "form_unreadable",
            Self::Differs { .. } => "form_differs",
            Self::PlaceMissing { .. } => "place_missing",
            Self::PlaceNotAFolder { .. } => "place_not_a_folder",
            Self::PlaceUnwritable { .. } => "place_unwritable",
            Self::DiskFull { .. } => "disk_full",
            Self::NamesTaken { .. } => "names_taken",
        }
    }

    /// The facts that its sentence needs.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UnknownForm { id } => vec![("id", id.clone())],
            Self::Layout { sheet, problem } => {
                vec![("sheet", sheet.clone()), ("problem", problem.clone())]
            }
            Self::Unbuilt { problem } => vec![("problem", problem.clone())],
            Self::Unreadable { why } => vec![("detail", why.code().to_owned())],
            Self::Differs { sheet, cell, expected, found } => vec![
                ("sheet", sheet.clone()),
                ("cell", cell.clone()),
                ("expected", expected.clone()),
                ("found", found.clone()),
            ],
            Self::PlaceMissing { folder }
            | Self::PlaceNotAFolder { folder }
            | Self::DiskFull { folder } => vec![("file", folder.display().to_string())],
            Self::PlaceUnwritable { folder, detail } => {
                vec![("file", folder.display().to_string()), ("detail", detail.clone())]
            }
            Self::NamesTaken { name } => vec![("name", name.clone())],
        }
    }

    /// The sheet and cell where it is, if it has a place.
    pub fn place(&self) -> Option<(&str, &str)> {
        match self {
            Self::Differs { sheet, cell, .. } => Some((sheet, cell)),
            _ => None,
        }
    }
}

impl From<XlsxError> for FormError {
    fn from(error: XlsxError) -> Self {
        Self::Unbuilt { problem: error.to_string() }
    }
}

impl From<SheetError> for FormError {
    fn from(why: SheetError) -> Self {
        Self::Unreadable { why }
    }
}
