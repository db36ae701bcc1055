//! Taking a plan out of the ledger, with all that hangs on it; an undo brings it back whole.

use shirube_store::ActionKind;

use crate::api::starting::{PlanDeleteRequest, PlanDeleted};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn delete(
    session: &Session,
    request: PlanDeleteRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanDeleted> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let hanging = ledger.hanging(id)?;
        let mut deleted = PlanDeleted {
            action: None,
            answers: plan.answers.len() as u64,
            confirmations: (plan.confirmations.len() + plan.receiver_checks.len()) as u64,
            attachments: hanging.attachments,
            points: hanging.points,
            revisions: hanging.revisions,
            title: plan.title,
        };
        if request.dry_run {
            return Ok(deleted);
        }
        let action = session
            .action(ActionKind::RemovePlan)
            .with("title", deleted.title.as_str())
            .of_plan(id);
        let written = ledger.write(action, |tx| tx.remove_plan(id))?;
        deleted.action = written.action.map(|id| id.to_string());
        Ok(deleted)
    })
}
