//! The dictionary of labels: which words of a form mean which field.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::label::compared;
use crate::error::FormError;

/// The dictionary, as its file has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub(crate) field: Vec<FieldWords>,
    pub(crate) table: Vec<TableWords>,
    pub(crate) indicator: IndicatorWords,
}

/// A field and the words that mean it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldWords {
    pub(crate) field: String,
    pub(crate) words: Vec<String>,
    /// One of these must stand above, before the words mean that field.
    #[serde(default)]
    pub(crate) under: Vec<String>,
}

/// A table and the words of its headings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableWords {
    pub(crate) rows: String,
    /// Words above the table that say what it is.
    #[serde(default)]
    pub(crate) under: Vec<String>,
    pub(crate) columns: BTreeMap<String, Vec<String>>,
}

/// The words of a table of indicators by year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorWords {
    pub(crate) heads: BTreeMap<String, Vec<String>>,
    pub(crate) baseline: Vec<String>,
    pub(crate) actual: Vec<String>,
}

impl Words {
    /// Reads the file.
    ///
    /// # Errors
    /// [`FormError::Layout`]: it is no such file.
    pub fn parse(text: &str) -> Result<Self, FormError> {
        let mut words: Self = toml::from_str(text).map_err(|error| FormError::Layout {
            sheet: String::new(),
            problem: error.message().to_owned(),
        })?;
        words.compare();
        Ok(words)
    }

    /// Every word in the form in which labels are compared.
    fn compare(&mut self) {
        let all = |words: &mut Vec<String>| {
            for word in words.iter_mut() {
                *word = compared(word);
            }
        };
        for field in &mut self.field {
            all(&mut field.words);
            all(&mut field.under);
        }
        for table in &mut self.table {
            all(&mut table.under);
            table.columns.values_mut().for_each(all);
        }
        self.indicator.heads.values_mut().for_each(all);
        all(&mut self.indicator.baseline);
        all(&mut self.indicator.actual);
    }
}

/// How surely a label is one of the words, from 0 to 1, and how long that word is.
pub(crate) fn likeness(label: &str, words: &[String]) -> Option<(f64, usize)> {
    let (outside, inside) = brackets(label);
    let best = words.iter().filter_map(|word| {
        let length = word.chars().count();
        let near = label.chars().count() <= length * 3;
        let score: f64 = if label == word || outside == *word {
            0.95
        } else if inside == Some(word.as_str()) {
            0.7
        } else if length >= 3 && outside.ends_with(word.as_str()) {
            0.75
        } else if length >= 3 && near && label.contains(word.as_str()) {
            0.6
        } else {
            return None;
        };
        Some((score, length))
    });
    best.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))
}

/// What stands before brackets, and inside them.
fn brackets(label: &str) -> (String, Option<&str>) {
    let Some((before, rest)) = label.split_once('(') else { return (label.to_owned(), None) };
    let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
    (format!("{before}{after}"), Some(inside))
}
