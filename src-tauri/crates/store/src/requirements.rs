//! What hangs on a requirement of a plan, and goes along when the requirement becomes another.

use serde_json::Value;
use uuid::Uuid;

use crate::entities::{ATTACHMENT, REVIEW_POINT};
use crate::error::Result;
use crate::log::uuid_at;
use crate::rows::{Entity, Image};
use crate::write::Tx;

impl Tx<'_> {
    /// Moves the evidence and the review points of a plan's requirement to another requirement.
    /// Where it became several, its evidence stands at each of them, and its points at the first.
    /// Gives how many rows it was.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn move_requirement(&mut self, plan: Uuid, from: &str, to: &[String]) -> Result<u64> {
        let Some((first, others)) = to.split_first() else { return Ok(0) };
        let mut moved = 0;
        for entity in [&ATTACHMENT, &REVIEW_POINT] {
            for id in self.hanging_on(entity, plan, from)? {
                let before = entity.read(self.conn, id)?.unwrap_or_default();
                if entity.name == ATTACHMENT.name {
                    self.copy_for(&before, others)?;
                }
                let mut after = before.clone();
                after.insert("requirement".to_owned(), Value::from(first.as_str()));
                self.update(entity, id, &before, &after)?;
                moved += 1;
            }
        }
        Ok(moved)
    }

    fn hanging_on(&self, entity: &Entity, plan: Uuid, requirement: &str) -> Result<Vec<Uuid>> {
        let sql = format!(
            "SELECT id FROM {} WHERE plan = ?1 AND requirement = ?2 ORDER BY key",
            entity.name
        );
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select
            .query_map(rusqlite::params![plan.as_bytes(), requirement], |row| uuid_at(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The same file, once more, as evidence of each of these; its bytes lie there only once.
    fn copy_for(&mut self, attachment: &Image, requirements: &[String]) -> Result<()> {
        for requirement in requirements {
            let mut copy = attachment.clone();
            copy.insert("key".to_owned(), Value::from(ATTACHMENT.next_key(self.conn)?));
            copy.insert("requirement".to_owned(), Value::from(requirement.as_str()));
            let id = self.new_id();
            self.insert(&ATTACHMENT, id, &copy)?;
        }
        Ok(())
    }
}
