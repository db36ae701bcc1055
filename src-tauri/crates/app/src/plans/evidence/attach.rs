//! Attaching a file to a plan, and taking it off again.

use std::path::Path;

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::catalogue::Catalogue;
use shirube_store::{ActionKind, NewAttachment};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::evidence::{AttachRequest, Attached, AttachmentRequest};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::plans::evidence::{list, media, read};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The longest note on an attachment, in characters.
const LONGEST_NOTE: usize = 1_000;

/// What stands before a stage's id where a file belongs to a stage.
pub(crate) const STAGE: &str = "stage:";

pub(crate) fn attach(
    session: &Session,
    request: AttachRequest,
    progress: &dyn Progress,
) -> Outcome<Attached> {
    let id = parse::plan_id(&request.id)?;
    let note = parse::given(request.note.as_ref());
    if note.is_some_and(|note| note.chars().count() > LONGEST_NOTE.min(LONGEST_TEXT)) {
        return Err(Fault::usage("note_too_long").with("limit", LONGEST_NOTE));
    }
    let requirement = session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let wanted = parse::given(request.requirement.as_ref());
        wanted.map(|wanted| requirement_id(session, &catalogue, plan.kind, wanted)).transpose()
    })?;
    // The disk may be slow: nobody else waits for the ledger meanwhile.
    let path = Path::new(&request.file);
    let bytes = read::read(path, progress)?;
    let name = file_name(path);
    let new = NewAttachment {
        plan: Some(id),
        name: &name,
        media_type: media::media_type(&name, &bytes),
        requirement: requirement.as_deref(),
        note,
        bytes: &bytes,
    };
    let action = session.action(ActionKind::Attach).with("name", name.as_str()).of_plan(id);
    session.with_ledger(|ledger| {
        ledger.plan(id)?;
        let hash = shirube_store::sha256(&bytes);
        let same = ledger.attachments(Some(id))?.into_iter().find(|old| {
            old.sha256 == hash
                && old.name == name
                && old.requirement == requirement
                && (note.is_none() || old.note.as_deref() == note)
        });
        if let Some(same) = same {
            // The same file for the same requirement is there already.
            return Ok(Attached { attachment: list::view(session, &same), action: None });
        }
        let written = ledger.write(action, |tx| tx.attach(&new))?;
        Ok(Attached {
            attachment: list::view(session, &written.value),
            action: written.action.map(|id| id.to_string()),
        })
    })
}

/// The name of the file at a path.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The id of a requirement as the catalogue writes it, or `stage:` and a stage's id.
pub(crate) fn requirement_id(
    session: &Session,
    catalogue: &Catalogue,
    kind: shirube_domain::plan::PlanKind,
    wanted: &str,
) -> Outcome<String> {
    if let Some(stage) = wanted.trim().strip_prefix(STAGE) {
        return crate::stages::id_of(session, catalogue, kind, stage)
            .map(|id| format!("{STAGE}{id}"));
    }
    let found = catalogue.requirement(kind, wanted.trim());
    found
        .map(|requirement| requirement.id.clone())
        .ok_or_else(|| Fault::usage("requirement_not_found").with("id", wanted))
}

pub(crate) fn detach(
    session: &Session,
    request: AttachmentRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    let attachment = attachment_id(&request.attachment)?;
    session.with_ledger(|ledger| {
        ledger.plan(id)?;
        let found = ledger.attachment(id, attachment)?;
        let action = session.action(ActionKind::Detach).with("name", found.name).of_plan(id);
        let written = ledger.write(action, |tx| tx.detach(attachment))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// The id of an attachment.
pub(crate) fn attachment_id(text: &str) -> Outcome<Uuid> {
    Uuid::try_parse(text.trim()).map_err(|_| Fault::usage("attachment_not_found").with("id", text))
}
