//! 名寄せ of an import: which firm of the ledger a row of a sheet speaks of, by exact rules only.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;
use shirube_domain::codes::PrefectureCode;
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::{matching_form, search_form};

use crate::error::Result;
use crate::firms::{RECORD, read_record};

/// Finds the firm of a row: by 法人番号; else by the name without its legal form together with
/// the address, or the municipality, or (where neither is known) the prefecture.
#[derive(Debug)]
pub(crate) struct Matcher {
    by_number: HashMap<u64, i64>,
    /// How many firms have no number.
    unnumbered: usize,
    /// Built when the first row comes that needs it: many lists have a number in every row.
    by_name: Option<HashMap<u64, Vec<Named>>>,
}

/// A firm under a name and place.
#[derive(Debug, Clone, Copy)]
struct Named {
    key: i64,
    has_number: bool,
    address: Option<u64>,
}

/// A record's name in its normal form, with its places.
struct Known {
    name: String,
    /// Hash of the address in its normal form.
    address: Option<u64>,
    /// Hashes of name and place, surest place first.
    places: Vec<u64>,
}

impl Matcher {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let mut by_number = HashMap::new();
        let mut unnumbered = 0;
        let mut select = conn.prepare("SELECT key, corporate_number FROM firm ORDER BY key")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            match row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                Some(number) => {
                    by_number.entry(number_of(number)).or_insert(row.get(0)?);
                }
                None => unnumbered += 1,
            }
        }
        Ok(Self { by_number, unnumbered, by_name: None })
    }

    /// The local key of the firm that the record speaks of. `spoken_of` says which firms the
    /// same sheet has named already: a second row of the same name in the same town is the same
    /// firm only if its address does not say otherwise.
    pub(crate) fn find(
        &mut self,
        conn: &Connection,
        record: &FirmRecord,
        spoken_of: impl Fn(i64) -> bool,
    ) -> Result<Option<i64>> {
        if let Some(number) = &record.corporate_number {
            let known = self.by_number.get(&number_of(number.as_str()));
            if known.is_some() || self.unnumbered == 0 {
                return Ok(known.copied());
            }
        }
        let numbered = record.corporate_number.is_some();
        let known = Known::of(record);
        let named = self.names(conn)?;
        let fits = |firm: &&Named| {
            let elsewhere = known.address.is_some_and(|a| firm.address.is_some_and(|b| a != b));
            !(elsewhere && spoken_of(firm.key))
        };
        Ok(known.places.iter().find_map(|place| {
            let firms: Vec<&Named> = named.get(place)?.iter().filter(fits).collect();
            let free = firms.iter().find(|firm| !firm.has_number);
            match (free, firms.as_slice()) {
                (Some(firm), _) => Some(firm.key),
                // A firm of another number is another firm; one of several is a guess.
                (None, [only]) if !numbered => Some(only.key),
                _ => None,
            }
        }))
    }

    /// Notes a firm that is new, or has become known by more than before.
    pub(crate) fn note(&mut self, key: i64, before: Option<&FirmRecord>, record: &FirmRecord) {
        let had_number = before.is_some_and(|record| record.corporate_number.is_some());
        match &record.corporate_number {
            Some(number) => {
                self.by_number.entry(number_of(number.as_str())).or_insert(key);
                if before.is_some() && !had_number {
                    self.unnumbered = self.unnumbered.saturating_sub(1);
                }
            }
            None if before.is_none() => self.unnumbered += 1,
            None => {}
        }
        if let Some(named) = &mut self.by_name {
            register(named, key, record);
        }
    }

    fn names(&mut self, conn: &Connection) -> Result<&HashMap<u64, Vec<Named>>> {
        if self.by_name.is_none() {
            let mut named = HashMap::new();
            let sql = format!("SELECT key, {RECORD} FROM firm ORDER BY key");
            let mut select = conn.prepare(&sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                register(&mut named, row.get(0)?, &read_record(row, 1)?);
            }
            self.by_name = Some(named);
        }
        Ok(self.by_name.get_or_insert_default())
    }
}

fn register(named: &mut HashMap<u64, Vec<Named>>, key: i64, record: &FirmRecord) {
    let known = Known::of(record);
    let entry =
        Named { key, has_number: record.corporate_number.is_some(), address: known.address };
    for place in known.places {
        let firms = named.entry(place).or_default();
        match firms.iter_mut().find(|firm| firm.key == key) {
            Some(firm) => *firm = entry,
            None => firms.push(entry),
        }
    }
}

impl Known {
    fn of(record: &FirmRecord) -> Self {
        let name = matching_form(&record.name);
        let address = record.address.as_deref().map(search_form);
        let mut known = Self { name, address: None, places: Vec::with_capacity(2) };
        if known.name.is_empty() {
            return known;
        }
        if let Some(address) = &address {
            known.address = Some(known.at(0, address));
            known.places.extend(known.address);
        }
        if let Some(code) = &record.municipality {
            known.places.push(known.at(1, code.as_str()));
        }
        if known.places.is_empty() {
            let code = record.prefecture.as_ref().map_or("", PrefectureCode::as_str);
            known.places.push(known.at(2, code));
        }
        known
    }

    fn at(&self, kind: u8, place: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (kind, &self.name, place).hash(&mut hasher);
        hasher.finish()
    }
}

/// A 法人番号 as a number: thirteen digits fit, and a map of numbers is small.
fn number_of(code: &str) -> u64 {
    debug_assert_eq!(code.len(), 13);
    code.parse().unwrap_or(0)
}
