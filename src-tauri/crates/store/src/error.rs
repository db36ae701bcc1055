//! What can go wrong with a ledger, as facts; the sentences are in the text catalogue.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Result of a ledger's functions.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why the ledger can't be used, or why a call is refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No file lies there.
    #[error("no ledger at {}", .0.display())]
    Missing(PathBuf),
    /// A file lies there already; nothing is overwritten.
    #[error("a file exists at {}", .0.display())]
    Exists(PathBuf),
    /// It is a folder.
    #[error("{} is a folder", .0.display())]
    IsFolder(PathBuf),
    /// A newer version of the program wrote it.
    #[error("{} has schema {found}, this program knows {known}", path.display())]
    Newer {
        /// The ledger.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest schema version that this program knows.
        known: i64,
    },
    /// It is a ledger, but its content is broken.
    #[error("{} is damaged: {detail}", path.display())]
    Damaged {
        /// The ledger.
        path: PathBuf,
        /// What SQLite or we found.
        detail: String,
    },
    /// It is something else: empty, no SQLite file, or another program's.
    #[error("{} is not a ledger", .0.display())]
    NotOurs(PathBuf),
    /// Another program, or another window, has it open.
    #[error("{} is in use", .0.display())]
    InUse(PathBuf),
    /// The file or its folder can't be written, or it was opened for reading.
    #[error("{} is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// It lies on a network share, where SQLite's write-ahead log is not safe.
    #[error("{} lies on a network share", .0.display())]
    OnShare(PathBuf),
    /// A new file can't be made there: no such folder, or no right to write.
    #[error("cannot write to {}: {detail}", path.display())]
    PlaceUnwritable {
        /// The file that was to be made.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The file can't be read.
    #[error("cannot read {}: {detail}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// There is nothing to undo.
    #[error("nothing to undo")]
    NothingToUndo,
    /// There is nothing to redo.
    #[error("nothing to redo")]
    NothingToRedo,
    /// A row that the undo or redo concerns has been changed since.
    #[error("{entity} {id} has moved on")]
    UndoConflict {
        /// `firm`, `plan` …
        entity: String,
        /// The row's id; empty where many rows are meant.
        id: String,
    },
    /// No such action is in the log.
    #[error("no action {0}")]
    ActionNotFound(String),
    /// No such plan.
    #[error("no plan {0}")]
    PlanNotFound(String),
    /// No such firm.
    #[error("no firm {0}")]
    FirmNotFound(String),
    /// Two firms with two 法人番号 can't become one.
    #[error("the firms have the numbers {first} and {second}")]
    NumbersDiffer {
        /// The one's.
        first: String,
        /// The other's.
        second: String,
    },
    /// No source states such a value of the figure.
    #[error("no source states that value of {0}")]
    FigureNotStated(String),
    /// No such kept mapping.
    #[error("no kept mapping {0}")]
    MappingNotFound(String),
    /// No such total.
    #[error("no total {0}")]
    TotalNotFound(String),
    /// No such selection.
    #[error("no selection {0}")]
    SelectionNotFound(String),
    /// No such import.
    #[error("no import {0}")]
    ImportNotFound(String),
    /// No such revision of the plan.
    #[error("no revision {0}")]
    RevisionNotFound(String),
    /// A plan names the firm: it can't be taken out.
    #[error("the plan {title} names the firm {id}")]
    FirmInPlan {
        /// The firm.
        id: String,
        /// The plan's title.
        title: String,
    },
    /// No such attachment.
    #[error("no attachment {0}")]
    AttachmentNotFound(String),
    /// The ledger has no such consultation.
    #[error("no consultation {0}")]
    ConsultationNotFound(String),
    /// The plan has no such review point.
    #[error("no review point {0}")]
    PointNotFound(String),
    /// No such overlay is kept.
    #[error("no overlay {0}")]
    OverlayNotFound(String),
    /// That version of the overlay is kept with another text.
    #[error("the overlay {name} {version} exists")]
    OverlayExists {
        /// Its name.
        name: String,
        /// Its version.
        version: String,
    },
    /// A plan takes the overlay on: it can't be taken out.
    #[error("the plan {title} takes on the overlay {id}")]
    OverlayInUse {
        /// The overlay.
        id: String,
        /// The plan's title.
        title: String,
    },
    /// No such catalogue is kept.
    #[error("no catalogue {0}")]
    CatalogueNotFound(String),
    /// That version of the catalogue is kept with other files.
    #[error("the catalogue {0} exists")]
    CatalogueExists(String),
    /// A plan pins the catalogue: it can't be taken out.
    #[error("the plan {title} pins the catalogue {version}")]
    CatalogueInUse {
        /// The version.
        version: String,
        /// The plan's title.
        title: String,
    },
    /// The bytes do not have the stated SHA-256.
    #[error("the bytes of {0} do not have the stated hash")]
    HashMismatch(String),
    /// A bulk failed, and the write went on without it: it was rolled back.
    #[error("an import failed within the write")]
    Unfinished,
    /// SQLite failed in the middle of something; the transaction was rolled back.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
}

