//! Saying who may see figures.

use shirube_domain::figures::FigureField;
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_store::ActionKind;
use uuid::Uuid;

use crate::api::confidentiality::{ConfidentialityRequest, ImportView, ImportsList};
use crate::api::{ActionDone, Nothing};
use crate::fault::Fault;
use crate::firms::show::find;
use crate::parse::given;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn set(
    session: &Session,
    request: ConfidentialityRequest,
    _progress: &dyn Progress,
) -> Outcome<ActionDone> {
    let unknown = |code, value: &str| Fault::usage(code).with("value", value);
    let inherit = request.level == "inherit";
    let level = Confidentiality::parse(&request.level);
    if level.is_none() && !inherit {
        return Err(unknown("confidentiality_unknown", &request.level));
    }
    let field = given(request.field.as_ref())
        .map(|name| FigureField::parse(name).ok_or_else(|| unknown("figure_unknown", name)))
        .transpose()?;
    let word = session.say(&format!("confidentiality.{}", request.level), &[]);
    session.with_ledger(|ledger| {
        let written = match (given(request.import.as_ref()), given(request.firm.as_ref())) {
            (Some(import), None) => {
                let level = level.ok_or_else(|| unknown("confidentiality_unknown", "inherit"))?;
                let id = Uuid::try_parse(import)
                    .map_err(|_| Fault::usage("import_not_found").with("id", import))?;
                let imports = ledger.imports()?;
                let known = imports.into_iter().find(|known| known.id == id);
                let name = known.map(|known| known.source.file_name).unwrap_or_default();
                let action = session
                    .action(ActionKind::SetConfidentiality)
                    .with("name", name)
                    .with("level", word);
                ledger.write(action, |tx| tx.set_import_level(id, level))?
            }
            (None, Some(firm)) => {
                let firm = find(ledger, firm)?.firm;
                let action = session
                    .action(ActionKind::SetConfidentiality)
                    .with("name", firm.record.name.as_str())
                    .with("level", word);
                ledger.write(action, |tx| tx.set_firm_level(firm.id, field, level))?
            }
            _ => return Err(Fault::usage("confidentiality_unclear")),
        };
        Ok(ActionDone { action: written.action.map(|id| id.to_string()) })
    })
}

/// The sheets that were taken in, with who may see their figures.
pub(crate) fn imports(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<ImportsList> {
    session.with_ledger(|ledger| {
        let levels = ledger.import_levels()?;
        let imports = ledger.imports()?.into_iter().map(|import| ImportView {
            id: import.id.to_string(),
            at: import.at.to_string(),
            file: import.source.file_name,
            sheet: import.source.sheet,
            confidentiality: levels
                .get(&import.id)
                .copied()
                .unwrap_or_default()
                .as_str()
                .to_owned(),
        });
        Ok(ImportsList { imports: imports.collect() })
    })
}
