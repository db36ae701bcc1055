//! The change log: what was done, by whom, and the chain of hashes over it.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::error::Result;
use crate::kinds::ActionKind;
use crate::open::Ledger;

/// What is going to be done, for the log.
#[derive(Debug, Clone)]
pub struct ActionInfo {
    /// What.
    pub kind: ActionKind,
    /// The facts that its label names.
    pub params: Map<String, Value>,
    /// Who.
    pub actor: String,
    /// When.
    pub at: Timestamp,
    /// The plan that it concerns.
    pub plan: Option<Uuid>,
}

impl ActionInfo {
    /// An action without params and plan.
    pub fn new(kind: ActionKind, actor: &str, at: Timestamp) -> Self {
        Self { kind, params: Map::new(), actor: actor.to_owned(), at, plan: None }
    }

    /// The same with one more param.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }

    /// The same for that plan.
    #[must_use]
    pub fn of_plan(mut self, plan: Uuid) -> Self {
        self.plan = Some(plan);
        self
    }
}

/// An action of the log, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: String,
    /// What: [`ActionKind::as_str`]; a newer program may know more kinds.
    pub kind: String,
    /// The facts that its label names.
    pub params: Map<String, Value>,
    /// The plan that it concerns.
    pub plan: Option<Uuid>,
    /// Whether its effect is gone now.
    pub undone: bool,
}

/// What undo and redo need to know of an action.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) plan: Option<Uuid>,
    /// The action that it inverts; none for an action of its own.
    pub(crate) undoes: Option<Uuid>,
    /// Whether a later action took its effect back.
    pub(crate) undone: bool,
    /// The index of the action of its own at the start of this line of undos and redos.
    pub(crate) root: usize,
}

/// All actions in order, each with whether it is undone: an action is undone while an inverting
/// action exists that is not undone itself.
pub(crate) fn links(conn: &Connection) -> Result<Vec<Link>> {
    let mut select =
        conn.prepare_cached("SELECT seq, id, plan, undoes FROM action ORDER BY seq")?;
    let rows = select.query_map([], |row| {
        Ok(Link {
            seq: row.get(0)?,
            id: uuid_at(row, 1)?,
            plan: optional_uuid_at(row, 2)?,
            undoes: optional_uuid_at(row, 3)?,
            undone: false,
            root: 0,
        })
    })?;
    let mut links = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut roots: HashMap<Uuid, usize> = HashMap::with_capacity(links.len());
    for (index, link) in links.iter_mut().enumerate() {
        link.root = link.undoes.and_then(|id| roots.get(&id).copied()).unwrap_or(index);
        roots.insert(link.id, link.root);
    }
    let mut inverters: HashMap<Uuid, bool> = HashMap::new();
    for link in links.iter_mut().rev() {
        link.undone = inverters.get(&link.id).is_some_and(|undone| !undone);
        if let Some(inverted) = link.undoes {
            // Walking backwards, the first one seen is the latest.
            inverters.entry(inverted).or_insert(link.undone);
        }
    }
    Ok(links)
}

