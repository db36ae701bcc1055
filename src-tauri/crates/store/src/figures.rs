//! Figures of a firm with their sources: the value that counts, and what other sheets say.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use shirube_domain::draft::ColumnMapping;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use uuid::Uuid;

use crate::choices::{ChoiceState, Choices, counting, standing};
use crate::error::Result;
use crate::imports::StoredImport;
use crate::log::unfit;

/// A figure of one year and basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub field: FigureField,
    /// Of which fiscal year.
    pub year: FiscalYear,
    /// What it counts.
    pub basis: Basis,
    /// The value that counts: that of the newest import, or the one that a person chose.
    pub chosen: Stated,
    /// What other rows say, newest import first.
    pub alternatives: Vec<Stated>,
    /// Whether a person chose, and how that stands.
    pub choice: Option<ChoiceState>,
}

/// A value as one row of one sheet states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// In yen or persons.
    pub value: i64,
    /// The unit in which the sheet has it.
    pub unit_in_file: Unit,
    /// Where it stands.
    pub provenance: Provenance,
}

/// Where a figure stands (出典).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The import that brought it.
    pub import: Uuid,
    /// When that was.
    pub at: Timestamp,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The sheet.
    pub sheet: String,
    /// The cell, `C12`; only the row, `12`, where the import's mapping names no column.
    pub cell: String,
    /// The cell's text.
    pub raw: String,
}

/// A row of the `figure` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FigureLine {
    pub(crate) year: i64,
    pub(crate) basis: i64,
    pub(crate) import: i64,
    pub(crate) row: i64,
    pub(crate) values: [Option<i64>; 7],
    pub(crate) raw: Option<String>,
}

/// The columns of a [`FigureLine`].
pub(crate) const LINE: &str = "year, basis, import, row, sales, out_of_region_sales, exports, \
                               purchases, in_region_purchases, total_payroll, employees, raw";

pub(crate) fn read_line(row: &Row<'_>) -> rusqlite::Result<FigureLine> {
    let mut values = [None; 7];
    for (index, value) in values.iter_mut().enumerate() {
        *value = row.get(4 + index)?;
    }
    let (year, basis, import) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(FigureLine { year, basis, import, row: row.get(3)?, values, raw: row.get(11)? })
}

/// The number by which a basis is stored.
pub(crate) fn basis_number(basis: Basis) -> i64 {
    basis as i64
}

/// The basis stored as that number.
pub(crate) fn basis_of(number: i64) -> Basis {
    if number == basis_number(Basis::Establishment) {
        Basis::Establishment
    } else {
        Basis::HeadOffice
    }
}

/// The imports that lines come from, each read once.
#[derive(Debug, Default)]
pub(crate) struct Sources(HashMap<i64, StoredImport>);

impl Sources {
    fn add(&mut self, conn: &Connection, lines: &[FigureLine]) -> Result<()> {
        let sql = "SELECT id, at, file_name, sha256, sheet, columns FROM import WHERE key = ?1";
        let mut select = conn.prepare_cached(sql)?;
        for line in lines {
            if let Entry::Vacant(place) = self.0.entry(line.import) {
                place.insert(select.query_row([line.import], crate::imports::read)?);
            }
        }
        Ok(())
    }

    /// The figures that a firm's lines state: by year (newest first), basis and field.
    pub(crate) fn figures(
        &mut self,
        conn: &Connection,
        choices: &Choices,
        firm: i64,
        lines: &[FigureLine],
    ) -> Result<Vec<Figure>> {
        self.add(conn, lines)?;
        let imports = &self.0;
        let mut figures = Vec::new();
        for group in lines.chunk_by(|a, b| (a.year, a.basis) == (b.year, b.basis)) {
            for field in FigureField::ALL {
                let lines: Vec<&FigureLine> = group.iter().collect();
                let at = (group[0].year, group[0].basis);
                let choice = choices.of(firm, at, field.index());
                let Some(counts) = counting(&lines, field.index(), choice) else { continue };
                let Some((year, basis, chosen)) = state(counts, field, imports) else { continue };
                let others = lines.iter().filter(|line| !std::ptr::eq(**line, counts));
                let alternatives = others
                    .filter_map(|line| state(line, field, imports))
                    .map(|(_, _, stated)| stated)
                    .collect();
                let choice = choice.map(|choice| standing(&lines, field.index(), choice));
                figures.push(Figure { field, year, basis, chosen, alternatives, choice });
            }
        }
        Ok(figures)
    }
}

/// What a line says of a figure, if it says anything.
fn state(
    line: &FigureLine,
    field: FigureField,
    imports: &HashMap<i64, StoredImport>,
) -> Option<(FiscalYear, Basis, Stated)> {
    let value = line.values[field.index()]?;
    let import = imports.get(&line.import)?;
    let year = FiscalYear::new(line.year).ok()?;
    let basis = basis_of(line.basis);
    let column = import.source.column_of(field, year, basis);
    let unit = column.map_or_else(|| field.unit(), |column| column.unit);
    let raw: BTreeMap<String, String> =
        line.raw.as_deref().and_then(|raw| serde_json::from_str(raw).ok()).unwrap_or_default();
    let provenance = Provenance {
        import: import.id,
        at: import.at,
        file: import.source.file_name.clone(),
        sha256: import.source.sha256.clone(),
        sheet: import.source.sheet.clone(),
        cell: column.map_or_else(
            || line.row.to_string(),
            |column| {
                let (row, column) = column.place(u32::try_from(line.row).unwrap_or(0));
                format!("{}{row}", column_letters(column))
            },
        ),
        raw: raw.get(field.as_str()).cloned().unwrap_or_else(|| plain(value, unit)),
    };
    Some((year, basis, Stated { value, unit_in_file: unit, provenance }))
}

/// The text of a cell that holds just this value in that unit.
fn plain(value: i64, unit: Unit) -> String {
    (value / unit.scale()).to_string()
}

/// Excel's name of a column counted from 0: `A`, `Z`, `AA`.
fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// The `raw` column of a row: cell texts by field, or nothing.
pub(crate) fn raw_json(raw: &[(FigureField, String)]) -> Option<String> {
    if raw.is_empty() {
        return None;
    }
    let texts: BTreeMap<&str, &str> =
        raw.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
    serde_json::to_string(&texts).ok()
}

/// The mapping column of an import.
pub(crate) fn columns_of(row: &Row<'_>, index: usize) -> rusqlite::Result<Vec<ColumnMapping>> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| unfit(index, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        let named = [0, 25, 26, 51, 701, 702, 16383].map(column_letters);
        assert_eq!(named, ["A", "Z", "AA", "AZ", "ZZ", "AAA", "XFD"]);
    }
}
