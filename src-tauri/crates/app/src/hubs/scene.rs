//! What every question about hubs starts from: a prefecture's columns and its denominators.

use std::sync::Arc;

use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::confidentiality::{Audience, Shown};
use shirube_domain::hubs::region::{Bounds, Kept, Region};
use shirube_store::{BasisRule, Ledger, RegionQuery};

use crate::hubs::denominators::{self, Both};
use crate::session::Outcome;

/// A prefecture in a year.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) query: RegionQuery,
    pub(crate) region: Arc<Region>,
    pub(crate) below: Both,
    pub(crate) bounds: Bounds,
}

impl Scene {
    pub(crate) fn open(
        ledger: &Ledger,
        prefecture: PrefectureCode,
        year: FiscalYear,
        basis: BasisRule,
        earlier: Option<FiscalYear>,
    ) -> Outcome<Self> {
        let earlier = earlier.unwrap_or_else(|| year_before(year));
        let query = RegionQuery { prefecture, year, basis, earlier };
        let region = ledger.region(&query)?;
        let totals = ledger.stored_totals()?;
        let below =
            denominators::find(&totals, &query.prefecture, query.year, query.basis, &region);
        let bounds = below.bounds();
        Ok(Self { query, region, below, bounds })
    }

    /// Everything that is doubtful of a row's degrees, the connector's first.
    pub(crate) fn warnings(&self, row: u32) -> Vec<String> {
        use shirube_domain::figures::Basis;
        use shirube_domain::hubs::region::mark;
        let mut codes = Vec::new();
        for kind in DegreeKind::ALL {
            if !self.region.has_degree(kind, row, &self.bounds) {
                continue;
            }
            let marks = self.region.marks(kind, row);
            let establishment = marks & mark::ESTABLISHMENT != 0;
            let basis = if establishment { Basis::Establishment } else { Basis::HeadOffice };
            let mut found = self.below.warnings(kind, self.query.year);
            if self.below.basis_differs(kind, basis) {
                found.push("basis_mismatch");
            }
            if marks & mark::BOTH_BASES != 0 {
                found.push("two_bases");
            }
            if marks & mark::OUTLIER != 0 {
                found.push("outlier");
            }
            if self.region.elsewhere.contains(&row) {
                found.push("other_prefecture");
            }
            codes.extend(found.into_iter().map(|code| format!("{}_{code}", kind.as_str())));
        }
        codes
    }

    /// What is good to know of a row's degrees.
    pub(crate) fn notes(&self, row: u32) -> Vec<String> {
        use shirube_domain::hubs::region::mark;
        let single = |kind: &DegreeKind| {
            self.region.has_degree(*kind, row, &self.bounds)
                && self.region.marks(*kind, row) & mark::SINGLE_SOURCE != 0
        };
        let kinds = DegreeKind::ALL.into_iter().filter(single);
        kinds.map(|kind| format!("{}_single_source", kind.as_str())).collect()
    }

    /// The codes of everything that stands in the way of a number.
    pub(crate) fn missing(&self, row: u32) -> Vec<String> {
        let of = |kind: DegreeKind| {
            let reason = self.region.degree(kind, row, &self.bounds).err()?;
            Some(reason.code(kind).to_owned())
        };
        DegreeKind::ALL.into_iter().filter_map(of).collect()
    }

    /// For each row, how much of its degrees an audience is shown; empty where that is everything.
    pub(crate) fn shown(&self, audience: Audience) -> Vec<Shown> {
        if audience == Audience::Internal {
            return Vec::new();
        }
        let kept = [Kept::Connector, Kept::Hub];
        let mut shown: Vec<Shown> = (0..self.region.len() as u32)
            .map(|row| {
                let of = DegreeKind::ALL.into_iter().zip(kept).filter_map(|(kind, kept)| {
                    self.region.figure(kind, row)?;
                    Some(audience.sees(self.region.level(kept, row)))
                });
                of.max().unwrap_or(Shown::Exact)
            })
            .collect();
        // The registered sum less all that is shown would be what is not: then nothing is exact.
        let registered = DegreeKind::ALL.into_iter().any(|kind| self.below.is_registered_sum(kind));
        if registered && shown.iter().any(|shown| *shown != Shown::Exact) {
            for shown in shown.iter_mut().filter(|shown| **shown == Shown::Exact) {
                *shown = Shown::Band;
            }
        }
        shown
    }
}

/// The year before, or the same at the beginning of time.
pub(crate) fn year_before(year: FiscalYear) -> FiscalYear {
    FiscalYear::new(i64::from(year.year()) - 1).unwrap_or(year)
}
