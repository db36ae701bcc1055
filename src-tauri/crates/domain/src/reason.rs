//! Reasons: what of a requirement holds, fails or is not yet known, and because of what.

use crate::finding::Finding;
use crate::truth::Truth;

/// One reason in the chain that leads to a requirement's state.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// Whether it holds.
    pub truth: Truth,
    /// What it says, and where it stands.
    pub finding: Finding,
    /// What it was put together from; empty where it stands by itself.
    pub parts: Vec<Reason>,
    /// Whether only its parts are to be told as missing, not itself: `row 2` is nothing to write.
    told_by_parts: bool,
}

impl Reason {
    /// A reason that stands by itself.
    pub fn plain(truth: Truth, finding: Finding) -> Self {
        Self::made_of(truth, finding, Vec::new())
    }

    /// A reason that is told itself, and whose parts say why: one of two figures, the months of
    /// a period.
    pub fn made_of(truth: Truth, finding: Finding, parts: Vec<Self>) -> Self {
        Self { truth, finding, parts, told_by_parts: false }
    }

    /// A group that only gathers its parts: a row, an indicator.
    pub fn group(truth: Truth, finding: Finding, parts: Vec<Self>) -> Self {
        Self { truth, finding, parts, told_by_parts: true }
    }

    /// Whether all of these reasons hold.
    pub fn all<'a>(reasons: impl IntoIterator<Item = &'a Self>) -> Truth {
        Truth::all(reasons.into_iter().map(|reason| reason.truth))
    }

    /// Whether any of these reasons holds.
    pub fn any<'a>(reasons: impl IntoIterator<Item = &'a Self>) -> Truth {
        Truth::any(reasons.into_iter().map(|reason| reason.truth))
    }

    /// What is to be written or mended, as far as this reason goes: all that is not known when
    /// `truth` is unknown, all that fails when it is no.
    pub fn open(&self, truth: Truth) -> Vec<&Finding> {
        if self.truth == Truth::Yes {
            Vec::new()
        } else if self.told_by_parts {
            self.parts.iter().flat_map(|part| part.open(truth)).collect()
        } else if self.truth == truth {
            vec![&self.finding]
        } else {
            Vec::new()
        }
    }

    /// The cheapest fact to supply next, and its cost; of equally cheap ones the first.
    pub(crate) fn next<C: Ord>(&self, cost: &impl Fn(&Finding) -> C) -> Option<(C, &Finding)> {
        if self.truth == Truth::Yes {
            return None;
        }
        let own = (!self.told_by_parts).then(|| (cost(&self.finding), &self.finding));
        let parts = self.parts.iter().filter_map(|part| part.next(cost));
        own.into_iter().chain(parts).min_by(|a, b| a.0.cmp(&b.0))
    }
}
