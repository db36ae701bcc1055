//! Choosing which of several sources of a figure counts.

use shirube_domain::figures::{Basis, FigureField};
use shirube_store::{ActionKind, Wanted};
use uuid::Uuid;

use crate::api::ActionDone;
use crate::api::matching::ChooseFigureRequest;
use crate::fault::Fault;
use crate::firms::show::find;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn choose(
    session: &Session,
    request: ChooseFigureRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let unknown = |code, value: &str| Fault::usage(code).with("value", value);
    let field = FigureField::parse(&request.field)
        .ok_or_else(|| unknown("figure_unknown", &request.field))?;
    let year = parse::year(request.year)?;
    let basis = match parse::given(request.basis.as_ref()) {
        None => Basis::default(),
        Some(name) => Basis::parse(name).ok_or_else(|| unknown("basis_unknown", name))?,
    };
    let wanted = wanted(&request)?;
    session.with_ledger(|ledger| {
        let firm = find(ledger, &request.firm)?.firm;
        let action = session
            .action(ActionKind::ChooseFigure)
            .with("name", firm.record.name.as_str())
            .with("field", session.say(&format!("field.figure.{}", field.as_str()), &[]))
            .with("year", year.year());
        let written =
            ledger.write(action, |tx| tx.choose_figure(firm.id, (field, year, basis), wanted))?;
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// Exactly one of the three ways to name a value.
fn wanted(request: &ChooseFigureRequest) -> Outcome<Wanted> {
    match (parse::given(request.import.as_ref()), request.value, request.newest) {
        (Some(import), None, false) => Uuid::try_parse(import)
            .map(Wanted::Import)
            .map_err(|_| Fault::usage("import_not_found").with("id", import)),
        (None, Some(value), false) => Ok(Wanted::Value(value)),
        (None, None, true) => Ok(Wanted::Newest),
        _ => Err(Fault::usage("choice_unclear")),
    }
}
