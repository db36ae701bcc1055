//! What was written where, so that it can be compared with what is read again.

use jiff::civil::Date;

/// A value in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Nothing: the box of an answer that was not given. No finished book tells of such a cell.
    Nothing,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
}

impl Found {
    /// Whether a formula gives nothing.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    /// The value as plain text.
    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// One cell that holds a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The sheet's name.
    pub sheet: String,
    /// The cell, `B3`.
    pub cell: String,
    /// What it holds.
    pub value: Found,
    /// The answer whose home this cell is, as `kpi[0].target[2027]`; no other cell of the
    /// workbook has the same. A long text begins here and goes on in the rows below.
    pub field: Option<String>,
    /// The last cell of a text that goes on in the rows below.
    pub last: Option<String>,
    /// Whether a sum of yen is shown in thousands.
    pub thousands: bool,
}
