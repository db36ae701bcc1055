//! Why a file can't be read, as facts: the sentence is the text catalogue's.

use std::io;

/// Why a workbook, or a sheet of it, can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// No file is there.
    #[error("no such file")]
    NotFound,
    /// It is a folder.
    #[error("this is a folder")]
    IsAFolder,
    /// The system refuses to read it.
    #[error("the file cannot be read: {reason}")]
    Unreadable {
        /// `permission`, `in_use` or `device`.
        reason: &'static str,
    },
    /// It has no bytes.
    #[error("the file is empty")]
    EmptyFile,
    /// It is locked with a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// It begins like a workbook, but is cut off or damaged.
    #[error("the file is cut off or damaged at {part}")]
    TruncatedOrBroken {
        /// The part that can't be read.
        part: String,
    },
    /// It is something else.
    #[error("this is not a spreadsheet but {found}")]
    NotASpreadsheet {
        /// What it is: `pdf`, `word`, `presentation`, `zip`, `image`, `program`, `web_page`,
        /// `old_office`, `text` or `unknown`.
        found: &'static str,
    },
    /// It holds, or claims to hold, more than is safe to read.
    #[error("too large: {what} is over {limit}")]
    TooLarge {
        /// What is too large: the name of a field of [`crate::Limits`].
        what: &'static str,
        /// The bound.
        limit: u64,
    },
    /// A text file in no encoding that is known.
    #[error("the text is in an unknown encoding")]
    UnknownEncoding,
    /// It is a workbook, but holds no sheet.
    #[error("the workbook has no sheets")]
    NoSheets,
    /// A part declares a document type, which no workbook does and attacks need.
    #[error("the part {part} declares a document type")]
    Doctype {
        /// The part.
        part: String,
    },
    /// There is no sheet of that name.
    #[error("no sheet named {name}")]
    SheetNotFound {
        /// The name that was asked for.
        name: String,
        /// The names that are there.
        sheets: Vec<String>,
    },
    /// It is a table, but of a kind whose cells are not filled.
    #[error("only .xlsx and .xlsm can be filled, this is {found}")]
    NotFillable {
        /// What it is: `.xls`, `.xlsb`, `.ods` or `CSV`.
        found: &'static str,
    },
    /// The workbook carries a digital signature, which any change would make invalid.
    #[error("the workbook is signed")]
    Signed,
    /// A cell can't be filled.
    #[error("{cell} on {sheet}: {why}")]
    Unfillable {
        /// The sheet.
        sheet: String,
        /// The cell's name, `B3`.
        cell: String,
        /// Why.
        why: Unfillable,
    },
}

/// Why a cell can't be filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfillable {
    /// It holds a formula, or lies among the results of one.
    #[error("it holds a formula")]
    Formula,
    /// It lies in a merged region and is not its first cell.
    #[error("it is merged into {first}")]
    Merged {
        /// The region's first cell.
        first: String,
    },
    /// Two values are meant for it.
    #[error("two values are meant for it")]
    Twice,
    /// No sheet has such a row or column.
    #[error("no sheet reaches that far")]
    Outside,
    /// The text is longer than a cell can hold.
    #[error("the text is longer than {limit}")]
    TooLong {
        /// What a cell can hold, in UTF-16 units.
        limit: usize,
    },
    /// The number is none, or the date is before the workbook's first day.
    #[error("a cell cannot hold this value: {value}")]
    Value {
        /// The number or date.
        value: String,
    },
    /// It is a heading or total label of a table, whose definition repeats its text.
    #[error("it is a heading of the table {table}")]
    TableHeading {
        /// The table's name.
        table: String,
    },
}

impl Unfillable {
    fn code(&self) -> &'static str {
        match self {
            Self::Formula => "cell_holds_formula",
            Self::Merged { .. } => "cell_merged",
            Self::Twice => "cell_put_twice",
            Self::Outside => "cell_outside",
            Self::TooLong { .. } => "cell_text_too_long",
            Self::Value { .. } => "cell_value_unwritable",
            Self::TableHeading { .. } => "cell_table_heading",
        }
    }

    /// The fact that its sentence needs beside the place.
    fn param(&self) -> Option<(&'static str, String)> {
        match self {
            Self::Merged { first } => Some(("first", first.clone())),
            Self::TooLong { limit } => Some(("limit", limit.to_string())),
            Self::Value { value } => Some(("value", value.clone())),
            Self::TableHeading { table } => Some(("table", table.clone())),
            Self::Formula | Self::Twice | Self::Outside => None,
        }
    }
}

impl SheetError {
    /// The stable name of this error, in `snake_case`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::IsAFolder => "is_a_folder",
            Self::Unreadable { .. } => "unreadable",
            Self::EmptyFile => "empty_file",
            Self::Encrypted => "encrypted",
            Self::TruncatedOrBroken { .. } => "truncated_or_broken",
            Self::NotASpreadsheet { .. } => "not_a_spreadsheet",
            Self::TooLarge { .. } => "too_large",
            Self::UnknownEncoding => "unknown_encoding",
            Self::NoSheets => "no_sheets",
            Self::Doctype { .. } => "doctype",
            Self::SheetNotFound { .. } => "sheet_not_found",
            Self::NotFillable { .. } => "not_fillable",
            Self::Signed => "workbook_signed",
            Self::Unfillable { why, .. } => why.code(),
        }
    }

    /// The facts that its sentence needs.
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unreadable { reason } => vec![("reason", (*reason).to_owned())],
            Self::TruncatedOrBroken { part } | Self::Doctype { part } => {
                vec![("part", part.clone())]
            }
            Self::NotASpreadsheet { found } => vec![("found", found_label(found).to_owned())],
            Self::TooLarge { what, limit } => {
                vec![("what", (*what).to_owned()), ("limit", limit.to_string())]
            }
            Self::SheetNotFound { name, sheets } => {
                vec![("name", name.clone()), ("sheets", sheets.join("、"))]
            }
            Self::NotFillable { found } => vec![("found", (*found).to_owned())],
            Self::Unfillable { sheet, cell, why } => {
                let mut params = vec![("sheet", sheet.clone()), ("cell", cell.clone())];
                params.extend(why.param());
                params
            }
            _ => Vec::new(),
        }
    }

    pub(crate) fn broken(part: &str) -> Self {
        Self::TruncatedOrBroken { part: part.to_owned() }
    }

    /// What an error of the file system means.
    pub(crate) fn from_file(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::IsADirectory => Self::IsAFolder,
            io::ErrorKind::PermissionDenied => Self::Unreadable { reason: "permission" },
            // 32 and 33: another program holds the file (Windows).
            _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
                Self::Unreadable { reason: "in_use" }
            }
            _ => Self::Unreadable { reason: "device" },
        }
    }
}

/// What the file is, in words that are the same in every language.
fn found_label(found: &'static str) -> &'static str {
    match found {
        "pdf" => "PDF",
        "word" => "Word",
        "presentation" => "PowerPoint",
        "zip" => "ZIP",
        "image" => "JPEG / PNG",
        "program" => "EXE",
        "web_page" => "HTML / XML",
        "old_office" => "Office",
        "text" => "TXT",
        _ => "?",
    }
}
