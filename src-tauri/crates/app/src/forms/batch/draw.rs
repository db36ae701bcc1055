//! Drawing the forms of each plan, in memory.

use shirube_domain::plan::Plan;

use super::Wanted;
use super::names::{Names, Rule};
use crate::api::failure::{Exit, Failure};
use crate::fault::Fault;
use crate::forms::export;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// A file that is ready to be written.
pub(super) struct Ready {
    pub(super) form: String,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) sheets: u64,
    pub(super) cells: u64,
}

/// A plan with its files, or why it has none.
pub(super) struct Drawn {
    pub(super) plan: String,
    pub(super) title: String,
    pub(super) files: Vec<Ready>,
    pub(super) error: Option<Failure>,
}

pub(super) fn all(
    session: &Session,
    rule: &Rule,
    wanted: &[Wanted],
    progress: &dyn Progress,
) -> Outcome<Vec<Drawn>> {
    let mut names = Names::default();
    let mut drawn = Vec::new();
    let total = wanted.len() as u64;
    for (number, (id, plan)) in (1..).zip(wanted) {
        if progress.cancelled() {
            return Err(Fault::cancelled());
        }
        let title = plan.as_ref().map(|plan| plan.title.clone()).unwrap_or_default();
        progress.file(number, total, &title);
        let file = match plan {
            Ok(plan) => one(session, rule, &mut names, plan),
            Err(fault) => Err(fault.clone()),
        };
        let (files, error) = match file {
            Ok(file) => (vec![file], None),
            // Nothing can be written from a ledger that can't be used.
            Err(fault) if fault.exit == Exit::Ledger => return Err(fault),
            Err(fault) => (Vec::new(), Some(session.tell(&fault))),
        };
        drawn.push(Drawn { plan: id.clone(), title, files, error });
    }
    Ok(drawn)
}

fn one(session: &Session, rule: &Rule, names: &mut Names, plan: &Plan) -> Outcome<Ready> {
    let form = shirube_forms::form_id(plan.kind);
    // One plan at a time: between two of them others may use the ledger.
    let book = session.with_ledger(|ledger| export::draw(session, ledger, plan))?;
    shirube_forms::verify(&book.bytes, &book.written)?;
    let name = names.take(&rule.name(session, plan, &form), "xlsx");
    Ok(Ready {
        form,
        name,
        bytes: book.bytes,
        sheets: book.sheets.len() as u64,
        cells: book.cells as u64,
    })
}
