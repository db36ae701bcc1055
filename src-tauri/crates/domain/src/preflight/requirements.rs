//! Requirements that are still open, and what their rules found doubtful.

use super::{Remark, Severity, severity};
use crate::assess::{Assessment, Fulfilment};
use crate::finding::Finding;

pub(super) fn remarks(assessed: &[Assessment<'_>]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for one in assessed.iter().filter(|one| one.state != Fulfilment::NotApplicable) {
        match one.state {
            Fulfilment::Met => {}
            Fulfilment::NeedsReview => {
                remarks.push(Remark::warning(of(one, "requirement_unconfirmed")));
            }
            _ if one.missing.is_empty() => {
                remarks.push(Remark::new(Severity::Error, of(one, "requirement_open")));
            }
            _ => {
                let missing = one.missing.iter().cloned();
                remarks.extend(missing.map(|found| Remark::new(Severity::Error, found)));
            }
        }
        let doubts = one.warnings.iter().cloned();
        remarks.extend(doubts.map(|doubt| Remark::new(severity(&doubt), doubt)));
    }
    remarks
}

/// A finding about a requirement as a whole, at the first of its inputs.
fn of(one: &Assessment<'_>, code: &'static str) -> Finding {
    let field = one.requirement.inputs.first().map_or("", String::as_str);
    Finding::new(code, field)
        .text("requirement", &one.requirement.id)
        .text("question", &one.requirement.question)
}
