//! Blank cells that take values away, where a person asked for that.

use shirube_domain::draft::{ColumnMapping, DraftFirm, ImportSource, MappedField};
use shirube_domain::figures::FigureField;
use shirube_domain::firm::{FirmField, FirmRecord};

use crate::choices::{counting, lines_of};
use crate::difference::Told;
use crate::error::Result;
use crate::figures::{FigureLine, basis_number};
use crate::importer::Importer;

/// The fields that a row leaves blank in every column that is mapped to them.
#[derive(Debug, Default)]
pub(crate) struct Blanks<'s> {
    columns: Vec<&'s ColumnMapping>,
}

impl<'s> Blanks<'s> {
    /// Those of the columns `blank`; none where blanks say nothing.
    pub(crate) fn of(source: &'s ImportSource, blank: &[u32], say_something: bool) -> Self {
        if !say_something || blank.is_empty() {
            return Self::default();
        }
        let same = |a: &ColumnMapping, b: &ColumnMapping| {
            (a.field, a.year, a.basis) == (b.field, b.year, b.basis)
        };
        let is_blank = |column: &ColumnMapping| blank.contains(&column.column);
        let columns = source.columns.iter().filter(|column| {
            source.columns.iter().filter(|other| same(column, other)).all(is_blank)
        });
        Self { columns: columns.collect() }
    }

    /// The record without the fields that are blank; `None` where nothing changes. What a firm is
    /// known by, its name and its number, is never taken away.
    pub(crate) fn erased(
        &self,
        merged: Option<FirmRecord>,
        current: &FirmRecord,
        said: &FirmRecord,
    ) -> Option<FirmRecord> {
        let mut out = merged.clone().unwrap_or_else(|| current.clone());
        let mut changed = merged.is_some();
        for column in &self.columns {
            if let MappedField::Firm(field) = column.field {
                changed |= clear(&mut out, said, field);
            }
        }
        changed.then_some(out)
    }
}

/// Takes a field away that the row does not say by other means; whether it had a value.
fn clear(record: &mut FirmRecord, said: &FirmRecord, field: FirmField) -> bool {
    macro_rules! take {
        ($name:ident) => {
            said.$name.is_none() && record.$name.take().is_some()
        };
    }
    match field {
        FirmField::CorporateNumber | FirmField::Name => false,
        FirmField::Kana => take!(kana),
        FirmField::PostalCode => take!(postal_code),
        FirmField::Address => take!(address),
        FirmField::Prefecture => take!(prefecture),
        FirmField::Municipality => take!(municipality),
        FirmField::Industry => take!(industry),
        FirmField::Capital => take!(capital),
        FirmField::Employees => take!(employees),
        FirmField::Established => take!(established),
        FirmField::Representative => take!(representative),
        FirmField::Telephone => take!(telephone),
        FirmField::Url => take!(url),
        FirmField::Note => take!(note),
    }
}

impl Importer<'_, '_> {
    /// Takes the figures away that earlier sheets of the same origin gave and this one leaves
    /// blank; what other sources say stays.
    pub(crate) fn blank_figures(
        &mut self,
        firm: i64,
        draft: &DraftFirm,
        blanks: &Blanks<'_>,
        told: &mut Told,
    ) -> Result<()> {
        let says = |field: FigureField, column: &ColumnMapping| {
            draft.figures.iter().any(|row| {
                Some(row.year) == column.year
                    && row.basis == column.basis
                    && row.value(field).is_some()
            })
        };
        for column in &blanks.columns {
            let (MappedField::Figure(field), Some(year)) = (column.field, column.year) else {
                continue;
            };
            if says(field, column) {
                continue;
            }
            let at = (i64::from(year.year()), basis_number(column.basis));
            let of_year = |lines: Vec<FigureLine>| -> Vec<FigureLine> {
                lines.into_iter().filter(|line| (line.year, line.basis) == at).collect()
            };
            let before = of_year(lines_of(self.tx.conn, firm)?);
            let own = before.iter().filter(|line| {
                line.values[field.index()].is_some() && self.origin.contains(&line.import)
            });
            let own: Vec<&FigureLine> = own.collect();
            if own.is_empty() {
                continue;
            }
            // The import is noted as the one that did it.
            self.import()?;
            for line in own {
                self.tx.blank_figure(firm, line, field)?;
            }
            told.figures = true;
            let after = of_year(lines_of(self.tx.conn, firm)?);
            let (before, after): (Vec<&FigureLine>, Vec<&FigureLine>) =
                (before.iter().collect(), after.iter().collect());
            let choice = self.choices.of(firm, at, field.index());
            let counts = |lines: &[_]| counting(lines, field.index(), choice).cloned();
            let (before, after) = (counts(&before), counts(&after));
            let of = (year, column.basis);
            told.figure(field, of, (before.as_ref(), after.as_ref()), false);
        }
        Ok(())
    }
}
