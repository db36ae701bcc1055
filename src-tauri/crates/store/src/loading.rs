//! Loading the columns: on two threads where there is much to load.
//!
//! SQLite reads a ledger on one thread; what takes the time is stepping from row to row. A second
//! connection that only looks reads a part of the figures meanwhile. It sees the file alone, so
//! the write-ahead log is brought into the file first; nothing writes while columns are loaded.

use std::thread;

use rusqlite::Connection;

use crate::columns::FirmColumns;
use crate::error::Result;
use crate::figure_columns::{FigureColumns, Part};
use crate::open::{Access, Ledger, connect_to_look};

/// With fewer firms a second connection costs more than it saves.
const MANY: i64 = 20_000;

impl Ledger {
    /// The columns of the figures, and those of the firms where they are not `known`.
    pub(crate) fn load_columns(
        &self,
        known: Option<&FirmColumns>,
    ) -> Result<(Option<FirmColumns>, FigureColumns)> {
        let last = "SELECT coalesce(max(key), 0) FROM firm";
        let last: i64 = self.conn.query_row(last, [], |row| row.get(0))?;
        let reader = if last < MANY { None } else { self.reader() };
        let split = match (&reader, known) {
            (None, _) => 0,
            (Some(_), Some(_)) => last / 2,
            // Reading the firms takes about as long as reading four tenths of their figures.
            (Some(_), None) => last / 10 * 7,
        };
        let (here, there) = thread::scope(|scope| {
            let there = reader.map(|conn| scope.spawn(move || Part::load(&conn, 0, split)));
            let here = self.load_here(known.is_none(), split);
            (here, there.map(thread::ScopedJoinHandle::join))
        });
        let (firms, second) = here?;
        let first = match there {
            None => Part::default(),
            Some(Ok(Ok(part))) => part,
            // Whatever went wrong there is told, or put right, here.
            Some(_) => Part::load(&self.conn, 0, split)?,
        };
        let figures = match firms.as_ref().or(known) {
            Some(firms) => FigureColumns::of_parts([first, second], firms),
            None => FigureColumns::default(),
        };
        Ok((firms, figures))
    }

    fn load_here(&self, with_firms: bool, after: i64) -> Result<(Option<FirmColumns>, Part)> {
        let firms = with_firms.then(|| FirmColumns::load(&self.conn)).transpose()?;
        Ok((firms, Part::load(&self.conn, after, i64::MAX)?))
    }

    /// A connection of its own that looks at the file; none while that would not show everything.
    fn reader(&self) -> Option<Connection> {
        let settled = self.conn.is_autocommit()
            && (self.access() == Access::Read || self.log_is_taken_in().unwrap_or(false));
        if settled { connect_to_look(&self.path).ok() } else { None }
    }

    /// Brings the write-ahead log into the file; `false` where something holds that up.
    fn log_is_taken_in(&self) -> Result<bool> {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (busy, frames, taken): (i64, i64, i64) =
            self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], read)?;
        Ok(busy == 0 && frames == taken)
    }
}
