//! Regional totals (都道府県の計): the money below the line of a degree. Several sources may state
//! the same total; all are kept, and one counts.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::DegreeKind;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use uuid::Uuid;

use crate::error::{Result, StoreError};
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

/// Where a total stands in the file that brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalProvenance {
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file, lower-case hexadecimal.
    pub sha256: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What the cell says.
    pub raw: String,
}

/// A total of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotal {
    /// Its id.
    pub id: Uuid,
    /// What it says.
    pub total: RegionalTotal,
    /// Whether a person chose it among several.
    pub preferred: bool,
    /// Whether it counts: the preferred one, or the newest where nobody chose.
    pub counts: bool,
    /// Where it stands; none where it was typed in.
    pub provenance: Option<TotalProvenance>,
}

const SELECT: &str = "SELECT id, prefecture, year, basis, figure, value, source, preferred, \
                      provenance FROM regional_total";
/// Those of one prefecture, year, basis and figure are neighbours, the one that counts first.
const IN_ORDER: &str = "ORDER BY prefecture, year DESC, basis, figure, preferred DESC, key DESC";

impl Ledger {
    /// The totals that count: by prefecture, latest year first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn totals(&self) -> Result<Vec<RegionalTotal>> {
        let all = self.stored_totals()?;
        Ok(all.into_iter().filter(|stored| stored.counts).map(|stored| stored.total).collect())
    }

    /// All totals: by prefecture, latest year first, and those that state the same beside each
    /// other, the one that counts first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn stored_totals(&self) -> Result<Vec<StoredTotal>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} {IN_ORDER}"))?;
        let mut all = select.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
        let mut previous = None;
        for stored in &mut all {
            let RegionalTotal { prefecture, year, basis, degree, .. } = &stored.total;
            let slot = (prefecture.clone(), *year, *basis, *degree);
            stored.counts = previous.as_ref() != Some(&slot);
            previous = Some(slot);
        }
        Ok(all)
    }

    /// The total that counts.
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
        let mut all = self.totals()?.into_iter();
        let fits = |total: &RegionalTotal| {
            total.prefecture == *prefecture
                && (total.year, total.basis, total.degree) == (year, basis, degree)
        };
        Ok(all.find(fits))
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredTotal> {
    let prefecture: String = row.get(1)?;
    let figure: String = row.get(4)?;
    let degree = if figure == FigureField::OutOfRegionSales.as_str() {
        DegreeKind::Connector
    } else {
        DegreeKind::Hub
    };
    let provenance: Option<String> = row.get(8)?;
    let provenance = provenance.map(|text| serde_json::from_str(&text)).transpose();
    Ok(StoredTotal {
        id: uuid_at(row, 0)?,
        total: RegionalTotal {
            prefecture: PrefectureCode::parse(&prefecture).map_err(|error| unfit(1, error))?,
            year: FiscalYear::new(row.get(2)?).map_err(|error| unfit(2, error))?,
            basis: basis_of(row.get(3)?),
            degree,
            value: row.get(5)?,
            source: row.get(6)?,
        },
        preferred: row.get(7)?,
        counts: false,
        provenance: provenance.map_err(|error| unfit(8, error))?,
    })
}

impl Tx<'_> {
    /// Sets a total that was typed in, in place of what the same source said of that prefecture,
    /// year, basis and degree; `false` if it says the same already.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn set_total(&mut self, total: &RegionalTotal) -> Result<bool> {
        self.set_total_of(total, None)
    }

    /// The same, with the place where it stands.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn set_total_of(
        &mut self,
        total: &RegionalTotal,
        provenance: Option<&TotalProvenance>,
    ) -> Result<bool> {
        let provenance = provenance.and_then(|stands| serde_json::to_string(stands).ok());
        let image = Image::from_iter(
            [
                ("prefecture", Value::from(total.prefecture.as_str())),
                ("year", Value::from(total.year.year())),
                ("basis", Value::from(basis_number(total.basis))),
                ("figure", Value::from(total.degree.figure().as_str())),
                ("value", Value::from(total.value)),
                ("source", Value::from(total.source.as_str())),
                ("provenance", Value::from(provenance)),
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

    /// Makes a total the one that counts among those that state the same; `false` if a person
    /// chose it before.
    ///
    /// # Errors
    /// There is no such total.
    pub fn prefer_total(&mut self, id: Uuid) -> Result<bool> {
        let chosen = self.total_image(id)?;
        let sql = "SELECT a.id FROM regional_total a JOIN regional_total b \
                   USING (prefecture, year, basis, figure) \
                   WHERE b.id = ?1 AND a.id <> ?1 AND a.preferred = 1";
        let others = self
            .conn
            .prepare_cached(sql)?
            .query_map([id.as_bytes()], |row| uuid_at(row, 0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for other in others {
            let before = self.total_image(other)?;
            self.set_preferred(other, &before, 0)?;
        }
        self.set_preferred(id, &chosen, 1)
    }

    fn set_preferred(&mut self, id: Uuid, before: &Image, preferred: i64) -> Result<bool> {
        let mut after = before.clone();
        after.insert("preferred".to_owned(), Value::from(preferred));
        self.update(&REGIONAL_TOTAL, id, before, &after)
    }

    /// Takes a total out.
    ///
    /// # Errors
    /// There is no such total.
    pub fn remove_total(&mut self, id: Uuid) -> Result<()> {
        let before = self.total_image(id)?;
        self.delete(&REGIONAL_TOTAL, id, &before)
    }

    fn total_image(&self, id: Uuid) -> Result<Image> {
        REGIONAL_TOTAL.read(self.conn, id)?.ok_or_else(|| StoreError::TotalNotFound(id.to_string()))
    }

    fn total_id(&self, total: &RegionalTotal) -> Result<Option<Uuid>> {
        let sql = "SELECT id FROM regional_total WHERE prefecture = ?1 AND year = ?2 \
                   AND basis = ?3 AND figure = ?4 AND source = ?5";
        let place = params![
            total.prefecture.as_str(),
            total.year.year(),
            basis_number(total.basis),
            total.degree.figure().as_str(),
            total.source,
        ];
        let mut select = self.conn.prepare_cached(sql)?;
        Ok(select.query_row(place, |row| uuid_at(row, 0)).optional()?)
    }
}
