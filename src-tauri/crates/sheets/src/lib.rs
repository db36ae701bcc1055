//! Workbooks as files: cells streamed with their places, whatever the format, under hard limits.
//!
//! One reader interface, [`Workbook`], serves `.xlsx`/`.xlsm`, `.xls`, `.xlsb`, `.ods` and text
//! files (CSV, TSV). A file is told by its content, not by its extension. Rows are handed out one
//! at a time and never gathered, so a file that claims a million rows costs what it holds, not
//! what it claims. This crate knows no firm and no plan.
//!
//! Only `.xlsb` and `.xls` go through calamine: it has no limits of its own, so for the formats
//! that people are sent every day (`.xlsx`, `.ods`, CSV) there are small streaming readers here,
//! and an `.xls` is weighed record by record before calamine is let near it.

mod archive;
mod calc;
mod cfb;
mod encoding;
mod error;
mod foreign;
mod limits;
mod locked;
mod note;
mod ods;
mod pack;
mod patch;
mod picture;
mod place;
mod sniff;
mod template;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod wide;
mod workbook;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use error::{SheetError, Unfillable};
pub use limits::Limits;
pub use note::Note;
pub use pack::{is_packed, pack};
pub use patch::{
    Differences, Filled, Mark, Put, PutValue, differences, differing_cells, fill_cells, mark_cells,
    same_cells,
};
pub use picture::{NoPicture, Picture};
pub use place::{Region, cell_name, column_index, column_name, parse_cell};
pub use template::{
    Border, CellLook, ColumnLook, Content, Corner, DrawingKind, DrawingLook, FontLook, PaperLook,
    RowLook, Template, TemplateCell, TemplateSheet, Validation,
};
pub use value::{Cell, Phonetic, Row, Value};
pub use workbook::{Extent, Format, Layout, SheetInfo, SheetKind, Workbook};
