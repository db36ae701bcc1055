//! Which column of a table each column of a pasted block is.

use std::collections::BTreeMap;

use serde::Deserialize;
use shirube_domain::fields::{Column, FieldType};
use shirube_domain::money::Unit;
use shirube_intake::{Words, header_unit};

/// The words of a column, by its name or by `table.column`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct ColumnWords(BTreeMap<String, WordList>);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordList {
    words: Vec<String>,
}

impl ColumnWords {
    pub(crate) fn parse(toml: &str) -> Result<Self, String> {
        toml::from_str(toml).map_err(|error| error.to_string())
    }

    fn of(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], |list| list.words.as_slice())
    }
}

/// What a column of the block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Matched {
    /// The index of the table's column; `None` where none fits.
    pub(crate) column: Option<usize>,
    /// The unit that the title states.
    pub(crate) unit: Option<Unit>,
}

/// How a table's columns are called: label, name and synonyms.
pub(crate) struct Titles<'a> {
    pub(crate) table: &'a str,
    pub(crate) columns: &'a [Column],
    /// The label of each column.
    pub(crate) labels: Vec<String>,
    pub(crate) known: &'a ColumnWords,
    pub(crate) words: &'a Words,
}

impl Titles<'_> {
    /// The columns that a row of titles names: the surest word first, each column once.
    pub(crate) fn matched(&self, titles: &[String]) -> Vec<Matched> {
        let read: Vec<(String, Option<Unit>)> =
            titles.iter().map(|title| header_unit(title, self.words)).collect();
        let mut found: Vec<Matched> =
            read.iter().map(|(_, unit)| Matched { column: None, unit: *unit }).collect();
        let mut taken = vec![false; self.columns.len()];
        for sureness in 0..SURENESS {
            for (at, (title, _)) in read.iter().enumerate() {
                if found[at].column.is_some() || title.is_empty() {
                    continue;
                }
                let fits = |column: &usize| !taken[*column] && self.fits(*column, title, sureness);
                if let Some(column) = (0..self.columns.len()).find(fits) {
                    taken[column] = true;
                    found[at].column = Some(column);
                }
            }
        }
        found
    }

    /// Whether a row is one of titles: most of its cells are known as such.
    pub(crate) fn is_header(&self, row: &[String]) -> bool {
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        let known = self.matched(row).iter().filter(|one| one.column.is_some()).count();
        known > 0 && known * 2 >= filled
    }

    fn fits(&self, column: usize, title: &str, sureness: usize) -> bool {
        let name = self.columns[column].name;
        let same = |word: &String| header_unit(word, self.words).0 == title;
        match sureness {
            0 => same(&self.labels[column]) || name == title,
            1 => self.known.of(&format!("{}.{name}", self.table)).iter().any(same),
            2 => self.known.of(name).iter().any(same),
            _ => {
                let label = header_unit(&self.labels[column], self.words).0;
                label.chars().count() > 1 && title.contains(&label)
            }
        }
    }
}

/// Label, words of this table, words of every table, the label inside a longer title.
const SURENESS: usize = 4;

/// Whether one cell can hold a value of that type.
pub(crate) fn is_plain(ty: FieldType) -> bool {
    !matches!(
        ty,
        FieldType::YearValues | FieldType::List(_) | FieldType::Record(_) | FieldType::Table(_)
    )
}
