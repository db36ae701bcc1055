//! Pairs of firms inside the ledger that may be one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use shirube_domain::firm::{Firm, FirmRecord};
use uuid::Uuid;

use crate::candidates::{Candidates, Forms, Reason, Scope, score};
use crate::decisions::Decided;
use crate::error::Result;
use crate::firms::{RECORD, read_record};
use crate::log::uuid_at;
use crate::open::Ledger;

/// Two firms that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one that came first.
    pub first: Firm,
    /// The other.
    pub second: Firm,
    /// Why.
    pub reasons: Vec<Reason>,
    /// 0–99: for the order of what is shown.
    pub score: u32,
}

struct Seen {
    id: Uuid,
    record: FirmRecord,
    forms: Forms,
}

impl Ledger {
    /// The pairs that nobody has decided on, the likeliest first, at most so many; and how many
    /// there are.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn duplicates(&self, most: usize) -> Result<(Vec<Pair>, usize)> {
        let decided = Decided::load(&self.conn)?;
        let candidates = Candidates::load(&self.conn, Scope::All, i64::MAX)?;
        let mut seen: HashMap<i64, Seen> = HashMap::new();
        let mut found = Vec::new();
        for (first, second) in candidates.pairs() {
            for key in [first, second] {
                if let Entry::Vacant(place) = seen.entry(key) {
                    place.insert(self.seen(key)?);
                }
            }
            let (Some(a), Some(b)) = (seen.get(&first), seen.get(&second)) else { continue };
            let reasons = a.forms.reasons(&b.forms);
            if !reasons.is_empty() && !decided.apart((first, &a.record), (second, &b.record)) {
                found.push((score(&reasons), first, second, reasons));
            }
        }
        found.sort_by_key(|(score, first, second, _)| (std::cmp::Reverse(*score), *first, *second));
        let total = found.len();
        let firm =
            |key: i64| seen.get(&key).map(|seen| Firm { id: seen.id, record: seen.record.clone() });
        let pairs = found.into_iter().take(most).filter_map(|(score, first, second, reasons)| {
            Some(Pair { first: firm(first)?, second: firm(second)?, reasons, score })
        });
        Ok((pairs.collect(), total))
    }

    fn seen(&self, key: i64) -> Result<Seen> {
        let sql = format!("SELECT id, {RECORD} FROM firm WHERE key = ?1");
        let mut select = self.conn.prepare_cached(&sql)?;
        let (id, record) =
            select.query_row([key], |row| Ok((uuid_at(row, 0)?, read_record(row, 1)?)))?;
        let forms = Forms::of(&record);
        Ok(Seen { id, record, forms })
    }
}
