//! A finding: one thing that is missing or doubtful, where to write it, as data without prose.

use jiff::civil::Date;

use crate::fiscal_year::FiscalYear;

/// What is missing or doubtful. The sentence is `finding.<code>` in the text catalogue, with
/// `params` put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The stable name of this kind of finding.
    pub code: &'static str,
    /// The field to go to, in the vocabulary of [`crate::fields`] (`support_system`,
    /// `kpi[1].targets.2029`).
    pub field: String,
    /// What the sentence names.
    pub params: Vec<(&'static str, Param)>,
}

/// A value that a sentence names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    /// Shown as it is.
    Text(String),
    /// A field, shown by its label (`field.<name>` in the text catalogue).
    Field(String),
    /// A word of the text catalogue, by its key.
    Word(String),
    /// A day.
    Date(Date),
    /// A fiscal year.
    Year(FiscalYear),
    /// The month in which a day lies.
    Month(Date),
    /// All months from the first to the last.
    Months(Date, Date),
    /// An amount of money, whole yen.
    Money(i64),
    /// One of the seventeen strategic fields, by its number.
    StrategicField(i64),
    /// A place of the answers, shown by the labels of its steps: `products[0].share_target`.
    Place(String),
    /// A sentence of the text catalogue with parameters of its own.
    Phrase(&'static str, Vec<(&'static str, Param)>),
    /// Several of them, joined as the language does it.
    List(Vec<Param>),
}

impl Finding {
    /// A finding without parameters.
    pub fn new(code: &'static str, field: impl Into<String>) -> Self {
        Self { code, field: field.into(), params: Vec::new() }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: Param) -> Self {
        self.params.push((name, value));
        self
    }

    /// With one more parameter that is shown as it is.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl ToString) -> Self {
        self.with(name, Param::Text(value.to_string()))
    }
}
