//! A firm with its figures and their provenance.

use shirube_domain::codes::CorporateNumber;
use shirube_domain::hubs::confidentiality::{Audience, Shown, amount_band};
use shirube_store::{ChoiceState, Figure, FirmDetail, Ledger, Provenance, Stated};
use uuid::Uuid;

use crate::api::firms::{
    AlternativeView, BandedFigure, FigureView, FirmRequest, FirmView, ProvenanceView,
};
use crate::api::hubs::BandView;
use crate::assets::Assets;
use crate::fault::Fault;
use crate::firms::seen::{FirmLevels, Levels};
use crate::hubs::ask;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn show(
    session: &Session,
    request: FirmRequest,
    _progress: &dyn Progress,
) -> Outcome<FirmView> {
    let audience = ask::audience(request.audience.as_ref())?;
    session.with_ledger(|ledger| {
        let found = find(ledger, &request.id)?;
        let levels = Levels::load(ledger)?;
        let levels = levels.of(ledger, found.firm.id)?;
        Ok(view(session.assets(), &levels, audience, found))
    })
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

fn view(
    assets: &Assets,
    levels: &FirmLevels<'_>,
    audience: Audience,
    found: FirmDetail,
) -> FirmView {
    let outside = audience != Audience::Internal;
    let record = found.firm.record;
    let (mut figures, mut banded, mut withheld) = (Vec::new(), Vec::new(), 0);
    for figure in found.figures {
        match levels.shown(audience, &figure) {
            Shown::Exact => figures.push(figure_view(levels, outside, figure)),
            Shown::Band => banded.push(band_view(&figure)),
            Shown::Nothing => withheld += 1,
        }
    }
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
        // What the office notes for itself stays in the office.
        note: record.note.filter(|_| !outside),
        figures,
        audience: audience.as_str().to_owned(),
        banded,
        withheld,
    }
}

fn figure_view(levels: &FirmLevels<'_>, outside: bool, figure: Figure) -> FigureView {
    FigureView {
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
        // Another sheet's value is that sheet's to show.
        alternatives: match outside {
            true => Vec::new(),
            false => figure.alternatives.into_iter().map(alternative).collect(),
        },
    }
}

fn band_view(figure: &Figure) -> BandedFigure {
    let (from, to) = amount_band(figure.chosen.value);
    BandedFigure {
        field: figure.field.as_str().to_owned(),
        year: figure.year.year(),
        basis: figure.basis.as_str().to_owned(),
        band: BandView { from: from.to_string(), to: to.to_string() },
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
