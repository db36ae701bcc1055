//! What there is to analyse: prefectures and years with figures, and where to begin.

use shirube_domain::plan::Plan;
use shirube_store::PrefectureScope;

use crate::api::Nothing;
use crate::api::analysis::{AnalysisScope, ScopeDefault, ScopePrefecture, ScopeYear};
use crate::hubs::totals::place_name;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn scope(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<AnalysisScope> {
    session.with_ledger(|ledger| {
        let found = ledger.figure_scope()?;
        let default = beginning(&found, &ledger.plans()?);
        let prefectures = found.iter().map(|one| view(session, one)).collect();
        Ok(AnalysisScope { prefectures, default })
    })
}

fn view(session: &Session, one: &PrefectureScope) -> ScopePrefecture {
    let years = one.years.iter().map(|year| ScopeYear {
        year: year.year.year(),
        out_of_region_sales: year.firms[0],
        in_region_purchases: year.firms[1],
    });
    ScopePrefecture {
        code: one.prefecture.to_string(),
        name: place_name(session, &one.prefecture),
        firms: one.firms,
        years: years.collect(),
    }
}

/// The prefecture of the plan that was begun last and is worked on, where that has figures; else
/// the one with the most firms that have figures.
fn beginning(found: &[PrefectureScope], plans: &[Plan]) -> Option<ScopeDefault> {
    let with_figures = |one: &&PrefectureScope| !one.years.is_empty();
    let planned = plans.iter().rev().filter(|plan| plan.archived_at.is_none()).find_map(|plan| {
        let of_plan = |one: &&PrefectureScope| plan.prefectures.contains(&one.prefecture);
        largest(found.iter().filter(with_figures).filter(of_plan))
    });
    let one = planned.or_else(|| largest(found.iter().filter(with_figures)))?;
    let year = one.years.first()?.year.year();
    Some(ScopeDefault { prefecture: one.prefecture.to_string(), year })
}

/// The one with the most firms that have figures in any year; of several the first.
fn largest<'s>(all: impl Iterator<Item = &'s PrefectureScope>) -> Option<&'s PrefectureScope> {
    all.reduce(|best, one| if one.with_figures > best.with_figures { one } else { best })
}
