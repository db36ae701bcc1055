//! Putting a plan away, and taking it out again.

use shirube_store::ActionKind;

use crate::api::ActionDone;
use crate::api::starting::PlanArchiveRequest;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn archive(
    session: &Session,
    request: PlanArchiveRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let action =
            session.action(ActionKind::ArchivePlan).with("title", plan.title.as_str()).of_plan(id);
        plan.archived_at = match (request.back, plan.archived_at) {
            (true, _) => None,
            (false, Some(before)) => Some(before),
            (false, None) => Some(action.at),
        };
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}
