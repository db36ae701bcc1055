//! The one vocabulary of fields: what a plan can say, declared once.
//!
//! The declaration in [`declared`] drives the check of an answers file, the input screens, the
//! requirement rules and the cells of the forms. Labels are `field.<name>` in the text catalogue.

mod declared;
mod path;
mod typed;

pub use declared::{ANSWERS, PLAN, SELECTED_FIRMS};
pub use path::{FieldPath, place};
pub use typed::{names, type_at};

use crate::plan::PlanKind;

/// What can be written into a field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FieldType {
    /// One line of text.
    Text,
    /// Text of several lines.
    LongText,
    /// Yes or no.
    Bool,
    /// A whole number from the first to the second, both inclusive.
    Integer(i64, i64),
    /// Whole yen, not negative.
    Money,
    /// An exact decimal number.
    Decimal,
    /// A share from 0 to 100.
    Percent,
    /// A day, `2027-04-01`.
    Date,
    /// A fiscal year as a whole number, `2027`.
    FiscalYear,
    /// One of these words (`choice.<word>` in the text catalogue).
    Choice(&'static [&'static str]),
    /// A prefecture's two digits or a municipality's six.
    LocalGovernment,
    /// A municipality: its six digits, or its name as text.
    Municipality,
    /// 法人番号
    CorporateNumber,
    /// 日本標準産業分類
    Industry,
    /// A number of the seventeen strategic fields.
    StrategicField,
    /// The id of a support measure of the catalogue.
    Measure,
    /// The path of a file.
    Path,
    /// Decimal numbers by fiscal year, `{"2027": 1.5}`.
    YearValues,
    /// Several values of one type.
    List(&'static FieldType),
    /// One record of named parts.
    Record(&'static [Column]),
    /// Rows of named columns.
    Table(&'static [Column]),
    /// Answers to the fields of overlays, by their ids; what each takes, its overlay says.
    Keyed,
}

impl FieldType {
    /// The name of the type in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Bool => "bool",
            Self::Integer(..) => "integer",
            Self::Money => "money",
            Self::Decimal => "decimal",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::FiscalYear => "fiscal_year",
            Self::Choice(_) => "choice",
            Self::LocalGovernment => "local_government",
            Self::Municipality => "municipality",
            Self::CorporateNumber => "corporate_number",
            Self::Industry => "industry",
            Self::StrategicField => "strategic_field",
            Self::Measure => "measure",
            Self::Path => "path",
            Self::YearValues => "year_values",
            Self::List(_) => "list",
            Self::Record(_) => "record",
            Self::Table(_) => "table",
            Self::Keyed => "keyed",
        }
    }

    /// The unit in which a number of this type is stored: `yen`, `percent`, or none.
    pub fn unit(self) -> Option<&'static str> {
        match self {
            Self::Money => Some("yen"),
            Self::Percent => Some("percent"),
            _ => None,
        }
    }

    /// The parts of a record or the columns of a table, none for any other type.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Record(columns) | Self::Table(columns) => columns,
            _ => &[],
        }
    }
}

/// A part of a record or a column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// Its name inside the record or row.
    pub name: &'static str,
    /// What it holds.
    pub ty: FieldType,
}

/// One top-level field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Field {
    /// Its key in an answers file.
    pub key: &'static str,
    /// Its name in the vocabulary (`plan.summary` for the key `summary`).
    pub name: &'static str,
    /// What it holds.
    pub ty: FieldType,
    /// The plan kinds that have it.
    pub kinds: &'static [PlanKind],
}

/// The answer fields of a plan kind, in the order of the form.
pub fn answers_of(kind: PlanKind) -> impl Iterator<Item = &'static Field> {
    ANSWERS.iter().filter(move |field| field.kinds.contains(&kind))
}

/// The answer field of that key, whatever its kinds.
pub fn answer(key: &str) -> Option<&'static Field> {
    ANSWERS.iter().find(|field| field.key == key)
}
