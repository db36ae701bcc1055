//! The crosswalk of a catalogue: which requirement of the version before became which.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, CatalogueError, Files, Text};

/// A requirement that became another, or several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The id in the version before.
    pub from: String,
    /// What it became, never nothing.
    pub to: Vec<String>,
    /// What whoever wrote the catalogue says of it.
    #[serde(default)]
    pub note: String,
}

/// What became of the requirements of one earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// The catalogue that it belongs to.
    pub catalogue: String,
    /// The version that it leads from.
    pub from: String,
    /// The requirements that moved; any other keeps its id or is withdrawn.
    #[serde(default)]
    pub moved: Vec<Moved>,
}

impl Crosswalk {
    /// Checks it against the catalogue that it belongs to.
    ///
    /// # Errors
    /// The word that is wrong, and why, for whoever writes catalogues.
    fn check(&self, version: &str, known: &BTreeSet<&str>) -> Result<(), (String, String)> {
        if self.catalogue != version {
            let message = format!("the catalogue is {}, not {version}", self.catalogue);
            return Err((self.catalogue.clone(), message));
        }
        if self.from == version {
            return Err((version.to_owned(), format!("from is {version} itself")));
        }
        let mut from = BTreeSet::new();
        for moved in &self.moved {
            if !from.insert(&moved.from) {
                return Err((moved.from.clone(), format!("{} moves twice", moved.from)));
            }
            if moved.to.is_empty() {
                return Err((moved.from.clone(), format!("{} moves nowhere", moved.from)));
            }
            if let Some(unknown) = moved.to.iter().find(|id| !known.contains(id.as_str())) {
                let message = format!("{} moves to {unknown}, which there is not", moved.from);
                return Err((unknown.clone(), message));
            }
        }
        Ok(())
    }
}

impl Catalogue {
    /// With its crosswalk, if `crosswalk.toml` is among its files.
    pub(crate) fn with_crosswalk(mut self, files: &Files<'_>) -> Result<Self, CatalogueError> {
        const FILE: &str = "crosswalk.toml";
        let Ok(text) = Text::of(files, FILE) else { return Ok(self) };
        let crosswalk: Crosswalk = text.read()?;
        let requirements = self.kinds.iter().flat_map(|kind| &kind.requirements);
        let known = requirements.map(|one| one.id.as_str()).collect();
        crosswalk
            .check(&self.version, &known)
            .map_err(|(word, message)| text.whole(&word, message))?;
        self.crosswalk = Some(crosswalk);
        Ok(self)
    }
}
