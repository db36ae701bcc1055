//! 割付: which field of a plan goes into which cell of an official form, in a file that offices
//! share.
//!
//! A binding is taken whole or not at all. What is wrong with one is told with its line, before
//! anything is written.

mod fit;
mod format;
mod place;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::plan::PlanKind;

pub use crate::overlay::Problem;
pub use format::Format;
pub use place::{cell_name, column_index, column_name, parse_cell};
pub use read::{LARGEST_BINDING, check};
pub use write::to_toml;

/// A whole binding, as its file says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Binding {
    /// SHA-256 of the form's file, lower-case hexadecimal.
    pub template_sha256: String,
    /// The form's title; may be empty.
    pub title: String,
    /// Who issued the form.
    pub issuer: String,
    /// The form's version.
    pub version: String,
    /// From when on it holds, as the issuer writes it.
    pub valid_from: String,
    /// The kind of plan that it is for; any kind that has the fields, if absent.
    pub kind: Option<PlanKind>,
    /// Single cells.
    pub cells: Vec<CellBinding>,
    /// Tables.
    pub tables: Vec<TableBinding>,
}

/// One cell and its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellBinding {
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// A path of the vocabulary.
    pub field: String,
    /// How the value is written; as it is, if absent.
    pub format: Option<Format>,
    /// What to do with a text that is too long for its box.
    pub overflow: Overflow,
    /// The label beside the cell, by which it is found again in a new version; may be empty.
    pub label: String,
}

/// What to do with what is too much for its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Overflow {
    /// Text is written all the same, and told; a table is refused.
    #[default]
    Tell,
    /// Nothing is written at all.
    Refuse,
    /// Only what fits is written, and told.
    Cut,
    /// The rest goes onto a 別紙.
    Continue,
}

impl Overflow {
    /// What a file may say.
    pub const ALL: [(&'static str, Self); 3] =
        [("refuse", Self::Refuse), ("cut", Self::Cut), ("continue", Self::Continue)];

    /// The name in a file; `None` where nothing is said.
    pub fn name(self) -> Option<&'static str> {
        Self::ALL.into_iter().find(|(_, overflow)| *overflow == self).map(|(name, _)| name)
    }
}

/// In which direction a table goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Direction {
    /// Each record is a row, or a few rows.
    #[default]
    Down,
    /// Each record is a column, or a few columns.
    Across,
}

/// A table that repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableBinding {
    /// The sheet.
    pub sheet: String,
    /// Where it goes.
    pub direction: Direction,
    /// The first row (from 1) of a table that goes down, the first column (from 0) of another.
    pub first: u32,
    /// The last one, inclusive.
    pub last: u32,
    /// How many rows or columns one record takes.
    pub step: u32,
    /// The array of the vocabulary whose items fill it.
    pub source: String,
    /// What of each item goes where.
    pub parts: Vec<TablePart>,
    /// What to do with more items than there are places.
    pub overflow: Overflow,
}

/// What of each item goes where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePart {
    /// The column (from 0) of a table that goes down, the row (from 1) of another.
    pub at: u32,
    /// Which row or column of the record's own, from 0.
    pub offset: u32,
    /// The key of the item (`name`, `target[2027]`).
    pub key: String,
    /// How the value is written.
    pub format: Option<Format>,
    /// The heading of the column, by which it is found again; may be empty.
    pub label: String,
}

impl TableBinding {
    /// How many records have a place.
    pub fn places(&self) -> usize {
        ((self.last - self.first + 1) / self.step.max(1)) as usize
    }

    /// The row and column of a part of a record.
    pub fn place(&self, record: usize, part: &TablePart) -> (u32, u32) {
        let record = u32::try_from(record).unwrap_or(u32::MAX);
        let along = self.first.saturating_add(record.saturating_mul(self.step)) + part.offset;
        match self.direction {
            Direction::Down => (along, part.at),
            Direction::Across => (part.at, along),
        }
    }
}

/// What is known of the form that a binding is for.
pub trait Form {
    /// The names of its sheets.
    fn sheets(&self) -> Vec<&str>;
    /// The first cell of the merged region in which a cell lies; the cell itself where it lies
    /// in none.
    fn first_of_region(&self, sheet: &str, row: u32, column: u32) -> (u32, u32);
    /// Whether a formula stands in the cell.
    fn is_formula(&self, sheet: &str, row: u32, column: u32) -> bool;
}
