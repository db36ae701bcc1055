//! Beginning, changing and taking out a selection.

use shirube_store::{ActionKind, Ledger, Selection};

use crate::api::ActionDone;
use crate::api::selections::{
    Criteria, SelectionCreated, SelectionCriteriaRequest, SelectionNewRequest, SelectionRequest,
};
use crate::fault::Fault;
use crate::firms;
use crate::hubs::ask;
use crate::hubs::selections::find;
use crate::hubs::selections::proposal::{self, Proposal};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

fn name(text: &str) -> Outcome<String> {
    let name = text.trim();
    if name.is_empty() {
        return Err(Fault::usage("selection_name_empty"));
    }
    Ok(name.to_owned())
}

/// The criteria with every firm by its id, and everything else as it can be understood.
fn checked(
    session: &Session,
    ledger: &Ledger,
    selection: &Selection,
    mut criteria: Criteria,
) -> Outcome<serde_json::Value> {
    for firm in &mut criteria.must_have {
        *firm = firms::show::find(ledger, firm)?.firm.id.to_string();
    }
    for excluded in &mut criteria.excluded {
        let firm = firms::show::find(ledger, &excluded.firm)?.firm;
        if excluded.reason.trim().is_empty() {
            let fault = Fault::usage("exclusion_reason_missing");
            return Err(fault.with("name", firm.record.name));
        }
        excluded.firm = firm.id.to_string();
    }
    // What can't be worked out with is refused now, not when somebody looks at it.
    let scene = proposal::scene(ledger, selection)?;
    Proposal::of(session, ledger, &scene, &scene.bounds, &criteria)?;
    serde_json::to_value(&criteria)
        .map_err(|error| Fault::usage("bad_request").with("path", "criteria").with("detail", error))
}

pub(crate) fn new(
    session: &Session,
    request: SelectionNewRequest,
    _progress: &dyn Progress,
) -> Outcome<SelectionCreated> {
    let (at, _) = session.now();
    let (name, prefecture) = (name(&request.name)?, parse::prefecture(&request.prefecture)?);
    let year = parse::year(request.year)?;
    let basis = ask::basis(request.basis.as_ref())?.as_str().to_owned();
    session.with_ledger(|ledger| {
        let mut selection = Selection {
            id: ledger.new_id(at),
            name,
            prefecture,
            year,
            basis,
            criteria: serde_json::Value::Null,
            decisions: Vec::new(),
            plan: None,
            at,
        };
        selection.criteria = checked(session, ledger, &selection, request.criteria)?;
        let action = action(session, ActionKind::CreateSelection, &selection);
        let written = ledger.write(action, |tx| tx.create_selection(&selection))?;
        Ok(SelectionCreated {
            id: selection.id.to_string(),
            action: written.action.map(|id| id.to_string()),
        })
    })
}

/// An action on that selection.
pub(crate) fn action(
    session: &Session,
    kind: ActionKind,
    selection: &Selection,
) -> shirube_store::ActionInfo {
    session
        .action(kind)
        .with("selection", selection.id.to_string())
        .with("name", selection.name.as_str())
}

pub(crate) fn criteria(
    session: &Session,
    request: SelectionCriteriaRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    session.with_ledger(|ledger| {
        let mut selection = find(ledger, &request.id)?;
        if let Some(text) = &request.name {
            selection.name = name(text)?;
        }
        if let Some(criteria) = request.criteria {
            selection.criteria = checked(session, ledger, &selection, criteria)?;
        }
        let action = action(session, ActionKind::ChangeSelection, &selection);
        let written = ledger.write(action, |tx| tx.update_selection(&selection))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

pub(crate) fn delete(
    session: &Session,
    request: SelectionRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    session.with_ledger(|ledger| {
        let selection = find(ledger, &request.id)?;
        let action = action(session, ActionKind::RemoveSelection, &selection);
        let written = ledger.write(action, |tx| tx.remove_selection(selection.id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}
