//! What there is to say about a table besides its values: its layout, its header, what it leaves
//! out because it stands above.

use shirube_domain::draft::{ColumnMapping, MappedField};
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;
use shirube_sheets::{Layout, Region, Row};

use super::Reader;
use crate::fill::{Filled, Repeat};
use crate::problem::Problem;

/// Merged regions inside the data that are reported.
const REPORTED_MERGES: usize = 50;

impl Reader<'_> {
    /// What hides or lies over the cells.
    pub(super) fn about_layout(&mut self, layout: &Layout) {
        let area = self.mapping.area;
        let below = |region: &&Region| {
            region.first_row >= self.mapping.first_row
                && area.is_none_or(|area| area.contains(region.first_row, region.first_column))
        };
        self.merged = layout.merged.iter().filter(below).copied().collect();
        self.merged.sort_by_key(|region| (region.first_row, region.first_column));
        for column in layout.hidden_columns.iter().take(20) {
            let mut problem = self.problem("columns_hidden");
            problem.column = Some(*column);
            let mapped = self.mapping.columns.iter().find(|mapped| mapped.column == *column);
            let header = mapped.map(|mapped| mapped.header.clone()).unwrap_or_default();
            self.sink.problem(problem.about(header));
        }
    }

    /// What the header lacks: its place, its units, its years.
    pub(super) fn about_header(&mut self) {
        let (mapping, rows) = (self.mapping, &self.mapping.header_rows);
        if let Some(first) = rows.first().filter(|row| **row > 1) {
            let mut problem = self.problem("header_not_first");
            problem.row = Some(*first);
            self.sink.problem(problem);
        }
        if rows.len() > 1 {
            let mut problem = self.problem("header_several_rows");
            problem.row = rows.first().copied();
            self.sink.problem(problem.about(rows.len().to_string()));
        }
        let at = |code, column: &ColumnMapping| {
            let mut problem = Problem::new(code, &mapping.sheet).about(column.header.clone());
            (problem.row, problem.column) = (rows.last().copied(), Some(column.column));
            problem.raw(column.header.clone())
        };
        for column in &mapping.columns {
            if is_money(column.field) && !column.unit.is_money() {
                self.sink.problem(at("unit_missing", column).understood(Unit::Yen.as_str()));
            }
            let by_row = mapping.year_column.is_some();
            if matches!(column.field, MappedField::Figure(_)) && column.year.is_none() && !by_row {
                let problem = match self.options.year {
                    Some(year) => at("year_guessed", column).understood(year.to_string()),
                    None => at("year_missing", column),
                };
                self.sink.problem(problem);
            }
        }
    }

    /// Says of each column once what was filled from above; of a mark below nothing each time.
    pub(super) fn repeats(&mut self, row: &Row<'_>, filled: &Filled<'_>) {
        for cell in &filled.filled {
            let code = match cell.how {
                Repeat::Mark => "repeat_mark",
                Repeat::Merged => "repeat_merged",
                Repeat::Blank => "repeat_blank",
                Repeat::Empty => "repeat_empty",
            };
            if cell.how != Repeat::Empty && !self.said.insert((code, cell.column)) {
                continue;
            }
            let mut problem = self.problem(code).at(row.number, cell.column).raw(&*cell.raw);
            problem.understood = row.value(cell.column).map(|value| value.to_text().into_owned());
            self.sink.problem(problem.about(self.mapping.header(cell.column)));
        }
    }

    /// Merged regions that begin in a row of data, or above it and reach into it, each said once.
    pub(super) fn merges_at(&mut self, number: u32) {
        while let Some(region) = self.merged.get(self.next_merge) {
            if region.first_row > number || self.next_merge >= REPORTED_MERGES {
                break;
            }
            if region.last_row >= number {
                let code = match self.filler.takes(region) {
                    true => "merged_cells_repeated",
                    false => "merged_cells",
                };
                let problem = self.problem(code).about(self.mapping.region_name(region));
                self.sink.problem(problem.at(region.first_row, region.first_column));
            }
            self.next_merge += 1;
        }
    }
}

fn is_money(field: MappedField) -> bool {
    match field {
        MappedField::Firm(field) => field == FirmField::Capital,
        MappedField::Figure(field) => field.unit() == Unit::Yen,
    }
}
