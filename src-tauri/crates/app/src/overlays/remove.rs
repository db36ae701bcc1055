//! Taking an overlay out of the ledger.

use shirube_store::ActionKind;

use crate::api::ActionDone;
use crate::api::overlays::OverlayRequest;
use crate::overlays::find;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn remove(
    session: &Session,
    request: OverlayRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    session.with_ledger(|ledger| {
        let kept = find(ledger, &request.id)?;
        let action = session
            .action(ActionKind::DropOverlay)
            .with("name", kept.name.as_str())
            .with("version", kept.version.as_str());
        let written = ledger.write(action, |tx| tx.drop_overlay(kept.id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}
