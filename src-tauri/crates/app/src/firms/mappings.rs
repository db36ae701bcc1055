//! Keeping mappings: the list, one by hand, taking one out, and a file's own mapping.

use serde_json::Value;
use shirube_store::{ActionKind, KeptMapping, Ledger};
use uuid::Uuid;

use crate::api::imports::{InspectRequest, MappingChoice};
use crate::api::mappings::{
    FileMapping, MappingRequest, MappingSaveRequest, MappingView, MappingsList,
};
use crate::api::{ActionDone, Nothing};
use crate::fault::Fault;
use crate::firms::kept;
use crate::firms::reading::{Reading, Wanted};
use crate::progress::{Progress, Silent};
use crate::session::{Outcome, Session};

/// The longest name of a sender.
const LONGEST_SENDER: usize = 200;

pub(crate) fn list(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<MappingsList> {
    session.with_ledger(|ledger| {
        let mappings = ledger.mappings()?.into_iter().filter_map(view).collect();
        Ok(MappingsList { mappings })
    })
}

/// A mapping for people; `None` for one of a newer version that says more than we know.
fn view(kept: KeptMapping) -> Option<MappingView> {
    Some(MappingView {
        id: kept.id.to_string(),
        sender: kept.sender,
        fingerprint: kept.fingerprint,
        saved_at: kept.saved_at.to_string(),
        used_at: kept.used_at.to_string(),
        mapping: serde_json::from_value(kept.choice).ok()?,
    })
}

pub(crate) fn show(
    session: &Session,
    request: MappingRequest,
    _progress: &dyn Progress,
) -> Outcome<MappingView> {
    session.with_ledger(|ledger| {
        let unknown = || Fault::usage("mapping_not_found").with("id", &request.id);
        view(find(ledger, &request.id)?).ok_or_else(unknown)
    })
}

pub(crate) fn delete(
    session: &Session,
    request: MappingRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    session.with_ledger(|ledger| {
        let kept = find(ledger, &request.id)?;
        let action = session.action(ActionKind::DropMapping).with("sender", kept.sender.as_str());
        let written = ledger.write(action, |tx| tx.drop_mapping(kept.id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// The mapping of that id, or the only one of that sender.
fn find(ledger: &Ledger, text: &str) -> Outcome<KeptMapping> {
    let text = text.trim();
    let id = Uuid::try_parse(text).ok();
    let mut found =
        ledger.mappings()?.into_iter().filter(|kept| Some(kept.id) == id || kept.sender == text);
    match (found.next(), found.next()) {
        (Some(kept), None) => Ok(kept),
        (Some(_), Some(_)) => Err(Fault::usage("mapping_ambiguous").with("sender", text)),
        _ => Err(Fault::usage("mapping_not_found").with("id", text)),
    }
}

pub(crate) fn save(
    session: &Session,
    request: MappingSaveRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let sender = sender(&request.sender)?;
    let wanted = Wanted {
        file: &request.file,
        sheet: request.sheet.as_deref(),
        mapping: request.mapping.as_ref(),
        year: None,
        prefecture: None,
        sender: None,
        no_kept_mapping: true,
        tables: None,
        hidden: None,
    };
    let reading = Reading::open(session.assets(), &wanted)?;
    let kept = to_keep(&reading)?;
    session.with_ledger(|ledger| {
        let action = session.action(ActionKind::KeepMapping).with("sender", sender);
        let written = ledger.write(action, |tx| {
            tx.keep_mapping(sender, &kept.fingerprint, kept.first_row, &kept.choice)
        })?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// What is kept of a reading.
pub(crate) struct ToKeep {
    pub(crate) fingerprint: String,
    pub(crate) first_row: u32,
    pub(crate) choice: Value,
}

/// The mapping of the first table, ready to be kept.
///
/// # Errors
/// The file has no table.
pub(crate) fn to_keep(reading: &Reading<'_>) -> Outcome<ToKeep> {
    let table = reading.found.first().map_err(Fault::from)?;
    let layout = reading.layout.clone().ok_or_else(|| Fault::usage("mapping_not_found"))?;
    let choice = serde_json::to_value(kept::choice_of(table, false)).unwrap_or_default();
    Ok(ToKeep { fingerprint: layout.fingerprint, first_row: layout.first_row, choice })
}

/// The name of a sender, if it is one.
///
/// # Errors
/// It is empty or very long.
pub(crate) fn sender(text: &str) -> Outcome<&str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::usage("sender_missing"));
    }
    if text.chars().count() > LONGEST_SENDER {
        return Err(Fault::usage("text_too_long"));
    }
    Ok(text)
}

/// The mapping of a file, for a front door that writes it as a file of its own.
///
/// # Errors
/// The request is no such request, or as the call of that name.
pub fn firms_mapping(session: &Session, request: Value) -> Outcome<FileMapping> {
    let request = serde_json::from_value(request)
        .map_err(|error| Fault::usage("bad_request").with("path", "").with("detail", error))?;
    of_file(session, request, &Silent)
}

pub(crate) fn of_file(
    session: &Session,
    request: InspectRequest,
    _progress: &dyn Progress,
) -> Outcome<FileMapping> {
    let wanted = Wanted::from(&request);
    let mut reading = Reading::open(session.assets(), &wanted)?;
    let used = kept::apply(session, &mut reading, &wanted)?;
    let table = reading.found.first().map_err(|error| Fault::from(error).at_file(&request.file))?;
    let mapping: MappingChoice = kept::choice_of(table, request.mapping.is_some());
    Ok(FileMapping {
        sheet: table.sheet.clone(),
        fingerprint: reading.layout.as_ref().map(|l| l.fingerprint.clone()).unwrap_or_default(),
        mapping,
        mapping_used: used.as_ref().map(kept::used),
    })
}
