//! One overlay whole.

use crate::api::overlays::{OverlayRequest, OverlayShown};
use crate::overlays::{draft_of, find, list};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn show(
    session: &Session,
    request: OverlayRequest,
    _progress: &dyn Progress,
) -> Outcome<OverlayShown> {
    session.with_ledger(|ledger| {
        let kept = find(ledger, &request.id)?;
        let known = catalogue::known(session, ledger)?;
        let overlay = catalogue::read(session, &known, &kept)?;
        Ok(OverlayShown {
            overlay: list::view(session, ledger, &known, &ledger.overlays()?, &kept)?,
            content: draft_of(&overlay)?,
            text: kept.text,
        })
    })
}
