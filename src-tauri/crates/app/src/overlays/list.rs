//! The overlays that the ledger keeps.

use std::sync::Arc;

use shirube_domain::catalogue::Catalogue;
use shirube_domain::overlay::Overlay;
use shirube_store::{KeptOverlay, Ledger};

use crate::api::Nothing;
use crate::api::overlays::{OverlayPlan, OverlayView, OverlaysList};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<OverlaysList> {
    session.with_ledger(|ledger| {
        let known = catalogue::known(session, ledger)?;
        let kept = ledger.overlays()?;
        let overlays = kept
            .iter()
            .map(|one| view(session, ledger, &known, &kept, one))
            .collect::<Outcome<Vec<_>>>()?;
        Ok(OverlaysList { overlays })
    })
}

/// An overlay for people, among all that are kept.
pub(crate) fn view(
    session: &Session,
    ledger: &Ledger,
    known: &[Arc<Catalogue>],
    kept: &[KeptOverlay],
    one: &KeptOverlay,
) -> Outcome<OverlayView> {
    let read = catalogue::read(session, known, one);
    let overlay = read.as_ref().ok();
    let count = |count: fn(&Overlay) -> usize| overlay.map_or(0, |overlay| count(overlay) as u64);
    let plans = ledger.plans()?.into_iter().filter(|plan| plan.overlays.contains(&one.id));
    let newest = kept.iter().rfind(|other| other.name == one.name).map(|other| other.id);
    Ok(OverlayView {
        id: one.id.to_string(),
        name: one.name.clone(),
        version: one.version.clone(),
        issuer: one.issuer.clone(),
        for_kinds: overlay.map_or(Vec::new(), |overlay| {
            overlay.for_kinds.iter().map(|kind| kind.letter().to_owned()).collect()
        }),
        base: overlay.map_or(String::new(), |overlay| overlay.base.clone()),
        valid_from: overlay.map_or(String::new(), |overlay| overlay.valid_from.to_string()),
        requirements: count(|overlay| overlay.requirement.len()),
        fields: count(|overlay| overlay.field.len()),
        thresholds: count(|overlay| overlay.threshold.len()),
        wordings: count(|overlay| overlay.wording.len()),
        at: one.at.to_string(),
        newest: newest == Some(one.id),
        plans: plans
            .map(|plan| OverlayPlan { id: plan.id.to_string(), title: plan.title })
            .collect(),
        problem: read.as_ref().err().map(|fault| session.tell(fault).message),
    })
}

/// The name of an overlay that was written for that version of the catalogue.
pub(crate) fn written_for(
    session: &Session,
    ledger: &Ledger,
    version: &str,
) -> Outcome<Option<String>> {
    let known = catalogue::known(session, ledger)?;
    let overlays = ledger.overlays()?;
    let mut read = overlays
        .iter()
        .filter_map(|kept| Some((kept, catalogue::read(session, &known, kept).ok()?)));
    Ok(read.find(|(_, overlay)| overlay.base == version).map(|(kept, _)| kept.name.clone()))
}
