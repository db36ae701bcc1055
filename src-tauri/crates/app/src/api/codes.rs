//! Code lists for choosing: prefectures, municipalities, industries, fields, measures.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which list, and which part of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CodesRequest {
    /// `prefecture`, `municipality`, `industry`, `strategic_field`, `measure`, `stage`,
    /// `block`.
    pub list: String,
    /// Only municipalities of that prefecture (two digits), prefectures of that block, or stages
    /// of that plan kind.
    #[serde(default)]
    #[ts(optional)]
    pub within: Option<String>,
    /// Only entries whose code, name or kana contains this.
    #[serde(default)]
    #[ts(optional)]
    pub search: Option<String>,
    /// The prefectures (two digits each) whose entries come first.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub area: Vec<String>,
    /// At most so many; all if not given.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A code with its name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodeView {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// How it is read, or the group that it belongs to.
    pub note: String,
    /// Where it lies: a municipality's prefecture and district; empty for other lists.
    pub context: String,
}

/// A code list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CodesList {
    /// The entries, in code order.
    pub codes: Vec<CodeView>,
}
