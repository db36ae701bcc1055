//! The one door for writes: an action, its changes and the data, in one transaction.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;
use uuid::Uuid;

use crate::error::{Result, StoreError};
use crate::ids::Ids;
use crate::log::{ActionInfo, Change, Envelope, Op, Payload, head, stamp};
use crate::open::{Access, Ledger};
use crate::rows::{Entity, FIRM, Image};
use crate::search::Touched;

/// What came of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written<T> {
    /// The action in the log; `None` if nothing changed, then nothing is recorded.
    pub action: Option<Uuid>,
    /// What the closure returned.
    pub value: T,
}

/// An open write. Everything that changes the ledger is a method of this.
#[derive(Debug)]
pub struct Tx<'l> {
    pub(crate) conn: &'l Connection,
    pub(crate) ids: &'l mut Ids,
    pub(crate) seq: i64,
    pub(crate) info: ActionInfo,
    pub(crate) touched: Touched,
    undoes: Option<Uuid>,
    ordinal: i64,
    payload: Payload,
    /// Rows were written whose change is recorded at the end of a bulk.
    unlogged: bool,
}

impl Ledger {
    /// Runs `work` in one transaction and records it as one action.
    ///
    /// If `work` fails, or nothing in it changed anything, the ledger is as it was and no action
    /// is recorded. A trial run is a `work` that fails with its counts.
    ///
    /// # Errors
    /// What `work` returns, or what SQLite says; a ledger that was opened to look.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        info: ActionInfo,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        self.record(info, None, work)
    }

    pub(crate) fn record<T, E: From<StoreError>>(
        &mut self,
        info: ActionInfo,
        undoes: Option<Uuid>,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Written<T>, E> {
        if self.access() == Access::Read {
            return Err(StoreError::ReadOnly(self.path.clone()).into());
        }
        let sql = |error: rusqlite::Error| E::from(StoreError::from(error).at(&self.path));
        let transaction =
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(sql)?;
        let mut tx = Tx::begin(&self.conn, &mut self.ids, info, undoes)?;
        let value = work(&mut tx)?;
        if tx.unlogged {
            // A bulk failed and the closure went on all the same: nothing unlogged may stay.
            return Err(StoreError::Unfinished.into());
        }
        if tx.ordinal == 0 {
            // Bytes that were kept for an action that changed nothing go as well.
            transaction.rollback().map_err(sql)?;
            return Ok(Written { action: None, value });
        }
        let (action, touched) = tx.seal()?;
        transaction.commit().map_err(sql)?;
        self.columns.follow(&self.conn, touched);
        Ok(Written { action: Some(action), value })
    }
}

impl<'l> Tx<'l> {
    fn begin(
        conn: &'l Connection,
        ids: &'l mut Ids,
        info: ActionInfo,
        undoes: Option<Uuid>,
    ) -> Result<Self> {
        let next = "SELECT coalesce(max(seq), 0) + 1 FROM action";
        let seq = conn.prepare_cached(next)?.query_row([], |row| row.get(0))?;
        let touched = Touched::default();
        Ok(Self {
            conn,
            ids,
            seq,
            info,
            touched,
            undoes,
            ordinal: 0,
            payload: Payload::new(),
            unlogged: false,
        })
    }

    /// Sets a param of the action that is known only now.
    pub fn param(&mut self, name: &str, value: impl Into<Value>) {
        self.info.params.insert(name.to_owned(), value.into());
    }

    /// A bulk begins, whose rows are recorded when it ends.
    pub(crate) fn begin_unlogged(&mut self) {
        self.unlogged = true;
    }

    /// The bulk has recorded its rows.
    pub(crate) fn end_unlogged(&mut self) {
        self.unlogged = false;
    }

    /// A new id of the action's time.
    pub fn new_id(&mut self) -> Uuid {
        self.ids.next(self.info.at)
    }

