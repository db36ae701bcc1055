//! Requests and responses about a form as it looks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A form of a plan to look at, one sheet at a time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The plan's id.
    pub id: String,
    /// The form; the plan's reference form where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub form: Option<String>,
    /// The sheet by its name; the first where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
}

/// A workbook of somebody else's to look at, one sheet at a time.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LookRequest {
    /// The file, `.xlsx` or `.xlsm`.
    pub file: String,
    /// The sheet by its name; the first where none is named.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
}

/// A sheet of a workbook by its name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperName {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
}

/// A workbook as it looks on paper: its sheets by name, and one of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperView {
    /// All sheets, in their order.
    pub sheets: Vec<PaperName>,
    /// The one that is shown.
    pub sheet: PaperSheet,
}

/// One sheet as it looks. Lengths are points (1/72 inch).
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperSheet {
    /// Its name.
    pub name: String,
    /// The widths of the columns, from A; 0 where one is hidden.
    pub columns: Vec<f64>,
    /// The heights of the rows, from 1; 0 where one is hidden.
    pub rows: Vec<f64>,
    /// What stands in it, or has a frame or a fill, by row and column.
    pub cells: Vec<PaperCell>,
    /// The looks that cells refer to.
    pub looks: Vec<PaperCellLook>,
    /// What lies over the cells.
    pub drawings: Vec<PaperDrawing>,
    /// The pages, in the order in which they are printed.
    pub pages: Vec<PaperPage>,
    /// The rows that stand again at the top of every page, from 1, inclusive.
    pub repeated: Option<(u32, u32)>,
    /// The paper.
    pub paper: PaperSize,
    /// How many rows further down are not shown.
    pub rows_left_out: u32,
}

/// A cell, or a merged region.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperCell {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// How many rows it takes.
    pub down: u32,
    /// How many columns it takes.
    pub across: u32,
    /// What one reads in it.
    pub text: String,
    /// Whether it holds text; a number lies at the right where nothing else is said.
    pub is_text: bool,
    /// Its look, by its index.
    pub look: u32,
}

/// A chart, a picture or a shape: where it lies and what it is called.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PaperDrawing {
    /// `chart`, `picture` or `shape`.
    pub kind: String,
    /// The title of a chart, the text in a shape; may be empty.
    pub title: String,
    /// The row in which it begins, from 1.
    pub row: u32,
    /// The column in which it begins, from 0.
    pub column: u32,
    /// Below that row's upper edge.
    pub down: f64,
    /// Right of that column's left edge.
    pub aside: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

/// How a cell looks. Colours are `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PaperCellLook {
    /// The typeface.
    pub font: String,
    /// Its size in points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// The letters' colour; black where none is named.
    pub colour: Option<String>,
    /// The fill.
    pub fill: Option<String>,
    /// The frame: top, right, bottom, left.
    pub borders: Vec<Option<PaperBorder>>,
    /// `general`, `left`, `center`, `right`, `fill`, `justify`, `centerContinuous`,
    /// `distributed`.
    pub horizontal: String,
    /// `top`, `center`, `bottom`, `justify`, `distributed`.
    pub vertical: String,
    /// Whether text is broken into lines.
    pub wrap: bool,
    /// Whether letters shrink until they fit.
    pub shrink: bool,
    /// How far text is indented, in steps.
    pub indent: u32,
    /// Whether text runs from top to bottom.
    pub upright: bool,
}

/// One side of a frame.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PaperBorder {
    /// `thin`, `medium`, `thick`, `double`, `dotted`, `dashed`, `hair` …
    pub style: String,
    /// Its colour; black where none is named.
    pub colour: Option<String>,
}

/// What one page shows; all inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PaperPage {
    /// The first row, from 1.
    pub first_row: u32,
    /// The last row.
    pub last_row: u32,
    /// The first column, from 0.
    pub first_column: u32,
    /// The last column.
    pub last_column: u32,
}

/// The paper, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
pub struct PaperSize {
    /// Its width, as it lies.
    pub width: f64,
    /// Its height, as it lies.
    pub height: f64,
    /// Left, right, top and bottom.
    pub margins: [f64; 4],
    /// How much the sheet is made smaller, 1 for its true size.
    pub scale: f64,
}
