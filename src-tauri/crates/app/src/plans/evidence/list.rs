//! The attachments of a plan.

use shirube_store::Attachment;

use crate::api::evidence::{AttachmentView, AttachmentsList};
use crate::api::plans::PlanRequest;
use crate::parse;
use crate::plans::evidence::{media, name};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<AttachmentsList> {
    let id = parse::plan_id(&request.id)?;
    let found = session.with_ledger(|ledger| {
        ledger.plan(id)?;
        Ok(ledger.attachments(Some(id))?)
    })?;
    Ok(AttachmentsList {
        bytes: found.iter().map(|one| one.bytes).sum(),
        attachments: found.iter().map(|one| view(session, one)).collect(),
    })
}

/// An attachment as it goes over the border.
pub(crate) fn view(session: &Session, one: &Attachment) -> AttachmentView {
    AttachmentView {
        id: one.id.to_string(),
        name: one.name.clone(),
        file_name: name::safe_file_name(&one.name),
        bytes: one.bytes,
        sha256: one.sha256.clone(),
        requirement: one.requirement.clone(),
        note: one.note.clone(),
        media_type: one.media_type.clone(),
        media_label: session.say(&format!("media.{}", media::word(&one.media_type)), &[]),
        at: one.at.to_string(),
        by: one.by.clone(),
    }
}
