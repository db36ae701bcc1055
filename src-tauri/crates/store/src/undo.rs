//! 元に戻す and やり直す: an inverted action is a new action, so both survive a restart and the
//! history only grows.

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::bulk::is_constraint;
use crate::catalogues::pinned_by;
use crate::entities::{CATALOGUE, OVERLAY};
use crate::error::{Result, StoreError};
use crate::kinds::ActionKind;
use crate::lines::FIGURE;
use crate::log::{ActionInfo, Change, Link, Op, changes, links, params_at};
use crate::open::Ledger;
use crate::overlays::taken_overlays;
use crate::plans::named_firms;
use crate::rows::{CONFIDENTIALITY, Entity, FIGURE_CHOICE, FIRM, IMPORT, Image};
use crate::write::Tx;

/// What is to be undone or redone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoScope {
    /// The latest action of the ledger.
    Latest,
    /// The latest action that concerns this plan.
    OfPlan(Uuid),
    /// This action; refused as a conflict if its rows have moved on.
    Action(Uuid),
}

/// An undo or redo that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The new action.
    pub action: Uuid,
    /// The action whose effect was taken back or brought back.
    pub subject: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its params, for the label.
    pub params: Map<String, Value>,
}

impl Ledger {
    /// Takes the effect of an action back.
    ///
    /// # Errors
    /// [`StoreError::NothingToUndo`], or [`StoreError::UndoConflict`] if a row has been changed
    /// since by an action that still stands.
    pub fn undo(&mut self, scope: UndoScope, actor: &str, at: Timestamp) -> Result<Undone> {
        let links = links(&self.conn)?;
        let subject = undo_subject(&links, scope)?;
        let inverted = tip(&links, subject);
        self.invert(ActionKind::Undo, subject, inverted, actor, at)
    }

    /// Brings the effect of an undone action back. After a new action there is nothing to redo.
    ///
    /// # Errors
    /// [`StoreError::NothingToRedo`], or [`StoreError::UndoConflict`].
    pub fn redo(&mut self, scope: UndoScope, actor: &str, at: Timestamp) -> Result<Undone> {
        let links = links(&self.conn)?;
        let inverted = redo_target(&links, scope)?;
        let subject = &links[inverted.root];
        self.invert(ActionKind::Redo, subject, inverted, actor, at)
    }

    /// The action that [`Ledger::undo`] would take back now, for a menu's label.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn undoable(&self, scope: UndoScope) -> Result<Option<Undone>> {
        let links = links(&self.conn)?;
        undo_subject(&links, scope).ok().map(|subject| self.describe(subject)).transpose()
    }

    /// The action that [`Ledger::redo`] would bring back now, for a menu's label.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn redoable(&self, scope: UndoScope) -> Result<Option<Undone>> {
        let links = links(&self.conn)?;
        let target = redo_target(&links, scope).ok();
        target.map(|target| self.describe(&links[target.root])).transpose()
    }

    fn describe(&self, subject: &Link) -> Result<Undone> {
        let sql = "SELECT kind, params FROM action WHERE seq = ?1";
        let mut select = self.conn.prepare_cached(sql)?;
        let (kind, params) =
            select.query_row([subject.seq], |row| Ok((row.get(0)?, params_at(row, 1)?)))?;
        Ok(Undone { action: subject.id, subject: subject.id, kind, params })
    }

    fn invert(
        &mut self,
        kind: ActionKind,
        subject: &Link,
        inverted: &Link,
        actor: &str,
        at: Timestamp,
    ) -> Result<Undone> {
        let mut undone = self.describe(subject)?;
        let mut info = ActionInfo::new(kind, actor, at);
        info.plan = subject.plan;
        info.params = undone.params.clone();
        info.params.insert("kind".to_owned(), Value::from(undone.kind.clone()));
        let changes = changes(&self.conn, inverted.seq)?;
        let written = self.record(info, Some(inverted.id), |tx| -> Result<()> {
            changes.iter().rev().try_for_each(|change| tx.invert(change))
        })?;
        undone.action = written.action.unwrap_or(inverted.id);
        Ok(undone)
    }
}

