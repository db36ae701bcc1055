//! Putting the chosen firms into a plan, as one action.

use shirube_domain::plan::{FirmRole, SelectedFirm};
use shirube_store::ActionKind;
use uuid::Uuid;

use crate::api::selections::{SelectionApplied, SelectionApplyRequest};
use crate::fault::Fault;
use crate::hubs::selections::change::action;
use crate::hubs::selections::find;
use crate::hubs::selections::show::by_name;
use crate::parse;
use crate::plans::select::{Placed, place};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn apply(
    session: &Session,
    request: SelectionApplyRequest,
    _progress: &dyn Progress,
) -> Outcome<SelectionApplied> {
    let plan = parse::plan_id(&request.plan)?;
    session.with_ledger(|ledger| {
        let mut selection = find(ledger, &request.id)?;
        let mut plan = ledger.plan(plan)?;
        let chosen: Vec<(Uuid, String)> = selection
            .decisions
            .iter()
            .filter(|(_, choice)| choice.chosen)
            .map(|(firm, choice)| (*firm, choice.reason.clone()))
            .collect();
        if chosen.is_empty() {
            return Err(Fault::usage("selection_empty"));
        }
        let (mut added, mut changed, mut unchanged) = (0, 0, 0);
        for (firm, reason) in &chosen {
            // A firm that is no longer there can't be named.
            ledger.firm(*firm)?;
            let role = FirmRole::PrioritySupport;
            match place(&mut plan, SelectedFirm { firm: *firm, role, reason: reason.clone() }) {
                Placed::Added => added += 1,
                Placed::Changed => changed += 1,
                Placed::Same => unchanged += 1,
            }
        }
        let mut left = Vec::new();
        for selected in &plan.selected {
            let ours = chosen.iter().any(|(firm, _)| *firm == selected.firm);
            if selected.role == FirmRole::PrioritySupport && !ours {
                left.push(by_name(ledger, selected.firm)?);
            }
        }
        selection.plan = Some(plan.id);
        let action = action(session, ActionKind::ApplySelection, &selection)
            .with("title", plan.title.as_str())
            .with("count", chosen.len())
            .of_plan(plan.id);
        let written = ledger.write(action, |tx| -> shirube_store::Result<()> {
            tx.update_plan(&plan)?;
            tx.update_selection(&selection)?;
            Ok(())
        })?;
        Ok(SelectionApplied {
            action: written.action.map(|id| id.to_string()),
            added,
            changed,
            unchanged,
            left,
        })
    })
}
