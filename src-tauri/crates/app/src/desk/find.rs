//! Finding consultations.

use shirube_domain::consultation::tally;
use shirube_store::{ConsultationFilter, Ledger};
use uuid::Uuid;

use super::around::Around;
use super::view::{view, view_in};
use super::write::day;
use crate::api::desk::{
    ConsultationRequest, ConsultationView, ConsultationsList, ConsultationsRequest,
};
use crate::fault::Fault;
use crate::firms::show::find;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// How many consultations a page has when nothing is said.
const PAGE: u32 = 100;

pub(crate) fn list(
    session: &Session,
    request: ConsultationsRequest,
    _progress: &dyn Progress,
) -> Outcome<ConsultationsList> {
    session.with_ledger(|ledger| {
        let filter = filter(ledger, &request)?;
        let found = ledger.consultations(&filter)?;
        let skip = request.offset.unwrap_or(0) as usize;
        let most = request.limit.unwrap_or(PAGE) as usize;
        let page = || found.iter().skip(skip).take(most);
        let around = Around::of(ledger, page())?;
        let consultations = page().map(|one| view_in(session, &around, one)).collect();
        let all = ledger.consultations(&ConsultationFilter::default())?;
        let topics = tally(&all, |one| one.topics.clone());
        Ok(ConsultationsList {
            total: found.len() as u64,
            consultations,
            topics: topics.into_iter().map(|(topic, _)| topic).filter(|t| !t.is_empty()).collect(),
        })
    })
}

fn filter(ledger: &Ledger, request: &ConsultationsRequest) -> Outcome<ConsultationFilter> {
    let date = |text: &Option<String>| parse::given(text.as_ref()).map(day).transpose();
    Ok(ConsultationFilter {
        search: parse::given(request.search.as_ref()).map(str::to_owned),
        firm: match parse::given(request.firm.as_ref()) {
            Some(firm) => Some(find(ledger, firm)?.firm.id),
            None => None,
        },
        plan: parse::given(request.plan.as_ref()).map(parse::plan_id).transpose()?,
        topic: parse::given(request.topic.as_ref()).map(str::to_owned),
        from: date(&request.from)?,
        to: date(&request.to)?,
        open: request.open,
    })
}

pub(crate) fn show(
    session: &Session,
    request: ConsultationRequest,
    _progress: &dyn Progress,
) -> Outcome<ConsultationView> {
    let id = id(&request.id)?;
    session.with_ledger(|ledger| {
        let one = ledger.consultation(id)?;
        view(session, ledger, &one)
    })
}

/// The id of a consultation.
pub(super) fn id(text: &str) -> Outcome<Uuid> {
    text.trim().parse().map_err(|_| Fault::usage("consultation_not_found").with("id", text))
}
