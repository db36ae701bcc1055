//! The figures of a row: those that say something new are added, with their source.

use shirube_domain::draft::DraftFirm;
use shirube_domain::figures::FigureRow;

use crate::difference::Told;
use crate::error::Result;
use crate::figures::{FigureLine, basis_number, raw_json, read_line};
use crate::importer::Importer;
use crate::merging::{by_year, says_something_new};

impl Importer<'_, '_> {
    /// Adds the figures that say something new.
    pub(crate) fn merge_figures(
        &mut self,
        key: i64,
        draft: &DraftFirm,
        told: &mut Told,
    ) -> Result<()> {
        if draft.figures.iter().all(FigureRow::is_empty) {
            return Ok(());
        }
        let rows = self.select_figures.query_map([key], read_line)?;
        let known = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        for figures in by_year(&draft.figures).iter() {
            let at = (i64::from(figures.year.year()), basis_number(figures.basis));
            let lines: Vec<&FigureLine> =
                known.iter().filter(|line| (line.year, line.basis) == at).collect();
            let choice = |field: usize| self.choices.of(key, at, field);
            let again = told.repeated && self.was_second(&lines, draft.row.into(), figures);
            // What later rows of the sheet said when it came before was not there for this one.
            let row = i64::from(draft.row);
            let later =
                |line: &FigureLine| line.row > row && self.imports_of_sheet.contains(&line.import);
            let then: Vec<&FigureLine> =
                lines.iter().copied().filter(|line| !later(line)).collect();
            if !again && says_something_new(&then, figures, choice) {
                let import = self.import()?;
                self.insert_figures(key, import, draft.row, figures)?;
                told.figures(&lines, figures, import, |field| self.choices.of(key, at, field));
            }
        }
        Ok(())
    }

    /// Whether this very row of the sheet was taken before, as another word after that of an
    /// earlier row: it does not become the first word now.
    fn was_second(&self, known: &[&FigureLine], row: i64, figures: &FigureRow) -> bool {
        let mut own = known.iter().filter(|line| self.imports_of_sheet.contains(&line.import));
        let says = |line: &&FigureLine| line.row == row && line.values == figures.values;
        own.clone().any(says) && own.any(|line| line.row < row)
    }

    pub(crate) fn insert_figures(
        &mut self,
        firm: i64,
        import: i64,
        row: u32,
        figures: &FigureRow,
    ) -> Result<()> {
        if figures.is_empty() {
            return Ok(());
        }
        let insert = &mut self.insert_figure;
        insert.raw_bind_parameter(1, firm)?;
        insert.raw_bind_parameter(2, figures.year.year())?;
        insert.raw_bind_parameter(3, basis_number(figures.basis))?;
        insert.raw_bind_parameter(4, import)?;
        insert.raw_bind_parameter(5, row)?;
        for (index, value) in figures.values.iter().enumerate() {
            insert.raw_bind_parameter(6 + index, *value)?;
        }
        insert.raw_bind_parameter(13, raw_json(&figures.raw))?;
        insert.raw_execute()?;
        self.figures += 1;
        Ok(())
    }
}
