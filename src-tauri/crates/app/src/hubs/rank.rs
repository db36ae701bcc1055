//! A page of the ranking.

use std::sync::Arc;

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::confidentiality::{Audience, Shown};
use shirube_domain::hubs::filter::Band;
use shirube_domain::hubs::portion::Portion;
use shirube_domain::hubs::ranking::{Least, Quadrant, Ranking as Ranks, Weights};
use shirube_domain::hubs::region::{Region, index};
use shirube_store::Ledger;

use crate::api::hubs::{DenominatorDetails, QuadrantCounts, RankRequest, Ranking};
use crate::hubs::ask;
use crate::hubs::memo::{Key, Ranked};
use crate::hubs::row::RowView;
use crate::hubs::scene::Scene;
use crate::parse::{self, given};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn rank(
    session: &Session,
    request: RankRequest,
    _progress: &dyn Progress,
) -> Outcome<Ranking> {
    session.with_ledger(|ledger| {
        let asked = Asked::of(session, ledger, &request)?;
        let ranking = &asked.ranked.ranking;
        let fitting = asked.fitting();
        let rows = fitting.rows;
        let offset = request.offset.unwrap_or(0) as usize;
        let top = request.top.map_or(usize::MAX, |top| top as usize);
        let page: Vec<usize> = rows.iter().copied().skip(offset).take(top).collect();
        let places: Vec<u32> =
            page.iter().map(|at| asked.scene.region.places[ranking.order[*at] as usize]).collect();
        let firms = ledger.firms_at(&places)?;
        let audience = ask::audience(request.audience.as_ref())?;
        let view = RowView { session, asked: &asked, audience };
        let firms = page.into_iter().zip(firms).map(|(at, firm)| view.firm(at, firm)).collect();
        Ok(Ranking {
            denominators: asked.scene.below.view(session),
            // How much the registered firms make up would tell of those that are left out.
            denominator_details: match audience {
                Audience::Internal => asked.scene.below.details(),
                Audience::Firms | Audience::Publication => DenominatorDetails::default(),
            },
            firms,
            total: rows.len() as u64,
            ranked: fitting.ranked,
            quadrants: fitting.counts,
            audience: audience.as_str().to_owned(),
            withheld: asked.ranked.withheld,
            banded: asked.ranked.banded,
            without_prefecture: ledger.firms_without_prefecture()? as u64,
            earlier_year: asked.scene.query.earlier.year(),
        })
    })
}

/// A ranking as a request asks for it.
pub(crate) struct Asked {
    pub(crate) scene: Scene,
    pub(crate) ranked: Arc<Ranked>,
    pub(crate) weights: Weights,
    pub(crate) least: Least,
    quadrants: Vec<Quadrant>,
    rectangle: Option<[Band<Portion>; 2]>,
}

/// The part of a ranking that quarters and rectangle let through.
pub(crate) struct Fitting {
    /// Indexes into the ranking's order.
    pub(crate) rows: Vec<usize>,
    /// How many of them have a number.
    pub(crate) ranked: u64,
    /// How many firms of the filter stand in each quarter.
    pub(crate) counts: QuadrantCounts,
}

impl Asked {
    pub(crate) fn of(session: &Session, ledger: &Ledger, request: &RankRequest) -> Outcome<Self> {
        let prefecture = parse::prefecture(&request.prefecture)?;
        let year = parse::year(request.year)?;
        let earlier = request.earlier_year.map(parse::year).transpose()?;
        let weights = ask::weights(request.weights)?;
        let basis = ask::basis(request.basis.as_ref())?;
        let thresholds = ask::thresholds(&request.thresholds)?;
        let scene = Scene::open(ledger, prefecture, year, basis, earlier)?;
        let key = Key {
            region: Arc::clone(&scene.region),
            bounds: scene.bounds,
            by: ask::by(request.by.as_ref(), weights)?,
            filter: ask::filter(session.assets(), &request.filter)?,
            search: given(request.filter.search.as_ref()).unwrap_or_default().to_owned(),
            audience: ask::audience(request.audience.as_ref())?,
        };
        let ranked = session.ranking(key, |key| ranked(ledger, &scene, key))?;
        let rectangle = request.rectangle.as_ref().map(ask::rectangle).transpose()?;
        Ok(Self {
            least: Least::of(thresholds, &scene.bounds),
            scene,
            ranked,
            weights,
            quadrants: ask::quadrants(&request.quadrants)?,
            rectangle,
        })
    }

    /// In which quarter a row stands, as far as the audience may know.
    pub(crate) fn quadrant(&self, row: u32) -> Option<Quadrant> {
        let exact = self.ranked.shown[row as usize] == Shown::Exact;
        exact.then(|| self.least.quadrant(&self.scene.region, row)).flatten()
    }

    pub(crate) fn fitting(&self) -> Fitting {
        let ranking = &self.ranked.ranking;
        let everything = self.quadrants.is_empty() && self.rectangle.is_none();
        let mut counts = QuadrantCounts::default();
        let mut rows = Vec::with_capacity(ranking.order.len());
        let mut ranked = 0;
        for (at, row) in ranking.order.iter().enumerate() {
            let quadrant = self.quadrant(*row);
            match quadrant {
                Some(Quadrant::Both) => counts.both += 1,
                Some(Quadrant::Connector) => counts.connector += 1,
                Some(Quadrant::Hub) => counts.hub += 1,
                Some(Quadrant::Neither) => counts.neither += 1,
                None => {}
            }
            let fits = everything
                || (self.quadrants.is_empty()
                    || quadrant.is_some_and(|quadrant| self.quadrants.contains(&quadrant)))
                    && self.rectangle.is_none_or(|sides| self.inside(&sides, *row));
            if fits {
                rows.push(at);
                ranked += u64::from(at < ranking.valued);
            }
        }
        Fitting { rows, ranked, counts }
    }

    fn inside(&self, sides: &[Band<Portion>; 2], row: u32) -> bool {
        self.ranked.shown[row as usize] == Shown::Exact
            && DegreeKind::ALL.into_iter().all(|kind| {
                let degree = self.scene.region.degree(kind, row, &self.scene.bounds).ok();
                let degree = degree.and_then(|degree| {
                    Portion::of(degree.numerator().into(), degree.denominator().into())
                });
                sides[index(kind)].holds(degree)
            })
    }
}

/// Ranks what the filter lets through and the audience may see exactly; what it sees as bands
/// stands behind, in no order that would tell.
fn ranked(ledger: &Ledger, scene: &Scene, key: &Key) -> Outcome<Ranked> {
    let region: &Region = &scene.region;
    let mut mask = key.filter.mask(region);
    if !key.search.is_empty() {
        let found = ledger.places_with(&key.search)?;
        for (keep, place) in mask.iter_mut().zip(&region.places) {
            *keep = *keep && found[*place as usize];
        }
    }
    let shown = scene.shown(key.audience);
    let (mut withheld, mut bands) = (0, Vec::new());
    for (row, shown) in (0u32..).zip(&shown) {
        let keep = &mut mask[row as usize];
        match shown {
            Shown::Exact => continue,
            Shown::Band if *keep => bands.push(row),
            Shown::Nothing if *keep => withheld += 1,
            Shown::Band | Shown::Nothing => {}
        }
        *keep = false;
    }
    let mut ranking = Ranks::of(region, &scene.bounds, &mask, key.by);
    let banded = bands.len() as u64;
    ranking.order.extend(bands);
    ranking.ranks.resize(ranking.order.len(), 0);
    Ok(Ranked { ranking, shown, withheld, banded })
}
