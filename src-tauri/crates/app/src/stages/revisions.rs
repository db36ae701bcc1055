//! Keeping a plan as a revision, the list of them, taking one out.

use shirube_domain::plan::{Plan, RevisionStatus};
use shirube_domain::revision::Content;
use shirube_store::{ActionKind, Ledger, Revision, StoreError};
use uuid::Uuid;

use super::words;
use crate::api::ActionDone;
use crate::api::plans::PlanRequest;
use crate::api::revisions::{ReviseRequest, Revised, RevisionRequest, RevisionView, RevisionsList};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The longest name of a revision, in characters.
const LONGEST_LABEL: usize = 200;

pub(crate) fn revise(
    session: &Session,
    request: ReviseRequest,
    _progress: &dyn Progress,
) -> Outcome<Revised> {
    let id = parse::plan_id(&request.id)?;
    let status = RevisionStatus::parse(&request.status)
        .ok_or_else(|| Fault::usage("revision_status_unknown").with("value", &request.status))?;
    let on = words::day(&request.on)?;
    let label = label(&request.label)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let content = content(ledger, &plan)?;
        let action = session
            .action(ActionKind::KeepRevision)
            .with("title", plan.title.as_str())
            .with("label", label.as_str())
            .of_plan(id);
        let written =
            ledger.write(action, |tx| tx.keep_revision(id, status, on, &label, &content))?;
        Ok(Revised { action: written.action.map(|id| id.to_string()), revision: written.value })
    })
}

fn label(text: &str) -> Outcome<String> {
    let label = text.trim();
    if label.is_empty() {
        Err(Fault::usage("revision_label_empty"))
    } else if label.chars().any(char::is_control) || label.chars().count() > LONGEST_LABEL {
        Err(Fault::usage("revision_label_unfit"))
    } else {
        Ok(label.to_owned())
    }
}

pub(crate) fn list(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<RevisionsList> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        ledger.plan(id)?;
        let view = |revision: Revision| RevisionView {
            number: revision.number,
            status: revision.status.as_str().to_owned(),
            status_label: session.say(&format!("revision.{}", revision.status.as_str()), &[]),
            on: revision.day.to_string(),
            label: revision.label,
            at: revision.at.to_string(),
        };
        Ok(RevisionsList { revisions: ledger.revisions(id)?.into_iter().map(view).collect() })
    })
}

pub(crate) fn drop(
    session: &Session,
    request: RevisionRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let (revision, _) = ledger.revision(id, request.number)?;
        let action = session
            .action(ActionKind::DropRevision)
            .with("title", plan.title.as_str())
            .with("label", revision.label.as_str())
            .of_plan(id);
        let written = ledger.write(action, |tx| tx.drop_revision(revision.id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// What the plan says now, with the firms' names as they are now.
pub(super) fn content(ledger: &mut Ledger, plan: &Plan) -> Outcome<Content> {
    let mut firms: Vec<(Uuid, (String, Option<String>))> = Vec::new();
    for selected in &plan.selected {
        let known = match ledger.firm(selected.firm) {
            Ok(found) => {
                let record = found.firm.record;
                (record.name, record.corporate_number.map(String::from))
            }
            Err(StoreError::FirmNotFound(_)) => (String::new(), None),
            Err(error) => return Err(error.into()),
        };
        firms.push((selected.firm, known));
    }
    let of = |id: Uuid| {
        let found = firms.iter().find(|(firm, _)| *firm == id);
        found.map(|(_, known)| known.clone()).unwrap_or_default()
    };
    Ok(Content::of(plan, &of))
}
