//! Cells to a recognised table to draft firms, with a problem list.
//!
//! [`recognise`] is a pure function of the first rows of each sheet: it finds the header, names
//! the columns, and says how sure it is and why. Its [`Table`] becomes a [`TableMapping`], which a
//! person may change and keep. [`read_tables`] streams the rows of all tables that are taken:
//! every row comes out as a draft firm, a skipped row with its reason, or a problem with its cell,
//! never as nothing. [`inspect`] does both for a report. Nothing here writes anything, and no
//! sentence for a person lives here: codes and facts only.

mod amount;
mod around;
mod besides;
mod classify;
mod codes;
mod columns;
mod content;
mod continued;
mod days;
mod error;
mod fields;
mod fill;
mod fingerprint;
mod fold;
mod formats;
mod grid;
mod header;
mod headerless;
mod inspect;
mod items;
mod layout;
mod listing;
mod mapping;
mod official;
mod on_sheet;
mod problem;
mod read;
mod recognise;
mod regional;
mod sample;
mod sections;
mod table;
mod tables;
#[cfg(test)]
mod tests;
mod units;
mod words;
mod years;

pub use amount::{Absence, Amount, parse_amount};
pub use codes::Codes;
pub use days::{Day, day_of_number, parse_day};
pub use error::IntakeError;
pub use fingerprint::fingerprint;
pub use inspect::{Inspection, PreviewRow, SheetSummary, inspect, inspect_tables, preview};
pub use items::{Item, Items, ValueColumn};
pub use mapping::{COLUMN_REASONS, ColumnGuess, Table, TableMapping, YearColumn};
pub use problem::{Problem, RowKind, Severity, SkippedRow, problem_codes};
pub use read::{DraftSink, Hidden, Options};
pub use recognise::{Recognised, find_tables, recognise};
pub use regional::{Regional, RegionalProblem, RegionalTotal, read_regional};
pub use tables::{FileRead, read_tables};
pub use units::header_unit;
pub use words::{Words, WordsError};
pub use years::fiscal_year_of;
