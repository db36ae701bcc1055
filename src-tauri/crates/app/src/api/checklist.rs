//! What a checklist says besides the states: reasons, and guidance that nothing is judged by.

use serde::Serialize;
use ts_rs::TS;

use super::plans::PlaceView;

/// One reason in the chain that leads to a requirement's state.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReasonView {
    /// `yes` (it holds), `no` (it does not), `unknown` (something is not written yet).
    pub truth: String,
    /// The field to go to.
    pub field: String,
    /// The stable name.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// What it was put together from.
    pub parts: Vec<ReasonView>,
}

/// Something that the policy wants done besides, but does not require.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GuidanceView {
    /// Its id, which is none of a requirement.
    pub id: String,
    /// The policy's words, verbatim.
    pub source: String,
    /// Where they stand.
    pub place: PlaceView,
    /// The question in plain words (ours).
    pub question: String,
    /// Why it is asked (ours).
    pub why: String,
    /// How to write it (ours).
    pub how: String,
    /// A worked example (ours, invented).
    pub example: String,
    /// The keys of the answers that it is about.
    pub inputs: Vec<String>,
}
