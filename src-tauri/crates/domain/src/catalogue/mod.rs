//! The requirement catalogue: the policy's words, and what this software asks because of them.
//!
//! It is data (`assets/catalogue/<version>/*.toml`), checked when it is loaded. Source texts are
//! verbatim; everything marked `origin = "app"` is this software's own.

mod check;
mod contents;
mod load;
mod profile;
mod requirement;
mod rule;
mod text;

use serde::{Deserialize, Serialize};

use crate::amendments::Amendments;
use crate::overlay::OwnField;
use crate::plan::PlanKind;
use crate::versions::Crosswalk;

pub use contents::{Block, Measure, MeasureGroup, Stage, StrategicField};
pub use profile::{Definition, Profile, Quote, Remark, SourceDocument};
pub use requirement::{Condition, Guidance, Place, Requirement, Requirements};
pub use rule::{Needed, Routes, Rule, TableNeed};
pub use text::CatalogueError;
pub(crate) use text::Text;

/// Who said it: the policy text, this software, or a local government's overlay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The state's own words.
    #[default]
    Policy,
    /// This software's reading or addition.
    App,
    /// A local government's own, from an overlay.
    Overlay,
}

impl Origin {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::App => "app",
            Self::Overlay => "overlay",
        }
    }
}

/// The whole catalogue of one version.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Catalogue {
    /// Its version, `2026-11`.
    pub version: String,
    /// The requirements by kind.
    pub kinds: Vec<Requirements>,
    /// The stages of all kinds, in order.
    pub stages: Vec<Stage>,
    /// The strategic fields.
    pub strategic_fields: Vec<StrategicField>,
    /// The groups of support measures.
    pub measure_groups: Vec<MeasureGroup>,
    /// The support measures.
    pub measures: Vec<Measure>,
    /// The document that all of it is taken from.
    pub source: SourceDocument,
    /// What each of the plans is.
    pub profiles: Vec<Profile>,
    /// The terms that the source defines.
    pub definitions: Vec<Definition>,
    /// The regional blocks (ours).
    pub blocks: Vec<Block>,
    /// Which changes of an approved plan are minor (ours).
    pub amendments: Amendments,
    /// The fields that overlays add; none in a catalogue by itself.
    #[serde(skip)]
    pub own_fields: Vec<OwnField>,
    /// What became of the requirements of the version before, if its files say so.
    pub crosswalk: Option<Crosswalk>,
}

/// The texts of a catalogue's files: name and content.
pub type Files<'a> = [(&'a str, &'a str)];

/// The files that make a catalogue.
pub const FILE_NAMES: [&str; 9] = [
    "a.toml",
    "b.toml",
    "c.toml",
    "stages.toml",
    "fields17.toml",
    "measures.toml",
    "profiles.toml",
    "blocks.toml",
    "amendments.toml",
];

impl Catalogue {
    /// The requirements of that kind, in the order of the source.
    pub fn requirements(&self, kind: PlanKind) -> &[Requirement] {
        self.kinds.iter().find(|k| k.kind == kind).map_or(&[], |k| &k.requirements)
    }

    /// What the policy wants done besides the requirements of that kind.
    pub fn guidance(&self, kind: PlanKind) -> &[Guidance] {
        self.kinds.iter().find(|k| k.kind == kind).map_or(&[], |k| &k.guidance)
    }

    /// The requirement of that id.
    pub fn requirement(&self, kind: PlanKind, id: &str) -> Option<&Requirement> {
        self.requirements(kind).iter().find(|requirement| requirement.id == id)
    }

    /// The stages of that kind, in order.
    pub fn stages(&self, kind: PlanKind) -> impl Iterator<Item = &Stage> {
        self.stages.iter().filter(move |stage| stage.kind == kind)
    }

    /// The ids of the requirements that an answer of that key is judged by.
    pub fn required_by(&self, kind: PlanKind, key: &str) -> Vec<&str> {
        self.requirements(kind)
            .iter()
            .filter(|requirement| requirement.inputs.iter().any(|input| input == key))
            .map(|requirement| requirement.id.as_str())
            .collect()
    }
}
