//! A plan that goes over to another version of the catalogue, in one action.

use std::sync::Arc;

use shirube_domain::catalogue::Catalogue;
use shirube_domain::overlay;
use shirube_domain::plan::Plan;
use shirube_domain::versions;
use shirube_store::{ActionKind, KeptOverlay, Ledger};
use uuid::Uuid;

use crate::api::catalogues::{
    CarriedView, KeptView, OverlayExchanged, PlanUpgradeRequest, PlanUpgraded,
};
use crate::catalogues::compare;
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn upgrade(
    session: &Session,
    request: PlanUpgradeRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanUpgraded> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let known = catalogue::known(session, ledger)?;
        let before = catalogue::of_version(&known, &plan.catalogue)?;
        let after = catalogue::of_version(&known, request.to.trim())?;
        let mut upgraded = versions::upgrade(&plan, &before, &after);
        let exchanged = overlays(session, ledger, &known, &after, &mut upgraded.plan)?;
        let mut action = None;
        if !request.dry_run {
            let done = session
                .action(ActionKind::UpgradePlan)
                .with("title", plan.title.as_str())
                .with("version", after.version.as_str())
                .of_plan(id);
            let written = ledger.write(done, |tx| -> Outcome<()> {
                tx.update_plan(&upgraded.plan)?;
                for (from, to) in &upgraded.moves {
                    tx.move_requirement(id, from, to)?;
                }
                Ok(())
            })?;
            action = written.action;
        }
        let carried = upgraded.carried.iter().map(|one| CarriedView {
            from: one.from.clone(),
            to: one.to.clone(),
            what: one.what.to_owned(),
            lapsed: one.lapsed,
        });
        let kept = upgraded.kept.iter().map(|one| KeptView {
            requirement: one.requirement.clone(),
            label: one.field.as_ref().map(|field| session.say(&format!("field.{field}"), &[])),
            field: one.field.clone(),
        });
        Ok(PlanUpgraded {
            action: action.map(|id| id.to_string()),
            compared: compare::view(session, &before, &after, &upgraded.comparison),
            carried: carried.collect(),
            kept: kept.collect(),
            overlays: exchanged,
        })
    })
}

/// Lets the plan's overlays go along. One that names what the newer version has not is exchanged
/// for its newest version that does fit; where there is none, the plan stays as it is.
fn overlays(
    session: &Session,
    ledger: &Ledger,
    known: &[Arc<Catalogue>],
    after: &Catalogue,
    plan: &mut Plan,
) -> Outcome<Vec<OverlayExchanged>> {
    let all = ledger.overlays()?;
    let fits = |kept: &KeptOverlay| -> Outcome<()> {
        let read = catalogue::read(session, known, kept)?;
        overlay::apply(after, [&read]).map(drop).map_err(|(_, problems)| {
            let (name, version) = (&kept.name, &kept.version);
            catalogue::does_not_fit(session, name, version, &after.version, &problems)
        })
    };
    let mut exchanged = Vec::new();
    for id in &mut plan.overlays {
        let kept = find(&all, *id)?;
        let Err(fault) = fits(kept) else { continue };
        let mut others = all.iter().rev().filter(|one| one.name == kept.name && one.id != *id);
        let other = others.find(|one| fits(one).is_ok()).ok_or(fault)?;
        exchanged.push(OverlayExchanged {
            name: kept.name.clone(),
            from: kept.version.clone(),
            to: other.version.clone(),
        });
        *id = other.id;
    }
    // All of them together as well.
    catalogue::with(session, ledger, &after.version, &plan.overlays)?;
    Ok(exchanged)
}

fn find(all: &[KeptOverlay], id: Uuid) -> Outcome<&KeptOverlay> {
    let gone = || Fault::usage("overlay_gone").with("id", id);
    all.iter().find(|kept| kept.id == id).ok_or_else(gone)
}
