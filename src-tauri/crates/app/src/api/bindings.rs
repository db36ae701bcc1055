//! Requests and responses about a 割付 while a person makes it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::templates::{BindingProblem, NoteView, SpotView, SurplusView};

/// A binding as a person makes it.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BindingDraft {
    /// SHA-256 of the form's file.
    pub template_sha256: String,
    /// The form's title; may be empty.
    pub title: String,
    /// Who issued the form; may be empty.
    pub issuer: String,
    /// The form's version; may be empty.
    pub version: String,
    /// From when on it holds, as the issuer writes it; may be empty.
    pub valid_from: String,
    /// `a`, `b` or `c`; `null` for any kind.
    pub kind: Option<String>,
    /// Single cells.
    pub cells: Vec<CellDraft>,
    /// Tables.
    pub tables: Vec<TableDraft>,
}

/// One cell and its field.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CellDraft {
    /// The sheet.
    pub sheet: String,
    /// The cell, `B3`.
    pub cell: String,
    /// A path of the vocabulary.
    pub field: String,
    /// How the value is written; `null` for as it is.
    pub format: Option<String>,
    /// `refuse`, `cut`, `continue`; `null` for written all the same and told.
    pub overflow: Option<String>,
    /// The label beside the cell; may be empty.
    pub label: String,
}

/// A table that repeats.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TableDraft {
    /// The sheet.
    pub sheet: String,
    /// Whether it goes on to the right instead of down.
    pub across: bool,
    /// The first row (from 1); of a table that goes across the first column (from 0).
    pub first: u32,
    /// The last one, inclusive.
    pub last: u32,
    /// How many rows or columns a record takes.
    pub step: u32,
    /// The array of the vocabulary.
    pub source: String,
    /// What of each item goes where.
    pub parts: Vec<PartDraft>,
    /// As for a cell.
    pub overflow: Option<String>,
}

/// What of each item goes where.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "BindingPartDraft")]
pub struct PartDraft {
    /// The column (from 0); of a table that goes across the row (from 1).
    pub at: u32,
    /// Which row or column of the record's own, from 0.
    pub offset: u32,
    /// The key of the item.
    pub key: String,
    /// How the value is written.
    pub format: Option<String>,
    /// The heading; may be empty.
    pub label: String,
}

/// A binding's file to open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BindingOpenRequest {
    /// The binding file.
    pub binding: String,
}

/// A binding to save as a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BindingSaveRequest {
    /// The binding.
    pub draft: BindingDraft,
    /// The form that it is for.
    pub template: String,
    /// The new file.
    pub to: String,
}

/// A binding that was saved.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BindingSaved {
    /// The file; another name where that one was taken.
    pub path: String,
}

/// 試し書き: a form to be filled without a file being written.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrialRequest {
    /// The plan's id.
    pub id: String,
    /// The form.
    pub template: String,
    /// The binding.
    pub draft: BindingDraft,
}

/// What the form would show.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Trial {
    /// What is wrong with the binding; nothing else is said then.
    pub problems: Vec<BindingProblem>,
    /// What each cell would show.
    pub shown: Vec<ShownCell>,
    /// Bound cells for which the plan says nothing.
    pub blank: Vec<SpotView>,
    /// What is too much for its place.
    pub overflow: Vec<SurplusView>,
    /// What is worth knowing.
    pub notes: Vec<NoteView>,
    /// Why it could not be filled, each as a sentence; then no cell is shown.
    pub refused: Vec<String>,
}

/// What a cell would show.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ShownCell {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// The value in its number format.
    pub text: String,
}

/// A form to be filled with the binding as it stands.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FillDraftRequest {
    /// The plan's id.
    pub id: String,
    /// The form.
    pub template: String,
    /// The binding.
    pub draft: BindingDraft,
    /// The new file.
    pub to: String,
}
