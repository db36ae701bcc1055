//! Taking a catalogue into the ledger, from a folder with its files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use shirube_domain::catalogue::Catalogue;
use shirube_store::ActionKind;

use crate::api::catalogues::{CatalogueAddRequest, CatalogueKept};
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The largest file of a catalogue, in bytes.
const LARGEST_FILE: u64 = 1_000_000;

/// The most files that a catalogue may have.
const MOST_FILES: usize = 40;

pub(crate) fn add(
    session: &Session,
    request: CatalogueAddRequest,
    _progress: &dyn Progress,
) -> Outcome<CatalogueKept> {
    let files = files(Path::new(&request.folder))?;
    let texts: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let catalogue = Catalogue::load(&texts).map_err(|error| {
        let file = Path::new(&request.folder).join(&error.file).display().to_string();
        Fault::new("catalogue_unusable", Exit::File)
            .with("file", &error.file)
            .with("detail", &error.message)
            .at_file(file)
    })?;
    let version = catalogue.version;
    if version == session.assets().catalogue.version {
        return Err(Fault::new("catalogue_shipped", Exit::No).with("version", &version));
    }
    session.with_ledger(|ledger| {
        let action = session.action(ActionKind::KeepCatalogue).with("version", version.as_str());
        let written = ledger.write(action, |tx| tx.keep_catalogue(&version, &files))?;
        let action = written.action.map(|id| id.to_string());
        Ok(CatalogueKept { action, version: version.clone() })
    })
}

/// The TOML files of a folder, by name.
fn files(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let fault = |path: &Path, detail: String| {
        Fault::new("catalogue_unreadable", Exit::File)
            .with("file", path.display())
            .with("detail", detail)
            .at_file(path.display().to_string())
    };
    let entries = fs::read_dir(folder).map_err(|error| fault(folder, error.to_string()))?;
    let mut files = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|error| fault(folder, error.to_string()))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let Some(name) = name.filter(|name| name.ends_with(".toml")) else { continue };
        let bytes = fs::metadata(&path).map_err(|error| fault(&path, error.to_string()))?.len();
        if bytes > LARGEST_FILE || files.len() >= MOST_FILES {
            return Err(fault(&path, format!("{bytes} > {LARGEST_FILE} bytes, {MOST_FILES}")));
        }
        let text = fs::read_to_string(&path).map_err(|error| fault(&path, error.to_string()))?;
        files.insert(name, text);
    }
    Ok(files)
}
