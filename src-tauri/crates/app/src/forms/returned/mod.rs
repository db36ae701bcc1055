//! Reading forms that come back.

mod apply;
mod baseline;
mod compare;
mod points;
mod problems;
mod set;
mod value;
pub(crate) mod verify;

use shirube_forms::read_returned;
use shirube_store::Ledger;

use crate::api::failure::Exit;
use crate::api::returned::{FormsRead, FormsReadRequest};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn read(
    session: &Session,
    request: FormsReadRequest,
    progress: &dyn Progress,
) -> Outcome<FormsRead> {
    let book = baseline::open(&request.file)?;
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    session.with_ledger(|ledger: &mut Ledger| {
        let base = baseline::of(session, ledger, &book, &request)?;
        let at_file = |error| Fault::from(error).at_file(&request.file);
        let returned = read_returned(&book, &base.sent).map_err(at_file)?;
        if returned.sheets_found == 0 {
            return Err(Fault::new("returned_foreign", Exit::File)
                .with("title", &base.plan.title)
                .at_file(&request.file));
        }
        let mut problems = base.notices.clone();
        problems.extend(problems::views(session, base.plan.kind, &returned.troubles));
        let found = compare::changes(session, &base, &returned.answers, &mut problems);
        let points = points::views(session, ledger, &base.plan, &returned.points)?;
        let applied = match request.apply {
            true => Some(apply::apply(session, ledger, &base.plan, &request, &found, &points)?),
            false => None,
        };
        Ok(FormsRead {
            file: request.file.clone(),
            sha256: book.sha256().to_owned(),
            plan: base.plan.id.to_string(),
            title: base.plan.title.clone(),
            made_on: base.sent.made_on.map(|day| day.to_string()),
            version: base.sent.version.clone(),
            baseline: if base.from_plan { "plan" } else { "file" }.to_owned(),
            changes: found.changes,
            already: found.already,
            review_points: points,
            problems,
            applied,
        })
    })
}
