//! Taking in a workbook of totals: all of it is one action.

use std::path::Path;

use shirube_domain::codes::IndustryCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::FigureField;
use shirube_intake::{Codes, read_regional};
use shirube_sheets::{Limits, Workbook};
use shirube_store::{ActionKind, RegionalTotal, StoreError, TotalProvenance};

use crate::api::totals::{
    TotalProblem, TotalProvenanceView, TotalUnderstood, TotalsImportRequest, TotalsImported,
};
use crate::fault::Fault;
use crate::hubs::totals::place_name;
use crate::parse::given;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// Why a write is taken back.
enum Stop {
    /// A trial: how many totals would have changed.
    Trial(u64),
    Failed(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

pub(crate) fn import(
    session: &Session,
    request: TotalsImportRequest,
    _progress: &dyn Progress,
) -> Outcome<TotalsImported> {
    let at_file = |fault: Fault| fault.at_file(request.file.as_str());
    let workbook = Workbook::open(Path::new(&request.file), &Limits::default())
        .map_err(|error| at_file(error.into()))?;
    let assets = session.assets();
    let industries = std::iter::empty::<(IndustryCode, &str)>();
    let codes = Codes::new(&assets.places, industries);
    let sheet = given(request.sheet.as_ref());
    let read = read_regional(&workbook, sheet, &assets.words, &codes).map_err(|error| {
        at_file(match error {
            shirube_intake::IntakeError::NoTable => {
                Fault::new("totals_no_table", crate::api::failure::Exit::File)
            }
            other => other.into(),
        })
    })?;
    let source = given(request.source.as_ref()).unwrap_or(workbook.file_name()).to_owned();
    let totals: Vec<(RegionalTotal, TotalProvenance)> = read
        .totals
        .into_iter()
        .map(|total| {
            let degree = match total.figure {
                FigureField::OutOfRegionSales => DegreeKind::Connector,
                _ => DegreeKind::Hub,
            };
            let stands = TotalProvenance {
                file: workbook.file_name().to_owned(),
                sha256: workbook.sha256().to_owned(),
                sheet: total.sheet,
                cell: total.cell,
                raw: total.raw,
            };
            let total = RegionalTotal {
                prefecture: total.prefecture,
                year: total.year,
                basis: total.basis,
                degree,
                value: total.value,
                source: total.source.unwrap_or_else(|| source.clone()),
            };
            (total, stands)
        })
        .collect();
    let problems = read
        .problems
        .into_iter()
        .map(|problem| TotalProblem {
            message: session.say(
                &format!("problem.{}", problem.code),
                &[("cell", &problem.cell), ("raw", &problem.raw)],
            ),
            sheet: problem.sheet,
            cell: problem.cell,
            code: problem.code.to_owned(),
            raw: problem.raw,
        })
        .collect();
    let action = session
        .action(ActionKind::ImportTotals)
        .with("file", workbook.file_name())
        .with("count", totals.len());
    let written = session.with_ledger(|ledger| {
        let written = ledger.write(action, |tx| -> Result<u64, Stop> {
            let mut changed = 0;
            for (total, stands) in &totals {
                changed += u64::from(tx.set_total_of(total, Some(stands))?);
            }
            if request.dry_run { Err(Stop::Trial(changed)) } else { Ok(changed) }
        });
        match written {
            Ok(written) => Ok((written.action, written.value)),
            Err(Stop::Trial(changed)) => Ok((None, changed)),
            Err(Stop::Failed(error)) => Err(error.into()),
        }
    })?;
    Ok(TotalsImported {
        action: written.0.map(|id| id.to_string()),
        read: totals.len() as u64,
        changed: written.1,
        problems,
        understood: totals.into_iter().map(|stated| understood(session, stated)).collect(),
    })
}

fn understood(
    session: &Session,
    (total, stands): (RegionalTotal, TotalProvenance),
) -> TotalUnderstood {
    TotalUnderstood {
        prefecture_name: place_name(session, &total.prefecture),
        year: total.year.year(),
        figure: total.degree.figure().as_str().to_owned(),
        basis: total.basis.as_str().to_owned(),
        value: total.value,
        source: total.source,
        provenance: TotalProvenanceView {
            file: stands.file,
            sha256: stands.sha256,
            sheet: stands.sheet,
            cell: stands.cell,
            raw: stands.raw,
        },
    }
}
