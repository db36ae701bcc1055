//! What stands below the line: a statistic of the prefecture, or the registered firms' sum.

use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::{DegreeKind, Denominator, DenominatorKind, Denominators};
use shirube_domain::figures::Basis;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::portion::Portion;
use shirube_domain::hubs::region::{Bounds, Region, index};
use shirube_store::{BasisRule, StoredTotal};

use crate::api::hubs::{DenominatorDetail, DenominatorDetails, DenominatorView, DenominatorsView};
use crate::session::Session;

/// A denominator with what is to be known of it.
#[derive(Debug, Clone)]
pub(crate) struct Below {
    pub(crate) denominator: Denominator,
    /// The statistic; none for the registered sum.
    pub(crate) total: Option<StoredTotal>,
    /// How many other sources state the same total.
    pub(crate) others: u64,
    /// Whether the degrees of the registered firms add up to more than one.
    sum_above_one: bool,
}

/// Both denominators.
#[derive(Debug, Clone, Default)]
pub(crate) struct Both {
    below: [Option<Below>; 2],
    /// The sums of the registered firms.
    pub(crate) registered: [Option<i64>; 2],
}

/// A statistic of that year; else of the nearest other year, the earlier one of two; of one year
/// first that of the same basis; else the registered firms' sum.
pub(crate) fn find(
    totals: &[StoredTotal],
    prefecture: &PrefectureCode,
    year: FiscalYear,
    rule: BasisRule,
    region: &Region,
) -> Both {
    let registered = DegreeKind::ALL.map(|kind| region.sum(kind));
    let below = DegreeKind::ALL.map(|kind| {
        let of = totals
            .iter()
            .filter(|stored| stored.total.prefecture == *prefecture && stored.total.degree == kind);
        let best = of.clone().filter(|stored| stored.counts).min_by_key(|stored| {
            let distance = i32::from(stored.total.year.year()) - i32::from(year.year());
            (distance.abs(), distance, stored.total.basis != rule.basis())
        });
        let Some(best) = best else {
            let sum = registered[index(kind)]?;
            let source = String::new();
            let kind = DenominatorKind::RegisteredSum;
            let denominator = Denominator { value: sum, year, source, kind };
            return Some(Below { denominator, total: None, others: 0, sum_above_one: false });
        };
        let same = |stored: &&StoredTotal| {
            (stored.total.year, stored.total.basis) == (best.total.year, best.total.basis)
        };
        Some(Below {
            denominator: Denominator {
                value: best.total.value,
                year: best.total.year,
                source: best.total.source.clone(),
                kind: DenominatorKind::Statistic,
            },
            total: Some(best.clone()),
            others: of.filter(same).count() as u64 - 1,
            sum_above_one: region.sum_within(kind, best.total.value) > best.total.value.into(),
        })
    });
    Both { below, registered }
}

impl Both {
    pub(crate) fn of(&self, kind: DegreeKind) -> Option<&Below> {
        self.below[index(kind)].as_ref()
    }

    /// The amounts alone.
    pub(crate) fn bounds(&self) -> Bounds {
        DegreeKind::ALL.map(|kind| self.of(kind).map(|below| below.denominator.value))
    }

    /// The same as the plans' own degrees take them.
    pub(crate) fn denominators(&self) -> Denominators {
        let of = |kind| self.of(kind).map(|below| below.denominator.clone());
        Denominators { connector: of(DegreeKind::Connector), hub: of(DegreeKind::Hub) }
    }

    /// Whether that degree is one of the registered sum.
    pub(crate) fn is_registered_sum(&self, kind: DegreeKind) -> bool {
        self.of(kind).is_some_and(|below| below.total.is_none())
    }

    /// What is doubtful of every degree of that kind.
    pub(crate) fn warnings(&self, kind: DegreeKind, year: FiscalYear) -> Vec<&'static str> {
        let Some(below) = self.of(kind) else { return Vec::new() };
        let mut codes = Vec::new();
        let Some(total) = &below.total else { return vec!["registered_sum"] };
        if below.denominator.year != year {
            codes.push("year_mismatch");
        }
        if below.others > 0 && !total.preferred {
            codes.push("total_undecided");
        }
        if below.sum_above_one {
            codes.push("sum_above_one");
        }
        codes
    }

    /// Whether a figure of that basis stands above a denominator of the other.
    pub(crate) fn basis_differs(&self, kind: DegreeKind, basis: Basis) -> bool {
        let total = self.of(kind).and_then(|below| below.total.as_ref());
        total.is_some_and(|stored| stored.total.basis != basis)
    }

    pub(crate) fn view(&self, session: &Session) -> DenominatorsView {
        let of = |kind| view(session, self.of(kind).map(|below| &below.denominator));
        DenominatorsView { connector: of(DegreeKind::Connector), hub: of(DegreeKind::Hub) }
    }

    pub(crate) fn details(&self) -> DenominatorDetails {
        let of = |kind: DegreeKind| {
            let registered_sum = self.registered[index(kind)];
            let Some(below) = self.of(kind) else { return DenominatorDetail::default() };
            let value = below.denominator.value;
            let covered = registered_sum.and_then(|sum| Portion::of(sum.into(), value.into()));
            DenominatorDetail {
                id: below.total.as_ref().map(|stored| stored.id.to_string()),
                basis: below.total.as_ref().map(|s| s.total.basis.as_str().to_owned()),
                chosen: below.total.as_ref().is_some_and(|stored| stored.preferred),
                others: below.others,
                registered_sum,
                covered: covered.map(|portion| portion.to_string()),
            }
        };
        DenominatorDetails { connector: of(DegreeKind::Connector), hub: of(DegreeKind::Hub) }
    }
}

fn view(session: &Session, denominator: Option<&Denominator>) -> DenominatorView {
    let Some(denominator) = denominator else {
        return DenominatorView { value: None, year: None, source: None, kind: None };
    };
    DenominatorView {
        value: Some(denominator.value),
        year: Some(denominator.year.year()),
        source: Some(source(session, denominator)),
        kind: Some(denominator.kind.as_str().to_owned()),
    }
}

/// Who published it, or that it is the registered firms' sum.
pub(crate) fn source(session: &Session, denominator: &Denominator) -> String {
    match denominator.kind {
        DenominatorKind::Statistic => denominator.source.clone(),
        DenominatorKind::RegisteredSum => session.say("denominator.registered_sum", &[]),
    }
}
