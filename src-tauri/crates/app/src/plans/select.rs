//! Naming a firm in a plan, or taking it out.

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::plan::{FirmRole, Plan, SelectedFirm};
use shirube_store::ActionKind;

use crate::api::ActionDone;
use crate::api::plans::PlanSelectRequest;
use crate::fault::Fault;
use crate::firms::show::find;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn select(
    session: &Session,
    request: PlanSelectRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    let role = match request.role.as_deref() {
        None => None,
        Some(name) => Some(
            FirmRole::parse(name)
                .ok_or_else(|| Fault::usage("role_unknown").with("value", name))?,
        ),
    };
    let reason = request.reason.trim();
    if role.is_some() && reason.is_empty() {
        return Err(Fault::usage("reason_missing"));
    }
    if reason.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let firm = find(ledger, &request.firm)?;
        let firm_id = firm.firm.id;
        match role {
            Some(role) => {
                let reason = reason.to_owned();
                place(&mut plan, SelectedFirm { firm: firm_id, role, reason });
            }
            None => plan.selected.retain(|selected| selected.firm != firm_id),
        }
        let action = session
            .action(ActionKind::SelectFirm)
            .with("title", plan.title.as_str())
            .with("name", firm.firm.record.name.as_str())
            .of_plan(id);
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// What naming a firm changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placed {
    /// The plan did not name it.
    Added,
    /// It was named in another role or with another reason.
    Changed,
    /// It was named just so.
    Same,
}

/// Names a firm in a plan, in place of what the plan said of it.
pub(crate) fn place(plan: &mut Plan, chosen: SelectedFirm) -> Placed {
    match plan.selected.iter_mut().find(|selected| selected.firm == chosen.firm) {
        Some(selected) if *selected == chosen => Placed::Same,
        Some(selected) => {
            *selected = chosen;
            Placed::Changed
        }
        None => {
            plan.selected.push(chosen);
            Placed::Added
        }
    }
}
