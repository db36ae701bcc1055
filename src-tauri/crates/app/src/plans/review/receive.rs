//! The receiving office's check of a requirement (受領側チェック).

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::assess::inputs_hash;
use shirube_domain::plan::ReceiverCheck;
use shirube_store::ActionKind;

use crate::api::ActionDone;
use crate::api::review::ReceiveRequest;
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn receive(
    session: &Session,
    request: ReceiveRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    let verdict = verdict(&request)?;
    let note = parse::given(request.note.as_ref()).unwrap_or("").to_owned();
    if note.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let wanted = request.requirement.trim();
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let requirement = catalogue
            .requirement(plan.kind, wanted)
            .ok_or_else(|| Fault::usage("requirement_not_found").with("id", wanted))?;
        let action = session
            .action(ActionKind::ReceiveRequirement)
            .with("title", plan.title.as_str())
            .with("requirement", requirement.id.as_str())
            .of_plan(id);
        match verdict {
            None => {
                let taken = plan.receiver_checks.remove(&requirement.id);
                taken.ok_or_else(|| Fault::usage("not_received").with("id", wanted))?;
            }
            Some(in_order) => {
                let check = ReceiverCheck {
                    by: action.actor.clone(),
                    at: action.at,
                    in_order,
                    note,
                    inputs: inputs_hash(&plan, requirement),
                };
                plan.receiver_checks.insert(requirement.id.clone(), check);
            }
        }
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// In order or not; `None` when the check is taken back.
fn verdict(request: &ReceiveRequest) -> Outcome<Option<bool>> {
    if request.withdraw {
        return Ok(None);
    }
    match request.verdict.as_deref() {
        Some("ok") => Ok(Some(true)),
        Some("not_ok") => Ok(Some(false)),
        other => Err(Fault::usage("receiver_verdict_unknown").with("value", other.unwrap_or(""))),
    }
}
