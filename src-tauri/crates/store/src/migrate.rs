//! The schema's versions: one file each, each in a transaction of its own, never edited later.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::Result;

/// The migrations in order; the ledger's `user_version` is the number of those applied.
const MIGRATIONS: [&str; 5] = [
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_matching.sql"),
    include_str!("migrations/0003_plans.sql"),
    include_str!("migrations/0004_hubs.sql"),
    include_str!("migrations/0005_desk.sql"),
];

/// The newest schema version that this program knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Brings the ledger from its version to [`SCHEMA_VERSION`].
pub(crate) fn migrate(conn: &mut Connection) -> Result<()> {
    let done = version(conn)?;
    for (index, sql) in MIGRATIONS.iter().enumerate() {
        let target = index as i64 + 1;
        if target > done {
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            tx.execute_batch(sql)?;
            tx.pragma_update(None, "user_version", target)?;
            tx.commit()?;
        }
    }
    Ok(())
}

/// The schema version that the file says it has.
pub(crate) fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
