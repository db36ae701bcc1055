//! Copies of somebody's workbook in which a few cells are changed and everything else stays as it
//! is, byte for byte: marked with a colour and a note, or filled with values.

mod cells;
mod compare;
mod content;
mod differ;
mod fill;
mod filler;
mod frame;
mod mark;
mod notes;
mod package;
mod rows;
mod sheet;
mod styles;
mod survey;
mod tables;
mod tags;

pub use compare::same_cells;
pub use differ::{Differences, differences, differing_cells};
pub use fill::{Filled, Put, PutValue, fill_cells};
pub use mark::{Mark, mark_cells};

/// The largest part that is changed: it is held in memory while it is.
const LARGEST_PART: u64 = 192 << 20;
