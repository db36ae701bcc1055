//! A row of a list of items: what it states of its firm.

use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::figures::{Basis, FigureField, FigureRow};
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_domain::money::Unit;
use shirube_sheets::{Row, Value};

use super::Reader;
use super::row::RowPlace;
use crate::fold::fold;
use crate::items::{Item, Items};
use crate::units::is_unit;

impl Reader<'_> {
    /// The figures that the row states; what it says of the firm itself goes into the record.
    pub(super) fn stated(
        &mut self,
        row: &Row<'_>,
        record: &mut FirmRecord,
        place: &mut RowPlace,
    ) -> Vec<FigureRow> {
        let mapping = self.mapping;
        let named = mapping.items.as_ref().and_then(|items| {
            let value = row.value(items.column).filter(|value| !value.is_blank())?;
            Some((items, value.to_text()))
        });
        let Some((items, text)) = named else { return self.figures(row) };
        let item = self.items.next(&text, items, self.words);
        let Some(field) = item.field else {
            self.unknown_item(row.number, items, &text);
            return self.figures(row);
        };
        let mut figures = self.figures(row);
        for column in self.values(row, items, item, field, &text) {
            let Some(value) = row.value(column.column) else { continue };
            match column.field {
                MappedField::Firm(field) => {
                    self.firm_field(row.number, &column, field, value, record, place);
                }
                MappedField::Figure(field) => {
                    figures.extend(self.item_figure(row, &column, field, value));
                }
            }
        }
        figures
    }

    /// The columns of values, as columns of what the row states.
    fn values(
        &self,
        row: &Row<'_>,
        items: &Items,
        item: Item,
        field: MappedField,
        text: &str,
    ) -> Vec<ColumnMapping> {
        let beside = items.unit_column.and_then(|column| row.value(column));
        let beside = beside.map(|value| fold(&value.to_text()));
        let beside = beside.filter(|text| is_unit(text, self.words));
        let beside = beside.and_then(|text| self.words.unit_in(&text));
        let by_row = self.row_year(row);
        let column = |value: &crate::items::ValueColumn| {
            let year = item.year.or(value.year).or(by_row).or(self.options.year);
            // Employees of a stated year are a figure of that year.
            let field = match field {
                MappedField::Firm(FirmField::Employees) if year.is_some() => {
                    MappedField::Figure(FigureField::Employees)
                }
                field => field,
            };
            ColumnMapping {
                column: value.column,
                header: text.to_owned(),
                field,
                year,
                basis: Basis::default(),
                unit: item.unit.or(beside).unwrap_or(value.unit),
                turned: self.mapping.turned,
            }
        };
        items.values.iter().map(column).collect()
    }

    fn item_figure(
        &mut self,
        row: &Row<'_>,
        column: &ColumnMapping,
        field: FigureField,
        value: &Value<'_>,
    ) -> Option<FigureRow> {
        let Some(year) = column.year else {
            if !value.is_blank() {
                self.once(row.number, column, "year_missing", &column.header);
            }
            return None;
        };
        let money = field.unit() == Unit::Yen;
        if money && !column.unit.is_money() && !value.is_blank() {
            self.once(row.number, column, "unit_missing", &column.header);
        }
        let (taken, raw) = self.amount(row.number, column, value, money);
        let mut figures = FigureRow::new(year, column.basis);
        figures.values[field.index()] = Some(taken?);
        // The import keeps one unit for the whole column, so the text stays with each value.
        figures.raw.push((field, raw.unwrap_or_else(|| value.to_text().into_owned())));
        Some(figures)
    }

    fn unknown_item(&mut self, row: u32, items: &Items, text: &str) {
        if self.unknown_items.insert(fold(text)) {
            let problem = self.problem("item_unknown").at(row, items.column).raw(text);
            self.sink.problem(problem.about(&*items.header));
        }
    }
}
