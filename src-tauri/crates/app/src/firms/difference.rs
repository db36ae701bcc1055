//! What an import changes and proposes, in the border's own words.

use shirube_domain::firm::FirmRecord;
use shirube_store::{Difference, FieldChange, FirmChange, GoneFirm, Proposal, Reason};
use uuid::Uuid;

use crate::api::imports::{ChangeView, ChangedFirm, FieldChangeView};
use crate::api::matching::{ProposalView, SideView};
use crate::session::Session;

/// The most firms that a list of changes, and one of firms that are gone, names.
pub(crate) const LISTED: usize = 5_000;

/// The changes. In a trial a new firm has no id.
pub(crate) fn changes(difference: &Difference, trial: bool) -> Vec<ChangeView> {
    difference.changes.iter().map(|change| of_firm(change, trial)).collect()
}

fn of_firm(change: &FirmChange, trial: bool) -> ChangeView {
    ChangeView {
        firm: ChangedFirm {
            id: id_of(change.firm, change.fresh && trial),
            name: change.name.clone(),
            corporate_number: change.corporate_number.as_ref().map(ToString::to_string),
        },
        row: Some(change.row),
        sheet: change.sheet.clone(),
        kind: if change.fresh { "new" } else { "changed" }.to_owned(),
        fields: change.fields.iter().map(of_field).collect(),
    }
}

fn of_field(change: &FieldChange) -> FieldChangeView {
    FieldChangeView {
        field: change.field.as_str().to_owned(),
        year: change.of.map(|(year, _)| year.year()),
        basis: change.of.map(|(_, basis)| basis.as_str().to_owned()),
        before: change.before.clone(),
        after: change.after.clone(),
        over_choice: change.over_choice,
    }
}

/// An id that holds.
fn id_of(id: Uuid, passing: bool) -> Option<String> {
    (!passing).then(|| id.to_string())
}

/// A firm that is named no longer.
pub(crate) fn gone(firm: &GoneFirm) -> ChangedFirm {
    ChangedFirm {
        id: Some(firm.id.to_string()),
        name: firm.name.clone(),
        corporate_number: firm.corporate_number.as_ref().map(ToString::to_string),
    }
}

/// The same as a change.
pub(crate) fn gone_change(firm: &GoneFirm, sheet: &str) -> ChangeView {
    let (firm, sheet, kind) = (gone(firm), sheet.to_owned(), "gone".to_owned());
    ChangeView { firm, row: None, sheet, kind, fields: Vec::new() }
}

/// The pairs.
pub(crate) fn proposals(
    session: &Session,
    difference: &Difference,
    trial: bool,
) -> Vec<ProposalView> {
    let view = |pair: &Proposal| ProposalView {
        sheet: pair.sheet.clone(),
        row: pair.row,
        identity: pair.identity.clone(),
        candidate: side(
            session,
            id_of(pair.candidate, pair.candidate_fresh && trial),
            &pair.record,
        ),
        draft: side(session, id_of(pair.firm, trial), &pair.draft),
        reasons: pair.reasons.iter().map(|reason| reason.as_str().to_owned()).collect(),
        reason_labels: labels(session, &pair.reasons),
        score: f64::from(pair.score) / 100.0,
    };
    difference.proposals.iter().map(view).collect()
}

/// Reasons in words.
pub(crate) fn labels(session: &Session, reasons: &[Reason]) -> Vec<String> {
    reasons.iter().map(|reason| session.say(&format!("match.{}", reason.as_str()), &[])).collect()
}

/// One side of a pair.
pub(crate) fn side(session: &Session, id: Option<String>, record: &FirmRecord) -> SideView {
    let places = &session.assets().places;
    let municipality = record.municipality.as_ref();
    SideView {
        id,
        corporate_number: record.corporate_number.as_ref().map(ToString::to_string),
        name: record.name.clone(),
        kana: record.kana.clone(),
        prefecture: record.prefecture.as_ref().map(ToString::to_string),
        municipality: municipality.map(ToString::to_string),
        municipality_name: municipality
            .and_then(|code| places.municipality(code))
            .map(|found| found.name.clone()),
        address: record.address.clone(),
        telephone: record.telephone.clone(),
        representative: record.representative.clone(),
    }
}
