//! Totals by arithmetic: rows that name no firm, and whose amounts are those above them added up.

use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_sheets::{Row, Value};

use super::Reader;
use crate::codes::FoundPlace;
use crate::fields;
use crate::problem::RowKind;

/// Sums of smaller amounts may come about by chance.
const LARGE: i64 = 100;

/// What the amounts of the rows come to, column by column.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// The columns of amounts, each with its sums in base units: since the last total or
    /// subtotal, and of all rows.
    columns: Vec<Column>,
    /// The amounts of the row that is being read, by their place.
    row: Vec<(u32, i64)>,
    /// How many rows there are since the last total or subtotal, and in all.
    group_rows: u32,
    all_rows: u32,
}

#[derive(Debug)]
struct Column {
    /// The index into the mapping's columns, and the place on the sheet.
    index: usize,
    place: u32,
    group: i128,
    all: i128,
}

impl Sums {
    pub(super) fn new(columns: &[ColumnMapping]) -> Self {
        let counted =
            columns.iter().enumerate().filter(|(_, column)| money(column.field).is_some());
        let column = |(index, mapped): (usize, &ColumnMapping)| Column {
            index,
            place: mapped.column,
            group: 0,
            all: 0,
        };
        Self { columns: counted.map(column).collect(), row: Vec::new(), group_rows: 0, all_rows: 0 }
    }

    /// Keeps an amount of the row that is being read.
    pub(super) fn add(&mut self, place: u32, value: i64) {
        self.row.push((place, value));
    }

    /// The row has been read; its amounts count if it is a firm.
    pub(super) fn row(&mut self, firm: bool) {
        if !firm {
            self.row.clear();
            return;
        }
        self.group_rows += 1;
        self.all_rows += 1;
        for (place, value) in self.row.drain(..) {
            if let Some(column) = self.columns.iter_mut().find(|column| column.place == place) {
                column.group += i128::from(value);
                column.all += i128::from(value);
            }
        }
    }

    /// A total or subtotal: what follows is counted anew.
    pub(super) fn close(&mut self) {
        self.group_rows = 0;
        for column in &mut self.columns {
            column.group = 0;
        }
    }
}

/// Whether the field is an amount of money (true) or of persons (false).
fn money(field: MappedField) -> Option<bool> {
    match field {
        MappedField::Figure(field) => Some(field.unit() == Unit::Yen),
        MappedField::Firm(FirmField::Capital) => Some(true),
        MappedField::Firm(FirmField::Employees) => Some(false),
        MappedField::Firm(_) => None,
    }
}

impl Reader<'_> {
    /// What the row is if its amounts are those above it added up, and it names no firm.
    pub(super) fn sum_by_arithmetic(&self, row: &Row<'_>) -> Option<RowKind> {
        if self.sums.all_rows == 0 || self.classifier.has_number(row) {
            return None;
        }
        let name = self.classifier.name(row);
        let (mut amounts, mut group, mut all, mut large) =
            (0, self.sums.group_rows > 0, true, true);
        for column in &self.sums.columns {
            let Some(value) = row.value(column.place).filter(|value| !value.is_blank()) else {
                continue;
            };
            let value = self.quietly(column, value)?;
            amounts += u32::from(value != 0);
            large &= value == 0 || value.abs() >= LARGE;
            group &= i128::from(value) == column.group;
            all &= i128::from(value) == column.all;
            if !group && !all {
                return None;
            }
        }
        let rows = if group { self.sums.group_rows } else { self.sums.all_rows };
        // One firm under one heading has the same amount as its sum: two of them are no chance.
        let sure = amounts > 0 && (name.is_empty() || rows > 1 || amounts > 1);
        // Two amounts that add up what three firms have are no firm's, whatever it is called.
        let beyond_chance = all && self.sums.all_rows > 2 && amounts > 1 && large;
        let found = sure && (name.is_empty() || self.names_a_group(&name) || beyond_chance);
        found.then_some(if all { RowKind::Total } else { RowKind::Subtotal })
    }

    fn quietly(&self, column: &Column, value: &Value<'_>) -> Option<i64> {
        let mapped = self.mapping.columns.get(column.index)?;
        fields::amount(value, mapped.unit, money(mapped.field)?, self.words).value
    }

    /// A place, a trade, or something that ends like a sum.
    fn names_a_group(&self, name: &str) -> bool {
        let ends =
            |endings: &[String]| endings.iter().any(|ending| name.ends_with(ending.as_str()));
        (name.ends_with('計') && !ends(&self.words.rows.not_total_endings))
            || self.codes.prefecture(name).is_some()
            || self.codes.municipality(name, None) != FoundPlace::Unknown
            || self.codes.industry(name).is_some()
    }
}
