//! Taking a catalogue out of the ledger.

use shirube_store::ActionKind;

use crate::api::ActionDone;
use crate::api::catalogues::CatalogueRequest;
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::overlays::list;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn remove(
    session: &Session,
    request: CatalogueRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let version = request.version.trim();
    if version == session.assets().catalogue.version {
        return Err(Fault::new("catalogue_shipped", Exit::No).with("version", version));
    }
    session.with_ledger(|ledger| {
        // Overlays that were written for it could not be read without it.
        let needs = list::written_for(session, ledger, version)?;
        if let Some(name) = needs {
            return Err(Fault::new("catalogue_needed", Exit::No)
                .with("version", version)
                .with("name", name));
        }
        let action = session.action(ActionKind::DropCatalogue).with("version", version);
        let written = ledger.write(action, |tx| tx.drop_catalogue(version))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}
