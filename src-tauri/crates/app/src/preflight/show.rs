//! The remarks on a plan with their places.

use shirube_domain::plan::Plan;
use shirube_domain::preflight::Severity;

use super::gather::remarks;
use super::home;
use crate::api::plans::PlanRequest;
use crate::api::preflight::{Preflight, RemarkView};
use crate::forms::export::draw;
use crate::parse;
use crate::plans::review::label;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn preflight(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<Preflight> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let said = remarks(session, ledger, &plan)?;
        let homes = home::homes(&draw(session, ledger, &plan)?.written);
        let count = |severity| said.iter().filter(|one| one.severity == severity).count() as u64;
        Ok(Preflight {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            findings: said
                .into_iter()
                .map(|one| (home::home(&homes, &one.field), one))
                .map(|(home, one)| RemarkView {
                    label: label::of_path(session, plan.kind, &one.field),
                    before: one.mended.as_ref().map(|_| text_at(&plan, &one.field)),
                    code: one.code,
                    severity: one.severity.as_str().to_owned(),
                    field: one.field,
                    message: one.message,
                    form: Some(shirube_forms::form_id(plan.kind)),
                    sheet: home.map(|(sheet, _)| sheet.clone()),
                    cell: home.map(|(_, cell)| cell.clone()),
                    mended: one.mended,
                })
                .collect(),
        })
    })
}

fn text_at(plan: &Plan, field: &str) -> String {
    plan.answers.text_at(field).unwrap_or_default().to_owned()
}
