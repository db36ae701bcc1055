//! Writing a plan's days as a calendar file.

use std::fs;

use shirube_domain::calendar::{self, Event};
use shirube_domain::catalogue::Catalogue;
use shirube_domain::plan::Plan;

use super::words;
use crate::api::stages::{CalendarRequest, CalendarWritten};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn write(
    session: &Session,
    request: CalendarRequest,
    _progress: &dyn Progress,
) -> Outcome<CalendarWritten> {
    let id = parse::plan_id(&request.id)?;
    let (plan, catalogue) = session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let catalogue = catalogue::of_plan(session, ledger, &plan)?;
        Ok((plan, catalogue))
    })?;
    let prefix = session.say("stages.calendar_prefix", &[]);
    let name = shirube_forms::file_name(&prefix, plan.kind, &plan.title);
    let name = name.trim_end_matches("xlsx").to_owned() + "ics";
    let (folder, name) = words::target(&request.to, "ics", &name)?;
    let events = events(session, &catalogue, &plan);
    if events.is_empty() {
        return Err(Fault::usage("no_planned_days").with("title", &plan.title));
    }
    let text = calendar::write(&plan.title, &events, session.now().0);
    let path = shirube_forms::export(&folder, &name, text.as_bytes())?;
    let read = fs::read(&path).ok().filter(|bytes| bytes == text.as_bytes());
    let read = read.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(CalendarWritten {
        path: path.display().to_string(),
        events: events.len() as u64,
        verified: read.and_then(|text| calendar::read(&text)).is_some_and(|there| there == events),
    })
}

/// A day for each planned stage, in the order of the process.
fn events(session: &Session, catalogue: &Catalogue, plan: &Plan) -> Vec<Event> {
    let planned = catalogue.stages(plan.kind).filter_map(|stage| {
        let record = plan.schedule.get(&stage.id)?;
        let label = words::label(session, stage);
        let who = if record.who.is_empty() { &stage.who } else { &record.who };
        let mut description = session.say("stages.event_who", &[("who", who)]);
        if !record.note.trim().is_empty() {
            description.push('\n');
            description.push_str(record.note.trim());
        }
        let summary =
            session.say("stages.event", &[("stage", &label), ("title", plan.title.as_str())]);
        Some(Event {
            uid: format!("{}-{}@shirube", plan.id, stage.id),
            day: record.planned?,
            summary,
            // What a calendar can't hold in a text is not in it when it is read again.
            description: calendar::plain(&description),
        })
    });
    planned.collect()
}
