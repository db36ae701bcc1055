//! The whole main job on the built-in sample: import → checklist → export.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Deserialize;
use shirube_domain::plan::PlanKind;

use crate::api::forms::{DemoDone, DemoImport, DemoPlan, DemoRequest, FormsExportRequest};
use crate::api::imports::ImportRequest;
use crate::api::plans::{PlanCreateRequest, PlanFillRequest, PlanRequest, PlanSelectRequest};
use crate::api::totals::TotalsSetRequest;
use crate::assets::{SAMPLE_ANSWERS, SAMPLE_PLANS, SAMPLE_TOTALS, SAMPLE_WORKBOOKS};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::{firms, forms, hubs, ledger, plans};

/// The name of the sample's own ledger: a user's ledger is never touched.
const LEDGER: &str = "sample.shirube";

#[derive(Deserialize)]
struct SamplePlans {
    plan: Vec<SamplePlan>,
}

#[derive(Deserialize)]
struct SamplePlan {
    kind: String,
    title: String,
    prefectures: Vec<String>,
    municipalities: Vec<String>,
    start: toml::value::Datetime,
    end: toml::value::Datetime,
    answers: String,
    #[serde(default)]
    firm: Vec<SampleFirm>,
}

#[derive(Deserialize)]
struct SampleFirm {
    corporate_number: String,
    role: String,
    reason: String,
}

#[derive(Deserialize)]
struct SampleTotals {
    total: Vec<TotalsSetRequest>,
}

pub(crate) fn demo(
    session: &Session,
    request: DemoRequest,
    progress: &dyn Progress,
) -> Outcome<DemoDone> {
    let folder = PathBuf::from(&request.to);
    if !folder.is_dir() {
        let code = if folder.exists() { "place_not_a_folder" } else { "place_missing" };
        return Err(place(code, &folder));
    }
    let ledger_path = folder.join(LEDGER);
    ledger::create_ledger(session, &ledger_path)?;
    let done = fill(session, &folder, &ledger_path, progress);
    if done.is_err() {
        // Half a sample is of no use to anybody.
        session.close()?;
        let _ = fs::remove_file(&ledger_path);
    }
    done
}

fn fill(
    session: &Session,
    folder: &Path,
    ledger_path: &Path,
    progress: &dyn Progress,
) -> Outcome<DemoDone> {
    let mut imports = Vec::new();
    for (name, bytes) in SAMPLE_WORKBOOKS {
        imports.push(import(session, folder, name, bytes, progress)?);
    }
    let totals: SampleTotals = read(SAMPLE_TOTALS)?;
    for total in totals.total {
        hubs::totals::set(session, total, progress)?;
    }
    let sample: SamplePlans = read(SAMPLE_PLANS)?;
    let plans = sample
        .plan
        .into_iter()
        .map(|plan| make_plan(session, folder, plan, progress))
        .collect::<Outcome<_>>()?;
    Ok(DemoDone { ledger: ledger_path.display().to_string(), imports, plans })
}

/// The sample's workbook is laid into the folder, so that a person can open it beside the app.
fn import(
    session: &Session,
    folder: &Path,
    name: &str,
    bytes: &[u8],
    progress: &dyn Progress,
) -> Outcome<DemoImport> {
    let path = shirube_forms::export(folder, name, bytes)?;
    let request = ImportRequest {
        file: path.display().to_string(),
        sheet: None,
        mapping: None,
        year: None,
        prefecture: None,
        tables: None,
        hidden: None,
        confidentiality: None,
        dry_run: false,
        erase_blanks: false,
        sender: None,
        no_kept_mapping: false,
    };
    let done = firms::import::import(session, request, progress)?;
    Ok(DemoImport { file: name.to_owned(), done })
}

fn make_plan(
    session: &Session,
    folder: &Path,
    sample: SamplePlan,
    progress: &dyn Progress,
) -> Outcome<DemoPlan> {
    let created = plans::create::create(
        session,
        PlanCreateRequest {
            kind: sample.kind.clone(),
            title: sample.title.clone(),
            prefectures: sample.prefectures,
            municipalities: sample.municipalities,
            start: day(&sample.start),
            end: day(&sample.end),
        },
        progress,
    )?;
    let answers = SAMPLE_ANSWERS.iter().find(|(name, _)| *name == sample.answers);
    let answers = serde_json::from_str(answers.map_or("", |(_, text)| text)).map_err(damaged)?;
    let id = created.id;
    let fill = PlanFillRequest { id: id.clone(), answers, file: None };
    plans::fill::fill(session, fill, progress)?;
    for firm in sample.firm {
        let request = PlanSelectRequest {
            id: id.clone(),
            firm: firm.corporate_number,
            role: Some(firm.role),
            reason: firm.reason,
        };
        plans::select::select(session, request, progress)?;
    }
    let check = plans::check::check(session, PlanRequest { id: id.clone() }, progress)?;
    let to = folder.display().to_string();
    let request = FormsExportRequest { id: id.clone(), to, form: None };
    let files = forms::export(session, request, progress)?.files;
    Ok(DemoPlan { id, kind: sample.kind, title: sample.title, check, files })
}

/// The built-in sample plan of a kind: how it is begun, and its answers.
pub(crate) fn sample(kind: PlanKind) -> Outcome<(PlanCreateRequest, serde_json::Value)> {
    let samples: SamplePlans = read(SAMPLE_PLANS)?;
    let found = samples.plan.into_iter().find(|plan| plan.kind == kind.letter());
    let plan = found.ok_or_else(|| damaged(kind.letter()))?;
    let answers = SAMPLE_ANSWERS.iter().find(|(name, _)| *name == plan.answers);
    let answers = serde_json::from_str(answers.map_or("", |(_, text)| text)).map_err(damaged)?;
    let create = PlanCreateRequest {
        kind: plan.kind,
        title: plan.title,
        prefectures: plan.prefectures,
        municipalities: plan.municipalities,
        start: day(&plan.start),
        end: day(&plan.end),
    };
    Ok((create, answers))
}

fn day(datetime: &toml::value::Datetime) -> String {
    let date = datetime.date.and_then(|d| {
        Date::new(
            i16::try_from(d.year).ok()?,
            i8::try_from(d.month).ok()?,
            i8::try_from(d.day).ok()?,
        )
        .ok()
    });
    date.map_or_else(String::new, |date| date.to_string())
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Outcome<T> {
    toml::from_str(text).map_err(damaged)
}

fn damaged(error: impl ToString) -> Fault {
    Fault::new("assets_damaged", crate::api::failure::Exit::File).with("detail", error.to_string())
}

fn place(code: &'static str, folder: &Path) -> Fault {
    Fault::new(code, crate::api::failure::Exit::File)
        .with("file", folder.display())
        .with("folder", folder.display())
        .at_file(folder.display().to_string())
}
