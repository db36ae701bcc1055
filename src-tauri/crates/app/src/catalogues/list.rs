//! The versions of the catalogue that there are.

use shirube_domain::catalogue::Catalogue;

use crate::api::Nothing;
use crate::api::catalogues::{CatalogueView, CataloguesList};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<CataloguesList> {
    session.with_ledger(|ledger| {
        let plans = ledger.plans()?;
        let kept = ledger.catalogues()?;
        let view = |catalogue: &Catalogue| {
            let at = kept.iter().find(|kept| kept.version == catalogue.version);
            let shipped = catalogue.version == session.assets().catalogue.version;
            let pins = plans.iter().filter(|plan| plan.catalogue == catalogue.version);
            CatalogueView {
                version: catalogue.version.clone(),
                origin: if shipped { "shipped" } else { "kept" }.to_owned(),
                requirements: catalogue.kinds.iter().map(|k| k.requirements.len() as u64).sum(),
                at: at.map(|kept| kept.at.to_string()),
                plans: pins.count() as u64,
            }
        };
        let known = catalogue::known(session, ledger)?;
        Ok(CataloguesList { catalogues: known.iter().map(|one| view(one)).collect() })
    })
}
