//! A consultation as it is shown.

use shirube_domain::consultation::{Consultation, Doubt};
use shirube_store::Ledger;

use super::around::Around;
use crate::api::desk::{ConsultationView, NextView};
use crate::api::plans::FieldMessage;
use crate::session::{Outcome, Session};
use crate::stages::say_day;

/// One consultation alone.
pub(super) fn view(
    session: &Session,
    ledger: &Ledger,
    one: &Consultation,
) -> Outcome<ConsultationView> {
    Ok(view_in(session, &Around::of(ledger, [one])?, one))
}

/// One of several, with what stands around them all.
pub(super) fn view_in(session: &Session, around: &Around, one: &Consultation) -> ConsultationView {
    let firm = around.firm(one);
    let places = &session.assets().places;
    let municipality = firm.and_then(|firm| firm.record.municipality.as_ref());
    let next = one.next.as_ref().map(|next| NextView {
        step: next.step.clone(),
        on: next.on.map(|day| day.to_string()),
        who: next.who.clone(),
        done_on: next.done_on.map(|day| day.to_string()),
    });
    let doubts = one.doubts(session.now().1);
    ConsultationView {
        id: one.id.to_string(),
        firm: firm.map(|firm| firm.id.to_string()),
        municipality_name: municipality
            .and_then(|code| places.municipality(code))
            .map(|found| found.name.clone()),
        firm_name: around.firm_name(one),
        on: one.on.to_string(),
        channel: one.channel.as_str().to_owned(),
        channel_label: session.say(&format!("channel.{}", one.channel.as_str()), &[]),
        people: one.people.clone(),
        topics: one.topics.clone(),
        text: one.text.clone(),
        answer: one.answer.clone(),
        measures: one.measures.clone(),
        plan: one.plan.map(|plan| plan.to_string()),
        plan_title: one.plan.and_then(|plan| around.title(plan)).map(str::to_owned),
        next,
        confidentiality: one.level.as_str().to_owned(),
        author: one.author.clone(),
        at: one.at.to_string(),
        warnings: doubts.into_iter().map(|doubt| in_words(session, doubt)).collect(),
    }
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
