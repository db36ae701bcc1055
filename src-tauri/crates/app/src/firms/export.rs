//! Writing the list of firms into a workbook that can be taken in again.

use std::fs;
use std::path::Path;

use shirube_domain::figures::FigureField;
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_forms::{Found, ListBook};
use shirube_store::{FirmDetail, FirmQuery, FirmSort};

use crate::api::failure::Exit;
use crate::api::firms::{FirmsExportRequest, FirmsExported};
use crate::fault::Fault;
use crate::firms::list::filter;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn export(
    session: &Session,
    request: FirmsExportRequest,
    progress: &dyn Progress,
) -> Outcome<FirmsExported> {
    let path = Path::new(&request.file);
    let (folder, name) = place(path)?;
    let query = FirmQuery {
        filter: filter(session.assets(), &request.filter)?,
        sort: FirmSort::Kana,
        reversed: false,
        limit: usize::MAX,
        offset: 0,
    };
    let firms = session.with_ledger(|ledger| {
        let found = ledger.firms(&query)?.firms;
        let total = found.len() as u64;
        let mut firms = Vec::with_capacity(found.len());
        for (done, firm) in (0u64..).zip(found) {
            if progress.cancelled() {
                return Err(Fault::cancelled());
            }
            progress.report(done, total);
            firms.push(ledger.firm(firm.id)?);
        }
        Ok(firms)
    })?;
    let book = book(session, &firms);
    let bytes = book.render(session.now().1)?;
    book.verify(&bytes)?;
    let written = shirube_forms::export(&folder, &name, &bytes)?;
    Ok(FirmsExported {
        path: written.display().to_string(),
        rows: firms.len() as u64,
        verified: fs::read(&written).is_ok_and(|there| there == bytes),
    })
}

/// The existing folder and the new file's name; a file that is there is never replaced.
pub(crate) fn place(path: &Path) -> Outcome<(std::path::PathBuf, String)> {
    let shown = path.display().to_string();
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        let fault = Fault::new("not_a_workbook_name", Exit::File);
        return Err(fault.with("file", &shown).at_file(shown));
    }
    if path.symlink_metadata().is_ok() {
        return Err(Fault::new("file_exists", Exit::File).with("file", &shown).at_file(shown));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    Ok((folder.unwrap_or(Path::new(".")).to_owned(), name.to_owned()))
}

fn book(session: &Session, firms: &[FirmDetail]) -> ListBook {
    let figures = figures(firms);
    let mut headings: Vec<String> = FirmField::ALL
        .iter()
        .map(|field| {
            let label = session.say(&format!("field.firm.{}", field.as_str()), &[]);
            if *field == FirmField::Capital { with_unit(session, &label, "yen") } else { label }
        })
        .collect();
    headings.extend(figures.iter().map(|(field, year)| {
        let year = session.say("period.year", &[("year", &year.to_string())]);
        let label = session.say(&format!("field.figure.{}", field.as_str()), &[]);
        with_unit(session, &format!("{year} {label}"), field.unit().as_str())
    }));
    let rows = firms
        .iter()
        .map(|firm| {
            let mut cells: Vec<_> =
                FirmField::ALL.iter().map(|field| cell(&firm.firm.record, *field)).collect();
            cells.extend(figures.iter().map(|(field, year)| {
                let figure = firm.figures.iter().find(|f| f.field == *field && f.year == *year)?;
                Some(Found::Number(figure.chosen.value as f64))
            }));
            cells
        })
        .collect();
    ListBook { sheet: session.say("cli.sheet_firms", &[]), headings, rows }
}

fn with_unit(session: &Session, label: &str, unit: &str) -> String {
    let unit = session.say(&format!("unit.{unit}"), &[]);
    session.say("cli.with_unit", &[("label", label), ("unit", &unit)])
}

/// Every figure that any of the firms has, by year and then in the usual order.
fn figures(firms: &[FirmDetail]) -> Vec<(FigureField, FiscalYear)> {
    let mut figures: Vec<_> =
        firms.iter().flat_map(|firm| &firm.figures).map(|f| (f.field, f.year)).collect();
    figures.sort_by_key(|(field, year)| (*year, *field));
    figures.dedup();
    figures
}

fn cell(record: &FirmRecord, field: FirmField) -> Option<Found> {
    let text = |value: Option<&str>| value.map(|text| Found::Text(text.to_owned()));
    let number = |value: Option<i64>| value.map(|number| Found::Number(number as f64));
    match field {
        FirmField::CorporateNumber => text(record.corporate_number.as_ref().map(|c| c.as_str())),
        FirmField::Name => text(Some(&record.name)),
        FirmField::Kana => text(record.kana.as_deref()),
        FirmField::PostalCode => text(record.postal_code.as_ref().map(|c| c.as_str())),
        FirmField::Address => text(record.address.as_deref()),
        FirmField::Prefecture => text(record.prefecture.as_ref().map(|c| c.as_str())),
        FirmField::Municipality => text(record.municipality.as_ref().map(|c| c.as_str())),
        FirmField::Industry => text(record.industry.as_ref().map(|c| c.as_str())),
        FirmField::Capital => number(record.capital),
        FirmField::Employees => number(record.employees),
        FirmField::Established => record.established.map(Found::Date),
        FirmField::Representative => text(record.representative.as_deref()),
        FirmField::Telephone => text(record.telephone.as_deref()),
        FirmField::Url => text(record.url.as_deref()),
        FirmField::Note => text(record.note.as_deref()),
    }
}