    /// Writes the change to the log.
    pub(crate) fn record(&mut self, change: &Change) -> Result<()> {
        let sql = "INSERT INTO change (action, ordinal, op, entity, entity_id, before, after) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.conn.prepare_cached(sql)?.execute(params![
            self.seq,
            self.ordinal,
            change.op.as_str(),
            change.entity,
            change.entity_id.as_ref().map(|id| id.as_bytes()),
            change.before,
            change.after,
        ])?;
        self.payload.change(change);
        self.ordinal += 1;
        Ok(())
    }

    /// Inserts a row and records it.
    pub(crate) fn insert(&mut self, entity: &Entity, id: Uuid, image: &Image) -> Result<()> {
        entity.insert(self.conn, id, image)?;
        // Read back, so that the log has every column as it is stored.
        let stored = entity.read(self.conn, id)?.unwrap_or_default();
        self.note(entity, &stored);
        self.record_one(entity, id, Op::Insert, None, Some(&stored))
    }

    /// Changes a row to `after` and records the columns that differ; `false` if none does.
    pub(crate) fn update(
        &mut self,
        entity: &Entity,
        id: Uuid,
        before: &Image,
        after: &Image,
    ) -> Result<bool> {
        let (was, is) = entity.difference(before, after);
        if is.is_empty() {
            return Ok(false);
        }
        self.set(entity, id, before, &was, &is)?;
        Ok(true)
    }

    /// Sets the columns of `is`, whose values are `was` now, and records it.
    pub(crate) fn set(
        &mut self,
        entity: &Entity,
        id: Uuid,
        current: &Image,
        was: &Image,
        is: &Image,
    ) -> Result<()> {
        entity.update(self.conn, id, current, is)?;
        self.note(entity, current);
        self.record_one(entity, id, Op::Update, Some(was), Some(is))
    }

    /// Takes a row away and records it.
    pub(crate) fn delete(&mut self, entity: &Entity, id: Uuid, current: &Image) -> Result<()> {
        entity.delete(self.conn, id)?;
        self.note(entity, current);
        self.record_one(entity, id, Op::Delete, Some(current), None)
    }

    fn record_one(
        &mut self,
        entity: &Entity,
        id: Uuid,
        op: Op,
        before: Option<&Image>,
        after: Option<&Image>,
    ) -> Result<()> {
        let text = |image: Option<&Image>| image.and_then(|i| serde_json::to_string(i).ok());
        self.record(&Change {
            op,
            entity: entity.name.to_owned(),
            entity_id: Some(id),
            before: text(before),
            after: text(after),
        })
    }

    fn note(&mut self, entity: &Entity, image: &Image) {
        if entity.name == FIRM.name {
            self.touched.firm(image.get("key").and_then(Value::as_i64));
        }
    }

    /// Writes the action's own row, which closes its link of the chain.
    fn seal(self) -> Result<(Uuid, Touched)> {
        let id = self.ids.next(self.info.at);
        let at = stamp(self.info.at).to_string();
        let params = serde_json::to_string(&self.info.params).unwrap_or_default();
        let previous = head(self.conn)?;
        let payload = self.payload.finish(&self.info.actor, &params);
        let kind = self.info.kind.as_str();
        let (plan, undoes) = (self.info.plan, self.undoes);
        let hash = Envelope { previous, id, at: &at, kind, plan, undoes, payload }.hash();
        let sql = "INSERT INTO action (seq, id, at, actor, kind, params, plan, undoes, \
                   previous_hash, payload_hash, hash) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
        self.conn.prepare_cached(sql)?.execute(params![
            self.seq,
            id.as_bytes(),
            at,
            self.info.actor,
            kind,
            params,
            plan.as_ref().map(|id| id.as_bytes()),
            undoes.as_ref().map(|id| id.as_bytes()),
            previous,
            payload,
            hash,
        ])?;
        Ok((id, self.touched))
    }
}
