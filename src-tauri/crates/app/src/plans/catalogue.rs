//! The effective catalogue of a plan: the version that it pins, with its overlays put on.

use std::sync::Arc;

use shirube_domain::catalogue::Catalogue;
use shirube_domain::overlay::{self, Overlay, Problem};
use shirube_domain::plan::Plan;
use shirube_store::{KeptCatalogue, KeptOverlay, Ledger, StoreError};
use uuid::Uuid;

use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::overlays;
use crate::session::{Outcome, Session};

/// The catalogue that a plan is judged by.
///
/// # Errors
/// The version or an overlay is not there any more, or does not fit: never a silent other one.
pub(crate) fn of_plan(session: &Session, ledger: &Ledger, plan: &Plan) -> Outcome<Arc<Catalogue>> {
    with(session, ledger, &plan.catalogue, &plan.overlays)
}

/// The catalogue of that version with those overlays on it.
pub(crate) fn with(
    session: &Session,
    ledger: &Ledger,
    version: &str,
    overlays: &[Uuid],
) -> Outcome<Arc<Catalogue>> {
    let shipped = &session.assets().catalogue;
    let kept = if version == shipped.version {
        None
    } else {
        let gone = || Fault::usage("catalogue_gone").with("version", version);
        Some(ledger.catalogue_id(version)?.ok_or_else(gone)?)
    };
    if kept.is_none() && overlays.is_empty() {
        return Ok(Arc::clone(shipped));
    }
    let texts = overlays.iter().map(|id| kept_overlay(ledger, *id)).collect::<Outcome<Vec<_>>>()?;
    session.effective(&(kept, overlays.to_vec()), || {
        let known = known(session, ledger)?;
        let base = of_version(&known, version)?;
        put_on(session, &base, &known, &texts)
    })
}

/// An overlay that a plan names.
fn kept_overlay(ledger: &Ledger, id: Uuid) -> Outcome<KeptOverlay> {
    ledger.overlay(id).map_err(|error| match error {
        StoreError::OverlayNotFound(id) => Fault::usage("overlay_gone").with("id", id),
        other => other.into(),
    })
}

fn put_on(
    session: &Session,
    base: &Catalogue,
    known: &[Arc<Catalogue>],
    kept: &[KeptOverlay],
) -> Outcome<Catalogue> {
    let overlays =
        kept.iter().map(|kept| read(session, known, kept)).collect::<Outcome<Vec<Overlay>>>()?;
    overlay::apply(base, &overlays).map_err(|(index, problems)| {
        let kept = &kept[index];
        does_not_fit(session, &kept.name, &kept.version, &base.version, &problems)
    })
}

/// An overlay names something that the catalogue has not, or that another overlay has taken.
pub(crate) fn does_not_fit(
    session: &Session,
    name: &str,
    version: &str,
    catalogue: &str,
    problems: &[Problem],
) -> Fault {
    let detail = problems.first().map(|problem| overlays::sentence(session, problem));
    Fault::new("overlay_does_not_fit", Exit::No)
        .with("name", name)
        .with("version", version)
        .with("catalogue", catalogue)
        .with("detail", detail.unwrap_or_default())
}

/// The overlay that is kept, read again.
///
/// # Errors
/// It does not read any more: its base is gone, or a newer program wrote it.
pub(crate) fn read(
    session: &Session,
    known: &[Arc<Catalogue>],
    kept: &KeptOverlay,
) -> Outcome<Overlay> {
    let bases = |version: &str| {
        known.iter().find(|catalogue| catalogue.version == version).map(AsRef::as_ref)
    };
    overlay::check(&kept.text, &bases).map_err(|problems| {
        let detail = problems.first().map(|problem| overlays::sentence(session, problem));
        Fault::new("overlay_unreadable", Exit::Ledger)
            .with("name", &kept.name)
            .with("version", &kept.version)
            .with("detail", detail.unwrap_or_default())
    })
}

/// Every catalogue that there is: the one that ships, and those that the ledger keeps.
///
/// # Errors
/// A kept one can't be read.
pub(crate) fn known(session: &Session, ledger: &Ledger) -> Outcome<Vec<Arc<Catalogue>>> {
    let mut known = vec![Arc::clone(&session.assets().catalogue)];
    for kept in ledger.catalogues()? {
        // The program brings this version by itself now.
        if kept.version != session.assets().catalogue.version {
            known.push(session.effective(&(Some(kept.id), Vec::new()), || load(&kept))?);
        }
    }
    Ok(known)
}

/// The catalogue of that version among those known.
pub(crate) fn of_version(known: &[Arc<Catalogue>], version: &str) -> Outcome<Arc<Catalogue>> {
    known
        .iter()
        .find(|catalogue| catalogue.version == version)
        .cloned()
        .ok_or_else(|| Fault::usage("catalogue_gone").with("version", version))
}

/// A kept catalogue, read from its files.
pub(crate) fn load(kept: &KeptCatalogue) -> Outcome<Catalogue> {
    let files: Vec<(&str, &str)> =
        kept.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Catalogue::load(&files).map_err(|error| {
        Fault::new("catalogue_unusable", Exit::Ledger)
            .with("file", &error.file)
            .with("detail", &error.message)
    })
}

/// The newest catalogue that there is: what a new plan begins with. Versions are months, so that
/// their order is that of their texts.
///
/// # Errors
/// A kept one can't be read.
pub(crate) fn newest(session: &Session, ledger: &Ledger) -> Outcome<Arc<Catalogue>> {
    let known = known(session, ledger)?;
    let newest = known.into_iter().max_by(|a, b| a.version.cmp(&b.version));
    Ok(newest.unwrap_or_else(|| Arc::clone(&session.assets().catalogue)))
}
