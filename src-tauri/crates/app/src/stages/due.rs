//! What is due over all plans that are not put away.

use jiff::ToSpan;
use shirube_domain::stages::{StageState, standing};

use super::show::days;
use super::words;
use crate::api::stages::{DueList, DueRequest, DueStage, UnreadPlan};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// How many days ahead belong to 今週.
const WEEK: u16 = 7;

pub(crate) fn due(
    session: &Session,
    request: DueRequest,
    _progress: &dyn Progress,
) -> Outcome<DueList> {
    let on = match request.on.as_deref() {
        Some(text) => words::day(text)?,
        None => session.now().1,
    };
    let ahead = i64::from(request.days.unwrap_or(WEEK));
    let last = on.saturating_add(ahead.days());
    session.with_ledger(|ledger| {
        let (mut due, mut unread) = (Vec::new(), Vec::new());
        for plan in ledger.plans()?.into_iter().filter(|plan| plan.archived_at.is_none()) {
            // Without its catalogue nobody knows what is due of a plan: that is told.
            let catalogue = match catalogue::of_plan(session, ledger, &plan) {
                Ok(catalogue) => catalogue,
                Err(fault) => {
                    unread.push(UnreadPlan {
                        plan: plan.id.to_string(),
                        title: plan.title.clone(),
                        problem: session.tell(&fault).message,
                    });
                    continue;
                }
            };
            let stages: Vec<_> = catalogue.stages(plan.kind).collect();
            let standing = standing(&plan, &stages, on);
            for one in &standing {
                let open = matches!(one.state, StageState::Coming | StageState::Overdue);
                let Some(day) = one.record.planned.filter(|day| open && *day <= last) else {
                    continue;
                };
                due.push(DueStage {
                    plan: plan.id.to_string(),
                    title: plan.title.clone(),
                    stage: one.stage.id.clone(),
                    label: words::label(session, one.stage),
                    planned: day.to_string(),
                    days: days(on, day),
                    overdue: day < on,
                });
            }
        }
        due.sort_by_key(|one| one.days);
        Ok(DueList { on: on.to_string(), due, unread })
    })
}
