//! Regional totals (都道府県の計): the money below the line of a degree, with its source.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;
use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use uuid::Uuid;

use crate::error::Result;
use crate::figures::{basis_number, basis_of};
use crate::log::{unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, REGIONAL_TOTAL};
use crate::write::Tx;

/// A prefecture's money of one year, as somebody published it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalTotal {
    /// Which prefecture.
    pub prefecture: PrefectureCode,
    /// Which fiscal year.
    pub year: FiscalYear,
    /// What it counts.
    pub basis: Basis,
    /// The degree that it stands below.
    pub degree: DegreeKind,
    /// In yen.
    pub value: i64,
    /// Who published it.
    pub source: String,
}

const SELECT: &str = "SELECT prefecture, year, basis, figure, value, source FROM regional_total";

impl Ledger {
    /// All totals: by prefecture, latest year first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn totals(&self) -> Result<Vec<RegionalTotal>> {
        let sql = format!("{SELECT} ORDER BY prefecture, year DESC, basis, figure");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One total.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn total(
        &self,
        prefecture: &PrefectureCode,
        year: FiscalYear,
        basis: Basis,
        degree: DegreeKind,
    ) -> Result<Option<RegionalTotal>> {
        let sql =
            format!("{SELECT} WHERE prefecture = ?1 AND year = ?2 AND basis = ?3 AND figure = ?4");
        let mut select = self.conn.prepare_cached(&sql)?;
        let place = params![
            prefecture.as_str(),
            year.year(),
            basis_number(basis),
            degree.figure().as_str()
        ];
        Ok(select.query_row(place, read).optional()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RegionalTotal> {
    let prefecture: String = row.get(0)?;
    let figure: String = row.get(3)?;
    let degree = if figure == FigureField::OutOfRegionSales.as_str() {
        DegreeKind::Connector
    } else {
        DegreeKind::Hub
    };
    Ok(RegionalTotal {
        prefecture: PrefectureCode::parse(&prefecture).map_err(|error| unfit(0, error))?,
        year: FiscalYear::new(row.get(1)?).map_err(|error| unfit(1, error))?,
        basis: basis_of(row.get(2)?),
        degree,
        value: row.get(4)?,
        source: row.get(5)?,
    })
}

impl Tx<'_> {
    /// Sets a total, in place of the one of that prefecture, year, basis and degree; `false` if
    /// it says the same already.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn set_total(&mut self, total: &RegionalTotal) -> Result<bool> {
        let image = Image::from_iter(
            [
                ("prefecture", Value::from(total.prefecture.as_str())),
                ("year", Value::from(total.year.year())),
                ("basis", Value::from(basis_number(total.basis))),
                ("figure", Value::from(total.degree.figure().as_str())),
                ("value", Value::from(total.value)),
                ("source", Value::from(total.source.as_str())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        match self.total_id(total)? {
            Some(id) => {
                let before = REGIONAL_TOTAL.read(self.conn, id)?.unwrap_or_default();
                let mut after = before.clone();
                after.extend(image);
                self.update(&REGIONAL_TOTAL, id, &before, &after)
            }
            None => {
                let mut image = image;
                let key = REGIONAL_TOTAL.next_key(self.conn)?;
                image.insert("key".to_owned(), Value::from(key));
                let id = self.new_id();
                self.insert(&REGIONAL_TOTAL, id, &image)?;
                Ok(true)
            }
        }
    }

    fn total_id(&self, total: &RegionalTotal) -> Result<Option<Uuid>> {
        let sql = "SELECT id FROM regional_total \
                   WHERE prefecture = ?1 AND year = ?2 AND basis = ?3 AND figure = ?4";
        let place = params![
            total.prefecture.as_str(),
            total.year.year(),
            basis_number(total.basis),
            total.degree.figure().as_str()
        ];
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row(place, |row| uuid_at(row, 0)).optional()?)
    }
}
