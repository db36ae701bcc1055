//! The plot's points as raw arrays.

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::confidentiality::Shown;
use shirube_domain::hubs::region::{Kept, value};

use crate::api::hubs::{Points, RankRequest};
use crate::hubs::ask;
use crate::hubs::base64::{encode, floats};
use crate::hubs::rank::Asked;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// No quarter.
const NOWHERE: u8 = 255;

pub(crate) fn points(
    session: &Session,
    request: RankRequest,
    _progress: &dyn Progress,
) -> Outcome<Points> {
    session.with_ledger(|ledger| {
        let asked = Asked::of(session, ledger, &request)?;
        let audience = ask::audience(request.audience.as_ref())?;
        let fitting = asked.fitting(0, usize::MAX);
        let (ranking, region) = (&asked.ranked.ranking, &asked.scene.region);
        let with = fitting.page.iter().filter(|at| **at < ranking.valued);
        let rows: Vec<u32> = with.map(|at| ranking.order[*at]).collect();
        let degrees = |kind| {
            floats(rows.iter().map(|row| {
                let degree = region.degree(kind, *row, &asked.scene.bounds).ok()?;
                Some(degree.numerator() as f64 / degree.denominator() as f64)
            }))
        };
        let sales = rows.iter().map(|row| {
            let exact = audience.sees(region.level(Kept::Sales, *row)) == Shown::Exact;
            value(&region.sales, *row).filter(|_| exact).map(|sales| sales as f64)
        });
        let quadrants: Vec<u8> =
            rows.iter().map(|row| asked.quadrant(*row).map_or(NOWHERE, |q| q as u8)).collect();
        Ok(Points {
            count: rows.len() as u64,
            connector: degrees(DegreeKind::Connector),
            hub: degrees(DegreeKind::Hub),
            sales: floats(sales),
            quadrant: encode(&quadrants),
            denominators: asked.scene.below.view(session),
            quadrants: fitting.counts,
            without_number: fitting.total - rows.len() as u64,
            withheld: asked.ranked.withheld + asked.ranked.banded,
        })
    })
}
