//! Writing a consultation down.

use jiff::civil::Date;
use shirube_domain::answers::LONGEST_TEXT;
use shirube_domain::codes::{CorporateNumber, PrefectureCode};
use shirube_domain::consultation::{Channel, Consultation, FollowUp};
use shirube_domain::firm::FirmRecord;
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_store::{ActionKind, Ledger};

use super::view::view;
use crate::api::desk::{ConsultationDraft, ConsultationWritten, NewFirm, NextStep};
use crate::fault::Fault;
use crate::firms::show::find;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The longest name, topic or step, in characters.
const LONGEST_LINE: usize = 300;

pub(crate) fn add(
    session: &Session,
    draft: ConsultationDraft,
    _progress: &dyn Progress,
) -> Outcome<ConsultationWritten> {
    session.with_ledger(|ledger| {
        let action = session.action(ActionKind::AddConsultation);
        let mut one = Consultation {
            id: ledger.new_id(action.at),
            firm: None,
            firm_name: String::new(),
            on: session.now().1,
            channel: Channel::default(),
            people: String::new(),
            topics: Vec::new(),
            text: String::new(),
            answer: String::new(),
            measures: Vec::new(),
            plan: None,
            next: None,
            level: Confidentiality::default(),
            author: action.actor.clone(),
            at: action.at,
        };
        let firm = apply(session, ledger, &mut one, &draft)?;
        let action = action.with("firm", one.firm_name.as_str());
        let written = ledger.write(action, |tx| {
            if let Some(firm) = &firm {
                one.firm = Some(tx.add_firm(firm)?);
            }
            tx.add_consultation(&one)
        })?;
        let action = written.action.map(|id| id.to_string());
        Ok(ConsultationWritten {
            id: one.id.to_string(),
            action,
            consultation: view(session, ledger, &one)?,
        })
    })
}

/// Puts what the draft says into a consultation; gives the firm that is new with it.
pub(super) fn apply(
    session: &Session,
    ledger: &Ledger,
    one: &mut Consultation,
    draft: &ConsultationDraft,
) -> Outcome<Option<FirmRecord>> {
    let mut added = None;
    match draft.firm.as_deref().map(str::trim) {
        Some("") => one.firm = None,
        Some(firm) => {
            let found = find(ledger, firm)?;
            one.firm = Some(found.firm.id);
            one.firm_name = found.firm.record.name;
        }
        None => {}
    }
    if let Some(name) = &draft.firm_name {
        one.firm_name = line(name)?;
    }
    if let Some(firm) = &draft.new_firm {
        let record = new_firm(session, firm)?;
        one.firm_name.clone_from(&record.name);
        added = Some(record);
    }
    if let Some(on) = &draft.on {
        one.on = day(on)?;
    }
    if let Some(name) = &draft.channel {
        one.channel = Channel::parse(name)
            .ok_or_else(|| Fault::usage("channel_unknown").with("value", name))?;
    }
    if let Some(topics) = &draft.topics {
        one.topics = lines(topics)?;
    }
    if let Some(measures) = &draft.measures {
        one.measures = lines(measures)?;
    }
    for (text, place) in [(&draft.text, &mut one.text), (&draft.answer, &mut one.answer)] {
        if let Some(text) = text {
            if text.chars().count() > LONGEST_TEXT {
                return Err(Fault::usage("text_too_long"));
            }
            place.clone_from(text);
        }
    }
    if let Some(people) = &draft.people {
        one.people = line(people)?;
    }
    match draft.plan.as_deref().map(str::trim) {
        Some("") => one.plan = None,
        Some(plan) => one.plan = Some(ledger.plan(parse::plan_id(plan)?)?.id),
        None => {}
    }
    if let Some(next) = &draft.next {
        one.next = next_step(one.next.take(), next)?;
    }
    if let Some(name) = &draft.confidentiality {
        one.level = Confidentiality::parse(name)
            .ok_or_else(|| Fault::usage("confidentiality_unknown").with("value", name))?;
    }
    Ok(added)
}

fn next_step(before: Option<FollowUp>, next: &NextStep) -> Outcome<Option<FollowUp>> {
    let step = line(&next.step)?;
    if step.is_empty() {
        return Ok(None);
    }
    let before = before.unwrap_or(FollowUp {
        step: String::new(),
        on: None,
        who: String::new(),
        done_on: None,
    });
    Ok(Some(FollowUp {
        step,
        on: match next.on.as_deref().map(str::trim) {
            Some("") => None,
            Some(on) => Some(day(on)?),
            None => before.on,
        },
        who: match &next.who {
            Some(who) => line(who)?,
            None => before.who,
        },
        done_on: before.done_on,
    }))
}

/// A day that a consultation may name.
pub(super) fn day(text: &str) -> Outcome<Date> {
    let day = parse::date(text.trim())?;
    parse::year(i64::from(day.year()))?;
    Ok(day)
}

fn new_firm(session: &Session, firm: &NewFirm) -> Outcome<FirmRecord> {
    let name = line(&firm.name)?;
    if name.is_empty() {
        return Err(Fault::usage("firm_name_missing"));
    }
    let number = parse::given(firm.corporate_number.as_ref());
    let corporate_number = number
        .map(|number| {
            CorporateNumber::parse(number)
                .map_err(|_| Fault::usage("corporate_number_wrong").with("value", number))
        })
        .transpose()?;
    let municipality = parse::given(firm.municipality.as_ref())
        .map(|code| parse::municipality(code, &session.assets().places))
        .transpose()?;
    let prefecture: Option<PrefectureCode> = municipality.as_ref().map(|code| code.prefecture());
    Ok(FirmRecord { name, corporate_number, municipality, prefecture, ..FirmRecord::default() })
}

fn lines(all: &[String]) -> Outcome<Vec<String>> {
    let mut kept: Vec<String> = Vec::new();
    for one in all {
        let one = line(one)?;
        if !one.is_empty() && !kept.contains(&one) {
            kept.push(one);
        }
    }
    Ok(kept)
}

/// One line of text, without space around it.
pub(super) fn line(text: &str) -> Outcome<String> {
    let text = text.trim();
    if text.chars().count() > LONGEST_LINE {
        return Err(Fault::usage("line_too_long").with("most", LONGEST_LINE));
    }
    Ok(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}
