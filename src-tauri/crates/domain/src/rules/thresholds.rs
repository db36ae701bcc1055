//! What overlays ask: that answers are written, and that numbers are reached.

use super::{Judged, Outcome, blank};

/// Each of these answers says something.
pub(super) fn filled(judged: &Judged<'_>, fields: &[String]) -> Outcome {
    let mut outcome = Outcome::default();
    for field in fields {
        if crate::answers::is_blank(judged.plan.answers.at(field)) {
            outcome.blank.push(blank(field));
        }
    }
    outcome
}
