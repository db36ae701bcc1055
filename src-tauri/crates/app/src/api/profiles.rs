//! What each of the three plans is, in the source's words and in ours.

use serde::Serialize;
use ts_rs::TS;

/// One of the three plans.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileView {
    /// `a`, `b` or `c`.
    pub kind: String,
    /// The column of the source's table.
    pub column: String,
    /// The plan's name.
    pub name: String,
    /// What it is grouped under, verbatim; `null` for none.
    pub umbrella: Option<String>,
    /// What is written (ours).
    pub document: String,
    /// How wide an area is mainly expected, verbatim.
    pub unit: String,
    /// That this is no limit (ours).
    pub area_note: String,
    /// What it is, verbatim, bullet by bullet.
    pub overview: Vec<String>,
    /// How it is made, verbatim, bullet by bullet.
    pub process: Vec<String>,
    /// Who leads (ours).
    pub leads: String,
    /// What the app helps to write (ours).
    pub helps_with: String,
    /// How it relates to the growth strategy, verbatim.
    pub relation: String,
}

/// A term that the source defines.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DefinitionView {
    /// Its identifier.
    pub id: String,
    /// The term.
    pub name: String,
    /// The definition, verbatim.
    pub verbatim: String,
    /// How it is read here (ours).
    pub note: String,
}

/// The three plans.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfilesList {
    /// The title of the document that the verbatim texts are taken from.
    pub source: String,
    /// The catalogue's version.
    pub catalogue: String,
    /// The plans, A to C.
    pub profiles: Vec<ProfileView>,
    /// The terms.
    pub definitions: Vec<DefinitionView>,
}
