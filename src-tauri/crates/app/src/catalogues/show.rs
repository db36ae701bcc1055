//! One version of the catalogue.

use crate::api::catalogues::{CatalogueRequest, CatalogueRequirement, CatalogueShown, MovedView};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn show(
    session: &Session,
    request: CatalogueRequest,
    _progress: &dyn Progress,
) -> Outcome<CatalogueShown> {
    let open = session.with_open_ledger(|ledger| catalogue::known(session, ledger))?;
    let known = open.unwrap_or_else(|| vec![session.assets().catalogue.clone()]);
    let found = catalogue::of_version(&known, request.version.trim())?;
    let english = session.language() == Language::En;
    let requirements = found
        .kinds
        .iter()
        .flat_map(|kind| kind.requirements.iter().map(|one| (kind.kind, one)))
        .map(|(kind, one)| CatalogueRequirement {
            id: one.id.clone(),
            kind: kind.letter().to_owned(),
            question: if english { one.question_en.clone() } else { one.question.clone() },
            source: one.source.clone(),
            inputs: one.inputs.clone(),
        })
        .collect();
    let crosswalk = found.crosswalk.as_ref();
    Ok(CatalogueShown {
        version: found.version.clone(),
        requirements,
        crosswalk_from: crosswalk.map(|walk| walk.from.clone()),
        moved: crosswalk.map_or(Vec::new(), |walk| {
            walk.moved
                .iter()
                .map(|moved| MovedView {
                    from: moved.from.clone(),
                    to: moved.to.clone(),
                    note: moved.note.clone(),
                })
                .collect()
        }),
    })
}
