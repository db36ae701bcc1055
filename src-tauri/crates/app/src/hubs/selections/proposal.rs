//! What the criteria of a selection propose.

use shirube_domain::hubs::choosing::{Criteria as Rules, Quota, Why, choose};
use shirube_domain::hubs::ranking::Ranking;
use shirube_domain::hubs::region::{Bounds, Region};
use shirube_store::{BasisRule, FirmAt, Ledger, Selection};
use uuid::Uuid;

use crate::api::selections::{Criteria, NamedFirm};
use crate::fault::Fault;
use crate::hubs::ask;
use crate::hubs::scene::Scene;
use crate::parse::given;
use crate::session::{Outcome, Session};

/// The criteria of a selection as the border has them.
pub(crate) fn criteria(selection: &Selection) -> Outcome<Criteria> {
    serde_json::from_value(selection.criteria.clone())
        .map_err(|error| Fault::usage("bad_request").with("path", "criteria").with("detail", error))
}

/// The scene of a selection.
pub(crate) fn scene(ledger: &Ledger, selection: &Selection) -> Outcome<Scene> {
    let basis = BasisRule::parse(&selection.basis).unwrap_or_default();
    Scene::open(ledger, selection.prefecture.clone(), selection.year, basis, None)
}

/// What is proposed, and why.
pub(crate) struct Proposal {
    pub(crate) ranking: Ranking,
    pub(crate) choice: Vec<(u32, Why)>,
}

impl Proposal {
    /// Ranks and chooses; `bounds` may be others than the scene's own.
    pub(crate) fn of(
        session: &Session,
        ledger: &Ledger,
        scene: &Scene,
        bounds: &Bounds,
        criteria: &Criteria,
    ) -> Outcome<Self> {
        let region: &Region = &scene.region;
        let weights = ask::weights(criteria.weights)?;
        let by = ask::by(criteria.by.as_ref(), weights)?;
        let mut mask = ask::filter(session.assets(), &criteria.filter)?.mask(region);
        if let Some(search) = given(criteria.filter.search.as_ref()) {
            let found = ledger.places_with(search)?;
            for (keep, place) in mask.iter_mut().zip(&region.places) {
                *keep = *keep && found[*place as usize];
            }
        }
        let ranking = Ranking::of(region, bounds, &mask, by);
        let rules = rules(session, ledger, region, criteria)?;
        let choice = choose(region, bounds, &ranking, &rules);
        Ok(Self { ranking, choice })
    }

    /// How many are in.
    pub(crate) fn count(&self) -> u64 {
        self.choice.iter().filter(|(_, why)| why.is_in()).count() as u64
    }
}

fn rules(
    session: &Session,
    ledger: &Ledger,
    region: &Region,
    criteria: &Criteria,
) -> Outcome<Rules> {
    let quota = |view: &crate::api::selections::QuotaView| -> Outcome<Quota> {
        let industries = ask::industries(session.assets(), std::slice::from_ref(&view.industry))?;
        if view.at_least.zip(view.at_most).is_some_and(|(least, most)| least > most) {
            return Err(Fault::usage("quota_reversed").with("industry", &view.industry));
        }
        Ok(Quota {
            industries,
            at_least: view.at_least.map(|count| count as usize),
            at_most: view.at_most.map(|count| count as usize),
        })
    };
    let firms = |ids: Vec<&String>| -> Outcome<Vec<u32>> {
        let ids: Vec<Uuid> = ids.into_iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
        Ok(rows(ledger, region, &ids)?.into_iter().flatten().collect())
    };
    Ok(Rules {
        thresholds: ask::thresholds(&criteria.thresholds)?,
        either: criteria.either,
        most: criteria.most.map(|most| most as usize),
        quotas: criteria.quotas.iter().map(quota).collect::<Outcome<_>>()?,
        must: firms(criteria.must_have.iter().collect())?,
        excluded: firms(criteria.excluded.iter().map(|excluded| &excluded.firm).collect())?,
    })
}

/// The rows of those firms, as far as they are firms of the region.
pub(crate) fn rows(ledger: &Ledger, region: &Region, ids: &[Uuid]) -> Outcome<Vec<Option<u32>>> {
    let places = ledger.places_of(ids)?;
    let row = |place: Option<u32>| {
        let place = place?;
        region.places.iter().position(|known| *known == place).map(|row| row as u32)
    };
    Ok(places.into_iter().map(row).collect())
}

/// The firms at those rows.
pub(crate) fn firms_at(ledger: &Ledger, region: &Region, rows: &[u32]) -> Outcome<Vec<FirmAt>> {
    let places: Vec<u32> = rows.iter().map(|row| region.places[*row as usize]).collect();
    Ok(ledger.firms_at(&places)?)
}

/// At most so many firms are named; how many there are is told beside them.
const NAMED: usize = 1_000;

/// The same by name: the first of them.
pub(crate) fn named(ledger: &Ledger, region: &Region, rows: &[u32]) -> Outcome<Vec<NamedFirm>> {
    let firms = firms_at(ledger, region, &rows[..rows.len().min(NAMED)])?;
    let view = |firm: FirmAt| NamedFirm {
        id: firm.id.to_string(),
        corporate_number: firm.corporate_number.map(String::from),
        name: firm.name,
    };
    Ok(firms.into_iter().map(view).collect())
}
