//! Why a file can't be imported.

use shirube_sheets::SheetError;

/// Why a file can't be imported, as facts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The file, or the sheet that was named, can't be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Nothing in it looks like a table.
    #[error("no table was found")]
    NoTable,
    /// There is a table, but no column of names and none of corporate numbers.
    #[error("the table on {sheet} has neither names nor corporate numbers")]
    NoNameColumn {
        /// The sheet.
        sheet: String,
    },
    /// Each firm stands on two rows, and their columns hold two things.
    #[error("on the sheet {sheet} each firm stands on two rows")]
    TwoRows {
        /// The sheet.
        sheet: String,
    },
    /// A mapping says what can't be: two columns for one field, rows in the wrong order.
    #[error("the mapping is wrong: {what}")]
    MappingWrong {
        /// `column_twice`, `field_twice` or `rows_reversed`.
        what: &'static str,
        /// The column or row.
        place: String,
    },
}

impl IntakeError {
    /// The stable name of this error, in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sheet(error) => error.code(),
            Self::NoTable => "no_table",
            Self::NoNameColumn { .. } => "no_name_column",
            Self::TwoRows { .. } => "two_rows_for_a_firm",
            Self::MappingWrong { what: "column_twice", .. } => "mapping_column_twice",
            Self::MappingWrong { what: "rows_reversed", .. } => "mapping_rows_reversed",
            Self::MappingWrong { .. } => "mapping_field_twice",
        }
    }

    /// The facts that its sentence needs.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Sheet(error) => error.params(),
            Self::NoTable => Vec::new(),
            Self::NoNameColumn { sheet } | Self::TwoRows { sheet } => {
                vec![("sheet", sheet.clone())]
            }
            Self::MappingWrong { place, .. } => vec![("place", place.clone())],
        }
    }

    /// The sheet at which it happened, where there is one.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::NoNameColumn { sheet } | Self::TwoRows { sheet } => Some(sheet),
            _ => None,
        }
    }
}
