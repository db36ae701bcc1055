//! Changing consultations: what they say, whether the follow-up is done, whose it is.

use shirube_domain::consultation::{Consultation, FollowUp};
use shirube_store::{ActionKind, ConsultationFilter, StoreError};

use super::find::id;
use super::view::view;
use super::write::{apply, day, line};
use crate::api::ActionDone;
use crate::api::desk::{
    ConsultationChangeRequest, ConsultationDoneRequest, ConsultationRequest, ConsultationWritten,
    HandOverRequest,
};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn change(
    session: &Session,
    request: ConsultationChangeRequest,
    _progress: &dyn Progress,
) -> Outcome<ConsultationWritten> {
    let id = id(&request.id)?;
    session.with_ledger(|ledger| {
        let mut one = ledger.consultation(id)?;
        let firm = apply(session, ledger, &mut one, &request.draft)?;
        let action =
            session.action(ActionKind::ChangeConsultation).with("firm", one.firm_name.as_str());
        let written = ledger.write(action, |tx| {
            if let Some(firm) = &firm {
                one.firm = Some(tx.add_firm(firm)?);
            }
            tx.update_consultation(&one)
        })?;
        let action = written.action.map(|id| id.to_string());
        let consultation = view(session, ledger, &one)?;
        Ok(ConsultationWritten { id: id.to_string(), action, consultation })
    })
}

pub(crate) fn done(
    session: &Session,
    request: ConsultationDoneRequest,
    _progress: &dyn Progress,
) -> Outcome<ConsultationWritten> {
    let id = id(&request.id)?;
    let on = match parse::given(request.on.as_ref()) {
        Some(text) => day(text)?,
        None => session.now().1,
    };
    session.with_ledger(|ledger| {
        let mut one = ledger.consultation(id)?;
        let Some(next) = one.next.as_mut() else {
            return Err(Fault::usage("no_next_step"));
        };
        next.done_on = (!request.reopen).then_some(on);
        let action =
            session.action(ActionKind::ChangeConsultation).with("firm", one.firm_name.as_str());
        let written = ledger.write(action, |tx| tx.update_consultation(&one))?;
        let action = written.action.map(|id| id.to_string());
        let consultation = view(session, ledger, &one)?;
        Ok(ConsultationWritten { id: id.to_string(), action, consultation })
    })
}

pub(crate) fn remove(
    session: &Session,
    request: ConsultationRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let id = id(&request.id)?;
    session.with_ledger(|ledger| {
        let one = ledger.consultation(id)?;
        let action =
            session.action(ActionKind::RemoveConsultation).with("firm", one.firm_name.as_str());
        let written = ledger.write(action, |tx| tx.remove_consultation(id))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// Hands every open follow-up of one person to another, as one action.
pub(crate) fn hand_over(
    session: &Session,
    request: HandOverRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let (from, to) = (line(&request.from)?, line(&request.to)?);
    if to.is_empty() {
        return Err(Fault::usage("hand_over_to_nobody"));
    }
    session.with_ledger(|ledger| {
        let filter = ConsultationFilter { open: true, ..ConsultationFilter::default() };
        let is_from = |next: &FollowUp| next.who == from;
        let mut theirs: Vec<Consultation> = ledger.consultations(&filter)?;
        theirs.retain(|one| one.next.as_ref().is_some_and(is_from));
        let action = session
            .action(ActionKind::HandOver)
            .with("from", from.as_str())
            .with("to", to.as_str())
            .with("count", theirs.len());
        let written = ledger.write(action, |tx| {
            for one in &mut theirs {
                if let Some(next) = one.next.as_mut() {
                    next.who.clone_from(&to);
                }
                tx.update_consultation(one)?;
            }
            Ok::<(), StoreError>(())
        })?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}
