//! What differs between two versions of the catalogue.

use shirube_domain::catalogue::Catalogue;
use shirube_domain::plan::PlanKind;
use shirube_domain::versions::{self, Comparison};

use crate::api::catalogues::{
    CatalogueCompareRequest, CatalogueCompared, ChangedView, MovedView, OneSided, PartChangeView,
};
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn compare(
    session: &Session,
    request: CatalogueCompareRequest,
    _progress: &dyn Progress,
) -> Outcome<CatalogueCompared> {
    let kinds = match parse::given(request.kind.as_ref()) {
        Some(letter) => vec![parse::kind(letter)?],
        None => PlanKind::ALL.to_vec(),
    };
    let known = session.with_ledger(|ledger| catalogue::known(session, ledger))?;
    let before = catalogue::of_version(&known, request.from.trim())?;
    let after = catalogue::of_version(&known, request.to.trim())?;
    let found = versions::compare(&before, &after, &kinds);
    Ok(view(session, &before, &after, &found))
}

/// A comparison in words.
pub(crate) fn view(
    session: &Session,
    before: &Catalogue,
    after: &Catalogue,
    found: &Comparison,
) -> CatalogueCompared {
    let one_sided = |ids: &[String], catalogue: &Catalogue| {
        ids.iter()
            .map(|id| OneSided { id: id.clone(), question: question(session, catalogue, id) })
            .collect()
    };
    let changed = found.changed.iter().map(|changed| ChangedView {
        id: changed.id.clone(),
        from: changed.from.clone(),
        parts: changed
            .parts
            .iter()
            .map(|part| PartChangeView {
                part: part.part.to_owned(),
                label: session.say(&format!("catalogue_part.{}", part.part), &[]),
                before: part.before.clone(),
                after: part.after.clone(),
            })
            .collect(),
    });
    CatalogueCompared {
        from: before.version.clone(),
        to: after.version.clone(),
        added: one_sided(&found.added, after),
        changed: changed.collect(),
        withdrawn: one_sided(&found.withdrawn, before),
        moved: found
            .moved
            .iter()
            .map(|moved| MovedView {
                from: moved.from.clone(),
                to: moved.to.clone(),
                note: moved.note.clone(),
            })
            .collect(),
    }
}

fn question(session: &Session, catalogue: &Catalogue, id: &str) -> String {
    let mut all = catalogue.kinds.iter().flat_map(|kind| &kind.requirements);
    all.find(|one| one.id == id).map_or_else(String::new, |one| match session.language() {
        Language::Ja => one.question.clone(),
        Language::En => one.question_en.clone(),
    })
}
