//! What a screen of analysis starts with, and the pictures that it draws.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What there is to analyse.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AnalysisScope {
    /// The prefectures that have firms, in the order of their codes.
    pub prefectures: Vec<ScopePrefecture>,
    /// Where to begin; `null` while no firm has a figure that a degree needs.
    pub default: Option<ScopeDefault>,
}

/// A prefecture that has firms.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScopePrefecture {
    /// Two digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many firms.
    pub firms: u64,
    /// The fiscal years in which any of them has a figure that a degree needs, newest first.
    pub years: Vec<ScopeYear>,
}

/// What a year has; a firm with both a head office's and its establishments' figure counts once.
#[derive(Debug, Clone, Copy, Serialize, TS)]
pub struct ScopeYear {
    /// The fiscal year.
    pub year: i16,
    /// How many firms have 域外販売額.
    pub out_of_region_sales: u64,
    /// How many firms have 域内仕入額.
    pub in_region_purchases: u64,
}

/// Where to begin: the prefecture of a plan, else the one with the most firms that have figures,
/// and its newest year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScopeDefault {
    /// Two digits.
    pub prefecture: String,
    /// The fiscal year.
    pub year: i16,
}

/// A picture that the window drew, and where it shall lie.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PictureSaveRequest {
    /// A new file that ends in its kind, or a folder that is there.
    pub to: String,
    /// The picture's bytes, 50 MB at most.
    pub base64: String,
    /// `svg` or `png`.
    pub kind: String,
}

/// The picture that was written and read back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PictureSaved {
    /// The file.
    pub path: String,
    /// Its length.
    pub bytes: u64,
}