/// The action of its own whose effect is to be taken back.
fn undo_subject(links: &[Link], scope: UndoScope) -> Result<&Link> {
    let mut own = links.iter().rev().filter(|link| link.undoes.is_none() && !link.undone);
    match scope {
        UndoScope::Latest => own.next().ok_or(StoreError::NothingToUndo),
        UndoScope::OfPlan(plan) => {
            own.find(|link| link.plan == Some(plan)).ok_or(StoreError::NothingToUndo)
        }
        UndoScope::Action(id) => match links.iter().find(|link| link.id == id) {
            None => Err(StoreError::ActionNotFound(id.to_string())),
            Some(link) if link.undone || link.undoes.is_some() => Err(StoreError::NothingToUndo),
            Some(link) => Ok(link),
        },
    }
}

/// The undo that is to be inverted.
fn redo_target(links: &[Link], scope: UndoScope) -> Result<&Link> {
    let in_scope = |link: &Link| match scope {
        UndoScope::OfPlan(plan) => link.plan == Some(plan),
        UndoScope::Latest | UndoScope::Action(_) => true,
    };
    // A new action closes the line of what could be redone.
    let closed = links
        .iter()
        .filter(|link| link.undoes.is_none() && in_scope(link))
        .map(|link| link.seq)
        .max()
        .unwrap_or(0);
    let mut standing = links.iter().rev().filter(|link| {
        link.undoes.is_some() && !link.undone && in_scope(link) && links[link.root].undone
    });
    match scope {
        UndoScope::Action(id) => standing.find(|link| links[link.root].id == id),
        _ => standing.find(|link| link.seq > closed),
    }
    .ok_or(StoreError::NothingToRedo)
}

/// The latest action that brought the effect of `subject` about: itself, or its last redo.
fn tip<'a>(links: &'a [Link], subject: &'a Link) -> &'a Link {
    links
        .iter()
        .rev()
        .take_while(|link| link.seq > subject.seq)
        .find(|link| link.undoes.is_some() && link.root == subject.root && !link.undone)
        .unwrap_or(subject)
}

impl Tx<'_> {
    /// Does the opposite of one change, if the row is still as the change left it.
    fn invert(&mut self, change: &Change) -> Result<()> {
        match change.op {
            Op::InsertMany | Op::DeleteMany => self.invert_many(change),
            Op::Update if change.entity == FIGURE => self.invert_line(change),
            Op::Insert | Op::Update | Op::Delete => self.invert_one(change),
        }
    }

    fn invert_one(&mut self, change: &Change) -> Result<()> {
        let conflict = || StoreError::UndoConflict {
            entity: change.entity.clone(),
            id: change.entity_id.map(|id| id.to_string()).unwrap_or_default(),
        };
        let entity = Entity::named(&change.entity).ok_or_else(conflict)?;
        let id = change.entity_id.ok_or_else(conflict)?;
        let before = image(change.before.as_deref())?;
        let after = image(change.after.as_deref())?;
        let current = entity.read(self.conn, id)?;
        let done = match (change.op, current) {
            (Op::Insert, Some(current)) if entity.holds(&current, &after) => {
                if entity.name == FIRM.name
                    && named_firms(self.conn)?.iter().any(|(firm, _)| *firm == id)
                {
                    return Err(conflict());
                }
                if self.is_taken(entity, id, &current)? {
                    return Err(conflict());
                }
                self.delete(entity, id, &current)
            }
            (Op::Update, Some(current)) if entity.holds(&current, &after) => {
                self.set(entity, id, &current, &after, &before)
            }
            (Op::Delete, None) => self.insert(entity, id, &before),
            _ => return Err(conflict()),
        };
        if [&FIGURE_CHOICE, &CONFIDENTIALITY, &IMPORT].iter().any(|e| e.name == entity.name) {
            self.touched.figures();
        }
        match done {
            // A rule of the schema refuses it: something else hangs on the row now.
            Err(StoreError::Sqlite(error)) if is_constraint(&error) => Err(conflict()),
            other => other,
        }
    }
}

impl Tx<'_> {
    /// Whether a plan takes the overlay on, or pins the catalogue.
    fn is_taken(&self, entity: &Entity, id: Uuid, row: &Image) -> Result<bool> {
        if entity.name == OVERLAY.name {
            return Ok(taken_overlays(self.conn)?.iter().any(|(overlay, _)| *overlay == id));
        }
        if entity.name == CATALOGUE.name {
            let version = row.get("version").and_then(Value::as_str).unwrap_or("");
            return Ok(pinned_by(self.conn, version)?.is_some());
        }
        Ok(false)
    }
}

fn image(text: Option<&str>) -> Result<Image> {
    Ok(serde_json::from_str(text.unwrap_or("{}")).map_err(|error| crate::log::unfit(0, error))?)
}
