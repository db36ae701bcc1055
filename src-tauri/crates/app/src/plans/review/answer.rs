//! Answering a review point, resolving it, opening it again.

use shirube_store::{ActionInfo, ActionKind, Ledger, PointState, ReviewPoint};

use crate::api::review::{AnswerRequest, PointWritten, ResolveRequest};
use crate::parse;
use crate::plans::review::points::{point_id, said, view};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn answer(
    session: &Session,
    request: AnswerRequest,
    _progress: &dyn Progress,
) -> Outcome<PointWritten> {
    let text = said(&request.text)?;
    change(session, &request.id, &request.point, |point, action| {
        if point.answer.as_deref() == Some(text.as_str()) {
            return;
        }
        point.answer = Some(text);
        point.answered_by = Some(action.actor.clone());
        point.answered_at = Some(action.at);
        point.state = PointState::Answered;
    })
}

pub(crate) fn resolve(
    session: &Session,
    request: ResolveRequest,
    _progress: &dyn Progress,
) -> Outcome<PointWritten> {
    change(session, &request.id, &request.point, |point, _| {
        point.state = match (request.reopen, point.state) {
            (false, _) => PointState::Resolved,
            // Opened again, it waits for another answer.
            (true, PointState::Resolved | PointState::Answered) => PointState::Open,
            (true, state) => state,
        };
    })
}

/// Changes one point of a plan as one action.
fn change(
    session: &Session,
    plan: &str,
    point: &str,
    work: impl FnOnce(&mut ReviewPoint, &ActionInfo),
) -> Outcome<PointWritten> {
    let (id, point) = (parse::plan_id(plan)?, point_id(point)?);
    session.with_ledger(|ledger: &mut Ledger| {
        let plan = ledger.plan(id)?;
        let mut point = ledger.review_point(id, point)?;
        let action =
            session.action(ActionKind::UpdatePoint).with("title", plan.title.as_str()).of_plan(id);
        work(&mut point, &action);
        let written = ledger.write(action, |tx| tx.update_review_point(&point))?;
        Ok(PointWritten {
            point: view(session, plan.kind, &point),
            action: written.action.map(|id| id.to_string()),
        })
    })
}
