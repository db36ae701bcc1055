//! Profiles: what each of the three plans is, in the source's words, and ours beside them.

use serde::{Deserialize, Serialize};

use super::Origin;
use crate::plan::PlanKind;

/// The source's own words with the row of its table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The words, verbatim.
    pub verbatim: String,
    /// The row's heading, verbatim; absent where they are a heading themselves.
    pub row: Option<String>,
    /// The policy's.
    pub origin: Origin,
}

/// This software's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The words.
    pub text: String,
    /// The same in English.
    pub text_en: String,
    /// This software's.
    pub origin: Origin,
}

/// One of the three plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The kind.
    pub kind: PlanKind,
    /// The column of the source's table: A, B or C.
    pub column: String,
    /// The plan's name, verbatim.
    pub name: String,
    /// The name in English (ours).
    pub name_en: String,
    /// What it is grouped under, if it is.
    pub umbrella: Option<Quote>,
    /// What is written.
    pub document: Remark,
    /// How wide an area is mainly expected.
    pub unit: Quote,
    /// That this is no limit.
    pub area_note: Remark,
    /// The bullets of 「クラスターの概要」, verbatim.
    pub overview: Vec<String>,
    /// The bullets of 「策定プロセス」, verbatim.
    pub process: Vec<String>,
    /// Who leads.
    pub leads: Remark,
    /// What the app helps to write.
    pub helps_with: Remark,
    /// How it relates to the growth strategy.
    pub relation: Quote,
}

/// A term that the source defines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Its identifier.
    pub id: String,
    /// The term.
    pub name: String,
    /// The term in English (ours).
    pub name_en: String,
    /// The source's definition, verbatim.
    pub verbatim: String,
    /// The policy's.
    pub origin: Origin,
    /// How this software reads it.
    pub note: Remark,
}

/// The document that the catalogue is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceDocument {
    /// Its title, verbatim.
    pub title: String,
    /// The file that ships beside the catalogue.
    pub file: String,
}
