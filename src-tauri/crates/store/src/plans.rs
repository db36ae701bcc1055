//! Plans: one row each, written whole; the log keeps only what changed.

use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value};
use shirube_domain::answers::Answers;
use shirube_domain::plan::{Period, Plan, PlanKind, SelectedFirm};
use uuid::Uuid;

use crate::entities::{REVIEW_POINT, REVISION};
use crate::error::{Result, StoreError};
use crate::log::{optional_timestamp_at, stamp, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{ATTACHMENT, Entity, Image, PLAN, in_key_order};
use crate::write::Tx;

const SELECT: &str = "SELECT id, kind, title, prefectures, municipalities, period_start, \
                      period_end, catalogue, stage, answers, confirmations, selected, \
                      overlays, schedule, receiver_checks, archived_at FROM plan";

impl Ledger {
    /// All plans, in the order in which they were begun.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn plans(&self) -> Result<Vec<Plan>> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} ORDER BY key"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A plan by its id.
    ///
    /// # Errors
    /// There is no such plan.
    pub fn plan(&self, id: Uuid) -> Result<Plan> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        let found = select.query_row([id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::PlanNotFound(id.to_string()))
    }
}

/// How many rows hang on a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanging {
    /// Attachments.
    pub attachments: u64,
    /// Review points.
    pub points: u64,
    /// Revisions.
    pub revisions: u64,
}

impl Ledger {
    /// What would go with a plan.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn hanging(&self, plan: Uuid) -> Result<Hanging> {
        let count = |entity: &Entity| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {} WHERE plan = ?1", entity.name);
            let count: i64 =
                self.conn.prepare_cached(&sql)?.query_row([plan.as_bytes()], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        Ok(Hanging {
            attachments: count(&ATTACHMENT)?,
            points: count(&REVIEW_POINT)?,
            revisions: count(&REVISION)?,
        })
    }
}

impl Tx<'_> {
    /// Begins a plan; its id is the caller's, from [`Ledger::new_id`] or [`Tx::new_id`].
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn create_plan(&mut self, plan: &Plan) -> Result<()> {
        let mut image = image(plan);
        image.insert("key".to_owned(), Value::from(PLAN.next_key(self.conn)?));
        self.insert(&PLAN, plan.id, &image)
    }

    /// Writes a plan as it is now; `false` if nothing differs. The log keeps the columns that
    /// differ, and of answers and confirmations the keys.
    ///
    /// # Errors
    /// There is no such plan.
    pub fn update_plan(&mut self, plan: &Plan) -> Result<bool> {
        let before = self.plan_image(plan.id)?;
        let mut after = before.clone();
        after.extend(image(plan));
        self.update(&PLAN, plan.id, &before, &after)
    }

    /// Takes a plan out, with everything that hangs on it: attachments, review points, revisions.
    ///
    /// # Errors
    /// There is no such plan.
    pub fn remove_plan(&mut self, id: Uuid) -> Result<()> {
        let before = self.plan_image(id)?;
        for entity in [&ATTACHMENT, &REVIEW_POINT, &REVISION] {
            for (row, image) in self.rows_of_plan(entity, id)? {
                self.delete(entity, row, &image)?;
            }
        }
        self.delete(&PLAN, id, &before)
    }

    fn rows_of_plan(&self, entity: &Entity, plan: Uuid) -> Result<Vec<(Uuid, Image)>> {
        let sql = format!("SELECT id FROM {} WHERE plan = ?1 ORDER BY key", entity.name);
        let mut select = self.conn.prepare_cached(&sql)?;
        let ids = select.query_map([plan.as_bytes()], |row| uuid_at(row, 0))?;
        let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
        ids.into_iter()
            .map(|id| Ok((id, entity.read(self.conn, id)?.unwrap_or_default())))
            .collect()
    }

    fn plan_image(&self, id: Uuid) -> Result<Image> {
        PLAN.read(self.conn, id)?.ok_or_else(|| StoreError::PlanNotFound(id.to_string()))
    }
}

/// The firms that plans name, each with the title of one that does.
pub(crate) fn named_firms(conn: &Connection) -> Result<Vec<(Uuid, String)>> {
    let mut select =
        conn.prepare_cached("SELECT selected, title FROM plan WHERE selected <> '[]'")?;
    let mut rows = select.query([])?;
    let mut named = Vec::new();
    while let Some(row) = rows.next()? {
        let selected: Vec<SelectedFirm> = json(row, 0)?;
        let title: String = row.get(1)?;
        named.extend(selected.into_iter().map(|selected| (selected.firm, title.clone())));
    }
    Ok(named)
}

/// A plan's columns as the log and the table have them.
fn image(plan: &Plan) -> Image {
    let list = |value: Result<Value, serde_json::Error>| {
        Value::from(value.unwrap_or_else(|_| Value::Array(Vec::new())).to_string())
    };
    let keyed = |value: Result<Value, serde_json::Error>| match value {
        Ok(Value::Object(map)) => in_key_order(&map),
        _ => in_key_order(&Map::new()),
    };
    Image::from_iter(
        [
            ("kind", Value::from(plan.kind.letter())),
            ("title", Value::from(plan.title.as_str())),
            ("prefectures", list(serde_json::to_value(&plan.prefectures))),
            ("municipalities", list(serde_json::to_value(&plan.municipalities))),
            ("period_start", Value::from(plan.period.start().to_string())),
            ("period_end", Value::from(plan.period.end().to_string())),
            ("catalogue", Value::from(plan.catalogue.as_str())),
            ("stage", Value::from(plan.stage.as_str())),
            ("answers", in_key_order(plan.answers.as_map())),
            ("confirmations", keyed(serde_json::to_value(&plan.confirmations))),
            ("selected", list(serde_json::to_value(&plan.selected))),
            ("overlays", list(serde_json::to_value(&plan.overlays))),
            ("schedule", keyed(serde_json::to_value(&plan.schedule))),
            ("receiver_checks", keyed(serde_json::to_value(&plan.receiver_checks))),
            ("archived_at", Value::from(plan.archived_at.map(|at| stamp(at).to_string()))),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

fn read(row: &Row<'_>) -> rusqlite::Result<Plan> {
    let date = |index: usize| -> rusqlite::Result<jiff::civil::Date> {
        let text = row.get_ref(index)?.as_str()?;
        text.parse().map_err(|error: jiff::Error| unfit(index, error))
    };
    let period = Period::new(date(5)?, date(6)?).map_err(|error| unfit(5, error))?;
    let kind: String = row.get(1)?;
    let kind = PlanKind::parse(&kind)
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(1, kind, rusqlite::types::Type::Text))?;
    let answers: Answers = json(row, 9)?;
    Ok(Plan {
        id: uuid_at(row, 0)?,
        kind,
        title: row.get(2)?,
        prefectures: json(row, 3)?,
        municipalities: json(row, 4)?,
        period,
        catalogue: row.get(7)?,
        stage: row.get(8)?,
        answers,
        confirmations: json(row, 10)?,
        selected: json(row, 11)?,
        overlays: json(row, 12)?,
        schedule: json(row, 13)?,
        receiver_checks: json(row, 14)?,
        archived_at: optional_timestamp_at(row, 15)?,
    })
}

pub(crate) fn json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    index: usize,
) -> rusqlite::Result<T> {
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_str(text).map_err(|error| unfit(index, error))
}
