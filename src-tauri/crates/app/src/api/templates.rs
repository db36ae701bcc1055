//! Requests and responses about official forms and their bindings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TemplateRequest {
    /// The file, `.xlsx` or `.xlsm`.
    pub file: String,
    /// `a`, `b` or `c`: the fields that are suggested; those of any kind, if not given.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
}

/// A form as it looks, and what could go into it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TemplateInspected {
    /// The file.
    pub file: String,
    /// Its SHA-256, which a binding names.
    pub sha256: String,
    /// Its worksheets.
    pub sheets: Vec<SheetView>,
    /// The looks that cells refer to by their index.
    pub looks: Vec<LookView>,
    /// Fields for empty cells.
    pub suggestions: Vec<SuggestionView>,
}

/// A worksheet as it looks.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "TemplateSheetView")]
pub struct SheetView {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether its locked cells can't be changed.
    pub protected: bool,
    /// The last row that holds a cell.
    pub rows_used: u32,
    /// How many columns it uses.
    pub columns_used: u32,
    /// The cells that the file holds.
    pub cells: Vec<CellView>,
    /// Merged regions.
    pub merged: Vec<String>,
    /// Columns that differ from the default.
    pub columns: Vec<ColumnView>,
    /// Rows that differ from the default.
    pub rows: Vec<RowView>,
    /// The width of every other column, in characters.
    pub default_width: f64,
    /// The height of every other row, in points.
    pub default_height: f64,
    /// What is printed; everything, if empty.
    pub print_areas: Vec<String>,
}

/// A cell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CellView {
    /// Its name, `B3`.
    pub cell: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// The text beside or above an empty cell.
    pub label: Option<String>,
    /// What it holds, as plain text.
    pub value: Option<String>,
    /// `empty`, `text`, `number`, `date`, `bool`, `error`.
    pub content: String,
    /// Whether a formula gives it.
    pub formula: bool,
    /// The merged region that it lies in.
    pub merged: Option<String>,
    /// Whether it can't be changed: it is locked and the sheet is protected.
    pub locked: bool,
    /// What it may hold.
    pub validation: Option<ValidationView>,
    /// Its look.
    pub look: u32,
}

/// What a cell may hold.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ValidationView {
    /// `list`, `whole`, `decimal`, `date`, `time`, `textLength`, `custom`, `none`.
    #[serde(rename = "type")]
    pub ty: String,
    /// The first formula as it stands.
    pub formula: String,
    /// The choices of a list, where they can be told.
    pub list: Option<Vec<String>>,
    /// What the form says of it.
    pub prompt: String,
}

/// Columns of one width.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "TemplateColumnView")]
pub struct ColumnView {
    /// The first, `B`.
    pub first: String,
    /// The last.
    pub last: String,
    /// In characters.
    pub width: f64,
    /// Whether they are hidden.
    pub hidden: bool,
    /// The look of cells that the file does not hold.
    pub look: u32,
}

/// A row that differs.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowView {
    /// From 1.
    pub row: u32,
    /// In points.
    pub height: f64,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The look of cells that the file does not hold.
    pub look: Option<u32>,
}

/// How cells look.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LookView {
    /// The number format's code.
    pub number_format: String,
    /// The typeface.
    pub font: String,
    /// In points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// The letters, `#RRGGBB`.
    pub colour: Option<String>,
    /// The fill.
    pub fill: Option<String>,
    /// The frame's upper side.
    pub top: Option<BorderView>,
    /// Its right side.
    pub right: Option<BorderView>,
    /// Its lower side.
    pub bottom: Option<BorderView>,
    /// Its left side.
    pub left: Option<BorderView>,
    /// As the format names it: `general`, `left`, `center` …
    pub horizontal: String,
    /// `top`, `center`, `bottom` …
    pub vertical: String,
    /// Whether text is broken into lines.
    pub wrap: bool,
    /// Whether letters shrink until they fit.
    pub shrink: bool,
    /// In steps.
    pub indent: u32,
    /// Whether text runs from top to bottom.
    pub upright: bool,
    /// Whether the cell is locked once its sheet is protected.
    pub locked: bool,
}

/// One side of a frame.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BorderView {
    /// `thin`, `medium`, `double` …
    pub style: String,
    /// `#RRGGBB`
    pub colour: Option<String>,
}

/// A field that could go into a cell.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "TemplateSuggestionView")]
pub struct SuggestionView {
    /// The sheet.
    pub sheet: String,
    /// The cell; of a table its first.
    pub cell: String,
    /// A path of the vocabulary; of a table its array.
    pub field: String,
    /// How sure it is, from 0 to 1.
    pub confidence: f64,
    /// The format.
    pub format: Option<String>,
    /// The rows and columns of a table.
    pub table: Option<SuggestedTableView>,
    /// Why: `label_left`, `label_above`, `table`, `indicator`, `date`, `choice`.
    pub reason: String,
    /// The same in words.
    pub message: String,
    /// The label that says so.
    pub label: String,
}

