//! A form as the check of a binding sees it.

use shirube_domain::binding::Form;
use shirube_sheets::Template;

/// A form that was looked at.
#[derive(Debug, Clone, Copy)]
pub struct Looked<'t>(pub &'t Template);

impl Form for Looked<'_> {
    fn sheets(&self) -> Vec<&str> {
        self.0.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
    }

    fn first_of_region(&self, sheet: &str, row: u32, column: u32) -> (u32, u32) {
        self.0.sheet(sheet).map_or((row, column), |sheet| {
            let region = sheet.region_at(row, column);
            (region.first_row, region.first_column)
        })
    }

    fn is_formula(&self, sheet: &str, row: u32, column: u32) -> bool {
        let cell = self.0.sheet(sheet).and_then(|sheet| sheet.cell(row, column));
        cell.is_some_and(|cell| cell.formula)
    }
}
