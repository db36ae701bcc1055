//! 取扱区分 of figures: as their sheet has it, or as a person says of a firm or one of its figures.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use shirube_domain::figures::FigureField;
use shirube_domain::hubs::confidentiality::Confidentiality;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::log::uuid_at;
use crate::open::Ledger;
use crate::rows::{CONFIDENTIALITY, FIRM, IMPORT, Image, hex};
use crate::write::Tx;

/// What somebody said of firms and sheets: few.
#[derive(Debug, Default)]
pub(crate) struct Levels {
    /// By the sheets' local keys.
    imports: HashMap<i64, Confidentiality>,
    /// By the firms' local keys: of all figures, and by figure.
    firms: HashMap<i64, OfFirm>,
}

#[derive(Debug, Default, Clone)]
struct OfFirm {
    all: Option<Confidentiality>,
    fields: [Option<Confidentiality>; FigureField::ALL.len()],
}

impl Levels {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let mut levels = Self::default();
        let sql = "SELECT key, confidentiality FROM import WHERE confidentiality IS NOT NULL";
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let level = Confidentiality::parse(&row.get::<_, String>(1)?).unwrap_or_default();
            levels.imports.insert(row.get(0)?, level);
        }
        let sql = "SELECT firm.key, field, level FROM confidentiality \
                   JOIN firm ON firm.id = confidentiality.firm";
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let level = Confidentiality::parse(&row.get::<_, String>(2)?);
            let firm = levels.firms.entry(row.get(0)?).or_default();
            match FigureField::parse(&row.get::<_, String>(1)?) {
                Some(field) => firm.fields[field.index()] = level,
                None => firm.all = level,
            }
        }
        Ok(levels)
    }

    /// Whether nobody said anything, so that everything is internal.
    pub(crate) fn is_empty(&self) -> bool {
        self.imports.is_empty() && self.firms.is_empty()
    }

    /// The level of a figure that stands in that sheet.
    pub(crate) fn of(&self, firm: i64, field: FigureField, import: i64) -> Confidentiality {
        let said = self.firms.get(&firm).and_then(|firm| firm.fields[field.index()].or(firm.all));
        said.or_else(|| self.imports.get(&import).copied()).unwrap_or_default()
    }
}

/// A level that a person gave a firm, or one of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmLevel {
    /// The figure; none for all of the firm's.
    pub field: Option<FigureField>,
    /// The level.
    pub level: Confidentiality,
}

impl Ledger {
    /// What a person said of a firm's figures; that of all of them first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn firm_levels(&self, firm: Uuid) -> Result<Vec<FirmLevel>> {
        let sql = "SELECT field, level FROM confidentiality WHERE firm = ?1 ORDER BY field";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([firm.as_bytes()], |row| {
            Ok(FirmLevel {
                field: FigureField::parse(row.get_ref(0)?.as_str()?),
                level: Confidentiality::parse(row.get_ref(1)?.as_str()?).unwrap_or_default(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The level of every sheet that was taken in, by the import's id.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn import_levels(&self) -> Result<HashMap<Uuid, Confidentiality>> {
        let sql = "SELECT id, confidentiality FROM import";
        let mut select = self.conn.prepare_cached(sql)?;
        let rows = select.query_map([], |row| {
            let level: Option<String> = row.get(1)?;
            let level = level.and_then(|level| Confidentiality::parse(&level));
            Ok((uuid_at(row, 0)?, level.unwrap_or_default()))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Says who may see the figures of a sheet; `false` if that was said already.
    ///
    /// # Errors
    /// There is no such import.
    pub fn set_import_level(&mut self, import: Uuid, level: Confidentiality) -> Result<bool> {
        let before = IMPORT
            .read(self.conn, import)?
            .ok_or_else(|| StoreError::ImportNotFound(import.to_string()))?;
        let mut after = before.clone();
        after.insert("confidentiality".to_owned(), Value::from(level.as_str()));
        self.touched.figures();
        self.update(&IMPORT, import, &before, &after)
    }

    /// Says who may see a firm's figures, or one of them; none takes it back, so that the sheet's
    /// level holds again. `false` if nothing changes.
    ///
    /// # Errors
    /// There is no such firm.
    pub fn set_firm_level(
        &mut self,
        firm: Uuid,
        field: Option<FigureField>,
        level: Option<Confidentiality>,
    ) -> Result<bool> {
        let image = FIRM.read(self.conn, firm)?;
        let key = image.as_ref().and_then(|image| image.get("key")).and_then(Value::as_i64);
        let key = key.ok_or_else(|| StoreError::FirmNotFound(firm.to_string()))?;
        self.touched.figures_of(key);
        let field = field.map_or("", FigureField::as_str);
        let sql = "SELECT id FROM confidentiality WHERE firm = ?1 AND field = ?2";
        let known = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![firm.as_bytes(), field], |row| uuid_at(row, 0))
            .optional()?;
        let before = known.map(|id| CONFIDENTIALITY.read(self.conn, id)).transpose()?.flatten();
        let Some(level) = level else {
            let (Some(id), Some(before)) = (known, before) else { return Ok(false) };
            return self.delete(&CONFIDENTIALITY, id, &before).map(|()| true);
        };
        if let (Some(id), Some(before)) = (known, before) {
            let mut after = before.clone();
            after.insert("level".to_owned(), Value::from(level.as_str()));
            return self.update(&CONFIDENTIALITY, id, &before, &after);
        }
        let image = Image::from_iter(
            [
                ("key", Value::from(CONFIDENTIALITY.next_key(self.conn)?)),
                ("firm", Value::from(hex(firm.as_bytes()))),
                ("field", Value::from(field)),
                ("level", Value::from(level.as_str())),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let id = self.new_id();
        self.insert(&CONFIDENTIALITY, id, &image)?;
        Ok(true)
    }

    /// What was said of a firm goes to another with which it becomes one: the stricter holds. With
    /// none it goes away.
    pub(crate) fn hand_levels(&mut self, from: Uuid, to: Option<Uuid>) -> Result<()> {
        let sql = "SELECT field, level FROM confidentiality WHERE firm = ?1 ORDER BY key";
        let said = self
            .conn
            .prepare_cached(sql)?
            .query_map([from.as_bytes()], |row| {
                Ok((FigureField::parse(row.get_ref(0)?.as_str()?), row.get::<_, String>(1)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for (field, level) in said {
            let level = Confidentiality::parse(&level).unwrap_or_default();
            if let Some(to) = to {
                let known = self.level_of(to, field)?;
                self.set_firm_level(
                    to,
                    field,
                    Some(known.map_or(level, |known| known.max(level))),
                )?;
            }
            self.set_firm_level(from, field, None)?;
        }
        Ok(())
    }

    fn level_of(&self, firm: Uuid, field: Option<FigureField>) -> Result<Option<Confidentiality>> {
        let sql = "SELECT level FROM confidentiality WHERE firm = ?1 AND field = ?2";
        let field = field.map_or("", FigureField::as_str);
        let level: Option<String> = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![firm.as_bytes(), field], |row| row.get(0))
            .optional()?;
        Ok(level.and_then(|level| Confidentiality::parse(&level)))
    }
}
