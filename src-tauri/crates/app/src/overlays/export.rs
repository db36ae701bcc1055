//! Writing an overlay as a file, to be handed to another office.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use crate::api::failure::Exit;
use crate::api::overlays::{OverlayExportRequest, OverlayExported};
use crate::fault::Fault;
use crate::overlays::find;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn export(
    session: &Session,
    request: OverlayExportRequest,
    _progress: &dyn Progress,
) -> Outcome<OverlayExported> {
    session.with_ledger(|ledger| {
        let kept = find(ledger, &request.id)?;
        let mut path = PathBuf::from(&request.to);
        if path.is_dir() {
            path.push(format!("{}-{}.toml", kept.name, kept.version));
        }
        let shown = path.display().to_string();
        let unwritable = |error: std::io::Error| {
            Fault::new("place_unwritable", Exit::File)
                .with("file", &shown)
                .with("detail", error)
                .at_file(&shown)
        };
        // Somebody else's file is never written over.
        let mut file = fs::File::create_new(&path).map_err(unwritable)?;
        file.write_all(kept.text.as_bytes()).map_err(unwritable)?;
        Ok(OverlayExported { path: shown.clone(), bytes: kept.text.len() as u64 })
    })
}
