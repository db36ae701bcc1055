//! Selections: by which criteria firms are chosen, and what was decided of each.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shirube_domain::codes::PrefectureCode;
use shirube_domain::fiscal_year::FiscalYear;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::log::{HistoryEntry, optional_uuid_at, stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, SELECTION, hex, in_key_order};
use crate::write::Tx;

/// What was decided of a firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Whether it is chosen.
    pub chosen: bool,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decider: String,
    /// When (RFC 3339).
    pub at: String,
}

/// A selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Selection {
    /// Its id.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// Whose firms.
    pub prefecture: PrefectureCode,
    /// The fiscal year of the figures.
    pub year: FiscalYear,
    /// `either`, `head_office` or `establishment`.
    pub basis: String,
    /// The criteria, in the words of the border.
    pub criteria: Value,
    /// What was decided, by firm.
    pub decisions: Vec<(Uuid, Choice)>,
    /// The plan that it was last put into.
    pub plan: Option<Uuid>,
    /// When it was begun.
    pub at: jiff::Timestamp,
}

const SELECT: &str =
    "SELECT id, name, prefecture, year, basis, criteria, decisions, plan, at FROM selection";

impl Ledger {
    /// All selections, newest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn selections(&self) -> Result<Vec<Selection>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY key DESC"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One of them.
    ///
    /// # Errors
    /// There is no such selection.
    pub fn selection(&self, id: Uuid) -> Result<Selection> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        let found = select.query_row([id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::SelectionNotFound(id.to_string()))
    }

    /// What was done with a selection, newest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn selection_history(&self, id: Uuid) -> Result<Vec<HistoryEntry>> {
        let id = id.to_string();
        let of_it = |entry: &HistoryEntry| {
            entry.params.get("selection").and_then(Value::as_str) == Some(&id)
        };
        Ok(self.history(None, usize::MAX)?.into_iter().filter(of_it).collect())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Selection> {
    let prefecture: String = row.get(2)?;
    let criteria: String = row.get(5)?;
    let decisions: String = row.get(6)?;
    let decisions: Map<String, Value> =
        serde_json::from_str(&decisions).map_err(|error| unfit(6, error))?;
    let decisions = decisions.into_iter().map(|(firm, choice)| {
        let firm = Uuid::try_parse(&firm).map_err(|error| unfit(6, error))?;
        Ok((firm, serde_json::from_value(choice).map_err(|error| unfit(6, error))?))
    });
    Ok(Selection {
        id: uuid_at(row, 0)?,
        name: row.get(1)?,
        prefecture: PrefectureCode::parse(&prefecture).map_err(|error| unfit(2, error))?,
        year: FiscalYear::new(row.get(3)?).map_err(|error| unfit(3, error))?,
        basis: row.get(4)?,
        criteria: serde_json::from_str(&criteria).map_err(|error| unfit(5, error))?,
        decisions: decisions.collect::<rusqlite::Result<_>>()?,
        plan: optional_uuid_at(row, 7)?,
        at: timestamp_at(row, 8)?,
    })
}

fn image(selection: &Selection) -> Image {
    let decisions: Map<String, Value> = selection
        .decisions
        .iter()
        .filter_map(|(firm, choice)| Some((firm.to_string(), serde_json::to_value(choice).ok()?)))
        .collect();
    Image::from_iter(
        [
            ("name", Value::from(selection.name.as_str())),
            ("prefecture", Value::from(selection.prefecture.as_str())),
            ("year", Value::from(selection.year.year())),
            ("basis", Value::from(selection.basis.as_str())),
            ("criteria", Value::from(selection.criteria.to_string())),
            ("decisions", in_key_order(&decisions)),
            ("plan", selection.plan.map_or(Value::Null, |id| hex(id.as_bytes()).into())),
            ("at", Value::from(stamp(selection.at).to_string())),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

impl Tx<'_> {
    /// Begins a selection; its id is the caller's.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn create_selection(&mut self, selection: &Selection) -> Result<()> {
        let mut image = image(selection);
        image.insert("key".to_owned(), Value::from(SELECTION.next_key(self.conn)?));
        self.insert(&SELECTION, selection.id, &image)
    }

    /// Writes a selection as it is now; `false` if nothing differs. Of the decisions the log keeps
    /// those that differ.
    ///
    /// # Errors
    /// There is no such selection.
    pub fn update_selection(&mut self, selection: &Selection) -> Result<bool> {
        let before = self.selection_image(selection.id)?;
        let mut after = before.clone();
        after.extend(image(selection));
        self.update(&SELECTION, selection.id, &before, &after)
    }

    /// Takes a selection out.
    ///
    /// # Errors
    /// There is no such selection.
    pub fn remove_selection(&mut self, id: Uuid) -> Result<()> {
        let before = self.selection_image(id)?;
        self.delete(&SELECTION, id, &before)
    }

    fn selection_image(&self, id: Uuid) -> Result<Image> {
        SELECTION.read(self.conn, id)?.ok_or_else(|| StoreError::SelectionNotFound(id.to_string()))
    }

    /// Selections that speak of the one firm speak of the other; one that speaks of both keeps
    /// what it says of the one that stays.
    pub(crate) fn hand_selections(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        let sql =
            format!("{SELECT} WHERE instr(decisions, ?1) OR instr(criteria, ?1) ORDER BY key");
        let found = self
            .conn
            .prepare_cached(&sql)?
            .query_map([from.to_string()], read)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for mut selection in found {
            let both = selection.decisions.iter().any(|(firm, _)| *firm == to);
            selection.decisions.retain(|(firm, _)| !both || *firm != from);
            for (firm, _) in selection.decisions.iter_mut().filter(|(firm, _)| *firm == from) {
                *firm = to;
            }
            let criteria = selection.criteria.to_string();
            let criteria = criteria.replace(&from.to_string(), &to.to_string());
            if let Ok(criteria) = serde_json::from_str(&criteria) {
                selection.criteria = criteria;
            }
            self.update_selection(&selection)?;
        }
        Ok(())
    }
}
