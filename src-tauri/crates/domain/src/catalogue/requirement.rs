//! Requirements and guidance: the policy's words, and what this software asks because of them.

use serde::{Deserialize, Serialize};

use super::{Origin, Rule};
use crate::overlay::Added;
use crate::plan::PlanKind;

/// Where in the policy text's table a sentence stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The column of the table: A, B or C.
    pub column: String,
    /// The row's heading, verbatim.
    pub row: String,
    /// Which bullet of that cell, from 1.
    pub bullet: u32,
}

/// When a requirement applies: only while that yes-or-no answer has that value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The key of the answer.
    pub field: String,
    /// The value under which the requirement applies.
    pub equals: bool,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// `A-1` … `B-S` … `C-3`.
    pub id: String,
    /// Who asks for it; the policy, unless it says otherwise.
    #[serde(default)]
    pub origin: Origin,
    /// The policy's own words.
    pub source: String,
    /// Where they stand.
    pub place: Place,
    /// The question in plain Japanese (ours).
    pub question: String,
    /// The question in English (ours).
    pub question_en: String,
    /// Why it is asked (ours).
    pub why: String,
    /// How to meet it (ours).
    pub how: String,
    /// A worked, invented example (ours).
    pub example: String,
    /// The keys of the answers that it is judged by; `selected_firms` is the selection.
    pub inputs: Vec<String>,
    /// What to attach (ours).
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why it is asked, in English (ours); empty where nobody wrote it.
    #[serde(default)]
    pub why_en: String,
    /// How to meet it, in English (ours).
    #[serde(default)]
    pub how_en: String,
    /// The example in English (ours).
    #[serde(default)]
    pub example_en: String,
    /// What to attach, in English (ours).
    #[serde(default)]
    pub evidence_en: Vec<String>,
    /// When it applies; always, if absent.
    pub applies_when: Option<Condition>,
    /// Answers whose absence is a warning only: `local_benefit`, `roadmap_fits[].draft_outline_ref`.
    #[serde(default)]
    pub warn_blank: Vec<String>,
    /// When the answers alone show it fulfilled: this software's reading.
    pub rule: Rule,
    /// What overlays say of it; nothing in a catalogue by itself.
    #[serde(skip)]
    pub added: Added,
}

/// Something that the policy wants done besides, but does not require: asked, never judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    /// Its id, which is none of a requirement.
    pub id: String,
    /// The policy's own words.
    pub source: String,
    /// Where they stand.
    pub place: Place,
    /// The question in plain Japanese (ours).
    pub question: String,
    /// The question in English (ours).
    pub question_en: String,
    /// Why it is asked (ours).
    pub why: String,
    /// The same in English.
    pub why_en: String,
    /// How to write it (ours).
    pub how: String,
    /// The same in English.
    pub how_en: String,
    /// A worked, invented example (ours).
    pub example: String,
    /// The same in English.
    pub example_en: String,
    /// The keys of the answers that it is about.
    pub inputs: Vec<String>,
}

/// The requirements of one kind of plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirements {
    /// The kind.
    pub kind: PlanKind,
    /// The heading above the bullets, verbatim, if there is one.
    pub heading: Option<String>,
    /// Whether the source ends its list with 「等」, so that more may be asked.
    pub open_list: bool,
    /// The requirements in the order of the source.
    pub requirements: Vec<Requirement>,
    /// What the policy wants done besides.
    pub guidance: Vec<Guidance>,
}
