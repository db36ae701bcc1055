//! Keeping an overlay in the ledger: from a file, or as the editor holds it.

use shirube_store::ActionKind;

use crate::api::failure::{Exit, FailurePlace};
use crate::api::overlays::{OverlayKept, OverlaySource};
use crate::fault::Fault;
use crate::overlays::{check, sentence};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn keep(
    session: &Session,
    request: OverlaySource,
    _progress: &dyn Progress,
) -> Outcome<OverlayKept> {
    let text = check::text(&request)?;
    session.with_ledger(|ledger| {
        let overlay = check::read(session, Some(ledger), &text)?.map_err(|problems| {
            let first = problems.first();
            let mut fault = Fault::new("overlay_has_problems", Exit::File)
                .with("count", problems.len())
                .with("line", first.map_or(0, |problem| problem.line))
                .with("detail", first.map_or(String::new(), |one| sentence(session, one)));
            let cell = first.map(|problem| problem.path.clone());
            fault.place = Some(FailurePlace { file: request.file.clone(), sheet: None, cell });
            fault
        })?;
        let (name, version) = (overlay.name.as_str(), overlay.version.as_str());
        let action =
            session.action(ActionKind::KeepOverlay).with("name", name).with("version", version);
        let written = ledger
            .write(action, |tx| tx.keep_overlay(name, version, &overlay.issuer.name, &text))?;
        Ok(OverlayKept {
            action: written.action.map(|id| id.to_string()),
            id: written.value.to_string(),
            name: overlay.name.clone(),
            version: overlay.version.clone(),
        })
    })
}
