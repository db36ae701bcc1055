//! Requests and responses about attachments: the evidence of a plan.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file to attach to a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttachRequest {
    /// The plan's id.
    pub id: String,
    /// The file's path.
    pub file: String,
    /// The requirement that it is evidence of; `null` for the plan as a whole.
    #[serde(default)]
    #[ts(optional)]
    pub requirement: Option<String>,
    /// What it shows.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// An attachment of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttachmentView {
    /// Its id.
    pub id: String,
    /// The file's name as it came.
    pub name: String,
    /// The name under which it can be written on every system.
    pub file_name: String,
    /// How many bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The requirement that it is evidence of.
    pub requirement: Option<String>,
    /// What it shows.
    pub note: Option<String>,
    /// Its media type.
    pub media_type: String,
    /// Its kind in words.
    pub media_label: String,
    /// When it was attached (RFC 3339).
    pub at: String,
    /// Who attached it.
    pub by: String,
}

/// A file that was attached.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Attached {
    /// The attachment.
    pub attachment: AttachmentView,
    /// The action's id; `null` when the same file is attached there already.
    pub action: Option<String>,
}

/// The attachments of a plan.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttachmentsList {
    /// In the order of their coming.
    pub attachments: Vec<AttachmentView>,
    /// How many bytes they have together.
    pub bytes: u64,
}

/// One attachment of a plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRequest {
    /// The plan's id.
    pub id: String,
    /// The attachment's id.
    pub attachment: String,
}

/// An attachment to write into a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExtractRequest {
    /// The plan's id.
    pub id: String,
    /// The attachment's id.
    pub attachment: String,
    /// A file that is not there yet, or a folder that is.
    pub to: String,
}

/// An attachment that was written into a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Extracted {
    /// The file.
    pub path: String,
    /// How many bytes.
    pub bytes: u64,
    /// Whether it was read again and has the attachment's hash.
    pub verified: bool,
}

/// A copy to look at.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OpenedCopy {
    /// The copy, which can't be written to.
    pub path: String,
}
