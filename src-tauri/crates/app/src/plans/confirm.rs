//! A person's word on a requirement.

use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::assess::{Fulfilment, assess, inputs_hash};
use shirube_domain::plan::{Confirmation, Overrule, Plan};
use shirube_store::{ActionKind, Ledger};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::failure::Exit;
use crate::api::plans::PlanConfirmRequest;
use crate::fault::Fault;
use crate::parse;
use crate::plans::evidence::attach::attachment_id;
use crate::plans::{catalogue, degrees};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn confirm(
    session: &Session,
    request: PlanConfirmRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = parse::plan_id(&request.id)?;
    let overrule = overrule(&request)?;
    let note = parse::given(request.note.as_ref()).unwrap_or("");
    if note.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        let wanted = request.requirement.trim();
        let requirement = catalogue
            .requirement(plan.kind, wanted)
            .ok_or_else(|| Fault::usage("requirement_not_found").with("id", wanted))?;
        let action = session
            .action(ActionKind::ConfirmRequirement)
            .with("title", plan.title.as_str())
            .with("requirement", requirement.id.as_str())
            .of_plan(id);
        if request.withdraw {
            let taken = plan.confirmations.remove(&requirement.id);
            taken.ok_or_else(|| Fault::usage("not_confirmed").with("id", wanted))?;
        } else {
            if overrule.is_none() {
                must_hold(session, ledger, &plan, &requirement.id)?;
            }
            let reason = request.reason.as_deref().unwrap_or("").trim().to_owned();
            let confirmation = Confirmation {
                by: action.actor.clone(),
                at: action.at,
                inputs: inputs_hash(&plan, requirement),
                overrule,
                reason,
                with: evidence(ledger, id, &request.with)?,
                note: note.to_owned(),
            };
            plan.confirmations.insert(requirement.id.clone(), confirmation);
        }
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// The attachments that a person looked at, each once, in their order.
fn evidence(ledger: &Ledger, plan: Uuid, with: &[String]) -> Outcome<Vec<Uuid>> {
    let mut seen = Vec::new();
    for text in with {
        let id = ledger.attachment(plan, attachment_id(text)?)?.id;
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    Ok(seen)
}

fn overrule(request: &PlanConfirmRequest) -> Outcome<Option<Overrule>> {
    let Some(name) = request.overrule.as_deref() else { return Ok(None) };
    let overrule = Overrule::parse(name)
        .ok_or_else(|| Fault::usage("overrule_unknown").with("value", name))?;
    let reason =
        parse::given(request.reason.as_ref()).ok_or_else(|| Fault::usage("reason_missing"))?;
    if reason.chars().count() > LONGEST_TEXT {
        return Err(Fault::usage("text_too_long"));
    }
    Ok(Some(overrule))
}

/// Without a reason, only what the rule finds fulfilled can be confirmed.
fn must_hold(session: &Session, ledger: &mut Ledger, plan: &Plan, id: &str) -> Outcome<()> {
    // An earlier overrule does not count: the question is what the answers say.
    let mut bare = plan.clone();
    bare.confirmations.remove(id);
    let degrees = degrees::of_plan(ledger, &bare)?;
    let context = degrees::context(session, &degrees);
    let catalogue = catalogue::of_plan(session, ledger, plan)?;
    let state = assess(&bare, &catalogue, &context)
        .into_iter()
        .find(|one| one.requirement.id == id)
        .map(|one| one.state);
    match state {
        Some(Fulfilment::NeedsReview | Fulfilment::NotApplicable) => Ok(()),
        state => {
            let name = state.map_or("", Fulfilment::as_str);
            Err(Fault::new("requirement_not_fulfilled", Exit::No)
                .with("id", id)
                .with("state", session.say(&format!("state.{name}"), &[])))
        }
    }
}
