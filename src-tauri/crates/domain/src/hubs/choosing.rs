//! Choosing firms by criteria: who comes in, who stays out, and why.

use crate::degree::DegreeKind;
use crate::hubs::portion::Portion;
use crate::hubs::ranking::{Least, Ranking};
use crate::hubs::region::{Bounds, Region};

/// Bounds on how many firms of an industry come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// The industries that it is about, by the beginnings of their codes.
    pub industries: Vec<String>,
    /// At least so many, as far as there are that many with a number.
    pub at_least: Option<usize>,
    /// At most so many.
    pub at_most: Option<usize>,
}

impl Quota {
    fn concerns(&self, region: &Region, row: u32) -> bool {
        let industry = &region.industry[row as usize];
        self.industries.iter().any(|code| industry.starts_with(code.as_bytes()))
    }
}

/// Criteria, with firms as rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criteria {
    /// The least degrees, by [`DegreeKind`].
    pub thresholds: [Option<Portion>; 2],
    /// Whether one of the two thresholds is enough.
    pub either: bool,
    /// At most so many firms; those that must come in count.
    pub most: Option<usize>,
    /// By industry.
    pub quotas: Vec<Quota>,
    /// Firms that come in whatever their degrees.
    pub must: Vec<u32>,
    /// Firms that stay out.
    pub excluded: Vec<u32>,
}

/// Why a firm comes in, or stays out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// In: it was named as one that must.
    Must,
    /// In: its industry is to have at least so many.
    QuotaFilled,
    /// In: it reaches the thresholds.
    Reached,
    /// Out: it was excluded.
    Excluded,
    /// Out: it has no number.
    NoNumber,
    /// Out: a threshold is not reached.
    BelowThreshold,
    /// Out: its industry has as many as it may.
    QuotaFull,
    /// Out: as many as wanted stand before it.
    BeyondMost,
}

impl Why {
    /// Whether the firm comes in.
    pub fn is_in(self) -> bool {
        matches!(self, Self::Must | Self::QuotaFilled | Self::Reached)
    }

    /// The name in JSON and in the text catalogue (`chosen.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must_have",
            Self::QuotaFilled => "quota_filled",
            Self::Reached => "thresholds_reached",
            Self::Excluded => "excluded",
            Self::NoNumber => "no_number",
            Self::BelowThreshold => "below_threshold",
            Self::QuotaFull => "quota_full",
            Self::BeyondMost => "beyond_most",
        }
    }
}

/// For each row of the ranking, in its order, what becomes of it. A firm that must come in comes
/// in even where the filter does not let it through; it then stands first.
pub fn choose(
    region: &Region,
    bounds: &Bounds,
    ranking: &Ranking,
    criteria: &Criteria,
) -> Vec<(u32, Why)> {
    let mut choosing = Choosing::new(region, criteria);
    for row in &criteria.must {
        if !criteria.excluded.contains(row) {
            choosing.take(*row, Why::Must);
        }
    }
    let valued = &ranking.order[..ranking.valued];
    choosing.fill_quotas(valued);
    let least = Least::of(criteria.thresholds, bounds);
    for row in valued {
        if choosing.why[*row as usize].is_none() {
            let why = choosing.judge(&least, *row);
            choosing.take(*row, why);
        }
    }
    let outside = criteria.must.iter().filter(|row| !ranking.order.contains(row));
    let outside = outside.map(|row| (*row, choosing.of(*row)));
    let ranked = ranking.order.iter().map(|row| (*row, choosing.of(*row)));
    outside.chain(ranked).collect()
}

struct Choosing<'a> {
    region: &'a Region,
    criteria: &'a Criteria,
    why: Vec<Option<Why>>,
    /// How many are in, in all and by quota.
    count: usize,
    counts: Vec<usize>,
}

impl<'a> Choosing<'a> {
    fn new(region: &'a Region, criteria: &'a Criteria) -> Self {
        let mut why = vec![None; region.len()];
        for row in &criteria.excluded {
            why[*row as usize] = Some(Why::Excluded);
        }
        Self { region, criteria, why, count: 0, counts: vec![0; criteria.quotas.len()] }
    }

    fn take(&mut self, row: u32, why: Why) {
        let known = self.why[row as usize].replace(why);
        if why.is_in() && !known.is_some_and(Why::is_in) {
            self.count += 1;
            for (count, quota) in self.counts.iter_mut().zip(&self.criteria.quotas) {
                *count += usize::from(quota.concerns(self.region, row));
            }
        }
    }

    /// The best of each industry that is to have at least so many.
    fn fill_quotas(&mut self, valued: &[u32]) {
        for (at, quota) in self.criteria.quotas.iter().enumerate() {
            let Some(least) = quota.at_least else { continue };
            for row in valued {
                if self.counts[at] >= least || self.is_full() {
                    break;
                }
                let free = self.why[*row as usize].is_none();
                if free && quota.concerns(self.region, *row) && !self.quota_full(*row) {
                    self.take(*row, Why::QuotaFilled);
                }
            }
        }
    }

    fn judge(&self, least: &Least, row: u32) -> Why {
        let reached = DegreeKind::ALL.map(|kind| least.reached(self.region, kind, row));
        let thresholds = DegreeKind::ALL
            .map(|kind| self.criteria.thresholds[crate::hubs::region::index(kind)].is_some());
        // A degree that nothing is asked of need not be there.
        let asked = thresholds.iter().zip(reached).filter(|(asked, _)| **asked);
        let mut asked = asked.map(|(_, reached)| reached).peekable();
        let passes = asked.peek().is_none()
            || if self.criteria.either { asked.any(|is| is) } else { asked.all(|is| is) };
        if !passes {
            Why::BelowThreshold
        } else if self.is_full() {
            Why::BeyondMost
        } else if self.quota_full(row) {
            Why::QuotaFull
        } else {
            Why::Reached
        }
    }

    fn is_full(&self) -> bool {
        self.criteria.most.is_some_and(|most| self.count >= most)
    }

    fn quota_full(&self, row: u32) -> bool {
        self.criteria.quotas.iter().zip(&self.counts).any(|(quota, count)| {
            quota.at_most.is_some_and(|most| *count >= most) && quota.concerns(self.region, row)
        })
    }

    fn of(&self, row: u32) -> Why {
        self.why[row as usize].unwrap_or(Why::NoNumber)
    }
}

/// The rows that are in by the second choice and not by the first, and the other way round; each
/// in its own choice's order.
pub fn difference(before: &[(u32, Why)], after: &[(u32, Why)]) -> (Vec<u32>, Vec<u32>) {
    let ins = |choice: &[(u32, Why)]| -> Vec<u32> {
        choice.iter().filter(|(_, why)| why.is_in()).map(|(row, _)| *row).collect()
    };
    let (was, is) = (ins(before), ins(after));
    let sorted = |rows: &[u32]| {
        let mut rows = rows.to_vec();
        rows.sort_unstable();
        rows
    };
    let (known_was, known_is) = (sorted(&was), sorted(&is));
    let missing = |rows: Vec<u32>, from: &[u32]| -> Vec<u32> {
        rows.into_iter().filter(|row| from.binary_search(row).is_err()).collect()
    };
    (missing(is, &known_was), missing(was, &known_is))
}
