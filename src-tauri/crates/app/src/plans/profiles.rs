//! What each of the three plans is.

use shirube_domain::catalogue::{Definition, Profile, Remark};

use crate::api::Nothing;
use crate::api::profiles::{DefinitionView, ProfileView, ProfilesList};
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn profiles(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<ProfilesList> {
    let catalogue = &session.assets().catalogue;
    let language = session.language();
    Ok(ProfilesList {
        source: catalogue.source.title.clone(),
        catalogue: catalogue.version.clone(),
        profiles: catalogue.profiles.iter().map(|one| profile(language, one)).collect(),
        definitions: catalogue.definitions.iter().map(|one| definition(language, one)).collect(),
    })
}

fn profile(language: Language, profile: &Profile) -> ProfileView {
    ProfileView {
        kind: profile.kind.letter().to_owned(),
        column: profile.column.clone(),
        name: language.pick(&profile.name, &profile.name_en).to_owned(),
        umbrella: profile.umbrella.as_ref().map(|quote| quote.verbatim.clone()),
        document: remark(language, &profile.document),
        unit: profile.unit.verbatim.clone(),
        area_note: remark(language, &profile.area_note),
        overview: profile.overview.clone(),
        process: profile.process.clone(),
        leads: remark(language, &profile.leads),
        helps_with: remark(language, &profile.helps_with),
        relation: profile.relation.verbatim.clone(),
    }
}

fn definition(language: Language, definition: &Definition) -> DefinitionView {
    DefinitionView {
        id: definition.id.clone(),
        name: language.pick(&definition.name, &definition.name_en).to_owned(),
        verbatim: definition.verbatim.clone(),
        note: remark(language, &definition.note),
    }
}

fn remark(language: Language, remark: &Remark) -> String {
    language.pick(&remark.text, &remark.text_en).to_owned()
}
