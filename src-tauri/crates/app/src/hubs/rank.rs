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
        let offset = request.offset.unwrap_or(0) as usize;
        let top = request.top.map_or(usize::MAX, |top| top as usize);
        let fitting = asked.fitting(offset, top);
        let place = |at: &usize| asked.scene.region.places[ranking.order[*at] as usize];
        let places: Vec<u32> = fitting.page.iter().map(place).collect();
        let firms = ledger.firms_at(&places)?;
        let audience = ask::audience(request.audience.as_ref())?;
        let view = RowView { session, asked: &asked, audience };
        let page = fitting.page.iter().zip(firms);
        let firms = page.map(|(at, firm)| view.firm(*at, firm)).collect();
        Ok(Ranking {
            denominators: asked.scene.below.view(session),
            // How much the registered firms make up would tell of those that are left out.
            denominator_details: match audience {
                Audience::Internal => asked.scene.below.details(),
                Audience::Firms | Audience::Publication => DenominatorDetails::default(),
            },
            firms,
            total: fitting.total,
            ranked: fitting.ranked,
            quadrants: fitting.counts,
            audience: audience.as_str().to_owned(),
            withheld: asked.ranked.withheld,
            banded: asked.ranked.banded,
            without_prefecture: ledger.firms_without_prefecture()? as u64,
            in_other_prefectures: ledger.firms_elsewhere(&asked.scene.query.prefecture)?,
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
    /// The page: indexes into the ranking's order.
    pub(crate) page: Vec<usize>,
    /// How many firms there are on all pages.
    pub(crate) total: u64,
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
        let exact = self.ranked.shown(row) == Shown::Exact;
        exact.then(|| self.least.quadrant(&self.scene.region, row)).flatten()
    }

    /// The page from `offset` on, of at most `top` firms, and how many there are.
    pub(crate) fn fitting(&self, offset: usize, top: usize) -> Fitting {
        let ranking = &self.ranked.ranking;
        let counts = self.least.counts(&self.scene.region, ranking);
        let [both, connector, hub, neither] = counts;
        let (order, mut page) = (&ranking.order, Vec::new());
        let (total, ranked) = match (&self.rectangle, self.quadrants.is_empty()) {
            (None, true) => {
                page.extend((0..order.len()).skip(offset).take(top));
                (order.len() as u64, ranking.valued as u64)
            }
            (None, false) => {
                let fits = (0..ranking.valued).filter(|at| self.in_quarter(order[*at]));
                page.extend(fits.skip(offset).take(top));
                // Whoever stands in a quarter has both degrees, and so a number.
                let of = |quadrant: &Quadrant| counts[*quadrant as usize];
                let total =
                    Quadrant::ALL.iter().filter(|q| self.quadrants.contains(q)).map(of).sum();
                (total, total)
            }
            (Some(sides), _) => {
                let fits = |at: &usize| {
                    let quarter = self.quadrants.is_empty() || self.in_quarter(order[*at]);
                    quarter && self.inside(sides, order[*at])
                };
                let rows: Vec<usize> = (0..order.len()).filter(fits).collect();
                page.extend(rows.iter().copied().skip(offset).take(top));
                let valued = rows.partition_point(|at| *at < ranking.valued);
                (rows.len() as u64, valued as u64)
            }
        };
        let counts = QuadrantCounts { both, connector, hub, neither };
        Fitting { page, total, ranked, counts }
    }

    fn in_quarter(&self, row: u32) -> bool {
        self.quadrant(row).is_some_and(|quadrant| self.quadrants.contains(&quadrant))
    }

    fn inside(&self, sides: &[Band<Portion>; 2], row: u32) -> bool {
        self.ranked.shown(row) == Shown::Exact
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
