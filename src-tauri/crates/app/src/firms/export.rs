//! Writing the list of firms into a workbook that can be taken in again.

use std::fs;
use std::path::Path;

use shirube_domain::figures::FigureField;
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::hubs::confidentiality::{Audience, Shown, amount_band};
use shirube_forms::{Found, ListBook};
use shirube_store::{FirmDetail, FirmQuery, FirmSort, Ledger};
use uuid::Uuid;

use crate::api::failure::Exit;
use crate::api::firms::{FirmsExportRequest, FirmsExported};
use crate::fault::Fault;
use crate::firms::list::filter;
use crate::firms::seen::Levels;
use crate::hubs::ask;
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
    let audience = ask::audience(request.audience.as_ref())?;
    let chosen = session.with_ledger(|ledger| choose(ledger, &query, audience, progress))?;
    let book = book(session, audience, &chosen);
    let bytes = book.render(session.now().1)?;
    book.verify(&bytes)?;
    let written = shirube_forms::export(&folder, &name, &bytes)?;
    Ok(FirmsExported {
        path: written.display().to_string(),
        rows: chosen.firms.len() as u64,
        verified: fs::read(&written).is_ok_and(|there| there == bytes),
        audience: audience.as_str().to_owned(),
        withheld: chosen.withheld,
        banded: chosen.banded,
    })
}

/// The firms of the list, as far as its audience may see them.
struct Chosen {
    firms: Vec<Seen>,
    withheld: u64,
    banded: u64,
}

/// A firm, and which of its figures are shown how; exactly where nothing is said.
struct Seen {
    firm: FirmDetail,
    shown: Vec<Shown>,
}

/// So many firms are read with one question.
const AT_ONCE: usize = 500;

fn choose(
    ledger: &Ledger,
    query: &FirmQuery,
    audience: Audience,
    progress: &dyn Progress,
) -> Outcome<Chosen> {
    let ids: Vec<Uuid> = ledger.firms(query)?.firms.iter().map(|firm| firm.id).collect();
    let levels = Levels::load(ledger)?;
    let mut chosen = Chosen { firms: Vec::with_capacity(ids.len()), withheld: 0, banded: 0 };
    for (done, ids) in (0..).step_by(AT_ONCE).zip(ids.chunks(AT_ONCE)) {
        if progress.cancelled() {
            return Err(Fault::cancelled());
        }
        progress.report(done, ids.len() as u64);
        let mut firms = ledger.firms_of(ids)?;
        for firm in ids.iter().filter_map(|id| firms.remove(id)) {
            if audience == Audience::Internal {
                chosen.firms.push(Seen { firm, shown: Vec::new() });
                continue;
            }
            let levels = levels.of(ledger, firm.firm.id)?;
            match levels.firm(audience, &firm) {
                Shown::Nothing => {
                    chosen.withheld += 1;
                    continue;
                }
                Shown::Band => chosen.banded += 1,
                Shown::Exact => {}
            }
            let shown = firm.figures.iter().map(|figure| levels.shown(audience, figure)).collect();
            chosen.firms.push(Seen { firm, shown });
        }
    }
    Ok(chosen)
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

fn book(session: &Session, audience: Audience, chosen: &Chosen) -> ListBook {
    let figures = figures(&chosen.firms);
    // What the office notes for itself stays in the office.
    let is_shown =
        |field: &&FirmField| audience == Audience::Internal || **field != FirmField::Note;
    let fields: Vec<FirmField> = FirmField::ALL.iter().filter(is_shown).copied().collect();
    let mut headings: Vec<String> = fields
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
    let rows = chosen.firms.iter().map(|seen| {
        let record = &seen.firm.firm.record;
        let own = fields.iter().map(|field| cell(record, *field));
        own.chain(figures.iter().map(|at| figure(session, seen, *at))).collect()
    });
    ListBook {
        sheet: session.say("cli.sheet_firms", &[]),
        headings,
        rows: rows.collect(),
        notes: notes(session, audience, chosen),
    }
}

/// A figure of a firm: its value, or the band between whose ends it lies.
fn figure(session: &Session, seen: &Seen, at: (FigureField, FiscalYear)) -> Option<Found> {
    let figures = &seen.firm.figures;
    let index = figures.iter().position(|figure| (figure.field, figure.year) == at)?;
    let value = figures[index].chosen.value;
    match seen.shown.get(index).copied().unwrap_or(Shown::Exact) {
        Shown::Exact => Some(Found::Number(value as f64)),
        Shown::Band => {
            let (from, to) = amount_band(value);
            let (from, to) = (from.to_string(), to.to_string());
            let key = if value > 0 { "hubs.band" } else { "hubs.band_none" };
            Some(Found::Text(session.say(key, &[("from", &from), ("to", &to)])))
        }
        Shown::Nothing => None,
    }
}

/// For whom the list was made, and what is not in it; nothing for the office.
fn notes(session: &Session, audience: Audience, chosen: &Chosen) -> Option<(String, Vec<String>)> {
    if audience == Audience::Internal {
        return None;
    }
    let audience = session.say(&format!("audience.{}", audience.as_str()), &[]);
    let count = |key: &str, count: u64| session.say(key, &[("firms", &count.to_string())]);
    let lines = vec![
        session.say("hubs.export_for", &[("audience", &audience)]),
        count("hubs.export_withheld", chosen.withheld),
        count("hubs.export_banded", chosen.banded),
        session.say("hubs.export_note", &[]),
    ];
    Some((session.say("hubs.export_sheet", &[]), lines))
}

fn with_unit(session: &Session, label: &str, unit: &str) -> String {
    let unit = session.say(&format!("unit.{unit}"), &[]);
    session.say("cli.with_unit", &[("label", label), ("unit", &unit)])
}

/// Every figure that any of the firms has, by year and then in the usual order.
fn figures(firms: &[Seen]) -> Vec<(FigureField, FiscalYear)> {
    let mut figures: Vec<_> =
        firms.iter().flat_map(|seen| &seen.firm.figures).map(|f| (f.field, f.year)).collect();
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
