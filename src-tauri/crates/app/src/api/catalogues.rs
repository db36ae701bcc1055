//! Requests and responses about versions of the requirement catalogue.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A version in a list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueView {
    /// `2026-11`
    pub version: String,
    /// `shipped` with the program, or `kept` in the ledger.
    pub origin: String,
    /// How many requirements there are.
    pub requirements: u64,
    /// When it was taken in (RFC 3339); `null` for the one that ships.
    pub at: Option<String>,
    /// How many plans pin it.
    pub plans: u64,
}

/// All versions, the one that ships first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CataloguesList {
    /// The versions.
    pub catalogues: Vec<CatalogueView>,
}

/// One version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CatalogueRequest {
    /// `2026-11`
    pub version: String,
}

/// A folder with the files of a catalogue.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CatalogueAddRequest {
    /// The folder: `a.toml`, `b.toml` …
    pub folder: String,
}

/// A catalogue that was kept.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueKept {
    /// The action's id; `null` when the very same was kept already.
    pub action: Option<String>,
    /// Its version.
    pub version: String,
}

/// A requirement of a version.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueRequirement {
    /// Its id.
    pub id: String,
    /// The plan kind.
    pub kind: String,
    /// The question.
    pub question: String,
    /// The policy's words.
    pub source: String,
    /// The answers that it is judged by.
    pub inputs: Vec<String>,
}

/// A requirement that became others.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MovedView {
    /// The id before.
    pub from: String,
    /// The ids now.
    pub to: Vec<String>,
    /// What the catalogue says of it.
    pub note: String,
}

/// A version whole.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueShown {
    /// The version.
    pub version: String,
    /// Its requirements, by kind in the order of the source.
    pub requirements: Vec<CatalogueRequirement>,
    /// The version that its crosswalk leads from.
    pub crosswalk_from: Option<String>,
    /// What became of that version's requirements.
    pub moved: Vec<MovedView>,
}

/// Two versions to compare.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CatalogueCompareRequest {
    /// The older.
    pub from: String,
    /// The newer.
    pub to: String,
    /// Only this kind of plan.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
}

/// A requirement that only one of two versions has.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OneSided {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
}

/// One part of a requirement that differs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PartChangeView {
    /// `source`, `question`, `rule` …
    pub part: String,
    /// The part in words.
    pub label: String,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// A requirement that says something else now.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangedView {
    /// Its id.
    pub id: String,
    /// Its id before.
    pub from: String,
    /// What differs.
    pub parts: Vec<PartChangeView>,
}

/// What differs between two versions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CatalogueCompared {
    /// The older.
    pub from: String,
    /// The newer.
    pub to: String,
    /// Only in the newer.
    pub added: Vec<OneSided>,
    /// In both, and different.
    pub changed: Vec<ChangedView>,
    /// Only in the older.
    pub withdrawn: Vec<OneSided>,
    /// Became others.
    pub moved: Vec<MovedView>,
}

/// A plan that is to go over to another version.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanUpgradeRequest {
    /// The plan.
    pub id: String,
    /// The version.
    pub to: String,
    /// Change nothing, only say what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// A person's word that goes along.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CarriedView {
    /// The requirement before.
    pub from: String,
    /// The requirement now.
    pub to: String,
    /// `confirmation`, `receiver_check`.
    pub what: String,
    /// Whether it must be given again.
    pub lapsed: bool,
}

/// What stays although its requirement is withdrawn.
#[derive(Debug, Clone, Serialize, TS)]
pub struct KeptView {
    /// The requirement.
    pub requirement: String,
    /// The answer; `null` for a confirmation or check.
    pub field: Option<String>,
    /// The answer in words.
    pub label: Option<String>,
}

/// An overlay that another version took the place of, because the old one does not fit.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OverlayExchanged {
    /// Its name.
    pub name: String,
    /// The version before.
    pub from: String,
    /// The version now.
    pub to: String,
}

/// A plan that went over, or would.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanUpgraded {
    /// The action's id; `null` for a trial, or when nothing changed.
    pub action: Option<String>,
    /// What differs, for the plan's kind.
    #[serde(flatten)]
    pub compared: CatalogueCompared,
    /// What goes along.
    pub carried: Vec<CarriedView>,
    /// What stays.
    pub kept: Vec<KeptView>,
    /// Overlays that were exchanged.
    pub overlays: Vec<OverlayExchanged>,
}
