//! Requests and responses about 取扱区分.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who may see figures: of an import, of a firm, or of one figure of a firm.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ConfidentialityRequest {
    /// `public`, `internal` or `confidential`; `inherit` takes back what was said of a firm.
    pub level: String,
    /// The import's id.
    #[serde(default)]
    #[ts(optional)]
    pub import: Option<String>,
    /// A firm's id or 法人番号.
    #[serde(default)]
    #[ts(optional)]
    pub firm: Option<String>,
    /// Only this figure of the firm.
    #[serde(default)]
    #[ts(optional)]
    pub field: Option<String>,
}

/// A sheet that was taken in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportView {
    /// Its id.
    pub id: String,
    /// When (RFC 3339).
    pub at: String,
    /// The file's name.
    pub file: String,
    /// The sheet.
    pub sheet: String,
    /// 取扱区分 of its figures: `public`, `internal` or `confidential`.
    pub confidentiality: String,
}

/// What was taken in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportsList {
    /// Newest first.
    pub imports: Vec<ImportView>,
}
