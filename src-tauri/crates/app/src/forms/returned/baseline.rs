//! What a returned form is held against: what the file says was sent, or the plan as it is.

use std::path::Path;

use shirube_domain::plan::Plan;
use shirube_forms::{Layout, Sent};
use shirube_sheets::{Format, Limits, Workbook};
use shirube_store::{Ledger, StoreError};

use super::problems::notice;
use crate::api::failure::Exit;
use crate::api::returned::{FormsReadRequest, ReturnedProblem};
use crate::assets::FORM_LAYOUT;
use crate::fault::Fault;
use crate::forms::export::draw;
use crate::parse;
use crate::session::{Outcome, Session};

/// What a returned form is held against.
pub(super) struct Baseline {
    pub(super) plan: Plan,
    pub(super) sent: Sent,
    /// Whether the file does not tell what was sent, and the plan as it is was taken for it.
    pub(super) from_plan: bool,
    /// What somebody should know of that.
    pub(super) notices: Vec<ReturnedProblem>,
}

/// Opens a returned form.
pub(super) fn open(file: &str) -> Outcome<Workbook> {
    let book = Workbook::open(Path::new(file), &Limits::default());
    let book = book.map_err(|error| Fault::from(error).at_file(file))?;
    if book.format() != Format::Xlsx {
        return Err(Fault::new("returned_not_xlsx", Exit::File).at_file(file));
    }
    Ok(book)
}

/// Finds the plan and what was sent.
pub(super) fn of(
    session: &Session,
    ledger: &mut Ledger,
    book: &Workbook,
    request: &FormsReadRequest,
) -> Outcome<Baseline> {
    let wanted = parse::given(request.plan.as_ref()).map(parse::plan_id).transpose()?;
    let found = Sent::read(book).map_err(|error| Fault::from(error).at_file(&request.file))?;
    let named = found.as_ref().and_then(|sent| uuid::Uuid::try_parse(&sent.plan).ok());
    if let (Some(wanted), Some(named)) = (wanted, named)
        && wanted != named
    {
        let file = Fault::new("returned_other_plan", Exit::File).with("id", named);
        return Err(file.with("wanted", wanted).at_file(&request.file));
    }
    let no_data = || Fault::new("returned_no_data", Exit::File).at_file(&request.file);
    let id = wanted.or(named).ok_or_else(no_data)?;
    let plan = ledger.plan(id).map_err(|error| match error {
        StoreError::PlanNotFound(_) if wanted.is_none() => {
            Fault::new("returned_plan_unknown", Exit::File).with("id", id).at_file(&request.file)
        }
        error => error.into(),
    })?;
    let mut notices = Vec::new();
    let code = match &found {
        Some(sent) if sent.intact && sent.traced => None,
        Some(sent) if !sent.traced => Some("returned_form_old"),
        Some(_) => Some("returned_data_edited"),
        None => Some("returned_data_missing"),
    };
    let (sent, from_plan) = match (found, code) {
        (Some(sent), None) => (sent, false),
        (found, code) => {
            notices.extend(code.map(|code| notice(session, code, &[])));
            (as_it_is(session, ledger, &plan, found)?, true)
        }
    };
    let version = Layout::parse(FORM_LAYOUT)?.version;
    if !from_plan && sent.version != version {
        let versions = [("sent", sent.version.as_str()), ("now", version.as_str())];
        notices.push(notice(session, "returned_version_differs", &versions));
    }
    Ok(Baseline { plan, sent, from_plan, notices })
}

/// The form as the plan would give it now.
fn as_it_is(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
    found: Option<Sent>,
) -> Outcome<Sent> {
    let drawn = draw(session, ledger, plan)?;
    let book = Workbook::from_bytes("form.xlsx", drawn.bytes, &Limits::default())?;
    let unreadable = || Fault::new("form_unreadable", Exit::File);
    let mut sent = Sent::read(&book)?.ok_or_else(unreadable)?;
    if let Some(found) = found {
        sent.data_sheet = found.data_sheet;
        sent.made_on = found.made_on;
        sent.version = found.version;
    }
    Ok(sent)
}