/// A table that could be filled, with the keys of a binding.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SuggestedTableView {
    /// From 1.
    pub first_row: u32,
    /// Inclusive.
    pub last_row: u32,
    /// How many rows a record takes.
    pub step: u32,
    /// The array of the vocabulary.
    pub rows: String,
    /// What goes into which column.
    pub columns: BTreeMap<String, String>,
}

/// A form to begin a binding for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SuggestRequest {
    /// The form.
    pub file: String,
    /// `a`, `b` or `c`.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
    /// The new binding file.
    pub to: String,
    /// Suggestions from this confidence on; one half, if not given.
    #[serde(default)]
    #[ts(optional)]
    pub least: Option<f64>,
}

/// A binding that was begun.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BindingSuggested {
    /// The file.
    pub path: String,
    /// How many cells it binds.
    pub cells: u64,
    /// How many tables.
    pub tables: u64,
    /// How many suggestions were left out.
    pub unsure: u64,
}

/// A binding to look at.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BindingRequest {
    /// The binding file.
    pub binding: String,
    /// The form, to look at its cells as well.
    #[serde(default)]
    #[ts(optional)]
    pub template: Option<String>,
    /// `a`, `b` or `c`.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<String>,
}

/// One thing that is wrong with a binding.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BindingProblem {
    /// The line of the file, from 1.
    pub line: u64,
    /// The place: `cell[0].field`.
    pub path: String,
    /// The stable name.
    pub code: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What was found in a binding.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BindingChecked {
    /// Whether it can be used.
    pub ok: bool,
    /// Everything that is wrong, in the order of the lines.
    pub problems: Vec<BindingProblem>,
    /// How many cells it binds.
    pub cells: u64,
    /// How many tables.
    pub tables: u64,
    /// Whether it was made for this very form; `null` without a form.
    pub same_template: Option<bool>,
}

/// A form to fill.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FillRequest {
    /// The plan's id.
    pub id: String,
    /// The form.
    pub template: String,
    /// The binding file.
    pub binding: String,
    /// The new file.
    pub to: String,
}

/// A cell and its field.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SpotView {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// A path of the vocabulary.
    pub field: String,
}

/// A cell.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "TemplatePlaceView")]
pub struct PlaceView {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
}

/// What was too much for its place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SurplusView {
    /// Where.
    #[serde(flatten)]
    pub at: SpotView,
    /// `written` all the same, `cut`, or `continued` on a 別紙.
    pub done: String,
    /// How many characters or records have no place.
    pub surplus: u64,
    /// The number of the 別紙.
    pub annex: Option<u64>,
    /// The same in words.
    pub message: String,
}

/// Something worth knowing of a cell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoteView {
    /// Where.
    #[serde(flatten)]
    pub at: SpotView,
    /// `rounded`, `not_in_list`, `locked`, `replaced`, `number_too_wide`.
    pub code: String,
    /// The same in words.
    pub message: String,
}

/// A form that was filled.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormFilled {
    /// The file; another name where that one was taken.
    pub path: String,
    /// The workbook of its 別紙.
    pub annex: Option<String>,
    /// The cells that were written.
    pub written: Vec<SpotView>,
    /// Bound cells for which the plan says nothing: they stay as they are.
    pub blank: Vec<SpotView>,
    /// The parts of the file that changed.
    pub changed_parts: Vec<String>,
    /// How many parts are the same to the byte.
    pub untouched_parts: u64,
    /// Cells of formulas whose stored result went, until the workbook is calculated again.
    pub uncached: Vec<PlaceView>,
    /// What was too much for its place.
    pub overflow: Vec<SurplusView>,
    /// What is worth knowing.
    pub notes: Vec<NoteView>,
    /// Whether it was opened again and found equal.
    pub verified: bool,
}

/// A binding to carry over to a new version of its form.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RebindRequest {
    /// The new version.
    pub template: String,
    /// The binding.
    pub binding: String,
    /// The new binding file.
    pub to: String,
    /// The old version, for cells whose label the binding does not name.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<String>,
}

/// What became of a bound cell.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "TemplateMovedView")]
pub struct MovedView {
    /// The sheet before.
    pub sheet: String,
    /// The cell before; of a table its first.
    pub cell: String,
    /// The field.
    pub field: String,
    /// The label by which it was looked for.
    pub label: String,
    /// `kept`, `moved`, `lost`, `unchecked`.
    pub state: String,
    /// The same in words.
    pub message: String,
    /// The sheet now.
    pub to_sheet: Option<String>,
    /// The cell now.
    pub to_cell: Option<String>,
}

/// A binding that was carried over.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BindingRebound {
    /// The new file.
    pub path: String,
    /// How many stayed where they were.
    pub kept: u64,
    /// How many moved.
    pub moved: u64,
    /// How many are gone, and not in the new binding.
    pub lost: u64,
    /// How many have no label, and stay where they were.
    pub unchecked: u64,
    /// Each of them.
    pub changes: Vec<MovedView>,
}
