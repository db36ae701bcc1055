//! A form as it looks: every cell with its place, format and frame, for whoever paints or fills it.

use crate::place::Region;

/// A workbook as it looks. Only `.xlsx` and `.xlsm` can be looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Template {
    /// The worksheets, in their order.
    pub sheets: Vec<TemplateSheet>,
    /// The looks that cells refer to; never empty.
    pub looks: Vec<CellLook>,
}

/// One worksheet as it looks.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TemplateSheet {
    /// Its name.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// Whether locked cells can't be changed in it.
    pub protected: bool,
    /// The cells that the file holds, with content or without, by row and column.
    pub cells: Vec<TemplateCell>,
    /// Merged regions.
    pub merged: Vec<Region>,
    /// The columns that differ from the default, from left to right.
    pub columns: Vec<ColumnLook>,
    /// The rows that differ from the default, from top to bottom.
    pub rows: Vec<RowLook>,
    /// The width of every other column, in characters.
    pub default_width: f64,
    /// The height of every other row, in points.
    pub default_height: f64,
    /// What is printed; everything, if empty.
    pub print_areas: Vec<Region>,
    /// What cells may hold.
    pub validations: Vec<Validation>,
    /// How it lies on paper.
    pub paper: PaperLook,
    /// What lies over the cells.
    pub drawings: Vec<DrawingLook>,
}

/// What kind of thing lies over the cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DrawingKind {
    /// A box, a line, a form control.
    #[default]
    Shape,
    /// A picture.
    Picture,
    /// A chart.
    Chart,
}

/// A corner of a drawing: a cell, and how far from its upper left corner, in points.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Corner {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// Below the cell's upper edge.
    pub down: f64,
    /// Right of the cell's left edge.
    pub aside: f64,
}

/// Something that lies over the cells.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DrawingLook {
    /// What it is.
    pub kind: DrawingKind,
    /// What the file calls it.
    pub name: String,
    /// The title of a chart, the text in a shape; may be empty.
    pub title: String,
    /// Its upper left corner.
    pub from: Corner,
    /// Its lower right corner; where it has none, its size counts.
    pub to: Option<Corner>,
    /// Width and height in points.
    pub extent: Option<(f64, f64)>,
}

/// How a sheet lies on paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaperLook {
    /// The paper's number as the format has it (9 is A4); 0 where the file says nothing.
    pub size: u32,
    /// Whether the long side lies at the bottom.
    pub landscape: bool,
    /// Percent of the true size; 0 where the file says nothing.
    pub scale: u32,
    /// The sheet shrinks until it takes no more than so many pages across and down; 0 for any
    /// number of them.
    pub fits: Option<(u32, u32)>,
    /// Left, right, top and bottom, in inches.
    pub margins: Option<[f64; 4]>,
    /// The rows after which a new page begins.
    pub breaks: Vec<u32>,
    /// The rows that stand again at the top of every page.
    pub repeated: Option<(u32, u32)>,
}

/// What kind of content a cell has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text,
    /// A number.
    Number,
    /// A date, told by the number format.
    Date,
    /// A truth value.
    Bool,
    /// An error such as `#N/A`.
    Error,
}

impl Content {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Bool => "bool",
            Self::Error => "error",
        }
    }
}

/// A cell that the file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TemplateCell {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// What it holds, as plain text: a number without format, a date as ISO 8601.
    pub text: String,
    /// What kind of content that is.
    pub content: Content,
    /// Whether a formula gives it.
    pub formula: bool,
    /// Its look, by its index in [`Template::looks`].
    pub look: u32,
}

/// Columns of one width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnLook {
    /// The first, from 0.
    pub first: u32,
    /// The last, inclusive.
    pub last: u32,
    /// The width in characters; 0 where it is hidden.
    pub width: f64,
    /// Whether they are hidden.
    pub hidden: bool,
    /// The look of their cells that the file does not hold.
    pub look: u32,
}

/// A row that differs from the default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowLook {
    /// The row, from 1.
    pub row: u32,
    /// Its height in points.
    pub height: f64,
    /// Whether it is hidden.
    pub hidden: bool,
    /// The look of its cells that the file does not hold, where the row has one.
    pub look: Option<u32>,
}

/// One side of a cell's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Border {
    /// `thin`, `medium`, `thick`, `double`, `dotted`, `dashed`, `hair` … as the format names it.
    pub style: &'static str,
    /// RGB; the letters' colour where the file names none.
    pub colour: Option<u32>,
}

/// How letters look.
#[derive(Debug, Clone, PartialEq)]
pub struct FontLook {
    /// The typeface.
    pub name: String,
    /// In points.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// RGB; black where the file names none.
    pub colour: Option<u32>,
}

impl Default for FontLook {
    fn default() -> Self {
        Self {
            name: String::new(),
            size: 11.0,
            bold: false,
            italic: false,
            underline: false,
            colour: None,
        }
    }
}

