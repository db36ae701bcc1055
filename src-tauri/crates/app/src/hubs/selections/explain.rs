//! 算出根拠: every numerator and denominator of a selection, with its year, source, file, sheet
//! and cell.

use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::Basis;
use shirube_domain::hubs::choosing::Why;
use shirube_domain::hubs::region::{Kept, mark};
use shirube_store::{Figure, FirmDetail, Ledger, Selection};

use crate::api::grounds::{GroundView, Grounds, SelectionExplainRequest};
use crate::api::totals::TotalProvenanceView;
use crate::firms::show::provenance;
use crate::hubs::denominators;
use crate::hubs::selections::show::Seen;
use crate::hubs::selections::{find, proposal, sheet};
use crate::parse::given;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn explain(
    session: &Session,
    request: SelectionExplainRequest,
    _progress: &dyn Progress,
) -> Outcome<Grounds> {
    let (selection, seen, rows) = session.with_ledger(|ledger| {
        let selection = find(ledger, &request.id)?;
        let seen = Seen::of(session, ledger, &selection)?;
        let rows = rows(session, ledger, &selection, &seen)?;
        Ok((selection, seen, rows))
    })?;
    let mut grounds = Grounds { firms: rows.len() as u64 / 2, rows, path: None, verified: None };
    if let Some(to) = given(request.to.as_ref()) {
        sheet::write(session, &selection, &seen, &mut grounds, to)?;
    }
    Ok(grounds)
}

fn rows(
    session: &Session,
    ledger: &Ledger,
    selection: &Selection,
    seen: &Seen,
) -> Outcome<Vec<GroundView>> {
    let first = seen.first_rows();
    let places: Vec<u32> = first.iter().map(|(row, _)| *row).collect();
    let firms = proposal::firms_at(ledger, &seen.scene.region, &places)?;
    let mut grounds = Vec::new();
    for ((row, why), firm) in first.into_iter().zip(firms) {
        let detail = ledger.firm(firm.id)?;
        for kind in DegreeKind::ALL {
            grounds.push(ground(session, selection, seen, &detail, (row, why), kind));
        }
    }
    Ok(grounds)
}

fn ground(
    session: &Session,
    selection: &Selection,
    seen: &Seen,
    detail: &FirmDetail,
    (row, why): (u32, Why),
    kind: DegreeKind,
) -> GroundView {
    let scene = &seen.scene;
    let region = &scene.region;
    let numerator = region.figure(kind, row);
    let establishment = region.marks(kind, row) & mark::ESTABLISHMENT != 0;
    let basis = if establishment { Basis::Establishment } else { Basis::HeadOffice };
    let figure: Option<&Figure> = numerator.and_then(|_| {
        detail.figures.iter().find(|figure| {
            figure.field == kind.figure() && (figure.year, figure.basis) == (selection.year, basis)
        })
    });
    let below = scene.below.of(kind);
    let total = below.and_then(|below| below.total.as_ref());
    let degree = region.degree(kind, row, &scene.bounds);
    let kept = match kind {
        DegreeKind::Connector => Kept::Connector,
        DegreeKind::Hub => Kept::Hub,
    };
    let record = &detail.firm.record;
    let of_kind = |code: &String| code.starts_with(kind.as_str());
    GroundView {
        id: detail.firm.id.to_string(),
        name: record.name.clone(),
        corporate_number: record.corporate_number.clone().map(String::from),
        degree: kind.as_str().to_owned(),
        numerator,
        numerator_basis: numerator.map(|_| basis.as_str().to_owned()),
        numerator_year: selection.year.year(),
        numerator_source: figure.map(|figure| provenance(figure.chosen.provenance.clone())),
        confidentiality: region.level(kept, row).as_str().to_owned(),
        alternatives: figure.map_or(0, |figure| figure.alternatives.len() as u64),
        denominator: below.map(|below| below.denominator.value),
        denominator_kind: below.map(|below| below.denominator.kind.as_str().to_owned()),
        denominator_year: below.map(|below| below.denominator.year.year()),
        denominator_basis: total.map(|stored| stored.total.basis.as_str().to_owned()),
        denominator_source: below.map(|b| denominators::source(session, &b.denominator)),
        denominator_cell: total.and_then(|stored| stored.provenance.clone()).map(|stands| {
            TotalProvenanceView {
                file: stands.file,
                sha256: stands.sha256,
                sheet: stands.sheet,
                cell: stands.cell,
                raw: stands.raw,
            }
        }),
        value: degree.as_ref().ok().map(|degree| degree.to_decimal_string()),
        missing: degree.err().map(|missing| missing.code(kind).to_owned()),
        warnings: scene.warnings(row).into_iter().filter(of_kind).collect(),
        proposed: why.is_in(),
        why: why.as_str().to_owned(),
        decision: seen.decision(detail.firm.id),
    }
}
