//! Proposing a binding from the labels near empty cells. A person decides.

mod choices;
mod dates;
mod indicators;
mod singles;
mod tables;

use std::collections::BTreeMap;

use shirube_domain::binding::{cell_name, column_name};
use shirube_domain::plan::PlanKind;
use shirube_sheets::{Template, TemplateSheet};

use super::label::{Labels, compared};
use super::words::Words;
use crate::input::Text;

/// Forms are looked through this far.
const MOST_ROWS: u32 = 3_000;
const MOST_COLUMNS: u32 = 300;
const MOST_LABELS: usize = 20_000;

/// A field that could go into a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// A path of the vocabulary; of a table, the array.
    pub field: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// The format.
    pub format: Option<String>,
    /// The rows and columns of a table.
    pub table: Option<SuggestedTable>,
    /// Why: a word of the text catalogue, `bind_reason.<reason>`.
    pub reason: &'static str,
    /// The label that says so.
    pub label: String,
}

/// A table that could be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedTable {
    /// The first row, from 1.
    pub first_row: u32,
    /// The last one.
    pub last_row: u32,
    /// How many rows a record takes.
    pub step: u32,
    /// The columns (from 0), what goes there, and their headings.
    pub columns: Vec<(u32, String, String)>,
}

impl Suggestion {
    /// The cell's name.
    pub fn cell(&self) -> String {
        cell_name(self.row, self.column)
    }
}

impl SuggestedTable {
    /// The columns by their letters.
    pub fn by_letters(&self) -> BTreeMap<String, String> {
        self.columns.iter().map(|(at, key, _)| (column_name(*at), key.clone())).collect()
    }
}

/// Proposes fields for the empty cells of a form, for plans of that kind.
pub fn suggest(
    template: &Template,
    words: &Words,
    kinds: &[PlanKind],
    text: &Text<'_>,
) -> Vec<Suggestion> {
    let mut all = Vec::new();
    for sheet in template.sheets.iter().filter(|sheet| !sheet.hidden) {
        let mut found = Finding::new(template, sheet, words, kinds, text);
        found.tables();
        found.indicators();
        found.singles();
        found.choices();
        all.extend(found.best());
    }
    all
}

/// A text of the form that may be a label.
pub(super) struct Said<'t> {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) text: &'t str,
    pub(super) compared: String,
}

/// What is found on one sheet.
pub(super) struct Finding<'f> {
    pub(super) template: &'f Template,
    pub(super) sheet: &'f TemplateSheet,
    pub(super) labels: Labels<'f>,
    pub(super) said: Vec<Said<'f>>,
    pub(super) words: &'f Words,
    pub(super) kinds: &'f [PlanKind],
    pub(super) text: &'f Text<'f>,
    found: BTreeMap<(u32, u32), Suggestion>,
    /// Cells that a table takes.
    taken: BTreeMap<(u32, u32), ()>,
}

impl<'f> Finding<'f> {
    fn new(
        template: &'f Template,
        sheet: &'f TemplateSheet,
        words: &'f Words,
        kinds: &'f [PlanKind],
        text: &'f Text<'f>,
    ) -> Self {
        let in_reach = sheet
            .cells
            .iter()
            .filter(|cell| cell.row <= MOST_ROWS && cell.column <= MOST_COLUMNS)
            .filter(|cell| !cell.formula && !cell.text.trim().is_empty())
            .filter(|cell| cell.text.chars().count() <= 120);
        let said = in_reach.take(MOST_LABELS).map(|cell| Said {
            row: cell.row,
            column: cell.column,
            text: cell.text.trim(),
            compared: compared(&cell.text),
        });
        Self {
            template,
            sheet,
            labels: Labels::of(template, sheet),
            said: said.collect(),
            words,
            kinds,
            text,
            found: BTreeMap::new(),
            taken: BTreeMap::new(),
        }
    }

    /// Notes a suggestion where none is as sure yet.
    pub(super) fn note(&mut self, suggestion: Suggestion) {
        let at = (suggestion.row, suggestion.column);
        if self.taken.contains_key(&at) && suggestion.table.is_none() {
            return;
        }
        let known = self.found.get(&at).map_or(0.0, |known| known.confidence);
        if suggestion.confidence > known {
            self.found.insert(at, suggestion);
        }
    }

    /// Takes a cell for a table.
    pub(super) fn take(&mut self, row: u32, column: u32) {
        self.taken.insert((row, column), ());
    }

    pub(super) fn is_taken(&self, row: u32, column: u32) -> bool {
        self.taken.contains_key(&(row, column)) || self.found.contains_key(&(row, column))
    }

    /// Whether one of the words stands above a place, or beside it.
    pub(super) fn stands_above(&self, words: &[String], row: u32, column: u32, reach: u32) -> bool {
        let near = self
            .said
            .iter()
            .filter(|said| said.row <= row && said.row + reach >= row && said.column <= column + 1);
        near.into_iter().any(|said| words.iter().any(|word| said.compared.contains(word.as_str())))
    }

    /// Whether a field is one of the kinds'.
    pub(super) fn knows(&self, field: &str) -> bool {
        self.kinds.iter().any(|kind| shirube_domain::fields::type_at(*kind, field).is_some())
    }

    fn best(self) -> Vec<Suggestion> {
        self.found.into_values().collect()
    }
}
