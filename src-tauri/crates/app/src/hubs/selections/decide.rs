//! Deciding on firms: whether they are in, why, and who says so.

use shirube_domain::answers::LONGEST_TEXT;
use shirube_store::{ActionKind, Choice, Ledger, Selection};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::selections::SelectionDecideRequest;
use crate::fault::Fault;
use crate::firms;
use crate::hubs::selections::change::action;
use crate::hubs::selections::find;
use crate::hubs::selections::proposal::{self, Proposal};
use crate::parse::given;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn decide(
    session: &Session,
    request: SelectionDecideRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let chosen = match request.verdict.as_str() {
        "in" => Some(true),
        "out" => Some(false),
        "undecided" => None,
        other => return Err(Fault::usage("selection_verdict_unknown").with("value", other)),
    };
    let reason = request.reason.trim();
    if chosen.is_some() && reason.is_empty() {
        return Err(Fault::usage("reason_missing"));
    }
    if reason.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    let actor = session.surroundings().actor;
    let decider = given(request.decider.as_ref()).unwrap_or(&actor).to_owned();
    let at = session.now().0;
    session.with_ledger(|ledger| {
        let mut selection = find(ledger, &request.id)?;
        let firms = if request.all_proposed {
            undecided(session, ledger, &selection)?
        } else {
            named(ledger, &selection, &request.firms)?
        };
        let names: Vec<String> = firms.iter().map(|(_, name)| name.clone()).collect();
        for (firm, _) in firms {
            selection.decisions.retain(|(known, _)| *known != firm);
            if let Some(chosen) = chosen {
                let (reason, decider) = (reason.to_owned(), decider.clone());
                let choice = Choice { chosen, reason, decider, at: at.to_string() };
                selection.decisions.push((firm, choice));
            }
        }
        let word = session.say(&format!("verdict_selection.{}", request.verdict), &[]);
        let action = action(session, ActionKind::DecideSelection, &selection)
            .with("firm", names.join(&session.say("list.separator", &[])))
            .with("verdict", word);
        let written = ledger.write(action, |tx| tx.update_selection(&selection))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// The firms that a request names; each must be a firm of the prefecture.
fn named(ledger: &Ledger, selection: &Selection, firms: &[String]) -> Outcome<Vec<(Uuid, String)>> {
    let scene = proposal::scene(ledger, selection)?;
    let mut found = Vec::new();
    for firm in firms {
        let firm = firms::show::find(ledger, firm)?.firm;
        let row = proposal::rows(ledger, &scene.region, &[firm.id])?.pop().flatten();
        let decided = selection.decisions.iter().any(|(known, _)| *known == firm.id);
        if row.is_none() && !decided {
            let fault = Fault::usage("firm_outside_selection");
            return Err(fault.with("name", firm.record.name));
        }
        found.push((firm.id, firm.record.name));
    }
    Ok(found)
}

/// All that are proposed and that nobody has decided on.
fn undecided(
    session: &Session,
    ledger: &Ledger,
    selection: &Selection,
) -> Outcome<Vec<(Uuid, String)>> {
    let scene = proposal::scene(ledger, selection)?;
    let criteria = proposal::criteria(selection)?;
    let proposal = Proposal::of(session, ledger, &scene, &scene.bounds, &criteria)?;
    let rows: Vec<u32> =
        proposal.choice.iter().filter(|(_, why)| why.is_in()).map(|(row, _)| *row).collect();
    let firms = proposal::firms_at(ledger, &scene.region, &rows)?;
    let open = firms
        .into_iter()
        .filter(|firm| !selection.decisions.iter().any(|(known, _)| *known == firm.id));
    Ok(open.map(|firm| (firm.id, firm.name)).collect())
}
