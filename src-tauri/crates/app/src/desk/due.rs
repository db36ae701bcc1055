//! The follow-ups that are to be done: overdue, today, this week.

use jiff::civil::Date;
use shirube_domain::consultation::{Consultation, FollowUp};
use shirube_store::{ConsultationFilter, Ledger};

use super::around::Around;
use super::write::day;
use crate::api::desk::{DueFollowUp, FollowUps, FollowUpsRequest};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// How many days ahead belong to 今週.
const WEEK: i64 = 7;

pub(crate) fn due(
    session: &Session,
    request: FollowUpsRequest,
    _progress: &dyn Progress,
) -> Outcome<FollowUps> {
    let on = match parse::given(request.on.as_ref()) {
        Some(text) => day(text)?,
        None => session.now().1,
    };
    let who = parse::given(request.who.as_ref());
    session.with_ledger(|ledger| {
        let mut due = Vec::new();
        let open = open(ledger, who)?;
        let around = Around::of(ledger, &open)?;
        for one in &open {
            due.extend(one.next.as_ref().map(|next| follow_up(&around, one, next, on)));
        }
        due.sort_by_key(|one| (one.days.is_none(), one.days));
        let count = |name: &str| due.iter().filter(|one| one.due == name).count() as u64;
        let (overdue, today) = (count("overdue"), count("today"));
        let week = overdue + today + count("week");
        Ok(FollowUps { on: on.to_string(), overdue, today, week, due })
    })
}

/// The consultations with a follow-up that is not done, of one person or of all.
pub(super) fn open(ledger: &Ledger, who: Option<&str>) -> Outcome<Vec<Consultation>> {
    let filter = ConsultationFilter { open: true, ..ConsultationFilter::default() };
    let mut all = ledger.consultations(&filter)?;
    let is_theirs = |next: &FollowUp| who.is_none_or(|who| next.who == who);
    all.retain(|one| one.next.as_ref().is_some_and(is_theirs));
    Ok(all)
}

fn follow_up(around: &Around, one: &Consultation, next: &FollowUp, on: Date) -> DueFollowUp {
    let days = next.on.map(|day| i64::from((day - on).get_days()));
    let due = match days {
        None => "without_day",
        Some(days) if days < 0 => "overdue",
        Some(0) => "today",
        Some(days) if days <= WEEK => "week",
        Some(_) => "later",
    };
    DueFollowUp {
        id: one.id.to_string(),
        firm_name: around.firm_name(one),
        step: next.step.clone(),
        on: next.on.map(|day| day.to_string()),
        who: next.who.clone(),
        due: due.to_owned(),
        days,
    }
}
