//! A consultation as it is shown.

use shirube_domain::consultation::{Consultation, Doubt};
use shirube_domain::firm::Firm;
use shirube_store::{Ledger, StoreError};
use uuid::Uuid;

use crate::api::desk::{ConsultationView, NextView};
use crate::api::plans::FieldMessage;
use crate::session::{Outcome, Session};
use crate::stages::say_day;

pub(super) fn view(
    session: &Session,
    ledger: &Ledger,
    one: &Consultation,
) -> Outcome<ConsultationView> {
    let firm = firm(ledger, one.firm)?;
    let places = &session.assets().places;
    let municipality = firm.as_ref().and_then(|firm| firm.record.municipality.as_ref());
    let plan_title = match one.plan {
        Some(plan) => title(ledger, plan)?,
        None => None,
    };
    let next = one.next.as_ref().map(|next| NextView {
        step: next.step.clone(),
        on: next.on.map(|day| day.to_string()),
        who: next.who.clone(),
        done_on: next.done_on.map(|day| day.to_string()),
    });
    let doubts = one.doubts(session.now().1);
    Ok(ConsultationView {
        id: one.id.to_string(),
        firm: firm.as_ref().map(|firm| firm.id.to_string()),
        municipality_name: municipality
            .and_then(|code| places.municipality(code))
            .map(|found| found.name.clone()),
        firm_name: firm.map_or_else(|| one.firm_name.clone(), |firm| firm.record.name),
        on: one.on.to_string(),
        channel: one.channel.as_str().to_owned(),
        channel_label: session.say(&format!("channel.{}", one.channel.as_str()), &[]),
        people: one.people.clone(),
        topics: one.topics.clone(),
        text: one.text.clone(),
        answer: one.answer.clone(),
        measures: one.measures.clone(),
        plan: one.plan.map(|plan| plan.to_string()),
        plan_title,
        next,
        confidentiality: one.level.as_str().to_owned(),
        author: one.author.clone(),
        at: one.at.to_string(),
        warnings: doubts.into_iter().map(|doubt| in_words(session, doubt)).collect(),
    })
}

fn in_words(session: &Session, doubt: Doubt) -> FieldMessage {
    let (before, after) = match doubt {
        Doubt::NextClosed(before, after) => (say_day(session, before), say_day(session, after)),
        _ => (String::new(), String::new()),
    };
    FieldMessage {
        field: doubt.field().to_owned(),
        code: doubt.code().to_owned(),
        message: session.say(
            &format!("desk.doubt.{}", doubt.code()),
            &[("before", before.as_str()), ("after", after.as_str())],
        ),
    }
}

/// The firm, as far as the ledger still has it.
pub(super) fn firm(ledger: &Ledger, id: Option<Uuid>) -> Outcome<Option<Firm>> {
    let Some(id) = id else { return Ok(None) };
    match ledger.firm(id) {
        Ok(found) => Ok(Some(found.firm)),
        Err(StoreError::FirmNotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The plan's title, as far as the ledger still has it.
pub(super) fn title(ledger: &Ledger, plan: Uuid) -> Outcome<Option<String>> {
    match ledger.plan(plan) {
        Ok(plan) => Ok(Some(plan.title)),
        Err(StoreError::PlanNotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