/// How a cell looks.
#[derive(Debug, Clone, PartialEq)]
pub struct CellLook {
    /// The number format's code; `General` where there is none.
    pub number_format: String,
    /// The letters.
    pub font: FontLook,
    /// The fill, RGB.
    pub fill: Option<u32>,
    /// The frame: top, right, bottom, left.
    pub borders: [Option<Border>; 4],
    /// `general`, `left`, `center`, `right`, `fill`, `justify`, `centerContinuous`,
    /// `distributed`.
    pub horizontal: &'static str,
    /// `top`, `center`, `bottom`, `justify`, `distributed`.
    pub vertical: &'static str,
    /// Whether text is broken into lines.
    pub wrap: bool,
    /// Whether letters shrink until they fit.
    pub shrink: bool,
    /// How far text is indented, in steps.
    pub indent: u32,
    /// Whether text runs from top to bottom.
    pub upright: bool,
    /// Whether the cell can't be changed while the sheet is protected.
    pub locked: bool,
}

impl Default for CellLook {
    fn default() -> Self {
        Self {
            number_format: "General".to_owned(),
            font: FontLook::default(),
            fill: None,
            borders: [None; 4],
            horizontal: "general",
            vertical: "bottom",
            wrap: false,
            shrink: false,
            indent: 0,
            upright: false,
            locked: true,
        }
    }
}

impl CellLook {
    /// Whether it has a frame on every side.
    pub fn is_boxed(&self) -> bool {
        self.borders.iter().all(Option::is_some)
    }

    /// Whether a number in it is shown as a date.
    pub fn shows_date(&self) -> bool {
        crate::xlsx::shows_date(&self.number_format)
    }
}

/// What cells may hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Validation {
    /// The cells.
    pub regions: Vec<Region>,
    /// `list`, `whole`, `decimal`, `date`, `time`, `textLength`, `custom`, `none`.
    pub kind: &'static str,
    /// The first formula as it stands.
    pub formula: String,
    /// The values of a list, where they can be told without computing.
    pub list: Option<Vec<String>>,
    /// What the form tells whoever fills the cell.
    pub prompt: String,
}

impl TemplateSheet {
    /// The cell at that place, where the file holds one.
    pub fn cell(&self, row: u32, column: u32) -> Option<&TemplateCell> {
        let at = (row, column);
        let index = self.cells.binary_search_by_key(&at, |cell| (cell.row, cell.column)).ok()?;
        self.cells.get(index)
    }

    /// The look of the cell at that place, whether the file holds the cell or not.
    pub fn look_at(&self, row: u32, column: u32) -> u32 {
        if let Some(cell) = self.cell(row, column) {
            return cell.look;
        }
        let of_row = self.row(row).and_then(|row| row.look);
        of_row.or_else(|| self.column(column).map(|column| column.look)).unwrap_or(0)
    }

    /// The merged region that the cell lies in, or the cell alone.
    pub fn region_at(&self, row: u32, column: u32) -> Region {
        let merged = self.merged.iter().find(|region| region.contains(row, column));
        merged.copied().unwrap_or(Region {
            first_row: row,
            first_column: column,
            last_row: row,
            last_column: column,
        })
    }

    /// The text of the cell at that place; empty where nothing stands.
    pub fn text_at(&self, row: u32, column: u32) -> &str {
        self.cell(row, column).map_or("", |cell| cell.text.as_str())
    }

    /// What the cell may hold, where something is said.
    pub fn validation_at(&self, row: u32, column: u32) -> Option<&Validation> {
        let holds = |v: &&Validation| v.regions.iter().any(|region| region.contains(row, column));
        self.validations.iter().find(holds)
    }

    /// The width of a column in characters.
    pub fn width_of(&self, column: u32) -> f64 {
        self.column(column).map_or(self.default_width, |column| column.width)
    }

    /// The height of a row in points.
    pub fn height_of(&self, row: u32) -> f64 {
        self.row(row).map_or(self.default_height, |row| row.height)
    }

    /// The last row and column that hold a cell.
    pub fn extent(&self) -> (u32, u32) {
        let last_column = self.cells.iter().map(|cell| cell.column).max().unwrap_or(0);
        (self.cells.last().map_or(0, |cell| cell.row), last_column)
    }

    fn column(&self, column: u32) -> Option<&ColumnLook> {
        self.columns.iter().find(|look| (look.first..=look.last).contains(&column))
    }

    fn row(&self, row: u32) -> Option<&RowLook> {
        let index = self.rows.binary_search_by_key(&row, |look| look.row).ok()?;
        self.rows.get(index)
    }
}

impl Template {
    /// The sheet of that name.
    pub fn sheet(&self, name: &str) -> Option<&TemplateSheet> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// The look of that index; the first where there is none.
    pub fn look(&self, index: u32) -> &CellLook {
        self.looks.get(index as usize).unwrap_or(&self.looks[0])
    }
}
