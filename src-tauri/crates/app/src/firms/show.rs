//! A firm with its figures and their provenance.

use std::collections::HashMap;

use shirube_domain::codes::CorporateNumber;
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_store::{ChoiceState, Figure, FirmDetail, FirmLevel, Ledger, Provenance, Stated};
use uuid::Uuid;

use crate::api::firms::{AlternativeView, FigureView, FirmRequest, FirmView, ProvenanceView};
use crate::assets::Assets;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn show(
    session: &Session,
    request: FirmRequest,
    _progress: &dyn Progress,
) -> Outcome<FirmView> {
    session.with_ledger(|ledger| {
        let found = find(ledger, &request.id)?;
        let levels =
            Levels { firm: ledger.firm_levels(found.firm.id)?, imports: ledger.import_levels()? };
        Ok(view(session.assets(), &levels, found))
    })
}

/// What was said of who may see the figures.
struct Levels {
    firm: Vec<FirmLevel>,
    imports: HashMap<Uuid, Confidentiality>,
}

impl Levels {
    /// The level of a figure: its own, else the firm's, else that of its sheet.
    fn of(&self, figure: &Figure) -> Confidentiality {
        let said = |field| self.firm.iter().find(|said| said.field == field).map(|said| said.level);
        let sheet = self.imports.get(&figure.chosen.provenance.import).copied();
        said(Some(figure.field)).or_else(|| said(None)).or(sheet).unwrap_or_default()
    }
}

/// The firm of that id or 法人番号.
pub(crate) fn find(ledger: &Ledger, text: &str) -> Outcome<FirmDetail> {
    let text = text.trim();
    if let Ok(id) = Uuid::try_parse(text) {
        return Ok(ledger.firm(id)?);
    }
    let number = CorporateNumber::parse(text)
        .map_err(|_| Fault::usage("firm_not_found").with("id", text))?;
    Ok(ledger.firm_by_number(&number)?)
}

fn view(assets: &Assets, levels: &Levels, found: FirmDetail) -> FirmView {
    let record = found.firm.record;
    let places = &assets.places;
    FirmView {
        id: found.firm.id.to_string(),
        prefecture_name: record
            .prefecture
            .as_ref()
            .and_then(|code| Some(places.prefecture(code)?.name.clone())),
        municipality_name: record
            .municipality
            .as_ref()
            .and_then(|code| Some(places.municipality(code)?.name.clone())),
        industry_name: record
            .industry
            .as_ref()
            .and_then(|code| assets.industry_name(code.as_str()).map(str::to_owned)),
        corporate_number: record.corporate_number.map(String::from),
        name: record.name,
        kana: record.kana,
        postal_code: record.postal_code.map(String::from),
        address: record.address,
        prefecture: record.prefecture.map(String::from),
        municipality: record.municipality.map(String::from),
        industry: record.industry.map(String::from),
        capital: record.capital,
        employees: record.employees,
        established: record.established.map(|day| day.to_string()),
        representative: record.representative,
        telephone: record.telephone,
        url: record.url,
        note: record.note,
        figures: found
            .figures
            .into_iter()
            .map(|figure| FigureView {
                confidentiality: levels.of(&figure).as_str().to_owned(),
                field: figure.field.as_str().to_owned(),
                year: figure.year.year(),
                basis: figure.basis.as_str().to_owned(),
                value: figure.chosen.value,
                unit_in_file: figure.chosen.unit_in_file.as_str().to_owned(),
                provenance: provenance(figure.chosen.provenance),
                choice: figure.choice.map(|choice| match choice {
                    ChoiceState::InForce => "in_force".to_owned(),
                    ChoiceState::Superseded => "superseded".to_owned(),
                }),
                alternatives: figure.alternatives.into_iter().map(alternative).collect(),
            })
            .collect(),
    }
}

fn alternative(stated: Stated) -> AlternativeView {
    AlternativeView {
        value: stated.value,
        unit_in_file: stated.unit_in_file.as_str().to_owned(),
        provenance: provenance(stated.provenance),
    }
}

/// Where a figure stands, for the border.
pub(crate) fn provenance(provenance: Provenance) -> ProvenanceView {
    ProvenanceView {
        import: provenance.import.to_string(),
        at: provenance.at.to_string(),
        file: provenance.file,
        sha256: provenance.sha256,
        sheet: provenance.sheet,
        cell: provenance.cell,
        raw: provenance.raw,
    }
}