impl Ledger {
    /// The latest actions, newest first; of one plan if given.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn history(&self, plan: Option<Uuid>, limit: usize) -> Result<Vec<HistoryEntry>> {
        let undone: HashMap<i64, bool> =
            links(&self.conn)?.into_iter().map(|link| (link.seq, link.undone)).collect();
        let sql = "SELECT seq, id, at, actor, kind, params, plan FROM action \
                   WHERE ?1 IS NULL OR plan = ?1 ORDER BY seq DESC LIMIT ?2";
        let mut select = self.conn.prepare_cached(sql)?;
        let plan = plan.map(|id| id.as_bytes().to_vec());
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = select.query_map(params![plan, limit], |row| {
            let seq: i64 = row.get(0)?;
            Ok(HistoryEntry {
                id: uuid_at(row, 1)?,
                at: timestamp_at(row, 2)?,
                actor: row.get(3)?,
                kind: row.get(4)?,
                params: params_at(row, 5)?,
                plan: optional_uuid_at(row, 6)?,
                undone: undone.get(&seq).copied().unwrap_or(false),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When each plan was last changed by an action.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn plan_changed_at(&self, plan: Uuid) -> Result<Option<Timestamp>> {
        let sql = "SELECT at FROM action WHERE plan = ?1 ORDER BY seq DESC LIMIT 1";
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([plan.as_bytes()])?;
        Ok(match rows.next()? {
            Some(row) => Some(timestamp_at(row, 0)?),
            None => None,
        })
    }

    /// The last link of the chain: it names the state of the whole ledger.
    pub(crate) fn head(&self) -> Result<[u8; 32]> {
        head(&self.conn)
    }
}

/// The hash of the newest action; zeros before the first.
pub(crate) fn head(conn: &Connection) -> Result<[u8; 32]> {
    let mut select = conn.prepare_cached("SELECT hash FROM action ORDER BY seq DESC LIMIT 1")?;
    let mut rows = select.query([])?;
    Ok(match rows.next()? {
        Some(row) => row.get(0)?,
        None => [0; 32],
    })
}

/// A change, as it is stored and hashed.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) op: Op,
    pub(crate) entity: String,
    pub(crate) entity_id: Option<Uuid>,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    Insert,
    Update,
    Delete,
    InsertMany,
    DeleteMany,
}

impl Op {
    const ALL: [Self; 5] =
        [Self::Insert, Self::Update, Self::Delete, Self::InsertMany, Self::DeleteMany];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::InsertMany => "insert_many",
            Self::DeleteMany => "delete_many",
        }
    }
}

/// The changes of an action, in order.
pub(crate) fn changes(conn: &Connection, seq: i64) -> Result<Vec<Change>> {
    let sql = "SELECT op, entity, entity_id, before, after FROM change \
               WHERE action = ?1 ORDER BY ordinal";
    let mut select = conn.prepare_cached(sql)?;
    let rows = select.query_map([seq], |row| {
        let op: String = row.get(0)?;
        Ok(Change {
            op: Op::ALL.into_iter().find(|known| known.as_str() == op).unwrap_or(Op::Update),
            entity: row.get(1)?,
            entity_id: optional_uuid_at(row, 2)?,
            before: row.get(3)?,
            after: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The hash over what an action says and changes, which can be redacted later: who, the params,
/// and every change. Each part goes in with its length, so that no two payloads read alike.
#[derive(Debug)]
pub(crate) struct Payload(Sha256);

impl Payload {
    pub(crate) fn new() -> Self {
        let mut hasher = Sha256::new();
        hasher.update(b"shirube payload 1\n");
        Self(hasher)
    }

    fn part(&mut self, bytes: Option<&[u8]>) {
        let length = bytes.map_or(u64::MAX, |bytes| bytes.len() as u64);
        self.0.update(length.to_be_bytes());
        self.0.update(bytes.unwrap_or_default());
    }

    pub(crate) fn change(&mut self, change: &Change) {
        self.part(Some(change.op.as_str().as_bytes()));
        self.part(Some(change.entity.as_bytes()));
        self.part(change.entity_id.as_ref().map(|id| id.as_bytes().as_slice()));
        self.part(change.before.as_deref().map(str::as_bytes));
        self.part(change.after.as_deref().map(str::as_bytes));
    }

    pub(crate) fn finish(mut self, actor: &str, params: &str) -> [u8; 32] {
        self.part(Some(actor.as_bytes()));
        self.part(Some(params.as_bytes()));
        self.0.finalize().into()
    }
}

/// What the chain's hash covers besides the payload: never personal, never redacted.
#[derive(Debug)]
pub(crate) struct Envelope<'a> {
    pub(crate) previous: [u8; 32],
    pub(crate) id: Uuid,
    pub(crate) at: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) plan: Option<Uuid>,
    pub(crate) undoes: Option<Uuid>,
    pub(crate) payload: [u8; 32],
}

impl Envelope<'_> {
    pub(crate) fn hash(&self) -> [u8; 32] {
        let mut parts = Payload(Sha256::new());
        parts.part(Some(b"shirube action 1"));
        parts.part(Some(&self.previous));
        parts.part(Some(self.id.as_bytes()));
        parts.part(Some(self.at.as_bytes()));
        parts.part(Some(self.kind.as_bytes()));
        parts.part(self.plan.as_ref().map(|id| id.as_bytes().as_slice()));
        parts.part(self.undoes.as_ref().map(|id| id.as_bytes().as_slice()));
        parts.part(Some(&self.payload));
        parts.0.finalize().into()
    }
}

/// A time as the ledger keeps it: whole milliseconds.
pub(crate) fn stamp(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

pub(crate) fn uuid_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(index)?))
}

pub(crate) fn optional_uuid_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(index)?.map(Uuid::from_bytes))
}

pub(crate) fn timestamp_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Timestamp> {
    let text: String = row.get(index)?;
    text.parse().map_err(|error: jiff::Error| unfit(index, error))
}

pub(crate) fn optional_timestamp_at(
    row: &Row<'_>,
    index: usize,
) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(index)?;
    text.map(|text| text.parse().map_err(|error: jiff::Error| unfit(index, error))).transpose()
}

pub(crate) fn params_at(row: &Row<'_>, index: usize) -> rusqlite::Result<Map<String, Value>> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|error| unfit(index, error))
}

/// A stored text that is not what its column holds.
pub(crate) fn unfit(
    index: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
}
