//! Naming a firm in a plan, or taking it out.

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::plan::{FirmRole, SelectedFirm};
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
        let known = plan.selected.iter().position(|selected| selected.firm == firm.firm.id);
        match (role, known) {
            (Some(role), known) => {
                let chosen = SelectedFirm { firm: firm.firm.id, role, reason: reason.to_owned() };
                match known.and_then(|index| plan.selected.get_mut(index)) {
                    Some(selected) => *selected = chosen,
                    None => plan.selected.push(chosen),
                }
            }
            (None, Some(index)) => {
                plan.selected.remove(index);
            }
            (None, None) => {}
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
