//! Writing a plan's reference forms.

use std::path::Path;

use shirube_domain::assess::assess;
use shirube_domain::degree::DegreeKind;
use shirube_domain::finding::Finding;
use shirube_domain::plan::Plan;
use shirube_forms::{Beside, DegreeView, FormInput, Layout, SelectedFirmView};
use shirube_store::{Ledger, PointState};

use crate::api::forms::{FormFile, FormsExportRequest, FormsExported};
use crate::assets::FORM_LAYOUT;
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::plans::degrees::{self, FirmDegrees};
use crate::plans::evidence::name::safe_file_name;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn export(
    session: &Session,
    request: FormsExportRequest,
    progress: &dyn Progress,
) -> Outcome<FormsExported> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let form = parse::given(request.form.as_ref());
        let files = export_plan(session, ledger, &plan, Path::new(&request.to), form, progress)?;
        Ok(FormsExported { files })
    })
}

/// Writes a plan's forms into an existing folder, and reads them again.
pub(crate) fn export_plan(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
    folder: &Path,
    form: Option<&str>,
    progress: &dyn Progress,
) -> Outcome<Vec<FormFile>> {
    let id = shirube_forms::form_id(plan.kind);
    if let Some(wanted) = form.filter(|wanted| *wanted != id) {
        return Err(Fault::usage("form_not_found").with("id", wanted));
    }
    let book = draw(session, ledger, plan)?;
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    shirube_forms::verify(&book.bytes, &book.written)?;
    let prefix = session.say("forms.file_prefix", &[]);
    let name = shirube_forms::file_name(&prefix, plan.kind, &plan.title);
    let path = shirube_forms::export(folder, &name, &book.bytes)?;
    // What lies on the disk now is what was checked.
    let written = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
    let verified = written == book.bytes;
    Ok(vec![FormFile {
        form: id,
        path: path.display().to_string(),
        sheets: book.sheets.len() as u64,
        cells: book.cells as u64,
        verified,
    }])
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    Fault::new("form_unreadable", crate::api::failure::Exit::File)
        .with("detail", error)
        .at_file(path.display().to_string())
}

/// The workbook of a plan's reference forms.
pub(crate) fn draw(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
) -> Outcome<shirube_forms::FormBook> {
    with_input(session, ledger, plan, |input| {
        Ok(shirube_forms::render(input, &Layout::parse(FORM_LAYOUT)?)?)
    })
}

/// Does something with everything that a plan's forms show.
pub(crate) fn with_input<T>(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
    work: impl FnOnce(&FormInput<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let assets = session.assets();
    let found = degrees::of_plan(ledger, plan)?;
    let context = degrees::context(session, &found);
    let catalogue = catalogue::of_plan(session, ledger, plan)?;
    let assessments = assess(plan, &catalogue, &context);
    let selected: Vec<SelectedFirmView> = plan
        .selected
        .iter()
        .filter_map(|selected| {
            let firm = found.get(&selected.firm)?;
            Some(SelectedFirmView {
                record: firm.firm.as_ref().map(|f| f.firm.record.clone()).unwrap_or_default(),
                role: selected.role,
                reason: selected.reason.clone(),
                connector: degree(session, firm, DegreeKind::Connector),
                hub: degree(session, firm, DegreeKind::Hub),
            })
        })
        .collect();
    let beside = beside(&crate::plans::review::beside::Beside::of(ledger, plan)?);
    let industries = assets.industries.iter().map(|i| (i.code.clone(), i.name.clone())).collect();
    let language = session.language();
    let text = |key: &str, params: &[(&str, &str)]| assets.text.say(language, key, params);
    let sentence = |finding: &Finding| assets.text.finding(language, &catalogue, finding);
    let input = FormInput {
        plan,
        catalogue: &catalogue,
        assessments: &assessments,
        selected: &selected,
        places: &assets.places,
        industries: &industries,
        text: &text,
        sentence: &sentence,
        beside: &beside,
        today: context.today,
    };
    work(&input)
}

/// The attached files and the open points, as the forms show them.
fn beside(found: &crate::plans::review::beside::Beside<'_>) -> Beside {
    let open = found.points.iter().filter(|point| point.state != PointState::Resolved);
    Beside {
        attached: found
            .attachments
            .iter()
            .map(|one| (one.requirement.clone(), safe_file_name(&one.name)))
            .collect(),
        points: open.map(|point| (point.requirement.clone(), point.text.clone())).collect(),
    }
}

fn degree(session: &Session, firm: &FirmDegrees, kind: DegreeKind) -> DegreeView {
    let degree = firm.degrees.as_ref().map(|degrees| degrees.get(kind));
    let missing = match &degree {
        Some(Ok(_)) => String::new(),
        Some(Err(missing)) => session.say(&format!("missing.{}", missing.code(kind)), &[]),
        None => firm
            .missing()
            .first()
            .map_or_else(String::new, |code| session.say(&format!("missing.{code}"), &[])),
    };
    let warnings = firm
        .warnings()
        .into_iter()
        // The form marks a registered sum by itself, and loudly.
        .filter(|code| code.starts_with(kind.as_str()) && !code.ends_with("registered_sum"))
        .map(|code| session.say(&format!("warning.{code}"), &[]))
        .collect();
    DegreeView {
        degree: degree.and_then(Result::ok),
        missing,
        numerator: firm.candidate.as_ref().and_then(|candidate| candidate.numerator(kind)),
        year: firm.year,
        basis: firm.candidate.as_ref().and(firm.basis(kind)),
        denominator: firm.denominators.of(kind).cloned(),
        warnings,
    }
}
