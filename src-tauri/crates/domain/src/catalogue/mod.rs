//! The requirement catalogue: the policy's words, and what this software asks because of them.
//!
//! It is data (`assets/catalogue/<version>/*.toml`), checked when it is loaded. Source texts are
//! verbatim; everything marked `origin = "app"` is this software's own.

mod rule;

use serde::{Deserialize, Serialize};

use crate::fields;
use crate::overlay::{Added, OwnField, OwnMeasure};
use crate::plan::PlanKind;
use crate::versions::Crosswalk;

pub use rule::{Needed, Routes, Rule, TableNeed};

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

/// Where in the policy text's table a sentence stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The column of the table: A, B or C.
    pub column: String,
    /// The row's heading, verbatim.
    pub row: String,
    /// Which bullet of that cell, from 1.
    pub bullet: u32,
}

/// When a requirement applies: only while that yes-or-no answer has that value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The key of the answer.
    pub field: String,
    /// The value under which the requirement applies.
    pub equals: bool,
}

/// A requirement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// `A-1` … `B-S` … `C-3`.
    pub id: String,
    /// Who asks for it; the policy, unless it says otherwise.
    #[serde(default)]
    pub origin: Origin,
    /// The policy's own words.
    pub source: String,
    /// Where they stand.
    pub place: Place,
    /// The question in plain Japanese (ours).
    pub question: String,
    /// The question in English (ours).
    pub question_en: String,
    /// Why it is asked (ours).
    pub why: String,
    /// How to meet it (ours).
    pub how: String,
    /// A worked, invented example (ours).
    pub example: String,
    /// The keys of the answers that it is judged by; `selected_firms` is the selection.
    pub inputs: Vec<String>,
    /// What to attach (ours).
    #[serde(default)]
    pub evidence: Vec<String>,
    /// When it applies; always, if absent.
    pub applies_when: Option<Condition>,
    /// Answers whose absence is a warning only: `local_benefit`, `roadmap_fits[].draft_outline_ref`.
    #[serde(default)]
    pub warn_blank: Vec<String>,
    /// When the answers alone show it fulfilled: this software's reading.
    pub rule: Rule,
    /// What overlays say of it; nothing in a catalogue by itself.
    #[serde(skip)]
    pub added: Added,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementsFile {
    catalogue: String,
    plan_kind: PlanKind,
    heading: Option<String>,
    open_list: bool,
    requirement: Vec<Requirement>,
}

/// The requirements of one kind of plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirements {
    /// The kind.
    pub kind: PlanKind,
    /// The heading above the bullets, verbatim, if there is one.
    pub heading: Option<String>,
    /// Whether the source ends its list with 「等」, so that more may be asked.
    pub open_list: bool,
    /// The requirements in the order of the source.
    pub requirements: Vec<Requirement>,
}

/// A stage of a plan's process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// The kind of plan.
    pub kind: PlanKind,
    /// Its id.
    pub id: String,
    /// 段階の名前
    pub label: String,
    /// The name in English.
    pub label_en: String,
    /// Who acts.
    pub who: String,
    /// Whether the source names it.
    pub origin: Origin,
    /// The source's words, if it does.
    pub verbatim: Option<String>,
    /// The row of the source's table.
    pub row: Option<String>,
    /// Whether it sends a plan back.
    #[serde(default)]
    pub returns: bool,
}

/// One of the seventeen strategic fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategicField {
    /// 1–17
    pub number: u32,
    /// ①–⑰
    pub mark: String,
    /// The name as in the footnote.
    pub name: String,
    /// The name in English (ours).
    pub name_en: String,
}

/// A support measure that the source names as an example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id.
    pub id: String,
    /// The group's id.
    pub group: String,
    /// The title, verbatim.
    pub title: String,
    /// The title in English (ours).
    pub title_en: String,
    /// `unstated`: the text that we hold does not tell which plans it belongs to.
    pub plan_kinds: String,
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
    /// The support measures.
    pub measures: Vec<Measure>,
    /// The fields that overlays add; none in a catalogue by itself.
    #[serde(skip)]
    pub own_fields: Vec<OwnField>,
    /// What became of the requirements of the version before, if its files say so.
    pub crosswalk: Option<Crosswalk>,
}

/// A catalogue that can't be used; `file` and the message name the place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct CatalogueError {
    /// The file's name.
    pub file: String,
    /// What is wrong, with the line where the reader knows it.
    pub message: String,
}

/// The texts of a catalogue's files: name and content.
pub type Files<'a> = [(&'a str, &'a str)];