impl StoreError {
    /// The stable name, in `snake_case`; its sentence is `error.<code>`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "ledger_missing",
            Self::Exists(_) => "ledger_exists",
            Self::IsFolder(_) => "ledger_is_folder",
            Self::Newer { .. } => "ledger_newer",
            Self::Damaged { .. } => "ledger_damaged",
            Self::NotOurs(_) => "ledger_not_ours",
            Self::InUse(_) => "ledger_in_use",
            Self::ReadOnly(_) => "ledger_read_only",
            Self::OnShare(_) => "ledger_on_share",
            Self::PlaceUnwritable { .. } => "place_unwritable",
            Self::Unreadable { .. } => "ledger_unreadable",
            Self::NothingToUndo => "nothing_to_undo",
            Self::NothingToRedo => "nothing_to_redo",
            Self::UndoConflict { .. } => "undo_conflict",
            Self::ActionNotFound(_) => "action_not_found",
            Self::PlanNotFound(_) => "plan_not_found",
            Self::FirmNotFound(_) => "firm_not_found",
            Self::NumbersDiffer { .. } => "numbers_differ",
            Self::FigureNotStated(_) => "figure_not_stated",
            Self::MappingNotFound(_) => "mapping_not_found",
            Self::TotalNotFound(_) => "total_not_found",
            Self::SelectionNotFound(_) => "selection_not_found",
            Self::ImportNotFound(_) => "import_not_found",
            Self::RevisionNotFound(_) => "revision_not_found",
            Self::FirmInPlan { .. } => "firm_in_plan",
            Self::AttachmentNotFound(_) => "attachment_not_found",
            Self::PointNotFound(_) => "point_not_found",
            Self::ConsultationNotFound(_) => "consultation_not_found",
            Self::OverlayNotFound(_) => "overlay_not_found",
            Self::OverlayExists { .. } => "overlay_exists",
            Self::OverlayInUse { .. } => "overlay_in_use",
            Self::CatalogueNotFound(_) => "catalogue_not_found",
            Self::CatalogueExists(_) => "catalogue_exists",
            Self::CatalogueInUse { .. } => "catalogue_in_use",
            Self::HashMismatch(_) => "hash_mismatch",
            Self::Unfinished => "ledger_failed",
            Self::Sqlite(error) => sqlite_code(error),
        }
    }

    /// The facts that the sentence names.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        let mut params = match self {
            Self::Newer { found, known, .. } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            Self::Damaged { detail, .. }
            | Self::PlaceUnwritable { detail, .. }
            | Self::Unreadable { detail, .. } => vec![("detail", detail.clone())],
            Self::UndoConflict { entity, id } => {
                vec![("entity", entity.clone()), ("id", id.clone())]
            }
            Self::FirmInPlan { id, title } => vec![("id", id.clone()), ("title", title.clone())],
            Self::NumbersDiffer { first, second } => {
                vec![("first", first.clone()), ("second", second.clone())]
            }
            Self::FigureNotStated(field) => vec![("field", field.clone())],
            Self::OverlayExists { name, version } => {
                vec![("name", name.clone()), ("version", version.clone())]
            }
            Self::OverlayInUse { id, title } => vec![("id", id.clone()), ("title", title.clone())],
            Self::CatalogueNotFound(version) | Self::CatalogueExists(version) => {
                vec![("version", version.clone())]
            }
            Self::CatalogueInUse { version, title } => {
                vec![("version", version.clone()), ("title", title.clone())]
            }
            Self::ActionNotFound(id)
            | Self::MappingNotFound(id)
            | Self::TotalNotFound(id)
            | Self::SelectionNotFound(id)
            | Self::ImportNotFound(id)
            | Self::RevisionNotFound(id)
            | Self::PlanNotFound(id)
            | Self::FirmNotFound(id)
            | Self::PointNotFound(id)
            | Self::ConsultationNotFound(id)
            | Self::OverlayNotFound(id)
            | Self::AttachmentNotFound(id) => vec![("id", id.clone())],
            Self::HashMismatch(name) => vec![("name", name.clone())],
            Self::Sqlite(error) => vec![("detail", error.to_string())],
            Self::Unfinished => vec![("detail", self.to_string())],
            _ => Vec::new(),
        };
        if let Some(path) = self.path() {
            params.push(("file", path.display().to_string()));
        }
        params
    }

    /// The file that the error is about, where it is about one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Missing(path)
            | Self::Exists(path)
            | Self::IsFolder(path)
            | Self::NotOurs(path)
            | Self::InUse(path)
            | Self::ReadOnly(path)
            | Self::OnShare(path)
            | Self::Newer { path, .. }
            | Self::Damaged { path, .. }
            | Self::PlaceUnwritable { path, .. }
            | Self::Unreadable { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The same error with the file named, where SQLite's own code says what is wrong with it.
    pub(crate) fn at(self, path: &Path) -> Self {
        let Self::Sqlite(error) = &self else { return self };
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, detail: error.to_string() },
            Some(ErrorCode::NotADatabase) => Self::NotOurs(path),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(path),
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            _ => self,
        }
    }
}

fn sqlite_code(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => "ledger_damaged",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "ledger_in_use",
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => "ledger_read_only",
        Some(ErrorCode::DiskFull) => "ledger_full",
        _ => "ledger_failed",
    }
}
