//! Requests and responses about mappings of columns that are kept for the next file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::api::imports::MappingChoice;

/// A kept mapping that a reading used.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingUsed {
    /// Its id.
    pub id: String,
    /// Whose sheets it is for.
    pub sender: String,
    /// When it was kept (RFC 3339).
    pub saved_at: String,
}

/// A mapping that is kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingView {
    /// Its id.
    pub id: String,
    /// Whose sheets it is for.
    pub sender: String,
    /// The layout that it is for.
    pub fingerprint: String,
    /// When it was kept (RFC 3339).
    pub saved_at: String,
    /// When it was last used.
    pub used_at: String,
    /// What it says: the same as a mapping file.
    pub mapping: MappingChoice,
}

/// All kept mappings, by sender.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MappingsList {
    /// The mappings.
    pub mappings: Vec<MappingView>,
}

/// One kept mapping.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MappingRequest {
    /// Its id, or its sender where that one has a single mapping.
    pub id: String,
}

/// A mapping to be kept for the files of a sender that are laid out like this one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MappingSaveRequest {
    /// Whose files they are: 鯖江商工会議所.
    pub sender: String,
    /// A file of that layout.
    pub file: String,
    /// The sheet; the best one if not given.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// What a person changed.
    #[serde(default)]
    #[ts(optional)]
    pub mapping: Option<MappingChoice>,
}

/// The mapping of a file as it was recognised, to be edited and given back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FileMapping {
    /// The sheet.
    pub sheet: String,
    /// The layout.
    pub fingerprint: String,
    /// The mapping.
    pub mapping: MappingChoice,
    /// The kept mapping that it comes from.
    pub mapping_used: Option<MappingUsed>,
}
