//! The words by which headers, rows, units and marks are recognised: data, loaded from TOML.

use std::collections::BTreeMap;

use serde::Deserialize;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::FigureField;
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;

use crate::fold::fold;

/// Why the word list can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// It is no TOML of the expected shape.
    #[error("the word list is damaged: {0}")]
    Shape(String),
    /// It names a field or a unit that does not exist.
    #[error("the word list names {0}, which does not exist")]
    Unknown(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    firm: BTreeMap<String, FileField>,
    figure: BTreeMap<String, FileField>,
    other: FileOther,
    year_column: FileOther,
    corner: FileOther,
    item_column: FileOther,
    units: BTreeMap<String, String>,
    rows: RowWords,
    absent: AbsentWords,
    repeat: FileOther,
    official_layout: OfficialLayout,
    regional: RegionalWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileField {
    words: Vec<String>,
    #[serde(default)]
    all_of: Vec<Vec<String>>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
}

#[derive(Deserialize)]
struct FileOther {
    words: Vec<String>,
}

/// Words that tell what a row is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowWords {
    pub(crate) total: Vec<String>,
    pub(crate) subtotal: Vec<String>,
    pub(crate) total_endings: Vec<String>,
    pub(crate) subtotal_endings: Vec<String>,
    pub(crate) not_total_endings: Vec<String>,
    pub(crate) note: Vec<String>,
    pub(crate) title: Vec<String>,
    pub(crate) example: Vec<String>,
    pub(crate) contact: Vec<String>,
    pub(crate) under_header: Vec<String>,
    pub(crate) example_sheets: Vec<String>,
    pub(crate) others: Vec<String>,
}

/// Marks that stand where a value is missing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AbsentWords {
    pub(crate) none: Vec<String>,
    pub(crate) unknown: Vec<String>,
    pub(crate) secret: Vec<String>,
}

/// The columns of a layout that comes without a header row.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfficialLayout {
    pub(crate) columns: u32,
    pub(crate) corporate_number: u32,
    pub(crate) name: u32,
    pub(crate) prefecture: u32,
    pub(crate) municipality: u32,
    pub(crate) address: u32,
    pub(crate) postal_code: u32,
    pub(crate) kana: u32,
}

/// What tells one field by its header.
#[derive(Debug, Clone)]
pub(crate) struct FieldWords {
    pub(crate) field: MappedField,
    pub(crate) words: Vec<String>,
    pub(crate) all_of: Vec<Vec<String>>,
    pub(crate) not: Vec<String>,
    /// Words of `words` that count only where no other column is a better one.
    pub(crate) weak: Vec<String>,
}

/// Headers of a table of regional totals.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegionalWords {
    pub(crate) figure: Vec<String>,
    pub(crate) value: Vec<String>,
    pub(crate) unit: Vec<String>,
    pub(crate) source: Vec<String>,
    pub(crate) basis: Vec<String>,
}

/// The whole word list.
#[derive(Debug, Clone)]
pub struct Words {
    pub(crate) fields: Vec<FieldWords>,
    pub(crate) other: Vec<String>,
    /// Headers of a column that says of which year its row is.
    pub(crate) year_column: Vec<String>,
    /// Headers of a column of items.
    pub(crate) item_column: Vec<String>,
    /// What stands in the corner between items and firms.
    pub(crate) corner: Vec<String>,
    /// Longest first.
    pub(crate) units: Vec<(String, Unit)>,
    pub(crate) rows: RowWords,
    pub(crate) absent: AbsentWords,
    /// Marks for “as above”, as written.
    pub(crate) repeat: Vec<String>,
    pub(crate) official: OfficialLayout,
    pub(crate) regional: RegionalWords,
}

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| fold(word)).collect()
}

fn field_words(field: MappedField, file: &FileField) -> FieldWords {
    FieldWords {
        field,
        words: folded(&file.words),
        all_of: file.all_of.iter().map(|group| folded(group)).collect(),
        not: folded(&file.not),
        weak: folded(&file.weak),
    }
}

impl Words {
    /// Reads the word list (`assets/intake/synonyms.toml`).
    ///
    /// # Errors
    /// It has another shape, or names what does not exist.
    pub fn parse(toml: &str) -> Result<Self, WordsError> {
        let file: File =
            toml::from_str(toml).map_err(|error| WordsError::Shape(error.to_string()))?;
        let mut fields = Vec::new();
        for (name, words) in &file.firm {
            let field = FirmField::parse(name).ok_or_else(|| WordsError::Unknown(name.clone()))?;
            fields.push(field_words(MappedField::Firm(field), words));
        }
        for (name, words) in &file.figure {
            let field =
                FigureField::parse(name).ok_or_else(|| WordsError::Unknown(name.clone()))?;
            fields.push(field_words(MappedField::Figure(field), words));
        }
        let mut units = Vec::new();
        for (word, name) in &file.units {
            let unit = Unit::parse(name).ok_or_else(|| WordsError::Unknown(name.clone()))?;
            units.push((fold(word), unit));
        }
        units.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        let rows = RowWords {
            total: folded(&file.rows.total),
            subtotal: folded(&file.rows.subtotal),
            total_endings: folded(&file.rows.total_endings),
            subtotal_endings: folded(&file.rows.subtotal_endings),
            not_total_endings: folded(&file.rows.not_total_endings),
            note: folded(&file.rows.note),
            title: folded(&file.rows.title),
            example: folded(&file.rows.example),
            contact: folded(&file.rows.contact),
            under_header: folded(&file.rows.under_header),
            example_sheets: folded(&file.rows.example_sheets),
            others: folded(&file.rows.others),
        };
        let absent = AbsentWords {
            none: folded(&file.absent.none),
            unknown: folded(&file.absent.unknown),
            secret: folded(&file.absent.secret),
        };
        Ok(Self {
            fields,
            other: folded(&file.other.words),
            year_column: folded(&file.year_column.words),
            corner: folded(&file.corner.words),
            item_column: folded(&file.item_column.words),
            units,
            rows,
            absent,
            repeat: file.repeat.words,
            official: file.official_layout,
            regional: RegionalWords {
                figure: folded(&file.regional.figure),
                value: folded(&file.regional.value),
                unit: folded(&file.regional.unit),
                source: folded(&file.regional.source),
                basis: folded(&file.regional.basis),
            },
        })
    }

    /// The unit that `word` (folded) is.
    pub(crate) fn unit(&self, word: &str) -> Option<Unit> {
        self.units.iter().find(|(known, _)| known == word).map(|(_, unit)| *unit)
    }

    /// The unit with which `text` (folded) begins, and what follows it.
    pub(crate) fn unit_prefix<'a>(&self, text: &'a str) -> Option<(Unit, &'a str)> {
        self.units.iter().find_map(|(word, unit)| Some((*unit, text.strip_prefix(word.as_str())?)))
    }
}

#[cfg(test)]
pub(crate) fn shipped() -> Words {
    Words::parse(include_str!("../../../../assets/intake/synonyms.toml")).unwrap()
}
