//! Writing follow-ups as a calendar file.

use std::fs;

use shirube_domain::calendar::{self, Event};

use super::around::Around;
use super::due::open;
use crate::api::desk::DeskCalendarRequest;
use crate::api::stages::CalendarWritten;
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::stages::target;

pub(crate) fn calendar(
    session: &Session,
    request: DeskCalendarRequest,
    _progress: &dyn Progress,
) -> Outcome<CalendarWritten> {
    let who = parse::given(request.who.as_ref());
    let events = session.with_ledger(|ledger| {
        let mut events = Vec::new();
        let open = open(ledger, who)?;
        let around = Around::of(ledger, &open)?;
        for one in &open {
            let Some((next, day)) = one.next.as_ref().and_then(|next| Some((next, next.on?)))
            else {
                continue;
            };
            let name = around.firm_name(one);
            events.push(Event {
                uid: format!("{}@shirube", one.id),
                day,
                summary: session
                    .say("desk.event", &[("firm", name.as_str()), ("step", next.step.as_str())]),
                // What was said stays in the ledger: a calendar goes to other places.
                description: calendar::plain(&next.who),
            });
        }
        events.sort_by_key(|event| event.day);
        Ok(events)
    })?;
    if events.is_empty() {
        return Err(Fault::usage("no_follow_ups"));
    }
    let title = session.say("desk.calendar", &[]);
    let (folder, name) = target(&request.to, "ics", &format!("{title}.ics"))?;
    let text = calendar::write(&title, &events, session.now().0);
    let path = shirube_forms::export(&folder, &name, text.as_bytes())?;
    let read = fs::read(&path).ok().filter(|bytes| bytes == text.as_bytes());
    let read = read.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(CalendarWritten {
        path: path.display().to_string(),
        events: events.len() as u64,
        verified: read.and_then(|text| calendar::read(&text)).is_some_and(|there| there == events),
    })
}
