//! Which of several values of a figure counts: the newest import's, unless a person chose another.
//! A choice holds while later imports only repeat values that were there when it was made.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::figures::{FigureLine, LINE, basis_number, read_line};
use crate::log::{stamp, uuid_at};
use crate::rows::{FIGURE_CHOICE, FIRM, Image};
use crate::write::Tx;

/// The value that a person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) import: i64,
    pub(crate) row: i64,
    /// The newest import that had a value then.
    newest: i64,
}

/// One figure: the firm's key, year, basis and field, as they are stored.
type Slot = (i64, i64, i64, usize);

/// All choices of the ledger: few.
#[derive(Debug, Default)]
pub(crate) struct Choices(HashMap<Slot, Choice>);

impl Choices {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let sql = "SELECT firm, year, basis, field, import, row, newest FROM figure_choice";
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut all = HashMap::new();
        while let Some(row) = rows.next()? {
            let field: String = row.get(3)?;
            let Some(field) = FigureField::parse(&field) else { continue };
            let slot = (row.get(0)?, row.get(1)?, row.get(2)?, field.index());
            let choice = Choice { import: row.get(4)?, row: row.get(5)?, newest: row.get(6)? };
            all.insert(slot, choice);
        }
        Ok(Self(all))
    }

    pub(crate) fn of(&self, firm: i64, line: (i64, i64), field: usize) -> Option<&Choice> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(firm, line.0, line.1, field))
    }

    /// The firms that have a choice of that field, in order; of one year and basis if given.
    pub(crate) fn firms(&self, field: FigureField, of: Option<(i64, i64)>) -> Vec<i64> {
        let fitting = self.0.keys().filter(|(_, year, basis, index)| {
            *index == field.index() && of.is_none_or(|of| of == (*year, *basis))
        });
        let mut firms: Vec<i64> = fitting.map(|slot| slot.0).collect();
        firms.sort_unstable();
        firms.dedup();
        firms
    }
}

/// How a choice stands against what has come since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChoiceState {
    /// It counts.
    InForce,
    /// A later import stated a value that was not there: that one counts.
    Superseded,
}

/// Whether a choice still counts, among the lines of its year and basis.
pub(crate) fn standing(lines: &[&FigureLine], field: usize, choice: &Choice) -> ChoiceState {
    let (known, later): (Vec<&FigureLine>, Vec<&FigureLine>) = lines
        .iter()
        .filter(|line| line.values[field].is_some())
        .partition(|line| line.import <= choice.newest);
    let is_known =
        |line: &&FigureLine| known.iter().any(|known| known.values[field] == line.values[field]);
    let there = known.iter().any(|line| (line.import, line.row) == (choice.import, choice.row));
    if there && later.iter().all(is_known) { ChoiceState::InForce } else { ChoiceState::Superseded }
}

/// The line (of one year and basis, newest import first) whose value counts.
pub(crate) fn counting<'l>(
    lines: &[&'l FigureLine],
    field: usize,
    choice: Option<&Choice>,
) -> Option<&'l FigureLine> {
    let mut stating = lines.iter().copied().filter(|line| line.values[field].is_some());
    let in_force = choice.filter(|choice| standing(lines, field, choice) == ChoiceState::InForce);
    match in_force {
        Some(choice) => stating.find(|line| (line.import, line.row) == (choice.import, choice.row)),
        None => stating.next(),
    }
}

