//! The figures of one row, each under its year.

use shirube_domain::draft::ColumnMapping;
use shirube_domain::figures::FigureRow;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::Row;

use super::{FigurePlan, Reader};
use crate::fold::fold;
use crate::years::cell_year;

impl Reader<'_> {
    pub(super) fn figures(&mut self, row: &Row<'_>) -> Vec<FigureRow> {
        let by_row = self.row_year(row);
        let mut rows: Vec<Option<FigureRow>> = self
            .slots
            .iter()
            .map(|(year, basis)| Some(FigureRow::new(year.or(by_row)?, *basis)))
            .collect();
        let mut undated = false;
        for index in 0..self.figure_columns.len() {
            let FigurePlan { column, field, slot } = self.figure_columns[index];
            let mapped = &self.mapping.columns[column];
            let Some(value) = row.value(mapped.column) else { continue };
            if rows[slot].is_none() {
                undated |= !value.is_blank();
                continue;
            }
            let money = field.unit() == Unit::Yen;
            let by_row = self.row_unit(row).filter(|_| money && !mapped.unit.is_money());
            let (taken, raw) = match by_row {
                None => self.amount(row.number, mapped, value, money),
                Some(unit) => {
                    let mapped = ColumnMapping { unit, ..mapped.clone() };
                    let (taken, raw) = self.amount(row.number, &mapped, value, money);
                    // The import keeps one unit for the whole column, so the text stays.
                    (taken, raw.or_else(|| Some(value.to_text().into_owned())))
                }
            };
            let Some(figures) = &mut rows[slot] else { continue };
            figures.values[field.index()] = taken;
            if let (Some(_), Some(raw)) = (taken, raw) {
                figures.raw.push((field, raw));
            }
        }
        if undated {
            self.undated(row);
        }
        rows.into_iter().flatten().filter(|row| !row.is_empty()).collect()
    }

    /// The unit of money that the row's own cell states.
    fn row_unit(&self, row: &Row<'_>) -> Option<Unit> {
        let value = row.value(self.mapping.unit_column?)?;
        self.words.unit_in(&fold(&value.to_text())).filter(|unit| unit.is_money())
    }

    /// The year that the row's own cell states, else the one that the caller gave.
    pub(super) fn row_year(&self, row: &Row<'_>) -> Option<FiscalYear> {
        let years = self.mapping.year_column.as_ref()?;
        let stated = row
            .value(years.column)
            .filter(|value| !value.is_blank())
            .map(|value| cell_year(&fold(&value.to_text()), &fold(&years.header)));
        // What is there and can't be read is not overruled.
        stated.unwrap_or(self.options.year)
    }

    /// There are figures, and nobody says of which year.
    fn undated(&mut self, row: &Row<'_>) {
        let Some(years) = &self.mapping.year_column else { return };
        let raw = row.value(years.column).map(|value| value.to_text().into_owned());
        let problem = self.problem("row_year_unreadable").at(row.number, years.column);
        self.sink.problem(problem.raw(raw.unwrap_or_default()).about(&*years.header));
    }
}
