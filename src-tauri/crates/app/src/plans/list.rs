//! All plans with how far they are.

use shirube_domain::assess::{Fulfilment, assess};

use crate::api::plans::{PlanSummary, PlansList};
use crate::api::starting::PlansListRequest;
use crate::plans::{catalogue, check, degrees};
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::stages::show::{days, submission_of};
use crate::text::Language;

pub(crate) fn list(
    session: &Session,
    request: PlansListRequest,
    _progress: &dyn Progress,
) -> Outcome<PlansList> {
    let language = session.language();
    session.with_ledger(|ledger| {
        let mut plans = Vec::new();
        let mut archived = 0;
        for plan in ledger.plans()? {
            if plan.archived_at.is_some() {
                archived += 1;
                if !request.archived {
                    continue;
                }
            }
            let degrees = degrees::of_plan(ledger, &plan)?;
            let context = degrees::context(session, &degrees);
            // A plan whose catalogue is not there is listed, and says so.
            let (catalogue, problem) = match catalogue::of_plan(session, ledger, &plan) {
                Ok(catalogue) => (Some(catalogue), None),
                Err(fault) => (None, Some(session.tell(&fault).message)),
            };
            let shipped = &session.assets().catalogue;
            let assessed = catalogue
                .as_ref()
                .map_or(Vec::new(), |catalogue| assess(&plan, catalogue, &context));
            let catalogue = catalogue.as_ref().unwrap_or(shipped);
            let stage = catalogue.stages(plan.kind).find(|stage| stage.id == plan.stage);
            let changed = ledger.plan_changed_at(plan.id)?;
            let submission = submission_of(&plan, catalogue, session.now().1);
            plans.push(PlanSummary {
                id: plan.id.to_string(),
                kind: plan.kind.letter().to_owned(),
                met: check::count(&assessed, |state| state == Fulfilment::Met),
                done: check::count(&assessed, Fulfilment::is_done),
                total: assessed.len() as u64,
                stage: plan.stage.clone(),
                stage_label: stage.map_or_else(String::new, |stage| match language {
                    Language::Ja => stage.label.clone(),
                    Language::En => stage.label_en.clone(),
                }),
                changed_at: changed.map_or_else(String::new, |at| at.to_string()),
                problem,
                next: assessed
                    .iter()
                    .find(|one| !one.state.is_done())
                    .map(|one| one.requirement.id.clone()),
                archived_at: plan.archived_at.map(|at| at.to_string()),
                submission: submission.map(|day| day.to_string()),
                submission_days: submission.map(|day| days(session.now().1, day)),
                title: plan.title,
            });
        }
        plans.sort_by(|a, b| b.changed_at.cmp(&a.changed_at).then_with(|| a.id.cmp(&b.id)));
        Ok(PlansList { plans, archived })
    })
}
