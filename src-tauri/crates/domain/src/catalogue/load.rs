//! Reading a catalogue from the texts of its files.

use serde::Deserialize;
use toml::Spanned;

use super::check::{self, Entries};
use super::text::Text;
use super::{
    Block, Catalogue, CatalogueError, Definition, Files, Guidance, Measure, MeasureGroup, Origin,
    Profile, Requirement, Requirements, SourceDocument, Stage, StrategicField,
};
use crate::amendments::Amendments;
use crate::plan::PlanKind;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementsFile {
    catalogue: Spanned<String>,
    plan_kind: Spanned<PlanKind>,
    heading: Option<String>,
    open_list: bool,
    requirement: Vec<Spanned<Requirement>>,
    #[serde(default)]
    guidance: Vec<Spanned<Guidance>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StagesFile {
    catalogue: Spanned<String>,
    stage: Vec<Spanned<Stage>>,
}

/// Where a whole file stands in the source; kept for readers of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotePlace {
    #[serde(rename = "row")]
    _row: String,
    #[serde(rename = "mark")]
    _mark: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StrategicFieldsFile {
    catalogue: Spanned<String>,
    #[serde(rename = "place")]
    _place: NotePlace,
    #[serde(rename = "origin")]
    _origin: Origin,
    field: Vec<Spanned<StrategicField>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasuresFile {
    catalogue: Spanned<String>,
    #[serde(rename = "row")]
    _row: String,
    #[serde(rename = "origin")]
    _origin: Origin,
    group: Vec<Spanned<MeasureGroup>>,
    measure: Vec<Spanned<Measure>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfilesFile {
    catalogue: Spanned<String>,
    source: SourceDocument,
    profile: Vec<Spanned<Profile>>,
    definition: Vec<Spanned<Definition>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlocksFile {
    catalogue: Spanned<String>,
    #[serde(rename = "origin")]
    _origin: Origin,
    block: Vec<Spanned<Block>>,
}

/// The version that a file states, whatever else is in it.
#[derive(Deserialize)]
struct VersionLine {
    catalogue: Spanned<String>,
}

impl Catalogue {
    /// Reads and checks a catalogue from the texts of its files ([`super::FILE_NAMES`]).
    ///
    /// # Errors
    /// The file and the line of what is wrong: a missing file, a text that does not fit, an id
    /// that occurs twice, a reference to what is not there, an input, condition or rule that
    /// names a field which that kind of plan has not, a file of another version.
    pub fn load(files: &Files<'_>) -> Result<Self, CatalogueError> {
        let mut version: Option<String> = None;
        let mut same_version = |text: Text<'_>, stated: &Spanned<String>| match &version {
            Some(known) if known != stated.get_ref() => {
                Err(text.at(stated, format!("the catalogue is {}, not {known}", stated.get_ref())))
            }
            _ => {
                version.get_or_insert_with(|| stated.get_ref().clone());
                Ok(())
            }
        };
        let mut kinds = Vec::new();
        for (kind, name) in PlanKind::ALL.into_iter().zip(["a.toml", "b.toml", "c.toml"]) {
            let text = Text::of(files, name)?;
            let file: RequirementsFile = text.read()?;
            same_version(text, &file.catalogue)?;
            if *file.plan_kind.get_ref() != kind {
                return Err(text.at(&file.plan_kind, "plan_kind is not that of the file's name"));
            }
            let (requirements, guidance) =
                (Entries::new(text, &file.requirement), Entries::new(text, &file.guidance));
            check::requirements(kind, requirements)?;
            check::guidance(kind, guidance, requirements)?;
            kinds.push(Requirements {
                kind,
                heading: file.heading,
                open_list: file.open_list,
                requirements: inner(file.requirement),
                guidance: inner(file.guidance),
            });
        }

        let text = Text::of(files, "stages.toml")?;
        let stages: StagesFile = text.read()?;
        same_version(text, &stages.catalogue)?;
        check::stages(Entries::new(text, &stages.stage))?;

        let text = Text::of(files, "fields17.toml")?;
        let fields: StrategicFieldsFile = text.read()?;
        same_version(text, &fields.catalogue)?;
        check::strategic_fields(Entries::new(text, &fields.field))?;

        let text = Text::of(files, "measures.toml")?;
        let measures: MeasuresFile = text.read()?;
        same_version(text, &measures.catalogue)?;
        check::measures(
            Entries::new(text, &measures.group),
            Entries::new(text, &measures.measure),
        )?;

        let text = Text::of(files, "profiles.toml")?;
        let profiles: ProfilesFile = text.read()?;
        same_version(text, &profiles.catalogue)?;
        check::profiles(Entries::new(text, &profiles.profile))?;
        check::definitions(Entries::new(text, &profiles.definition))?;

        let text = Text::of(files, "blocks.toml")?;
        let blocks: BlocksFile = text.read()?;
        same_version(text, &blocks.catalogue)?;
        check::blocks(Entries::new(text, &blocks.block))?;

        let text = Text::of(files, "amendments.toml")?;
        let amendments: Amendments = text.read()?;
        same_version(text, &text.read::<VersionLine>()?.catalogue)?;

        Self {
            version: version.unwrap_or_default(),
            kinds,
            stages: inner(stages.stage),
            strategic_fields: inner(fields.field),
            measure_groups: inner(measures.group),
            measures: inner(measures.measure),
            source: profiles.source,
            profiles: inner(profiles.profile),
            definitions: inner(profiles.definition),
            blocks: inner(blocks.block),
            amendments,
            own_fields: Vec::new(),
            crosswalk: None,
        }
        .with_crosswalk(files)
    }
}

fn inner<T>(entries: Vec<Spanned<T>>) -> Vec<T> {
    entries.into_iter().map(Spanned::into_inner).collect()
}