/// A firm's figures: year by year (newest first), basis by basis, newest import first.
pub(crate) fn lines_of(conn: &Connection, firm: i64) -> Result<Vec<FigureLine>> {
    let sql = format!(
        "SELECT {LINE} FROM figure WHERE firm = ?1 ORDER BY year DESC, basis, import DESC, row"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let rows = select.query_map([firm], read_line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The value of a firm that counts, in one year and basis or in the latest that has one.
pub(crate) fn counting_value(
    conn: &Connection,
    choices: &Choices,
    firm: i64,
    field: FigureField,
    of: Option<(i64, i64)>,
) -> Result<Option<(i64, i64)>> {
    let lines = lines_of(conn, firm)?;
    let groups = lines.chunk_by(|a, b| (a.year, a.basis) == (b.year, b.basis));
    let mut values = groups.filter_map(|group| {
        let at = (group[0].year, group[0].basis);
        let wanted = of.is_none_or(|of| of == at);
        let lines: Vec<&FigureLine> = group.iter().filter(|_| wanted).collect();
        let line = counting(&lines, field.index(), choices.of(firm, at, field.index()))?;
        Some((at.0, line.values[field.index()]?))
    });
    Ok(values.next())
}

/// How a person names the value that is to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// That of an import.
    Import(Uuid),
    /// One that is stated, in yen or persons.
    Value(i64),
    /// The newest, whatever it is: the choice is taken back.
    Newest,
}

impl Tx<'_> {
    /// Chooses which value of a figure counts; `false` if it does already.
    ///
    /// # Errors
    /// There is no such firm, or no source states such a value.
    pub fn choose_figure(
        &mut self,
        firm: Uuid,
        (field, year, basis): (FigureField, FiscalYear, Basis),
        wanted: Wanted,
    ) -> Result<bool> {
        let image = FIRM.read(self.conn, firm)?;
        let key = image.as_ref().and_then(|image| image.get("key")).and_then(Value::as_i64);
        let key = key.ok_or_else(|| StoreError::FirmNotFound(firm.to_string()))?;
        let at = (i64::from(year.year()), basis_number(basis));
        let lines = lines_of(self.conn, key)?;
        let stating: Vec<&FigureLine> = lines
            .iter()
            .filter(|line| (line.year, line.basis) == at && line.values[field.index()].is_some())
            .collect();
        let not_stated = || StoreError::FigureNotStated(field.as_str().to_owned());
        let newest = stating.first().ok_or_else(not_stated)?;
        let found = match wanted {
            Wanted::Newest => None,
            Wanted::Value(value) => {
                let line = stating.iter().find(|line| line.values[field.index()] == Some(value));
                Some(line.ok_or_else(not_stated)?)
            }
            Wanted::Import(import) => {
                let sql = "SELECT key FROM import WHERE id = ?1";
                let import: Option<i64> = self
                    .conn
                    .prepare_cached(sql)?
                    .query_row([import.as_bytes()], |row| row.get(0))
                    .optional()?;
                let line = stating.iter().find(|line| Some(line.import) == import);
                Some(line.ok_or_else(not_stated)?)
            }
        };
        let before = self.choice_of(key, at, field)?;
        let Some(line) = found else {
            let Some((id, before)) = before else { return Ok(false) };
            self.touched.figures_of(key);
            return self.delete(&FIGURE_CHOICE, id, &before).map(|()| true);
        };
        let mut after = Image::from_iter(
            [
                ("firm", Value::from(key)),
                ("year", Value::from(at.0)),
                ("basis", Value::from(at.1)),
                ("field", Value::from(field.as_str())),
                ("import", Value::from(line.import)),
                ("row", Value::from(line.row)),
                ("newest", Value::from(newest.import)),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let now = Value::from(stamp(self.info.at).to_string());
        if let Some((id, before)) = before {
            if after.iter().all(|(name, value)| before.get(name) == Some(value)) {
                return Ok(false);
            }
            self.touched.figures_of(key);
            after.insert("at".to_owned(), now);
            return self.update(&FIGURE_CHOICE, id, &before, &after);
        }
        self.touched.figures_of(key);
        after.insert("at".to_owned(), now);
        after.insert("key".to_owned(), Value::from(FIGURE_CHOICE.next_key(self.conn)?));
        let id = self.new_id();
        self.insert(&FIGURE_CHOICE, id, &after)?;
        Ok(true)
    }

    fn choice_of(
        &self,
        firm: i64,
        at: (i64, i64),
        field: FigureField,
    ) -> Result<Option<(Uuid, Image)>> {
        let sql = "SELECT id FROM figure_choice \
                   WHERE firm = ?1 AND year = ?2 AND basis = ?3 AND field = ?4";
        let id = self
            .conn
            .prepare_cached(sql)?
            .query_row(params![firm, at.0, at.1, field.as_str()], |row| uuid_at(row, 0))
            .optional()?;
        let Some(id) = id else { return Ok(None) };
        Ok(FIGURE_CHOICE.read(self.conn, id)?.map(|image| (id, image)))
    }

    /// The choices of a firm go to another where that has none, or away with it.
    pub(crate) fn hand_choices(&mut self, from: i64, to: Option<i64>) -> Result<()> {
        let sql = "SELECT id, year, basis, field FROM figure_choice WHERE firm = ?1 ORDER BY key";
        let found = self
            .conn
            .prepare_cached(sql)?
            .query_map([from], |row| {
                Ok((uuid_at(row, 0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?))
            })?
            .collect::<rusqlite::Result<Vec<(Uuid, i64, i64, String)>>>()?;
        for (id, year, basis, field) in found {
            let before = FIGURE_CHOICE.read(self.conn, id)?.unwrap_or_default();
            let taken = match (to, FigureField::parse(&field)) {
                (Some(to), Some(field)) => self.choice_of(to, (year, basis), field)?.is_some(),
                _ => true,
            };
            match to.filter(|_| !taken) {
                Some(to) => {
                    let mut after = before.clone();
                    after.insert("firm".to_owned(), Value::from(to));
                    self.update(&FIGURE_CHOICE, id, &before, &after)?;
                }
                None => self.delete(&FIGURE_CHOICE, id, &before)?,
            }
        }
        Ok(())
    }
}
