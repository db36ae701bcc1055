//! A list of items: one column says what a row states, others hold the value, and a firm goes on
//! over several rows.

use std::collections::BTreeMap;

use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;

use crate::fold::fold;
use crate::header::guess;
use crate::words::Words;

/// What one item is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Item {
    /// The field that it states; `None` for an item that is none of ours.
    pub field: Option<MappedField>,
    /// The unit that stands in the item's own name.
    pub unit: Option<Unit>,
    /// The fiscal year that stands in the item's own name.
    pub year: Option<FiscalYear>,
}

/// A column of values beside the items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueColumn {
    /// The column, counted from 0.
    pub column: u32,
    /// Its header as written.
    pub header: String,
    /// The fiscal year of its figures.
    pub year: Option<FiscalYear>,
    /// The unit of money of those that name none.
    pub unit: Unit,
}

/// How the rows of a list of items are understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Items {
    /// The column of the items, counted from 0.
    pub column: u32,
    /// Its header as written.
    pub header: String,
    /// The column that says the unit row by row, where there is one.
    pub unit_column: Option<u32>,
    /// The columns of values.
    pub values: Vec<ValueColumn>,
    /// The items by their folded text; one that is not here is told by its words.
    pub named: BTreeMap<String, Item>,
}

impl Items {
    /// Says what the item of that text is; a unit that is not given stays as it was.
    pub fn name(&mut self, text: &str, field: Option<MappedField>, unit: Option<Unit>) {
        let item = self.named.entry(fold(text)).or_default();
        item.field = field;
        item.unit = unit.or(item.unit);
    }

    /// The columns of values as an import keeps them: each once for every figure that may stand
    /// in it.
    pub(crate) fn source_columns(&self, turned: bool) -> impl Iterator<Item = ColumnMapping> {
        self.values.iter().flat_map(move |value| {
            FigureField::ALL.into_iter().map(move |field| ColumnMapping {
                column: value.column,
                header: value.header.clone(),
                field: MappedField::Figure(field),
                year: value.year,
                basis: Basis::default(),
                unit: self.unit_of(field).unwrap_or(match field.unit() {
                    Unit::Yen => value.unit,
                    own => own,
                }),
                turned,
            })
        })
    }

    /// The unit that the items of a figure state, where all state one.
    fn unit_of(&self, field: FigureField) -> Option<Unit> {
        let mut units = self.named.values().filter(|item| item.figure() == Some(field));
        let first = units.next()?.unit;
        units.all(|item| item.unit == first).then_some(first).flatten()
    }
}

impl Item {
    /// What a cell of the column of items names. `whole` is the item before it that is no part
    /// itself: 「うち県外」 below 「売上高」 is a part of that.
    pub(crate) fn of(folded: &str, whole: &str, words: &Words) -> Self {
        let alone = guess(&[folded.to_owned()], words);
        let part = is_part(folded) && alone.field.is_none() && !whole.is_empty();
        let found = match part {
            true => guess(&[whole.to_owned(), folded.to_owned()], words),
            false => alone,
        };
        let field = found.field.filter(|_| found.confidence >= 0.7);
        Self { field, unit: found.unit, year: found.year }
    }

    /// The figure that it states, employees without a year included.
    pub(crate) fn figure(&self) -> Option<FigureField> {
        match self.field? {
            MappedField::Figure(field) => Some(field),
            MappedField::Firm(FirmField::Employees) => Some(FigureField::Employees),
            MappedField::Firm(_) => None,
        }
    }
}

/// Whether an item is a part of the one above it.
pub(crate) fn is_part(folded: &str) -> bool {
    folded.trim_start_matches(['(', '・', '-']).starts_with("うち") || folded.starts_with("内、")
}

/// The items of a list as they come, row by row.
#[derive(Debug, Default)]
pub(crate) struct ItemReader {
    /// What was found for texts that nobody named before.
    found: BTreeMap<(String, String), Item>,
    whole: String,
}

impl ItemReader {
    /// What the next row's item is.
    pub(crate) fn next(&mut self, text: &str, items: &Items, words: &Words) -> Item {
        let folded = fold(text);
        if let Some(item) = items.named.get(&folded) {
            if !is_part(&folded) {
                self.whole = folded;
            }
            return *item;
        }
        let key = (self.whole.clone(), folded.clone());
        let whole = &self.whole;
        let item = *self.found.entry(key).or_insert_with(|| Item::of(&folded, whole, words));
        if !is_part(&folded) {
            self.whole = folded;
        }
        item
    }
}
