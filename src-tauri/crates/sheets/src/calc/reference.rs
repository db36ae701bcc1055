//! What a formula can refer to, as it is written.

/// A row or a column of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// A row from 1 or a column from 0.
    pub(crate) number: u32,
    /// Written with `$`: the same wherever the formula stands.
    pub(crate) fixed: bool,
}

/// A corner of a reference: `B3`, or a column without rows, or a row without columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Corner {
    pub(crate) row: Option<Line>,
    pub(crate) column: Option<Line>,
}

/// The sheets that a reference names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sheets {
    /// None: that of the formula.
    Own,
    Named(String),
    /// All from one to another.
    Between(String, String),
}

/// What a formula refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reference {
    Cells {
        sheets: Sheets,
        from: Corner,
        to: Corner,
    },
    /// A defined name, perhaps one of a sheet.
    Name {
        sheet: Option<String>,
        name: String,
    },
    /// Part of a table: `Table1[…]`, with what stands in the brackets. No name means the table
    /// in which the formula stands.
    Table {
        name: String,
        inside: String,
    },
    /// Anything that is not understood.
    Unknown,
}
