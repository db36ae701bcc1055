//! A form as it looks on paper: drawn as it would be written, then looked at as any other file.

mod pages;
mod sheet;
pub(crate) mod shown;

use shirube_sheets::{Limits, Template, Workbook};

use super::export::draw;
use crate::api::paper::{LookRequest, PaperName, PaperView, PreviewRequest};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// A plan's form as it would be written now.
pub(crate) fn preview(
    session: &Session,
    request: PreviewRequest,
    _progress: &dyn Progress,
) -> Outcome<PaperView> {
    let id = parse::plan_id(&request.id)?;
    let bytes = session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let form = shirube_forms::form_id(plan.kind);
        if let Some(wanted) = request.form.as_ref().filter(|wanted| **wanted != form) {
            return Err(Fault::usage("form_not_found").with("id", wanted));
        }
        Ok(draw(session, ledger, &plan)?.bytes)
    })?;
    let book = Workbook::from_bytes("form.xlsx", bytes, &Limits::default())?;
    view(&book.template()?, request.sheet.as_deref())
}

/// A workbook of somebody else's.
pub(crate) fn look(
    _session: &Session,
    request: LookRequest,
    _progress: &dyn Progress,
) -> Outcome<PaperView> {
    let book = Workbook::open(std::path::Path::new(&request.file), &Limits::default())?;
    view(&book.template()?, request.sheet.as_deref())
}

fn view(template: &Template, wanted: Option<&str>) -> Outcome<PaperView> {
    let sheet = match wanted {
        Some(name) => template.sheet(name),
        None => template.sheets.iter().find(|sheet| !sheet.hidden).or(template.sheets.first()),
    };
    let sheet = sheet.ok_or_else(|| {
        let names: Vec<&str> = template.sheets.iter().map(|one| one.name.as_str()).collect();
        Fault::usage("sheet_not_found")
            .with("name", wanted.unwrap_or_default())
            .with("sheets", names.join("、"))
    })?;
    Ok(PaperView {
        sheets: template
            .sheets
            .iter()
            .map(|sheet| PaperName { name: sheet.name.clone(), hidden: sheet.hidden })
            .collect(),
        sheet: sheet::view(template, sheet),
    })
}
