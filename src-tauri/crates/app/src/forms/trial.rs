//! 試し書き: what a form would show with the binding as it stands, and writing it with that.

use shirube_sheets::{Content, Put, PutValue, Template, cell_name};

use super::paper::shown;
use crate::api::bindings::{FillDraftRequest, ShownCell, Trial, TrialRequest};
use crate::api::templates::FormFilled;
use crate::fault::Fault;
use crate::forms::binding::problem_view;
use crate::forms::export::with_input;
use crate::forms::fill::{Target, fill_plan, refusal, view};
use crate::forms::{draft, template};
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// Fills a form in memory only.
pub(crate) fn trial(
    session: &Session,
    request: TrialRequest,
    _progress: &dyn Progress,
) -> Outcome<Trial> {
    let id = parse::plan_id(&request.id)?;
    let form = template::open(&request.template)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let binding = match draft::checked(&request.draft, plan.kind, &form.look)? {
            Ok(binding) => binding,
            Err(problems) => {
                let problems = problems.iter().map(|one| problem_view(session, one)).collect();
                return Ok(Trial { problems, ..Trial::default() });
            }
        };
        with_input(session, ledger, &plan, |input| {
            let filling = match shirube_forms::fill(&binding, &form.look, input) {
                Ok(filling) => filling,
                Err(refusals) => {
                    let say = |one| session.tell(&refusal(one)).message;
                    return Ok(Trial {
                        refused: refusals.iter().map(say).collect(),
                        ..Trial::default()
                    });
                }
            };
            let shown = filling.puts.iter().map(|put| cell(&form.look, put)).collect();
            let told = view(session, filling);
            Ok(Trial {
                shown,
                blank: told.blank,
                overflow: told.overflow,
                notes: told.notes,
                ..Trial::default()
            })
        })
    })
}

/// Fills a form into a new file.
pub(crate) fn fill(
    session: &Session,
    request: FillDraftRequest,
    progress: &dyn Progress,
) -> Outcome<FormFilled> {
    let id = parse::plan_id(&request.id)?;
    let to = Target::of(&request.to, &request.template)?;
    let form = template::open(&request.template)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let checked = draft::checked(&request.draft, plan.kind, &form.look)?;
        let binding = checked.map_err(|problems| {
            let first = problems.first().map(|one| problem_view(session, one));
            Fault::new("binding_has_problems", crate::api::failure::Exit::File)
                .with("count", problems.len())
                .with("line", first.as_ref().map_or(0, |one| one.line))
                .with("detail", first.map(|one| one.message).unwrap_or_default())
        })?;
        if progress.cancelled() {
            return Err(Fault::cancelled());
        }
        fill_plan(session, ledger, &plan, &form, &binding, &to)
    })
}

fn cell(form: &Template, put: &Put) -> ShownCell {
    let look = form.sheet(&put.sheet).map_or(0, |sheet| sheet.look_at(put.row, put.column));
    let (content, plain) = match &put.value {
        PutValue::Text(text) => (Content::Text, text.clone()),
        PutValue::Number(digits) => (Content::Number, digits.clone()),
        PutValue::Date(day) => (Content::Date, day.to_string()),
        PutValue::Bool(yes) => (Content::Bool, yes.to_string()),
        PutValue::Empty => (Content::Empty, String::new()),
    };
    ShownCell {
        sheet: put.sheet.clone(),
        cell: cell_name(put.row, put.column),
        text: shown::text(content, &plain, &form.look(look).number_format),
    }
}
