//! Which overlays a plan takes on.

use shirube_domain::overlay::Overlay;
use shirube_domain::plan::Plan;
use shirube_store::{ActionKind, KeptOverlay, Ledger};
use uuid::Uuid;

use crate::api::failure::Exit;
use crate::api::overlays::{PlanOverlayView, PlanOverlays, PlanOverlaysRequest};
use crate::fault::Fault;
use crate::overlays::find;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn overlays(
    session: &Session,
    request: PlanOverlaysRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanOverlays> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let mut action = None;
        if !(request.add.is_empty() && request.remove.is_empty()) {
            for text in &request.remove {
                leave(ledger, &mut plan, text)?;
            }
            for text in &request.add {
                take(session, ledger, &mut plan, text)?;
            }
            if !request.add.is_empty() {
                // Whatever does not go together is refused before anything is written.
                catalogue::of_plan(session, ledger, &plan)?;
            }
            let done = session
                .action(ActionKind::TakeOverlays)
                .with("title", plan.title.as_str())
                .of_plan(id);
            action = ledger.write(done, |tx| tx.update_plan(&plan))?.action;
        }
        view(session, ledger, &plan, action)
    })
}

/// Leaves an overlay; one that is gone is left by its id.
fn leave(ledger: &Ledger, plan: &mut Plan, text: &str) -> Outcome<()> {
    let id = match Uuid::try_parse(text.trim()) {
        Ok(id) => id,
        Err(_) => {
            // By name: the version that the plan has, not the newest.
            let (name, version) = text.trim().split_once('@').unwrap_or((text.trim(), ""));
            let of_plan = ledger.overlays()?.into_iter().find(|kept| {
                plan.overlays.contains(&kept.id)
                    && kept.name == name
                    && (version.is_empty() || kept.version == version)
            });
            match of_plan {
                Some(kept) => kept.id,
                None => find(ledger, text)?.id,
            }
        }
    };
    let place = plan.overlays.iter().position(|known| *known == id);
    let place = place.ok_or_else(|| Fault::usage("overlay_not_taken").with("id", text))?;
    plan.overlays.remove(place);
    Ok(())
}

/// Takes an overlay on; another version of it leaves.
fn take(session: &Session, ledger: &Ledger, plan: &mut Plan, text: &str) -> Outcome<()> {
    let kept = find(ledger, text)?;
    let overlay = catalogue::read(session, &catalogue::known(session, ledger)?, &kept)?;
    if !overlay.for_kinds.contains(&plan.kind) {
        return Err(Fault::new("overlay_other_kind", Exit::No)
            .with("name", &kept.name)
            .with("version", &kept.version)
            .with("kind", session.say(&format!("kind.{}", plan.kind.letter()), &[])));
    }
    put(ledger, plan, &kept)
}

/// Puts an overlay where the plan has another version of it, or at the end.
pub(crate) fn put(ledger: &Ledger, plan: &mut Plan, kept: &KeptOverlay) -> Outcome<()> {
    let same: Vec<Uuid> = ledger
        .overlays()?
        .into_iter()
        .filter(|other| other.name == kept.name)
        .map(|other| other.id)
        .collect();
    match plan.overlays.iter_mut().find(|id| same.contains(id)) {
        Some(place) => *place = kept.id,
        None => plan.overlays.push(kept.id),
    }
    Ok(())
}

/// The newest version of each overlay that is for a plan like this one.
pub(crate) fn fitting(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
) -> Outcome<Vec<(KeptOverlay, Overlay)>> {
    let known = catalogue::known(session, ledger)?;
    let kept = ledger.overlays()?;
    let newest = kept
        .iter()
        .enumerate()
        .filter(|(index, one)| !kept[index + 1..].iter().any(|later| later.name == one.name));
    let mut fitting = Vec::new();
    for (_, one) in newest {
        // One that does not read any more is told in the list of overlays.
        if let Ok(overlay) = catalogue::read(session, &known, one)
            && overlay.for_kinds.contains(&plan.kind)
        {
            fitting.push((one.clone(), overlay));
        }
    }
    Ok(fitting)
}

/// The overlays that a new plan takes on by itself: those for its kind and area that go together
/// with its catalogue and with each other.
pub(crate) fn for_new(session: &Session, ledger: &Ledger, plan: &Plan) -> Outcome<Vec<Uuid>> {
    let mut taken = Vec::new();
    for (kept, overlay) in fitting(session, ledger, plan)? {
        if !overlay.fits(plan) {
            continue;
        }
        let mut with = taken.clone();
        with.push(kept.id);
        if catalogue::with(session, ledger, &plan.catalogue, &with).is_ok() {
            taken = with;
        }
    }
    Ok(taken)
}

fn view(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
    action: Option<Uuid>,
) -> Outcome<PlanOverlays> {
    let known = catalogue::known(session, ledger)?;
    let all = ledger.overlays()?;
    let fitting = fitting(session, ledger, plan)?;
    let taken = plan.overlays.iter().map(|id| {
        let kept = all.iter().find(|kept| kept.id == *id);
        let name = kept.map_or("", |kept| kept.name.as_str());
        let newest = fitting.iter().find(|(one, _)| one.name == name);
        let text = |part: fn(&KeptOverlay) -> &String| kept.map(part).cloned().unwrap_or_default();
        PlanOverlayView {
            id: id.to_string(),
            name: text(|kept| &kept.name),
            version: text(|kept| &kept.version),
            issuer: text(|kept| &kept.issuer),
            taken: true,
            fits_area: newest.is_none_or(|(_, overlay)| overlay.fits(plan)),
            gone: kept.is_none(),
            newer: newest.filter(|(one, _)| one.id != *id).map(|(one, _)| one.id.to_string()),
        }
    });
    let overlays: Vec<PlanOverlayView> = taken.collect();
    let offered = fitting
        .iter()
        .filter(|(kept, _)| !overlays.iter().any(|view| view.name == kept.name))
        .map(|(kept, overlay)| PlanOverlayView {
            id: kept.id.to_string(),
            name: kept.name.clone(),
            version: kept.version.clone(),
            issuer: kept.issuer.clone(),
            taken: false,
            fits_area: overlay.fits(plan),
            gone: false,
            newer: None,
        })
        .collect();
    Ok(PlanOverlays {
        action: action.map(|id| id.to_string()),
        catalogue: plan.catalogue.clone(),
        catalogue_gone: catalogue::of_version(&known, &plan.catalogue).is_err(),
        catalogues: known
            .iter()
            .map(|catalogue| catalogue.version.clone())
            .filter(|version| *version != plan.catalogue)
            .collect(),
        overlays,
        offered,
    })
}
