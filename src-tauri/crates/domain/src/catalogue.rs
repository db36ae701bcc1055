//! The requirement catalogue: the policy's words, and what this software asks because of them.
//!
//! It is data (`assets/catalogue/<version>/*.toml`), checked when it is loaded. Source texts are
//! verbatim; everything marked `origin = "app"` is this software's own.

use serde::{Deserialize, Serialize};

use crate::fields;
use crate::plan::PlanKind;

/// Who said it: the policy text, this software, or a local government's overlay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The state's own words.
    Policy,
    /// This software's reading or addition.
    App,
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
}

/// A table and the columns that a row of it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableNeed {
    /// The table's key.
    pub table: String,
    /// The columns that must be filled.
    pub required: Vec<String>,
}

/// Which columns give a route its figure.
pub type Routes = std::collections::BTreeMap<String, Vec<String>>;

/// How many of several are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Needed {
    /// One is enough.
    Any,
    /// Every one.
    All,
}

/// The closed set of rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// At least one value in `list`, and for each a row of `table` whose `key` is that value.
    EachChoiceHasRow {
        /// Whose reading this is.
        origin: Origin,
        /// The list of chosen values.
        list: String,
        /// The table that explains each of them.
        table: String,
        /// The column that names the choice.
        key: String,
        /// The columns that each such row needs.
        required: Vec<String>,
    },
    /// At least one row, and every row with money has a consultation that has started.
    ConsultationsStarted {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the day of the first consultation.
        date: String,
        /// The column with its state.
        status: String,
        /// The word for "not started".
        not_started: String,
        /// The column with the money, yen.
        amount: String,
    },
    /// Each table has at least one row with the required columns, numbers above zero.
    Rows {
        /// Whose reading this is.
        origin: Origin,
        /// The tables.
        tables: Vec<TableNeed>,
    },
    /// A row of each kind in `must`, and `other_min` rows of another kind.
    HasKinds {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column that names the kind.
        column: String,
        /// The kinds that must be there.
        must: Vec<String>,
        /// How many rows of other kinds are needed.
        other_min: usize,
        /// The columns that each row needs.
        required: Vec<String>,
    },
    /// Each row takes a route and has the figures of that route, with a source.
    Routes {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column that names the row.
        name: String,
        /// The column that names the route.
        route: String,
        /// The column with the figures' source.
        source: String,
        /// The figures of each route.
        routes: Routes,
        /// How many figures of a route are needed.
        fill: Needed,
        /// The word for "all routes at once".
        both: String,
        /// How many of the routes need figures then.
        mode: Needed,
    },
    /// The rows cover every fiscal year of the plan, and some texts are written.
    CoversYears {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the fiscal year.
        year: String,
        /// A row counts when one of these columns is filled.
        any_of: Vec<String>,
        /// The texts that must be written.
        required_text: Vec<String>,
    },
    /// Each head has an indicator with baseline, unit, source and a target for every fiscal year.
    KpiHeads {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The heads that must be there.
        heads: Vec<String>,
    },
    /// The rows' days together cover the plan's period without a hole.
    CoversPeriod {
        /// Whose reading this is.
        origin: Origin,
        /// The table.
        table: String,
        /// The column with the first day.
        from: String,
        /// The column with the last day.
        to: String,
    },
    /// At least one firm is selected; each has both degrees, or a written reason why not.
    Selection {
        /// Whose reading this is.
        origin: Origin,
    },
    /// A resource, and a comparison of old and new product with the figures of its route.
    Comparison {
        /// Whose reading this is.
        origin: Origin,
        /// The table of resources.
        resources: String,
        /// The columns that each resource needs.
        resource_required: Vec<String>,
        /// The table of comparisons.
        comparisons: String,
        /// The columns that each comparison needs.
        required: Vec<String>,
        /// The column that names the route.
        route: String,
        /// The columns of each route.
        routes: Routes,
        /// How many columns of a route are needed.
        fill: Needed,
        /// The word for "all routes at once".
        both: String,
        /// How many of the routes need their columns then.
        mode: Needed,
    },
    /// A desk with its place and a way to reach it, open when the plan starts.
    Desk {
        /// Whose reading this is.
        origin: Origin,
        /// The record.
        record: String,
        /// The parts that must be filled.
        required: Vec<String>,
        /// One of these parts must be filled.
        any_of: Vec<String>,
        /// The part with the day of opening.
        opens: String,
    },
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
        Ok(Self {
            version,
            kinds,
            stages: read::<StagesFile>(files, "stages.toml")?.stage,
            strategic_fields: read::<StrategicFieldsFile>(files, "fields17.toml")?.field,
            measures: read::<MeasuresFile>(files, "measures.toml")?.measure,
        })
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

impl Rule {
    /// The keys of the answers that the rule reads.
    fn keys(&self) -> Vec<&str> {
        match self {
            Self::EachChoiceHasRow { list, table, .. } => vec![list, table],
            Self::ConsultationsStarted { table, .. }
            | Self::HasKinds { table, .. }
            | Self::Routes { table, .. }
            | Self::KpiHeads { table, .. }
            | Self::CoversPeriod { table, .. } => vec![table],
            Self::Rows { tables, .. } => tables.iter().map(|need| need.table.as_str()).collect(),
            Self::CoversYears { table, required_text, .. } => {
                std::iter::once(table).chain(required_text).map(String::as_str).collect()
            }
            Self::Selection { .. } => vec!["selected_firms"],
            Self::Comparison { resources, comparisons, .. } => vec![resources, comparisons],
            Self::Desk { record, .. } => vec![record],
        }
    }

    /// The columns that the rule reads, with their table or record.
    fn columns(&self) -> Vec<(&str, &str)> {
        fn of<'a>(
            table: &'a str,
            columns: impl IntoIterator<Item = &'a String>,
        ) -> Vec<(&'a str, &'a str)> {
            columns.into_iter().map(|column| (table, column.as_str())).collect()
        }
        match self {
            Self::EachChoiceHasRow { table, key, required, .. } => {
                of(table, required.iter().chain([key]))
            }
            Self::ConsultationsStarted { table, date, status, amount, .. } => {
                of(table, [date, status, amount])
            }
            Self::Rows { tables, .. } => {
                tables.iter().flat_map(|need| of(&need.table, &need.required)).collect()
            }
            Self::HasKinds { table, column, required, .. } => {
                of(table, required.iter().chain([column]))
            }
            Self::Routes { table, name, route, source, routes, .. } => {
                of(table, routes.values().flatten().chain([name, route, source]))
            }
            Self::CoversYears { table, year, any_of, .. } => of(table, any_of.iter().chain([year])),
            Self::CoversPeriod { table, from, to, .. } => of(table, [from, to]),
            Self::Comparison {
                resources,
                resource_required,
                comparisons,
                required,
                route,
                routes,
                ..
            } => {
                let mut columns = of(resources, resource_required);
                let compared = required.iter().chain([route]).chain(routes.values().flatten());
                columns.extend(of(comparisons, compared));
                columns
            }
            Self::Desk { record, required, any_of, opens, .. } => {
                of(record, required.iter().chain(any_of).chain([opens]))
            }
            Self::KpiHeads { .. } | Self::Selection { .. } => Vec::new(),
        }
    }
}
