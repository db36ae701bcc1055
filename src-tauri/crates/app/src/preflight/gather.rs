//! Everything that is to be remarked on: what the domain says, and what only the ledger, the
//! characters and the boxes of the form tell.

use std::collections::{BTreeMap, HashMap};

use shirube_domain::answers::texts;
use shirube_domain::assess::{assess, share_out};
use shirube_domain::catalogue::Catalogue;
use shirube_domain::characters::mended;
use shirube_domain::degree::DegreeKind;
use shirube_domain::finding::Finding;
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_domain::plan::Plan;
use shirube_domain::preflight::{Remark, Severity, Surroundings, preflight};
use shirube_store::Ledger;
use uuid::Uuid;

use super::room;
use crate::plans::degrees::{self, FirmDegrees};
use crate::plans::review::beside::Beside;
use crate::plans::{catalogue, doubts, notices};
use crate::session::{Outcome, Session};

/// A remark in words.
pub(crate) struct Said {
    pub(crate) code: String,
    pub(crate) severity: Severity,
    pub(crate) field: String,
    pub(crate) message: String,
    pub(crate) mended: Option<String>,
}

/// All remarks on a plan, the gravest first.
pub(crate) fn remarks(session: &Session, ledger: &mut Ledger, plan: &Plan) -> Outcome<Vec<Said>> {
    let degrees = degrees::of_plan(ledger, plan)?;
    let catalogue = &*catalogue::of_plan(session, ledger, plan)?;
    let mut assessed = assess(plan, catalogue, &degrees::context(session, &degrees));
    let of_none = share_out(&mut assessed, doubts::of_plan(session, ledger, plan, &degrees)?);
    let beside = Beside::of(ledger, plan)?;
    let gone: Vec<Finding> = assessed
        .iter()
        .flat_map(|one| beside.warnings(one.requirement, one.confirmed))
        .chain(not_kept(plan, &beside))
        .collect();
    let around = surroundings(ledger, plan, &degrees)?;
    let mut found = preflight(plan, &assessed, of_none, &around);
    found.extend(gone.into_iter().chain(room::too_long(plan)?).map(|finding| Remark {
        severity: if finding.code == room::BEYOND { Severity::Note } else { Severity::Warning },
        finding,
        mended: None,
    }));
    let mut said: Vec<Said> =
        found.into_iter().map(|remark| in_words(session, catalogue, remark)).collect();
    said.extend(characters(session, plan));
    said.sort_by_key(|one| one.severity);
    Ok(said)
}

fn in_words(session: &Session, catalogue: &Catalogue, remark: Remark) -> Said {
    Said {
        code: remark.finding.code.to_owned(),
        severity: remark.severity,
        message: session.assets().text.finding(session.language(), catalogue, &remark.finding),
        field: remark.finding.field,
        mended: remark.mended,
    }
}

/// Files that the answers name and that the ledger does not keep.
fn not_kept(plan: &Plan, beside: &Beside<'_>) -> Vec<Finding> {
    let named = plan.answers.list("attachments").iter().enumerate();
    named
        .filter_map(|(index, value)| Some((index, value.as_str()?.trim())))
        .filter(|(_, path)| !path.is_empty())
        .filter(|(_, path)| {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            !beside.attachments.iter().any(|kept| kept.name == name)
        })
        .map(|(index, path)| {
            Finding::new("attachment_not_kept", format!("attachments[{index}]")).text("path", path)
        })
        .collect()
}

/// Characters that may not arrive: one remark for each kind and text.
fn characters(session: &Session, plan: &Plan) -> Vec<Said> {
    let texts: BTreeMap<String, &str> = texts(plan).into_iter().collect();
    notices::written(session, plan)
        .into_iter()
        .map(|notice| Said {
            severity: match notice.code.as_str() {
                // A letter of a name is right as its bearer writes it.
                "character_variant" => Severity::Note,
                _ => Severity::Warning,
            },
            mended: notice
                .mendable
                .then(|| texts.get(&notice.field).map(|text| mended(text)))
                .flatten(),
            code: notice.code,
            field: notice.field,
            message: notice.message,
        })
        .collect()
}

fn surroundings(
    ledger: &Ledger,
    plan: &Plan,
    degrees: &BTreeMap<Uuid, FirmDegrees>,
) -> Outcome<Surroundings> {
    let sheets = ledger.import_levels()?;
    let mut around = Surroundings::default();
    for (index, selected) in plan.selected.iter().enumerate() {
        let known = degrees.get(&selected.firm);
        let firm = known.and_then(|known| known.firm.as_ref());
        around
            .selected_names
            .push(firm.map_or_else(String::new, |firm| firm.firm.record.name.clone()));
        if let Some(known) = known
            && is_confidential(ledger, selected.firm, known, &sheets)?
        {
            around.confidential.push(index);
        }
    }
    Ok(around)
}

/// Whether one of the figures that a firm's degrees stand on is confidential.
fn is_confidential(
    ledger: &Ledger,
    id: Uuid,
    known: &FirmDegrees,
    sheets: &HashMap<Uuid, Confidentiality>,
) -> Outcome<bool> {
    let (Some(firm), Some(year)) = (&known.firm, known.year) else { return Ok(false) };
    let said = ledger.firm_levels(id)?;
    Ok(DegreeKind::ALL.into_iter().any(|kind| {
        let field = kind.figure();
        let figure = firm.figures.iter().find(|one| one.field == field && one.year == year);
        figure.is_some_and(|figure| {
            let of_figure = said.iter().find(|level| level.field == Some(field));
            let level = of_figure.or_else(|| said.iter().find(|level| level.field.is_none()));
            let sheet = || sheets.get(&figure.chosen.provenance.import).copied();
            let level = level.map(|one| one.level).or_else(sheet).unwrap_or_default();
            level == Confidentiality::Confidential
        })
    }))
}