#[derive(Deserialize)]
struct StagesFile {
    stage: Vec<Stage>,
}

#[derive(Deserialize)]
struct StrategicFieldsFile {
    field: Vec<StrategicField>,
}

#[derive(Deserialize)]
struct MeasuresFile {
    measure: Vec<Measure>,
}

fn read<T: serde::de::DeserializeOwned>(
    files: &Files<'_>,
    name: &str,
) -> Result<T, CatalogueError> {
    let fail = |message: String| CatalogueError { file: name.to_owned(), message };
    let (_, text) = files
        .iter()
        .find(|(file, _)| *file == name)
        .ok_or_else(|| fail("the file is missing".to_owned()))?;
    toml::from_str(text).map_err(|error| fail(error.to_string()))
}

impl Catalogue {
    /// Reads and checks a catalogue from the texts of its files (`a.toml`, `b.toml`, `c.toml`,
    /// `stages.toml`, `fields17.toml`, `measures.toml`).
    ///
    /// # Errors
    /// A missing file, a text that does not fit, an id that occurs twice, an input, condition or
    /// rule that names a field which that kind of plan has not.
    pub fn load(files: &Files<'_>) -> Result<Self, CatalogueError> {
        let mut kinds = Vec::new();
        let mut version = String::new();
        for kind in PlanKind::ALL {
            let name = format!("{}.toml", kind.letter());
            let file: RequirementsFile = read(files, &name)?;
            let fail = |message: String| CatalogueError { file: name.clone(), message };
            if file.plan_kind != kind {
                return Err(fail("plan_kind is not that of the file's name".to_owned()));
            }
            if !version.is_empty() && version != file.catalogue {
                return Err(fail(format!("catalogue is {}, not {version}", file.catalogue)));
            }
            version = file.catalogue;
            let requirements = Requirements {
                kind,
                heading: file.heading,
                open_list: file.open_list,
                requirements: file.requirement,
            };
            requirements.check().map_err(fail)?;
            kinds.push(requirements);
        }
        Self {
            version,
            kinds,
            stages: read::<StagesFile>(files, "stages.toml")?.stage,
            strategic_fields: read::<StrategicFieldsFile>(files, "fields17.toml")?.field,
            measures: read::<MeasuresFile>(files, "measures.toml")?.measure,
            own_fields: Vec::new(),
            crosswalk: None,
        }
        .with_crosswalk(files)
    }

    /// The requirements of that kind, in the order of the source.
    pub fn requirements(&self, kind: PlanKind) -> &[Requirement] {
        self.kinds.iter().find(|k| k.kind == kind).map_or(&[], |k| &k.requirements)
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

impl Requirements {
    fn check(&self) -> Result<(), String> {
        let mut ids = std::collections::BTreeSet::new();
        for requirement in &self.requirements {
            let id = &requirement.id;
            if !ids.insert(id) {
                return Err(format!("{id} occurs twice"));
            }
            for input in &requirement.inputs {
                self.check_key(input).map_err(|problem| format!("{id}: inputs: {problem}"))?;
            }
            let named = requirement
                .applies_when
                .iter()
                .map(|condition| condition.field.as_str())
                .chain(requirement.warn_blank.iter().map(String::as_str))
                .chain(requirement.rule.keys());
            for path in named {
                let key = path.split(['[', '.']).next().unwrap_or(path);
                if !requirement.inputs.iter().any(|input| input == key) {
                    return Err(format!("{id}: {key} is used but is none of its inputs"));
                }
            }
            for (table, column) in requirement.rule.columns() {
                let known = fields::answer(table)
                    .is_some_and(|field| field.ty.columns().iter().any(|c| c.name == column));
                if !known {
                    return Err(format!("{id}: {table} has no column {column}"));
                }
            }
        }
        Ok(())
    }

    fn check_key(&self, key: &str) -> Result<(), String> {
        if key == "selected_firms" {
            return Ok(());
        }
        match fields::answer(key) {
            Some(field) if field.kinds.contains(&self.kind) => Ok(()),
            Some(_) => Err(format!("{key} belongs to another kind of plan")),
            None => Err(format!("there is no field {key}")),
        }
    }
}

impl Measure {
    /// A measure that an overlay adds.
    pub(crate) fn of_overlay(own: &OwnMeasure, plan_kinds: String) -> Self {
        Self {
            id: own.id.clone(),
            group: own.group.clone(),
            title: own.title.clone(),
            title_en: own.title.clone(),
            plan_kinds,
        }
    }
}
